"""A window that cannot be opened ends in one sentence that helps, with status 1, and never in Qt's abort."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gui import preflight

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux' displays and libraries")

# Without a runtime folder, which every session has, libwayland has a line of its own to say.
NO_DISPLAY = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "", "XDG_RUNTIME_DIR": "/tmp"}  # noqa: S108


def only_line(ended: subprocess.CompletedProcess[bytes]) -> str:
    """The message: one line, with status 1 and nothing on stdout."""
    assert ended.returncode == 1
    assert ended.stdout == b""
    said = ended.stderr.decode()
    assert said.count("\n") == 1, said
    return said


@linux_only
class TestDisplay:
    def test_without_a_display_it_says_so_and_names_the_command_line(self, run_program: Run) -> None:
        said = only_line(run_program(env=NO_DISPLAY))
        assert "no hay pantalla" in said
        assert "predictor-medico predecir --help" in said

    def test_it_says_so_without_loading_qt(self, data_dir: Path) -> None:
        code = (
            "import sys; from pathlib import Path; from gui.start import start_window;"
            f"status = start_window(Path({str(data_dir)!r}));"
            "sys.exit(3 if any(name.startswith('PySide6') for name in sys.modules) else status)"
        )
        ended = subprocess.run(
            [sys.executable, "-c", code], env=os.environ | NO_DISPLAY, capture_output=True, check=False, timeout=300
        )
        assert ended.returncode == 1

    def test_a_display_that_does_not_answer_is_named(self, run_program: Run) -> None:
        said = only_line(run_program(env=NO_DISPLAY | {"DISPLAY": ":4711"}))
        assert "«:4711» no responde" in said
        assert "predictor-medico predecir --help" in said

    def test_no_data_directory_is_made_for_a_window_that_never_opens(self, run_program: Run, data_dir: Path) -> None:
        only_line(run_program(env=NO_DISPLAY))
        assert not data_dir.exists()

    @pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:port=5901", "linuxfb"])
    def test_a_platform_without_a_display_needs_none(self, platform: str) -> None:
        assert preflight.no_display({"QT_QPA_PLATFORM": platform}) is None

    @pytest.mark.parametrize("platform", ["", "xcb", "wayland;xcb"])
    def test_others_need_one(self, platform: str) -> None:
        assert preflight.no_display({"QT_QPA_PLATFORM": platform}) is not None
        assert preflight.no_display({"QT_QPA_PLATFORM": platform, "WAYLAND_DISPLAY": "wayland-0"}) is None


@linux_only
class TestLibraries:
    def test_each_library_that_qt_asks_the_system_for_has_its_package(self) -> None:
        import PySide6

        qt = Path(PySide6.__file__).parent / "Qt"
        own = {file.name for file in (qt / "lib").iterdir()}
        needed: set[str] = set()
        for name in ("plugins/platforms/libqxcb.so", *(f"lib/libQt6{part}.so.6" for part in ("XcbQpa", "Widgets"))):
            needed |= needed_libraries(qt / name)
        for name in ("Gui", "Core", "DBus", "PrintSupport"):
            needed |= needed_libraries(qt / "lib" / f"libQt6{name}.so.6")
        of_the_c_library = {"libm.so.6", "libc.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
        assert needed - own - of_the_c_library == set(preflight.DEBIAN_PACKAGES) & needed
        assert needed - own - of_the_c_library <= set(preflight.DEBIAN_PACKAGES)
        assert len(needed) > 20

    def test_the_system_loader_s_words_for_a_missing_library_are_understood(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def load(name: str, **_mode: int) -> None:
            if name == "libEGL.so.1":
                raise OSError("gone")

        monkeypatch.setattr(ctypes, "CDLL", load)
        said = preflight.import_failure(
            ImportError("libGL.so.1: cannot open shared object file: No such file or directory")
        )
        assert "faltan las bibliotecas del sistema libGL.so.1, libEGL.so.1" in said
        assert "sudo apt install libegl1 libgl1" in said

    def test_a_library_that_the_window_s_plugin_lacks_is_named(self, tmp_path: Path) -> None:
        """The real plugin, made to ask for a library that is not there, given to the system's loader."""
        import PySide6

        qt = Path(PySide6.__file__).parent / "Qt"
        platforms, libraries = tmp_path / "plugins" / "platforms", tmp_path / "lib"
        platforms.mkdir(parents=True)
        libraries.mkdir()
        shutil.copy(qt / "plugins" / "platforms" / "libqxcb.so", platforms)
        content = (qt / "lib" / "libQt6XcbQpa.so.6").read_bytes()
        assert b"\0libxcb-cursor.so.0\0" in content
        (libraries / "libQt6XcbQpa.so.6").write_bytes(content.replace(b"libxcb-cursor.so.0", b"libxcb-absent.so.0"))
        code = (
            "import os, PySide6.QtWidgets; from pathlib import Path; from gui import preflight;"
            f"print(preflight.why_no_window([Path({str(platforms)!r})], os.environ, ''))"
        )
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
        assert ended.stdout.startswith("falta la biblioteca del sistema libxcb-absent.so.0; ")

    def test_a_library_that_is_hidden_from_the_program_is_named_with_its_package(self, data_dir: Path) -> None:
        library = library_file("libxcb-cursor.so.0")
        can_hide = ["unshare", "--mount", "mount", "--bind", "/dev/null", str(library)]
        if subprocess.run(can_hide, capture_output=True, check=False).returncode:
            pytest.skip("hiding a library needs a mount namespace of one's own (root)")
        script = f'mount --bind /dev/null {library} && exec "$0" -m gui --data-dir "$1"'
        ended = subprocess.run(
            ["unshare", "--mount", "sh", "-c", script, sys.executable, str(data_dir)],
            env=os.environ | NO_DISPLAY | {"DISPLAY": ":4711"},
            capture_output=True,
            check=False,
            timeout=300,
        )
        said = only_line(ended)
        assert "falta la biblioteca del sistema libxcb-cursor.so.0" in said
        assert "sudo apt install libxcb-cursor0" in said


