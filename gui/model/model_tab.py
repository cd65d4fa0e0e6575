"""The model tab: the table in use, the models installed, what the district sends; room for more panels below."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QListWidget, QSizePolicy, QVBoxLayout, QWidget

from core.errors import AnswerRefusedError, ModelError, ModelRefusedError, ReadError, SaveError
from core.journal.entry import local_time
from gui.kit.enter import EnterButton
from gui.kit.label import label
from gui.kit.measure import margin
from gui.kit.page_scroll import PageScroll
from gui.language import formats, labels, model_flaw_words, report_words
from gui.language.i18n import Translated
from gui.model import card_words, model_words
from gui.model.card import card, row
from gui.model.comparing import Comparing
from gui.model.comparison_view import ComparisonView
from gui.model.table_view import PointsView
from gui.style.theme import GRID
from gui.work.questions import usual_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from core.clinical.model import Model
    from core.exchange.receive import Delivered
    from core.models.catalogue import Installed, InUse
    from core.models.trial import Tried
    from core.station.station import Station
    from core.system.settings import SettingsFile
    from gui.style.look import Look
    from gui.work.questions import Questions


class ModelTab(Translated, PageScroll):
    """`told` and `failed` carry a function that returns the sentence; `model_changed`: another model predicts now.

    `noted`: something was done with a model, and `modelos.log` has it.
    """

    told = Signal(object)
    failed = Signal(object)
    model_changed = Signal()
    noted = Signal()

    def __init__(self, station: Station, look: Look, settings_file: SettingsFile, questions: Questions) -> None:
        super().__init__()
        self.setObjectName("modelo")
        self._station = station
        self._settings_file = settings_file
        self._questions = questions
        self._now: InUse | None = None
        self._here: list[Installed] = []
        self._names: list[str] = []
        self._former: Installed | None = None
        self.is_busy: Callable[[], bool] = bool
        self._title, self._about = label("title", "en_uso", wraps=True), label("muted", wraps=True)
        self._missing, self._card = label("warning", wraps=True), label(wraps=True)
        self._card_title, self._installed_title = label("title"), label("title")
        self._points = PointsView(look)
        self._receive, self._back = EnterButton(name="recibir"), EnterButton(name="volver")
        self._list = _Rows()
        self._list.setObjectName("modelos_instalados")
        self._compare, self._activate = EnterButton(name="comparar"), EnterButton(name="activar")
        self._comparison = ComparisonView(look)
        self.comparing = Comparing(station, self)
        self._column = QVBoxLayout()
        self._lay_out()
        self._join()
        self.refresh()

    def add_panel(self, panel: QWidget) -> None:
        """Add a panel below the others."""
        self.column.insertWidget(self.column.count() - 1, panel)

    def focus_first(self) -> None:
        """Focus the first control."""
        self._receive.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        self._list.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setWordWrap(True)
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        in_use = card(
            self._title,
            self._about,
            self._missing,
            row(self._receive, self._back),
            self._points,
            self._card_title,
            self._card,
        )
        installed = card(self._installed_title, self._list, row(self._compare, self._activate))
        for panel in (in_use, installed, self._comparison):
            self.column.addWidget(panel)
        self.column.addStretch(1)
        self.show_content()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the content within its measure."""
        super().resizeEvent(event)
        side = margin(self, self.room.width())
        self.column.setContentsMargins(side, 2 * GRID, side, GRID)

    def _join(self) -> None:
        self._receive.clicked.connect(self.receive)
        self._back.clicked.connect(self._go_back)
        self.comparing.compared.connect(self._show_comparison)
        self.comparing.finished.connect(self.told)
        self.comparing.failed.connect(self.failed)
        self._compare.clicked.connect(self._compare_chosen)
        self._activate.clicked.connect(self._activate_chosen)
        self._list.itemActivated.connect(self._compare_chosen)
        self._list.currentRowChanged.connect(self._follow_choice)

    @Slot()
    def refresh(self) -> None:
        """Read which models are here, and show them."""
        from core.models import catalogue  # noqa: PLC0415 - on first use

        data_dir = self._station.data_dir
        try:
            self._now = catalogue.in_use(data_dir)
            self._here = catalogue.installed(data_dir)
            self._former = catalogue.former(data_dir)
        except ReadError as error:
            self.failed.emit(partial(labels.failure, error))
        self.retranslate()

    @Slot()
    def receive(self) -> None:
        """Ask for an answer of the district, and take it; not while records are added."""
        if self.is_busy():
            self.failed.emit(self._under_way)
            return
        chosen = self._questions.choose_answer(usual_folder(self._settings_file))
        if chosen is None:
            return
        from core.exchange import receive  # noqa: PLC0415 - only an answer needs it

        path = Path(chosen)

        def take() -> Callable[[], str]:
            data_dir = self._station.data_dir
            taken = receive.receive(data_dir, path, self._station.clock())
            if taken.model is not None and taken.is_new:
                self.comparing.begin(taken.model)
                self._list.setFocus(Qt.FocusReason.OtherFocusReason)  # the model is chosen there: Alt+I activates it
            return partial(self._taken, receive.compared(data_dir, taken.received), taken.model, taken.is_new)

        self._try(take, self.tr("No se tomó la respuesta."))

    @Slot()
    def _go_back(self) -> None:
        from core.models import catalogue  # noqa: PLC0415 - on first use

        self._use(lambda: catalogue.go_back(self._station.data_dir, self._station.clock()))

    @Slot()
    def _activate_chosen(self) -> None:
        from core.models import catalogue  # noqa: PLC0415 - on first use

        name = self._here[self._list.currentRow()].model.name
        self._use(lambda: catalogue.activate(self._station.data_dir, name, self._station.clock()))

    @Slot()
    def _compare_chosen(self) -> None:
        self.comparing.begin(self._here[self._list.currentRow()].model)

    @Slot(object, object, object)
    def _show_comparison(self, before: Model, other: Model, tried: Tried) -> None:
        from core.quality.agreement import agreement  # noqa: PLC0415 - only a comparison needs it

        if before is self._station.model:  # else another one was put in use meanwhile
            self._comparison.compare(before, other, tried.moves, (agreement(tried.before), agreement(tried.after)))
            QTimer.singleShot(0, self._scroll_to_comparison)  # once it has its place

    @Slot()
    def _scroll_to_comparison(self) -> None:
        self.verticalScrollBar().setValue(self._comparison.y() - 2 * GRID)

    def _use(self, change: Callable[[], Model]) -> None:
        def use() -> Callable[[], str]:
            self._station.model = change()
            self._comparison.clear()
            self.model_changed.emit()
            self.focus_first()
            self.verticalScrollBar().setValue(0)
            return partial(self._in_use_now, self._station.model.name)

        self._try(use, self.tr("No se cambió el modelo."))

    def _try(self, work: Callable[[], Callable[[], str]], failed: str) -> None:
        """Do something with the directory's lock, tell how it went, and show what is here now."""
        try:
            self._station.open()
            told = work()
        except (AnswerRefusedError, ModelRefusedError, ModelError, SaveError, ReadError) as error:
            self.failed.emit(partial(self._why, failed, error))
        else:
            self.told.emit(told)
        self._station.models_changed()
        self.noted.emit()
        self.refresh()

    def _why(
        self, failed: str, error: AnswerRefusedError | ModelRefusedError | ModelError | SaveError | ReadError
    ) -> str:
        if isinstance(error, AnswerRefusedError):
            return f"{failed} {model_words.answer_refusal(error)}"
        if isinstance(error, ModelRefusedError):
            return f"{failed} {model_words.model_refusal(error)}"
        if isinstance(error, SaveError | ReadError):
            return f"{failed} {labels.failure(error)}"
        return f"{failed} " + self.tr("El modelo que trae no es válido: {reason}").format(
            reason=model_flaw_words.why(error)
        )

    def _under_way(self) -> str:
        return self.tr("Espere a que termine lo que está en curso.")

    def _taken(self, received: Delivered, model: Model | None, is_new: bool) -> str:
        sentence = report_words.delivered(received, self.locale())
        if model is None:
            return sentence
        if not is_new:
            return f"{sentence} " + self.tr("El modelo {name} ya estaba instalado.").format(name=model.name)
        more = self.tr("Trae el modelo {name}: compárelo aquí, y actívelo si es el acordado.").format(name=model.name)
        return f"{sentence} {more}"

    def _in_use_now(self, name: str) -> str:
        return self.tr("Desde ahora predice el modelo {name}. Los registros anteriores no cambian.").format(name=name)

    @Slot()
    def _follow_choice(self) -> None:
        row = self._list.currentRow()
        is_other = 0 <= row < len(self._here) and self._here[row].model.name != self._station.model.name
        self._compare.setEnabled(is_other)
        self._activate.setEnabled(is_other)

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        self.setAccessibleName(self.tr("Modelo"))
        self._receive.setText(self.tr("Recibir del &distrito…"))
        self._back.setText(self.tr("Vo&lver a la anterior"))
        self._compare.setText(self.tr("Com&parar"))
        self._activate.setText(self.tr("Act&ivar"))
        self._installed_title.setText(self.tr("Modelos instalados"))
        self._list.setAccessibleName(self._installed_title.text())
        self._card_title.setText(card_words.title())
        self._comparison.retranslate()
        self._show_in_use()
        self._show_installed()

    def _show_in_use(self) -> None:
        model = self._station.model
        self._title.setText(self.tr("En uso: {id}, versión {version}").format(id=model.id, version=model.version))
        self._about.setText(" ".join(self._origin()))
        missing = "" if self._now is None else self._now.missing
        self._missing.setText(
            self.tr("El modelo {name}, que estaba en uso, ya no está o está dañado.").format(name=missing)
        )
        self._missing.setVisible(bool(missing))
        self._back.setEnabled(self._former is not None)
        self._points.show_model(model)
        self._card.setText(card_words.whole(model.card, self.locale()))
        for part in (self._card_title, self._card):
            part.setVisible(bool(model.card))

    def _origin(self) -> list[str]:
        """Return the sentences on where the model in use came from, and since when it is in use."""
        model = self._station.model
        own = bool(self._here) and self._here[0].model.name == model.name
        first = self.tr("Viene con el programa.") if own else self.tr("Lo envió el distrito.")
        found = [self.tr("Huella {digest}.").format(digest=model.digest), first]
        if self._now is not None and self._now.since is not None:
            when = formats.day_and_time(local_time(self._now.since.fecha), self.locale())
            found.append(self.tr("En uso desde {when}.").format(when=when))
        return found

    def _show_installed(self) -> None:
        names = [found.model.name for found in self._here]
        chosen = self._names[self._list.currentRow()] if self._names else ""
        come = [name for name in names if name not in self._names]
        self._names = names
        self._list.blockSignals(True)
        self._list.clear()
        for found in self._here:
            name = found.model.name
            parts = [name, self.tr("viene con el programa") if found.is_built_in else self.tr("del distrito")]
            if found.when:
                parts.append(formats.day_and_time(local_time(found.when), self.locale()))
            if name == self._station.model.name:
                parts.append(self.tr("en uso"))
            self._list.addItem(" · ".join(parts))
        chosen = come[-1] if come else chosen
        self._list.setCurrentRow(names.index(chosen) if chosen in names else len(names) - 1)
        self._list.blockSignals(False)
        self._follow_choice()


class _Rows(QListWidget):
    """A list as high as its rows, however few there are."""

    def doItemsLayout(self) -> None:
        """Follow a row that needs another number of lines."""
        super().doItemsLayout()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Return the height of all rows; Qt's own is that of some."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
