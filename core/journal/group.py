"""Group commit: one thread takes all that waits and commits it together; each waiter is told once that has ended.

Nothing is delayed on purpose: while one commit is syncing, the next ones gather. So a busy journal pays one sync for
many entries, and a quiet one a sync for each.
"""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from core.errors import SaveError, SaveFailure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ItemT = TypeVar("ItemT")
AnswerT = TypeVar("AnswerT")

AT_MOST: Final = 1024
"""Most items that are committed together: some 250 kB of records."""


class _Waiting(NamedTuple, Generic[ItemT, AnswerT]):
    item: ItemT
    tell: Callable[[AnswerT | Exception], None]


class Group(Generic[ItemT, AnswerT]):
    """Commits items from any thread in its own one, in the order in which they came, at most `at_most` at a time.

    `commit` gets the items and returns an answer for each once all are on the disk, or raises, which is then the
    answer of all. After SaveFailure.CHANGED it is called once more with the same items: the file is then accepted as
    it is, and the same lines are not written twice.
    """

    def __init__(self, commit: Callable[[Sequence[ItemT]], Sequence[AnswerT]], at_most: int = AT_MOST) -> None:
        self._commit = commit
        self._at_most = at_most
        self._waiting: SimpleQueue[_Waiting[ItemT, AnswerT] | None] = SimpleQueue()
        self._turn = Lock()
        self._is_closed = False
        self._thread = Thread(target=self._run, name="group commit", daemon=True)
        self._thread.start()

    def add(self, item: ItemT, tell: Callable[[AnswerT | Exception], None]) -> None:
        """Let an item wait for its commit. `tell` gets the answer, in the group's thread, and must not raise.

        Raises RuntimeError after `close`.
        """
        with self._turn:
            if self._is_closed:
                raise RuntimeError("the group is closed")
            self._waiting.put(_Waiting(item, tell))

    def commit(self, item: ItemT) -> AnswerT:
        """Add an item, wait for its commit, and return its answer. Raises what the commit has raised."""
        told: SimpleQueue[AnswerT | Exception] = SimpleQueue()
        self.add(item, told.put)
        answer = told.get()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        """Commit what still waits, and end the thread; a second call does nothing."""
        with self._turn:
            if not self._is_closed:
                self._is_closed = True
                self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch, is_last = self._gather(first)
            self._tell(batch, self._answers([waiting.item for waiting in batch]))
            if is_last:
                return

    def _gather(self, first: _Waiting[ItemT, AnswerT]) -> tuple[list[_Waiting[ItemT, AnswerT]], bool]:
        """Return all that waits, from `first` on, and whether the group was closed behind it."""
        batch = [first]
        try:
            while len(batch) < self._at_most:
                waiting = self._waiting.get_nowait()
                if waiting is None:
                    return batch, True
                batch.append(waiting)
        except Empty:
            pass
        return batch, False

    def _answers(self, items: Sequence[ItemT]) -> Sequence[AnswerT | Exception]:
        try:
            try:
                return self._commit(items)
            except SaveError as error:
                if error.failure is not SaveFailure.CHANGED:
                    raise
                return self._commit(items)
        except Exception as error:  # noqa: BLE001 - whoever waits is told of any error, and would wait for ever
            return [error] * len(items)

    @staticmethod
    def _tell(batch: Sequence[_Waiting[ItemT, AnswerT]], answers: Sequence[AnswerT | Exception]) -> None:
        for waiting, answer in zip(batch, answers, strict=True):
            waiting.tell(answer)
