"""The installer for Windows, compiled from the Windows bundle by NSIS; runs on Linux and on Windows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

import bundle

_ICONS: Final = bundle.ROOT / "gui" / "icons"
SCRIPT: Final = Path(__file__).resolve().parent / "windows" / "installer.nsi"


def path_of(dist: Path, version: str, note: str = "") -> Path:
    """Return the installer's file in `dist`."""
    return dist / f"{bundle.APP_ID}-{version}-windows-x64{note}.exe"


def compile_installer(source: Path, dist: Path, version: str = "", note: str = "", *, quick: bool = False) -> Path:
    """Compile the installer of the bundle in `source` into `dist`, and return it. Raises CalledProcessError.

    A `quick` one is compressed less.
    """
    version = version or bundle.version()
    target = path_of(dist, version, note)
    picture = dist / "picture.bmp"
    _paint(picture)
    size_kb = sum(path.stat().st_size for path in source.rglob("*") if path.is_file()) // 1024
    defined = {
        "VERSION": version,
        "SOURCE": source,
        "OUTPUT": target,
        "ICON": _ICONS / "predictor-medico.ico",
        "PICTURE": picture,
        "SIZE_KB": size_kb,
    }
    command = [
        "makensis",
        "-V2",
        "-WX",
        "-INPUTCHARSET",
        "UTF8",
        *(f"-D{name}={value}" for name, value in defined.items()),
    ]
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(bundle.epoch())}
    if quick:
        command.append("-DQUICK")
    subprocess.run([*command, str(SCRIPT)], check=True, env=variables)
    picture.unlink()
    return target


def _paint(picture: Path) -> None:
    """Paint the picture beside the first and the last page: the program's icon on its blue."""
    image = QImage(328, 628, QImage.Format.Format_RGB888)
    painter = QPainter(image)
    blue = QLinearGradient(0, 0, 0, image.height())
    blue.setColorAt(0, QColor("#2a72de"))
    blue.setColorAt(1, QColor("#17498f"))
    painter.fillRect(image.rect(), blue)
    painter.drawImage(QRect(64, 120, 200, 200), QImage(str(_ICONS / "predictor-medico-512.png")))
    painter.end()
    if not image.save(str(picture)):
        sys.exit(f"{picture} could not be written")
    os.utime(picture, (bundle.epoch(), bundle.epoch()))  # the installer keeps the times of its files


if __name__ == "__main__":
    print(compile_installer(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
