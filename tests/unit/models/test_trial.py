"""A model tried on the last records."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from core.clinical import model
from core.models import trial
from core.notes import verdicts, voids
from core.notes.verdicts import Said
from core.notes.voids import Action, Event
from core.system.work import StoppedError
from core.vocabulary import Category, Reason
from tests.samples import BARE, a_line, a_record

if TYPE_CHECKING:
    from pathlib import Path


def tried(data_dir: Path) -> trial.Tried:
    return trial.Trial(data_dir, model.load(), model.load()).run()


def judgement(record: str) -> bytes:
    """A line with a blind verdict of a record."""
    now = datetime(2025, 11, 14, 23, tzinfo=UTC)
    note = verdicts.give(a_record(record), Said(Category.MILD, is_blind=True)).make(record, now, ())
    return verdicts.CODEC.encode(note)


def test_of_no_records(data_dir: Path) -> None:
    assert tried(data_dir).moves.total == 0


def test_the_last_ones_that_count(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_dir.mkdir()
    lines = [a_line(number, temperature_c=36 + number / 10) for number in range(9)]
    impossible = BARE.replace(b"38.0", b"380")
    (data_dir / "predicciones.log").write_bytes(b"".join(lines) + impossible + b"roto\n")
    event = Event("2025-11-14 22:31:10", "-05:00", "a" * 32, f"{7:032x}", Action.VOID, Reason.OTHER)
    (data_dir / "anulaciones.log").write_bytes(voids.encode(event))
    assert tried(data_dir).moves.total == 8
    monkeypatch.setattr(trial, "LAST", 3)
    moves = tried(data_dir).moves
    assert (moves.total, moves.matrix[Category.NOT_ILL][Category.NOT_ILL]) == (3, 3), "36.5, 36.6 and 36.8 °C"


def test_it_can_be_stopped_and_tells_how_far_it_is(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "predicciones.log").write_bytes(a_line("a"))
    task, seen = trial.Trial(data_dir, model.load(), model.load()), []
    task.on_progress = lambda: seen.append((task.done, task.total))
    task.run()
    assert seen[-1] == (len(a_line("a")),) * 2
    task.cancel()
    with pytest.raises(StoppedError):
        task.run()


def test_it_has_come_to_the_whole_at_the_end_also_of_a_long_log(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end of the log is read for the last records, then all of it for those with a blind verdict."""
    monkeypatch.setattr(trial, "LAST", 2000)
    data_dir.mkdir()
    size = (data_dir / "predicciones.log").write_bytes(a_line("a") * 12000)
    (data_dir / "criterios.log").write_bytes(judgement("a"))
    task, seen = trial.Trial(data_dir, model.load(), model.load()), []
    task.on_progress = lambda: seen.append(task.done)
    task.run()
    assert size < task.done == task.total < 2 * size
    assert seen == sorted(set(seen))
    assert len(seen) > 2


@pytest.mark.parametrize("judged", ["b", "impossible"])
def test_verdicts_of_records_that_are_not_here_or_impossible_count_nowhere(data_dir: Path, judged: str) -> None:
    data_dir.mkdir()
    (data_dir / "predicciones.log").write_bytes(a_line("a") + BARE + a_line("impossible", temperature_c=90.0))
    (data_dir / "criterios.log").write_bytes(judgement(judged))
    assert (tried(data_dir).before, tried(data_dir).after) == (Counter(), Counter())
