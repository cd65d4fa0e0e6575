"""Clients that are slow, many, wrong or hostile: answered or cut, and the service goes on."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.service.conftest import GOOD, Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.service.conftest import Service

BODY = b'{"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90}'
HEAD = b"POST /predecir HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
WHOLE = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY

NOWHERE = b"GET /nada HTTP/1.1\r\nHost: localhost\r\n\r\n"
"""A request that is answered without the disk, which may take longer than an impatient service waits."""

IMPATIENT = """
import sys
from core.service import guard
guard.Connections.__init__.__defaults__ = (guard.MOST, 3.0)
from core.service.main import main
sys.exit(main())
"""


@contextlib.contextmanager
def connected(service: Service) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", service.port), timeout=300) as one:
        yield one


def everything(one: socket.socket) -> bytes:
    """Read until the service ends the connection."""
    found = b""
    with contextlib.suppress(ConnectionResetError):
        while part := one.recv(65536):
            found += part
    return found


def test_pipelined_requests_are_answered_in_order(shared: Service) -> None:
    with connected(shared) as one:
        one.sendall(
            WHOLE * 50 + WHOLE.replace(b"120", b"500") + HEAD.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
        )
        one.sendall(b"Content-Length: 2\r\n\r\n{}")
        statuses = re.findall(rb"HTTP/1.1 (\d+)", everything(one))
    assert statuses == [b"200"] * 50 + [b"422"] * 2


def one_answer(one: socket.socket) -> bytes:
    """Read one JSON answer."""
    found = b""
    while not found.endswith(b"}\n") and (part := one.recv(65536)):
        found += part
    return found


NO_HTTP = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\nConnection: close\r\n\r\n",
    b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"x: " + b"y" * 200_000,
    HEAD + b"Content-Length: -1\r\n\r\n",
    HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    HEAD + b"Transfer-Encoding: chunked\r\n\r\nnope\r\n",
]


def test_what_is_no_http_is_refused_and_cut(shared: Service) -> None:
    for sent in NO_HTTP:
        with connected(shared) as one:
            with contextlib.suppress(ConnectionError):
                one.sendall(sent)
            assert everything(one).startswith(b"HTTP/1.1 4")
    assert shared.client().predict().status == 200


def test_an_endless_body_is_cut_and_an_announced_one_answered(shared: Service) -> None:
    with connected(shared) as one:
        one.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            for _ in range(1000):
                one.sendall(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
            pytest.fail("64 MB were taken")
    with connected(shared) as one:
        with contextlib.suppress(ConnectionError):
            one.sendall(HEAD + b"Content-Length: 1000000000000\r\n\r\n" + b" " * 2_000_000)
        everything(one)
    assert shared.client().predict().status == 200


def test_bytes_behind_an_answer_are_the_next_request(shared: Service) -> None:
    with connected(shared) as one:
        for byte in WHOLE:
            one.sendall(bytes([byte]))
        assert one_answer(one).startswith(b"HTTP/1.1 200")
        one.sendall(WHOLE)
        assert one_answer(one).startswith(b"HTTP/1.1 200")


def test_an_answer_is_sent_at_once(shared: Service) -> None:
    """Head and body are two writes: the second must not wait until the client has acknowledged the first (40 ms)."""
    taken = []
    with connected(shared) as one:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 0)
        for _ in range(50):
            one.sendall(NOWHERE)
            began = time.perf_counter()
            one_answer(one)
            taken.append(time.perf_counter() - began)
    assert min(taken) < 0.03


def test_other_methods_and_paths_are_refused_in_words(guest: Client) -> None:
    for method, path, status, allowed in (
        ("GET", "/predecir", 405, "POST"),
        ("DELETE", "/reporte", 405, "GET"),
        ("BREW", "/", 405, "GET"),
        ("POST", "/salud", 405, "GET"),
        ("GET", "/nada", 404, ""),
        ("GET", "/reporte/", 404, ""),
        ("GET", "//evil.example/predecir", 404, ""),
    ):
        answer = guest.ask(method, path)
        assert (answer.status, set(answer.json)) == (status, {"error", "campo"})
        assert allowed in answer.headers.get("Allow", "")
    assert guest.ask("HEAD", "/reporte").status == 200


def test_a_body_of_another_type_and_a_foreign_host_are_refused(guest: Client) -> None:
    assert guest.predict(BODY, Content_Type="text/plain").status == 415
    assert guest.predict(BODY, Content_Type="application/json; charset=utf-8").status == 200
    for host, status in (
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("LOCALHOST:80", 200),
        ("[::1]", 200),
    ):
        assert guest.ask("GET", "/salud", Host=host).status == status


def memory_kb(service: Service) -> int:
    status = Path(f"/proc/{service.process.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_a_thousand_idle_connections_leave_it_answering_in_bounded_memory(service: Service) -> None:
    assert service.client().predict().status == 200
    before = memory_kb(service)
    with contextlib.ExitStack() as stack:
        idle = [stack.enter_context(connected(service)) for _ in range(1000)]
        for number, one in enumerate(idle):
            with contextlib.suppress(ConnectionError):
                one.sendall(HEAD[: number % len(HEAD)])
        for _ in range(20):
            assert service.client().predict().status == 200
        held = sum(not is_cut(one) for one in idle)
    assert held <= 200
    assert memory_kb(service) - before < 40_000
    assert service.end() == 0
    assert not service.other
    assert {line["suceso"] for line in service.log} <= {"escucha", "peticion", "fin"}


def is_cut(one: socket.socket) -> bool:
    one.settimeout(0)
    try:
        return one.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def test_slow_clients_keep_nobody_out(service: Service) -> None:
    with contextlib.ExitStack() as stack:
        slow = [stack.enter_context(connected(service)) for _ in range(200)]
        for one in slow:
            one.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + HEAD + b"Content-Length: 5\r\n\r\n{")
            assert one.recv(65536), "what follows is being waited for"
        quick = [stack.enter_context(connected(service)) for _ in range(20)]
        for one in quick:
            one.sendall(WHOLE)
            assert one.recv(12) == b"HTTP/1.1 200"
    assert service.end() == 0
    assert not service.other


def test_slow_clients_are_cut(serve: Callable[..., Service]) -> None:
    service = serve(program=(sys.executable, "-c", IMPATIENT))
    with contextlib.ExitStack() as stack:
        begun = [HEAD, HEAD + b"Content-Length: 5\r\n\r\n{", b"", b"GET", NOWHERE + b"GET / HT"]
        slow = [stack.enter_context(connected(service)) for _ in begun]
        for one, sent in zip(slow, begun, strict=True):
            one.sendall(sent)
        assert [everything(one)[:12] for one in slow] == [b""] * 4 + [b"HTTP/1.1 404"]
    assert service.client().ask("GET", "/nada").status == 404
    assert service.end() == 0
    assert not service.other


def test_a_client_that_reads_no_answer_is_cut(serve: Callable[..., Service]) -> None:
    service = serve(program=(sys.executable, "-c", IMPATIENT))
    with connected(service) as one, contextlib.suppress(ConnectionError):
        while True:
            one.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 500)
    assert service.client().ask("GET", "/nada").status == 404
    assert service.end() == 0
    assert not service.other


def test_ctrl_c_ends_it_and_idle_connections_do_not_hold_it(service: Service) -> None:
    with connected(service), connected(service) as used:
        used.sendall(WHOLE)
        assert one_answer(used).startswith(b"HTTP/1.1 200")
        assert service.end(signal.SIGINT) == 130
        assert used.recv(1) == b""


def test_a_client_that_goes_away_leaves_no_trace(shared: Service) -> None:
    for _ in range(20):
        with connected(shared) as one:
            one.sendall(HEAD + b"Content-Length: 100\r\n\r\n{")
        with connected(shared) as one:
            one.sendall(WHOLE)
    assert shared.client().predict(GOOD).status == 200
