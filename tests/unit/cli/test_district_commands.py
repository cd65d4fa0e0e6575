"""`modelo`, `recibir` and `distrito-clave`: answers, refusals in one sentence, and files."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

import pytest

from core.clinical.model import BUILT_IN, load
from core.models.trial import Trial
from core.system import establishment
from tests.answers import District, model_file
from tests.samples import TYPED
from tests.unit.conftest import one_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Run

OWN = load().name


@pytest.fixture
def district(run: Run, data_dir: Path, tmp_path: Path) -> District:
    """A district whose key is installed in a clinic with three records."""
    found = District()
    for pulse in ("90", "93", "60"):
        run("predecir", "--fiebre", "37", *TYPED[2:-1], pulse)
    key = found.write_key(tmp_path / "d.pub")
    run("distrito-clave", str(key), "--aceptar", found.key.fingerprint)
    assert (data_dir / "distrito.pub").exists()
    return found


@pytest.fixture
def sent(district: District, data_dir: Path, tmp_path: Path) -> Path:
    """An answer with a model and a receipt of the first two records."""
    log = b"".join((data_dir / "predicciones.log").read_bytes().splitlines(keepends=True)[:2])
    return district.write(tmp_path / "r.zip", establishment.load(data_dir).puesto, log, model_file())


def test_an_answer_is_taken_its_model_put_in_use_and_returned_from(run: Run, data_dir: Path, sent: Path) -> None:
    compared = json.loads(run("modelo", "comparar", str(sent)).out)
    assert (compared["en_uso"], compared["registros"], compared["cambian"]) == (OWN, 3, 1)
    assert compared["puntos"] == [
        {"signo": "frecuencia_cardiaca", "desde": 91.0, "hasta": 95.0, "antes": 1, "despues": 0}
    ]
    assert compared["matriz"]["ENFERMEDAD LEVE"]["NO ENFERMO"] == 1
    assert not (data_dir / "modelos").exists()
    outcome = run("recibir", str(sent))
    assert (outcome.status, outcome.err) == (0, "")
    taken = json.loads(outcome.out)
    name = taken["modelo"]["nombre"]
    assert taken["modelo"]["nuevo"]
    assert (taken["entregado"]["registros"], taken["entregado"]["coincide"]) == (2, True)
    shown = json.loads(run("modelo").out)
    assert (shown["en_uso"]["nombre"], shown["anterior"]) == (OWN, None)
    assert [found["nombre"] for found in shown["instalados"]] == [OWN, name]
    shown = json.loads(run("modelo", "activar", name).out)
    assert (shown["en_uso"]["nombre"], shown["anterior"], shown["en_uso"]["incluido"]) == (name, OWN, False)
    assert shown["en_uso"]["ficha"]["establecimientos"] == 12
    run("predecir", *TYPED)
    last = json.loads((data_dir / "predicciones.log").read_bytes().splitlines()[-1])
    assert last["modelo"] == name
    assert json.loads(run("modelo", "volver").out)["en_uso"]["nombre"] == OWN


def test_an_answer_for_another_pc_says_how_this_one_gets_its_own(
    run: Run, district: District, tmp_path: Path
) -> None:
    outcome = run("recibir", str(district.write(tmp_path / "r.zip", "00000000", b"")))
    assert outcome.status == 2
    assert "es para otro computador; este recibe la suya después de entregar" in one_sentence(outcome.err)


def test_both_models_are_compared_with_the_blind_verdicts_given_here(
    run: Run, district: District, data_dir: Path, tmp_path: Path
) -> None:
    (tmp_path / "m.json").write_bytes(model_file())
    reading = {"fiebre": 37, "presion": 120}
    lines = [json.dumps(reading | {"frecuencia_cardiaca": 80 + 15 * (n % 2)}) for n in range(40)]
    run("predecir", stdin="\n".join(lines).encode())
    ids = [json.loads(line)["id"] for line in (data_dir / "predicciones.log").read_bytes().splitlines()[-40:]]
    said = [{"registro": key, "criterio": "NO ENFERMO", "a_ciegas": n < 38} for n, key in enumerate(ids)]
    run("criterio", stdin="\n".join(map(json.dumps, said)).encode())
    run("anular", ids[1], "--motivo", "prueba")
    found = json.loads(run("modelo", "comparar", str(tmp_path / "m.json")).out)["acuerdo"]
    assert (found["a_ciegas"], found["suficiente"]) == (37, True)
    assert found["en_uso"]["exactitud"]["valor"] == pytest.approx(19 / 37)
    assert found["comparado"]["exactitud"]["valor"] == 1.0
    assert district.key == District().key


def test_a_model_file_of_its_own_is_compared(run: Run, tmp_path: Path, data_dir: Path) -> None:
    (tmp_path / "m.json").write_bytes(model_file())
    assert json.loads(run("modelo", "comparar", str(tmp_path / "m.json")).out)["registros"] == 0
    assert json.loads(run("modelo", "comparar", str(BUILT_IN)).out)["puntos"] == []
    assert not data_dir.exists()


def test_a_comparison_can_be_interrupted(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.json").write_bytes(model_file())
    real = Trial.run

    def interrupted(trial: Trial) -> object:
        signal.raise_signal(signal.SIGINT)  # as Ctrl+C
        return real(trial)

    run("predecir", *TYPED)
    monkeypatch.setattr(Trial, "run", interrupted)
    outcome = run("modelo", "comparar", str(tmp_path / "m.json"))
    assert (outcome.status, outcome.out) == (130, "")
    assert one_sentence(outcome.err) == "interrumpido: no se cambió nada"


def test_a_model_in_use_that_has_gone_is_said_and_the_programs_own_predicts(
    run: Run, sent: Path, data_dir: Path
) -> None:
    name = json.loads(run("recibir", str(sent)).out)["modelo"]["nombre"]
    run("modelo", "activar", name)
    (data_dir / "modelos" / f"{name}.json").unlink()
    for command in (("modelo",), ("predecir", *TYPED)):
        outcome = run(*command)
        assert outcome.status == 0
        assert one_sentence(outcome.err).startswith(f"el modelo {name} ya no está en la carpeta de datos")


def test_a_receipt_that_does_not_fit_is_said(run: Run, district: District, data_dir: Path, tmp_path: Path) -> None:
    path = district.write(tmp_path / "r.zip", establishment.load(data_dir).puesto, b"otro")
    outcome = run("recibir", str(path))
    assert outcome.status == 0
    assert json.loads(outcome.out)["entregado"]["coincide"] is False
    assert one_sentence(outcome.err).startswith("el acuse no corresponde")


def test_an_answer_without_a_model_has_none_to_compare(
    run: Run, district: District, data_dir: Path, tmp_path: Path
) -> None:
    path = district.write(tmp_path / "r.zip", establishment.load(data_dir).puesto)
    assert (
        one_sentence(run("modelo", "comparar", str(path)).err)
        == "el modelo no es válido: r.zip: la respuesta no trae un modelo"
    )


def test_an_answer_with_an_invalid_model_is_refused_and_nothing_of_it_is_kept(
    run: Run, district: District, data_dir: Path, tmp_path: Path
) -> None:
    path = district.write(tmp_path / "r.zip", establishment.load(data_dir).puesto, model=model_file(vitals={}))
    for command, said in ((("recibir",), f"no se tomó {path}: "), (("modelo", "comparar"), "")):
        outcome = run(*command, str(path))
        assert (outcome.status, outcome.out) == (2, "")
        reason = "vitals debe tener exactamente fiebre, presion, frecuencia_cardiaca"
        assert one_sentence(outcome.err) == f"{said}el modelo no es válido: modelo.json: {reason}"
    assert not (data_dir / "acuse.json").exists()


@pytest.mark.parametrize(
    ("command", "status", "said"),
    [
        (("modelo", "comparar", "{sent}.no"), 1, "no se pudo leer"),
        (("modelo", "activar"), 2, "falta el archivo o el nombre"),
        (("modelo", "volver", "x"), 2, "no se reconoce: x"),
        (("modelo", "volver"), 2, f"antes de {OWN} no hubo otro modelo en uso"),
        (("modelo", "activar", "x"), 2, "no hay ningún modelo instalado con ese nombre: x"),
        (("modelo", "activar", OWN), 2, f"ese modelo ya está en uso: {OWN}"),
        (("recibir", "{sent}.no"), 1, "no se pudo leer"),
        (("recibir", "{key}"), 2, "no se tomó {key}: no es una respuesta del distrito"),
        (("distrito-clave", "{sent}"), 2, "no se tomó {sent}: no es una clave pública del distrito"),
    ],
)
def test_what_is_refused_is_said_in_one_sentence(  # noqa: PLR0917
    run: Run, sent: Path, tmp_path: Path, command: tuple[str, ...], status: int, said: str
) -> None:
    names = {"sent": sent, "key": tmp_path / "d.pub"}
    outcome = run(*(word.format(**names) for word in command))
    assert (outcome.status, outcome.out) == (status, "")
    assert one_sentence(outcome.err).startswith(said.format(**names))


def test_a_damaged_establishment_is_told_before_a_new_one_takes_its_place(run: Run, data_dir: Path) -> None:
    run("establecimiento", "--codigo", "05-001")
    file = data_dir / "establecimiento.json"
    file.write_bytes(file.read_bytes()[:-5])

    shown = run("establecimiento")
    assert (shown.status, json.loads(shown.out)["codigo"]) == (1, "")
    assert "establecimiento.json está dañado" in one_sentence(shown.err)
    saved = run("predecir", *TYPED)
    assert saved.status == 0
    assert "establecimiento.json está dañado" in one_sentence(saved.err)
    assert file.with_name("establecimiento.json.danado").exists()
    assert run("predecir", *TYPED).err == ""


def test_a_key_is_shown_installed_and_changed_by_both_fingerprints(run: Run, data_dir: Path, tmp_path: Path) -> None:
    first, second = (District(seed).key.fingerprint for seed in (1, 2))
    one = str(District(1).write_key(tmp_path / "1.pub"))
    two = str(District(2).write_key(tmp_path / "2.pub"))
    outcome = run("distrito-clave", one)
    assert outcome.status == 0
    assert json.loads(outcome.out) == {"huella": first, "huella_anterior": None, "instalada": False}
    assert outcome.err.splitlines()[0].endswith(f"repita con --aceptar {first}")
    assert not data_dir.exists()
    outcome = run("distrito-clave", one, "--aceptar", second)
    assert (outcome.status, outcome.out) == (2, "")
    assert json.loads(run("distrito-clave", one, "--aceptar", first).out)["instalada"]
    assert run("distrito-clave", one).status == 0
    outcome = run("distrito-clave", two, "--aceptar", second)
    assert one_sentence(outcome.err).endswith("la huella escrita no es la que corresponde")
    assert one_sentence(run("distrito-clave", two).err).endswith(f"--aceptar {first}+{second}")
    assert json.loads(run("distrito-clave", two, "--aceptar", f"{first}+{second}").out)["huella_anterior"] == first
