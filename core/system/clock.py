"""The PC's clock: what time it says, and whether the date can be right."""

from __future__ import annotations

import sys
import time
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

FAR_AHEAD: Final = timedelta(days=366)
"""A clinic may be closed for months. After a longer time without records the date is doubted."""


def local_now() -> datetime:
    """Return the local time with its zone, as the PC is set now: also after its zone was changed meanwhile."""
    _read_zone()
    return datetime.now().astimezone()


def far_ahead_of(today: date, days: Iterable[str]) -> date | None:
    """Return the last one before `today` of some days (`2026-11-23`), if that is longer ago than `FAR_AHEAD`.

    Days after `today` say nothing: they are of a clock that was ahead before.
    """
    last = max((day for day in days if day < today.isoformat()), default=None)
    if last is None or today - date.fromisoformat(last) <= FAR_AHEAD:
        return None
    return date.fromisoformat(last)


def _read_zone() -> None:
    """Have the C library read the zone anew; else it keeps the one that it read first."""
    if sys.platform != "win32":
        time.tzset()
    else:  # pragma: no cover - Python has no tzset there, the C library does
        import ctypes  # noqa: PLC0415 - only there

        ctypes.cdll.ucrtbase._tzset()  # noqa: SLF001 - so it is called there
