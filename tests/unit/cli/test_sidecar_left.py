"""Each command leaves the sidecar that the next one needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.journal import reader
from core.station import checkpoint
from core.station import load as load_module
from core.station.load import Load
from core.system.lock import DirectoryLock
from tests.samples import TYPED, a_line
from tests.unit.cli.conftest import counts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Run


@pytest.fixture(autouse=True)
def _directory(data_dir: Path) -> None:
    data_dir.mkdir()


class TestTheSidecarOfACommand:
    @pytest.fixture(autouse=True)
    def _records(self, log: Path) -> None:
        log.write_bytes(b"".join(a_line(f"{number:032x}") for number in range(20)))

    def covered(self, log: Path) -> int:
        found = checkpoint.read(log, reader.size(log))
        return 0 if found is None else found.mark.offset

    def fresh(self, log: Path) -> int:
        """How many lines the next reader has to read."""
        loading = Load(log, reader.size(log))
        loading.run()
        assert loading.result is not None
        return loading.result.fresh

    def test_one_that_counts_leaves_it(self, run: Run, log: Path) -> None:
        assert self.fresh(log) == 20
        run("reporte")
        assert self.fresh(log) == 0

    def test_one_that_saves_carries_it_on(self, run: Run, log: Path) -> None:
        run("predecir", *TYPED)
        assert self.fresh(log) == 21, "there was none"
        run("reporte")
        run("predecir", *TYPED)
        run("anular", "linea:3", "--motivo", "error")
        run("predecir", *TYPED)
        run("anular", "linea:3", "--deshacer")
        assert self.covered(log) == reader.size(log)
        assert self.fresh(log) == 0
        assert counts(run) == {"ENFERMEDAD AGUDA": 23}

    def test_the_first_record_of_all_leaves_one(self, run: Run, log: Path) -> None:
        log.unlink()
        run("predecir", *TYPED)
        assert self.fresh(log) == 0

    def test_one_that_does_not_cover_all_is_left_as_it_is(self, run: Run, log: Path) -> None:
        run("reporte")
        covered = self.covered(log)
        log.write_bytes(log.read_bytes() + a_line("x"))
        run("predecir", *TYPED)
        assert self.covered(log) == covered
        assert self.fresh(log) == 2

    def test_one_with_much_behind_it_is_not_used(self, run: Run, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run("reporte")
        log.write_bytes(log.read_bytes() + a_line("x"))
        monkeypatch.setattr(load_module, "LONGEST_TAIL", 1000)
        assert self.fresh(log) == 1
        monkeypatch.setattr(load_module, "LONGEST_TAIL", 100)
        assert self.fresh(log) == 21

    def test_voids_that_cannot_be_read_keep_nobody_from_saving(self, run: Run, log: Path) -> None:
        log.with_name("anulaciones.log").mkdir()
        assert run("predecir", *TYPED)[0] == 0

    def test_who_has_the_directory_is_not_disturbed(self, run: Run, log: Path) -> None:
        lock = DirectoryLock(log.parent, "ventana")
        lock.acquire(0.0)
        assert counts(run) == {"ENFERMEDAD AGUDA": 20}
        lock.release()
        assert self.covered(log) == 0

    def test_one_that_has_more_is_for_the_window_to_tell(self, run: Run, log: Path) -> None:
        run("reporte")
        sidecar = checkpoint.path_beside(log).read_bytes()
        log.write_bytes(a_line("new"))
        assert counts(run) == {"ENFERMEDAD AGUDA": 1}
        assert checkpoint.path_beside(log).read_bytes() == sidecar

    def test_a_log_that_grew_meanwhile_is_not_covered(self, log: Path) -> None:
        loading = Load(log, reader.size(log))
        loading.run()
        log.write_bytes(log.read_bytes() + a_line("x"))
        loading.leave_checkpoint()
        assert self.covered(log) == 0

    def test_a_line_that_is_being_written_is_not_covered(self, run: Run, log: Path) -> None:
        log.write_bytes(log.read_bytes() + a_line("x")[:-1])
        assert counts(run) == {"ENFERMEDAD AGUDA": 21}
        assert self.covered(log) == 0


FOREIGN = (
    b'{%s, "fecha": "2025-11-14 22:31:10", "fiebre": 38.0, "presion": 120, "frecuencia_cardiaca": 90, '
    b'"resultado": "ENFERMEDAD AGUDA"}\n'
)


class TestATailThatSomebodyElseWrote:
    @pytest.mark.parametrize("few", [1, load_module.FEW], ids=["many at once", "few one by one"])
    @pytest.mark.parametrize(
        ("prefix", "tail", "total"),
        [
            pytest.param(a_line("a"), a_line("a"), 1, id="an id of the prefix"),
            pytest.param(a_line("b"), a_line("a") + a_line("a"), 2, id="an id twice in the tail"),
            pytest.param(FOREIGN % b'"id": "\\u0061"', a_line("a"), 1, id="written as an escape"),
            pytest.param(FOREIGN % b'"id" : "a"', a_line("a"), 1, id="with spaces"),
            pytest.param(FOREIGN % b'"id": "b"', a_line("a"), 2, id="another id"),
        ],
    )
    def test_an_old_id_in_it_is_found(  # noqa: PLR0917 - fixtures
        self, run: Run, log: Path, monkeypatch: pytest.MonkeyPatch, few: int, prefix: bytes, tail: bytes, total: int
    ) -> None:
        monkeypatch.setattr(load_module, "FEW", few)
        log.write_bytes(prefix)
        assert counts(run) == {"ENFERMEDAD AGUDA": 1}
        log.write_bytes(prefix + tail)
        assert counts(run) == {"ENFERMEDAD AGUDA": total}
        assert counts(run) == {"ENFERMEDAD AGUDA": total}, "and the sidecar knows it"
