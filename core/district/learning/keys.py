"""The district's key pair in minisign's own files: made here, the secret one locked by a passphrase, used to sign.

The format is minisign's (jedisct1.github.io/minisign): Ed25519, the secret key masked by scrypt and checked by
BLAKE2b.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from core.district.learning.errors import LearningError, LearningFault
from core.exchange import minisign
from core.exchange.minisign import PublicKey, Signature
from core.system import disk
from core.system.whole_file import follow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COMMENT: Final = "untrusted comment: predictor-medico encrypted secret key"
PUBLIC_SUFFIX: Final = ".pub"
OPERATIONS: Final = 2**23
MEMORY: Final = 2**28
"""Cost of scrypt: some 256 MiB and a second, once a signing."""

_HEAD: Final = b"EdScB2"
_HEAD_FORMAT: Final = "<6s32sQQ"
_MASKED: Final = 8 + 64 + 32
_MOST_MEMORY: Final = 2**31


class SecretKey(NamedTuple):
    """An unlocked key: minisign's id of it, and the Ed25519 seed with the public key behind it."""

    id: bytes
    key: bytes

    @property
    def public(self) -> PublicKey:
        """Its public half."""
        return PublicKey(self.id, self.key[32:])

    def sign(self, message: bytes, comment: str) -> bytes:
        """Return the file of a message's signature, with a trusted comment."""
        from nacl.signing import SigningKey  # noqa: PLC0415 - for signing alone

        signing = SigningKey(self.key[:32])
        first = signing.sign(minisign.prehashed(message)).signature
        whole = signing.sign(first + comment.encode()).signature
        return minisign.write_signature(Signature(self.id, first, comment, whole))


def create() -> SecretKey:
    """Return a new key."""
    from nacl.signing import SigningKey  # noqa: PLC0415 - for signing alone

    signing = SigningKey.generate()
    return SecretKey(secrets.token_bytes(8), bytes(signing) + bytes(signing.verify_key))


def lock(key: SecretKey, passphrase: str) -> bytes:
    """Return the file of a secret key."""
    salt = os.urandom(32)
    plain = key.id + key.key + _checksum(key)
    masked = _masked(plain, passphrase, salt, OPERATIONS, MEMORY)
    raw = struct.pack(_HEAD_FORMAT, _HEAD, salt, OPERATIONS, MEMORY) + masked
    return f"{COMMENT}\n{base64.b64encode(raw).decode()}\n".encode()


def unlock(path: Path, ask: Callable[[], str]) -> SecretKey:
    """Read the file of a secret key, also one that minisign made. Raises LearningError or ReadError.

    `ask` returns the passphrase; it is called once the file is known to be a key.
    """
    with disk.reading(path):
        content = disk.read_small(follow(path), minisign.MAX_FILE)
    try:
        raw = base64.b64decode(content.decode().splitlines()[1], validate=True)
        head, salt, operations, memory = struct.unpack_from(_HEAD_FORMAT, raw)
    except (binascii.Error, ValueError, IndexError, struct.error):
        raise LearningError(LearningFault.NOT_A_KEY, str(path)) from None
    masked = raw[struct.calcsize(_HEAD_FORMAT) :]
    if head != _HEAD or len(masked) != _MASKED or memory > _MOST_MEMORY:
        raise LearningError(LearningFault.NOT_A_KEY, str(path))
    plain = _masked(masked, ask(), salt, operations, memory)
    found = SecretKey(plain[:8], plain[8:72])
    if plain[72:] != _checksum(found):
        raise LearningError(LearningFault.LOCKED, str(path))
    return found


def _checksum(key: SecretKey) -> bytes:
    return hashlib.blake2b(b"Ed" + key.id + key.key, digest_size=32).digest()


def _masked(content: bytes, passphrase: str, salt: bytes, operations: int, memory: int) -> bytes:
    from nacl.pwhash import scrypt  # noqa: PLC0415 - for signing alone

    stream = scrypt.kdf(len(content), passphrase.encode(), salt, operations, memory)
    return bytes(a ^ b for a, b in zip(content, stream, strict=True))
