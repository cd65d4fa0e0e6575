"""Prometheus and its tools, a service to scrape, Node's checkers. Where one is missing these tests are not collected.

With `PREDICTOR_MEDICO_MONITORING` in the environment, as in the stage of CI that installs them, that is an error. All
listen on 127.0.0.1, on ports that are free, and are ended with the test.
"""

from __future__ import annotations

import contextlib
import http.client
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
FILES = ROOT / "packaging" / "monitoring"
DOCKER = ROOT / "packaging" / "docker"
NPM = ROOT / "build" / "npm-monitoring" / "node_modules"
TOOLS = ("promtool", "prometheus", "prometheus-node-exporter", "node", "hadolint")
MISSING = [
    *(tool for tool in TOOLS if not shutil.which(tool)),
    *(name for name in ("starlette", "uvicorn") if importlib.util.find_spec(name) is None),
    *(name for name in ("@grafana/schema", "dclint") if not (NPM / name).is_dir()),
]

collect_ignore_glob = ["test_*.py"] if MISSING else []

if MISSING and os.environ.get("PREDICTOR_MEDICO_MONITORING"):
    raise pytest.UsageError(f"missing for the tests of monitoring: {', '.join(MISSING)}")


def wait_for(is_so: Callable[[], Any], what: str, seconds: float = 180) -> Any:
    """Return what `is_so` returns once that is true; fail the test when the time is over."""
    end = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < end, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.1)
    return found


def ask(port: int, path: str, method: str = "GET", body: bytes | None = None) -> tuple[int, bytes]:
    """Return status and body of an answer on 127.0.0.1; 0 while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    try:
        connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
        found = connection.getresponse()
        return found.status, found.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


@contextlib.contextmanager
def running(*command: str | Path, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program as long as the block lasts."""
    with subprocess.Popen(command, **options) as program:
        try:
            yield program
        finally:
            program.terminate()
            try:
                program.wait(300)
            except subprocess.TimeoutExpired:
                program.kill()


@contextlib.contextmanager
def listening(log: Path, *command: str | Path) -> Iterator[int]:
    """Run a program of Prometheus' as long as the block lasts; yield the port that it took, which it logs."""
    with log.open("wb") as file, running(*command, "--web.listen-address=127.0.0.1:0", stderr=file) as program:

        def told() -> re.Match[str] | None:
            assert program.poll() is None, log.read_text(encoding="utf-8")
            return re.search(r'"Listening on" address=127\.0\.0\.1:(\d+)', log.read_text(encoding="utf-8"))

        yield int(wait_for(told, "it listens")[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of the service."""
    return tmp_path_factory.mktemp("servido") / "datos"


@pytest.fixture(scope="module")
def service(served: Path) -> Iterator[int]:
    """The port of a running service."""
    start = (sys.executable, "-c", "import sys; from core.service.main import main; sys.exit(main())")
    with running(*start, "--puerto", "0", "--data-dir", served, stderr=subprocess.PIPE) as program:
        assert program.stderr is not None
        told = json.loads(program.stderr.readline())
        assert told["suceso"] == "escucha", told
        yield told["puerto"]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a textfile collector."""
    return tmp_path_factory.mktemp("textfile")


@pytest.fixture(scope="module")
def collector(collected: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a node_exporter that tells what stands in `collected`, and nothing of this machine."""
    only = ("--collector.disable-defaults", "--collector.textfile", f"--collector.textfile.directory={collected}")
    log = tmp_path_factory.mktemp("exporter") / "log"
    with listening(log, "prometheus-node-exporter", *only) as port:
        wait_for(lambda: ask(port, "/metrics")[0] == 200, "node_exporter answers")
        yield port


def checked(*command: str | Path, text: str | bytes = b"", cwd: Path | None = None) -> str:
    """Run a checker, which must find nothing; return what it says."""
    given = text.encode() if isinstance(text, str) else text
    done = subprocess.run(command, input=given, capture_output=True, check=False, cwd=cwd)
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 0, said
    return said
