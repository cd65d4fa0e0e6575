"""The window's words for an invalid model, written for the author of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.errors import ModelFlaw, ShapeFlaw

if TYPE_CHECKING:
    from core.errors import ModelError


def why(error: ModelError) -> str:
    """Return the name of the file and what is wrong in it."""
    words = _shape(error.flaw) if isinstance(error.flaw, ShapeFlaw) else _model(error.flaw)
    return f"{error.file}: {words.format(**error.facts)}"


def unusable(error: ModelError) -> str:
    """Return why the program cannot predict with its own model."""
    return QCoreApplication.translate("Labels", "El modelo no se puede usar: {reason}").format(reason=why(error))


def _shape(flaw: ShapeFlaw) -> str:
    return {
        ShapeFlaw.NOT_JSON: QCoreApplication.translate("Labels", "no es un archivo JSON en UTF-8"),
        ShapeFlaw.SYNTAX: QCoreApplication.translate(
            "Labels", "no es JSON: error en la línea {line}, columna {column}"
        ),
        ShapeFlaw.NOT_FINITE: QCoreApplication.translate("Labels", "{name} no es un número"),
        ShapeFlaw.MISSING_FIELD: QCoreApplication.translate("Labels", "falta el campo «{name}» en {place}"),
        ShapeFlaw.UNKNOWN_FIELD: QCoreApplication.translate("Labels", "sobra el campo «{name}» en {place}"),
        ShapeFlaw.REPEATED_FIELD: QCoreApplication.translate("Labels", "el campo «{name}» está repetido en {place}"),
        ShapeFlaw.NOT_AN_OBJECT: QCoreApplication.translate("Labels", "{place} debe ser un objeto"),
        ShapeFlaw.NOT_A_LIST: QCoreApplication.translate("Labels", "{place} debe ser una lista"),
        ShapeFlaw.NOT_TEXT: QCoreApplication.translate("Labels", "{place} debe ser un texto"),
        ShapeFlaw.BLANK: QCoreApplication.translate("Labels", "{place} no puede estar en blanco"),
        ShapeFlaw.UNKNOWN_VALUE: QCoreApplication.translate("Labels", "«{name}» no es un valor posible de {place}"),
        ShapeFlaw.NOT_WHOLE: QCoreApplication.translate("Labels", "{place} debe ser un número entero"),
        ShapeFlaw.NOT_A_NUMBER: QCoreApplication.translate("Labels", "{place} debe ser un número"),
    }[flaw]


def _model(flaw: ModelFlaw) -> str:
    return {
        ModelFlaw.TOO_LARGE: QCoreApplication.translate("Labels", "tiene más de {most} KiB"),
        ModelFlaw.FORMAT: QCoreApplication.translate("Labels", "no se conoce el formato {number}, solo 1 y 2"),
        ModelFlaw.NAME: QCoreApplication.translate(
            "Labels", "«{name}» no sirve de nombre: son de 1 a 32 letras sin tilde, dígitos, puntos y guiones"
        ),
        ModelFlaw.PARENT: QCoreApplication.translate(
            "Labels", "parent debe tener los 8 dígitos hexadecimales de un modelo"
        ),
        ModelFlaw.EMPTY_CARD: QCoreApplication.translate("Labels", "card no puede estar vacío"),
        ModelFlaw.ALARM_POINTS: QCoreApplication.translate("Labels", "alarm_points debe ser 1 o más"),
        ModelFlaw.VITALS: QCoreApplication.translate("Labels", "vitals debe tener exactamente {names}"),
        ModelFlaw.OUTER_BANDS: QCoreApplication.translate(
            "Labels", "{spans}: el primer rango debe estar abierto hacia abajo, y el último hacia arriba"
        ),
        ModelFlaw.BOUND_OUTSIDE: QCoreApplication.translate(
            "Labels", "{spans}: el límite {bound} no está entre {minimum} y {maximum}"
        ),
        ModelFlaw.BOUND_DECIMALS: QCoreApplication.translate(
            "Labels", "{spans}: el límite {bound} tiene más decimales que los que se miden ({decimals})"
        ),
        ModelFlaw.LOWEST_POINTS: QCoreApplication.translate("Labels", "{spans}: el rango normal debe tener 0 puntos"),
        ModelFlaw.TOO_MANY_POINTS: QCoreApplication.translate(
            "Labels", "{spans}: un rango tiene más de {most} puntos"
        ),
        ModelFlaw.FALLING_POINTS: QCoreApplication.translate(
            "Labels", "{spans}: los puntos no deben bajar al alejarse del rango normal"
        ),
        ModelFlaw.CATEGORIES: QCoreApplication.translate(
            "Labels", "grades debe tener cada una de las cinco categorías una vez, de la más leve a la más grave"
        ),
        ModelFlaw.OUTER_GRADES: QCoreApplication.translate(
            "Labels", "grades: el primer rango debe empezar en 0, y el último estar abierto hacia arriba"
        ),
        ModelFlaw.UNREACHED: QCoreApplication.translate("Labels", "grades: ninguna lectura llega a {category}"),
        ModelFlaw.EMPTY_SPAN: QCoreApplication.translate(
            "Labels", "{spans}: el rango de {first} a {last} está vacío"
        ),
        ModelFlaw.INNER_BOUND: QCoreApplication.translate(
            "Labels", "{spans}: solo los límites de los extremos pueden quedar abiertos"
        ),
        ModelFlaw.GAP: QCoreApplication.translate("Labels", "{spans}: hay un hueco entre {low} y {high}"),
        ModelFlaw.OVERLAP: QCoreApplication.translate(
            "Labels", "{spans}: el rango que termina en {low} y el que empieza en {high} se superponen"
        ),
        ModelFlaw.NO_MODEL: QCoreApplication.translate("Labels", "la respuesta no trae un modelo"),
    }[flaw]
