"""Taking in deliveries: any content of a stick, repeatedly, with nothing counted twice or lost."""

from __future__ import annotations

import json
import os
import stat
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace

from core.district import manifest, receive, whole_blocks
from core.district.consolidated import Alarm
from core.district.deliveries import Refusal
from core.district.errors import LakeError, LakeFault
from core.district.main import main
from core.district.manifest import LakeFile, Manifest
from core.district.store import open_store
from core.errors import SaveFailure
from core.exchange.manifest import MANIFEST_NAME
from core.exchange.restore import Restore
from core.journal.writer import Journal
from core.notes import journals
from core.notes.verdicts import Verdict
from core.notes.verdicts import encode as encode_verdict
from core.notes.voids import Action, Event, encode
from core.records.key import digest, key_without_id
from core.records.record import classify
from core.records.record import encode as encode_record
from core.refusals import BackupRefusal
from core.system.paths import LOG_NAME
from core.system.status import FAILED
from core.vocabulary import Reason
from tests.district.lakes import Lake, a_backup, a_clinic, clinic_counts
from tests.samples import BARE, a_line, a_record

if TYPE_CHECKING:
    from core.district.whole_blocks import WholeBlock
    from core.journal.reader import Block

ACUTE = "ENFERMEDAD AGUDA"


def lines(*numbers: int) -> list[bytes]:
    return [a_line(number) for number in numbers]


def told(lake: Lake) -> list[tuple[str, int, int]]:
    """Of each delivery that was taken in: its name, its new records and its known ones."""
    return [(one.path.name, one.told.new, one.told.known) for one in lake.received if one.told]


def reasons(lake: Lake) -> dict[str, object]:
    return {one.path.name: one.reason for one in lake.received if one.reason}


