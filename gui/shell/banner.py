"""The strip for notices below the pages. Never takes the keyboard focus from the form."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.kit.announce import announce
from gui.kit.enter import EnterButton
from gui.kit.label import label
from gui.kit.measure import margin
from gui.language import formats
from gui.shell.actions import CLOSE_NOTICE_KEY
from gui.shell.reading_time import ReadingTime
from gui.style.style_sheet import restyle
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable


_WIDE: Final = 42
"""Least width for words and buttons side by side, in heights of a line of text."""


class Kind(StrEnum):
    """The severity of a notice."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Notice:
    """A message for the banner. `name` identifies its subject: a new notice of that name replaces the old one.

    `text` and `details` are functions, so that the words follow the language. `details` labels a button that calls
    `show_details`; `more` and `show_more` are a second one. `answer` marks a reply to the user's last action, `runs`
    a task that is running.
    `mark` is for what lasts and can be acknowledged: it changes with what the notice is about.
    """

    name: str
    kind: Kind
    text: Callable[[], str]
    details: Callable[[], str] | None = None
    show_details: Callable[[], None] | None = None
    answer: bool = False
    runs: bool = False
    mark: str = ""
    more: Callable[[], str] | None = None
    show_more: Callable[[], None] | None = None


class _Sign(QWidget):
    """A triangle or a disc with a mark, in the text's colour: shows the severity without colour."""

    def __init__(self, words: QLabel, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = words
        self.kind = Kind.INFO
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * 1.4)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._label.palette().color(self._label.foregroundRole())
        side = min(self.width(), self.height())
        width = max(1.5, side / 12)
        area = QRectF(0, 0, side, side).adjusted(width, width, -width, -width)
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        middle = area.center().x()
        if self.kind is Kind.INFO:
            painter.drawEllipse(area)
            painter.drawLine(QPointF(middle, side * 0.46), QPointF(middle, side * 0.7))
            painter.drawPoint(QPointF(middle, side * 0.3))
        else:
            corners = [QPointF(middle, area.top()), area.bottomRight(), area.bottomLeft()]
            painter.drawPolygon(QPolygonF(corners))
            painter.drawLine(QPointF(middle, side * 0.4), QPointF(middle, side * 0.6))
            painter.drawPoint(QPointF(middle, side * 0.76))
        painter.end()


