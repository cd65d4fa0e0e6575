"""A block of lines decoded at once says the same as its lines one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from core.journal import reader
from core.journal.entry import MAX_LINE
from core.records import lines
from core.records.batch import decode
from core.records.record import encode
from core.vocabulary import LineKind
from tests.samples import a_line, a_record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("length", "is_record"), [(MAX_LINE, True), (MAX_LINE + 1, False)])
def test_a_sealed_line_may_be_as_long_as_any_other(tmp_path: Path, length: int, is_record: bool) -> None:
    long = a_line("x" * (length - len(a_line(""))))
    assert len(long) == length
    log = tmp_path / "predicciones.log"
    log.write_bytes(a_line(1) + long + a_line(2))
    kinds = [line.kind for line in lines.read(log)]
    assert kinds == [LineKind.VALID, LineKind.VALID if is_record else LineKind.TOO_LONG, LineKind.VALID]
    assert all(map(decode, reader.blocks(log))) == is_record


@pytest.mark.parametrize("origin", [{"corrige": "0" * 32}, {"clave": "0" * 32}])
def test_records_that_say_where_they_come_from_are_decoded_at_once_too(
    tmp_path: Path, origin: dict[str, str]
) -> None:
    log = tmp_path / "predicciones.log"
    log.write_bytes(a_line(1) + encode(replace(a_record(2), origen=origin)))
    assert all(map(decode, reader.blocks(log)))
