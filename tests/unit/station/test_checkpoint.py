"""The sidecar: never believed when anything speaks against it, and then the result is that of reading everything."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.journal import reader
from core.journal.entry import unsealed
from core.journal.health import Health
from core.notes import voids
from core.records import lines
from core.records.period import Period
from core.report.report import Tally
from core.station import checkpoint
from core.station.load import DAMAGE_LISTED, Load
from core.system.paths import RETRACTIONS_NAME
from core.system.work import StoppedError
from core.vocabulary import LineKind, Reason
from tests import stations
from tests.samples import BARE, CATEGORIES, DAYS, a_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from core.records.record import Record
    from core.report.report import Report
    from core.station.snapshot import Snapshot


pytestmark = pytest.mark.usefixtures("few")

LOG = b"".join(a_line(n, DAYS[n % 3], CATEGORIES[n % 4]) for n in range(20)) + b"\n" + BARE + b"torn\n" + a_line(99)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "predicciones.log"
    path.write_bytes(LOG)
    return path


def load(log: Path) -> Load:
    loading = Load(log, reader.size(log))
    loading.run()
    return loading


def write(log: Path) -> Path:
    """Write the sidecar of all that is in the log."""
    result = result_of(load(log))
    checkpoint.write(log, result)
    return checkpoint.path_beside(log)


def result_of(loading: Load) -> Snapshot:
    assert loading.is_done
    return so_far(loading)


def so_far(loading: Load) -> Snapshot:
    assert loading.result is not None
    return loading.result


def places_of_damage(found: Snapshot) -> list[int]:
    return [line.offset for line in found.health.damaged]


def summary(result: Snapshot) -> tuple[Report, bytes, int, Health, object]:
    health = result.health
    return result.tally.report(Period()), result.tally.state(), result.tally.total, health, result.mark


def rebuilt(log: Path) -> tuple[Report, bytes, int, Health, object]:
    """The reference result: every line read, with no sidecar and no short cut; of each id the first line."""
    tally, health, mark = (
        Tally(lambda offset: lines.record_at(log, offset)),
        Health(listed=DAMAGE_LISTED),
        reader.START,
    )
    known: dict[str, Record] = {}
    for found in lines.read(log, reader.size(log)):
        line = found
        if line.entry is not None and line.entry.id and line.entry.id in known:
            is_same = unsealed(line.entry) == unsealed(known[line.entry.id])
            line = replace(line, kind=LineKind.COPY if is_same else LineKind.CONFLICT, entry=None)
        health.add(line)
        if line.entry is not None:
            known[line.entry.id or ""] = line.entry
            tally.add(line.entry, line.offset)
    for content in log.read_bytes().split(b"\n")[:-1]:
        mark = mark.after(content + b"\n")
    return tally.report(Period()), tally.state(), tally.total, health, mark


def test_with_a_sidecar_only_the_tail_is_read_for_the_first_result(log: Path) -> None:
    write(log)
    with log.open("ab") as file:
        file.write(a_line(107) + BARE + b"x\n")
    seen: list[int] = []
    loading = Load(log, reader.size(log))
    assert (loading.result, loading.done) == (None, 0)
    loading.run(lambda: seen.append(so_far(loading).tally.total))
    assert seen == [24]
    assert result_of(loading).fresh == 3
    assert result_of(loading).health.records == 24
    assert summary(result_of(loading)) == rebuilt(log)


@pytest.mark.parametrize("missing", [0, 1, 100, 10_000])
def test_what_is_behind_it_is_counted_whole_however_much_is_read_along_with_it(
    log: Path, monkeypatch: pytest.MonkeyPatch, missing: int
) -> None:
    write(log)
    behind = a_line(107) + BARE + a_line(108) + b"torn"
    monkeypatch.setattr(checkpoint, "_TAIL", max(0, len(behind) - missing))
    with log.open("ab") as file:
        file.write(behind)
    seen: list[tuple[int, list[int]]] = []
    loading = Load(log, reader.size(log))
    loading.run(lambda: seen.append((so_far(loading).tally.total, places_of_damage(so_far(loading)))))
    assert seen == [(25, [LOG.index(b"torn"), len(LOG + behind) - 4])]
    assert result_of(loading).fresh == 3, "the sidecar was believed"


def test_damaged_lines_are_remembered_with_their_places(log: Path) -> None:
    before = result_of(load(log)).health
    write(log)
    after = result_of(load(log)).health
    assert (after.damaged, after.damaged_count, after.blank) == (before.damaged, 1, 1)
    assert after.damaged[0].offset == LOG.index(b"torn\n")


def test_damage_is_counted_whole_and_listed_in_part(log: Path) -> None:
    log.write_bytes(b"x\n" * (DAMAGE_LISTED + 500) + a_line())
    write(log)
    health = result_of(load(log)).health
    assert (health.damaged_count, len(health.damaged), health.records) == (DAMAGE_LISTED + 500, DAMAGE_LISTED, 1)


def test_the_sidecar_is_for_this_user_alone_and_leaves_nothing_beside_it(log: Path) -> None:
    path = write(log)
    write(log)
    assert sorted(file.name for file in log.parent.iterdir()) == ["predicciones.log", "predicciones.resumen"]
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_deleting_it_costs_only_time(log: Path) -> None:
    path = write(log)
    with_it = summary(result_of(load(log)))
    path.unlink()
    without = load(log)
    assert result_of(without).fresh == 24
    assert summary(result_of(without)) == with_it == rebuilt(log)


def edited(path: Path, change: Callable[[list[object]], None], table: bytes | None = None) -> None:
    """Forge a sidecar: change it and give it the checksum that it then must have."""
    text, _, old_table = path.read_bytes()[8:].partition(b"\n")
    header = json.loads(text)
    change(header)
    content = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    content += old_table if table is None else table
    path.write_bytes(b"%08x" % zlib.crc32(content) + content)


def put(index: int, value: object) -> Callable[[list[object]], None]:
    def change(header: list[object]) -> None:
        header[index] = value

    return change


def unchanged(_header: list[object]) -> None:
    pass


@pytest.mark.parametrize(
    ("change", "table"),
    [
        pytest.param(put(0, 3), None, id="another format"),
        pytest.param(put(1, "big" if sys.byteorder == "little" else "little"), None, id="another machine"),
        pytest.param(put(2, CATEGORIES[::-1]), None, id="other categories"),
        pytest.param(put(3, -1), None, id="another device"),
        pytest.param(put(4, 1), None, id="another file"),
        pytest.param(put(5, "00" * 32), None, id="other bytes before its place"),
        pytest.param(put(6, 23), None, id="another number of lines"),
        pytest.param(put(7, 10**9), None, id="a place behind the end"),
        pytest.param(put(7, 0), None, id="a place at the start"),
        pytest.param(put(7, -5), None, id="a place before the start"),
        pytest.param(put(7, len(a_line())), None, id="a place further up"),
        pytest.param(put(8, 1), None, id="another checksum of the log"),
        pytest.param(put(9, 20), None, id="a record less"),
        pytest.param(put(12, 3), None, id="damage that is not there"),
        pytest.param(put(13, 1), None, id="a hole that is not there"),
        pytest.param(put(15, [0]), None, id="a copy that is not there"),
        pytest.param(put(18, {"lines": 1, "offset": 9, "crc": 9}), None, id="voids that are not there"),
        pytest.param(put(19, {"0": f"{0:032x}"}), None, id="a record voided that is not"),
        pytest.param(lambda header: header.clear(), None, id="nothing"),
        pytest.param(unchanged, b"\0" * 17, id="half a number"),
        pytest.param(unchanged, b"\0" * 8 * 45, id="days without names"),
    ],
)
def test_a_sidecar_that_contradicts_itself_or_the_log_is_not_believed(
    log: Path, change: Callable[[list[object]], None], table: bytes | None
) -> None:
    path = write(log)
    edited(path, change, table)
    loading = load(log)
    assert result_of(loading).fresh == 24, "everything was read"
    assert summary(result_of(loading)) == rebuilt(log)


def test_a_sidecar_that_is_nested_too_deep_is_not_believed(log: Path) -> None:
    path = write(log)
    text, _, table = path.read_bytes()[8:].partition(b"\n")
    content = text[:-1] + b"," + b"[" * 100_000 + b"]" * 100_000 + b"]\n" + table
    path.write_bytes(b"%08x" % zlib.crc32(content) + content)
    assert summary(result_of(load(log))) == rebuilt(log)


def test_few_records_behind_it_are_counted_without_its_days_and_many_with_them(log: Path) -> None:
    write(log)
    with log.open("ab") as file:
        for number in range(150):
            file.write(BARE if number % 3 else a_line(1000 + number, DAYS[number % 2]))
    assert summary(result_of(load(log))) == rebuilt(log)
    write(log)
    with log.open("ab") as file:
        file.write(a_line(2001, "2025-12-01") + a_line(2002, DAYS[0]))
    result = result_of(load(log))
    assert result.tally.total == 174
    assert summary(result) == rebuilt(log)


def test_what_is_no_sidecar_is_not_opened(log: Path) -> None:
    path = checkpoint.path_beside(log)
    path.mkdir()
    assert summary(result_of(load(log))) == rebuilt(log)
    path.rmdir()
    if sys.platform != "win32":
        os.mkfifo(path)
        assert summary(result_of(load(log))) == rebuilt(log)
        path.unlink()
        path.symlink_to(log)
        assert summary(result_of(load(log))) == rebuilt(log)
        path.unlink()
    path.write_bytes(b"")
    assert summary(result_of(load(log))) == rebuilt(log)
    path.write_bytes(b"\xff" * 500)
    assert summary(result_of(load(log))) == rebuilt(log)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs sparse files and RLIMIT_AS")
def test_a_sidecar_of_gigabytes_takes_no_memory(log: Path) -> None:
    path = write(log)
    os.truncate(path, 2 << 30)
    limited = """
