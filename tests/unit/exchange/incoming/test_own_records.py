"""Records exported as FHIR come back as they were, with voids and verdicts; changed ones are refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from core.clinical.model import load
from core.exchange import fhir
from core.exchange.incoming.importing import Import, Imported, Terms, Undo, import_name
from core.exchange.incoming.mapping import Mapping
from core.exchange.incoming.preview import Previewing
from core.exchange.incoming.rows import Flaw
from core.exchange.incoming.source import Look
from core.journal.entry import stamp
from core.journal.health import Health
from core.journal.writer import Journal
from core.notes import journals, model_events, verdicts, voids
from core.notes.notes import Notes
from core.notes.verdicts import Said
from core.records.lines import read
from core.records.period import Period
from core.records.record import encode
from core.vocabulary import Category, Reason, VerdictReason
from tests.samples import BARE, a_line, a_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.exchange.incoming.taking import Refused
    from core.records.record import Record

_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _local(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A data directory: a correction, the record that it corrects, a verdict changed after the result, two twins."""
    there = tmp_path / "there"
    there.mkdir()
    wrong = a_record("a", temperature_c=39.5)
    right = replace(a_record("b"), origen={"corrige": "a"}, puesto="8f3a01c2")
    (there / "predicciones.log").write_bytes(encode(wrong) + encode(right) + a_line("c") + BARE + BARE)
    blind = verdicts.give(right, Said(Category.MILD, is_blind=True, reason=VerdictReason.CONTEXT)).make("b", _NOW, ())
    seen = verdicts.give(right, Said(Category.ACUTE, is_blind=False)).make("b", _NOW + timedelta(1), (blind.id,))
    (there / "criterios.log").write_bytes(verdicts.encode(blind) + verdicts.encode(seen))
    twin = next(fhir_key for fhir_key in _keys(there) if fhir_key.endswith("-2"))
    notes = [voids.void(Reason.TYPING_ERROR).make("a", _NOW, ()), voids.void(Reason.TEST).make(twin, _NOW, ())]
    (there / "anulaciones.log").write_bytes(b"".join(map(voids.encode, notes)))
    return there


def _records(data_dir: Path) -> fhir.Records:
    return fhir.Records(data_dir / "predicciones.log", Period(), _local)


def _resources(data_dir: Path) -> list[dict[str, Any]]:
    found = json.loads(b"".join(fhir.bundle(_records(data_dir), Health(), _NOW)))
    return [entry["resource"] for entry in found["entry"]]


def _keys(data_dir: Path) -> list[str]:
    return list(dict.fromkeys(one["encounter"]["identifier"]["value"] for one in _resources(data_dir)))


def _as_bundle(data_dir: Path) -> bytes:
    return b"".join(fhir.bundle(_records(data_dir), Health(), _NOW))


def _as_lines(data_dir: Path) -> bytes:
    return b"".join(fhir.ndjson(_records(data_dir), Health(), "Observation"))


def _import(path: Path, data_dir: Path, refused: Callable[[Refused], None] = lambda _: None) -> Imported:
    data_dir.mkdir(exist_ok=True)
    writers = {kind.name: Journal(data_dir / kind.name, kind.codec.classify) for kind in journals.JOURNALS}
    source = Look(path, None, Mapping()).run()
    done = Import(source, Terms(load(), "", _NOW, _local), data_dir / "predicciones.log", writers, refused).run()
    for writer in writers.values():
        writer.close()
    return done


def _all(data_dir: Path) -> list[Record]:
    return [line.entry for line in read(data_dir / "predicciones.log") if line.entry is not None]


def _said(record: Record) -> tuple[object, ...]:
    return (record.fecha, record.fiebre, record.resultado, record.zona, record.modelo, record.puntaje, record.puesto)


def test_a_record_that_is_here_with_other_values_is_refused_with_its_notes(there: Path, tmp_path: Path) -> None:
    path, here = tmp_path / "registros", tmp_path / "here"
    path.write_bytes(_as_bundle(there))
    here.mkdir()
    (here / "predicciones.log").write_bytes(a_line("a") + a_line("b"))
    refused: list[Refused] = []

    assert _import(path, here, refused.append) == Imported(added=3, known=1, refused=1, notes=3)
    assert [(found.why, found.row.key) for found in refused] == [(Flaw.SAME_KEY, "importado:a")]
    assert "a" not in Notes.read(here).retracted, "the void speaks of the other values"


