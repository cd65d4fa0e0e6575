"""Ctrl+C while a data set is frozen, or a table learned or measured: one sentence, and nothing half written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.district.learning import dataset, remake
from core.district.store import open_store
from core.system.status import INTERRUPTED
from tests.district.learning.clinics import Clinic

if TYPE_CHECKING:
    from tests.district.lakes import Lake

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")

# Inside the work that takes a while: says so, and then counts for ever, as a long search does.
RUN = """
import signal, sys
signal.alarm(500)  # DuckDB once waited for threads that nobody had told to stop
from core.district import duck, main
from core.district.learning import training

def for_ever(*_):
    print("begun", flush=True)
    while True:
        pass

def long_query(self, query, _ask=duck.Duck.answer):
    print("begun", flush=True)
    return self.rows("SELECT sum(sin(a.range) * b.range) FROM range(100000) a, range(1000000) b")

training.train = training.evaluate_method = for_ever
duck.Duck.answer = long_query
sys.exit(main.main())
"""


@pytest.mark.parametrize("command", ["conjunto", "entrenar", "evaluar"])
def test_one_sentence_and_nothing_half_written(lake: Lake, tmp_path: Path, command: str) -> None:
    lake.take(Clinic(tmp_path / "E1", "E1", 3).data_dir)
    found = remake.freeze(lake.place, dataset.Asked())
    store = open_store(lake.place)
    with store.writing("prueba"):
        dataset.save(store, found)
    before = sorted(Path(lake.place).rglob("*"))
    target = tmp_path / "salida"
    words = ["crear"] if command == "conjunto" else ["--conjunto", found.id]
    run = [sys.executable, "-c", RUN, command, *words, "--salida", target, "--lago", lake.place]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(run, text=True, cwd=Path(__file__).parents[3], **pipes) as program:  # type: ignore[call-overload]
        assert program.stdout.readline() == "begun\n"
        program.send_signal(signal.SIGINT)
        out, err = program.communicate()
    assert (program.returncode, out) == (INTERRUPTED, "")
    assert err == "predictor-medico-distrito: interrumpido: puede repetir el comando\n"
    assert (target.exists(), sorted(Path(lake.place).rglob("*"))) == (False, before)
