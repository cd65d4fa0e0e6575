"""Covers the line of text that the lower edge of a scroll area would cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Slot
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget


class LineCover(QFrame):
    """A blank strip over the last, cut line of a scroll area's labels, in the colour of the card below."""

    def __init__(self, area: QScrollArea, page: QWidget) -> None:
        super().__init__(area.viewport())
        self._area = area
        self.setProperty("role", "cover")
        self.hide()
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self.place)
        bar.rangeChanged.connect(self.place)
        area.viewport().installEventFilter(self)
        page.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the size of the scroll area, and where its labels are laid out."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.place()
        return False

    @Slot()
    def place(self) -> None:
        """Cover the line that is cut now, if one is."""
        edge = self._area.viewport().height()
        cut = min((self._whole_until(label, edge) for label in self._labels()), default=edge)
        self.setGeometry(0, cut, self._area.viewport().width(), edge - cut)
        self.setVisible(cut < edge)
        self.raise_()

    def _labels(self) -> list[QLabel]:
        return [label for label in self._area.findChildren(QLabel) if label.isVisible() and label.text()]

    def _whole_until(self, label: QLabel, edge: int) -> int:
        """Return where the last whole line above the edge ends, if the edge cuts the label."""
        top = label.mapTo(self._area.viewport(), QPoint(0, 0)).y()
        if not top < edge < top + label.height():
            return edge
        line = label.fontMetrics().lineSpacing()
        return max(0, top + (edge - top) // line * line)
