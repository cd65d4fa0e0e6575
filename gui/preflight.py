"""Whether a window can be opened here; if not, the reason in one Spanish sentence. Never imports Qt."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Final

from core.system.paths import APP_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_WITHOUT_WINDOW: Final = f"sin ventana funciona la línea de comandos: {APP_ID} predecir --help"

NO_FONT: Final = (
    "este sistema no tiene ninguna fuente (tipo de letra) y no se vería ningún texto; en Debian o Ubuntu: "
    "sudo apt install fonts-dejavu-core"
)

_NEED_A_DISPLAY: Final = ("xcb", "wayland")

DEBIAN_PACKAGES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""The system libraries that a Qt window needs on Linux, with their Debian packages."""


def no_display(environment: Mapping[str, str]) -> str | None:
    """Return the sentence for a missing display; None if there seems to be one, or if none is needed."""
    if sys.platform in ("win32", "darwin"):
        return None
    wanted = [name.partition(":")[0] for name in environment.get("QT_QPA_PLATFORM", "").split(";") if name]
    if wanted and not any(name.startswith(_NEED_A_DISPLAY) for name in wanted):
        return None
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return None
    return f"no hay pantalla en la que abrir la ventana; {_WITHOUT_WINDOW}"


def import_failure(error: ImportError) -> str:
    """Return the sentence for a failed import of Qt, with the missing system libraries."""
    missing = _named_library(str(error))
    return f"Qt no se pudo cargar: {error}" if missing is None else _missing(missing)


def why_no_window(plugin_folders: Iterable[Path], environment: Mapping[str, str], words_of_qt: str) -> str:
    """Return the reason why Qt could not open a window, after it failed.

    `plugin_folders` are Qt's folders of platform plugins; `words_of_qt`, its message, is the reason if no other is
    found.
    """
    for folder in plugin_folders:
        plugin = folder / "libqxcb.so"
        if plugin.is_file() and (reason := _load_failure(str(plugin))) is not None:
            missing = _named_library(reason)
            return reason if missing is None else _missing(missing)
    display = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    if display and not _display_answers(environment):
        return f"la pantalla «{display}» no responde, así que no hay dónde abrir la ventana; {_WITHOUT_WINDOW}"
    return f"Qt no puede abrir una ventana: {' '.join(words_of_qt.split())}"


def report(sentence: str) -> None:
    """Show a sentence on the terminal, or in a message box of Windows if there is no terminal."""
    if sys.stderr is not None:
        report_on_terminal(sentence)
    elif sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only after a failure

        ctypes.windll.user32.MessageBoxW(None, sentence, "Predictor Médico", 0x10)


def report_on_terminal(sentence: str) -> None:
    """Write a sentence to the terminal, if there is one."""
    if sys.stderr is not None:
        sys.stderr.write(f"{APP_ID}: {sentence}\n")
        sys.stderr.flush()


def _named_library(reason: str) -> str | None:
    """Return the library named in an error of the system's loader; None if there is none."""
    found = re.match(r"(?:\S*/)?([^/\s:]+\.so[^/\s:]*): ", reason)
    return found and found[1]


def _missing(first: str) -> str:
    """Return the sentence for missing libraries: `first`, all others of the list, and the Debian packages."""
    others = [name for name in DEBIAN_PACKAGES if name != first and _load_failure(name) is not None]
    missing = [first, *others]
    packages = sorted({DEBIAN_PACKAGES[name] for name in missing if name in DEBIAN_PACKAGES})
    what = "falta la biblioteca" if len(missing) == 1 else "faltan las bibliotecas"
    how = (
        f"en Debian o Ubuntu: sudo apt install {' '.join(packages)}"
        if packages
        else "instale el paquete que la tiene"
    )
    return f"{what} del sistema {', '.join(missing)}; {how}"


def _load_failure(library: str) -> str | None:
    """Return the loader's error for a library; None if it loads."""
    import ctypes  # noqa: PLC0415 - only after a failure

    try:
        ctypes.CDLL(library, mode=getattr(os, "RTLD_LAZY", 0))
    except OSError as error:
        return str(error)
    return None


def _display_answers(environment: Mapping[str, str]) -> bool:
    """Return whether the X display accepts a connection; True if that cannot be tried, False without DISPLAY."""
    if not environment.get("DISPLAY"):
        return False
    import ctypes  # noqa: PLC0415 - only after a failure

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
