"""What a command says: answers on stdout, reasons on stderr."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from core.system.paths import APP_ID

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO


def prepare() -> None:
    """Say everything in UTF-8 with LF, wherever it goes."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a program without a console has none
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]


def answer(value: object) -> None:
    """Answer with a value, as one line of JSON."""
    answer_text(json.dumps(value, ensure_ascii=False) + "\n")


def answer_text(text: str) -> None:
    """Answer with a text, at once."""
    answer_texts([text])


def answer_texts(texts: Iterable[str]) -> None:
    """Answer with texts, one behind the other as they come."""
    sys.stdout.writelines(texts)
    sys.stdout.flush()


def fail(sentence: str, status: int) -> int:
    """Say what is not as it should be, and return the status."""
    if sys.stderr is not None:
        show(sys.stderr, f"{APP_ID}: {sentence}\n")
    return status


def show(stream: TextIO, text: str) -> None:
    """Show a text, at once. Where it finds no room, or nobody is there any more, the status alone has to say it."""
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        discard(stream)


def end(sentence: str, status: int) -> NoReturn:
    """Say why, and end the program on the spot with the status."""
    os._exit(fail(sentence, status))


def discard(stream: TextIO) -> None:
    """Throw away what the stream could not get out, or it would fail once more when the interpreter ends."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
