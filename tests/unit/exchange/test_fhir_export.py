"""Records as FHIR: the resources' content, and the way back to the same records."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from core.exchange import fhir
from core.exchange.incoming.fhir import rows_of_bundle, rows_of_lines
from core.journal.health import Health
from core.notes import verdicts, voids
from core.notes.verdicts import Said
from core.records.period import Period
from core.vocabulary import Category, Reason, VerdictReason
from tests.samples import BARE, DAYS, a_line, a_record

if TYPE_CHECKING:
    from pathlib import Path

_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _records(log: Path, period: Period | None = None) -> fhir.Records:
    return fhir.Records(log, period or Period(), lambda time: time.replace(tzinfo=UTC))


def _resources(log: Path, period: Period | None = None) -> list[dict[str, Any]]:
    bundle = json.loads(b"".join(fhir.bundle(_records(log, period), Health(), _NOW)))
    assert bundle["type"] == "collection"
    return [entry["resource"] for entry in bundle["entry"]]


def _log(data_dir: Path, *lines: bytes) -> Path:
    data_dir.mkdir()
    log = data_dir / "predicciones.log"
    log.write_bytes(b"".join(lines))
    return log


def test_a_record_is_three_observations_and_a_category(data_dir: Path) -> None:
    *observations, risk = _resources(_log(data_dir, a_line("a")))

    profiles = [found["meta"]["profile"][0].rpartition("/")[2] for found in observations]
    assert profiles == ["bodytemp", "bp", "heartrate"]
    assert [found["effectiveDateTime"] for found in observations] == ["2025-11-13T22:31:10-05:00"] * 3
    assert risk["basis"] == [{"reference": f"urn:uuid:{found['id']}"} for found in observations]
    assert risk["prediction"] == [{"outcome": {"text": "ENFERMEDAD AGUDA"}, "rationale": "Puntaje: 4"}]
    assert risk["method"] == {"text": "reglas-1.0.1+3f2a"}
    assert "Simulación" in risk["note"][0]["text"]


def test_a_voided_record_is_entered_in_error(data_dir: Path) -> None:
    log = _log(data_dir, a_line("a"), a_line("b"))
    note = voids.void(Reason.TEST).make("a", _NOW, ())
    log.with_name("anulaciones.log").write_bytes(voids.encode(note))

    assert [found["status"] for found in _resources(log)] == ["entered-in-error"] * 4 + ["final"] * 4


def test_copies_and_other_days_are_left_out(data_dir: Path) -> None:
    log = _log(data_dir, a_line("a"), a_line("a"), a_line("b", DAYS[2]))

    assert len(_resources(log, Period(date.fromisoformat(DAYS[0]), date.fromisoformat(DAYS[0])))) == 4


def test_a_record_without_a_zone_has_that_of_the_pc(data_dir: Path) -> None:
    found = _resources(_log(data_dir, BARE, BARE))

    assert found[0]["effectiveDateTime"] == "2025-11-14T22:31:10+00:00"
    assert "rationale" not in found[3]["prediction"][0]
    assert len({resource["id"] for resource in found}) == 8


def test_a_verdict_is_an_observation_of_its_own(data_dir: Path) -> None:
    log = _log(data_dir, a_line("a"), a_line("b"))
    said = Said(Category.MILD, is_blind=True, reason=VerdictReason.CONTEXT)
    note = verdicts.give(a_record("a"), said).make("a", _NOW, ())
    log.with_name("criterios.log").write_bytes(verdicts.encode(note))

    found = _resources(log)
    (verdict,) = [one for one in found if one.get("code", {}).get("text") == "Criterio de quien atiende"]
    assert verdict["valueCodeableConcept"] == {"text": "ENFERMEDAD LEVE"}
    assert verdict["effectiveDateTime"] == "2026-11-23T12:00:00+00:00"
    assert verdict["encounter"] == found[0]["encounter"]
    assert [one["text"] for one in verdict["note"]] == ["Dado antes de ver el resultado.", "Difiere por: contexto"]


def test_values_that_other_programs_read_are_those_of_the_record(data_dir: Path) -> None:
    log = _log(data_dir, a_line("a", temperature_c=38.5), a_line("b", temperature_c=36.4), BARE)
    bundle = b"".join(fhir.bundle(_records(log), Health(), _NOW))
    lines = b"".join(fhir.ndjson(_records(log), Health(), "Observation")).decode().splitlines()

    for rows in (list(rows_of_bundle(bundle)), list(rows_of_lines(lines))):
        assert [(row.key, row.vitals) for row in rows] == [
            ("importado:a", ("38.5", "120", "90")),
            ("importado:b", ("36.4", "120", "90")),
            ("", ("38.0", "120", "90")),
        ]


def test_each_type_has_lines_of_its_own(data_dir: Path) -> None:
    log = _log(data_dir, a_line("a"))

    for kind, count in zip(fhir.TYPES, (3, 1), strict=True):
        lines = b"".join(fhir.ndjson(_records(log), Health(), kind)).splitlines()
        assert [json.loads(line)["resourceType"] for line in lines] == [kind] * count
