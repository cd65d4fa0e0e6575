"""Pictures of the window's states on contact sheets, to be looked at in each size, text size, language and theme.

    uv run python packaging/looks.py FOLDER --sizes 1366x768 --text 100 200 --languages es en --themes light dark

Without options: all of them. Needs Xvfb and ImageMagick's `montage`. The patients are invented.
"""

from __future__ import annotations

import argparse
import faulthandler
import shutil
import subprocess
import sys
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import tour
from window_states import opened

SIZES: Final = ("1024x600", "1280x720", "1366x768", "1920x1080", "2560x1440")
TEXT: Final = ("100", "125", "150", "175", "200")
LANGUAGES: Final = ("es", "en")
THEMES: Final = ("light", "dark", "high_contrast")

_ON_A_SHEET: Final = 4
_COMBINATION_S: Final = 300.0  # for all pictures of a combination: a dialog that nobody closes waits for ever


def main() -> int:
    """Take the pictures of each combination and put four on a sheet."""
    asked = argparse.ArgumentParser(description="Pictures of the window's states, to be looked at.")
    asked.add_argument("folder", type=Path)
    for name, values in (("sizes", SIZES), ("text", TEXT), ("languages", LANGUAGES), ("themes", THEMES)):
        asked.add_argument(f"--{name}", nargs="+", default=values, choices=values)
    options = asked.parse_args()
    if missing := [tool for tool in ("Xvfb", "montage") if shutil.which(tool) is None]:
        print(f"not installed: {', '.join(missing)}", file=sys.stderr)
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    for size in options.sizes:  # a program each: its dialogs fit the screen that it starts on
        work = get_context("spawn").Process(
            target=save_sheets, args=(options.folder, size, options.text, options.languages, options.themes)
        )
        work.start()
        work.join()
        if work.exitcode:
            return 1
    return 0


def save_sheets(folder: Path, size: str, texts: list[str], languages: list[str], themes: list[str]) -> None:
    """Save the pictures of all combinations on a screen of a size, those of each in a folder, and their sheets."""
    with opened(size) as looks:
        for text, language, theme in product(texts, languages, themes):
            faulthandler.dump_traceback_later(_COMBINATION_S, exit=True)
            looks.choose(int(text), language, theme)
            pictures = folder / f"{size}-{text}-{language}-{theme}"
            pictures.mkdir(exist_ok=True)
            files = list(looks.save(tour.whole(looks), pictures))
            for first in range(0, len(files), _ON_A_SHEET):
                sheet = folder / f"{pictures.name}-{first // _ON_A_SHEET}.png"
                layout = ("-tile", "2x", "-geometry", "+6+6", "-background", "#888888", "-label", "%t")
                subprocess.run(["montage", *layout, *files[first : first + _ON_A_SHEET], sheet], check=True)
        faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    sys.exit(main())
