"""Refusals and failures of the district's program, as types without sentences."""

from __future__ import annotations

from enum import StrEnum

from core.errors import PredictorError


class LakeFault(StrEnum):
    """Why a lake cannot be used."""

    MISSING = "missing"
    """There is no lake at that place yet."""
    NOT_A_LAKE = "not_a_lake"
    """The folder has other things in it."""
    NEWER = "newer"
    """A newer version of the program has written it."""
    DAMAGED = "damaged"
    """A file that the manifest names is missing or has changed."""
    CHANGED = "changed"
    """Another program has written to it meanwhile."""
    ENDED = "ended"
    """A process that read deliveries was ended from outside, as by a system without memory."""
    NO_JAVA = "no_java"
    """Spark needs Java, and there is none."""
    DENIED = "denied"
    """The S3 service does not accept the credentials."""
    SILENT = "silent"
    """The S3 service does not answer, or broke off."""
    UNREACHABLE = "unreachable"
    """The S3 service or an engine refuses for another reason, which `detail` says."""


class LakeError(PredictorError):
    """A lake that cannot be used. `place` is the lake or the file, `detail` what the library said."""

    def __init__(self, fault: LakeFault, place: str, detail: str = "") -> None:
        super().__init__(f"{fault.value}: {place} {detail}".rstrip())
        self.fault = fault
        self.place = place
        self.detail = detail
