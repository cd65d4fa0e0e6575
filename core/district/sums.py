"""What the records of a lake add up to, made once with each change, so that a report need not read every record.

Two tables: `conteos`, records by day and category, and `valores`, how often each value of a vital sign was typed in
a week. Retracted records are counted in both. Where the manifest does not say that they count every record, they are
made of the records: for a question, and with the next change.
"""

from __future__ import annotations

from typing import Final

from core.clinical.vitals import VITALS
from core.district.manifest import COUNTS, RECORDS, VALUES
from core.district.queries import Query

_EACH: Final = " UNION ALL ".join(f"SELECT '{vital.name}' AS signo" for vital in VITALS)
_WHEN: Final = " ".join(f"WHEN '{vital.name}' THEN {vital.name}" for vital in VITALS)

SIGNS: Final = f"({_EACH}) s"
"""The vital signs as a table of one column, to be joined with records."""

VALUE: Final = f"CASE signo {_WHEN} END"
"""The value of the vital sign `signo` of a record."""


def counts(records: str = RECORDS) -> Query:
    """The rows of `conteos` of these records: procedencia, dia, categoria, modelo, n."""
    columns = "procedencia, dia, categoria, modelo"
    return Query(f"SELECT {columns}, count(*) AS n FROM {records} GROUP BY {columns}")


def weekly_values(records: str = RECORDS) -> Query:
    """The rows of `valores` of these records: procedencia, semana (its Monday), signo, valor, n."""
    monday = "CAST(date_trunc('week', dia) AS DATE)"
    each = (
        f"SELECT procedencia, {monday} AS semana, '{vital.name}' AS signo, {vital.name} AS valor, count(*) AS n "
        f"FROM {records} GROUP BY procedencia, {monday}, {vital.name}"
        for vital in VITALS
    )
    return Query(" UNION ALL ".join(each))


MADE_BY: Final = {COUNTS: counts, VALUES: weekly_values}
"""The tables, by the query that makes them."""
