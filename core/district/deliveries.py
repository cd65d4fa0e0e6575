"""Deliveries found under given paths: backups, data directories, logs alone; other files are passed over.

Links are never followed. A path that the user names and that is no delivery is refused; a file beside deliveries in a
folder is passed over. A delivery is known by its SHA-256, under whatever name it comes.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

from core.district.establishments import Station, of_directory, of_manifest
from core.exchange.archive import Archive
from core.journal import reader
from core.journal.entry import instant
from core.notes import journals
from core.records.key import digest, key_without_id
from core.records.record import classify
from core.system import disk
from core.system.paths import LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from core.errors import SaveFailure
    from core.refusals import BackupRefusal

    Opened = Callable[[], contextlib.AbstractContextManager[Callable[[int], bytes]]]

_CHUNK: Final = 1024 * 1024
_ZIP: Final = b"PK\x03\x04"
_SNIFFED: Final = 64 * 1024
"""Bytes of a log of another name in which a record has to stand."""


class Refusal(StrEnum):
    """Why a file is refused that is no broken backup."""

    MISSING = "missing"
    LINK = "link"
    NOT_A_FILE = "not_a_file"
    NO_DELIVERY = "no_delivery"
    EMPTY = "empty"
    """A log without any record that says nowhere whose it is."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A path that is not taken, and why. `is_passed_over`: it only lay beside deliveries, and no one asked for it."""

    path: Path
    reason: Refusal | BackupRefusal | SaveFailure
    is_passed_over: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A delivery as it lies there: a backup (`files` is empty), or journals by their names."""

    path: Path
    files: Mapping[str, Path] = field(default_factory=dict)

    @property
    def is_backup(self) -> bool:
        """Whether it is a ZIP."""
        return not self.files


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a delivery before it is read: whose it is, and by what its lineage is found.

    `sizes` are the lengths in bytes of its journals; `first` is the key of the log's first record, "" without any;
    `states` is the time that it states for itself (UTC).
    """

    source: Source
    sha256: str
    length: int
    sizes: Mapping[str, int]
    station: Station
    first: str
    states: datetime | None


def find(paths: list[Path], lake: str, tell: Callable[[], None]) -> Iterator[Source | Refused]:
    """Yield what lies at these paths and below, in the order of their names. `lake` is a folder that is left out.

    `tell` is called for each folder.
    """
    for path in paths:
        try:
            mode = path.lstat().st_mode
        except OSError as error:
            missing = isinstance(error, FileNotFoundError | NotADirectoryError)
            yield Refused(path, Refusal.MISSING if missing else disk.reason(error))
            continue
        if stat.S_ISLNK(mode):
            yield Refused(path, Refusal.LINK)
        elif stat.S_ISDIR(mode):
            found = list(_in_folder(path, lake, tell))
            yield from found
            if not any(isinstance(one, Source) or not one.is_passed_over for one in found):
                yield Refused(path, Refusal.NO_DELIVERY)
        elif stat.S_ISREG(mode):
            yield _file(path, is_asked_for=True)
        else:
            yield Refused(path, Refusal.NOT_A_FILE)


def _in_folder(folder: Path, lake: str, tell: Callable[[], None]) -> Iterator[Source | Refused]:
    tell()
    if str(folder.absolute()) == lake:
        return
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        yield Refused(folder, disk.reason(error))
        return
    files = {entry.name for entry in entries if entry.is_file(follow_symlinks=False)}
    own = {kind.name: folder / kind.name for kind in journals.merged() if kind.name in files}
    if own:
        yield Source(folder if LOG_NAME in own else next(iter(own.values())), own)
    for entry in entries:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _in_folder(path, lake, tell)
        elif entry.name in files and entry.name not in own:
            yield _file(path, is_asked_for=False)
        elif entry.is_symlink():
            yield Refused(path, Refusal.LINK, is_passed_over=True)


def _file(path: Path, *, is_asked_for: bool) -> Source | Refused:
    """Say what a regular file is by its beginning, whatever its name."""
    try:
        head = disk.read_small(path, _SNIFFED)
    except OSError as error:
        return Refused(path, disk.reason(error), is_passed_over=not is_asked_for)
    if head.startswith(_ZIP):
        return Source(path)
    own = {kind.name for kind in journals.merged()}
    if path.name in own:
        return Source(path, {path.name: path})
    lines = head.removeprefix(b"\xef\xbb\xbf").splitlines()
    if any(line[:1] == b"{" and classify(line)[1] is not None for line in lines):
        return Source(path, {LOG_NAME: path})
    return Refused(path, Refusal.NO_DELIVERY, is_passed_over=not is_asked_for)


def hashed(source: Source, tell: Callable[[int], None]) -> tuple[str, int]:
    """Return the SHA-256 of a delivery and its length in bytes; `tell` gets the length of each chunk.

    That of several journals is the hash of their names and hashes. Raises ReadError.
    """
    if source.is_backup or len(source.files) == 1:
        (path,) = source.files.values() if source.files else (source.path,)
        return _hash(path, tell)
    whole, length = hashlib.sha256(), 0
    for name in sorted(source.files):
        one, size = _hash(source.files[name], tell)
        whole.update(f"{name} {one}\n".encode())
        length += size
    return whole.hexdigest(), length


def _hash(path: Path, tell: Callable[[int], None]) -> tuple[str, int]:
    checksum, length = hashlib.sha256(), 0
    buffer = bytearray(_CHUNK)
    with disk.reading(path), os.fdopen(disk.open_regular(path, os.O_RDONLY), "rb", buffering=0) as file:
        while count := file.readinto(buffer):
            checksum.update(memoryview(buffer)[:count])
            length += count
            tell(count)
    return checksum.hexdigest(), length


def look(source: Source, sha256: str, length: int, tell: Callable[[], None]) -> Look:
    """Look at a delivery; `tell` is called for each chunk that is read. Raises BackupRefusedError or ReadError."""
    if source.is_backup:
        with Archive(source.path) as archive:
            sizes = {file.nombre: file.bytes for file in archive.manifest.archivos}
            first = _first(partial(archive.reader, LOG_NAME), sizes[LOG_NAME], tell)
            said = archive.manifest
            return Look(source, sha256, length, sizes, of_manifest(said), first, _stated(said.fecha, said.zona))
    sizes = {name: reader.size(path) for name, path in source.files.items()}
    first = ""
    if LOG_NAME in source.files:
        first = _first(partial(opened, source.files[LOG_NAME]), sizes[LOG_NAME], tell)
    return Look(source, sha256, length, sizes, of_directory(source.path), first, None)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Callable[[int], bytes]]:
    """Yield a function that reads the next bytes of a file; it raises ReadError."""
    with disk.reading(path), os.fdopen(disk.open_regular(path, os.O_RDONLY), "rb", buffering=0) as file:

        def read(length: int) -> bytes:
            with disk.reading(path):
                return file.read(length) or b""

        yield read


def _first(open_log: Opened, size: int, tell: Callable[[], None]) -> str:
    """Return the key of a log's first record, "" if it has none."""
    with open_log() as read:

        def telling(length: int) -> bytes:
            tell()
            return read(length)

        for block in reader.blocks_of(telling, size):
            for line in block.entries(classify):
                if line.entry is not None:
                    return line.entry.id or key_without_id(digest(line.entry), 1)
    return ""


def _stated(time: str, zone: str) -> datetime | None:
    with contextlib.suppress(ValueError, OverflowError):
        return instant(time, zone)
    return None
