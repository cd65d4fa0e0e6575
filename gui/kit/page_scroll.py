"""A tab's page that scrolls as a whole where the window is too low for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class PageScroll(QScrollArea):
    """Scrolls to the focused control. `column` is the layout of the content, `room` the size that is seen of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.room = QSize()
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
        self.room = event.size()  # the viewport's; PySide would make the classes of all widgets for `viewport()`
        content = self.widget()
        if content is not None:
            content.setMinimumHeight(0)
        QTimer.singleShot(0, self, self.see_focused)  # once all have their places

    @Slot()
    def see_focused(self) -> None:
        """Scroll to the focused control."""
        self._scroll_to(QApplication.focusWidget())

    @Slot("QWidget*", "QWidget*")
    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to the focused widget, now and once all have their places."""
        self._scroll_to(now)
        QTimer.singleShot(0, self, self.see_focused)

    def _scroll_to(self, now: QWidget | None) -> None:
        """Scroll to a widget of the page: Qt does so only for moves of the focus within the page.

        Not while a button of the mouse is down: what is pressed has to be there when it is released.
        """
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        content = self.widget()
        if now is None or content is None or not content.isAncestorOf(now):
            return
        self.ensureWidgetVisible(now, 0, 2 * GRID)
        top = now.mapTo(content, QPoint(0, 0)).y()
        if now.height() <= self.room.height():  # all of it: Qt is content with the current row of a table
            self.ensureVisible(0, top + now.height(), 0, 0)
            self.ensureVisible(0, top, 0, 0)
        self._cut_no_row(content, top, top + now.height())

    def _cut_no_row(self, content: QWidget, top: int, bottom: int) -> None:
        """Have no row of the page cut at the top: scroll to it if what is in focus stays in view, else past it.

        The page is made higher where it ends too soon for that; what stretches in it gets the room.
        """
        value, height = self.verticalScrollBar().value(), self.room.height()
        if not value:
            content.setMinimumHeight(0)
        items = filter(None, (self.column.itemAt(place) for place in range(self.column.count())))
        rows = [widget.geometry() for item in items if (widget := item.widget()) is not None and widget.isVisible()]
        cut = next((row for row in rows if row.top() < value <= row.bottom()), None)
        if cut is None:
            return
        is_first = cut.top() == rows[0].top()
        above = 0 if is_first else cut.top() - self.column.spacing()
        if top <= cut.bottom() and bottom - above > height:
            return
        wanted = above if bottom - above <= height else cut.bottom() + 1
        if wanted > self.verticalScrollBar().maximum():
            content.setMinimumHeight(wanted + height)
            QTimer.singleShot(0, self, partial(self.verticalScrollBar().setValue, wanted))
        else:
            self.verticalScrollBar().setValue(wanted)
