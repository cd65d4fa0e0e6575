"""The commands of learning on a lake in a bucket: data sets, registry and answers are those of a folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from core.district import main as program
from core.system.status import DONE, FAILED
from tests.district.lakes import Lake
from tests.district.learning.clinics import Clinic

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Office:
    """Who types commands that all work on one lake."""

    def __init__(self, lake: Lake, capfd: pytest.CaptureFixture[str]) -> None:
        self.lake = lake
        self._capfd = capfd

    def does(self, *argv: object, status: int = DONE) -> Any:
        self._capfd.readouterr()
        assert program.main([*map(str, argv), "--lago", self.lake.place]) == status, self._capfd.readouterr().err
        return json.loads(self._capfd.readouterr().out)

    def learns(self, folder: Path, stick: Path, key: Path) -> list[Any]:
        """From deliveries to answers; returns what must be the same wherever the lake lies."""
        self.does("recibir", stick)
        data_set = self.does("conjunto", "crear")
        again = self.does("conjunto", "rehacer", data_set["id"][:12])
        candidate = folder / "candidato.json"
        made = self.does("entrenar", "--conjunto", data_set["id"], "--salida", candidate)
        figures = self.does("evaluar", "--conjunto", data_set["id"], "--modelo", candidate)
        registered = self.does("registrar", candidate, "--quien", "Ana", status=FAILED)  # too few
        self.does("promover", "retador", "--quien", "Berta", "--a-pesar-de", "prueba")
        answers = self.does("responder", "--clave", key, "--salida", folder / "respuestas")
        turn = self.does("ciclo", "--salida", folder / "candidatos")
        listed = self.does("registro")
        assert (again["igual"], again["nuevo"], turn["motivos"]) == (True, False, [])
        assert (listed["campeon"], answers["modelo"]) == (made["modelo"], made["modelo"])
        codes = [one["codigo"] for one in answers["respuestas"]]
        assert len(list((folder / "respuestas").iterdir())) == len(codes)
        return [
            data_set,
            candidate.read_bytes(),
            figures,
            registered["puerta"],
            codes,
            self.does("conjunto", "lista"),
        ]


def test_all_that_learns_does_the_same_in_a_bucket_as_in_a_folder(
    s3: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREDICTOR_MEDICO_CLAVE", "cuatro palabras al azar")
    stick, key = tmp_path / "memoria", tmp_path / "distrito.key"
    for number in range(2):
        Clinic(tmp_path / "pc" / f"E{number:02}", f"E{number:02}", 110).backup(stick)
    on_disk = Office(Lake(str(tmp_path / "lago")), capfd)
    on_disk.does("clave", "nueva", key)
    (tmp_path / "balde").mkdir()
    assert Office(s3, capfd).learns(tmp_path / "balde", stick, key) == on_disk.learns(tmp_path, stick, key)
