"""Installs the Windows installer of dist/ on this Windows, tries the program, and removes it.

For a machine to spare: a program that was installed before is replaced.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import build
import bundle
import smoke
import windows_installer


def main() -> None:
    """Install, try, remove. Raises SmokeError or CalledProcessError."""
    home = Path(os.environ["LOCALAPPDATA"]) / "Programs" / bundle.NAME
    subprocess.run([str(windows_installer.path_of(build.DIST, bundle.version())), "/S"], check=True)
    smoke.main(str(home / f"{bundle.COMMAND}.exe"), str(home / f"{bundle.WINDOW}.exe"))
    subprocess.run([str(home / "uninstall.exe"), "/S"], check=True)
    smoke.wait_for(lambda: not home.exists(), "everything that was installed is gone")


if __name__ == "__main__":
    if os.name != "nt":
        sys.exit("this is for Windows; elsewhere: packaging/rehearse_windows.py")
    main()