@pytest.mark.parametrize("form", [_as_bundle, _as_lines])
def test_everything_comes_back(there: Path, tmp_path: Path, form: Callable[[Path], bytes]) -> None:
    path, here = tmp_path / "registros", tmp_path / "here"
    path.write_bytes(form(there))

    assert _import(path, here) == Imported(added=5, notes=4)
    ours, theirs = _all(here), _all(there)
    assert list(map(_said, ours)) == list(map(_said, theirs))
    assert [record.id for record in ours[:3]] == ["a", "b", "c"]
    assert ours[1].corrects == "a"
    notes = Notes.read(here)
    assert [notes.meet(record, number) for number, record in enumerate(ours)] == [True, False, False, False, True]
    assert notes.retracted["a"].motivo == Reason.TYPING_ERROR
    decisions = notes.folds["criterios.log"].decisions
    standing, blind = decisions.holding("b"), verdicts.blind(decisions, "b")
    assert (standing.criterio, standing.a_ciegas) == (Category.ACUTE, False)
    assert blind is not None
    assert (blind.criterio, blind.motivo) == (Category.MILD, "contexto")


@pytest.mark.parametrize("form", [_as_bundle, _as_lines])
def test_again_nothing_is_new(there: Path, tmp_path: Path, form: Callable[[Path], bytes]) -> None:
    path, here = tmp_path / "registros", tmp_path / "here"
    path.write_bytes(form(there))
    _import(path, here)
    before = {file.name: file.read_bytes() for file in here.iterdir()}

    again = _import(path, here)
    assert (again, again.changes_anything) == (Imported(known=5), False)
    assert _import(path, there) == Imported(known=5), "where it was exported, even records without an id are known"
    assert {file.name: file.read_bytes() for file in here.iterdir()} == before


def test_it_is_undone_as_a_whole_and_comes_in_again(there: Path, tmp_path: Path) -> None:
    path, here = tmp_path / "registros.json", tmp_path / "here"
    path.write_bytes(_as_bundle(there))
    _import(path, here)
    writers = {kind.name: Journal(here / kind.name, kind.codec.classify) for kind in journals.JOURNALS}
    name = import_name(Look(path, None, Mapping()).run())
    assert Undo(name, _NOW, here / "predicciones.log", writers).run() == 3
    for writer in writers.values():
        writer.close()

    assert _import(path, here) == Imported(known=5, reinstated=3)


def test_a_record_that_was_undone_where_it_comes_from_stays_so(there: Path, tmp_path: Path) -> None:
    path, here = tmp_path / "registros.json", tmp_path / "here"
    undone = voids.void(Reason.IMPORT).make("c", _NOW, ())
    (there / "anulaciones.log").write_bytes(voids.encode(undone))
    path.write_bytes(_as_bundle(there))
    _import(path, here)

    assert _import(path, here) == Imported(known=5)
    assert "c" in Notes.read(here).retracted


def test_what_an_earlier_import_said_of_a_record_is_kept(tmp_path: Path) -> None:
    there, path, here = tmp_path / "there", tmp_path / "registros.json", tmp_path / "here"
    there.mkdir()
    origin = {"sha256": "f" * 64, "linea": 3, "importado": "2026-11-01 08:00:00"}
    (there / "predicciones.log").write_bytes(encode(replace(a_record("a"), origen=origin)))
    path.write_bytes(_as_bundle(there))
    _import(path, here)

    (found,) = _all(here)
    assert found.origen["antes"] == origin
    assert found.imported == import_name(Look(path, None, Mapping()).run())


def _change(resource: dict[str, Any], how: str) -> None:
    line = resource["extension"][0]
    if how == "value":
        resource["valueQuantity"]["value"] = 37.5
    elif how == "time":
        resource["effectiveDateTime"] = "2025-11-13T22:31:11-05:00"
    elif how == "no zone":
        resource["effectiveDateTime"] = "2025-11-13T22:31:10"
    elif how == "no time":
        del resource["effectiveDateTime"]
    elif how == "line":
        line["valueString"] = line["valueString"].replace("ACUTE", "X").replace("AGUDA", "LEVE")
    elif how == "surrogate":
        line["valueString"] = "\ud800"
    elif how == "key":
        resource["encounter"]["identifier"]["value"] = "otro"
    elif how == "no record":
        line["url"] = "urn:predictor-medico:criterios.log"
        line["valueString"] = verdicts.encode(verdicts.withdraw().make("c", _NOW, ())).decode()
    elif how == "other's note":
        note = voids.encode(voids.void(Reason.TEST).make("x", _NOW, ())).decode()
        resource["extension"].append({"url": "urn:predictor-medico:anulaciones.log", "valueString": note})


