"""A row of an incoming file: the texts of one patient's reading, and why a row is refused."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from core.clinical.vitals import VITALS
from core.errors import PredictorError

OWN_KEY: Final = "importado:"
"""The beginning of a key in a file of our own; the id of the record follows."""


class Flaw(StrEnum):
    """Reasons to refuse a row beyond those of `core.clinical.vitals.Refusal`."""

    NO_TIME = "no_time"
    NOT_A_TIME = "not_a_time"
    FUTURE = "future"
    OTHER_DECIMAL_SIGN = "other_decimal_sign"
    UNKNOWN_UNIT = "unknown_unit"
    REPEATED = "repeated"
    NOT_FINAL = "not_final"
    CORRECTION = "correction"
    NOT_EXACT = "not_exact"
    SAME_KEY = "same_key"
    DAMAGED = "damaged"
    NO_CELLS = "no_cells"


class FileFlaw(StrEnum):
    """Reasons to refuse a whole file."""

    EMPTY = "empty"
    NOT_TEXT = "not_text"
    NO_COLUMNS = "no_columns"
    AMBIGUOUS_COLUMNS = "ambiguous_columns"
    NO_VITALS = "no_vitals"
    AMBIGUOUS_DATES = "ambiguous_dates"
    AMBIGUOUS_DECIMALS = "ambiguous_decimals"
    NO_SUCH_COLUMN = "no_such_column"
    NOT_JSON = "not_json"
    TOO_LARGE = "too_large"
    BAD_MAPPING = "bad_mapping"
    NO_SUCH_IMPORT = "no_such_import"


class FileRefusedError(PredictorError):
    """A file of which nothing can be read; `detail` names the columns or keys concerned."""

    def __init__(self, flaw: FileFlaw, detail: str = "") -> None:
        super().__init__(f"{flaw.value}: {detail}")
        self.flaw = flaw
        self.detail = detail


class Row(NamedTuple):
    """The texts of one reading: its time, the vital signs in the order of VITALS, and its key in the file.

    `line` is the number of the line where it begins, from 1. Numbers of HL7 and FHIR have a decimal point and are in
    the units of VITALS; those of tables are as written. `flaw` is why the row cannot be taken as it stands, and
    `about` the name of the vital sign concerned.
    `own` has, in files of this program, lines of its journals, each with the journal's name. `sent` is a hash of the
    message up to the reading, equal for one that was sent again; 0 where messages have no name.
    """

    line: int
    time: str = ""
    vitals: tuple[str, str, str] = ("", "", "")
    key: str = ""
    flaw: Flaw | None = None
    about: str = ""
    own: tuple[tuple[str, str], ...] = ()
    sent: int = 0

    @property
    def missing(self) -> list[str]:
        """The names of the vital signs without a text."""
        return [vital.name for vital, text in zip(VITALS, self.vitals, strict=True) if not text]
