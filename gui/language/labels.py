"""Names for the codes of `core`: vital signs, categories, refusals, failures, periods."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLocale

from core.clinical.vitals import HEART_RATE, SYSTOLIC, TEMPERATURE, Hint, Refusal, RefusedError, Slip, Vital
from core.errors import (
    BackupRefusal,
    BackupRefusedError,
    ReadError,
    RelativeDirectoryError,
    SaveError,
    SaveFailure,
)
from core.system.paths import DATA_DIR_VARIABLE, NOTES_NAMES
from core.vocabulary import Category, LineKind, PeriodName, Reason
from gui.language import formats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from core.clinical.model import Model, Source

_EXAMPLES: Final = {TEMPERATURE: Decimal("38.5"), SYSTOLIC: Decimal(120), HEART_RATE: Decimal(80)}


def disclaimer() -> str:
    """Return the permanent disclaimer: a simulation, not a medical device."""
    return QCoreApplication.translate(
        "Labels", "Simulación. No es un dispositivo médico ni sustituye el criterio clínico."
    )


def vital_name(vital: Vital) -> str:
    """Return a vital's name, capitalised as a label."""
    return {
        TEMPERATURE: QCoreApplication.translate("Labels", "Temperatura"),
        SYSTOLIC: QCoreApplication.translate("Labels", "Presión sistólica"),
        HEART_RATE: QCoreApplication.translate("Labels", "Frecuencia cardíaca"),
    }[vital]


def vitals_named(vitals: Iterable[Vital], locale: QLocale) -> str:
    """Return a list of vitals for use within a sentence: `temperatura y presión sistólica`."""
    names = [vital_name(vital) for vital in vitals]
    return locale.createSeparatedList([name[:1].lower() + name[1:] for name in names])


def alarm_signs(vitals: Sequence[Vital], locale: QLocale) -> str:
    """Return the sentence for the vitals that are an alarm sign: `Signo de alarma: temperatura`."""
    if len(vitals) == 1:
        sentence = QCoreApplication.translate("Labels", "Signo de alarma: {vitals}")
    else:
        sentence = QCoreApplication.translate("Labels", "Signos de alarma: {vitals}")
    return sentence.format(vitals=vitals_named(vitals, locale))


def score_of(score: int, highest: int, locale: QLocale) -> str:
    """Return a score on its scale: `Puntaje 3 de 12`."""
    return QCoreApplication.translate("Labels", "Puntaje {score} de {highest}").format(
        score=locale.toString(score), highest=locale.toString(highest)
    )


def model_named(model: Model) -> str:
    """Return the name of a model with its version and digest."""
    return QCoreApplication.translate("Labels", "Modelo {name} {version} · {digest}").format(
        name=model.id, version=model.version, digest=model.digest
    )


def unit(vital: Vital) -> str:
    """Return a vital's unit."""
    if vital is HEART_RATE:
        return QCoreApplication.translate("Labels", "lpm")
    return vital.unit


def category_name(category: str) -> str:
    """Return the shown name of a category, given its recorded name."""
    return {
        Category.NOT_ILL.value: QCoreApplication.translate("Labels", "No enfermo"),
        Category.MILD.value: QCoreApplication.translate("Labels", "Enfermedad leve"),
        Category.ACUTE.value: QCoreApplication.translate("Labels", "Enfermedad aguda"),
        Category.CHRONIC.value: QCoreApplication.translate("Labels", "Enfermedad crónica"),
        Category.TERMINAL.value: QCoreApplication.translate("Labels", "Enfermedad terminal"),
    }[category]


def period_name(name: PeriodName) -> str:
    """Return a period's name."""
    return {
        PeriodName.TODAY: QCoreApplication.translate("Labels", "Hoy"),
        PeriodName.DAYS_7: QCoreApplication.translate("Labels", "7 días"),
        PeriodName.DAYS_30: QCoreApplication.translate("Labels", "30 días"),
        PeriodName.THIS_MONTH: QCoreApplication.translate("Labels", "Este mes"),
        PeriodName.ALL: QCoreApplication.translate("Labels", "Todo"),
    }[name]


def period_in_file_name(name: PeriodName) -> str:
    """Return a period's name as part of a file name, valid on every file system: `7-dias`."""
    return {
        PeriodName.TODAY: QCoreApplication.translate("Labels", "hoy", "file name"),
        PeriodName.DAYS_7: QCoreApplication.translate("Labels", "7-dias", "file name"),
        PeriodName.DAYS_30: QCoreApplication.translate("Labels", "30-dias", "file name"),
        PeriodName.THIS_MONTH: QCoreApplication.translate("Labels", "este-mes", "file name"),
        PeriodName.ALL: QCoreApplication.translate("Labels", "todo", "file name"),
    }[name]


