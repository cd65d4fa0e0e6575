"""Names for the codes of `core`: vital signs, categories, refusals, failures, periods."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from core.clinical.vitals import HEART_RATE, SYSTOLIC, TEMPERATURE, Hint, Refusal, RefusedError, Slip, Vital
from core.errors import BackupRefusedError, ReadError, RelativeDirectoryError, SaveError, SaveFailure
from core.system.paths import DATA_DIR_VARIABLE, NOTES_NAMES
from core.vocabulary import Category, LineKind, PeriodName, Reason
from gui.language import formats
from gui.language.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from core.clinical.model import Model, Source

_EXAMPLES: Final = {TEMPERATURE: Decimal("38.5"), SYSTOLIC: Decimal(120), HEART_RATE: Decimal(80)}


def disclaimer() -> str:
    """Return the permanent disclaimer: a simulation, not a medical device."""
    return tr("Simulación. No es un dispositivo médico ni sustituye el criterio clínico.")


def vital_name(vital: Vital) -> str:
    """Return a vital's name, capitalised as a label."""
    return {
        TEMPERATURE: tr("Temperatura"),
        SYSTOLIC: tr("Presión sistólica"),
        HEART_RATE: tr("Frecuencia cardíaca"),
    }[vital]


def vitals_named(vitals: Iterable[Vital], locale: QLocale) -> str:
    """Return a list of vitals for use within a sentence: `temperatura y presión sistólica`."""
    names = [vital_name(vital) for vital in vitals]
    return locale.createSeparatedList([name[:1].lower() + name[1:] for name in names])


def alarm_signs(vitals: Sequence[Vital], locale: QLocale) -> str:
    """Return the sentence for the vitals that are an alarm sign: `Signo de alarma: temperatura`."""
    sentence = tr("Signo de alarma: {vitals}") if len(vitals) == 1 else tr("Signos de alarma: {vitals}")
    return sentence.format(vitals=vitals_named(vitals, locale))


def score_of(score: int, highest: int, locale: QLocale) -> str:
    """Return a score on its scale: `Puntaje 3 de 12`."""
    return tr("Puntaje {score} de {highest}").format(score=locale.toString(score), highest=locale.toString(highest))


def model_named(model: Model) -> str:
    """Return the name of a model with its version and digest."""
    return tr("Modelo {name} {version} · {digest}").format(name=model.id, version=model.version, digest=model.digest)


def unit(vital: Vital) -> str:
    """Return a vital's unit."""
    if vital is HEART_RATE:
        return tr("lpm")
    return vital.unit


def category_name(category: str) -> str:
    """Return the shown name of a category, given its recorded name."""
    return {
        Category.NOT_ILL.value: tr("No enfermo"),
        Category.MILD.value: tr("Enfermedad leve"),
        Category.ACUTE.value: tr("Enfermedad aguda"),
        Category.CHRONIC.value: tr("Enfermedad crónica"),
        Category.TERMINAL.value: tr("Enfermedad terminal"),
    }[category]


def period_name(name: PeriodName) -> str:
    """Return a period's name."""
    return {
        PeriodName.TODAY: tr("Hoy"),
        PeriodName.DAYS_7: tr("7 días"),
        PeriodName.DAYS_30: tr("30 días"),
        PeriodName.THIS_MONTH: tr("Este mes"),
        PeriodName.ALL: tr("Todo"),
    }[name]


def period_in_file_name(name: PeriodName) -> str:
    """Return a period's name as part of a file name, valid on every file system: `7-dias`."""
    return {
        PeriodName.TODAY: tr("hoy", "file name"),
        PeriodName.DAYS_7: tr("7-dias", "file name"),
        PeriodName.DAYS_30: tr("30-dias", "file name"),
        PeriodName.THIS_MONTH: tr("este-mes", "file name"),
        PeriodName.ALL: tr("todo", "file name"),
    }[name]


def source(given: Source, locale: QLocale) -> str:
    """Return the source of a band in the locale's language and with its decimal sign."""
    text = given.en if locale.language() == QLocale.Language.English else given.es
    return formats.with_decimal_sign(text, locale)


def limits(vital: Vital, locale: QLocale) -> str:
    """Return the hard limits of a vital in words: `Temperatura: entre 25,0 y 45,0 °C`."""
    return tr("{vital}: entre {minimum} y {maximum} {unit}").format(
        vital=vital_name(vital),
        minimum=formats.number(vital.minimum, vital.decimals, locale),
        maximum=formats.number(vital.maximum, vital.decimals, locale),
        unit=unit(vital),
    )


