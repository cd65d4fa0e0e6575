"""The frozen program: nothing too much in it, quick to start, the same wherever it is built, on no network."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.system import establishment
from core.system.paths import CHECKPOINT_NAME, HOLDER_NAME
from tests.answers import District, model_file
from tests.installers.conftest import BUNDLE_TOOLS, PACKAGING, ROOT, need, run_script
from tests.samples import TYPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

sys.path.append(str(PACKAGING))
import display
import driving
import smoke

pytestmark = pytest.mark.installers

STARTS = 15


def fingerprint(folder: Path) -> dict[str, str]:
    """Return the identity of a bundle: names, rights, times, links and content."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        if path.is_symlink():
            content = str(path.readlink())
        else:
            content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[str(path.relative_to(folder))] = f"{status.st_mode:o} {status.st_mtime} {content}"
    return found


def test_the_same_sources_give_the_same_bundle_and_package_wherever_they_are_built(tmp_path: Path) -> None:
    need(*BUNDLE_TOOLS, "dpkg-deb")
    one, other = tmp_path / "a", tmp_path / "another, much longer name"
    subprocess.run(["git", "clone", "--quiet", ROOT, one], check=True)
    shutil.copytree(one, other, symlinks=True)
    made = []
    for sources in (one, other):
        out = sources / "out"
        run_script("bundle.py", out, cwd=sources)
        package = run_script("deb.py", out / "predictor-medico", out, cwd=sources).strip()
        made.append(
            (
                fingerprint(out / "predictor-medico"),
                (out / "predictor-medico.cdx.json").read_bytes(),
                hashlib.sha256(Path(package).read_bytes()).hexdigest(),
            )
        )
    assert made[0] == made[1]


def test_the_installed_program_answers_exports_and_opens_its_window(bundle: Path) -> None:
    run_script("smoke.py", bundle / "predictor-medico")


def test_it_checks_the_signature_of_an_answer_of_the_district(bundle: Path, tmp_path: Path) -> None:
    data_dir, district = tmp_path / "datos", District()
    key = district.write_key(tmp_path / "d.pub")

    def run(*words: str | Path) -> int:
        command = [bundle / "predictor-medico", "--data-dir", data_dir, *words]
        return subprocess.run(command, capture_output=True, check=False).returncode

    assert run("predecir", *TYPED) == 0
    assert run("distrito-clave", key, "--aceptar", district.key.fingerprint) == 0
    log = (data_dir / "predicciones.log").read_bytes()
    answer = district.write(tmp_path / "r.zip", establishment.load(data_dir).puesto, log, model_file())
    assert run("recibir", answer) == 0
    District(2).write(answer, establishment.load(data_dir).puesto, log)
    assert run("recibir", answer) == 2


def test_nothing_in_the_bundle_speaks_to_a_network_or_names_the_build_machine(bundle: Path) -> None:
    names = [path.name for path in bundle.rglob("*")]
    assert not [name for name in names if re.search(r"network|ssl|Qml|Quick|sqlite|curl", name, re.IGNORECASE)]
    home = str(ROOT).encode()
    assert not [path for path in bundle.rglob("*") if path.is_file() and home in path.read_bytes()]


def test_the_papers_name_what_is_in_the_bundle(bundle_out: Path, bundle: Path) -> None:
    bom = json.loads((bundle_out / "predictor-medico.cdx.json").read_text(encoding="utf-8"))
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    names = {part["name"] for part in bom["components"]}
    assert {"python", "qt", "pyside6-essentials", "shiboken6", "filelock", "msgspec", "platformdirs"} <= names
    assert all(part["version"] and part["purl"] for part in bom["components"])
    licences = (bundle / "THIRD-PARTY-LICENSES.txt").read_text(encoding="utf-8")
    assert all(name in licences for name in names)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in licences
    assert (bundle / "LICENSE.txt").read_bytes() == (ROOT / "LICENSE").read_bytes()


def quits(program: subprocess.Popen[bytes]) -> bool:
    """Ask the program to end, and say whether it has: while an export is being finished, it asks back and stays."""
    if program.poll() is None and driving.focus(smoke.WINDOW):  # the question takes the keys with it when it goes
        driving.press("ctrl+q")
    return program.poll() is not None


