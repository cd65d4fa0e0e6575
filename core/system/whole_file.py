"""Writing a file so that it appears whole or not at all, and is still there after a power cut."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import SaveError, SaveFailure
from core.system import disk, interrupt
from core.system.paths import (
    CHECKPOINT_NAME,
    HOLDER_NAME,
    LOCK_NAME,
    LOG_NAME,
    PENDING_NAME,
    SETTINGS_NAME,
    VOIDS_NAME,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO


PROTECTED: Final = (LOG_NAME, VOIDS_NAME, LOCK_NAME, HOLDER_NAME, CHECKPOINT_NAME, SETTINGS_NAME, PENDING_NAME)

_MOST_LINKS: Final = 40
"""How many links Linux follows."""


def write_whole(path: Path, parts: Iterable[bytes], *, is_ours: bool = False) -> None:
    """Write `parts` to `path` in one step, as `whole_file` does. An error raised by `parts` itself passes through."""
    with whole_file(path, is_ours=is_ours) as file:
        file.writelines(parts)


def write_out(path: Path, parts: Iterable[bytes]) -> None:
    """Write `parts` to what a command line names: a file in one step, or a stream as they come. Raises SaveError.

    A stream is a FIFO that somebody reads, a character device such as `/dev/null`, or an open file of this process,
    such as `/dev/stdout`. Where nobody reads it any more, this is a BrokenPipeError.
    """
    try:
        stream = _open_stream(path)
        if stream is not None:
            with os.fdopen(stream, "wb") as file:
                file.writelines(parts)
            return
    except BrokenPipeError:
        raise
    except OSError as error:
        raise disk.save_error(error, path) from error
    write_whole(path, parts)


@contextlib.contextmanager
def whole_file(path: Path, *, is_ours: bool = False) -> Iterator[BinaryIO]:
    """Give a file to write to that becomes `path` in one step. Raises SaveError; then the old file, if any, stays.

    A link stays too: what it leads to is replaced, and keeps its owner and its mode. Only a regular file is ever
    replaced, and the logs with what belongs to them never, whatever name was typed for an export; `is_ours` is for
    what the program itself keeps there. Whatever else is raised while it is written passes through, with the same
    promise.
    """
    try:
        target = follow(path)
        if not is_ours and (_is_protected(path) or _is_protected(target)):
            raise SaveError(SaveFailure.PROTECTED, path)
        if _own_descriptor(path) is not None or (target.exists() and not target.is_file()):
            raise SaveError(SaveFailure.NOT_A_FILE, path)
        temporary = target.parent / f".{target.name}.{os.urandom(4).hex()}.tmp"
        with interrupt.raised():
            fd = disk.open_regular(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL)
            try:
                with os.fdopen(fd, "w+b") as file:
                    yield file
                    file.flush()
                    if not is_ours:
                        _keep_rights(fd, target)
                    os.fsync(fd)
                temporary.replace(target)
                disk.sync_directory(target.parent)
            except BaseException:
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise disk.save_error(error, path) from error


def follow(path: Path) -> Path:
    """Return the file that a link leads to, which may be missing; what is no link is returned as it is.

    Raises OSError where links go round in a circle.
    """
    if not path.is_symlink():
        return path
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def _is_protected(path: Path) -> bool:
    return path.name.lower().rstrip(" .") in PROTECTED  # Windows drops dots and spaces at the end of a name


def _keep_rights(fd: int, old: Path) -> None:
    """Give a new file the owner and the mode of the one that it replaces, as far as the system lets us."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        status = old.stat()
        with contextlib.suppress(OSError):
            os.fchown(fd, status.st_uid, status.st_gid)
        os.fchmod(fd, stat.S_IMODE(status.st_mode))


def _open_stream(path: Path) -> int | None:
    """Open what is written to as a stream; None where it is a file, a directory, a disk, or nothing yet.

    A FIFO that nobody reads is an OSError: it is not waited for.
    """
    if sys.platform == "win32":
        return None
    own = _own_descriptor(path)
    if own is not None:
        return os.dup(own)  # to open it anew would write from its beginning
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    if not (stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)):
        return None
    fd = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    os.set_blocking(fd, True)
    return fd


def _own_descriptor(path: Path) -> int | None:
    """Return the number of the open file of this process that a path such as `/dev/stdout` names by its links."""
    names = re.compile(rf"/(?:dev|proc/{os.getpid()}(?:/task/\d+)?)/fd/(\d+)")
    for _ in range(_MOST_LINKS):
        path = Path(os.path.realpath(path.parent), path.name)
        if found := names.fullmatch(str(path)):
            return int(found[1])
        if not path.is_symlink():
            break
        path = path.parent / path.readlink()
    return None
