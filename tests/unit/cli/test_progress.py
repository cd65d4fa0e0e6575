"""Backups and restorings at a terminal: how far they are is seen there, and Ctrl+C stops them at a sound place."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.samples import a_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals and a pseudo-terminal")

RECORDS = 12_000
"""Some three megabytes: a restoring of three writes."""

# Runs before the program: its standard error becomes its terminal. `wait()` says so, and waits for one more signal.
BEGIN = """
import os, signal, sys
from gui.__main__ import main

if os.isatty(2):
    import fcntl, termios
    os.setsid()
    fcntl.ioctl(2, termios.TIOCSCTTY, 0)

signal.alarm(300)  # the test would wait for ever
signals, waker = os.pipe()
os.set_blocking(waker, False)
signal.set_wakeup_fd(waker)

def wait():
    os.write(1, b".")
    os.read(signals, 1)
"""

AFTER_ONE_BATCH = """
from core.journal.writer import Journal
append_all = Journal.append_all

def append_all_and_wait(*given):
    offset = append_all(*given)
    wait()
    return offset

Journal.append_all = append_all_and_wait
"""

AFTER_TWO_SIGNALS = AFTER_ONE_BATCH.replace("    wait()\n", "    wait()\n    wait()\n")

IN_THE_CHECK = """
from core.exchange.archive import Archive
reader = Archive.reader

def reader_that_waits(self, name):
    wait()
    return reader(self, name)

Archive.reader = reader_that_waits
"""

AFTER_THE_CHECK = """
from core.exchange.archive import Archive
check = Archive.check

def check_and_wait(*given):
    check(*given)
    wait()

Archive.check = check_and_wait
"""

BEFORE_THE_LOCK = """
from core.system.lock import DirectoryLock

def acquire(*_):
    wait()
    wait()

DirectoryLock.acquire = acquire
"""

IN_THE_BACKUP = """
from core.notes import journals
count_entries = journals.count
waits = iter([wait])

def count_and_wait(*given):
    found = count_entries(*given)
    for wait in waits:
        wait()
    return found

journals.count = count_and_wait
"""

AFTER_ALL_WAS_READ = """
from core.exchange import backup
content = backup._content

def content_and_wait(path, *more):
    if path.name == "ajustes.json":
        wait()
    return content(path, *more)

backup._content = content_and_wait
"""


AGAIN = "puede restaurar la misma copia otra vez"
NOTHING_DONE = f"predictor-medico: restauración interrumpida: no se agregó ningún registro; {AGAIN}"


def line(number: int) -> bytes:
    return a_line(f"{number:04x}{number:028x}")


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with records."""
    data_dir = tmp_path_factory.mktemp("otro")
    (data_dir / "predicciones.log").write_bytes(b"".join(map(line, range(RECORDS))))
    return data_dir


