"""The program's window, brought into its states one after the other, for pictures of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from core.models import catalogue
from core.notes import verdicts
from core.notes.verdicts import Said
from core.records import find
from core.station.station import Station
from core.system.clock import local_now
from core.system.settings import SettingsFile
from core.vocabulary import Category
from display import display
from gui.app import App
from gui.first_screen import FirstScreen
from gui.kit.waiting_card import WaitingCard
from gui.language.i18n import Language
from gui.open_elsewhere import ROLE
from gui.shell.crash import CrashFiles, CrashGuard
from gui.shell.dialogs import Dialogs
from gui.style.look import Look
from gui.style.theme import GRID
from invented import write_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PartT = TypeVar("PartT", bound=QObject)

PROGRAM: Final = Path(sys.executable).with_name("predictor-medico")

_TITLE_BAR: Final = 32  # height of a window's title bar, in pixels
REFUSED: Final = ("385", "29", "310")
"""Readings outside the limits, which Enter would not leave."""

_SETTLED_S: Final = 0.3
_NESTED: Final = 8  # layouts within each other, at most
_OPENED_MS: Final = 300
_DEADLINE_S: Final = 300.0
_LOG: Final = (1600, 80, 30)  # patients, days, and the last days, whose pressures are rounded
_JUDGED: Final = 36  # the first patients, who have a verdict: enough for the figures of the agreement


class State(NamedTuple):
    """A state of the program: its name, the steps to it from the one before, and whether the last opens a dialog.

    `further` names the buttons of that dialog that lead to its other pages, each a picture more; the last one is
    pressed again where the dialog `accepts`. `shows` is what is pictured instead of the window, closed then.
    """

    name: str
    steps: tuple[Callable[[], object], ...]
    opens: bool = False
    further: tuple[str, ...] = ()
    accepts: bool = False
    shows: Callable[[], QWidget] | None = None


@contextmanager
def opened(
    size: str, patients: tuple[int, ...] = _LOG, judged: int = _JUDGED, title_bar: int = _TITLE_BAR
) -> Iterator[Looks]:
    """Start the program with invented patients on a screen of a size, as "1024x600", that nobody sees.

    `patients` are arguments of `write_log`; the first `judged` have a verdict. `title_bar` is left free, in pixels.
    """
    with tempfile.TemporaryDirectory() as home, display(size):
        os.environ |= {"HOME": home, "QT_QPA_PLATFORM": "xcb", "LANG": "es_CO.UTF-8"}
        data_dir = Path(home) / "predictor-medico"
        write_log(data_dir, *patients)
        write_log(Path(home) / "otro")
        backup = Path(home) / "copia.zip"
        subprocess.run(
            [PROGRAM, "--data-dir", Path(home) / "otro", "respaldar", "--salida", backup],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        looks = Looks(data_dir, backup, size, title_bar=title_bar)
        looks.judge(judged)
        try:
            yield looks
        finally:
            looks.end()


class Looks:
    """The program's window, brought into its states one after the other; `backup` is of another PC."""

    def __init__(self, data_dir: Path, backup: Path, size: str, *, title_bar: int) -> None:
        self.backup = backup
        self._usual: dict[str, object] = {}
        self._app = QApplication([sys.argv[0]])
        self._app.setStyle("fusion")
        self._app.setCursorFlashTime(0)  # else two pictures of one state may differ
        self._look = Look(self._app, "light", 100)
        language = Language(self._app, "es", QLocale("es_CO"))
        guard = CrashGuard(CrashFiles(lambda: data_dir, local_now), self._app)
        made = cache(lambda: Station(data_dir, catalogue.in_use(data_dir).model, local_now, ROLE))
        first = FirstScreen(made, SettingsFile(data_dir), language, self._look, guard)
        self._started = App(first, made)
        self.window = first.window
        self._started.show()
        self.wait(lambda: self._started.program is not None and made().snapshot is not None)
        width, height = map(int, size.split("x"))
        self.window.setGeometry(0, 0, width, height - title_bar)
        self.station = made()

    def end(self) -> None:
        """Stop what runs in the background."""
        self._started.end()
        self._started.delete_window()

    def choose(self, text: int, language: str, theme: str) -> None:
        """Show the window with a size of text in percent, in a language and a theme."""
        actions = self.window.menu_actions
        for group, value in ((actions.languages, language), (actions.themes, theme)):
            next(action for action in group.actions() if action.data() == value).trigger()
        self._look.set_text_size(text)
        self.window.activateWindow()
        self.settle()

    def save(self, states: Iterable[State], folder: Path) -> Iterator[Path]:
        """Bring the program into each state, and save its picture; yield the files."""
        for number, state in enumerate(states, 1):
            for page, picture in enumerate(self.pictures(state), 1):
                path = folder / f"{number:02}-{state.name}{page if page > 1 else ''}.png"
                picture.save(str(path))
                yield path

    def pictures(self, state: State) -> list[QPixmap]:
        """Bring the program into a state, and return its pictures."""
        return self._of_dialog(state) if state.opens else [self._of_window(state)]

    def part(self, kind: type[PartT], name: str = "") -> PartT:
        """Return the window's part of that class and name. Raises LookupError."""
        found = self.window.findChild(kind, name) if name else self.window.findChild(kind)
        if found is None:
            raise LookupError(kind, name)
        return found

    def judge(self, judged: int) -> None:
        """Judge the first records: two of three as shown, the third as terminal."""
        for number in range(1, judged + 1):
            target = find.by_name(self.station.log, f"linea:{number}")
            if target is not None:
                category = Category(target.record.resultado) if number % 3 else Category.TERMINAL
                self.station.note(target, verdicts.give(target.record, Said(category, is_blind=True)))

    def scroll_to(self, name: str) -> None:
        """Scroll the model's tab to a widget, once it is measured."""
        tab = self.window.findChild(QScrollArea, "modelo")
        content = tab.widget() if tab else None
        widget = content.findChild(QWidget, name) if content else None
        if tab is not None and content is not None and widget is not None:
            self.wait(widget.isVisible)
            self.settle()
            card = widget
            while name != "calidad_medidas" and card.property("role") != "card" and card is not content:
                card = card.parentWidget() or content
            tab.verticalScrollBar().setValue(card.mapTo(content, QPoint(0, -GRID)).y())

    def answer(self, question: str, answer: object) -> None:
        """Let one of the program's dialogs not open, as if it had been answered."""
        self._usual.setdefault(question, getattr(Dialogs, question))
        setattr(Dialogs, question, lambda *_: answer)

    def ask_again(self) -> None:
        """Let all dialogs open as ever."""
        for question, asks in self._usual.items():
            setattr(Dialogs, question, asks)

    def _of_window(self, state: State) -> QPixmap:
        for step in state.steps:
            step()
        self.settle()
        if state.shows is None:
            return self.window.grab()
        shown = state.shows()
        picture = shown.grab()
        shown.close()
        return picture

    def _of_dialog(self, state: State) -> list[QPixmap]:
        """Return pictures of what opens and its further pages, closed then: it may have an event loop of its own."""
        taken: list[QPixmap] = []
        end = time.monotonic() + _DEADLINE_S

        def look() -> None:
            shown = next((widget for widget in self._app.topLevelWidgets() if self._is_over_window(widget)), None)
            if shown is None:
                if time.monotonic() < end:
                    timer.start(_OPENED_MS)
                return
            self.settle()
            taken.append(shown.grab())
            for name in state.further:
                self._press_when_ready(shown, name)
                self.settle()
                taken.append(shown.grab())
            if state.accepts:
                self._press_when_ready(shown, state.further[-1])
            else:
                shown.close()

        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(look)
        *before, opening = state.steps
        for step in before:
            step()
        timer.start(_OPENED_MS)
        opening()
        self.wait(lambda: not timer.isActive())
        self.window.activateWindow()  # no window manager does
        self.settle()
        return taken

    def _press_when_ready(self, dialog: QWidget, name: str) -> None:
        button = dialog.findChild(QAbstractButton, name)
        if button is not None:
            self.wait(button.isEnabled)
            button.click()

    def _is_over_window(self, widget: QWidget) -> bool:
        return widget.isVisible() and widget is not self.window and bool(widget.windowTitle())

    def type(self, *vitals: str) -> None:
        """Type in field after field; Enter follows each, but Tab one that is refused."""
        for vital in vitals:
            QTest.keyClicks(self._target(), vital)
            self.press("Tab" if vital in REFUSED else "Return")

    def press(self, *keys: str) -> None:
        """Press keys or chords, such as "Ctrl+2", in what has the focus."""
        for key in keys:
            QTest.keySequence(self._target(), QKeySequence(key))
            self._app.processEvents()

    def _target(self) -> QWidget:
        return self._app.focusWidget() or self.window

    def click(self, name: str) -> None:
        """Press the visible button of that name."""
        found = self.window.findChildren(QAbstractButton, name, Qt.FindChildOption.FindChildrenRecursively)
        next(button for button in found if button.isVisible()).click()

    def settle(self) -> None:
        """Wait until nothing is being read, and then a moment; what came last has its place then, as when painted."""
        self.wait(lambda: not any(card.isVisible() for card in self.window.findChildren(WaitingCard)))
        end = time.monotonic() + _SETTLED_S
        self.wait(lambda: time.monotonic() > end)
        for _ in range(_NESTED):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def wait(self, condition: Callable[[], object]) -> None:
        """Let the program work until the condition holds. Raises TimeoutError."""
        end = time.monotonic() + _DEADLINE_S
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError
            self._app.processEvents()
            time.sleep(0.01)
