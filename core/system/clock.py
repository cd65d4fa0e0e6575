"""The PC's clock: the local time, and whether its date is plausible."""

from __future__ import annotations

import sys
import time
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

FAR_AHEAD: Final = timedelta(days=366)
"""Longest plausible gap between two days with records: clinics close for months."""


def local_now() -> datetime:
    """Return the local time with its zone; follows a change of the PC's zone while the program runs."""
    _read_zone()
    return datetime.now().astimezone()


def to_local(time: datetime) -> datetime:
    """Return a time in the PC's zone; one without a zone is taken for local already."""
    return time.astimezone()


def far_ahead_of(today: date, days: Iterable[str]) -> date | None:
    """Return the latest of `days` (`2026-11-23`) before `today` if it is more than `FAR_AHEAD` ago, else None.

    Days after `today` are ignored: a clock that ran ahead earlier wrote them.
    """
    last = max((day for day in days if day < today.isoformat()), default=None)
    if last is None or today - date.fromisoformat(last) <= FAR_AHEAD:
        return None
    return date.fromisoformat(last)


def _read_zone() -> None:
    """Have the C library read the zone again; it caches the first one otherwise."""
    if sys.platform != "win32":
        time.tzset()
    else:  # pragma: no cover - Python has no tzset there, the C library does
        import ctypes  # noqa: PLC0415 - needed on Windows only

        ctypes.cdll.ucrtbase._tzset()  # noqa: SLF001 - the name of the C function