def source(given: Source, locale: QLocale) -> str:
    """Return the source of a band in the locale's language and with its decimal sign."""
    text = given.en if locale.language() == QLocale.Language.English else given.es
    return formats.with_decimal_sign(text, locale)


def limits(vital: Vital, locale: QLocale) -> str:
    """Return the hard limits of a vital in words: `Temperatura: entre 25,0 y 45,0 °C`."""
    return QCoreApplication.translate("Labels", "{vital}: entre {minimum} y {maximum} {unit}").format(
        vital=vital_name(vital),
        minimum=formats.number(vital.minimum, vital.decimals, locale),
        maximum=formats.number(vital.maximum, vital.decimals, locale),
        unit=unit(vital),
    )


def refusal(error: RefusedError, vital: Vital, locale: QLocale) -> str:
    """Return the sentence for a refused value, with a suggestion where a slip is likely."""
    sentence = {
        Refusal.NOT_A_NUMBER: QCoreApplication.translate("Labels", "{vital}: escriba un número, como {example}."),
        Refusal.INCOMPLETE: QCoreApplication.translate("Labels", "{vital}: el número está incompleto."),
        Refusal.TOO_MANY_DECIMALS: QCoreApplication.translate("Labels", "{vital}: un decimal como máximo."),
        Refusal.NOT_WHOLE: QCoreApplication.translate("Labels", "{vital}: un número entero, sin decimales."),
        Refusal.MISSING: QCoreApplication.translate(
            "Labels", "{vital}: hace falta. Si no se pudo medir, no hay predicción."
        ),
    }
    if error.refusal in sentence:
        example = formats.number(_EXAMPLES[vital], vital.decimals, locale)
        text = sentence[error.refusal].format(vital=vital_name(vital), example=example)
    else:
        text = limits(vital, locale) + "."
    return text if error.hint is None else f"{text} {hint(error.hint, locale)}"


def hint(given: Hint, locale: QLocale) -> str:
    """Return a suggestion: `¿38,5?`, `¿°F? 98,6 °F son 37,0 °C`."""
    if given.slip is Slip.FAHRENHEIT and given.typed is not None:
        return QCoreApplication.translate("Labels", "¿°F? {fahrenheit} °F son {celsius} °C").format(
            fahrenheit=formats.number(given.typed, 1, locale), celsius=formats.number(given.meant, 1, locale)
        )
    if given.slip is Slip.BOTH_PRESSURES:
        return QCoreApplication.translate("Labels", "Solo la sistólica: ¿{value}?").format(
            value=formats.number(given.meant, 0, locale)
        )
    return QCoreApplication.translate("Labels", "¿{value}?").format(value=formats.number(given.meant, 1, locale))


def category_letters() -> tuple[str, ...]:
    """Return the letter and the name of each category, mildest first, for giving a judgement by one key."""
    return (
        QCoreApplication.translate("Labels", "N  No enfermo"),
        QCoreApplication.translate("Labels", "L  Leve"),
        QCoreApplication.translate("Labels", "A  Aguda"),
        QCoreApplication.translate("Labels", "C  Crónica"),
        QCoreApplication.translate("Labels", "T  Terminal"),
    )


def category_of(letter: str) -> Category | None:
    """Return the category with this letter, in upper or lower case; None if there is none."""
    letters = [text[0] for text in category_letters()]
    return dict(zip(letters, Category, strict=True)).get(letter.upper())


def failure(error: SaveError | ReadError) -> str:
    """Return the sentence for a file that could not be written or read; names a file of notes if it is one."""
    reason = {
        SaveFailure.FULL: QCoreApplication.translate("Labels", "El disco está lleno."),
        SaveFailure.READ_ONLY: QCoreApplication.translate("Labels", "El disco es de solo lectura."),
        SaveFailure.GONE: QCoreApplication.translate("Labels", "La carpeta o el disco ya no están."),
        SaveFailure.NO_PERMISSION: QCoreApplication.translate("Labels", "Falta permiso en la carpeta {folder}."),
        SaveFailure.NOT_A_FILE: QCoreApplication.translate("Labels", "{file} no es un archivo normal."),
        SaveFailure.NO_READER: QCoreApplication.translate("Labels", "{file} es una tubería que nadie lee."),
        SaveFailure.CHANGED: QCoreApplication.translate(
            "Labels", "Otro programa cambió, movió o borró el archivo de registros."
        ),
        SaveFailure.IN_USE: QCoreApplication.translate("Labels", "Otro programa tiene abiertos los registros."),
        SaveFailure.TOO_LONG: QCoreApplication.translate("Labels", "El registro es demasiado largo."),
        SaveFailure.NAME_TOO_LONG: QCoreApplication.translate("Labels", "El nombre del archivo es demasiado largo."),
        SaveFailure.PROTECTED: QCoreApplication.translate(
            "Labels", "Ese nombre es de un archivo propio del programa: escoja otro."
        ),
        SaveFailure.NO_LOCKS: QCoreApplication.translate(
            "Labels", "Ese disco no permite reservar la carpeta para un solo programa: los datos deben estar en otro."
        ),
        SaveFailure.DEVICE: QCoreApplication.translate("Labels", "El disco dio un error."),
    }[error.failure].format(folder=_breakable(error.path.parent), file=error.path.name)
    name = error.path.name
    if isinstance(error, ReadError) and name in NOTES_NAMES and name not in reason:
        return QCoreApplication.translate("Labels", "{reason} Archivo: {file}.").format(reason=reason, file=name)
    return reason


