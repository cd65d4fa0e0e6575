"""An X display that nobody sees, for windows that are tried."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def display(size: str = "1366x768") -> Iterator[str]:
    """Run an X display of a size in pixels; yield its name. This process' own variable names it too, meanwhile."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-ac"]
    with subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(write)
        before = os.environ.get("DISPLAY")
        try:
            with os.fdopen(read) as numbers:
                name = f":{numbers.readline().strip()}"
            os.environ["DISPLAY"] = name
            yield name
        finally:
            os.environ.pop("DISPLAY", None)
            if before is not None:
                os.environ["DISPLAY"] = before
            server.terminate()
