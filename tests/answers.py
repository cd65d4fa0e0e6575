"""A district as the tests need it: a key, model files of format 2, and signed answers."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from nacl.signing import SigningKey

from core.clinical.model import BUILT_IN
from core.exchange import answer, minisign
from core.exchange.minisign import PublicKey, Signature

if TYPE_CHECKING:
    from pathlib import Path

STAMP = ("2025-11-14 22:00:00", "-05:00")


class District:
    """A key pair drawn from a seed, which signs answers."""

    def __init__(self, seed: int = 1) -> None:
        self._secret = SigningKey(bytes([seed]) * 32)
        self.key = PublicKey(bytes([seed]) * 8, bytes(self._secret.verify_key))

    def write_key(self, path: Path) -> Path:
        path.write_bytes(minisign.write_public_key(self.key))
        return path

    def sign(self, message: bytes) -> bytes:
        comment = "timestamp:1763175600"
        first = self._secret.sign(minisign.prehashed(message)).signature
        whole = self._secret.sign(first + comment.encode()).signature
        return minisign.write_signature(Signature(self.key.id, first, comment, whole))

    def answer(
        self, workplace: str, log: bytes = b"", model: bytes | None = None, **changes: Any
    ) -> dict[str, bytes]:
        """Return the files of an answer that acknowledges `log`; `changes` are of the manifest."""
        received = {
            "bytes": len(log),
            "registros": log.count(b"\n"),
            "sha256": hashlib.sha256(log).hexdigest(),
            "fecha": STAMP[0],
            "zona": STAMP[1],
        }
        files = {"acuse.json": json.dumps({"puestos": {workplace: received}}).encode()}
        if model is not None:
            files["modelo.json"] = model
        manifest = json.loads(answer.manifest_of("05-001", [workplace], STAMP, files)) | changes
        files["manifiesto.json"] = json.dumps(manifest).encode()
        return files | {"manifiesto.json.minisig": self.sign(files["manifiesto.json"])}

    def write(self, path: Path, workplace: str, log: bytes = b"", model: bytes | None = None, **changes: Any) -> Path:
        path.write_bytes(answer.pack(self.answer(workplace, log, model, **changes)))
        return path


def model_file(version: str = "1.1.0", **changes: Any) -> bytes:
    """A model of format 2: the program's own table with another bound, and a card."""
    found = json.loads(BUILT_IN.read_text(encoding="utf-8"))
    found |= {
        "format": 2,
        "version": version,
        "parent": "f08825a6",
        "card": {"conjunto": "3f2a9c1b", "establecimientos": 12, "registros": 60000, "kappa": [0.21, 0.12, 0.3]},
    }
    bands = found["vitals"]["frecuencia_cardiaca"]
    bands[2]["to"], bands[3]["from"] = 95, 96
    return json.dumps(found | changes, ensure_ascii=False).encode()
