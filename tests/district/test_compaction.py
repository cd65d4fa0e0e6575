"""Many small files become a few large ones: the same records, the old versions kept, damage never blessed."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import msgspec
import pytest

from core.district import compact, manifest
from core.district.commands import recibir
from core.district.errors import LakeError, LakeFault
from core.district.manifest import IN_FORCE, KNOWN, NOTES, RECORDS, RETRACTED, TAKEN, Manifest
from core.district.receive import Receive
from core.district.store import open_store
from core.notes.voids import Action, Event, encode
from core.system.work import StoppedError
from core.vocabulary import Reason
from tests.district.lakes import NOW, Lake, a_clinic, stop_after
from tests.samples import BARE, a_line


def a_week(folder: Path, week: int, clinics: int = 3) -> list[Path]:
    """What clinics deliver in a week: each two records more, and one void; one record is in all of them."""
    found = []
    for clinic in range(clinics):
        lines = [a_line(1000 * clinic + n, f"2025-11-{1 + n % 20:02}") for n in range(2 * week + 2)]
        voids = [
            encode(
                Event("2025-11-20 08:00:00", "-05:00", f"n{clinic}-{n}", f"{n:032x}", Action.VOID, Reason.TEST, ())
            )
            for n in (1000 * clinic + one for one in range(week + 1))
        ]
        found.append(a_clinic(folder / f"c{clinic}", *lines, BARE, voids=b"".join(voids)))
    return found


def tables(lake: Lake) -> dict[str, int]:
    """The number of files of each table."""
    found = lake.manifest
    return {table: len(found.files(table)) for table in (RECORDS, RETRACTED, NOTES, IN_FORCE, TAKEN, KNOWN)}


def test_a_year_of_weeks_leaves_few_files_and_the_same_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, compacted = Lake(str(tmp_path / "sin")), Lake(str(tmp_path / "con"))
    for week in range(6):
        deliveries = a_week(tmp_path, week)
        monkeypatch.setattr(manifest, "MANY", 128)
        plain.take(*deliveries)
        monkeypatch.setattr(manifest, "MANY", 4)
        compacted.take(*deliveries)
    assert tables(plain)[RECORDS] == 18
    assert max(tables(compacted).values()) <= 4
    report, expected = compacted.report(), plain.report()
    assert (report.counts, report.days, report.last) == (expected.counts, expected.days, expected.last)
    assert [(row.key, row.total, row.received) for row in report.clinics] == [
        (row.key, row.total, row.received) for row in expected.clinics
    ]
    rows = {table: sum(file.filas for file in compacted.manifest.files(table)) for table in (RECORDS, NOTES, KNOWN)}
    assert rows == {table: sum(file.filas for file in plain.manifest.files(table)) for table in rows}
    number = compacted.manifest.numero
    assert all(one.is_known for one in compacted.take(*a_week(tmp_path, 5))), "what was taken is still known"
    assert compacted.manifest.numero == number


def test_versions_from_before_are_still_whole(lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "MANY", 2)
    lake.take(*a_week(tmp_path, 0))
    assert lake.manifest.numero == 2
    store = open_store(lake.place)
    before = msgspec.json.decode(store.read("manifiestos/00000001.json"), type=Manifest)
    assert len(before.files(RECORDS)) == 3
    assert all(store.local(file.nombre, file.sha256).exists() for file in before.archivos)
    assert tables(lake)[RECORDS] == 1


def test_large_files_are_left_alone(lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "MANY", 0)
    monkeypatch.setattr(manifest, "SMALL", 1)
    lake.take(*a_week(tmp_path, 0))
    assert lake.manifest.numero == 1


def test_a_portion_holds_no_more_than_fits_in_memory(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "MANY", 2)
    monkeypatch.setattr(compact, "LARGE", 6)
    lake.take(*a_week(tmp_path, 0))
    assert [file.filas for file in lake.manifest.files(RECORDS)] == [5, 2]


def test_stopped_at_every_file_it_leaves_what_was_received(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake.take(*a_week(tmp_path, 0))
    monkeypatch.setattr(manifest, "MANY", 2)
    store = open_store(lake.place)
    for steps in range(100):
        work = Receive(store, [], lambda: NOW)
        stop_after(work, steps)
        with store.writing("recibir"):
            try:
                work.run()
                break
            except StoppedError:
                assert lake.manifest.numero == 1
    assert steps > 2
    assert lake.manifest.numero == 2
    assert lake.report().total == 4


def test_a_file_that_has_changed_is_not_made_good(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lake.take(*a_week(tmp_path, 0))
    damaged = Path(lake.place) / lake.manifest.files(KNOWN)[0].nombre
    damaged.write_bytes(b"x" + damaged.read_bytes()[1:])
    monkeypatch.setattr(manifest, "MANY", 1)
    options = Namespace(lago=lake.place, ruta=[a_clinic(tmp_path / "c9", a_line(9000))])
    with pytest.raises(LakeError) as caught:
        recibir.run(options)
    assert caught.value.fault is LakeFault.DAMAGED
    assert '"registros_nuevos": 1' in capfd.readouterr().out, "what was received is told all the same"
    assert lake.manifest.numero == 2
