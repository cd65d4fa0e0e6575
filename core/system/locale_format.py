"""How a locale writes numbers, for the command line; the window asks Qt. After CLDR 45."""

from __future__ import annotations

import locale
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPANISH_WITH_DOT: Final = frozenset(
    "419 BR BZ CU DO GT HN MX NI PA PE PR SV US".split(),  # noqa: SIM905 - a list of regions reads as one
)
_ENGLISH_WITH_COMMA: Final = frozenset(
    "AT BE CZ DE DK EE ES FI FR GE HU ID IT LT LV NL NO PL PT RO SE SI SK UA ZA".split(),  # noqa: SIM905 - likewise
)


def locale_name(environment: Mapping[str, str]) -> str:
    """Return the name of the locale for numbers, such as `es_CO`; "" if the environment names none."""
    for variable in ("LC_ALL", "LC_NUMERIC", "LANG"):
        name = environment.get(variable, "").partition(".")[0].partition("@")[0]
        if name:
            return "" if name in ("C", "POSIX") else name
    return ""


def system_has_decimal_comma(environment: Mapping[str, str]) -> bool:
    """Return whether the person at this PC writes numbers with a decimal comma."""
    name = locale_name(environment)
    if not name and sys.platform == "win32":  # pragma: no cover - Windows keeps the locale outside the environment
        locale.setlocale(locale.LC_NUMERIC, "")
        return locale.localeconv()["decimal_point"] == ","
    return has_decimal_comma(name)


def has_decimal_comma(name: str) -> bool:
    """Return whether numbers have a decimal comma in a Spanish or English locale; no name is Spanish."""
    language, _, region = name.replace("-", "_").partition("_")
    if language.lower() == "en":
        return region.upper() in _ENGLISH_WITH_COMMA
    return region.upper() not in _SPANISH_WITH_DOT
