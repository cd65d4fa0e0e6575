"""Events of models: a line that cannot be one is damage."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from core.notes.model_events import CODEC, Action, Event
from core.vocabulary import LineKind

INSTALLED = Event("2026-11-20 08:00:00", "-05:00", "e1", Action.INSTALL, "reglas-2.0.0+0123abcd")
IN_USE = replace(INSTALLED, accion=Action.ACTIVATE, antes="reglas-1.0.1+f08825a6")


def kind(event: Event) -> LineKind:
    return CODEC.classify(CODEC.encode(event)[:-1])[0]


@pytest.mark.parametrize(
    ("event", "more"),
    [
        (INSTALLED, b'"accion":"instalar","modelo":"reglas-2.0.0+0123abcd","crc":"887e35fc"}'),
        (
            IN_USE,
            b'"accion":"activar","modelo":"reglas-2.0.0+0123abcd","antes":"reglas-1.0.1+f08825a6","crc":"6ec39be9"}',
        ),
        (
            replace(IN_USE, accion=Action.RETURN, antes="x", incluido=True),
            b'"accion":"volver","modelo":"reglas-2.0.0+0123abcd","antes":"x","incluido":true,"crc":"96e1caae"}',
        ),
    ],
)
def test_a_line_is_these_bytes_and_read_as_the_event(event: Event, more: bytes) -> None:
    """Also by each later version, or a model that is in use is another one after an update."""
    line = b'{"fecha":"2026-11-20 08:00:00","zona":"-05:00","id":"e1",' + more
    assert CODEC.encode(event) == line + b"\n"
    read = CODEC.classify(line)[1]
    assert read is not None
    assert replace(read, crc=None) == event


@pytest.mark.parametrize(
    "event",
    [
        replace(INSTALLED, fecha="2026-11-31 08:00:00"),
        replace(INSTALLED, zona="-0500"),
        replace(INSTALLED, id=""),
        replace(INSTALLED, modelo=""),
        replace(INSTALLED, antes="reglas-1.0.1+f08825a6"),
        replace(IN_USE, antes=None),
    ],
)
def test_an_event_that_cannot_be_is_damage(event: Event) -> None:
    assert kind(event) is LineKind.WRONG_SHAPE


def test_an_event_without_its_checksum_is_damage() -> None:
    bare = CODEC.encode(INSTALLED).partition(b',"crc"')[0] + b"}"
    assert CODEC.classify(bare)[0] is LineKind.WRONG_SHAPE
