"""Appending to the log: in it exactly once, or not at all, and never into a file that nobody can see."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import SaveError, SaveFailure
from core.journal.entry import MAX_LINE
from core.journal.writer import Journal
from core.records import lines
from core.records.record import Record, classify, encode
from core.system import disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform != "win32":
    import resource


def record(number: int, fecha: str = "2025-11-14 22:31:10") -> Record:
    return Record(fecha, 38.0, 120, 90, "ENFERMEDAD CRÓNICA", "-05:00", f"{number:032x}", "reglas-1.0.1+3f2a", 4)


RECORDS = [record(number) for number in range(6)]
GOOD = [encode(one) for one in RECORDS]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "predicciones.log"


@pytest.fixture
def opened(log: Path) -> Iterator[Journal]:
    with Journal(log, classify) as opened:
        yield opened


def append(to: Journal, number: int) -> None:
    to.append(GOOD[number], RECORDS[number])


def failure_of(to: Journal, number: int) -> SaveFailure:
    with pytest.raises(SaveError) as caught:
        append(to, number)
    assert caught.value.path == to.path
    return caught.value.failure


def found(log: Path) -> list[str]:
    return [line.entry.id[-1] if line.entry and line.entry.id else line.kind.value for line in lines.read(log)]


@contextlib.contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes: the system itself cuts writes short, or refuses them."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


limited = pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")


def failing_sync(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    def fail(_fd: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(disk, "sync_data", fail)
    return monkeypatch


def test_lines_are_appended_in_order_and_the_log_is_for_this_user_alone(opened: Journal, log: Path) -> None:
    assert opened.last is None
    append(opened, 0)
    append(opened, 1)
    assert log.read_bytes() == GOOD[0] + GOOD[1]
    assert opened.last == RECORDS[1]
    assert opened.end == log.stat().st_size
    if sys.platform != "win32":
        assert log.stat().st_mode & 0o777 == 0o600


def test_a_log_in_a_directory_that_is_not_there_is_made_with_it(tmp_path: Path) -> None:
    log = tmp_path / "a" / "b" / "predicciones.log"
    with Journal(log, classify) as opened:
        append(opened, 0)
    assert found(log) == ["0"]
    if sys.platform != "win32":
        assert log.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("content", "before"),
    [
        (GOOD[0], ["0"]),
        (GOOD[0][:-1], ["0"]),
        (GOOD[0] + GOOD[1][:-1], ["0", "1"]),
        (GOOD[0] + GOOD[1][:-2], ["0", "not_json"]),
        (GOOD[0] + GOOD[1][:1], ["0", "not_json"]),
        (GOOD[0] + b"\0" * 5000, ["0", "not_json"]),
        (GOOD[0] + b"\0" * 500_000, ["0", "not_json"]),
        (b"\0", ["not_json"]),
        (GOOD[0] + b"x" * 500_000, ["0", "too_long"]),
        (GOOD[0] + b"\r", ["0", "blank"]),
        (GOOD[0] + GOOD[0].decode().encode("utf-16-le"), ["0", "not_json", "not_json"]),
    ],
)
def test_whatever_the_tail_is_it_stays_and_the_next_record_is_readable(
    opened: Journal, log: Path, content: bytes, before: list[str]
) -> None:
    log.write_bytes(content)
    append(opened, 5)
    assert found(log) == [*before, "5"]
    assert log.read_bytes().startswith(content)


def test_the_last_record_is_known_behind_damage(opened: Journal, log: Path) -> None:
    log.write_bytes(GOOD[0] + GOOD[1] + b"x\n" + GOOD[2][:99])
    opened.open()
    opened.open()
    assert opened.last is not None
    assert opened.last.id == RECORDS[1].id
    assert log.read_bytes() == GOOD[0] + GOOD[1] + b"x\n" + GOOD[2][:99] + b"\n"


@pytest.mark.parametrize(("damage", "last"), [(2 * MAX_LINE - len(GOOD[0]), RECORDS[0].id), (2 * MAX_LINE, None)])
def test_the_last_record_is_looked_for_in_the_length_of_two_lines(
    opened: Journal, log: Path, damage: int, last: str | None
) -> None:
    """However much damage there is, opening the log takes no longer."""
    log.write_bytes(GOOD[0] + b"x" * (damage - 1) + b"\n")
    opened.open()
    assert (opened.last and opened.last.id) == last


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_after_any_damage_good_lines_stay_found_and_the_next_append_is_readable(
    log: Path, data: st.DataObject
) -> None:
    content = bytearray(b"".join(GOOD[:5]))
    cut = data.draw(st.integers(0, len(content)))
    del content[cut:]
    hurt = set()
    for _ in range(data.draw(st.integers(0, 3))):
        if content:
            at = data.draw(st.integers(0, len(content) - 1))
            content[at] = data.draw(st.integers(0, 255))
            hurt.add(at)
    content += data.draw(st.binary(max_size=30))
    log.unlink(missing_ok=True)
    log.write_bytes(content)
    with Journal(log, classify) as opened:
        append(opened, 5)
    after = found(log)
    offset = 0
    for number, line in enumerate(GOOD[:5]):
        span = range(offset, offset + len(line))
        if offset + len(line) <= cut and not hurt.intersection([offset - 1, *span]):
            assert str(number) in after, "a line that nobody touched"
        offset += len(line)
    assert after[-1] == "5"
    assert log.read_bytes().startswith(content), "every byte is kept"


def test_a_line_that_is_too_long_to_be_read_again_is_refused(opened: Journal, log: Path) -> None:
    long = encode(Record("2025-11-14 22:31:10", 38.0, 120, 90, "NO ENFERMO", id="x" * MAX_LINE))
    with pytest.raises(SaveError) as caught:
        opened.append(long, RECORDS[0])
    assert caught.value.failure is SaveFailure.TOO_LONG
    assert not log.exists()


@limited
@pytest.mark.parametrize("room", [0, 1, 100, len(GOOD[1]) - 1])
def test_a_write_that_is_cut_short_leaves_nothing_and_is_repeated_once(opened: Journal, log: Path, room: int) -> None:
    append(opened, 0)
    with file_size_limit(len(GOOD[0]) + room):
        for _ in range(3):
            assert failure_of(opened, 1) is SaveFailure.FULL
            assert log.read_bytes() == GOOD[0]
    append(opened, 1)
    assert found(log) == ["0", "1"]


@limited
def test_a_tail_that_cannot_be_sealed_is_sealed_when_there_is_room(opened: Journal, log: Path) -> None:
    torn = GOOD[0] + GOOD[1][:99]
    log.write_bytes(torn)
    with file_size_limit(len(torn)):
        assert failure_of(opened, 2) is SaveFailure.FULL
        assert log.read_bytes() == torn
    append(opened, 2)
    assert found(log) == ["0", "not_json", "2"]


def test_a_write_that_ends_early_without_a_reason_is_a_full_disk(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(opened, 0)
    real = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda fd, data: real(fd, data[:20]))
        assert failure_of(opened, 1) is SaveFailure.FULL
    assert log.read_bytes() == GOOD[0]
    append(opened, 1)
    assert found(log) == ["0", "1"]


def test_a_write_that_ends_early_is_finished(opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(opened, 0)
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, data[:200]))
    append(opened, 1)
    assert found(log) == ["0", "1"]


def test_a_failed_sync_is_not_repeated_but_the_line_is_written_anew(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(opened, 0)
    with monkeypatch.context() as patch:
        failing_sync(patch)
        assert failure_of(opened, 1) is SaveFailure.DEVICE
        assert log.read_bytes() == GOOD[0], "what was not acknowledged is not left behind"
        assert failure_of(opened, 1) is SaveFailure.DEVICE
    append(opened, 1)
    assert found(log) == ["0", "1"]


@pytest.mark.parametrize("other_draft", [False, True])
@pytest.mark.parametrize("left", [len(GOOD[1]), 50])
def test_a_line_that_failed_and_could_not_be_removed_is_not_doubled_nor_left(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch, left: int, other_draft: bool
) -> None:
    append(opened, 0)

    def refuse(_fd: int, _length: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        failing_sync(patch)
        patch.setattr(os, "ftruncate", refuse)
        if left < len(GOOD[1]):
            real = os.write
            patch.setattr(os, "write", lambda fd, data: real(fd, data[: left // 2]))
        assert failure_of(opened, 1) in (SaveFailure.DEVICE, SaveFailure.FULL)
        assert log.read_bytes() == GOOD[0] + GOOD[1][:left]
        assert failure_of(opened, 1) is SaveFailure.DEVICE
    number = 2 if other_draft else 1
    append(opened, number)
    assert found(log) == ["0", str(number)]


def test_the_first_record_is_acknowledged_only_when_its_name_is_on_the_disk(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    real = disk.sync_directory

    def sync(path: Path) -> None:
        synced.append(path)
        if len(synced) == 1:
            raise OSError(5, "Input/output error")
        real(path)

    monkeypatch.setattr(disk, "sync_directory", sync)
    assert failure_of(opened, 0) is SaveFailure.DEVICE
    assert log.read_bytes() == b"", "it is there, but it may be gone after a power cut"
    append(opened, 0)
    assert synced == [log.parent, log.parent, log.parent.parent]
    assert found(log) == ["0"]
    append(opened, 1)
    opened.close()
    append(opened, 2)
    assert len(synced) == 3, "only once"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed or replaced there")
@pytest.mark.parametrize("closed", [False, True])
def test_a_removed_log_is_noticed_said_and_made_anew(opened: Journal, log: Path, closed: bool) -> None:
    append(opened, 0)
    log.unlink()
    if closed:
        opened.close()
    assert failure_of(opened, 1) is SaveFailure.GONE
    assert not log.exists()
    append(opened, 1)
    assert found(log) == ["1"]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed or replaced there")
@pytest.mark.parametrize("closed", [False, True])
def test_a_replaced_log_is_noticed_said_and_then_used(opened: Journal, log: Path, closed: bool) -> None:
    append(opened, 0)
    log.rename(log.with_name("old"))
    log.write_bytes(GOOD[1])
    if closed:
        opened.close()
    assert failure_of(opened, 2) is SaveFailure.CHANGED
    append(opened, 2)
    assert found(log) == ["1", "2"]
    assert log.with_name("old").read_bytes() == GOOD[0], "nothing is written into a file that nobody can see"


@pytest.mark.parametrize("content", [GOOD[0] + GOOD[3], GOOD[0] + b"x", GOOD[0][:9], b""])
def test_foreign_writing_is_noticed_said_and_kept(opened: Journal, log: Path, content: bytes) -> None:
    append(opened, 0)
    with log.open("r+b") as file:
        file.truncate()
        file.write(content)
    assert failure_of(opened, 1) is SaveFailure.CHANGED
    assert log.read_bytes() == content
    append(opened, 1)
    assert found(log)[-1] == "1"
    assert log.read_bytes().startswith(content)


def test_a_log_that_was_shortened_behind_a_failure_is_noticed(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(opened, 0)
    with monkeypatch.context() as patch:
        failing_sync(patch)
        failure_of(opened, 1)
    os.truncate(log, 10)
    assert failure_of(opened, 1) is SaveFailure.CHANGED
    append(opened, 1)
    assert found(log) == ["not_json", "1"]


def test_what_a_stranger_wrote_behind_a_failed_line_is_not_cut_off(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(opened, 0)
    with monkeypatch.context() as patch:
        failing_sync(patch)
        failure_of(opened, 1)
    with log.open("ab") as file:
        file.write(GOOD[3])
    assert failure_of(opened, 1) is SaveFailure.CHANGED
    append(opened, 1)
    assert found(log) == ["0", "3", "1"]


def failed_and_left(opened: Journal, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """A line that is in the log, although it was neither synced nor could be removed."""

    def refuse(_fd: int, _length: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        failing_sync(patch)
        patch.setattr(os, "ftruncate", refuse)
        assert failure_of(opened, number) is SaveFailure.DEVICE


@pytest.mark.parametrize("first", [True, False])
def test_a_failed_line_behind_which_a_stranger_wrote_is_saved_once_and_synced(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    if not first:
        append(opened, 0)
    else:
        opened.open()
    failed_and_left(opened, monkeypatch, 1)
    with log.open("ab") as file:
        file.write(GOOD[3])
    assert failure_of(opened, 1) is SaveFailure.CHANGED, "it is said that somebody else writes"
    opened.forget()  # as the station does
    os.utime(log, ns=(0, 0))
    written: list[bytes] = []
    real = disk.sync_data

    def sync(fd: int) -> None:
        with log.open("rb") as file:
            written.append(file.read())
        real(fd)

    monkeypatch.setattr(disk, "sync_data", sync)
    before = [] if first else ["0"]
    assert opened.append(GOOD[1], RECORDS[1]) == len(before) * len(GOOD[0])
    assert found(log) == [*before, "1", "3"]
    assert len(written) == 2, "what was found, and what was written anew"
    assert log.stat().st_mtime_ns > 0, (
        "it was written anew: the system may have held it for written although it is not"
    )
    assert opened.last == RECORDS[1]
    append(opened, 2)
    append(opened, 1)
    assert found(log) == [*before, "1", "3", "2", "1"], "only what had failed is looked for"


def test_another_line_than_the_one_that_failed_is_appended(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(opened, 0)
    failed_and_left(opened, monkeypatch, 1)
    with log.open("ab") as file:
        file.write(GOOD[3])
    assert failure_of(opened, 1) is SaveFailure.CHANGED
    append(opened, 2)
    append(opened, 1)
    assert found(log) == ["0", "1", "3", "2"]


def test_a_line_that_only_looks_like_the_one_that_failed_is_not_taken_for_it(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(opened, 0)
    failed_and_left(opened, monkeypatch, 1)
    log.write_bytes(GOOD[0] + b"x" + GOOD[1])
    assert failure_of(opened, 1) is SaveFailure.CHANGED
    append(opened, 1)
    assert found(log) == ["0", "not_json", "1"]


def test_a_line_that_is_written_anew_where_it_stands_and_fails_again_is_no_more_than_tried_again(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(opened, 0)
    failed_and_left(opened, monkeypatch, 1)
    with log.open("ab") as file:
        file.write(GOOD[3])
    assert failure_of(opened, 1) is SaveFailure.CHANGED
    opened.open()
    with monkeypatch.context() as patch:
        failing_sync(patch)
        assert failure_of(opened, 1) is SaveFailure.DEVICE
    append(opened, 1)
    assert found(log) == ["0", "1", "3"]


def test_overwriting_that_leaves_the_length_is_noticed_said_and_kept(opened: Journal, log: Path) -> None:
    append(opened, 0)
    append(opened, 1)
    before = log.stat()
    with log.open("r+b") as file:
        file.write(GOOD[3])
    os.utime(log, ns=(before.st_atime_ns, before.st_mtime_ns + 20_000_000))  # it takes more than a tick of the clock
    assert failure_of(opened, 2) is SaveFailure.CHANGED
    append(opened, 2)
    assert found(log) == ["3", "1", "2"]


def test_what_a_stranger_appends_at_the_same_moment_is_not_written_over(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(opened, 0)
    real = os.write

    def somebody_is_quicker(fd: int, data: bytes) -> int:
        with log.open("ab") as file:
            file.write(GOOD[3])
        return real(fd, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", somebody_is_quicker)
        append(opened, 1)
    assert found(log) == ["0", "3", "1"]
    assert failure_of(opened, 2) is SaveFailure.CHANGED


def test_after_a_failed_sync_the_file_is_opened_anew(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(opened, 0)
    used: list[int] = []

    def fail(fd: int) -> None:
        used.append(fd)
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_data", fail)
        failure_of(opened, 1)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(used[0])
    append(opened, 1)
    assert found(log) == ["0", "1"]


def test_a_new_log_is_synced_itself(opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    real = os.fsync

    def fsync(fd: int) -> None:
        synced.append(os.fstat(fd).st_ino)
        real(fd)

    monkeypatch.setattr(os, "fsync", fsync)
    opened.open()
    assert log.stat().st_ino in synced


def test_what_was_found_and_what_seals_it_is_synced(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torn = GOOD[0] + GOOD[1][:50]
    log.write_bytes(torn)
    synced: list[bytes] = []
    real = disk.sync_data

    def sync(fd: int) -> None:
        real(fd)
        synced.append(log.read_bytes())

    monkeypatch.setattr(disk, "sync_data", sync)
    opened.open()
    assert synced == [torn, torn + b"\n"]


def test_what_is_no_file_is_refused_and_not_waited_for(opened: Journal, log: Path) -> None:
    log.mkdir()
    assert failure_of(opened, 0) is SaveFailure.NOT_A_FILE
    log.rmdir()
    if sys.platform != "win32":
        os.mkfifo(log)
        assert failure_of(opened, 0) is SaveFailure.NOT_A_FILE
        log.unlink()
        log.symlink_to("nowhere")
        assert failure_of(opened, 0) is SaveFailure.NOT_A_FILE
        assert not log.with_name("nowhere").exists()
        log.unlink()
    append(opened, 0)
    assert found(log) == ["0"]


def test_a_file_where_the_directory_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with Journal(tmp_path / "file" / "predicciones.log", classify) as opened:
        assert failure_of(opened, 0) is SaveFailure.NOT_A_FILE


def test_a_log_that_somebody_makes_at_the_same_moment_is_not_overwritten(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = disk.make_directory

    def somebody_is_quicker(path: Path) -> None:
        real(path)
        log.write_bytes(GOOD[0])

    monkeypatch.setattr(disk, "make_directory", somebody_is_quicker)
    assert failure_of(opened, 1) is SaveFailure.CHANGED
    append(opened, 1)
    assert found(log) == ["0", "1"]


def test_a_file_that_will_not_close_costs_nothing(
    opened: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(opened, 0)
    real = os.close

    def close(fd: int) -> None:
        real(fd)
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "close", close)
        opened.close()
    append(opened, 1)
    assert found(log) == ["0", "1"]
