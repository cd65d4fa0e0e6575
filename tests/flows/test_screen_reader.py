"""The accessibility tree, read over AT-SPI from the program in a real window."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.flows.accessible import cells, named, read_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.flows.accessible import Entry
    from tests.flows.conftest import Nurse

pytestmark = pytest.mark.window


@dataclass(frozen=True)
class Words:
    """The expected texts of a screen in a language."""

    tabs: tuple[str, str, str, str]
    fields: tuple[tuple[str, str, str], ...]
    blank: str
    button: tuple[str, str]
    result: tuple[str, str, str]
    temperature: str
    saved: str
    counts: str
    last: str
    records: str
    heading: str
    void: tuple[str, str]
    model: tuple[str, str, str]
    disclaimer: str
    alarm: str
    count: str
    filters: tuple[tuple[str, str], ...]
    dates: tuple[str, str, str]
    correction: tuple[str, str]
    details: tuple[str, str, str]


WORDS = {
    "es": Words(
        tabs=("Predicción", "Reporte", "Registros", "Modelo"),
        fields=(
            ("fiebre", "Temperatura", "°C"),
            ("presion", "Presión sistólica", "mmHg"),
            ("frecuencia_cardiaca", "Frecuencia cardíaca", "lpm"),
        ),
        blank="En blanco.",
        button=("Predecir", "Faltan los tres signos vitales."),
        result=("Enfermedad aguda", "Signo de alarma: temperatura", "Puntaje 3 de 12"),
        temperature="38,5",
        saved="Guardado · ",
        counts="Predicciones por categoría",
        last="Últimas 5 predicciones",
        records="Registros",
        heading="Frecuencia cardíaca (lpm)",
        void=("Mostrar anulados", "Anular…"),
        model=("En uso: reglas", "Temperatura (°C)", "Recibir del distrito…"),
        disclaimer="Simulación.",
        alarm="38,5, signo de alarma",
        count="▲ Con signo de alarma: 1 (100 %)",
        filters=(
            ("filtro_categoria", "Categoría"),
            ("filtro_alarma", "Signo de alarma"),
            ("filtro_criterio", "Criterio clínico"),
            ("filtro_anulados", "Anulados"),
            ("orden", "Orden"),
        ),
        dates=("Fechas", "Desde:", "Hasta:"),
        correction=("Corregir el de ", "Corregir"),
        details=("Registro$", "Registro del ", "Cuenta en el reporte."),
    ),
    "en": Words(
        tabs=("Prediction", "Report", "Records", "Model"),
        fields=(
            ("fiebre", "Temperature", "°C"),
            ("presion", "Systolic pressure", "mmHg"),
            ("frecuencia_cardiaca", "Heart rate", "bpm"),
        ),
        blank="Blank.",
        button=("Predict", "All three vital signs are missing."),
        result=("Acute illness", "Warning sign: temperature", "Score 3 of 12"),
        temperature="38.5",
        saved="Saved · ",
        counts="Predictions by category",
        last="Last 5 predictions",
        records="Records",
        heading="Heart rate (bpm)",
        void=("Show voided", "Void…"),
        model=("In use: reglas", "Temperature (°C)", "Receive from the district…"),
        disclaimer="Simulation.",
        alarm="38.5, warning sign",
        count="▲ With a warning sign: 1 (100%)",
        filters=(
            ("filtro_categoria", "Category"),
            ("filtro_alarma", "Warning sign"),
            ("filtro_criterio", "Clinical judgement"),
            ("filtro_anulados", "Voided records"),
            ("orden", "Order"),
        ),
        dates=("Dates", "From:", "To:"),
        correction=("Correct that of ", "Correct"),
        details=("Record$", "Record of ", "It counts in the report."),
    ),
}

LIMITS = ((25.0, 45.0), (30.0, 300.0), (20.0, 300.0))


@dataclass
class Screens:
    """The accessibility trees of the program's screens in a language."""

    words: Words
    first: list[Entry]
    result: list[Entry]
    report: list[Entry]
    records: list[Entry]
    filters: list[Entry]
    dates: list[Entry]
    correction: list[Entry]
    details: list[Entry]
    model: list[Entry]


