"""The lake counts every damaged log as the clinic's own report does, in however many parts it is delivered."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.system.paths import LOG_NAME
from tests.district.lakes import Lake, a_backup, a_clinic, clinic_counts
from tests.samples import BARE, CATEGORIES, DAMAGE, DAYS, a_line

if TYPE_CHECKING:
    from core.vocabulary import LineKind

ENDINGS = {
    "whole": b"",
    "torn": a_line(7)[:-40],
    "without its newline": a_line(7)[:-1],
    "a bare one without its newline": BARE[:-1],
    "NULs": b"\0" * 4000,
    "many NULs": b"\0" * 400_000,
    "endless": b"x" * 400_000,
    "spaces": b"  \r\n \n",
}


@pytest.mark.parametrize(("damage", "_kinds"), DAMAGE)
@pytest.mark.parametrize("neighbours", [(0, 1), (600, 600)], ids=["at the beginning", "amid a thousand"])
def test_a_damaged_log_counts_as_in_the_clinic(
    tmp_path: Path, lake: Lake, damage: bytes, _kinds: list[LineKind], neighbours: tuple[int, int]
) -> None:
    before, after = neighbours
    parts = [*(a_line(n + 10) for n in range(before)), damage, *(a_line(n + 5000) for n in range(after))]
    clinic = a_clinic(tmp_path / "clínica", *parts)
    lake.take(clinic)
    assert lake.counts == clinic_counts(clinic)


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
@pytest.mark.parametrize("more", [b"", b"\n", a_line(8), b"\n" + a_line(8) + BARE * 2], ids=range(4))
def test_a_log_that_grows_behind_an_unfinished_line_counts_as_in_the_clinic(
    tmp_path: Path, lake: Lake, ending: bytes, more: bytes
) -> None:
    if ending.endswith(b"}") and not more.startswith(b"\n"):
        pytest.skip("the program never writes behind a record without ending its line: the next test")
    clinic = a_clinic(tmp_path / "clínica", a_line(1), BARE, ending)
    lake.take(a_backup(clinic, tmp_path / "1.zip"))
    assert lake.counts == clinic_counts(clinic)
    a_clinic(clinic, a_line(1), BARE, ending, more, a_line(9))
    lake.take(a_backup(clinic, tmp_path / "2.zip"))
    assert lake.counts == clinic_counts(clinic)
    assert not any(one.taken.is_changed for one in lake.received if one.taken)


LINES = st.one_of(
    st.builds(a_line, st.integers(0, 6), st.sampled_from(DAYS), st.sampled_from(CATEGORIES)),
    st.sampled_from([BARE, BARE.replace(b"38.0", b"38"), a_line("otra cosa"), a_line("ñ" * 32), a_line("F" * 32)]),
    st.sampled_from([param.values[0] for param in DAMAGE if len(param.values[0]) < 5000]),
    st.binary(max_size=20),
)


def test_a_record_that_later_text_destroys_stays_in_the_lake(tmp_path: Path, lake: Lake) -> None:
    clinic = a_clinic(tmp_path / "clínica", a_line(1), a_line(2)[:-1])
    lake.take(clinic)
    a_clinic(clinic, a_line(1), a_line(2)[:-1], a_line(3), a_line(4))
    lake.take(clinic)
    assert clinic_counts(clinic) == {"ENFERMEDAD AGUDA": 2}
    assert lake.counts == {"ENFERMEDAD AGUDA": 3}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, min_size=1, max_size=12), st.sets(st.integers(0, 12), max_size=3))
def test_any_log_in_any_parts_counts_as_in_the_clinic(parts: list[bytes], cuts: set[int]) -> None:
    content = b"".join(parts).splitlines(keepends=True)
    with tempfile.TemporaryDirectory() as folder:
        clinic = a_clinic(Path(folder) / "clínica")
        lake = Lake(str(Path(folder) / "lago"))
        for end in sorted({*cuts, len(content)}):
            whole_lines = [line if line.endswith(b"\n") else line + b"\n" for line in content[:end]]
            (clinic / LOG_NAME).write_bytes(b"".join(whole_lines))
            lake.take(clinic)
        if counts := clinic_counts(clinic):
            assert lake.counts == counts
