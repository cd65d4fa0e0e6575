"""The closed lists of words: categories, reasons, names of periods, kinds of lines."""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    """The five answers, as they stand in the record, mildest first."""

    NOT_ILL = "NO ENFERMO"
    MILD = "ENFERMEDAD LEVE"
    ACUTE = "ENFERMEDAD AGUDA"
    CHRONIC = "ENFERMEDAD CRÓNICA"
    TERMINAL = "ENFERMEDAD TERMINAL"


class Reason(StrEnum):
    """Why a record is voided, as the journal has it."""

    TYPING_ERROR = "error de digitación"
    DUPLICATE = "duplicado"
    TEST = "prueba"
    OTHER = "otro"


class PeriodName(StrEnum):
    """The periods that the window offers."""

    TODAY = "today"
    DAYS_7 = "days_7"
    DAYS_30 = "days_30"
    THIS_MONTH = "this_month"
    ALL = "all"


class LineKind(StrEnum):
    """What a line of a journal is."""

    VALID = "valid"
    UNVERIFIED = "unverified"
    BLANK = "blank"
    BAD_CHECKSUM = "bad_checksum"
    NOT_JSON = "not_json"
    WRONG_SHAPE = "wrong_shape"
    TOO_LONG = "too_long"
    TORN = "torn"
    HOLE = "hole"
    """NULs before a record: where a power cut has left them, something else may have stood."""
    COPY = "copy"
    """A record that stands in an earlier line already."""
    CONFLICT = "conflict"
    """A record with the id of an earlier line, and other values."""

    @property
    def is_record(self) -> bool:
        """A line that counts."""
        return self in (LineKind.VALID, LineKind.UNVERIFIED)

    @property
    def is_damage(self) -> bool:
        """A line that was something else once."""
        return not (self.is_record or self.is_repeated or self is LineKind.BLANK)

    @property
    def is_repeated(self) -> bool:
        """A line with the id of an earlier one."""
        return self in (LineKind.COPY, LineKind.CONFLICT)
