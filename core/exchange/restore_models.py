"""Restoring the models of a backup on a PC that has none: only those whose signatures fit its own district's key."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from core.errors import ModelError, ModelRefusedError
from core.exchange import answer, minisign
from core.journal.entry import instant
from core.models import catalogue
from core.system import disk
from core.system.paths import MODELS_DIR_NAME, MODELS_LOG_NAME
from core.system.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from core.exchange.archive import Archive
    from core.exchange.minisign import PublicKey


def restore_models(data_dir: Path, archive: Archive) -> int:
    """Install the models of a backup where there are none, and return how many were.

    If all of them fit, `modelos.log` comes with them, and so does the choice of the one in use; else they are noted
    as installed when the backup was made. Raises SaveError, ReadError or BackupRefusedError.
    """
    made = instant(archive.manifest.fecha, archive.manifest.zona)
    key = answer.pinned_key(data_dir)
    if key is None or disk.look(data_dir / MODELS_LOG_NAME) or disk.look(data_dir / MODELS_DIR_NAME):
        return 0
    files = _files(archive)
    models = [name for name in files if not name.endswith(catalogue.PROOFS)]
    fitting = [name for name in models if _is_signed(name.removesuffix(".json"), files, key)]
    if fitting and len(fitting) == len(models) and archive.size(MODELS_LOG_NAME):
        write_whole(data_dir / MODELS_LOG_NAME, archive.chunks(MODELS_LOG_NAME), is_ours=True)
    installed = 0
    for name in fitting:
        stem = name.removesuffix(".json")
        proofs = {suffix: files[stem + suffix] for suffix in catalogue.PROOFS}
        try:
            catalogue.install(data_dir, files[name], proofs, made, is_older_too=True)
        except (ModelError, ModelRefusedError):
            continue
        installed += 1
    return installed


def _files(archive: Archive) -> dict[str, bytes]:
    prefix = f"{MODELS_DIR_NAME}/"
    names = [file.nombre for file in archive.manifest.archivos if file.nombre.startswith(prefix)]
    return {name.removeprefix(prefix): archive.content(name) for name in names}


def _is_signed(stem: str, files: Mapping[str, bytes], key: PublicKey) -> bool:
    """Return whether a model is the one that a manifest, signed by the key, names."""
    manifest, proof = (files.get(stem + suffix, b"") for suffix in catalogue.PROOFS)
    try:
        signature = minisign.read_signature(proof)
        listed = msgspec.json.decode(manifest, type=answer.Manifest).archivos
    except (minisign.FormatError, msgspec.DecodeError, RecursionError):
        return False
    found = (answer.MODEL_NAME, hashlib.sha256(files[f"{stem}.json"]).hexdigest())
    return found in {(file.nombre, file.sha256) for file in listed} and minisign.is_signed(manifest, signature, key)
