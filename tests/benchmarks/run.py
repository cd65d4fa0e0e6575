"""The targets of journal and window as ratios, measured in one run: `uv run python tests/benchmarks/run.py`.

Each thing is measured beside what it is compared with, in this run, on this machine. Processor time where the
question is work, wall time where it is waiting; the median of many, or the best of three for the long ones.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from core.clinical.model import load as load_model
from core.clinical.vitals import Reading
from core.journal import reader
from core.journal.writer import Journal
from core.notes import journals
from core.records.period import Period
from core.records.record import Record, classify, encode
from core.station import checkpoint
from core.station.load import Load
from core.station.station import Station
from core.system import disk
from core.system.paths import LOG_NAME
from core.system.work import StoppedError
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Callable

REBUILD = """
import sys, time
from pathlib import Path
from core.journal import reader
from core.station.load import Load
from core.records.period import Period
log = Path(sys.argv[1])
began = time.process_time()
counts = Load(log, reader.size(log)).run().tally.report(Period()).counts
"""

USUAL = """
import json, sys, time
from collections import Counter
began = time.process_time()
records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8").readlines()]
counts = Counter(record["resultado"] for record in records)
"""

BOUND = """
import sys, time, zlib
from collections import Counter, deque
from io import BytesIO
import msgspec
summed = {summed}
class One(msgspec.Struct, gc=False):
    resultado: str
decode = msgspec.json.Decoder(One).decode_lines
began = time.process_time()
counts, rest = Counter(), b""
with open(sys.argv[1], "rb", buffering=0) as file:
    while chunk := file.read(65536):
        chunk = rest + chunk
        end = chunk.rfind(b"\\n") + 1
        rest = chunk[end:]
        counts.update([record.resultado for record in decode(chunk[:end])])
        if summed:
            deque(map(zlib.crc32, BytesIO(chunk[:end]).readlines()), 0)
"""

BARE_CRC = """
import json, sys, zlib
crc = 0
with open(sys.argv[1], "rb", buffering=0) as file:
    while chunk := file.read(1048576):
        crc = zlib.crc32(chunk, crc)
"""

TELL = """
used = time.process_time() - began
memory = int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
print(used, memory, sum(counts.values()))
"""


YEAR = 36_500
"""Records of a year with 100 patients a day."""


def say(text: str) -> None:
    """Show a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def row(what: str, target: str, reached: str, *how: str) -> None:
    """Show a row of the table."""
    say(f"| {what} | {target} | {reached} | {'; '.join(how)} |")


