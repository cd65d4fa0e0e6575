"""The frame of a fuzzing script: atheris where it is installed, and the command line."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

try:
    import atheris
except ImportError:
    atheris = None


def watched(include: Sequence[str]) -> contextlib.AbstractContextManager[Any]:
    """Count the branches of the modules named, which are imported inside the block."""
    found: contextlib.AbstractContextManager[Any]
    found = contextlib.nullcontext() if atheris is None else atheris.instrument_imports(include=list(include))
    return found


def run(check_one_input: Callable[[Path, bytes], object], arguments: list[str]) -> None:
    """Try the files that are given, or fuzz; `check_one_input` gets an empty folder, quick where there is one."""
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - quick
    with tempfile.TemporaryDirectory(dir=memory) as name:
        check = partial(check_one_input, Path(name))
        if arguments[1:] and all(Path(argument).is_file() for argument in arguments[1:]):
            for argument in arguments[1:]:
                check(Path(argument).read_bytes())
            return
        if atheris is None:
            sys.exit(f"to look for other inputs: uv run --with atheris python tests/faults/{Path(arguments[0]).name}")
        atheris.Setup(arguments, check)
        atheris.Fuzz()
