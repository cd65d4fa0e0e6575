"""Covers what the lower edge of a scroll area would cut: a line of text, a symbol, a scale."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Slot
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from gui.style.style_sheet import restyle


class LineCover(QFrame):
    """A blank strip over what the edge of a scroll area cuts, in the colour of the card below.

    Of a label, only the cut line is covered; anything else is as a whole: half a symbol could be taken for another.
    """

    def __init__(self, area: QScrollArea, page: QWidget) -> None:
        super().__init__(area)  # not its viewport, for which PySide would make the classes of all widgets
        self._area = area
        self._page = page
        self.setProperty("role", "cover")
        self.hide()
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self.place)
        bar.rangeChanged.connect(self.place)
        for watched in (area, page):
            watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the size of the scroll area, where its content is laid out, and the area's focus frame."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.place()
        elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            restyle(self, "framed", "true" if self._area.hasFocus() else "")
        return False

    @Slot()
    def place(self) -> None:
        """Cover the parts that the edge cuts now; hide where it cuts none."""
        top = self._page.mapTo(self._area, QPoint(0, 0)).y() - self._page.y()  # within the frame of the focus
        bottom = self._area.height() - top
        edge, cut = bottom + 1, bottom
        while cut < edge:  # the strip may cut another part beside this one
            edge = cut
            cut = min((self._whole_until(part, edge) for part in self._parts()), default=edge)
        if cut <= top:
            cut = bottom  # better half of it than nothing
        self.setGeometry(top, cut, self._page.width(), bottom - cut)
        self.setVisible(cut < bottom)
        self.raise_()

    def _parts(self) -> list[QWidget]:
        """Return the visible parts of the page: labels with a text, and widgets that paint themselves."""
        page = self._area.widget()
        found = [] if page is None else page.findChildren(QWidget)
        return [part for part in found if part.isVisible() and _is_seen(part)]

    def _whole_until(self, part: QWidget, edge: int) -> int:
        """Return the lower end of the part's whole lines above the edge; the edge if it does not cut the part."""
        top = part.mapTo(self._area, QPoint(0, 0)).y()
        if not top < edge < top + part.height():
            return edge
        line = part.fontMetrics().lineSpacing() if type(part) is QLabel else part.height()
        return max(0, top + (edge - top) // line * line)


def _is_seen(part: QWidget) -> bool:
    return bool(part.text()) if isinstance(part, QLabel) else not part.children()
