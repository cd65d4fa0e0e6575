"""Dates, numbers and lists as they stand in texts of both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.cli.say import Say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

MONTHS: Final = tuple(
    Say(*pair)
    for pair in zip(
        ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        strict=True,
    )
)


def day(given: date) -> Say:
    """Return a date in words: `22 nov 2026`, `22 Nov 2026`."""
    return Say(*(f"{given.day} {month} {given.year}" for month in MONTHS[given.month - 1]))


def grouped(number: int) -> str:
    """Return a whole number with a narrow space between thousands, which is right in both: `60 882`."""
    return f"{number:,}".replace(",", "\u202f")


def decimal(number: float, places: int = 1) -> Say:
    """Return a number with a decimal comma in Spanish and a dot in English, its minus sign a minus sign."""
    text = f"{number:.{places}f}".replace("-", "−")
    return Say(text.replace(".", ","), text)


def counted(number: int, one: Say, many: Say) -> Say:
    """Return a number with the noun for it: `1 establecimiento`, `12 establecimientos`."""
    return Say(*(f"{grouped(number)} {noun}" for noun in (one if number == 1 else many)))


def listed(parts: Sequence[Say]) -> Say:
    """Return one or more texts as an enumeration: `a, b y c`."""
    found = []
    for language, last in enumerate(("y", "and")):
        *before, end = (part[language] for part in parts)
        found.append(f"{', '.join(before)} {last} {end}" if before else end)
    return Say(*found)
