"""The command line's words for an invalid model, written for the author of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.errors import ModelFlaw, ShapeFlaw

if TYPE_CHECKING:
    from core.errors import ModelError

_FLAWS: Final = {
    ShapeFlaw.NOT_JSON: "no es un archivo JSON en UTF-8",
    ShapeFlaw.SYNTAX: "no es JSON: error en la línea {line}, columna {column}",
    ShapeFlaw.NOT_FINITE: "{name} no es un número",
    ShapeFlaw.MISSING_FIELD: "falta el campo «{name}» en {place}",
    ShapeFlaw.UNKNOWN_FIELD: "sobra el campo «{name}» en {place}",
    ShapeFlaw.REPEATED_FIELD: "el campo «{name}» está repetido en {place}",
    ShapeFlaw.NOT_AN_OBJECT: "{place} debe ser un objeto",
    ShapeFlaw.NOT_A_LIST: "{place} debe ser una lista",
    ShapeFlaw.NOT_TEXT: "{place} debe ser un texto",
    ShapeFlaw.BLANK: "{place} no puede estar en blanco",
    ShapeFlaw.UNKNOWN_VALUE: "«{name}» no es un valor posible de {place}",
    ShapeFlaw.NOT_WHOLE: "{place} debe ser un número entero",
    ShapeFlaw.NOT_A_NUMBER: "{place} debe ser un número",
    ModelFlaw.TOO_LARGE: "tiene más de {most} KiB",
    ModelFlaw.FORMAT: "no se conoce el formato {number}, solo 1 y 2",
    ModelFlaw.NAME: "«{name}» no sirve de nombre: son de 1 a 32 letras sin tilde, dígitos, puntos y guiones",
    ModelFlaw.PARENT: "parent debe tener los 8 dígitos hexadecimales de un modelo",
    ModelFlaw.EMPTY_CARD: "card no puede estar vacío",
    ModelFlaw.ALARM_POINTS: "alarm_points debe ser 1 o más",
    ModelFlaw.VITALS: "vitals debe tener exactamente {names}",
    ModelFlaw.OUTER_BANDS: "{spans}: el primer rango debe estar abierto hacia abajo, y el último hacia arriba",
    ModelFlaw.BOUND_OUTSIDE: "{spans}: el límite {bound} no está entre {minimum} y {maximum}",
    ModelFlaw.BOUND_DECIMALS: "{spans}: el límite {bound} tiene más decimales que los que se miden ({decimals})",
    ModelFlaw.LOWEST_POINTS: "{spans}: el rango normal debe tener 0 puntos",
    ModelFlaw.TOO_MANY_POINTS: "{spans}: un rango tiene más de {most} puntos",
    ModelFlaw.FALLING_POINTS: "{spans}: los puntos no deben bajar al alejarse del rango normal",
    ModelFlaw.CATEGORIES: "grades debe tener cada una de las cinco categorías una vez, de la más leve a la más grave",
    ModelFlaw.OUTER_GRADES: "grades: el primer rango debe empezar en 0, y el último estar abierto hacia arriba",
    ModelFlaw.UNREACHED: "grades: ninguna lectura llega a {category}",
    ModelFlaw.EMPTY_SPAN: "{spans}: el rango de {first} a {last} está vacío",
    ModelFlaw.INNER_BOUND: "{spans}: solo los límites de los extremos pueden quedar abiertos",
    ModelFlaw.GAP: "{spans}: hay un hueco entre {low} y {high}",
    ModelFlaw.OVERLAP: "{spans}: el rango que termina en {low} y el que empieza en {high} se superponen",
    ModelFlaw.NO_MODEL: "la respuesta no trae un modelo",
}


def invalid(error: ModelError) -> str:
    """Return why a model that was brought is not taken."""
    return f"el modelo no es válido: {_why(error)}"


def unusable(error: ModelError) -> str:
    """Return why a model that should predict cannot."""
    return f"el modelo no se puede usar: {_why(error)}"


def _why(error: ModelError) -> str:
    return f"{error.file}: {_FLAWS[error.flaw].format(**error.facts)}"
