"""A journal: appends lines so that they survive a power cut, and mends what the last one left.

Its order makes it safe: one writer (`core.system.lock`), one write, one sync, and only then an answer. Damage is
sealed off and reported, never removed. `Journal` is the only code that writes to a log; `core.journal.reader` reads.
"""

from __future__ import annotations

import contextlib
import errno
import os
from threading import RLock
from typing import TYPE_CHECKING, Generic, NoReturn, Self

from core.errors import SaveError, SaveFailure
from core.journal.entry import MAX_LINE, EntryT
from core.journal.reader import size
from core.system import disk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.journal.reader import Classify


class Journal(Generic[EntryT]):
    """A log open for appending, from any thread. The owner holds the lock of the directory throughout.

    The file is opened by the first append and again after every failure, so that a reconnected disk works. A file
    that is missing, replaced or modified by another program is refused once and then accepted.
    """

    def __init__(self, path: Path, classify: Classify[EntryT]) -> None:
        self.path = path
        self._classify = classify
        self._fd = -1
        self._identity: tuple[int, int] | None = None
        self._end = 0
        # The file's mtime (ns) after the last own write.
        self._modified = 0
        self._unfinished = b""
        # Offset and bytes of a failed append to a file that was refused; they may be in the file.
        self._left = (0, b"")
        self._last: EntryT | None = None
        self._turn = RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def last(self) -> EntryT | None:
        """The last entry, if the end of the file has one; None before the file is open."""
        return self._last

    @property
    def end(self) -> int:
        """The offset of the next line, as of the last open or append."""
        return self._end

    def open(self) -> None:
        """Open the log, make it if it is missing, and seal a torn tail. Raises SaveError."""
        with self._turn:
            if self._fd >= 0:
                return
            try:
                self._fd = self._open_or_make()
                self._recognize()
                self._mend_tail()
            except OSError as error:
                self.close()
                raise disk.save_error(error, self.path) from error

    def append(self, line: bytes, entry: EntryT | None = None) -> int:
        """Append a line, optionally with its entry, and return its offset; it is synced when this returns.

        Raises SaveError; the line is then not saved. Retrying the same line is safe: it will be in the log once.
        """
        return self.append_all([line], entry)

    def append_all(self, lines: Sequence[bytes], last: EntryT | None = None) -> int:
        """Append lines with one write and one sync; returns and raises as `append`."""
        if any(len(line) > MAX_LINE for line in lines):
            raise SaveError(SaveFailure.TOO_LONG, self.path)
        with self._turn:
            self.open()
            data = b"".join(lines)
            try:
                self._check_unchanged()
                offset = self._find_left(data)
                if offset is None:
                    offset = self._end
                    self._write(data)
                else:
                    self._write_again(data, offset)
            except OSError as error:
                self.close()
                raise disk.save_error(error, self.path) from error
            self._last = last or self._last
        return offset

    def sync(self) -> None:
        """Sync the existing log, if there is one. Raises SaveError or ReadError."""
        if size(self.path):
            self.open()

    def close(self) -> None:
        """Close the file; the next append opens it again."""
        with self._turn:
            if self._fd >= 0:
                fd, self._fd = self._fd, -1
                with contextlib.suppress(OSError):  # all that was acknowledged is synced
                    os.close(fd)

    def forget(self) -> None:
        """Close the file and drop its identity; the next open accepts a changed file."""
        with self._turn:
            self.close()
            self._identity, self._unfinished, self._last = None, b"", None

    def _open_or_make(self) -> int:
        flags = os.O_RDWR | os.O_APPEND
        try:
            return disk.open_regular(self.path, flags)
        except FileNotFoundError:
            if self._identity is not None:
                self._refuse(SaveFailure.GONE)
            disk.make_directory(self.path.parent)
            return disk.open_regular(self.path, flags | os.O_CREAT | os.O_EXCL)

    def _recognize(self) -> None:
        """Check the identity of the opened file, undo a failed append and sync."""
        status = os.fstat(self._fd)
        identity = (status.st_dev, status.st_ino)
        if self._identity is not None:
            if identity != self._identity or status.st_size < self._end:
                self._refuse(SaveFailure.CHANGED)
            self._undo()
            if self._unfinished and os.fstat(self._fd).st_size != self._end:
                self._refuse(SaveFailure.CHANGED)
        if status.st_size == 0:
            # New, or left by a process that could not finish: sync the name before the first entry.
            os.fsync(self._fd)
            disk.sync_names(self.path)
        else:
            # The last writer may have been killed before its sync; readers rely on the content from now on.
            disk.sync_data(self._fd)
        status = os.fstat(self._fd)
        self._identity, self._end, self._modified = identity, status.st_size, status.st_mtime_ns
        self._unfinished = b""

    def _mend_tail(self) -> None:
        """End a last line without newline: a whole entry is completed, a torn one sealed and kept as evidence."""
        start = max(0, self._end - 2 * MAX_LINE)
        tail = disk.read_at(self._fd, start, self._end - start)
        *lines, rest = tail.split(b"\n")
        if rest:
            self._write(b"\n")
            lines.append(rest)
        for content in reversed(lines):
            entry = self._classify(content)[1]
            if entry is not None:
                self._last = entry
                return

    def _check_unchanged(self) -> None:
        """Refuse to write if the file was unlinked, replaced or modified by another program.

        Overwritten bytes keep the length but change the mtime, unless within one tick of the last own write: some
        milliseconds, two seconds on FAT. Both times are the file system's, independent of the clock.
        """
        try:
            status = self.path.lstat()
        except FileNotFoundError:
            self._refuse(SaveFailure.GONE)
        found = ((status.st_dev, status.st_ino), status.st_size, status.st_mtime_ns)
        if found != (self._identity, self._end, self._modified):
            self._refuse(SaveFailure.CHANGED)

    def _refuse(self, failure: SaveFailure) -> NoReturn:
        """Raise SaveError for a changed file and drop its identity; the retry accepts it."""
        if self._unfinished:
            self._left = self._end, self._unfinished
        self.forget()
        raise SaveError(failure, self.path)

    def _find_left(self, data: bytes) -> int | None:
        """Return the offset at which a failed append before a refusal left these lines; None if it did not."""
        start, left = self._left
        if data != left:
            return None
        before = disk.read_at(self._fd, start - 1, 1) if start else b"\n"
        place = (before + disk.read_at(self._fd, start, len(data) + 2 * MAX_LINE)).find(b"\n" + data)
        return None if place < 0 else start + place

    def _write_again(self, data: bytes, offset: int) -> None:
        """Overwrite lines in place and sync: after a failed sync only a new write reaches the disk (see `_undo`)."""
        with os.fdopen(disk.open_regular(self.path, os.O_WRONLY), "wb") as file:
            file.seek(offset)
            file.write(data)
            file.flush()
            disk.sync_data(file.fileno())
        self._modified = os.fstat(self._fd).st_mtime_ns
        self._left = (0, b"")

    def _write(self, data: bytes) -> None:
        self._unfinished = data
        try:
            written = os.write(self._fd, data)
            if written < len(data):
                # A second write raises the reason why the first one was short.
                written += os.write(self._fd, data[written:])
            if written < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # noqa: TRY301 - handled like the system's own errors
            disk.sync_data(self._fd)
            modified = os.fstat(self._fd).st_mtime_ns
        except OSError:
            with contextlib.suppress(OSError):  # the next attempt undoes it, or recovery seals it
                self._undo()
            raise
        self._end += len(data)
        self._modified, self._unfinished = modified, b""

    def _undo(self) -> None:
        """Truncate the bytes of a failed append, if they are the last ones and nothing follows.

        They were never acknowledged. After a failed sync the system may regard them as written although they are
        not; only a new write is safe.
        """
        left = disk.read_at(self._fd, self._end, len(self._unfinished) + 1)
        if left and self._unfinished.startswith(left):
            os.ftruncate(self._fd, self._end)
