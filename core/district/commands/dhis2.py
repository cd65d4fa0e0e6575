"""`dhis2`: writes the counts of a week or a month as `dataValueSets` JSON."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from core.cli import answers
from core.cli.parser import UsageError
from core.district.arguments import PROGRAM
from core.district.consolidated import Filters
from core.district.dhis2 import values
from core.district.reporting import Asked, consolidate
from core.district.session import asking
from core.exchange import dhis2
from core.system import disk
from core.system.clock import local_now
from core.system.paths import APP_ID
from core.system.status import DONE, FAILED
from core.system.whole_file import write_out

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Write the values of the clinics; FAILED if some are not in the map.

    Raises UsageError, LakeError, ReadError or SaveError.
    """
    days, now = options.periodo, local_now()
    if days.last >= now.date():
        raise UsageError(f"--periodo: {days.name} no ha terminado: lo que falta no es cero", "dhis2", PROGRAM)
    try:
        with disk.reading(options.mapa):
            codes = dhis2.read_map(disk.read_small(options.mapa, dhis2.MAP_AT_MOST))
    except dhis2.MapError as error:
        raise UsageError(f"--mapa: {options.mapa}: {error}", "dhis2", PROGRAM) from None
    with asking(options.lago, options.motor) as (engine, manifest):
        report = consolidate(engine, manifest, Asked(Filters(days.first, days.last)), now, version(APP_ID))
    found = values(report.clinics, days, codes, now)
    write_out(options.salida, [dhis2.encoded(found.content)])
    answers.answer(
        {
            "periodo": days.name,
            "desde": days.first.isoformat(),
            "hasta": days.last.isoformat(),
            "valores": len(found.content["dataValues"]),
            "unidades": len(found.sent),
            "sin_entrega": found.not_delivered,
            "sin_unidad": found.without_unit,
        }
    )
    if not found.without_unit:
        return DONE
    return answers.fail(f"no están en el mapa: {', '.join(found.without_unit)}", FAILED, PROGRAM)
