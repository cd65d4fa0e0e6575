"""The whole window, as `gui.app` builds it, for the tests of the shell around the tabs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QTabWidget

from core.records.period import Period
from core.system.settings import SettingsFile
from gui.app import App
from gui.first_screen import FirstScreen
from gui.language.i18n import Language
from gui.shell.crash import CrashFiles, CrashGuard
from gui.shell.dialogs import ClosingChoice
from gui.work.loader import Loader
from tests.widgets.conftest import LIMIT_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from core.errors import SaveError
    from core.station.station import Station
    from gui.program import Program
    from gui.style.look import Look
    from gui.work.flow import Running

    WhileOpen = Callable[[Callable[[], object], Callable[[QDialog], None]], object]


PartT = TypeVar("PartT", bound=QObject)


class ToldDialogs(QObject):
    """A fake of the dialogs: records questions and messages, and returns the answers that the test has set."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[object, ...]] = []
        self.closing = ClosingChoice.CANCEL
        self.export_file: tuple[str, int] | None = None
        self.stops: Callable[[Running, object], bool] = lambda *_asked: False

    def confirm_stop(self, running: Running, ended: object) -> bool:
        self.told.append(("confirm_stop", running, ended))
        return self.stops(running, ended)

    def confirm_discard(self) -> bool:
        self.told.append(("confirm_discard",))
        return True

    def confirm_close(self) -> ClosingChoice:
        self.told.append(("confirm_close",))
        return self.closing

    def choose_export_file(self, *_asked: object) -> tuple[str, int] | None:
        self.told.append(("choose_export_file",))
        return self.export_file

    def confirm_restore(self, *_asked: object) -> bool:
        return True

    def choose_printer(self, *_asked: object) -> bool:
        self.told.append(("choose_printer",))
        return False

    def __getattr__(self, name: str) -> Callable[..., None]:
        def tell(*arguments: object) -> None:
            self.told.append((name, *arguments))

        return tell


class Shell:
    """The whole window, as `gui.app` builds it, with simulated input."""

    def __init__(self, program: Program, dialogs: ToldDialogs, settings: SettingsFile, station: Station) -> None:
        self.program = program
        self.window = program.window
        self.dialogs = dialogs
        self.settings = settings
        self.station = station

    def part(self, kind: type[PartT]) -> PartT:
        """Return the one object of that class that the window or the program owns."""
        found = self.window.findChild(kind) or self.program.findChild(kind)
        assert isinstance(found, kind)
        return found

    def press(self, key: str) -> None:
        """Press a key or a chord, such as `Ctrl+2`, in the focused widget."""
        chord = QKeySequence(key)[0]
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, chord.key(), chord.keyboardModifiers())

    def type(self, keys: str) -> None:
        """Type; a newline is Enter."""
        for key in keys:
            if key == "\n":
                self.press("Return")
            else:
                QTest.keyClicks(QApplication.focusWidget(), key)

    @property
    def focus(self) -> str:
        focused = QApplication.focusWidget()
        return "" if focused is None else focused.objectName()

    @property
    def tabs(self) -> QTabWidget:
        found = self.window.findChild(QTabWidget, "pestanas")
        assert isinstance(found, QTabWidget)
        return found

    @property
    def banner(self) -> str:
        """The accessible text of the banner, "" if none is shown."""
        frame = self.window.findChild(QFrame, "aviso")
        assert frame is not None
        return frame.accessibleName() if frame.isVisible() else ""


def total(station: Station) -> int | None:
    """How many predictions the report counts; None while there is none."""
    report = station.report(Period())
    return None if report is None else report.total


@pytest.fixture(autouse=True)
def _slow_fingers(qapp: QApplication) -> Iterator[None]:
    """What is typed into a list to choose from it is one word, however slow the machine is."""
    before = qapp.keyboardInputInterval()
    qapp.setKeyboardInputInterval(LIMIT_MS)
    yield
    qapp.setKeyboardInputInterval(before)


@pytest.fixture
def open_shell(
    qtbot: QtBot, qapp: QApplication, station: Station, look: Look, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Shell]]:
    """Return a function that opens the window in es_CO or another locale and waits for the end of the first load."""
    opened: list[App] = []
    languages: list[Language] = []
    dialogs = ToldDialogs()
    opening = pytest.MonkeyPatch()
    for owner in ("gui.shell.dialogs", "gui.program", "gui.shell.write_lock"):
        monkeypatch.setattr(f"{owner}.Dialogs", lambda *_parent: dialogs)

    def refuse_once(error: SaveError) -> None:
        def refuse() -> None:
            opening.undo()
            raise error

        opening.setattr(station, "open", refuse)

    def open_window(
        refused: SaveError | None = None,
        locale: str = "es_CO",
        width: int = 1024,
        before_the_rest: Callable[[FirstScreen], None] | None = None,
    ) -> Shell:
        if refused is not None:
            refuse_once(refused)
        settings = SettingsFile(station.data_dir)
        language = Language(qapp, settings.current.language, QLocale(locale))
        languages.append(language)
        guard = CrashGuard(CrashFiles(lambda: station.data_dir / "log", station.clock), qapp)
        monkeypatch.setattr(guard.files, "watch_native", lambda: None)  # pytest has its own
        app = App(FirstScreen(lambda: station, settings, language, look, guard), lambda: station)
        opened.append(app)
        window = app.first.window
        qtbot.addWidget(window)
        with qtbot.waitSignal(window.first_painted):
            app.show()
            if before_the_rest is not None:
                before_the_rest(app.first)
        if app.failure is not None:
            raise app.failure
        assert app.program is not None
        window.resize(width, 560)
        window.activateWindow()
        qtbot.waitUntil(lambda: refused is not None or station.report(Period()) is not None)
        loader = app.program.findChild(Loader)
        assert loader is not None
        qtbot.waitUntil(lambda: loader.running is None)  # it goes on after the first report, which it may bring anew
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return Shell(app.program, dialogs, settings, station)

    yield open_window
    for app in opened:
        app.end()
        app.first.deleteLater()
        app.deleteLater()
    for language in languages:
        language.deleteLater()
        language.uninstall()
    QLocale.setDefault(QLocale.c())


@pytest.fixture
def shell(open_shell: Callable[..., Shell]) -> Shell:
    return open_shell()


@pytest.fixture
def while_open(qtbot: QtBot) -> WhileOpen:
    """Open a dialog by the first function, hand it to the second, and return the first one's result."""

    def run(open_dialog: Callable[[], object], use: Callable[[QDialog], None]) -> object:
        used: list[bool] = []
        over: list[bool] = []
        end = time.monotonic() + LIMIT_MS / 1000

        def find() -> None:
            if over:  # it never came up
                return
            dialog = QApplication.activeModalWidget()
            focused = QApplication.focusWidget()
            is_elsewhere = focused is not None and focused.window() is not dialog
            if not isinstance(dialog, QDialog) or not dialog.isActiveWindow() or is_elsewhere:
                if time.monotonic() < end:
                    QTimer.singleShot(10, find)
                elif isinstance(dialog, QDialog):
                    dialog.reject()  # it never got the keyboard
                return
            try:
                use(dialog)  # pytest-qt fails the test if this does
            finally:
                used.append(True)
                if dialog.isVisible():
                    dialog.reject()

        QTimer.singleShot(0, find)
        try:
            outcome = open_dialog()
            qtbot.waitUntil(lambda: used == [True] or time.monotonic() > end)
            assert used
        finally:
            over.append(True)
        return outcome

    return run
