"""Work that is told of Ctrl+C before it is raised."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.system.interrupt import telling


@pytest.fixture
def told() -> list[str]:
    return []


def handler() -> object:
    return signal.getsignal(signal.SIGINT)


def test_work_is_told_and_ctrl_c_raised(told: list[str]) -> None:
    before = handler()
    with pytest.raises(KeyboardInterrupt), telling(lambda: told.append("stop")):
        signal.raise_signal(signal.SIGINT)
    assert told == ["stop"]
    assert handler() is before


def test_work_inside_such_work_leaves_it_to_the_outer_one(told: list[str]) -> None:
    with (
        pytest.raises(KeyboardInterrupt),
        telling(lambda: told.append("outer")),
        telling(lambda: told.append("inner")),
    ):
        signal.raise_signal(signal.SIGINT)
    assert told == ["outer"]


def test_nothing_is_told_where_ctrl_c_does_something_else(told: list[str]) -> None:
    def other(_number: int, _frame: object) -> None:
        told.append("other")

    before = signal.signal(signal.SIGINT, other)
    try:
        with telling(lambda: told.append("stop")):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert told == ["other"]


def test_a_thread_leaves_ctrl_c_alone(told: list[str]) -> None:
    before = handler()

    def work() -> object:
        with telling(lambda: told.append("stop")):
            return handler()

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(work).result() is before
