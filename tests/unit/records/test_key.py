"""Records without an id are known by their values."""

from __future__ import annotations

from core.records.key import digest
from core.records.record import Record


def test_a_number_that_no_float_holds_is_itself() -> None:
    record = Record("2025-11-14 22:31:10", 10**400, 120, 90.5, "NO ENFERMO")
    assert digest(record) != digest(Record("2025-11-14 22:31:10", 38.0, 120, 90.5, "NO ENFERMO"))
