"""`entrenar` and `evaluar`: what they write, from the lake to a file that the clinic's program reads."""

from __future__ import annotations

import hashlib
import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from core.clinical.model import load, parse
from core.district import main as program
from core.district.learning import candidate, dataset, holdout, points, registry, training, words
from core.district.learning.ascent import Ascent
from core.district.learning.candidate import Made
from core.district.learning.errors import LearningError
from core.district.learning.logit import Logit
from core.district.store import open_store
from core.system.status import DONE, FAILED, REFUSED
from tests.district.lakes import Lake
from tests.district.learning import triage
from tests.district.learning.clinics import Clinic, as_cases
from tests.district.learning.offices import Office

if TYPE_CHECKING:
    from pathlib import Path

IN_USE = load()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A lake with four clinics of 120 judged records each, to be read only."""
    folder = tmp_path_factory.mktemp("aprender")
    lake = Lake(str(folder / "lago"))
    lake.take(*(Clinic(folder / f"E{number}", f"E{number}", 120).data_dir for number in range(1, 5)))
    return lake.place


@pytest.fixture(scope="module")
def data_set(place: str) -> str:
    assert program.main(["conjunto", "crear", "--lago", place]) == DONE
    return dataset.ids(open_store(place))[0]


def run(capfd: pytest.CaptureFixture[str], *argv: str) -> Any:
    assert program.main(list(argv)) == DONE
    out, err = capfd.readouterr()
    assert err == ""
    return json.loads(out)


def test_a_candidate_is_a_model_that_the_clinic_reads(
    place: str, data_set: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    target = tmp_path / "candidato.json"
    argv = ("entrenar", "--lago", place, "--conjunto", data_set[:8], "--salida", str(target))
    said = run(capfd, *argv)
    content = target.read_bytes()
    model = parse(content, "candidato.json")
    assert said["modelo"] == model.name
    assert (said["padre"], model.parent) == (IN_USE.name, IN_USE.digest)
    assert (said["criterios"], said["apartados"]) == (240, 240)
    card = model.card
    assert card["conjunto"] == data_set
    assert card["criterios"] == 240
    assert sorted([*card["establecimientos"], *card["apartados"]]) == ["E1", "E2", "E3", "E4"]  # type: ignore[misc]
    assert card["evaluacion"] == said["evaluacion"]
    assert said["evaluacion"]["kappa"]["valor"] > said["evaluacion"]["comparados"][IN_USE.name]["valor"] + 0.05
    sources = [band.source for bands in model.bands for band in bands]
    assert all(data_set[:8] in text for source in sources for text in source)
    name = f"(conjunto {data_set[:8]})"
    assert any(source.es == f"Aprendido de los criterios del distrito {name}" for source in sources)
    kept = [source for source in sources if "sin cambio" in source.es]
    assert any(source.es == f"NEWS2: ≤ 90; sin cambio con los criterios del distrito {name}" for source in kept)
    assert all(
        source.en.endswith(f"; unchanged by the district's judgements (data set {data_set[:8]})") for source in kept
    )
    for kept, learned in zip(points.of_model(IN_USE).vitals, points.of_model(model).vitals, strict=True):
        assert points.alarms_of(kept, 3) == points.alarms_of(learned, 3)
    run(capfd, *argv)
    assert target.read_bytes() == content


def test_the_same_data_set_gives_the_same_bytes_on_every_python() -> None:
    cases = as_cases("E1", triage.hospital("1"))
    fitted = Ascent(points.of_model(IN_USE), points.rules_of(IN_USE)).fit(points.examples(cases))
    made = Made("0" * 64, "ascenso", cases, (), "1.0.0")
    other = training.scored(fitted.table, as_cases("E2", triage.hospital("2")))
    evaluation = training.evaluate(other, {IN_USE.name: points.of_model(IN_USE)}, 1)
    content = candidate.content(fitted.table, IN_USE, "1.0.0", made, evaluation)
    again = candidate.content(
        fitted.table, parse(content, "candidato.json"), "1.0.1", made._replace(data_set="1" * 64), None
    )
    sources = [band.source for bands in parse(again, "candidato.json").bands for band in bands]
    assert all(source.es.count("conjunto") == source.es.count("sin cambio") == 1 for source in sources)
    assert all(source.en.count("data set 1111") == source.en.count("unchanged") == 1 for source in sources)
    assert hashlib.sha256(content).hexdigest() == "82fe31396bb25a7debf7c5174b56e33379f1c639967214cb5720f02476e60afb"


def test_from_one_clinic_the_card_says_that_it_was_not_evaluated(
    tmp_path: Path, lake: Lake, capfd: pytest.CaptureFixture[str]
) -> None:
    lake.take(Clinic(tmp_path / "E1", "E1", 110).data_dir)
    data_set = run(capfd, "conjunto", "crear", "--lago", lake.place)["id"]
    target = tmp_path / "candidato.json"
    said = run(capfd, "entrenar", "--lago", lake.place, "--conjunto", data_set, "--salida", str(target))
    assert said["evaluacion"] is None
    assert parse(target.read_bytes(), "candidato.json").card["evaluacion"] == {
        "es": "No evaluada",
        "en": "Not evaluated",
    }
    for argv in (["--modelo", str(target)], []):
        assert program.main(["evaluar", "--lago", lake.place, "--conjunto", data_set, *argv]) == REFUSED
        assert "no queda ningún establecimiento apartado" in capfd.readouterr().err


def test_too_few_verdicts_are_refused(tmp_path: Path, lake: Lake, capfd: pytest.CaptureFixture[str]) -> None:
    lake.take(Clinic(tmp_path / "E1", "E1", 99).data_dir)
    data_set = run(capfd, "conjunto", "crear", "--lago", lake.place)["id"]
    target = tmp_path / "candidato.json"
    argv = ["entrenar", "--lago", lake.place, "--conjunto", data_set, "--salida", str(target)]
    assert program.main(argv) == REFUSED
    assert "hay 99 criterios a ciegas para aprender, y hacen falta 100" in capfd.readouterr().err
    assert not target.exists()


def test_what_the_table_in_use_was_made_from_is_never_held_out(tmp_path: Path) -> None:
    """Its clinics have made each table that begins with it: they would flatter that one."""
    office = Office(tmp_path, 4, 170)
    data_set = office.freeze()
    first = office.register(office.candidate(data_set, held_out=("E0", "E2")))
    assert office.promote(first.modelo, "una prueba").modelo == first.modelo
    champion = registry.champion(office.registry)
    second = parse(office.candidate(data_set, "1.1.0", ("E0",)), "x")
    assert second.card["establecimientos"] == ["E1", "E2", "E3"]
    assert {case.establecimiento for case in training.unseen(data_set, second)} == {"E0"}
    with pytest.raises(LearningError, match=f"learned_before: E3 {re.escape(champion.name)}") as refused:
        office.candidate(data_set, "1.1.0", ("E0", "E3"))
    assert words.failure(refused.value).startswith("E3 no se puede apartar: de allí se hizo también distrito-1.0.0")
    found = training.evaluate_method(data_set, champion)
    assert (list(found.by_clinic), found.known) == (["E0", "E1", "E2", "E3"], 2)
    assert found.summary == training.evaluate_method(data_set, IN_USE).summary
    names = [champion.name, IN_USE.name, "regla_original", "siempre_la_mas_comun"]
    assert [one.name for one in found.compared] == names
    assert training.evaluate_model(data_set, second, champion).known == 0


def test_half_of_the_clinics_are_held_out_but_none_that_was_learned_from() -> None:
    clinics = [f"E{number}" for number in range(12)]
    first = holdout.choose(clinics)
    learned = set(clinics) - set(first)
    assert len(first) == 6
    assert holdout.choose(clinics, learned) == first
    more = holdout.choose([*clinics, "nuevo", "otro"], learned)
    assert (len(more), learned & set(more)) == (7, set())
    assert holdout.choose(clinics, clinics) == holdout.choose(["E1"]) == ()


@pytest.mark.parametrize("number", ["abc", "1", "1.2", "1.2.x", "-1.0.0", "1.2.0 "])
def test_a_version_that_is_none_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str], number: str) -> None:
    target = str(tmp_path / "x.json")
    argv = ["entrenar", "--lago", str(tmp_path), "--conjunto", "abcdef", "--salida", target, f"--numero={number}"]
    assert program.main(argv) == REFUSED
    assert f"'{number}' no es una versión como 1.2.0" in capfd.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["registro"],
        ["conjunto", "lista"],
        ["conjunto", "rehacer", "abcdef"],
        ["promover", "retador"],
        ["evaluar", "--conjunto", "abcdef"],
        ["entrenar", "--conjunto", "abcdef", "--salida", "x.json"],
    ],
)
def test_a_mistyped_lake_is_said_and_not_made(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert program.main([*command, "--lago", str(tmp_path / "lagoo")]) == FAILED
    assert f"no hay ningún lago en {tmp_path / 'lagoo'}" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_clinic_without_verdicts_cannot_be_held_out(
    place: str, data_set: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    target = tmp_path / "candidato.json"
    argv = ["entrenar", "--conjunto", data_set, "--lago", place, "--salida", str(target), "--apartar", "E2", "E9"]
    assert program.main(argv) == REFUSED
    assert "no tiene criterios a ciegas de ningún establecimiento E9\n" in capfd.readouterr().err
    assert not target.exists()


def test_a_model_is_evaluated_on_clinics_that_it_was_not_made_from(
    place: str, data_set: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    target = tmp_path / "candidato.json"
    made = ("--conjunto", data_set, "--lago", place)
    run(capfd, "entrenar", *made, "--salida", str(target), "--apartar", "E2", "E4")
    said = run(capfd, "evaluar", *made, "--modelo", str(target))
    assert list(said["por_establecimiento"]) == ["E2", "E4"]
    assert said["criterios"] == sum(sum(row.values()) for row in said["matriz"].values()) == 240
    assert sum(one["casos"] for one in said["por_categoria"].values()) == 240
    assert sum(sum(one["criterios"].values()) for one in said["por_puntaje"]) == 240
    assert sum(one["criterios"] for one in said["por_mes"].values()) == 240
    assert sum(one["criterios"] for one in said["por_meses_del_modelo"].values()) == 240
    compared = said["comparados"]
    assert list(compared) == [IN_USE.name, "regla_original", "siempre_la_mas_comun"]
    assert compared["regla_original"]["kappa"]["valor"] == 0
    assert compared["siempre_la_mas_comun"]["exactitud"]["valor"] < said["exactitud"]["valor"]
    assert compared[IN_USE.name]["ganancia_kappa"]["desde"] > 0
    for one in said["por_categoria"].values():
        assert (one["roc_auc"] is None) == (one["casos"] < 20)


def test_the_method_is_evaluated_clinic_by_clinic(
    place: str, data_set: str, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    said = run(capfd, "evaluar", "--conjunto", data_set, "--lago", place)
    assert (said["modelo"], said["metodo"], said["criterios"]) == (None, "ascenso", 480)
    assert list(said["por_establecimiento"]) == ["E1", "E2", "E3", "E4"]
    assert said["por_puntaje"] == []


@pytest.mark.parametrize(("here", "there"), [("1", "2"), ("2", "1")])
def test_the_second_method_agrees_with_the_first(here: str, there: str) -> None:
    start, rules = points.of_model(IN_USE), points.rules_of(IN_USE)
    train, test = as_cases("a", triage.hospital(here)), as_cases("b", triage.hospital(there))
    tables = [each(start, rules).fit(points.examples(train)).table for each in (Ascent, Logit)]
    for place, bands in enumerate(tables[1].vitals):
        assert rules.allow(place, bands)
    ascent, logit = (training.evaluate(training.scored(table, test), {"antes": start}, 1) for table in tables)
    assert ascent.summary.kappa is not None
    assert logit.summary.kappa is not None
    assert ascent.summary.kappa.low < logit.summary.kappa.value < ascent.summary.kappa.high
    assert tables[0].cuts == tuple(sorted(set(tables[0].cuts)))
    assert all(low < high for low, high in pairwise(tables[1].cuts))


def test_a_file_that_is_no_model_is_one_sentence(
    place: str, data_set: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    argv = ["evaluar", "--conjunto", data_set, "--lago", place, "--modelo", str(tmp_path / "x.json")]
    assert program.main(argv) == FAILED
    assert "el modelo no se puede usar: x.json: falta el campo «format» en $\n" in capfd.readouterr().err
