"""The questions of the consolidated report in plain SQL that DuckDB and Spark answer alike.

The tables are those of `core.district.tables`. A retracted record stands in `registros`, counts in `conteos`,
and stands once more in `anulados`: it is counted and taken off again, which is faster than leaving it out. Values go
in as parameters, `?`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

SUMMARY: Final = "resumen"
"""The table that `summary` fills: records by `procedencia`, `dia`, `categoria` and `modelo`."""

DAY: Final = "CAST(? AS DATE)"
"""The place of a day, given as text: Spark takes no `date` of the first centuries, and clocks may say any year."""

NOT_RETRACTED: Final = "NOT EXISTS (SELECT 1 FROM anulados a WHERE a.clave_a = r.clave_a AND a.clave_b = r.clave_b)"

ID: Final = (
    "coalesce(r.clave_texto, concat(lower(lpad(hex(r.clave_a), 16, '0')), lower(lpad(hex(r.clave_b), 16, '0'))))"
)
"""The id of a record of `registros r`, as its log has it."""


class Engine(Protocol):
    """The query engines: DuckDB in this process, or Spark."""

    def table(self, name: str, paths: Sequence[Path]) -> None:
        """Make Parquet files a table, empty if there are none."""

    def keep(self, name: str, query: Query) -> None:
        """Run a query and keep its rows as a table."""

    def answer(self, query: Query) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""

    def close(self) -> None:
        """End the engine."""


class Query(NamedTuple):
    """A statement with the values of its parameters."""

    sql: str
    values: tuple[object, ...] = ()


class Where(NamedTuple):
    """A filter of records; None leaves a criterion out. `sources` are values of `procedencia`."""

    first: date | None = None
    last: date | None = None
    model: str | None = None
    sources: tuple[str, ...] | None = None

    def clause(self) -> Query:
        """Return the condition and its values."""
        said: list[tuple[str, tuple[object, ...]]] = [("1 = 1", ())]
        if self.first is not None:
            said.append((f"dia >= {DAY}", (self.first.isoformat(),)))
        if self.last is not None:
            said.append((f"dia <= {DAY}", (self.last.isoformat(),)))
        if self.model is not None:
            said.append(("modelo = ?", (self.model,)))
        if self.sources is not None:
            marks = ", ".join("?" * len(self.sources))
            said.append((f"procedencia IN ({marks})" if marks else "1 = 0", self.sources))
        return Query(" AND ".join(text for text, _ in said), tuple(value for _, values in said for value in values))


def summary(where: Where) -> Query:
    """Records that are not retracted, by `procedencia`, `dia`, `categoria`, `modelo` ("" for none): `n`."""
    condition = where.clause()
    columns = "procedencia, dia, categoria, coalesce(modelo, '') AS modelo"
    return Query(
        f"""SELECT procedencia, dia, categoria, modelo, CAST(sum(n) AS BIGINT) AS n
        FROM ({_counted(columns, condition.sql)}) m
        GROUP BY procedencia, dia, categoria, modelo HAVING sum(n) > 0""",
        condition.values * 2,
    )


def _counted(columns: str, condition: str) -> str:
    """Return the SQL of counts of records, `n`, and of those that are retracted, each below zero."""
    return " UNION ALL ".join(
        f"SELECT {columns}, {number} AS n FROM {table} WHERE {condition}"
        for number, table in (("n", "conteos"), ("-1", "anulados"))
    )


def by_source() -> Query:
    """Of `resumen`: procedencia, categoria, n, first day, last day."""
    return Query(
        """SELECT procedencia, categoria, CAST(sum(n) AS BIGINT), min(dia), max(dia) FROM resumen
        GROUP BY procedencia, categoria ORDER BY procedencia, categoria"""
    )


def by_day() -> Query:
    """Of `resumen`: dia, categoria, n."""
    return Query(
        "SELECT dia, categoria, CAST(sum(n) AS BIGINT) FROM resumen GROUP BY dia, categoria ORDER BY dia, categoria"
    )


def by_model() -> Query:
    """Of `resumen`: modelo, n."""
    return Query("SELECT modelo, CAST(sum(n) AS BIGINT) FROM resumen GROUP BY modelo ORDER BY modelo")


def days_of_sources(first: date, last: date) -> Query:
    """Days with records that are not retracted: procedencia, dia."""
    return Query(
        f"""SELECT procedencia, dia FROM ({_counted("procedencia, dia", f"dia >= {DAY} AND dia <= {DAY}")}) m
        GROUP BY procedencia, dia HAVING sum(n) > 0 ORDER BY procedencia, dia""",
        (first.isoformat(), last.isoformat()) * 2,
    )


def last(where: Where, count: int) -> Query:
    """The latest records by instant, then id, the last one first: fecha, three vitals, categoria, procedencia, id.

    Slow over many days: `where` should begin where there are enough.
    """
    condition = where.clause()
    return Query(
        f"""SELECT fecha, fiebre, presion, frecuencia_cardiaca, categoria, procedencia, {ID} AS id FROM registros r
        WHERE {condition.sql} AND {NOT_RETRACTED} ORDER BY instante DESC, id DESC LIMIT {count:d}""",
        condition.values,
    )


def first_instants(where: Where) -> Query:
    """The categories by their first instant: categoria."""
    condition = where.clause()
    return Query(
        f"""SELECT categoria FROM registros r WHERE {condition.sql} AND {NOT_RETRACTED}
        GROUP BY categoria ORDER BY min(instante), categoria""",
        condition.values,
    )


def deliveries() -> Query:
    """All deliveries: linaje, recibida, hasta."""
    return Query("SELECT linaje, recibida, hasta FROM entregas ORDER BY recibida, hasta, linaje")
