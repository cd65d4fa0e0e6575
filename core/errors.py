"""Everything that the core refuses or fails at, as types with fields.

An error carries facts, not sentences: `gui.labels` and `core.words` put them into words for their readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class PredictorError(Exception):
    """Base of every error that this program raises on purpose."""


class ModelError(PredictorError):
    """The model file cannot be used; the message says why, for the person who wrote the file."""


class SaveFailure(StrEnum):
    """Why the disk did not take a record."""

    FULL = "full"
    READ_ONLY = "read_only"
    GONE = "gone"
    NO_PERMISSION = "no_permission"
    NOT_A_FILE = "not_a_file"
    CHANGED = "changed"
    IN_USE = "in_use"
    TOO_LONG = "too_long"
    PROTECTED = "protected"
    DEVICE = "device"


class VoidRefusal(StrEnum):
    """Why a record is not voided, or not reinstated."""

    UNKNOWN = "unknown"
    ALREADY_VOIDED = "already_voided"
    NOT_VOIDED = "not_voided"


@dataclass
class VoidRefusedError(PredictorError):
    """There is nothing to void or to reinstate. `name` is what the record was called."""

    refusal: VoidRefusal
    name: str

    def __str__(self) -> str:
        return f"{self.refusal.value}: {self.name}"


class BackupRefusal(StrEnum):
    """Why a file is not restored."""

    NOT_A_BACKUP = "not_a_backup"
    DAMAGED = "damaged"
    TOO_DENSE = "too_dense"
    NEWER = "newer"


@dataclass
class BackupRefusedError(PredictorError):
    """A file is no backup that can be restored; nothing was changed."""

    refusal: BackupRefusal
    path: Path

    def __str__(self) -> str:
        return f"{self.refusal.value}: {self.path}"


@dataclass
class SaveError(PredictorError):
    """A file could not be written. `path` is that file; `holder` says who has it when it is in use."""

    failure: SaveFailure
    path: Path
    detail: str = ""
    holder: str = ""

    def __str__(self) -> str:
        return f"{self.failure.value}: {self.path} {self.detail}".rstrip()


@dataclass
class ReadError(PredictorError):
    """A file is there but cannot be read: this is never taken for an empty one."""

    failure: SaveFailure
    path: Path
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.failure.value}: {self.path} {self.detail}".rstrip()


class NothingToBackUpError(ReadError):
    """There is no log to make a backup of: somebody has named another folder, or has not recorded anything yet."""
