"""An answer of the district, cut off at every system call that writes: the same answer taken again completes it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from core.clinical.model import load
from core.exchange import receive
from core.models import catalogue
from core.station.station import Station
from core.system import disk
from tests.answers import District, model_file
from tests.stations import save

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Clock

MOST_STEPS = 200


class _PowerCutError(BaseException):
    pass


class Cutter:
    """Ends the process, as far as this test goes, at the `left`-th call that writes, syncs, renames or makes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = -1
        for owner, name in ((os, "fsync"), (os, "write"), (Path, "replace"), (Path, "mkdir"), (disk, "sync_data")):
            monkeypatch.setattr(owner, name, self._cutting(getattr(owner, name)))

    def _cutting(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if self.left == 0:
                raise _PowerCutError
            self.left -= 1
            return real(*given, **named)

        return call


def contents(data_dir: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in data_dir.rglob("*") if path.is_file() and path.suffix != ".log"}


def test_an_answer_cut_off_at_any_step_is_completed_by_taking_it_again(
    data_dir: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Station(data_dir, load(), clock, "prueba") as station:
        save(station)
        workplace = station.establishment.workplace
    district = District()
    district.write_key(data_dir / "distrito.pub")
    answer = district.write(tmp_path / "r.zip", workplace, b"x", model_file())
    cutter = Cutter(monkeypatch)
    for step in range(MOST_STEPS):
        here = tmp_path / f"pc{step}"
        here.mkdir()
        for path in data_dir.iterdir():
            (here / path.name).write_bytes(path.read_bytes())
        cutter.left = step
        try:
            receive.receive(here, answer, clock())
        except _PowerCutError:
            cutter.left = -1
        else:
            assert step > 10
            break
        finally:
            cutter.left = -1
        assert catalogue.in_use(here).model == load()
        for found in catalogue.installed(here)[1:]:  # whole, with its proofs, or not there
            assert all((here / "modelos" / (found.model.name + proof)).exists() for proof in catalogue.PROOFS)
        taken = receive.receive(here, answer, clock())
        assert taken.model is not None
        assert [found.when for found in catalogue.installed(here)[1:]] == ["2025-11-14 22:31:10"]
        assert receive.delivered(here) is not None
    else:
        pytest.fail("it never ended")
