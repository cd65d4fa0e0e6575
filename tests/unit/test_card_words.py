"""The card of a model in words: those of the district's cards, and whatever another author writes."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from gui.model import card_words

SPANISH, ENGLISH = QLocale("es_CO"), QLocale("en_US")

CARD = {
    "que_es": {"es": "Una tabla", "en": "A table"},
    "conjunto": "ff384ad29fc1ba76784c44f88bed6d8808e14a0f1ee4264bb031bafe178f345f",
    "establecimientos": ["E01", "E02"],
    "desde": "2026-06-01",
    "evaluacion": {
        "kappa": {"valor": 0.809, "desde": 0.774, "hasta": 0.836},
        "graves": {"casos": 225, "sensibilidad": {"valor": 0.431, "desde": 0.368, "hasta": 0.496}},
        "comparados": {"regla_original": {"valor": 0.0, "desde": -0.004, "hasta": 0.003}},
    },
}


def test_what_the_district_writes_is_read_as_sentences_and_figures_with_intervals() -> None:
    assert card_words.whole(CARD, SPANISH).splitlines() == [
        "Qué es: Una tabla",
        "Conjunto de datos: ff384ad2",
        "Establecimientos: E01, E02",
        "Desde: 1 jun 2026",
        "Evaluación, kappa: 0,81 (0,77 – 0,84)",
        "Evaluación, las dos categorías más graves: casos: 225; sensibilidad: 0,43 (0,37 – 0,50)",
        "Evaluación, kappa de otras tablas: regla original: 0,00 (0,00 – 0,00)",
    ]
    assert "Qué es: A table" in card_words.whole(CARD, ENGLISH)
    assert "kappa: 0.81 (0.77 – 0.84)" in card_words.whole(CARD, ENGLISH)


def test_what_another_author_writes_keeps_its_keys() -> None:
    other = {
        "nota_interna": "α",
        "desde": "hace mucho",
        "vacío": None,
        "probado": True,
        "kappa": [0.21, 0.1],
        "rango": {"desde": "a", "hasta": "b", "valor": "c"},
        "largo": "x" * 1000,
    }
    assert card_words.whole(other, SPANISH).splitlines() == [
        "Nota interna: α",
        "Desde: hace mucho",
        "Vacío: –",
        "Probado: ✓",
        "Kappa: 0,21, 0,1",
        "Rango, desde: a",
        "Rango, hasta: b",
        "Rango, valor: c",
        "Largo: " + "x" * 400,
    ]
