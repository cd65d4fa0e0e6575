"""The outcomes of saving, from the thread that saves to the requests that wait in the event loop."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.service.saving import Saved


class Outcomes:
    """Wakes the event loop once for all outcomes that it has not taken yet: each waking is a call of the system."""

    def __init__(self) -> None:
        self._told: deque[tuple[asyncio.Future[Saved], Saved | Exception]] = deque()
        self._is_awake = False

    async def of(self, begin: Callable[[Callable[[Saved | Exception], None]], None]) -> Saved:
        """Return the outcome that `begin` has a function for, to be called from any thread; an error is raised."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Saved] = loop.create_future()

        def tell(outcome: Saved | Exception) -> None:
            self._told.append((future, outcome))
            if not self._is_awake:
                self._is_awake = True
                loop.call_soon_threadsafe(self._settle)

        begin(tell)
        return await future

    def _settle(self) -> None:
        self._is_awake = False  # before they are taken: one that is told from now on wakes the loop again
        while self._told:
            future, outcome = self._told.popleft()
            if future.done():  # the connection was cut
                continue
            if isinstance(outcome, Exception):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)
