"""DuckDB on the files of a lake: in memory bounds, spilling into a folder of ours, and asking no network."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

import duckdb

from core.district.errors import LakeError, LakeFault
from core.district.tables import empty
from core.system import interrupt
from core.system.work import StoppedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from core.district.queries import Query

MEMORY: Final = "4GB"


class Duck:
    """A connection with the tables of a lake as views; `spill` is a folder for what memory does not hold."""

    def __init__(self, spill: Path) -> None:
        config = {
            "memory_limit": MEMORY,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        self._connection = duckdb.connect(config=config)
        self._connection.execute("SET enable_progress_bar = false")
        self._connection.execute("SET preserve_insertion_order = false")
        self._connection.execute("SET parquet_metadata_cache = true")  # each query would open a thousand files anew

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def interrupt(self) -> None:
        """End the query that runs, if one does: it raises StoppedError. For another thread, or a signal's handler."""
        self._connection.interrupt()

    def table(self, name: str, paths: Sequence[Path], schema: str | None = None) -> None:
        """Make a view of Parquet files, empty if there are none, with the columns of the table `schema` or `name`."""
        rows = f"SELECT * FROM {parquet(paths)}" if paths else empty(schema or name, "TIMESTAMP")
        self.run(f"CREATE OR REPLACE VIEW {name} AS {rows}")

    def keep(self, name: str, query: Query) -> None:
        """Keep the rows of a query as a table."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {query.sql}", query.values)

    def answer(self, query: Query) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self.rows(query.sql, query.values)

    def run(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run a statement."""
        with self._asking():
            self._connection.execute(sql, list(parameters))

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with self._asking():
            found: list[tuple[Any, ...]] = self._connection.execute(sql, list(parameters)).fetchall()
        return found

    def arrow(self, sql: str) -> Any:
        """Return the rows of a query as an Arrow table."""
        with self._asking():
            return self._connection.sql(sql).to_arrow_table()

    def take(self, name: str, table: object) -> None:
        """Make an Arrow table one of the connection's."""
        self._connection.register(name, table)

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        """Refuse in our own words; on Ctrl+C DuckDB waits for its threads, which go on unless they are told."""
        try:
            with interrupt.telling(self.interrupt):
                yield
        except duckdb.InterruptException:
            raise StoppedError from None
        except RuntimeError as error:  # what Ctrl+C in a query becomes
            raise (StoppedError() if "interrupted" in str(error) else error) from None
        except duckdb.Error as error:  # a damaged file, no memory, a full disk
            raise LakeError(LakeFault.UNREACHABLE, "DuckDB", str(error).strip().partition("\n")[0]) from error


def parquet(paths: Iterable[Path], options: str = "") -> str:
    """Return the SQL that reads Parquet files."""
    names = ", ".join(f"'{quoted(str(path))}'" for path in paths)
    return f"read_parquet([{names}]{options})"


def quoted(text: str) -> str:
    """Return a text as it stands between the quotes of a literal."""
    return text.replace("'", "''")
