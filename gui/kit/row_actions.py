"""Actions on the rows of a table of records: open one, copy the chosen ones, and those that its owner adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from gui.kit.enter import is_enter
from gui.language import formats

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QTableView


class RowAction(NamedTuple):
    """An entry of the context menu: its text with a mnemonic, the name of its key, its signal or slot."""

    text: str
    key: str
    run: Callable[[], object] | SignalInstance


def _nothing() -> list[RowAction]:
    return []


class RowActions(QObject):
    """Enter or a double click emits `opened` with the row, Ctrl+C emits `copied`; the context menu has the same.

    `more` returns further entries of the menu for the current row.
    """

    opened = Signal(int)
    copied = Signal()

    def __init__(self, table: QTableView, more: Callable[[], list[RowAction]] = _nothing) -> None:
        super().__init__(table)
        self._table = table
        self._more = more
        table.installEventFilter(self)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)
        table.doubleClicked.connect(self.open_current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open on Enter, once while it is held down, and copy on Ctrl+C."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._table.currentIndex().isValid()
        ):
            if is_enter(event):
                if not event.isAutoRepeat():
                    self.open_current()
                return True
            if event.matches(QKeySequence.StandardKey.Copy):
                self.copied.emit()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def open_current(self) -> None:
        """Open the current row, if there is one."""
        if self._table.currentIndex().isValid():
            self.opened.emit(self._table.currentIndex().row())

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        row = self._table.indexAt(place)
        if row.isValid() and not self._table.selectionModel().isSelected(row):
            self._table.selectRow(row.row())
        if not self._table.currentIndex().isValid():
            return
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy_key = formats.key(QKeySequence.StandardKey.Copy)
        for action in (
            RowAction(self.tr("&Ver detalles"), "Enter", self.open_current),
            *self._more(),
            RowAction(self.tr("&Copiar"), copy_key, self.copied),
        ):
            run = action.run
            menu.addAction(f"{action.text}\t{action.key}").triggered.connect(run)
        menu.popup(self._table.viewport().mapToGlobal(place))
