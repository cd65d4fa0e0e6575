"""The commands: their answers, refusals and files."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import shutil
import sys
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.cli import commands, upkeep
from core.cli import main as cli
from core.clinical.model import load as load_model
from core.clinical.vitals import VITALS
from core.errors import ModelError, SaveError, SaveFailure
from core.models import catalogue
from core.records.period import Period
from core.refusals import ModelFlaw
from core.system import disk, establishment
from core.system import settings as settings_module
from core.system.establishment import Establishment
from core.system.lock import DirectoryLock
from core.system.paths import LOG_NAME, PROTECTED
from tests.samples import BARE, TYPED, a_line
from tests.unit.cli.conftest import Outcome, no_pdf, no_window
from tests.unit.conftest import one_sentence

if TYPE_CHECKING:
    from core.exchange.export import Origin
    from core.report.report import Tally
    from core.station.station import Station
    from tests.conftest import Clock
    from tests.unit.cli.conftest import Run


not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="it has no FIFOs")

README = Path(__file__).parents[3] / "core" / "cli" / "README.md"

GOOD = {"fiebre": 38.0, "presion": 120, "frecuencia_cardiaca": 90}
SEE_HELP = "; ayuda: predictor-medico predecir --help"

# As the original service wrote them: json.dumps with its defaults, no checksum, and a clock that went back.
ORIGINAL = (
    b'{"fecha": "2025-11-14 22:31:10", "fiebre": 38.0, "presion": 120, "frecuencia_cardiaca": 90, '
    b'"resultado": "ENFERMEDAD AGUDA"}\n'
    b'{"fecha": "2025-11-13 08:00:00", "fiebre": 39.5, "presion": 95, "frecuencia_cardiaca": 88, '
    b'"resultado": "ENFERMEDAD CR\\u00d3NICA"}\n'
    b'{"fecha": "2025-11-15 09:00:00", "fiebre": 36.5, "presion": 120, "frecuencia_cardiaca": 70, '
    b'"resultado": "NO ENFERMO"}\n'
)


@pytest.fixture
def original_log(data_dir: Path, log: Path) -> Path:
    data_dir.mkdir()
    log.write_bytes(ORIGINAL)
    return log


class TestPredicting:
    def test_the_example_of_the_contract(self, run: Run, log: Path) -> None:
        outcome = run("predecir", *TYPED)
        assert (outcome.status, outcome.out, outcome.err) == (0, '{"resultado": "ENFERMEDAD AGUDA"}\n', "")
        line = log.read_bytes()
        assert re.fullmatch(
            rb'\{"fecha":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d","fiebre":38\.0,"presion":120,"frecuencia_cardiaca":90,'
            rb'"resultado":"ENFERMEDAD AGUDA","zona":"[+-]\d\d:\d\d","id":"\w+",'
            rb'"modelo":"reglas-1\.0\.2\+[0-9a-f]{8}","puntaje":3,"puesto":"[0-9a-f]{8}","crc":"[0-9a-f]{8}"\}\n',
            line,
        )

    @pytest.mark.parametrize("temperature", ["38,5", "38.5", " 38.5 ", "+38.5", "38.46"])
    def test_comma_and_dot_are_one(self, run: Run, log: Path, temperature: str) -> None:
        assert run("predecir", "--fiebre", temperature, *TYPED[2:]).status == 0
        assert json.loads(log.read_bytes())["fiebre"] == 38.5

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            (TYPED[:4], f"falta --frecuencia-cardiaca{SEE_HELP}"),
            (TYPED[2:], f"falta --fiebre{SEE_HELP}"),
            (("--presion", "x"), f"falta --fiebre, --frecuencia-cardiaca{SEE_HELP}"),
            (("--fiebre", "", *TYPED[2:]), "fiebre: no es un número"),
            (("--fiebre", "alta", *TYPED[2:]), "fiebre: no es un número"),
            (("--fiebre", "nan", *TYPED[2:]), "fiebre: no es un número"),
            (("--fiebre", "inf", *TYPED[2:]), "fiebre: no es un número"),
            (("--fiebre", "1e999", *TYPED[2:]), "fiebre: no es un número"),
            (("--fiebre", "9" * 5000, *TYPED[2:]), "fiebre: no es un número"),
            (("--fiebre", "38,5,2", *TYPED[2:]), "fiebre: no es un número"),
            (("--fiebre", "３８", *TYPED[2:]), "fiebre: no es un número"),
            (("--fiebre", "-38", *TYPED[2:]), "fiebre: entre 25,0 y 45,0 °C"),
            (("--fiebre", "-3,5", *TYPED[2:]), "fiebre: entre 25,0 y 45,0 °C"),
            (("--fiebre", "−3,5", *TYPED[2:]), "fiebre: entre 25,0 y 45,0 °C"),
            (("--fiebre", "-inf", *TYPED[2:]), "fiebre: no es un número"),
            (("--fiebre", "9" * 32, *TYPED[2:]), "fiebre: entre 25,0 y 45,0 °C"),
            ((*TYPED[:2], "--presion", "120.5", *TYPED[4:]), "presion: debe ser un número entero"),
            ((*TYPED[:2], "--presion", "301", *TYPED[4:]), "presion: entre 30 y 300 mmHg"),
            ((*TYPED[:2], "--presion", "True", *TYPED[4:]), "presion: no es un número"),
        ],
    )
    def test_a_refused_value_is_said_and_nothing_is_made(
        self, run: Run, data_dir: Path, typed: tuple[str, ...], sentence: str
    ) -> None:
        outcome = run("predecir", *typed)
        assert (outcome.status, outcome.out) == (2, "")
        assert one_sentence(outcome.err) == sentence
        assert not data_dir.exists()

    @pytest.mark.parametrize("is_typed", [True, False])
    def test_unusual_values_are_kept_and_named_in_the_answer(self, run: Run, log: Path, *, is_typed: bool) -> None:
        typed = ("--fiebre", "44", "--presion", "65", "--frecuencia-cardiaca", "200")
        line = b'{"fiebre":44,"presion":65,"frecuencia_cardiaca":200}\n'
        outcome = run("predecir", *typed) if is_typed else run("predecir", stdin=line)
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.answers == [
            {
                "resultado": "ENFERMEDAD TERMINAL",
                "aviso": "valores inusuales: fiebre 44,0 °C, presion 65 mmHg, frecuencia_cardiaca 200 lpm; "
                "si son un error, anule el registro",
            }
        ]
        assert "aviso" not in json.loads(log.read_bytes())

    def test_answers_come_in_the_order_of_the_lines(self, run: Run, log: Path) -> None:
        temperatures = [36.8, 37.5, 38.0, 39.0, 41.0]
        lines = [json.dumps(GOOD | {"fiebre": t}).encode() + b"\n" for t in temperatures]
        outcome = run("predecir", stdin=b"".join(lines))
        assert (outcome.status, outcome.err) == (0, "")
        kept = [json.loads(line) for line in log.read_bytes().splitlines()]
        assert [record["fiebre"] for record in kept] == temperatures
        assert [answer["resultado"] for answer in outcome.answers] == [record["resultado"] for record in kept]

    @pytest.mark.parametrize(
        ("line", "name", "sentence"),
        [
            (b'{"presion":120,"frecuencia_cardiaca":90}', "fiebre", "falta fiebre"),
            (b"{}", "fiebre", "falta fiebre"),
            (
                json.dumps(GOOD | {"frecuencia-cardiaca": 90}).encode(),
                "frecuencia-cardiaca",
                "frecuencia-cardiaca: nombre desconocido; se conocen fiebre, presion, frecuencia_cardiaca",
            ),
            (json.dumps(GOOD | {"presion": "120"}).encode(), "presion", "presion: no es un número"),
            (json.dumps(GOOD | {"presion": True}).encode(), "presion", "presion: no es un número"),
            (json.dumps(GOOD | {"presion": None}).encode(), "presion", "presion: no es un número"),
            (json.dumps(GOOD | {"presion": [120]}).encode(), "presion", "presion: no es un número"),
            (json.dumps(GOOD | {"presion": {"sistolica": 120}}).encode(), "presion", "presion: no es un número"),
            (json.dumps(GOOD | {"fiebre": float("nan")}).encode(), "fiebre", "fiebre: no es un número"),
            (json.dumps(GOOD | {"fiebre": float("-inf")}).encode(), "fiebre", "fiebre: no es un número"),
            (json.dumps(GOOD).encode().replace(b"38.0", b"1e999"), "fiebre", "fiebre: entre 25,0 y 45,0 °C"),
            (json.dumps(GOOD).encode().replace(b"38.0", b"1e-400"), "fiebre", "fiebre: entre 25,0 y 45,0 °C"),
            (json.dumps(GOOD).encode().replace(b"38.0", b"-1e999999999"), "fiebre", "fiebre: entre 25,0 y 45,0 °C"),
            (json.dumps(GOOD).encode().replace(b"38.0", b"1e-999999999"), "fiebre", "fiebre: entre 25,0 y 45,0 °C"),
            (json.dumps(GOOD).encode().replace(b"38.0", b"0e999999999"), "fiebre", "fiebre: entre 25,0 y 45,0 °C"),
            (json.dumps(GOOD).encode().replace(b"38.0", b"1e" + b"9" * 19), "fiebre", "fiebre: no es un número"),
            (json.dumps(GOOD).encode().replace(b"38.0", b"1e-" + b"9" * 5000), "fiebre", "fiebre: no es un número"),
            (json.dumps(GOOD).encode().replace(b"120", b"1e999999999"), "presion", "presion: entre 30 y 300 mmHg"),
            (
                json.dumps(GOOD).encode().replace(b"120", b"120." + b"0" * 30_000 + b"1"),
                "presion",
                "presion: debe ser un número entero",
            ),
            (json.dumps(GOOD).encode().replace(b"120", b"1" * 5000), "presion", "presion: entre 30 y 300 mmHg"),
            (json.dumps(GOOD | {"presion": 120.5}).encode(), "presion", "presion: debe ser un número entero"),
            (json.dumps(GOOD | {"presion": 29}).encode(), "presion", "presion: entre 30 y 300 mmHg"),
            (json.dumps(GOOD | {"fiebre": 45.1}).encode(), "fiebre", "fiebre: entre 25,0 y 45,0 °C"),
            (json.dumps(GOOD | {"fiebre": 1e308}).encode(), "fiebre", "fiebre: entre 25,0 y 45,0 °C"),
            (b"", None, "la línea no es JSON válido"),
            (b"   ", None, "la línea no es JSON válido"),
            (b"38 120 90", None, "la línea no es JSON válido"),
            (b'{"fiebre":38,}', None, "la línea no es JSON válido"),
            (json.dumps(GOOD).encode() * 2, None, "la línea no es JSON válido"),
            (b"[" * 30_000, None, "la línea no es JSON válido"),
            (b'{"a":' * 10_000, None, "la línea no es JSON válido"),
            (b"[38,120,90]", None, "la línea no es un objeto JSON"),
            (b"38", None, "la línea no es un objeto JSON"),
            (b'{"fiebre":38,"fiebre":39,"presion":120,"frecuencia_cardiaca":90}', None, "un nombre está repetido"),
            (json.dumps(GOOD).encode().replace(b"presion", b"presi\xf3n"), None, "la línea no es UTF-8 válido"),
            (json.dumps(GOOD).encode("utf-16"), None, "la línea no es UTF-8 válido"),
            (json.dumps(GOOD).encode() + b" " * 70_000, None, "la línea no es JSON válido"),
        ],
        ids=lambda value: value[:40] if isinstance(value, bytes) else None,
    )
    def test_a_bad_line_is_answered_and_ends_nothing(
        self, run: Run, log: Path, line: bytes, name: str | None, sentence: str
    ) -> None:
        good = json.dumps(GOOD).encode()
        outcome = run("predecir", stdin=b"\n".join([good, line, good]))
        assert outcome.status == 2
        assert outcome.answers == [
            {"resultado": "ENFERMEDAD AGUDA"},
            {"error": sentence, "campo": name},
            {"resultado": "ENFERMEDAD AGUDA"},
        ]
        assert one_sentence(outcome.err) == "líneas rechazadas: 1"
        assert log.read_bytes().count(b"\n") == 2

    def test_a_name_with_any_character_comes_back_as_it_was(self, run: Run) -> None:
        line = b'{"\\ud800 \\u0000 \\u2028 \xc3\xb1":1}\n'
        assert run("predecir", stdin=line).answers[0]["campo"] == "\ud800 \0 \u2028 ñ"

    def test_the_line_that_the_help_shows_is_a_good_one(
        self, run: Run, log: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit):
            run("predecir", "--help")
        example, answer = re.findall(r"^ *(\{.*\})$", capsys.readouterr().out, re.MULTILINE)
        assert all(line in README.read_text(encoding="utf-8") for line in (example, answer))
        low = json.dumps(json.loads(example) | {"presion": 65}).encode()
        assert run("predecir", stdin=low).out == f"{answer}\n"
        log.unlink()
        assert run("predecir", stdin=example.encode()).status == 0
        assert json.loads(log.read_bytes())["fiebre"] == 38.5

    @pytest.mark.parametrize("line", [b"\xef\xbb\xbf%s\n", b"%s\r\n", b"  %s  ", b"%s"])
    def test_ways_to_write_a_good_line(self, run: Run, line: bytes) -> None:
        outcome = run("predecir", stdin=line % json.dumps(GOOD).encode())
        assert (outcome.status, outcome.out) == (0, '{"resultado": "ENFERMEDAD AGUDA"}\n')

    def test_no_line_is_no_prediction(self, run: Run, data_dir: Path) -> None:
        assert run("predecir") == Outcome(0, "", "")
        assert not data_dir.exists()

    def test_whole_numbers_with_a_fraction_of_nothing_are_whole(self, run: Run, log: Path) -> None:
        run("predecir", stdin=b'{"fiebre":38,"presion":120.0,"frecuencia_cardiaca":9e1}')
        assert b'"fiebre":38.0,"presion":120,"frecuencia_cardiaca":90,' in log.read_bytes()

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("37.949999999999999999", 37.9),  # a binary fraction would be 37.95, and that 38.0
            ("37.95", 38.0),
            ("38." + "0" * 30_000 + "1", 38.0),
            ("0.38e2", 38.0),
            ("380000e-4", 38.0),
        ],
    )
    def test_a_temperature_is_rounded_once_from_what_is_written(
        self, run: Run, log: Path, written: str, kept: float
    ) -> None:
        line = f'{{"fiebre":{written},"presion":120,"frecuencia_cardiaca":90}}'
        assert run("predecir", stdin=line.encode()).status == 0
        assert json.loads(log.read_bytes())["fiebre"] == kept

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
    @given(
        st.lists(
            st.binary(max_size=60).map(lambda line: line.replace(b"\n", b""))
            | st.dictionaries(
                st.sampled_from([vital.name for vital in VITALS]), st.integers(0, 400) | st.floats(), min_size=2
            ).map(lambda values: json.dumps(values).encode()),
            max_size=8,
        )
    )
    def test_any_lines_get_one_answer_each_and_what_is_acknowledged_is_kept(
        self, run: Run, log: Path, lines: list[bytes]
    ) -> None:
        log.unlink(missing_ok=True)
        outcome = run("predecir", stdin=b"".join(line + b"\n" for line in lines))
        assert len(outcome.answers) == len(lines)
        predicted = [answer["resultado"] for answer in outcome.answers if "resultado" in answer]
        kept = log.read_bytes().splitlines() if log.exists() else []
        assert [json.loads(line)["resultado"] for line in kept] == predicted
        assert outcome.status == (0 if len(predicted) == len(lines) else 2)

    def test_lines_that_wait_are_saved_with_one_sync(
        self, run: Run, log: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        good = json.dumps(GOOD).encode() + b"\n"
        run("predecir", stdin=good)
        syncs, real = [], disk.sync_data
        monkeypatch.setattr(disk, "sync_data", lambda fd: (syncs.append(fd), real(fd))[1])
        run("predecir", stdin=good)
        alone = len(syncs)
        assert len(run("predecir", stdin=good * 20 + b"?\n" + good * 20).answers) == 41
        assert len(syncs) == 2 * alone
        assert len(log.read_bytes().splitlines()) == 42

    def test_a_line_longer_than_any_is_refused_alone(self, run: Run) -> None:
        good = json.dumps(GOOD).encode() + b"\n"
        long = b"x" * 200_000
        outcome = run("predecir", stdin=good + long + b"\n" + good + long)
        assert ["resultado" in answer for answer in outcome.answers] == [True, False, True, False]

    def test_only_the_first_of_the_lines_that_wait_is_refused_for_a_changed_file(
        self, run: Run, log: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        good = json.dumps(GOOD).encode() + b"\n"
        run("predecir", stdin=good)
        real = commands.Station.open

        def open_and_write(station: Station, wait_s: float = 0.0) -> None:
            was_open = station.is_open
            real(station, wait_s)
            if not was_open:
                with log.open("ab") as file:
                    file.write(BARE)

        monkeypatch.setattr(commands.Station, "open", open_and_write)
        outcome = run("predecir", stdin=good * 3)
        assert ["resultado" in answer for answer in outcome.answers] == [False, True, True]
        assert len(log.read_bytes().splitlines()) == 4

    def test_a_disk_that_refuses_is_a_failure_of_each_line(self, run: Run, log: Path) -> None:
        log.mkdir(parents=True)
        good = json.dumps(GOOD).encode() + b"\n"
        outcome = run("predecir", stdin=good + b"?\n" + good)
        assert outcome.status == 1
        assert [answer["campo"] for answer in outcome.answers] == [None, None, None]
        assert outcome.answers[0]["error"] == f"no se pudo guardar en {log}: no es un archivo normal"
        one = run("predecir", *TYPED)
        assert (one.status, one.out) == (1, "")
        assert one_sentence(one.err) == f"no se pudo guardar en {log}: no es un archivo normal"

    def test_another_writer_is_named(self, run: Run, data_dir: Path) -> None:
        lock = DirectoryLock(data_dir, "ventana")
        lock.acquire(0.0)
        try:
            outcome = run("predecir", *TYPED)
        finally:
            lock.release()
        assert (outcome.status, outcome.out) == (1, "")
        assert one_sentence(outcome.err) == (
            f"los registros de {data_dir} están en uso (ventana, proceso {os.getpid()}): cierre la ventana y repita"
        )
        assert run("predecir", *TYPED).status == 0

    @pytest.mark.parametrize("how", ["options", "stdin"])
    def test_a_record_has_the_time_at_which_the_log_was_free(
        self, run: Run, log: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock, how: str
    ) -> None:
        really_open = commands.Station.open
        waits = iter([4.0])

        def wait_and_open(station: commands.Station, wait_s: float = 0.0) -> None:
            clock.advance(seconds=next(waits, 0.0))
            really_open(station, wait_s)

        monkeypatch.setattr(commands, "local_now", clock)
        monkeypatch.setattr(commands.Station, "open", wait_and_open)
        run("predecir", *(TYPED if how == "options" else ()), stdin=json.dumps(GOOD).encode())
        assert json.loads(log.read_bytes())["fecha"] == "2025-11-14 22:31:14"

    def test_only_the_first_lines_wait_for_another_writer(
        self, run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waits: list[float] = []

        def refuse(_station: object, wait_s: float) -> None:
            waits.append(wait_s)
            raise SaveError(SaveFailure.IN_USE, data_dir)

        monkeypatch.setattr(commands.Station, "open", refuse)
        monkeypatch.setattr(commands, "WAIT_S", 5.0)
        lines = (json.dumps(GOOD).encode() + b"\n") * (2 * commands.AT_ONCE + 1)
        assert run("predecir", stdin=lines).status == 1
        assert waits == [5.0, 0.0, 0.0]

    def test_a_model_that_cannot_be_used_predicts_nothing(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_data_dir: Path) -> None:
            raise ModelError(ModelFlaw.GAP, "reglas.json", spans="fiebre", low=1, high=3)

        monkeypatch.setattr(catalogue, "in_use", refuse)
        outcome = run("predecir", *TYPED)
        assert (outcome.status, outcome.out) == (1, "")
        assert (
            one_sentence(outcome.err) == "el modelo no se puede usar: reglas.json: fiebre: hay un hueco entre 1 y 3"
        )


class TestReporting:
    def test_the_log_of_the_original_service_reads_right(self, run: Run, original_log: Path) -> None:
        outcome = run("reporte")
        assert (outcome.status, outcome.err) == (0, "")
        answer = json.loads(outcome.out)
        assert list(answer) == ["total_por_categoria", "ultimas_5_predicciones", "ultima_fecha"]
        assert list(answer["total_por_categoria"]) == ["ENFERMEDAD AGUDA", "ENFERMEDAD CRÓNICA", "NO ENFERMO"]
        assert answer["ultimas_5_predicciones"] == [json.loads(line) for line in ORIGINAL.splitlines()]
        assert answer["ultima_fecha"] == "2025-11-15 09:00:00"
        assert original_log.read_bytes() == ORIGINAL

    def test_a_new_prediction_goes_behind_the_old_log(self, run: Run, original_log: Path) -> None:
        run("predecir", *TYPED)
        assert original_log.read_bytes().startswith(ORIGINAL)
        answer = json.loads(run("reporte").out)
        assert sum(answer["total_por_categoria"].values()) == 4
        assert list(answer["ultimas_5_predicciones"][-1]) == [
            *("fecha", "fiebre", "presion", "frecuencia_cardiaca", "resultado")
        ]

    @pytest.mark.parametrize(
        ("period", "total"),
        [
            (("--desde", "2025-11-14"), 2),
            (("--hasta", "2025-11-14"), 2),
            (("--desde", "2025-11-14", "--hasta", "2025-11-14"), 1),
            (("--desde", "2026-01-01"), 0),
        ],
    )
    @pytest.mark.usefixtures("original_log")
    def test_a_period_includes_both_days(self, run: Run, period: tuple[str, ...], total: int) -> None:
        answer = json.loads(run("reporte", *period).out)
        assert sum(answer["total_por_categoria"].values()) == total

    def test_no_log_is_an_empty_report_and_makes_nothing(self, run: Run, data_dir: Path) -> None:
        outcome = run("reporte")
        assert json.loads(outcome.out) == {
            "total_por_categoria": {},
            "ultimas_5_predicciones": [],
            "ultima_fecha": None,
        }
        assert outcome.status == 0
        assert not data_dir.exists()

    def test_a_folder_that_is_not_there_is_said_but_no_failure(
        self, run: Run, data_dir: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "registros.csv"
        reading = (("reporte",), ("verificar",), ("exportar", "--formato", "registros", "--salida", str(target)))
        absent = [run(*command) for command in reading]
        assert [one_sentence(outcome.err) for outcome in absent] == [f"la carpeta de datos no existe: {data_dir}"] * 3
        assert target.exists()
        data_dir.mkdir()
        empty = [run(*command) for command in reading]
        assert empty == [Outcome(0, outcome.out, "") for outcome in absent]
        assert [outcome.status for outcome in absent] == [0, 0, 0]

    @pytest.mark.parametrize("command", [("reporte",), ("verificar",)])
    def test_a_log_that_cannot_be_read_is_not_an_empty_one(self, run: Run, log: Path, command: tuple[str]) -> None:
        log.mkdir(parents=True)
        outcome = run(*command)
        assert (outcome.status, outcome.out) == (1, "")
        assert one_sentence(outcome.err) == f"no se pudo leer {log}: no es un archivo normal"

    def test_refused_options_answer_nothing(self, run: Run) -> None:
        outcome = run("reporte", "--desde", "ayer")
        assert (outcome.status, outcome.out) == (2, "")
        assert one_sentence(outcome.err).startswith("--desde: 'ayer' no es una fecha como 2026-11-30; ayuda: ")


class TestExporting:
    @pytest.mark.parametrize("period", [(), ("--desde", "2025-11-14", "--hasta", "2025-11-14")])
    @pytest.mark.usefixtures("original_log")
    def test_the_json_is_what_the_report_prints(self, run: Run, tmp_path: Path, period: tuple[str, ...]) -> None:
        target = tmp_path / "reporte.json"
        assert run("exportar", "--formato", "json", "--salida", str(target), *period) == Outcome(0, "", "")
        assert target.read_bytes() == run("reporte", *period).out.encode()

    @pytest.mark.parametrize(
        ("locale", "delimiter"), [("", ";"), ("es_CO.UTF-8", ";"), ("es_MX.UTF-8", ","), ("en_US.UTF-8", ",")]
    )
    @pytest.mark.usefixtures("original_log")
    def test_csv_opens_in_the_excel_of_the_locale(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str, delimiter: str
    ) -> None:
        monkeypatch.setenv("LANG", locale)
        temperature = "39,5" if delimiter == ";" else "39.5"
        for form, header, rows in (("csv", "Categoría", 16), ("registros", "fecha", 4)):
            target = tmp_path / f"{form}.csv"
            assert run("exportar", "--formato", form, "--salida", str(target)) == Outcome(0, "", "")
            table = list(csv.reader(io.StringIO(target.read_text("utf-8-sig"), newline=""), delimiter=delimiter))
            assert (table[0][0], len(table)) == (header, rows)
            assert any(temperature in row for row in table)

    def test_the_csv_counts_the_alarm_signs_of_the_records_that_count(
        self, run: Run, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LANG", "es_CO.UTF-8")
        data_dir.mkdir(parents=True)
        lines = [a_line(number, category="ENFERMEDAD AGUDA") for number in range(4)]
        calm = a_line(7, category="NO ENFERMO", temperature_c=36.5)
        (data_dir / LOG_NAME).write_bytes(b"".join([*lines, calm, lines[0]]))
        assert run("anular", f"{1:032x}", "--motivo", "prueba").status == 0
        target = tmp_path / "reporte.csv"
        for period, count in (((), "3;75,0"), (("--hasta", "2000-01-01"), "0;0,0")):
            run("exportar", "--formato", "csv", "--salida", str(target), *period)
            assert f"Con signo de alarma;{count}" in target.read_text("utf-8-sig").splitlines()

    @pytest.mark.usefixtures("original_log")
    def test_a_pdf_is_made_by_the_window_side_in_the_language_of_the_settings(
        self, run: Run, data_dir: Path, tmp_path: Path
    ) -> None:
        made: list[tuple[int, Period, Path, str]] = []

        def write_pdf(tally: Tally, period: Period, origin: Origin, path: Path, language: str) -> None:
            made.append((tally.total, period, path, language))
            assert origin[:2] == (load_model().name, Establishment("05-001", "La Unión"))
            assert origin.rules is not None

        establishment.save(data_dir, Establishment("05-001", "La Unión"))
        arguments = ("exportar", "--formato", "pdf", "--salida", str(tmp_path / "r.pdf"))
        assert run(*arguments, pdf=write_pdf) == Outcome(0, "", "")
        settings_module.save(data_dir, settings_module.Settings(language="en"))
        assert run(*arguments, pdf=write_pdf) == Outcome(0, "", "")
        assert made == [(3, Period(), tmp_path / "r.pdf", language) for language in ("es", "en")]

    @pytest.mark.usefixtures("original_log")
    @pytest.mark.parametrize("form", ["json", "csv", "registros"])
    def test_a_target_that_cannot_be_written_is_said_so(self, run: Run, tmp_path: Path, form: str) -> None:
        target = tmp_path / "usb" / "reporte"
        outcome = run("exportar", "--formato", form, "--salida", str(target))
        assert (outcome.status, outcome.out) == (1, "")
        assert one_sentence(outcome.err) == f"no se pudo guardar en {target}: el archivo o su carpeta no están"

    @pytest.mark.usefixtures("original_log")
    @pytest.mark.skipif(sys.platform == "win32", reason="it says of such a name that it is not there")
    @pytest.mark.parametrize("command", [("exportar", "--formato", "registros"), ("respaldar",)])
    def test_a_name_that_no_disk_takes_is_said_so(self, run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
        target = tmp_path / ("r" * 300)
        outcome = run(*command, "--salida", str(target))
        assert (outcome.status, outcome.out) == (1, "")
        assert one_sentence(outcome.err) == f"no se pudo guardar en {target}: el nombre es demasiado largo"

    @pytest.mark.parametrize("name", PROTECTED)
    def test_an_export_never_replaces_what_the_program_keeps(self, run: Run, original_log: Path, name: str) -> None:
        target = original_log.with_name(name)
        target.write_bytes(ORIGINAL)
        outcome = run("exportar", "--formato", "json", "--salida", str(target))
        assert outcome.status == 1
        assert outcome.err.endswith(f"en {target}: ese nombre es de un archivo propio del programa\n")
        assert not target.exists() or b"total_por_categoria" not in target.read_bytes()

    def test_a_log_that_cannot_be_read_leaves_the_old_export(self, run: Run, log: Path, tmp_path: Path) -> None:
        log.mkdir(parents=True)
        target = tmp_path / "registros.csv"
        target.write_bytes(b"de ayer")
        assert run("exportar", "--formato", "registros", "--salida", str(target)).status == 1
        assert target.read_bytes() == b"de ayer"


class TestVerifying:
    def test_a_good_log(self, run: Run, original_log: Path) -> None:
        run("predecir", *TYPED)
        outcome = run("verificar")
        assert (outcome.status, outcome.err) == (0, "")
        summary = json.loads(outcome.out)
        assert (summary["registros"], summary["verificados"], summary["sin_suma_de_control"]) == (4, 1, 3)
        assert (summary["lineas_danadas"], summary["danos"]) == (0, [])
        assert original_log.exists()

    def test_damage_is_reported_with_its_place(self, run: Run, original_log: Path) -> None:
        lines = ORIGINAL.splitlines(keepends=True)
        original_log.write_bytes(lines[0] + b"\n" + b"roto\n" + lines[1] + lines[2][:50])
        outcome = run("verificar")
        assert outcome.status == 1
        summary = json.loads(outcome.out)
        assert (summary["registros"], summary["lineas_en_blanco"], summary["lineas_danadas"]) == (2, 1, 2)
        bad = len(lines[0]) + 1
        assert summary["danos"] == [
            {"linea": 3, "posicion": bad, "bytes": 5, "tipo": "no es JSON"},
            {"linea": 5, "posicion": bad + 5 + len(lines[1]), "bytes": 50, "tipo": "cortada"},
        ]

    def test_a_hole_is_reported_and_the_record_behind_it_counts(self, run: Run, original_log: Path) -> None:
        first, *rest = ORIGINAL.splitlines(keepends=True)
        original_log.write_bytes(first + b"\0" * 4000 + b"".join(rest))
        outcome = run("verificar")
        assert outcome.status == 1
        summary = json.loads(outcome.out)
        assert (summary["registros"], summary["lineas_danadas"]) == (3, 1)
        kind = "hueco de bytes nulos antes de un registro"
        assert summary["danos"] == [{"linea": 2, "posicion": len(first), "bytes": 4000, "tipo": kind}]

    def test_all_of_many_damaged_lines_are_told_but_not_kept(self, original_log: Path) -> None:
        count = 20_000
        torn = b"x" * 30 + b"\n"
        original_log.write_bytes(torn * count)
        original_log.with_name("anulaciones.log").write_bytes(torn * count)
        told = 0
        tracemalloc.start()
        try:
            for text in upkeep.verify(original_log.parent).answer:
                told += text.count('"linea"')
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert told == 2 * count
        assert most < 3 << 20

    def test_damage_that_goes_while_it_is_told_leaves_whole_json(self, original_log: Path) -> None:
        original_log.write_bytes(b"roto\n")
        answer = upkeep.verify(original_log.parent).answer
        original_log.write_bytes(b"")
        told = json.loads("".join(answer))
        assert (told["lineas_danadas"], told["danos"]) == (1, [])

    @pytest.mark.parametrize("torn", [b"", b"roto\n"])
    def test_a_log_is_checked_although_its_voids_cannot_be_read(
        self, run: Run, original_log: Path, torn: bytes
    ) -> None:
        run("anular", "linea:1", "--motivo", "prueba")
        shape = json.loads(run("verificar").out)
        path = original_log.with_name("anulaciones.log")
        path.unlink()
        path.mkdir()
        original_log.write_bytes(ORIGINAL + torn)
        outcome = run("verificar")
        assert outcome.status == 1
        complaint = f"no se pudo leer {path}: no es un archivo normal"
        assert one_sentence(outcome.err) == ("líneas dañadas: 1; " if torn else "") + complaint
        summary = json.loads(outcome.out)
        assert (summary["registros"], summary["lineas_danadas"], len(summary["danos"])) == (
            3,
            len(torn) // 5,
            bool(torn),
        )
        assert list(summary) == list(shape)
        assert list(summary["anulaciones"]) == list(shape["anulaciones"])
        assert (summary["anulaciones"].pop("danos"), summary["anulaciones"].pop("copias")) == ([], [])
        assert set(summary["anulaciones"].values()) == {None}, "no number, for any would be wrong"

    def test_what_would_count_wrong_without_the_voids_refuses_and_names_them(
        self, run: Run, original_log: Path, tmp_path: Path
    ) -> None:
        path = original_log.with_name("anulaciones.log")
        path.mkdir()
        target = tmp_path / "copia"
        for command in (
            ("reporte",),
            ("respaldar", "--salida", str(target)),
            ("exportar", "--formato", "registros", "--salida", str(target)),
            ("anular", "linea:1", "--motivo", "otro"),
        ):
            outcome = run(*command)
            assert (outcome.status, outcome.out) == (1, ""), command
            assert f"{path}: no es un archivo normal" in one_sentence(outcome.err), command
        assert not target.exists()

    def test_no_log_is_nothing_to_complain_of(self, run: Run) -> None:
        outcome = run("verificar")
        assert outcome.status == 0
        assert json.loads(outcome.out)["registros"] == 0


class TestVoiding:
    def void(self, run: Run, log: Path, *arguments: str) -> Outcome:
        key = json.loads(log.read_bytes().split(b"\n")[0])["id"]
        return run("anular", key, *arguments)

    def test_a_record_is_left_out_and_taken_back(self, run: Run, log: Path) -> None:
        run("predecir", *TYPED)
        before = log.read_bytes()
        outcome = self.void(run, log, "--motivo", "duplicado")
        assert (outcome.status, outcome.err) == (0, "")
        assert json.loads(outcome.out) == {"registro": json.loads(before)["id"], "anulado": True}
        assert json.loads(run("reporte").out) == {
            "total_por_categoria": {},
            "ultimas_5_predicciones": [],
            "ultima_fecha": None,
        }
        assert json.loads(run("verificar").out)["anulaciones"]["registros_anulados"] == 1
        outcome = self.void(run, log, "--deshacer")
        assert json.loads(outcome.out)["anulado"] is False
        assert json.loads(run("reporte").out)["total_por_categoria"] == {"ENFERMEDAD AGUDA": 1}
        assert log.read_bytes() == before

    def test_a_line_of_the_original_service(self, run: Run, original_log: Path) -> None:
        key = json.loads(run("anular", "linea:2", "--motivo", "error").out)["registro"]
        assert "ENFERMEDAD CRÓNICA" not in json.loads(run("reporte").out)["total_por_categoria"]
        assert run("anular", str(key), "--deshacer").status == 0
        assert original_log.read_bytes() == ORIGINAL

    def test_the_id_stands_in_the_exported_records(self, run: Run, tmp_path: Path) -> None:
        run("predecir", *TYPED)
        target = tmp_path / "registros.csv"
        run("exportar", "--formato", "registros", "--salida", str(target))
        (row,) = csv.DictReader(io.StringIO(target.read_text("utf-8-sig"), newline=""), delimiter=";")
        assert run("anular", row["id"], "--motivo", "prueba").status == 0
        assert run("anular", "linea:1", "--deshacer").status == 0

    def test_what_is_so_already_is_refused(self, run: Run, log: Path) -> None:
        run("predecir", *TYPED)
        outcome = self.void(run, log, "--deshacer")
        assert (outcome.status, outcome.out) == (2, "")
        assert "no está anulado" in one_sentence(outcome.err)
        self.void(run, log, "--motivo", "otro")
        outcome = self.void(run, log, "--motivo", "otro")
        assert (outcome.status, outcome.out) == (2, "")
        assert "ya está anulado" in one_sentence(outcome.err)

    def test_an_unknown_id_is_refused_and_nothing_is_made(self, run: Run, data_dir: Path) -> None:
        outcome = run("anular", "abc", "--motivo", "otro")
        assert (outcome.status, outcome.out) == (2, "")
        assert one_sentence(outcome.err).endswith("no hay ningún registro con ese id: abc")
        assert not data_dir.exists()

    @pytest.mark.parametrize(
        ("arguments", "reason"),
        [
            (("abc",), "falta --motivo o --deshacer"),
            (("--motivo", "otro"), "falta ID"),
            (
                ("abc", "--motivo", "porque sí"),
                "--motivo: no se reconoce 'porque sí'; puede ser: error, duplicado, prueba, otro",
            ),
            (("abc", "--motivo", "otro", "--deshacer"), "--deshacer y --motivo se excluyen"),
        ],
    )
    def test_what_is_typed_wrong(self, run: Run, arguments: tuple[str, ...], reason: str) -> None:
        outcome = run("anular", *arguments)
        assert (outcome.status, outcome.out) == (2, "")
        assert one_sentence(outcome.err) == f"{reason}; ayuda: predictor-medico anular --help"

    def test_while_another_program_has_the_log(self, run: Run, log: Path) -> None:
        run("predecir", *TYPED)
        lock = DirectoryLock(log.parent, "ventana")
        lock.acquire(0.0)
        try:
            outcome = self.void(run, log, "--motivo", "otro")
        finally:
            lock.release()
        assert outcome.status == 1
        assert "ventana" in one_sentence(outcome.err)
        assert not (log.parent / "anulaciones.log").exists()

    def test_damaged_voids_are_reported_with_their_places(self, run: Run, log: Path) -> None:
        run("predecir", *TYPED)
        self.void(run, log, "--motivo", "prueba")
        path = log.parent / "anulaciones.log"
        length = path.stat().st_size
        path.write_bytes(path.read_bytes() + b"x\n")
        outcome = run("verificar")
        assert outcome.status == 1
        assert one_sentence(outcome.err).endswith("líneas dañadas: 1")
        summary = json.loads(outcome.out)["anulaciones"]
        assert (summary["eventos"], summary["registros_anulados"], summary["lineas_danadas"]) == (1, 1, 1)
        assert summary["danos"] == [{"linea": 2, "posicion": length, "bytes": 2, "tipo": "no es JSON"}]

    @pytest.mark.parametrize("form", ["reporte", "json", "csv", "pdf", "registros"])
    def test_what_was_answered_without_damaged_lines_says_so_of_either_file_and_is_no_failure(
        self, run: Run, log: Path, tmp_path: Path, form: str
    ) -> None:
        def write_pdf(tally: Tally, _period: Period, _origin: Origin, path: Path, _language: str) -> None:
            path.write_text(str(tally.total))

        target = tmp_path / "salida"
        export = ("exportar", "--formato", form, "--salida", str(target))
        command = ("reporte",) if form == "reporte" else export
        run("predecir", *TYPED)
        self.void(run, log, "--motivo", "prueba")
        assert run(*command, pdf=write_pdf).err == ""
        path = log.parent / "anulaciones.log"
        path.write_bytes(path.read_bytes().replace(b"anular", b"anulbr"))
        outcome = run(*command, pdf=write_pdf)
        assert outcome.status == 0
        in_voids = "líneas dañadas: 1 en anulaciones.log; algunos registros anulados pueden contar otra vez"
        assert one_sentence(outcome.err) == in_voids
        log.write_bytes(log.read_bytes() + b"roto\nroto\n")
        outcome = run(*command, pdf=write_pdf)
        assert outcome.status == 0
        assert one_sentence(outcome.err) == in_voids.replace("1 en", "2 en predicciones.log, 1 en")
        path.unlink()
        assert one_sentence(run(*command, pdf=write_pdf).err) == "líneas dañadas: 2 en predicciones.log"


class TestBackingUpAndRestoring:
    def test_a_backup_is_written_and_restored_in_another_folder(self, run: Run, log: Path, tmp_path: Path) -> None:
        for _ in range(3):
            run("predecir", *TYPED)
        run("anular", "linea:2", "--motivo", "prueba")
        run("criterio", "linea:1", "--categoria", "NO ENFERMO")
        target = tmp_path / "copia.zip"
        outcome = run("respaldar", "--salida", str(target))
        assert (outcome.status, outcome.err) == (0, "")
        assert json.loads(outcome.out) == {
            "archivo": str(target),
            "registros": 3,
            "eventos_de_anulacion": 1,
            "eventos_de_criterio": 1,
            "eventos_de_modelo": 0,
            "lineas_danadas": 0,
        }
        old, report = log.read_bytes(), run("reporte").out
        log.parent.rename(tmp_path / "otro")
        for added in (3, 0):
            outcome = run("restaurar", str(target))
            assert (outcome.status, outcome.err) == (0, "")
            assert json.loads(outcome.out) == {
                "registros_nuevos": added,
                "registros_ya_presentes": 3 - added,
                "anulaciones_nuevas": int(added > 0),
                "anulaciones_ya_presentes": int(added == 0),
                "criterios_nuevos": int(added > 0),
                "criterios_ya_presentes": int(added == 0),
                "lineas_danadas": 0,
                "ajustes_restaurados": False,
                "establecimiento_restaurado": False,
                "modelos_restaurados": 0,
            }
        assert log.read_bytes() == old
        assert run("reporte").out == report

    def test_damage_in_the_backup_is_said(self, run: Run, original_log: Path, tmp_path: Path) -> None:
        original_log.write_bytes(ORIGINAL + b"roto\n")
        target = tmp_path / "copia.zip"
        outcome = run("respaldar", "--salida", str(target))
        assert (outcome.status, json.loads(outcome.out)["lineas_danadas"]) == (1, 1)
        assert one_sentence(outcome.err).endswith("líneas dañadas: 1")
        outcome = run("restaurar", str(target))
        assert outcome.status == 1
        assert one_sentence(outcome.err).endswith("líneas dañadas: 1")
        assert json.loads(outcome.out)["registros_ya_presentes"] == 3

    def test_what_is_no_backup_is_refused_and_nothing_is_made(self, run: Run, data_dir: Path, tmp_path: Path) -> None:
        path = tmp_path / "foto.zip"
        path.write_bytes(b"no es un ZIP")
        outcome = run("restaurar", str(path))
        assert (outcome.status, outcome.out) == (2, "")
        assert one_sentence(outcome.err).endswith("no es una copia de seguridad de este programa")
        assert not data_dir.exists()

    def test_a_folder_without_records_is_not_backed_up_as_an_empty_one(
        self, run: Run, log: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "copia.zip"
        for _ in range(2):
            outcome = run("respaldar", "--salida", str(target))
            assert (outcome.status, outcome.out) == (1, "")
            assert one_sentence(outcome.err) == f"no hay nada que respaldar: {log} no existe"
            assert not target.exists()
            log.parent.mkdir(exist_ok=True)

    @not_on_windows
    @pytest.mark.parametrize("name", ["predicciones.log", "anulaciones.log"])
    def test_what_is_no_file_is_not_backed_up_as_an_empty_one(
        self, run: Run, original_log: Path, tmp_path: Path, name: str
    ) -> None:
        path = original_log.with_name(name)
        path.unlink(missing_ok=True)
        os.mkfifo(path)
        target = tmp_path / "copia.zip"
        outcome = run("respaldar", "--salida", str(target))
        assert (outcome.status, outcome.out) == (1, "")
        assert one_sentence(outcome.err) == f"no se pudo leer {path}: no es un archivo normal"
        assert not target.exists()

    def test_a_damaged_backup_is_refused_and_nothing_is_made(
        self, run: Run, original_log: Path, data_dir: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "copia.zip"
        assert run("respaldar", "--salida", str(path)).status == 0
        content = bytearray(path.read_bytes())
        content[content.index(original_log.name.encode()) + 60] ^= 1
        path.write_bytes(content)
        shutil.rmtree(data_dir)
        outcome = run("restaurar", str(path))
        assert (outcome.status, outcome.out) == (2, "")
        assert one_sentence(outcome.err).endswith("la copia de seguridad está incompleta o dañada")
        assert not data_dir.exists()

    @pytest.mark.usefixtures("original_log")
    def test_a_missing_file_or_folder(self, run: Run, tmp_path: Path) -> None:
        outcome = run("restaurar", str(tmp_path / "no está.zip"))
        assert (outcome.status, outcome.out) == (1, "")
        assert "no se pudo leer" in one_sentence(outcome.err)
        outcome = run("respaldar", "--salida", str(tmp_path / "no está" / "copia.zip"))
        assert (outcome.status, outcome.out) == (1, "")
        assert "no se pudo guardar" in one_sentence(outcome.err)


class TestAround:
    def test_no_command_opens_the_window_on_the_data_directory(self, run: Run, data_dir: Path) -> None:
        opened: list[Path] = []

        def window(data_dir: Path) -> int:
            opened.append(data_dir)
            return 7

        assert run(window=window).status == 7
        assert opened == [data_dir]

    def test_an_interruption_ends_quietly(self, run: Run) -> None:
        def window(_data_dir: Path) -> int:
            raise KeyboardInterrupt

        assert run(window=window) == Outcome(130, "", "")

    @pytest.mark.parametrize("stream", ["stdout", "stderr"])
    def test_a_start_that_the_system_refuses_fails_without_a_console_too(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, stream: str
    ) -> None:
        def window(_data_dir: Path) -> int:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(sys, stream, None)
        outcome = run(window=window)
        assert outcome.status == 1
        if stream == "stdout":
            assert one_sentence(outcome.err) == "no se pudo leer ni escribir: falta permiso"

    @pytest.mark.parametrize(
        ("trouble", "status", "told"),
        [
            (PermissionError(errno.EACCES, ""), 1, "predictor-medico: no se pudo leer ni escribir: falta permiso\n"),
            (KeyboardInterrupt(), 130, ""),
        ],
    )
    def test_a_double_click_that_fails_shows_no_traceback_either(
        self, capsys: pytest.CaptureFixture[str], trouble: BaseException, status: int, told: str
    ) -> None:
        def window(_data_dir: Path) -> int:
            raise trouble

        assert cli.main([], window, no_pdf) == status
        assert capsys.readouterr().err == told

    def test_the_variable_names_the_data_directory(
        self, data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("PREDICTOR_MEDICO_DATA_DIR", str(data_dir))
        assert cli.main(["predecir", *TYPED], no_window, no_pdf) == 0
        assert (data_dir / "predicciones.log").exists()
        assert capsys.readouterr().out == '{"resultado": "ENFERMEDAD AGUDA"}\n'

    def test_a_variable_that_depends_on_where_one_stands_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("PREDICTOR_MEDICO_DATA_DIR", "datos")
        refused: list[str] = []
        for arguments in (["predecir", *TYPED], ["reporte"], []):
            status = cli.main(arguments, no_window, no_pdf, lambda error: refused.append(error.given))
            assert status == 2
            assert one_sentence(capsys.readouterr().err) == (
                "PREDICTOR_MEDICO_DATA_DIR debe ser la ruta completa de una carpeta, y es 'datos'; "
                "ayuda: predictor-medico --help"
            )
        assert refused == ["datos"], "only who wanted a window is told in one"
        assert not list(tmp_path.iterdir())
        assert cli.main([], no_window, no_pdf) == 2
        assert cli.main(["--data-dir", "datos", "predecir", *TYPED], no_window, no_pdf) == 0
        assert (tmp_path / "datos" / "predicciones.log").exists()
