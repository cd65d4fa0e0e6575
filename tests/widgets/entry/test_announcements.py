"""Announcements to screen readers: results, refusals, and that a reading is not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.widgets.conftest import Entry


def test_a_result_is_read_out_whole(entry: Entry, heard: list[str]) -> None:
    entry.type("38,5\n120\n90\n")
    assert heard == ["Enfermedad aguda. Signo de alarma: temperatura. Puntaje 3 de 12. Guardado · 22:31:10"]


def test_a_result_without_alarm_signs_names_none(entry: Entry, heard: list[str]) -> None:
    entry.type("36,6\n120\n70\n")
    assert heard == ["No enfermo. Puntaje 0 de 12. Guardado · 22:31:10"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("385\n", "Temperatura: entre 25,0 y 45,0 °C. ¿38,5?"),
        ("\n", "Temperatura: hace falta. Si no se pudo medir, no hay predicción."),
        ("33\n", "Valor inusual (lo usual: 34,0–41,0). Enter otra vez para confirmar."),
    ],
)
def test_why_enter_does_not_go_on_is_said(entry: Entry, heard: list[str], typed: str, said: str) -> None:
    entry.type(typed)
    assert heard == [said]


def test_that_a_reading_is_not_saved_is_said_with_the_reason(entry: Entry, heard: list[str], data_dir: Path) -> None:
    (data_dir / "predicciones.log").mkdir(parents=True)
    entry.type("38,5\n120\n90\n")
    remedy = "Presione Reintentar; si no basta, avise a la persona encargada."
    assert heard == [f"NO GUARDADO. predicciones.log no es un archivo normal. {remedy}"]
