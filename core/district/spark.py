"""Spark on the files of a lake: the same queries as DuckDB's, for lakes that one machine no longer answers in time.

`PREDICTOR_MEDICO_SPARK` names the master, `spark://host:7077`; without it Spark runs in this machine's processors
alone and listens on 127.0.0.1. Needs the extra `spark` and Java 17.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import warnings
from typing import TYPE_CHECKING, Any, Final

from core.district.errors import LakeError, LakeFault
from core.district.tables import empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pyspark.sql import SparkSession

    from core.district.queries import Query

MASTER_VARIABLE: Final = "PREDICTOR_MEDICO_SPARK"
_HERE: Final = "local[*]"
_LOOPBACK: Final = "127.0.0.1"
_LONGEST_DETAIL: Final = 200


class Spark:
    """A Spark session; `spill` is a folder for what memory does not hold."""

    def __init__(self, spill: Path, environment: Mapping[str, str] = os.environ) -> None:
        if shutil.which("java") is None and not environment.get("JAVA_HOME"):
            raise LakeError(LakeFault.NO_JAVA, "")
        master = environment.get(MASTER_VARIABLE) or _HERE
        with _quiet(), _refusing():
            from pyspark.sql import SparkSession  # noqa: PLC0415 - half a second, and an extra of its own

            builder = SparkSession.builder.master(master).appName("predictor-medico-distrito")
            for name, value in _settings(master, spill).items():
                builder = builder.config(name, value)
            self._session: SparkSession = builder.getOrCreate()

    def close(self) -> None:
        """End the session."""
        self._session.stop()

    def table(self, name: str, paths: Sequence[Path]) -> None:
        """Make Parquet files a table, empty if there are none."""
        with _refusing():
            if paths:
                frame = self._session.read.parquet(*map(str, paths))
            else:
                frame = self._session.sql(empty(name, "TIMESTAMP_NTZ"))
            frame.createOrReplaceTempView(name)

    def keep(self, name: str, query: Query) -> None:
        """Keep the rows of a query as a table, in memory or on the disk."""
        with _refusing():
            self._session.sql(query.sql, args=list(query.values)).cache().createOrReplaceTempView(name)

    def answer(self, query: Query) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with _refusing():
            return [tuple(row) for row in self._session.sql(query.sql, args=list(query.values)).collect()]


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep what Java writes to stderr from the terminal, for as long as it lives: its errors come as exceptions."""
    kept = os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    """Turn the errors of Spark and of the way to it into LakeError."""
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (PySparkException, Py4JError) as error:
        detail = str(error).strip().partition("\n")[0][:_LONGEST_DETAIL]
        raise LakeError(LakeFault.UNREACHABLE, "Spark", detail) from error


def _settings(master: str, spill: Path) -> dict[str, str]:
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": str(spill),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
        "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",  # clocks stand in the year 1, too
        "spark.sql.shuffle.partitions": "16",
    }
    if master.startswith("local"):
        settings |= {
            "spark.driver.bindAddress": _LOOPBACK,
            "spark.driver.host": _LOOPBACK,
            "spark.driver.memory": "2g",
        }
    return settings