class BannerArea(QWidget):
    """A queue of notices that shows one; closing it shows the next.

    Running tasks and answers come first, then errors, warnings and information; within a rank the newest is first. A
    failing disk ranks as any error, so that the progress of a backup stays visible; the form itself shows NO GUARDADO
    in any case.

    A running task cannot be closed, only skipped to read the notices behind it; it returns to the front when those
    are closed or a new notice arrives. An answer that all went well closes itself once there was time to read it.
    """

    changed = Signal(bool)
    """Carries whether the shown banner can be closed or skipped."""

    emptied = Signal()
    """A banner, or a button of one, that had the focus has disappeared."""

    arranged = Signal()
    """The banner may need another height now."""

    acknowledged = Signal(str, str)
    """The user has closed a notice with a mark: its name and mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: dict[str, Notice] = {}
        self._passed: Counter[str] = Counter()
        """Number of times that each running task was skipped since the last new notice."""
        self._shown_name = ""
        self._keeps_measure = False
        self._frame = QFrame(self)
        self._frame.setObjectName("aviso")
        self._frame.setProperty("role", "banner")
        self._label = label(wraps=True, parent=self._frame)
        self._sign = _Sign(self._label, self._frame)
        self._details = EnterButton(self._frame)
        self._details.clicked.connect(self._show_details)
        self._more = EnterButton(self._frame)
        self._more.clicked.connect(self._show_more)
        self._place = label("", "cuantos_avisos", parent=self._frame)
        self._close = EnterButton(self._frame)
        self._close.clicked.connect(self.close_shown)
        words = QHBoxLayout()
        words.setSpacing(GRID + GRID // 2)
        words.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignVCenter)
        words.addWidget(self._label, 1)
        ways = QHBoxLayout()
        ways.setSpacing(GRID)
        ways.addStretch(1)
        for widget in (self._place, self._details, self._more, self._close):
            ways.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._inside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._frame)
        self._inside.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        self._inside.setSpacing(GRID)
        self._inside.addLayout(words, 1)
        self._inside.addLayout(ways)
        self._reading = ReadingTime(self)
        self._reading.is_over.connect(self._read)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._frame)
        self._refresh()

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """The buttons, in tab order."""
        return self._details, self._more, self._close

    @property
    def shown(self) -> Notice | None:
        """The notice on the screen; None if there is none."""
        newest_first = reversed(self._notices.values())
        return min(newest_first, key=lambda notice: (self._passed[notice.name], _rank(notice)), default=None)

    @property
    def count(self) -> int:
        """The number of notices, including the shown one."""
        return len(self._notices)

    def post(self, notice: Notice) -> None:
        """Add a notice and announce it to screen readers."""
        self._notices.pop(notice.name, None)
        self._notices[notice.name] = notice
        self._passed.clear()
        self._refresh()
        announce(self._label, notice.text())

    def withdraw(self, name: str) -> None:
        """Remove a notice that no longer holds, if there is one of that name."""
        if self._notices.pop(name, None) is not None:
            self._refresh()

    @Slot()
    def close_shown(self) -> None:
        """Close the shown notice; skip it if it is of a running task."""
        shown = self.shown
        if shown is None:
            return
        if shown.runs:
            self._passed[shown.name] += 1
        else:
            del self._notices[shown.name]
        if shown.mark:
            self.acknowledged.emit(shown.name, shown.mark)
        self._refresh()

    @Slot()
    def _read(self) -> None:
        """Close an answer that was read."""
        self.withdraw(self._shown_name)

    @Slot()
    def _show_details(self) -> None:
        shown = self.shown
        if shown is not None and shown.show_details is not None:
            shown.show_details()

    @Slot()
    def _show_more(self) -> None:
        shown = self.shown
        if shown is not None and shown.show_more is not None:
            shown.show_more()

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        shown = self.shown
        if shown is None:
            return
        key = QKeySequence(CLOSE_NOTICE_KEY).toString(QKeySequence.SequenceFormat.NativeText)
        if shown.runs:
            close = self.tr("Siguiente aviso")
        else:
            close = self.tr("Entendido") if shown.mark else self.tr("Cerrar aviso")
        self._close.setText(f"{close}   {key}")
        told = self.tr("No se avisa otra vez hasta que cambie.") if shown.mark else ""
        self._close.setToolTip(told)
        self._close.setAccessibleDescription(told)
        kind = {
            Kind.ERROR: self.tr("Error"),
            Kind.WARNING: self.tr("Advertencia"),
            Kind.INFO: self.tr("Información"),
        }[shown.kind]
        self._label.setText(shown.text())
        self._place.setText(self.tr("1 de {count}").format(count=formats.count(len(self._notices), self.locale())))
        self._place.setVisible(len(self._notices) > 1)
        self._frame.setAccessibleName(f"{kind}: {shown.text()}")
        if shown.details is not None:
            self._details.setText(shown.details())
        if shown.more is not None:
            self._more.setText(shown.more())
        self._details.setVisible(shown.details is not None)
        self._more.setVisible(shown.more is not None)
        self._arrange()

    def keep_measure(self, kept: bool) -> None:
        """Align the banner with a page's content, which keeps its measure; or use all of the width."""
        self._keeps_measure = kept
        self._align()

    def _align(self) -> None:
        side = margin(self, self.width()) if self._keeps_measure else 0
        self.setContentsMargins(side, 0, side, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._align()
        self._arrange()

    def height_at(self, width: int) -> int:
        """Return the height in pixels that the banner needs at a width."""
        return min(self._heights(width)) + 2 * GRID

    def _heights(self, width: int) -> tuple[int, int]:
        """Return the heights with the buttons beside the words, and below them."""
        shown = [widget.sizeHint() for widget in (self._place, *self.buttons) if not widget.isHidden()]
        room = width - self._sign.sizeHint().width() - 5 * GRID
        beside = self._label.heightForWidth(max(0, room - sum(hint.width() + GRID for hint in shown)))
        below = self._label.heightForWidth(room) + max((hint.height() + GRID for hint in shown), default=0)
        return beside, below

    def _arrange(self) -> None:
        """Place the buttons beside the words, or below them where that is lower."""
        beside, below = self._heights(self.contentsRect().width())
        wide = self.width() >= _WIDE * self.fontMetrics().height() or beside <= below
        self._inside.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self.arranged.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the size of the text."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() is QEvent.Type.FontChange:
            self._align()
        super().changeEvent(event)

    def _refresh(self) -> None:
        """Show the first notice; emit `emptied` if a focused button is hidden now or belongs to another notice."""
        shown = self.shown
        name = "" if shown is None else shown.name
        had_focus = next((button for button in self.buttons if button.hasFocus()), None)
        is_other = name != self._shown_name
        self._shown_name = name
        self._show(shown)
        if had_focus is not None and (is_other or had_focus.isHidden()):
            self.emptied.emit()

    def _show(self, shown: Notice | None) -> None:
        can_close = shown is not None and (not shown.runs or len(self._notices) > 1)
        self._close.setVisible(can_close)
        self.setVisible(shown is not None)
        self.changed.emit(can_close)
        self.retranslate()
        if shown is None:
            self._reading.end()
            return
        self._sign.kind = shown.kind
        for widget in (self._frame, self._label, self._place, *self.buttons):
            restyle(widget, "kind", shown.kind.value)
        self._sign.update()
        if shown.answer and shown.kind is Kind.INFO:
            self._reading.begin(self._frame, len(shown.text()), has_ways=shown.details is not None)
        else:
            self._reading.end()


def _rank(notice: Notice) -> int:
    """Return the rank of a notice, 0 first; equal ranks are ordered by age."""
    return 0 if notice.answer or notice.runs else 1 + list(Kind).index(notice.kind)
