"""The decimal sign of the command line's CSV is the one that the window, and the PC's Excel, would use."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from core.system.locale_format import has_decimal_comma, locale_name, system_has_decimal_comma

ANY_SCRIPT, ANY_PLACE = QLocale.Script.AnyScript, QLocale.Country.AnyCountry


@pytest.mark.parametrize("language", [QLocale.Language.Spanish, QLocale.Language.English], ids=["es", "en"])
def test_the_command_line_and_qt_agree_in_every_region(language: QLocale.Language) -> None:
    locales = QLocale.matchingLocales(language, ANY_SCRIPT, ANY_PLACE)
    assert len(locales) > 20
    different = [
        locale.name() for locale in locales if has_decimal_comma(locale.name()) != (locale.decimalPoint() == ",")
    ]
    assert different == []


@pytest.mark.parametrize(
    ("name", "comma"),
    [
        ("es_CO", True),
        ("es_ES", True),
        ("es_MX", False),
        ("es_PE", False),
        ("es-419", False),
        ("es", True),
        ("", True),
        ("en_US", False),
        ("EN", False),
        ("en_ZA", True),
    ],
)
def test_es_is_not_one_format(name: str, comma: bool) -> None:
    assert has_decimal_comma(name) is comma


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({}, ""),
        ({"LANG": "es_CO.UTF-8"}, "es_CO"),
        ({"LANG": "es_CO.UTF-8", "LC_NUMERIC": "en_US.UTF-8"}, "en_US"),
        ({"LANG": "es_CO", "LC_NUMERIC": "en_US", "LC_ALL": "es_MX.UTF-8"}, "es_MX"),
        ({"LANG": "es_ES@euro"}, "es_ES"),
        ({"LANG": "es_CO.UTF-8", "LC_ALL": ""}, "es_CO"),
        ({"LC_ALL": "C.UTF-8", "LANG": "en_US.UTF-8"}, ""),
        ({"LANG": "POSIX"}, ""),
    ],
)
def test_the_environment_names_the_locale_as_the_c_library_reads_it(environment: dict[str, str], name: str) -> None:
    assert locale_name(environment) == name


def test_a_pc_that_names_no_locale_is_taken_for_a_spanish_one() -> None:
    assert system_has_decimal_comma({})
    assert not system_has_decimal_comma({"LANG": "en_US.UTF-8"})
