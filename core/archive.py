"""A backup that was carried here: opened with suspicion, and believed only once every byte of it was checked.

Whatever the file is, it is refused in one way (`BackupRefusedError`), in bounded memory: its list of contents is
measured before it is read, what it says it holds is compared with what it can hold, and then with the manifest.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, Self

import msgspec

from core import disk
from core.backup import FORMAT, MANIFEST_NAME, VERSION, Manifest, is_too_dense
from core.errors import BackupRefusal, BackupRefusedError
from core.lines import CHUNK
from core.paths import LOG_NAME, SETTINGS_NAME, VOIDS_NAME
from core.settings import MAX_SETTINGS
from core.whole_file import follow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO

_NAMES: Final = {LOG_NAME, VOIDS_NAME, SETTINGS_NAME, MANIFEST_NAME}
_SMALL: Final = {SETTINGS_NAME: MAX_SETTINGS, MANIFEST_NAME: 64 * 1024}
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

# The ends of a ZIP: of a small one, and of one of gigabytes, with what leads there.
_END: Final = struct.Struct("<4s4H2LH")
_LOCATOR: Final = struct.Struct("<4sLQL")
_LONG_END: Final = struct.Struct("<4sQ2H2L4Q")
_CONTENTS_AT_MOST: Final = 4096
"""Bytes of the list of contents: ours has four names."""

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError, KeyError)


class Archive:
    """An open backup. `manifest` is what it says of itself. Raises BackupRefusedError or ReadError when made."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file: BinaryIO = os.fdopen(_open(path), "rb")
        except OSError as error:
            raise disk.read_error(error, path) from error
        try:
            with self._refusing():
                _check_contents_size(self._file)
                self._zip = zipfile.ZipFile(self._file)
                self.manifest = self._read_manifest()
                self._check_members()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def path(self) -> Path:
        """Where the backup is."""
        return self._path

    def size(self, name: str) -> int:
        """Return the length of a file in the backup, 0 if it has none such."""
        file = self.manifest.file(name)
        return 0 if file is None else file.bytes

    def check(self, tell: Callable[[int], None]) -> None:
        """Read all of it, and compare; `tell` is called with the length of each part. Raises BackupRefusedError."""
        for file in self.manifest.archivos:
            checksum = hashlib.sha256()
            with self.reader(file.nombre) as read:
                while chunk := read(CHUNK):
                    checksum.update(chunk)
                    tell(len(chunk))
            if checksum.hexdigest() != file.sha256:
                raise BackupRefusedError(BackupRefusal.DAMAGED, self._path)

    @contextlib.contextmanager
    def reader(self, name: str) -> Iterator[Callable[[int], bytes]]:
        """Give a way to read a file of the backup, which may raise BackupRefusedError or ReadError."""
        with self._refusing():
            member = self._zip.open(name)
        with member:

            def read(length: int) -> bytes:
                with self._refusing():
                    return member.read(length)

            yield read

    def _read_manifest(self) -> Manifest:
        content = self._zip.read(self._info(MANIFEST_NAME))
        try:
            head = msgspec.json.decode(content, type=_Head)
            if head.formato == FORMAT and head.version > VERSION:
                raise BackupRefusedError(BackupRefusal.NEWER, self._path)
            manifest = msgspec.json.decode(content, type=Manifest)
        except (msgspec.DecodeError, RecursionError):
            raise BackupRefusedError(BackupRefusal.NOT_A_BACKUP, self._path) from None
        if (manifest.formato, manifest.version) != (FORMAT, VERSION):
            raise BackupRefusedError(BackupRefusal.NOT_A_BACKUP, self._path)
        return manifest

    def _check_members(self) -> None:
        """See that it has what the manifest says, and nothing else."""
        names = [*(file.nombre for file in self.manifest.archivos), MANIFEST_NAME]
        listed = [info.filename for info in self._zip.infolist()]
        if sorted(names) != sorted(listed) or len(set(names)) < len(names) or not _NAMES.issuperset(names):
            raise BackupRefusedError(BackupRefusal.NOT_A_BACKUP, self._path)
        if LOG_NAME not in names:
            raise BackupRefusedError(BackupRefusal.NOT_A_BACKUP, self._path)
        for file in self.manifest.archivos:
            if self._info(file.nombre).file_size != file.bytes:
                raise BackupRefusedError(BackupRefusal.DAMAGED, self._path)

    def _info(self, name: str) -> zipfile.ZipInfo:
        """Return what the list of contents says of a file, if that may be."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            raise BackupRefusedError(BackupRefusal.NOT_A_BACKUP, self._path) from None
        if is_too_dense(info.file_size, info.compress_size) or info.file_size > _SMALL.get(name, info.file_size):
            raise BackupRefusedError(BackupRefusal.TOO_DENSE, self._path)
        if info.compress_type not in _METHODS or info.flag_bits & 1:
            raise BackupRefusedError(BackupRefusal.NOT_A_BACKUP, self._path)
        return info

    @contextlib.contextmanager
    def _refusing(self) -> Iterator[None]:
        """Put whatever goes wrong inside of a ZIP into words of ours."""
        try:
            yield
        except zipfile.BadZipFile as error:
            if isinstance(error.__context__, OSError):  # which zipfile takes for the same thing
                raise disk.read_error(error.__context__, self._path) from error
            refusal = BackupRefusal.NOT_A_BACKUP if isinstance(error, _NoZipError) else BackupRefusal.DAMAGED
            raise BackupRefusedError(refusal, self._path) from error
        except _BROKEN as error:
            raise BackupRefusedError(BackupRefusal.DAMAGED, self._path) from error
        except OSError as error:
            if error.errno == errno.EINVAL:  # sent to a place before the beginning
                raise BackupRefusedError(BackupRefusal.DAMAGED, self._path) from error
            raise disk.read_error(error, self._path) from error


class _Head(msgspec.Struct):
    """The part of the manifest that every version has."""

    formato: str
    version: int


class _NoZipError(zipfile.BadZipFile):
    """A file that is no ZIP at all, or a large one."""


def _open(path: Path) -> int:
    """Open a file, also by a link, but nothing that is none."""
    return disk.open_regular(follow(path), os.O_RDONLY)


def _check_contents_size(file: BinaryIO) -> None:
    """Refuse a ZIP whose list of contents is longer than ours can be, before it is read."""
    if file.read(4) != b"PK\x03\x04":
        raise _NoZipError
    length = file.seek(0, os.SEEK_END)
    if length < _END.size:
        raise zipfile.BadZipFile
    file.seek(length - _END.size)
    signature, *_, size, _, comment = _END.unpack(file.read(_END.size))
    if signature != b"PK\x05\x06" or comment:
        raise zipfile.BadZipFile
    if length >= _END.size + _LOCATOR.size:
        file.seek(length - _END.size - _LOCATOR.size)
        signature, _, place, _ = _LOCATOR.unpack(file.read(_LOCATOR.size))
        if signature == b"PK\x06\x07":
            file.seek(min(place, length))
            size = _LONG_END.unpack(file.read(_LONG_END.size))[-2]
    if size > _CONTENTS_AT_MOST:
        raise _NoZipError
