"""The pictures of the README: those that it shows, of the stated size, each of something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from tests.installers.conftest import ROOT, need, run_script

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.installers

SIZE = (1366, 768)
COLOURS = 50
"""Least number of colours of a picture that shows something."""


def test_there_is_a_picture_of_each_tab_that_the_readme_shows(tmp_path: Path) -> None:
    need("Xvfb")
    run_script("screenshots.py", tmp_path)
    pictures = {file.name: QImage(str(file)) for file in tmp_path.iterdir()}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(pictures) == set(re.findall(r"\(packaging/screenshots/([\w.-]+)\)", readme))
    kept = {file.name for file in (ROOT / "packaging/screenshots").iterdir()}
    assert set(pictures) == kept
    for name, picture in pictures.items():
        assert picture.size().toTuple() == SIZE, name
        seen = {picture.pixel(x, y) for x in range(0, SIZE[0], 3) for y in range(0, SIZE[1], 3)}
        assert len(seen) > COLOURS, name
    assert len({bytes(picture.constBits()) for picture in pictures.values()}) == len(pictures)
