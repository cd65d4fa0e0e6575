"""Where things are kept, and the names of the files there."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import RelativeDirectoryError

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


def expanded(text: str) -> Path:
    """Return the path that a text names, with the home directory for a `~` or a `~user` at its beginning.

    A shell does that itself, but not in `--salida=~/x`, between quotation marks, nor in a file of variables. Where
    there is no such home, the path still begins with a `~`.
    """
    if text.startswith("~"):  # and not `./~`
        with contextlib.suppress(RuntimeError):
            return Path(text).expanduser()
    return Path(text)


def data_directory(given: Path | None, environment: Mapping[str, str]) -> Path:
    """Return the data directory: the one given, else the environment's, else this user's. It may be missing.

    One that is given may be relative to the current directory. Raises RelativeDirectoryError for the environment's,
    which is read by programs that start somewhere or other.
    """
    if given:
        return given.absolute()
    said = environment.get(DATA_DIR_VARIABLE)
    if said:
        directory = expanded(said)
        if not directory.is_absolute():
            raise RelativeDirectoryError(said)
        return directory
    from platformdirs import user_data_path  # noqa: PLC0415 - only the default needs it

    return user_data_path(APP_ID, appauthor=False)


def log_directory(data_dir: Path, environment: Mapping[str, str]) -> Path:
    """Return the directory of crash files: this user's log directory, or inside a data directory chosen by hand."""
    from platformdirs import user_data_path, user_log_path  # noqa: PLC0415 - only a crash needs it

    if data_dir == user_data_path(APP_ID, appauthor=False) and not environment.get(DATA_DIR_VARIABLE):
        return user_log_path(APP_ID, appauthor=False)
    return data_dir / "log"
