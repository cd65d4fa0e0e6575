"""The charts: round numbers, every day, nothing outside its area, and fillings that need no colour."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from core.records.period import Period
from core.report.report import Report
from core.vocabulary import Category
from gui.report.charts import (
    Canvas,
    Day,
    DaysChart,
    Legend,
    Ruler,
    counted,
    paint_bar,
    paint_filling,
    round_steps,
    sum_of,
)
from gui.style.theme import LIGHT, THEMES
from tests.samples import TODAY


def painted(image: QImage, area: QRectF, days: tuple[Day, ...], points: float, locale: str, *, chart: bool) -> None:
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    font = QFont()
    font.setPointSizeF(points)
    canvas = Canvas(painter, Ruler(font, image, QLocale(locale)), LIGHT)
    if chart:
        DaysChart(canvas, area, days, selected=len(days) - 1).paint()
    else:
        legend = Legend(canvas.ruler, area.width(), sum_of(days))
        legend.paint(canvas, area.topLeft(), sum_of(days))
        area.setHeight(legend.height)
    painter.end()


def white_outside(image: QImage, area: QRectF) -> bool:
    """Whether nothing was painted more than the breadth of a line outside the area."""
    painter = QPainter(image)
    painter.fillRect(area.adjusted(-2, -2, 2, 2), Qt.GlobalColor.white)
    painter.end()
    blank = QImage(image.size(), image.format())
    blank.fill(Qt.GlobalColor.white)
    return image == blank


def busy_days(most: int, last: date = TODAY) -> tuple[Day, ...]:
    return tuple(
        Day(last - timedelta(days=29 - n), (most, most if n % 2 else 0, n, 1, most if n == 29 else 0))
        for n in range(30)
    )


@given(st.integers(0, 10**9))
def test_the_axis_has_few_round_numbers_that_reach_the_highest(highest: int) -> None:
    steps = round_steps(highest)
    assert steps[0] == 0
    assert 2 <= len(steps) <= 5
    assert steps[-1] >= highest
    assert highest == 0 or steps[-2] < highest
    assert str(steps[1]).rstrip("0") in ("1", "2", "5")
    assert steps == [steps[1] * n for n in range(len(steps))]


def test_every_one_of_the_days_is_there_with_its_counts() -> None:
    report = Report({}, (), {"2025-11-14": {"ENFERMEDAD LEVE": 2}, "2025-10-16": {"NO ENFERMO": 1}, "2025-10-15": {}})
    period = Period(date(2025, 11, 8), TODAY)
    days = counted([TODAY - timedelta(days=back) for back in range(29, -1, -1)], report, period)
    assert [day.day for day in days] == [date(2025, 10, 16) + timedelta(days=n) for n in range(30)]
    assert days[-1].counts == (0, 2, 0, 0, 0)
    assert days[0].counts == (1, 0, 0, 0, 0)
    assert sum_of(days) == (1, 2, 0, 0, 0)
    assert [day.day for day in days if day.is_of_period] == [date(2025, 11, 8) + timedelta(days=n) for n in range(7)]


@pytest.mark.parametrize("length", [30, 90, 365])
def test_no_date_touches_the_next_one(length: int, monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    del qapp
    dates: list[QRectF] = []

    def note(_canvas: Canvas, area: QRectF, _flags: Qt.AlignmentFlag, words: str, _colour: str) -> None:
        if " " in words:
            dates.append(area)

    monkeypatch.setattr(Canvas, "text", note)
    days = tuple(Day(TODAY - timedelta(days=length - n), (1, 0, 0, 0, 0)) for n in range(length))
    for width in range(500, 700, 7):
        dates.clear()
        painted(
            QImage(width, 300, QImage.Format.Format_RGB32), QRectF(0, 0, width, 300), days, 9, "es_CO", chart=True
        )
        assert len(dates) > 2
        assert all(one.right() + 12 <= other.left() + 0.01 for one, other in pairwise(dates[::-1]))


@pytest.mark.parametrize("paint", ["chart", "legend"])
@pytest.mark.parametrize("locale", ["es_CO", "en_US"])
@pytest.mark.parametrize("points", [9, 18])
@pytest.mark.parametrize("width", [520, 900, 1800])
def test_nothing_is_cut_off_or_outside(qapp: object, width: int, points: float, locale: str, paint: str) -> None:
    del qapp
    # Ends of a month and of a year have the longest dates; a million predictions the widest numbers.
    for days in (busy_days(3), busy_days(1_000_000, date(2025, 12, 31)), busy_days(0)):
        image = QImage(width + 200, 700, QImage.Format.Format_RGB32)
        area = QRectF(100, 100, width, 300)
        painted(image, area, days, points, locale, chart=paint == "chart")
        assert white_outside(image, area)


@pytest.mark.parametrize("theme", THEMES)
def test_fillings_differ_without_their_colours(qapp: object, theme: str) -> None:
    del qapp
    one_colour = copy(THEMES[theme])  # only what is drawn can tell them apart
    one_colour.categories = dict.fromkeys(Category, one_colour.text)
    pictures = []
    for category in Category:
        image = QImage(24, 24, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_filling(Canvas(painter, Ruler(QFont(), image, QLocale()), one_colour), QRectF(2, 2, 20, 20), category)
        painter.end()
        pictures.append(image)
    inked = [sum(image.pixelColor(x, y).value() for x in range(24) for y in range(24)) for image in pictures]
    apart = [abs(one - other) for one, other in pairwise(inked)]
    assert min(apart) > 0.05 * abs(inked[0] - inked[-1]), inked
    assert sorted(inked) in (inked, inked[::-1]), "denser from category to category"


@pytest.mark.parametrize(("part", "whole", "length"), [(0, 10, 0), (10, 10, 200), (5, 10, 100), (1, 1_000_000, 2)])
def test_a_bar_is_as_long_as_its_share(qapp: object, part: int, whole: int, length: int) -> None:
    del qapp
    image = QImage(300, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    canvas = Canvas(painter, Ruler(QFont(), image, QLocale()), LIGHT)
    paint_bar(canvas, QRectF(10, 2, 200, 16), Category.TERMINAL, part, whole)
    painter.end()
    white = QColor(Qt.GlobalColor.white)
    assert sum(image.pixelColor(x, 10) != white for x in range(300)) == pytest.approx(length, abs=1)


def test_the_heights_of_a_day_add_up_to_its_total(qapp: object) -> None:
    del qapp
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    days = (Day(TODAY, (10, 0, 0, 0, 0)), Day(TODAY, (2, 2, 2, 2, 2)), Day(TODAY, (5, 0, 0, 0, 0)))
    painted(image, QRectF(0, 0, 400, 400), days, 9, "es_CO", chart=True)
    background = [QColor(colour) for colour in ("#ffffff", LIGHT.border, LIGHT.muted, LIGHT.info_back)]

    def height(x: int) -> int:
        column = [y for y in range(370) if image.pixelColor(x, y) not in background]
        return max(column) - min(column) if column else 0

    heights = [max(height(x) for x in range(left, left + 110)) for left in (30, 150)]
    assert heights[0] == pytest.approx(heights[1], abs=2)
    assert heights[0] > 300


def underlined(days: tuple[Day, ...]) -> float:
    """The share of the width in which there is a thick line below the axis."""
    image = QImage(600, 200, QImage.Format.Format_RGB32)
    painted(image, QRectF(0, 0, 600, 200), days, 9, "es_CO", chart=True)
    line = QColor(LIGHT.text)
    return max(sum(image.pixelColor(x, y) == line for x in range(600)) for y in range(100, 200)) / 600


@pytest.mark.parametrize(("number", "share"), [(1, 1 / 30), (7, 7 / 30), (30, 0), (0, 0)])
def test_the_days_of_a_shorter_period_are_underlined(qapp: object, number: int, share: float) -> None:
    del qapp
    days = tuple(day._replace(is_of_period=n >= 30 - number) for n, day in enumerate(busy_days(0)))
    assert underlined(days) == pytest.approx(share, abs=0.02)


def test_the_legend_takes_another_line_where_it_is_narrow(qapp: object) -> None:
    del qapp
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    ruler = Ruler(QFont(), image, QLocale("es_CO"))
    assert Legend(ruler, 2000, (1,) * 5).height < Legend(ruler, 300, (1,) * 5).height
