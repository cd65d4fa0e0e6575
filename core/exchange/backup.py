"""A backup: one ZIP with the journals, settings, establishment, and a manifest of their sizes and checksums.

It may be made while the window writes: journals only grow, so their contents up to now are one consistent state.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import zipfile
from typing import TYPE_CHECKING, Any, Final

import msgspec

from core.clinical.model import MAX_MODEL
from core.errors import BackupKeptError, BackupRefusedError, NothingToBackUpError, ReadError, SaveFailure
from core.exchange.archive import Archive, is_model_file
from core.exchange.manifest import FORMAT, MANIFEST_NAME, SMALL, VERSION, BackedUp, Manifest, Place, is_too_dense
from core.exchange.missing import Missing
from core.journal import reader
from core.journal.entry import stamp
from core.journal.health import Health
from core.models import catalogue
from core.notes import journals
from core.records.copies import Seen
from core.refusals import BackupRefusal
from core.system import disk, establishment
from core.system.paths import APP_ID, LOG_NAME, MODELS_DIR_NAME
from core.system.whole_file import follow, whole_file
from core.system.work import Work

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from core.notes.journals import Kind

ABANDONED_S: Final = 24 * 60 * 60
"""Age in seconds of the last write after which an unfinished backup counts as abandoned: its writer was killed."""

_UNREAD: Final = (BackupRefusal.NEWER, BackupRefusal.PACKED, BackupRefusal.DAMAGED)
"""The refusals of backups whose contents are unknown."""


class _TooDenseError(Exception):
    """A file compresses so well that a restore would refuse it."""


class Backup(Work):
    """A task that writes a backup of `data_dir` to the file `target`, in the thread that calls `run`."""

    def __init__(self, data_dir: Path, target: Path, now: datetime) -> None:
        super().__init__()
        self._data_dir = data_dir
        self._target = target
        self._now = now

    def run(self) -> Manifest:
        """Write the backup atomically and return its manifest. Raises SaveError, ReadError or StoppedError.

        Also raises NothingToBackUpError without a log, and BackupKeptError if `target` is a backup with records or
        notes that the data directory lacks.
        """
        # Notes are measured before the records: each in the backup speaks of a record that is in it.
        names = [kind.name for kind in reversed(journals.JOURNALS)]
        ends = {name: end for name in names if (end := _end(self._data_dir / name)) is not None}
        if LOG_NAME not in ends:
            raise NothingToBackUpError(SaveFailure.GONE, self._data_dir / LOG_NAME)
        self.total = sum(ends.values())
        self._compare(ends)
        before = self.done
        self._sweep()
        try:
            return self._write(ends, zipfile.ZIP_DEFLATED)
        except _TooDenseError:
            self.done = before
            return self._write(ends, zipfile.ZIP_STORED)

    def _compare(self, ends: dict[str, int]) -> None:
        """Refuse to replace a backup with entries missing here, or a damaged or unreadable one that may have some.

        A file that is no backup is replaced.
        """
        try:
            if not follow(self._target).is_file():
                return
        except OSError:
            return  # the write reports it
        try:
            with Archive(self._target) as archive:
                missing = Missing(archive, self._data_dir, ends, lambda: self._advance(0))
                self.total += missing.bytes_to_read
                if missing.bytes_to_read:
                    archive.check(lambda _length: self._advance(0))
                missing.count(self._advance)
                if missing.entries or missing.conflicts:
                    raise BackupKeptError(self._target, missing.entries, missing.conflicts)
        except BackupRefusedError as error:
            if error.refusal in _UNREAD:
                raise BackupKeptError(self._target, refusal=error.refusal) from error

    def _sweep(self) -> None:
        """Remove abandoned temporary files of earlier backups to the same target."""
        try:
            target = follow(self._target)
        except OSError:
            return  # the write reports it
        unfinished = f".{glob.escape(target.name)}.{'[0-9a-f]' * 8}.tmp"
        for path in target.parent.glob(unfinished):
            with contextlib.suppress(OSError):
                if self._now.timestamp() - path.lstat().st_mtime > ABANDONED_S:
                    path.unlink()

    def _write(self, ends: dict[str, int], compression: int) -> Manifest:
        from importlib.metadata import version  # noqa: PLC0415 - not at the start of the window

        with whole_file(self._target) as file, zipfile.ZipFile(file, "w", compression) as archive:
            files = [self._add(archive, kind, ends[kind.name]) for kind in journals.JOURNALS if kind.name in ends]
            for name, at_most in (*SMALL.items(), *_model_files(self._data_dir)):
                content = _content(self._data_dir / name, at_most)
                if content is not None:
                    _put(archive, name, content)
                    files.append(BackedUp(name, len(content), hashlib.sha256(content).hexdigest()))
            place = Place(**establishment.load(self._data_dir)._asdict())
            model = catalogue.in_use(self._data_dir).model.name
            manifest = Manifest(FORMAT, VERSION, version(APP_ID), *stamp(self._now), tuple(files), place, model)
            _put(archive, MANIFEST_NAME, msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
            if any(is_too_dense(info.file_size, info.compress_size) for info in archive.infolist()):
                raise _TooDenseError
            self._advance(0)  # last point to stop: sync and rename follow
        return manifest

    def _add(self, archive: zipfile.ZipFile, kind: Kind[Any], end: int) -> BackedUp:
        """Copy the first `end` bytes of a journal, counting entries and damaged lines on the way."""
        name, path = kind.name, self._data_dir / kind.name
        health, seen, checksum, copied = Health(listed=0), Seen(), hashlib.sha256(), 0
        with archive.open(_info(name, archive), "w", force_zip64=True) as member:

            def copy(length: int) -> bytes:
                nonlocal copied
                with disk.reading(path):
                    chunk = os.read(source, length)
                self._advance(len(chunk))
                member.write(chunk)
                checksum.update(chunk)
                copied += len(chunk)
                return chunk

            with disk.reading(path):
                source = disk.open_regular(path, os.O_RDONLY)
            try:
                for block in reader.blocks_of(copy, end):
                    seen.add(journals.count(kind, block, health))
            finally:
                os.close(source)
        if copied < end:
            raise ReadError(SaveFailure.CHANGED, path)
        records = health.records - seen.copies()
        return BackedUp(name, copied, checksum.hexdigest(), records, health.damaged_count)


def _end(path: Path) -> int | None:
    """Return a journal's length in bytes, outside of a line that is being written; None if it does not exist."""
    with reader.opened(path) as source:
        if source < 0:
            return None
        end = reader.size(path)
        while end:
            is_between_lines = disk.read_at(source, end - 1, 1) == b"\n"
            size = reader.size(path)
            if is_between_lines or size == end:
                break
            end = size
        return end


def _model_files(data_dir: Path) -> list[tuple[str, int]]:
    """Return the names of the files in `modelos/`, each with the length up to which it is read."""
    found = sorted(path.name for path in (data_dir / MODELS_DIR_NAME).glob("*"))
    names = [f"{MODELS_DIR_NAME}/{name}" for name in found]
    return [(name, MAX_MODEL) for name in names if is_model_file(name)]


def _content(path: Path, at_most: int) -> bytes | None:
    """Return the bytes of a small file; None if it is missing, unreadable or longer than `at_most`."""
    try:
        content = disk.read_small(follow(path), at_most + 1)
    except OSError:
        return None
    return content if len(content) <= at_most else None


def _info(name: str, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = archive.compression
    info.external_attr = 0o600 << 16
    return info


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(_info(name, archive), content)
