"""Records as FHIR R4: three Observations by the profiles of vital signs, and the category as a RiskAssessment.

The subject has a display only, since nobody is identified. A retracted record is entered-in-error, a clinician's
verdict an Observation of its own. The visit that joins a record's resources is named by the record's key; extensions
have the lines of the journals, by which `core.exchange.incoming` reads everything back as it was.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec

from core.clinical.vitals import VITALS
from core.exchange.known import Counts, KeySet
from core.notes.notes import Notes
from core.records import lines
from core.records.key import digest, key_without_id
from core.records.record import encode
from core.system.paths import LOG_NAME, RETRACTIONS_NAME, VERDICTS_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from core.journal.health import Health
    from core.notes.journals import Fold
    from core.notes.verdicts import Verdict
    from core.records.period import Period
    from core.records.record import Record

TYPES: Final = ("Observation", "RiskAssessment")
"""The types of the resources."""

LINE_URL: Final = "urn:predictor-medico:"
"""The beginning of the URL of an extension that has a line of a journal; the journal's name follows."""

VISIT_SYSTEM: Final = "urn:predictor-medico:registro"
"""The system of the identifiers of visits."""

_LOINC: Final = "http://loinc.org"
_UCUM: Final = "http://unitsofmeasure.org"
_PROFILES: Final = "http://hl7.org/fhir/StructureDefinition/"
_TERMINOLOGY: Final = "http://terminology.hl7.org/CodeSystem/"
_SUBJECT: Final = {"display": "Paciente sin identificar"}
_SPACE: Final = uuid.UUID("6f0c4a7e-3d1b-5b0e-9a55-0f6f3a1d2c48")
"""The namespace of the ids of resources, which follow from the record's key."""

