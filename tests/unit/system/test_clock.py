"""The clock: the zone that is set now, and dates that cannot well be right."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.system.clock import FAR_AHEAD, far_ahead_of, local_now
from tests.samples import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALTIME = Path("/etc/localtime")
ZONES = Path("/usr/share/zoneinfo")

needs_zones = pytest.mark.skipif(sys.platform == "win32", reason="Windows has its zone elsewhere")


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """For setting `TZ`; afterwards the C library has again the zone that it had."""
    with monkeypatch.context() as patch:
        yield patch
    time.tzset()


@needs_zones
def test_a_zone_that_was_set_right_meanwhile_is_that_of_the_time(zone: pytest.MonkeyPatch) -> None:
    for name, hours in (("AAA5", -5), ("BBB3", -3), ("CCC-2", 2)):
        zone.setenv("TZ", name)
        now = local_now()
        assert now.utcoffset() == timedelta(hours=hours)
        assert abs(now.timestamp() - time.time()) < 60


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not (ZONES / "America/Bogota").is_file(),
    reason="needs root and the time zones of the system",
)
def test_a_zone_that_is_changed_for_the_whole_pc_is_followed() -> None:
    script = f"""
import ctypes, os, pathlib
from core.system.clock import local_now
libc = ctypes.CDLL(None, use_errno=True)
def mount(source, target, flags):
    if libc.mount(source, target, None, flags, None):
        raise OSError(ctypes.get_errno(), "mount")
if libc.unshare(0x20000):
    raise OSError(ctypes.get_errno(), "unshare")
mount(b"none", b"/", 0x44000)  # private, with all below
for name in ("America/Bogota", "America/Sao_Paulo"):
    mount(os.fsencode(pathlib.Path({str(ZONES)!r}, name)), os.fsencode(os.path.realpath({str(LOCALTIME)!r})), 0x1000)
    print(local_now().strftime("%z"))
"""
    environment = {name: value for name, value in os.environ.items() if name != "TZ"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False
    )
    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip("mounts are not allowed here")
    assert (done.stdout.split(), done.stderr) == (["-0500", "-0300"], "")


@pytest.mark.parametrize(
    ("days", "last"),
    [
        ([], None),
        ([TODAY], None),
        ([date(2025, 3, 1)], None),
        ([TODAY - FAR_AHEAD], None),
        ([TODAY - FAR_AHEAD - timedelta(days=1)], date(2024, 11, 12)),
        ([date(2019, 1, 1), date(2020, 5, 1)], date(2020, 5, 1)),
        ([date(2020, 5, 1), TODAY], date(2020, 5, 1)),
        ([date(2020, 5, 1), date(2031, 1, 1)], date(2020, 5, 1)),
        ([date(2031, 1, 1)], None),
    ],
    ids=["no days", "today", "closed for months", "a year", "more", "years", "first one with it", "before", "back"],
)
def test_a_date_is_doubted_after_more_than_a_year_without_records(days: list[date], last: date | None) -> None:
    assert far_ahead_of(TODAY, [day.isoformat() for day in days]) == last


@given(st.lists(st.dates(), max_size=8), st.dates())
def test_only_days_before_today_speak_for_a_date(days: list[date], today: date) -> None:
    before = [day for day in days if day < today]
    last = far_ahead_of(today, [day.isoformat() for day in days])
    assert (last is not None) == (bool(before) and all(today - day > FAR_AHEAD for day in before))
    assert last is None or last == max(before)
