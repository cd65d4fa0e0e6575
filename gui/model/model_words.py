"""The words of the tab of the model: bands, scores, cards, differences, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.clinical.vitals import VITALS
from core.refusals import AnswerRefusal, ModelRefusal
from core.vocabulary import Category
from gui.language import formats, labels
from gui.language.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale

    from core.clinical.comparison import Cut, Difference, Moves
    from core.clinical.model import Model
    from core.clinical.vitals import Vital
    from core.errors import AnswerRefusedError, ModelRefusedError
    from core.quality.agreement import Agreement, Interval


def scores(first: int, last: int | None) -> str:
    """Return a range of scores: `3 – 4`, `≥ 7`."""
    if last is None:
        return f"≥ {first}"
    return str(first) if first == last else f"{first} {formats.EN_DASH} {last}"


def bands(model: Model, vital: Vital, locale: QLocale) -> list[tuple[str, str]]:
    """Return the rows of a vital's table: values and points."""
    found = model.bands[VITALS.index(vital)]
    return [(formats.span(band.first, band.last, vital.decimals, locale), str(band.points)) for band in found]


def grades(model: Model) -> list[tuple[str, str]]:
    """Return the rows of the table of categories: name and scores."""
    return [(labels.category_name(grade.category.value), scores(grade.first, grade.last)) for grade in model.grades]


def differences(found: list[Difference], locale: QLocale) -> list[tuple[str, str, str]]:
    """Return the rows of the table of changed points: vital and values, points before, points after."""
    return [
        (
            f"{labels.vital_name(one.vital)} {formats.span(one.first, one.last, one.vital.decimals, locale)}",
            str(one.before),
            str(one.after),
        )
        for one in found
    ]


def cuts(found: list[Cut]) -> list[tuple[str, str, str]]:
    """Return the rows of the table of changed scores: category, scores before, scores after."""
    return [(labels.category_name(cut.category.value), scores(*cut.before), scores(*cut.after)) for cut in found]


def matrix(moves: Moves, locale: QLocale) -> list[list[str]]:
    """Return the rows of the 5×5 table: category before with its letter, then the number of each category after."""
    return [
        [
            f"{letter} · {labels.category_name(old.value)}",
            *(formats.count(moves.matrix[old][new], locale) for new in Category),
        ]
        for letter, old in zip(labels.category_initials(), Category, strict=True)
    ]


def moved(moves: Moves, locale: QLocale) -> str:
    """Return how many of the last records would change."""
    if not moves.total:
        return tr("Aquí aún no hay registros con los que compararlo.")
    return tr("De los últimos {total} registros de aquí, {changed} tendrían otra categoría.").format(
        total=formats.count(moves.total, locale), changed=formats.count(moves.changed, locale)
    )


def agreements(now: Agreement, then: Agreement, locale: QLocale) -> str:
    """Return how both models agree with the blind verdicts given here; below 30, that these are too few."""
    number = formats.count(now.total, locale)
    if now.kappa is None or then.kappa is None:
        return tr("Criterios a ciegas de aquí: {number}. Aún no alcanzan para comparar la concordancia.").format(
            number=number
        )
    before, after = (_interval(found.kappa, locale) for found in (now, then))
    return tr(
        "Concordancia con los {number} criterios a ciegas de aquí (kappa): ahora {before}; con el otro {after}."
    ).format(number=number, before=before, after=after)


def _interval(found: Interval | None, locale: QLocale) -> str:
    """Return an estimate with its interval: `0,21 (0,10 – 0,32)`."""
    if found is None:
        return formats.EN_DASH
    value, low, high = (formats.figure(number, locale) for number in (found.value, found.low, found.high))
    return f"{value} ({low} {formats.EN_DASH} {high})"


def answer_refusal(error: AnswerRefusedError) -> str:
    """Return the sentence for an answer that is not taken."""
    return {
        AnswerRefusal.NOT_AN_ANSWER: tr(
            "El archivo no es una respuesta del distrito. El nombre de una empieza por «respuesta-»."
        ),
        AnswerRefusal.DAMAGED: tr(
            "La respuesta está incompleta o cambiada. Cópiela otra vez a la memoria USB, sin abrirla ni comprimirla."
        ),
        AnswerRefusal.TOO_LARGE: tr("Es más grande que una respuesta del distrito."),
        AnswerRefusal.NEWER: tr("La respuesta es de una versión más nueva del programa. Actualice este."),
        AnswerRefusal.NO_KEY: tr(
            "Falta la clave del distrito, con la que se comprueba la firma. "
            "Instálela con Archivo → Clave del distrito… (Ctrl+K)."
        ),
        AnswerRefusal.UNSIGNED: tr("La respuesta no está firmada."),
        AnswerRefusal.WRONG_KEY: tr(
            "La firma es de otra clave, no de la del distrito instalada aquí. Avise a la persona encargada."
        ),
        AnswerRefusal.BAD_SIGNATURE: tr("La firma no corresponde: la respuesta no es la que hizo el distrito."),
        AnswerRefusal.OTHER_WORKPLACE: tr(
            "La respuesta es para otro computador. Este recibe la suya después de entregar una copia de seguridad."
        ),
        AnswerRefusal.NOT_A_KEY: tr(
            "El archivo no es una clave pública del distrito. Escoja el que el distrito le dio."
        ),
        AnswerRefusal.OTHER_FINGERPRINT: tr("La huella no es la que corresponde."),
    }[error.refusal]


def model_refusal(error: ModelRefusedError) -> str:
    """Return the sentence for a model that is not installed or not put in use."""
    return {
        ModelRefusal.UNKNOWN: tr("El modelo {name} no está instalado."),
        ModelRefusal.IN_USE: tr("El modelo {name} ya está en uso."),
        ModelRefusal.NO_FORMER: tr("Antes de {name} no hubo otro modelo en uso."),
        ModelRefusal.LOWER_VERSION: tr("Trae el modelo {name}, y aquí ya hay una versión más nueva: {here}."),
        ModelRefusal.OTHER_CONTENT: tr("Trae el modelo {name}, y aquí hay otro con esa misma versión: {here}."),
    }[error.refusal].format(name=error.name, here=error.here)
