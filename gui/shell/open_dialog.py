"""The questions which file to open: a backup, an answer or the key of the district, or a file to import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo, QSize
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class OpenDialog(QFileDialog):
    """A file dialog for an existing file."""

    def __init__(self, folder: Path, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setDirectory(str(folder if QFileInfo(str(folder)).isDir() else Path.home()))
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.setViewMode(QFileDialog.ViewMode.List)
        self.setLabelText(QFileDialog.DialogLabel.LookIn, self.tr("Buscar en:"))
        self.setLabelText(QFileDialog.DialogLabel.FileName, self.tr("&Nombre:"))
        self.setLabelText(QFileDialog.DialogLabel.FileType, self.tr("&Formato:"))
        self.setLabelText(QFileDialog.DialogLabel.Reject, self.tr("&Cancelar"))
        characters = self.fontMetrics().averageCharWidth() * 90
        self.resize(QSize(characters, characters * 2 // 3).boundedTo(self.screen().availableSize() * 0.9))


class AnswerDialog(OpenDialog):
    """A file dialog for an answer of the district."""

    def __init__(self, folder: Path, parent: QWidget | None) -> None:
        super().__init__(folder, parent)
        self.setWindowTitle(self.tr("Recibir una respuesta del distrito"))
        self.setNameFilter(self.tr("Respuesta del distrito") + " (*.zip)")
        self.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("&Recibir"))


class KeyDialog(OpenDialog):
    """A file dialog for the district's public key."""

    def __init__(self, folder: Path, parent: QWidget | None) -> None:
        super().__init__(folder, parent)
        self.setWindowTitle(self.tr("Elegir la clave del distrito"))
        self.setNameFilters([self.tr("Clave pública") + " (*.pub)", self.tr("Todos") + " (*)"])
        self.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("&Siguiente"))


class BackupDialog(OpenDialog):
    """A file dialog for a backup to restore."""

    def __init__(self, folder: Path, parent: QWidget | None) -> None:
        super().__init__(folder, parent)
        self.setWindowTitle(self.tr("Restaurar una copia de seguridad"))
        self.setNameFilter(self.tr("Copia de seguridad") + " (*.zip)")
        self.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("&Restaurar"))


class IncomingDialog(OpenDialog):
    """A file dialog for a file to import."""

    def __init__(self, folder: Path, parent: QWidget | None) -> None:
        super().__init__(folder, parent)
        self.setWindowTitle(self.tr("Importar, paso 1 de 3: el archivo"))
        kinds = "*.csv *.tsv *.txt *.json *.ndjson *.hl7 *.log"
        self.setNameFilters([self.tr("CSV, HL7, FHIR o registros") + f" ({kinds})", self.tr("Todos") + " (*)"])
        self.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("&Siguiente"))