def test_a_patient_a_report_and_an_export_open_no_socket_but_the_display(
    bundle: Path, tmp_path: Path, clean_environment: dict[str, str]
) -> None:
    need("strace", "Xvfb", "xdotool")
    trace, data, exported = tmp_path / "trace", tmp_path / "datos", tmp_path / "reporte.json"

    with display.display() as name:
        command = ["strace", "-f", "-e", "trace=network", "-o", trace, bundle / "predictor-medico"]
        variables = {**clean_environment, "DISPLAY": name, "LANG": "es_CO.UTF-8"}
        with subprocess.Popen([*command, "--data-dir", data], env=variables) as program:
            try:
                smoke.type_patient(data / smoke.LOG)
                driving.press("ctrl+2", "ctrl+e")
                smoke.wait_for(lambda: driving.focus("^Exportar"), "the export's dialog")
                driving.write(str(exported))
                driving.press("Return")
                smoke.wait_for(exported.exists, "the exported file")
                smoke.wait_for(lambda: not driving.is_shown("^Exportar"), "the end of the export")
                smoke.wait_for(lambda: driving.focus(smoke.WINDOW), "the window takes the keys again")
                smoke.wait_for(lambda: quits(program), "the end of the program")
            finally:
                program.kill()
    calls = trace.read_text(encoding="utf-8", errors="replace")
    connected = re.findall(r"connect\(\d+, (.*?)\) = ", calls)
    assert connected, "the trace shows not even the display"
    allowed = re.compile(r"\{sa_family=AF_UNIX, sun_path=@?\"[^\"]*(\.X11-unix/|/bus|/at-spi|/dbus-)")
    assert not [call for call in connected if not allowed.match(call)]
    assert set(re.findall(r"socket\((\w+)", calls)) == {"AF_UNIX"}


@pytest.mark.parametrize("libraries", [None, "/opt/de-otros/lib"])
def test_what_the_program_starts_has_the_environment_of_its_user_and_not_the_bundles(
    bundle: Path, tmp_path: Path, clean_environment: dict[str, str], libraries: str | None
) -> None:
    need("Xvfb", "xdotool")
    data, told = tmp_path / "datos", tmp_path / "told"
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\nenv >"{told}.part"\nmv "{told}.part" "{told}"\n')
    opener.chmod(0o755)
    given = {**clean_environment, "PATH": f"{opener.parent}:{clean_environment['PATH']}"}
    if libraries is not None:
        given["LD_LIBRARY_PATH"] = libraries
    with display.display() as name:
        given["DISPLAY"] = name
        with smoke.running([bundle / "predictor-medico", "--data-dir", data], given):
            smoke.wait_for(lambda: driving.focus(smoke.WINDOW), "the window takes the keys")
            smoke.type_patient(data / smoke.LOG)
            driving.press("ctrl+o")
            smoke.wait_for(told.exists, "the data folder is opened")
    found = dict(line.split("=", 1) for line in told.read_text(encoding="utf-8").splitlines())
    # Of the shell's own, and of PySide's: that one is as it is for every program made with PySide.
    others = {"PWD", "OLDPWD", "SHLVL", "_", "PYSIDE6_OPTION_PYTHON_ENUM"}
    assert {name: value for name, value in found.items() if name not in others} == given


