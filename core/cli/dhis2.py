"""`exportar --formato dhis2`: the counts of whole weeks or months, by the map that the window has kept or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cli.parser import UsageError
from core.exchange import dhis2
from core.records.period import Period
from core.system import disk, establishment, settings

if TYPE_CHECKING:
    import argparse
    from datetime import date
    from pathlib import Path

    from core.report.report import Tally

_KINDS = {
    dhis2.PeriodType.WEEKLY: "semanas enteras, de lunes a domingo",
    dhis2.PeriodType.MONTHLY: "meses enteros",
}


def content(options: argparse.Namespace, data_dir: Path, tally: Tally, today: date) -> bytes:
    """Return the content of the file. Raises UsageError or ReadError."""
    codes = _map(options.mapa, data_dir)
    code = establishment.load(data_dir).codigo
    unit = codes.unit(code)
    if unit is None:
        said = f"el código de este establecimiento, {code}" if code else "este establecimiento, que no tiene código"
        raise UsageError(f"el mapa no tiene en orgUnits {said}", "exportar")
    reports = [(days, tally.report(Period(days.first, days.last))) for days in _periods(options, codes, today)]
    return dhis2.encoded(dhis2.clinic_values(codes, unit, reports, today))


def _map(path: Path | None, data_dir: Path) -> dhis2.CodeMap:
    kept = settings.load(data_dir).dhis2
    if path is None and not kept:
        raise UsageError("falta --mapa; la ventana lo guarda una vez (Archivo → Valores para DHIS2…)", "exportar")
    try:
        with disk.reading(path or data_dir):
            return dhis2.read_map(kept.encode() if path is None else disk.read_small(path, dhis2.MAP_AT_MOST))
    except dhis2.MapError as error:
        raise UsageError(f"--mapa: {path or 'ajustes.json'}: {error}", "exportar") from None


def _periods(options: argparse.Namespace, codes: dhis2.CodeMap, today: date) -> list[dhis2.PeriodOf]:
    first, last = options.desde, options.hasta
    if first is None and last is None:
        return dhis2.last_whole(codes.kind, today, 1)
    if first is None or last is None:
        raise UsageError(f"falta {'--desde' if first is None else '--hasta'}", "exportar")
    if last >= today:
        raise UsageError(f"--hasta: el {last} no ha terminado: lo que falta no es cero", "exportar")
    try:
        return dhis2.periods_of(codes.kind, first, last)
    except ValueError:
        raise UsageError(f"de --desde a --hasta deben ser {_KINDS[codes.kind]}", "exportar") from None
