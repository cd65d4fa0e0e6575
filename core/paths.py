"""Where things are kept, and the names of the files there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

APP_ID: Final = "predictor-medico"
DATA_DIR_VARIABLE: Final = "PREDICTOR_MEDICO_DATA_DIR"

LOG_NAME: Final = "predicciones.log"
VOIDS_NAME: Final = "anulaciones.log"
SETTINGS_NAME: Final = "ajustes.json"
LOCK_NAME: Final = "predicciones.lock"
HOLDER_NAME: Final = "predicciones.lock.txt"
HOLDER_AT_MOST: Final = 200
"""Bytes of it that are read: a command's name and a number."""
CHECKPOINT_NAME: Final = "predicciones.resumen"
PENDING_NAME: Final = "restauracion.pendiente"
"""The path of the backup that is being restored; it is left behind only where the power goes meanwhile."""


def data_directory(given: str | None, environment: Mapping[str, str]) -> Path:
    """Return the data directory: the one given, else the environment's, else this user's. It may be missing."""
    chosen = given or environment.get(DATA_DIR_VARIABLE)
    if chosen:
        return Path(chosen).absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - only the default needs it

    return user_data_path(APP_ID, appauthor=False)


def log_directory(data_dir: Path, environment: Mapping[str, str]) -> Path:
    """Return the directory of crash files: this user's log directory, or inside a data directory chosen by hand."""
    from platformdirs import user_data_path, user_log_path  # noqa: PLC0415 - only a crash needs it

    if data_dir == user_data_path(APP_ID, appauthor=False) and not environment.get(DATA_DIR_VARIABLE):
        return user_log_path(APP_ID, appauthor=False)
    return data_dir / "log"
