"""Refusals and failures of learning, as types without sentences."""

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
    NO_CLINIC = "no_clinic"
    """No clinic with this code has delivered."""
    NO_VERDICTS = "no_verdicts"
    """The clinic with this code has no blind verdicts in the data set."""
    LEARNED_BEFORE = "learned_before"
    """The table at the beginning was made from this clinic, so that it cannot be held out."""
    NOTHING_HELD_OUT = "nothing_held_out"
    """All clinics of the data set were trained on."""
    UNKNOWN_MODEL = "unknown_model"
    """No table of this name is registered."""
    KNOWN_MODEL = "known_model"
    """It is registered already."""
    LOWER_VERSION = "lower_version"
    """Its version is not above that of another table of its id."""
    NOT_LEARNED = "not_learned"
    """Its card names no data set."""
    IN_USE = "in_use"
    """It is the champion already."""
    NOT_PASSED = "not_passed"
    """The gate did not let it pass."""
    NOT_PROMOTED = "not_promoted"
    """Nobody has ever promoted it."""
    KEY_EXISTS = "key_exists"
    """There is a file of that name."""
    NOT_A_KEY = "not_a_key"
    """The file is no secret key of minisign with a passphrase."""
    LOCKED = "locked"
    """The passphrase does not open the key."""
    NOT_A_MIRROR = "not_a_mirror"
    """The folder for MLflow has other things in it, or another registry."""
    MOVED = "moved"
    """The folder for MLflow was moved; it only finds its files where they were."""
    MISSING_DELIVERIES = "missing_deliveries"
    """The lake does not have the deliveries that the data set names."""


class LearningError(PredictorError):
    """A step that cannot be done. `name` is what it is about, `detail` a number or a further name."""

    def __init__(self, fault: LearningFault, name: str = "", detail: str = "") -> None:
        super().__init__(f"{fault.value}: {name} {detail}".rstrip())
        self.fault = fault
        self.name = name
        self.detail = detail
