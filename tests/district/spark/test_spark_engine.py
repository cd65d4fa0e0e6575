"""DuckDB and Spark answer every query of the district with the same rows."""

from __future__ import annotations

import importlib
import json
import pkgutil
import subprocess
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from core import district
from core.district import manifest, queries, sums, watching
from core.district.duck import Duck
from core.district.errors import LakeError
from core.district.queries import SUMMARY, Query, Where
from core.district.reporting import open_tables
from core.district.schemas import SCHEMAS
from core.district.spark import Spark
from core.district.store import open_store
from core.notes.voids import Action, Event, encode
from core.vocabulary import Reason
from tests.district.lakes import Lake, a_clinic
from tests.samples import BARE, CATEGORIES, DAYS, a_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.district.queries import Engine

ALL = Where()
SOME = Where(date(2025, 11, 14), date(2025, 11, 30), "reglas-1.0.1+3f2a", ("00000002", "otro"))
DAYS_WATCHED = watching.Span(date(2025, 11, 1), date(2025, 11, 30))

QUERIES = {
    "summary": queries.summary(ALL),
    "summary of some": queries.summary(SOME),
    "by source": queries.by_source(),
    "by day": queries.by_day(),
    "by model": queries.by_model(),
    "days of sources": queries.days_of_sources(date(2024, 1, 1), date(2026, 1, 1)),
    "last": queries.last(ALL, 5),
    "last of some": queries.last(SOME, 5),
    "first instants": queries.first_instants(ALL),
    "deliveries": queries.deliveries(),
    "repeats": watching.repeats(DAYS_WATCHED),
    "by source and week": watching.by_week(date(2025, 11, 3), date(2025, 11, 30)),
    "values": watching.values(DAYS_WATCHED),
    "values of two days": watching.values(watching.Span(date(2025, 11, 14), date(2025, 11, 15))),
    "counts": sums.counts(),
    "values by week": sums.weekly_values(),
}


def test_every_query_is_here() -> None:
    room = [module.name for module in pkgutil.walk_packages(district.__path__, "core.district.")]
    made = {
        name
        for module in map(importlib.import_module, room)
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__annotations__", {}).get("return") == "Query"
    }
    assert len(made) <= len(QUERIES)
    assert made == {"summary", "by_source", "by_day", "by_model", "days_of_sources", "last", "first_instants"} | {
        *("deliveries", "repeats", "values", "by_week", "counts", "weekly_values")
    }, "a new query belongs here too"


def a_void(number: int) -> Event:
    return Event("2025-11-15 08:00:00", "-05:00", f"n{number}", f"{number:032x}", Action.VOID, Reason.TEST, ())


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Three clinics, with voids, records without an id or a zone, repeated times, and clocks years off."""
    folder = tmp_path_factory.mktemp("distrito")
    lake = Lake(str(folder / "lago"))
    voids = b"".join(encode(a_void(n)) for n in (1, 2, 30, 999))
    first = [a_line(n, DAYS[n % 3], CATEGORIES[n % 5], 36 + n % 7 / 2) for n in range(60)]
    second = [a_line(n, f"2025-11-{1 + n % 30:02}", CATEGORIES[n % 4]) for n in range(100, 160)]
    third = [a_line(n, day) for n, day in enumerate(("0001-01-01", "1582-10-10", "2999-12-31"), 300)]
    for number, name in enumerate("ab", 1):
        said = json.dumps({"codigo": f"E{number}", "puesto": f"{number:08}"})
        (a_clinic(folder / name) / "establecimiento.json").write_text(said)
    lake.take(
        a_clinic(folder / "a", *first, BARE * 3, voids=voids),
        a_clinic(folder / "b", *second, a_line("una clave ajena", DAYS[1])),
        a_clinic(folder / "c", *third),
    )
    return lake


@pytest.fixture(scope="module")
def engines(lake: Lake, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """Both engines on that lake."""
    duck, spark = Duck(tmp_path_factory.mktemp("pato")), Spark(tmp_path_factory.mktemp("chispa"))
    store = open_store(lake.place)
    for engine in (duck, spark):
        open_tables(engine, store, manifest.load(store))
        engine.keep(SUMMARY, queries.summary(ALL))
    yield duck, spark
    duck.close()
    spark.close()


def plain(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [
        tuple(value.isoformat() if isinstance(value, date | datetime) else value for value in row) for row in rows
    ]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_both_engines_answer_alike(engines: tuple[Engine, Engine], query: Query) -> None:
    duck, spark = (plain(engine.answer(query)) for engine in engines)
    if "ORDER BY" not in query.sql:
        duck, spark = sorted(duck, key=repr), sorted(spark, key=repr)
    assert duck == spark
    assert duck


def test_empty_tables_have_the_same_columns(engines: tuple[Engine, Engine]) -> None:
    for table, schema in SCHEMAS.items():
        for engine in engines:
            engine.table(table, [])
            names = ", ".join(schema.names)
            assert engine.answer(Query(f"SELECT {names} FROM {table}")) == []  # noqa: S608 - our own names


def test_what_spark_refuses_is_an_error_of_ours(engines: tuple[Engine, Engine]) -> None:
    with pytest.raises(LakeError):
        engines[1].answer(Query("SELECT nada FROM registros"))


MAP = {"dataSet": "D", "orgUnits": {"E1": "U1", "E2": "U2"}, "dataElements": {"total": "T"}}
DAYS_ASKED = ["--desde", "2025-11-01", "--hasta", "2025-11-30"]
ALL_COMMANDS = """
import json, sys
from core.district.main import main
for words in json.loads(sys.argv[1]):
    print(json.dumps({"status": main(words)}), flush=True)
"""


def test_each_command_says_the_same_of_both_and_nothing_else(lake: Lake, tmp_path: Path) -> None:
    (tmp_path / "mapa.json").write_text(json.dumps(MAP))
    said, written = [], []
    for engine in ("duckdb", "spark"):
        values = tmp_path / f"{engine}.json"
        send = ["dhis2", "--periodo", "2025W47", "--mapa", str(tmp_path / "mapa.json"), "--salida", str(values)]
        commands = [["reporte"], ["calidad", *DAYS_ASKED], ["deriva", *DAYS_ASKED], send]
        asked = json.dumps([["--lago", lake.place, *command, "--motor", engine] for command in commands])
        words = [sys.executable, "-c", ALL_COMMANDS, asked]
        ran = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
        said.append((ran.returncode, ran.stdout, ran.stderr))
        written.append(json.loads(values.read_bytes())["dataValues"])
    assert said[0] == said[1]
    assert said[0][0] == 0
    assert "Traceback" not in said[0][2]
    assert '"total_por_categoria": {\n    "ENFERMEDAD' in said[0][1]
    assert said[0][1].count('"llamar_primero"') == 2
    assert written[0] == written[1] != []
