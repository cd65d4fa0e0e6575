"""Commands that read one JSON object a line from standard input, and answer each before the next one is read."""

from __future__ import annotations

import io
import json
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

from core.cli import answers, words
from core.clinical.vitals import RefusedError
from core.errors import SaveError
from core.journal.entry import MAX_LINE
from core.system.status import DONE, FAILED, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import BinaryIO


class LineRefusedError(Exception):
    """A refused line; the message is the Spanish sentence for the user, `name` the key at fault, None for none."""

    def __init__(self, sentence: str, name: str | None = None) -> None:
        super().__init__(sentence)
        self.name = name


def answer_each(obey: Callable[[dict[str, object], float], Mapping[str, object]], wait_s: float) -> int:
    """Answer each line and return the exit status. A refused line ends nothing.

    `obey` gets a line's values and the longest wait for another writer, in seconds, which is at first `wait_s`. It
    returns the answer, or raises RefusedError, LineRefusedError or SaveError.
    """
    status, refused = DONE, 0
    for line in _bounded_lines(sys.stdin.buffer if sys.stdin else io.BytesIO()):
        try:
            answers.answer(obey(_json_object(line), wait_s))
        except RefusedError as error:
            refused += 1
            answers.answer({"error": words.refusal(error), "campo": error.name})
        except LineRefusedError as error:
            refused += 1
            answers.answer({"error": str(error), "campo": error.name})
        except SaveError as error:
            wait_s = 0.0  # another holder of that long will hold it for the other lines too
            status = answers.fail(words.failure(error), FAILED)
            answers.answer({"error": words.failure(error), "campo": None})
    if refused:
        answers.fail(f"líneas rechazadas: {refused}", REFUSED)
    return status or (REFUSED if refused else DONE)


def _bounded_lines(source: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; b"" for one longer than MAX_LINE, which is skipped."""
    while line := source.readline(MAX_LINE):
        ended = line.endswith(b"\n")
        yield line if ended or len(line) < MAX_LINE else b""
        while not ended and (rest := source.readline(MAX_LINE)):
            ended = rest.endswith(b"\n")


def _json_object(line: bytes) -> dict[str, object]:
    """Parse a line as one JSON object without repeated names. Raises LineRefusedError."""
    try:
        pairs = json.loads(
            line.decode("utf-8-sig"), parse_int=_written_number, parse_float=_written_number, object_pairs_hook=_Pairs
        )
    except UnicodeDecodeError:
        raise LineRefusedError("la línea no es UTF-8 válido") from None
    except (ValueError, RecursionError):
        raise LineRefusedError("la línea no es JSON válido") from None
    if not isinstance(pairs, _Pairs):
        raise LineRefusedError("la línea no es un objeto JSON")
    values = dict(pairs)
    if len(values) < len(pairs):
        raise LineRefusedError("un nombre está repetido")
    return values


def _written_number(text: str) -> Decimal:
    """Parse a number exactly: float would round it, and int refuses more than 4300 digits."""
    try:
        return Decimal(text)
    except ArithmeticError:  # an exponent of 19 digits
        return Decimal("NaN")


class _Pairs(list[tuple[str, object]]):
    """The pairs of a JSON object, in order and with repeated names."""
