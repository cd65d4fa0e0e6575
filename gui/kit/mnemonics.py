"""The underlined letters of a dialog: Alt and the letter go to a field or press a button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QAbstractButton, QLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz")

_GIVEN: Final = "givenLetter"
"""The property of a part that has its letter from here: it may get another one."""


def give(dialog: QWidget) -> None:
    """Give each shown label of a field, and each shown button, a letter that no other has, as far as they suffice.

    The letters in texts such as `&Guardar` stay. Call it again when other parts are shown.
    """
    labels = [label for label in dialog.findChildren(QLabel) if label.buddy() is not None]
    every: list[QLabel | QAbstractButton] = [*labels, *dialog.findChildren(QAbstractButton)]
    shown = [part for part in every if part.text() and part.isVisibleTo(dialog)]
    mine = [part for part in shown if part.property(_GIVEN) or not _letter(part.text())]
    taken = {_letter(part.text()) for part in shown if part not in mine}
    texts = [part.text().replace("&", "") if part.property(_GIVEN) else part.text() for part in mine]
    for number, place in _chosen(texts, taken).items():
        part, text = mine[number], texts[number]
        part.setProperty(_GIVEN, True)
        part.setText(f"{text[:place]}&{text[place:]}")


def _letter(text: str) -> str:
    """Return the underlined letter of a text, in lower case; "" if it has none."""
    return text.replace("&&", "").partition("&")[2][:1].lower()


def _chosen(texts: list[str], taken: set[str]) -> dict[int, int]:
    """Return the place of a letter in each text, by its number: a matching of most texts with letters.

    An augmenting path gives another letter to a text whose letter the next one needs (Kuhn's algorithm).
    """
    places = [{letter: place for letter, place in _places(text).items() if letter not in taken} for text in texts]
    holders: dict[str, int] = {}

    def finds(number: int, tried: set[str]) -> bool:
        for letter in places[number]:
            if letter not in tried:
                tried.add(letter)
                if letter not in holders or finds(holders[letter], tried):
                    holders[letter] = number
                    return True
        return False

    for number in range(len(texts)):
        finds(number, set())
    return {number: places[number][letter] for letter, number in holders.items()}


def _places(text: str) -> dict[str, int]:
    """Return the first place of each letter that a keyboard has, those that begin a word first."""
    found = [(place, letter.lower()) for place, letter in enumerate(text) if letter.lower() in _LETTERS]
    first = [(place, letter) for place, letter in found if place == 0 or not text[place - 1].isalpha()]
    places: dict[str, int] = {}
    for place, letter in (*first, *found):
        places.setdefault(letter, place)
    return places
