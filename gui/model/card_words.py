"""The card of a model in words: a heading and a text for each entry, whoever wrote it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QLocale

from gui.language import formats
from gui.language.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_TEXT: Final = 400
"""Most characters shown of one entry."""

_SHOWN_OF_ID: Final = 8
"""Digits shown of the id of a data set, as everywhere in the window."""

_INTERVAL: Final = frozenset({"valor", "desde", "hasta"})


def title() -> str:
    """Return the heading of a card."""
    return tr("Ficha del modelo")


def whole(found: Mapping[str, object], locale: QLocale) -> str:
    """Return a card as text, a line for each entry."""
    return "\n".join(f"{heading}: {text}" for heading, text in entries(found, locale))


def entries(found: Mapping[str, object], locale: QLocale) -> list[tuple[str, str]]:
    """Return the entries of a model's card; each part of one that has parts is an entry of its own."""
    listed: list[tuple[str, str]] = []
    for name, value in found.items():
        heading = _capitalized(_name(name))
        if isinstance(value, dict) and not _is_one(value, locale):
            listed += [(f"{heading}, {_name(part)}", _text(part, inner, locale)) for part, inner in value.items()]
        else:
            listed.append((heading, _text(name, value, locale)))
    return listed


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _language(locale: QLocale) -> str:
    return QLocale.languageToCode(locale.language())


def _is_one(value: dict[str, object], locale: QLocale) -> bool:
    """Return whether a value is one text in several languages, or one figure with its interval."""
    return _language(locale) in value or _is_interval(value)


def _is_interval(value: dict[str, object]) -> bool:
    return value.keys() == _INTERVAL and all(type(one) in {int, float} for one in value.values())


def _text(name: str, value: object, locale: QLocale) -> str:
    """Return an entry's value as text, not longer than fits."""
    if isinstance(value, str):
        if name == "conjunto":
            return value[:_SHOWN_OF_ID]
        if name in {"desde", "hasta"}:
            return _day(value, locale)
    return _plain(value, locale)[:_MOST_TEXT]


def _plain(value: object, locale: QLocale) -> str:
    """Return a value as text; of a text in several languages, the one in force."""
    if isinstance(value, dict):
        return _parts(value, locale)
    if isinstance(value, list):
        return ", ".join(_plain(inner, locale) for inner in value)
    if isinstance(value, bool) or value is None:
        return {True: "✓", False: "✗", None: formats.EN_DASH}[value]
    if isinstance(value, float):
        return locale.toString(value, "g", 4)
    return str(value)


def _parts(value: dict[str, Any], locale: QLocale) -> str:
    if _language(locale) in value:
        return _plain(value[_language(locale)], locale)
    if _is_interval(value):
        middle, low, high = (formats.figure(value[key], locale) for key in ("valor", "desde", "hasta"))
        return f"{middle} ({low} {formats.EN_DASH} {high})"
    return "; ".join(f"{_name(name)}: {_plain(inner, locale)}" for name, inner in value.items())


def _day(text: str, locale: QLocale) -> str:
    try:
        return formats.day(date.fromisoformat(text), locale)
    except ValueError:
        return text[:_MOST_TEXT]


def _name(key: str) -> str:
    """Return the words for a key of a card that the district writes; of any other key, itself."""
    return {
        "que_es": tr("qué es"),
        "conjunto": tr("conjunto de datos"),
        "metodo": tr("método"),
        "resultado": tr("qué aprende"),
        "criterios": tr("criterios"),
        "registros": tr("registros"),
        "establecimientos": tr("establecimientos"),
        "desde": tr("desde"),
        "hasta": tr("hasta"),
        "apartados": tr("apartados para evaluarlo"),
        "evaluacion": tr("evaluación"),
        "exactitud": tr("exactitud"),
        "graves": tr("las dos categorías más graves"),
        "casos": tr("casos"),
        "hallados": tr("hallados"),
        "sensibilidad": tr("sensibilidad"),
        "comparados": tr("kappa de otras tablas"),
        "regla_original": tr("regla original"),
        "siempre_la_mas_comun": tr("siempre la más común"),
        "para": tr("para quién es"),
        "no_para": tr("para quién no es"),
        "limites": tr("límites"),
        "programa": tr("versión del programa"),
        "licencia": tr("licencia"),
        "contacto": tr("contacto"),
    }.get(key, key.replace("_", " "))
