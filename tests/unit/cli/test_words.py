"""The command line has a sentence for everything that can go wrong."""

from __future__ import annotations

import errno
from decimal import Decimal
from pathlib import Path

import pytest

from core.cli import words
from core.clinical.vitals import TEMPERATURE, VITALS, Reading, Refusal, RefusedError
from core.errors import ReadError, SaveError, SaveFailure
from core.vocabulary import LineKind

LOG = Path("datos") / "predicciones.log"

IN_USE = "los registros de datos están en uso: cierre la ventana o espere a que termine el otro comando, y repita"


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_a_sentence_that_names_the_value(refusal: Refusal) -> None:
    for vital in VITALS:
        assert vital.name in words.refusal(RefusedError(refusal, vital.name))


def test_a_value_out_of_range_is_told_the_limits() -> None:
    assert [words.refusal(RefusedError(Refusal.OUT_OF_RANGE, vital.name)) for vital in VITALS] == [
        "fiebre: entre 25,0 y 45,0 °C",
        "presion: entre 30 y 300 mmHg",
        "frecuencia_cardiaca: entre 20 y 300 lpm",
    ]


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        ("98.6", " (¿°F? 98,6 °F son 37,0 °C)"),
        ("90", " (¿°F? 90,0 °F son 32,2 °C)"),
        ("113", " (¿°F? 113,0 °F son 45,0 °C)"),
        ("89.9", ""),
        ("78", ""),
        ("113.1", ""),
        ("385", " (¿38,5?)"),
        ("385.5", ""),
    ],
)
def test_what_was_probably_meant_is_said_with_the_limits(number: str, hint: str) -> None:
    with pytest.raises(RefusedError) as refused:
        TEMPERATURE.from_number(Decimal(number))
    assert words.refusal(refused.value) == f"fiebre: entre 25,0 y 45,0 °C{hint}"


def reading(*values: str) -> Reading:
    return Reading(*(Decimal(value) for value in values))


@pytest.mark.parametrize(
    ("values", "notice"),
    [
        (("34.0", "70", "40"), ""),
        (("41.0", "220", "180"), ""),
        (("33.9", "120", "90"), "valor inusual: fiebre 33,9 °C; si es un error, anule el registro"),
        (("38.0", "221", "90"), "valor inusual: presion 221 mmHg; si es un error, anule el registro"),
        (
            ("44.0", "65", "200"),
            (
                "valores inusuales: fiebre 44,0 °C, presion 65 mmHg, frecuencia_cardiaca 200 lpm; "
                "si son un error, anule el registro"
            ),
        ),
    ],
)
def test_what_the_window_would_ask_about_is_named(values: tuple[str, ...], notice: str) -> None:
    assert words.unusual(reading(*values)) == notice


@pytest.mark.parametrize("failure", [failure for failure in SaveFailure if failure is not SaveFailure.IN_USE])
def test_every_failure_has_a_sentence_that_names_the_file(failure: SaveFailure) -> None:
    saving, reading = words.failure(SaveError(failure, LOG)), words.failure(ReadError(failure, LOG))
    assert saving.startswith(f"no se pudo guardar en {LOG}: ")
    assert reading.startswith(f"no se pudo leer {LOG}: ")
    assert len(saving.partition(": ")[2]) > 5


@pytest.mark.parametrize(
    ("holder", "sentence"),
    [
        ("ventana 4711", "los registros de datos están en uso (ventana, proceso 4711): cierre la ventana y repita"),
        (
            "restaurar 4711",
            "los registros de datos están en uso (restaurar, proceso 4711): espere a que termine y repita",
        ),
        ("", IN_USE),
        ("ventana", IN_USE),
        ("ventana 1\nx 2", IN_USE),
    ],
)
def test_who_holds_the_log_is_said_and_what_to_do(holder: str, sentence: str) -> None:
    assert words.failure(SaveError(SaveFailure.IN_USE, LOG, holder=holder)) == sentence
    assert words.failure(ReadError(SaveFailure.IN_USE, LOG)) == IN_USE


@pytest.mark.parametrize("kind", [kind for kind in LineKind if kind.is_damage])
def test_every_kind_of_damage_has_a_name(kind: LineKind) -> None:
    assert words.LINE_KINDS[kind]


def test_a_refusal_of_the_system_is_said_in_spanish() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert words.system_failure(full) == "no se pudo leer ni escribir: el disco está lleno"
    named = OSError(errno.EACCES, "Permission denied", "/dev/otro")
    assert words.system_failure(named) == "no se pudo leer ni escribir /dev/otro: falta permiso"


def test_errors_say_what_they_are_to_a_developer_too() -> None:
    assert str(SaveError(SaveFailure.FULL, LOG, "No space left")) == f"full: {LOG} No space left"
    assert str(ReadError(SaveFailure.DEVICE, LOG)) == f"device: {LOG}"


def test_records_with_other_data_are_counted() -> None:
    assert words.conflicting_records(0) == ""
    assert words.conflicting_records(1) == "1 registro de la copia tiene otros datos aquí: vale el de aquí"
    assert words.conflicting_records(2) == "2 registros de la copia tienen otros datos aquí: valen los de aquí"
