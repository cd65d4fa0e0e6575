"""Every flaw of a model's file has words: in Spanish those of the command line, and in English others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from core.cli import district_words
from core.errors import ModelError, ShapeFlaw
from core.refusals import ModelFlaw
from gui.language import model_flaw_words
from gui.language.i18n import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


COUNTED = ("line", "column", "number", "decimals", "most")
BOUNDS = ("bound", "minimum", "maximum", "first", "last", "low", "high")
FACTS = ("name", "names", "place", "spans", "category", *COUNTED, *BOUNDS)
FLAWS = [pytest.param(flaw, id=flaw.value) for flaw in (*ShapeFlaw, *ModelFlaw)]


def error(flaw: ShapeFlaw | ModelFlaw) -> ModelError:
    return ModelError(flaw, "modelo.json", **{name: f"[{name}]" for name in FACTS})


def facts(sentence: str) -> list[str]:
    return sorted(re.findall(r"\[\w+]", sentence))


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    default = QLocale()
    language = Language(qapp, "en", QLocale("es_CO"))
    yield
    language.uninstall()
    language.deleteLater()
    QLocale.setDefault(default)


@pytest.mark.parametrize("flaw", FLAWS)
def test_window_and_command_line_say_the_same(flaw: ShapeFlaw | ModelFlaw) -> None:
    assert district_words.invalid_model(error(flaw)) == f"el modelo no es válido: {model_flaw_words.why(error(flaw))}"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("flaw", FLAWS)
def test_the_window_says_it_in_english_with_the_same_facts(flaw: ShapeFlaw | ModelFlaw) -> None:
    sentence = model_flaw_words.why(error(flaw))
    spanish = district_words.invalid_model(error(flaw)).removeprefix("el modelo no es válido: ")
    assert sentence.startswith("modelo.json: ")
    assert sentence != spanish
    assert facts(sentence) == facts(spanish)
