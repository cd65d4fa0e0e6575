"""The row of filters above the list of records: category, alarm signs, verdicts, retracted ones, and the order."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.clinical.vitals import VITALS
from core.records.columns import VITAL_COLUMNS, Column
from core.records.finding import NEWEST_FIRST, Order
from core.vocabulary import Category
from gui.kit.enter import EnterButton
from gui.kit.tables import ALARM_MARK
from gui.language import formats, labels, report_words
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

GO_TO_DAY_KEY: Final = "Ctrl+G"


class Retracted(Enum):
    """Which records are listed: only those that count, the retracted ones too, or only these."""

    HIDDEN = auto()
    SHOWN = auto()
    ONLY = auto()


class Judged(Enum):
    """Which records are listed: those with a clinician's verdict, with one other than the result, or without."""

    YES = auto()
    OTHERWISE = auto()
    NO = auto()


class Filter(NamedTuple):
    """The filter and order of the list; None of a condition leaves it open."""

    category: Category | None = None
    alarm: bool | None = None
    judged: Judged | None = None
    retracted: Retracted = Retracted.HIDDEN
    order: Order = NEWEST_FIRST

    @property
    def conditions(self) -> tuple[Category | None, bool | None, Judged | None]:
        """What records have to be, whether or not they are retracted."""
        return self.category, self.alarm, self.judged

    @property
    def narrows(self) -> bool:
        """Whether records of the period are left out, besides the retracted ones."""
        return self.conditions != (None, None, None) or self.retracted is Retracted.ONLY

    @property
    def is_plain(self) -> bool:
        """Whether all records are listed, newest first, with or without the retracted ones."""
        return not self.narrows and self.order == NEWEST_FIRST


_ORDERS: Final = tuple(Order(column, descending) for column in Column for descending in (True, False))
_CHOICES: Final[tuple[tuple[Any, ...], ...]] = (
    (None, *Category),
    (None, True, False),
    (None, *Judged),
    tuple(Retracted),
    _ORDERS,
)
"""What each box offers, in the order of the fields of `Filter`."""

_NAMES: Final = ("filtro_categoria", "filtro_alarma", "filtro_criterio", "filtro_anulados", "orden")


class FilterBar(QWidget):
    """The filters, as many in a row as fit. `changed` follows a choice, `closed` the key Esc.

    `day_wanted`: the user asks to go to a day.
    """

    changed = Signal()
    closed = Signal()
    day_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filtros")
        self._filter = Filter()
        self._boxes = [_box(name, len(offered)) for name, offered in zip(_NAMES, _CHOICES, strict=True)]
        self._day_button = EnterButton(name="ir_a_un_dia")
        self._widgets: tuple[QWidget, ...] = (*self._boxes, self._day_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._lines = [QHBoxLayout() for _ in self._widgets]
        for line in self._lines:  # kept: PySide mistakes what `takeAt` returns for another object later
            line.setSpacing(GRID)
            line.addStretch(1)
            self._column.addLayout(line)
        for box in self._boxes:
            box.currentIndexChanged.connect(self._read)
        self._day_button.clicked.connect(self.day_wanted)
        self._placed: list[int] = []
        self._place([list(self._widgets)])
        self.retranslate()

    @property
    def filter(self) -> Filter:
        """The chosen filter."""
        return self._filter

    def words(self) -> str:
        """Say what is filtered, and by what the list is sorted; "" for the usual list."""
        return " · ".join(box.currentText() for box in self._boxes if box.currentIndex())

    def choose(self, chosen: Filter) -> None:
        """Choose all at once; emits `changed` on a change."""
        for box, offered, value in zip(self._boxes, _CHOICES, chosen, strict=True):
            with QSignalBlocker(box):
                box.setCurrentIndex(offered.index(value))
        self._read()

    @Slot(Column)
    def sort_by(self, column: Column) -> None:
        """Sort by a column, highest or newest first; the other way round if that is so already."""
        wanted = Order(column)
        if self._filter.order == wanted:
            wanted = wanted._replace(descending=False)
        self.choose(self._filter._replace(order=wanted))

    def focus_first(self) -> None:
        """Focus the first filter."""
        self._boxes[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        texts = (
            (
                self.tr("Categoría"),
                [self.tr("Todas las categorías"), *(labels.category_name(category.value) for category in Category)],
            ),
            (
                self.tr("Signo de alarma"),
                [
                    self.tr("Con y sin alarma"),
                    f"{ALARM_MARK} " + self.tr("Con signo de alarma"),
                    self.tr("Sin signo de alarma"),
                ],
            ),
            (
                self.tr("Criterio clínico"),
                [
                    self.tr("Con y sin criterio"),
                    self.tr("Con criterio clínico"),
                    self.tr("Criterio distinto del resultado"),
                    self.tr("Sin criterio clínico"),
                ],
            ),
            (self.tr("Anulados"), [self.tr("Sin anulados"), self.tr("Con anulados"), self.tr("Solo anulados")]),
            (self.tr("Orden"), [self._order_name(order) for order in _ORDERS]),
        )
        for box, (name, items) in zip(self._boxes, texts, strict=True):
            box.setAccessibleName(name)
            box.setAccessibleDescription(name)  # on Linux the name of a combo box is what is chosen
            box.setToolTip(name)
            for place, text in enumerate(items):
                box.setItemText(place, text)
        self._day_button.setText(self.tr("&Ir a un día…") + f"   {formats.key(GO_TO_DAY_KEY)}")
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest filter, and the height of those as they are placed."""
        widest = max(widget.minimumSizeHint().width() for widget in self._widgets)
        return QSize(widest, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place as many in a row as fit."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again after a change of the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _order_name(self, order: Order) -> str:
        if order.column is Column.TIME:
            return self.tr("Más recientes primero") if order.descending else self.tr("Más antiguos primero")
        name = {
            Column.CATEGORY: report_words.heading_category(),
            Column.SCORE: report_words.heading_score(),
            **{column: labels.vital_name(vital) for column, vital in zip(VITAL_COLUMNS, VITALS, strict=True)},
        }[order.column]
        way = self.tr("{name}: de mayor a menor") if order.descending else self.tr("{name}: de menor a mayor")
        return way.format(name=name)

    @Slot()
    def _read(self) -> None:
        chosen = Filter(*(offered[box.currentIndex()] for box, offered in zip(self._boxes, _CHOICES, strict=True)))
        if chosen != self._filter:
            self._filter = chosen
            self.changed.emit()

    def _arrange(self) -> None:
        rows: list[list[QWidget]] = [[]]
        room = self.width()
        for widget in self._widgets:
            needed = widget.sizeHint().width()
            if rows[-1] and needed > room:
                rows.append([])
                room = self.width()
            rows[-1].append(widget)
            room -= needed + GRID
        self._place(rows)

    def _place(self, rows: list[list[QWidget]]) -> None:
        counts = [len(row) for row in rows]
        if counts == self._placed:
            return
        self._placed = counts
        for widget in self._widgets:
            for line in self._lines:
                line.removeWidget(widget)
        for line, widgets in zip(self._lines, rows, strict=False):
            for place, widget in enumerate(widgets):
                line.insertWidget(place, widget)
        self.updateGeometry()


def _box(name: str, count: int) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setProperty("role", "filter")
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    for _ in range(count):
        box.addItem("")
    return box
