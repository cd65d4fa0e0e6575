"""The user's judgement as a screen reader is told of it, nothing of the result before it; and the model's figures."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from core.records.record import Record, encode
from tests.flows.accessible import cells, named, read_tree
from tests.samples import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.flows.accessible import Entry
    from tests.flows.conftest import Nurse

pytestmark = pytest.mark.window

SECRETS = ("Enfermedad", "Puntaje", "Signo de alarma", "38,5")
"""What a result has, and nothing else on the screen."""


@dataclass
class Screens:
    """What is exposed while the judgement is asked for, in the records meanwhile, after it, and in the model tab."""

    asked: list[Entry]
    title: list[str]
    listed: list[Entry]
    judged: list[Entry]
    reasoned: list[Entry]
    measured: list[Entry]


def rounded() -> bytes:
    """Records of the last two weeks whose pressures are rounded to tens."""
    chance, today = random.Random(1), datetime.now()  # noqa: S311, DTZ005 - samples, in the file's local time
    return b"".join(
        encode(
            Record(
                f"{today - timedelta(days=1 + number // 10):%Y-%m-%d} 08:00:00",
                round(chance.gauss(36.6, 0.2), 1),
                round(chance.gauss(125, 20), -1),
                round(chance.gauss(82, 14)),
                chance.choice(CATEGORIES),
                id=f"{chance.getrandbits(128):032x}",
            )
        )
        for number in range(140)
    )


@pytest.fixture(scope="module")
def screens(
    display: str,
    bus: dict[str, str],
    open_nurse: Callable[[str, Path], Nurse],
    tmp_path_factory: pytest.TempPathFactory,
) -> Screens:
    """One window that always asks, with a patient."""
    nurse = open_nurse(display, tmp_path_factory.mktemp("judgement"))
    nurse.env |= bus
    nurse.data_dir.mkdir()
    (nurse.data_dir / "ajustes.json").write_text(json.dumps({"language": "es", "asked_one_in": 1}), encoding="utf-8")
    (nurse.data_dir / "predicciones.log").write_bytes(rounded())
    try:
        program = nurse.start()
        nurse.look_at(program, "Predictor")
        read = partial(read_tree, nurse, program.pid)
        read("fiebre", "Temperatura")
        nurse.type("38,5\n120\n90\n")
        asked = read("criterio", "Primero su criterio.")
        title = nurse.windows(program, "Puntaje") + nurse.windows(program, "aguda")
        nurse.press("ctrl+3")
        listed = read("cantidad_registros", "140 ")
        nurse.press("ctrl+1")
        read("criterio", "Primero su criterio.")
        nurse.type("l")
        judged = read("criterio", "Su criterio, antes de ver el resultado: Enfermedad leve.")
        nurse.type("x")
        nurse.wait_until(lambda: b'"contexto"' in (nurse.data_dir / "criterios.log").read_bytes(), "the reason")
        reasoned = read("criterio", "Su criterio, antes de ver el resultado: Enfermedad leve.")
        nurse.press("ctrl+4")
        measured = read("calidad", "Para revisar")
    finally:
        nurse.end()
    return Screens(asked, title, listed, judged, reasoned, measured)


def shown(tree: list[Entry]) -> str:
    return "\n".join(f"{entry['name']} {entry['description']} {entry['text']}" for entry in tree)


def test_of_a_drawn_patient_nothing_of_the_result_is_exposed_anywhere(screens: Screens) -> None:
    hidden = [entry for entry in screens.asked if str(entry["id"]).rpartition(".")[2] in ("resultado", "puntaje")]
    assert hidden
    assert [entry["name"] for entry in hidden if entry["name"]] == []
    visible = [entry for entry in screens.asked if entry["showing"]]
    assert [secret for secret in SECRETS if secret in shown(visible)] == []
    assert screens.title == []
    assert named(screens.asked, "fiebre")["focused"]
    assert str(named(screens.asked, "estado_guardado")["name"]).startswith("Guardado · ")


def test_the_list_of_records_does_not_have_the_patient_yet(screens: Screens) -> None:
    assert "38,5" not in cells(screens.listed, "registros_lista")
    assert named(screens.listed, "registros_lista")["showing"]


def test_after_the_letter_both_are_read_with_the_letters_of_the_reasons(screens: Screens) -> None:
    assert named(screens.judged, "resultado")["name"] == "Enfermedad aguda"
    said = str(named(screens.judged, "criterio")["name"])
    assert "Otra letra lo cambia." in said
    assert "¿Por qué difiere? O  Otros signos" in said
    assert "Difiere por: contexto." in str(named(screens.reasoned, "criterio")["name"])


def test_the_agreement_is_read_with_its_choices_and_its_matrix(screens: Screens) -> None:
    tree = screens.measured
    assert named(tree, "concordancia")["name"] == "Registros con criterio: 1; antes de ver el resultado: 1."
    assert str(named(tree, "concordancia_cifras")["name"]).startswith("Aún no alcanzan")
    for name, label in (("concordancia_periodo", "Periodo"), ("concordancia_modelo", "Modelo")):
        box = named(tree, name)
        assert (box["role"], box["description"], box["focusable"]) == ("combo box", label, True)
    matrix = named(tree, "concordancia_matriz")
    assert (matrix["role"], str(matrix["name"]).startswith("Filas: lo que mostró el programa.")) == ("table", True)


def test_the_quality_is_read_with_each_alarm_what_to_do_and_its_chart(screens: Screens) -> None:
    tree = screens.measured
    assert "Presión sistólica: se está redondeando a decenas" in shown(tree)
    chart = named(tree, "grafico_presion_ceros")
    assert str(chart["name"]).startswith("Barras: los últimos 30 días.")
    measures = named(tree, "calidad_medidas")
    assert (measures["role"], measures["name"]) == ("table", "Medidas de los últimos 30 días contra el año anterior")
