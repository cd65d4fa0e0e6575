"""A backup from elsewhere, opened and checked in full before anything in it is used.

Any fault raises `BackupRefusedError`, and memory is bounded: the list of contents is measured before it is read, and
stated sizes are compared with possible ones, then with the manifest. In a backup that a file manager has unpacked and
packed again, maybe in a folder and with files of its own, only the files of the manifest, beside it, are read.
"""

from __future__ import annotations

import contextlib
import copy
import errno
import hashlib
import os
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, Self

import msgspec

from core.clinical.model import MAX_MODEL
from core.errors import BackupRefusedError
from core.exchange.manifest import FORMAT, MANIFEST_NAME, SMALL, VERSION, Manifest, is_too_dense
from core.journal.reader import CHUNK
from core.notes import journals
from core.refusals import BackupRefusal
from core.system import disk
from core.system.paths import LOG_NAME, MODELS_DIR_NAME
from core.system.whole_file import follow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

_SMALL: Final = SMALL | {MANIFEST_NAME: 64 * 1024}
_MODEL_FILE: Final = re.compile(rf"{MODELS_DIR_NAME}/[A-Za-z0-9][A-Za-z0-9._+-]{{0,150}}")

_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The methods of file managers. Python cannot read others in bounded memory: a byte of bzip2 becomes a megabyte."""

_TRICK: Final = re.compile(r"/|[A-Za-z]:|(?:.*/)?\.\.(?:/|\Z)", re.DOTALL)
"""Member names that escape from the target folder of an unpacking program; nothing is unpacked here."""

# The end records of a ZIP: the standard one, and the ZIP64 one with its locator.
_END: Final = struct.Struct("<4s4H2LH")
_END_SIGNATURE: Final = b"PK\x05\x06"
_LOCATOR: Final = struct.Struct("<4sLQL")
_LONG_END: Final = struct.Struct("<4sQ2H2L4Q")
_CONTENTS_AT_MOST: Final = 1024 * 1024
"""Longest central directory, in bytes: a backup has four names, and people add thousands of photos to a ZIP."""
_COMMENT_AT_MOST: Final = 1 << 16

_BROKEN: Final = (zlib.error, EOFError, struct.error, NotImplementedError, ValueError)


def _names() -> set[str]:
    """Return the names of the files that a backup may have."""
    return {kind.name for kind in journals.JOURNALS} | _SMALL.keys()


def is_model_file(name: str) -> bool:
    """Return whether a name in a backup is that of a file in `modelos/`."""
    return _MODEL_FILE.fullmatch(name) is not None


class Archive:
    """An open backup with its `manifest`. The constructor raises BackupRefusedError or ReadError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with disk.reading(path):
            self._file: BinaryIO = os.fdopen(disk.open_regular(follow(path), os.O_RDONLY), "rb")
        try:
            with self._refusing():
                _check_contents_size(self._file)
                self._zip = zipfile.ZipFile(self._file)
                self._members = self._find_members()
                self.manifest = self._read_manifest()
                self._check_members()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    @property
    def path(self) -> Path:
        """The path of the backup."""
        return self._path

    def size(self, name: str) -> int:
        """Return the length in bytes of a file in the backup; 0 if the backup lacks it."""
        file = self.manifest.file(name)
        return 0 if file is None else file.bytes

    def check(self, advance: Callable[[int], None]) -> None:
        """Compare every file with its SHA-256; `advance` is called with the length of each chunk.

        Raises BackupRefusedError or ReadError.
        """
        for file in self.manifest.archivos:
            checksum = hashlib.sha256()
            for chunk in self.chunks(file.nombre):
                checksum.update(chunk)
                advance(len(chunk))
            if checksum.hexdigest() != file.sha256:
                raise BackupRefusedError(BackupRefusal.DAMAGED, self._path)

    def content(self, name: str) -> bytes:
        """Return a small file. Raises BackupRefusedError or ReadError."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the pieces of a file. Raises BackupRefusedError or ReadError."""
        with self.reader(name) as read:
            while chunk := read(CHUNK):
                yield chunk

    @contextlib.contextmanager
    def reader(self, name: str) -> Iterator[Callable[[int], bytes]]:
        """Yield a function that reads the next bytes of a file; it raises BackupRefusedError or ReadError."""
        yield from self._reader(self._info(name))

    @contextlib.contextmanager
    def packed(self, name: str) -> Iterator[Callable[[int], bytes] | None]:
        """Yield a function that reads the next bytes of a file as deflate left them; None if it is not deflated.

        What they inflate to has no checksum but that of the manifest. It raises BackupRefusedError or ReadError.
        """
        info = copy.copy(self._info(name))
        if info.compress_type != zipfile.ZIP_DEFLATED:
            yield None
            return
        info.compress_type, info.file_size = zipfile.ZIP_STORED, info.compress_size
        del info.CRC
        yield from self._reader(info)

    def _reader(self, info: zipfile.ZipInfo) -> Iterator[Callable[[int], bytes]]:
        with self._refusing():
            member = self._zip.open(info)
        with member:

            def read(length: int) -> bytes:
                with self._refusing():
                    return member.read(length)

            yield read

    def _find_members(self) -> dict[str, zipfile.ZipInfo]:
        """Return the backup's files by name, from the one folder that has a manifest."""
        folders: dict[str, dict[str, zipfile.ZipInfo]] = {}
        for info in self._zip.infolist():
            path = info.filename.replace("\\", "/")
            folder, _, name = path.rpartition("/")
            if folder.rpartition("/")[2] == MODELS_DIR_NAME:
                folder, name = folder.rpartition("/")[0], f"{MODELS_DIR_NAME}/{name}"
            members = folders.setdefault(folder, {})
            if _TRICK.match(path) or name in members:
                raise BackupRefusedError(BackupRefusal.NOT_A_BACKUP, self._path)
            if name in _names() or is_model_file(name):
                members[name] = info
        backups = [members for members in folders.values() if MANIFEST_NAME in members]
        if len(backups) != 1:
            raise BackupRefusedError(BackupRefusal.NOT_A_BACKUP, self._path)
        return backups[0]

    def _read_manifest(self) -> Manifest:
        content = self._zip.read(self._info(MANIFEST_NAME))
        try:
            head = msgspec.json.decode(content, type=_Head)
            if head.formato == FORMAT and head.version > VERSION:
                raise BackupRefusedError(BackupRefusal.NEWER, self._path)
            manifest = msgspec.json.decode(content, type=Manifest)
        except (msgspec.DecodeError, RecursionError):
            raise BackupRefusedError(BackupRefusal.NOT_A_BACKUP, self._path) from None
        if manifest.formato != FORMAT or not 1 <= manifest.version <= VERSION:
            raise BackupRefusedError(BackupRefusal.NOT_A_BACKUP, self._path)
        return manifest

    def _check_members(self) -> None:
        """Check that the manifest lists a log and known names only, and that all of them are there at their sizes."""
        names = [*(file.nombre for file in self.manifest.archivos), MANIFEST_NAME]
        others = set(names) - _names()
        if len(set(names)) < len(names) or not all(map(is_model_file, others)) or LOG_NAME not in names:
            raise BackupRefusedError(BackupRefusal.NOT_A_BACKUP, self._path)
        if not self._members.keys() >= set(names):
            raise BackupRefusedError(BackupRefusal.DAMAGED, self._path)
        for file in self.manifest.archivos:
            if self._info(file.nombre).file_size != file.bytes:
                raise BackupRefusedError(BackupRefusal.DAMAGED, self._path)

    def _info(self, name: str) -> zipfile.ZipInfo:
        """Return a file's entry in the central directory after checks of its size, density and method."""
        info = self._members[name]
        most = MAX_MODEL if is_model_file(name) else _SMALL.get(name, info.file_size)
        if is_too_dense(info.file_size, info.compress_size) or info.file_size > most:
            raise BackupRefusedError(BackupRefusal.TOO_DENSE, self._path)
        if info.compress_type not in _METHODS or info.flag_bits & 1:
            raise BackupRefusedError(BackupRefusal.PACKED, self._path)
        return info

    @contextlib.contextmanager
    def _refusing(self) -> Iterator[None]:
        """Convert errors of `zipfile` and of the disk to BackupRefusedError and ReadError."""
        try:
            yield
        except zipfile.BadZipFile as error:
            if isinstance(error.__context__, OSError):  # zipfile reports errors of the disk as damage
                raise disk.read_error(error.__context__, self._path) from error
            refusal = BackupRefusal.NOT_A_BACKUP if isinstance(error, _NoZipError) else BackupRefusal.DAMAGED
            raise BackupRefusedError(refusal, self._path) from error
        except _BROKEN as error:
            raise BackupRefusedError(BackupRefusal.DAMAGED, self._path) from error
        except OSError as error:
            if error.errno == errno.EINVAL:  # a damaged offset: seek before the file's start
                raise BackupRefusedError(BackupRefusal.DAMAGED, self._path) from error
            raise disk.read_error(error, self._path) from error