_SIMULATION: Final = "Simulación con reglas; no es un dispositivo médico."
_encode: Final = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a period in a log. `local` gives a time without an offset that of this PC."""

    log: Path
    period: Period
    local: Callable[[datetime], datetime]


def bundle(records: Records, health: Health, now: datetime) -> Iterator[bytes]:
    """Yield a Bundle of type collection with records, in order of entry. Raises ReadError.

    Each omitted line yields b"", so that the consumer can stop anywhere. `health` counts the lines of the log.
    """
    head = {"resourceType": "Bundle", "type": "collection", "timestamp": now.isoformat(timespec="seconds")}
    yield _encode(head)[:-1] + b',"entry":['
    before = b"\n"
    for resource in _resources(records, health, "urn:uuid:"):
        if resource is None:
            yield b""
            continue
        yield before + _encode({"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource})
        before = b",\n"
    yield b"\n]}\n"


def ndjson(records: Records, health: Health, kind: str) -> Iterator[bytes]:
    """Yield the resources of one of TYPES, one a line; otherwise as `bundle`."""
    for resource in _resources(records, health, "Observation/"):
        yield b"" if resource is None or resource["resourceType"] != kind else _encode(resource) + b"\n"


def _resources(records: Records, health: Health, referred: str) -> Iterator[dict[str, Any] | None]:
    """Yield the resources of the records, None of each other line; `referred` precedes the id in a reference."""
    log = records.log
    notes, ids, counts = Notes.read(log.parent), KeySet(), Counts()
    for line in lines.read(log):
        health.add(line)
        record = line.entry
        if record is None or (record.id and ids.add(record.id) is not None):
            yield None
            continue
        if not records.period.includes(record.day):
            yield None
            continue
        content = "" if record.id else digest(record)
        key = record.id or key_without_id(content, counts.add(content))
        yield from _of_record(record, key, _time(record, records.local), referred, notes)


def _of_record(record: Record, key: str, time: str, referred: str, notes: Notes) -> Iterator[dict[str, Any]]:
    """Yield the resources of a record: the observed vital signs, the category, and the verdict if one stands."""
    retraction = notes.retracted.get(key)
    told = [] if retraction is None else [{"text": f"Anulado: {retraction.motivo}"}]
    common = {
        "status": "final" if retraction is None else "entered-in-error",
        "subject": _SUBJECT,
        "encounter": {"identifier": {"system": VISIT_SYSTEM, "value": key}},
    }
    names = [str(uuid.uuid5(_SPACE, f"{key}/{vital.name}")) for vital in VITALS]
    said = [_line(LOG_NAME, encode(record)), *_lines(notes.folds[RETRACTIONS_NAME], key)]
    observed = {**common, "category": [_VITAL_SIGNS], "effectiveDateTime": time}
    yield from _observations(record, names, observed | {"note": told} if told else observed, said)
    rationale = {} if record.puntaje is None else {"rationale": f"Puntaje: {record.puntaje}"}
    yield {
        "resourceType": "RiskAssessment",
        "id": str(uuid.uuid5(_SPACE, f"{key}/resultado")),
        **common,
        "occurrenceDateTime": time,
        "method": {"text": record.modelo or "Predictor Médico"},
        "basis": [{"reference": f"{referred}{name}"} for name in names],
        "prediction": [{"outcome": {"text": record.resultado}, **rationale}],
        "note": [{"text": _SIMULATION}, *told],
    }
    verdicts = notes.folds[VERDICTS_NAME]
    if verdicts.stands(key):
        verdict: Any = verdicts.decisions.holding(key)
        yield {
            "resourceType": "Observation",
            "id": str(uuid.uuid5(_SPACE, f"{key}/criterio")),
            "extension": _lines(verdicts, key),
            **common,
            "effectiveDateTime": f"{verdict.fecha.replace(' ', 'T')}{verdict.zona}",
            "code": {"text": "Criterio de quien atiende"},
            "valueCodeableConcept": {"text": verdict.criterio},
            "note": _about(verdict),
        }


def _observations(
    record: Record, names: list[str], observed: dict[str, Any], said: list[dict[str, str]]
) -> Iterator[dict[str, Any]]:
    """Yield the vital signs under these ids, in the order of VITALS; `said` has the lines of the journals."""
    temperature, pressure, heart_rate = names
    yield (
        {"extension": said}
        | _observation(observed, temperature, "bodytemp", _concept("8310-5", "Body temperature"))
        | {"valueQuantity": _quantity(record.fiebre, "Cel", "°C")}
    )
    panel = _concept("85354-9", "Blood pressure panel with all children optional")
    yield _observation(observed, pressure, "bp", panel) | {
        "component": [
            {
                "code": _concept("8480-6", "Systolic blood pressure"),
                "valueQuantity": _quantity(record.presion, "mm[Hg]", "mmHg"),
            },
            {"code": _concept("8462-4", "Diastolic blood pressure"), "dataAbsentReason": _NOT_PERFORMED},
        ]
    }
    yield _observation(observed, heart_rate, "heartrate", _concept("8867-4", "Heart rate")) | {
        "valueQuantity": _quantity(record.frecuencia_cardiaca, "/min", "lpm")
    }


def _lines(fold: Fold[Any], key: str) -> list[dict[str, str]]:
    """Return the extensions of the note that stands for a record, and of those that it replaces, the oldest first."""
    if not fold.stands(key):
        return []
    behind = fold.decisions.oldest_first(fold.decisions.holding(key))
    return [_line(fold.kind.name, fold.kind.codec.encode(note)) for note in behind]


def _line(journal: str, line: bytes) -> dict[str, str]:
    return {"url": f"{LINE_URL}{journal}", "valueString": line.decode().strip()}


def _about(verdict: Verdict) -> list[dict[str, str]]:
    blind = "Dado antes de ver el resultado." if verdict.a_ciegas else "Dado después de ver el resultado."
    return [{"text": blind}, *([{"text": f"Difiere por: {verdict.motivo}"}] if verdict.motivo else [])]


def _observation(common: dict[str, Any], name: str, profile: str, code: dict[str, Any]) -> dict[str, Any]:
    found = {"resourceType": "Observation", "id": name, "meta": {"profile": [_PROFILES + profile]}}
    return found | common | {"code": code}


def _time(record: Record, local: Callable[[datetime], datetime]) -> str:
    if record.zona:
        return f"{record.fecha.replace(' ', 'T')}{record.zona}"
    return local(record.local_time).isoformat(timespec="seconds")


def _quantity(value: float, code: str, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "system": _UCUM, "code": code}


def _concept(code: str, display: str, system: str = _LOINC) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": display}]}


_VITAL_SIGNS: Final = _concept("vital-signs", "Vital Signs", f"{_TERMINOLOGY}observation-category")
_NOT_PERFORMED: Final = _concept("not-performed", "Not Performed", f"{_TERMINOLOGY}data-absent-reason")
