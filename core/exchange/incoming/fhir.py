"""FHIR R4: the three vital signs among the Observations of a Bundle, of one resource, or of NDJSON.

Of a resource only codes, values, times and references are decoded; a reference is kept as a hash to join by. Codes
and units are checked here, since libraries for FHIR accept any.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import msgspec

from core.exchange.fhir import LINE_URL, VISIT_SYSTEM
from core.exchange.incoming import own
from core.exchange.incoming.joined import Joined, Observed, Said
from core.exchange.incoming.rows import OWN_KEY, FileFlaw, FileRefusedError, Flaw, Row
from core.exchange.incoming.units import LOINC, to_celsius
from core.records.key import split_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST_BUNDLE: Final = 64 * 1024 * 1024
"""Largest file, in bytes, that is taken as one JSON value; larger ones must be NDJSON."""

_SYSTEM: Final = "http://loinc.org"
_MOST_DIGITS: Final = 20
_FINAL: Final = frozenset({"final", "amended", "corrected"})


class _Coding(msgspec.Struct):
    system: str = ""
    code: str = ""


class _Code(msgspec.Struct):
    coding: list[_Coding] = []


class _Quantity(msgspec.Struct):
    value: Decimal | None = None
    unit: str = ""
    system: str = ""
    code: str = ""
    comparator: str = ""


class _Identifier(msgspec.Struct):
    system: str = ""
    value: str = ""


class _Reference(msgspec.Struct):
    reference: str = ""
    identifier: _Identifier = msgspec.field(default_factory=_Identifier)

    @property
    def name(self) -> str:
        """The reference, or the identifier of what is referred to."""
        return self.reference or f"{self.identifier.system} {self.identifier.value}".strip()


class _Period(msgspec.Struct):
    start: str = ""


class _Component(msgspec.Struct, rename="camel"):
    code: _Code = msgspec.field(default_factory=_Code)
    value_quantity: _Quantity | None = None


class _Extension(msgspec.Struct, rename="camel"):
    url: str = ""
    value_string: str = ""


class _Kind(msgspec.Struct, rename="camel"):
    resource_type: str = ""


class _Observation(_Component, rename="camel"):
    status: str = ""
    subject: _Reference = msgspec.field(default_factory=_Reference)
    encounter: _Reference = msgspec.field(default_factory=_Reference)
    effective_date_time: str = ""
    effective_instant: str = ""
    effective_period: _Period = msgspec.field(default_factory=_Period)
    component: list[_Component] = []
    extension: list[_Extension] = []


class _Entry(msgspec.Struct):
    resource: msgspec.Raw = msgspec.Raw(b"null")


class _Bundle(msgspec.Struct):
    entry: list[_Entry] = []


_kind: Final = msgspec.json.Decoder(_Kind).decode
_observation: Final = msgspec.json.Decoder(_Observation).decode
_bundle: Final = msgspec.json.Decoder(_Bundle).decode
_FAULTS: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def rows_of_bundle(content: bytes) -> Iterator[Row]:
    """Read the readings of a Bundle, or of a single Observation; `line` is the number of the entry, from 1.

    Raises FileRefusedError: NOT_JSON.
    """
    try:
        is_bundle = _kind(content).resource_type == "Bundle"
        entries = _bundle(content).entry if is_bundle else [_Entry(msgspec.Raw(content))]
    except _FAULTS as error:
        raise FileRefusedError(FileFlaw.NOT_JSON) from error
    joined = Joined()
    for number, entry in enumerate(entries, 1):
        yield from _add(joined, number, bytes(entry.resource))
    yield from joined.rest()


def rows_of_lines(lines: Iterable[str]) -> Iterator[Row]:
    """Read the readings of NDJSON, one resource a line; a line that is no resource is refused by itself."""
    joined = Joined()
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield from _add(joined, number, line.encode())
    yield from joined.rest()


def _add(joined: Joined, number: int, content: bytes) -> Iterator[Row]:
    try:
        if _kind(content).resource_type != "Observation":
            return
        found = _observation(content)
    except _FAULTS:
        yield Row(number, flaw=Flaw.DAMAGED)
        return
    time = found.effective_date_time or found.effective_instant or found.effective_period.start
    visit = found.encounter.name or f"{found.subject.name} {time}".strip()
    flaw = None if found.status in _FINAL else Flaw.NOT_FINAL
    said = [(journal, part.value_string) for part in found.extension if (journal := _journal(part.url))]
    if said:
        joined.add_own(Said(number, visit, time, _own_key(found.encounter), said))
    for part in (found, *found.component):
        codes = (coding.code for coding in part.code.coding if coding.system == _SYSTEM)
        name = next((LOINC[code] for code in codes if code in LOINC), None)
        quantity = part.value_quantity
        if name is not None and quantity is not None and quantity.value is not None:
            value = to_celsius(name, _written(quantity.value), quantity.code or quantity.unit)
            flaw = Flaw.NOT_EXACT if quantity.comparator else flaw
            yield from joined.add(Observed(number, visit, time, name, value, flaw, _own_key(found.encounter)))


def _written(number: Decimal) -> str:
    """Return a number without an exponent, unless that would be long."""
    return f"{number:f}" if abs(number.adjusted()) < _MOST_DIGITS else str(number)


def _journal(url: str) -> str:
    """Return the journal whose lines have this URL; "" for other extensions."""
    name = url.removeprefix(LINE_URL)
    return name if name != url and name in own.NAMES else ""


def _own_key(visit: _Reference) -> str:
    """Return the key of a reading that this program has written, of a record with an id; "" for others."""
    name = visit.identifier.value
    return "" if visit.identifier.system != VISIT_SYSTEM or split_key(name) else OWN_KEY + name
