"""What ISA-L reads of a backup is what zlib reads of it, however it is packed and asked for; damage is refused."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.district import inflating
from core.errors import BackupRefusedError
from core.exchange.archive import Archive
from core.exchange.manifest import FORMAT, MANIFEST_NAME
from core.refusals import BackupRefusal
from core.system.paths import LOG_NAME
from tests.samples import a_line


def a_copy(path: Path, log: bytes, compression: int = zipfile.ZIP_DEFLATED, level: int = 6) -> Path:
    file = {"nombre": LOG_NAME, "bytes": len(log), "sha256": hashlib.sha256(log).hexdigest()}
    head = {"formato": FORMAT, "version": 1, "programa": "1", "fecha": "", "zona": "", "archivos": [file]}
    with zipfile.ZipFile(path, "w", compression, compresslevel=level) as archive:
        archive.writestr(LOG_NAME, log)
        archive.writestr(MANIFEST_NAME, json.dumps(head))
    return path


def read_in(path: Path, length: int) -> list[bytes]:
    with Archive(path) as archive, inflating.inflated(archive, LOG_NAME) as read:
        return list(iter(lambda: read(length), b""))


LINES = b"".join(a_line(n) for n in range(700))
LOGS = st.one_of(
    st.binary(max_size=300),
    st.randoms(use_true_random=False).map(lambda chance: chance.randbytes(chance.randrange(200_000))),
    st.integers(0, len(LINES)).map(lambda end: LINES[:end]),
    st.integers(0, 400_000).map(lambda length: b"a" * length if length < 1000 else LINES + b"ab" * (length // 20)),
)


@settings(max_examples=80, deadline=None)
@given(
    log=LOGS,
    level=st.integers(0, 9),
    compression=st.sampled_from([zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]),
    length=st.sampled_from([257, 4096, 65_536, 2_000_000]),
    at_once=st.sampled_from([100, 4096, 512 * 1024]),
)
def test_the_bytes_are_those_that_were_packed(
    log: bytes, level: int, compression: int, length: int, at_once: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(inflating, "PACKED", at_once)
        pieces = read_in(a_copy(Path(folder) / "copia.zip", log, compression, level), length)
    assert b"".join(pieces) == log
    assert all(len(piece) == length for piece in pieces[:-1])


def test_what_is_cut_off_or_garbled_is_refused_or_shorter(tmp_path: Path) -> None:
    path = a_copy(tmp_path / "copia.zip", LINES)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(LOG_NAME)
    content, begin = path.read_bytes(), 30 + len(LOG_NAME)
    assert zlib.decompress(content[begin : begin + info.compress_size], -15) == LINES
    outcomes = set()
    for place in range(begin, begin + info.compress_size, 97):
        path.write_bytes(content[:place] + b"\0" * 40 + content[place + 40 :])
        try:
            found = b"".join(read_in(path, 4096))
        except BackupRefusedError as error:
            outcomes.add(error.refusal)
        else:
            assert found != LINES
    assert outcomes == {BackupRefusal.DAMAGED}


@given(st.binary(max_size=400))
def test_its_checksum_is_that_of_zlib(content: bytes) -> None:
    assert inflating.crc32(content) == zlib.crc32(content)
