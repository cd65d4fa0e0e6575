"""The model that made a record, by its name: the one in use, one installed here, or one that was shipped before.

A name is an id, a version and the digest of the model's file, so that a file of that name with another content is
never taken for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from core.clinical.model import BUILT_IN, load
from core.errors import ModelError, ReadError
from core.system.paths import MODELS_DIR_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from core.clinical.model import Model

_NAME: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,64})\+[0-9a-f]{8}")


def find(name: str, in_use: Model, data_dir: Path) -> Model | None:
    """Return the model of this name, as records have it; None if no such file is here."""
    if name == in_use.name:
        return in_use
    parts = _NAME.fullmatch(name)
    if parts is None:
        return None
    for path in (data_dir / MODELS_DIR_NAME / f"{name}.json", BUILT_IN.with_name(f"{parts[1]}.json")):
        try:
            found = load(path)
        except (ModelError, ReadError):
            continue
        if found.name == name:
            return found
    return None
