"""One reading for all figures: the same as a naive recount, however the lines are decoded."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.notes import journals
from core.notes.notes import Notes
from core.notes.verdicts import Said, give, withdraw
from core.notes.voids import void
from core.quality.concordance import Judged
from core.records import batch, lines
from core.records.key import digest, key_without_id
from core.records.record import Record, classify, encode
from core.station.survey import Survey
from core.system.work import StoppedError
from core.vocabulary import Category, Reason
from tests.samples import BARE, a_line, a_record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from core.notes.decisions import Statement

FIRST, LAST = date(2025, 11, 13), date(2025, 11, 14)
DAYS = ["2024-11-12", "2024-11-13", "2025-11-12", "2025-11-13", "2025-11-14", "2025-11-15"]


def survey(log: Path, copies: Iterable[int] = (), first: date = FIRST, last: date = LAST) -> Survey:
    notes = Notes.read(log.parent)
    for line in lines.read(log):
        if line.entry is not None and line.offset not in copies:
            notes.meet(line.entry, line.offset)
    return Survey(log, log.stat().st_size, notes, copies, first, last).run()


def say(log: Path, statement: Statement[Any], key: str, *, minute: int = 0) -> None:
    """Append a note about a record to its journal."""
    path = log.with_name(statement.journal)
    (kind,) = (kind for kind in journals.JOURNALS if kind.name == statement.journal)
    known = journals.read_notes(kind, log.parent).decisions
    note = statement.make(key, datetime(2025, 11, 14, 22, minute, tzinfo=UTC), known.unreplaced(key))
    with path.open("ab") as file:
        file.write(kind.codec.encode(note))


def judge(log: Path, key: str, category: Category, *, is_blind: bool = True) -> None:
    say(log, give(a_record(), Said(category, is_blind)), key)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "predicciones.log"


records = st.builds(
    lambda day, fever, pressure, rate: (day, fever, pressure, rate),
    st.sampled_from(DAYS),
    st.sampled_from([36.5, 37.0, 38.0]),
    st.sampled_from([120, 121]),
    st.sampled_from([80, 90]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(records, max_size=30), st.sets(st.integers(0, 29)), st.booleans())
def test_the_values_are_a_naive_recount(
    log: Path, typed: list[tuple[str, float, int, int]], voided: set[int], at_once: bool
) -> None:
    written = [
        encode(Record(f"{day} 08:00:00", *values, "ENFERMEDAD LEVE", "-05:00", f"{number:032x}", "m-1+0", 3))
        for number, (day, *values) in enumerate(typed)
    ]
    log.write_bytes(b"".join(written))
    offsets = [sum(map(len, written[:number])) for number in range(len(written))]
    with pytest.MonkeyPatch.context() as patch:
        if not at_once:
            patch.setattr(batch, "decode", lambda _block: None)
        found = survey(log, [offsets[number] for number in voided if number < len(offsets)])
    for counts, chosen in ((found.now, ["2025-11-13", "2025-11-14"]), (found.before, ["2024-11-13", "2025-11-12"])):
        kept = [
            (fever, pressure, rate)
            for number, (day, fever, pressure, rate) in enumerate(typed)
            if day in chosen and number not in voided
        ]
        typed_then = counts.typed(fahrenheit=3)
        assert [typed_then.values[name] for name in ("fiebre", "presion", "frecuencia_cardiaca")] == [
            Counter(column) for column in (zip(*kept, strict=True) if kept else ((), (), ()))
        ]
        assert typed_then.pairs == max(0, len(kept) - 1)
        assert typed_then.equal == sum(one == other for one, other in pairwise(kept))
        assert typed_then.fahrenheit == 3


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("has_copy", [True, False])
def test_records_with_a_verdict_are_found_with_what_was_shown(
    log: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool, has_copy: bool
) -> None:
    if not at_once:
        monkeypatch.setattr(batch, "decode", lambda _block: None)
    written = b"".join(a_line(number, DAYS[number % 3]) for number in range(6))
    log.write_bytes(written + (a_line(1) if has_copy else b""))
    judge(log, f"{1:032x}", Category.MILD)
    judge(log, f"{2:032x}", Category.ACUTE, is_blind=False)
    judge(log, f"{3:032x}", Category.ACUTE)
    say(log, withdraw(), f"{3:032x}", minute=1)
    judge(log, f"{4:032x}", Category.ACUTE)
    say(log, void(Reason.TEST), f"{4:032x}")
    judge(log, f"{9:032x}", Category.ACUTE)
    assert survey(log, [len(written)] if has_copy else ()).judged == [
        Judged(DAYS[1], "reglas-1.0.1+3f2a", "ENFERMEDAD AGUDA", "ENFERMEDAD LEVE"),
        Judged(DAYS[2], "reglas-1.0.1+3f2a", "ENFERMEDAD AGUDA", None),
    ], "withdrawn, voided, and unknown ones are not"


def test_how_far_it_is(log: Path) -> None:
    """It has come to the whole at the end, also of a log that is read in several blocks."""
    size = log.write_bytes(a_line("a") * 12000)
    work, steps = Survey(log, size, Notes.read(log.parent), (), FIRST, LAST), []
    work.on_progress = lambda: steps.append(work.done)
    work.run()
    assert steps == sorted(set(steps))
    assert len(steps) > 1
    assert work.done == work.total == size


def test_of_equal_records_without_an_id_the_one_that_was_meant_is_found(log: Path) -> None:
    bare = classify(BARE[:-1])[1]
    assert bare is not None
    log.write_bytes(BARE + a_line(1) + BARE.replace(b"38.0", b"39.0") + BARE)
    judge(log, key_without_id(digest(bare), 2), Category.MILD)
    assert survey(log).judged == [Judged("2025-11-14", "", "ENFERMEDAD AGUDA", "ENFERMEDAD LEVE")]


def test_damaged_lines_are_skipped_and_the_first_days_of_the_calendar_have_no_day_before(log: Path) -> None:
    log.write_bytes(a_line(1) + b"damage\n\n" + a_line(2))
    found = survey(log, first=date(1, 1, 1), last=date(1, 1, 1) + timedelta(1))
    assert (found.before.first, found.before.last) == ("0001-01-01", "0001-01-01")
    assert survey(log).now.typed().total == 2
    assert survey(log).done == log.stat().st_size


def test_it_can_be_stopped(log: Path) -> None:
    log.write_bytes(a_line(1))
    work = Survey(log, log.stat().st_size, Notes.read(log.parent), (), FIRST, LAST)
    work.cancel()
    with pytest.raises(StoppedError):
        work.run()
