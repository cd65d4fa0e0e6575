"""The printed list of records: as many sheets as it needs, for a PDF file or a printer. Needs no widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPainter, QPdfWriter

from core.clinical.vitals import VITALS
from core.vocabulary import Category
from gui.kit.alignment import LEFT, RIGHT
from gui.kit.symbols import paint_symbol
from gui.kit.tables import ALARM_MARK
from gui.language import formats, labels, report_words
from gui.language.i18n import tr
from gui.report.charts import Canvas, Ruler
from gui.report.report_page import MARGINS_MM, page_size, program
from gui.style.theme import LIGHT

Facts = list[tuple[str, str]]
"""Names and values at the head of the list."""

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtPrintSupport import QPrinter

    from core.records.record import Record
    from core.system.establishment import Establishment
    from gui.work.listed import ListedRecords

MOST_RECORDS: Final = 5000
"""Most records of a printed list: some hundred sheets."""

_GAP: Final = 6.0
"""In units of 1/96 inch, as all measures below."""
_DESIGN_WIDTH: Final = 650.0
_BASE_POINTS: Final = 9.0
_TITLE_POINTS: Final = 18.0
_CATEGORY_COLUMN: Final = 4


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the table: a record with its texts, or the band of a day."""

    texts: tuple[str, ...]
    alarms: tuple[bool, ...] = ()
    category: Category | None = None
    is_retracted: bool = False


def facts_of(listed: ListedRecords, made: datetime, where: Establishment) -> Facts:
    """Return the names and values at the head of the list, which was made at a local time."""
    facts = [
        (report_words.heading_establishment(), "" if where.is_blank else report_words.establishment(where)),
        (tr("Periodo"), report_words.period(listed.period, listed.locale)),
        (tr("Filtros"), listed.filters),
        (tr("Registros"), listed.count),
        (tr("Generado"), formats.day_and_time(made, listed.locale)),
    ]
    return [(name, value) for name, value in facts if value]


def title() -> str:
    """Return the title of the list and of the PDF file."""
    return tr("Predictor Médico: registros")


