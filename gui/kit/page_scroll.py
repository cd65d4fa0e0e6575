"""A tab's page that scrolls as a whole where the window is too low for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class PageScroll(QScrollArea):
    """Scrolls to the focused control. `column` is the layout of the content."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout()
        self.column.setSpacing(2 * GRID)

    def show_content(self) -> None:
        """Show the content, once all is in its layout: later parts are measured too late."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setLayout(self.column)
        self.setWidget(content)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the focused control in view in a lower window, as that of a notice."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.see_focused)  # once all have their places

    @Slot()
    def see_focused(self) -> None:
        """Scroll to the focused control."""
        self._follow_focus(None, QApplication.focusWidget())

    @Slot("QWidget*", "QWidget*")
    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to the focused widget: Qt does so only for moves of the focus within the page."""
        content = self.widget()
        if now is None or content is None or not content.isAncestorOf(now):
            return
        self.ensureWidgetVisible(now, 0, 2 * GRID)
        top = now.mapTo(content, QPoint(0, 0)).y()
        if now.height() <= self.viewport().height():  # all of it: Qt is content with the current row of a table
            self.ensureVisible(0, top + now.height(), 0, 0)
            self.ensureVisible(0, top, 0, 0)
