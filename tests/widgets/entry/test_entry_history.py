"""A number that is saved was typed, pasted or stepped to as a whole: nothing of a refused one is left in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from core.clinical.vitals import VITALS, RefusedError, Vital

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gui.entry.vital_box import VitalBox
    from tests.widgets.conftest import Entry

GOOD: Final = ("38,5", "120", "90")

REFUSED: Final = [
    # box, what is refused, what is typed then
    (2, "1", "80"),
    (2, "2", "10"),
    (2, "10", "110"),
    (2, "1", "9"),
    (2, "90,5", "90"),
    (2, "x", "90"),
    (1, "1", "20"),
    (1, "12/8", "128"),
    (1, "120/80", "120"),
    (0, "3", "8,5"),
    (0, "38,", "37,5"),
    (0, "385", "38,5"),
    (0, "98,6", "37"),
    (0, "38,55", "38,5"),
    (0, "   ", "38"),
]


def fill_before(entry: Entry, place: int) -> None:
    """Come to a box by way of good values."""
    entry.type("".join(f"{value}\n" for value in GOOD[:place]))


@pytest.mark.parametrize(("place", "refused", "then"), REFUSED)
@pytest.mark.parametrize("how", ["Enter", "Enter twice", "Predict from elsewhere"])
def test_what_is_typed_after_a_refusal_takes_the_place_of_all_that_was_refused(
    entry: Entry, place: int, refused: str, then: str, how: str
) -> None:
    fill_before(entry, place)
    entry.type(refused)
    if how == "Predict from elsewhere":
        entry.type("".join(f"\t{value}" for value in GOOD[place + 1 :]) + "\t" * (place == 2))
        entry.boxes[2].setFocus()
        entry.press(Qt.Key.Key_Return)
    else:
        entry.type("\n" * (1 + (how == "Enter twice")))
    box = entry.boxes[place]
    assert entry.focus is box
    assert (box.property("state"), box.lineEdit().selectedText()) == ("error", refused)
    entry.type(then)
    assert box.text() == then


@pytest.fixture
def another_window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def test_what_another_window_was_in_front_of_is_refused_and_typed_over(
    entry: Entry, qtbot: QtBot, another_window: QWidget
) -> None:
    entry.type("38\n120\n1")
    with qtbot.waitExposed(another_window):
        another_window.show()
    another_window.activateWindow()
    box = entry.boxes[2]
    qtbot.waitUntil(lambda: not box.hasFocus())
    assert box.property("state") == "error"
    entry.tab.activateWindow()
    qtbot.waitUntil(box.hasFocus)
    entry.type("80\n")
    assert entry.saved == [(38.0, 120, 80)]


@pytest.mark.parametrize("vital", VITALS, ids=lambda vital: vital.name)
def test_a_number_typed_behind_one_that_asks_makes_none_that_is_taken(vital: Vital) -> None:
    """As by whoever has not seen the question; it is not typed over, as the next vital sign would be taken for it."""
    steps = range(int(vital.minimum / vital.step), int(vital.maximum / vital.step) + 1)
    values = [vital.rounded(step * vital.step) for step in steps]
    texts = {f"{value.normalize():f}" for value in values} | {str(value) for value in values}
    asking = [text for text in texts if not vital.is_usual(vital.from_text(text) or vital.minimum)]
    for before in asking:
        for behind in texts:
            with pytest.raises(RefusedError):
                vital.from_text(before + behind)


@dataclass
class Paper:
    """The expected text of a box, derived from the keys."""

    text: str = ""
    cursor: int = 0
    all_selected: bool = False

    def select_all(self, cursor: int) -> None:
        self.cursor, self.all_selected = cursor, True

    def put(self, text: str) -> None:
        if self.all_selected:
            self.text, self.cursor = "", 0
        self.text = self.text[: self.cursor] + text + self.text[self.cursor :]
        self.cursor += len(text)
        self.all_selected = False

    def erase(self, before: int, behind: int) -> None:
        if self.all_selected:
            self.cursor, before, behind = 0, 0, len(self.text)
        self.text = self.text[: max(0, self.cursor - before)] + self.text[self.cursor + behind :]
        self.cursor = max(0, self.cursor - before)
        self.all_selected = False

    def move(self, key: Qt.Key) -> None:
        places = {
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.text),
            Qt.Key.Key_Left: max(0, self.cursor - 1),
            Qt.Key.Key_Right: min(len(self.text), self.cursor + 1),
        }
        self.cursor, self.all_selected = places[key], False


class Reader:
    """Follows the keys on paper: all is selected where Tab or Enter leads, and where something was refused."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._saved = len(entry.saved)
        self.papers = [Paper() for _ in entry.boxes]

    @property
    def _place(self) -> int | None:
        focused = QApplication.focusWidget()
        return next((place for place, box in enumerate(self._entry.boxes) if box is focused), None)

    def _box(self, place: int) -> VitalBox:
        return self._entry.boxes[place]

    def do(self, action: tuple[str, object]) -> None:
        """Do it on the screen and on paper, and compare."""
        kind, what = action
        place = self._place
        if kind == "click":
            self._click(int(str(what)))
        elif kind == "key":
            assert isinstance(what, Qt.Key)
            self._entry.press(what)
            self._follow(what, place)
        elif place is not None:
            if kind == "paste":
                self._entry.paste(str(what))
            else:
                self._entry.type(str(what))
            self.papers[place].put(str(what))
        assert self._entry.texts == [paper.text for paper in self.papers]

    def _select_all(self, place: int) -> None:
        """All is selected; at which end of it the cursor is, matters for arrow keys alone: look there."""
        self.papers[place].select_all(self._box(place).lineEdit().cursorPosition())

    def _click(self, place: int) -> None:
        self._entry.click(place)
        editor = self._box(place).lineEdit()
        assert not editor.hasSelectedText()
        self.papers[place].cursor = editor.cursorPosition()
        self.papers[place].all_selected = False

    def _follow(self, key: Qt.Key, place: int | None) -> None:
        if key is Qt.Key.Key_Escape:
            self.papers = [Paper() for _ in self.papers]
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if self._place is not None:
                self._select_all(self._place)
        elif key is Qt.Key.Key_Return:
            self._follow_enter(place)
        elif place is not None:
            paper = self.papers[place]
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._follow_step(place)
            elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
                paper.erase(*((1, 0) if key is Qt.Key.Key_Backspace else (0, 1)))
            else:
                paper.move(key)

    def _follow_step(self, place: int) -> None:
        box, paper = self._box(place), self.papers[place]
        if box.number is not None:
            assert abs(float(box.number) - number(paper.text)) <= float(box.vital.step) + 1e-9
            paper.text = box.text()
            self._select_all(place)

    def _follow_enter(self, before: int | None) -> None:
        if len(self._entry.saved) > self._saved:
            self._saved += 1
            assert list(self._entry.saved[-1]) == [number(paper.text) for paper in self.papers]
            self.papers = [Paper() for _ in self.papers]
            return
        place = self._place
        if place is None:
            return
        if place - 1 == before or self._box(place).property("state") == "error":
            self._select_all(place)
        elif self._box(place).property("state") == "confirm":
            self.papers[place].move(Qt.Key.Key_End)


