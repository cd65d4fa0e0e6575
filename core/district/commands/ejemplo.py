"""`ejemplo DIR`: writes the backups of the twelve invented clinics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cli import answers, progress
from core.district.arguments import PROGRAM
from core.district.example import Example
from core.errors import BackupKeptError
from core.system.clock import local_now
from core.system.status import DONE, REFUSED

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Write the example into `options.carpeta`. Raises SaveError or StoppedError."""
    work = Example(options.carpeta, local_now().date())
    try:
        with progress.attended(work, "Escribiendo el ejemplo…"):
            made = work.run()
    except BackupKeptError as error:
        return answers.fail(
            f"{error.path} ya existe con otros registros, y no se reemplazó: use otra carpeta", REFUSED, PROGRAM
        )
    answers.answer(
        {
            "carpeta": str(options.carpeta),
            "copias": list(made.names),
            "registros": made.records,
            "hasta": str(made.end),
        }
    )
    return DONE
