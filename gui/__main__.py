"""The program: joins the command line of `core` with the window; Qt is loaded only for a window or a PDF."""

from __future__ import annotations

import gc
import sys

# Startup makes many objects and no garbage: Python's default of 700 would run the collector a hundred times.
gc.set_threshold(50_000)

TYPE_CHECKING = False  # type checkers know the name; importing `typing` takes longer than this whole file
if TYPE_CHECKING:
    from pathlib import Path

    from core.errors import RelativeDirectoryError
    from core.exchange.export import Origin
    from core.records.period import Period
    from core.report.report import Tally


def _open_window(data_dir: Path) -> int:
    from gui.start import start_window  # noqa: PLC0415 - the command line never loads Qt

    return start_window(data_dir)


def _write_pdf(tally: Tally, period: Period, origin: Origin, path: Path, language: str) -> None:
    from gui.start import write_pdf  # noqa: PLC0415 - the command line never loads Qt

    write_pdf(tally, period, origin, path, language)


def _refuse_window(error: RelativeDirectoryError) -> None:
    from gui.start import refuse_window  # noqa: PLC0415 - the command line never loads Qt

    refuse_window(error)


def main() -> int:
    """Run the program with the arguments of the process; return the exit status."""
    try:
        from core.system import interrupt  # noqa: PLC0415 - before the slow imports
    except KeyboardInterrupt:
        return 130
    interrupt.end_at_once()
    from core.cli import main as cli  # noqa: PLC0415 - an interruption is quiet from here on

    return cli.main(sys.argv[1:], _open_window, _write_pdf, _refuse_window)


if __name__ == "__main__":
    sys.exit(main())
