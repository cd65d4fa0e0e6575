"""The lake's registry copied into an MLflow: missing entries are added there, and nothing is read back from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cli import progress
from core.district.learning.errors import LearningError, LearningFault
from core.district.learning.mlflow_registry import MlflowRegistry

if TYPE_CHECKING:
    from pathlib import Path

    from core.district.learning.registry import Event, FolderRegistry


def opened(truth: FolderRegistry, folder: Path | None) -> MlflowRegistry | None:
    """Return the MLflow in a folder; None without a folder.

    Raises what `MlflowRegistry` raises, and LearningError, NOT_A_MIRROR, if it has events that the lake's has not.
    """
    if folder is None:
        return None
    with progress.shown("Abriendo MLflow…"):
        copy = MlflowRegistry(folder)
        _missing(truth, copy)
    return copy


def update(truth: FolderRegistry, copy: MlflowRegistry | None) -> int:
    """Add the missing entries to the MLflow, align its aliases, and return how many events are new.

    The caller is the lake's writer.
    """
    if copy is None:
        return 0
    with progress.shown("Copiando a MLflow…"):
        missing = _missing(truth, copy)
        for event in missing:
            copy.append(event, *truth.kept(event))
        copy.align()
    return len(missing)


def _missing(truth: FolderRegistry, copy: MlflowRegistry) -> list[Event]:
    events, copied = truth.events(), copy.events()
    if events[: len(copied)] != copied:
        raise LearningError(LearningFault.NOT_A_MIRROR, copy.place)
    return events[len(copied) :]
