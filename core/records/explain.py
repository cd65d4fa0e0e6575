"""Why a record has its category: its values, by the model that made it."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from core.clinical.model import BUILT_IN, load
from core.clinical.vitals import RefusedError
from core.errors import ModelError, ReadError
from core.system.paths import MODELS_DIR_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from core.clinical.model import Model, Prediction
    from core.records.record import Record

_NAME: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,64})\+[0-9a-f]{8}")


class Unexplained(Enum):
    """Reasons why nobody can say why a record has its category."""

    NO_MODEL_NAMED = auto()
    """It is of the original service, which named none."""
    MODEL_NOT_HERE = auto()
    OUT_OF_LIMITS = auto()
    """Its values are none that this program accepts."""
    OTHER_RESULT = auto()
    """That model gives another category or score for these values."""


class Explained(NamedTuple):
    """The prediction that made a record, and its model."""

    prediction: Prediction
    model: Model


def explain(record: Record, in_use: Model, data_dir: Path) -> Explained | Unexplained:
    """Return how the record came to its category, by the model that it names; or why that cannot be said."""
    if not record.modelo:
        return Unexplained.NO_MODEL_NAMED
    model = _find_model(record.modelo, in_use, data_dir)
    if model is None:
        return Unexplained.MODEL_NOT_HERE
    try:
        prediction = model.predict(record.reading())
    except RefusedError:
        return Unexplained.OUT_OF_LIMITS
    if prediction.category.value != record.resultado or record.puntaje not in (None, prediction.score):
        return Unexplained.OTHER_RESULT
    return Explained(prediction, model)


def _find_model(name: str, in_use: Model, data_dir: Path) -> Model | None:
    """Return the model of this name, as records have it: in use, installed here or shipped before; else None.

    The name has the digest of the model's file: a file of that name with another content is never taken for it.
    """
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
