"""The words of the question whether to stop what runs and close the window."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.work.flow import Running


class StoppingWords(QObject):
    """The words, in the language in force."""

    def of(self, running: Running) -> tuple[str, str, str]:
        """Return the question, the consequence of closing, and the label of the button that stops the task."""
        nothing_written = self.tr("Si la cancela, no se escribe ningún archivo. No retire la memoria USB todavía.")
        stop = self.tr("&Cancelar y cerrar")
        return {
            Running.EXPORT: (
                self.tr("La exportación no ha terminado"),
                nothing_written,
                self.tr("&Cancelar la exportación y cerrar"),
            ),
            Running.BACKUP: (
                self.tr("La copia de seguridad no ha terminado"),
                nothing_written,
                self.tr("&Cancelar la copia y cerrar"),
            ),
            Running.PREVIEW: (
                self.tr("La copia se está leyendo"),
                self.tr("Si la cancela, no se restaura nada."),
                stop,
            ),
            Running.IMPORT: (
                self.tr("La importación no ha terminado"),
                self.tr("Si la cancela, lo agregado queda, y puede importar el mismo archivo otra vez."),
                self.tr("&Cancelar la importación y cerrar"),
            ),
            Running.UNDO: (
                self.tr("La importación no está deshecha del todo"),
                self.tr("Si cancela, lo anulado queda anulado. Para terminar, deshaga la importación otra vez."),
                stop,
            ),
            Running.TRIAL: (
                self.tr("Los modelos se están comparando"),
                self.tr("Si cancela, no cambia nada: puede compararlos otra vez."),
                stop,
            ),
        }.get(
            running,
            (
                self.tr("La restauración no ha terminado"),
                self.tr("Si la cancela, lo agregado queda, y puede restaurar la misma copia otra vez."),
                self.tr("&Cancelar la restauración y cerrar"),
            ),
        )