def _breakable(path: Path) -> str:
    """Return a path that can wrap after each separator."""
    return str(path).replace(os.sep, f"{os.sep}\u200b")


def relative_directory(error: RelativeDirectoryError) -> str:
    """Return the sentence for a relative data directory in the environment."""
    return QCoreApplication.translate(
        "Labels",
        "La variable {variable} debe tener la ruta completa de la carpeta de datos, y tiene «{given}». Avise a la "
        "persona encargada.",
    ).format(variable=DATA_DIR_VARIABLE, given=error.given)


def remedy(error: SaveError) -> str:
    """Return the remedy for a reading that could not be saved, in one sentence."""
    call = QCoreApplication.translate("Labels", "Avise a la persona encargada y presione Reintentar.")
    again = QCoreApplication.translate("Labels", "Presione Reintentar; si no basta, avise a la persona encargada.")
    return {
        SaveFailure.FULL: QCoreApplication.translate("Labels", "Libere espacio y presione Reintentar."),
        SaveFailure.READ_ONLY: call,
        SaveFailure.GONE: QCoreApplication.translate("Labels", "Conecte de nuevo el disco y presione Reintentar."),
        SaveFailure.NO_PERMISSION: call,
        SaveFailure.NO_LOCKS: call,
        SaveFailure.IN_USE: QCoreApplication.translate("Labels", "Cierre el otro programa y presione Reintentar."),
    }.get(error.failure, again)


def reason(reason: Reason) -> str:
    """Return the words for a reason to retract a record."""
    return {
        Reason.TYPING_ERROR: QCoreApplication.translate("Labels", "error de digitación"),
        Reason.DUPLICATE: QCoreApplication.translate("Labels", "duplicado"),
        Reason.TEST: QCoreApplication.translate("Labels", "prueba"),
        Reason.OTHER: QCoreApplication.translate("Labels", "otro"),
        Reason.IMPORT: QCoreApplication.translate("Labels", "importación deshecha"),
    }[reason]


def reading() -> str:
    """Say that the log is being read."""
    return QCoreApplication.translate("Labels", "Leyendo los registros…")


def backup_refusal(error: BackupRefusedError) -> str:
    """Return the sentence for a backup that is refused."""
    return {
        BackupRefusal.NOT_A_BACKUP: QCoreApplication.translate(
            "Labels", "El archivo no es una copia de seguridad de este programa."
        ),
        BackupRefusal.DAMAGED: QCoreApplication.translate("Labels", "La copia está incompleta o dañada."),
        BackupRefusal.TOO_DENSE: QCoreApplication.translate(
            "Labels", "El archivo dice contener mucho más de lo que puede, y no se abrió."
        ),
        BackupRefusal.PACKED: QCoreApplication.translate(
            "Labels",
            "La copia está comprimida de una forma que no se puede leer, o tiene contraseña: comprímala otra vez "
            "como ZIP común.",
        ),
        BackupRefusal.NEWER: QCoreApplication.translate(
            "Labels", "La copia es de una versión más nueva del programa: actualícelo primero."
        ),
    }[error.refusal]


def line_kind(kind: LineKind) -> str:
    """Describe the fault of a damaged or copied line of either journal."""
    return {
        LineKind.BAD_CHECKSUM: QCoreApplication.translate("Labels", "algún dato cambió después de guardarse"),
        LineKind.NOT_JSON: QCoreApplication.translate("Labels", "no se puede leer"),
        LineKind.WRONG_SHAPE: QCoreApplication.translate("Labels", "sus datos no son los que debería tener"),
        LineKind.TOO_LONG: QCoreApplication.translate("Labels", "es demasiado larga"),
        LineKind.TORN: QCoreApplication.translate("Labels", "está cortada"),
        LineKind.HOLE: QCoreApplication.translate("Labels", "cuenta; antes de ella puede faltar algún registro"),
        LineKind.COPY: QCoreApplication.translate("Labels", "es igual a otra línea"),
        LineKind.CONFLICT: QCoreApplication.translate("Labels", "es otra línea de ese registro, con otros datos"),
    }[kind]
