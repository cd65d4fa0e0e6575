"""The printed page: the report on one sheet, for a PDF file or a printer. Needs no window and no widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from core.clinical.vitals import VITALS
from core.records.period import Period
from core.system.clock import local_now
from core.system.whole_file import write_out
from core.vocabulary import Category
from gui.kit.alignment import LEFT, RIGHT
from gui.kit.symbols import paint_symbol
from gui.language import formats, labels, report_words
from gui.language.i18n import tr
from gui.report.charts import Canvas, DaysChart, Legend, Ruler, counted, has_part_of_period, paint_bar
from gui.style.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtPrintSupport import QPrinter

    from core.clinical.vitals import Vital
    from core.exchange.export import Origin
    from core.records.record import Record
    from core.report.report import Report, Tally
    from gui.report.charts import Day

_LETTER_TERRITORIES: Final = frozenset(
    "BZ CA CL CO CR DO GT MX NI PA PH PR SV US VE".split(),  # noqa: SIM905 - a list of regions reads as one
)
MARGINS_MM: Final = QMarginsF(18, 15, 18, 15)

# All measures below are in units of 1/96 inch; on a page smaller than the design everything is scaled down.
_DESIGN_WIDTH: Final = 650.0
_DESIGN_HEIGHT: Final = 900.0
_GAP: Final = 8.0
_LEAST_SPACE: Final = 14.0
"""Between two columns with whole headings; where they would be closer, the headings are shorter."""
_CHART_HIGHEST: Final = 330.0
_BASE_POINTS: Final = 9.5
_TITLE_POINTS: Final = 20.0
_HEADING_POINTS: Final = 12.5


@dataclass(frozen=True, slots=True)
class PageContent:
    """The content of the page. `days` are the charted days; `made` is the local time of its creation."""

    report: Report
    period: Period
    days: Sequence[Day]
    origin: Origin
    made: datetime


def write_pdf(tally: Tally, period: Period, origin: Origin, path: Path, locale: QLocale) -> None:
    """Write the report of a period as a PDF to the output of a command (`write_out`). Raises SaveError."""
    made = local_now()
    charted = period.charted(made.date())
    days = counted(charted, tally.report(Period(charted[0], charted[-1])), period)
    content = PageContent(tally.report(period), period, days, origin, made)
    write_out(path, [render_pdf(content, locale)])


def render_pdf(content: PageContent, locale: QLocale, printer: QPrinter | None = None) -> bytes:
    """Return the page as a PDF, with the printer's paper and colours, or else the locale's paper."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title())
    writer.setCreator(program())
    if printer is None:
        writer.setPageSize(page_size(locale))
    else:
        writer.setPageLayout(printer.pageLayout())
        if printer.colorMode() is printer.ColorMode.GrayScale:
            writer.setColorModel(QPdfWriter.ColorModel.Grayscale)
    paint_page(writer, content, locale)
    return bytes(buffer.data().data())


def page_size(locale: QLocale) -> QPageSize:
    """Return the usual paper of the locale's country: Letter or A4."""
    letter = QLocale.territoryToCode(locale.territory()) in _LETTER_TERRITORIES
    return QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4)


