"""The sentences about each journal in banners and dialogs; a further journal of notes is one value and one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.system.paths import LOG_NAME, MODELS_LOG_NAME, RETRACTIONS_NAME, VERDICTS_NAME
from gui.language.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalWords:
    """The sentences about a journal, by the number of what each is about: lines, entries or records."""

    damaged: Callable[[int], str]
    """The number of damaged lines, and what that means."""
    damage_listed: Callable[[], str]
    """The sentence above the list of damaged lines."""
    lost: Callable[[int], str]
    """The number of entries that are missing now, and what that means."""
    dropped: Callable[[int], str]
    """The number of records at the last session, when there are fewer now."""
    dropped_too: Callable[[int], str]
    """The same after the sentence about another journal."""
    only_in_backup: Callable[[int], str]
    """Why `{path}` is not replaced: the number of its entries that are missing here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWords(JournalWords):
    """The sentences about a journal of notes."""

    said: Callable[[int], str]
    """The number of records for which a note stands since a restore."""
    taken_back: Callable[[int], str]
    """The number of records for which a note stands no longer since a restore."""
    in_backup: Callable[[int], str]
    """The number of notes that a backup has and that are not here."""


def _records_before(count: int) -> str:
    return tr(
        "La última vez que se usó el programa había %Ln registros en la carpeta de datos, y ahora hay menos.",
        "",
        count,
    )


_RECORDS: Final = JournalWords(
    damaged=lambda count: _together(
        tr("%Ln líneas del archivo de registros están dañadas.", "", count),
        tr("Nada se borró y los demás registros están bien. Avise a la persona encargada."),
    ),
    damage_listed=lambda: tr("Nada se borró y los demás registros están bien. Muéstrelas a la persona encargada."),
    lost=lambda count: _together(
        tr("%Ln registros anteriores ya no están en la carpeta de datos.", "", count),
        tr(
            "El reporte cuenta solo lo que hay allí ahora. El programa no borró nada. Conecte de nuevo el disco "
            "o avise a la persona encargada."
        ),
    ),
    dropped=_records_before,
    dropped_too=_records_before,
    only_in_backup=lambda count: tr(
        "No se reemplazó {path}: esa copia tiene %Ln registros que no están aquí.", "", count
    ),
)

_RETRACTIONS: Final = NoteWords(
    damaged=lambda count: _together(
        tr("%Ln líneas de las anulaciones están dañadas.", "", count),
        tr(
            "Algunos registros anulados pueden contar otra vez en el reporte. Nada se borró. Avise a la persona "
            "encargada."
        ),
    ),
    damage_listed=lambda: tr(
        "Decían qué registros se anularon o se restablecieron; ya no se tienen en cuenta. Nada se borró. "
        "Muéstrelas a la persona encargada."
    ),
    lost=lambda count: _together(
        tr("%Ln anulaciones anteriores ya no están en la carpeta de datos.", "", count),
        tr(
            "Los registros anulados pueden contar otra vez en el reporte. El programa no borró nada. Avise a la "
            "persona encargada."
        ),
    ),
    dropped=lambda count: tr(
        "La última vez que se usó el programa había %Ln registros anulados, y ahora hay menos: los demás cuentan "
        "otra vez en el reporte.",
        "",
        count,
    ),
    dropped_too=lambda count: tr(
        "También había %Ln registros anulados, y ahora hay menos: los demás cuentan otra vez en el reporte.",
        "",
        count,
    ),
    only_in_backup=lambda count: tr(
        "No se reemplazó {path}: esa copia tiene %Ln anulaciones que no están aquí.", "", count
    ),
    said=lambda count: tr("%Ln registros quedaron anulados.", "", count),
    taken_back=lambda count: tr("%Ln registros anulados cuentan otra vez.", "", count),
    in_backup=lambda count: tr("%Ln anulaciones son nuevas.", "", count),
)

_VERDICTS: Final = NoteWords(
    damaged=lambda count: _together(
        tr("%Ln líneas de los criterios están dañadas.", "", count),
        tr("Los registros están bien. Nada se borró. Avise a la persona encargada."),
    ),
    damage_listed=lambda: tr(
        "Decían qué criterio se dio de un registro; ya no se tienen en cuenta. Nada se borró. Muéstrelas a la "
        "persona encargada."
    ),
    lost=lambda count: _together(
        tr("%Ln criterios anteriores ya no están en la carpeta de datos.", "", count),
        tr("Los registros están bien. El programa no borró nada. Avise a la persona encargada."),
    ),
    dropped=lambda count: tr(
        "La última vez que se usó el programa había %Ln registros con criterio, y ahora hay menos.", "", count
    ),
    dropped_too=lambda count: tr("También había %Ln registros con criterio, y ahora hay menos.", "", count),
    only_in_backup=lambda count: tr(
        "No se reemplazó {path}: esa copia tiene %Ln criterios que no están aquí.", "", count
    ),
    said=lambda count: tr("%Ln registros quedaron con criterio.", "", count),
    taken_back=lambda count: tr("%Ln registros quedaron sin criterio.", "", count),
    in_backup=lambda count: tr("%Ln criterios son nuevos.", "", count),
)

_MODELS: Final = JournalWords(
    damaged=lambda count: _together(
        tr("%Ln líneas del historial de modelos están dañadas.", "", count),
        tr(
            "El modelo en uso puede no ser el acordado: mírelo en Modelo (Ctrl+4). Nada se borró. Avise a la "
            "persona encargada."
        ),
    ),
    damage_listed=lambda: tr(
        "Decían qué modelo se instaló o se activó; ya no se tienen en cuenta. Nada se borró. Muéstrelas a la "
        "persona encargada."
    ),
    lost=lambda count: _together(
        tr("%Ln cambios de modelo anteriores ya no están en la carpeta de datos.", "", count),
        tr(
            "El modelo en uso puede no ser el acordado: mírelo en Modelo (Ctrl+4). El programa no borró nada. "
            "Avise a la persona encargada."
        ),
    ),
    dropped=lambda count: tr(
        "La última vez que se usó el programa el historial de modelos tenía %Ln cambios, y ahora tiene menos.",
        "",
        count,
    ),
    dropped_too=lambda count: tr(
        "También el historial de modelos tenía %Ln cambios, y ahora tiene menos.", "", count
    ),
    only_in_backup=lambda count: tr(
        "No se reemplazó {path}: esa copia tiene %Ln cambios de modelo que no están aquí.", "", count
    ),
)

NOTES: dict[str, NoteWords] = {RETRACTIONS_NAME: _RETRACTIONS, VERDICTS_NAME: _VERDICTS}
"""The words for each journal of notes about records, by file name."""


def words(name: str) -> JournalWords:
    """Return the words for a journal, by file name."""
    others = {LOG_NAME: _RECORDS, MODELS_LOG_NAME: _MODELS}
    return others[name] if name in others else NOTES[name]


def _together(*sentences: str) -> str:
    return " ".join(sentences)
