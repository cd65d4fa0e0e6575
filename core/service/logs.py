"""The log of the service: one JSON object a line on standard error, with no reading and no key in it."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

LOGGER: Final = logging.getLogger("predictor-medico-servicio")

_LEVELS: Final = {"WARNING": "aviso", "ERROR": "error", "CRITICAL": "error"}


def event(name: str, level: int = logging.INFO, **fields: object) -> None:
    """Log an event with its fields, which must not hold what a client has sent."""
    if LOGGER.isEnabledFor(level):
        LOGGER.log(level, name, extra={"fields": fields})


def failure(name: str, error: BaseException) -> None:
    """Log an error that nobody expected: its type and place. Its message could hold what a client has sent."""
    event(name, logging.ERROR, error=type(error).__name__, lugar=_place(error))


def prepare() -> None:
    """Send the log to standard error, with what the server and Python's own libraries report."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter())
    logging.raiseExceptions = False  # a closed standard error is nobody's business here
    for logger, level in ((LOGGER, logging.INFO), (logging.getLogger(), logging.WARNING)):
        logger.handlers[:] = [handler]
        logger.setLevel(level)
        logger.propagate = False


class _Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        said: dict[str, object] = {
            "hora": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "nivel": _LEVELS.get(record.levelname, "info"),
        }
        fields = getattr(record, "fields", None)
        if fields is not None:
            said |= {"suceso": record.getMessage(), **fields}
        else:  # of a library: its text may quote a request, so only where it comes from is told
            said |= {"suceso": "biblioteca", "modulo": record.name, "texto": str(record.msg).split("\n")[0][:200]}
            if record.exc_info and record.exc_info[1] is not None:
                error = record.exc_info[1]
                said |= {"error": type(error).__name__, "lugar": _place(error)}
        return json.dumps(said, ensure_ascii=False)


def _place(error: BaseException) -> str:
    """Return where an error was raised, as `saving.py:12`."""
    trace = error.__traceback__
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
