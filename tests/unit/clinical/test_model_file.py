"""A model file that is not right is refused as a whole, with the reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from core.cli import district_words
from core.clinical import model
from core.clinical.model import BUILT_IN
from core.errors import ModelError, ReadError, SaveFailure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change = Callable[[dict[str, Any]], object]


NO_JSON = "no es un archivo JSON en UTF-8"
INVALID = "el modelo no es válido: prueba.json: "


def changed(change: Change) -> bytes:
    content = json.loads(BUILT_IN.read_bytes())
    change(content)
    return json.dumps(content).encode()


def refusal(content: bytes) -> str:
    with pytest.raises(ModelError) as caught:
        model.parse(content, "prueba.json")
    sentence = district_words.invalid_model(caught.value)
    assert sentence.startswith(INVALID)
    assert "\n" not in sentence
    return sentence.removeprefix(INVALID)


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
        pytest.param(lambda f: f.update(format=3), "no se conoce el formato 3, solo 1 y 2", id="format"),
        pytest.param(lambda f: f.update(alarm_points=0), "alarm_points debe ser 1 o más", id="alarm"),
        pytest.param(
            lambda f: f["vitals"].pop("presion"),
            "vitals debe tener exactamente fiebre, presion, frecuencia_cardiaca",
            id="missing vital",
        ),
        pytest.param(
            lambda f: f["vitals"].update(saturacion=[]),
            "vitals debe tener exactamente fiebre, presion, frecuencia_cardiaca",
            id="further vital",
        ),
        pytest.param(band("presion", 1, **{"from": 72}), "presion: hay un hueco entre 70 y 72", id="gap"),
        pytest.param(
            band("fiebre", 6, **{"from": 39.1}), "fiebre: hay un hueco entre 38.9 y 39.1", id="gap of a tenth"
        ),
        pytest.param(
            band("presion", 1, **{"from": 70}),
            "presion: el rango que termina en 70 y el que empieza en 70 se superponen",
            id="overlap",
        ),
        pytest.param(
            band("fiebre", 1, to=37),
            "fiebre: el rango que termina en 37 y el que empieza en 35.1 se superponen",
            id="overlap over a band",
        ),
        pytest.param(band("presion", 1, to=60), "presion: el rango de 71 a 60 está vacío", id="empty band"),
        pytest.param(
            band("fiebre", 0, to=32.05),
            "fiebre: el límite 32.05 tiene más decimales que los que se miden (1)",
            id="decimals",
        ),
        pytest.param(band("fiebre", 0, to=24.9), "fiebre: el límite 24.9 no está entre 25.0 y 45.0", id="too low"),
        pytest.param(
            band("frecuencia_cardiaca", 5, **{"from": 301}),
            "frecuencia_cardiaca: el límite 301 no está entre 20 y 300",
            id="too high",
        ),
        pytest.param(band("fiebre", 0, to=1e40), "fiebre: el límite 1E+40 no está entre 25.0 y 45.0", id="huge"),
        pytest.param(
            band("fiebre", 0, **{"from": 25.0}),
            "fiebre: el primer rango debe estar abierto hacia abajo, y el último hacia arriba",
            id="closed below",
        ),
        pytest.param(
            band("fiebre", -1, to=45.0),
            "fiebre: el primer rango debe estar abierto hacia abajo, y el último hacia arriba",
            id="closed above",
        ),
        pytest.param(
            lambda f: f["vitals"].update(fiebre=[]),
            "fiebre: el primer rango debe estar abierto hacia abajo, y el último hacia arriba",
            id="no band",
        ),
        pytest.param(
            lambda f: f["vitals"]["fiebre"][3].pop("to"),
            "fiebre: solo los límites de los extremos pueden quedar abiertos",
            id="open above",
        ),
        pytest.param(
            lambda f: f["vitals"]["fiebre"][3].pop("from"),
            "fiebre: solo los límites de los extremos pueden quedar abiertos",
            id="open below",
        ),
        pytest.param(
            with_points("frecuencia_cardiaca", 3, 1, 0, 2, 1, 3),
            "frecuencia_cardiaca: los puntos no deben bajar al alejarse del rango normal",
            id="points fall above",
        ),
        pytest.param(
            with_points("frecuencia_cardiaca", 1, 3, 0, 1, 2, 3),
            "frecuencia_cardiaca: los puntos no deben bajar al alejarse del rango normal",
            id="points fall below",
        ),
        pytest.param(
            with_points("frecuencia_cardiaca", 3, 0, 1, 0, 2, 3),
            "frecuencia_cardiaca: los puntos no deben bajar al alejarse del rango normal",
            id="two normal bands apart",
        ),
        pytest.param(
            with_points("frecuencia_cardiaca", 3, 2, 1, 1, 2, 3),
            "frecuencia_cardiaca: el rango normal debe tener 0 puntos",
            id="no normal band",
        ),
        pytest.param(
            with_points("frecuencia_cardiaca", 3, 1, -1, 1, 2, 3),
            "frecuencia_cardiaca: el rango normal debe tener 0 puntos",
            id="negative points",
        ),
        pytest.param(
            with_points("frecuencia_cardiaca", 100, 1, 0, 1, 2, 3),
            "frecuencia_cardiaca: un rango tiene más de 99 puntos",
            id="absurd points",
        ),
        pytest.param(
            lambda f: f.update(id="=cmd|x"),
            "«=cmd|x» no sirve de nombre: son de 1 a 32 letras sin tilde, dígitos, puntos y guiones",
            id="a formula for an id",
        ),
        pytest.param(
            lambda f: f.update(version="1" * 33),
            f"«{'1' * 33}» no sirve de nombre: son de 1 a 32 letras sin tilde, dígitos, puntos y guiones",
            id="a version without end",
        ),
        pytest.param(all_points(2), "grades: ninguna lectura llega a ENFERMEDAD TERMINAL", id="unreachable highest"),
        pytest.param(
            lambda f: [
                with_points(name, *(3 * (b["points"] > 0) for b in f["vitals"][name]))(f) for name in f["vitals"]
            ],
            "grades: ninguna lectura llega a ENFERMEDAD LEVE",
            id="unreachable in the middle",
        ),
        pytest.param(grade(1, **{"from": 2}), "grades: hay un hueco entre 0 y 2", id="grade gap"),
        pytest.param(
            grade(1, to=3),
            "grades: el rango que termina en 3 y el que empieza en 3 se superponen",
            id="grade overlap",
        ),
        pytest.param(grade(1, to=0), "grades: el rango de 1 a 0 está vacío", id="empty grade"),
        pytest.param(
            grade(0, **{"from": 1}),
            "grades: el primer rango debe empezar en 0, y el último estar abierto hacia arriba",
            id="no grade for 0",
        ),
        pytest.param(
            grade(4, to=12),
            "grades: el primer rango debe empezar en 0, y el último estar abierto hacia arriba",
            id="closed last grade",
        ),
        pytest.param(
            lambda f: f["grades"][1].pop("to"),
            "grades: solo los límites de los extremos pueden quedar abiertos",
            id="open inner grade",
        ),
        pytest.param(
            lambda f: f["grades"].reverse(),
            "grades debe tener cada una de las cinco categorías una vez, de la más leve a la más grave",
            id="order",
        ),
        pytest.param(
            lambda f: f["grades"].pop(),
            "grades debe tener cada una de las cinco categorías una vez, de la más leve a la más grave",
            id="four grades",
        ),
    ],
)
def test_a_model_that_does_not_hold_together_is_refused(change: Change, reason: str) -> None:
    assert refusal(changed(change)) == reason


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(lambda f: f.update(autor="yo"), "sobra el campo «autor»", id="unknown key"),
        pytest.param(band("fiebre", 0, peso=1), "sobra el campo «peso»", id="unknown key of a band"),
        pytest.param(
            lambda f: f["grades"][0].update(color="rojo"), "sobra el campo «color»", id="unknown key of a grade"
        ),
        pytest.param(lambda f: f.pop("version"), "falta el campo «version»", id="missing key"),
        pytest.param(
            lambda f: f["vitals"]["fiebre"][0].pop("points"),
            "falta el campo «points» en $.vitals.fiebre[0]",
            id="no points",
        ),
        pytest.param(
            lambda f: f["vitals"]["fiebre"][0]["source"].pop("en"),
            "falta el campo «en» en $.vitals.fiebre[0].source",
            id="source in one language",
        ),
        pytest.param(
            grade(0, resultado="SANO"),
            "«SANO» no es un valor posible de $.grades[0].resultado",
            id="unknown category",
        ),
        pytest.param(
            band("fiebre", 0, points=1.5), "$.vitals.fiebre[0].points debe ser un número entero", id="half a point"
        ),
        pytest.param(
            band("fiebre", 0, points=True), "$.vitals.fiebre[0].points debe ser un número entero", id="points true"
        ),
        pytest.param(band("fiebre", 0, to="tibio"), "$.vitals.fiebre[0].to debe ser un número", id="bound in words"),
        pytest.param(band("fiebre", 0, to="NaN"), "$.vitals.fiebre[0].to debe ser un número", id="NaN in words"),
        pytest.param(band("fiebre", 0, to=None), "$.vitals.fiebre[0].to debe ser un número", id="bound null"),
        pytest.param(band("fiebre", 0, to=True), "$.vitals.fiebre[0].to debe ser un número", id="bound true"),
        pytest.param(band("fiebre", 0, to=float("nan")), "NaN no es un número", id="NaN"),
        pytest.param(lambda f: f.update(vitals=[]), "$.vitals debe ser un objeto", id="vitals as a list"),
        pytest.param(lambda f: f.update(grades={}), "$.grades debe ser una lista", id="grades as an object"),
        pytest.param(lambda f: f.update(id=""), "$.id no puede estar en blanco", id="no id"),
        pytest.param(lambda f: f.update(version=" "), "$.version no puede estar en blanco", id="a blank version"),
        pytest.param(
            lambda f: f["vitals"]["fiebre"][0]["source"].update(es=""),
            "$.vitals.fiebre[0].source.es no puede estar en blanco",
            id="no source",
        ),
        pytest.param(lambda f: f.update(version=2.0), "$.version debe ser un texto", id="version as a number"),
    ],
)
def test_a_file_of_the_wrong_shape_is_refused_and_the_place_named(change: Change, words: str) -> None:
    assert words in refusal(changed(change))


@pytest.mark.parametrize(
    ("once", "twice", "reason"),
    [
        (b'"alarm_points": 3', b'"alarm_points": 3, "alarm_points": 9', "el campo «alarm_points» está repetido en $"),
        (b'"points": 4', b'"points": 4, "points": 0', "el campo «points» está repetido en $.vitals.fiebre[0]"),
        (b'"presion": [', b'"fiebre": [], "presion": [', "el campo «fiebre» está repetido en $.vitals"),
    ],
)
def test_a_name_that_stands_twice_has_no_value(once: bytes, twice: bytes, reason: str) -> None:
    assert refusal(BUILT_IN.read_bytes().replace(once, twice, 1)) == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "no es JSON: error en la línea 1, columna 1", id="empty"),
        pytest.param(b"{\n", "no es JSON: error en la línea 2, columna 1", id="cut off"),
        pytest.param(b"fiebre: 38", "no es JSON: error en la línea 1, columna 1", id="not JSON"),
        pytest.param(b"[]", "$ debe ser un objeto", id="a list"),
        pytest.param(b"null", "$ debe ser un objeto", id="null"),
        pytest.param(BUILT_IN.read_bytes().replace(b"Fiebre alta", b"Fiebre \xff"), NO_JSON, id="not UTF-8"),
        pytest.param(BUILT_IN.read_text(encoding="utf-8").encode("utf-16"), NO_JSON, id="UTF-16"),
        pytest.param(b"[" * 100_000, NO_JSON, id="nested too deep"),
        pytest.param(BUILT_IN.read_bytes().replace(b"32.0", b"1e9999999999999999999"), NO_JSON, id="a huge exponent"),
        pytest.param(BUILT_IN.read_bytes().replace(b"32.0", b"9" * 5000), NO_JSON, id="a number of 5000 digits"),
        pytest.param(b"{}{}", "no es JSON: error en la línea 1, columna 3", id="two objects"),
    ],
)
def test_a_file_that_is_not_json_or_no_object_is_refused(content: bytes, reason: str) -> None:
    assert refusal(content) == reason


def test_a_file_may_have_256_kibibytes() -> None:
    whole = BUILT_IN.read_bytes().ljust(256 * 1024)
    assert model.parse(whole, "prueba.json").bands == model.load().bands
    assert refusal(whole + b" ") == "tiene más de 256 KiB"


def test_a_name_without_end_is_told_in_part() -> None:
    assert refusal(b'{"format": 1, "' + b"x" * 5000 + b'": 0}').count("x") < 100


def test_a_model_of_another_version_is_taken_by_what_stands_in_it() -> None:
    loaded = model.parse(changed(lambda f: f.update(alarm_points=99, version="2.0")), "prueba.json")
    assert (loaded.alarm_points, loaded.name[:11]) == (99, "reglas-2.0+")


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        model.load(tmp_path / "falta.json")
    assert (caught.value.failure, caught.value.path) == (SaveFailure.GONE, tmp_path / "falta.json")


def test_another_file_gives_another_digest(tmp_path: Path) -> None:
    copy = tmp_path / "copia.json"
    copy.write_bytes(BUILT_IN.read_bytes() + b"\n")
    assert model.load(copy).digest != model.load().digest
    assert model.load(copy).bands == model.load().bands
