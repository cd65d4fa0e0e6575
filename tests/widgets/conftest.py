"""Shared by the tests of widgets: a look, a station on a real folder, and hands for the entry tab."""

from __future__ import annotations

import gc
import json
import random
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from PySide6.QtCore import QEvent, QLocale, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.clinical import model
from core.clinical.vitals import Reading
from core.station.station import Station
from core.vocabulary import Category
from gui.entry.entry_tab import EntryTab
from gui.language.i18n import Language
from gui.style.look import Look
from tests.stations import loaded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from gui.entry.vital_box import VitalBox

LOCALES = ("es_ES", "es_CO", "es_MX", "en_US")
PATIENT = "38,5\n120\n90\n"
"""The keys of `READING`, with Enter after each number."""
LIMIT_MS = 120_000
"""Longest wait for anything, in milliseconds: it ends a test that would never end, on however slow a machine."""
READING = Reading.from_numbers({"fiebre": 38.5, "presion": 120, "frecuencia_cardiaca": 90})


class PatientBot(QtBot):
    """Waits for conditions as long as a slow and busy machine takes for them: pytest-qt itself gives up after 5 s."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        super().__init__(request)
        for name in ("waitActive", "waitCallback", "waitExposed", "waitSignal", "waitSignals", "waitUntil"):
            setattr(self, name, partial(getattr(self, name), timeout=LIMIT_MS))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:  # noqa: ARG001 - it has to be there
    return PatientBot(request)


@pytest.fixture(scope="session")
def one_look(qapp: QApplication) -> Look:
    return Look(qapp, "light")


@pytest.fixture
def look(one_look: Look) -> Iterator[Look]:
    """The light theme at 100 %, restored after each test."""
    yield one_look
    if one_look.text_size != 100 or one_look.wanted_theme != "light":
        gc.collect()  # a widget collected while Qt restyles all widgets would crash the process
        one_look.text_size = 100
        one_look.set_theme("light")


@pytest.fixture
def station(data_dir: Path, clock: Callable[[], datetime]) -> Iterator[Station]:
    with Station(data_dir, model.load(), clock, "prueba") as made:
        yield made


class Answer:
    """The user's answer to a question, with a count of the questions."""

    def __init__(self) -> None:
        self.yes = True
        self.asked = 0

    def __call__(self) -> bool:
        self.asked += 1
        return self.yes


