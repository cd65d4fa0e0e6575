"""The interface of a lake's store, and files that are made before they are published."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Final, Protocol

from core.system import disk

if TYPE_CHECKING:
    import contextlib
    from pathlib import Path

S3: Final = "s3://"


class Store(Protocol):
    """The files of a lake, by names such as `datos/00000017-….parquet`."""

    @property
    def place(self) -> str:
        """The lake's place, for messages."""

    @property
    def is_shared(self) -> bool:
        """Whether others may write at the same time, so that what no manifest names may be theirs."""

    @property
    def staging(self) -> Path:
        """A local folder of mode 0700 for what is being made; there inside `writing` only."""

    def writing(self, role: str) -> contextlib.AbstractContextManager[None]:
        """Be the lake's one writer on this place inside the block. Raises SaveError."""

    def names(self, folder: str, after: str = "") -> list[str]:
        """Return the names of the files in a folder of the lake, ascending, those after a name if one is given.

        Raises ReadError or LakeError.
        """

    def read(self, name: str) -> bytes:
        """Return the content of a small file. Raises ReadError or LakeError."""

    def local(self, name: str, sha256: str) -> Path:
        """Return the path of a local file with the content of a lake's file. Raises ReadError or LakeError."""

    def create(self, name: str, content: bytes) -> None:
        """Write a small file that must not exist yet, after all that was published. Raises LakeError (CHANGED)."""

    def publish(self, path: Path, name: str) -> None:
        """Move a file of the staging folder into the lake. Raises SaveError or LakeError."""

    def remove(self, name: str) -> None:
        """Remove a file that no manifest names."""


def new_file(path: Path) -> int:
    """Make a file of mode 0600 in a staging folder and return its descriptor. Raises SaveError."""
    try:
        return disk.open_regular(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
    except OSError as error:
        raise disk.save_error(error, path) from error


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hex. Raises ReadError."""
    with disk.reading(path), os.fdopen(disk.open_regular(path, os.O_RDONLY), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
