"""File dialogs; in that for an export a chosen format sets the suffix, a typed suffix the format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QFileInfo, QObject, QSize, QStandardPaths, QStorageInfo, QUrl, Slot
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QListView, QSplitter, QToolButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

_HAS_GOOD_NATIVE_DIALOG: Final = ("win32", "darwin")
"""Platforms where the native dialog is used; other native dialogs cannot change the name while open."""

_STICK_FOLDERS: Final = ("/media", "/run/media", "/mnt")
"""Mount points of removable media on Linux."""

_ARROWS: Final = ("backButton", "forwardButton", "toParentButton")
"""The buttons of Qt's dialog whose icons are black in every theme."""

_MOST_OF_SIDE: Final = 3
"""The list of places takes at most one third of the dialog's width."""


class FileDialog(QObject):
    """A file dialog: the system's own where that is good, else Qt's, with the user's folders and sticks beside it."""

    def __init__(self, title: str, folder: Path, parent: QWidget | None) -> None:
        super().__init__(parent)
        start = folder if QFileInfo(str(folder)).isDir() else Path.home()
        # A plain QFileDialog: Qt never uses the native dialog for a subclass.
        self._dialog = QFileDialog(parent, title, str(start))
        self._dialog.setOption(QFileDialog.Option.DontUseNativeDialog, sys.platform not in _HAS_GOOD_NATIVE_DIALOG)
        self._dialog.setViewMode(QFileDialog.ViewMode.List)
        self._dialog.setLabelText(QFileDialog.DialogLabel.LookIn, self.tr("Buscar en:"))
        self._dialog.setLabelText(QFileDialog.DialogLabel.FileName, self.tr("&Nombre:"))
        self._dialog.setLabelText(QFileDialog.DialogLabel.FileType, self.tr("&Formato:"))
        self._dialog.setLabelText(QFileDialog.DialogLabel.Reject, self.tr("&Cancelar"))
        characters = self._dialog.fontMetrics().averageCharWidth() * 90
        room = self._dialog.screen().availableSize() * 0.9
        self._dialog.resize(QSize(characters, characters * 2 // 3).boundedTo(room))
        show_places(self._dialog)
        colour_arrows(self._dialog)

    def exec(self) -> bool:
        """Run the dialog, once; return whether a file was chosen."""
        self._dialog.finished.connect(self._dialog.deleteLater)
        self._dialog.finished.connect(self.deleteLater)
        return bool(self._dialog.exec())

    @property
    def path(self) -> str | None:
        """The chosen file, None if there is none."""
        return next(iter(self._dialog.selectedFiles()), None)


class ExportFileDialog(FileDialog):
    """The dialog for a file to write; it asks before replacing one.

    `filters` has each format's name with its suffix, such as `json`, or with a suggested file name. The format whose
    file name is that of `suggested`, else the first, is preselected.
    """

    def __init__(
        self, title: str, suggested: Path, filters: Sequence[tuple[str, str]], parent: QWidget | None
    ) -> None:
        super().__init__(title, suggested.parent, parent)
        self._files = [file if "." in file else f"{suggested.stem}.{file}" for _, file in filters]
        self._suffixes = [Path(file).suffix.removeprefix(".") for file in self._files]
        self._names = [f"{name} (*.{suffix})" for (name, _), suffix in zip(filters, self._suffixes, strict=True)]
        self._format = self._files.index(suggested.name) if suggested.name in self._files else 0
        self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("&Guardar"))
        self._dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        self._dialog.setNameFilters(self._names)
        self._dialog.selectNameFilter(self._names[self._format])
        self._dialog.setDefaultSuffix(self._suffixes[self._format])
        self._dialog.selectFile(self._files[self._format])
        self._dialog.filterSelected.connect(self._follow_format)

    def add_note(self, note: str) -> None:
        """Show a sentence below; in the system's own dialog, which has no place for it, behind the title."""
        grid = self._dialog.layout()
        if not isinstance(grid, QGridLayout):
            self._dialog.setWindowTitle(f"{self._dialog.windowTitle()} · {note}")
            return
        label = QLabel(note)
        label.setWordWrap(True)
        grid.addWidget(label, grid.rowCount(), 0, 1, grid.columnCount())
        self._dialog.setAccessibleDescription(note)

    def chosen(self) -> tuple[str, int]:
        """Return the path and the index of the format: that of a typed suffix, else the selected one."""
        path = self._dialog.selectedFiles()[0]
        format_ = self._names.index(self._dialog.selectedNameFilter())
        typed = Path(path).suffix.removeprefix(".").lower()
        if typed != self._suffixes[format_] and typed in self._suffixes:
            format_ = self._suffixes.index(typed)
        return path, format_

    @Slot(str)
    def _follow_format(self, name: str) -> None:
        before, self._format = self._format, self._names.index(name)
        self._dialog.setDefaultSuffix(self._suffixes[self._format])  # the dialog changes the name's own suffix
        old, new = (Path(self._files[format_]) for format_ in (before, self._format))
        files = self._dialog.selectedFiles()
        if old.stem != new.stem and files and Path(files[0]).stem == old.stem:  # a name typed by the user stays
            self._dialog.selectFile(str(Path(files[0]).with_name(new.name)))


def show_places(dialog: QFileDialog) -> None:
    """List the user's folders and removable media in Qt's sidebar and widen it; a no-op for native dialogs."""
    sidebar, splitter = dialog.findChild(QListView, "sidebar"), dialog.findChild(QSplitter, "splitter")
    if not isinstance(sidebar, QListView) or not isinstance(splitter, QSplitter):
        return
    dialog.setSidebarUrls([QUrl.fromLocalFile(place) for place in _places()])
    needed = sidebar.sizeHintForColumn(0) + 2 * sidebar.frameWidth() + sidebar.verticalScrollBar().sizeHint().width()
    width = min(needed, dialog.width() // _MOST_OF_SIDE)
    sidebar.setMinimumWidth(width)
    splitter.setSizes([width, dialog.width() - width])


def colour_arrows(dialog: QFileDialog) -> None:
    """Draw the arrows of Qt's dialog in the colour of its text; a no-op for native dialogs."""
    for name in _ARROWS:
        button = dialog.findChild(QToolButton, name)
        if not isinstance(button, QToolButton):
            continue
        button.ensurePolished()
        arrow = QIcon()
        for mode, group in (
            (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
            (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
        ):
            picture = button.icon().pixmap(button.iconSize())
            painter = QPainter(picture)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(picture.rect(), dialog.palette().color(group, QPalette.ColorRole.Text))
            painter.end()
            arrow.addPixmap(picture, mode)
        button.setIcon(arrow)


def _places() -> list[str]:
    kinds = (
        QStandardPaths.StandardLocation.HomeLocation,
        QStandardPaths.StandardLocation.DocumentsLocation,
        QStandardPaths.StandardLocation.DesktopLocation,
    )
    own = [QStandardPaths.writableLocation(kind) for kind in kinds]
    mounted = [volume.rootPath() for volume in QStorageInfo.mountedVolumes() if volume.isReady()]
    sticks = [root for root in mounted if any(Path(root).is_relative_to(folder) for folder in _STICK_FOLDERS)]
    return [place for place in dict.fromkeys(own + sorted(sticks)) if QFileInfo(place).isDir()]
