"""The sentences about each journal in banners and dialogs; a further journal of notes is one class and one row.

`count` is the number of what the sentence is about, lines, entries or records.
"""

from __future__ import annotations

from typing import Protocol

from core.system.paths import LOG_NAME, MODELS_LOG_NAME, RETRACTIONS_NAME, VERDICTS_NAME
from gui.language.i18n import tr


class JournalWords(Protocol):
    """The sentences about a journal."""

    def damaged(self, count: int) -> str:
        """Return the number of damaged lines, and what that means."""

    def damage_listed(self) -> str:
        """Return what stands above the list of damaged lines."""

    def lost(self, count: int) -> str:
        """Return the number of entries that are missing now, and what that means."""

    def dropped(self, count: int) -> str:
        """Return the number of records at the last session, when there are fewer now."""

    def dropped_too(self, count: int) -> str:
        """Return the same after the sentence about another journal."""

    def only_in_backup(self, count: int) -> str:
        """Return why `{path}` is not replaced: the number of its entries that are missing here."""


class NoteWords(JournalWords, Protocol):
    """The sentences about a journal of notes."""

    def said(self, count: int) -> str:
        """Return the number of records for which a note stands since a restore."""

    def taken_back(self, count: int) -> str:
        """Return the number of records for which a note stands no longer since a restore."""

    def in_backup(self, count: int) -> str:
        """Return the number of notes that a backup has and that are not here."""


class RecordWords:
    """The sentences about the log of predictions."""

    def damaged(self, count: int) -> str:
        """Return the number of damaged lines, and what that means."""
        return _together(
            tr("%Ln líneas del archivo de registros están dañadas.", "", count),
            tr("Nada se borró y los demás registros están bien. Avise a la persona encargada."),
        )

    def damage_listed(self) -> str:
        """Return what stands above the list of damaged lines."""
        return tr("Nada se borró y los demás registros están bien. Muéstrelas a la persona encargada.")

    def lost(self, count: int) -> str:
        """Return the number of records that are missing now, and what that means."""
        return _together(
            tr("%Ln registros anteriores ya no están en la carpeta de datos.", "", count),
            tr(
                "El reporte cuenta solo lo que hay allí ahora. El programa no borró nada. Conecte de nuevo el disco "
                "o avise a la persona encargada."
            ),
        )

    def dropped(self, count: int) -> str:
        """Return the number of records at the last session, when there are fewer now."""
        return tr(
            "La última vez que se usó el programa había %Ln registros en la carpeta de datos, y ahora hay menos.",
            "",
            count,
        )

    dropped_too = dropped

    def only_in_backup(self, count: int) -> str:
        """Return why `{path}` is not replaced: the number of its records that are missing here."""
        return tr("No se reemplazó {path}: esa copia tiene %Ln registros que no están aquí.", "", count)


class RetractionWords:
    """The sentences about the journal of voids."""

    def damaged(self, count: int) -> str:
        """Return the number of damaged lines, and what that means."""
        return _together(
            tr("%Ln líneas de las anulaciones están dañadas.", "", count),
            tr(
                "Algunos registros anulados pueden contar otra vez en el reporte. Nada se borró. Avise a la persona "
                "encargada."
            ),
        )

    def damage_listed(self) -> str:
        """Return what stands above the list of damaged lines."""
        return tr(
            "Decían qué registros se anularon o se restablecieron; ya no se tienen en cuenta. Nada se borró. "
            "Muéstrelas a la persona encargada."
        )

    def lost(self, count: int) -> str:
        """Return the number of voids that are missing now, and what that means."""
        return _together(
            tr("%Ln anulaciones anteriores ya no están en la carpeta de datos.", "", count),
            tr(
                "Los registros anulados pueden contar otra vez en el reporte. El programa no borró nada. Avise a la "
                "persona encargada."
            ),
        )

    def dropped(self, count: int) -> str:
        """Return the number of voided records at the last session, when there are fewer now."""
        return tr(
            "La última vez que se usó el programa había %Ln registros anulados, y ahora hay menos: los demás cuentan "
            "otra vez en el reporte.",
            "",
            count,
        )

    def dropped_too(self, count: int) -> str:
        """Return the same after the sentence about another journal."""
        return tr(
            "También había %Ln registros anulados, y ahora hay menos: los demás cuentan otra vez en el reporte.",
            "",
            count,
        )

    def only_in_backup(self, count: int) -> str:
        """Return why `{path}` is not replaced: the number of its voids that are missing here."""
        return tr("No se reemplazó {path}: esa copia tiene %Ln anulaciones que no están aquí.", "", count)

    def said(self, count: int) -> str:
        """Return the number of records that are voided since a restore."""
        return tr("%Ln registros quedaron anulados.", "", count)

    def taken_back(self, count: int) -> str:
        """Return the number of records that are no longer voided since a restore."""
        return tr("%Ln registros anulados cuentan otra vez.", "", count)

    def in_backup(self, count: int) -> str:
        """Return the number of events that a backup has and that are not here."""
        return tr("%Ln anulaciones son nuevas.", "", count)


