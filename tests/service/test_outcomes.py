"""Outcomes reach the requests that wait for them, from another thread, each its own."""

from __future__ import annotations

import asyncio
from threading import Thread
from typing import TYPE_CHECKING, Any, cast

from core.service.outcomes import Outcomes

if TYPE_CHECKING:
    from core.service.saving import Saved


def saved(number: int) -> Saved:
    return cast("Saved", number)


def test_each_request_gets_its_own_outcome_and_a_cut_one_holds_none_up() -> None:
    async def ask() -> list[object]:
        outcomes, tells = Outcomes(), cast("list[Any]", [])
        waiting = [asyncio.create_task(outcomes.of(tells.append)) for _ in range(5)]
        await asyncio.sleep(0)  # each begins
        assert len(tells) == len(waiting)
        waiting[1].cancel()

        def tell() -> None:
            for number, one in enumerate(tells):
                one(ValueError("3") if number == 3 else saved(number))

        thread = Thread(target=tell)
        thread.start()
        found = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 300)
        thread.join()
        return [type(one) if isinstance(one, BaseException) else one for one in found]

    assert asyncio.run(ask()) == [0, asyncio.CancelledError, 2, ValueError, 4]


def test_none_is_left_waiting_when_they_come_one_by_one() -> None:
    async def ask() -> list[object]:
        outcomes, found = Outcomes(), cast("list[object]", [])
        for number in range(300):
            threads: list[Thread] = []

            def begin(tell: Any, number: int = number, threads: list[Thread] = threads) -> None:
                threads.append(Thread(target=tell, args=(saved(number),)))
                threads[-1].start()

            found += await asyncio.wait_for(asyncio.gather(outcomes.of(begin), outcomes.of(begin)), 300)
            for thread in threads:
                thread.join()
        return found

    assert asyncio.run(ask()) == [number for number in range(300) for _ in range(2)]
