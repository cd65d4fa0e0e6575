"""The service beside a bare server of the same make, which only parses and answers: `uv run --extra servicio python
tests/benchmarks/serving.py`. Clients and server share the processors; the ratio is what counts."""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from run import row, say  # beside this file

BODY = b'{"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90}'
REQUEST = (
    b"POST /predecir HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
    % (len(BODY), BODY)
)

BARE = """
import json, sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

async def predict(request):
    values = json.loads(await request.body())
    return JSONResponse({"resultado": "ENFERMEDAD AGUDA" if len(values) == 3 else ""})

app = Starlette(routes=[Route("/predecir", predict, methods=["POST"])])
uvicorn.run(app, port=int(sys.argv[1]), http="h11", loop="asyncio", access_log=False, log_level="error")
"""

SERVICE = """
import sys, time
from core.system import disk
from core.service.main import main
real, sync_s = disk.sync_data, float(sys.argv[3])
def slow_sync(fd):
    real(fd)
    time.sleep(sync_s)
if sync_s:
    disk.sync_data = slow_sync
main(["--data-dir", sys.argv[2], "--puerto", sys.argv[1]])
"""


class Rate(NamedTuple):
    """Requests a second, the slowest of a hundred in ms, and the server's processor time for one in µs (Linux)."""

    per_second: float
    p99_ms: float
    cpu_us: float = 0.0


def cpu_s(pid: int) -> float:
    """Return the processor time of a process in seconds, 0 where there is no /proc."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


async def ask(port: int, connections: int, count: int) -> Rate:
    """Send so many requests over so many connections, each after the answer to the one before."""
    taken: list[float] = []

    async def one(requests: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(requests):
            began = time.perf_counter()
            writer.write(REQUEST)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head)
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            await reader.readexactly(length)
            taken.append(time.perf_counter() - began)
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(one(count // connections) for _ in range(connections)))
    seconds = time.perf_counter() - began
    return Rate(len(taken) / seconds, statistics.quantiles(taken, n=100)[98] * 1e3)


def measure(program: str, connections: int, count: int, *words: str) -> Rate:
    """Start a server, ask it, and end it; the median of three turns."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", program, str(port), *words]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                if process.poll() is not None:
                    raise RuntimeError("the server has ended") from None
                time.sleep(0.05)
        asyncio.run(ask(port, connections, connections * 2))
        before = cpu_s(process.pid)
        found = sorted(asyncio.run(ask(port, connections, count)) for _ in range(3))
        spent = cpu_s(process.pid) - before
        process.terminate()
    return found[1]._replace(cpu_us=spent / (3 * count) * 1e6)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Prints how fast the service answers beside a bare server.")
    parser.add_argument("--requests", type=int, default=6000)
    parser.add_argument("--directory", help="where the records are written: the disk to be measured")
    options = parser.parse_args()
    now = datetime.now().astimezone()
    say(f"{now:%Y-%m-%d}, Python {sys.version.split()[0]}, {sys.platform}, {os.cpu_count()} processors:")
    say("")
    say("| what | target | measured | how |")
    say("| --- | --- | --- | --- |")
    for connections in (1, 32):
        count = options.requests if connections > 1 else options.requests // 6
        bare = measure(BARE, connections, count)
        for sync_s, where in (("0", "here"), ("0.0013", "where a sync takes 1.3 ms longer")):
            with tempfile.TemporaryDirectory(dir=options.directory) as directory:
                ours = measure(SERVICE, connections, count, directory, sync_s)
            how = (
                f"{ours.per_second:,.0f}/s, p99 {ours.p99_ms:.0f} ms, against {bare.per_second:,.0f}/s, "
                f"{bare.p99_ms:.0f} ms of the bare server; {ours.cpu_us:.0f} µs against {bare.cpu_us:.0f} µs of "
                "processor time each"
            )
            row(
                f"requests to the service, {connections} at once, {where}",
                "",
                f"{ours.per_second / bare.per_second:.2f}×",
                how,
            )


if __name__ == "__main__":
    main()
