"""The command line's words: short Spanish sentences for the core's errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from core.cli import district_words
from core.clinical.vitals import VITALS, Hint, Refusal, RefusedError, Slip
from core.errors import (
    AnswerRefusedError,
    BackupKeptError,
    BackupRefusedError,
    EstablishmentRefusedError,
    ModelRefusedError,
    NoteRefusedError,
    NothingToBackUpError,
    ReadError,
    RelativeDirectoryError,
    SaveError,
    SaveFailure,
)
from core.refusals import BackupRefusal, NoteRefusal
from core.system import disk
from core.system.paths import APP_ID, DATA_DIR_VARIABLE, LOG_NAME, RETRACTIONS_NAME
from core.vocabulary import LineKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from core.clinical.vitals import Reading
    from core.journal.health import Health

_LIMITS: Final = {
    vital.name: f"{vital.name}: entre {vital.minimum} y {vital.maximum} {vital.unit}".replace(".", ",")
    for vital in VITALS
}

_REFUSALS: Final = {
    Refusal.MISSING: "falta {name}",
    Refusal.UNKNOWN_NAME: f"{{name}}: nombre desconocido; se conocen {', '.join(vital.name for vital in VITALS)}",
    Refusal.NOT_A_NUMBER: "{name}: no es un número",
    Refusal.INCOMPLETE: "{name}: el número está incompleto",
    Refusal.TOO_MANY_DECIMALS: "{name}: demasiados decimales",
    Refusal.NOT_WHOLE: "{name}: debe ser un número entero",
}

_ENDINGS: Final = {"ventana": "cierre la ventana", "servicio": "detenga el servicio"}
_HOLDER: Final = re.compile(r"([a-z]+) ([0-9]+)")

FAILURES: Final = {
    SaveFailure.FULL: "el disco está lleno",
    SaveFailure.READ_ONLY: "el disco es de solo lectura",
    SaveFailure.GONE: "el archivo o su carpeta no están",
    SaveFailure.NO_PERMISSION: "falta permiso",
    SaveFailure.NOT_A_FILE: "no es un archivo normal",
    SaveFailure.NO_READER: "es una tubería que nadie lee",
    SaveFailure.CHANGED: "otro programa cambió, movió o borró el archivo",
    SaveFailure.TOO_LONG: "el registro es demasiado largo",
    SaveFailure.NAME_TOO_LONG: "el nombre es demasiado largo",
    SaveFailure.PROTECTED: "ese nombre es de un archivo propio del programa",
    SaveFailure.SOURCE: "es el archivo que se lee",
    SaveFailure.NO_LOCKS: "ese disco no permite reservar la carpeta para un solo programa; "
    "elija una en otro disco con --data-dir, o avise a la persona encargada",
    SaveFailure.DEVICE: "el disco dio un error",
}

_NOTE_REFUSALS: Final = {
    NoteRefusal.UNKNOWN: "no hay ningún registro con ese id: {name}",
    NoteRefusal.ALREADY_RETRACTED: "el registro ya está anulado: {name}",
    NoteRefusal.NOT_RETRACTED: "el registro no está anulado: {name}",
    NoteRefusal.NO_VERDICT: "el registro no tiene criterio: {name}",
    NoteRefusal.SAID_ALREADY: "el registro ya tiene ese criterio: {name}",
    NoteRefusal.NEEDS_NO_REASON: "el criterio no difiere de lo mostrado, así que no lleva motivo: {name}",
    NoteRefusal.COPY: "esa línea es una copia y ya no cuenta; anule el registro por su id: {name}",
}

BACKUP_REFUSALS: Final = {
    BackupRefusal.NOT_A_BACKUP: "no es una copia de seguridad de este programa",
    BackupRefusal.DAMAGED: "la copia de seguridad está incompleta o dañada",
    BackupRefusal.TOO_DENSE: "dice contener mucho más de lo que puede: no se abre",
    BackupRefusal.PACKED: "está comprimida de una forma que no se puede leer, o tiene contraseña",
    BackupRefusal.NEWER: "la copia de seguridad es de una versión más nueva del programa",
}

BACKING_UP: Final = "Haciendo la copia de seguridad…"
CHECKING: Final = "Comprobando la copia de seguridad…"
RESTORING: Final = "Restaurando…"

RESTORE_FINISHED: Final = "se terminó la restauración de {source}, que se había interrumpido"
RESTORE_PENDING: Final = "la restauración de {source} no terminó: restaure la misma copia otra vez"
NO_SUCH_DIRECTORY: Final = "la carpeta de datos no existe: {path}"
NOTHING_CHANGED: Final = "interrumpido: no se cambió nada"
BACKUP_STOPPED: Final = "copia interrumpida: no se escribió ningún archivo; puede repetir el comando"

LINE_KINDS: Final = {
    LineKind.BAD_CHECKSUM: "suma de control incorrecta",
    LineKind.NOT_JSON: "no es JSON",
    LineKind.WRONG_SHAPE: "no es un registro",
    LineKind.TOO_LONG: "demasiado larga",
    LineKind.TORN: "cortada",
    LineKind.HOLE: "hueco de bytes nulos antes de un registro",
    LineKind.COPY: "copia de otra línea",
    LineKind.CONFLICT: "el mismo id que otra línea, con otros datos",
}
"""The kinds of damage and copies in the output of `verificar`."""


def with_help(sentence: str, command: str = "", program: str = APP_ID) -> str:
    """Append the help command of `command`, or of the whole program."""
    return f"{sentence}; ayuda: {' '.join(filter(None, (program, command, '--help')))}"


def refusal(  # noqa: PLR0911 - one return a kind
    error: AnswerRefusedError
    | BackupRefusedError
    | EstablishmentRefusedError
    | ModelRefusedError
    | NoteRefusedError
    | RefusedError
    | RelativeDirectoryError,
) -> str:
    """Return the sentence for a refusal of a value, a record, a file, a model, a directory."""
    if isinstance(error, AnswerRefusedError | ModelRefusedError):
        return district_words.refused(error)
    if isinstance(error, EstablishmentRefusedError):
        return f"{error.field}: hasta {error.longest} caracteres, sin caracteres de control"
    if isinstance(error, RelativeDirectoryError):
        return with_help(f"{DATA_DIR_VARIABLE} debe ser la ruta completa de una carpeta, y es '{error.given}'")
    if isinstance(error, BackupRefusedError):
        remedy = "; comprímala otra vez como ZIP común" if error.refusal is BackupRefusal.PACKED else ""
        return f"no se restauró {error.path}: {BACKUP_REFUSALS[error.refusal]}{remedy}"
    if isinstance(error, NoteRefusedError):
        return _NOTE_REFUSALS[error.refusal].format(name=error.name)
    if error.refusal is Refusal.OUT_OF_RANGE:
        return _LIMITS[error.name] + (f" ({_hint(error.hint)})" if error.hint else "")
    return _REFUSALS[error.refusal].format(name=error.name)


def backup_kept(error: BackupKeptError) -> str:
    """Return the sentence for a backup that is not replaced, with the remedy."""
    if error.refusal is not None:
        return f"no se reemplazó {error.path}: {BACKUP_REFUSALS[error.refusal]}; use otro nombre"
    if error.conflicts and not error.missing:
        what = f"registros con datos distintos de los de aquí ({error.conflicts})"
        return f"no se reemplazó {error.path}: esa copia tiene {what}; use otro nombre"
    from core.notes import journals  # noqa: PLC0415 - rarely needed

    kind = next(kind for kind in journals.JOURNALS if kind.name in error.missing)
    if kind is journals.MODELS:  # a restore would not bring them
        return f"no se reemplazó {error.path}: es la copia de otro computador, con otros modelos; use otro nombre"
    what = f"{kind.title} que no están aquí ({error.missing[kind.name]})"
    return f"no se reemplazó {error.path}: esa copia tiene {what}; use otro nombre, o restáurela primero"


def _hint(given: Hint) -> str:
    """Return a suggestion: `¿38,5?`, `¿°F? 98,6 °F son 37,0 °C`."""
    words = "¿°F? {typed} °F son {meant} °C" if given.slip is Slip.FAHRENHEIT else "¿{meant}?"
    return words.format(typed=given.typed, meant=given.meant).replace(".", ",")


def unusual(reading: Reading) -> str:
    """Return a warning that names the unusual values, which the window would have asked to confirm; "" for none."""
    found = [
        f"{vital.name} {value} {vital.unit}".replace(".", ",")
        for vital, value in zip(VITALS, reading, strict=True)
        if not vital.is_usual(value)
    ]
    if not found:
        return ""
    start, doubt = ("valor inusual", "es") if len(found) == 1 else ("valores inusuales", "son")
    return f"{start}: {', '.join(found)}; si {doubt} un error, anule el registro"


def failure(error: SaveError | ReadError) -> str:
    """Return the sentence for a file that could not be written or read."""
    if isinstance(error, NothingToBackUpError):
        return f"no hay nada que respaldar: {error.path} no existe"
    if error.failure is SaveFailure.IN_USE:
        return _in_use(error.path.parent, error.holder if isinstance(error, SaveError) else "")
    verb = "guardar en" if isinstance(error, SaveError) else "leer"
    return f"no se pudo {verb} {error.path}: {FAILURES[error.failure]}"


def _in_use(data_dir: Path, holder: str) -> str:
    """Return the sentence for a directory in use, with the holder if the lock's file names it, and the remedy."""
    used = f"los registros de {data_dir} están en uso"
    found = _HOLDER.fullmatch(holder)
    if found is None:
        return f"{used}: cierre la ventana o espere a que termine el otro comando, y repita"
    what = _ENDINGS.get(found[1], "espere a que termine")
    return f"{used} ({found[1]}, proceso {found[2]}): {what} y repita"