@pytest.mark.parametrize(
    "how", ["value", "time", "no zone", "no time", "line", "surrogate", "key", "no record", "other's note"]
)
@pytest.mark.parametrize("line", [a_line("c"), BARE], ids=["with an id", "without"])
def test_what_another_program_changed_is_refused(tmp_path: Path, how: str, line: bytes) -> None:
    if line == BARE and how in ("time", "no zone"):
        how = "value"  # a time without a zone is that of the PC
    there, path = tmp_path / "there", tmp_path / "registros.ndjson"
    there.mkdir()
    (there / "predicciones.log").write_bytes(line)
    found = [one for one in _resources(there) if one["resourceType"] == "Observation"]
    _change(found[0], how)
    path.write_text("\n".join(json.dumps(one) for one in found), "utf-8")
    refused: list[Refused] = []

    done = _import(path, tmp_path / "here", refused.append)
    assert (done.added, done.refused > 0) == (0, True)
    assert not _all(tmp_path / "here")


def test_a_record_that_another_program_withdrew_is_refused(there: Path, tmp_path: Path) -> None:
    path = tmp_path / "registros.ndjson"
    found = [one for one in _resources(there) if one["encounter"]["identifier"]["value"] == "c"]
    for one in found:
        one["status"] = "entered-in-error"
    path.write_text("\n".join(map(json.dumps, found)), "utf-8")

    assert _import(path, tmp_path / "here") == Imported(refused=1)


def test_extensions_of_others_are_no_lines(there: Path, tmp_path: Path) -> None:
    path = tmp_path / "registros.ndjson"
    found = [one for one in _resources(there) if one["encounter"]["identifier"]["value"] == "c"]
    found[0]["extension"] = [{"url": "urn:predictor-medico:otro", "valueString": "x"}, {"url": "criterios.log"}]
    path.write_text("\n".join(map(json.dumps, found)), "utf-8")

    assert _import(path, tmp_path / "here") == Imported(added=1), "as a reading of any other program"


def test_a_preview_shows_records_of_our_own_as_they_are(there: Path, tmp_path: Path) -> None:
    path = tmp_path / "registros.json"
    path.write_bytes(_as_bundle(there))
    preview = Previewing(path, Mapping(), _NOW, _local).preview()

    assert [row.refused for row in preview.rows] == [None] * 5
    assert [row.values[0] for row in preview.rows] == [39.5, 38.0, 38.0, 38.0, 38.0]
    assert preview.rows[0].time == datetime.fromisoformat("2025-11-13T22:31:10")


def test_a_period_exports_its_records_only(there: Path) -> None:
    day = date(2025, 11, 14)
    records = fhir.Records(there / "predicciones.log", Period(day, day), _local)
    found = json.loads(b"".join(fhir.bundle(records, Health(), _NOW)))["entry"]
    assert {entry["resource"]["encounter"]["identifier"]["value"][:6] for entry in found} == {"sin-id"}


def test_an_event_of_a_model_is_never_taken_from_a_file(tmp_path: Path) -> None:
    there, path = tmp_path / "there", tmp_path / "registros.ndjson"
    there.mkdir()
    (there / "predicciones.log").write_bytes(a_line("c"))
    found = [one for one in _resources(there) if one["resourceType"] == "Observation"]
    event = model_events.Event(*stamp(_NOW), "e", model_events.Action.ACTIVATE, "c", "reglas")
    line = model_events.CODEC.encode(event).decode()
    found[0]["extension"].append({"url": "urn:predictor-medico:modelos.log", "valueString": line})
    path.write_text("\n".join(map(json.dumps, found)), "utf-8")

    assert _import(path, tmp_path / "here") == Imported(added=1)
    assert not (tmp_path / "here" / "modelos.log").exists()
