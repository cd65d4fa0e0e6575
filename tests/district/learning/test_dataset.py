"""`conjunto`: the content of a data set, the same for the same deliveries, and reproducible."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from core.district import main as program
from core.district.errors import LakeError
from core.district.learning import dataset, remake
from core.district.store import open_store
from core.journal.writer import Journal
from core.notes import voids
from core.system.status import DONE, FAILED, REFUSED
from core.vocabulary import Category, Reason
from tests.district.lakes import Lake
from tests.district.learning.clinics import Clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path / "E01", "E01", 6)


def run(lake: Lake, *argv: str) -> int:
    return program.main(["conjunto", argv[0], "--lago", lake.place, *argv[1:]])


def answer(capfd: pytest.CaptureFixture[str]) -> Any:
    out, err = capfd.readouterr()
    assert err == ""
    return json.loads(out)


def files(lake: Lake) -> dict[str, bytes]:
    store = open_store(lake.place)
    return {name: store.read(name) for name in store.names(dataset.FOLDER)}


class TestWhatItHas:
    def test_blind_verdicts_of_records_that_count(self, clinic: Clinic, lake: Lake) -> None:
        first, second, third, fourth, *_ = clinic.add(4)
        with Journal(clinic.data_dir / "anulaciones.log", voids.classify) as journal:
            time = (first.fecha, "-05:00")
            event = voids.Event(*time, "a", str(first.id), voids.Action.VOID, Reason.TEST, ())
            journal.append_all([voids.encode(event)])
        given = clinic.said
        later = given[str(second.id)]
        clinic.say(
            [
                # Seen the result, and changed: the blind one stays in the figures.
                clinic.verdict(second, Category.TERMINAL, blind=False, tras=(later.id,)),
                clinic.verdict(third, None, tras=(given[str(third.id)].id,)),
            ]
        )
        lake.take(clinic.data_dir)
        found = {case.registro: case for case in remake.freeze(lake.place, dataset.Asked()).cases}
        assert len(found) == 8
        assert str(first.id) not in found
        assert str(third.id) not in found
        assert found[str(second.id)].criterio == later.criterio
        assert found[str(fourth.id)].a_ciegas

    def test_other_verdicts_and_records_without_one_where_they_are_asked_for(
        self, clinic: Clinic, lake: Lake
    ) -> None:
        record, other, *_ = clinic.add(2)
        given = clinic.said
        clinic.say([clinic.verdict(record, None, tras=(given[str(record.id)].id,))])
        clinic.say([clinic.verdict(other, None, tras=(given[str(other.id)].id,))])
        clinic.say([clinic.verdict(other, Category.MILD, blind=False, tras=(clinic.said[str(other.id)].id,))])
        lake.take(clinic.data_dir)

        def counts(kind: dataset.Kind) -> tuple[int, int, int]:
            found = remake.freeze(lake.place, dataset.Asked(incluye=kind)).manifest
            return found.registros, found.criterios, found.a_ciegas

        assert counts(dataset.Kind.BLIND) == (6, 6, 6)
        assert counts(dataset.Kind.JUDGED) == (7, 7, 6)
        assert counts(dataset.Kind.ALL) == (8, 7, 6)

    def test_days_and_clinics(
        self, clinic: Clinic, lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        clinic.add(3)
        lake.take(clinic.data_dir, Clinic(tmp_path / "E02", "E02", 5).data_dir)
        assert run(lake, "crear", "--desde", "2026-10-01") == DONE
        assert answer(capfd)["registros"] == 3
        assert run(lake, "crear", "--hasta", "2026-09-30", "--establecimiento", "E01") == DONE
        found = answer(capfd)
        assert (found["registros"], found["establecimientos"], found["nuevo"]) == (6, 1, True)
        assert run(lake, "lista") == DONE
        assert sorted(one["registros"] for one in answer(capfd)) == [3, 6]
        assert run(lake, "crear", "--establecimiento", "E01", "E09") == REFUSED
        assert "no hay ningún establecimiento con el código E09\n" in capfd.readouterr().err

    def test_values_that_no_adult_has_are_left_out_and_counted(self, clinic: Clinic, lake: Lake) -> None:
        log = clinic.data_dir / "predicciones.log"
        line = (
            b'{"fecha":"2026-09-02 10:00:00","fiebre":60.0,"presion":120,"frecuencia_cardiaca":90,"resultado":"X"}\n'
        )
        log.write_bytes(log.read_bytes() + line.replace(b'"X"', b'"ENFERMEDAD AGUDA"'))
        lake.take(clinic.data_dir)
        found = remake.freeze(lake.place, dataset.Asked(incluye=dataset.Kind.ALL)).manifest
        assert (found.registros, found.imposibles) == (6, 1)


class TestTheSameAgain:
    def test_the_same_deliveries_give_the_same_bytes(self, clinic: Clinic, lake: Lake, tmp_path: Path) -> None:
        other = Clinic(tmp_path / "E02", "E02", 5)
        copies = clinic.backup(tmp_path / "z"), other.backup(tmp_path / "z")
        lake.take(*copies)
        second = Lake(str(tmp_path / "otro"))
        second.take(copies[1])
        second.take(copies[0])
        for one in (lake, second):
            assert run(one, "crear") == DONE
        assert len(files(lake)) == 2
        assert files(lake) == files(second)

    def test_it_is_made_again_from_its_deliveries_years_later(
        self, clinic: Clinic, lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        folder = Clinic(tmp_path / "E02", "E02", 5)
        lake.take(clinic.backup(tmp_path / "z"))
        lake.take(folder.data_dir)
        assert run(lake, "crear") == DONE
        data_set = answer(capfd)["id"]
        before = files(lake)
        clinic.add(4)
        lake.take(clinic.data_dir)
        shutil.rmtree(f"{lake.place}/conjuntos")
        manifest = tmp_path / "lista.json"
        manifest.write_bytes(before[f"conjuntos/{data_set}.json"])
        assert run(lake, "rehacer", str(manifest)) == DONE
        found = answer(capfd)
        assert (found["id"], found["igual"], found["nuevo"]) == (data_set, True, True)
        assert files(lake) == before
        assert run(lake, "rehacer", data_set[:8]) == DONE
        assert not answer(capfd)["nuevo"]

    @pytest.mark.parametrize("suffix", [".json", ".parquet"])
    def test_what_is_damaged_is_mended_when_it_is_made_again(
        self, clinic: Clinic, lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str], suffix: str
    ) -> None:
        lake.take(clinic.data_dir)
        assert run(lake, "crear") == DONE
        data_set = answer(capfd)["id"]
        before = files(lake)
        (tmp_path / "lista.json").write_bytes(before[f"conjuntos/{data_set}.json"])
        damaged = Path(lake.place, "conjuntos", f"{data_set}{suffix}")
        damaged.write_bytes(damaged.read_bytes()[:-200])
        assert program.main(["evaluar", "--conjunto", data_set, "--lago", lake.place]) == FAILED
        assert f"el lago está dañado: falta o cambió {damaged}" in capfd.readouterr().err
        assert run(lake, "rehacer", str(tmp_path / "lista.json"), "--salida", str(tmp_path / "copia")) == DONE
        assert not answer(capfd)["nuevo"]
        assert files(lake) == before
        assert (tmp_path / "copia" / damaged.name).read_bytes() == damaged.read_bytes()

    def test_a_lake_without_its_deliveries_cannot_make_it(
        self, clinic: Clinic, lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        lake.take(clinic.data_dir)
        assert run(lake, "crear") == DONE
        ((_, content),) = [one for one in files(lake).items() if one[0].endswith(".json")]
        other = Lake(str(tmp_path / "otro"))
        other.take(Clinic(tmp_path / "E02", "E02", 5).data_dir)
        (tmp_path / "lista.json").write_bytes(content)
        capfd.readouterr()
        assert run(other, "rehacer", str(tmp_path / "lista.json")) == REFUSED
        assert "faltan en el lago 1 entregas" in capfd.readouterr().err


class TestRefusing:
    @pytest.mark.parametrize("suffix", [".json", ".parquet"])
    def test_a_file_that_changed_is_named(self, suffix: str, clinic: Clinic, lake: Lake, tmp_path: Path) -> None:
        lake.take(clinic.data_dir)
        data_set = remake.freeze(lake.place, dataset.Asked())
        with (store := open_store(lake.place)).writing("prueba"):
            dataset.save(store, data_set)
        other = Clinic(tmp_path / "E02", "E02", 5)
        lake.take(other.data_dir)
        second = remake.freeze(lake.place, dataset.Asked())
        changed = dataset.parquet_of(second.cases) if suffix == ".parquet" else dataset.encode(second.manifest)
        name = f"conjuntos/{data_set.id}{suffix}"
        (store.staging.parent / name).write_bytes(changed)
        with pytest.raises(LakeError, match=f"damaged.*{suffix}"):
            dataset.load(store, data_set.id[:6])

    def test_in_one_sentence(self, clinic: Clinic, lake: Lake, capfd: pytest.CaptureFixture[str]) -> None:
        assert run(lake, "crear") == FAILED
        assert "no hay ningún lago" in capfd.readouterr().err
        lake.take(clinic.data_dir)
        assert run(lake, "crear", "--hasta", "2020-01-01") == REFUSED
        assert "no hay nada así en el lago" in capfd.readouterr().err
        assert run(lake, "rehacer", "abc") == REFUSED
        assert "no hay ningún conjunto abc" in capfd.readouterr().err


def test_its_files_are_also_written_into_a_folder_where_one_is_given(
    clinic: Clinic, lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lake.take(clinic.data_dir)
    assert run(lake, "crear", "--salida", str(tmp_path / "nueva" / "carpeta")) == DONE
    assert run(lake, "rehacer", answer(capfd)["id"], "--salida", str(tmp_path / "otra")) == DONE
    for folder in (tmp_path / "nueva" / "carpeta", tmp_path / "otra"):
        assert {f"conjuntos/{path.name}": path.read_bytes() for path in folder.iterdir()} == files(lake)
