"""What learning refuses or fails at. As elsewhere in `core`, without sentences."""

from __future__ import annotations

from enum import StrEnum

from core.errors import PredictorError


class LearningFault(StrEnum):
    """Why a step of learning cannot be done."""

    NO_DATA_SET = "no_data_set"
    """No data set has this id."""
    AMBIGUOUS = "ambiguous"
    """Several names begin like this."""
    EMPTY = "empty"
    """Nothing in the lake is as was asked for."""
    OTHER_BYTES = "other_bytes"
    """The deliveries do not give the data set again."""
    TOO_FEW = "too_few"
    """There are fewer blind verdicts to learn from than that takes."""
    NOTHING_HELD_OUT = "nothing_held_out"
    """All clinics of the data set were trained on."""
    MISSING_DELIVERIES = "missing_deliveries"
    """The lake does not have the deliveries that the data set names."""


class LearningError(PredictorError):
    """A step that cannot be done. `name` is what it is about, `detail` a number or a further name."""

    def __init__(self, fault: LearningFault, name: str = "", detail: str = "") -> None:
        super().__init__(f"{fault.value}: {name} {detail}".rstrip())
        self.fault = fault
        self.name = name
        self.detail = detail
