"""The establishment of a delivery, as its manifest or its data directory states it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from core.system import establishment

if TYPE_CHECKING:
    from pathlib import Path

    from core.exchange.manifest import Manifest

_WORKPLACE: Final = re.compile(r"[0-9a-f]{8}")


class Station(NamedTuple):
    """Code and name of the establishment, `puesto` of the PC, and the model in use; each "" where it is not said."""

    code: str = ""
    name: str = ""
    workplace: str = ""
    model: str = ""


def of_manifest(manifest: Manifest) -> Station:
    """Return the establishment in the manifest of a backup; older ones have none; unprintable text is left out."""
    said = manifest.establecimiento
    texts = [" ".join(text.split()) for text in (said.codigo, said.nombre, said.puesto, manifest.modelo)]
    code, name, workplace, model = (text if text.isprintable() else "" for text in texts)
    return Station(code, name, workplace if _WORKPLACE.fullmatch(workplace) else "", model)


def of_directory(folder: Path) -> Station:
    """Return the establishment of a data directory; blank if the file is missing or unreadable."""
    found = establishment.load(folder)
    return Station(found.codigo, found.nombre, found.puesto)