@linux_only
class TestFonts:
    """Without a font Qt paints boxes, or black bars, in the place of every letter, and says nothing."""

    @pytest.fixture
    def no_fonts(self, tmp_path: Path) -> dict[str, str]:
        config = tmp_path / "fonts.conf"
        config.write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            f"<dir>{tmp_path}/none</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>"
        )
        return {"FONTCONFIG_FILE": str(config), "QT_QPA_PLATFORM": "offscreen"}

    def test_a_window_says_so_and_what_to_install(
        self, run_program: Run, no_fonts: dict[str, str], data_dir: Path
    ) -> None:
        said = only_line(run_program(env=no_fonts))
        assert "no tiene ninguna fuente" in said
        assert "sudo apt install fonts-dejavu-core" in said
        assert not data_dir.exists()

    def test_a_pdf_is_not_written_and_the_old_one_stays(
        self, run_program: Run, no_fonts: dict[str, str], tmp_path: Path
    ) -> None:
        path = tmp_path / "reporte.pdf"
        path.write_bytes(b"el de ayer")
        ended = run_program("exportar", "--formato", "pdf", "--salida", str(path), env=no_fonts)
        assert "sudo apt install fonts-dejavu-core" in only_line(ended)
        assert path.read_bytes() == b"el de ayer"

    def test_what_needs_no_letters_works(self, run_program: Run, no_fonts: dict[str, str], tmp_path: Path) -> None:
        path = tmp_path / "reporte.json"
        assert run_program("exportar", "--formato", "json", "--salida", str(path), env=no_fonts).returncode == 0


def needed_libraries(file: Path) -> set[str]:
    """The libraries that an ELF file asks for, as the system's tool lists them."""
    if shutil.which("readelf") is None:
        pytest.skip("readelf (package binutils) is not here")
    listed = subprocess.run(["readelf", "-d", file], capture_output=True, text=True, check=True).stdout
    return {line.split("[")[1].rstrip("]") for line in listed.splitlines() if "(NEEDED)" in line}


def library_file(name: str) -> Path:
    """Where the system has a library."""
    for folder in ("/lib", "/usr/lib", *Path("/usr/lib").glob("*-linux-gnu")):
        if (Path(folder) / name).exists():
            return (Path(folder) / name).resolve()
    pytest.skip(f"{name} is not installed")