def refusal(error: RefusedError, vital: Vital, locale: QLocale) -> str:
    """Return the sentence for a refused value, with a suggestion where a slip is likely."""
    sentence = {
        Refusal.NOT_A_NUMBER: tr("{vital}: escriba un número, como {example}."),
        Refusal.INCOMPLETE: tr("{vital}: el número está incompleto."),
        Refusal.TOO_MANY_DECIMALS: tr("{vital}: un decimal como máximo."),
        Refusal.NOT_WHOLE: tr("{vital}: un número entero, sin decimales."),
        Refusal.MISSING: tr("{vital}: hace falta. Si no se pudo medir, no hay predicción."),
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
        return tr("¿°F? {fahrenheit} °F son {celsius} °C").format(
            fahrenheit=formats.number(given.typed, 1, locale), celsius=formats.number(given.meant, 1, locale)
        )
    if given.slip is Slip.BOTH_PRESSURES:
        return tr("Solo la sistólica: ¿{value}?").format(value=formats.number(given.meant, 0, locale))
    return tr("¿{value}?").format(value=formats.number(given.meant, 1, locale))


def category_letters() -> tuple[str, ...]:
    """Return the letter and the name of each category, mildest first, for giving a judgement by one key."""
    return (
        tr("N  No enfermo"),
        tr("L  Leve"),
        tr("A  Aguda"),
        tr("C  Crónica"),
        tr("T  Terminal"),
    )


def category_initials() -> tuple[str, ...]:
    """Return the letter of each category, mildest first."""
    return tuple(text[0] for text in category_letters())


def category_of(letter: str) -> Category | None:
    """Return the category with this letter, in upper or lower case; None if there is none."""
    return dict(zip(category_initials(), Category, strict=True)).get(letter.upper())


def failure(error: SaveError | ReadError) -> str:
    """Return the sentence for a file that could not be written or read; names a file of notes if it is one."""
    reason = {
        SaveFailure.FULL: tr("El disco está lleno."),
        SaveFailure.READ_ONLY: tr("El disco es de solo lectura."),
        SaveFailure.GONE: tr("La carpeta o el disco ya no están."),
        SaveFailure.NO_PERMISSION: tr("Falta permiso en la carpeta {folder}."),
        SaveFailure.NOT_A_FILE: tr("{file} no es un archivo normal."),
        SaveFailure.NO_READER: tr("{file} es una tubería que nadie lee."),
        SaveFailure.CHANGED: tr("Otro programa cambió, movió o borró el archivo de registros."),
        SaveFailure.IN_USE: tr("Otro programa tiene abiertos los registros."),
        SaveFailure.TOO_LONG: tr("El registro es demasiado largo."),
        SaveFailure.NAME_TOO_LONG: tr("El nombre del archivo es demasiado largo."),
        SaveFailure.PROTECTED: tr("Ese nombre es de un archivo propio del programa: escoja otro."),
        SaveFailure.SOURCE: tr("Es el archivo que se lee: escoja otro nombre."),
        SaveFailure.NO_LOCKS: tr(
            "Ese disco no permite reservar la carpeta para un solo programa: los datos deben estar en otro."
        ),
        SaveFailure.DEVICE: tr("El disco dio un error."),
    }[error.failure].format(folder=_breakable(error.path.parent), file=error.path.name)
    name = error.path.name
    if isinstance(error, ReadError) and name in NOTES_NAMES and name not in reason:
        return tr("{reason} Archivo: {file}.").format(reason=reason, file=name)
    return reason


def _breakable(path: Path) -> str:
    """Return a path that can wrap after each separator."""
    return str(path).replace(os.sep, f"{os.sep}\u200b")


def relative_directory(error: RelativeDirectoryError) -> str:
    """Return the sentence for a relative data directory in the environment."""
    return tr(
        "La variable {variable} debe tener la ruta completa de la carpeta de datos, y tiene «{given}». Avise a la "
        "persona encargada."
    ).format(variable=DATA_DIR_VARIABLE, given=error.given)


def remedy(error: SaveError) -> str:
    """Return the remedy for a reading that could not be saved, in one sentence."""
    call = tr("Avise a la persona encargada y presione Reintentar.")
    again = tr("Presione Reintentar; si no basta, avise a la persona encargada.")
    return {
        SaveFailure.FULL: tr("Libere espacio y presione Reintentar."),
        SaveFailure.READ_ONLY: call,
        SaveFailure.GONE: tr("Conecte de nuevo el disco y presione Reintentar."),
        SaveFailure.NO_PERMISSION: call,
        SaveFailure.NO_LOCKS: call,
        SaveFailure.IN_USE: tr("Cierre el otro programa y presione Reintentar."),
    }.get(error.failure, again)


def reason(reason: Reason) -> str:
    """Return the words for a reason to retract a record."""
    return {
        Reason.TYPING_ERROR: tr("error de digitación"),
        Reason.DUPLICATE: tr("duplicado"),
        Reason.TEST: tr("prueba"),
        Reason.OTHER: tr("otro"),
        Reason.IMPORT: tr("importación deshecha"),
    }[reason]


def reading() -> str:
    """Say that the log is being read."""
    return tr("Leyendo los registros…")


def backup_refusal(error: BackupRefusedError) -> str:
    """Return the sentence for a backup that is refused."""
    from core.refusals import BackupRefusal  # noqa: PLC0415 - not for the first paint

    return {
        BackupRefusal.NOT_A_BACKUP: tr("El archivo no es una copia de seguridad de este programa."),
        BackupRefusal.DAMAGED: tr("La copia está incompleta o dañada."),
        BackupRefusal.TOO_DENSE: tr("El archivo dice contener mucho más de lo que puede, y no se abrió."),
        BackupRefusal.PACKED: tr(
            "La copia está comprimida de una forma que no se puede leer, o tiene contraseña: comprímala otra vez "
            "como ZIP común."
        ),
        BackupRefusal.NEWER: tr("La copia es de una versión más nueva del programa: actualícelo primero."),
    }[error.refusal]


def line_kind(kind: LineKind) -> str:
    """Describe the fault of a damaged or copied line of either journal."""
    return {
        LineKind.BAD_CHECKSUM: tr("algún dato cambió después de guardarse"),
        LineKind.NOT_JSON: tr("no se puede leer"),
        LineKind.WRONG_SHAPE: tr("sus datos no son los que debería tener"),
        LineKind.TOO_LONG: tr("es demasiado larga"),
        LineKind.TORN: tr("está cortada"),
        LineKind.HOLE: tr("cuenta; antes de ella puede faltar algún registro"),
        LineKind.COPY: tr("es igual a otra línea"),
        LineKind.CONFLICT: tr("es otra línea de ese registro, con otros datos"),
    }[kind]
