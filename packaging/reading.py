"""Reads what a person would read on the X display or on paper, so that a missing font or language is seen.

Needs Tesseract, ImageMagick's `import` and Poppler.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

TOOLS: Final = ("import", "pdftoppm", "tesseract")


def on_display(language: str) -> str:
    """Return the words on the display, in Tesseract's `language`: `spa` or `eng`."""
    # Letters of twice the size are read without mistakes.
    take = ["import", "-window", "root", "-resize", "200%", "png:-"]
    return _read(subprocess.run(take, check=True, capture_output=True).stdout, language)


def on_paper(file: Path, language: str) -> str:
    """Return the words on the first page of a PDF, as it is printed."""
    draw = ["pdftoppm", "-r", "200", "-singlefile", "-png", str(file)]
    return _read(subprocess.run(draw, check=True, capture_output=True).stdout, language)


def _read(picture: bytes, language: str) -> str:
    command = ["tesseract", "-", "-", "-l", language, "--psm", "11"]  # 11: words wherever they stand
    variables = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=picture, check=True, capture_output=True, env=variables)
    return " ".join(done.stdout.decode().split())
