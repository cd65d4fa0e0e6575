"""Verdicts: which one stands, which one counts as blind, and that neither depends on the order of files."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta, timezone
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.journal.entry import CRC_LENGTH, unsealed
from core.notes import verdicts
from core.notes.decisions import Decisions
from core.notes.verdicts import Said, Verdict, give, is_given, withdraw
from core.refusals import NoteRefusal
from core.vocabulary import Category, LineKind, VerdictReason
from tests.samples import a_record

if TYPE_CHECKING:
    from collections.abc import Iterable

START = datetime(2025, 11, 14, 22, 31, 10, tzinfo=timezone(timedelta(hours=-5)))
KEY = f"{0:032x}"


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def says(
    known: Decisions[Verdict],
    minute: int,
    category: Category = Category.MILD,
    *,
    is_blind: bool = False,
    key: str = KEY,
) -> Verdict:
    """Make the next verdict of a record."""
    made = give(a_record(), Said(category, is_blind)).make(key, at(minute), known.unreplaced(key))
    known.apply(made)
    return made


def withdraws(known: Decisions[Verdict], minute: int, key: str = KEY) -> Verdict:
    made = withdraw().make(key, at(minute), known.unreplaced(key))
    known.apply(made)
    return made


def fold(notes: Iterable[Verdict]) -> Decisions[Verdict]:
    known: Decisions[Verdict] = Decisions()
    for note in notes:
        known.apply(note)
    return known


def in_force(known: Decisions[Verdict]) -> tuple[Verdict | None, Verdict | None]:
    standing = known.holding(KEY)
    return standing if standing is not None and is_given(standing) else None, verdicts.blind(known, KEY)


def test_the_line_has_the_keys_of_the_format_in_their_order() -> None:
    made = give(a_record(), Said(Category.MILD, is_blind=True, reason=VerdictReason.CONTEXT)).make(KEY, START, ())
    line = verdicts.encode(made)
    assert line.startswith(
        b'{"fecha":"2025-11-14 22:31:10","zona":"-05:00","id":"' + made.id.encode() + b'","registro":"' + KEY.encode()
    )
    assert (
        b'"accion":"registrar","criterio":"ENFERMEDAD LEVE","mostrado":"ENFERMEDAD AGUDA",'
        b'"modelo":"reglas-1.0.1+3f2a","a_ciegas":true,"motivo":"contexto","tras":[],"crc":"'
    ) in line
    assert len(made.id) == 32
    kind, read = verdicts.classify(line[:-1])
    assert kind is LineKind.VALID
    assert read is not None
    assert unsealed(read) == made


def test_a_verdict_madeafter_the_result_stands_and_counts_as_such() -> None:
    known: Decisions[Verdict] = Decisions()
    given = says(known, 0)
    assert in_force(known) == (given, None)


def test_a_blind_verdict_changed_after_the_result_stays_in_the_figures() -> None:
    known: Decisions[Verdict] = Decisions()
    blind = says(known, 0, Category.MILD, is_blind=True)
    changed = says(known, 1, Category.ACUTE)
    assert in_force(known) == (changed, blind)
    again = says(known, 2, Category.CHRONIC)
    assert in_force(known) == (again, blind)


def test_withdrawing_takes_the_blind_verdict_out_too() -> None:
    known: Decisions[Verdict] = Decisions()
    says(known, 0, is_blind=True)
    withdraws(known, 1)
    assert in_force(known) == (None, None)
    new = says(known, 2)
    assert in_force(known) == (new, None), "the withdrawn one does not come back with the next"
    blind = says(known, 3, is_blind=True)
    assert in_force(known) == (blind, blind)


def test_of_two_blind_ones_the_later_counts() -> None:
    known: Decisions[Verdict] = Decisions()
    says(known, 0, is_blind=True)
    later = says(known, 1, Category.ACUTE, is_blind=True)
    assert in_force(known) == (later, later)


def test_verdicts_of_one_instant_keep_the_order_in_which_they_replace_each_other() -> None:
    known: Decisions[Verdict] = Decisions()
    categories = (*Category, *Category)
    made = [says(known, 0, category, is_blind=True) for category in categories]
    assert verdicts.history(known, KEY) == made[::-1]
    last = says(known, 0, is_blind=False)
    assert in_force(known) == (last, made[-1])
    assert verdicts.history(known, "another") == []


def test_a_withdrawal_on_another_pc_holds_where_it_was_seen() -> None:
    first: Decisions[Verdict] = Decisions()
    blind = says(first, 0, is_blind=True)
    second = fold([blind])
    changed = says(first, 5, Category.ACUTE)
    gone = withdraws(second, 3)
    merged = fold([blind, changed, gone])
    assert in_force(merged) == (changed, blind), "the later of the two holds, and did not know of the withdrawal"
    last = says(merged, 6, Category.CHRONIC)
    assert in_force(merged) == (last, None), "who has seen the withdrawal does not bring the blind verdict back"


def test_the_order_of_the_files_changes_nothing() -> None:
    first: Decisions[Verdict] = Decisions()
    notes = [says(first, 0, is_blind=True), says(first, 1, Category.ACUTE)]
    second = fold(notes[:1])
    notes += [withdraws(second, 2), says(second, 3, Category.CHRONIC, is_blind=True)]
    assert len({str(in_force(fold(order))) for order in permutations(notes)}) == 1
    assert in_force(fold([*notes, *notes])) == in_force(fold(notes)), "a note that stands there twice is one note"


@given(st.lists(st.tuples(st.sampled_from("gbw"), st.integers(0, 3), st.integers(0, 5)), max_size=8), st.randoms())
def test_any_history_of_two_pcs_comes_to_the_same(steps: list[tuple[str, int, int]], chance: object) -> None:
    pcs: list[Decisions[Verdict]] = [Decisions(), Decisions()]
    notes: list[Verdict] = []
    for kind, minute, how in steps:
        known = pcs[how % 2]
        if how > 3:  # a backup is restored
            for note in notes:
                known.apply(note)
        notes.append(withdraws(known, minute) if kind == "w" else says(known, minute, is_blind=kind == "b"))
    shuffled = notes.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert in_force(fold(shuffled)) == in_force(fold(notes))
    standing, blind = in_force(fold(notes))
    assert blind is None or (blind.is_blind and standing is not None)


def test_notes_that_replace_each_other_in_a_circle_end() -> None:
    one = Verdict(*_head(0, "a"), verdicts.Action.GIVE, Category.MILD, a_ciegas=True, tras=("b",))
    two = Verdict(*_head(1, "b"), verdicts.Action.GIVE, Category.ACUTE, a_ciegas=False, tras=("a",))
    assert in_force(fold([one, two])) == (two, one)


def test_an_id_used_for_another_record_is_ignored() -> None:
    one = Verdict(*_head(0, "a"), verdicts.Action.GIVE, Category.MILD, a_ciegas=True, tras=())
    other = Verdict(*_head(1, "a", "else"), verdicts.Action.GIVE, Category.ACUTE, a_ciegas=True, tras=())
    known = fold([one, other])
    assert in_force(known) == (one, one)
    assert known.holding("else") is None


def test_what_it_replaces_may_be_missing_here() -> None:
    one = Verdict(*_head(1, "b"), verdicts.Action.GIVE, Category.ACUTE, a_ciegas=False, tras=("a",))
    assert in_force(fold([one])) == (one, None)


def _head(minute: int, note: str, record: str = KEY) -> tuple[str, str, str, str]:
    return at(minute).strftime("%Y-%m-%d %H:%M:%S"), "-05:00", note, record


def test_saying_the_same_again_says_nothing_new() -> None:
    known: Decisions[Verdict] = Decisions()
    blind = says(known, 0, is_blind=True)
    seen = says(known, 1)
    already = NoteRefusal.SAID_ALREADY

    def refusal(said: Said, holding: Verdict | None) -> NoteRefusal | None:
        return give(a_record(), said).refusal(holding)

    assert refusal(Said(Category.MILD, is_blind=True), blind) is already
    assert refusal(Said(Category.MILD, is_blind=False), blind) is already
    assert refusal(Said(Category.ACUTE, is_blind=False), blind) is None
    assert refusal(Said(Category.MILD, is_blind=False, reason=VerdictReason.OTHER), blind) is None
    assert refusal(Said(Category.MILD, is_blind=False), seen) is already
    assert refusal(Said(Category.MILD, is_blind=True), seen) is None
    assert refusal(Said(Category.MILD, is_blind=True), None) is None


def test_a_verdict_that_differs_in_nothing_has_no_reason() -> None:
    said = Said(Category.ACUTE, is_blind=False, reason=VerdictReason.OTHER)
    assert give(a_record(), said).refusal(None) is NoteRefusal.NEEDS_NO_REASON


def test_only_what_stands_can_be_withdrawn() -> None:
    known: Decisions[Verdict] = Decisions()
    assert withdraw().refusal(None) is NoteRefusal.NO_VERDICT
    assert withdraw().refusal(says(known, 0)) is None
    assert withdraw().refusal(withdraws(known, 1)) is NoteRefusal.NO_VERDICT


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ((b'"criterio":"ENFERMEDAD LEVE",', b""), LineKind.WRONG_SHAPE),
        ((b'"accion":"registrar"', b'"accion":"retirar"'), LineKind.WRONG_SHAPE),
        ((b"ENFERMEDAD LEVE", b"GRIPE"), LineKind.WRONG_SHAPE),
        ((b'"registro":"' + KEY.encode(), b'"registro":"'), LineKind.WRONG_SHAPE),
        ((b"-05:00", b"ayer"), LineKind.WRONG_SHAPE),
        ((b"2025-11-14", b"2025-11-31"), LineKind.WRONG_SHAPE),
        ((b'"motivo":"otro"', b'"motivo":"uno nuevo"'), LineKind.VALID),
        ((b'"a_ciegas":false,', b""), LineKind.VALID),
    ],
)
def test_what_is_no_verdict_is_damage_and_an_unknown_reason_is_none(
    change: tuple[bytes, bytes], kind: LineKind
) -> None:
    made = give(a_record(), Said(Category.MILD, is_blind=False, reason=VerdictReason.OTHER)).make(KEY, START, ())
    body = verdicts.encode(made)[: -CRC_LENGTH - 1] + b"}"
    assert change[0] in body
    assert verdicts.classify(sealed(body.replace(*change)))[0] is kind


def test_a_line_without_checksum_is_no_verdict() -> None:
    made = says(Decisions(), 0)
    bare = verdicts.encode(made)[: -CRC_LENGTH - 1] + b"}"
    assert verdicts.classify(bare)[0] is LineKind.WRONG_SHAPE


def sealed(body: bytes) -> bytes:
    return body[:-1] + b',"crc":"%08x"}' % zlib.crc32(body)
