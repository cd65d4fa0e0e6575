"""Texts in Spanish and English for programs that answer in both, and the names of the categories."""

from __future__ import annotations

from typing import Final, NamedTuple

from core.vocabulary import Category


class Say(NamedTuple):
    """A text in Spanish and in English."""

    es: str
    en: str

    def format(self, **parts: object) -> Say:
        """Return the text with its placeholders filled in; a `Say` gives each language its own."""
        return Say(*(text.format(**_of(parts, place)) for place, text in enumerate(self)))

    def to(self, language: str) -> str:
        """Return the text in `es` or `en`."""
        return self.en if language == "en" else self.es


def _of(parts: dict[str, object], language: int) -> dict[str, object]:
    return {name: part[language] if isinstance(part, Say) else part for name, part in parts.items()}


CATEGORIES: Final = {
    Category.NOT_ILL: Say("No enfermo", "Not ill"),
    Category.MILD: Say("Enfermedad leve", "Mild illness"),
    Category.ACUTE: Say("Enfermedad aguda", "Acute illness"),
    Category.CHRONIC: Say("Enfermedad crónica", "Chronic illness"),
    Category.TERMINAL: Say("Enfermedad terminal", "Terminal illness"),
}
