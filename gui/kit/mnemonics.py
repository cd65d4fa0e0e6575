"""The underlined letters of a dialog: Alt and the letter go to a field or press a button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QAbstractButton, QLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtWidgets import QWidget

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz")


def give(dialog: QWidget, taken: Iterable[str] = ()) -> None:
    """Give each label with a field, and each button, that has no letter one that no other has.

    It is the first of a word if there is one, else any of its letters; `taken` are texts whose letters stay free.
    Those in a text, as `&Guardar`, are kept. Call it once, when all texts are set.
    """
    labels = [part for part in dialog.findChildren(QLabel) if part.buddy() is not None]
    every: list[QLabel | QAbstractButton] = [*labels, *dialog.findChildren(QAbstractButton)]
    used = {letter for text in (*taken, *(part.text() for part in every)) if (letter := of(text))}
    for part in every:
        text = part.text()
        if not text or of(text):
            continue
        place = next((place for place in _places(text) if text[place].lower() not in used), None)
        if place is not None:
            used.add(text[place].lower())
            part.setText(f"{text[:place]}&{text[place:]}")


def of(text: str) -> str:
    """Return the underlined letter of a text, in lower case; "" if it has none."""
    return text.replace("&&", "").partition("&")[2][:1].lower()


def _places(text: str) -> Iterator[int]:
    """Yield the places of the letters that a keyboard has, those that begin a word first."""
    letters = [place for place, letter in enumerate(text) if letter.lower() in _LETTERS]
    begin = [place for place in letters if place == 0 or not text[place - 1].isalpha()]
    yield from begin
    yield from (place for place in letters if place not in begin)
