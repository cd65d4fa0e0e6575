"""Shared by the tests of the service: the real service in a process, and clients of it.

They need the extra `servicio`, and are not collected without it. With `PREDICTOR_MEDICO_SERVICE` in the environment,
as in the stage of CI that installs it, a missing extra is an error.
"""

from __future__ import annotations

import contextlib
import http.client
import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if sys.platform.startswith("linux"):
    from tests.faults.conftest import (  # noqa: F401 - fixtures, and the hook that lets no test be skipped in CI
        any_disk,
        disk,
        found,
        pytest_runtest_makereport,
        xfs_disk,
    )

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

MISSING = [name for name in ("starlette", "uvicorn") if importlib.util.find_spec(name) is None]

collect_ignore_glob = ["test_*.py"] if MISSING else []

if MISSING and os.environ.get("PREDICTOR_MEDICO_SERVICE"):
    raise pytest.UsageError(f"the extra `servicio` is not installed: {', '.join(MISSING)}")

GOOD = {"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90}
PROGRAM = (sys.executable, "-c", "import sys; from core.service.main import main; sys.exit(main())")


@dataclass
class Answer:
    """A response of the service."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        """The body, which is JSON."""
        assert self.headers["Content-Type"] == "application/json"
        return json.loads(self.body)


class Client:
    """A connection to the service, kept open from one request to the next."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send a request; `body` is bytes, or what is sent as JSON. Underscores in names of headers are hyphens."""
        sent = {"Content-Type": "application/json"} if body is not None else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        self._connection.request(method, path, content, sent)
        found = self._connection.getresponse()
        return Answer(found.status, found.headers, found.read())

    def predict(self, body: Any = GOOD, **headers: str) -> Answer:
        """Ask for a prediction."""
        return self.ask("POST", "/predecir", body, **headers)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


@dataclass
class Service:
    """A running service."""

    process: subprocess.Popen[bytes]
    log: list[dict[str, Any]] = field(default_factory=list)
    other: list[bytes] = field(default_factory=list)
    """Lines of standard error that are no JSON."""
    port: int = 0
    _reader: threading.Thread | None = None
    _clients: list[Client] = field(default_factory=list)

    def listen(self) -> None:
        """Wait until it listens, and read its log from then on."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._take(line)
            if self.log and self.log[-1]["suceso"] == "escucha":
                self.port = self.log[-1]["puerto"]
                break
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def client(self) -> Client:
        """Return a new client, closed when the service has ended."""
        self._clients.append(Client(self.port))
        return self._clients[-1]

    def end(self, by: int = signal.SIGTERM) -> int:
        """Ask it to end, and return its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        status = self.process.wait(timeout=300)
        for client in self._clients:
            client.close()
        if self._reader is not None:
            self._reader.join(300)
        return status

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            self.log.append(json.loads(line))
        except ValueError:
            self.other.append(line)


def start(at: Path, *words: str, before: Sequence[str] = (), program: Sequence[str] = PROGRAM) -> Service:
    """Start a service on a data directory and a free port, optionally under another command (`strace …`)."""
    command = [*before, *program, "--data-dir", str(at), "--puerto", "0", *words]
    service = Service(subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE))
    service.listen()
    return service


def stop(service: Service) -> None:
    """Ask a service to end that has not ended, which it does with 0; kill one that does not."""
    is_running = service.process.poll() is None
    try:
        status = service.end()
    finally:
        with contextlib.suppress(ProcessLookupError):
            service.process.kill()
            service.process.wait()
        if service.process.stderr is not None:
            service.process.stderr.close()
    assert not is_running or status == 0


@pytest.fixture
def serve(data_dir: Path) -> Iterator[Callable[..., Service]]:
    """Start services as `start` does, by default on `data_dir`."""
    started: list[Service] = []

    def serve_it(*words: str, at: Path = data_dir, **how: Any) -> Service:
        started.append(start(at, *words, **how))
        return started[-1]

    yield serve_it
    for service in started:
        stop(service)


@pytest.fixture
def service(serve: Callable[..., Service]) -> Service:
    """A service on `data_dir`."""
    return serve()


@pytest.fixture
def client(service: Service) -> Client:
    """A client of `service`."""
    return service.client()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service for all tests that only ask it; at its end its standard error is a log without errors."""
    service = start(tmp_path_factory.mktemp("shared"))
    yield service
    assert service.end() == 0
    stop(service)
    assert not service.other
    assert not [line for line in service.log if line["nivel"] == "error"]


@pytest.fixture
def guest(shared: Service) -> Client:
    """A client of `shared`."""
    return shared.client()
