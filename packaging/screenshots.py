"""Takes the pictures of the README from the real program, in a window that nobody sees.

    uv run python packaging/screenshots.py [FOLDER]

Needs Xvfb. The patients are invented.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Final

import tour
from window_states import opened

FOLDER: Final = Path(__file__).with_name("screenshots")
SIZE: Final = "1366x768"
PATIENTS: Final = (640, 34)
SMALLEST: Final = 0
"""`quality` of a PNG for Qt: the best compression."""


def main() -> int:
    """Take a picture of each tab."""
    asked = argparse.ArgumentParser(description="Pictures of the tabs, for the README.")
    asked.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    folder = asked.parse_args().folder
    if shutil.which("Xvfb") is None:
        print("not installed: Xvfb", file=sys.stderr)
        return 1
    folder.mkdir(exist_ok=True)
    with opened(SIZE, PATIENTS, judged=0, title_bar=0) as looks:
        looks.choose(100, "es", "light")
        for state in tour.of_a_patient(looks, "38,5", "134", "96"):
            (picture,) = looks.pictures(state)
            picture.save(str(folder / f"{state.name}.png"), quality=SMALLEST)
    return 0


if __name__ == "__main__":
    sys.exit(main())
