"""Opens the disk image of dist/ on this Mac, copies the program out of it as its user would, and tries it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import build
import bundle
import smoke


def main() -> None:
    """Mount, copy, try. Raises SmokeError or CalledProcessError."""
    image = next(build.DIST.glob("*.dmg"))
    with tempfile.TemporaryDirectory() as name:
        mounted, app = Path(name) / "disk", Path(name) / f"{bundle.NAME}.app"
        subprocess.run(["hdiutil", "attach", "-nobrowse", "-mountpoint", str(mounted), str(image)], check=True)
        try:
            shutil.copytree(mounted / app.name, app, symlinks=True)
        finally:
            subprocess.run(["hdiutil", "detach", str(mounted)], check=True)
        program = str(app / "Contents" / "MacOS" / bundle.COMMAND)
        smoke.main(program, program)


if __name__ == "__main__":
    if not shutil.which("hdiutil"):
        sys.exit("this is for macOS")
    main()
