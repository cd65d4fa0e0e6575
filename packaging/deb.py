"""The Debian package: the bundle in /opt, and what a desktop wants to know about it. Runs on Debian and Ubuntu."""

from __future__ import annotations

import fnmatch
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import bundle
import trim

HERE: Final = Path(__file__).resolve().parent / "linux"
REPOSITORY: Final = "https://github.com/predictor-medico/predictor-medico"
METAINFO_ID: Final = "io.github.predictor_medico.PredictorMedico"
MAINTAINER: Final = "Predictor Médico <predictor-medico@users.noreply.github.com>"
ICON_SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512)

_DEPENDS: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxcb.so.1": "libxcb1",
}
_RECOMMENDS: Final = {
    "libcups.so.2": "libcups2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
_READ_AT_RUN_TIME: Final = ("fontconfig-config", "libx11-data", "xkb-data")
"""What the bundled libraries read from the system: fonts, and what the keys are."""

_SCREENSHOTS: Final = (
    ("prediccion.png", "Three vital signs, a category and why", "Tres signos vitales, una categoría y sus razones"),
    ("reporte.png", "The report of a period", "El reporte de un periodo"),
    ("registros.png", "Every record, the newest first", "Todos los registros, primero el más reciente"),
    ("modelo.png", "The points in use, and the installed models", "Los puntos en uso y los modelos instalados"),
)
"""Pictures of packaging/screenshots, each with what stands below it in English and in Spanish."""

_DESCRIPTION: Final = """\
vital signs in, a simulated category out
 For clinics with no reliable network. A nurse types temperature, systolic
 pressure and heart rate, presses Enter, sees a category and why, and goes on
 to the next patient. It is a simulation, not a medical device. In Spanish and
 English. The package brings its own Python and Qt."""

_COPYRIGHT: Final = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Predictor Médico
Source: {repository}
Comment: Python, Qt and the other libraries that the package brings with it are the work of others. Who made them, and
 under which licences, stands in /opt/predictor-medico/THIRD-PARTY-LICENSES.txt, with the whole text of each licence.

Files: *
Copyright: 2026 Predictor Médico contributors
License: Expat

License: Expat
{licence}
"""


def build(folder: Path, out: Path, work: Path, version: str = "") -> Path:
    """Make the package of the bundle in `folder` and return it. Raises CalledProcessError.

    A `version` other than the program's own is for a rehearsal, and is packed less.
    """
    packed = ["-Zgzip", "-z1"] if version else ["-Zxz", "--threads-max=1"]
    version = version or bundle.version()
    root = work / "root"
    shutil.rmtree(root, ignore_errors=True)
    home = root / "opt" / bundle.APP_ID
    shutil.copytree(folder, home, symlinks=True)
    command = root / "usr" / "bin" / bundle.APP_ID
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/opt/{bundle.APP_ID}/{bundle.COMMAND}")
    _for_the_desktop(root / "usr" / "share", version)
    _papers(root / "usr" / "share", version)
    _control(root, version)
    bundle.settle(root, bundle.epoch())
    for path in (home / bundle.COMMAND, root / "DEBIAN" / "preinst", root / "DEBIAN" / "prerm"):
        path.chmod(0o755)
        os.utime(path, (bundle.epoch(), bundle.epoch()))
    target = out / file_name(version)
    make = ["dpkg-deb", *packed, "--root-owner-group", "--build", str(root), str(target)]
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(bundle.epoch())}
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, env=variables)
    return target


def file_name(version: str) -> str:
    """Return what the package of a version is called."""
    return f"{bundle.APP_ID}_{version}_amd64.deb"


def _day() -> str:
    return datetime.fromtimestamp(bundle.epoch(), UTC).strftime("%Y-%m-%d")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_gz(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _for_the_desktop(share: Path, version: str) -> None:
    _write(
        share / "applications" / f"{bundle.APP_ID}.desktop", (HERE / "predictor-medico.desktop").read_text("utf-8")
    )
    icons = bundle.ROOT / "gui" / "icons"
    hicolor = share / "icons" / "hicolor"
    for size in ICON_SIZES:
        target = hicolor / f"{size}x{size}" / "apps" / f"{bundle.APP_ID}.png"
        target.parent.mkdir(parents=True)
        shutil.copyfile(icons / f"{bundle.APP_ID}-{size}.png", target)
    target = hicolor / "scalable" / "apps" / f"{bundle.APP_ID}.svg"
    target.parent.mkdir(parents=True)
    shutil.copyfile(icons / f"{bundle.APP_ID}.svg", target)
    _write(share / "metainfo" / f"{METAINFO_ID}.metainfo.xml", metainfo(version))


def metainfo(version: str) -> str:
    """Return the AppStream metainfo, which software centres show."""
    base = REPOSITORY.replace("https://github.com", "https://raw.githubusercontent.com") + f"/v{version}"
    lines = ["  <screenshots>"]
    for number, (name, english, spanish) in enumerate(_SCREENSHOTS):
        kind = ' type="default"' if number == 0 else ""
        lines += [f"    <screenshot{kind}>", f"      <caption>{english}</caption>"]
        lines += [f'      <caption xml:lang="es">{spanish}</caption>']
        lines += [f"      <image>{base}/packaging/screenshots/{name}</image>", "    </screenshot>"]
    lines += ["  </screenshots>", ""]
    return _filled(HERE / "metainfo.xml.in", version).replace("@SCREENSHOTS@\n", "\n".join(lines))


def _filled(template: Path, version: str) -> str:
    text = template.read_text(encoding="utf-8")
    values = {"VERSION": version, "DATE": _day(), "REPOSITORY": REPOSITORY, "METAINFO_ID": METAINFO_ID}
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _papers(share: Path, version: str) -> None:
    """Write copyright, changelog and manual pages."""
    papers = share / "doc" / bundle.APP_ID
    lines = (bundle.ROOT / "LICENSE").read_text(encoding="utf-8").strip().splitlines()[4:]
    licence = "\n".join(f" {line}" if line else " ." for line in lines)
    _write(papers / "copyright", _COPYRIGHT.format(repository=REPOSITORY, licence=licence))
    _write_gz(papers / "changelog.gz", _changelog(version))
    for language, template in (("", "predictor-medico.1.in"), ("es", "predictor-medico.es.1.in")):
        page = share / "man" / language / "man1" / f"{bundle.APP_ID}.1.gz"
        _write_gz(page, _filled(HERE / "man" / template, version))


def _changelog(version: str) -> str:
    """Return the changes of this version in Debian's form."""
    text = (bundle.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    section = re.search(rf"^## \[{re.escape(version)}\].*?$(.*?)(?=^## |^---|\Z)", text, re.MULTILINE | re.DOTALL)
    items = re.findall(r"^- (.*?)(?=^- |^#|^\s*$|\Z)", section[1] if section else "", re.MULTILINE | re.DOTALL)
    points = [" ".join(item.replace("**", "").split()) for item in items] or [f"Versión {version}."]
    lines = [f"{bundle.APP_ID} ({version}) stable; urgency=medium", ""]
    for point in points:
        lines += _wrapped(point)
    time = datetime.fromtimestamp(bundle.epoch(), UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    return "\n".join([*lines, "", f" -- {MAINTAINER}  {time}", ""])


def _wrapped(point: str) -> list[str]:
    lines = ["  *"]
    for word in point.split():
        if len(lines[-1]) + len(word) > 78:  # noqa: PLR2004 - Debian's line
            lines.append("   ")
        lines[-1] += f" {word}"
    return lines


def _control(root: Path, version: str) -> None:
    depends, recommends = _relations(root / "opt" / bundle.APP_ID)
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    size_kb = sum((path.stat().st_size + 1023) // 1024 for path in files)
    fields = {
        "Package": bundle.APP_ID,
        "Version": version,
        "Architecture": "amd64",
        "Maintainer": MAINTAINER,
        "Installed-Size": size_kb,
        "Depends": ", ".join(depends),
        "Recommends": ", ".join(recommends),
        "Section": "science",
        "Priority": "optional",
        "Homepage": REPOSITORY,
        "Description": _DESCRIPTION,
    }
    control = root / "DEBIAN"
    _write(control / "control", "".join(f"{name}: {value}\n" for name, value in fields.items()))
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in files]  # noqa: S324
    _write(control / "md5sums", "".join(sums))
    template = (HERE / "refuse-while-running.sh.in").read_text(encoding="utf-8")
    _write(control / "preinst", template.replace("@WHEN@", "upgrade"))
    _write(control / "prerm", template.replace("@WHEN@", "remove"))


def _relations(home: Path) -> tuple[list[str], list[str]]:
    """Return what the package depends on and recommends: whatever its files are linked to and it does not bring."""
    needed = bundle.libraries_not_brought(home)
    unknown = {name for name in needed if not any(fnmatch.fnmatch(name, pattern) for pattern in trim.C_LIBRARY)}
    unknown -= {*_DEPENDS, *_RECOMMENDS}
    if unknown:
        sys.exit(f"in no Debian package that packaging/deb.py knows: {', '.join(sorted(unknown))}")
    depends = [
        f"libc6 (>= {_oldest_c_library(bundle.elf_files(home))})",
        *(_DEPENDS[name] for name in sorted(needed & {*_DEPENDS})),
    ]
    recommends = [_RECOMMENDS[name] for name in sorted(needed & {*_RECOMMENDS})]
    return sorted([*depends, *_READ_AT_RUN_TIME]), recommends


def _oldest_c_library(programs: list[Path]) -> str:
    ask = ["readelf", "--version-info", "--wide", *map(str, programs)]
    text = subprocess.run(ask, check=True, capture_output=True, text=True).stdout
    found = {tuple(map(int, version.split("."))) for version in re.findall(r"Name: GLIBC_([0-9.]+)", text)}
    return ".".join(map(str, max(found)))


if __name__ == "__main__":
    destination = Path(sys.argv[2]).resolve()
    print(build(Path(sys.argv[1]).resolve(), destination, destination / "work"))
