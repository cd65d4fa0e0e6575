"""For any keys, pastes, wheel turns and clicks: the values on the screen are saved, or nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.widgets.conftest import LOCALES

if TYPE_CHECKING:
    from core.clinical.vitals import Reading
    from core.records.find import Target
    from core.station.station import Draft
    from tests.widgets.conftest import Entry


KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Tab": Qt.Key.Key_Tab,
    "Backtab": Qt.Key.Key_Backtab,
    "Backspace": Qt.Key.Key_Backspace,
    "Delete": Qt.Key.Key_Delete,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "Left": Qt.Key.Key_Left,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "PageUp": Qt.Key.Key_PageUp,
    "PageDown": Qt.Key.Key_PageDown,
    "Escape": Qt.Key.Key_Escape,
}

typed = st.sampled_from(["3", "8", "5", "1", "2", "0", "9", ",", ".", " ", "-", "/", "x"]).map(lambda c: ("type", c))
numbers = st.sampled_from(["38,5", "38.5", "37", "120", "90", "41,5", "45", "300", "20"]).map(lambda t: ("type", t))
keys = st.sampled_from(sorted(KEYS)).map(lambda name: ("key", name))
pasted = st.text("0123456789,.-/ x\n３", max_size=6).map(lambda text: ("paste", text))
shortcuts = st.sampled_from([Qt.Key.Key_A, Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_X]).map(lambda k: ("ctrl", k))
wheels = st.sampled_from([(place, notches) for place in range(3) for notches in (-1, 1)]).map(lambda w: ("wheel", w))
clicks = st.integers(0, 3).map(lambda place: ("click", place))
patients = st.tuples(
    st.sampled_from(["36,6", "38.5", "37", "41,5", "33", "98,6", "385", ""]),
    st.sampled_from(["118", "120,0", "69", "260", "120/80", ""]),
    st.sampled_from(["72", "90", "190", "9", "0072"]),
).map(lambda values: ("patient", values))
Action = tuple[str, object]


def act(entry: Entry, action: Action) -> None:
    kind, what = action
    target = QApplication.focusWidget()
    if kind == "type":
        entry.type(str(what))
    elif kind == "key":
        QTest.keyClick(target, KEYS[str(what)])
    elif kind == "paste":
        entry.paste(str(what))
    elif kind == "ctrl":
        QTest.keyClick(target, what, Qt.KeyboardModifier.ControlModifier)
    elif kind == "wheel":
        place, notches = what  # type: ignore[misc]
        box = entry.boxes[place]
        middle = box.mapTo(entry.tab, box.rect().center())
        QTest.wheelEvent(entry.tab.windowHandle(), QPointF(middle), QPoint(0, 120 * notches))
    elif kind == "click":
        widget = entry.button("predecir") if what == 3 else entry.boxes[int(str(what))].lineEdit()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    elif kind == "patient":
        for value in what:  # type: ignore[attr-defined]
            entry.type(f"{value}\n\n")


def read(text: str) -> float:
    """Read a number as a person does."""
    return float(text.strip().replace(",", "."))


class Witness:
    """Sees the screen in the moment in which a reading is taken from it, and each record that follows."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._seen: list[str] = []
        self.wrong: list[object] = []
        self.saved = 0

    def __enter__(self) -> Self:
        self._entry.tab.saved.connect(self._compare)
        self._draft, self._entry.station.draft = self._entry.station.draft, self._look  # type: ignore[method-assign]
        return self

    def __exit__(self, *_: object) -> None:
        self._entry.tab.saved.disconnect(self._compare)
        self._entry.station.draft = self._draft  # type: ignore[method-assign]

    def _look(self, reading: Reading, corrects: Target | None = None) -> Draft:
        self._seen = displayed(self._entry)
        return self._draft(reading, corrects)

    def _compare(self, record: object, _clock_ok: bool) -> None:
        self.saved += 1
        values = [record.fiebre, record.presion, record.frecuencia_cardiaca]  # type: ignore[attr-defined]
        if [read(text) for text in self._seen] != values:
            self.wrong.append((self._seen, values))


def displayed(entry: Entry) -> list[str]:
    """The texts of the three boxes."""
    return [box.lineEdit().displayText() for box in entry.boxes]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    locale=st.sampled_from(LOCALES),
    actions=st.lists(
        st.one_of(patients, numbers, typed, keys, pasted, shortcuts, wheels, clicks), min_size=5, max_size=40
    ),
)
def test_what_is_saved_is_what_stood_on_the_screen(entry: Entry, locale: str, actions: list[Action]) -> None:
    entry.tab.setLocale(QLocale(locale))
    entry.tab.clear()
    entry.tab.focus_first()
    before = len(entry.saved)
    with Witness(entry) as witness:
        for action in actions:
            shown = displayed(entry)
            act(entry, action)
            if action == ("key", "Tab"):
                assert displayed(entry) == shown
            for box, text in zip(entry.boxes, displayed(entry), strict=True):
                assert box.number is None or float(box.number) == read(text)
    assert witness.wrong == []
    assert len(entry.saved) - before == witness.saved
