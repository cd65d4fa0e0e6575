"""A small chart of one share: before, and now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from gui.language import formats
from gui.model.distribution_chart import LINES_WIDE
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QLocale
    from PySide6.QtGui import QPaintEvent

    from gui.style.look import Look


class Share(NamedTuple):
    """What a bar is of, and how many of how many it stands for; no bar where there are none."""

    name: str
    hits: int
    total: int

    @property
    def value(self) -> float:
        """The share, 0 to 1."""
        return self.hits / self.total if self.total else 0.0


class ShareChart(QWidget):
    """A bar for each share, the last one in colour, with its percentage; a screen reader hears all of them."""

    def __init__(self, look: Look, shares: Sequence[Share], locale: QLocale) -> None:
        super().__init__()
        self.setLocale(locale)
        self._look = look
        self._shares = shares
        self.setAccessibleName(" ".join(f"{share.name}: {self._percent(share)}." for share in shares))

    def sizeHint(self) -> QSize:
        """Return a size of one and a half lines of text for each share."""
        line = self.fontMetrics().height()
        return QSize(LINES_WIDE * line, len(self._shares) * line * 3 // 2)

    def minimumSizeHint(self) -> QSize:
        """Return the height of the whole chart: a layout leaves nothing of it out."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names, the bars and the percentages."""
        theme, metrics = self._look.theme, self.fontMetrics()
        painter = QPainter(self)
        name = max(metrics.horizontalAdvance(share.name) for share in self._shares) + 2 * GRID
        percent = max(metrics.horizontalAdvance(self._percent(share)) for share in self._shares) + GRID
        room = max(0, self.width() - name - percent)
        highest = max(share.value for share in self._shares) or 1.0
        height = self.height() / len(self._shares)
        for place, share in enumerate(self._shares):
            top = place * height
            length = room * share.value / highest
            painter.setPen(QColor(theme.text))
            left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(0, top, name, height), left, share.name)
            colour = theme.primary if place == len(self._shares) - 1 else theme.border
            painter.fillRect(QRectF(name, top + height / 6, max(2.0, length), height * 2 / 3), QColor(colour))
            painter.drawText(QRectF(name + length + GRID, top, percent, height), left, self._percent(share))
        painter.end()

    def _percent(self, share: Share) -> str:
        if not share.total:
            return formats.EN_DASH
        return formats.percent(round(1000 * share.value), 1000, self.locale())
