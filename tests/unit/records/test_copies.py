"""Repeated ids of a log are found: any ids, any number."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from core.journal import reader
from core.records.copies import Seen, fingerprints, ids_in
from tests.samples import a_line

if TYPE_CHECKING:
    from pathlib import Path


@given(st.lists(st.sampled_from(["a", "b", "ñ", "0" * 32, "0" * 31 + "A", "0" * 31 + "a", " " * 32, "0 " * 16])))
def test_repeated_ids_are_found_whatever_they_are(ids: list[str]) -> None:
    seen = Seen()
    for start in range(0, len(ids), 3):
        seen.add(ids[start : start + 3])
    repeated = {one for one in ids if ids.count(one) > 1}
    assert set(fingerprints(sorted(repeated))) <= set(seen.repeated())
    assert all(
        fingerprints([one])[0] not in seen.repeated() for one in ids if ids.count(one) == 1 and "A" not in one.upper()
    )
    assert seen.copies() >= len(ids) - len(set(ids))


def test_ids_of_this_program_are_told_apart_in_large_numbers() -> None:
    ids = [secrets.token_hex(16) for _ in range(5000)]
    seen = Seen()
    seen.add(ids)
    assert (list(seen.repeated()), seen.copies()) == ([], 0)
    seen.add(ids[7:9])
    assert set(seen.repeated()) == set(fingerprints(ids[7:9]))
    assert seen.copies() == 2


def test_ids_in_a_block_of_damaged_lines(tmp_path: Path) -> None:
    log = tmp_path / "predicciones.log"
    log.write_bytes(a_line("a") + b"torn\n" + a_line("\\") + b'{"id":"c"}\n')
    assert {found for block in reader.blocks(log) for found in ids_in(block)} == {"a", "\\"}
