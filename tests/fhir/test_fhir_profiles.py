"""What is exported as FHIR is valid by FHIR R4 and by the profiles of vital signs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from core.exchange import fhir
from core.journal.health import Health
from core.records.period import Period
from tests.samples import BARE, a_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _bundle(tmp_path: Path) -> Path:
    log = tmp_path / "predicciones.log"
    log.write_bytes(a_line("a") + BARE + a_line("b", temperature_c=36.4))
    bundle = tmp_path / "registros.json"
    records = fhir.Records(log, Period(), lambda time: time.replace(tzinfo=UTC))
    bundle.write_bytes(b"".join(fhir.bundle(records, Health(), datetime(2026, 11, 23, tzinfo=UTC))))
    return bundle


def test_a_bundle_has_no_faults(tmp_path: Path, faults: Callable[[Path], list[dict[str, Any]]]) -> None:
    assert faults(_bundle(tmp_path)) == []


def test_the_validator_sees_a_wrong_unit(tmp_path: Path, faults: Callable[[Path], list[dict[str, Any]]]) -> None:
    bundle = _bundle(tmp_path)
    found = json.loads(bundle.read_bytes())
    found["entry"][0]["resource"]["valueQuantity"]["code"] = "[degF]"
    del found["entry"][2]["resource"]["status"]
    bundle.write_text(json.dumps(found), "utf-8")

    assert len(faults(bundle)) >= 2
