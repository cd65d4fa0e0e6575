"""A record explained as right after its prediction, by the model that made it, with the notes about it since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.clinical.vitals import VITALS
from core.journal.entry import is_time, local_time
from core.records.explain import Explained, Unexplained
from core.vocabulary import Category
from gui.kit.explanation import Explanation
from gui.kit.label import label
from gui.kit.score_scale import ScoreScale
from gui.kit.symbol_view import SymbolView
from gui.language import formats, labels, report_words, verdict_words
from gui.records import record_dialog
from gui.records.record_dialog import RecordDialog
from gui.style.theme import GRID

if TYPE_CHECKING:
    from core.station.details import Details
    from gui.style.look import Look

_LEAST_CHARACTERS: Final = 60
"""Width of the explanation, in characters, where the screen has it."""

TO_CHANGE: Final = 2
"""The dialog's result if the record is to be retracted, or reinstated."""


class DetailsDialog(RecordDialog):
    """Shows the details of a record; its result is TO_CHANGE if that was chosen."""

    def __init__(self, details: Details, look: Look, parent: QWidget | None) -> None:
        when = formats.day_and_time(details.record.local_time, QLocale() if parent is None else parent.locale())
        super().__init__(self.tr("Registro"), self.tr("Registro del {when}").format(when=when), "", parent)
        self.setObjectName("detalles")
        self._look = look
        self._record = details.record
        self.ensurePolished()  # with the font of the style sheet
        self._least_width = min(
            self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS, record_dialog.room(self).width() - 10 * GRID
        )
        self._say_category()
        if isinstance(details.explained, Explained):
            self._explain(details.explained)
        else:
            self._say_values()
            self.say(self._why_not(details.explained), wraps=True).setObjectName("sin_explicacion")
        self.add_space()
        self._say_state(details)
        self._add_answers(details)

    def _say_category(self) -> None:
        line = QWidget()
        line.setMinimumWidth(self._least_width)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(SymbolView(self._look, "title", Category(self._record.resultado)))
        name = label("amount", "resultado_del_registro", labels.category_name(self._record.resultado))
        name.setProperty("category", self._record.resultado)
        row.addWidget(name, 1)
        self.add(line)

    def _explain(self, explained: Explained) -> None:
        prediction, model = explained
        if prediction.alarms:
            self.say(f"▲ {labels.alarm_signs(prediction.alarms, self.locale())}", "alarm", wraps=True)
        score = labels.score_of(prediction.score, model.highest_score, self.locale())
        self.say(score, "strong")
        scale = ScoreScale(model, self._look)
        scale.set_score(prediction.score, f"{score}, {labels.category_name(prediction.category.value)}")
        self.add(scale)
        explanation = Explanation(names_data_set=True)
        explanation.show_prediction(prediction)
        self.add(explanation)
        self.say(labels.model_named(model), "muted")

    def _say_values(self) -> None:
        for vital in VITALS:
            value = formats.recorded(getattr(self._record, vital.name), self.locale())
            self.say(f"{labels.vital_name(vital)}: {value} {labels.unit(vital)}", "strong")
        self.say(
            self.tr("Puntaje: {score}").format(score=report_words.score(self._record)),
        )

    def _why_not(self, why: Unexplained) -> str:
        name = self._record.modelo or ""
        return {
            Unexplained.NO_MODEL_NAMED: self.tr("No se puede explicar: el registro no dice con qué modelo se hizo."),
            Unexplained.MODEL_NOT_HERE: self.tr(
                "No se puede explicar: se hizo con el modelo {name}, que no está en este computador."
            ),
            Unexplained.OUT_OF_LIMITS: self.tr(
                "No se puede explicar: sus valores están fuera de lo que el programa acepta."
            ),
            Unexplained.OTHER_RESULT: self.tr(
                "No se puede explicar: con el modelo {name}, estos valores dan otro resultado. Avise a la persona "
                "encargada."
            ),
        }[why].replace("{name}", name)

    def _say_state(self, details: Details) -> None:
        if details.retraction is None:
            self.say(self.tr("Cuenta en el reporte.")).setObjectName("estado_del_registro")
        else:
            moment = local_time(details.retraction.fecha)
            text = self.tr("Anulado el {when}: {reason}. No cuenta en el reporte.").format(
                when=formats.day_and_time(moment, self.locale()), reason=labels.reason(details.retraction.motivo)
            )
            self.say(text, "warning", wraps=True).setObjectName("estado_del_registro")
        if details.verdicts:
            standing, *earlier = verdict_words.history(details.verdicts, details.counted, self.locale())
            self.say(standing).setObjectName("criterio")
            for text in earlier:
                self.say(text, "muted", wraps=True)
        if self._record.corrects:
            self.say(self.tr("Es la corrección de otro registro, que quedó anulado."), wraps=True)
        elif self._record.origen is not None:
            self.say(self._where_from(), wraps=True).setObjectName("procedencia")
        if self._record.id:
            name = self.say(self.tr("Identificador: {id}").format(id=self._record.id), "muted")
            name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _where_from(self) -> str:
        """Say what the record knows of its import; not the name of the file, which may name a patient."""
        origin = self._record.origen
        moment = origin.get("importado") if isinstance(origin, dict) else None
        if not self._record.imported or not isinstance(moment, str) or not is_time(moment):
            return self.tr("Vino de otro archivo o programa.")
        when = formats.day_and_time(local_time(moment), self.locale())
        text = self.tr("Importado el {when}, de la línea {line} del archivo con el código {name}.").format(
            when=when, line=origin.get("linea", "?"), name=self._record.imported
        )
        undo = self.tr("Para deshacer esa importación: menú de la fila, en Registros (clic derecho o tecla Menú).")
        return f"{text} {undo}"

    def _add_answers(self, details: Details) -> None:
        self._close = self.add_buttons(self.tr("&Cerrar"))
        if details.can_change:
            text = self.tr("&Anular…") if details.retraction is None else self.tr("&Restablecer…")
            change = self.add_other_button(text)
            change.setObjectName("anular_este")
            change.clicked.connect(self._choose_to_change)
        self._close.setFocus()

    def _let_keys_scroll(self, needed: bool) -> None:
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if needed else Qt.FocusPolicy.NoFocus)
        space = GRID if needed else 0  # between the frame of the focus and the text
        self._inside.setContentsMargins(space, space, space, space)
        (self._area if needed else self._close).setFocus()

    @Slot()
    def _choose_to_change(self) -> None:
        self.done(TO_CHANGE)