def alarms(lake: Lake) -> list[tuple[Alarm, ...]]:
    return [row.alarms for row in lake.report().clinics]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with a backup, a data directory, a log alone and a folder of backups, among other things."""
    root = tmp_path / "memoria USB ñ"
    a_backup(a_clinic(tmp_path / "a", *lines(1, 2)), root / "Clínica Santa Fe (copia).zip")
    a_clinic(root / "predictor-medico", *lines(3, 4, 5))
    (root / "registros viejos.log").write_bytes(BARE + BARE.replace(b"38.0", b"39.0"))
    a_backup(a_clinic(tmp_path / "b", *lines(6)), root / "copias" / "de noviembre" / "Año Ñuevo.zip")
    (root / "fotos").mkdir()
    (root / "fotos" / "gato.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(1000))
    (root / "leame.txt").write_text("hola")
    (root / "vacío.log").write_bytes(b"")
    return root


def test_a_whole_stick_is_taken_and_other_things_are_passed_over(lake: Lake, stick: Path) -> None:
    found = lake.take(stick)
    assert sorted(told(lake)) == [
        ("Año Ñuevo.zip", 1, 0),
        ("Clínica Santa Fe (copia).zip", 2, 0),
        ("predictor-medico", 3, 0),
        ("registros viejos.log", 2, 0),
    ]
    assert all(one.reason is None for one in found)
    assert {one.path.name for one in lake.received if one.is_passed_over} == {"gato.jpg", "leame.txt", "vacío.log"}
    assert lake.report().total == 8
    assert len(lake.report().clinics) == 4


def test_the_same_again_changes_nothing(lake: Lake, stick: Path) -> None:
    lake.take(stick)
    before = lake.manifest
    files = sorted(path for path in Path(lake.place).rglob("*") if path.is_file())
    assert all(one.is_known for one in lake.take(stick))
    assert lake.manifest == before
    assert sorted(path for path in Path(lake.place).rglob("*") if path.is_file()) == files


def test_one_delivery_under_two_names_is_one(lake: Lake, tmp_path: Path) -> None:
    first = a_backup(a_clinic(tmp_path / "a", *lines(1, 2)), tmp_path / "copia.zip")
    second = tmp_path / "copia (2).zip"
    second.write_bytes(first.read_bytes())
    lake.take(first, second)
    assert told(lake) == [("copia.zip", 2, 0)]
    assert [one.path for one in lake.received if one.is_known] == [second]
    assert len(list((Path(lake.place) / "entregas").iterdir())) == 1


def test_only_what_is_new_in_a_log_is_read(lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = a_clinic(tmp_path / "a", *lines(*range(2000)))
    lake.take(a_backup(clinic, tmp_path / "1.zip"))
    a_clinic(clinic, *lines(*range(2010)))
    backup = a_backup(clinic, tmp_path / "2.zip")
    read: list[int] = []
    real = whole_blocks.decode

    def decode(block: Block) -> WholeBlock | None:
        read.append(len(block.pieces))
        return real(block)

    monkeypatch.setattr(whole_blocks, "decode", decode)
    lake.take(backup)
    assert told(lake) == [("2.zip", 10, 0)]
    assert sum(read) == 10
    assert lake.report().total == 2010


def test_several_backups_of_one_clinic_in_one_go(lake: Lake, tmp_path: Path) -> None:
    clinic = a_clinic(tmp_path / "a")
    for number in (3, 1, 2):
        a_clinic(clinic, *lines(*range(number * 10)))
        a_backup(clinic, tmp_path / "usb" / f"{number}.zip")
    lake.take(tmp_path / "usb")
    assert sorted(told(lake)) == [("1.zip", 10, 0), ("2.zip", 10, 0), ("3.zip", 10, 0)]
    assert alarms(lake) == [()]


def test_a_shorter_backup_takes_nothing_away_and_is_told(lake: Lake, tmp_path: Path) -> None:
    clinic = a_clinic(tmp_path / "a", *lines(1, 2))
    short = a_backup(clinic, tmp_path / "1.zip")
    a_clinic(clinic, *lines(1, 2, 3))
    lake.take(a_backup(clinic, tmp_path / "2.zip"))
    (one,) = lake.take(short)
    assert one.taken is not None
    assert one.taken.is_shorter
    assert told(lake) == [("1.zip", 0, 2)]
    assert lake.counts == {ACUTE: 3}
    assert alarms(lake) == [(Alarm.FEWER_RECORDS,)]
    a_clinic(clinic, *lines(1, 2, 3, 4))
    lake.take(a_backup(clinic, tmp_path / "3.zip"))
    assert told(lake) == [("3.zip", 1, 0)]
    assert alarms(lake) == [()], "the longest one is here again"


def test_a_changed_beginning_alarms_and_both_versions_are_kept(lake: Lake, tmp_path: Path) -> None:
    clinic = a_clinic(tmp_path / "a", *lines(1, 2, 3))
    lake.take(a_backup(clinic, tmp_path / "1.zip"))
    a_clinic(clinic, *lines(1), a_line(2, temperature_c=40.0), *lines(4, 5))
    (one,) = lake.take(a_backup(clinic, tmp_path / "2.zip"))
    assert one.taken is not None
    assert one.taken.is_changed
    assert one.told is not None
    assert (one.told.new, one.told.known, one.told.conflicts) == (2, 2, 1)
    assert lake.counts == {ACUTE: 5}
    assert alarms(lake) == [(Alarm.CONFLICTS, Alarm.CHANGED_PREFIX)]
    assert len(list((Path(lake.place) / "entregas").iterdir())) == 2


def restored_into(clinic: Path, backup: Path) -> None:
    writers = {kind.name: Journal(clinic / kind.name, kind.codec.classify) for kind in journals.JOURNALS}
    Restore(backup, clinic, writers).run()


@pytest.mark.parametrize("is_together", [True, False], ids=["in one go", "one after the other"])
def test_records_that_two_clinics_share_count_once_and_are_the_first_ones(
    lake: Lake, tmp_path: Path, is_together: bool
) -> None:
    first, second = a_clinic(tmp_path / "a", *lines(1, 2), BARE), a_clinic(tmp_path / "b", *lines(3))
    backup = a_backup(first, tmp_path / "z.zip")
    restored_into(second, backup)
    other = a_backup(second, tmp_path / "a.zip")
    if is_together:
        lake.take(other, backup)
    else:
        lake.take(backup)
        lake.take(other)
    assert lake.counts == {ACUTE: 4}
    assert sorted(row.total for row in lake.report().clinics) == [1, 3]
    assert sorted(alarms(lake)) == [(), (Alarm.SHARED_RECORDS,)]


def test_a_record_belongs_to_its_puesto_whoever_delivers_it_first(lake: Lake, tmp_path: Path) -> None:
    own = [encode_record(replace(a_record(number), puesto="0000000a")) for number in (1, 2)]
    first = a_clinic(tmp_path / "a", *own)
    second = a_clinic(tmp_path / "b", encode_record(replace(a_record(3), puesto="0000000b")), *own)
    for clinic, workplace in ((first, "0000000a"), (second, "0000000b")):
        said = {"codigo": f"E{workplace[-1]}", "nombre": "", "puesto": workplace}
        (clinic / "establecimiento.json").write_text(json.dumps(said))
    lake.take(second)
    assert {row.key: row.total for row in lake.report().clinics} == {"0000000a": 2, "Eb": 1}
    lake.take(a_backup(first, tmp_path / "a.zip"))
    assert {row.key: row.total for row in lake.report().clinics} == {"Ea": 2, "Eb": 1}


def test_verdicts_are_taken_in_before_and_after_their_records(lake: Lake, tmp_path: Path) -> None:
    line = encode_verdict(a_verdict(1)) + encode_verdict(a_verdict(7))
    clinic = a_clinic(tmp_path / "a", *lines(1, 2))
    (clinic / "criterios.log").write_bytes(line)
    lake.take(clinic, a_clinic(tmp_path / "b", *lines(7)))
    store = open_store(lake.place)
    rows = [
        row
        for file in lake.manifest.files(manifest.IN_FORCE)
        for row in pq.read_table(store.local(file.nombre, file.sha256)).to_pylist()
    ]
    assert sorted(row["registro"] for row in rows) == [f"{1:032x}", f"{7:032x}"]
    assert {(row["diario"], row["efecto"]) for row in rows} == {("criterios.log", True)}
    assert lake.counts == {ACUTE: 3}


def a_verdict(number: int) -> Verdict:
    said = {"registro": f"{number:032x}", "accion": "registrar", "criterio": "ENFERMEDAD LEVE"}
    more = {"mostrado": ACUTE, "modelo": "reglas-1.0.1+3f2a", "a_ciegas": True, "tras": []}
    when = {"fecha": "2025-11-15 08:00:00", "zona": "-05:00", "id": f"c{number}"}
    return msgspec.convert({**when, **said, **more}, Verdict)


def a_void(key: int | str, name: str = "", tras: tuple[str, ...] = ()) -> Event:
    record = key if isinstance(key, str) else f"{key:032x}"
    return Event("2025-11-15 08:00:00", "-05:00", name or f"n-{record}", record, Action.VOID, Reason.TEST, tras)


def voided(*keys: int | str) -> bytes:
    return b"".join(encode(a_void(key)) for key in keys)


def test_voids_count_wherever_they_come_from_and_before_their_records(lake: Lake, tmp_path: Path) -> None:
    lake.take(a_clinic(tmp_path / "a", *lines(1, 2), voids=voided(2, 7)))
    assert lake.counts == {ACUTE: 1}
    lake.take(a_clinic(tmp_path / "b", *lines(6, 7, 8)))
    assert lake.counts == {ACUTE: 3}, "record 7 is void: its void was here before it"
    alone = tmp_path / "anulaciones.log"
    alone.write_bytes(voided(8))
    lake.take(alone)
    assert lake.counts == {ACUTE: 2}
    assert sorted(row.total for row in lake.report().clinics) == [1, 1]


def test_a_record_without_an_id_is_voided_by_its_number_among_equal_ones(lake: Lake, tmp_path: Path) -> None:
    record = classify(BARE[:-1])[1]
    assert record is not None
    clinic = a_clinic(tmp_path / "a", BARE * 3, voids=voided(key_without_id(digest(record), 2)))
    lake.take(clinic)
    assert lake.counts == clinic_counts(clinic) == {ACUTE: 2}
    a_clinic(clinic, BARE * 5)
    lake.take(clinic)
    assert lake.counts == clinic_counts(clinic) == {ACUTE: 4}


def test_a_decision_does_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    clinic = a_clinic(tmp_path / "a", *lines(1))
    void = a_void(1, "primera")
    earlier = "2023-01-01 00:00:00"
    back = replace(void, fecha=earlier, id="otra", accion=Action.REINSTATE, motivo=None, tras=(void.id,))
    parts = []
    for name, events in (("1", [void]), ("2", [void, back])):
        (clinic / "anulaciones.log").write_bytes(b"".join(map(encode, events)))
        parts.append(a_backup(clinic, tmp_path / f"{name}.zip"))
    for order in (parts, parts[::-1]):
        lake = Lake(str(tmp_path / f"lago {order[0].stem}"))
        for part in order:
            lake.take(part)
        assert lake.counts == {ACUTE: 1}, "taken back by one who knew, though the clock was years off"


def test_clocks_that_are_years_off(lake: Lake, tmp_path: Path) -> None:
    days = ["0001-01-01", "1970-01-01", "2025-11-14", "2999-12-31", "9999-12-31"]
    clinic = a_clinic(tmp_path / "a", *(a_line(number, day) for number, day in enumerate(days)))
    lake.take(clinic)
    report = lake.report()
    assert [day.isoformat() for day in report.days] == days
    assert [one.time[:10] for one in report.last] == days
    assert alarms(lake) == [(Alarm.CLOCK,)]


def test_a_refused_file_is_named_with_its_reason_and_the_rest_is_taken(lake: Lake, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    clinic = a_clinic(tmp_path / "a", *lines(1, 2))
    good = a_backup(clinic, usb / "buena.zip")
    content = good.read_bytes()
    (usb / "cortada.zip").write_bytes(content[: len(content) // 2])
    (usb / "cambiada.zip").write_bytes(content[:120] + bytes([content[120] ^ 1]) + content[121:])
    (usb / "fotos.zip").write_bytes(a_zip(usb / "f.zip", {"gato.jpg": b"x"}).read_bytes())
    (usb / "f.zip").unlink()
    newer = json.dumps({"formato": "predictor-medico/copia-de-seguridad", "version": 99}).encode()
    a_zip(usb / "nueva.zip", {MANIFEST_NAME: newer, LOG_NAME: b""})
    a_zip(usb / "trampa.zip", {f"../{LOG_NAME}": b"x", MANIFEST_NAME: b"{}"})
    bomb = {"formato": "predictor-medico/copia-de-seguridad", "version": 1, "programa": "1", "fecha": "", "zona": ""}
    bomb["archivos"] = [{"nombre": LOG_NAME, "bytes": 300 << 20, "sha256": ""}]  # type: ignore[assignment]
    a_zip(usb / "bomba.zip", {LOG_NAME: b"\0" * (300 << 20), MANIFEST_NAME: json.dumps(bomb).encode()})
    lake.take(usb, tmp_path / "no está.zip")
    assert reasons(lake) == {
        "cortada.zip": BackupRefusal.DAMAGED,
        "cambiada.zip": BackupRefusal.DAMAGED,
        "fotos.zip": BackupRefusal.NOT_A_BACKUP,
        "nueva.zip": BackupRefusal.NEWER,
        "trampa.zip": BackupRefusal.NOT_A_BACKUP,
        "bomba.zip": BackupRefusal.TOO_DENSE,
        "no está.zip": Refusal.MISSING,
    }
    assert told(lake) == [("buena.zip", 2, 0)]


def a_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="links and FIFOs of POSIX")
def test_links_are_never_followed_and_nothing_hangs(lake: Lake, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    backup = a_backup(a_clinic(tmp_path / "a", *lines(1)), tmp_path / "fuera" / "copia.zip")
    usb.mkdir()
    (usb / "enlace.zip").symlink_to(backup)
    (usb / "carpeta").symlink_to(backup.parent)
    (usb / "datos").mkdir()
    (usb / "datos" / LOG_NAME).symlink_to(tmp_path / "a" / LOG_NAME)
    os.mkfifo(usb / "tubo")
    found = lake.take(usb, usb / "enlace.zip", usb / "tubo")
    assert [(one.path.name, one.reason) for one in found] == [
        ("usb", Refusal.NO_DELIVERY),
        ("enlace.zip", Refusal.LINK),
        ("tubo", Refusal.NOT_A_FILE),
    ]
    assert lake.manifest.numero == 0


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(lake: Lake, tmp_path: Path) -> None:
    backup = a_backup(a_clinic(tmp_path / "a", *lines(1)), tmp_path / "copia.zip")
    backup.chmod(0)
    lake.take(backup)
    assert reasons(lake) == {"copia.zip": SaveFailure.NO_PERMISSION}


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_nobody_else_may_read_the_lake_and_it_holds_no_name_of_a_file(lake: Lake, stick: Path) -> None:
    before = os.umask(0)
    try:
        lake.take(stick)
    finally:
        os.umask(before)
    paths = [Path(lake.place), *Path(lake.place).rglob("*")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_file()} == {0o600}
    contents = b"".join(path.read_bytes() for path in paths if path.is_file() and "entregas/" not in str(path))
    assert b"Santa Fe" not in contents


def test_a_log_without_a_record_that_says_nowhere_whose_it_is_is_refused(lake: Lake, tmp_path: Path) -> None:
    lake.take(a_clinic(tmp_path / "a", b"nada\n"))
    assert reasons(lake) == {"a": Refusal.EMPTY}


def test_a_folder_with_other_files_does_not_become_a_lake(lake: Lake, tmp_path: Path) -> None:
    clinic = a_clinic(tmp_path / "a", *lines(1))
    Path(lake.place).mkdir()
    (Path(lake.place) / "tesis.doc").write_text("x")
    with pytest.raises(LakeError) as caught:
        lake.take(clinic)
    assert caught.value.fault is LakeFault.NOT_A_LAKE


@pytest.mark.parametrize("command", [["reporte"], ["recibir", "b"]], ids=["asked", "received"])
def test_a_damaged_file_of_the_lake_is_named(
    lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str], command: list[str]
) -> None:
    lake.take(a_clinic(tmp_path / "a", *lines(*range(50))))
    damaged = Path(lake.place) / lake.manifest.files("registros")[0].nombre
    content = bytearray(damaged.read_bytes())
    content[4:90] = bytes(86)
    damaged.write_bytes(content)
    a_clinic(tmp_path / "b", *lines(100))
    words = [str(tmp_path / word) if word == "b" else word for word in command]
    assert main(["--lago", lake.place, *words]) == FAILED
    out, err = capfd.readouterr()
    assert out == ""
    assert "el lago está dañado" in err
    assert damaged.name in err


def test_corrected_and_imported_records_and_a_journal_of_models_count_as_in_the_clinic(tmp_path: Path) -> None:
    origins = [{"corrige": f"{1:032x}"}, {"sha256": "ab" * 32, "linea": 7, "importado": "2025-11-14 22:31:10"}]
    others = [encode_record(replace(a_record(5 + number), origen=origin)) for number, origin in enumerate(origins)]
    for amount in (0, 400):
        clinic = a_clinic(tmp_path / f"c{amount}", *lines(1, 2), *others, *lines(*range(10, 10 + amount)))
        (clinic / "modelos.log").write_bytes(b'{"fecha":"2025-11-14 22:31:10","id":"x"}\n')
        one = Lake(str(tmp_path / f"lago{amount}"))
        for source in (clinic, a_backup(clinic, tmp_path / f"{amount}.zip")):
            (taken,) = one.take(source)
            assert taken.reason is None
        assert one.counts == clinic_counts(clinic)
        assert taken.told is not None
        assert (taken.told.new, taken.told.conflicts) == (0, 0)


def test_old_versions_of_the_lake_are_kept_with_all_their_files(lake: Lake, tmp_path: Path) -> None:
    for number in range(1, 4):
        lake.take(a_clinic(tmp_path / str(number), *lines(number), voids=voided(number)))
    store = open_store(lake.place)
    for name in store.names(manifest.MANIFESTS):
        version = msgspec.json.decode(store.read(name), type=manifest.Manifest)
        for file in version.archivos:
            assert store.local(file.nombre, file.sha256).stat().st_size == file.bytes


def test_deliveries_are_kept_as_they_came(lake: Lake, tmp_path: Path) -> None:
    backup = a_backup(a_clinic(tmp_path / "a", *lines(1)), tmp_path / "copia.zip")
    lake.take(backup, a_clinic(tmp_path / "b", *lines(2)))
    kept = [path.read_bytes() for path in (Path(lake.place) / "entregas").iterdir()]
    assert sorted(kept) == sorted([backup.read_bytes(), a_line(2)])


def test_several_processes_come_to_the_same(lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        clinic = a_clinic(tmp_path / f"c{number}", *lines(*range(number * 100, number * 100 + 50)), *lines(1, 2))
        a_backup(clinic, tmp_path / "usb" / f"{number}.zip")
    alone = Lake(str(tmp_path / "solo"))
    alone.take(tmp_path / "usb")
    monkeypatch.setattr(receive, "ALONE", 0)
    monkeypatch.setattr(receive, "PART", 60)
    lake.take(tmp_path / "usb")
    assert lake.manifest.numero > 1, "committed in parts"
    assert lake.counts == alone.counts == {ACUTE: 200}
    assert lake.report().days == alone.report().days


def test_ids_that_begin_or_end_alike_are_several_records(lake: Lake, tmp_path: Path) -> None:
    names = [f"{one:016x}{other:016x}" for one, other in ((7, 1), (7, 2), (8, 1))]
    lake.take(a_clinic(tmp_path / "a", a_line(names[0]), *map(a_line, names)))
    assert told(lake) == [("a", 3, 0)]
    lake.take(a_clinic(tmp_path / "b", *map(a_line, [*names, f"{7:016x}{3:016x}"])))
    assert lake.report().total == 4


@pytest.mark.parametrize(("known", "read"), [(0, 4), (3, 4), (9, 9), (40, 16)])
def test_the_more_a_lake_has_the_more_is_read_between_two_changes(known: int, read: int) -> None:
    files = [LakeFile("a", manifest.RECORDS, known * 1_000_000, 1, ""), LakeFile("b", manifest.COUNTS, 10**9, 1, "")]
    assert receive.part(Manifest(archivos=tuple(files))) == read * 1_000_000


def test_a_record_of_this_program_comes_out_as_it_went_in(lake: Lake, tmp_path: Path) -> None:
    record = a_record(5, temperature_c=38.4)
    lake.take(a_clinic(tmp_path / "a", a_line(5, temperature_c=38.4)))
    (one,) = lake.report().last
    assert (one.time, one.temperature_c, one.systolic_mmhg, one.heart_rate_bpm, one.category) == (
        *(record.fecha, record.fiebre, record.presion, record.frecuencia_cardiaca),
        record.resultado,
    )
    assert lake.report().models == {record.modelo: 1}
