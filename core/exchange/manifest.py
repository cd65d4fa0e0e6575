"""The manifest of a backup: what is in it, by which whoever opens it can tell whether all is there."""

from __future__ import annotations

from typing import Final

import msgspec

MANIFEST_NAME: Final = "manifiesto.json"
FORMAT: Final = "predictor-medico/copia-de-seguridad"
VERSION: Final = 1

DENSEST: Final = 100
"""How much larger than in the ZIP a file may be, besides `ALLOWANCE` bytes: more than that is taken for a trap.

Ours shrink to a quarter. One that would shrink so much (a log full of NULs) is stored as it is.
"""
ALLOWANCE: Final = 1024 * 1024


class BackedUp(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file of a backup. `registros` is how many entries of its kind are in it."""

    nombre: str
    bytes: int
    sha256: str
    registros: int = 0
    lineas_danadas: int = 0


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds. `fecha` is the local time at which it was begun, `zona` its offset from UTC."""

    formato: str
    version: int
    programa: str
    fecha: str
    zona: str
    archivos: tuple[BackedUp, ...]

    def file(self, name: str) -> BackedUp | None:
        """Return what is said of a file; None if it is not in the backup."""
        return next((file for file in self.archivos if file.nombre == name), None)


def is_too_dense(size: int, compressed: int) -> bool:
    """Say whether so many bytes in so few are taken for a trap."""
    return size > DENSEST * compressed + ALLOWANCE
