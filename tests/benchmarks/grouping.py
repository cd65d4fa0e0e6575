"""How many records a second many threads save with a group commit, against one sync each."""

from __future__ import annotations

import statistics
import time
from contextlib import closing
from threading import Thread
from typing import TYPE_CHECKING

from core.clinical.model import load as load_model
from core.clinical.vitals import Reading
from core.journal.group import Group
from core.journal.writer import Journal
from core.records.record import classify, encode, new_record
from core.system import disk
from core.system.clock import local_now

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

ROUNDS = 9


def per_second(act: Callable[[bytes], object], lines: Sequence[bytes], threads: int) -> float:
    """Return how many lines a second so many threads save, each waiting for its own."""

    def save(own: Sequence[bytes]) -> None:
        for line in own:
            act(line)

    workers = [Thread(target=save, args=(lines[number::threads],)) for number in range(threads)]
    began = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return len(lines) / (time.perf_counter() - began)


def rates(directory: Path, threads: int, count: int, sync_s: float) -> tuple[float, float]:
    """Return the lines a second with a group commit and with one sync each, medians of turns.

    A sync takes `sync_s` seconds longer, in which other threads go on, as in a real one.
    """
    real = disk.sync_data

    def slow_sync(fd: int) -> None:
        real(fd)
        time.sleep(sync_s)

    reading = Reading.from_numbers({"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90})
    prediction = load_model().predict(reading)
    lines = [encode(new_record(prediction, local_now(), "8f3a01c2")) for _ in range(count)]
    grouped, each = [], []
    disk.sync_data = slow_sync
    try:
        with (
            Journal(directory / "each.log", classify) as alone,
            Journal(directory / "group.log", classify) as together,
        ):

            def commit(items: Sequence[bytes]) -> list[int]:
                return [together.append_all(items)] * len(items)

            alone.append(lines[0])
            together.append(lines[0])
            with closing(Group(commit)) as group:
                for _ in range(ROUNDS):
                    grouped.append(per_second(group.commit, lines, threads))
                    each.append(per_second(alone.append, lines, threads))
    finally:
        disk.sync_data = real
    return statistics.median(grouped), statistics.median(each)
