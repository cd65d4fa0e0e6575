"""The window's targets, measured in one run beside a bare PySide6 window; `run.py` calls this.

Everything is measured under an X server of its own, so that no desktop has a part in it, and with the byte code of
all modules written before, as it is from the second start on.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from run import make_log, row, say, write_sidecar

from core.system.paths import APP_ID, LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MB = 1024

MEMORY = """
def memory_kb():
    return int(open("/proc/self/status").read().partition("VmRSS:")[2].split()[0])
"""

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QVBoxLayout, QWidget
class Bare(QWidget):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, self.tell)
    def tell(self):
        at = time.clock_gettime(time.CLOCK_MONOTONIC)
        print(at, time.process_time(), memory_kb(), flush=True)
        app.exit(0)
app = QApplication(sys.argv[:1])
window = Bare()
column = QVBoxLayout(window)
for _ in range(3):
    column.addWidget(QDoubleSpinBox())
window.show()
app.exec()
"""

PROGRAM = """
import sys, time
from gui.__main__ import main
from gui import start
name = "start_qt" if hasattr(start, "start_qt") else "_started"  # what the first version calls it
make = getattr(start, name)
def started(kind, *words):
    app = make(kind, *words)
    from gui import app as joined
    def painted(self):
        print(time.clock_gettime(time.CLOCK_MONOTONIC), time.process_time(), memory_kb(), flush=True)
        app.exit(0)
    joined.App._go_on = painted
    return app
setattr(start, name, started)
main()
"""

QT_ALONE = """
import gc
gc.disable()
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (QApplication, QDoubleSpinBox, QHBoxLayout, QLabel, QMainWindow, QPushButton,
    QTabWidget, QVBoxLayout, QWidget)
class Skeleton(QMainWindow):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, self.tell)
    def tell(self):
        print(time.clock_gettime(time.CLOCK_MONOTONIC), time.process_time(), memory_kb(), flush=True)
        app.exit(0)
app = QApplication([sys.argv[0], "-style", "Fusion"])
app.setStyleSheet(open(sys.argv[1]).read())
window = Skeleton()
window.resize(1200, 720)
for name in ("Archivo", "Ver", "Ayuda"):
    menu = window.menuBar().addMenu(name)
    for number in range(6):
        menu.addAction(f"{name} {number}")
tabs = QTabWidget()
for name in ("Predicción", "Reporte", "Registros"):
    tabs.addTab(QWidget(), name)
window.setCentralWidget(tabs)
columns = QHBoxLayout(tabs.widget(0))
form, result = QVBoxLayout(), QVBoxLayout()
columns.addLayout(form)
columns.addLayout(result)
for name in ("Temperatura", "Presión sistólica", "Frecuencia cardíaca"):
    box = QDoubleSpinBox()
    box.setProperty("role", "number")
    for widget in (QLabel(name), box, QLabel("lpm"), QLabel("entre 20 y 300")):
        form.addWidget(widget)
form.addWidget(QPushButton("Predecir"))
for number in range(12):
    label = QLabel("Enfermedad leve: puntaje 1 – 2")
    label.setWordWrap(True)
    result.addWidget(label)
window.show()
app.exec()
"""


IMPORTS = """
import gc
gc.disable()
import platformdirs
from gui import start
from gui.__main__ import main
from core.system import interrupt
from core.cli import main as cli
from PySide6.QtWidgets import QApplication
start._have_no_sources_read()
import gui.app
"""


