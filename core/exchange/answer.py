"""An answer of the district: a ZIP with a receipt and maybe a model, signed; checked in full before it is used.

The ZIP has one form (`pack`), compared byte by byte: a flipped byte anywhere, also in its directory, is refused.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from core.clinical import model as models
from core.errors import AnswerRefusedError
from core.exchange import minisign
from core.refusals import AnswerRefusal
from core.system import disk
from core.system.paths import DISTRICT_KEY_NAME
from core.system.whole_file import follow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from core.clinical.model import Model
    from core.exchange.minisign import PublicKey

FORMAT: Final = "predictor-medico/respuesta"
VERSION: Final = 1
MANIFEST_NAME: Final = "manifiesto.json"
SIGNATURE_NAME: Final = "manifiesto.json.minisig"
RECEIPT_NAME: Final = "acuse.json"
MODEL_NAME: Final = "modelo.json"
MAX_ANSWER: Final = 1024 * 1024
"""Longest answer, in bytes."""

_NAMES: Final = (MANIFEST_NAME, SIGNATURE_NAME, RECEIPT_NAME, MODEL_NAME)
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


class File(msgspec.Struct, frozen=True):
    """A file of an answer."""

    nombre: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """The signed list of an answer's files, with establishment, `puestos`, local time and zone."""

    formato: str
    version: int
    codigo: str
    puestos: tuple[str, ...]
    fecha: str
    zona: str
    archivos: tuple[File, ...]


class Received(msgspec.Struct, frozen=True):
    """The district's part of one `puesto`: length, records and SHA-256 of a prefix of its log; and since when."""

    bytes: int
    registros: int
    sha256: str
    fecha: str
    zona: str


class Receipt(msgspec.Struct, frozen=True):
    """`acuse.json`: the received prefixes, by `puesto`."""

    puestos: dict[str, Received]


class Answer(NamedTuple):
    """A checked answer. `proofs` has manifest and signature by the suffix that they get beside an installed model."""

    manifest: Manifest
    receipt: bytes
    received: Received
    model: Model | None
    model_file: bytes
    proofs: Mapping[str, bytes]


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return the ZIP of an answer's files, the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in _NAMES:
            if name in files:
                info = zipfile.ZipInfo(name, _DATE)
                info.create_system, info.external_attr = _UNIX, 0o600 << 16
                archive.writestr(info, files[name])
    return target.getvalue()


def manifest_of(code: str, workplaces: Iterable[str], stamp: tuple[str, str], files: Mapping[str, bytes]) -> bytes:
    """Return the manifest, to be signed, of an answer with these files."""
    listed = tuple(File(name, len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items())
    manifest = Manifest(FORMAT, VERSION, code, tuple(workplaces), *stamp, listed)
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def pinned_key(data_dir: Path) -> PublicKey | None:
    """Return the district's installed public key; None if there is none that can be read."""
    try:
        return minisign.read_public_key(disk.read_small(data_dir / DISTRICT_KEY_NAME, minisign.MAX_FILE))
    except (OSError, minisign.FormatError):
        return None


def read(path: Path, key: PublicKey | None, workplace: str) -> Answer:
    """Read and check an answer for one `puesto` against the pinned key.

    Raises AnswerRefusedError, ModelError for its model, or ReadError.
    """
    files = _unpacked(path)
    manifest = _manifest(path, files, key)
    if not workplace or workplace not in manifest.puestos:
        raise AnswerRefusedError(AnswerRefusal.OTHER_WORKPLACE, path)
    listed = {file.nombre: file for file in manifest.archivos}
    if len(listed) != len(manifest.archivos) or {*listed, MANIFEST_NAME, SIGNATURE_NAME} != files.keys():
        raise AnswerRefusedError(AnswerRefusal.DAMAGED, path)
    for name, file in listed.items():
        if (file.bytes, file.sha256) != (len(files[name]), hashlib.sha256(files[name]).hexdigest()):
            raise AnswerRefusedError(AnswerRefusal.DAMAGED, path)
    model_file = files.get(MODEL_NAME, b"")
    model = models.parse(model_file, MODEL_NAME) if MODEL_NAME in files else None
    receipt = files.get(RECEIPT_NAME, b"")
    received = received_of(receipt, workplace)
    if received is None:
        raise AnswerRefusedError(AnswerRefusal.DAMAGED, path)
    proofs = {f".{MANIFEST_NAME}": files[MANIFEST_NAME], f".{SIGNATURE_NAME}": files[SIGNATURE_NAME]}
    return Answer(manifest, receipt, received, model, model_file, proofs)


def received_of(receipt: bytes, workplace: str) -> Received | None:
    """Return a receipt's entry of one `puesto`; None if there is none, or if it is no receipt."""
    try:
        return msgspec.json.decode(receipt, type=Receipt).puestos.get(workplace)
    except (msgspec.DecodeError, RecursionError):
        return None


def _unpacked(path: Path) -> dict[str, bytes]:
    """Return the files of the ZIP, which must be as `pack` makes it."""
    with disk.reading(path):
        content = disk.read_small(follow(path), MAX_ANSWER + 1)
    if not content.startswith(b"PK\x03\x04"):
        raise AnswerRefusedError(AnswerRefusal.NOT_AN_ANSWER, path)
    if len(content) > MAX_ANSWER:
        raise AnswerRefusedError(AnswerRefusal.TOO_LARGE, path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if not {info.filename for info in infos} <= set(_NAMES):
                raise AnswerRefusedError(AnswerRefusal.NOT_AN_ANSWER, path)
            if any(info.compress_type != zipfile.ZIP_STORED for info in infos):
                raise AnswerRefusedError(AnswerRefusal.DAMAGED, path)
            files = {info.filename: archive.read(info) for info in infos}
    except _BROKEN as error:
        raise AnswerRefusedError(AnswerRefusal.DAMAGED, path) from error
    if MANIFEST_NAME not in files:
        raise AnswerRefusedError(AnswerRefusal.NOT_AN_ANSWER, path)
    if pack(files) != content:
        raise AnswerRefusedError(AnswerRefusal.DAMAGED, path)
    return files


def _manifest(path: Path, files: Mapping[str, bytes], key: PublicKey | None) -> Manifest:
    """Return the manifest, whose signature is checked before anything in it is read."""
    if key is None:
        raise AnswerRefusedError(AnswerRefusal.NO_KEY, path)
    if SIGNATURE_NAME not in files:
        raise AnswerRefusedError(AnswerRefusal.UNSIGNED, path)
    try:
        signature = minisign.read_signature(files[SIGNATURE_NAME])
    except minisign.FormatError:
        raise AnswerRefusedError(AnswerRefusal.BAD_SIGNATURE, path) from None
    if signature.key_id != key.id:
        raise AnswerRefusedError(AnswerRefusal.WRONG_KEY, path)
    if not minisign.is_signed(files[MANIFEST_NAME], signature, key):
        raise AnswerRefusedError(AnswerRefusal.BAD_SIGNATURE, path)
    try:
        manifest = msgspec.json.decode(files[MANIFEST_NAME], type=Manifest)
    except (msgspec.DecodeError, RecursionError):
        raise AnswerRefusedError(AnswerRefusal.NOT_AN_ANSWER, path) from None
    if manifest.formato != FORMAT:
        raise AnswerRefusedError(AnswerRefusal.NOT_AN_ANSWER, path)
    if manifest.version > VERSION:
        raise AnswerRefusedError(AnswerRefusal.NEWER, path)
    return manifest
