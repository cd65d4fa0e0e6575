"""The output of a command: answers on stdout, reasons on stderr."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from core.system.paths import APP_ID

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO


def prepare() -> None:
    """Set stdout and stderr to UTF-8 with LF, on every system."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a program without a console has none
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]


def answer(value: object) -> None:
    """Print a value as one line of JSON."""
    answer_text(line(value))


def line(value: object) -> str:
    """Return a value as one line of JSON."""
    import json  # noqa: PLC0415 - the window answers nothing

    return json.dumps(value, ensure_ascii=False) + "\n"


def document(value: object) -> str:
    """Return a value as JSON with line breaks."""
    import json  # noqa: PLC0415 - likewise

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def answer_text(text: str) -> None:
    """Print a text and flush."""
    answer_texts([text])


def answer_texts(texts: Iterable[str]) -> None:
    """Print texts in sequence, then flush."""
    sys.stdout.writelines(texts)
    sys.stdout.flush()


def fail(sentence: str, status: int, program: str = APP_ID) -> int:
    """Print an error message to stderr and return `status`."""
    if sys.stderr is not None:
        show(sys.stderr, f"{program}: {sentence}\n")
    return status


def show(stream: TextIO, text: str) -> None:
    """Write a text and flush; on an OSError (full disk, closed pipe) the exit status alone reports the failure."""
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        discard(stream)


def end(sentence: str, status: int) -> NoReturn:
    """Print an error message and exit at once with `status`."""
    os._exit(fail(sentence, status))


def discard(stream: TextIO) -> None:
    """Drop the stream's unwritten output, which would fail again at the interpreter's exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
