"""The icon's pictures: every size that desktops ask for as PNG, and the Windows .ico, made from the two drawings.

    uv run python packaging/icons.py

The program and the installers use the pictures, so that neither needs Qt's SVG module.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER: Final = Path(__file__).resolve().parent.parent / "gui" / "icons"
NAME: Final = "predictor-medico"
SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512)
SMALL: Final = 32
"""Up to this many pixels the drawing with fewer parts is used."""
ICO_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
PNG_IN_ICO: Final = 256
"""From this size on an .ico holds PNG; older tools read only bitmaps below it."""


def draw(size: int) -> QImage:
    """Return the icon in `size` pixels."""
    drawing = FOLDER / (f"{NAME}-small.svg" if size <= SMALL else f"{NAME}.svg")
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Return a picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def bitmap(image: QImage) -> bytes:
    """Return a picture as an .ico holds it: rows from the bottom up, then a mask that hides nothing."""
    size = image.width()
    header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    upside_down = image.flipped()
    pixels = bytes(upside_down.constBits())
    mask = bytes((size + 31) // 32 * 4 * size)
    return header + pixels + mask


def ico(images: list[QImage]) -> bytes:
    """Return the pictures as the bytes of one .ico file."""
    content = [png(image) if image.width() >= PNG_IN_ICO else bitmap(image) for image in images]
    head = struct.pack("<HHH", 0, 1, len(images))
    offset = len(head) + 16 * len(images)
    for image, data in zip(images, content, strict=True):
        side = image.width() % 256
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return head + b"".join(content)


def main() -> int:
    """Write all pictures beside the drawings."""
    for size in SIZES:
        (FOLDER / f"{NAME}-{size}.png").write_bytes(png(draw(size)))
    (FOLDER / f"{NAME}.ico").write_bytes(ico([draw(size) for size in ICO_SIZES]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