@contextlib.contextmanager
def x_server() -> Iterator[str]:
    """Run an X server; gives the name of its display."""
    reader, writer = os.pipe()
    words = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(words, pass_fds=[writer], stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        try:
            with os.fdopen(reader) as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


def environment(display: str, directory: Path) -> dict[str, str]:
    """Return the environment of a start on that display, with the byte code kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    root = str(Path(__file__).parents[2])
    chosen = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPYCACHEPREFIX": str(directory / "bytecode")}
    return kept | chosen | {"PYTHONPATH": root}


def at_home(home: Path) -> dict[str, str]:
    """Return the environment of a user whose data are there. The program is started without words, as by a click."""
    return {"XDG_DATA_HOME": str(home)}


def painted(program: str, arguments: list[str], env: Mapping[str, str]) -> tuple[float, float, float]:
    """Start a window; return wall and processor seconds to its first paint, and its memory in MB."""
    began = time.clock_gettime(time.CLOCK_MONOTONIC)
    words = [sys.executable, "-c", MEMORY + program, *arguments]
    ran = subprocess.run(words, capture_output=True, text=True, check=True, env=env, timeout=300)
    at, used, memory_kb = ran.stdout.split()
    return float(at) - began, float(used), int(memory_kb) / MB


def first_paint(directory: Path, env: dict[str, str], times: int, beside: Path | None) -> float:
    """The first paint of each kind of window, in turns; return the memory of the bare one in MB.

    `beside` is another copy of the repository, whose window is one of them.
    """
    from gui.style.style_sheet import style_sheet
    from gui.style.theme import LIGHT

    style = directory / "style.qss"
    style.write_text(style_sheet(LIGHT, 100), encoding="utf-8")
    env = env | at_home(directory / "paint")
    kinds = [(BARE, [], env), (PROGRAM, [], env)]
    kinds += [(QT_ALONE, [str(style)], env), (IMPORTS + QT_ALONE, [str(style)], env)]
    if beside is not None:
        kinds.append((PROGRAM, [], env | {"PYTHONPATH": str(beside)}))
    runs = [[painted(*kind) for kind in kinds] for _ in range(times + 1)]
    wall, used, memory = (
        [statistics.median(run[kind][what] for run in runs[1:]) for kind in range(len(kinds))] for what in range(3)
    )
    for kind, (what, target) in enumerate(
        (
            ("window's first paint, against a bare window of three boxes", "≤ 1.25×"),
            ("the same of a sketch: menus, tabs, labels, style by Qt's calls alone, nothing behind them", ""),
            ("the same sketch, that imports the modules of the program's first screen and uses none of them", ""),
            (f"the window of {beside}", ""),
        )[: len(kinds) - 1],
        start=1,
    ):
        how = f"{used[kind] * 1e3:.0f} ms against {used[0] * 1e3:.0f} ms of processor time"
        by_clock = f"{wall[kind] / wall[0]:.2f}× by the clock"
        row(what, target, f"{used[kind] / used[0]:.2f}×", how, by_clock)
    how = f"{memory[1]:.0f} MB against {memory[0]:.0f} MB"
    row("memory at the first paint, against the bare window", "≤ 1.5×", f"{memory[1] / memory[0]:.2f}×", how)
    return memory[0]


def run_program(env: Mapping[str, str], what: str, home: Path, times: int = 0) -> dict[str, object]:
    """Run the real program under measurement; return its output."""
    words = [sys.executable, Path(__file__).with_name("window_program.py"), what, str(times)]
    ran = subprocess.run(words, capture_output=True, text=True, check=True, env={**env, **at_home(home)}, timeout=600)
    return json.loads(ran.stdout)


def percentile(measured: Sequence[float], part: float) -> float:
    """Return the value that so large a part of them is below."""
    return sorted(measured)[min(len(measured) - 1, int(part * len(measured)))]


def enter(directory: Path, env: Mapping[str, str], times: int) -> None:
    """From Enter to the result on the screen."""
    measured = run_program(env, "enter", directory / "enter", times)["measured"]
    whole = [took for took, _ in measured]
    share = sum(sync for _, sync in measured) / sum(whole)
    for name, part in (("p50", 0.50), ("p99", 0.99)):
        at = percentile(whole, part) * 1e3
        row(f"Enter to the result on the screen, {name}", "", f"{at:.1f} ms", f"{len(whole)} patients")
    syncs = statistics.median(sync for _, sync in measured)
    row("share of the sync in it", "", f"{share:.0%}", f"{syncs * 1e3:.2f} ms, p50")


def reports(directory: Path, env: Mapping[str, str], bare_mb: float, million: int) -> None:
    """The report tab, and the memory, with few records and with many."""
    none = run_program(env, "report", directory / "none")
    empty_mb, shown_mb = none["memory_kb"] / MB, none["shown_kb"] / MB
    for what, target, found_mb in (
        ("memory of the running window, its log read, against the bare one", "≤ 1.5×", empty_mb),
        ("the same with report and records shown", "", shown_mb),
    ):
        row(what, target, f"{found_mb / bare_mb:.2f}×", f"{found_mb:.0f} MB against {bare_mb:.0f} MB")
    for count in (max(1, million // 100), million):
        home = directory / f"report{count}"
        log = home / APP_ID / LOG_NAME
        log.parent.mkdir(parents=True)
        make_log(log, count)
        fresh = run_program(env, "report", home)
        write_sidecar(log)
        again = run_program(env, "report", home)
        took = f"{again['seconds'] * 1e3:.0f} ms"
        row(f"report tab shown, {count:,} records", "", took, "the first time, when it is made")
        more = fresh["memory_kb"] / MB - empty_mb
        how = f"with all just read; with report and records shown {fresh['shown_kb'] / MB - shown_mb:.0f} MB"
        target = "≤ 40 MB" if count == million else ""
        row(f"memory for {count:,} records", target, f"{more:.0f} MB", how)
        if count == million:
            scrolling(home, env, count)
            finding(home, env, count)
        shutil.rmtree(home)


def scrolling(home: Path, env: Mapping[str, str], count: int) -> None:
    """From Page Down to the next records on the screen."""
    found = run_program(env, "scroll", home, min(500, count))
    if found["rows"] != count:
        raise AssertionError("not all records are in the list")
    pages = found["measured"]
    for name, part in (("p50", 0.50), ("p99", 0.99)):
        how = f"{len(pages)} pages, each read from the log"
        row(f"Page Down in the list of {count:,} records, {name}", "", f"{percentile(pages, part) * 1e3:.1f} ms", how)


def finding(home: Path, env: Mapping[str, str], count: int) -> None:
    """From a filter or an order to the list."""
    found = run_program(env, "find", home, min(20, count))
    for name, what in (("filter", "a category with an alarm sign"), ("sort", "all by temperature")):
        whole, longest = zip(*found[name], strict=True)
        how = f"the window's thread works at most {max(longest) * 1e3:.0f} ms at a time; {len(whole)} times"
        row(f"{what}, found among {count:,} records, p50", "", f"{percentile(whole, 0.5) * 1e3:.0f} ms", how)


def measure(directory: Path, million: int, *, paint_alone: bool, beside: Path | None) -> None:
    """Print the rows of the window, or those of its first paint alone, with that of another copy `beside` it."""
    if shutil.which("Xvfb") is None:
        say("\nThe window is not measured: there is no Xvfb.")
        return
    with x_server() as display:
        env = environment(display, directory)
        times = min(40 if paint_alone else 15, million)
        bare_mb = first_paint(directory, env, times, beside)
        if paint_alone:
            return
        enter(directory, env, min(500, million))
        reports(directory, env, bare_mb, million)