def test_it_works_in_a_folder_with_an_accent_under_a_locale_that_is_not_utf_8(
    bundle: Path, tmp_path: Path, clean_environment: dict[str, str]
) -> None:
    need("localedef")
    make = ["localedef", "-i", "es_ES", "-f", "ISO-8859-1", tmp_path / "es_ES.ISO-8859-1"]
    subprocess.run(make, check=True, capture_output=True)
    program = shutil.copytree(bundle, tmp_path / "Clínica" / "programa", symlinks=True) / "predictor-medico"
    given = {**clean_environment, "LOCPATH": str(tmp_path), "LC_ALL": "es_ES.ISO-8859-1"}
    data, page = tmp_path / "Clínica" / "datos", tmp_path / "Clínica" / "año.pdf"

    def run(*words: str | Path) -> str:
        command = [program, *words, "--data-dir", data]
        done = subprocess.run(command, env=given, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stderr

    run("predecir", "--fiebre", "38,5", "--presion", "120", "--frecuencia-cardiaca", "90")
    assert run("exportar", "--formato", "pdf", "--salida", page) == ""
    assert page.read_bytes().startswith(b"%PDF-")
    smoke.try_window([str(program)], data, given)


@contextmanager
def watched_display() -> Iterator[subprocess.Popen[str]]:
    """Yield an `xev` that writes a line for each window that appears on a display of its own."""
    with ExitStack() as stack:
        name = stack.enter_context(display.display())
        watch = ["stdbuf", "-oL", "xev", "-display", name, "-root", "-event", "substructure"]
        watcher = stack.enter_context(subprocess.Popen(watch, stdout=subprocess.PIPE, text=True))
        stack.callback(watcher.kill)
        yield watcher


def seconds_to_window(
    command: list[str | Path], watcher: subprocess.Popen[str], environment: dict[str, str]
) -> float:
    """Return how long a program takes until its window is on the screen."""
    assert watcher.stdout is not None
    start = time.perf_counter()
    with subprocess.Popen(command, env={**environment, "DISPLAY": os.environ["DISPLAY"]}) as program:
        for line in watcher.stdout:
            if line.startswith("MapNotify"):
                break
        took = time.perf_counter() - start
        program.terminate()
    return took


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of three bare spin boxes, trimmed the same way."""
    need(*BUNDLE_TOOLS)
    out = tmp_path_factory.mktemp("bare")
    work = out / "work"
    work.mkdir()
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", out]
    command += ["--workpath", work / "pyinstaller", ROOT / "tests" / "installers" / "bare.spec"]
    subprocess.run(command, check=True, cwd=work)
    return out / "bare"


def size_of(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def test_the_bundle_is_little_larger_than_a_bare_window(bundle: Path, bare: Path) -> None:
    ratio = size_of(bundle) / size_of(bare)
    sys.stdout.write(f"size: {size_of(bundle) / 1e6:.1f} MB, bare {size_of(bare) / 1e6:.1f} MB, {ratio:.3f}\n")
    assert ratio <= 1.15


def start_ratio(bundle: Path, bare: Path, environment: dict[str, str]) -> float:
    """Return how many times as long as the bare window's start ours takes: each pair is measured in one go."""
    ours: list[float] = []
    theirs: list[float] = []
    with watched_display() as watcher:
        for _ in range(STARTS + 2):
            theirs.append(seconds_to_window([bare / "bare"], watcher, environment))
            # With no word, as by a double click; and as if it had been closed the last time, and not killed.
            (Path(environment["XDG_DATA_HOME"]) / "predictor-medico" / HOLDER_NAME).unlink(missing_ok=True)
            ours.append(seconds_to_window([bundle / "predictor-medico"], watcher, environment))
    ours, theirs = ours[2:], theirs[2:]  # the first ones also bring the files into memory
    ratio = statistics.median(mine / its for mine, its in zip(ours, theirs, strict=True))
    mine, its = (statistics.median(times) * 1000 for times in (ours, theirs))
    sys.stdout.write(f"start: {mine:.0f} ms, bare {its:.0f} ms, of each pair {ratio:.2f}\n")
    return ratio


@pytest.fixture(scope="session")
def ratio(bundle: Path, bare: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """The best of three measurements: other load slows a start down, and never speeds one up."""
    need("Xvfb", "xev", "stdbuf")
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("start"))
    return min(start_ratio(bundle, bare, environment) for _ in range(3))


def test_the_window_opens_almost_as_soon_as_a_bare_one(ratio: float) -> None:
    assert ratio <= 1.25


def memory_kb(command: list[str | Path], environment: dict[str, str], is_ready: Callable[[], bool]) -> int:
    """Return how much memory a program with a window takes as soon as it is ready."""
    with subprocess.Popen(command, env={**environment, "DISPLAY": os.environ["DISPLAY"]}) as program:
        try:
            smoke.wait_for(is_ready, "the window is ready")
            status = Path(f"/proc/{program.pid}/status").read_text(encoding="ascii")
        finally:
            program.terminate()
    return int(status.partition("VmRSS:")[2].split()[0])


def test_the_window_takes_little_more_memory_than_a_bare_one(
    bundle: Path, bare: Path, tmp_path: Path, clean_environment: dict[str, str]
) -> None:
    """Ours with every tab made and two hundred records read, the bare one with its window on the screen."""
    need("Xvfb", "xdotool")
    environment = {**clean_environment, "XDG_DATA_HOME": str(tmp_path)}
    ours = bundle / "predictor-medico"
    patients = '{"fiebre": 36.6, "presion": 120, "frecuencia_cardiaca": 70}\n' * 200
    predict = [ours, "predecir"]
    subprocess.run(predict, env=environment, input=patients, check=True, capture_output=True, text=True)
    summary = tmp_path / "predictor-medico" / CHECKPOINT_NAME  # the window writes it when it has read all
    summary.unlink()  # the command's own
    with display.display():
        theirs_kb = memory_kb([bare / "bare"], environment, lambda: driving.is_shown(smoke.WINDOW))
        ours_kb = memory_kb([ours], environment, summary.exists)
    ratio = ours_kb / theirs_kb
    sys.stdout.write(f"memory: {ours_kb / 1024:.0f} MB, bare {theirs_kb / 1024:.0f} MB, {ratio:.2f}\n")
    assert ratio <= 1.5
