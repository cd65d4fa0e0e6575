"""The picture of the rooms and of the imports between them, drawn from import-linter's contracts in pyproject.toml.

    uv run python packaging/map.py

A contract without containers orders the columns, one with a container the rooms in its column.
"""

from __future__ import annotations

import re
import sys
import tomllib
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PICTURE: Final = Path(__file__).with_name("map.svg")
COLUMN: Final = 400
BETWEEN_COLUMNS: Final = 80
MARGIN: Final = 20
TITLE: Final = 36
BOX: Final = 28
ROW: Final = 38
AXIS: Final = 26
"""Width that the arrow at the left of a column takes."""
GAP: Final = 14
LINE: Final = 20
FONT: Final = 'font-family="sans-serif" font-size="14" fill="#1a1a1a"'
STYLE: Final = """<style>
.title { font-size: 18px; font-weight: bold }
.folder { fill: #dcebfa; stroke: #44546a }
.file { fill: #f0f0f0; stroke: #44546a }
</style>
<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">
<path d="M0 0L10 5L0 10z" fill="#44546a"/>
</marker></defs>"""

Layer = tuple[list[str], bool]
"""Rooms side by side, and whether they may import each other."""


def layer(text: str, container: str) -> Layer:
    """Return the rooms of one layer of a contract; an optional one, in brackets, only if it exists."""
    names = []
    for part in re.split(r"\s*[|:]\s*", text):
        name = part.strip("()")
        path = ROOT / container / name
        if path.is_dir() or path.with_suffix(".py").exists():
            names.append(f"{name}/" if path.is_dir() else f"{name}.py")
    return names, ":" in text


def columns(pyproject: str) -> tuple[list[tuple[str, list[Layer]]], list[str]]:
    """Return each package with its layers, the importing one first, and the names of the contracts that forbid."""
    contracts = tomllib.loads(pyproject)["tool"]["importlinter"]["contracts"]
    layered = [contract for contract in contracts if contract["type"] == "layers"]
    inner = {
        container: [found for text in contract["layers"] if (found := layer(text, container))[0]]
        for contract in layered
        for container in contract.get("containers", [])
    }
    (order,) = [contract["layers"] for contract in layered if "containers" not in contract]
    return [(name, inner[name]) for name in order], [
        contract["name"] for contract in contracts if contract["type"] == "forbidden"
    ]


def text(x: float, y: float, words: str, style: str = "") -> str:
    """Return a line of text that starts at a point, or is centred on it by the style."""
    return f'<text x="{x:g}" y="{y:g}"{style}>{escape(words)}</text>'


def arrow(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return an arrow from one point to another."""
    return (
        f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="#44546a" stroke-width="2" '
        'marker-end="url(#head)"/>'
    )


def column(x: float, name: str, layers: list[Layer]) -> list[str]:
    """Return the drawing of one package: its name, its rooms in rows, and an arrow downwards beside them."""
    drawn = [f'<g id="{name}">', text(x, MARGIN + 20, f"{name}/", ' class="title"')]
    top = MARGIN + TITLE
    drawn.append(arrow(x + 8, top, x + 8, top + ROW * len(layers) - (ROW - BOX)))
    for row, (rooms, joined) in enumerate(layers):
        y = top + row * ROW
        width = (COLUMN - AXIS - GAP * (len(rooms) - 1)) / len(rooms)
        for place, room in enumerate(rooms):
            left = x + AXIS + place * (width + GAP)
            kind = "folder" if room.endswith("/") else "file"
            drawn.append(
                f'<rect x="{left:g}" y="{y:g}" width="{width:g}" height="{BOX}" rx="5" class="{kind}"/>'
                + text(left + width / 2, y + 19, room, ' text-anchor="middle"')
            )
            if joined and place:
                drawn.append(text(left - GAP / 2, y + 19, "↔", ' text-anchor="middle"'))
    return [*drawn, "</g>"]


def draw(pyproject: str) -> str:
    """Return the picture as SVG, from the text of pyproject.toml."""
    packages, forbidden = columns(pyproject)
    names = [name for name, _ in packages]
    words = [
        " ".join(
            [
                "A room may import the rooms below it in its column.",
                *(f"{upper}/ may import {lower}/." for upper, lower in pairwise(names)),
            ]
        ),
        "Rooms side by side do not import each other, unless ↔ joins them. Blue: a folder; grey: a single file.",
        f"Also held: {'; '.join(name[0].lower() + name[1:] for name in forbidden)}.",
    ]
    width = 2 * MARGIN + len(packages) * COLUMN + (len(packages) - 1) * BETWEEN_COLUMNS
    bottom = MARGIN + TITLE + ROW * max(len(layers) for _, layers in packages)
    height = bottom + MARGIN + LINE * len(words)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {FONT}>',
        STYLE,
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for place, (name, layers) in enumerate(packages):
        x = MARGIN + place * (COLUMN + BETWEEN_COLUMNS)
        drawn += column(x, name, layers)
        if place:
            middle = (MARGIN + TITLE + bottom) / 2
            drawn.append(arrow(x - BETWEEN_COLUMNS + 10, middle, x - 10, middle))
    drawn += [text(MARGIN, bottom + 20 + LINE * number, line) for number, line in enumerate(words)]
    return "\n".join([*drawn, "</svg>", ""])


def main() -> int:
    """Write the picture beside this script."""
    PICTURE.write_text(draw((ROOT / "pyproject.toml").read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
