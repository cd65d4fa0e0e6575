"""`reporte`: the consolidated report of the lake, as JSON, CSV or one HTML page."""

from __future__ import annotations

import csv
import io
from importlib.metadata import version
from typing import TYPE_CHECKING

from core.cli import answers
from core.cli.parser import UsageError
from core.district import report_files
from core.district.arguments import PROGRAM
from core.district.consolidated import Filters
from core.district.reporting import Asked, Clinics, UnknownClinicError, consolidate
from core.district.session import asking
from core.system import disk
from core.system.clock import local_now
from core.system.paths import APP_ID
from core.system.status import DONE
from core.system.whole_file import write_out

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from core.district.manifest import Manifest
    from core.district.queries import Engine

_LIST_AT_MOST = 16 * 1024 * 1024


def run(options: argparse.Namespace) -> int:
    """Write the report to stdout or to a file. Raises UsageError, LakeError, ReadError or SaveError."""
    with asking(options.lago, options.motor) as (engine, found):
        content = _content(options, engine, found)
    if options.salida is None:
        answers.answer_text(content.decode())
    else:
        write_out(options.salida, [content])
    return DONE


def _content(options: argparse.Namespace, engine: Engine, found: Manifest) -> bytes:
    filters = Filters(options.desde, options.hasta, options.establecimiento or "", options.modelo or "")
    asked = Asked(filters, None if options.lista is None else _expected(options.lista), options.plazo)
    try:
        report = consolidate(engine, found, asked, local_now(), version(APP_ID))
    except UnknownClinicError as error:
        raise UsageError(f"no hay ningún establecimiento con el código {error}", "reporte", PROGRAM) from None
    if options.formato == "html":
        from core.district import report_page  # noqa: PLC0415 - the template engine is for pages only

        return report_page.as_html(engine, report, Clinics(found, asked.expected or {}))
    return report_files.as_csv(report) if options.formato == "csv" else report_files.as_json(report)


def _expected(path: Path) -> dict[str, str]:
    """Return the names by code of the list of expected clinics: CSV `codigo;nombre`, with or without a heading."""
    try:
        with disk.reading(path):
            text = disk.read_small(path, _LIST_AT_MOST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"--lista: {path} no está en UTF-8", "reporte", PROGRAM) from None
    delimiter = ";" if ";" in text or "," not in text else ","
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    found = {row[0]: row[1] if len(row) > 1 else "" for row in rows if row and row[0]}
    found.pop("codigo", None)
    found.pop("código", None)
    if not found:
        raise UsageError(f"--lista: {path} no tiene ningún código", "reporte", PROGRAM)
    return found
