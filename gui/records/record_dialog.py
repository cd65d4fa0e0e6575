"""Base of the questions about one record: question, record, and the dialog's own part, at every text size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.kit.label import label
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QLabel, QPushButton

_NO_BREAK = "\u00a0"


def room(dialog: QWidget) -> QSize:
    """Return the largest size of a dialog on its screen, without its frame and title."""
    return dialog.screen().availableSize() - QSize(2 * GRID, 6 * GRID)


class RecordDialog(QDialog):
    """A dialog about one record, sized to its longest line and whole text; it scrolls if the screen is too small.

    `what` describes the record; "" if the dialog itself shows it.
    """

    def __init__(self, title: str, question: str, what: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._labels: list[QLabel] = []
        self._page = QWidget()
        self._inside = QVBoxLayout(self._page)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(GRID)
        self._area = QScrollArea(self)
        self._area.setWidget(self._page)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._buttons = QDialogButtonBox(self)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        self._column.setSpacing(2 * GRID)
        self._column.addWidget(self._area, 1)
        self._column.addWidget(self._buttons)
        self.say(question, "title")
        if what:
            # Lines break between parts, never between a number and its unit.
            self.say(" · ".join(part.replace(" ", _NO_BREAK) for part in what.split(" · ")))
            self.setAccessibleDescription(what)

    def say(self, text: str, role: str = "", *, wraps: bool = False) -> QLabel:
        """Add a text below the others and return its label; `role` selects its style.

        The dialog is made as wide as its longest text, unless that `wraps`.
        """
        said = label(role, text=text, wraps=True)
        if not wraps:
            self._labels.append(said)
        self._inside.addWidget(said)
        return said

    def add(self, widget: QWidget) -> None:
        """Add a control below the others; the dialog scrolls to it when it gets the focus."""
        widget.installEventFilter(self)
        self._inside.addWidget(widget)

    def add_space(self) -> None:
        """Add vertical space."""
        self._inside.addSpacing(GRID)

    def add_buttons(self, yes: str, no: str = "") -> QPushButton:
        """Add the answers and return the first; Enter gives the first, Esc the second."""
        accept = self._buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        accept.setDefault(True)
        if no:
            self._buttons.addButton(no, QDialogButtonBox.ButtonRole.RejectRole)
        return accept

    def add_other_button(self, text: str) -> QPushButton:
        """Add a button that gives no answer by itself, and return it."""
        button = self._buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        return button

    def sizeHint(self) -> QSize:
        """Return the size at which no line wraps, limited to the screen."""
        self.ensurePolished()
        for said in self._labels:
            said.ensurePolished()
        margins = self._column.contentsMargins()
        lines = [said.fontMetrics().horizontalAdvance(said.text()) + GRID for said in self._labels]
        inner = max(*lines, self._page.minimumSizeHint().width(), self._buttons.sizeHint().width())
        limit = room(self)
        width = min(inner + margins.left() + margins.right(), limit.width())
        text = self._inside.totalHeightForWidth(width - margins.left() - margins.right())
        around = margins.top() + margins.bottom() + self._column.spacing() + self._buttons.sizeHint().height()
        if text + around > limit.height():
            bar = self._area.verticalScrollBar().sizeHint().width()
            return QSize(min(width + bar, limit.width()), limit.height())
        return QSize(width, text + around)

    def showEvent(self, event: QShowEvent) -> None:
        """Resize to `sizeHint`; Qt's own limit is two thirds of the screen."""
        self.resize(self.sizeHint())
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the scroll bar only if the text does not fit.

        Qt's automatic scroll bar would stay once shown: it narrows the text, which wraps and gets too high.
        """
        super().resizeEvent(event)
        fits = self._inside.totalHeightForWidth(self._area.width()) <= self._area.height()
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self._area.setVerticalScrollBarPolicy(policy)
        self._let_keys_scroll(not fits)

    def _let_keys_scroll(self, needed: bool) -> None:
        """Do nothing: controls scroll into view as they get the focus. A dialog of mere text has keys scroll it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scroll to the control that gets the focus."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._area.ensureWidgetVisible(watched, 0, GRID)
        return super().eventFilter(watched, event)
