"""A further journal is one row and one type: it is backed up, restored, verified and missed with the others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from core.cli import commands
from core.cli import main as cli
from core.clinical.model import load
from core.journal.entry import Codec, Sealed
from core.notes import journals
from core.notes.journals import Kind, Role
from core.records.record import Record, encode
from core.station.station import Station

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


class Verdict(Sealed, frozen=True, omit_defaults=True, gc=False):
    """What a clinician thinks of a record."""

    fecha: str
    zona: str
    id: str
    registro: str
    criterio: str
    tras: tuple[str, ...] | None = None


VERDICTS = Kind(
    "criterios.log",
    Codec(Verdict, lambda _: True, lambda _: False),
    Role.NOTES,
    "criterios",
    "criterios",
    "criterios_nuevos",
    "criterios_ya_presentes",
)


def a_verdict(name: str, hour: int, *tras: str) -> bytes:
    return VERDICTS.codec.encode(Verdict(f"2025-11-14 {hour:02}:00:00", "-05:00", name, "a", "ENFERMEDAD LEVE", tras))


@pytest.fixture(autouse=True)
def _further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "JOURNALS", (*journals.JOURNALS, VERDICTS))
    monkeypatch.setattr(commands, "WAIT_S", 0.0)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, object]]]:
    def run(data_dir: Path, *arguments: str) -> tuple[int, dict[str, object]]:
        status = cli.main(["--data-dir", str(data_dir), *arguments], lambda _: 1, lambda *_: None)
        return status, json.loads(capsys.readouterr().out)

    return run


def test_it_is_backed_up_restored_and_verified(
    tmp_path: Path, run: Callable[..., tuple[int, dict[str, object]]]
) -> None:
    one, other, target = tmp_path / "uno", tmp_path / "otro", str(tmp_path / "copia.zip")
    one.mkdir()
    (one / "predicciones.log").write_bytes(encode(Record("2025-11-13 22:31:10", 38.0, 120, 90, "NO ENFERMO", id="a")))
    (one / VERDICTS.name).write_bytes(a_verdict("1", 8) + b"torn\n" + a_verdict("2", 9, "1") + a_verdict("1", 8))
    status, answer = run(one, "respaldar", "--salida", target)
    assert (status, answer["registros"], answer["criterios"], answer["lineas_danadas"]) == (1, 1, 2, 1)
    _, answer = run(other, "restaurar", target)
    assert (answer["criterios_nuevos"], answer["criterios_ya_presentes"]) == (2, 0)
    assert (other / VERDICTS.name).read_bytes() == a_verdict("1", 8) + a_verdict("2", 9, "1")
    _, answer = run(other, "restaurar", target)
    assert (answer["criterios_nuevos"], answer["criterios_ya_presentes"]) == (0, 2)
    status, answer = run(one, "verificar")
    assert status == 1
    length, copy = (one / VERDICTS.name).stat().st_size, len(a_verdict("1", 8))
    assert answer["criterios"] == {
        "eventos": 2,
        "lineas_en_blanco": 0,
        "lineas_copiadas": 1,
        "lineas_danadas": 1,
        "danos": [{"linea": 2, "posicion": len(a_verdict("1", 8)), "bytes": 5, "tipo": "no es JSON"}],
        "copias": [{"linea": 4, "posicion": length - copy, "bytes": copy, "tipo": "copia de otra línea"}],
    }


def test_a_backup_that_has_more_of_it_is_kept(
    tmp_path: Path, run: Callable[..., tuple[int, dict[str, object]]], capsys: pytest.CaptureFixture[str]
) -> None:
    data_dir, target = tmp_path / "uno", tmp_path / "copia.zip"
    data_dir.mkdir()
    (data_dir / "predicciones.log").write_bytes(b"\n")
    (data_dir / VERDICTS.name).write_bytes(a_verdict("1", 8))
    assert run(data_dir, "respaldar", "--salida", str(target))[0] == 0
    (data_dir / VERDICTS.name).unlink()
    words = ["--data-dir", str(data_dir), "respaldar", "--salida", str(target)]
    assert cli.main(words, lambda _: 1, lambda *_: None) == 2
    assert "copia" in capsys.readouterr().err


def test_what_is_damaged_or_gone_in_it_is_known(tmp_path: Path, clock: Callable[[], datetime]) -> None:
    path = tmp_path / VERDICTS.name
    path.write_bytes(a_verdict("1", 8) + a_verdict("2", 9, "1") + b"torn\n")
    with Station(tmp_path, load(), clock, "ventana") as station:
        for expected in ((2, 1, 0), (0, 0, 2)):
            loading = station.begin_load()
            loading.run()
            station.finish_load(loading)
            ledger = station.ledgers[VERDICTS.name]
            assert (ledger.health.records, ledger.health.damaged_count, ledger.losses.lost.records) == expected
            path.unlink(missing_ok=True)
