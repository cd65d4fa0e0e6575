"""Texts in two languages: each language gets its own words, placeholders too."""

from __future__ import annotations

from core.cli.say import CATEGORIES, Say
from core.vocabulary import Category


def test_a_text_is_filled_in_by_language() -> None:
    said = Say("{name}: {count} veces", "{name}: {count} times").format(name=CATEGORIES[Category.MILD], count=2)
    assert (said.to("es"), said.to("en")) == ("Enfermedad leve: 2 veces", "Mild illness: 2 times")
    assert said.to("fr") == said.es


def test_every_category_has_a_name_in_both() -> None:
    assert set(CATEGORIES) == set(Category)
    assert len({name for said in CATEGORIES.values() for name in said}) == 2 * len(Category)
