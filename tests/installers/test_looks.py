"""The pictures of the window's states: each state has one, and they differ."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from tests.installers.conftest import need, run_script

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.installers

WIDTH, HEIGHT = 1024, 600
TITLE_BAR = 32
DIALOGS = ("details", "dates", "void", "keys", "about", "guide", "export", "import_pages", "import_pages2")


def size(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG, in pixels."""
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_every_state_has_its_own_picture_which_fits_the_screen(tmp_path: Path) -> None:
    need("Xvfb", "montage")
    chosen = ("--sizes", f"{WIDTH}x{HEIGHT}", "--text", "150", "--languages", "en", "--themes", "dark")
    run_script("looks.py", tmp_path, *chosen)
    pictures = {file.stem: file.read_bytes() for file in sorted((tmp_path / "1024x600-150-en-dark").iterdir())}
    numbers = [int(name[:2]) for name in pictures]
    assert sorted(set(numbers)) == list(range(1, numbers[-1] + 1)), "a state gave no picture"
    names = {name[3:] for name in pictures}
    assert names >= {"empty", "error", "model_measures", "imported", *DIALOGS}
    assert len(set(pictures.values())) == len(pictures), "two states look the same"
    sizes = {name[3:]: size(picture) for name, picture in pictures.items()}
    assert all(width <= WIDTH and height <= HEIGHT for width, height in sizes.values()), sizes
    assert all(
        sizes[name] == (WIDTH, HEIGHT - TITLE_BAR) for name in ("empty", "error", "model_measures", "imported")
    )
    sheets = sorted(file.name for file in tmp_path.glob("*.png"))
    assert len(sheets) == -(-len(pictures) // 4)
