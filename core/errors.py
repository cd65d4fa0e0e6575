"""Everything that the core refuses or fails at, as types with fields.

An error carries facts, not sentences: `gui.language.labels` and `core.cli.words` put them into words for their
readers.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class PredictorError(Exception):
    """Base of every error that this program raises on purpose."""


class ModelError(PredictorError):
    """The model file cannot be used; the message says why, for the person who wrote the file."""


class RelativeDirectoryError(PredictorError):
    """The environment names no whole path of a data directory: where it is would depend on where one stands.

    `given` is what it says.
    """

    def __init__(self, given: str) -> None:
        super().__init__(given)
        self.given = given


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
    NAME_TOO_LONG = "name_too_long"
    PROTECTED = "protected"
    NO_LOCKS = "no_locks"
    DEVICE = "device"


class VoidRefusal(StrEnum):
    """Why a record is not voided, or not reinstated."""

    UNKNOWN = "unknown"
    ALREADY_VOIDED = "already_voided"
    NOT_VOIDED = "not_voided"
    COPY = "copy"


class VoidRefusedError(PredictorError):
    """There is nothing to void or to reinstate. `name` is what the record was called."""

    def __init__(self, refusal: VoidRefusal, name: str) -> None:
        super().__init__(f"{refusal.value}: {name}")
        self.refusal = refusal
        self.name = name


class BackupRefusal(StrEnum):
    """Why a file is not restored."""

    NOT_A_BACKUP = "not_a_backup"
    DAMAGED = "damaged"
    TOO_DENSE = "too_dense"
    PACKED = "packed"
    NEWER = "newer"


class BackupRefusedError(PredictorError):
    """A file is no backup that can be restored; nothing was changed."""

    def __init__(self, refusal: BackupRefusal, path: Path) -> None:
        super().__init__(f"{refusal.value}: {path}")
        self.refusal = refusal
        self.path = path


class BackupKeptError(PredictorError):
    """A backup is not replaced: it has so many records and events of voids that are not here.

    Where nobody can say how many, `refusal` says why: it is of a newer program, or packed in an unknown way.
    """

    def __init__(self, path: Path, records: int = 0, events: int = 0, refusal: BackupRefusal | None = None) -> None:
        super().__init__(f"{path}: {records}, {events}, {refusal}")
        self.path = path
        self.records = records
        self.events = events
        self.refusal = refusal


class SaveError(PredictorError):
    """A file could not be written. `path` is that file; `holder` says who has it when it is in use."""

    def __init__(self, failure: SaveFailure, path: Path, detail: str = "", holder: str = "") -> None:
        super().__init__(f"{failure.value}: {path} {detail}".rstrip())
        self.failure = failure
        self.path = path
        self.detail = detail
        self.holder = holder


class ReadError(PredictorError):
    """A file is there but cannot be read: this is never taken for an empty one."""

    def __init__(self, failure: SaveFailure, path: Path, detail: str = "") -> None:
        super().__init__(f"{failure.value}: {path} {detail}".rstrip())
        self.failure = failure
        self.path = path
        self.detail = detail


class NothingToBackUpError(ReadError):
    """There is no log to make a backup of: somebody has named another folder, or has not recorded anything yet."""
