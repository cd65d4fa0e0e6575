"""Message boxes that wait to be closed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QGridLayout, QMessageBox, QSpacerItem

from gui.shell import open_file
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

_LEAST_CHARACTERS: Final = 64
"""How wide a message is at least, in characters: paths break seldom then, and the title bar shows its words."""


class Messages(QObject):
    """Tells; `parent` is the window that waits meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parent = parent

    def already_open(self, data_dir: Path) -> None:
        """Say that another window has this data directory."""
        self._tell(
            QMessageBox.Icon.Information,
            self.tr("El programa ya está abierto"),
            self.tr("Búsquelo en la barra de tareas. Si no está allí, alguien lo tiene abierto en otra sesión."),
            str(data_dir),
        )

    def log_in_use(self, holder: str) -> None:
        """Say that the command line or the service has this data directory and does not let go."""
        self._tell(
            QMessageBox.Icon.Information,
            self.tr("Otro programa tiene abiertos los registros"),
            self.tr("Espere a que termine, o ciérrelo, y abra de nuevo."),
            holder,
        )

    def cannot_start(self, reason: str) -> None:
        """Say that the program cannot work at all."""
        self._tell(QMessageBox.Icon.Critical, self.tr("El programa no puede abrir"), reason, "")

    def crashed_at_start(self, path: str) -> None:
        """Say that the program cannot work because something in it failed; `path` is as for `crashed`."""
        self._tell(
            QMessageBox.Icon.Critical,
            self.tr("El programa no puede abrir"),
            self.tr("Algo falló dentro del programa. Lo guardado está a salvo."),
            self._where_details_are(path),
        )

    def crashed(self, path: str) -> None:
        """Say that something in the program failed; `path` is the crash file, "" if there is none."""
        self._tell(
            QMessageBox.Icon.Warning,
            self.tr("Algo falló dentro del programa"),
            self.tr(
                "Lo guardado está a salvo y puede seguir trabajando. Revise que lo último que hizo se vea bien; "
                "si no, cierre el programa y ábralo otra vez."
            ),
            self._where_details_are(path),
        )

    def _where_details_are(self, path: str) -> str:
        if not path:
            return self.tr("Los detalles no se pudieron escribir en el disco.")
        return self.tr("La persona encargada encontrará los detalles, sin datos de pacientes, en:\n{path}").format(
            path=path
        )

    def open_file(self, path: Path) -> None:
        """Open a file that was written; say where it is if that is not possible."""
        why = self.tr("En este computador no hay un programa que lo abra. Está en:")
        self._open(open_file.open_file, path, why)

    def show_in_folder(self, path: Path) -> None:
        """Show a file that was written in the system's file manager; say where it is if that is not possible."""
        why = self.tr("En este computador no hay un programa que muestre la carpeta. Está en:")
        self._open(open_file.show_in_folder, path, why)

    def _open(self, way: Callable[[Path, Callable[[], None]], None], path: Path, why: str) -> None:
        title = self.tr("No se pudo abrir el archivo")
        if path.exists():
            way(path, partial(self._tell, QMessageBox.Icon.Warning, title, why, str(path)))
        else:
            why = self.tr("El archivo ya no está; quizás se retiró la memoria USB. Estaba en:")
            self._tell(QMessageBox.Icon.Warning, title, why, str(path))

    def open_folder(self, folder: Path) -> None:
        """Show a folder in the system's file manager; where there is none, say where it is."""
        title = self.tr("No se pudo abrir la carpeta de datos")
        why = self.tr("En este computador no hay un programa que la muestre. Los datos están en:")
        open_file.open_file(folder, partial(self._tell, QMessageBox.Icon.Warning, title, why, str(folder)))

    def _tell(self, icon: QMessageBox.Icon, text: str, more: str, small: str) -> None:
        box = self._box(icon, text, f"{more}\n\n{small}" if small else more)
        box.setStandardButtons(QMessageBox.StandardButton.Close)
        box.exec()

    def _box(self, icon: QMessageBox.Icon, text: str, more: str) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setWindowTitle(self.tr("Predictor Médico"))
        box.setIcon(icon)
        box.setTextFormat(Qt.TextFormat.RichText)
        box.setText(f"<b>{escaped(text)}</b>")
        box.setInformativeText("<br>".join(escaped(line) for line in more.split("\n")))
        grid = box.layout()
        if isinstance(grid, QGridLayout):  # as it has been in every Qt: so the title above is not cut off
            width = min(
                box.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS, box.screen().availableSize().width()
            )
            grid.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
            grid.addItem(QSpacerItem(width, 0), grid.rowCount(), 0, 1, grid.columnCount())
        return box


def escaped(text: str) -> str:
    """Return a text as HTML says it."""
    from html import escape  # noqa: PLC0415 - with it come the 2,231 names of HTML's characters

    return escape(text)
