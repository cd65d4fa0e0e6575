"""A lake on a real S3 server, SeaweedFS, on this machine; also where the connection breaks in the middle."""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import pytest

from core.district.errors import LakeError, LakeFault
from core.district.store import open_store
from tests.district.bucket import KEY, SECRET
from tests.district.lakes import Lake, a_backup, a_clinic
from tests.samples import a_line

if TYPE_CHECKING:
    from pathlib import Path

ACUTE = "ENFERMEDAD AGUDA"


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
    assert caught.value.fault is LakeFault.DENIED
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


@pytest.mark.parametrize("folder", ["datos", "manifiestos"])
def test_a_file_that_is_gone_from_the_bucket_is_named(
    s3: Lake, usb: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    s3.take(usb)
    store = open_store(s3.place)
    name = store.names(folder)[0]
    monkeypatch.setenv("PREDICTOR_MEDICO_CACHE", str(usb.parent / "otra"))
    store.remove(name)
    store.remove(name)
    with pytest.raises(LakeError) as caught:
        store.read(name)
    assert (caught.value.fault, caught.value.place) == (LakeFault.DAMAGED, f"{s3.place}/{name}")
    with pytest.raises(LakeError) as caught:
        open_store(s3.place).local(name, "")
    assert (caught.value.fault, caught.value.place) == (LakeFault.DAMAGED, f"{s3.place}/{name}")


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
        assert caught.value.fault is LakeFault.SILENT
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
    assert caught.value.fault is LakeFault.SILENT
    with pytest.raises(LakeError):
        open_store("s3://")
