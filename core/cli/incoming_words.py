"""The words of `importar`: short Spanish sentences for files and rows that are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.cli import words
from core.clinical.vitals import Refusal, RefusedError
from core.exchange.incoming.rows import FileFlaw, FileRefusedError, Flaw

if TYPE_CHECKING:
    from pathlib import Path

    from core.exchange.incoming.taking import Refused

LOOKING: Final = "Leyendo el archivo…"
IMPORTING: Final = "Importando…"
UNDOING: Final = "Deshaciendo la importación…"

STOPPED: Final = "importación interrumpida: registros agregados: {added}; puede importar el mismo archivo otra vez"
UNDO_STOPPED: Final = "interrumpido: registros anulados: {retracted}; puede repetir el comando"

_FLAWS: Final = {
    Flaw.NO_TIME: "falta la fecha",
    Flaw.NOT_A_TIME: "la fecha no se puede leer con seguridad",
    Flaw.FUTURE: "la fecha está en el futuro",
    Flaw.OTHER_DECIMAL_SIGN: "{about}: el signo decimal no es el del archivo",
    Flaw.UNKNOWN_UNIT: "{about}: unidad desconocida o sin unidad",
    Flaw.REPEATED: "{about}: hay varios valores distintos",
    Flaw.NOT_FINAL: "{about}: el resultado no es definitivo",
    Flaw.CORRECTION: "{about}: corrige un resultado anterior, que puede estar ya aquí",
    Flaw.NOT_EXACT: "{about}: no es un valor exacto",
    Flaw.SAME_KEY: "otra fila o un registro de aquí tiene la misma clave y otros valores",
    Flaw.DAMAGED: "línea dañada",
    Flaw.NO_CELLS: "no se puede dividir en celdas: revise las comillas",
}

_FILE_FLAWS: Final = {
    FileFlaw.EMPTY: "está vacío",
    FileFlaw.NOT_TEXT: "no es texto que se pueda leer; una hoja de Excel o LibreOffice se importa guardada como CSV",
    FileFlaw.NO_COLUMNS: "no se reconoce la columna de: {detail}; indíquela en «columnas» con --mapa",
    FileFlaw.AMBIGUOUS_COLUMNS: "estas columnas pueden ser la misma: {detail}; indique cuál en «columnas» con --mapa",
    FileFlaw.NO_VITALS: "no tiene ninguna lectura que se reconozca",
    FileFlaw.AMBIGUOUS_DATES: "las fechas de «{detail}» pueden ser día/mes o mes/día; "
    'indique "fechas": "dma" o "mda" con --mapa',
    FileFlaw.AMBIGUOUS_DECIMALS: '«{detail}» tiene comas y puntos decimales; indique "decimal": "," o "." con --mapa',
    FileFlaw.NO_SUCH_COLUMN: "no tiene la columna: {detail}",
    FileFlaw.NOT_JSON: "no es un recurso de FHIR en JSON",
    FileFlaw.TOO_LARGE: "es demasiado grande para un solo valor de JSON; pida NDJSON, un recurso por línea",
    FileFlaw.BAD_MAPPING: "el mapa no se entiende: {detail}",
}


def file_refused(error: FileRefusedError, path: Path) -> str:
    """Return the sentence for a file of which nothing is taken."""
    if error.flaw is FileFlaw.NO_SUCH_IMPORT:
        return f"no hay ninguna importación con ese id: {error.detail}"
    return f"no se importó {path}: {_FILE_FLAWS[error.flaw].format(detail=error.detail)}"


def why(found: Refused) -> str:
    """Return the reason for a refused row, as part of a sentence."""
    if found.why is Refusal.MISSING:
        return f"falta {', '.join(found.row.missing)}"
    if isinstance(found.why, Flaw):
        return _FLAWS[found.why].format(about=found.about)
    reason = words.refusal(RefusedError(found.why, found.about, found.hint))
    return f"{reason}; «redondear» con --mapa lo redondea" if found.why is Refusal.NOT_WHOLE else reason


def rows_refused(count: int, first: Refused) -> str:
    """Return the number of refused rows, with the first one's reason, as a sentence."""
    said = "1 fila rechazada" if count == 1 else f"{count} filas rechazadas; la primera"
    return f"{said}: fila {first.row.line}, {why(first)}"