@pytest.fixture(scope="module", params=sorted(WORDS))
def screens(
    display: str,
    bus: dict[str, str],
    open_nurse: Callable[[str, Path], Nurse],
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Screens:
    """The screens of a window in a language, one after the other, with a patient between the first and the second."""
    words = WORDS[request.param]
    nurse = open_nurse(display, tmp_path_factory.mktemp(request.param))
    nurse.env |= bus
    nurse.data_dir.mkdir()
    (nurse.data_dir / "ajustes.json").write_text(json.dumps({"language": request.param}), encoding="utf-8")
    try:
        program = nurse.start()
        nurse.look_at(program, "Predictor")
        read = partial(read_tree, nurse, program.pid)
        first = read("fiebre", words.fields[0][1])
        nurse.type("38,5\n120\n90\n")
        result = read("resultado", words.result[0])
        nurse.press("F8")
        correction = read("titulo_del_formulario", words.correction[0])
        nurse.press("Escape", "ctrl+2")
        report = read("con_signo_de_alarma", words.count)
        nurse.press("ctrl+3")
        records = read("cantidad_registros", "1 ")
        nurse.press("ctrl+4")
        model = read("en_uso", words.model[0])
        nurse.press("ctrl+3")
        nurse.press("ctrl+f")
        filters = read("orden")
        nurse.press("Escape")
        nurse.open_by(program, words.dates[0], "alt+f" if request.param == "es" else "alt+d")
        dates = read("fechas_entendidas")
        nurse.press("Escape")
        nurse.wait_until(lambda: not nurse.windows(program, words.dates[0]), "the dates to close")
        nurse.look_at(program, "Predictor")
        nurse.open_by(program, words.details[0], "ctrl+3", "Return")
        details = read("resultado_del_registro", words.result[0])
    finally:
        nurse.end()
    return Screens(words, first, result, report, records, filters, dates, correction, details, model)


def test_the_fields_are_spin_boxes_with_name_unit_and_limits(screens: Screens) -> None:
    for (name, label, unit), limits in zip(screens.words.fields, LIMITS, strict=True):
        field = named(screens.first, name)
        assert (field["role"], field["name"], field["focusable"]) == ("spin button", label, True)
        assert (field["minimum"], field["maximum"]) == limits
        assert unit in str(field["description"])


def test_a_blank_field_is_read_as_blank_before_a_patient_and_after(screens: Screens) -> None:
    for tree in (screens.first, screens.result):
        for name, _, _ in screens.words.fields:
            field = named(tree, name)
            assert field["text"] == ""
            assert screens.words.blank in str(field["description"])


def test_the_button_is_a_button_and_says_why_it_is_disabled(screens: Screens) -> None:
    button = named(screens.first, "predecir")
    assert (button["role"], button["name"], button["description"]) == ("push button", *screens.words.button)


def test_the_tabs_are_tabs(screens: Screens) -> None:
    tabs = [entry["name"] for entry in screens.first if entry["role"] == "page tab"]
    assert tabs == list(screens.words.tabs)
    assert named(screens.first, "pestanas")["name"]


def test_the_result_is_read_in_words(screens: Screens) -> None:
    result = screens.result
    names = [named(result, name) for name in ("resultado", "signo_de_alarma", "puntaje")]
    assert [(entry["role"], entry["name"]) for entry in names] == [("label", text) for text in screens.words.result]
    saved = named(result, "estado_guardado")
    assert (saved["role"], str(saved["name"]).startswith(screens.words.saved)) == ("label", True)
    assert f"{screens.words.temperature} °C" in [entry["name"] for entry in result if entry["showing"]]
    assert named(result, "fiebre")["focused"]


def test_a_correction_is_read_in_words_with_the_values_that_came_back(screens: Screens) -> None:
    correction = screens.correction
    button = named(correction, "predecir")
    assert (button["role"], button["name"]) == ("push button", screens.words.correction[1])
    assert [named(correction, name)["text"] for name, _, _ in screens.words.fields] == [
        screens.words.temperature,
        "120",
        "90",
    ]
    assert named(correction, "fiebre")["focused"]


def test_the_details_of_a_record_are_read_in_words(screens: Screens) -> None:
    shown = [str(entry["name"]) for entry in screens.details if entry["showing"]]
    category, alarm, score = screens.words.result
    for expected in (category, f"▲ {alarm}", score, f"{score}, {category}", screens.words.details[2]):
        assert expected in shown
    assert any(name.startswith(screens.words.details[1]) for name in shown)
    assert f"{screens.words.temperature} °C" in shown
    assert str(named(screens.details, "anular_este")["role"]) == "push button"


def test_the_views_are_tables_with_names_and_headers(screens: Screens) -> None:
    report = screens.report
    for name, label in (
        ("total_por_categoria", screens.words.counts),
        ("ultimas_5_predicciones", screens.words.last),
    ):
        view = named(report, name)
        assert (view["role"], view["name"], view["showing"]) == ("table", label, True)
    headers = [entry["name"] for entry in report if entry["role"] == "table column header"]
    assert screens.words.heading in headers
    assert all(headers)


def test_the_report_is_read_cell_by_cell(screens: Screens) -> None:
    counts = cells(screens.report, "total_por_categoria")
    at = counts.index(screens.words.result[0])
    assert (len(counts), counts[at + 1]) == (15, "1")
    assert cells(screens.report, "ultimas_5_predicciones")[1:] == [
        screens.words.alarm,
        "120",
        "90",
        screens.words.result[0],
        "3",
    ]
    assert named(screens.report, "grafico_por_dia")["description"]


def test_the_records_are_a_table_that_has_the_keyboard_and_buttons_that_say_what_they_do(screens: Screens) -> None:
    table = named(screens.records, "registros_lista")
    assert (table["role"], table["name"], table["focused"]) == ("table", screens.words.records, True)
    assert cells(screens.records, "registros_lista")[1:] == cells(screens.report, "ultimas_5_predicciones")[1:]
    buttons = [named(screens.records, name) for name in ("mostrar_anulados", "anular")]
    for button, text in zip(buttons, screens.words.void, strict=True):
        assert (button["role"], str(button["name"]).startswith(text)) == ("push button", True)


def test_the_number_of_alarm_signs_is_read(screens: Screens) -> None:
    assert named(screens.report, "con_signo_de_alarma")["name"] == screens.words.count


def test_the_filters_are_combo_boxes_with_names(screens: Screens) -> None:
    for name, label in screens.words.filters:
        box = named(screens.filters, name)
        assert (box["role"], box["description"], box["focusable"]) == ("combo box", label, True)
        assert box["showing"]
    assert named(screens.filters, "filtro_categoria")["focused"]
    assert not named(screens.records, "filtro_categoria")["showing"]


def test_the_dates_are_fields_with_names_and_what_is_understood_is_read(screens: Screens) -> None:
    for name, label in zip(("desde", "hasta"), screens.words.dates[1:], strict=True):
        field = named(screens.dates, name)
        assert (field["role"], field["name"]) == ("text", label.removesuffix(":"))
    assert named(screens.dates, "desde")["focused"]
    assert " – " in str(named(screens.dates, "fechas_entendidas")["name"])


def test_the_model_is_read_as_tables_and_its_button_has_the_keyboard(screens: Screens) -> None:
    title, temperature, receive = screens.words.model
    assert str(named(screens.model, "en_uso")["name"]).startswith(title)
    table = named(screens.model, "puntos_fiebre")
    assert (table["role"], table["name"]) == ("table", temperature)
    assert cells(screens.model, "puntos_fiebre")[1] == "4"
    button = named(screens.model, "recibir")
    assert (button["role"], button["name"], button["focused"]) == ("push button", receive, True)


@pytest.mark.parametrize("name", ["resultado", "estado_guardado", "ultima_fecha", "aviso_simulacion"])
def test_the_texts_are_labels(screens: Screens, name: str) -> None:
    assert named(screens.records, name)["role"] == "label"


def test_the_disclaimer_is_read_out_on_every_tab(screens: Screens) -> None:
    for tree in (screens.first, screens.report, screens.records, screens.model):
        disclaimer = named(tree, "aviso_simulacion")
        assert disclaimer["showing"]
        assert str(disclaimer["name"]).startswith(screens.words.disclaimer)


@pytest.mark.parametrize("screen", ["first", "result", "report", "records", "filters", "dates", "model"])
def test_everything_that_is_shown_and_takes_the_keyboard_has_a_name(screens: Screens, screen: str) -> None:
    tree: list[Entry] = getattr(screens, screen)
    containers = ("frame", "filler", "layered pane", "panel", "popup menu", "menu bar")
    nameless = [
        entry
        for entry in tree
        if entry["showing"] and entry["focusable"] and not entry["name"] and entry["role"] not in containers
    ]
    assert nameless == []
    assert sum(bool(entry["focusable"]) for entry in tree) > 10