class VerdictWords:
    """The sentences about the journal of verdicts."""

    def damaged(self, count: int) -> str:
        """Return the number of damaged lines, and what that means."""
        return _together(
            tr("%Ln líneas de los criterios están dañadas.", "", count),
            tr("Los registros están bien. Nada se borró. Avise a la persona encargada."),
        )

    def damage_listed(self) -> str:
        """Return what stands above the list of damaged lines."""
        return tr(
            "Decían qué criterio se dio de un registro; ya no se tienen en cuenta. Nada se borró. Muéstrelas a la "
            "persona encargada."
        )

    def lost(self, count: int) -> str:
        """Return the number of verdicts that are missing now, and what that means."""
        return _together(
            tr("%Ln criterios anteriores ya no están en la carpeta de datos.", "", count),
            tr("Los registros están bien. El programa no borró nada. Avise a la persona encargada."),
        )

    def dropped(self, count: int) -> str:
        """Return the number of records with a verdict at the last session, when there are fewer now."""
        return tr(
            "La última vez que se usó el programa había %Ln registros con criterio, y ahora hay menos.", "", count
        )

    def dropped_too(self, count: int) -> str:
        """Return the same after the sentence about another journal."""
        return tr("También había %Ln registros con criterio, y ahora hay menos.", "", count)

    def only_in_backup(self, count: int) -> str:
        """Return why `{path}` is not replaced: the number of its verdicts that are missing here."""
        return tr("No se reemplazó {path}: esa copia tiene %Ln criterios que no están aquí.", "", count)

    def said(self, count: int) -> str:
        """Return the number of records that have a verdict since a restore."""
        return tr("%Ln registros quedaron con criterio.", "", count)

    def taken_back(self, count: int) -> str:
        """Return the number of records that have no verdict any more since a restore."""
        return tr("%Ln registros quedaron sin criterio.", "", count)

    def in_backup(self, count: int) -> str:
        """Return the number of events that a backup has and that are not here."""
        return tr("%Ln criterios son nuevos.", "", count)


class ModelWords:
    """The sentences about the journal of models."""

    def damaged(self, count: int) -> str:
        """Return the number of damaged lines, and what that means."""
        return _together(
            tr("%Ln líneas del historial de modelos están dañadas.", "", count),
            tr(
                "El modelo en uso puede no ser el acordado: mírelo en Modelo (Ctrl+4). Nada se borró. Avise a la "
                "persona encargada."
            ),
        )

    def damage_listed(self) -> str:
        """Return what stands above the list of damaged lines."""
        return tr(
            "Decían qué modelo se instaló o se activó; ya no se tienen en cuenta. Nada se borró. Muéstrelas a la "
            "persona encargada."
        )

    def lost(self, count: int) -> str:
        """Return the number of events that are missing now, and what that means."""
        return _together(
            tr("%Ln cambios de modelo anteriores ya no están en la carpeta de datos.", "", count),
            tr(
                "El modelo en uso puede no ser el acordado: mírelo en Modelo (Ctrl+4). El programa no borró nada. "
                "Avise a la persona encargada."
            ),
        )

    def dropped(self, count: int) -> str:
        """Return the number of events at the last session, when there are fewer now."""
        return tr(
            "La última vez que se usó el programa el historial de modelos tenía %Ln cambios, y ahora tiene menos.",
            "",
            count,
        )

    def dropped_too(self, count: int) -> str:
        """Return the same after the sentence about another journal."""
        return tr("También el historial de modelos tenía %Ln cambios, y ahora tiene menos.", "", count)

    def only_in_backup(self, count: int) -> str:
        """Return why `{path}` is not replaced: the number of its events that are missing here."""
        return tr("No se reemplazó {path}: esa copia tiene %Ln cambios de modelo que no están aquí.", "", count)


NOTES: dict[str, NoteWords] = {RETRACTIONS_NAME: RetractionWords(), VERDICTS_NAME: VerdictWords()}
"""The words for each journal of notes about records, by file name."""


def words(name: str) -> JournalWords:
    """Return the words for a journal, by file name."""
    others: dict[str, JournalWords] = {LOG_NAME: RecordWords(), MODELS_LOG_NAME: ModelWords()}
    return others[name] if name in others else NOTES[name]


def _together(*sentences: str) -> str:
    return " ".join(sentences)
