"""The names of the engines that answer queries, as `--motor` has them."""

from __future__ import annotations

from typing import Final

DUCKDB: Final = "duckdb"
SPARK: Final = "spark"
ENGINES: Final = (DUCKDB, SPARK)
