"""The five answers."""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    """The five answers, as they stand in the record, mildest first."""

    NOT_ILL = "NO ENFERMO"
    MILD = "ENFERMEDAD LEVE"
    ACUTE = "ENFERMEDAD AGUDA"
    CHRONIC = "ENFERMEDAD CRÓNICA"
    TERMINAL = "ENFERMEDAD TERMINAL"