def paint_page(device: QPagedPaintDevice, content: PageContent, locale: QLocale) -> bool:
    """Paint the page on a PDF file or a printer; return False if the device fails."""
    device.setPageMargins(MARGINS_MM, QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(device):
        return False
    _Page(painter, QRectF(0, 0, device.width(), device.height()), content, locale).paint()
    return painter.end()


def program() -> str:
    """Return the name of the program."""
    return tr("Predictor Médico")


def title() -> str:
    """Return the title of the page and of the PDF file."""
    return tr("Predictor Médico: reporte")


class _Page:
    """Paints the page from top to bottom; `_y` is the top of the next element."""

    def __init__(self, painter: QPainter, area: QRectF, content: PageContent, locale: QLocale) -> None:
        inch = painter.device().logicalDpiY()
        self._scale = min(1.0, area.width() * 96 / inch / _DESIGN_WIDTH, area.height() * 96 / inch / _DESIGN_HEIGHT)
        self._unit = inch / 96 * self._scale
        self._painter = painter
        self._area = area
        self._content = content
        self._locale = locale
        self._y = area.top()
        self._plain = self._canvas(_BASE_POINTS)
        self._bold = self._canvas(_BASE_POINTS, bold=True)
        self._row = self._plain.ruler.metrics.height() + _GAP * self._unit

    def paint(self) -> None:
        """Paint everything."""
        self._paint_head()
        self._paint_counts()
        self._paint_chart()
        self._paint_last()
        self._paint_foot()

    def _canvas(self, points: float, *, bold: bool = False) -> Canvas:
        font = QFont()
        font.setPointSizeF(points * self._scale)
        font.setBold(bold)
        return Canvas(self._painter, Ruler(font, self._painter.device(), self._locale, self._unit), LIGHT)

    def _line(self, height: float) -> QRectF:
        """Reserve a line of this height over the whole width and return its area."""
        line = QRectF(self._area.left(), self._y, self._area.width(), height)
        self._y += height
        return line

    def _skip(self, units: float) -> None:
        self._y += units * self._unit

    def _rule(self, width: float = 1.0) -> None:
        self._plain.pen(LIGHT.border, width)
        self._painter.drawLine(QPointF(self._area.left(), self._y), QPointF(self._area.right(), self._y))

    def _heading(self, words: str) -> None:
        canvas = self._canvas(_HEADING_POINTS, bold=True)
        self._skip(2 * _GAP)
        canvas.text(self._line(canvas.ruler.metrics.height() + _GAP * self._unit), LEFT, words, LIGHT.text)

    def _paint_head(self) -> None:
        large = self._canvas(_TITLE_POINTS, bold=True)
        large.text(self._line(large.ruler.metrics.height()), LEFT, title(), LIGHT.text)
        self._skip(_GAP / 2)
        self._bold.text(self._line(self._row), LEFT, labels.disclaimer(), LIGHT.error)
        self._skip(_GAP)
        self._rule(2)
        self._skip(_GAP)
        facts = self._facts()
        widest = max(self._plain.ruler.metrics.horizontalAdvance(name) for name, _ in facts)
        for name, value in facts:
            line = self._line(self._plain.ruler.metrics.height() + _GAP / 2 * self._unit)
            self._plain.text(line, LEFT, name, LIGHT.muted)
            room = line.adjusted(widest + 2 * _GAP * self._unit, 0, 0, 0)
            shown = self._bold.ruler.metrics.elidedText(value, Qt.TextElideMode.ElideRight, room.width())
            self._bold.text(room, LEFT, shown, LIGHT.text)

    def _facts(self) -> list[tuple[str, str]]:
        content = self._content
        last = content.report.last[-1].local_time if content.report.last else None
        facts = [
            (tr("Periodo"), report_words.period(content.period, self._locale)),
            (
                tr("Última predicción"),
                formats.EN_DASH if last is None else formats.day_and_time(last, self._locale),
            ),
            (
                tr("Generado"),
                formats.day_and_time(content.made, self._locale),
            ),
            (tr("Modelo"), content.origin.model),
        ]
        where = content.origin.establishment
        if not where.is_blank:
            facts.insert(0, (report_words.heading_establishment(), report_words.establishment(where)))
        return facts

    def _paint_counts(self) -> None:
        report = self._content.report
        self._heading(report_words.total(report.total))
        metrics, unit = self._plain.ruler.metrics, self._unit
        symbol = metrics.ascent() + _GAP * unit
        names = symbol + max(map(metrics.horizontalAdvance, map(_name, Category))) + 2 * _GAP * unit
        percents = max(metrics.horizontalAdvance(text) for text in ("100 %", "<1 %")) + 2 * _GAP * unit
        counts = self._bold.ruler.metrics.horizontalAdvance(formats.count(report.total, self._locale)) + 3 * unit
        highest = max(report.counts.values(), default=0)
        numbers = [report.counts.get(category.value, 0) for category in Category]
        for category, number, share in zip(
            Category, numbers, report_words.shares(numbers, self._locale), strict=True
        ):
            line = self._line(self._row)
            self._paint_name(line, category)
            bar = line.adjusted(names, 0.15 * self._row, -percents - counts - 2 * _GAP * unit, -0.15 * self._row)
            paint_bar(self._plain, bar, category, number, highest)
            self._bold.text(line.adjusted(0, 0, -percents, 0), RIGHT, formats.count(number, self._locale), LIGHT.text)
            self._plain.text(line, RIGHT, share, LIGHT.text)

        if report.alarms is not None:
            line = self._line(self._row)
            self._plain.text(line, LEFT, f"▲  {report_words.heading_alarms()}", LIGHT.text)
            count = formats.count(report.alarms, self._locale)
            self._bold.text(line.adjusted(0, 0, -percents, 0), RIGHT, count, LIGHT.text)
            self._plain.text(line, RIGHT, formats.percent(report.alarms, report.total, self._locale), LIGHT.text)

    def _paint_name(self, area: QRectF, category: Category) -> None:
        """Write a category's name with its symbol at the left edge of an area."""
        size = self._plain.ruler.metrics.ascent()
        disc = QRectF(area.left(), area.center().y() - size / 2, size, size)
        paint_symbol(self._painter, disc, category, LIGHT.category(category))
        self._plain.text(area.adjusted(size + _GAP * self._unit, 0, 0, 0), LEFT, _name(category), LIGHT.text)

    def _paint_chart(self) -> None:
        days = self._content.days
        self._heading(
            report_words.heading_printed_chart(
                days[0].day, days[-1].day, self._locale, underlines_period=has_part_of_period(days)
            )
        )
        legend = Legend(self._plain.ruler, self._area.width())
        legend.paint(self._plain, QPointF(self._area.left(), self._y))
        self._y += legend.height + _GAP / 2 * self._unit
        below = self._height_below_chart()
        height = min(_CHART_HIGHEST * self._unit, self._area.bottom() - self._y - below)
        chart = self._line(height)
        DaysChart(self._plain, chart, days).paint()
        if not any(day.total for day in days):
            self._plain.text(chart, Qt.AlignmentFlag.AlignCenter, report_words.no_predictions_by_day(), LIGHT.muted)

    def _height_below_chart(self) -> float:
        heading = self._canvas(_HEADING_POINTS, bold=True).ruler.metrics.height() + 3 * _GAP * self._unit
        rows = max(1, len(self._content.report.last))
        return heading + (rows + 1) * self._row + self._foot_height()

    def _paint_last(self) -> None:
        self._heading(report_words.heading_last_five())
        records = self._content.report.last
        if not records:
            self._plain.text(self._line(self._row), LEFT, report_words.no_predictions(), LIGHT.muted)
            return
        headings = self._headings(wide=True)
        edges = self._columns(headings)
        if edges[-1] < _LEAST_SPACE * self._unit:
            headings = self._headings(wide=False)
            edges = self._columns(headings)
        line = self._line(self._row)
        for place, heading in enumerate(headings):
            self._plain.text(self._cell(line, edges, place), _alignment(place), heading, LIGHT.muted)
        self._rule()
        for record in reversed(records):
            self._paint_record(self._line(self._row), edges, record)

    def _headings(self, *, wide: bool) -> list[str]:
        return [
            report_words.heading_time(),
            *(report_words.heading_vital(vital, wide=wide) for vital in VITALS),
            report_words.heading_category(),
            report_words.heading_score(),
        ]

    def _columns(self, headings: Sequence[str]) -> list[float]:
        """Return the left edges of the columns, then the right end plus the gap, and the gap.

        Columns are as wide as their widest text, at equal gaps.
        """
        metrics = self._plain.ruler.metrics
        symbol = metrics.ascent() + _GAP * self._unit
        texts = [list(headings), *(self._texts(record) for record in self._content.report.last)]
        widths = [max(metrics.horizontalAdvance(row[place]) for row in texts) for place in range(len(headings))]
        widths[_CATEGORY_COLUMN] += symbol
        space = (self._area.width() - sum(widths)) / (len(widths) - 1)
        edges = [0.0]
        for width in widths:
            edges.append(edges[-1] + width + space)
        return [*edges[:-1], self._area.width() + space, space]

    def _cell(self, line: QRectF, edges: Sequence[float], place: int) -> QRectF:
        space = edges[-1]
        return QRectF(line.left() + edges[place], line.top(), edges[place + 1] - edges[place] - space, line.height())

    def _texts(self, record: Record) -> list[str]:
        return [
            formats.day_and_time(record.local_time, self._locale),
            *(self._value(record, vital) for vital in VITALS),
            labels.category_name(record.resultado),
            report_words.score(record),
        ]

    def _alarms(self, record: Record) -> tuple[Vital, ...]:
        rules = self._content.origin.rules
        return () if rules is None else rules.alarms(record)

    def _value(self, record: Record, vital: Vital) -> str:
        mark = "▲ " if vital in self._alarms(record) else ""
        return mark + formats.recorded(getattr(record, vital.name), self._locale)

    def _paint_record(self, line: QRectF, edges: Sequence[float], record: Record) -> None:
        alarms = self._alarms(record)
        for place, words in enumerate(self._texts(record)):
            cell = self._cell(line, edges, place)
            if place == _CATEGORY_COLUMN:
                self._paint_name(cell, Category(record.resultado))
            else:
                is_alarm = 0 < place <= len(VITALS) and VITALS[place - 1] in alarms
                self._plain.text(cell, _alignment(place), words, LIGHT.error if is_alarm else LIGHT.text)

    def _foot_height(self) -> float:
        return self._plain.ruler.metrics.height() + 2.5 * _GAP * self._unit

    def _paint_foot(self) -> None:
        self._y = self._area.bottom() - self._foot_height() + _GAP * 1.5 * self._unit
        self._rule()
        self._skip(_GAP)
        line = self._line(self._plain.ruler.metrics.height())
        self._plain.text(line, LEFT, labels.disclaimer(), LIGHT.muted)
        self._plain.text(line, RIGHT, program(), LIGHT.muted)


_CATEGORY_COLUMN: Final = 4


def _alignment(place: int) -> Qt.AlignmentFlag:
    return LEFT if place in (0, _CATEGORY_COLUMN) else RIGHT


def _name(category: Category) -> str:
    return labels.category_name(category.value)
