"""The stages of `packaging/district/dvc` in the real DVC, their files kept in a folder, in a bucket, and fetched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import obstore
import pytest
from obstore.store import S3Store

from core.district.learning import dataset, remake
from core.district.store import open_store
from tests.district import bucket
from tests.district.lakes import Lake
from tests.district.learning.clinics import Clinic

if TYPE_CHECKING:
    from core.district.learning.dataset import DataSet

ROOT = Path(__file__).parents[3]
LIMIT_S = 570
SHIPPED = ROOT / "packaging" / "district" / "dvc"


class Workspace:
    """A copy of the shipped folder, and a shell in it as a person at the district has one."""

    def __init__(self, folder: Path, lake: str, **more: str) -> None:
        self.folder = folder
        shutil.copytree(SHIPPED, folder)
        programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        places = {"HOME": str(folder.parent), "DVC_SITE_CACHE_DIR": str(folder.parent / "dvc-site")}
        self._environment = os.environ | {"PATH": programs, "PREDICTOR_MEDICO_LAGO": lake} | places | more

    def shell(self, *words: object, status: int = 0) -> str:
        done = subprocess.run(
            [str(word) for word in words],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT_S,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def wants(self, data_set: str) -> None:
        (self.folder / "params.yaml").write_text(f"conjunto: {data_set}\n")

    def lists(self, other: Workspace) -> None:
        """Take over what another one has locked, as a person would by mail or by git."""
        for name in ("dvc.lock", "params.yaml"):
            shutil.copyfile(other.folder / name, self.folder / name)

    @property
    def made(self) -> dict[str, bytes]:
        names = ("candidato.json", "evaluacion.json", "evaluacion.html", "registro.json", "conjuntos/*/*")
        return {
            str(path.relative_to(self.folder)): path.read_bytes() for name in names for path in self.folder.glob(name)
        }


class Office:
    """A lake with two clinics, a data set of them, and DVC's stages carried out on it."""

    def __init__(self, folder: Path, endpoint: str) -> None:
        self.lake = Lake(str(folder / "lago"))
        self.clinics = [Clinic(folder / "pc" / name, name, 110) for name in ("E1", "E2")]
        self.first = self.freeze()
        self.aws = bucket.environment(endpoint)
        self.endpoint = endpoint
        self.work = self.workspace(folder, self.lake.place)
        self.work.wants(self.first.id)
        self.work.shell("dvc", "repro")

    def freeze(self) -> DataSet:
        self.lake.take(*(clinic.data_dir for clinic in self.clinics))
        found = remake.freeze(self.lake.place, dataset.Asked())
        store = open_store(self.lake.place)
        with store.writing("prueba"):
            dataset.save(store, found)
        return found

    def workspace(self, folder: Path, lake: str = "") -> Workspace:
        made = Workspace(folder / "dvc", lake, **self.aws)
        made.shell("dvc", "remote", "modify", "s3", "url", f"s3://{bucket.BUCKET}/dvc")
        made.shell("dvc", "remote", "modify", "s3", "endpointurl", self.endpoint)
        return made


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, endpoint: str) -> Office:
    return Office(tmp_path_factory.mktemp("distrito"), endpoint)


def command(*argv: str) -> Any:
    """The answer of the district's program, run without DVC."""
    program = [sys.executable, "-c", "import sys; from core.district.main import main; sys.exit(main())", *argv]
    return subprocess.run(program, cwd=ROOT, capture_output=True, check=True).stdout


def test_its_stages_make_what_the_commands_make_and_only_what_is_due(office: Office, tmp_path: Path) -> None:
    work, first, lake = office.work, office.first, ("--lago", office.lake.place)
    made = work.made
    command("entrenar", *lake, "--conjunto", first.id, "--salida", str(tmp_path / "c.json"))
    figures = command("evaluar", *lake, "--conjunto", first.id, "--modelo", str(tmp_path / "c.json"))
    assert (made["candidato.json"], made["evaluacion.json"]) == ((tmp_path / "c.json").read_bytes(), figures)
    for name in dataset.names(first.id):
        assert made[f"conjuntos/{first.id}/{Path(name).name}"] == open_store(office.lake.place).read(name)
    assert "kappa.valor" in work.shell("dvc", "metrics", "show", "--md")
    again = work.shell("dvc", "repro")
    assert [stage for stage in ("conjunto", "entrenar", "evaluar") if f"Running stage '{stage}'" in again] == []
    assert json.loads(command("registro", *lake))["versiones"] == []


def test_an_old_data_set_is_made_again_of_its_deliveries(office: Office, tmp_path: Path) -> None:
    work, first = office.workspace(tmp_path, office.lake.place), office.first
    office.clinics[0].add(60)
    work.wants(office.freeze().id)
    work.shell("dvc", "repro", "conjunto")
    work.wants("0" * 64)
    assert "Traceback" not in work.shell("dvc", "repro", "conjunto", status=255)
    open_store(office.lake.place).remove(dataset.names(first.id)[0])
    work.wants(first.id)
    work.shell("dvc", "repro", "conjunto")
    assert {name: work.made[name] for name in work.made if first.id in name} == {
        name: content for name, content in office.work.made.items() if first.id in name
    }


@pytest.mark.parametrize("remote", ["carpeta", "s3"])
def test_what_was_pushed_is_pulled_elsewhere_and_a_changed_byte_is_refused(
    office: Office, tmp_path: Path, remote: str
) -> None:
    here, there, elsewhere = office.work, *(office.workspace(tmp_path / name) for name in ("alla", "lejos"))
    copies = office.work.folder.parent / "copia"
    for one in (there, elsewhere):
        one.shell("dvc", "remote", "modify", "carpeta", "url", copies)
        one.lists(here)
    here.shell("dvc", "push", "--remote", remote)
    there.shell("dvc", "pull", "--remote", remote)
    assert there.made == here.made

    candidate = here.made["candidato.json"]
    if remote == "carpeta":
        flip_in_folder(copies, candidate)
    else:
        flip_in_bucket(office.endpoint, candidate)
    said = elsewhere.shell("dvc", "pull", "--remote", remote, status=1)
    assert "candidato.json" not in elsewhere.made, said


def flip_in_folder(folder: Path, content: bytes) -> None:
    (path,) = (path for path in folder.rglob("*") if path.is_file() and path.read_bytes() == content)
    path.chmod(0o644)
    path.write_bytes(flipped(content))


def flip_in_bucket(endpoint: str, content: bytes) -> None:
    store = S3Store(
        bucket.BUCKET,
        prefix="dvc",
        endpoint=endpoint,
        region="us-east-1",
        access_key_id=bucket.KEY,
        secret_access_key=bucket.SECRET,
        client_options={"allow_http": True},
    )
    names = [one["path"] for part in obstore.list(store) for one in part]
    (name,) = (one for one in names if obstore.get(store, one).bytes().to_bytes() == content)
    obstore.put(store, name, flipped(content))


def flipped(content: bytes) -> bytes:
    return content[:100] + bytes([content[100] ^ 1]) + content[101:]
