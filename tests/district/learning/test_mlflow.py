"""The registry in a real MLflow: what stands there, that its tables score, and that it follows the lake's."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import shutil
import socket
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from msgspec.structs import replace

from core.clinical.model import load, parse
from core.clinical.vitals import VITALS, RefusedError
from core.district import main as program
from core.district.errors import LakeError
from core.district.learning import mirror, mirror_words, registry
from core.district.learning.errors import LearningError
from core.district.learning.mlflow_registry import DATABASE, NAME, MlflowRegistry
from core.district.learning.registry import Action, Event
from core.system.status import DONE, FAILED, INTERRUPTED, REFUSED
from tests.district.learning.clinics import readings
from tests.district.learning.offices import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

README = Path(mirror.__file__).with_name("README.md")
MISSING = [name for name in ("mlflow", "pandas", "sqlalchemy") if importlib.util.find_spec(name) is None]
if MISSING and os.environ.get("PREDICTOR_MEDICO_REGISTRY"):
    raise pytest.UsageError(f"the extra `registro` is not installed: {', '.join(MISSING)}")
pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason="the extra `registro` is not installed"),
    pytest.mark.filterwarnings("ignore:::mlflow"),
]


@pytest.fixture(autouse=True)
def _no_network_and_nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever connects fails the test, and what appears in the current folder, or is left in the temporary one."""
    here, temporary = tmp_path / "aqui", tmp_path / "temporal"
    here.mkdir()
    temporary.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    tried: list[object] = []

    def connect(_self: socket.socket, address: object) -> NoReturn:
        tried.append(address)
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", connect)
    yield
    assert (tried, [*here.iterdir(), *temporary.iterdir()]) == ([], [])


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with a candidate, in the file `candidato.json`."""
    made = Office(tmp_path, 3, 110)
    (tmp_path / "candidato.json").write_bytes(made.candidate(made.freeze(), held_out=("E0",)))
    return made


def client(folder: Path) -> Any:
    MlflowRegistry(folder)  # whatever runs first: it tells MLflow to be quiet, which only the first import hears
    from mlflow import MlflowClient

    return MlflowClient(f"sqlite:///{folder}/{DATABASE}", f"sqlite:///{folder}/{DATABASE}")


def artifact(there: Any, of_run: str, name: str, folder: Path) -> bytes:
    return Path(there.download_artifacts(of_run, name, str(folder))).read_bytes()


def run(office: Office, *argv: object, status: int = DONE) -> None:
    assert program.main([str(argv[0]), "--lago", office.lake.place, *map(str, argv[1:])]) == status


def test_a_version_says_in_a_sentence_what_its_tags_say() -> None:
    gate = {
        "paso": True,
        "criterios": 660,
        "establecimientos": 6,
        "ganancia_kappa": {"valor": 0.36, "desde": 0.299, "hasta": 0.421},
        "fallo": [],
    }
    new = Event(
        1, "2026-11-29T15:49:36+00:00", Action.REGISTER, "distrito-1.0.0+00000000", "reglas", "Ana", puerta=gate
    )
    assert mirror_words.registered(new) == (
        "Pasó la puerta frente a reglas: su kappa es 0,36 más alto (0,30 a 0,42), en 660 criterios de 6 "
        "establecimientos. La registró Ana el 29 nov 2026."
    )
    assert mirror_words.registered(replace(new, quien="", puerta=None)).startswith(
        "No pasó la puerta frente a reglas. "
    )
    assert mirror_words.promoted(new) == "La promovió Ana el 29 nov 2026."
    assert mirror_words.promoted(replace(new, motivo="por prueba")) == "La promovió Ana el 29 nov 2026: por prueba"


def test_a_table_is_registered_promoted_and_scores(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "Médico ñ 100%" / "mlflow"
    content = (tmp_path / "candidato.json").read_bytes()
    table = parse(content, "x")
    run(office, "registrar", tmp_path / "candidato.json", "--quien", "Ana Ruiz", "--mlflow", folder, status=FAILED)
    assert os.name == "nt" or stat.filemode((folder / DATABASE).stat().st_mode) == "-rw-------"
    there = client(folder)
    first = there.get_model_version_by_alias(NAME, registry.CHALLENGER)
    assert (first.tags["modelo"], first.tags["quien"], first.tags["puerta"]) == (table.name, "Ana Ruiz", "no paso")
    built_in = there.get_model_version_by_alias(NAME, registry.CHAMPION)
    assert (built_in.tags["modelo"], built_in.description) == (load().name, "Es la tabla que trae el programa.")
    assert first.description.startswith(f"No pasó la puerta frente a {load().name}: hacen falta 500 criterios")
    assert ". La registró Ana Ruiz el " in first.description
    done = there.get_run(first.run_id)
    evaluation = json.loads(office.registry.read(registry.EVALUATION, table.name))
    assert done.data.params["conjunto"] == table.card["conjunto"] == done.data.tags["conjunto"]
    assert (done.data.params["padre"], done.data.params["apartados"]) == (load().digest, "E0")
    assert done.data.metrics["kappa"] == evaluation["kappa"]["valor"]
    assert done.data.metrics["kappa_desde"] == evaluation["kappa"]["desde"]
    page = artifact(there, first.run_id, f"paginas/{table.name}.html", tmp_path)
    assert page == office.registry.read(registry.PAGE, table.name)

    why = ["--quien", "Berta Paz", "--a-pesar-de", "prueba " * 200]
    run(office, "promover", table.name, *why, "--mlflow", folder)
    version = there.get_model_version_by_alias(NAME, registry.CHAMPION)
    assert version.version == first.version
    assert version.description.startswith(f"{first.description}\n\nLa promovió Berta Paz el ")
    assert ", a pesar de la puerta: prueba prueba" in version.description
    assert version.tags["promovida.quien"] == "Berta Paz"
    assert version.tags["promovida.motivo"].startswith("prueba prueba")
    assert version.tags["promovida.a_pesar_de_la_puerta"] == "si"
    assert registry.CHALLENGER not in there.get_registered_model(NAME).aliases
    assert f"--from mlflow=={importlib.metadata.version('mlflow-skinny')} " in README.read_text(encoding="utf-8")
    # What MLflow knows is all that the lake's own registry knows.
    copy = MlflowRegistry(folder)
    assert copy.events() == office.registry.events()
    assert artifact(there, first.run_id, f"modelos/{table.name}.json", tmp_path) == content
    out, err = capfd.readouterr()
    assert json.loads(out.splitlines()[-1])["campeon"] == table.name
    assert err.splitlines() == [err.strip()]  # the gate's sentence, and nothing of MLflow's

    import mlflow
    from pandas import DataFrame

    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{folder}/{DATABASE}")
    scorer = mlflow.pyfunc.load_model(f"models:/{NAME}@{registry.CHAMPION}")
    rows = [{vital.name: float(value) for vital, value in zip(VITALS, one, strict=True)} for one in readings()]
    said = scorer.predict(DataFrame(rows))
    expected = [table.predict(one) for one in readings()]
    assert said["resultado"].tolist() == [one.category.value for one in expected]
    assert said["puntaje"].tolist() == [one.score for one in expected]
    with pytest.raises(RefusedError):
        scorer.predict(DataFrame([{"fiebre": 385, "presion": 120, "frecuencia_cardiaca": 80}]))


def test_it_follows_the_lake_whatever_happened_to_it(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mlflow"
    event = office.register((tmp_path / "candidato.json").read_bytes())
    office.promote(event.modelo, "prueba")
    # The first copy is cut off in the middle of its first event.
    there = client(folder)

    def cut_off(*_args: object, **_named: object) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(there), "set_terminated", cut_off)
        run(office, "registro", "--mlflow", folder, status=INTERRUPTED)
    assert MlflowRegistry(folder).events() == []
    capfd.readouterr()
    run(office, "registro", "--mlflow", folder)
    assert json.loads(capfd.readouterr().out)["copiados_a_mlflow"] == 2
    copy = MlflowRegistry(folder)
    assert copy.events() == office.registry.events()
    tables = [one.tags["modelo"] for one in there.search_model_versions(f"name='{NAME}'")]
    assert sorted(tables) == sorted({event.modelo, load().name} & set(tables)), "a table stands there twice"
    # Somebody moves an alias in MLflow: that promotes nothing, and is put right.
    champion = there.get_model_version_by_alias(NAME, registry.CHAMPION)
    there.delete_registered_model_alias(NAME, registry.CHAMPION)
    there.set_registered_model_alias(NAME, registry.CHALLENGER, champion.version)
    run(office, "registro", "--mlflow", folder)
    assert json.loads(capfd.readouterr().out)["copiados_a_mlflow"] == 0
    assert there.get_registered_model(NAME).aliases == {registry.CHAMPION: champion.version}
    office.promote(load().name, "de vuelta")
    run(office, "registro", "--mlflow", folder)
    back = there.get_model_version_by_alias(NAME, registry.CHAMPION)
    assert (back.tags["modelo"], back.tags["promovida.motivo"]) == (load().name, "de vuelta")

    # Another lake's registry, and a folder that was moved, are refused before anything is written.
    other = Office(tmp_path / "otro", 2, 110)
    (tmp_path / "otro.json").write_bytes(other.candidate(other.freeze(), held_out=("E0",)))
    capfd.readouterr()
    run(other, "registrar", tmp_path / "otro.json", "--mlflow", folder, status=REFUSED)
    assert "otro registro" in capfd.readouterr().err
    assert other.registry.events() == []
    with pytest.raises(LakeError, match="changed"):
        copy.append(event, {})
    shutil.move(folder, tmp_path / "mudado")
    run(office, "registro", "--mlflow", tmp_path / "mudado", status=REFUSED)
    assert f"estaba antes en {folder.as_uri()}" in capfd.readouterr().err


def test_a_folder_with_other_things_and_a_damaged_database_are_refused(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "fotos"
    folder.mkdir()
    (folder / "foto.jpg").write_bytes(b"x")
    with pytest.raises(LearningError, match="not_a_mirror"):
        mirror.opened(registry.FolderRegistry(office.store), folder)
    (folder / DATABASE).write_bytes(b"no database" * 1000)
    with pytest.raises(LakeError, match="unreachable"):
        mirror.opened(registry.FolderRegistry(office.store), folder)


def test_a_failing_copy_hides_nothing_and_what_others_keep_there_stays(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mlflow"
    run(office, "registro", "--mlflow", folder)
    from mlflow.exceptions import MlflowException  # here: the program tells it first to be quiet

    there = client(folder)
    experiment = there.get_experiment_by_name(NAME).experiment_id
    own = there.create_run(experiment).info.run_id
    version = there.create_model_version(NAME, (folder / "artefactos").as_uri(), own).version

    def refuse(*_args: object, **_named: object) -> NoReturn:
        raise MlflowException("no room")

    with monkeypatch.context() as patched:
        patched.setattr(type(there), "set_terminated", refuse)
        run(office, "registrar", tmp_path / "candidato.json", "--mlflow", folder, status=FAILED)
    gate, copy = capfd.readouterr().err.splitlines()
    assert "la puerta no lo deja pasar" in gate
    assert "no room" in copy
    (event,) = office.registry.events()
    run(office, "registro", "--mlflow", folder)
    assert [one.info.run_id for one in there.search_runs([experiment]) if one.info.status == "RUNNING"] == [own]
    assert there.get_model_version(NAME, version).run_id == own
    assert there.get_model_version_by_alias(NAME, registry.CHALLENGER).tags["modelo"] == event.modelo