def make_log(path: Path, count: int, times: int = 1, days: int = 365) -> None:
    """Write a log of `count` records on so many days, as this program writes them.

    Or that several times over, and then without ids: of lines with one id, all but the first are copies.
    """
    chance = random.Random(1)  # noqa: S311 - the same log in every run
    categories = [category.value for category in Category]
    start = datetime(2025, 1, 1, tzinfo=UTC)
    with path.open("wb") as file:
        for number in range(count):
            moment = start + timedelta(seconds=number * days * 86400 // count)
            record = Record(
                f"{moment:%Y-%m-%d %H:%M:%S}",
                chance.randint(350, 420) / 10,
                chance.randint(80, 200),
                chance.randint(50, 150),
                chance.choice(categories),
                "-05:00",
                f"{chance.getrandbits(128):032x}" if times == 1 else None,
                "reglas-1.0.1+3f2a9c1b",
                chance.randint(0, 12),
            )
            file.write(encode(record))
    content = path.read_bytes() if times > 1 else b""
    with path.open("ab") as file:
        for _ in range(times - 1):
            file.write(content)


def in_a_process(program: str, log: Path) -> tuple[float, float]:
    """Run a measurement three times in processes of its own; return least processor seconds and most MB."""
    runs = []
    for _ in range(3):
        ran = subprocess.run([sys.executable, "-c", program + TELL, log], capture_output=True, text=True, check=True)
        used, memory_kb, _ = ran.stdout.split()
        runs.append((float(used), int(memory_kb) / 1024))
    return min(used for used, _ in runs), max(memory for _, memory in runs)


def rebuild(log: Path, count: int) -> None:
    """Reading everything, against the usual report."""
    usual, usual_mb = in_a_process(USUAL, log)
    ours, ours_mb = in_a_process(REBUILD, log)
    bound, _ = in_a_process(BOUND.replace("{summed}", "False"), log)
    summed, _ = in_a_process(BOUND.replace("{summed}", "True"), log)
    how = f"{ours:.2f} s against {usual:.2f} s of processor time"
    what = f"full rebuild, {count:,} lines, the checksum of each checked, copies looked for"
    row(what, "≥ 3×", f"{usual / ours:.1f}×", how)
    row("memory of the full rebuild", "≤ 40 MB", f"{ours_mb:.0f} MB", f"against {usual_mb:.0f} MB")
    how = f"{bound:.2f} s; this program has no such way: it always checks"
    row("a sketch: one field of each line is read, nothing is checked", "≥ 10×", f"{usual / bound:.1f}×", how)
    how = f"{summed:.2f} s: no rebuild that checks the lines one by one can be faster"
    row("the same sketch, and `crc32` of each line, not compared with anything", "", f"{usual / summed:.1f}×", how)


def reporting(log: Path, count: int) -> None:
    """`reporte` as a whole, with a current sidecar, against a bare Python and a CRC-32 of the log."""
    write_sidecar(log)
    ours = processor_s([sys.executable, "-m", "gui", "--data-dir", str(log.parent), "reporte"])
    least = processor_s([sys.executable, "-c", BARE_CRC, str(log)])
    how = f"{ours:.2f} s against {least:.2f} s of processor time: a bare Python and one CRC-32 of the log"
    row(f"`reporte`, {count:,} lines, current sidecar", "≤ 4×", f"{ours / least:.1f}×", how)


def processor_s(words: list[str]) -> float:
    """Run a program five times; return the least processor time in seconds."""
    found = []
    for _ in range(5):
        before = os.times()
        subprocess.run(words, stdout=subprocess.DEVNULL, check=True)
        after = os.times()
        found.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return min(found)


def opened(log: Path) -> float:
    """Open with the sidecar until there is a result; return the seconds."""
    ended = []

    def on_first() -> None:
        ended.append(time.perf_counter())
        load.cancel()

    with contextlib.suppress(StoppedError):
        began = time.perf_counter()
        load = Load(log, reader.size(log))
        load.run(on_first)
    if load.is_done:
        raise AssertionError("there was no sidecar to go by")
    return ended[0] - began


def least_possible(log: str, sidecar: str, notes: list[str]) -> float:
    """Open the log, ask its size and those of the journals of notes, and read the sidecar; return the seconds.

    By the system's calls alone.
    """
    began = time.perf_counter()
    log_fd = os.open(log, os.O_RDONLY)
    os.fstat(log_fd)
    for path in notes:
        with contextlib.suppress(FileNotFoundError):
            os.lstat(path)
    fd = os.open(sidecar, os.O_RDONLY)
    os.read(fd, os.fstat(fd).st_size)
    ended = time.perf_counter()
    os.close(fd)
    os.close(log_fd)
    return ended - began


def median_us(*measures: Callable[[], float], times: int) -> list[float]:
    """Return the medians in microseconds, measured in turns, each time in another order.

    What one leaves to be done, such as a sync of names, is paid for by the next: by each of them equally often.
    """
    chance = random.Random(1)  # noqa: S311 - an order, no secret
    order = list(range(len(measures)))
    found: list[list[float]] = [[] for _ in measures]
    for _ in range(times):
        chance.shuffle(order)
        for number in order:
            found[number].append(measures[number]())
    return [statistics.median(column) * 1e6 for column in found]


def write_sidecar(log: Path) -> None:
    """Read everything and leave the sidecar, as the window does."""
    station = Station(log.parent, load_model(), lambda: datetime.now(UTC), "medición")
    with station:
        station.open()
        load = station.begin_load()
        load.run()
        station.finish_load(load)


def opening(log: Path, count: int, days: int) -> None:
    """Opening with a current sidecar, against the least that this can take, with no new line and with one."""
    size_kb = checkpoint.path_beside(log).stat().st_size / 1024
    row(f"open with a current sidecar, {count:,} lines on {days} days", "≤ 5×", *times_of(log), f"{size_kb:.0f} kB")
    with log.open("ab") as file:
        file.write(encode(Record("2025-01-31 23:59:59", 38.0, 120, 90, Category.ACUTE.value)))
    row("the same with one new line", "≤ 5×", *times_of(log))


def times_of(log: Path) -> tuple[str, str]:
    """Return the ratio and its two medians."""
    notes = [str(log.with_name(kind.name)) for kind in journals.of_notes()]
    names = str(log), str(checkpoint.path_beside(log)), notes
    ours, least = median_us(lambda: opened(log), lambda: least_possible(*names), times=300)
    return f"{ours / least:.1f}×", f"{ours:.0f} µs against {least:.0f} µs"


def openings(directory: Path, few: int, many: int, million: int) -> None:
    """Opening with a sidecar: how far from the least possible, and whether the log's length matters."""
    logs = {}
    for count, days in ((few, 30), (few, 365), (many, 365)):
        (directory / f"{count}-{days}").mkdir()
        log = logs[count, days] = directory / f"{count}-{days}" / LOG_NAME
        make_log(log, min(count, million), max(1, count // million), days)
        write_sidecar(log)
    of_many, of_few = median_us(lambda: opened(logs[many, 365]), lambda: opened(logs[few, 365]), times=300)
    opening(logs[few, 30], few, 30)
    opening(logs[many, 365], many, 365)
    how = f"{of_many:.0f} µs against {of_few:.0f} µs, both on 365 days"
    row(f"open with a current sidecar, {many:,} lines against {few:,}", "≤ 1.5×", f"{of_many / of_few:.1f}×", how)
    load = Load(logs[many, 365], reader.size(logs[many, 365]))
    began = time.process_time()
    found = load.run()
    checked = time.process_time()
    found.tally.report(Period())
    reported = time.process_time()
    seconds = (checked - began) * 1e6 / many
    row(
        "check of the log against the sidecar, a million lines",
        "0.1 – 0.25 s",
        f"{seconds:.2f} s of processor time",
        "the CRC-32 of all bytes that it covers; in the window in the background",
    )
    row("report of 365 days", "", f"{(reported - checked) * 1e3:.1f} ms")


def bare_append(fd: int, line: bytes) -> float:
    """One write and one sync; return the seconds."""
    began = time.perf_counter()
    os.write(fd, line)
    disk.sync_data(fd)
    return time.perf_counter() - began


def appends(directory: Path, times: int, pause_s: float) -> None:
    """A durable append against a bare write and sync; with a pause, on a disk whose sync takes so much longer."""
    station = Station(directory / "station", load_model(), lambda: datetime.now(UTC), "medición")
    reading = Reading.from_numbers({"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90})
    line = station.draft(reading).line
    record = station.draft(reading).record
    fd = os.open(directory / "bare", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    real = disk.sync_data

    def slow_sync(synced: int) -> None:
        real(synced)
        until = time.perf_counter() + pause_s
        while time.perf_counter() < until:
            pass

    def through(act: Callable[[], object]) -> float:
        began = time.perf_counter()
        act()
        return time.perf_counter() - began

    disk.sync_data = slow_sync if pause_s else real
    try:
        with station, Journal(directory / "journal.log", classify) as opened_journal:
            load = station.begin_load()
            load.run()
            station.finish_load(load)
            bare, appended = median_us(
                lambda: bare_append(fd, line),
                lambda: through(lambda: opened_journal.append(line, record)),
                times=times,
            )
            bare_beside_saved, saved = median_us(
                lambda: bare_append(fd, line),
                lambda: through(lambda: station.save(station.draft(reading))),
                times=times,
            )
    finally:
        disk.sync_data = real
        os.close(fd)
    target, where = ("≤ 1.1×", "where a sync takes 1.3 ms longer") if pause_s else ("≤ 1.5×", "here")
    how = f"{appended:.0f} µs against {bare:.0f} µs"
    row(f"durable append, p50, {where}", target, f"{appended / bare:.2f}×", how)
    how = f"{saved:.0f} µs against {bare_beside_saved:.0f} µs"
    parts = "predicted, written, synced, counted, with its share of sidecars"
    row(f"a whole prediction, p50, {where}", "", f"{saved / bare_beside_saved:.2f}×", how, parts)


def of_journal(directory: Path, million: int) -> None:
    """Print the rows of the journal."""
    (directory / "whole").mkdir()
    log = directory / "whole" / LOG_NAME
    make_log(log, million, days=3650)
    rebuild(log, million)
    reporting(log, million)
    log.unlink()
    openings(directory, max(1, million // 100), million * 10, million)
    for index, pause_s in enumerate((0.0, 0.0013)):
        (directory / f"appends{index}").mkdir()
        appends(directory / f"appends{index}", min(2000, million), pause_s)


def of_grouping(directory: Path, count: int) -> None:
    """Print the rows of the group commit."""
    import grouping  # beside this file

    for threads, target in ((32, "≥ 8×"), (1, "≥ 0.95×")):
        folder = directory / f"grouping-{threads}"
        folder.mkdir()
        grouped, each = grouping.rates(folder, threads, min(count, 128 if threads == 1 else 2048), 0.0013)
        how = f"{grouped:,.0f}/s against {each:,.0f}/s with one sync each"
        what = f"group commit, {threads} at once, where a sync takes 1.3 ms longer"
        row(what, target, f"{grouped / each:.2f}×", how)


def of_importing(directory: Path, count: int) -> None:
    """Print the row of importing."""
    import importing  # beside this file

    (directory / "importing").mkdir()
    ours, bare = importing.processor_s(directory / "importing", count)
    how = f"{ours:.2f} s against {bare:.2f} s of processor time"
    row(f"import of a table, {count:,} rows", "≤ 3×", f"{ours / bare:.1f}×", how)


def of_measuring(directory: Path) -> None:
    """Print the row of the measures of the tab of the model."""
    import measuring  # beside this file

    (directory / "measuring").mkdir()
    log = directory / "measuring" / LOG_NAME
    make_log(log, YEAR)
    measuring.judge(log)
    ours, bare = measuring.seconds(log)
    how = f"one in {measuring.JUDGED_ONE_IN} judged; {ours / bare:.1f}× of counting the same log without a sidecar"
    row(f"agreement, quality and drift of a year, {YEAR:,} records", "≤ 0.3 s", f"{ours:.2f} s", how)


def main() -> None:
    """Measure and print the table."""
    import window  # beside this file, of which it uses the tools

    parser = argparse.ArgumentParser(
        description="Prints the table of the targets of journal and window, as measured here and now."
    )
    parser.add_argument(
        "what",
        nargs="?",
        choices=["all", "journal", "grouping", "importing", "measuring", "window", "paint"],
        default="all",
        help="which rows; paint: those of the window's first paint alone",
    )
    parser.add_argument("--beside", type=Path, help="a copy of this repository, whose first paint is measured too")
    parser.add_argument("--lines", type=int, default=1_000_000, help="lines of the log that is read whole")
    parser.add_argument("--directory", type=Path, help="where to work: the disk to be measured")
    options = parser.parse_args()
    million = options.lines
    with tempfile.TemporaryDirectory(dir=options.directory) as name:
        directory = Path(name)
        needed = million * 12 * 250
        if shutil.disk_usage(directory).free < needed:
            sys.exit(f"{directory}: {needed // 10**6} MB are needed")
        now = datetime.now().astimezone()
        say(f"{now:%Y-%m-%d}, Python {sys.version.split()[0]}, {sys.platform}, {os.cpu_count()} processors:")
        say("")
        say("| what | target | measured | how |")
        say("| --- | --- | --- | --- |")
        if options.what in ("all", "journal"):
            of_journal(directory, million)
        if options.what in ("all", "grouping"):
            of_grouping(directory, million)
        if options.what in ("all", "importing"):
            of_importing(directory, million // 10)
        if options.what in ("all", "measuring"):
            of_measuring(directory)
        if options.what in ("all", "window", "paint"):
            window.measure(directory, million, paint_alone=options.what == "paint", beside=options.beside)


if __name__ == "__main__":
    main()
