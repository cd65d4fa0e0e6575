"""Reading the log: damage of every kind is counted as such, and never hides or swallows a good line."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import ReadError, SaveFailure
from core.journal import reader
from core.journal.entry import MAX_LINE
from core.journal.health import Health
from core.journal.reader import Mark
from core.records import batch, lines
from core.records.period import Period
from core.records.record import Record, classify, encode
from core.report.report import Tally
from core.system import disk
from core.vocabulary import LineKind
from tests import samples
from tests.samples import CATEGORIES, DAMAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.records.lines import Line


def a_line(number: int = 0, day: str = "2025-11-14", category: str = "ENFERMEDAD CRÓNICA") -> bytes:
    return samples.a_line(number, day, category)


GOOD = [a_line(number) for number in range(3)]


BARE = samples.BARE.replace(b"AGUDA", b"CR\\u00d3NICA")


def kinds(log: Path) -> list[LineKind]:
    return [line.kind for line in lines.read(log)]


def write(log: Path, *parts: bytes) -> Path:
    log.write_bytes(b"".join(parts))
    return log


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "predicciones.log"


@pytest.mark.parametrize(("damage", "expected"), DAMAGE)
@pytest.mark.parametrize("neighbours", [(0, 0), (1, 1), (600, 600)], ids=["alone", "between two", "amid a thousand"])
def test_damage_is_counted_and_its_neighbours_are_found(
    log: Path, damage: bytes, expected: list[LineKind], neighbours: tuple[int, int]
) -> None:
    before, after = ([a_line(number) for number in range(count)] for count in neighbours)
    write(log, *before, damage, *after)
    found = list(lines.read(log))
    assert [line.kind for line in found] == [LineKind.VALID] * len(before) + expected + [LineKind.VALID] * len(after)
    assert_places(found, log)
    assert [line.entry.id for line in found[: len(before)] if line.entry] == [f"{n:032x}" for n in range(len(before))]
    assert_same_result(log)


def assert_places(found: list[Line], log: Path) -> None:
    """Lines lie end to end, and each line's bytes are in the file where it says."""
    content = log.read_bytes()
    offset = 0
    for number, line in enumerate(found, 1):
        assert (line.number, line.offset) == (number, offset)
        offset += line.length
        if line.kind is not LineKind.TOO_LONG:
            part = content[line.offset : line.offset + line.length]
            assert classify(part.removesuffix(b"\n"))[1] == line.entry
    assert offset == len(content)


def naive(content: bytes) -> list[tuple[int, int, int, LineKind, Record | None]]:
    """The definition, in six lines."""
    found, offset = [], 0
    *whole, tail = content.split(b"\n")
    for number, part in enumerate(whole, 1):
        found.append((number, offset, len(part) + 1, *classify(part)))
        offset += len(part) + 1
    if tail:
        kind, record = classify(tail)
        found.append((len(whole) + 1, offset, len(tail), kind if kind.is_record else LineKind.TORN, record))
    return found


@pytest.mark.parametrize("nuls", [1, 500, 300_000], ids=["one", "some", "more than is read at once"])
@pytest.mark.parametrize("ending", [b"\n", b""], ids=["whole", "the last one, without its newline"])
def test_a_hole_before_a_record_is_damage_and_the_record_counts(log: Path, nuls: int, ending: bytes) -> None:
    write(log, GOOD[0], b"\0" * nuls, GOOD[1][:-1], ending)
    health = Health(listed=9)
    for line in lines.read(log):
        health.add(line)
    assert (health.verified, health.damaged_count, health.lines) == (2, 1, 2)
    (hole,) = health.damaged
    assert (hole.number, hole.offset, hole.length, hole.kind) == (2, len(GOOD[0]), nuls, LineKind.HOLE)


def plain(found: Iterator[Line] | list[Line]) -> list[tuple[int, int, int, LineKind, Record | None]]:
    return [(line.number, line.offset, line.length, line.kind, line.entry) for line in found]


def assert_same_result(log: Path) -> None:
    """The quick way and the slow way come to the same counts, line for line."""
    slow = Tally(), Health(listed=1000)
    quick = Tally(lambda offset: lines.record_at(log, offset)), Health(listed=1000)
    for line in lines.read(log):
        slow[1].add(line)
        if line.entry is not None:
            slow[0].add(line.entry, line.offset)
    for block in reader.blocks(log):
        found = batch.decode(block)
        if found is None:
            for line in block.entries(classify):
                quick[1].add(line)
                if line.entry is not None:
                    quick[0].add(line.entry, line.offset)
        else:
            assert [line.kind for line in block.entries(classify)] == [LineKind.VALID] * len(found)
            quick[1].verified += len(found)
            for day, start, stop in found.runs:
                quick[0].add_run(
                    day, found.categories[start:stop], lambda i, j, found=found, s=start: found.offsets(s, i, j)
                )
    assert quick[1] == slow[1]
    assert quick[0].state() == slow[0].state()
    assert quick[0].report(Period()) == slow[0].report(Period())


