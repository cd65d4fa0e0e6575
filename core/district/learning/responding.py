"""One signed answer for each clinic: a receipt, and the table in use where it was learned."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from core.district.reporting import Clinics
from core.exchange import answer
from core.exchange.answer import MANIFEST_NAME, MODEL_NAME, RECEIPT_NAME, SIGNATURE_NAME, Receipt, Received
from core.journal.entry import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.district.learning.keys import SecretKey
    from core.district.manifest import Lineage, Manifest

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


class Answer(NamedTuple):
    """An answer: for whom, its file's name and content. `workplaces` are the `puestos` that can take it."""

    key: str
    code: str
    workplaces: tuple[str, ...]
    name: str
    content: bytes


def answers(lake: Manifest, secret: SecretKey, model: bytes | None, now: datetime) -> Iterator[Answer]:
    """Yield the answers, in order of the clinics' keys; those without any `puesto` can take none. `now` is local."""
    clinics = Clinics(lake, {})
    for key in sorted(clinics.by_key):
        clinic = clinics.by_key[key]
        receipts = _receipts(clinic.lineages, now)
        if not receipts:
            continue
        files = {RECEIPT_NAME: msgspec.json.format(msgspec.json.encode(Receipt(receipts)), indent=2) + b"\n"}
        if model is not None:
            files[MODEL_NAME] = model
        manifest = answer.manifest_of(clinic.code, receipts, stamp(now), files)
        comment = f"timestamp:{int(now.timestamp())}\tfile:{MANIFEST_NAME}\thashed"
        signed = files | {MANIFEST_NAME: manifest, SIGNATURE_NAME: secret.sign(manifest, comment)}
        name = f"respuesta-{_UNSAFE.sub('_', key).strip('.') or '_'}-{now:%Y-%m-%d}.zip"
        yield Answer(key, clinic.code, tuple(receipts), name, answer.pack(signed))


def _receipts(lineages: list[Lineage], now: datetime) -> dict[str, Received]:
    """Return the receipt of each `puesto`: of several logs of one the longest."""
    found: dict[str, Received] = {}
    for lineage in sorted(lineages, key=lambda one: (one.bytes, one.id)):
        if lineage.puesto and lineage.sha256:
            received = datetime.fromisoformat(lineage.recibida).astimezone(now.tzinfo)
            records = max(0, lineage.lineas - lineage.danadas)
            found[lineage.puesto] = Received(lineage.bytes, records, lineage.sha256, *stamp(received))
    return dict(sorted(found.items()))
