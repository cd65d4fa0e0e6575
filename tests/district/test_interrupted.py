"""Ctrl+C while deliveries are received stops at once; nothing is taken by halves, and the same command goes on."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.district import receive
from core.district.errors import LakeError, LakeFault
from core.district.merge import Merge
from core.district.receive import Receive
from core.district.store import open_store
from core.journal.reader import CHUNK
from core.system.paths import HOLDER_NAME, LOCK_NAME
from core.system.status import INTERRUPTED
from core.system.work import StoppedError
from tests.district.lakes import NOW, Lake, a_backup, a_clinic, stop_after
from tests.samples import a_line

ACUTE = "ENFERMEDAD AGUDA"
RUN = "import sys; from core.district.main import main; sys.exit(main())"
CLINICS = 2
BYTES = 128 * 1024 * 1024


def a_stick(folder: Path) -> Path:
    """Two deliveries of 40 records each; the clinics share a record, so that one is dropped."""
    for number in range(CLINICS):
        lines = (a_line(n) for n in (*range(number * 100 + 1, number * 100 + 40), 0))
        a_backup(a_clinic(folder / f"c{number}", *lines), folder / "usb" / f"{number}.zip")
    return folder / "usb"


def left_in(lake: Lake) -> set[str]:
    """Files of the lake's folder that no manifest names."""
    root = Path(lake.place)
    named = {file.nombre for file in lake.manifest.archivos}
    found = {path.name for path in root.rglob("*") if path.is_file() and str(path.relative_to(root)) not in named}
    return found - {LOCK_NAME, HOLDER_NAME}


def test_stopped_at_every_step_it_leaves_the_lake_as_it_was(lake: Lake, tmp_path: Path) -> None:
    usb = a_stick(tmp_path)
    store = open_store(lake.place)
    steps = 0
    while True:
        work = Receive(store, [usb], lambda: NOW)
        stop_after(work, steps)
        with store.writing("recibir"):
            try:
                work.run()
                break
            except StoppedError:
                assert lake.manifest.numero == 0
                assert not work.received
        steps += 1
    assert steps > 12
    assert lake.counts == {ACUTE: CLINICS * 39 + 1}
    assert left_in(lake) == {"00000001.json", *(path.name for path in Path(lake.place, "entregas").iterdir())}


def test_stopped_while_others_read_it_ends_them(lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "ALONE", 0)
    usb = a_stick(tmp_path)
    work = Receive(open_store(lake.place), [usb], lambda: NOW)

    def stop_when_there_are_others() -> None:
        if multiprocessing.active_children():
            work.cancel()

    work.on_progress = stop_when_there_are_others
    with open_store(lake.place).writing("recibir"), pytest.raises(StoppedError):
        work.run()
    assert not multiprocessing.active_children()
    assert lake.manifest.numero == 0
    lake.take(usb)
    assert lake.counts == {ACUTE: CLINICS * 39 + 1}


def test_a_reading_process_that_the_system_ends_is_told(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "ALONE", 0)
    usb = a_stick(tmp_path)
    work = Receive(open_store(lake.place), [usb], lambda: NOW)

    def end_the_others() -> None:
        for process in multiprocessing.active_children():
            process.kill()

    work.on_progress = end_the_others
    with open_store(lake.place).writing("recibir"), pytest.raises(LakeError) as caught:
        work.run()
    assert caught.value.fault is LakeFault.ENDED
    lake.take(usb)
    assert lake.counts == {ACUTE: CLINICS * 39 + 1}


def test_a_query_that_runs_is_interrupted(lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usb = a_stick(tmp_path)
    work = Receive(open_store(lake.place), [usb], lambda: NOW)

    def slow(_merge: Merge, duck: object, _records: object) -> None:
        is_over = threading.Event()

        def stop_again_and_again() -> None:  # a stop before the query has begun does not end it
            while not is_over.wait(0.1):
                work.cancel()

        stopping = threading.Thread(target=stop_again_and_again)
        stopping.start()
        try:
            duck.run("CREATE TEMP TABLE t AS SELECT count(*) FROM range(100000000000) WHERE range % 7 = 3")  # type: ignore[attr-defined]
        finally:
            is_over.set()
            stopping.join()

    monkeypatch.setattr(Merge, "_drop_known", slow)
    with open_store(lake.place).writing("recibir"), pytest.raises(StoppedError):
        work.run()
    assert lake.manifest.numero == 0


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log that takes a minute to read: 128 megabytes of line ends behind its records."""
    folder = tmp_path_factory.mktemp("grande")
    lines = b"".join(a_line(n) for n in range(1000))
    with (folder / "predicciones.log").open("wb") as file:
        file.write(lines)
        for _ in range(BYTES // CHUNK):
            file.write(b"\n" * CHUNK)
    return folder


def cpu_seconds(process: int) -> float:
    """Processor seconds of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def has_opened(name: str, process: int) -> bool:
    """Whether a process has a file open whose path ends so."""
    found = Path(f"/proc/{process}/fd")
    with contextlib.suppress(FileNotFoundError):
        return any(str(fd.readlink()).endswith(name) for fd in found.iterdir())
    return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("what", ["predicciones.log", "-registros.parquet"], ids=["hashed", "read"])
def test_ctrl_c_while_a_large_log_is_read_ends_within_a_second_of_work(lake: Lake, large: Path, what: str) -> None:
    words = [sys.executable, "-c", RUN, "--lago", lake.place, "recibir", str(large)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        try:
            while not has_opened(what, program.pid):
                assert program.poll() is None, program.communicate()
                threading.Event().wait(0.01)
            program.send_signal(signal.SIGSTOP)  # it does not read on until it has the other signal too
            before = cpu_seconds(program.pid)
            program.send_signal(signal.SIGINT)
            program.send_signal(signal.SIGCONT)
            _, status, used = os.wait4(program.pid, 0)
            program.returncode = os.waitstatus_to_exitcode(status)
            out, err = program.communicate()
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(program.pid, signal.SIGKILL) if program.returncode is None else None
    assert program.returncode == INTERRUPTED
    assert used.ru_utime + used.ru_stime - before < 1
    assert "interrumpido" in err
    assert "Traceback" not in err
    assert '"recibidas": 0' in out
    assert lake.manifest.numero == 0
    assert not left_in(lake)
