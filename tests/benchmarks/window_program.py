"""The real window under measurement, in a process of its own: `window_program.py WHAT TIMES`; prints a line of JSON.

`enter`: for so many patients, the seconds from Enter to the painted result, and those of the sync. `scroll`: from
Page Down to the painted list of all records, and their number. `report`: until the report tab is first painted, the
memory before, and with report and records shown. `find`: for each way to filter or sort, until the list shows it,
and the most processor time of one event meanwhile."""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from core.records.period import Period
from core.system import disk
from core.vocabulary import PeriodName
from gui import start
from gui.__main__ import main

READINGS = (("36.6", "120", "70"), ("39.5", "85", "120"))
"""Two categories in turn, so that each result looks different from the one before."""

FIELDS = ("fiebre", "presion", "frecuencia_cardiaca")


def tell(**found: object) -> None:
    """Print the measurements."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def memory_kb() -> int:
    """Return the memory of this process."""
    return int(Path("/proc/self/status").read_text(encoding="ascii").partition("VmRSS:")[2].split()[0])


class Painted(QObject):
    """Notices that a widget is painted."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


class Syncs:
    """Counts the time that syncs take."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._real = disk.sync_data
        disk.sync_data = self._timed

    def _timed(self, fd: int) -> None:
        began = time.perf_counter()
        self._real(fd)
        self.seconds += time.perf_counter() - began


def seconds_until_painted(app, widget, act) -> float:
    """Return the seconds from an act until the widget has been painted and what Qt has drawn is out."""
    painted = Painted(widget)
    began = time.perf_counter()
    act()
    wait(app, painted)
    return time.perf_counter() - began


def wait(app, painted: Painted) -> None:
    """Wait for a widget's paint, and until what Qt has drawn is out."""
    while not painted.seen:
        app.processEvents()
    painted.deleteLater()


def enter(app, times: int, program) -> None:
    """Type patients, one after the other."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractSpinBox, QLabel

    boxes = [program.window.findChild(QAbstractSpinBox, name) for name in FIELDS]
    result = program.window.findChild(QLabel, "resultado")
    syncs = Syncs()
    measured = []
    for number in range(times):
        for box, text in zip(boxes, READINGS[number % 2], strict=True):
            box.setFocus()
            QTest.keyClicks(box, text)
        app.processEvents()
        before = syncs.seconds
        took = seconds_until_painted(app, result, partial(QTest.keyClick, boxes[-1], Qt.Key.Key_Return))
        measured.append((took, syncs.seconds - before))
        app.processEvents()
    tell(measured=measured)


def report(app, program) -> None:
    """Show the report tab, which is made for that, and then the records."""
    loaded_kb = memory_kb()
    began = time.perf_counter()
    program.window.show_report()
    from gui.report.report_tab import ReportTab  # the program has imported it by now

    wait(app, Painted(program.window.findChild(ReportTab)))
    took = time.perf_counter() - began
    program.window.show_records()
    from gui.records.records_tab import RecordsTab

    wait(app, Painted(program.window.findChild(RecordsTab)))
    wait_for_list(app, program)
    tell(seconds=took, memory_kb=loaded_kb, shown_kb=memory_kb())


def wait_for_list(app, program) -> QObject:
    """Wait until the list of records is shown; return its view."""
    from PySide6.QtWidgets import QLabel, QTableView

    count = program.window.findChild(QLabel, "cantidad_registros")
    while not count.isVisible():
        app.processEvents()
    return program.window.findChild(QTableView, "registros_lista")


def find(app, times: int, program) -> None:
    """Filter and sort the list of all records in several ways."""
    from core.records.columns import Column
    from core.records.finding import Order
    from core.vocabulary import Category
    from gui.records.filter_bar import Filter, FilterBar
    from gui.records.records_tab import RecordsTab

    ways = {
        "filter": Filter(category=Category.MILD, alarm=True),
        "sort": Filter(order=Order(Column.TEMPERATURE)),
    }
    program.window.show_records()
    program.window.findChild(RecordsTab).show_period(PeriodName.ALL)
    table = wait_for_list(app, program)
    bar = program.window.findChild(FilterBar)
    measured = {name: [] for name in ways}
    for _ in range(times):
        for name, chosen in ways.items():
            measured[name].append(seconds_until_listed(app, table.model(), partial(bar.choose, chosen)))
            bar.choose(Filter())
            app.processEvents()
    tell(**measured)


def seconds_until_listed(app, model, act) -> tuple[float, float]:
    """Return the seconds from an act until the list has its rows, and the most processor time of one event."""
    listed = []
    model.modelReset.connect(partial(listed.append, True))
    began, before = time.perf_counter(), time.thread_time()
    act()
    longest = 0.0
    while True:
        app.processEvents()
        now = time.thread_time()
        longest, before = max(longest, now - before), now
        if listed:
            model.modelReset.disconnect()
            return time.perf_counter() - began, longest


def scroll(app, times: int, program) -> None:
    """Page down through all records, and anew from the top where they end."""
    from PySide6.QtTest import QTest

    program.window.show_records()
    from gui.records.records_tab import RecordsTab

    program.window.findChild(RecordsTab).show_period(PeriodName.ALL)
    table = wait_for_list(app, program)
    table.setFocus()
    bar = table.verticalScrollBar()
    measured = []
    for _ in range(times):
        if bar.value() == bar.maximum():
            table.scrollToTop()
            table.selectRow(0)
        app.processEvents()
        page_down = partial(QTest.keyClick, table, Qt.Key.Key_PageDown)
        measured.append(seconds_until_painted(app, table.viewport(), page_down))
    tell(measured=measured, rows=table.model().rowCount())


def when_loaded(app, first, act) -> None:
    """Wait until the log has been read and checked, then do it with the program and end it."""
    from gui.work.loader import Loader

    program = first.program
    is_read = program is not None and program.findChild(Loader).running is None
    if not is_read or first.get_station().report(Period()) is None:
        QTimer.singleShot(20, partial(when_loaded, app, first, act))
        return
    act(program)
    app.exit(0)


def watch(what: str, times: int) -> None:
    """Have the program measured once it is there."""
    make = start.start_qt

    def started(kind, *words):
        app = make(kind, *words)
        from gui import app as joined

        acts = {
            "enter": partial(enter, app, times),
            "scroll": partial(scroll, app, times),
            "find": partial(find, app, times),
            "report": partial(report, app),
        }

        class Measured(joined.App):
            def __init__(self, first, get_station) -> None:
                super().__init__(first, get_station)
                self.get_station = get_station

            def show(self) -> None:
                super().show()
                when_loaded(app, self, acts[what])

        joined.App = Measured
        return app

    start.start_qt = started


if __name__ == "__main__":
    watch(sys.argv[1], int(sys.argv[2]))
    del sys.argv[1:]  # as by a double click
    sys.exit(main())
