"""The sentences about a backup before it is restored: whose it is, from when, and what it would add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.journal.entry import local_time
from gui.language import formats, journal_words
from gui.language.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale

    from core.exchange.manifest import Manifest
    from core.exchange.restore import Restored
    from core.system.establishment import Establishment


def origin(manifest: Manifest, here: Establishment, locale: QLocale) -> str:
    """Return from which PC a backup is, and from when."""
    place = manifest.establecimiento
    name = " ".join(filter(None, (place.nombre, f"({place.codigo})" if place.codigo else "")))
    if place.puesto and place.puesto == here.puesto:
        words = tr("Se hizo en este computador el {when}.")
    elif name:
        words = tr("Se hizo en otro computador de {name} el {when}.")
    elif place.puesto:
        words = tr("Se hizo en otro computador (puesto {workplace}) el {when}.")
    else:
        words = tr("Se hizo el {when}; no dice en qué computador.")
    when = formats.day_and_time(local_time(manifest.fecha), locale)
    return words.replace("{when}", when).replace("{workplace}", place.puesto).replace("{name}", name)


def is_anything_new(found: Restored) -> bool:
    """Return whether restoring would change anything."""
    return bool(sum(found.added.values()) or found.has_settings or found.has_establishment)


def contents(found: Restored) -> list[str]:
    """Return what a backup would add, a sentence each."""
    sentences = [
        tr("%Ln registros son nuevos.", "", found.records_added),
        tr("%Ln registros ya están aquí.", "", found.records_known),
    ]
    for name, words in journal_words.NOTES.items():
        if found.added[name]:
            sentences.append(words.in_backup(found.added[name]))
    if found.damaged_lines:
        sentences.append(tr("%Ln líneas dañadas no se tomarán.", "", found.damaged_lines))
    if found.conflicts:
        sentences.append(tr("%Ln registros tienen otros datos aquí: valen los de aquí.", "", found.conflicts))
    return sentences