class Entry:
    """The entry tab with simulated input; keys go to the focused widget."""

    def __init__(self, tab: EntryTab, station: Station, may_discard: Answer) -> None:
        self.tab = tab
        self.may_discard = may_discard
        self.station = station
        self.boxes: list[VitalBox] = [field.box for field in tab.form.fields]
        self.signalled: list[tuple[object, bool]] = []
        tab.saved.connect(self._note)

    def _note(self, record: object, clock_ok: bool) -> None:
        self.signalled.append((record, clock_ok))

    @property
    def focus(self) -> object:
        return QApplication.focusWidget()

    def type(self, keys: str) -> None:
        """Type; a newline is Enter, a tab is Tab."""
        named = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
        for key in keys:
            target = QApplication.focusWidget()
            if key in named:
                QTest.keyClick(target, named[key])
            else:
                QTest.keyClicks(target, key)

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget(), key, modifiers)

    def hold_enter(self, repeats: int = 20, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Press Enter, send auto-repeats to the focused widget, and release it."""
        for number in range(repeats + 1):
            again = number > 0
            down = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r", again)
            QApplication.sendEvent(QApplication.focusWidget(), down)
        up = QKeyEvent(QEvent.Type.KeyRelease, key, Qt.KeyboardModifier.NoModifier, "\r")
        QApplication.sendEvent(QApplication.focusWidget(), up)

    def press_enter(self, *, down: int, up: int) -> None:
        """Press and release Enter at these times, in milliseconds; X11 sends unrecognised repeats like this."""
        for kind, timestamp in ((QEvent.Type.KeyPress, down), (QEvent.Type.KeyRelease, up)):
            event = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
            event.setTimestamp(timestamp)
            QApplication.sendEvent(QApplication.focusWidget(), event)

    def paste(self, text: str) -> None:
        """Put a text on the clipboard and press Ctrl+V."""
        content = QMimeData()
        content.setText(text)
        QGuiApplication.clipboard().setMimeData(content)
        self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def click(self, place: int) -> None:
        """Click into the middle of the box with this index."""
        editor = self.boxes[place].lineEdit()
        QTest.mouseClick(editor, Qt.MouseButton.LeftButton, pos=editor.rect().center())

    @property
    def texts(self) -> list[str]:
        return [box.text() for box in self.boxes]

    def message(self, box: VitalBox) -> str:
        return self.label(f"{box.objectName()}_mensaje").text()

    def label(self, name: str) -> QLabel:
        found = self.tab.findChild(QLabel, name)
        assert found is not None, name
        return found

    def button(self, name: str) -> QPushButton:
        found = self.tab.findChild(QPushButton, name)
        assert found is not None, name
        return found

    @property
    def saved(self) -> list[tuple[float, int, int]]:
        """The three vitals of each record in the log, parsed without the program's code."""
        log = self.station.log
        if not log.is_file():
            return []
        lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        return [(line["fiebre"], line["presion"], line["frecuencia_cardiaca"]) for line in lines]


@pytest.fixture
def entry(qtbot: QtBot, station: Station, look: Look) -> Entry:
    """An entry tab on the screen, in es_CO, with the focus in the first box."""
    may_discard = Answer()
    tab = EntryTab(look, lambda: station, confirm_discard=may_discard)
    qtbot.addWidget(tab)
    tab.panel.show()
    hands = Entry(tab, station, may_discard)
    tab.setLocale(QLocale("es_CO"))
    tab.resize(1024, 520)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.activateWindow()
    tab.focus_first()
    qtbot.waitUntil(hands.boxes[0].hasFocus)
    return hands


class Ward:
    """Saves patients at chosen times and parses the log without the program's code."""

    readings: ClassVar = {
        Category.NOT_ILL: ("36.6", "120", "70"),
        Category.MILD: ("37.6", "120", "70"),
        Category.ACUTE: ("38.0", "120", "90"),
        Category.CHRONIC: ("38.0", "120", "120"),
        Category.TERMINAL: ("39.5", "85", "120"),
    }

    def __init__(self, station: Station, clock: Any) -> None:
        self.station = station
        self.clock = clock

    def predict(self, category: Category, **ago: float) -> None:
        """Save a patient of a category; the arguments of `timedelta` say how long ago."""
        now = self.clock.now
        self.clock.now -= timedelta(**ago)
        draft = self.station.draft(Reading(*map(Decimal, self.readings[category])))
        assert draft.prediction.category is category
        self.station.save(draft)
        self.clock.now = now

    def fill(self, number: int = 60, days: int = 90, seed: int = 7) -> None:
        """Save `number` patients of random categories within the last `days`, the last one now."""
        chance = random.Random(seed)  # noqa: S311 - patients, not secrets
        for ago in sorted((chance.uniform(0, days) for _ in range(number - 1)), reverse=True):
            self.predict(chance.choice(list(Category)), days=ago)
        self.predict(Category.ACUTE)

    def load(self) -> None:
        """Read the log, as the window does at its start."""
        loaded(self.station)

    def recount(self, first: str = "0000", last: str = "9999") -> list[dict[str, Any]]:
        """Return the records of the days from `first` to `last`, in order of entry."""
        lines = [json.loads(line) for line in self.station.log.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if first <= line["fecha"][:10] <= last]


@pytest.fixture
def ward(station: Station, clock: Any) -> Ward:
    return Ward(station, clock)


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[[str, str], QLocale]]:
    """Return a function that sets language and locale and returns the locale in force."""
    made: list[Language] = []

    def set_language(code: str, locale: str) -> QLocale:
        made.append(Language(qapp, code, QLocale(locale)))
        return made[-1].locale

    before = QLocale()
    yield set_language
    for language in made:
        language.uninstall()
    QLocale.setDefault(before)
