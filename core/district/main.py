"""`predictor-medico-distrito`: parses the command line, runs one command, and turns every failure into a sentence."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

from core.cli import answers, district_words, words
from core.cli.parser import UsageError
from core.district import arguments
from core.district.arguments import LAKE_VARIABLE, PROGRAM, WITHOUT_LAKE
from core.errors import ModelError, PredictorError, ReadError, SaveError
from core.system import interrupt
from core.system.status import FAILED, INTERRUPTED, REFUSED
from core.system.work import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable


def main(argv: list[str] | None = None) -> int:
    """Run one command line, by default that of this process, and return its exit status."""
    interrupt.end_at_once()
    answers.prepare()
    try:
        return _obey(sys.argv[1:] if argv is None else argv)
    except (KeyboardInterrupt, StoppedError):
        return answers.fail("interrumpido: puede repetir el comando", INTERRUPTED, PROGRAM)
    except (PredictorError, UsageError) as error:
        return answers.fail(*_sentence(error), PROGRAM)
    except ModuleNotFoundError as error:
        return answers.fail(_without_extra(error), FAILED, PROGRAM)
    except OSError as error:
        if sys.stdout is not None:
            answers.discard(sys.stdout)
        if isinstance(error, BrokenPipeError):
            return FAILED
        return answers.fail(words.system_failure(error), FAILED, PROGRAM)


def _sentence(error: PredictorError | UsageError) -> tuple[str, int]:
    """Return the sentence and the exit status for a refusal or failure."""
    if isinstance(error, UsageError):
        return str(error), REFUSED
    if isinstance(error, SaveError | ReadError):
        return words.failure(error), FAILED
    if isinstance(error, ModelError):
        return district_words.unusable_model(error), FAILED
    from core.district import words as own  # noqa: PLC0415 - with errors of the lake only
    from core.district.learning.errors import LearningError  # noqa: PLC0415 - likewise

    return own.failure(error), REFUSED if isinstance(error, LearningError) else FAILED


def _obey(argv: list[str]) -> int:
    options = arguments.parse(argv)
    options.lago = getattr(options, "lago", None) or os.environ.get(LAKE_VARIABLE)
    if not options.lago and options.command not in WITHOUT_LAKE:
        raise UsageError(f"falta --lago, o la variable {LAKE_VARIABLE}", options.command, PROGRAM)
    module = importlib.import_module(f"core.district.commands.{options.command}")
    run: Callable[[object], int] = module.run
    with interrupt.raised():  # half-made files are removed, and one sentence says so
        return run(options)


def _without_extra(error: ModuleNotFoundError) -> str:
    """Return which extra brings a library that is not installed. Raises the error for any other module."""
    extra = {
        "alembic": "registro",
        "duckdb": "distrito",
        "evidently": "deriva",
        "isal": "distrito",
        "jinja2": "distrito",
        "markupsafe": "distrito",
        "mlflow": "registro",
        "numpy": "aprendizaje",
        "obstore": "distrito",
        "pandas": "registro",
        "py4j": "spark",
        "pyarrow": "distrito",
        "pyspark": "spark",
        "sqlalchemy": "registro",
        "statsmodels": "aprendizaje",
    }.get((error.name or "").partition(".")[0])
    if extra is None:
        raise error
    extras = "--extra distrito" if extra == "distrito" else f"--extra distrito --extra {extra}"
    return f"falta el extra «{extra}»: uv run {extras} {PROGRAM} …"
