"""The commands that look after the records: check them, void one that was a mistake, back them up, restore them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core import find, journal, voids, words
from core.archive import Archive
from core.backup import BackedUp, Backup
from core.errors import VoidRefusal, VoidRefusedError
from core.health import Health
from core.paths import LOG_NAME, VOIDS_NAME
from core.reason import Reason

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from core.station import Station

_REASONS: Final = {
    "error": Reason.TYPING_ERROR,
    "duplicado": Reason.DUPLICATE,
    "prueba": Reason.TEST,
    "otro": Reason.OTHER,
}
"""What `--motivo` stands for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command answers; `complaint` is a sentence about what was found damaged, if anything was."""

    answer: Mapping[str, object]
    complaint: str = ""


def verify(data_dir: Path) -> Outcome:
    """Check every line of both journals. Raises ReadError."""
    log = data_dir / LOG_NAME
    health = Health()
    for line in journal.read(log):
        health.add(line)
    voided = voids.read(log)
    events = voided.health
    answer = {
        "registros": health.records,
        "verificados": health.verified,
        "sin_suma_de_control": health.unverified,
        "lineas_en_blanco": health.blank,
        "lineas_danadas": health.damaged_count,
        "danos": _damage(health),
        "anulaciones": {
            "eventos": events.records,
            "registros_anulados": len(voided.reasons),
            "lineas_en_blanco": events.blank,
            "lineas_danadas": events.damaged_count,
            "danos": _damage(events),
        },
    }
    damaged = health.damaged_count + events.damaged_count
    return Outcome(answer, words.damaged_lines(damaged) if damaged else "")


def _damage(health: Health) -> list[dict[str, object]]:
    return [
        {
            "linea": line.number,
            "posicion": line.offset,
            "bytes": line.length,
            "tipo": words.LINE_KINDS[line.kind],
        }
        for line in health.damaged
    ]


def void(station: Station, options: argparse.Namespace, wait_s: float) -> Outcome:
    """Void or reinstate a record. Raises VoidRefusedError, SaveError or ReadError."""
    target = find.by_name(station.log, options.registro)
    if target is None:
        raise VoidRefusedError(VoidRefusal.UNKNOWN, options.registro)
    station.open(wait_s)
    if options.deshacer:
        station.reinstate(target)
    else:
        station.void(target, _REASONS[options.motivo])
    return Outcome({"registro": target.key, "anulado": not options.deshacer})


def back_up(data_dir: Path, target: Path, now: datetime) -> Outcome:
    """Write a backup. Raises SaveError or ReadError."""
    manifest = Backup(data_dir, target, now).run()
    log, events = (manifest.file(name) or BackedUp(name, 0, "") for name in (LOG_NAME, VOIDS_NAME))
    return Outcome(
        {
            "archivo": str(target),
            "registros": log.registros,
            "eventos_de_anulacion": events.registros,
            "lineas_danadas": log.lineas_danadas + events.lineas_danadas,
        }
    )


def restore(station: Station, source: Path, wait_s: float) -> Outcome:
    """Add what is in a backup and not here. Raises BackupRefusedError, SaveError or ReadError."""
    with Archive(source):
        pass  # what is no backup leaves no trace
    station.open(wait_s)
    done = station.begin_restore(source).run()
    answer = {
        "registros_nuevos": done.records_added,
        "registros_ya_presentes": done.records_known,
        "anulaciones_nuevas": done.voids_added,
        "anulaciones_ya_presentes": done.voids_known,
        "lineas_danadas": done.damaged_lines,
        "ajustes_restaurados": done.has_settings,
    }
    return Outcome(answer, words.damaged_lines(done.damaged_lines) if done.damaged_lines else "")