def restore_stopped(added: int) -> str:
    """Return the sentence for a stopped restore that had added `added` records."""
    if added == 0:
        done = "no se agregó ningún registro"
    else:
        done = "se agregó 1 registro" if added == 1 else f"se agregaron {added} registros"
    return f"restauración interrumpida: {done}; puede restaurar la misma copia otra vez"


def damaged_lines(count: int) -> str:
    """Return the number of damaged lines as a sentence; "" for 0."""
    return f"líneas dañadas: {count}" if count else ""


def copied_lines(count: int, conflicts: int) -> str:
    """Return the number of lines with a repeated id as a sentence; "" if there are none."""
    if not count:
        return ""
    others = f", {conflicts} con otros datos" if conflicts else ""
    return f"líneas repetidas: {count}{others}; cada registro cuenta una sola vez"


def conflicting_records(count: int) -> str:
    """Return the number of a backup's records with other values than here as a sentence; "" for 0."""
    if not count:
        return ""
    if count == 1:
        return "1 registro de la copia tiene otros datos aquí: vale el de aquí"
    return f"{count} registros de la copia tienen otros datos aquí: valen los de aquí"


_MEANINGS: Final = {RETRACTIONS_NAME: "algunos registros anulados pueden contar otra vez"}
"""The effect that damage of a journal may have on an answer."""


def left_out(healths: Mapping[str, Health]) -> str:
    """Return the numbers of damaged lines by journal, and of copies, with their meaning; "" if there are none."""
    log = healths[LOG_NAME]
    damages = {name: health.damaged_count for name, health in healths.items() if health.damaged_count}
    found = ", ".join(f"{count} en {name}" for name, count in damages.items())
    meanings = [_MEANINGS[name] for name in damages if name in _MEANINGS]
    damaged = "; ".join([f"líneas dañadas: {found}", *meanings]) if found else ""
    return "; ".join(filter(None, (damaged, copied_lines(len(log.copies), log.conflicts))))


def system_failure(error: OSError) -> str:
    """Return the sentence for an OSError outside the program's own files, such as on standard output."""
    what = "no se pudo leer ni escribir" + (f" {error.filename}" if error.filename else "")
    return f"{what}: {FAILURES[disk.reason(error)]}"
