"""Words of importing: kinds of file, and why a file or a row of it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from core.clinical.vitals import VITALS, Refusal, RefusedError
from core.exchange.incoming.rows import FileFlaw, FileRefusedError, Flaw
from core.exchange.incoming.source import Format
from gui.language import formats, labels
from gui.language.i18n import tr

if TYPE_CHECKING:
    from core.exchange.incoming.taking import Refused


def file_kind(kind: Format) -> str:
    """Return what a file is."""
    return {
        Format.TABLE: tr("Tabla en texto (CSV)"),
        Format.HL7: tr("Mensajes HL7"),
        Format.FHIR: tr("Recursos FHIR"),
        Format.LOG: tr("Archivo de registros de este programa"),
    }[kind]


def column(name: str) -> str:
    """Return the name of what a column can hold, given its key in a mapping."""
    found = {
        "fecha": tr("Fecha"),
        "hora": tr("Hora"),
        "clave": tr("Clave de la fila"),
        "visita": tr("Visita"),
        "codigo": tr("Código o nombre del signo"),
        "valor": tr("Valor"),
        "unidad": tr("Unidad"),
    }
    found.update((vital.name, labels.vital_name(vital)) for vital in VITALS)
    return found[name]


def file_refused(error: FileRefusedError) -> str:
    """Return the sentence for a file of which nothing can be taken as it stands."""
    if error.flaw is FileFlaw.NO_COLUMNS:
        names = QLocale().createSeparatedList([column(name).lower() for name in error.detail.split(", ")])
        return tr("Falta decir en qué columna está: {names}.").format(names=names)
    return {
        FileFlaw.EMPTY: tr("El archivo está vacío."),
        FileFlaw.NOT_TEXT: tr(
            "No es texto que se pueda leer así. Para importar una hoja de Excel o LibreOffice, guárdela antes "
            "como CSV."
        ),
        FileFlaw.AMBIGUOUS_COLUMNS: tr("Estas columnas pueden ser la misma: {detail}. Escoja cuál vale."),
        FileFlaw.NO_VITALS: tr("El archivo no tiene ninguna lectura."),
        FileFlaw.AMBIGUOUS_DATES: tr("Las fechas de «{detail}» pueden ser día/mes o mes/día: escoja el orden."),
        FileFlaw.AMBIGUOUS_DECIMALS: tr("«{detail}» tiene comas y puntos decimales: escoja el signo."),
        FileFlaw.NO_SUCH_COLUMN: tr("El archivo no tiene la columna {detail}."),
        FileFlaw.NOT_JSON: tr("No es un recurso de FHIR en JSON."),
        FileFlaw.TOO_LARGE: tr("Es demasiado grande para un solo recurso: pida NDJSON, un recurso por línea."),
        FileFlaw.BAD_MAPPING: tr("Las columnas escogidas no se entienden."),
        FileFlaw.NO_SUCH_IMPORT: tr("No hay registros de esa importación que se puedan anular."),
    }[error.flaw].format(detail=error.detail)


def why(found: Refused, locale: QLocale) -> str:
    """Return the sentence for a refused row."""
    vital = next((vital for vital in VITALS if vital.name == found.about), None)
    if isinstance(found.why, Flaw):
        text = _flaw(found.why)
        return text.format(vital="" if vital is None else labels.vital_name(vital))
    if vital is None:
        return tr("Línea dañada.")
    missing = [one for one in VITALS if one.name in found.row.missing]
    if found.why is Refusal.MISSING and len(missing) > 1:
        vitals = labels.vitals_named(missing, locale)
        return tr("Faltan: {vitals}.").format(vitals=vitals)
    if found.why is Refusal.MISSING:
        return tr("{vital}: falta el valor.").format(vital=labels.vital_name(vital))
    return labels.refusal(RefusedError(found.why, found.about, found.hint), vital, locale)


def first_refused(found: Refused, locale: QLocale) -> str:
    """Return the sentence for the first refused row of a file, with its line."""
    return tr("Fila {line}: {reason}").format(line=formats.count(found.row.line, locale), reason=why(found, locale))


def _flaw(flaw: Flaw) -> str:
    return {
        Flaw.NO_TIME: tr("Falta la fecha."),
        Flaw.NOT_A_TIME: tr("La fecha no se puede leer con seguridad."),
        Flaw.FUTURE: tr("La fecha está en el futuro."),
        Flaw.OTHER_DECIMAL_SIGN: tr("{vital}: el signo decimal no es el del archivo."),
        Flaw.UNKNOWN_UNIT: tr("{vital}: unidad desconocida o sin unidad."),
        Flaw.REPEATED: tr("{vital}: hay varios valores distintos."),
        Flaw.NOT_FINAL: tr("{vital}: el resultado no es definitivo."),
        Flaw.CORRECTION: tr("{vital}: corrige un resultado anterior, que puede estar ya aquí."),
        Flaw.NOT_EXACT: tr("{vital}: no es un valor exacto."),
        Flaw.SAME_KEY: tr("Otra fila o un registro de aquí tiene la misma clave y otros valores."),
        Flaw.DAMAGED: tr("Línea dañada."),
        Flaw.NO_CELLS: tr("No se puede dividir en celdas: revise las comillas."),
    }[flaw]
