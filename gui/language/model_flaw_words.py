"""The window's words for an invalid model, written for the author of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import ShapeFlaw
from core.refusals import ModelFlaw
from gui.language.i18n import tr

if TYPE_CHECKING:
    from core.errors import ModelError


def why(error: ModelError) -> str:
    """Return the name of the file and what is wrong in it."""
    words = _shape(error.flaw) if isinstance(error.flaw, ShapeFlaw) else _model(error.flaw)
    return f"{error.file}: {words.format(**error.facts)}"


def unusable(error: ModelError) -> str:
    """Return why the program cannot predict with its own model."""
    return tr("El modelo no se puede usar: {reason}").format(reason=why(error))


def _shape(flaw: ShapeFlaw) -> str:
    return {
        ShapeFlaw.NOT_JSON: tr("no es un archivo JSON en UTF-8"),
        ShapeFlaw.SYNTAX: tr("no es JSON: error en la línea {line}, columna {column}"),
        ShapeFlaw.NOT_FINITE: tr("{name} no es un número"),
        ShapeFlaw.MISSING_FIELD: tr("falta el campo «{name}» en {place}"),
        ShapeFlaw.UNKNOWN_FIELD: tr("sobra el campo «{name}» en {place}"),
        ShapeFlaw.REPEATED_FIELD: tr("el campo «{name}» está repetido en {place}"),
        ShapeFlaw.NOT_AN_OBJECT: tr("{place} debe ser un objeto"),
        ShapeFlaw.NOT_A_LIST: tr("{place} debe ser una lista"),
        ShapeFlaw.NOT_TEXT: tr("{place} debe ser un texto"),
        ShapeFlaw.BLANK: tr("{place} no puede estar en blanco"),
        ShapeFlaw.UNKNOWN_VALUE: tr("«{name}» no es un valor posible de {place}"),
        ShapeFlaw.NOT_WHOLE: tr("{place} debe ser un número entero"),
        ShapeFlaw.NOT_A_NUMBER: tr("{place} debe ser un número"),
    }[flaw]


def _model(flaw: ModelFlaw) -> str:
    return {
        ModelFlaw.TOO_LARGE: tr("tiene más de {most} KiB"),
        ModelFlaw.FORMAT: tr("no se conoce el formato {number}, solo 1 y 2"),
        ModelFlaw.NAME: tr("«{name}» no sirve de nombre: son de 1 a 32 letras sin tilde, dígitos, puntos y guiones"),
        ModelFlaw.PARENT: tr("parent debe tener los 8 dígitos hexadecimales de un modelo"),
        ModelFlaw.EMPTY_CARD: tr("card no puede estar vacío"),
        ModelFlaw.ALARM_POINTS: tr("alarm_points debe ser 1 o más"),
        ModelFlaw.VITALS: tr("vitals debe tener exactamente {names}"),
        ModelFlaw.OUTER_BANDS: tr(
            "{spans}: el primer rango debe estar abierto hacia abajo, y el último hacia arriba"
        ),
        ModelFlaw.BOUND_OUTSIDE: tr("{spans}: el límite {bound} no está entre {minimum} y {maximum}"),
        ModelFlaw.BOUND_DECIMALS: tr(
            "{spans}: el límite {bound} tiene más decimales que los que se miden ({decimals})"
        ),
        ModelFlaw.LOWEST_POINTS: tr("{spans}: el rango normal debe tener 0 puntos"),
        ModelFlaw.TOO_MANY_POINTS: tr("{spans}: un rango tiene más de {most} puntos"),
        ModelFlaw.FALLING_POINTS: tr("{spans}: los puntos no deben bajar al alejarse del rango normal"),
        ModelFlaw.CATEGORIES: tr(
            "grades debe tener cada una de las cinco categorías una vez, de la más leve a la más grave"
        ),
        ModelFlaw.OUTER_GRADES: tr(
            "grades: el primer rango debe empezar en 0, y el último estar abierto hacia arriba"
        ),
        ModelFlaw.UNREACHED: tr("grades: ninguna lectura llega a {category}"),
        ModelFlaw.EMPTY_SPAN: tr("{spans}: el rango de {first} a {last} está vacío"),
        ModelFlaw.INNER_BOUND: tr("{spans}: solo los límites de los extremos pueden quedar abiertos"),
        ModelFlaw.GAP: tr("{spans}: hay un hueco entre {low} y {high}"),
        ModelFlaw.OVERLAP: tr("{spans}: el rango que termina en {low} y el que empieza en {high} se superponen"),
        ModelFlaw.NO_MODEL: tr("la respuesta no trae un modelo"),
    }[flaw]
