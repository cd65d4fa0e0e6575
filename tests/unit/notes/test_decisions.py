"""The note of a record that holds, for any order of arrival."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.notes.decisions import Decisions
from core.notes.voids import Action, Event
from core.vocabulary import Reason

KEY = "record"


def note(name: str, *tras: str, hour: int = 8, zone: str = "-05:00", key: str = KEY) -> Event:
    return Event(f"2025-11-14 {hour:02}:00:00", zone, name, key, Action.VOID, Reason.TEST, tras)


def old(name: str, *, hour: int = 8, key: str = KEY) -> Event:
    return Event(f"2025-11-14 {hour:02}:00:00", "-05:00", name, key, Action.VOID, Reason.TEST)


def holding(*notes: Event) -> str | None:
    decisions: Decisions[Event] = Decisions()
    for one in notes:
        decisions.apply(one)
    found = decisions.holding(KEY)
    return None if found is None else found.id


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([note("a"), note("b", "a", hour=1)], "b", id="whoever knew of it overrules it"),
        pytest.param([note("a"), note("b", hour=9)], "b", id="of two that knew nothing, the later"),
        pytest.param([note("a", zone="-06:00"), note("b", zone="-05:00")], "a", id="later as an instant"),
        pytest.param([note("a"), note("b")], "b", id="of one instant, the greater id"),
        pytest.param([note("a"), note("b", hour=9), note("c", "a", "b", hour=1)], "c", id="one replaces two"),
        pytest.param([note("b", "a"), note("c", "b", hour=1)], "c", id="replaced before it is here"),
        pytest.param([note("a", "b"), note("b", "a")], "b", id="a circle: the last of all"),
        pytest.param([note("a", key="other")], None, id="another record's"),
    ],
)
def test_which_one_holds(notes: list[Event], expected: str | None) -> None:
    for order in permutations(notes):
        assert holding(*order) == expected
        assert holding(*order, *order) == expected, "a copy changes nothing"


def test_notes_without_tras_replace_the_one_before_them_in_the_file() -> None:
    assert holding(old("a"), old("b", hour=1)) == "b"
    assert holding(old("a"), old("x", key="other"), old("b", hour=1)) == "b"
    assert holding(old("b", hour=1), old("a")) == "a"


def test_a_copy_of_an_old_note_replaces_nothing() -> None:
    assert holding(old("a", hour=9), old("b", hour=1), old("a", hour=9)) == "b"
    assert holding(old("a"), old("b"), old("a"), note("c", "b", hour=1)) == "c"


def test_one_id_is_of_one_record() -> None:
    decisions: Decisions[Event] = Decisions()
    decisions.apply(note("a"))
    assert decisions.apply(note("a", key="other")) == ()
    assert decisions.holding("other") is None
    assert decisions.knows(note("a", key="other"), ("b",))


def test_the_next_note_lists_all_that_is_not_replaced() -> None:
    decisions: Decisions[Event] = Decisions()
    assert decisions.unreplaced(KEY) == ()
    for one in (note("c"), note("a"), note("b", "a")):
        decisions.apply(one)
    assert decisions.unreplaced(KEY) == ("b", "c")


_names = st.sampled_from("abcdef")
_notes = st.builds(
    lambda name, tras, hour: note(name, *tras, hour=hour), _names, st.lists(_names, max_size=3), st.integers(0, 2)
)


@given(st.lists(_notes, unique_by=lambda one: one.id), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(notes: list[Event], random: object) -> None:
    shuffled = notes.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert holding(*notes) == holding(*shuffled)


@given(st.lists(_notes, unique_by=lambda one: one.id))
def test_it_is_the_last_of_those_that_nothing_replaces(notes: list[Event]) -> None:
    replaced = {name for one in notes for name in one.tras or ()}
    left = [one for one in notes if one.id not in replaced] or notes
    assert holding(*notes) == (max(left, key=lambda one: (one.fecha, one.id)).id if notes else None)
