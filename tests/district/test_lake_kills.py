"""A lake whose writer is killed, or whose power is cut, at any moment: it is as before or as after, and goes on."""

from __future__ import annotations

import os
import random
import secrets
import subprocess
import sys
import textwrap
import time
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from core.district.files import sha256_of
from core.district.manifest import Manifest
from core.district.store import open_store
from tests.district.lakes import Lake, a_backup, a_clinic
from tests.faults.conftest import disk
from tests.samples import a_line

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the faults are made with Linux's tools")

__all__ = ["disk"]  # a fixture

ACUTE = "ENFERMEDAD AGUDA"
VOID = (
    b'{"fecha":"2025-11-15 08:00:00","zona":"-05:00","id":"n","registro":"' + b"0" * 31 + b'1",'
    b'"accion":"anular","motivo":"prueba","tras":[]'
)

KILLER = """
    import os, shutil, signal, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from core.district import manifest
    from core.district.receive import Receive
    from core.district.store import open_store

    manifest.MANY = 1
    base, folder, delivery = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

    def take(place, last):
        seen = 0

        def kill_at_last(event, arguments):
            nonlocal seen
            name = arguments[0] if arguments else ""
            if event not in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir") or place not in str(name):
                return
            if event == "open" and not arguments[2] & WRITES:
                return
            seen += 1
            if seen == last:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(kill_at_last)
        sync = os.fsync
        os.fsync = lambda fd: (kill_at_last("os.rename", (place,)), sync(fd))
        store = open_store(place)
        with store.writing("recibir"):
            Receive(store, [delivery], lambda: datetime.now(UTC)).run()
        os._exit(0)

    at = int(sys.argv[4])
    while True:
        at += 3
        place = str(folder / f"lago-{at:03}")
        shutil.copytree(base, place)
        child = os.fork()
        if not child:
            take(place, at)
        if not os.waitpid(child, 0)[1]:
            break
    print(at)
"""


def sound(lake: Lake) -> Manifest:
    """The manifest, after a look at every file that it names."""
    found = lake.manifest
    store = open_store(lake.place)
    for file in found.archivos:
        assert sha256_of(store.local(file.nombre, file.sha256)) == file.sha256
    return found


def test_killed_at_every_third_call_that_writes_to_the_lake(tmp_path: Path) -> None:
    clinic = a_clinic(tmp_path / "a", *(a_line(number) for number in range(3)))
    base = Lake(str(tmp_path / "antes"))
    base.take(a_backup(clinic, tmp_path / "1.zip"))
    a_clinic(clinic, *(a_line(number) for number in range(5)), voids=a_void_line())
    second = a_backup(clinic, tmp_path / "2.zip")
    (tmp_path / "lagos").mkdir()
    begin = str(secrets.choice([0, -1, -2]))
    words = [sys.executable, "-c", textwrap.dedent(KILLER), base.place, str(tmp_path / "lagos"), str(second)]
    words.append(begin)
    ran = subprocess.run(words, capture_output=True, text=True, check=False, timeout=1200)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 30
    states: Counter[int] = Counter()
    for place in sorted((tmp_path / "lagos").iterdir()):
        lake = Lake(str(place))
        number = sound(lake).numero
        states[number] += 1
        if states[number] in (1, 9):
            assert lake.counts[ACUTE] == {1: 3, 2: 4, 3: 4}[number]
        if number == 1 and states[number] % 8:
            continue  # every eighth goes on
        lake.take(second)
        last = sound(lake).numero
        assert last == max(number, 2)
        assert lake.counts[ACUTE] == 4
        left = {str(path.relative_to(lake.place)) for path in Path(lake.place).glob("datos/*")}
        named = {file.nombre for one in range(last) for file in version(lake, str(one + 1)).archivos}
        assert left == named, "what the killed one had made is gone"
        assert not (Path(lake.place) / ".en-curso").exists()
    assert set(states) == {1, 2, 3}, "as before, received, and compacted"


def version(lake: Lake, number: str) -> Manifest:
    content = open_store(lake.place).read(f"manifiestos/{number:0>8}.json")
    return msgspec.json.decode(content, type=Manifest)


def a_void_line() -> bytes:
    body = VOID + b"}"
    return VOID + b',"crc":"%08x"}\n' % zlib.crc32(body)


TAKER = """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from core.district.receive import Receive
    from core.district.store import open_store

    for delivery in sorted(Path(sys.argv[2]).iterdir()):
        store = open_store(sys.argv[1])
        with store.writing("recibir"):
            Receive(store, [delivery], lambda: datetime.now(UTC)).run()
        print(delivery.name, flush=True)
"""
LOSE_ALL, KEEP_SIZES = 2, 1


@pytest.mark.parametrize("flag", [LOSE_ALL, KEEP_SIZES])
def test_what_was_answered_survives_a_power_cut(disk: Any, tmp_path: Path, flag: int) -> None:
    seed = int.from_bytes(os.urandom(4), "big")
    print("seed", seed)  # noqa: T201 - shown if the test fails
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    for number in range(6):
        a_backup(
            a_clinic(tmp_path / f"c{number}", a_line(number), a_line(100)), tmp_path / "usb" / f"{number:02}.zip"
        )
    for cut in range(3):
        lake = Lake(str(disk.root / f"lago-{flag}-{cut}"))
        words = [sys.executable, "-c", textwrap.dedent(TAKER), lake.place, str(tmp_path / "usb")]
        program = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        with program:
            assert program.stdout is not None
            answered = [program.stdout.readline() for _ in range(chance.randrange(1, 5))]
            if chance.random() < 0.7:
                spin(chance.uniform(0, 0.15))
            disk.cut_power(program, flag)
            answered += [line for line in program.stdout if line.endswith("\n")]
        disk.restart()
        assert sound(lake).numero in (len(answered), len(answered) + 1)
        lake.take(tmp_path / "usb")
        assert sound(lake).numero >= len(answered)
        assert lake.counts == {ACUTE: 7}


def spin(seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass
