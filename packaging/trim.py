"""What of Qt and of Python the bundle goes without: one list a system, and the libraries that only those needed.

Measured and tried: see packaging/README.md. ICU stays (without it ñ and accents sort wrong), and so does Qt's DBus
(the screen reader needs it). No module that opens a socket is left in.
"""

from __future__ import annotations

import fnmatch
import os
import posixpath
import re
import subprocess
import sys
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Entry: TypeAlias = tuple[str, str, str]
    """PyInstaller's: name in the bundle, file it comes from, kind."""

QT_MODULES: Final = (
    *("QtConcurrent", "QtDBus", "QtDesigner", "QtHelp", "QtNetwork", "QtOpenGL", "QtOpenGLWidgets", "QtQml"),
    *("QtQuick", "QtQuickWidgets", "QtSql", "QtSvg", "QtSvgWidgets", "QtTest", "QtUiTools", "QtXml"),
)

PYTHON_MODULES: Final = (
    *("asyncio", "bz2", "concurrent", "curses", "dbm", "distutils", "doctest", "email.mime", "ensurepip", "ftplib"),
    *("http", "idlelib", "imaplib", "lib2to3", "lzma", "multiprocessing", "pdb", "pip", "poplib", "pydoc"),
    *("pydoc_data", "readline", "setuptools", "smtplib", "socketserver", "sqlite3", "ssl", "telnetlib", "test"),
    *(
        "tkinter",
        "turtle",
        "typing_extensions",
        "unittest",
        "venv",
        "wsgiref",
        "xml",
        "xmlrpc",
        "_distutils_hack",
        "pkg_resources",
    ),
    *("_bz2", "_lzma", "_hashlib", "_multiprocessing", "_ssl"),
)

OTHER_PROGRAMS: Final = ("core/district", "core/service")
"""The rooms of programs that are not the clinic's: they are not in the bundle, nor is what only they use."""

OTHER_MODULES: Final = (
    *("core.district", "core.service", "alembic", "duckdb", "evidently", "isal", "jinja2", "markupsafe", "mlflow"),
    *("obstore", "pandas", "py4j", "pyarrow", "pyspark", "sqlalchemy", "starlette", "statsmodels", "uvicorn"),
)

_PLUGINS: Final = {
    "linux": (
        *("platforms/libqxcb.so", "platforms/libqoffscreen.so", "platforms/libqwayland*.so"),
        *("platforminputcontexts/lib*composeplatform*.so", "platforminputcontexts/libibus*.so"),
        *("platformthemes/libqxdgdesktopportal.so", "printsupport/*"),
        *("wayland-shell-integration/*", "wayland-decoration-client/*"),
        *("iconengines/libqsvgicon.so", "imageformats/libqsvg.so", "imageformats/libqico.so"),
        "imageformats/libqjpeg.so",
    ),
    "win32": (
        *("platforms/qwindows.dll", "platforms/qoffscreen.dll", "styles/*", "iconengines/qsvgicon.dll"),
        *("imageformats/qsvg.dll", "imageformats/qico.dll", "imageformats/qjpeg.dll"),
    ),
    "darwin": (
        *("platforms/libqcocoa.dylib", "platforms/libqoffscreen.dylib", "styles/*", "iconengines/libqsvgicon.dylib"),
        *("imageformats/libqsvg.dylib", "imageformats/libqico.dylib", "imageformats/libqjpeg.dylib"),
        "imageformats/libqicns.dylib",
    ),
}

_TRANSLATIONS: Final = ("qtbase_es.qm", "qtbase_en.qm")

_SYSTEMS_OWN: Final = ("libcups.so.*", "libdbus-1.so.*")
"""Libraries that belong with services of the user's own system: printing, and the desktop's bus."""

C_LIBRARY: Final = ("ld-linux*", *(f"lib{name}.so.*" for name in ("c", "dl", "m", "pthread", "resolv", "rt", "util")))

LEFT_TO_THE_SYSTEM: Final = (
    *("libEGL.so.1", "libGL.so.1", "libxcb.so.1", "libwayland-client.so.0", "libwayland-cursor.so.0"),
    *(*C_LIBRARY, *_SYSTEMS_OWN),
)
"""What a Linux bundle does not bring: the C library, what belongs to the graphics card, and the services'."""

_NOT_NEEDED: Final = ("opengl32sw.dll", "d3dcompiler_*.dll", *_SYSTEMS_OWN)


def keep(entries: Iterable[Entry], imports_of: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Return what the bundle keeps: the wanted plugins and translations, and no library that nothing kept needs.

    `imports_of` tells the names of the libraries that the library in a file needs.
    """
    wanted = [entry for entry in entries if _is_wanted(entry[0])]
    libraries = {_file_name(entry[0]): entry for entry in wanted if _is_library(entry)}
    started_with = {name for name in libraries if name.startswith(("libpython", "python3"))}
    reached: set[str] = set()
    ahead = [entry for entry in wanted if not _is_library(entry) and entry[2] in ("BINARY", "EXTENSION")]
    ahead += [libraries[name] for name in started_with]
    while ahead:
        entry = ahead.pop()
        for name in imports_of(entry[1]):
            key = name.lower()
            if key in libraries and key not in reached:
                reached.add(key)
                ahead.append(libraries[key])
    kept = [entry for entry in wanted if not _is_library(entry) or _file_name(entry[0]) in reached | started_with]
    names = {_posix(name) for name, _, kind in kept if kind != "SYMLINK"}
    return [entry for entry in kept if entry[2] != "SYMLINK" or _target(entry) in names]


def _file_name(name: str) -> str:
    return PurePosixPath(_posix(name)).name.lower()


def _target(link: Entry) -> str:
    """Return what a link points to, as the bundle names it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(_posix(link[0])), _posix(link[1])))


def is_left_to_the_system(library: str) -> bool:
    """Say whether a Linux bundle leaves this library to the system that it is installed on."""
    return any(fnmatch.fnmatch(library, pattern) for pattern in LEFT_TO_THE_SYSTEM)


def needed_by_elf(file: str) -> list[str]:
    """Return the libraries that an ELF file itself asks for."""
    ask = ["readelf", "--dynamic", "--wide", file]
    text = subprocess.run(ask, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}).stdout
    return re.findall(r"\(NEEDED\).*\[(.+)\]", text)


def _posix(name: str) -> str:
    return name.replace("\\", "/")


def _is_wanted(name: str) -> bool:
    path = _posix(name)
    if any(fnmatch.fnmatch(_file_name(path), pattern) for pattern in _NOT_NEEDED):
        return False
    _, is_plugin, plugin = path.rpartition("/plugins/")
    if is_plugin:
        return any(fnmatch.fnmatch(plugin, pattern) for pattern in _PLUGINS.get(sys.platform, ("*",)))
    if path.endswith(".qm") and "PySide6" in path:
        return path.endswith(_TRANSLATIONS)
    return not path.endswith((".pyi", ".typed"))


def _is_library(entry: Entry) -> bool:
    """Say whether an entry is there only because something else is linked to it."""
    name, _, kind = entry
    return kind == "BINARY" and "/plugins/" not in _posix(name) and not name.endswith(".pyd")
