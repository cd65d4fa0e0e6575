"""The manifest of a backup: sizes and checksums by which a reader sees whether it is complete."""

from __future__ import annotations

from typing import Final

import msgspec

from core.system.establishment import MAX_ESTABLISHMENT
from core.system.paths import ESTABLISHMENT_NAME, SETTINGS_NAME
from core.system.settings import MAX_SETTINGS

SMALL: Final = {SETTINGS_NAME: MAX_SETTINGS, ESTABLISHMENT_NAME: MAX_ESTABLISHMENT}
"""The small files that are backed up as they are, with the length up to which they are read."""

MANIFEST_NAME: Final = "manifiesto.json"
FORMAT: Final = "predictor-medico/copia-de-seguridad"
VERSION: Final = 2
"""Version 1 has no establishment, and is read too."""

DENSEST: Final = 100
"""Highest accepted ratio of a file's size to its size in the ZIP, beyond `ALLOWANCE` bytes: stops ZIP bombs.

Logs shrink to about a quarter. A file that would exceed the ratio (a log full of NULs) is stored uncompressed.
"""
ALLOWANCE: Final = 1024 * 1024


class BackedUp(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file of a backup. `registros` is its number of entries, copies excluded."""

    nombre: str
    bytes: int
    sha256: str
    registros: int = 0
    lineas_danadas: int = 0


class Place(msgspec.Struct, frozen=True):
    """The `core.system.establishment.Establishment` of the data directory that was backed up."""

    codigo: str = ""
    nombre: str = ""
    puesto: str = ""


class Manifest(msgspec.Struct, frozen=True):
    """The contents of a backup. `fecha` is the local time of its start, `zona` the offset from UTC."""

    formato: str
    version: int
    programa: str
    fecha: str
    zona: str
    archivos: tuple[BackedUp, ...]
    establecimiento: Place = Place()
    modelo: str = ""
    """The model in use."""

    def file(self, name: str) -> BackedUp | None:
        """Return the entry of a file; None if the backup lacks it."""
        return next((file for file in self.archivos if file.nombre == name), None)


def is_too_dense(size: int, compressed: int) -> bool:
    """Return whether a file of `size` bytes in `compressed` bytes exceeds `DENSEST`, as in a ZIP bomb."""
    return size > DENSEST * compressed + ALLOWANCE
