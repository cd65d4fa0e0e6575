"""The command line as a process of its own: status, output and files, as the shell sees them."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from core.clinical.vitals import VITALS
from tests.conftest import PROGRAM
from tests.samples import TYPED
from tests.unit.conftest import one_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

CASES = Path(__file__).parents[1] / "cases"
GOOD = b'{"fiebre":38.0,"presion":120,"frecuencia_cardiaca":90}\n'

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /dev/full")


def shell(data_dir: Path, command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a shell command in which `$P` is the program on that data directory."""
    program = f'"{sys.executable}" -m gui --data-dir "{data_dir}"'
    return subprocess.run(
        ["bash", "-c", f'p() {{ {program} "$@"; }}; {command}'],
        capture_output=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def conversation(data_dir: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`predecir` at work, with its stdin still open."""
    with subprocess.Popen(
        [*PROGRAM, "--data-dir", str(data_dir), "predecir"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        # A program that keeps its answers back would leave the test waiting for ever.
        watchdog = Timer(300, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.kill()


def test_a_thousand_real_readings_reach_all_five_categories_with_no_refusal(run_program: Run, data_dir: Path) -> None:
    with (CASES / "vitals-1000.csv").open(encoding="utf-8", newline="") as file:
        rows = [{name: float(text) for name, text in row.items()} for row in csv.DictReader(file)]
    assert len(rows) == 1000
    done = run_program("predecir", stdin="".join(json.dumps(row) + "\n" for row in rows).encode())
    assert (done.returncode, done.stderr) == (0, b"")

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    for row, answer in zip(rows, answers, strict=True):
        is_usual = all(vital.is_usual(vital.from_number(row[vital.name])) for vital in VITALS)
        assert list(answer) == (["resultado"] if is_usual else ["resultado", "aviso"])
    counts = Counter(answer["resultado"] for answer in answers)
    assert sum(counts.values()) == 1000
    assert set(counts) == {
        "NO ENFERMO",
        "ENFERMEDAD LEVE",
        "ENFERMEDAD AGUDA",
        "ENFERMEDAD CRÓNICA",
        "ENFERMEDAD TERMINAL",
    }

    kept = [json.loads(line) for line in (data_dir / "predicciones.log").read_bytes().splitlines()]
    assert [record["resultado"] for record in kept] == [answer["resultado"] for answer in answers]
    assert [record["presion"] for record in kept] == [row["presion"] for row in rows]
    assert all(abs(record["fiebre"] - row["fiebre"]) <= 0.05 for record, row in zip(kept, rows, strict=True))
    report = json.loads(run_program("reporte").stdout)
    assert report["total_por_categoria"] == dict(counts)
    assert json.loads(run_program("verificar").stdout)["verificados"] == 1000


def test_each_answer_is_on_the_disk_and_out_before_the_next_line_is_asked_for(
    conversation: subprocess.Popen[bytes], data_dir: Path
) -> None:
    assert conversation.stdin is not None
    assert conversation.stdout is not None
    kept = 0
    for line, answer in ((GOOD, "resultado"), (b"roto\n", "error"), (GOOD, "resultado"), (GOOD, "resultado")):
        conversation.stdin.write(line)
        conversation.stdin.flush()
        assert next(iter(json.loads(conversation.stdout.readline()))) == answer
        kept += line == GOOD
        assert (data_dir / "predicciones.log").read_bytes().count(b"\n") == kept
    assert conversation.poll() is None
    conversation.stdin.close()
    assert conversation.wait(300) == 2


def test_a_line_of_ten_megabytes_is_refused_and_the_next_one_answered(run_program: Run) -> None:
    done = run_program("predecir", stdin=b"9" * 10_000_000 + b"\n" + GOOD + b"[" * 100_000 + b"\n" + GOOD)
    assert done.returncode == 2
    assert [list(json.loads(line)) for line in done.stdout.splitlines()] == [
        ["error", "campo"],
        ["resultado"],
        ["error", "campo"],
        ["resultado"],
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("predecir", "--fiebre", "x", *TYPED[2:]), 2, "fiebre: no es un número"),
        (("predecir", *TYPED[2:]), 2, "falta --fiebre; ayuda: predictor-medico predecir --help"),
        (
            ("reporte", "--desde", "ayer"),
            2,
            "--desde: 'ayer' no es una fecha como 2026-11-30; ayuda: predictor-medico reporte --help",
        ),
        (
            ("diagnosticar",),
            2,
            (
                "comando: no se reconoce 'diagnosticar'; puede ser: predecir, reporte, exportar, verificar, anular, "
                "criterio, concordancia, calidad, respaldar, restaurar, metricas, importar, establecimiento, "
                "modelo, recibir, distrito-clave; ayuda: predictor-medico --help"
            ),
        ),
        (("exportar", "--formato", "json", "--salida", "/"), 1, "no se pudo guardar en /: no es un archivo normal"),
    ],
)
def test_a_refusal_is_2_and_a_failure_1_with_one_sentence_on_stderr_alone(
    run_program: Run, arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    done = run_program(*arguments)
    assert (done.returncode, done.stdout) == (status, b"")
    assert one_sentence(done.stderr) == sentence


def test_the_data_directory_and_the_log_are_their_owners_alone(run_program: Run, data_dir: Path) -> None:
    assert run_program("predecir", *TYPED).returncode == 0
    assert oct(data_dir.stat().st_mode & 0o777) == "0o700"
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in data_dir.iterdir()}.keys() >= {"predicciones.log"}
    assert {path.stat().st_mode & 0o777 for path in data_dir.iterdir()} == {0o600}


def test_the_installed_command_says_its_version() -> None:
    script = Path(sys.executable).with_name("predictor-medico.exe" if os.name == "nt" else "predictor-medico")
    done = subprocess.run([script, "--version"], capture_output=True, timeout=300, check=False)
    assert (done.returncode, done.stdout.decode().strip()) == (0, f"predictor-medico {version('predictor-medico')}")


@pytest.mark.parametrize("coding", ["ascii", "cp1252", "utf-16"])
def test_answers_are_utf8_with_lf_wherever_they_go(run_program: Run, coding: str) -> None:
    done = run_program(
        "predecir",
        "--fiebre",
        "39,0",
        "--presion",
        "120",
        "--frecuencia-cardiaca",
        "100",
        env={"PYTHONIOENCODING": coding, "LC_ALL": "C"},
    )
    assert done.stdout == '{"resultado": "ENFERMEDAD CRÓNICA"}\n'.encode()
    assert "línea" in run_program("--help", env={"PYTHONIOENCODING": coding}).stdout.decode()


@posix_only
def test_bytes_that_are_no_text_on_the_command_line_end_in_a_sentence(data_dir: Path) -> None:
    done = shell(data_dir, r"p reporte --desde $'\xff'")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "no es una fecha como 2026-11-30" in one_sentence(done.stderr)


@posix_only
def test_a_reader_that_has_gone_is_told_nothing(data_dir: Path) -> None:
    done = shell(
        data_dir,
        f"(while echo '{GOOD.decode().strip()}'; do :; done) | p predecir | head -1; echo ${{PIPESTATUS[1]}}",
    )
    assert done.stdout.decode().splitlines() == ['{"resultado": "ENFERMEDAD AGUDA"}', "1"]
    assert b"redictor" not in done.stderr
    assert b"Traceback" not in done.stderr


@linux_only
@pytest.mark.parametrize("command", [f"predecir {' '.join(TYPED)}", "reporte", "verificar", "--help", "--version"])
def test_answers_that_find_no_room_are_a_failure(data_dir: Path, command: str) -> None:
    done = shell(data_dir, f"p {command} >/dev/full")
    assert done.returncode == 1
    assert one_sentence(done.stderr) == "no se pudo leer ni escribir: el disco está lleno"


@posix_only
def test_streams_that_are_closed_are_no_traceback(data_dir: Path) -> None:
    assert shell(data_dir, "p predecir <&-").returncode == 0
    closed = shell(data_dir, f"p predecir {' '.join(TYPED)} >&-")
    assert (closed.returncode, one_sentence(closed.stderr)) == (1, "la salida estándar está cerrada")
    assert not data_dir.exists()
    assert shell(data_dir, "p reporte --desde ayer 2>&-").returncode == 2
    assert shell(data_dir, "p curar >&- 2>&-").returncode == 2


@linux_only
def test_reasons_that_find_no_room_leave_the_status(data_dir: Path) -> None:
    assert shell(data_dir, "p reporte --desde ayer 2>/dev/full").returncode == 2


@posix_only
def test_a_working_directory_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    command = f'mkdir "{gone}" && cd "{gone}" && rmdir "{gone}" && PYTHONPATH="{Path(__file__).parents[2]}" '
    for closed in ("", " >&-"):
        done = subprocess.run(
            ["bash", "-c", f'{command} "{sys.executable}" -m gui --data-dir datos reporte{closed}'],
            capture_output=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 1
        assert one_sentence(done.stderr) == "no se pudo leer ni escribir: el archivo o su carpeta no están"


@posix_only
def test_an_interruption_ends_quietly_and_keeps_what_was_answered(
    conversation: subprocess.Popen[bytes], data_dir: Path
) -> None:
    assert conversation.stdin is not None
    assert conversation.stdout is not None
    assert conversation.stderr is not None
    conversation.stdin.write(GOOD)
    conversation.stdin.flush()
    conversation.stdout.readline()
    conversation.send_signal(signal.SIGINT)
    assert conversation.wait(300) == 130
    assert (conversation.stdout.read(), conversation.stderr.read()) == (b"", b"")
    assert (data_dir / "predicciones.log").read_bytes().count(b"\n") == 1


def interrupted(how: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program; `how` is the code that runs before it and has `interrupt()` called somewhere on the way."""
    code = (
        "import os, signal, sys\n"
        "def interrupt(): os.kill(os.getpid(), signal.SIGINT)\n"
        f"{how}\n"
        "from gui.__main__ import main\n"
        "sys.exit(main())\n"
    )
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, timeout=300, check=False)


def at_the_import_of(module: str) -> str:
    return (
        "class Finder:\n"
        "    @staticmethod\n"
        "    def find_spec(name, path=None, target=None):\n"
        f"        if name == '{module}': interrupt()\n"
        "sys.meta_path.insert(0, Finder)"
    )


@posix_only
@pytest.mark.parametrize(
    "module",
    [
        "core.system.interrupt",
        "core.cli.main",
        "argparse",
        "core.clinical.vitals",
        "core.cli.commands",
        "msgspec",
        "core.cli.upkeep",
        "zipfile",
    ],
)
def test_an_interruption_while_the_program_is_loaded_is_as_quiet(module: str, data_dir: Path) -> None:
    done = interrupted(at_the_import_of(module), "--data-dir", str(data_dir), "verificar")
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@posix_only
@pytest.mark.parametrize("module", ["PySide6.QtCore", "PySide6.support.deprecated", "gui.report.report_page"])
def test_an_interruption_while_qt_is_loaded_for_a_pdf_is_as_quiet(
    module: str, data_dir: Path, tmp_path: Path
) -> None:
    arguments = ("exportar", "--formato", "pdf", "--salida", str(tmp_path / "reporte.pdf"))
    done = interrupted(at_the_import_of(module), "--data-dir", str(data_dir), *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@posix_only
def test_interruptions_that_the_shell_has_ignored_are_ignored(data_dir: Path) -> None:
    data_dir.mkdir()
    how = "signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + at_the_import_of("core.cli.main")
    done = interrupted(how, "--data-dir", str(data_dir), "verificar")
    assert (done.returncode, done.stderr) == (0, b"")


@posix_only
def test_an_interrupted_export_leaves_no_half_of_a_file(data_dir: Path, tmp_path: Path) -> None:
    how = (
        "from core.exchange import export\n"
        "def records_csv(*_):\n"
        "    yield b'fecha'\n"
        "    interrupt()\n"
        "    yield b'mas'\n"
        "export.records_csv = records_csv"
    )
    target = tmp_path / "usb" / "registros.csv"
    target.parent.mkdir()
    done = interrupted(
        how, "--data-dir", str(data_dir), "exportar", "--formato", "registros", "--salida", str(target)
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
    assert list(target.parent.iterdir()) == []


@posix_only
def test_a_locale_that_is_not_utf_8_gets_no_lecture_from_qt(run_program: Run, data_dir: Path, tmp_path: Path) -> None:
    data_dir.mkdir()
    page = tmp_path / "reporte.pdf"
    done = run_program("exportar", "--formato", "pdf", "--salida", str(page), env={"LC_ALL": "C"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert page.exists()