@pytest.fixture(scope="module")
def copy(there: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    path = tmp_path_factory.mktemp("memoria") / "copia.zip"
    arguments = ["--data-dir", there, "respaldar", "--salida", path]
    subprocess.run([sys.executable, "-m", "gui", *arguments], check=True, capture_output=True)
    return path


@dataclass
class Session:
    """The program at work; `seen` is what its terminal, or what stands for it, has shown so far."""

    process: subprocess.Popen[bytes]
    terminal: int
    seen: bytes = b""

    def reach(self, progress: str) -> None:
        """Wait until it waits, and has shown how far it is."""
        assert self.process.stdout is not None
        assert self.process.stdout.read(1) == b"."
        while not re.search(progress, self.seen.decode(errors="replace")):
            assert self._read(), self.seen

    def ask(self, how: str) -> None:
        """Ask it to stop."""
        if how == "Ctrl+C":
            os.write(self.terminal, b"\x03")
        else:
            self.process.terminate()

    def wait(self) -> tuple[int, bytes]:
        """Wait for its end; return its status and its answer."""
        answer, _ = self.process.communicate(timeout=300)
        while self._read():
            pass
        return self.process.returncode, answer

    def _read(self) -> bool:
        try:
            more = os.read(self.terminal, 65536)
        except OSError:  # so Linux says that nobody is at the other end any more
            return False
        self.seen += more
        return bool(more)


@contextmanager
def started(data_dir: Path, how: str, *arguments: str, at_terminal: bool = True) -> Iterator[Session]:
    """Run the program with its standard error at a terminal, or else at a pipe."""
    ours, its = os.openpty() if at_terminal else os.pipe()
    code = f"{BEGIN}{how}\nsys.exit(main())\n"
    with subprocess.Popen(
        [sys.executable, "-c", code, "--data-dir", str(data_dir), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=its,
    ) as process:
        os.close(its)
        session = Session(process, ours)
        try:
            yield session
        finally:
            process.kill()
            os.close(session.terminal)


def screen(shown: bytes) -> list[str]:
    """The final state of a terminal: the last character written at each place."""
    lines = []
    for text in shown.decode().replace("^C", "").split("\n"):
        line = ""
        for part in text.split("\r"):
            line = part + line[len(part) :]
        lines.append(line.rstrip())
    return lines


def percents(shown: bytes, what: str) -> list[int]:
    return [int(found) for found in re.findall(rf"\r{what} +(\d+) %", shown.decode())]


def test_a_backup_shows_how_far_it_is_and_leaves_nothing_on_the_screen(there: Path, tmp_path: Path) -> None:
    target = tmp_path / "copia.zip"
    with started(there, "", "respaldar", "--salida", str(target)) as session:
        status, answer = session.wait()
    assert status == 0
    assert json.loads(answer)["registros"] == RECORDS
    shown = percents(session.seen, "Haciendo la copia de seguridad…")
    assert shown == sorted(set(shown))
    assert len(shown) > 3
    assert shown[-1] == 100
    assert screen(session.seen) == [""]
    assert b"\n" not in session.seen


def test_a_restoring_shows_how_far_it_is_and_leaves_nothing_on_the_screen(copy: Path, data_dir: Path) -> None:
    with started(data_dir, "", "restaurar", str(copy)) as session:
        status, answer = session.wait()
    assert status == 0
    assert json.loads(answer)["registros_nuevos"] == RECORDS
    for what in ("Comprobando la copia de seguridad…", "Restaurando…"):
        shown = percents(session.seen, what)
        assert shown == sorted(set(shown))
        assert len(shown) > 3
        assert shown[-1] == 100
    assert screen(session.seen) == [""]
    assert b"\n" not in session.seen


def test_what_fails_is_said_on_a_line_of_its_own(copy: Path, data_dir: Path, tmp_path: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    path = tmp_path / "copia.zip"
    path.write_bytes(content)
    with started(data_dir, "", "restaurar", str(path)) as session:
        assert session.wait() == (2, b"")
    progress, sentence, rest = screen(session.seen)
    assert re.fullmatch(r"Comprobando la copia de seguridad… +\d+ %", progress)
    assert sentence.endswith("la copia de seguridad está incompleta o dañada")
    assert rest == ""


def test_what_fails_before_anything_is_done_is_said_alone(there: Path, tmp_path: Path) -> None:
    with started(there, "", "respaldar", "--salida", str(tmp_path)) as session:
        assert session.wait() == (1, b"")
    assert screen(session.seen) == [
        f"predictor-medico: no se pudo guardar en {tmp_path}: no es un archivo normal",
        "",
    ]


@pytest.mark.parametrize("content", [b"", b"\0" * 3_000_000])
def test_a_log_that_is_empty_or_written_twice_shows_nothing_above_100(
    data_dir: Path, tmp_path: Path, content: bytes
) -> None:
    data_dir.mkdir()
    (data_dir / "predicciones.log").write_bytes(content)
    with started(data_dir, "", "respaldar", "--salida", str(tmp_path / "copia.zip")) as session:
        status, _ = session.wait()
    assert status == (1 if content else 0)
    assert max(percents(session.seen, "Haciendo la copia de seguridad…")) == (100 if content else 0)
    assert screen(session.seen)[0] == ("predictor-medico: líneas dañadas: 1" if content else "")


def test_a_terminal_that_goes_away_stops_no_backup(there: Path, tmp_path: Path) -> None:
    target = tmp_path / "copia.zip"
    how = (
        IN_THE_BACKUP
        + "signal.signal(signal.SIGHUP, signal.SIG_IGN)\nsignal.signal(signal.SIGUSR1, lambda *_: None)\n"
    )
    with started(there, how, "respaldar", "--salida", str(target)) as session:
        session.reach("[0-9] %")
        terminal, session.terminal = session.terminal, os.open(os.devnull, os.O_RDONLY)
        os.close(terminal)
        session.process.send_signal(signal.SIGUSR1)
        status, answer = session.wait()
    assert (status, json.loads(answer)["registros"]) == (0, RECORDS)
    assert target.exists()


@pytest.mark.parametrize("how_asked", ["Ctrl+C", "SIGTERM"])
def test_a_restoring_that_is_interrupted_says_what_it_has_done_and_goes_on(
    there: Path, copy: Path, data_dir: Path, how_asked: str
) -> None:
    log = data_dir / "predicciones.log"
    with started(data_dir, AFTER_ONE_BATCH, "restaurar", str(copy)) as session:
        session.reach("Restaurando… +[1-9]")
        session.ask(how_asked)
        assert session.wait() == (130, b"")
    progress, sentence, rest = screen(session.seen)
    assert re.fullmatch(r"Restaurando… +\d+ %", progress)
    added = log.read_bytes().count(b"\n")
    assert 0 < added < RECORDS
    assert sentence == f"predictor-medico: restauración interrumpida: se agregaron {added} registros; {AGAIN}"
    assert rest == ""
    whole = (there / "predicciones.log").read_bytes()
    assert log.read_bytes() == b"".join(whole.splitlines(keepends=True)[:added])
    with started(data_dir, "", "restaurar", str(copy)) as session:
        status, answer = session.wait()
    assert status == 0
    assert json.loads(answer)["registros_ya_presentes"] == added
    assert log.read_bytes() == whole


def test_one_record_that_was_added_is_one(copy: Path, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "predicciones.log").write_bytes(b"".join(map(line, range(1, RECORDS))))
    # The first line is new, and written at once.
    how = "from core.exchange import buffered\nbuffered.BATCH = 1\n" + AFTER_ONE_BATCH
    with started(data_dir, how, "restaurar", str(copy)) as session:
        session.reach("Restaurando… +[1-9]")
        session.ask("Ctrl+C")
        assert session.wait() == (130, b"")
    assert "se agregó 1 registro;" in session.seen.decode()
    assert (data_dir / "predicciones.log").read_bytes().count(b"\n") == RECORDS


@pytest.mark.parametrize("how", [IN_THE_CHECK, AFTER_THE_CHECK])
def test_an_interruption_of_the_check_makes_nothing(copy: Path, data_dir: Path, how: str) -> None:
    with started(data_dir, how, "restaurar", str(copy), at_terminal=False) as session:
        session.reach("")
        session.process.send_signal(signal.SIGINT)
        assert session.wait() == (130, b"")
    assert session.seen.decode() == NOTHING_DONE + "\n"
    assert not data_dir.exists()


def test_an_interruption_while_another_program_is_waited_for_ends_at_once(copy: Path, data_dir: Path) -> None:
    with started(data_dir, BEFORE_THE_LOCK, "restaurar", str(copy)) as session:
        session.reach("100 %")
        session.ask("Ctrl+C")
        assert session.wait() == (130, b"")
    assert screen(session.seen) == [NOTHING_DONE, ""]
    assert not data_dir.exists()


@pytest.mark.parametrize("how", [IN_THE_BACKUP, AFTER_ALL_WAS_READ])
@pytest.mark.parametrize("how_asked", ["Ctrl+C", "SIGTERM"])
def test_a_backup_that_is_interrupted_leaves_what_was_there(
    there: Path, tmp_path: Path, *, how: str, how_asked: str
) -> None:
    stick = tmp_path / "memoria"
    stick.mkdir()
    target = stick / "copia.zip"
    target.write_bytes(b"la de ayer")
    with started(there, how, "respaldar", "--salida", str(target)) as session:
        session.reach("[0-9] %" if how is IN_THE_BACKUP else "100 %")
        session.ask(how_asked)
        assert session.wait() == (130, b"")
    progress, sentence, rest = screen(session.seen)
    assert re.fullmatch(r"Haciendo la copia de seguridad… +\d+ %", progress)
    assert sentence == (
        "predictor-medico: copia interrumpida: no se escribió ningún archivo; puede repetir el comando"
    )
    assert rest == ""
    assert [path.name for path in stick.iterdir()] == ["copia.zip"]
    assert target.read_bytes() == b"la de ayer"


@pytest.mark.parametrize("how_asked", ["Ctrl+C", "SIGTERM"])
def test_the_second_interruption_ends_at_once(copy: Path, data_dir: Path, how_asked: str) -> None:
    with started(data_dir, AFTER_TWO_SIGNALS, "restaurar", str(copy)) as session:
        session.reach("Restaurando… +[1-9]")
        session.ask("Ctrl+C")
        session.reach("")
        session.ask(how_asked)
        assert session.wait() == (130, b"")
    assert b"Traceback" not in session.seen
    assert len(screen(session.seen)) == 1


@pytest.mark.parametrize("command", ["respaldar", "restaurar"])
def test_interruptions_that_the_shell_has_ignored_stop_no_work(
    there: Path, copy: Path, data_dir: Path, tmp_path: Path, command: str
) -> None:
    words = ("restaurar", str(copy)) if command == "restaurar" else ("respaldar", "--salida", str(tmp_path / "c.zip"))
    if command == "respaldar":
        shutil.copytree(there, data_dir)
    ignoring = "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    at_once = "from core.system.work import Work\nadvance = Work._advance\n"
    at_once += "def advance_amid_signals(*given):\n    os.kill(os.getpid(), signal.SIGINT)\n    advance(*given)\n"
    at_once += "Work._advance = advance_amid_signals\n"
    with started(data_dir, ignoring + at_once, *words, at_terminal=False) as session:
        status, answer = session.wait()
    assert status == 0
    assert json.loads(answer)
    assert session.seen == b""


def test_where_no_terminal_is_only_the_sentence_is_said(copy: Path, data_dir: Path) -> None:
    with started(data_dir, "", "restaurar", str(copy), at_terminal=False) as session:
        assert session.wait()[0] == 0
    assert session.seen == b""
    shutil.rmtree(data_dir)
    how = AFTER_ONE_BATCH.replace("    wait()\n", "    os.kill(os.getpid(), signal.SIGINT)\n")
    with started(data_dir, how, "restaurar", str(copy), at_terminal=False) as session:
        assert session.wait() == (130, b"")
    assert re.fullmatch(rb"predictor-medico: [^\n\r]+\n", session.seen)
