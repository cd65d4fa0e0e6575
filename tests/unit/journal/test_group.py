"""Group commit: who waits is committed together, in order, and told of every outcome."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from core.errors import SaveError, SaveFailure
from core.journal.group import Group
from core.journal.writer import Journal
from core.records.record import classify
from tests.samples import a_line, a_record

if TYPE_CHECKING:
    from collections.abc import Sequence


class Held:
    """A commit that waits until it is let go, and keeps its items."""

    def __init__(self, *failures: Exception) -> None:
        self.batches: list[list[int]] = []
        self.begun, self.may_end = SimpleQueue[int](), Event()
        self._failures = list(failures)

    def __call__(self, items: Sequence[int]) -> list[int]:
        self.batches.append(list(items))
        self.begun.put(len(items))
        assert self.may_end.wait(300)
        if self._failures:
            raise self._failures.pop(0)
        return [item * 10 for item in items]


def fill(group: Group[int, int], items: Sequence[int]) -> SimpleQueue[int | Exception]:
    told: SimpleQueue[int | Exception] = SimpleQueue()
    for item in items:
        group.add(item, told.put)
    return told


def answers(told: SimpleQueue[int | Exception], count: int) -> list[int | Exception]:
    return [told.get(timeout=300) for _ in range(count)]


def test_what_came_during_a_commit_is_committed_together_and_in_order() -> None:
    commit = Held()
    with closing(Group(commit)) as group:
        told = fill(group, [1])
        commit.begun.get(timeout=300)
        rest = fill(group, [2, 3, 4])
        commit.may_end.set()
        assert answers(told, 1) + answers(rest, 3) == [10, 20, 30, 40]
    assert commit.batches == [[1], [2, 3, 4]]


def test_no_more_than_allowed_are_committed_together() -> None:
    commit = Held()
    with closing(Group(commit, at_most=2)) as group:
        told = fill(group, [1])
        commit.begun.get(timeout=300)
        fill(group, [2, 3, 4])
        commit.may_end.set()
        answers(told, 1)
    assert commit.batches == [[1], [2, 3], [4]]


def test_an_error_reaches_each_that_waited_and_ends_nothing() -> None:
    error = SaveError(SaveFailure.FULL, Path("lleno"))
    commit = Held(error)
    with closing(Group(commit)) as group:
        commit.may_end.set()
        with pytest.raises(SaveError) as caught:
            group.commit(1)
        assert caught.value is error
        assert group.commit(2) == 20


def test_a_wrong_program_leaves_nobody_waiting() -> None:
    commit = Held(ZeroDivisionError())
    with closing(Group(commit)) as group:
        commit.may_end.set()
        with pytest.raises(ZeroDivisionError):
            group.commit(1)


def test_after_a_changed_file_the_same_items_are_tried_once_more() -> None:
    changed = SaveError(SaveFailure.CHANGED, Path("otro"))
    commit = Held(changed, changed, changed)
    with closing(Group(commit)) as group:
        told = fill(group, [1])
        commit.begun.get(timeout=300)
        rest = fill(group, [2, 3])
        commit.may_end.set()
        assert answers(told, 1) == [changed]
        assert answers(rest, 2) == [20, 30]
    assert commit.batches == [[1], [1], [2, 3], [2, 3]]


def test_closing_commits_what_waits_and_takes_nothing_more() -> None:
    commit = Held()
    group = Group(commit)
    told = fill(group, [1])
    commit.begun.get(timeout=300)
    rest = fill(group, [2, 3])
    closing = Thread(target=group.close)
    closing.start()
    commit.may_end.set()
    closing.join(300)
    assert answers(told, 1) + answers(rest, 2) == [10, 20, 30]
    with pytest.raises(RuntimeError):
        group.commit(4)
    group.close()


def test_lines_of_many_threads_are_all_in_the_journal_once_they_are_told(tmp_path: Path) -> None:
    path, written = tmp_path / "predicciones.log", SimpleQueue[bytes]()

    def append(first: int) -> None:
        for number in range(first, first + 25):
            line = a_line(number)
            group.commit(line)
            assert line in path.read_bytes()
            written.put(line)

    with Journal(path, classify) as journal:

        def commit(lines: Sequence[bytes]) -> list[int]:
            return [journal.append_all(lines, a_record())] * len(lines)

        with closing(Group(commit)) as group:
            threads = [Thread(target=append, args=(first * 25,)) for first in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(300)
    assert written.qsize() == 200
    assert sorted(path.read_bytes().splitlines(keepends=True)) == sorted(map(a_line, range(200)))
