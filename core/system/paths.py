"""The data and crash folders of each system, and the names of the files in them."""

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
RETRACTIONS_NAME: Final = "anulaciones.log"
VERDICTS_NAME: Final = "criterios.log"
MODELS_LOG_NAME: Final = "modelos.log"
NOTES_NAMES: Final = (RETRACTIONS_NAME, VERDICTS_NAME, MODELS_LOG_NAME)
"""The files of the journals beside the log."""
SETTINGS_NAME: Final = "ajustes.json"
ESTABLISHMENT_NAME: Final = "establecimiento.json"
MODELS_DIR_NAME: Final = "modelos"
DISTRICT_KEY_NAME: Final = "distrito.pub"
RECEIPT_NAME: Final = "acuse.json"
LOCK_NAME: Final = "predicciones.lock"
HOLDER_NAME: Final = "predicciones.lock.txt"
HOLDER_AT_MOST: Final = 200
"""Bytes read of the holder's file: a command's name and a process id."""
CHECKPOINT_NAME: Final = "predicciones.resumen"
PENDING_NAME: Final = "restauracion.pendiente"
"""Holds the path of the backup being restored; still there at a start only after an interrupted restore."""

PROTECTED: Final = (
    LOG_NAME,
    *NOTES_NAMES,
    LOCK_NAME,
    HOLDER_NAME,
    CHECKPOINT_NAME,
    DISTRICT_KEY_NAME,
    ESTABLISHMENT_NAME,
    RECEIPT_NAME,
    SETTINGS_NAME,
    PENDING_NAME,
)
"""The program's own files, whose names no file that a user writes may have."""


def expanded(text: str) -> Path:
    """Return the path of `text`, with a leading `~` or `~user` replaced by the home directory.

    Shells leave `~` alone in `--salida=~/x`, in quotation marks and in files of variables. Without such a home
    directory the `~` stays.
    """
    if text.startswith("~"):  # `./~` is a file of that name
        with contextlib.suppress(RuntimeError):
            return Path(text).expanduser()
    return Path(text)


def data_directory(given: Path | None, environment: Mapping[str, str]) -> Path:
    """Return the data directory, which may not exist: `given`, else the environment's, else this user's default.

    `given` may be relative to the current directory. Raises RelativeDirectoryError if the environment's path is
    relative, since programs are started from any directory.
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
    """Return the directory of crash files: the user's log directory, or `log` in a custom data directory."""
    from platformdirs import user_data_path, user_log_path  # noqa: PLC0415 - only a crash needs it

    if data_dir == user_data_path(APP_ID, appauthor=False) and not environment.get(DATA_DIR_VARIABLE):
        return user_log_path(APP_ID, appauthor=False)
    return data_dir / "log"
