"""Builds all that this machine can build into dist/; packaging/README.md says what that is.

    uv run --group build python packaging/build.py            skips, with a word, what a missing tool makes impossible
    uv run --group build python packaging/build.py --all      fails instead

Installs nothing, and writes nothing outside build/ and dist/.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import shutil
import subprocess
import sys
import tarfile
from typing import TYPE_CHECKING, Final, NamedTuple

import bundle
import deb
import rehearse_windows
import windows_installer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

DIST: Final = bundle.ROOT / "dist"
BUILD: Final = bundle.ROOT / "build"


class Product(NamedTuple):
    """Something to build: what it is called, the tools that it takes, and what makes it."""

    name: str
    tools: Iterable[str]
    make: Callable[[Path], None]


HOW_TO_GET: Final = {
    "dpkg-deb": "apt install dpkg",
    "git": "apt install git",
    "hdiutil": "part of macOS",
    "makensis": "apt install nsis; Windows: https://nsis.sourceforge.io",
    "readelf": "apt install binutils",
    "strip": "apt install binutils",
    "uv": "https://docs.astral.sh/uv/",
    "wine": "apt install wine wine64",
    "x86_64-w64-mingw32-gcc": "apt install gcc-mingw-w64-x86-64-win32",
    "x86_64-w64-mingw32-objdump": "apt install binutils-mingw-w64-x86-64",
}


def main() -> int:
    """Build; return 1 if something could not be built that was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--all", action="store_true", help="fail if a tool is missing")
    options = parser.parse_args()
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    skipped = 0
    for product in _products():
        missing = [tool for tool in product.tools if not shutil.which(tool)]
        if missing:
            skipped += 1
            print(f"not built: {product.name}")
            for tool in missing:
                print(f"  {tool} is missing: {HOW_TO_GET[tool]}")
            continue
        print(f"building: {product.name}", flush=True)
        product.make(DIST)
    _write_sums(DIST)
    for path in sorted(DIST.iterdir()):
        print(f"{path.stat().st_size / 1e6:9.1f} MB  dist/{path.name}")
    return 1 if skipped and options.all else 0


def _products() -> list[Product]:
    if sys.platform == "win32":
        return [Product("the Windows installer", ("git", "makensis"), _windows)]
    if sys.platform == "darwin":
        return [Product("the disk image for macOS", ("git", "hdiutil"), _macos)]
    return [
        Product("the bundle and the Debian package", ("git", "readelf", "strip", "dpkg-deb"), _linux),
        Product("the Windows installer, as a rehearsal", ("git", *rehearse_windows.TOOLS), rehearse_windows.build),
    ]


def _linux(dist: Path) -> None:
    out = BUILD / "linux"
    folder = bundle.build(out, out / "work")
    name = f"{bundle.APP_ID}-{bundle.version()}-linux-x86_64"
    _pack(folder, dist / f"{name}.tar.xz")
    deb.build(folder, dist, BUILD / "deb")
    bundle.copy_papers(folder, out, dist, name)


def _windows(dist: Path) -> None:
    out = BUILD / "windows"
    folder = bundle.build(out, out / "work")
    installer = windows_installer.compile_installer(folder, dist)
    bundle.copy_papers(folder, out, dist, installer.stem)


def _macos(dist: Path) -> None:
    out = BUILD / "macos"
    folder = bundle.build(out, out / "work")
    name = f"{bundle.APP_ID}-{bundle.version()}-macos"
    disk = out / "disk"
    shutil.rmtree(disk, ignore_errors=True)
    disk.mkdir()
    shutil.copytree(out / f"{bundle.NAME}.app", disk / f"{bundle.NAME}.app", symlinks=True)
    (disk / "Applications").symlink_to("/Applications")
    for text in bundle.LEGAL_TEXTS:
        shutil.copy2(folder / text, disk / text)
    make = ["hdiutil", "create", "-volname", bundle.NAME, "-srcfolder", str(disk), "-format", "UDZO", "-ov"]
    subprocess.run([*make, str(dist / f"{name}.dmg")], check=True)
    bundle.copy_papers(folder, out, dist, name)


def _pack(folder: Path, archive: Path) -> None:
    """Pack a folder so that the same content gives the same file."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = bundle.epoch()
        return entry

    with lzma.open(archive, "wb", preset=6) as file, tarfile.open(fileobj=file, mode="w") as tar:
        tar.add(folder, arcname=folder.name, filter=plain)


def _write_sums(dist: Path) -> None:
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(dist.iterdir())]
    (dist / "SHA256SUMS").write_text("".join(lines), encoding="ascii", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
