"""The whole way in the real programs: twelve clinics, district, data set, training, gate, answer, and back again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.exchange.answer import MANIFEST_NAME, SIGNATURE_NAME
from tests.district.learning.clinics import Clinic

ROOT = Path(__file__).parents[3]
PASSPHRASE = "cuatro palabras al azar"  # noqa: S105 - of a key that lives as long as the test


class Programs:
    """Both command lines, as processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.lake = folder / "lago"
        self._environment = os.environ | {
            "PREDICTOR_MEDICO_LAGO": str(self.lake),
            "PREDICTOR_MEDICO_CLAVE": PASSPHRASE,
        }

    def district(self, *argv: object, status: int = 0) -> Any:
        return self._run("from core.district.main import main; sys.exit(main())", argv, status)

    def clinic(self, clinic: Clinic, *argv: object, status: int = 0) -> Any:
        return self._run(
            "from gui.__main__ import main; sys.exit(main())", (*argv, "--data-dir", clinic.data_dir), status
        )

    def _run(self, program: str, argv: tuple[object, ...], status: int) -> Any:
        done = subprocess.run(
            [sys.executable, "-c", f"import sys; {program}", *map(str, argv)],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=self._environment,
        )
        assert (done.returncode, "Traceback" in done.stderr) == (status, False), done.stderr + done.stdout
        self.said = done.stderr
        return json.loads(done.stdout) if done.stdout.startswith(("{", "[")) else done.stdout


def test_from_twelve_clinics_to_a_better_table_and_back(tmp_path: Path) -> None:
    run = Programs(tmp_path)
    clinics = [Clinic(tmp_path / "pc" / f"E{number:02}", f"E{number:02}", 110) for number in range(1, 13)]
    for clinic in clinics:
        (tmp_path / "memorias").mkdir(exist_ok=True)
        run.clinic(clinic, "respaldar", "--salida", tmp_path / "memorias" / f"{clinic.code}.zip")
    assert run.district("recibir", tmp_path / "memorias")["recibidas"] == 12

    data_set = run.district("conjunto", "crear")
    assert (data_set["a_ciegas"], data_set["establecimientos"]) == (1320, 12)
    candidate = tmp_path / "candidato.json"
    made = run.district("entrenar", "--conjunto", data_set["id"], "--salida", candidate)
    assert made["apartados"] == 660
    figures = run.district("evaluar", "--conjunto", data_set["id"], "--modelo", candidate)
    assert figures["comparados"][made["padre"]]["ganancia_kappa"]["desde"] > 0

    registered = run.district("registrar", candidate, "--quien", "Ana")
    assert registered["puerta"]["paso"]
    assert registered["gastados"] == 660
    run.district("promover", "retador", "--quien", "Berta", "--motivo", "trimestre")
    listed = run.district("registro")
    assert listed["campeon"] == made["modelo"]
    assert listed["promociones"][0]["quien"] == "Berta"
    card = run.district("registro", "--ficha", made["modelo"])
    assert data_set["id"] in card
    assert "Ganancia" in card or "ganancia_kappa" in card

    keys = tmp_path / "llaves"
    keys.mkdir()
    key = run.district("clave", "nueva", keys / "distrito.key")
    answers = run.district("responder", "--clave", keys / "distrito.key", "--salida", tmp_path / "respuestas")
    assert [one["codigo"] for one in answers["respuestas"]] == [clinic.code for clinic in clinics]
    assert answers["modelo"] == made["modelo"]

    clinic, answer = clinics[3], answers["respuestas"][3]["archivo"]
    run.clinic(clinic, "distrito-clave", keys / "distrito.key.pub", "--aceptar", key["huella"])
    run.clinic(clinic, "recibir", answer)
    assert run.clinic(clinic, "modelo")["en_uso"]["nombre"] == made["padre"]
    run.clinic(clinic, "modelo", "activar", made["modelo"])
    said = run.clinic(clinic, "predecir", "--fiebre", 38, "--presion", 120, "--frecuencia-cardiaca", 90)
    assert said["resultado"]
    assert run.clinic(clinic, "modelo")["en_uso"]["nombre"] == made["modelo"]
    run.clinic(clinic, "modelo", "volver")
    assert run.clinic(clinic, "modelo")["en_uso"]["nombre"] == made["padre"]
    run.clinic(clinics[4], "distrito-clave", keys / "distrito.key.pub", "--aceptar", key["huella"])
    run.clinic(clinics[4], "recibir", answer, status=2)

    refuse_a_second_one(run, data_set["id"], tmp_path / "otro.json")
    shutil.unpack_archive(answer, tmp_path / "abierta")
    verify_with_minisign(tmp_path / "abierta", keys / "distrito.key.pub")


def refuse_a_second_one(run: Programs, data_set: str, again: Path) -> None:
    # A second candidate finds no verdicts that no gate has used, and nobody promotes it by accident.
    run.district("entrenar", "--conjunto", data_set, "--salida", again)
    second = run.district("registrar", again, status=1)
    assert "suficientes" in second["puerta"]["fallo"]
    assert second["gastados"] == 0
    run.district("promover", second["modelo"], status=2)
    assert "--a-pesar-de" in run.said


def verify_with_minisign(opened: Path, key: Path) -> None:
    minisign = shutil.which("minisign")
    if minisign is None:
        pytest.skip("minisign is missing")
    verify = [minisign, "-V", "-p", key, "-m", opened / MANIFEST_NAME, "-x", opened / SIGNATURE_NAME]
    assert "verified" in subprocess.run(verify, capture_output=True, text=True, check=True).stdout
    (opened / MANIFEST_NAME).write_bytes(b"{}")
    assert subprocess.run(verify, capture_output=True, check=False).returncode != 0
