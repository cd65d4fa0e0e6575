"""Commands that read one JSON object a line from standard input, and answer those that wait before reading on."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Final, TypeVar, cast

from core.cli import answers, json_object, words
from core.cli.json_object import JsonFault, JsonRefusedError
from core.clinical.vitals import RefusedError
from core.errors import SaveError, SaveFailure
from core.journal.entry import MAX_LINE
from core.system.status import DONE, FAILED, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ValueT = TypeVar("ValueT")

_FAULTS: Final = {
    JsonFault.NOT_UTF8: "la línea no es UTF-8 válido",
    JsonFault.NOT_JSON: "la línea no es JSON válido",
    JsonFault.NOT_AN_OBJECT: "la línea no es un objeto JSON",
    JsonFault.REPEATED_NAME: "un nombre está repetido",
}


class LineRefusedError(Exception):
    """A refused line; the message is the Spanish sentence for the user, `name` the key at fault, None for none."""

    def __init__(self, sentence: str, name: str | None = None) -> None:
        super().__init__(sentence)
        self.name = name


def answer_each(
    read: Callable[[dict[str, object]], ValueT],
    obey: Callable[[Sequence[ValueT], float], Sequence[Mapping[str, object]]],
    wait_s: float,
    at_once: int = 1,
) -> int:
    """Answer each line and return the exit status. A refused line ends nothing.

    `read` takes a line's values, or raises RefusedError or LineRefusedError. `obey` gets what was read of the lines
    that wait, at most `at_once`, and the longest wait for another writer in seconds, at first `wait_s`. It returns
    their answers, or raises SaveError and has done none; with one at once also LineRefusedError.
    """
    status, refused = DONE, 0
    for waiting in _waiting_lines(_source(), at_once):
        said: list[Mapping[str, object] | None] = []
        good: list[ValueT] = []
        for line in waiting:
            try:
                good.append(read(_json_object(line)))
                said.append(None)
            except (RefusedError, LineRefusedError) as error:
                said.append(_refused(error))
        refused += len(said) - len(good)
        done: list[Mapping[str, object]] = []
        while len(done) < len(good):
            rest = good[len(done) :]
            try:
                done += obey(rest, wait_s)
            except LineRefusedError as error:
                refused += 1
                done.append(_refused(error))
            except SaveError as error:
                wait_s = 0.0  # another holder of that long will hold it for the other lines too
                status = answers.fail(words.failure(error), FAILED)
                # A file that was changed is refused once, and accepted for the lines behind.
                count = 1 if error.failure is SaveFailure.CHANGED else len(rest)
                done += [{"error": words.failure(error), "campo": None}] * count
        following = iter(done)
        answers.answer_texts(answers.line(next(following) if one is None else one) for one in said)
    if refused:
        answers.fail(f"líneas rechazadas: {refused}", REFUSED)
    return status or (REFUSED if refused else DONE)


def _refused(error: RefusedError | LineRefusedError) -> dict[str, object]:
    return {"error": words.refusal(error) if isinstance(error, RefusedError) else str(error), "campo": error.name}


def _source() -> io.BufferedIOBase:
    """Return standard input, empty where there is none."""
    return cast("io.BufferedIOBase", sys.stdin.buffer) if sys.stdin else io.BytesIO()


def _waiting_lines(source: io.BufferedIOBase, at_most: int) -> Iterator[list[bytes]]:
    """Yield the lines, without their newlines, that one reading has brought, at most so many at once.

    b"" stands for a line longer than MAX_LINE, which is skipped.
    """
    rest, is_too_long = b"", False
    while chunk := source.read1(MAX_LINE):
        *ended, rest = (rest + chunk).split(b"\n")
        if ended and is_too_long:
            ended[0], is_too_long = b"", False
        ended = [b"" if len(line) >= MAX_LINE else line for line in ended]
        for start in range(0, len(ended), at_most):
            yield ended[start : start + at_most]
        if len(rest) >= MAX_LINE:
            rest, is_too_long = b"", True
    if rest or is_too_long:
        yield [b"" if is_too_long else rest]


def _json_object(line: bytes) -> dict[str, object]:
    """Parse a line as one JSON object without repeated names. Raises LineRefusedError."""
    try:
        return json_object.parse(line)
    except JsonRefusedError as error:
        raise LineRefusedError(_FAULTS[error.fault]) from None
