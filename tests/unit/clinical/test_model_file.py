"""A model file that is not right is refused as a whole, with the reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from core.clinical import model
from core.clinical.model import BUILT_IN
from core.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> bytes:
    content = json.loads(BUILT_IN.read_bytes())
    change(content)
    return json.dumps(content).encode()


def refusal(content: bytes) -> str:
    with pytest.raises(ModelError) as caught:
        model.parse(content, "prueba.json")
    reason = str(caught.value)
    assert reason.startswith("prueba.json: ")
    assert "\n" not in reason
    return reason.removeprefix("prueba.json: ")


def band(vital: str, index: int, **fields: object) -> Change:
    return lambda file: file["vitals"][vital][index].update(fields)


def grade(index: int, **fields: object) -> Change:
    return lambda file: file["grades"][index].update(fields)


def with_points(vital: str, *points: int) -> Change:
    def change(file: dict[str, Any]) -> None:
        for one, value in zip(file["vitals"][vital], points, strict=True):
            one["points"] = value

    return change


def all_points(value: int) -> Change:
    def change(file: dict[str, Any]) -> None:
        for bands in file["vitals"].values():
            for one in bands:
                one["points"] = min(one["points"], value)

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(lambda f: f.update(format=3), "format 3 is not known, only 1 and 2 are", id="format"),
        pytest.param(lambda f: f.update(alarm_points=0), "alarm_points must be 1 or more", id="alarm"),
        pytest.param(
            lambda f: f["vitals"].pop("presion"),
            "vitals must be exactly fiebre, presion, frecuencia_cardiaca",
            id="missing vital",
        ),
        pytest.param(
            lambda f: f["vitals"].update(saturacion=[]),
            "vitals must be exactly fiebre, presion, frecuencia_cardiaca",
            id="further vital",
        ),
        pytest.param(band("presion", 1, **{"from": 72}), "presion: gap between 70 and 72", id="gap"),
        pytest.param(band("fiebre", 6, **{"from": 39.1}), "fiebre: gap between 38.9 and 39.1", id="gap of a tenth"),
        pytest.param(band("presion", 1, **{"from": 70}), "presion: overlap between 70 and 70", id="overlap"),
        pytest.param(band("fiebre", 1, to=37), "fiebre: overlap between 37 and 35.1", id="overlap over a band"),
        pytest.param(band("presion", 1, to=60), "presion: 71 to 60 is empty", id="empty band"),
        pytest.param(band("fiebre", 0, to=32.05), "fiebre: bound 32.05 has more than 1 decimals", id="decimals"),
        pytest.param(band("fiebre", 0, to=24.9), "fiebre: bound 24.9 lies outside 25.0 to 45.0", id="too low"),
        pytest.param(
            band("frecuencia_cardiaca", 5, **{"from": 301}),
            "frecuencia_cardiaca: bound 301 lies outside 20 to 300",
            id="too high",
        ),
        pytest.param(band("fiebre", 0, to=1e40), "fiebre: bound 1E+40 lies outside 25.0 to 45.0", id="huge"),
        pytest.param(
            band("fiebre", 0, **{"from": 25.0}),
            "fiebre: the first band must be open below and the last one open above",
            id="closed below",
        ),
        pytest.param(
            band("fiebre", -1, to=45.0),
            "fiebre: the first band must be open below and the last one open above",
            id="closed above",
        ),
        pytest.param(
            lambda f: f["vitals"].update(fiebre=[]),
            "fiebre: the first band must be open below and the last one open above",
            id="no band",
        ),
        pytest.param(
            lambda f: f["vitals"]["fiebre"][3].pop("to"),
            "fiebre: only the outer bounds may be left open",
            id="open above",
        ),
        pytest.param(
            lambda f: f["vitals"]["fiebre"][3].pop("from"),
            "fiebre: only the outer bounds may be left open",
            id="open below",
        ),
        pytest.param(
            with_points("frecuencia_cardiaca", 3, 1, 0, 2, 1, 3),
            "frecuencia_cardiaca: points must not fall on the way from the normal band outwards",
            id="points fall above",
        ),
        pytest.param(
            with_points("frecuencia_cardiaca", 1, 3, 0, 1, 2, 3),
            "frecuencia_cardiaca: points must not fall on the way from the normal band outwards",
            id="points fall below",
        ),
        pytest.param(
            with_points("frecuencia_cardiaca", 3, 0, 1, 0, 2, 3),
            "frecuencia_cardiaca: points must not fall on the way from the normal band outwards",
            id="two normal bands apart",
        ),
        pytest.param(
            with_points("frecuencia_cardiaca", 3, 2, 1, 1, 2, 3),
            "frecuencia_cardiaca: the lowest points must be 0, the normal band's",
            id="no normal band",
        ),
        pytest.param(
            with_points("frecuencia_cardiaca", 3, 1, -1, 1, 2, 3),
            "frecuencia_cardiaca: the lowest points must be 0, the normal band's",
            id="negative points",
        ),
        pytest.param(
            with_points("frecuencia_cardiaca", 100, 1, 0, 1, 2, 3),
            "frecuencia_cardiaca: more than 99 points in one band",
            id="absurd points",
        ),
        pytest.param(
            lambda f: f.update(id="=cmd|x"),
            "`=cmd|x` is no name: 1 to 32 letters, digits, dots and hyphens",
            id="a formula for an id",
        ),
        pytest.param(
            lambda f: f.update(version="1" * 33),
            f"`{'1' * 33}` is no name: 1 to 32 letters, digits, dots and hyphens",
            id="a version without end",
        ),
        pytest.param(all_points(2), "grades: no reading reaches ENFERMEDAD TERMINAL", id="unreachable highest"),
        pytest.param(
            lambda f: [
                with_points(name, *(3 * (b["points"] > 0) for b in f["vitals"][name]))(f) for name in f["vitals"]
            ],
            "grades: no reading reaches ENFERMEDAD LEVE",
            id="unreachable in the middle",
        ),
        pytest.param(grade(1, **{"from": 2}), "grades: gap between 0 and 2", id="grade gap"),
        pytest.param(grade(1, to=3), "grades: overlap between 3 and 3", id="grade overlap"),
        pytest.param(grade(1, to=0), "grades: 1 to 0 is empty", id="empty grade"),
        pytest.param(
            grade(0, **{"from": 1}),
            "grades: the first must start at 0 and the last be open above",
            id="no grade for 0",
        ),
        pytest.param(
            grade(4, to=12), "grades: the first must start at 0 and the last be open above", id="closed last grade"
        ),
        pytest.param(
            lambda f: f["grades"][1].pop("to"),
            "grades: only the outer bounds may be left open",
            id="open inner grade",
        ),
        pytest.param(
            lambda f: f["grades"].reverse(),
            "grades must be the five categories, once each, mildest first",
            id="order",
        ),
        pytest.param(
            lambda f: f["grades"].pop(),
            "grades must be the five categories, once each, mildest first",
            id="four grades",
        ),
    ],
)
def test_a_model_that_does_not_hold_together_is_refused(change: Change, reason: str) -> None:
    assert refusal(changed(change)) == reason


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(lambda f: f.update(autor="yo"), "unknown field `autor`", id="unknown key"),
        pytest.param(band("fiebre", 0, peso=1), "unknown field `peso`", id="unknown key of a band"),
        pytest.param(
            lambda f: f["grades"][0].update(color="rojo"), "unknown field `color`", id="unknown key of a grade"
        ),
        pytest.param(lambda f: f.pop("version"), "missing required field `version`", id="missing key"),
        pytest.param(lambda f: f["vitals"]["fiebre"][0].pop("points"), "`points`", id="no points"),
        pytest.param(lambda f: f["vitals"]["fiebre"][0]["source"].pop("en"), "`en`", id="source in one language"),
        pytest.param(grade(0, resultado="SANO"), "SANO", id="unknown category"),
        pytest.param(band("fiebre", 0, points=1.5), "$.vitals.fiebre[0].points", id="half a point"),
        pytest.param(band("fiebre", 0, points=True), "$.vitals.fiebre[0].points", id="points true"),
        pytest.param(band("fiebre", 0, to="tibio"), "$.vitals.fiebre[0].to", id="bound in words"),
        pytest.param(band("fiebre", 0, to="NaN"), "$.vitals.fiebre[0].to", id="NaN in words"),
        pytest.param(band("fiebre", 0, to=None), "$.vitals.fiebre[0].to", id="bound null"),
        pytest.param(band("fiebre", 0, to=True), "$.vitals.fiebre[0].to", id="bound true"),
        pytest.param(band("fiebre", 0, to=float("nan")), "NaN is no number", id="NaN"),
        pytest.param(lambda f: f.update(vitals=[]), "expected object at $.vitals", id="vitals as a list"),
        pytest.param(lambda f: f.update(grades={}), "expected list at $.grades", id="grades as an object"),
        pytest.param(lambda f: f.update(id=""), "expected words at $.id", id="no id"),
        pytest.param(lambda f: f.update(version=" "), "expected words at $.version", id="a blank version"),
        pytest.param(
            lambda f: f["vitals"]["fiebre"][0]["source"].update(es=""),
            "expected words at $.vitals.fiebre[0].source.es",
            id="no source",
        ),
        pytest.param(lambda f: f.update(version=2.0), "expected text at $.version", id="version as a number"),
    ],
)
def test_a_file_of_the_wrong_shape_is_refused_and_the_place_named(change: Change, words: str) -> None:
    assert words in refusal(changed(change))


@pytest.mark.parametrize(
    ("once", "twice", "reason"),
    [
        (b'"alarm_points": 3', b'"alarm_points": 3, "alarm_points": 9', "repeated field `alarm_points` at $"),
        (b'"points": 4', b'"points": 4, "points": 0', "repeated field `points` at $.vitals.fiebre[0]"),
        (b'"presion": [', b'"fiebre": [], "presion": [', "repeated field `fiebre` at $.vitals"),
    ],
)
def test_a_name_that_stands_twice_has_no_value(once: bytes, twice: bytes, reason: str) -> None:
    assert refusal(BUILT_IN.read_bytes().replace(once, twice, 1)) == reason


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="cut off"),
        pytest.param(b"fiebre: 38", id="not JSON"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"null", id="null"),
        pytest.param(BUILT_IN.read_bytes().replace(b"Fiebre alta", b"Fiebre \xff"), id="not UTF-8"),
        pytest.param(BUILT_IN.read_text(encoding="utf-8").encode("utf-16"), id="UTF-16"),
        pytest.param(b"[" * 100_000, id="nested too deep"),
        pytest.param(BUILT_IN.read_bytes().replace(b"32.0", b"1e9999999999999999999"), id="an exponent of 19 digits"),
        pytest.param(BUILT_IN.read_bytes().replace(b"32.0", b"9" * 5000), id="a number of 5000 digits"),
        pytest.param(BUILT_IN.read_bytes() + b"{}", id="two objects"),
    ],
)
def test_what_is_no_model_at_all_is_refused_in_words(content: bytes) -> None:
    assert refusal(content)


def test_a_model_of_another_version_is_taken_by_what_stands_in_it() -> None:
    loaded = model.parse(changed(lambda f: f.update(alarm_points=99, version="2.0")), "prueba.json")
    assert (loaded.alarm_points, loaded.name[:11]) == (99, "reglas-2.0+")


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"^falta\.json: No such file"):
        model.load(tmp_path / "falta.json")


def test_another_file_gives_another_digest(tmp_path: Path) -> None:
    copy = tmp_path / "copia.json"
    copy.write_bytes(BUILT_IN.read_bytes() + b"\n")
    assert model.load(copy).digest != model.load().digest
    assert model.load(copy).bands == model.load().bands
