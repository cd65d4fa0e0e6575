"""The closed lists of words: categories, reasons, names of periods, kinds of lines."""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    """The five categories by their recorded names, mildest first."""

    NOT_ILL = "NO ENFERMO"
    MILD = "ENFERMEDAD LEVE"
    ACUTE = "ENFERMEDAD AGUDA"
    CHRONIC = "ENFERMEDAD CRÓNICA"
    TERMINAL = "ENFERMEDAD TERMINAL"


class Reason(StrEnum):
    """The reasons to retract a record, by their recorded names."""

    TYPING_ERROR = "error de digitación"
    DUPLICATE = "duplicado"
    TEST = "prueba"
    OTHER = "otro"
    IMPORT = "importacion"
    """The import that the record came with was undone."""


class VerdictReason(StrEnum):
    """Why a clinician's verdict differs from the category shown, by the recorded names."""

    OTHER_SIGNS = "otros_signos"
    CONTEXT = "contexto"
    DOUBTFUL = "medicion_dudosa"
    OTHER = "otro"


class PeriodName(StrEnum):
    """The periods that the window offers."""

    TODAY = "today"
    DAYS_7 = "days_7"
    DAYS_30 = "days_30"
    THIS_MONTH = "this_month"
    ALL = "all"


class LineKind(StrEnum):
    """The kinds of lines in a journal."""

    VALID = "valid"
    UNVERIFIED = "unverified"
    BLANK = "blank"
    BAD_CHECKSUM = "bad_checksum"
    NOT_JSON = "not_json"
    WRONG_SHAPE = "wrong_shape"
    TOO_LONG = "too_long"
    TORN = "torn"
    HOLE = "hole"
    """NULs before a record, left by a power cut; entries may be missing there."""
    COPY = "copy"
    """A repetition of an earlier line's record."""
    CONFLICT = "conflict"
    """A record with the id of an earlier line but other values."""

    @property
    def is_record(self) -> bool:
        """True for a line whose record counts."""
        return self in (LineKind.VALID, LineKind.UNVERIFIED)

    @property
    def is_damage(self) -> bool:
        """True for a damaged line."""
        return not (self.is_record or self.is_repeated or self is LineKind.BLANK)

    @property
    def is_repeated(self) -> bool:
        """True for a line with the id of an earlier one."""
        return self in (LineKind.COPY, LineKind.CONFLICT)
