"""`predictor-medico-servicio`: parses the command line and serves until it is asked to end."""

from __future__ import annotations

import os
import sys

from core.cli import answers, district_words, words
from core.cli.parser import UsageError
from core.errors import ModelError, ReadError, RelativeDirectoryError, SaveError
from core.service import arguments
from core.service.arguments import PROGRAM
from core.system.paths import data_directory
from core.system.status import FAILED, INTERRUPTED, REFUSED

_LIBRARIES = ("anyio", "h11", "starlette", "uvicorn")


def main(argv: list[str] | None = None) -> int:
    """Run one command line, by default that of this process, and return its exit status."""
    answers.prepare()
    try:
        return _serve(sys.argv[1:] if argv is None else argv)
    except (UsageError, RelativeDirectoryError) as error:
        said = str(error) if isinstance(error, UsageError) else words.refusal(error)
        return answers.fail(said, REFUSED, PROGRAM)
    except (SaveError, ReadError, ModelError, OSError) as error:
        return answers.fail(_sentence(error), FAILED, PROGRAM)
    except KeyboardInterrupt:
        return INTERRUPTED


def _serve(argv: list[str]) -> int:
    options = arguments.parse(argv)
    data_dir = data_directory(options.data_dir, os.environ)
    try:
        from core.service import server  # noqa: PLC0415 - needs the extra
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        return answers.fail(f"falta el extra «servicio»: uv run --extra servicio {PROGRAM}", FAILED, PROGRAM)
    return server.serve(options, data_dir)


def _sentence(error: SaveError | ReadError | ModelError | OSError) -> str:
    if isinstance(error, ModelError):
        return district_words.unusable_model(error)
    return words.system_failure(error) if isinstance(error, OSError) else words.failure(error)
