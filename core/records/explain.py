"""Why a record has its category: its values, by the model that made it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from core.clinical import library
from core.clinical.vitals import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from core.clinical.model import Model, Prediction
    from core.records.record import Record


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
    model = library.find(record.modelo, in_use, data_dir)
    if model is None:
        return Unexplained.MODEL_NOT_HERE
    try:
        prediction = model.predict(record.reading())
    except RefusedError:
        return Unexplained.OUT_OF_LIMITS
    if prediction.category.value != record.resultado or record.puntaje not in (None, prediction.score):
        return Unexplained.OTHER_RESULT
    return Explained(prediction, model)
