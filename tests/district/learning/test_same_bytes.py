"""The same deliveries give the same data set, candidate and figures on every Python: their SHA-256 stand here.

What changes the method, the points in use or the format changes them too; then they are written anew.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from core.clinical.model import load
from core.district.learning import dataset, files, remake, training
from core.district.learning.training import Plan
from tests.district.learning.clinics import Clinic, as_cases
from tests.district.learning.triage import hospital

if TYPE_CHECKING:
    from pathlib import Path

    from core.district.learning.dataset import DataSet
    from tests.district.lakes import Lake


PLAN = Plan(training.ASCENT, ("E2",), "1.0.0", "1")


@pytest.fixture
def data_set(lake: Lake, tmp_path: Path) -> DataSet:
    for name in ("E1", "E2"):
        lake.take(Clinic(tmp_path / name, name, 110).data_dir)
    return remake.freeze(lake.place, dataset.Asked())


def digests(data_set: DataSet) -> tuple[str, str]:
    """The SHA-256 of the candidate's file and of its figures, cut short."""
    found = training.train(data_set, load(), PLAN)
    assert found.evaluation is not None
    figures = json.dumps(files.whole(found.evaluation), ensure_ascii=False).encode()
    first, second = (hashlib.sha256(content).hexdigest()[:16] for content in (found.content, figures))
    return first, second


def test_of_deliveries(data_set: DataSet) -> None:
    assert data_set.id == "cad23c1e26b4c1e74e58858aca85d7d954e2b8e1145869786c47a54433448775"
    assert digests(data_set) == ("67e1ae4a01cd5807", "6e01dffd052980c7")


def test_of_real_triage(data_set: DataSet) -> None:
    cases = [case for code in "12" for case in as_cases(f"E{code}", hospital(code))]
    assert digests(data_set._replace(cases=tuple(cases))) == ("fa850d5f3ddb29f7", "483c8eb412d32d48")
