"""The keys of a day: how long they hold, how many there may be, and where they are found again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from core.errors import ReadError, SaveFailure
from core.records.record import Record, encode
from core.service import keys
from core.service.keys import Keys
from core.system.paths import LOG_NAME
from tests.samples import BARE, a_record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Clock

DAY = timedelta(days=1)


def keyed(number: int, day: str = "2025-11-14") -> Record:
    return replace(a_record(number, day), origen={"clave": f"{number:032x}"})


def written(log: Path, *content: Record | bytes) -> Keys:
    lines = [one if isinstance(one, bytes) else encode(one) for one in content]
    log.write_bytes(b"".join(lines))
    return Keys(log)


def found(known: Keys, number: int, clock: Clock) -> str | None:
    record = known.find(f"{number:032x}", clock())
    return None if record is None else record.id


def test_they_are_found_again_in_the_log_among_other_lines(tmp_path: Path, clock: Clock) -> None:
    damaged = encode(keyed(3)).replace(b"120", b"121")
    log = tmp_path / LOG_NAME
    known = written(log, BARE, keyed(1), a_record(9), damaged, b"\0" * 5000 + encode(keyed(2)), b"x" * 70_000)
    known.read(clock())
    assert [found(known, number, clock) for number in (1, 2, 3, 9)] == [keyed(1).id, keyed(2).id, None, None]


def test_they_hold_for_a_day_by_the_record_s_own_clock(tmp_path: Path, clock: Clock) -> None:
    known = written(tmp_path / LOG_NAME, keyed(1, "2025-11-13"), keyed(2), keyed(3, "2025-11-15"))
    known.read(clock())
    assert [found(known, number, clock) for number in (1, 2, 3)] == [None, keyed(2).id, keyed(3).id]
    clock.now += DAY
    assert [found(known, number, clock) for number in (2, 3)] == [None, keyed(3).id]


def test_of_too_many_the_oldest_are_forgotten(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "MOST", 2)
    known = written(tmp_path / LOG_NAME, *map(keyed, (1, 2, 3)))
    known.read(clock())
    assert [found(known, number, clock) for number in (1, 2, 3)] == [None, keyed(2).id, keyed(3).id]


def test_another_record_in_its_place_is_not_taken_for_it(tmp_path: Path, clock: Clock) -> None:
    known = written(tmp_path / LOG_NAME, keyed(1))
    known.read(clock())
    written(tmp_path / LOG_NAME, keyed(2))
    with pytest.raises(ReadError) as caught:
        found(known, 1, clock)
    assert caught.value.failure is SaveFailure.CHANGED


def test_the_first_record_of_a_key_holds(tmp_path: Path, clock: Clock) -> None:
    known = written(tmp_path / LOG_NAME, keyed(1), replace(keyed(1), id="otro"))
    known.read(clock())
    assert found(known, 1, clock) == keyed(1).id


def test_a_key_is_kept_as_a_hash_alone() -> None:
    assert keys.digest("cama-7") == keys.digest("cama-7") != keys.digest("cama-8")
    assert len(keys.digest("cama-7")) == 32
