"""Words of importing: kinds of file, and why a file or a row of it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from core.clinical.vitals import VITALS, Refusal, RefusedError
from core.exchange.incoming.rows import FileFlaw, FileRefusedError, Flaw
from core.exchange.incoming.source import Format
from gui.language import formats, labels

if TYPE_CHECKING:
    from core.exchange.incoming.taking import Refused


def file_kind(kind: Format) -> str:
    """Return what a file is."""
    return {
        Format.TABLE: QCoreApplication.translate("Labels", "Tabla en texto (CSV)"),
        Format.HL7: QCoreApplication.translate("Labels", "Mensajes HL7"),
        Format.FHIR: QCoreApplication.translate("Labels", "Recursos FHIR"),
        Format.LOG: QCoreApplication.translate("Labels", "Archivo de registros de este programa"),
    }[kind]


def column(name: str) -> str:
    """Return the name of what a column can hold, given its key in a mapping."""
    found = {
        "fecha": QCoreApplication.translate("Labels", "Fecha"),
        "hora": QCoreApplication.translate("Labels", "Hora"),
        "clave": QCoreApplication.translate("Labels", "Clave de la fila"),
        "visita": QCoreApplication.translate("Labels", "Visita"),
        "codigo": QCoreApplication.translate("Labels", "Código o nombre del signo"),
        "valor": QCoreApplication.translate("Labels", "Valor"),
        "unidad": QCoreApplication.translate("Labels", "Unidad"),
    }
    found.update((vital.name, labels.vital_name(vital)) for vital in VITALS)
    return found[name]


def file_refused(error: FileRefusedError) -> str:
    """Return the sentence for a file of which nothing can be taken as it stands."""
    if error.flaw is FileFlaw.NO_COLUMNS:
        names = QLocale().createSeparatedList([column(name).lower() for name in error.detail.split(", ")])
        return QCoreApplication.translate("Labels", "Falta decir en qué columna está: {names}.").format(names=names)
    return {
        FileFlaw.EMPTY: QCoreApplication.translate("Labels", "El archivo está vacío."),
        FileFlaw.NOT_TEXT: QCoreApplication.translate(
            "Labels",
            "No es texto que se pueda leer así. Para importar una hoja de Excel o LibreOffice, guárdela antes "
            "como CSV.",
        ),
        FileFlaw.AMBIGUOUS_COLUMNS: QCoreApplication.translate(
            "Labels", "Estas columnas pueden ser la misma: {detail}. Escoja cuál vale."
        ),
        FileFlaw.NO_VITALS: QCoreApplication.translate("Labels", "El archivo no tiene ninguna lectura."),
        FileFlaw.AMBIGUOUS_DATES: QCoreApplication.translate(
            "Labels", "Las fechas de «{detail}» pueden ser día/mes o mes/día: escoja el orden."
        ),
        FileFlaw.AMBIGUOUS_DECIMALS: QCoreApplication.translate(
            "Labels", "«{detail}» tiene comas y puntos decimales: escoja el signo."
        ),
        FileFlaw.NO_SUCH_COLUMN: QCoreApplication.translate("Labels", "El archivo no tiene la columna {detail}."),
        FileFlaw.NOT_JSON: QCoreApplication.translate("Labels", "No es un recurso de FHIR en JSON."),
        FileFlaw.TOO_LARGE: QCoreApplication.translate(
            "Labels", "Es demasiado grande para un solo recurso: pida NDJSON, un recurso por línea."
        ),
        FileFlaw.UNKNOWN_FORMAT: QCoreApplication.translate("Labels", "El archivo no se reconoce."),
        FileFlaw.BAD_MAPPING: QCoreApplication.translate("Labels", "Las columnas escogidas no se entienden."),
        FileFlaw.NO_SUCH_IMPORT: QCoreApplication.translate(
            "Labels", "No hay registros de esa importación que se puedan anular."
        ),
    }[error.flaw].format(detail=error.detail)


def why(found: Refused, locale: QLocale) -> str:
    """Return the sentence for a refused row."""
    vital = next((vital for vital in VITALS if vital.name == found.about), None)
    if isinstance(found.why, Flaw):
        text = _flaw(found.why)
        return text.format(vital="" if vital is None else labels.vital_name(vital))
    if vital is None:
        return QCoreApplication.translate("Labels", "Línea dañada.")
    missing = [one for one in VITALS if one.name in found.row.missing]
    if found.why is Refusal.MISSING and len(missing) > 1:
        vitals = labels.vitals_named(missing, locale)
        return QCoreApplication.translate("Labels", "Faltan: {vitals}.").format(vitals=vitals)
    if found.why is Refusal.MISSING:
        return QCoreApplication.translate("Labels", "{vital}: falta el valor.").format(vital=labels.vital_name(vital))
    return labels.refusal(RefusedError(found.why, found.about, found.hint), vital, locale)


def first_refused(found: Refused, locale: QLocale) -> str:
    """Return the sentence for the first refused row of a file, with its line."""
    return QCoreApplication.translate("Labels", "Fila {line}: {reason}").format(
        line=formats.count(found.row.line, locale), reason=why(found, locale)
    )


def _flaw(flaw: Flaw) -> str:
    return {
        Flaw.NO_TIME: QCoreApplication.translate("Labels", "Falta la fecha."),
        Flaw.NOT_A_TIME: QCoreApplication.translate("Labels", "La fecha no se puede leer con seguridad."),
        Flaw.FUTURE: QCoreApplication.translate("Labels", "La fecha está en el futuro."),
        Flaw.OTHER_DECIMAL_SIGN: QCoreApplication.translate(
            "Labels", "{vital}: el signo decimal no es el del archivo."
        ),
        Flaw.UNKNOWN_UNIT: QCoreApplication.translate("Labels", "{vital}: unidad desconocida o sin unidad."),
        Flaw.REPEATED: QCoreApplication.translate("Labels", "{vital}: hay varios valores distintos."),
        Flaw.NOT_FINAL: QCoreApplication.translate("Labels", "{vital}: el resultado no es definitivo."),
        Flaw.NOT_EXACT: QCoreApplication.translate("Labels", "{vital}: no es un valor exacto."),
        Flaw.SAME_KEY: QCoreApplication.translate("Labels", "Otra fila tiene la misma clave y otros valores."),
        Flaw.DAMAGED: QCoreApplication.translate("Labels", "Línea dañada."),
        Flaw.NO_CELLS: QCoreApplication.translate("Labels", "No se puede dividir en celdas: revise las comillas."),
    }[flaw]
