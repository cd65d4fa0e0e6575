"""`establecimiento.json`: code and name of the establishment, and `puesto`, the random id of this data directory.

`puesto` is written before the first record, which carries it: merged logs stay attributable. Reading never raises.
A restore in one thread and the first save in another both change the file: each through `update`.
"""

from __future__ import annotations

import contextlib
import json
import re
import secrets
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from core.errors import EstablishmentRefusedError, ShapeFlaw
from core.system import disk, shape
from core.system.paths import ESTABLISHMENT_NAME
from core.system.whole_file import follow, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_ESTABLISHMENT: Final = 16 * 1024
"""Most bytes of the file that are read."""
LONGEST_CODE: Final = 40
LONGEST_NAME: Final = 120
"""Most characters of code and name: both fit on one line of the printed page."""

_WORKPLACE: Final = re.compile(r"[0-9a-f]{8}")
_WORKPLACE_BYTES: Final = 4
_DAMAGED_SUFFIX: Final = ".danado"
_CHANGING: Final = Lock()


class Establishment(NamedTuple):
    """Code and name of the clinic, "" where they are blank, and `puesto` of this PC, "" before the first save."""

    codigo: str = ""
    nombre: str = ""
    puesto: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether there is neither a code nor a name."""
        return not (self.codigo or self.nombre)


def checked(code: str, name: str) -> Establishment:
    """Return code and name with white space collapsed, without `puesto`.

    Raises EstablishmentRefusedError with the Spanish name of the field that is too long or not printable.
    """
    for field, text, longest in (("codigo", code, LONGEST_CODE), ("nombre", name, LONGEST_NAME)):
        if len(" ".join(text.split())) > longest or not " ".join(text.split()).isprintable():
            raise EstablishmentRefusedError(field, longest)
    return Establishment(" ".join(code.split()), " ".join(name.split()))


def decode(content: bytes) -> Establishment:
    """Return a file's parsed content; a missing or impossible field is blank. Raises ShapeError if it is none."""
    said = shape.parse(content).any_members()
    texts = {}
    for field in Establishment._fields:
        with contextlib.suppress(shape.ShapeError):
            texts[field] = said[field].text() if field in said else ""
    found = Establishment(**texts)
    with contextlib.suppress(EstablishmentRefusedError):
        workplace = found.puesto if _WORKPLACE.fullmatch(found.puesto) else ""
        return checked(found.codigo, found.nombre)._replace(puesto=workplace)
    raise shape.ShapeError(ShapeFlaw.UNKNOWN_VALUE, place="$")


def load(data_dir: Path) -> Establishment:
    """Return the establishment of a data directory; all blank if the file is missing, unreadable or invalid."""
    return _read(data_dir)[0]


def is_damaged(data_dir: Path) -> bool:
    """Return whether there is a file that cannot be read: the next save puts it aside, with another `puesto`."""
    return _read(data_dir)[1]


def save(data_dir: Path, establishment: Establishment) -> None:
    """Write the establishment; a former file that nobody can read is kept beside it. Raises SaveError."""
    path = data_dir / ESTABLISHMENT_NAME
    if is_damaged(data_dir):
        with contextlib.suppress(OSError):  # then the write below says why
            path.replace(path.with_name(ESTABLISHMENT_NAME + _DAMAGED_SUFFIX))
    said = {field: text for field, text in establishment._asdict().items() if text or field != "puesto"}
    write_whole(path, [(json.dumps(said, ensure_ascii=False) + "\n").encode()], is_ours=True)


def update(data_dir: Path, change: Callable[[Establishment], Establishment]) -> Establishment:
    """Write what `change` makes of the establishment on the disk, and return it; nothing changes it meanwhile.

    The caller holds the directory's lock. Raises SaveError.
    """
    with _CHANGING:
        here = load(data_dir)
        wanted = change(here)
        if wanted != here:
            save(data_dir, wanted)
    return wanted


def _read(data_dir: Path) -> tuple[Establishment, bool]:
    """Return the establishment, and whether its file is damaged."""
    try:
        return decode(disk.read_small(follow(data_dir / ESTABLISHMENT_NAME), MAX_ESTABLISHMENT)), False
    except (FileNotFoundError, NotADirectoryError):
        return Establishment(), False
    except (OSError, shape.ShapeError):
        return Establishment(), True


class EstablishmentFile:
    """The establishment of a data directory, read on first use; the holder of the directory's lock writes it."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._current: Establishment | None = None
        self._was_damaged = False
        self._drawn = secrets.token_hex(_WORKPLACE_BYTES)
        """The `puesto` that is written if there is none."""

    @property
    def current(self) -> Establishment:
        """The establishment as on the disk when it was last read or written."""
        if self._current is None:
            self._current, self._was_damaged = _read(self._data_dir)
        return self._current

    @property
    def was_damaged(self) -> bool:
        """Whether the file was there and could not be read, and nobody has set code and name since."""
        _ = self.current
        return self._was_damaged

    @property
    def workplace(self) -> str:
        """The `puesto` of new records, on the disk or still to be written by `settle`."""
        return self.current.puesto or self._drawn

    def settle(self) -> None:
        """Write `puesto` if it is not on the disk. Raises SaveError."""
        if not self.current.puesto:
            self._current = update(self._data_dir, lambda here: here._replace(puesto=here.puesto or self._drawn))

    def change(self, code: str, name: str) -> None:
        """Set code and name. Raises EstablishmentRefusedError or SaveError."""
        wanted = checked(code, name)
        self._current = update(
            self._data_dir, lambda here: wanted._replace(puesto=here.puesto or self.current.puesto or self._drawn)
        )
        self._was_damaged = False

    def forget(self) -> None:
        """Read the file again at its next use: a restore may have written it."""
        self._current = None