# Good lines of a few days and categories, whole or hurt, in any order.
good_lines = st.builds(
    a_line,
    st.integers(0, 9),
    st.sampled_from(["2025-11-13", "2025-11-14", "2024-02-29"]),
    st.sampled_from(CATEGORIES),
)
hurt_lines = st.one_of(
    st.builds(lambda line, cut: line[:cut] + b"\n", good_lines, st.integers(0, 200)),
    st.builds(lambda line, cut: line[:cut] + b"\n" + line[cut:], good_lines, st.integers(0, 200)),
    st.builds(
        lambda line, at, bit: line[:at] + bytes([line[at] ^ 1 << bit]) + line[at + 1 :],
        good_lines,
        st.integers(0, 200),
        st.integers(0, 7),
    ),
    st.builds(lambda line, other: line[:-1] + other, good_lines, good_lines),
    st.builds(lambda count, line: b"\0" * count + line, st.integers(0, 300), good_lines),
    st.builds(lambda line: line[:-1] + b"\r\n", good_lines),
    st.binary(max_size=60).map(lambda some: some + b"\n"),
    st.sampled_from([b"\n", BARE, b"\xef\xbb\xbf" + BARE, GOOD[0].decode().encode("utf-16")]),
)
logs = st.builds(
    lambda parts, tail: b"".join(parts) + tail,
    st.lists(good_lines | good_lines | hurt_lines, max_size=12),
    st.one_of(st.just(b""), st.binary(max_size=20), good_lines.map(lambda line: line[:-1])),
)
in_place = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_a_log_is_read_in_pieces_of_the_size_that_is_set(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(log, *GOOD)
    assert len(list(reader.blocks(log))) == 1
    monkeypatch.setattr(reader, "CHUNK", 1)
    assert len(list(reader.blocks(log))) == len(GOOD)


@in_place
@given(content=logs, chunk=st.integers(1, 400))
def test_any_log_in_pieces_of_any_size_is_read_by_the_definition(
    log: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, chunk: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(reader, "CHUNK", chunk)
        write(log, content)
        assert plain(lines.read(log)) == naive(content)
        assert_same_result(log)


@in_place
@given(content=logs, data=st.data())
def test_reading_can_go_on_from_any_place_between_lines(log: Path, content: bytes, data: st.DataObject) -> None:
    write(log, content)
    whole = naive(content)
    if not whole or not content.endswith(b"\n"):
        return
    count = data.draw(st.integers(0, len(whole)))
    mark = Mark()
    for line in content.split(b"\n")[:count]:
        mark = mark.after(line + b"\n")
    assert plain(lines.read(log, start=mark)) == whole[count:]
    ends = [block.end for block in reader.blocks(log)]
    assert ends[-1:] == [block.end for block in reader.blocks(log, start=mark)][-1:] or count == len(whole)


def test_a_log_is_read_to_the_offset_that_was_asked_for(log: Path) -> None:
    write(log, *GOOD)
    end = len(GOOD[0]) + len(GOOD[1])
    assert len(list(lines.read(log, end))) == 2
    assert [line.kind for line in lines.read(log, end + 10)] == [LineKind.VALID, LineKind.VALID, LineKind.TORN]
    assert len(list(lines.read(log, 10 * end))) == 3, "a log that got shorter ends where it ends"


def test_a_tail_without_newline_is_a_record_if_it_is_whole(log: Path) -> None:
    assert kinds(write(log, GOOD[0], GOOD[1][:-1])) == [LineKind.VALID, LineKind.VALID]
    assert kinds(write(log, GOOD[0], BARE[:-1])) == [LineKind.VALID, LineKind.UNVERIFIED]
    assert kinds(write(log, GOOD[0], GOOD[1][:-2])) == [LineKind.VALID, LineKind.TORN]
    assert kinds(write(log, GOOD[0], b"\0" * 4000)) == [LineKind.VALID, LineKind.TORN]
    assert kinds(write(log, GOOD[0], b"\0" * 400_000)) == [LineKind.VALID, LineKind.TORN]
    assert kinds(write(log, GOOD[0], b"x" * 400_000)) == [LineKind.VALID, LineKind.TORN]


def test_a_line_that_is_being_written_is_not_taken_for_torn(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(log, GOOD[0], GOOD[1][:100])
    real = reader.size

    def the_writer_goes_on(path: Path) -> int:
        if real(path) == len(GOOD[0]) + 100:
            with path.open("ab") as file:
                file.write(GOOD[1][100:])
        return real(path)

    monkeypatch.setattr(reader, "size", the_writer_goes_on)
    assert [line.number for line in lines.read(log)] == [1, 2]
    write(log, GOOD[0], GOOD[1][:100])
    assert kinds(log) == [LineKind.VALID, LineKind.VALID]


def test_no_log_yet_is_empty_and_nothing_else_is(log: Path) -> None:
    assert list(lines.read(log)) == []
    assert reader.size(log) == 0
    assert list(lines.read(write(log))) == []


def test_what_is_no_file_is_an_error_and_never_empty(log: Path) -> None:
    def failure() -> SaveFailure:
        with pytest.raises(ReadError) as caught:
            list(lines.read(log, reader.size(log)))
        assert caught.value.path == log
        log.rmdir() if log.is_dir() and not log.is_symlink() else log.unlink()
        return caught.value.failure

    log.mkdir()
    assert failure() is SaveFailure.NOT_A_FILE
    os.mkfifo(log)
    assert failure() is SaveFailure.NOT_A_FILE
    log.symlink_to("nowhere")
    assert failure() is SaveFailure.NOT_A_FILE
    log.with_name("other").write_bytes(GOOD[0])
    log.symlink_to("other")
    assert failure() is SaveFailure.NOT_A_FILE
    log.symlink_to(log.name)
    assert failure() is SaveFailure.NOT_A_FILE


def test_a_directory_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "file")
    with pytest.raises(ReadError) as caught:
        reader.size(tmp_path / "file" / "predicciones.log")
    assert caught.value.failure is SaveFailure.NOT_A_FILE


def test_a_disk_that_fails_in_the_middle_is_an_error(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(log, *GOOD * 500)
    calls = []

    def read(fd: int, length: int) -> bytes:
        calls.append(fd)
        if len(calls) == 2:
            raise OSError(5, "Input/output error")
        return os.pread(fd, length, 0)

    fake_os = type("os", (), {**vars(os), "read": staticmethod(read)})
    monkeypatch.setattr(reader, "os", fake_os)
    with pytest.raises(ReadError) as caught:
        list(lines.read(log))
    assert caught.value.failure is SaveFailure.DEVICE


def test_a_record_is_found_by_its_offset_or_not_at_all(log: Path) -> None:
    write(log, GOOD[0], b"\0" * 200_000 + GOOD[1], b"x\n", BARE)
    offsets = [line.offset for line in lines.read(log)]
    assert lines.record_at(log, offsets[0]).id == f"{0:032x}"
    assert lines.record_at(log, offsets[1]).id == f"{1:032x}"
    assert lines.record_at(log, offsets[3]).id is None
    for offset in (offsets[2], offsets[0] + 1, -7, 10**9):
        if offset == -7:
            assert lines.record_at(log, offset).id == f"{0:032x}"
            continue
        with pytest.raises(ReadError) as caught:
            lines.record_at(log, offset)
        assert caught.value.failure is SaveFailure.CHANGED


LIMITED = """
    import resource, sys
    from pathlib import Path
    from core.journal import reader
    from core.station.load import Load
    resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))
    log = Path(sys.argv[1])
    health = Load(log, reader.size(log)).run().health
    print(health.records, *(line.kind.value for line in health.damaged))
    print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs sparse files and RLIMIT_AS")
@pytest.mark.parametrize("filler", [b"\0", b"x"], ids=["NULs", "letters"])
def test_a_line_of_a_gigabyte_takes_no_memory(log: Path, filler: bytes) -> None:
    with log.open("wb") as file:
        file.write(GOOD[0] + filler * 100_000)
        file.truncate(1 << 30)
        file.seek(0, os.SEEK_END)
        file.write(b"\n" + GOOD[1])
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(LIMITED), log],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    damage = "not_json" if filler == b"\0" else "too_long"
    found, most_memory_kb = ran.stdout.splitlines()
    assert found == f"2 {damage}"
    assert int(most_memory_kb) < 60 * 1024


AS_NOBODY = """
    import os, sys
    from pathlib import Path
    from core.records import lines
    from core.errors import ReadError
    os.setgid(65534), os.setuid(65534)
    try:
        print(list(lines.read(Path(sys.argv[1]))))
    except ReadError as error:
        print(error.failure.value)
"""


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="becoming another user needs root")
def test_a_log_that_may_not_be_read_is_an_error(log: Path) -> None:
    write(log, *GOOD).chmod(0o600)
    for part in list(log.parents)[:3]:
        part.chmod(0o755)
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(AS_NOBODY), log],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.stdout.strip() == "no_permission", ran.stderr


@pytest.mark.parametrize(
    "trap",
    [
        pytest.param(GOOD[0][:-1] + GOOD[1] + b"\n", id="as many objects as lines, but two in one"),
        pytest.param(b"".join(GOOD).replace(b'"zona":"-05:00"', b'"zona":"-99:00"'), id="a zone that is none"),
        pytest.param(
            encode(Record("2025-11-14 22:31:1", 1, 1, 1, CATEGORIES[0]))
            + encode(Record("02025-11-14 22:31:10", 1, 1, 1, CATEGORIES[0])),
            id="times that are right only together",
        ),
        pytest.param(encode(Record("2025-11-14 22:31:10", 1, 1, 1, CATEGORIES[0], "-99:00")), id="another such zone"),
        pytest.param(encode(Record("2025-11-14 24:31:10", 1, 1, 1, CATEGORIES[0])), id="an hour that is none"),
        pytest.param(encode(Record("2025-11-14 30:31:10", 1, 1, 1, CATEGORIES[0])), id="another such hour"),
        pytest.param(encode(Record("2025-11-14 23:61:10", 1, 1, 1, CATEGORIES[0])), id="a minute that is none"),
        pytest.param(encode(Record("2025-11-14 23:31:70", 1, 1, 1, CATEGORIES[0])), id="a second that is none"),
        pytest.param(encode(Record("2025-02-29 23:31:10", 1, 1, 1, CATEGORIES[0])), id="a day that is none"),
        pytest.param(encode(Record("2025-02-2٩ 23:31:10", 1, 1, 1, CATEGORIES[0])), id="other digits"),
        pytest.param(encode(Record("2025-02-21ñ23:31:10", 1, 1, 1, CATEGORIES[0])), id="no space before the hour"),
        pytest.param(encode(Record("2025-02-21 23:31:10", 1, 1, 1, "SANO")), id="a category that is none"),
        pytest.param(encode(Record("2025-02-21 23:31:10", 1, 1, 1, CATEGORIES[0], id="x" * MAX_LINE)), id="too long"),
        pytest.param(GOOD[0] + b"\n" * 3, id="blank lines"),
        pytest.param(BARE, id="no checksum"),
        pytest.param(GOOD[0][:-1] + b" \n", id="a space behind"),
    ],
)
def test_the_quick_way_refuses_what_it_cannot_vouch_for(log: Path, trap: bytes) -> None:
    write(log, trap)
    block = next(reader.blocks(log))
    assert batch.decode(block) is None
    assert_same_result(log)


def test_the_longest_line_is_the_same_in_both_ways(log: Path) -> None:
    empty = len(encode(Record("2025-11-14 22:31:10", 1, 1, 1, CATEGORIES[0], modelo="", id="x")))
    for too_much in (0, 1):
        modelo = "x" * (MAX_LINE - empty + too_much)
        write(log, GOOD[0], encode(Record("2025-11-14 22:31:10", 1, 1, 1, CATEGORIES[0], modelo=modelo, id="x")))
        assert (batch.decode(list(reader.blocks(log))[1]) is None) == bool(too_much)
        assert kinds(log) == [LineKind.VALID, LineKind.TOO_LONG if too_much else LineKind.VALID]
        assert_same_result(log)


def test_the_quick_way_takes_what_this_program_writes(log: Path) -> None:
    content = [a_line(n, f"2025-11-{1 + n // 40:02}", CATEGORIES[n % 5]) for n in range(1000)]
    write(log, *content)
    assert all(batch.decode(block) is not None for block in reader.blocks(log))
    assert_same_result(log)
    write(log, *(a_line(n, category=CATEGORIES[n % 5]) for n in range(1000)))
    assert_same_result(log)
    times = [f"2025-11-{day} {hour:02}:59:00" for day in (14, 13, 15) for hour in range(24)]
    write(log, *(encode(Record(time, 38.0, 120, 90, CATEGORIES[0])) for time in times))
    assert all(batch.decode(block) is not None for block in reader.blocks(log))
    assert_same_result(log)


def test_reading_leaves_no_file_open(log: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
    write(log, *GOOD)
    for _ in range(50):
        next(lines.read(log))
    after = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
    assert after <= before + 1


def test_the_reasons_that_the_system_gives_have_names() -> None:
    assert disk.reason(OSError("no number")) is SaveFailure.DEVICE