import resource, sys
from pathlib import Path
from core.journal import reader
from core.notes import voids
from core.station.load import Load
resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))
log = Path(sys.argv[1])
print(Load(log, reader.size(log)).run().tally.total)
"""
    ran = subprocess.run(
        [sys.executable, "-c", limited, log], capture_output=True, text=True, check=False, timeout=300
    )
    assert (ran.stdout, ran.stderr) == ("22\n", "")


def test_a_sidecar_that_is_longer_than_any_of_ours_is_not_believed(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = write(log).stat().st_size
    monkeypatch.setattr(checkpoint, "_AT_MOST", size)
    assert checkpoint.read(log, len(LOG)) is not None
    monkeypatch.setattr(checkpoint, "_AT_MOST", size - 1)
    assert checkpoint.read(log, len(LOG)) is None


def test_a_sidecar_of_another_copy_of_the_log_is_foreign(log: Path, tmp_path: Path) -> None:
    write(log)
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in (log, checkpoint.path_beside(log)):
        shutil.copy2(file, copy / file.name)
    assert checkpoint.read(log, len(LOG)) is not None
    assert checkpoint.read(copy / log.name, len(LOG)) is None


def test_a_change_far_up_in_the_log_is_found_in_the_background(log: Path) -> None:
    write(log)
    with log.open("r+b") as file:
        file.seek(LOG.index(b"120"))
        file.write(b"121")
    seen: list[int] = []
    loading = Load(log, reader.size(log))
    loading.run(lambda: seen.append(so_far(loading).health.damaged_count))
    assert seen == [1], "at first the sidecar's word is taken"
    assert result_of(loading).health.damaged_count == 2
    assert summary(result_of(loading)) == rebuilt(log)


def test_a_log_that_got_shorter_during_the_check_is_read_anew(log: Path) -> None:
    write(log)
    with log.open("ab") as file:
        file.write(a_line(5))
    loading = Load(log, reader.size(log))
    loading.run(lambda: os.truncate(log, 1000))
    assert result_of(loading).tally.total == 4


def test_a_load_can_be_cancelled_at_any_time(log: Path) -> None:
    loading = Load(log, reader.size(log))
    loading.cancel()
    with pytest.raises(StoppedError):
        loading.run()
    assert loading.result is None
    write(log)
    loading = Load(log, reader.size(log))
    with pytest.raises(StoppedError):
        loading.run(loading.cancel)
    assert not loading.is_done
    loading = Load(log, reader.size(log))

    def cancel_and_take_the_log_away() -> None:
        loading.cancel()
        log.unlink()
        log.mkdir()

    with pytest.raises(StoppedError):
        loading.run(cancel_and_take_the_log_away)


def test_a_load_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "predicciones.log"
    log.write_bytes(b"".join(map(a_line, range(2500))))
    loading = Load(log, reader.size(log))
    seen: list[int] = []
    real = reader.blocks

    def watched(*where: Any) -> Iterator[reader.Block]:
        for block in real(*where):
            yield block
            seen.append(loading.done)

    monkeypatch.setattr(reader, "blocks", watched)
    loading.run()
    assert seen == sorted(seen)
    assert 0 < seen[0] < loading.done == loading.end


def test_an_empty_log_needs_no_sidecar(tmp_path: Path) -> None:
    loading = load(tmp_path / "predicciones.log")
    found = result_of(loading)
    assert (found.tally.total, found.health.records, loading.end) == (0, 0, 0)


def test_a_directory_that_refuses_the_sidecar_keeps_the_old_one(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(log)
    old = path.read_bytes()
    result = result_of(load(log))

    def refuse(_path: Path, _target: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(type(path), "replace", refuse)
    with pytest.raises(OSError, match="Input/output"):
        checkpoint.write(log, result)
    assert path.read_bytes() == old
    assert sorted(file.name for file in log.parent.iterdir()) == ["predicciones.log", "predicciones.resumen"]


@st.composite
def edits(draw: st.DrawFn, content: bytes) -> bytes:
    """Change a file as a stranger, a bad disk or an older backup would."""
    kind = draw(st.sampled_from(["none", "byte", "cut", "append", "insert", "remove", "zero", "replace"]))
    at = draw(st.integers(0, 10_000)) % (len(content) + 1)
    more = draw(st.binary(max_size=40) | st.sampled_from([a_line(3), BARE, b"\n", b"\0" * 300, a_line(4)[:-1]]))
    if kind == "byte" and content:
        at = min(at, len(content) - 1)
        return content[:at] + bytes([draw(st.integers(0, 255))]) + content[at + 1 :]
    return {
        "none": content,
        "byte": content,
        "cut": content[:at],
        "append": content + more,
        "insert": content[:at] + more + content[at:],
        "remove": content[:at] + content[at + len(more) :],
        "zero": content[:at] + b"\0" * len(content[at : at + 300]) + content[at + 300 :],
        "replace": more,
    }[kind]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(data=st.data())
def test_whatever_happens_to_both_files_the_result_is_that_of_reading_everything(
    tmp_path: Path, data: st.DataObject
) -> None:
    log = tmp_path / "predicciones.log"
    numbers = st.tuples(st.integers(0, 9), st.sampled_from(DAYS), st.sampled_from(CATEGORIES))
    parts = st.lists(numbers.map(lambda some: a_line(*some)) | st.sampled_from([b"\n", BARE, b"torn\n"]), max_size=15)
    log.write_bytes(b"".join(data.draw(parts)))
    checkpoint.path_beside(log).unlink(missing_ok=True)
    path = write(log)
    path.write_bytes(data.draw(edits(path.read_bytes())))
    content = log.read_bytes()
    for _ in range(data.draw(st.integers(0, 2))):
        content = data.draw(edits(content))
    with log.open("r+b") as file:  # the same file: its device and inode say nothing
        file.truncate()
        file.write(content)
    assert summary(result_of(load(log))) == rebuilt(log)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(data=st.data())
def test_with_a_sidecar_the_result_is_that_of_having_none_whatever_comes_behind_it(
    tmp_path: Path, data: st.DataObject
) -> None:
    log = tmp_path / "predicciones.log"
    numbers = st.tuples(st.integers(0, 9), st.sampled_from(DAYS), st.sampled_from(CATEGORIES))
    parts = numbers.map(lambda some: a_line(*some)) | st.sampled_from([b"\n", BARE, b"torn\n"])
    log.write_bytes(b"".join(data.draw(st.lists(parts, min_size=1, max_size=15))))
    now = datetime(2025, 11, 14, 22, 31, 10, tzinfo=UTC)
    events = st.builds(
        lambda number, statement: voids.encode(statement.make(f"{number:032x}", now, ())),
        st.integers(0, 9),
        st.sampled_from([voids.void(Reason.TEST), voids.void(Reason.OTHER), voids.reinstate()]),
    )
    journal = log.with_name(RETRACTIONS_NAME)
    journal.write_bytes(b"".join(data.draw(st.lists(events, max_size=5))))
    checkpoint.path_beside(log).unlink(missing_ok=True)
    path = write(log)
    for file in (log, journal):
        with file.open("ab") as more:
            more.write(b"".join(data.draw(st.lists(parts if file is log else events, max_size=3))))
    shown: list[int] = []
    loading = Load(log, reader.size(log))
    loading.run(lambda: shown.append(so_far(loading).tally.total))
    path.unlink()
    found, truth = result_of(loading), result_of(load(log))
    assert len(shown) == 1
    assert summary(found) == summary(truth)
    assert (found.notes.places.keys, stations.reasons(found.notes)) == (
        truth.notes.places.keys,
        stations.reasons(truth.notes),
    )
