"""The result: category, warning signs, score, reasons, model, and whether it is saved."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.entry.empty_result import EmptyResult
from gui.entry.unsaved_banner import UnsavedBanner
from gui.kit.announce import announce
from gui.kit.explanation import Explanation
from gui.kit.fitted_label import FittedLabel
from gui.kit.label import label
from gui.kit.line_cover import LineCover
from gui.kit.measure import is_low
from gui.kit.score_scale import ScoreScale
from gui.kit.side_by_side import SideBySide
from gui.kit.symbol_view import SymbolView
from gui.language import formats, labels, verdict_words
from gui.language.i18n import Translated
from gui.style.style_sheet import restyle
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from core.clinical.model import Model, Prediction
    from core.errors import SaveError
    from core.notes.verdicts import Said
    from core.records.record import Record
    from gui.style.look import Look


_LOW: Final = 40
"""Height of a low window, in heights of a line: a category in two lines would not leave room for the rest."""


class Shown(Enum):
    """The content of the panel: none yet, the result just saved, the previous patient's, or an unsaved one.

    WAITING: the question for the user's judgement, before the saved result may be seen.
    """

    NOTHING = auto()
    SAVED = auto()
    PREVIOUS = auto()
    WAITING = auto()
    UNSAVED = auto()


class ResultPanel(Translated, QFrame):
    """Shows one prediction with its explanation and whether it is saved."""

    retry_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, model: Model, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._model = model
        self._prediction: Prediction | None = None
        self._record: Record | None = None
        """What is on the disk of the prediction; None if it is not."""
        self._is_past = False
        self._is_asked = False
        self._said: Said | None = None
        self._takes_judgement = False
        self.banner = UnsavedBanner(self)
        self._empty = EmptyResult(model, look)
        self._heading = label("muted")
        self.previous = label("chip", "resultado_anterior")
        self._symbol = SymbolView(look, "category")
        self._why_below = label("error", "motivo_abajo", wraps=True)
        self.category = FittedLabel()
        self.category.setObjectName("resultado")
        self.category.setProperty("role", "category")
        self.alarm = label("alarm", "signo_de_alarma", wraps=True)
        self._score = label("strong", "puntaje")
        self._scale = ScoreScale(model, look)
        self._explanation = Explanation()
        self._model_name = label("muted", "modelo")
        self.saved = label("saved", "estado_guardado")
        self.judgement = label("muted", "criterio", wraps=True)
        self.judgement.setProperty("alignment", "AlignLeft|AlignTop")  # where a result begins
        self._foot = SideBySide(self._model_name, self.saved)
        self._result = QWidget()
        self._inside = QVBoxLayout(self._result)
        self._page = QWidget()
        self._page_column = QVBoxLayout(self._page)
        self._area = QScrollArea(self)
        self._lay_out()
        self._cover = LineCover(self._area, self._page)
        self.banner.retry_wanted.connect(self.retry_wanted)
        self.banner.discard_wanted.connect(self.discard_wanted)
        self._area.verticalScrollBar().rangeChanged.connect(self._let_keys_scroll)
        self.retranslate()

    @property
    def shown(self) -> Shown:
        """What the panel shows."""
        if self._prediction is None:
            return Shown.WAITING if self._is_asked else Shown.NOTHING
        if self._record is None:
            return Shown.UNSAVED
        return Shown.PREVIOUS if self._is_past else Shown.SAVED

    @property
    def is_asking(self) -> bool:
        """Whether the user's judgement is asked for in place of a result."""
        return self.shown is Shown.WAITING

    def show_saved(self, prediction: Prediction, record: Record) -> None:
        """Show a result that is on the disk."""
        self._set(prediction, record)
        self._announce()

    def show_asked(self, record: Record) -> None:
        """Ask for the user's judgement in place of the result of a saved record."""
        self._is_asked, self._said = True, None
        self._set(None, record)
        announce(self, f"{self.saved.accessibleName()}. {self.judgement.text()}")

    def offer_judgement(self, *, is_offered: bool) -> None:
        """Say below the next result, or not, which letters give the user's judgement."""
        self._takes_judgement, self._said = is_offered, None

    @property
    def said(self) -> Said | None:
        """The user's judgement of the patient shown, `is_blind` if it was first given so; None without one."""
        return self._said

    @property
    def differs(self) -> bool:
        """Whether the user's judgement is another category than the one shown."""
        return self._said is not None and self._record is not None and self._said.category != self._record.resultado

    def judge(self, said: Said | None) -> None:
        """Show the user's judgement below the result, None for a withdrawn one."""
        self._said = said
        self._say_judgement()

    def announce_judgement(self) -> None:
        """Bring the judgement into view, and have a screen reader say it."""
        QTimer.singleShot(0, self, self._scroll_to_judgement)  # once it has its place
        announce(self, self.judgement.text())

    @Slot()
    def _scroll_to_judgement(self) -> None:
        self._area.ensureWidgetVisible(self.judgement, 0, GRID)

    def show_unsaved(self, prediction: Prediction, error: SaveError) -> None:
        """Show a result that is not on the disk, and why; the focus goes to *Reintentar*."""
        self._set(prediction, None)
        self.banner.say(error)
        self._share_room()

    @Slot()
    def show_previous(self) -> None:
        """Mark the saved result as that of the patient before."""
        if self.shown is Shown.SAVED:
            self._set(self._prediction, self._record, is_past=True)

    def show_nothing(self) -> None:
        """Show what the panel is for."""
        self._set(None, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the panel's size."""
        super().resizeEvent(event)
        self._share_room()

    def event(self, event: QEvent) -> bool:
        """Follow the size of the text."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._share_room()
            self._cover.place()
        return done

    def _share_room(self) -> None:
        """Keep the category in view below NO GUARDADO: where both do not fit, the reason is said below it."""
        is_tight = self.window().height() < _LOW * self.fontMetrics().height()  # a notice changes nothing
        self.category.keep_on_one_line(is_wanted=is_tight)
        top, bottom = GRID + GRID // 2, GRID // 2 if is_tight else GRID  # the top as that of the form
        self._page_column.setContentsMargins(2 * GRID, top, 2 * GRID, bottom)
        self._inside.setSpacing(GRID // 2 if is_tight else GRID)
        if self.shown is not Shown.UNSAVED:
            self._why_below.hide()
            return
        margins = self._page_column.contentsMargins()
        inner = self.width() - margins.left() - margins.right() - 2
        symbol = self._symbol.sizeHint()
        category = max(self.category.heightForWidth(inner - symbol.width() - 2 * GRID), symbol.height())
        left = self._area.height() + self.banner.height() - self.banner.height_at(self.width() - 2)
        left -= category + margins.top() + margins.bottom()
        self._why_below.setText(self.banner.reason)
        self.banner.show_reason(left >= 0)
        self._why_below.setVisible(left < 0)

    def retranslate(self) -> None:
        """Set all texts in the language and locale in force."""
        self.setAccessibleName(self.tr("Resultado"))
        self._area.setAccessibleName(self.tr("Resultado"))
        self._model_name.setText(labels.model_named(self._model))
        self._heading.setText(self.tr("Resultado"))
        self.previous.setText(self.tr("Resultado anterior"))
        self._say_saved()
        self._say_judgement()
        if self._prediction is not None:
            self._say_result(self._prediction)

    def _say_result(self, prediction: Prediction) -> None:
        name = labels.category_name(prediction.category.value)
        self.category.setText(name)
        alarms = labels.alarm_signs(prediction.alarms, self.locale())
        self.alarm.setText(f"▲ {alarms}")
        self.alarm.setAccessibleName(alarms)
        self.alarm.setVisible(bool(prediction.alarms))
        score = labels.score_of(prediction.score, self._model.highest_score, self.locale())
        self._score.setText(score)
        self._scale.set_score(prediction.score, f"{score}, {name}")

    def _say_judgement(self) -> None:
        is_asked = self.shown is Shown.WAITING
        restyle(self.judgement, "role", ("strong" if is_low(self) else "title") if is_asked else "muted")
        if is_asked:
            text = self.tr(
                "Primero su criterio. ¿Cómo está el paciente?\n\n{letters}\n\nEl resultado aparece después. Para "
                "verlo sin criterio, presione Esc o escriba el siguiente paciente."
            ).format(letters="\n".join(labels.category_letters()))
        elif self._said is None:
            text = self.tr("Su criterio: {letters}").format(letters=" · ".join(labels.category_letters()))
        else:
            blind = self.tr("Su criterio, antes de ver el resultado: {category}. Otra letra lo cambia.")
            seen = self.tr("Su criterio: {category}. Otra letra lo cambia.")
            text = (blind if self._said.is_blind else seen).format(
                category=labels.category_name(self._said.category.value)
            )
            if self.differs:
                reason = self._said.reason
                text += "\n" + (verdict_words.why() if reason is None else verdict_words.differs_by(reason))
        is_shown = is_asked or (self._takes_judgement and self.shown is Shown.SAVED)
        self.judgement.setText(text if is_shown else "")
        self.judgement.setVisible(is_shown)

    def _say_saved(self) -> None:
        if self._record is not None:
            time = formats.clock_time(self._record.local_time, self.locale())
            words = self.tr("Guardado · {time}").format(time=time)
            self.saved.setText(f"✓ {words}")
            self.saved.setAccessibleName(words)
        else:
            words = self.tr("NO GUARDADO") if self.shown is Shown.UNSAVED else ""
            self.saved.setText(words)
            self.saved.setAccessibleName(words)
        restyle(self.saved, "role", "unsaved" if self.shown is Shown.UNSAVED else "saved")

    def _set(self, prediction: Prediction | None, record: Record | None, *, is_past: bool = False) -> None:
        self._prediction, self._record, self._is_past = prediction, record, is_past
        self._is_asked = self._is_asked and prediction is None and record is not None
        shown = self.shown
        self.banner.setVisible(shown is Shown.UNSAVED)
        self._empty.setVisible(shown is Shown.NOTHING)
        self._result.setVisible(prediction is not None)
        for title in (self._heading, self.previous):
            policy = title.sizePolicy()
            policy.setRetainSizeWhenHidden(shown is not Shown.UNSAVED)
            title.setSizePolicy(policy)
        self._foot.setVisible(shown is not Shown.UNSAVED)  # the banner's title has its words
        self._heading.setVisible(shown not in (Shown.PREVIOUS, Shown.UNSAVED))
        self.previous.setVisible(shown is Shown.PREVIOUS)
        self._fade(shown is Shown.PREVIOUS)
        if shown is Shown.WAITING:
            for text in (self.category, self.alarm, self._score):
                text.setText("")  # the patient before had a result, and nothing may be taken for one
                text.setAccessibleName("")
        if prediction is not None:
            self._symbol.set_category(prediction.category)
            restyle(self.category, "category", prediction.category.value)
            self._explanation.show_prediction(prediction)
        self.retranslate()
        self._area.verticalScrollBar().setValue(0)

    def _fade(self, past: bool) -> None:
        """Mute the colours of a previous patient's result, so that it is not taken for the current one's."""
        for text in (*self._result.findChildren(QLabel), self.saved):
            if text is not self.previous:
                restyle(text, "past", "true" if past else "")
        self._symbol.set_past(past)
        self._scale.set_past(past)

    def _announce(self) -> None:
        said = [self.category.text(), self._score.text(), self.saved.accessibleName()]
        if self._prediction is not None and self._prediction.alarms:
            said.insert(1, self.alarm.accessibleName())
        announce(self, ". ".join(said))

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(2 * GRID)
        title.addWidget(self._symbol)
        title.addWidget(self.category, 1)
        heading = QGridLayout()  # both in one cell: swapping them moves nothing
        for text in (self._heading, self.previous):
            heading.addWidget(text, 0, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        result = self._inside
        result.setContentsMargins(0, 0, 0, 0)
        result.setSpacing(GRID)
        result.addLayout(heading)
        result.addLayout(title)
        result.addWidget(self._why_below)
        result.addWidget(self.alarm)
        result.addSpacing(GRID)
        result.addWidget(self._score)
        result.addWidget(self._scale)
        result.addWidget(self._explanation, 3)
        result.addStretch(1)
        page = self._page_column
        page.addWidget(self._empty)
        page.addWidget(self._result)
        page.addWidget(self.judgement)
        self._area.setWidget(self._page)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID)
        foot.addWidget(self._foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self._area, 1)
        layout.addLayout(foot)
        self.banner.hide()
        self._result.hide()

    @Slot(int, int)
    def _let_keys_scroll(self, _lowest: int, highest: int) -> None:
        """Make the area focusable if it scrolls, so that Tab reaches it and the arrow keys scroll."""
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if highest else Qt.FocusPolicy.NoFocus)
