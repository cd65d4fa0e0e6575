"""Everything that the core refuses or fails at, as types with fields.

An error carries facts, not sentences: `gui.language.labels` and `core.cli.words` put them into words for their
readers.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from core.refusals import AnswerRefusal, BackupRefusal, DateRefusal, ModelFlaw, ModelRefusal, NoteRefusal


_LONGEST_FACT: Final = 80
"""Characters of a name or place in an invalid file that are told."""


class PredictorError(Exception):
    """Base of every error that this program raises on purpose."""


class ShapeFlaw(StrEnum):
    """What is wrong with a JSON file's structure, or with one value in it."""

    NOT_JSON = "not_json"
    SYNTAX = "syntax"
    NOT_FINITE = "not_finite"
    MISSING_FIELD = "missing_field"
    UNKNOWN_FIELD = "unknown_field"
    REPEATED_FIELD = "repeated_field"
    NOT_AN_OBJECT = "not_an_object"
    NOT_A_LIST = "not_a_list"
    NOT_TEXT = "not_text"
    BLANK = "blank"
    UNKNOWN_VALUE = "unknown_value"
    NOT_WHOLE = "not_whole"
    NOT_A_NUMBER = "not_a_number"


class ModelError(PredictorError):
    """A model is invalid. `file` is its file's name; `facts` are what the words for `flaw` name, each cut short."""

    def __init__(self, flaw: ShapeFlaw | ModelFlaw, file: str = "", **facts: object) -> None:
        super().__init__(f"{file}: {flaw.value} {facts}")
        self.flaw = flaw
        self.file = file
        self.facts = {name: str(fact)[:_LONGEST_FACT] for name, fact in facts.items()}


class RelativeDirectoryError(PredictorError):
    """The environment's data directory is a relative path, whose meaning depends on the current directory.

    `given` is that path.
    """

    def __init__(self, given: str) -> None:
        super().__init__(given)
        self.given = given


class ModelRefusedError(PredictorError):
    """A model that is not installed or not put in use; `here` is the installed one that stands against it, if any."""

    def __init__(self, refusal: ModelRefusal, name: str, here: str = "") -> None:
        super().__init__(f"{refusal.value}: {name} {here}".rstrip())
        self.refusal = refusal
        self.name = name
        self.here = here


class AnswerRefusedError(PredictorError):
    """An answer or key of the district that is not taken; nothing was changed."""

    def __init__(self, refusal: AnswerRefusal, path: Path) -> None:
        super().__init__(f"{refusal.value}: {path}")
        self.refusal = refusal
        self.path = path


class EstablishmentRefusedError(PredictorError):
    """A code or name of an establishment that is longer than `longest` characters, or not printable.

    `field` is `codigo` or `nombre`.
    """

    def __init__(self, field: str, longest: int) -> None:
        super().__init__(f"{field}: {longest}")
        self.field = field
        self.longest = longest


class SaveFailure(StrEnum):
    """Reasons why a file could not be written or read."""

    FULL = "full"
    READ_ONLY = "read_only"
    GONE = "gone"
    NO_PERMISSION = "no_permission"
    NOT_A_FILE = "not_a_file"
    NO_READER = "no_reader"
    CHANGED = "changed"
    IN_USE = "in_use"
    TOO_LONG = "too_long"
    NAME_TOO_LONG = "name_too_long"
    PROTECTED = "protected"
    SOURCE = "source"
    NO_LOCKS = "no_locks"
    DEVICE = "device"


class DateRefusedError(PredictorError):
    """A typed date is refused; `is_last` if it is the second one of a pair, the end of a period."""

    def __init__(self, refusal: DateRefusal, *, is_last: bool = False) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.is_last = is_last


class NoteRefusedError(PredictorError):
    """A refused note about a record. `name` is the given name of the record."""

    def __init__(self, refusal: NoteRefusal, name: str) -> None:
        super().__init__(f"{refusal.value}: {name}")
        self.refusal = refusal
        self.name = name


class BackupRefusedError(PredictorError):
    """A file that cannot be restored; nothing was changed."""

    def __init__(self, refusal: BackupRefusal, path: Path) -> None:
        super().__init__(f"{refusal.value}: {path}")
        self.refusal = refusal
        self.path = path


class BackupKeptError(PredictorError):
    """An existing backup is not replaced, as it has entries that are missing here: how many, by journal in `missing`.

    `conflicts` counts records of which only the id is here, with other values. Where nobody can say how many there
    are, `refusal` says why: the backup is damaged, of a newer program, or packed in an unknown way.
    """

    def __init__(
        self,
        path: Path,
        missing: Mapping[str, int] | None = None,
        conflicts: int = 0,
        *,
        refusal: BackupRefusal | None = None,
    ) -> None:
        super().__init__(f"{path}: {missing}, {conflicts}, {refusal}")
        self.path = path
        self.missing = missing or {}
        self.conflicts = conflicts
        self.refusal = refusal


class SaveError(PredictorError):
    """A file could not be written. `path` is that file, `detail` the system's message, `holder` the lock's holder."""

    def __init__(self, failure: SaveFailure, path: Path, detail: str = "", holder: str = "") -> None:
        super().__init__(f"{failure.value}: {path} {detail}".rstrip())
        self.failure = failure
        self.path = path
        self.detail = detail
        self.holder = holder


class ReadError(PredictorError):
    """A file exists but cannot be read; callers must not treat it as empty."""

    def __init__(self, failure: SaveFailure, path: Path, detail: str = "") -> None:
        super().__init__(f"{failure.value}: {path} {detail}".rstrip())
        self.failure = failure
        self.path = path
        self.detail = detail


class NothingToBackUpError(ReadError):
    """There is no log to back up: the data directory is a wrong one, or has no records yet."""
