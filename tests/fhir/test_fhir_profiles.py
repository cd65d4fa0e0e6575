"""Exports as FHIR are valid by FHIR R4 and by the profiles of vital signs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from core.exchange import fhir
from core.journal.health import Health
from core.notes import verdicts, voids
from core.notes.verdicts import Said
from core.records.period import Period
from core.vocabulary import Category, Reason, VerdictReason
from tests.samples import BARE, a_line, a_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def _bundle(tmp_path: Path) -> Path:
    log = tmp_path / "predicciones.log"
    log.write_bytes(a_line("a") + BARE + a_line("b", temperature_c=36.4))
    bundle = tmp_path / "registros.json"
    notes = [voids.void(Reason.TEST).make("b", NOW, ())]
    (tmp_path / "anulaciones.log").write_bytes(b"".join(map(voids.encode, notes)))
    said = Said(Category.MILD, is_blind=True, reason=VerdictReason.CONTEXT)
    given = [verdicts.give(a_record(key), said).make(key, NOW, ()) for key in ("a", "b")]
    (tmp_path / "criterios.log").write_bytes(b"".join(map(verdicts.encode, given)))
    records = fhir.Records(log, Period(), lambda time: time.replace(tzinfo=UTC))
    bundle.write_bytes(b"".join(fhir.bundle(records, Health(), NOW)))
    return bundle


def test_a_bundle_has_no_faults(tmp_path: Path, faults: Callable[[Path], list[dict[str, Any]]]) -> None:
    bundle = _bundle(tmp_path)
    assert bundle.read_bytes().count(b"Criterio de quien atiende") == 2
    assert faults(bundle) == []


def test_the_validator_sees_a_wrong_unit(tmp_path: Path, faults: Callable[[Path], list[dict[str, Any]]]) -> None:
    bundle = _bundle(tmp_path)
    found = json.loads(bundle.read_bytes())
    found["entry"][0]["resource"]["valueQuantity"]["code"] = "[degF]"
    del found["entry"][2]["resource"]["status"]
    del found["entry"][4]["resource"]["code"]
    bundle.write_text(json.dumps(found), "utf-8")

    assert len(faults(bundle)) >= 3
