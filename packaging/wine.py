"""A Windows PC of Wine's making, in a folder of its own: runs Windows programs for the rehearsal."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

from wine_python import compile_dll

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_OVERRIDES: Final = "mscoree,mshtml,winemenubuilder.exe=;mscms=n"
_PASSED_ON: Final = ("PATH", "TMPDIR", "DISPLAY", "XAUTHORITY")


class Pc:
    """A Wine prefix with Windows 10's version, the stand-ins that Wine 8 needs, and one user.

    `display` is the X display of its windows; with none, a program that opens one fails.
    """

    def __init__(self, folder: Path, display: str = "") -> None:
        self.folder = folder
        self.variables = {**os.environ, "DISPLAY": display}
        self._prefix = folder / "prefix"
        self._home = folder / "home"

    @property
    def user(self) -> Path:
        """The Windows user's folder."""
        return next(path for path in (self._prefix / "drive_c" / "users").iterdir() if path.name != "Public")

    @property
    def local_app_data(self) -> Path:
        """What Windows calls %LOCALAPPDATA%."""
        return self.user / "AppData" / "Local"

    def make(self) -> None:
        """Make the PC, unless it is there."""
        if (self.folder / "made").is_file():
            return
        self._home.mkdir(parents=True, exist_ok=True)
        self.run(["wineboot", "--init"], timeout=600)
        self.run(["reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"])
        self.wait()
        for name in ("icuuc", "mscms"):
            compile_dll(name, self._prefix / "drive_c" / "windows" / "system32")
        (self.folder / "made").touch()

    def run(  # noqa: PLR0913 - what one may say about a program that runs
        self,
        command: Sequence[str | Path],
        *,
        timeout: float = 300,
        variables: Mapping[str, str] | None = None,
        stdin: bytes = b"",
        cwd: Path | None = None,
        check: bool = True,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a Windows program to its end. Raises CalledProcessError (unless not `check`), TimeoutExpired."""
        done = subprocess.run(
            ["wine", *command],
            input=stdin,
            capture_output=True,
            timeout=timeout,
            cwd=cwd or self._home,
            env=self._environment(variables),
            check=False,
        )
        if check and done.returncode != 0:
            raise subprocess.CalledProcessError(done.returncode, list(command), done.stdout, done.stderr)
        return done

    def start(self, command: Sequence[str | Path]) -> subprocess.Popen[bytes]:
        """Start a Windows program and leave it running."""
        return subprocess.Popen(
            ["wine", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._home,
            env=self._environment(None),
        )

    def wait(self) -> None:
        """Return once nothing of this PC runs any more and its registry is on the disk."""
        subprocess.run(["wineserver", "--wait"], env=self._environment(None), check=False, timeout=300)

    def stop(self) -> None:
        """End whatever still runs on this PC."""
        subprocess.run(["wineserver", "--kill"], env=self._environment(None), check=False, timeout=300)

    def windows_path(self, path: Path) -> str:
        """Return what this PC calls a file of the host."""
        inside = self._prefix / "drive_c"
        if path.is_relative_to(inside):
            return "C:\\" + str(path.relative_to(inside)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")

    def _environment(self, variables: Mapping[str, str] | None) -> dict[str, str]:
        kept = {name: self.variables[name] for name in _PASSED_ON if name in self.variables}
        return kept | {
            "LC_ALL": "C.UTF-8",
            "HOME": str(self._home),
            "USER": "enfermera",
            "WINEPREFIX": str(self._prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _OVERRIDES,
            **(variables or {}),
        }
