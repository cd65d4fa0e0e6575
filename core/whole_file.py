"""Writing a file so that it appears whole or not at all, and is still there after a power cut."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

from core import disk, interrupt
from core.errors import SaveError, SaveFailure
from core.paths import CHECKPOINT_NAME, HOLDER_NAME, LOCK_NAME, LOG_NAME, PENDING_NAME, SETTINGS_NAME, VOIDS_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO


PROTECTED: Final = (LOG_NAME, VOIDS_NAME, LOCK_NAME, HOLDER_NAME, CHECKPOINT_NAME, SETTINGS_NAME, PENDING_NAME)


def write_whole(path: Path, parts: Iterable[bytes], *, is_ours: bool = False) -> None:
    """Write `parts` to `path` in one step, as `whole_file` does. An error raised by `parts` itself passes through."""
    with whole_file(path, is_ours=is_ours) as file:
        file.writelines(parts)


@contextlib.contextmanager
def whole_file(path: Path, *, is_ours: bool = False) -> Iterator[BinaryIO]:
    """Give a file to write to that becomes `path` in one step. Raises SaveError; then the old file, if any, stays.

    Only a regular file is ever replaced, and the logs with what belongs to them never, whatever name was typed for an
    export; `is_ours` is for what the program itself keeps there. Whatever else is raised while it is written passes
    through, with the same promise.
    """
    name = path.name.lower().rstrip(" .")  # Windows drops dots and spaces at the end of a name
    if name in PROTECTED and not is_ours:
        raise SaveError(SaveFailure.PROTECTED, path)
    temporary = path.parent / f".{path.name}.{os.urandom(4).hex()}.tmp"
    try:
        if path.exists() and not path.is_file():
            raise SaveError(SaveFailure.NOT_A_FILE, path)
        with interrupt.raised():
            fd = disk.open_regular(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL)
            try:
                with os.fdopen(fd, "w+b") as file:
                    yield file
                    file.flush()
                    os.fsync(fd)
                temporary.replace(path)
                disk.sync_directory(path.parent)
            except BaseException:
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise disk.save_error(error, path) from error
