"""The last patients beside the form: only in a wide window, up to date, opened by Enter."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

from gui.entry.last_patients import LastPatients
from gui.kit.last_five import LastFive, Width
from gui.style.theme import GRID
from gui.work import record_source
from gui.work.record_source import RecordSource
from tests.stations import loaded, save
from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from gui.style.look import Look
    from gui.work.questions import Questions
    from tests.widgets.conftest import Entry


@pytest.fixture
def shown() -> list[Any]:
    """The records whose details were shown."""
    return []


@pytest.fixture
def source(entry: Entry) -> RecordSource:
    return RecordSource(entry.station, entry.tab)


@pytest.fixture
def card(entry: Entry, look: Look, shown: list[Any], source: RecordSource) -> Callable[[], LastPatients | None]:
    """Return a function that returns the card, None as long as it was not needed."""
    made: list[LastPatients] = []
    questions = SimpleNamespace(show_record=lambda details, _look: shown.append(details.record))

    def make() -> QWidget:
        made.append(LastPatients(source, look, cast("Questions", questions)))
        entry.tab.saved.connect(made[0].refresh)
        return made[0]

    entry.tab.make_aside = make
    return lambda: next(iter(made), None)


def table_of(card: LastPatients) -> QTableView:
    found = card.findChild(QTableView)
    assert found is not None
    return found


@pytest.mark.parametrize(("percent", "width"), [(125, 1920), (150, 2560)])
def test_a_wide_window_has_a_third_column_and_a_narrow_one_has_not(
    entry: Entry, look: Look, card: Callable[[], LastPatients | None], percent: int, width: int
) -> None:
    look.set_text_size(percent)
    entry.tab.resize(1366, 668)
    QTest.qWait(0)
    assert card() is None
    entry.tab.resize(width, 1000)
    QTest.qWait(0)
    made = card()
    assert made is not None
    assert made.isVisible()
    form, panel = entry.tab.form, entry.tab.panel
    left, right = (made.mapTo(entry.tab, QPoint(x, 0)).x() for x in (0, made.width()))
    assert form.mapTo(entry.tab, QPoint(form.width(), 0)).x() < left
    assert panel.mapTo(entry.tab, QPoint(panel.width(), 0)).x() < left
    assert right > width * 0.9
    assert form.width() < panel.width()
    entry.tab.resize(1366, 668)
    QTest.qWait(0)
    assert not made.isVisible()


def test_it_shows_each_patient_at_once_and_enter_opens_one(
    entry: Entry, card: Callable[[], LastPatients | None], shown: list[Any]
) -> None:
    loaded(entry.station)
    entry.tab.resize(2200, 1000)
    QTest.qWait(0)
    made = card()
    assert made is not None
    table = table_of(made)
    assert table.isHidden()
    assert "Aún no hay predicciones en los últimos 30 días." in " ".join(
        label.text() for label in made.findChildren(QLabel)
    )
    entry.type(PATIENT)
    assert table.isVisible()
    assert [table.model().index(0, column).data() for column in range(1, 6)] == [
        "38,5",
        "120",
        "90",
        "Enfermedad aguda",
        "3",
    ]
    assert table.minimumSizeHint().width() <= made.width()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert [record.fiebre for record in shown] == [38.5]


@pytest.mark.parametrize("size", [(100, 1920), (125, 1920), (150, 2560)])
def test_categories_stand_on_one_line(
    entry: Entry, look: Look, card: Callable[[], LastPatients | None], qtbot: QtBot, size: tuple[int, int]
) -> None:
    percent, width = size
    look.set_text_size(percent)
    loaded(entry.station)
    save(entry.station)
    entry.tab.resize(width, 1000)
    qtbot.waitUntil(lambda: (made := card()) is not None and table_of(made).model().rowCount() == 1)
    table = table_of(cast("LastPatients", card()))
    qtbot.waitUntil(lambda: table.model().index(0, 4).data() == "Enfermedad aguda")
    assert table.minimumSizeHint().width() <= table.width()


@pytest.mark.parametrize(("height", "least"), [(640, 12), (1000, 24)])
def test_it_has_as_many_rows_as_fit(
    entry: Entry, card: Callable[[], LastPatients | None], qtbot: QtBot, height: int, least: int
) -> None:
    loaded(entry.station)
    for number in range(60):
        save(entry.station, number)
    entry.tab.resize(2200, height)
    qtbot.waitUntil(lambda: card() is not None)
    made = cast("LastPatients", card())
    table = table_of(made)

    def free() -> int:
        return made.contentsRect().bottom() - table.geometry().bottom()

    def is_filled() -> bool:
        whole = table.height() == table.sizeHint().height()
        return whole and 0 <= free() < table.rowHeight(0) + 2 * GRID

    qtbot.waitUntil(is_filled)
    rows = table.model().rowCount()
    assert least <= rows < 60
    assert [table.model().index(row, 1).data() for row in range(3)] == ["42,0", "39,5", "38,0"]
    entry.tab.resize(2200, 600)
    qtbot.waitUntil(lambda: table.model().rowCount() < rows and is_filled())


def test_it_needs_no_index_of_the_log(
    entry: Entry,
    card: Callable[[], LastPatients | None],
    source: RecordSource,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(record_source, "READ_AT_ONCE", 0)  # an index would be made in the background
    for number in range(40):
        save(entry.station, number)
    loaded(entry.station)
    entry.tab.resize(2200, 1000)
    qtbot.waitUntil(lambda: card() is not None)
    made = cast("LastPatients", card())
    assert table_of(made).model().rowCount() > 20
    assert source.running is None
    entry.type(PATIENT)
    assert table_of(made).model().index(0, 1).data() == "38,5"
    assert source.running is None
    source.index()
    assert source.running is not None, "as the list of records begins one"
    qtbot.waitUntil(lambda: source.running is None)


def settle() -> None:
    """Have all layouts be done; one may follow from another."""
    for _ in range(6):
        QApplication.processEvents()


def test_a_resize_that_leaves_the_number_of_rows_reads_nothing(
    entry: Entry, card: Callable[[], LastPatients | None], qtbot: QtBot
) -> None:
    for number in range(40):
        save(entry.station, number)
    loaded(entry.station)
    entry.tab.resize(2200, 1000)
    qtbot.waitUntil(lambda: card() is not None)
    settle()
    table = table_of(cast("LastPatients", card()))
    rows = table.model().rowCount()
    assert rows > 20
    log = entry.station.log.rename(entry.station.log.with_name("aside"))
    table.setFocus()
    table.selectRow(7)
    entry.tab.resize(2240, 1000)
    settle()
    assert entry.tab.width() == 2240
    assert table.model().rowCount() == rows
    assert table.currentIndex().row() == 7
    log.rename(entry.station.log)
    entry.tab.resize(2150, 600)
    qtbot.waitUntil(lambda: 0 < table.model().rowCount() < rows)


def test_room_is_kept_for_dates_of_this_year_alone(
    entry: Entry, card: Callable[[], LastPatients | None], qtbot: QtBot
) -> None:
    loaded(entry.station)
    save(entry.station)
    entry.tab.resize(1920, 1000)
    qtbot.waitUntil(lambda: (made := card()) is not None and table_of(made).model().rowCount() == 1)
    table = table_of(cast("LastPatients", card()))
    assert isinstance(table, LastFive)
    table.set_width(Width.WIDE)
    words = table.fontMetrics().horizontalAdvance("28 sept, 00:00:00")
    assert words < table.width_of(0) < words + table.fontMetrics().horizontalAdvance(" 2026")
