"""Keys and signatures in the format of minisign (Ed25519 over BLAKE2b-512, `minisign -H`), and their check.

Strict: any deviation from the exact form written here is refused. PyNaCl is loaded by the check alone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Final, NamedTuple

KEY_COMMENT: Final = "untrusted comment: predictor-medico public key"
SIGNATURE_COMMENT: Final = "untrusted comment: signature of predictor-medico-distrito"
MAX_FILE: Final = 4096
"""Longest file of a key or signature, in bytes."""

_TRUSTED: Final = "trusted comment: "
_KEY_ALGORITHM: Final = b"Ed"
_SIGNATURE_ALGORITHM: Final = b"ED"
_ID_LENGTH: Final = 8
_KEY_LENGTH: Final = 32
_SIGNATURE_LENGTH: Final = 64
_FINGERPRINT_GROUPS: Final = 8


class FormatError(ValueError):
    """The content is no public key, or no signature, of this format."""


class PublicKey(NamedTuple):
    """An Ed25519 public key of 32 bytes, and minisign's id of it, 8 random bytes."""

    id: bytes
    key: bytes

    @property
    def fingerprint(self) -> str:
        """Half of the SHA-256 of id and key, to be compared by people: eight groups of four hex digits."""
        digits = hashlib.sha256(_KEY_ALGORITHM + self.id + self.key).hexdigest()
        return "-".join(digits[4 * group : 4 * group + 4] for group in range(_FINGERPRINT_GROUPS))


class Signature(NamedTuple):
    """The signature of a message, and that of the message's signature and trusted comment; 64 bytes each."""

    key_id: bytes
    message: bytes
    comment: str
    whole: bytes


def read_public_key(content: bytes) -> PublicKey:
    """Parse the file of a public key; its untrusted comment is ignored. Raises FormatError."""
    _, line = _lines(content, 2)
    raw = _decoded(line, len(_KEY_ALGORITHM) + _ID_LENGTH + _KEY_LENGTH, _KEY_ALGORITHM)
    return PublicKey(raw[:_ID_LENGTH], raw[_ID_LENGTH:])


def write_public_key(key: PublicKey) -> bytes:
    """Return the file of a public key."""
    return f"{KEY_COMMENT}\n{_encoded(_KEY_ALGORITHM + key.id + key.key)}\n".encode()


def read_signature(content: bytes) -> Signature:
    """Parse the file of a signature as `write_signature` makes it. Raises FormatError."""
    first, line, comment, last = _lines(content, 4)
    if first != SIGNATURE_COMMENT or not comment.startswith(_TRUSTED):
        raise FormatError
    raw = _decoded(line, len(_SIGNATURE_ALGORITHM) + _ID_LENGTH + _SIGNATURE_LENGTH, _SIGNATURE_ALGORITHM)
    whole = _decoded(last, _SIGNATURE_LENGTH, b"")
    return Signature(raw[:_ID_LENGTH], raw[_ID_LENGTH:], comment.removeprefix(_TRUSTED), whole)


def write_signature(signature: Signature) -> bytes:
    """Return the file of a signature."""
    first = _encoded(_SIGNATURE_ALGORITHM + signature.key_id + signature.message)
    lines = (SIGNATURE_COMMENT, first, _TRUSTED + signature.comment, _encoded(signature.whole))
    return "".join(f"{line}\n" for line in lines).encode()


def prehashed(message: bytes) -> bytes:
    """Return the prehash of a message, which is signed: its BLAKE2b-512."""
    return hashlib.blake2b(message).digest()


def is_signed(message: bytes, signature: Signature, key: PublicKey) -> bool:
    """Return whether a signature is that of a message and of its own trusted comment, by this key."""
    from nacl.exceptions import BadSignatureError  # noqa: PLC0415 - never at the start of the window
    from nacl.signing import VerifyKey  # noqa: PLC0415 - likewise

    check = VerifyKey(key.key)
    try:
        check.verify(prehashed(message), signature.message)
        check.verify(signature.message + signature.comment.encode(), signature.whole)
    except BadSignatureError:
        return False
    return signature.key_id == key.id


def _lines(content: bytes, count: int) -> list[str]:
    try:
        lines = content[: MAX_FILE + 1].decode().split("\n")
    except UnicodeDecodeError:
        raise FormatError from None
    if len(content) > MAX_FILE or len(lines) != count + 1 or lines[-1]:
        raise FormatError
    return lines[:-1]


def _decoded(line: str, length: int, algorithm: bytes) -> bytes:
    """Return the bytes of a line behind the algorithm's two. Raises FormatError."""
    try:
        raw = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        raise FormatError from None
    if len(raw) != length or not raw.startswith(algorithm) or _encoded(raw) != line:
        raise FormatError
    return raw.removeprefix(algorithm)


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