def render_pdf(listed: ListedRecords, facts: Facts, log: Path, printer: QPrinter | None = None) -> Iterator[bytes]:
    """Yield b"" after each sheet, then the PDF, with the paper and colours of a printer. Raises ReadError."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title())
    writer.setCreator(program())
    if printer is None:
        writer.setPageSize(page_size(listed.locale))
    else:
        writer.setPageLayout(printer.pageLayout())
        if printer.colorMode() is printer.ColorMode.GrayScale:
            writer.setColorModel(QPdfWriter.ColorModel.Grayscale)
    for _ in paint_list(writer, listed, facts, log):
        yield b""
    yield bytes(buffer.data().data())


def paint_list(device: QPagedPaintDevice, listed: ListedRecords, facts: Facts, log: Path) -> Iterator[bool]:
    """Paint the sheets on a PDF file or a printer; yield after each whether the device works. Raises ReadError."""
    rows = list(_rows(listed, log))
    device.setPageMargins(MARGINS_MM, QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(device):
        yield False
        return
    sheets = _Sheets(painter, QRectF(0, 0, device.width(), device.height()), listed, facts, rows)
    for number in range(sheets.count):
        sheets.paint(number)
        works = number + 1 == sheets.count or device.newPage()
        yield works
        if not works:
            break
    if not painter.end():
        yield False


def _rows(listed: ListedRecords, log: Path) -> Iterator[_Row]:
    """Yield the lines of the table, in the order of the list."""
    has_bands = len(listed.rows.days) > 1
    for row in range(len(listed.rows)):
        band = listed.rows.days.at(row) if has_bands else None
        if band is not None:
            yield _Row((report_words.day_and_count(*band, listed.locale),))
        position = listed.rows.position(row)
        record = listed.index.read(log, position)
        note = listed.notes.retraction(listed.index.offset(position))
        texts = _texts(record, listed)
        if listed.with_retracted:
            texts = (*texts, "" if note is None else labels.reason(note.motivo))
        yield _Row(texts, listed.index.columns.alarms(position), Category(record.resultado), note is not None)


def _texts(record: Record, listed: ListedRecords) -> tuple[str, ...]:
    return (
        formats.day_and_time(record.local_time, listed.locale),
        *(formats.recorded(getattr(record, vital.name), listed.locale) for vital in VITALS),
        labels.category_name(record.resultado),
        report_words.score(record),
    )


class _Sheets:
    """Paints the sheets; the first has the title and the facts, each the headings and its number."""

    def __init__(
        self, painter: QPainter, area: QRectF, listed: ListedRecords, facts: Facts, rows: Sequence[_Row]
    ) -> None:
        inch = painter.device().logicalDpiY()
        self._painter = painter
        self._area = area
        self._listed = listed
        self._scale, self._unit = 1.0, inch / 96
        self._resize(min(1.0, area.width() * 96 / inch / _DESIGN_WIDTH))
        self._facts = facts
        self._headings = [
            report_words.heading_time(),
            *(report_words.heading_vital(vital) for vital in VITALS),
            report_words.heading_category(),
            report_words.heading_score(),
        ]
        if listed.with_retracted:
            self._headings.append(report_words.heading_reason())
        self._edges = self._columns(rows)
        self._pages = list(self._parted(rows))

    def _resize(self, factor: float) -> None:
        """Make everything smaller by a factor."""
        self._scale *= factor
        self._unit *= factor
        self._plain = self._canvas(_BASE_POINTS)
        self._bold = self._canvas(_BASE_POINTS, bold=True)
        self._struck = self._canvas(_BASE_POINTS, struck=True)
        self._height = self._plain.ruler.metrics.height() + _GAP * self._unit

    @property
    def count(self) -> int:
        """The number of sheets."""
        return len(self._pages)

    def paint(self, number: int) -> None:
        """Paint a sheet, numbered from 0."""
        y = self._area.top()
        if number == 0:
            y = self._paint_head(y)
        line = QRectF(self._area.left(), y, self._area.width(), self._height)
        for place, heading in enumerate(self._headings):
            self._plain.text(self._cell(line, place), self._alignment(place), heading, LIGHT.muted)
        self._plain.pen(LIGHT.border)
        self._painter.drawLine(line.bottomLeft(), line.bottomRight())
        for row in self._pages[number]:
            line.translate(0, self._height)
            self._paint_row(line, row)
        self._paint_foot(number)

    def _canvas(self, points: float, *, bold: bool = False, struck: bool = False) -> Canvas:
        font = QFont()
        font.setPointSizeF(points * self._scale)
        font.setBold(bold)
        font.setStrikeOut(struck)
        return Canvas(self._painter, Ruler(font, self._painter.device(), self._listed.locale, self._unit), LIGHT)

    def _head_height(self) -> float:
        title = self._canvas(_TITLE_POINTS, bold=True).ruler.metrics.height()
        return title + (len(self._facts) + 2.5) * self._height

    def _paint_head(self, y: float) -> float:
        """Paint title, disclaimer and facts; return the y below them."""
        large = self._canvas(_TITLE_POINTS, bold=True)
        height = large.ruler.metrics.height()
        large.text(QRectF(self._area.left(), y, self._area.width(), height), LEFT, title(), LIGHT.text)
        line = QRectF(self._area.left(), y + height, self._area.width(), self._height)
        self._bold.text(line, LEFT, labels.disclaimer(), LIGHT.error)
        widest = max(self._plain.ruler.metrics.horizontalAdvance(name) for name, _ in self._facts)
        line.translate(0, self._height / 2)
        for name, value in self._facts:
            line.translate(0, self._height)
            self._plain.text(line, LEFT, name, LIGHT.muted)
            self._bold.text(line.adjusted(widest + 2 * _GAP * self._unit, 0, 0, 0), LEFT, value, LIGHT.text)
        return y + self._head_height()

    def _parted(self, rows: Sequence[_Row]) -> Iterator[list[_Row]]:
        """Yield the rows of each sheet; the band of a day is never the last one."""
        whole = self._area.height() - 3 * self._height  # headings and foot
        room = int((whole - self._head_height()) / self._height)
        page: list[_Row] = []
        for place, row in enumerate(rows):
            ends_with_band = row.category is None and len(page) + 1 >= room and place + 1 < len(rows)
            if len(page) >= room or ends_with_band:
                yield page
                page, room = [], int(whole / self._height)
            page.append(row)
        yield page

    def _columns(self, rows: Sequence[_Row]) -> list[float]:
        """Return the left edges of the columns, the right end plus the gap, and the gap; equal gaps between them."""
        widths = self._widths(rows)
        gaps = len(widths) - 1
        narrowest = sum(widths) + gaps * 2 * _GAP * self._unit
        if narrowest > self._area.width():
            self._resize(self._area.width() / narrowest)
            widths = self._widths(rows)
        space = (self._area.width() - sum(widths)) / gaps
        edges = [0.0]
        for width in widths:
            edges.append(edges[-1] + width + space)
        return [*edges[:-1], self._area.width() + space, space]

    def _widths(self, rows: Sequence[_Row]) -> list[float]:
        """Return the width of the widest text of each column."""
        plain, bold = self._plain.ruler.metrics.horizontalAdvance, self._bold.ruler.metrics.horizontalAdvance
        texts: list[set[str]] = [set() for _ in self._headings]
        for row in rows:
            if row.category is not None:
                for place, text in enumerate(row.texts):
                    texts[place].add(f"{ALARM_MARK} {text}" if 0 < place <= len(VITALS) else text)
        widths = [
            max(plain(heading), *map(bold if 0 < place <= len(VITALS) else plain, column))
            for place, (heading, column) in enumerate(zip(self._headings, texts, strict=True))
        ]
        widths[_CATEGORY_COLUMN] += self._plain.ruler.metrics.ascent() + _GAP * self._unit
        return widths

    def _cell(self, line: QRectF, place: int) -> QRectF:
        left, right = self._edges[place], self._edges[place + 1] - self._edges[-1]
        return QRectF(line.left() + left, line.top(), right - left, line.height())

    def _paint_row(self, line: QRectF, row: _Row) -> None:
        if row.category is None:
            self._painter.fillRect(line, LIGHT.window)
            self._bold.text(line, LEFT, row.texts[0], LIGHT.text)
            return
        for place, text in enumerate(row.texts):
            cell = self._cell(line, place)
            canvas = self._struck if row.is_retracted and place <= len(self._headings) - 2 else self._plain
            if place == _CATEGORY_COLUMN:
                size = self._plain.ruler.metrics.ascent()
                disc = QRectF(cell.left(), cell.center().y() - size / 2, size, size)
                paint_symbol(self._painter, disc, row.category, LIGHT.category(row.category))
                cell.setLeft(disc.right() + _GAP * self._unit)
            if 0 < place <= len(VITALS) and row.alarms[place - 1]:
                canvas = canvas if row.is_retracted else self._bold
                canvas.text(cell, RIGHT, f"{ALARM_MARK} {text}", LIGHT.error)
            else:
                canvas.text(cell, self._alignment(place), text, LIGHT.text)

    def _alignment(self, place: int) -> Qt.AlignmentFlag:
        return RIGHT if 0 < place <= len(VITALS) or place == _CATEGORY_COLUMN + 1 else LEFT

    def _paint_foot(self, number: int) -> None:
        line = QRectF(self._area.left(), self._area.bottom() - self._height, self._area.width(), self._height)
        self._plain.pen(LIGHT.border)
        self._painter.drawLine(QPointF(line.left(), line.top()), QPointF(line.right(), line.top()))
        self._plain.text(line, LEFT, labels.disclaimer(), LIGHT.muted)
        words = tr("Página {number} de {count}")
        self._plain.text(line, RIGHT, words.format(number=number + 1, count=self.count), LIGHT.muted)
