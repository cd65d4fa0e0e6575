"""The command line: the same core as the window, without a window. Answers go to stdout, reasons to stderr.

The window starts here too: without arguments, the parser of arguments is not imported.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from core.cli import answers
from core.clinical.vitals import RefusedError
from core.errors import (
    AnswerRefusedError,
    BackupRefusedError,
    EstablishmentRefusedError,
    ModelError,
    ModelRefusedError,
    NoteRefusedError,
    ReadError,
    RelativeDirectoryError,
    SaveError,
)
from core.system.paths import data_directory
from core.system.status import FAILED, INTERRUPTED, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.cli.commands import PdfWriter


def main(
    argv: list[str],
    open_window: Callable[[Path], int],
    write_pdf: PdfWriter,
    refuse_window: Callable[[RelativeDirectoryError], None] | None = None,
) -> int:
    """Run one command line and return its exit status; with no command, open the window.

    `refuse_window` shows on the screen why the window cannot open, for starts without a terminal.
    """
    answers.prepare()
    open_on = partial(_open, open_window, refuse_window)
    try:
        return _obey(argv, open_on, write_pdf) if argv else open_on(None)
    except OSError as error:
        return _system_failure(error)
    except KeyboardInterrupt:
        return INTERRUPTED


def _open(
    open_window: Callable[[Path], int],
    refuse_window: Callable[[RelativeDirectoryError], None] | None,
    given: Path | None,
) -> int:
    """Open the window on the directory `given`, else on the default one."""
    try:
        data_dir = data_directory(given, os.environ)
    except RelativeDirectoryError as error:
        from core.cli import words  # noqa: PLC0415 - not needed to open the window

        status = answers.fail(words.refusal(error), REFUSED)
        if refuse_window is not None:
            refuse_window(error)
        return status
    return open_window(data_dir)


def _obey(argv: list[str], open_on: Callable[[Path | None], int], write_pdf: PdfWriter) -> int:
    from core.cli import arguments, district_words, parser, words  # noqa: PLC0415 - not needed without arguments

    try:
        options = arguments.parse(argv)
        given = getattr(options, "data_dir", None)
        if options.command is None:
            return open_on(given)
        from core.cli import commands  # noqa: PLC0415 - not needed by the window, which opens sooner without it

        return commands.run(options, data_directory(given, os.environ), write_pdf)
    except parser.UsageError as error:
        return answers.fail(str(error), REFUSED)
    except (
        AnswerRefusedError,
        ModelRefusedError,
        RefusedError,
        NoteRefusedError,
        BackupRefusedError,
        EstablishmentRefusedError,
        RelativeDirectoryError,
    ) as error:
        return answers.fail(words.refusal(error), REFUSED)
    except (SaveError, ReadError) as error:
        return answers.fail(words.failure(error), FAILED)
    except ModelError as error:
        return answers.fail(district_words.unusable_model(error), FAILED)


def _system_failure(error: OSError) -> int:
    """Report a failure to write the output and return FAILED; a closed pipe needs no message, its reader is gone."""
    from core.cli import words  # noqa: PLC0415 - only for this error

    if sys.stdout is not None:
        answers.discard(sys.stdout)
    return FAILED if isinstance(error, BrokenPipeError) else answers.fail(words.system_failure(error), FAILED)
