"""The commands for what lies between a clinic and its district: who the clinic is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from core.system import establishment

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from core.station.station import Station
    from core.system.establishment import Establishment


def show_establishment(data_dir: Path) -> str:
    """Return code, name and `puesto`, null before the first save, as JSON."""
    return _establishment(establishment.load(data_dir))


def set_establishment(station: Station, options: argparse.Namespace, wait_s: float) -> str:
    """Set the code or the name that is given, or both, and return all as JSON.

    Raises EstablishmentRefusedError or SaveError.
    """
    station.open(wait_s)
    here = station.establishment
    code = here.current.codigo if options.codigo is None else options.codigo
    name = here.current.nombre if options.nombre is None else options.nombre
    here.change(code, name)
    return _establishment(here.current)


def _establishment(found: Establishment) -> str:
    return json.dumps(found._asdict() | {"puesto": found.puesto or None}, ensure_ascii=False, indent=2) + "\n"
