"""Memory and time of a dry run of importing a large table, written for it with as many columns as an EHR exports.

    uv run python tests/benchmarks/large_import.py 1000

prints both, and how long Ctrl+C takes in the middle; the number is the size of the file in MB.
"""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

OTHER_COLUMNS: Final = 30
"""Columns that are dropped, of some 12 characters each."""

CTRL_C_AFTER_S: Final = 5.0
MB: Final = 1000 * 1000


def write(path: Path, size: int) -> int:
    """Write a table of at least `size` bytes; return its number of rows."""
    chance = random.Random(1)  # noqa: S311 - no secret
    when, count = datetime.fromisoformat("2015-01-01T08:00:00"), 0
    filler = ";".join(f"valor {number:06d}" for number in range(OTHER_COLUMNS))
    heading = ";".join(f"columna {number}" for number in range(OTHER_COLUMNS))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"Fecha;Temperatura;Presión;Pulso;{heading}\r\n")
        while count % 1000 or file.tell() < size:
            when += timedelta(seconds=53)
            temperature = f"{chance.randint(350, 400) / 10:.1f}".replace(".", ",")
            file.write(f"{when:%d/%m/%Y %H:%M:%S};{temperature};{chance.randint(80, 200)};90;{filler}\r\n")
            count += 1
    return count


def main(arguments: list[str]) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        table = Path(name) / "libro.csv"
        count = write(table, int(arguments[1]) * MB)
        command = [sys.executable, "-m", "gui", "--data-dir", f"{name}/datos", "importar", str(table), "--simular"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as stopped:
            time.sleep(CTRL_C_AFTER_S)
            began = time.monotonic()
            stopped.send_signal(signal.SIGINT)
            stopped.wait()
            say(f"Ctrl+C after {CTRL_C_AFTER_S} s: status {stopped.returncode}, {time.monotonic() - began:.2f} s")
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        say(ran.stdout.strip())
        say(f"{table.stat().st_size / MB:.0f} MB, {count:,} rows: peak {used.ru_maxrss / 1024:.0f} MiB")
        say(f"{used.ru_utime + used.ru_stime:.0f} s of processor time")


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main(sys.argv)