def number(text: str) -> float:
    """Read a number as a person does."""
    return float(text.strip().replace(",", "."))


KEYS: Final = [
    *[Qt.Key.Key_Return] * 5,
    *[Qt.Key.Key_Tab, Qt.Key.Key_Backtab] * 2,
    *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape),
]

TRIES: Final = "1 2 3 10 80 110 385 98,6 38, 38,5 37.0 120 90 30 190 41,5".split()  # noqa: SIM905 - a list of numbers

actions = st.one_of(
    st.sampled_from(TRIES).map(lambda text: ("type", text)),
    st.sampled_from("0123456789,.").map(lambda text: ("type", text)),
    st.sampled_from(TRIES).map(lambda text: ("paste", text)),
    st.sampled_from(KEYS).map(lambda key: ("key", key)),
    st.integers(0, 2).map(lambda place: ("click", place)),
)
ENTER: Final = ("key", Qt.Key.Key_Return)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 2), history=st.lists(actions, min_size=4, max_size=30))
@example(place=2, history=[("type", "1"), ENTER, ("type", "80"), ENTER])
@example(place=2, history=[("type", "2"), ENTER, ("type", "10"), ENTER, ("type", "110"), ENTER])
def test_a_number_that_is_saved_was_put_there_whole(
    entry: Entry, place: int, history: list[tuple[str, object]]
) -> None:
    entry.tab.clear()
    reader = Reader(entry)
    for value in GOOD[:place]:
        reader.do(("type", value))
        reader.do(ENTER)
    for action in history:
        reader.do(action)
