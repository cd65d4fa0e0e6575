"""The questions which file to open: a backup, an answer or the key of the district, or a file to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from gui.shell.file_dialog import FileDialog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


class OpenDialog(FileDialog):
    """The dialog for an existing file; `kinds` has the name of each kind of file with its patterns."""

    def _ask_for(self, title: str, kinds: Sequence[tuple[str, str]], accept: str) -> None:
        self._dialog.setWindowTitle(title)
        self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._dialog.setOption(QFileDialog.Option.HideNameFilterDetails)  # patterns are long, and cut off
        self._dialog.setNameFilters([f"{name} ({patterns})" for name, patterns in kinds])
        self._dialog.setLabelText(QFileDialog.DialogLabel.Accept, accept)


class AnswerDialog(OpenDialog):
    """The dialog for an answer of the district."""

    def __init__(self, folder: Path, parent: QWidget | None) -> None:
        super().__init__("", folder, parent)
        kinds = [(self.tr("Respuesta del distrito"), "*.zip")]
        self._ask_for(self.tr("Recibir una respuesta del distrito"), kinds, self.tr("&Recibir"))


class KeyDialog(OpenDialog):
    """The dialog for the district's public key."""

    def __init__(self, folder: Path, parent: QWidget | None) -> None:
        super().__init__("", folder, parent)
        kinds = [(self.tr("Clave pública"), "*.pub"), (self.tr("Todos"), "*")]
        self._ask_for(self.tr("Escoger la clave del distrito"), kinds, self.tr("&Siguiente"))


class BackupDialog(OpenDialog):
    """The dialog for a backup to restore."""

    def __init__(self, folder: Path, parent: QWidget | None) -> None:
        super().__init__("", folder, parent)
        kinds = [(self.tr("Copia de seguridad"), "*.zip")]
        self._ask_for(self.tr("Restaurar una copia de seguridad"), kinds, self.tr("&Siguiente"))


class IncomingDialog(OpenDialog):
    """The dialog for a file to import."""

    def __init__(self, folder: Path, parent: QWidget | None) -> None:
        super().__init__("", folder, parent)
        some = (self.tr("CSV, HL7, FHIR o registros"), "*.csv *.tsv *.txt *.json *.ndjson *.hl7 *.log")
        title = self.tr("Importar, paso 1 de 3: el archivo")
        self._ask_for(title, [some, (self.tr("Todos"), "*")], self.tr("&Siguiente"))
