"""Tries an installed program: the command line's answers, and the window, which a patient is typed into.

    python packaging/smoke.py COMMAND [WINDOW]      on the machine that it is installed on; no display is needed

The rehearsals use the parts of it: under Wine and in a chroot a program is started in other ways.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import driving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

WINDOW: Final = "^Predictor Médico$"
"""The title of the program's window, as a regular expression."""
LOG: Final = "predicciones.log"
HOLDER: Final = "predicciones.lock.txt"
_PATIENT: Final = ("--fiebre", "38,5", "--presion", "120", "--frecuencia-cardiaca", "90")


class Runner(Protocol):
    """Runs the installed command line to its end, wherever it is installed."""

    def __call__(self, arguments: Sequence[str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run the command with these arguments."""


class SmokeError(Exception):
    """The installed program does not do what it should; the message says what."""


def expect(is_so: object, what: str) -> None:
    """Raise SmokeError unless it is so."""
    if not is_so:
        raise SmokeError(what)


def step(what: str) -> None:
    """Say what is done now."""
    print(f"{time.strftime('%H:%M:%S')}  {what}", flush=True)


def wait_for(is_so: Callable[[], object], what: str, seconds: float = 180) -> None:
    """Return once it is so. Raises SmokeError when the time is over."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise SmokeError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.2)


def records(log: Path) -> list[dict[str, object]]:
    """Return the records of a log."""
    if not log.exists():
        return []
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def try_commands(run: Runner, export: Callable[[str], tuple[str, Path]]) -> int:
    """Try every command; return the number of records made.

    `export` takes a file name and returns how the installed program calls the file, and how this one does.
    """
    answer = _answer(run(["predecir", *_PATIENT]))
    expect(answer.get("resultado"), f"no category: {answer}")
    lines = run(["predecir"], stdin=b'{"fiebre":37,"presion":110,"frecuencia_cardiaca":70}\n{"fiebre":1}\n')
    expect(lines.returncode == 2, f"a bad line was not refused: {lines}")  # noqa: PLR2004 - contract.md's status
    refused = run(["predecir", "--fiebre", "400", *_PATIENT[2:]])
    expect("°C".encode() in refused.stderr, f"the sentence is not UTF-8: {refused}")
    report = _answer(run(["reporte"]))
    expect(sum(report["total_por_categoria"].values()) >= 2, f"records are missing: {report}")  # noqa: PLR2004
    expect(not _answer(run(["verificar"]))["danos"], "the log is damaged")
    for form, name, start in (
        ("pdf", "año.pdf", b"%PDF-"),
        ("csv", "año.csv", b"\xef\xbb\xbf"),
        ("json", "año.json", b"{"),
        ("registros", "registros.csv", b"\xef\xbb\xbf"),
    ):
        called, path = export(name)
        done = run(["exportar", "--formato", form, "--salida", called])
        expect(done.returncode == 0, f"{form} was not exported: {done}")
        expect(path.read_bytes().startswith(start), f"{path} is no {form}")
    return 2


@contextmanager
def running(
    command: Sequence[str | Path], variables: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program, and end it afterwards. Raises SmokeError if it does not end when it is asked to."""
    with subprocess.Popen(command, env=variables) as program:
        try:
            yield program
        except BaseException:
            program.kill()
            raise
        program.terminate()
        try:
            program.wait(300)
        except subprocess.TimeoutExpired:
            program.kill()
            raise SmokeError("the program does not end when the system asks it to") from None


def type_patient(log: Path) -> None:
    """Type a patient into the window that is open on the X display, and wait until the record is on the disk."""
    before = len(records(log))
    wait_for(lambda: driving.is_shown(WINDOW), "the window")
    wait_for(lambda: driving.focus(WINDOW), "the window takes the keys")
    for value in ("38.5", "120", "90"):
        driving.press(*("period" if sign == "." else sign for sign in value), "Return")
    wait_for(lambda: len(records(log)) > before, "the record of the patient that was typed")
    last = records(log)[-1]
    typed = (last["fiebre"], last["presion"], last["frecuencia_cardiaca"])
    expect(typed == (38.5, 120, 90), f"other numbers were saved than were typed: {last}")


def try_window(command: Sequence[str], data_dir: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Open the window where nobody sees it, wait until it is ready for a patient, and end it."""
    variables = {**environment, "QT_QPA_PLATFORM": "offscreen", "PREDICTOR_MEDICO_DATA_DIR": str(data_dir)}
    holder = data_dir / HOLDER
    holder.unlink(missing_ok=True)
    with running(command, variables) as program:
        wait_for(lambda: program.poll() is not None or holder.exists(), "the window")
        expect(program.poll() is None, f"the window closed by itself, with status {program.returncode}")
        wait_for(lambda: holder.read_text(encoding="utf-8").startswith("ventana"), "the window has the log")
    expect(
        not (data_dir / "log").exists() or not any((data_dir / "log").glob("falla*")), "the window wrote a crash file"
    )


def _answer(done: subprocess.CompletedProcess[bytes]) -> dict[str, dict[str, int]]:
    expect(done.returncode == 0, f"the command failed: {done}")
    answer: dict[str, dict[str, int]] = json.loads(done.stdout)
    return answer


def main(command: str, window: str) -> None:
    """Try the program that is installed here, with a data directory that is thrown away."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        data_dir = Path(name) / "datos ñ"
        variables = {**os.environ, "PREDICTOR_MEDICO_DATA_DIR": str(data_dir)}

        def run(arguments: Sequence[str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
            return subprocess.run([command, *arguments], input=stdin, capture_output=True, check=False, env=variables)

        made = try_commands(run, lambda file: (str(Path(name) / file), Path(name) / file))
        expect(len(records(data_dir / LOG)) == made, "not every prediction is in the log")
        try_window([window], data_dir)
    print("the installed program works")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[-1])
