"""The page's drawings as SVG: pure functions of counts, with classes instead of colours.

Coordinates are rounded to a tenth, and all bars of a category are one path, so that a thousand clinics stay small.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from core.district.say import grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FULL: Final = 1180
HALF: Final = 560
"""Widths of a chart over the whole page and over half of it, in pixels of a wide screen."""
HEIGHT: Final = 250
_BASE: Final = 222
_DIGIT: Final = 8.5
_GAP_SHARE: Final = 0.22
_NARROW: Final = 4.0
_STEPS: Final = (4, 3, 5, 2, 1)
_FACTORS: Final = (1, 2, 3, 4, 5, 6, 8)
_SPARK: Final = (104, 22)
_MIX: Final = (104, 10)
_QUARTERS: Final = (
    "",
    '<path d="M8 8V2a6 6 0 0 1 6 6z"/>',
    '<path d="M8 2a6 6 0 0 1 0 12z"/>',
    '<path d="M8 8V2a6 6 0 1 1-6 6z"/>',
    '<circle cx="8" cy="8" r="6"/>',
)


class Tick(NamedTuple):
    """A label below the chart of days: the number of its day, and its text in each language."""

    place: int
    es: str
    en: str


def symbol(category: int) -> Markup:
    """Return a category's disc, filled by quarters: told apart without colour. `category` counts from 0, mildest."""
    return Markup(  # noqa: S704 - numbers and our own drawing
        f'<svg class="disc f{category}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
        f'<circle class="ring" cx="8" cy="8" r="6"/>{_QUARTERS[category]}</svg>'
    )


def bar(count: int, most: int, category: int) -> Markup:
    """Return a horizontal bar of `count`, as long as its space where it is `most`."""
    width = _short(100 * count / most) if most else "0"
    return Markup(  # noqa: S704 - numbers
        f'<svg class="bar f{category}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="100" height="10"/><rect width="{width}" height="10"/></svg>'
    )


def mix(counts: Sequence[int], most: int) -> Markup:
    """Return the categories of a clinic as one stacked bar, full where it has `most` records; nothing without any."""
    return _stacked("mix", "f", counts, most)


def shares(counts: Sequence[int]) -> Markup:
    """Return the shares of clinics on time, late and missing as one stacked bar."""
    return _stacked("mix long", "s", counts, sum(counts))


def _stacked(css: str, kind: str, counts: Sequence[int], total: int) -> Markup:
    if not sum(counts):
        return Markup("")
    width, height = _MIX
    parts, start = [], 0.0
    for place, count in enumerate(counts):
        share = width * count / total
        if count:
            left = _short(start)
            parts.append(f'<path class="{kind}{place}" d="M{left} 0h{_short(share)}v{height}H{left}z"/>')
        start += share
    return Markup(  # noqa: S704 - numbers
        f'<svg class="{css}" viewBox="0 0 {width} {height}" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def spark(weeks: Sequence[int]) -> Markup:
    """Return the weekly numbers as a line on a scale of their own; nothing where all are 0."""
    most = max(weeks, default=0)
    if not most:
        return Markup("")
    width, height = _SPARK
    step = width / max(1, len(weeks) - 1)
    points = [
        (round(place * step), round((height - 2) * (1 - count / most)) + 1) for place, count in enumerate(weeks)
    ]
    moves = [f"{x - left}{y - up:+}" for (left, up), (x, y) in pairwise(points)]
    line = f"M{points[0][0]} {points[0][1]}l{' '.join(moves)}" if moves else f"M0 {points[0][1]}h{width}"
    return Markup(f'<svg class="spark" viewBox="0 0 {width} {height}" aria-hidden="true"><path d="{line}"/></svg>')  # noqa: S704


def days(columns: Sequence[Sequence[int]], ticks: Iterable[Tick], width: int) -> Markup:
    """Return the stacked bars of days (or weeks), each with its counts by category, mildest at the bottom."""
    top = scale(max(map(sum, columns), default=0))
    left = _DIGIT * len(grouped(top)) + 12
    slot = (width - left) / len(columns)
    thick = slot if slot < _NARROW else slot * (1 - _GAP_SHARE)
    height = _BASE - 14
    paths = ["" for _ in columns[0]]
    for number, counts in enumerate(columns):
        ends = [round(_BASE - height * below / top, 1) for below in accumulate(counts, initial=0)]
        x = _short(left + number * slot + (slot - thick) / 2)
        for category, count in enumerate(counts):
            if count:
                paths[category] += f"M{x} {_short(ends[category])}h{_short(thick)}V{_short(ends[category + 1])}H{x}z"
    bars = "".join(f'<path class="f{category}" d="{path}"/>' for category, path in enumerate(paths) if path)
    return Markup(  # noqa: S704 - numbers, and texts of our own
        f'<svg class="days{" full" if width == FULL else ""}" viewBox="0 0 {width} {HEIGHT}" aria-hidden="true">'
        f"{_grid(top, height, left, width)}{bars}{_axis(ticks, left, slot)}</svg>"
    )


def scale(most: int) -> int:
    """Return the round number that a chart of up to `most` reaches: one of a few factors times a power of ten."""
    power = 1
    while _FACTORS[-1] * power < most:
        power *= 10
    return next(factor * power for factor in (*_FACTORS, 10) if factor * power >= most)


def _grid(top: int, height: int, left: float, width: int) -> str:
    steps = next(steps for steps in _STEPS if top % steps == 0)
    parts = []
    for step in range(steps + 1):
        y = _short(_BASE - height * step / steps)
        parts.append(f'<path class="rule" d="M{_short(left)} {y}H{width}"/>')
        label = grouped(top * step // steps)
        parts.append(f'<text class="y" x="{_short(left - 8)}" y="{y}" dy="4" text-anchor="end">{label}</text>')
    return "".join(parts)


def _axis(ticks: Iterable[Tick], left: float, slot: float) -> str:
    return "".join(
        f'<text class="{language}{" odd" if number % 2 else ""}" x="{_short(left + tick.place * slot)}" '
        f'y="{_BASE + 20}">{text}</text>'
        for number, tick in enumerate(ticks)
        for language, text in (("es", tick.es), ("en", tick.en))
    )


def _short(number: float) -> str:
    """Return a coordinate to a tenth, without needless digits."""
    return f"{number:.1f}".removesuffix(".0")
