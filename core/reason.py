"""Why a record is voided: the words of the journal of voids, which the window puts into a reader's language."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a record is voided, as the journal has it."""

    TYPING_ERROR = "error de digitación"
    DUPLICATE = "duplicado"
    TEST = "prueba"
    OTHER = "otro"
