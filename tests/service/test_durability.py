"""Nothing acknowledged is lost, nothing is doubled: 32 clients, and the service killed, unplugged, or out of space.

Each client sends readings that tell a number, each with a key, and again where it got no answer, as clients should.
"""

from __future__ import annotations

import http.client
import itertools
import math
import shutil
import signal
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from core.system.paths import LOG_NAME
from tests.faults.conftest import reading
from tests.service.conftest import Client
from tests.service.test_service import records

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from tests.service.conftest import Service

CLIENTS = 32
LOSE_ALL = 2
KEEP_SIZES = 1
ROOM = 32 * 1024
"""Bytes of a disk of 64 KiB that are kept free: more than a hundred records."""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="disks are made to fail by Linux's ways")

fresh_names = map("datos-{}".format, itertools.count())


@dataclass
class Crowd:
    """Clients that send one reading after the other; `acknowledged` has the numbers that were answered with 200.

    They end by themselves once `enough` are acknowledged.
    """

    enough: float = math.inf
    acknowledged: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    refusals: Counter[int] = field(default_factory=Counter)
    _numbers: Any = field(default_factory=itertools.count)
    _unanswered: list[int] = field(default_factory=list)
    _is_over: threading.Event = field(default_factory=threading.Event)
    _told: threading.Condition = field(default_factory=threading.Condition)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, port: int) -> None:
        """Let the clients send, first what was not answered before."""
        self._is_over.clear()
        self._threads = [threading.Thread(target=self._send, args=(port,)) for _ in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Wait until every client has ended."""
        self._is_over.set()
        for thread in self._threads:
            thread.join(300)

    def wait_for(self, count: float) -> None:
        """Wait until so many are acknowledged."""
        with self._told:
            assert self._told.wait_for(lambda: len(self.acknowledged) >= count, 300)

    def wait_for_refusals(self) -> None:
        """Wait until one is refused for now."""
        with self._told:
            assert self._told.wait_for(lambda: self.refusals[503] > 0, 300)

    def _next(self) -> int:
        try:
            return self._unanswered.pop()
        except IndexError:
            return next(self._numbers)

    def _send(self, port: int) -> None:
        client = Client(port)
        is_there = True
        while is_there and not self._is_over.is_set() and len(self.acknowledged) < self.enough:
            number, status = self._next(), 0
            self.asked.add(number)
            try:
                status = client.predict(reading(number), Idempotency_Key=f"clave-{number}").status
            except (OSError, http.client.HTTPException):
                is_there = False
            with self._told:
                if status == 200:
                    self.acknowledged.add(number)
                else:
                    self._unanswered.append(number)
                    self.refusals[status] += 1
                self._told.notify_all()
        client.close()


def assert_all_there_once(data_dir: Path, crowd: Crowd, found: Any) -> None:
    numbers, _ = found(data_dir)
    assert crowd.acknowledged <= set(numbers)
    assert set(numbers) <= crowd.asked
    assert len(numbers) == len(set(numbers)), "one is there twice"


def test_a_kill_loses_nothing_that_was_acknowledged(
    serve: Callable[..., Service], found: Any, data_dir: Path, chance: random.Random
) -> None:
    crowd = Crowd()
    for wanted in (40, 200, 300):
        service = serve()
        crowd.begin(service.port)
        crowd.wait_for(wanted)
        threading.Event().wait(chance.uniform(0, 0.01))
        service.end(signal.SIGKILL)
        crowd.end()
        assert_all_there_once(data_dir, crowd, found)
    service = serve()
    crowd.begin(service.port)
    crowd.wait_for(400)
    crowd.end()
    assert service.end() == 0
    assert_all_there_once(data_dir, crowd, found)
    assert not service.other


def test_sigterm_finishes_what_was_taken(serve: Callable[..., Service], found: Any, data_dir: Path) -> None:
    service, crowd = serve(), Crowd()
    crowd.begin(service.port)
    crowd.wait_for(100)
    assert service.end(signal.SIGTERM) == 0
    crowd.end()
    assert_all_there_once(data_dir, crowd, found)
    assert service.log[-1]["suceso"] == "fin"
    assert not service.other


@pytest.mark.parametrize("flag", [LOSE_ALL, KEEP_SIZES])
def test_a_power_cut_loses_nothing_that_was_acknowledged(
    serve: Callable[..., Service], any_disk: Any, found: Any, chance: random.Random, flag: int
) -> None:
    for wanted in (1, 150):
        data_dir, crowd = any_disk.root / next(fresh_names), Crowd()
        service = serve(at=data_dir)
        crowd.begin(service.port)
        crowd.wait_for(wanted)
        threading.Event().wait(chance.uniform(0, 0.003))
        any_disk.cut_power(service.process, flag)
        service.end(signal.SIGKILL)
        crowd.end()
        any_disk.restart()
        assert_all_there_once(data_dir, crowd, found)
        service = serve(at=data_dir)
        crowd.begin(service.port)
        crowd.wait_for(wanted + 40)
        crowd.end()
        service.end()
        assert_all_there_once(data_dir, crowd, found)


@pytest.mark.skipif(shutil.which("eatmydata") is None, reason="libeatmydata is not installed")
def test_without_syncs_a_power_cut_loses_what_was_acknowledged(
    serve: Callable[..., Service], any_disk: Any, found: Any
) -> None:
    data_dir, crowd = any_disk.root / next(fresh_names), Crowd()
    service = serve(at=data_dir, before=["eatmydata"])
    crowd.begin(service.port)
    crowd.wait_for(100)
    any_disk.cut_power(service.process, LOSE_ALL)
    service.end(signal.SIGKILL)
    crowd.end()
    any_disk.restart()
    numbers, _ = found(data_dir) if (data_dir / LOG_NAME).exists() else ([], [])
    assert not crowd.acknowledged <= set(numbers)


def test_a_full_disk_is_503_and_once_there_is_space_all_is_saved_once(
    serve: Callable[..., Service], small_disk: Path, found: Any
) -> None:
    data_dir, crowd = small_disk / "datos", Crowd()
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * ROOM)
    service = serve(at=data_dir)
    crowd.begin(service.port)
    crowd.wait_for_refusals()
    crowd.end()
    client = service.client()
    while (refused := client.predict(reading(20_000), Accept_Language="en")).status == 200:
        assert len(records(data_dir)) < 1000, "the last block takes some more"
    assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
    assert refused.json == {"error": "not saved: the disk is full", "campo": None}
    assert service.client().ask("GET", "/salud").status == 503
    ballast.unlink()
    crowd.enough = len(crowd.acknowledged) + 20
    crowd.begin(service.port)
    crowd.wait_for(crowd.enough)
    crowd.end()
    assert service.client().ask("GET", "/salud").status == 200
    numbers = [number for number in found(data_dir)[0] if number != 20_000]
    assert crowd.acknowledged <= set(numbers)
    assert len(numbers) == len(set(numbers)), "one is there twice"
    assert service.end() == 0
    assert set(crowd.refusals) == {503}
    assert not service.other
