"""The result as it is read: from a metre away, without colours, and by ear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel

from core.clinical import model
from core.clinical.vitals import Reading
from core.records.record import new_record
from core.vocabulary import Category
from gui.entry.result_panel import ResultPanel, Shown
from gui.kit.line_cover import LineCover
from gui.kit.score_scale import ScoreScale
from gui.style import theme as themes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pytestqt.qtbot import QtBot

    from gui.style.look import Look

PLAIN = {"fiebre": 36.6, "presion": 118, "frecuencia_cardiaca": 72}

CASES = [
    # reading, category, its words, score, alarm signs
    ((36.6, 118, 72), Category.NOT_ILL, "No enfermo", 0, ""),
    ((37.6, 118, 72), Category.MILD, "Enfermedad leve", 1, ""),
    ((38.5, 120, 90), Category.ACUTE, "Enfermedad aguda", 3, "▲ Signo de alarma: temperatura"),
    ((39.5, 145, 72), Category.CHRONIC, "Enfermedad crónica", 5, "▲ Signo de alarma: temperatura"),
    (
        (41.5, 85, 135),
        Category.TERMINAL,
        "Enfermedad terminal",
        11,
        "▲ Signos de alarma: temperatura, presión sistólica y frecuencia cardíaca",
    ),
]


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> ResultPanel:
    made = ResultPanel(model.load(), look)
    qtbot.addWidget(made)
    made.setLocale(QLocale("es_CO"))
    made.resize(700, 520)
    with qtbot.waitExposed(made):
        made.show()
    return made


def show(panel: ResultPanel, clock: Callable[[], datetime], values: tuple[float, int, int]) -> None:
    names = ("fiebre", "presion", "frecuencia_cardiaca")
    reading = Reading.from_numbers(dict(zip(names, values, strict=True)))
    prediction = model.load().predict(reading)
    panel.show_saved(prediction, new_record(prediction, clock(), "8f3a01c2"))


def shown_texts(panel: ResultPanel) -> list[str]:
    """All that can be read, from top to bottom and left to right."""
    labels = [label for label in panel.findChildren(QLabel) if label.isVisible() and label.text()]

    def place(label: QLabel) -> tuple[int, int]:
        where = label.mapTo(panel, QPoint(0, label.height() // 2))
        return where.y() // 8, where.x()

    return [label.text() for label in sorted(labels, key=place)]


def test_before_the_first_result_it_says_what_will_be_shown(panel: ResultPanel) -> None:
    texts = shown_texts(panel)
    assert texts[0] == "Aquí aparecerá el resultado"
    assert "Enfermedad crónica: puntaje 5\u00a0–\u2060\u00a06" in texts
    assert "Enfermedad terminal: puntaje 7\u00a0–\u2060\u00a012" in texts
    assert not any("Guardado" in text for text in texts)


@pytest.mark.parametrize("case", CASES, ids=[case[1].name for case in CASES])
def test_each_category_in_words_with_its_alarm_signs_and_score(
    panel: ResultPanel, clock: Callable[[], datetime], case: tuple[tuple[float, int, int], Category, str, int, str]
) -> None:
    values, _category, words, score, alarm = case
    show(panel, clock, values)
    texts = shown_texts(panel)
    expected = ["Resultado", words, alarm, f"Puntaje {score} de 12"]
    assert texts[: len(expected) - (not alarm)] == [text for text in expected if text]
    assert set(texts[-2:]) == {f"Modelo reglas 1.0.2 · {model.load().digest}", "✓ Guardado · 22:31:10"}


def test_the_explanation_has_value_points_band_and_source_of_each_vital(
    panel: ResultPanel, clock: Callable[[], datetime]
) -> None:
    show(panel, clock, (38.5, 120, 90))
    assert shown_texts(panel)[4:-2] == [
        *("Temperatura", "38,5 °C", "▲ +3", "38,0 – 38,9 °C · Fiebre: ≥ 38,0"),
        *("Presión sistólica", "120 mmHg", "0", "111 – 139 mmHg · Normal"),
        *("Frecuencia cardíaca", "90 lpm", "0", "51 – 90 lpm · NEWS2"),
    ]


def test_open_bands_and_the_locale(panel: ResultPanel, clock: Callable[[], datetime]) -> None:
    show(panel, clock, (31.5, 230, 30))
    panel.setLocale(QLocale("es_MX"))
    texts = shown_texts(panel)
    assert "31.5 °C" in texts
    assert "≤ 32.0 °C · Hipotermia moderada, 28–32 °C" in texts
    assert "≥ 220 mmHg · NEWS2" in texts


def test_a_source_has_the_decimal_sign_of_the_country(panel: ResultPanel, clock: Callable[[], datetime]) -> None:
    show(panel, clock, (38.5, 120, 90))
    panel.setLocale(QLocale("es_MX"))
    assert "38.0 – 38.9 °C · Fiebre: ≥ 38.0" in shown_texts(panel)


@pytest.mark.parametrize("theme", themes.THEMES.values(), ids=list(themes.THEMES))
@pytest.mark.parametrize("case", CASES, ids=[case[1].name for case in CASES])
def test_the_reached_score_is_painted_in_the_colour_of_the_category(
    panel: ResultPanel,
    look: Look,
    clock: Callable[[], datetime],
    theme: themes.Theme,
    case: tuple[tuple[float, int, int], Category, str, int, str],
) -> None:
    values, category, _words, score, _alarm = case
    look.set_theme(theme.name)
    show(panel, clock, values)
    scale = panel.findChild(ScoreScale)
    assert scale is not None
    image = scale.grab().toImage()
    strong = QColor(theme.categories[category])
    painted = {
        x * 13 // image.width() for x in range(image.width()) if image.pixelColor(x, image.height() // 2) == strong
    }
    assert painted == {score}
    category_label = panel.category
    assert category_label.palette().color(category_label.foregroundRole()) == strong
    assert scale.accessibleName() == f"Puntaje {score} de 12, {case[2]}"


def test_the_previous_result_is_marked_and_nothing_else_can_be(
    panel: ResultPanel, clock: Callable[[], datetime]
) -> None:
    panel.show_previous()
    assert panel.shown is Shown.NOTHING
    show(panel, clock, (38.5, 120, 90))
    panel.show_previous()
    assert shown_texts(panel)[:2] == ["Resultado anterior", "Enfermedad aguda"]
    assert "✓ Guardado · 22:31:10" in shown_texts(panel)
    show(panel, clock, (36.6, 118, 72))
    assert shown_texts(panel)[:2] == ["Resultado", "No enfermo"]


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("width", [280, 420, 610, 1200])
def test_the_category_is_never_cut_off(
    panel: ResultPanel, look: Look, clock: Callable[[], datetime], text_size: int, width: int
) -> None:
    look.set_text_size(text_size)
    panel.resize(width, 520)
    show(panel, clock, (41.5, 85, 135))
    for _ in range(4):
        QApplication.processEvents()  # the layouts come to rest
    label = panel.category
    wide = label.grab().toImage()
    background = QColor(look.theme.card)
    last_column = [wide.pixelColor(wide.width() - 1, y) for y in range(wide.height())]
    assert all(colour.alpha() == 0 or colour == background for colour in last_column)
    assert label.heightForWidth(label.width()) <= label.height()


@pytest.mark.parametrize("theme", themes.THEMES)
def test_the_result_of_the_patient_before_has_no_colours(
    panel: ResultPanel, clock: Callable[[], datetime], look: Look, theme: str
) -> None:
    look.set_theme(theme)
    show(panel, clock, (41.5, 85, 135))
    colours = {look.theme.category(Category.TERMINAL).rgb(), QColor(look.theme.error).rgb()}

    def coloured() -> set[int]:
        image = panel.grab().toImage()
        return colours & {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}

    assert coloured() == colours
    panel.show_previous()
    assert coloured() == set()
    assert panel.category.text() == "Enfermedad terminal"
    show(panel, clock, (41.5, 85, 135))
    assert coloured() == colours


def test_the_line_of_letters_is_whole_after_the_question(
    panel: ResultPanel, clock: Callable[[], datetime], qtbot: QtBot
) -> None:
    """Whatever covered a line that the lower edge cut before covers nothing of what is whole now."""
    panel.offer_judgement(is_offered=True)
    prediction = model.load().predict(Reading.from_numbers(PLAIN))
    record = new_record(prediction, clock(), "8f3a01c2")
    panel.show_asked(record)
    panel.resize(700, 440)
    qtbot.waitUntil(lambda: panel.judgement.height() > 0)
    panel.show_saved(prediction, record)
    letters, cover = panel.judgement, panel.findChild(LineCover)
    assert cover is not None

    def is_whole() -> bool:
        bottom = letters.mapTo(panel, QPoint(0, letters.height())).y()
        edge = cover.parentWidget().mapTo(panel, QPoint(0, cover.parentWidget().height())).y()
        top_of_cover = cover.mapTo(panel, QPoint(0, 0)).y() if cover.isVisible() else edge
        return letters.height() > 0 and bottom <= top_of_cover

    qtbot.waitUntil(is_whole)
