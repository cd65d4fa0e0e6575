"""Verdicts and figures on the command line: records, answers and refusals."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from sklearn.metrics import accuracy_score, cohen_kappa_score

from core.cli import judging
from core.records import batch
from core.records.record import Record, encode
from core.system.lock import DirectoryLock
from core.system.settings import Settings, save
from tests.samples import BARE, CATEGORIES, DAYS, TYPED, a_line
from tests.unit.conftest import one_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.unit.cli.conftest import Outcome, Run

MILD = ("--categoria", "ENFERMEDAD LEVE")


@pytest.fixture
def key(run: Run, log: Path) -> str:
    """The id of a record that was predicted: ENFERMEDAD AGUDA."""
    run("predecir", *TYPED)
    return str(json.loads(log.read_bytes())["id"])


@pytest.fixture
def journal(data_dir: Path) -> Path:
    return data_dir / "criterios.log"


def figures(run: Run, *period: str) -> Any:
    outcome = run("concordancia", *period)
    assert (outcome.status, outcome.err) == (0, "")
    (answer,) = outcome.answers
    return answer


def lines(run: Run, *values: Mapping[str, object] | bytes) -> Outcome:
    parts = [value if isinstance(value, bytes) else json.dumps(value).encode() for value in values]
    return run("criterio", stdin=b"".join(part + b"\n" for part in parts))


class TestOneVerdict:
    def test_it_is_recorded_counted_and_withdrawn(self, run: Run, key: str, journal: Path) -> None:
        outcome = run("criterio", key, *MILD, "--a-ciegas", "--motivo", "contexto")
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.answers == [{"registro": key, "criterio": "ENFERMEDAD LEVE"}]
        event = json.loads(journal.read_bytes())
        assert (event["criterio"], event["mostrado"], event["a_ciegas"], event["motivo"]) == (
            "ENFERMEDAD LEVE",
            "ENFERMEDAD AGUDA",
            True,
            "contexto",
        )
        found = figures(run)
        assert (found["criterios"], found["a_ciegas"], found["suficiente"]) == (1, 1, False)
        assert found["matriz"]["ENFERMEDAD AGUDA"]["ENFERMEDAD LEVE"] == 1
        assert run("criterio", key, "--retirar").answers == [{"registro": key, "criterio": None}]
        assert figures(run)["criterios"] == 0

    def test_a_voided_record_leaves_the_figures_and_comes_back(self, run: Run, key: str) -> None:
        run("criterio", key, *MILD, "--a-ciegas")
        run("anular", key, "--motivo", "prueba")
        assert figures(run)["criterios"] == 0
        run("anular", key, "--deshacer")
        assert figures(run)["criterios"] == 1

    def test_a_line_of_the_original_service(self, run: Run, data_dir: Path, log: Path) -> None:
        data_dir.mkdir()
        log.write_bytes(BARE * 2)
        (answer,) = run("criterio", "linea:2", *MILD, "--a-ciegas").answers
        assert run("criterio", str(answer["registro"]), *MILD, "--a-ciegas").answers == [answer]
        assert list(figures(run)["por_modelo"]) == [""]
        assert log.read_bytes() == BARE * 2

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (("abc", *MILD), "no hay ningún registro con ese id: abc"),
            (("{}", "--retirar"), "el registro no tiene criterio: {}"),
            (
                ("{}", "--categoria", "ENFERMEDAD AGUDA", "--motivo", "otro"),
                "el criterio no difiere de lo mostrado, así que no lleva motivo: {}",
            ),
        ],
    )
    def test_what_is_refused_is_said_and_changes_nothing(
        self, run: Run, key: str, journal: Path, arguments: tuple[str, ...], sentence: str
    ) -> None:
        outcome = run("criterio", *(argument.format(key) for argument in arguments))
        assert (outcome.status, outcome.out) == (2, "")
        assert one_sentence(outcome.err) == sentence.format(key)
        assert not journal.exists()

    @pytest.mark.parametrize(
        ("arguments", "reason"),
        [
            (MILD, "falta ID"),
            (("--retirar",), "falta ID"),
            (("abc",), "falta --categoria o --retirar"),
            (("abc", "--a-ciegas"), "falta --categoria o --retirar"),
            (("abc", *MILD, "--retirar"), "--categoria y --retirar se excluyen"),
            (("abc", "--motivo", "otro", "--retirar"), "--motivo y --retirar se excluyen"),
            (
                ("abc", "--categoria", "GRIPE"),
                f"--categoria: no se reconoce 'GRIPE'; puede ser: {', '.join(CATEGORIES)}",
            ),
        ],
    )
    def test_what_is_typed_wrong(self, run: Run, arguments: tuple[str, ...], reason: str) -> None:
        outcome = run("criterio", *arguments)
        assert (outcome.status, outcome.out) == (2, "")
        assert one_sentence(outcome.err) == f"{reason}; ayuda: predictor-medico criterio --help"

    def test_while_another_program_has_the_log(self, run: Run, key: str, log: Path, journal: Path) -> None:
        lock = DirectoryLock(log.parent, "ventana")
        lock.acquire(0.0)
        try:
            outcome = run("criterio", key, *MILD)
        finally:
            lock.release()
        assert outcome.status == 1
        assert "ventana" in one_sentence(outcome.err)
        assert not journal.exists()


class TestLines:
    def test_each_is_answered_in_order(self, run: Run, key: str) -> None:
        outcome = lines(
            run,
            {"registro": key, "criterio": "ENFERMEDAD LEVE", "a_ciegas": True, "motivo": "otro"},
            {"registro": key, "criterio": "ENFERMEDAD AGUDA"},
            {"registro": key, "criterio": None},
            {"registro": "linea:1", "criterio": "NO ENFERMO"},
        )
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.answers == [
            {"registro": key, "criterio": said}
            for said in ("ENFERMEDAD LEVE", "ENFERMEDAD AGUDA", None, "NO ENFERMO")
        ]
        assert figures(run)["criterios"] == 1

    @pytest.mark.parametrize(
        ("line", "field", "sentence"),
        [
            ({"criterio": None}, "registro", "falta registro"),
            ({"registro": 7, "criterio": None}, "registro", "registro: debe ser un texto"),
            ({"registro": "", "criterio": None}, "registro", "registro: debe ser un texto"),
            ({"registro": "x"}, "criterio", "falta criterio"),
            ({"registro": "x", "criterio": 5}, "criterio", "criterio: debe ser un texto"),
            (
                {"registro": "x", "criterio": "GRIPE"},
                "criterio",
                f"criterio: no se reconoce 'GRIPE'; puede ser: {', '.join(CATEGORIES)}",
            ),
            ({"registro": "x", "criterio": None}, "registro", "no hay ningún registro con ese id: x"),
            ({"registro": "x", "criterio": None, "a_ciegas": 1}, "a_ciegas", "a_ciegas: debe ser true o false"),
            (
                {"registro": "x", "criterio": None, "a_ciegas": True},
                "criterio",
                "criterio: al retirarlo no hay a_ciegas ni motivo",
            ),
            (
                {"registro": "x", "criterio": "NO ENFERMO", "motivo": "porque sí"},
                "motivo",
                "motivo: no se reconoce 'porque sí'; puede ser: otros_signos, contexto, medicion_dudosa, otro",
            ),
            ({"registro": "x", "criterio": None, "nota": "x"}, "nota", "nota: nombre desconocido"),
            (b"[]", None, "la línea no es un objeto JSON"),
        ],
    )
    def test_a_bad_line_is_told_and_ends_nothing(
        self, run: Run, key: str, line: Mapping[str, object] | bytes, field: str | None, sentence: str
    ) -> None:
        outcome = lines(run, line, {"registro": key, "criterio": "NO ENFERMO"})
        assert outcome.status == 2
        assert outcome.answers == [
            {"error": sentence, "campo": field},
            {"registro": key, "criterio": "NO ENFERMO"},
        ]
        assert one_sentence(outcome.err) == "líneas rechazadas: 1"

    @pytest.mark.parametrize("at_once", [True, False])
    def test_records_are_found_however_the_log_is_read(
        self, run: Run, data_dir: Path, log: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
    ) -> None:
        data_dir.mkdir()
        log.write_bytes(b"".join(a_line(number) for number in range(9)) + BARE)
        if not at_once:
            monkeypatch.setattr(batch, "decode", lambda _block: None)
        said = [{"registro": f"{number:032x}", "criterio": "NO ENFERMO"} for number in (8, 0, 4)]
        assert lines(run, *said).answers == said

    def test_a_copy_does_not_stand_for_its_record(self, run: Run, data_dir: Path, log: Path, journal: Path) -> None:
        data_dir.mkdir()
        log.write_bytes(a_line(1) + a_line(1, category="NO ENFERMO"))
        lines(run, {"registro": f"{1:032x}", "criterio": "ENFERMEDAD LEVE"})
        assert json.loads(journal.read_bytes())["mostrado"] == "ENFERMEDAD AGUDA"

    def test_while_another_program_has_the_log_nothing_is_recorded(self, run: Run, key: str, log: Path) -> None:
        lock = DirectoryLock(log.parent, "ventana")
        lock.acquire(0.0)
        try:
            outcome = lines(run, {"registro": key, "criterio": "NO ENFERMO"})
        finally:
            lock.release()
        assert outcome.status == 1
        assert [list(answer) for answer in outcome.answers] == [["error", "campo"]]


class TestFigures:
    def test_they_are_those_of_the_libraries_and_of_the_period(self, run: Run, data_dir: Path, log: Path) -> None:
        data_dir.mkdir()
        chance = random.Random(5)  # noqa: S311 - samples
        shown = [chance.choice(CATEGORIES) for _ in range(80)]
        said = [chance.choice(CATEGORIES) if chance.random() < 0.5 else category for category in shown]
        log.write_bytes(b"".join(a_line(number, DAYS[number % 2], category) for number, category in enumerate(shown)))
        lines(
            run,
            *(
                {"registro": f"{number:032x}", "criterio": category, "a_ciegas": True}
                for number, category in enumerate(said)
            ),
        )
        found = figures(run)
        assert found["exactitud"]["valor"] == pytest.approx(accuracy_score(shown, said), rel=1e-9)
        kappa = cohen_kappa_score(shown, said, labels=CATEGORIES, weights="quadratic")
        assert found["kappa"]["valor"] == pytest.approx(kappa, rel=1e-9)
        assert found["kappa"]["desde"] < kappa < found["kappa"]["hasta"]
        of_a_day = figures(run, "--desde", DAYS[1], "--hasta", DAYS[1])
        assert (of_a_day["criterios"], of_a_day["suficiente"]) == (40, True)
        assert of_a_day["exactitud"]["valor"] == pytest.approx(accuracy_score(shown[1::2], said[1::2]), rel=1e-9)
        assert list(found["por_modelo"]) == ["reglas-1.0.1+3f2a"]
        assert found["por_modelo"]["reglas-1.0.1+3f2a"]["kappa"] == found["kappa"]
        assert "por_modelo" not in found["por_modelo"]["reglas-1.0.1+3f2a"]

    def test_without_records_all_is_there_and_nothing_is_said(self, run: Run, data_dir: Path) -> None:
        outcome = run("concordancia")
        assert outcome.status == 0
        assert one_sentence(outcome.err) == f"la carpeta de datos no existe: {data_dir}"
        (found,) = outcome.answers
        assert (found["criterios"], found["a_ciegas"], found["suficiente"], found["por_modelo"]) == (0, 0, False, {})
        assert found["exactitud"] == found["kappa"] == {"valor": None, "desde": None, "hasta": None}
        assert found["matriz"] == {shown: dict.fromkeys(CATEGORIES, 0) for shown in CATEGORIES}

    def test_damaged_verdicts_are_said(self, run: Run, key: str, journal: Path) -> None:
        run("criterio", key, *MILD)
        journal.write_bytes(journal.read_bytes() + b"x\n")
        outcome = run("concordancia")
        assert outcome.status == 0
        assert outcome.answers[0]["criterios"] == 1
        assert one_sentence(outcome.err) == "líneas dañadas: 1 en criterios.log"


class TestQuality:
    def write(self, days: list[str], per_day: int, rounds_to: int = 1) -> bytes:
        chance = random.Random(len(days))  # noqa: S311 - samples
        return b"".join(
            encode(
                Record(
                    f"{day} 08:00:00",
                    round(chance.gauss(36.9, 0.6), 1),
                    round(chance.gauss(125, 20) / rounds_to) * rounds_to,
                    round(chance.gauss(82, 14)),
                    "NO ENFERMO",
                    "-05:00",
                    f"{chance.getrandbits(128):032x}",
                    "m-1+0",
                    0,
                )
            )
            for day in days
            for _ in range(per_day)
        )

    def test_a_habit_of_the_period_is_found_against_the_months_before(
        self, run: Run, data_dir: Path, log: Path
    ) -> None:
        data_dir.mkdir()
        before = self.write([f"2026-{month:02}-10" for month in range(1, 7)], 100)
        log.write_bytes(before + self.write(["2026-07-10", "2026-07-11", "2026-07-12"], 100, rounds_to=10))
        outcome = run("calidad", "--desde", "2026-07-01", "--hasta", "2026-07-31")
        assert (outcome.status, outcome.err) == (0, "")
        (found,) = outcome.answers
        assert (found["registros"], found["suficiente"], found["alarmas"]) == (300, True, [])
        assert found["antes"] == {"desde": "2025-07-01", "hasta": "2026-06-30", "registros": 600}
        vitals: Any = found["signos"]
        assert {name: vital["alarmas"] for name, vital in vitals.items()} == {
            "fiebre": [],
            "presion": ["distribucion", "ceros"],
            "frecuencia_cardiaca": [],
        }
        assert vitals["presion"]["ceros"]["n"] == vitals["presion"]["ceros"]["de"] == 300
        assert abs(vitals["presion"]["z"]["valor"]) < vitals["presion"]["z"]["limite"] == 3.29
        assert vitals["presion"]["psi"]["valor"] > vitals["presion"]["psi"]["limite"]

    def test_without_a_period_it_is_of_the_last_days(self, run: Run, data_dir: Path, log: Path) -> None:
        run("predecir", *TYPED)
        today = json.loads(log.read_bytes())["fecha"][:10]
        save(data_dir, Settings(fahrenheit={today: 2, "2020-01-01": 9}))
        (found,) = run("calidad").answers
        assert (found["hasta"], found["registros"], found["suficiente"]) == (today, 1, False)
        assert found["repetidos"] == found["fahrenheit"] == {"n": None, "de": None, "probabilidad": None}
        (found,) = run("calidad", "--desde", "2999-01-01").answers
        assert (found["desde"], found["hasta"]) == ("2999-01-01", "2999-01-01")
        (found,) = run("calidad", "--hasta", "0001-01-05").answers
        assert (found["desde"], found["hasta"]) == ("0001-01-01", "0001-01-05")

    def test_temperatures_that_looked_like_fahrenheit_are_counted_by_day(
        self, run: Run, data_dir: Path, log: Path
    ) -> None:
        data_dir.mkdir()
        log.write_bytes(self.write(["2026-07-10"], 100))
        save(data_dir, Settings(fahrenheit={"2026-07-10": 20, "2026-06-10": 9}))
        (found,) = run("calidad", "--desde", "2026-07-01", "--hasta", "2026-07-31").answers
        assert found["fahrenheit"]["n"] == 20  # type: ignore[index]
        assert found["fahrenheit"]["de"] == 120  # type: ignore[index]
        assert found["alarmas"] == ["fahrenheit"]


def test_the_keys_of_a_line_are_those_of_the_readme() -> None:
    assert {"registro", "criterio", "a_ciegas", "motivo"} == judging.LINE_KEYS
