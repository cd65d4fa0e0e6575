"""Whose a delivery is: what its manifest or its data directory says of the establishment."""

from __future__ import annotations

import contextlib
import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from core.system import disk

if TYPE_CHECKING:
    from pathlib import Path

    from core.exchange.manifest import Manifest

_NAME: Final = "establecimiento.json"
_AT_MOST: Final = 64 * 1024
_WORKPLACE: Final = re.compile(r"[0-9a-f]{8}")


class Station(NamedTuple):
    """Code and name of the establishment, `puesto` of the PC, and the model in use; each "" where it is not said."""

    code: str = ""
    name: str = ""
    workplace: str = ""
    model: str = ""


def of_manifest(manifest: Manifest) -> Station:
    """Return what the manifest of a backup says; older ones say nothing."""
    place = getattr(manifest, "establecimiento", None)
    code, name, workplace = (getattr(place, field, "") for field in ("codigo", "nombre", "puesto"))
    return _checked(code, name, workplace, getattr(manifest, "modelo", ""))


def of_directory(folder: Path) -> Station:
    """Return what the file in a data directory says; nothing if it is missing or unreadable."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        said = json.loads(disk.read_small(folder / _NAME, _AT_MOST))
        if isinstance(said, dict):
            return _checked(said.get("codigo"), said.get("nombre"), said.get("puesto"), "")
    return Station()


def _checked(code: object, name: object, workplace: object, model: object) -> Station:
    texts = [" ".join(text.split()) if isinstance(text, str) else "" for text in (code, name, workplace, model)]
    code, name, workplace, model = (text if text.isprintable() else "" for text in texts)
    return Station(code, name, workplace if _WORKPLACE.fullmatch(workplace) else "", model)
