"""Takes a district's answer: keeps its receipt, installs its model, never puts it in use. Pins the district's key.

Everything is checked before anything is written, and all writes may be repeated: after a power cut the person takes
the same file again.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from core.errors import AnswerRefusedError, ReadError, SaveFailure
from core.exchange import answer, minisign
from core.journal import reader
from core.models import catalogue
from core.refusals import AnswerRefusal
from core.system import disk, establishment
from core.system.paths import DISTRICT_KEY_NAME, LOG_NAME, RECEIPT_NAME
from core.system.whole_file import follow, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from core.clinical.model import Model
    from core.exchange.answer import Received
    from core.exchange.minisign import PublicKey


class Taken(NamedTuple):
    """The outcome of an answer: the receipt in force, its model if it has one, and whether that was new here."""

    received: Received
    model: Model | None
    is_new: bool


class Delivered(NamedTuple):
    """The kept receipt; `fits` if the log still begins with the received prefix."""

    received: Received
    fits: bool


def receive(data_dir: Path, path: Path, now: datetime) -> Taken:
    """Take an answer. The caller holds the directory's lock.

    Raises AnswerRefusedError, ModelError or ModelRefusedError before anything is written; SaveError or ReadError.
    """
    workplace = establishment.load(data_dir).puesto
    found = answer.read(path, answer.pinned_key(data_dir), workplace)
    is_new = found.model is not None and not catalogue.check_version(found.model, data_dir)
    kept = _kept(data_dir, workplace)
    received = found.received
    if kept is not None and kept.bytes > received.bytes:
        received = kept  # an older answer says less
    else:
        write_whole(data_dir / RECEIPT_NAME, [found.receipt], is_ours=True)
    if found.model is not None:
        catalogue.install(data_dir, found.model_file, found.proofs, now)
    return Taken(received, found.model, is_new)


def delivered(data_dir: Path, on_progress: Callable[[int], None] = lambda _length: None) -> Delivered | None:
    """Return the kept receipt, compared with the log; None if there is none. Raises ReadError.

    `on_progress` gets the length of each piece of the log.
    """
    received = _kept(data_dir, establishment.load(data_dir).puesto)
    return None if received is None else compared(data_dir, received, on_progress)


def compared(
    data_dir: Path, received: Received, on_progress: Callable[[int], None] = lambda _length: None
) -> Delivered:
    """Return a receipt with whether it fits the log. Raises ReadError; `on_progress` as in `delivered`."""
    checksum, left = hashlib.sha256(), received.bytes
    for chunk in reader.chunks(data_dir / LOG_NAME, min(left, reader.size(data_dir / LOG_NAME))):
        on_progress(len(chunk))
        checksum.update(chunk)
        left -= len(chunk)
    return Delivered(received, left == 0 and checksum.hexdigest() == received.sha256)


def read_key(path: Path) -> PublicKey:
    """Read the file of a public key. Raises AnswerRefusedError: NOT_A_KEY, or ReadError."""
    try:
        with disk.reading(path):
            return minisign.read_public_key(disk.read_small(follow(path), minisign.MAX_FILE + 1))
    except minisign.FormatError:
        raise AnswerRefusedError(AnswerRefusal.NOT_A_KEY, path) from None


def accepted(fingerprints: str, pinned: PublicKey | None, new: PublicKey) -> bool:
    """Return whether fingerprints that a person has typed are those asked for.

    Without a pinned key that is the new one's; to replace a pinned key it is both, its own first, joined by `+`.
    """
    wanted = new.fingerprint if pinned is None else f"{pinned.fingerprint}+{new.fingerprint}"
    typed, asked = ("".join(text.lower().replace("-", "").split()) for text in (fingerprints, wanted))
    return typed == asked


def pin_key(data_dir: Path, path: Path, fingerprints: str) -> PublicKey:
    """Install the public key in a file, if the typed fingerprints are accepted. The caller holds the lock.

    Raises AnswerRefusedError, SaveError or ReadError.
    """
    new, pinned = read_key(path), answer.pinned_key(data_dir)
    if pinned is None and disk.look(data_dir / DISTRICT_KEY_NAME):
        raise ReadError(SaveFailure.CHANGED, data_dir / DISTRICT_KEY_NAME)  # pinned, and not readable any more
    if pinned == new:
        return new
    if not accepted(fingerprints, pinned, new):
        raise AnswerRefusedError(AnswerRefusal.OTHER_FINGERPRINT, path)
    write_whole(data_dir / DISTRICT_KEY_NAME, [minisign.write_public_key(new)], is_ours=True)
    return new


def _kept(data_dir: Path, workplace: str) -> Received | None:
    try:
        content = disk.read_small(data_dir / RECEIPT_NAME, answer.MAX_ANSWER)
    except OSError:
        return None
    return answer.received_of(content, workplace)
