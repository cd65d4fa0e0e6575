"""The goals of the district's program as ratios, measured in one run:

    uv run --extra distrito python tests/benchmarks/district.py [--clinics 50] [--records 60000] [--folder FOLDER]

Processor seconds of whole processes, children too: they say something about another PC and do not depend on what else
runs. FOLDER keeps what is made: a run that finds it there does not make it again.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.exchange.backup import Backup
from core.records.record import Record, encode
from core.system.paths import LOG_NAME
from core.vocabulary import Category

TELL = """
import resource
print(max(resource.getrusage(who).ru_maxrss for who in (0, -1)), file=sys.stderr)
"""

MAIN = """
import sys
from core.district.main import main
assert main() == 0
"""

DRIFT = """
import sys
from core.district.main import main
assert main() in (0, 1)  # 1: some clinic alarms
"""

UNCHECKED = """
import sys, duckdb
con = duckdb.connect(config={"memory_limit": "4GB"})
lines = f"SELECT * FROM read_ndjson('{sys.argv[1]}/*.log')"
con.execute(f"COPY ({lines}) TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)")
"""

GUESSED = """
import sys, duckdb
con = duckdb.connect(config={"memory_limit": "4GB"})
con.execute(f"DESCRIBE SELECT * FROM read_ndjson('{sys.argv[1]}/*.log')").fetchall()
"""

HASH = """
import hashlib, sys
from pathlib import Path
for path in Path(sys.argv[1]).iterdir():
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256").hexdigest()
"""

BARE = """
import sys, duckdb
con = duckdb.connect(config={"memory_limit": "4GB"})
files = f"read_parquet('{sys.argv[1]}/datos/*-registros-*.parquet')"
con.execute(f"SELECT categoria, procedencia, count(*) FROM {files} GROUP BY ALL").fetchall()
con.execute(f"SELECT dia, count(*) FROM {files} GROUP BY ALL").fetchall()
"""


def cost(*words: str | Path) -> tuple[float, int]:
    """Run a process and return its processor seconds, those of its children too, and the MB of the largest one."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = f"{words[0]}{TELL}"
    ran = subprocess.run([sys.executable, "-c", code, *map(str, words[1:])], capture_output=True, check=False)
    if ran.returncode:
        sys.exit(ran.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, int(ran.stderr.split()[-1]) // 1024


def make(folder: Path, clinics: int, records: int) -> None:
    """Write a backup of each clinic into `copias`, and its log into `registros`, for those who read no ZIP."""
    chance = random.Random(1)  # noqa: S311 - the same in every run
    categories = [category.value for category in Category]
    end = datetime(2026, 11, 23, tzinfo=UTC)
    for name in ("copias", "registros"):
        (folder / name).mkdir(parents=True)
    for clinic in range(clinics):
        with tempfile.TemporaryDirectory() as data:
            with (Path(data) / LOG_NAME).open("wb") as log:
                for number in range(records):
                    moment = end - timedelta(seconds=(records - number) * 365 * 86400 // records)
                    log.write(
                        encode(
                            Record(
                                f"{moment:%Y-%m-%d %H:%M:%S}",
                                chance.randint(350, 420) / 10,
                                chance.randint(80, 200),
                                chance.randint(50, 150),
                                categories[min(4, int(chance.expovariate(1)))],
                                "-05:00",
                                f"{chance.getrandbits(128):032x}",
                                "reglas-1.0.1+3f2a9c1b",
                                chance.randint(0, 12),
                            )
                        )
                    )
            Backup(Path(data), folder / "copias" / f"{clinic:04}.zip", end).run()
    for backup in (folder / "copias").iterdir():
        target_path = folder / "registros" / f"{backup.stem}.log"
        with zipfile.ZipFile(backup) as archive, archive.open(LOG_NAME) as source, target_path.open("wb") as target:
            shutil.copyfileobj(source, target)


def row(what: str, target: str, reached: str, how: str) -> None:
    """Print a row of the table."""
    sys.stdout.write(f"| {what} | {target} | {reached} | {how} |\n")
    sys.stdout.flush()


def measure(folder: Path, records: int) -> None:
    """Measure each goal beside its reference."""
    clinics = len(list((folder / "copias").iterdir()))
    lake, millions = folder / "lago", clinics * records / 1e6
    shutil.rmtree(lake, ignore_errors=True)
    unchecked, _ = cost(UNCHECKED, folder / "registros", folder / "sin-comprobar.parquet")
    checked, intake_mb = cost(MAIN, "--lago", lake, "recibir", folder / "copias")
    how = f"{checked / millions:.2f} s against {unchecked / millions:.2f} s a million; {intake_mb} MB a process"
    what = f"checked intake of {clinics} backups, {millions:g} million records"
    row(what, "≤ 2.0×", f"{checked / unchecked:.2f}×", how)
    guessed, _ = cost(GUESSED, folder / "registros")
    how = f"{guessed:.2f} s of {unchecked:.2f} s: DuckDB's start, and its search for the columns in 32 of the files"
    row("of the time it is compared with, what is not by the million", "", f"{guessed / unchecked:.0%}", how)
    hashed, _ = cost(HASH, folder / "copias")
    again, _ = cost(MAIN, "--lago", lake, "recibir", folder / "copias")
    allowed = 0.15 * clinics / 1000 + 1.2 * hashed
    row(
        "the same deliveries again",
        f"≤ {allowed:.2f} s",
        f"{again:.2f} s",
        f"0.15 s per 1000 and 1.2× of their SHA-256, {hashed:.2f} s",
    )
    bare, _ = cost(BARE, lake)
    page, page_mb = cost(MAIN, "--lago", lake, "reporte", "--formato", "html", "--salida", folder / "reporte.html")
    how = f"{page:.2f} s against {bare:.2f} s; {page_mb} MB of 4096"
    row("the whole HTML report", "≤ 3×", f"{page / bare:.2f}×", how)
    if importlib.util.find_spec("evidently"):
        target = folder / "evidently.html"
        days = ("--desde", "2026-10-24", "--hasta", "2026-11-22")
        used, most_mb = cost(DRIFT, "--lago", lake, "deriva", *days, "--evidently", target)
        how = f"{most_mb} MB; a page of {target.stat().st_size / 1e6:.1f} MB"
        row(f"`deriva --evidently` of {clinics} clinics", "", f"{used:.0f} s", how)


def main() -> int:
    """Make the lake, and measure it."""
    parser = argparse.ArgumentParser(description="measure the district's program")
    parser.add_argument("--clinics", type=int, default=50)
    parser.add_argument("--records", type=int, default=60_000, help="of each clinic")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        if not (folder / "registros").exists():
            make(folder, options.clinics, options.records)
        measure(folder, options.records)
    return 0


if __name__ == "__main__":
    sys.exit(main())
