"""A system that takes its numbers or dates from elsewhere than its language: the program reads its own formats."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from core.clinical.vitals import VITALS
from gui.language import formats

EVERYWHERE = QLocale.matchingLocales(
    QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
)


def digits(text: str) -> set[str]:
    return {character for character in text if character.isdecimal()}


def test_every_number_of_a_vital_is_read_wherever_it_was_written() -> None:
    assert {locale.zeroDigit() for locale in EVERYWHERE} > {"0", "۰", "०", "٠"}
    for locale in EVERYWHERE:
        for vital in VITALS:
            for value in (vital.minimum, vital.maximum, vital.usual_minimum + vital.step):
                assert vital.from_text(formats.number(value, vital.decimals, locale)) == value
                assert vital.from_text(formats.recorded(float(value), locale)) == value


@pytest.mark.parametrize(
    ("language", "elsewhere", "sign", "month"),
    [
        ("es_ES", "fa_IR", ",", " nov 2025"),
        ("es_CO", "ar_EG", ",", " nov 2025"),
        ("en_US", "ne_NP", ".", " Nov 2025"),
    ],
)
def test_the_window_says_all_numbers_in_digits_that_can_be_typed(
    tmp_path: Path, language: str, elsewhere: str, sign: str, month: str
) -> None:
    environment = {"LANG": f"{language}.UTF-8", "LC_NUMERIC": f"{elsewhere}.UTF-8", "LC_TIME": f"{elsewhere}.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.widgets.shell.number_program", tmp_path],
        env=os.environ | environment,
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        timeout=300,
        check=True,
    )
    said = json.loads(done.stdout)
    assert (said["stepped"], said["decimal_sign"]) == (f"38{sign}6", sign)
    texts = "\n".join(said["texts"])
    assert digits(texts) == set("0123456789")
    assert all(part in texts for part in (f"¿38{sign}5?" if language != "en_US" else "38.5?", f"38{sign}6", month))
    line = json.loads((tmp_path / "predicciones.log").read_text(encoding="utf-8"))
    assert Decimal(str(line["fiebre"])) == Decimal("38.6")
