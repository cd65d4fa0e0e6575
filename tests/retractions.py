"""Records of a station that are voided, and the reference recount of its report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.exchange import export
from core.notes import voids
from core.records import find, lines
from core.records.key import digest, key_without_id
from core.records.period import Period
from core.records.record import encode
from core.report.report import Tally
from core.vocabulary import LineKind
from tests import stations
from tests.samples import BARE, RULES

if TYPE_CHECKING:
    from pathlib import Path

    from core.notes.voids import Event
    from core.report.report import Report
    from core.station.station import Station

SPACED: Final = BARE.replace(b"2025-11-14", b"2025-11-13").replace(b"{", b"{ ").replace(b"\n", b"\r\n")


def save(station: Station, number: int = 1) -> str:
    return str(stations.save(station, number).record.id)


def target(station: Station, name: str) -> find.Target:
    found = find.by_name(station.log, name)
    assert found is not None
    return found


def write_log(station: Station, content: bytes) -> None:
    """Put something into the log as another program would, while it is closed."""
    station.close()
    with station.log.open("ab") as file:
        file.write(content)
    station.open()


def naive(station: Station) -> tuple[Report, set[int], list[str]]:
    """Recount everything with no short cut: the report, the offsets of the voided lines, the records that count."""
    in_force: dict[str, str | None] = {}
    path = station.data_dir / "anulaciones.log"
    for line in path.read_bytes().split(b"\n") if path.exists() else []:
        kind, event = voids.classify(line)
        if event is not None:
            assert kind is LineKind.VALID
            in_force[event.registro] = event.motivo
    tally, seen, gone, kept = Tally(), {}, set(), []
    for line in lines.read(station.log):
        if line.entry is None:
            continue
        key = line.entry.id
        if key and key in seen:
            continue
        if key:
            seen[key] = 1
        else:
            content = digest(line.entry)
            seen[content] = seen.get(content, 0) + 1
            key = key_without_id(content, seen[content])
        if in_force.get(key) is None:
            tally.add(line.entry, line.offset)
            kept.append(line.entry.fecha)
        else:
            gone.add(line.offset)
    return tally.report(Period()), gone, kept


def assert_voids_right(station: Station) -> None:
    assert station.notes is not None
    assert set(station.notes.offsets) == naive(station)[1]
    assert stations.reasons(station.notes) == stations.voided(station.log)


def assert_right(station: Station) -> None:
    report = station.report(Period())
    truth, gone, kept = naive(station)
    assert report is not None
    assert list(report.counts.items()) == list(truth.counts.items())
    assert report.days == truth.days
    assert [encode(record) for record in report.last] == [encode(record) for record in truth.last]
    assert station.notes is not None
    assert set(station.notes.offsets) == gone
    assert station.end == station.log.stat().st_size
    csv = b"".join(export.records_csv(station.log, Period(), export.CsvFormat(decimal_comma=True), RULES)).decode(
        "utf-8-sig"
    )
    assert [row.partition(";")[0] for row in csv.splitlines()[1:]] == kept


def events(station: Station) -> list[Event]:
    content = (station.data_dir / "anulaciones.log").read_bytes()
    return [event for line in content.split(b"\n") if (event := voids.classify(line)[1]) is not None]


def path_of(station: Station) -> Path:
    return station.data_dir / "anulaciones.log"