class _Head(msgspec.Struct):
    """The fields of the manifest that every version has."""

    formato: str
    version: int


class _NoZipError(zipfile.BadZipFile):
    """The file is no ZIP, or its central directory is too long for a backup."""


def _check_contents_size(file: BinaryIO) -> None:
    """Refuse a ZIP with a central directory longer than a backup's, before it is read into memory."""
    if file.read(4) != b"PK\x03\x04":
        raise _NoZipError
    length = file.seek(0, os.SEEK_END)
    if length < _END.size:
        raise zipfile.BadZipFile
    end = _find_end(file, length)
    file.seek(end)
    *_, size, _, _ = _END.unpack(file.read(_END.size))
    if end >= _LOCATOR.size:
        file.seek(end - _LOCATOR.size)
        signature, _, place, _ = _LOCATOR.unpack(file.read(_LOCATOR.size))
        if signature == b"PK\x06\x07":
            file.seek(min(place, length))
            size = _LONG_END.unpack(file.read(_LONG_END.size))[-2]
    if size > _CONTENTS_AT_MOST:
        raise _NoZipError


def _find_end(file: BinaryIO, length: int) -> int:
    """Return the offset of the end record, found as `zipfile` does; a comment may follow it."""
    start = max(0, length - _END.size - _COMMENT_AT_MOST)
    file.seek(start)
    tail = file.read(length - start)
    place = len(tail) - _END.size
    if not (tail.startswith(_END_SIGNATURE, place) and tail.endswith(b"\0\0")):
        place = tail.rfind(_END_SIGNATURE)
    if place < 0:
        raise zipfile.BadZipFile
    return start + place
