"""A record counts once by its id, whoever reads the log; each command leaves the sidecar that the next one needs."""

from __future__ import annotations

import json
import secrets
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cli import commands
from core.cli import main as cli
from core.journal import reader
from core.records.copies import Seen, fingerprints, ids_in
from core.records.key import digest
from core.records.record import Record, encode
from core.station import checkpoint
from core.station import load as load_module
from core.station.load import Load
from core.system.lock import DirectoryLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

TYPED = ("--fiebre", "38", "--presion", "120", "--frecuencia-cardiaca", "90")


def a_line(key: str, temperature_c: float = 38.0, category: str = "ENFERMEDAD AGUDA") -> bytes:
    return encode(Record("2025-11-13 22:31:10", temperature_c, 120, 90, category, "-05:00", key, "reglas-1", 4))


@pytest.fixture
def run(data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(commands, "WAIT_S", 0.0)

    def run(*arguments: str) -> tuple[int, str, str]:
        def nothing(*_arguments: object) -> int:
            raise AssertionError

        status = cli.main(["--data-dir", str(data_dir), *arguments], nothing, nothing)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def log(data_dir: Path) -> Path:
    data_dir.mkdir()
    return data_dir / "predicciones.log"


def counts(run: Run) -> dict[str, int]:
    found: dict[str, int] = json.loads(run("reporte")[1])["total_por_categoria"]
    return found


class TestEveryReader:
    @pytest.fixture(autouse=True)
    def _copied(self, log: Path) -> None:
        """Two records, both pasted again, one of them a third time with another temperature."""
        once = a_line("a") + a_line("b", 36.5, "NO ENFERMO")
        log.write_bytes(once + b"\n" + once + a_line("a", 39.0))

    def test_the_report(self, run: Run) -> None:
        status, out, err = run("reporte")
        answer = json.loads(out)
        assert answer["total_por_categoria"] == {"ENFERMEDAD AGUDA": 1, "NO ENFERMO": 1}
        assert [one["fiebre"] for one in answer["ultimas_5_predicciones"]] == [38.0, 36.5]
        assert (status, err) == (
            0,
            "predictor-medico: líneas copiadas: 3, 1 con otros datos; cada registro cuenta una sola vez\n",
        )
        assert json.loads(run("reporte")[1]) == answer, "with the sidecar too"

    def test_the_exports(self, run: Run, tmp_path: Path) -> None:
        target = tmp_path / "r.csv"
        status, _, err = run("exportar", "--formato", "registros", "--salida", str(target))
        assert status == 0
        assert "líneas copiadas: 3" in err
        assert len(target.read_text("utf-8-sig").splitlines()) == 3
        run("exportar", "--formato", "json", "--salida", str(target))
        assert json.loads(target.read_bytes())["total_por_categoria"] == {"ENFERMEDAD AGUDA": 1, "NO ENFERMO": 1}

    def test_verifying_names_them(self, run: Run, log: Path) -> None:
        status, out, err = run("verificar")
        answer = json.loads(out)
        assert (answer["registros"], answer["lineas_copiadas"], answer["lineas_danadas"]) == (2, 3, 0)
        assert [(one["linea"], one["tipo"], one["id"], one["linea_del_registro"]) for one in answer["copias"]] == [
            (4, "copia de otra línea", "a", 1),
            (5, "copia de otra línea", "b", 2),
            (6, "el mismo id que otra línea, con otros datos", "a", 1),
        ]
        content = log.read_bytes()
        for one in answer["copias"]:
            assert content[one["posicion"] :][: one["bytes"]].startswith(b'{"fecha"')
        assert status == 1
        assert err == "predictor-medico: líneas copiadas: 3, 1 con otros datos; cada registro cuenta una sola vez\n"

    def test_voiding(self, run: Run) -> None:
        assert run("anular", "linea:5", "--motivo", "duplicado")[0] == 2
        assert "NO ENFERMO" in counts(run)
        assert run("anular", "b", "--motivo", "duplicado")[0] == 0
        assert counts(run) == {"ENFERMEDAD AGUDA": 1}
        assert run("anular", "linea:2", "--deshacer")[0] == 0
        assert counts(run) == {"ENFERMEDAD AGUDA": 1, "NO ENFERMO": 1}

    def test_backing_up_and_restoring(self, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        target = tmp_path / "copia.zip"
        assert json.loads(run("respaldar", "--salida", str(target))[1])["registros"] == 2
        with zipfile.ZipFile(target) as archive:
            assert archive.read("predicciones.log").count(b"\n") == 6, "what is there is evidence"
        there = tmp_path / "otro"
        assert cli.main(["--data-dir", str(there), "restaurar", str(target)], lambda _: 0, lambda *_: None) == 0
        answer = json.loads(capsys.readouterr().out)
        assert (answer["registros_nuevos"], answer["registros_ya_presentes"]) == (2, 0)
        assert (there / "predicciones.log").read_bytes() == a_line("a") + a_line("b", 36.5, "NO ENFERMO")
        answer = json.loads(run("restaurar", str(target))[1])
        assert (answer["registros_nuevos"], answer["registros_ya_presentes"]) == (0, 2)

    def test_events_that_are_there_twice(self, run: Run, data_dir: Path) -> None:
        run("anular", "a", "--motivo", "error")
        path = data_dir / "anulaciones.log"
        copy = path.read_bytes()
        run("anular", "a", "--deshacer")
        path.write_bytes(path.read_bytes() + copy)
        assert counts(run) == {"ENFERMEDAD AGUDA": 1, "NO ENFERMO": 1}
        answer = json.loads(run("verificar")[1])["anulaciones"]
        assert (answer["eventos"], answer["lineas_copiadas"], answer["registros_anulados"]) == (2, 1, 0)


class TestWithoutAnId:
    def test_numbers_are_compared_by_value(self, run: Run, log: Path, tmp_path: Path) -> None:
        bare = '{"fecha": "2025-11-14 22:31:10", "fiebre": %s, "presion": %s, "frecuencia_cardiaca": 90, '
        bare += '"resultado": "ENFERMEDAD AGUDA"}\n'
        log.write_text(bare % ("38.0", "120"))
        assert run("anular", "linea:1", "--motivo", "error")[0] == 0
        target = tmp_path / "copia.zip"
        run("respaldar", "--salida", str(target))
        log.write_text(bare % ("38", "120.0"))
        assert counts(run) == {}, "it is voided however it is written"
        answer = json.loads(run("restaurar", str(target))[1])
        assert (answer["registros_nuevos"], answer["registros_ya_presentes"]) == (0, 1)

    def test_a_number_that_no_float_holds_is_itself(self) -> None:
        record = Record("2025-11-14 22:31:10", 10**400, 120, 90.5, "NO ENFERMO")
        assert digest(record) != digest(Record("2025-11-14 22:31:10", 38.0, 120, 90.5, "NO ENFERMO"))


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


@given(st.lists(st.sampled_from(["a", "b", "ñ", "0" * 32, "0" * 31 + "A", "0" * 31 + "a", " " * 32, "0 " * 16])))
def test_repeated_ids_are_found_whatever_they_are(ids: list[str]) -> None:
    seen = Seen()
    for start in range(0, len(ids), 3):
        seen.add(ids[start : start + 3])
    repeated = {one for one in ids if ids.count(one) > 1}
    assert set(fingerprints(sorted(repeated))) <= seen.repeated()
    assert all(
        fingerprints([one])[0] not in seen.repeated() for one in ids if ids.count(one) == 1 and "A" not in one.upper()
    )
    assert seen.copies() >= len(ids) - len(set(ids))


def test_ids_of_this_program_are_told_apart_in_large_numbers() -> None:
    ids = [secrets.token_hex(16) for _ in range(5000)]
    seen = Seen()
    seen.add(ids)
    assert (seen.repeated(), seen.copies()) == (frozenset(), 0)
    seen.add(ids[7:9])
    assert seen.repeated() == frozenset(fingerprints(ids[7:9]))
    assert seen.copies() == 2


def test_ids_in_a_block_of_damaged_lines(log: Path) -> None:
    log.write_bytes(a_line("a") + b"torn\n" + a_line("\\") + b'{"id":"c"}\n')
    assert {found for block in reader.blocks(log) for found in ids_in(block)} == {"a", "\\"}


class TestARestoringThatWasCutOff:
    """The note that it leaves, as a power cut does."""

    @pytest.fixture
    def backup(self, run: Run, log: Path, tmp_path: Path) -> Path:
        log.write_bytes(a_line("a") + a_line("b"))
        target = tmp_path / "copiá.zip"
        assert run("respaldar", "--salida", str(target))[0] == 0
        log.write_bytes(a_line("a"))
        log.with_name("restauracion.pendiente").write_text(str(target), "utf-8")
        return target

    @pytest.mark.parametrize("command", [("reporte",), ("verificar",), ("predecir", *TYPED)])
    def test_any_command_goes_on_with_it(self, run: Run, log: Path, backup: Path, command: tuple[str, ...]) -> None:
        status, _, err = run(*command)
        assert status == 0
        assert err == f"predictor-medico: se terminó la restauración de {backup}, que se había interrumpido\n"
        assert log.read_bytes().startswith(a_line("a") + a_line("b"))
        assert not log.with_name("restauracion.pendiente").exists()

    @pytest.mark.parametrize("what", ["gone", "damaged", "in use"])
    def test_where_it_cannot_it_says_so_and_stays(self, run: Run, log: Path, backup: Path, what: str) -> None:
        lock = DirectoryLock(log.parent, "ventana")
        if what == "gone":
            backup.unlink()
        elif what == "damaged":
            backup.write_bytes(backup.read_bytes()[:-40])
        else:
            lock.acquire(0.0)
        status, out, err = run("reporte")
        lock.release()
        assert (status, json.loads(out)["total_por_categoria"]) == (0, {"ENFERMEDAD AGUDA": 1})
        assert err == f"predictor-medico: la restauración de {backup} no terminó: restaure la misma copia otra vez\n"
        assert log.with_name("restauracion.pendiente").exists()

    def test_one_that_fails_in_words_leaves_no_note(self, run: Run, log: Path, backup: Path) -> None:
        log.with_name("anulaciones.log").mkdir()
        assert run("restaurar", str(backup))[0] == 1
        assert not log.with_name("restauracion.pendiente").exists()
