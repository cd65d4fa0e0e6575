"""Takes the pictures of the README from the real program, in a window that nobody sees.

    uv run python packaging/screenshots.py

Needs Xvfb, xdotool and ImageMagick's `import`. The patients are invented.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.clinical import model
from core.clinical.vitals import Reading
from core.records.record import encode, new_record
from display import display

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER: Final = Path(__file__).with_name("screenshots")
PROGRAM: Final = Path(sys.executable).with_name("predictor-medico")
SIZE: Final = ("1366", "768")
DEADLINE_S: Final = 30.0
PATIENTS: Final = 640
DAYS: Final = 34


def main() -> int:
    """Take a picture of each tab."""
    missing = [tool for tool in ("Xvfb", "xdotool", "import") if shutil.which(tool) is None]
    if missing:
        print(f"not installed: {', '.join(missing)}", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home, display():
        data_dir = Path(home) / "predictor-medico"
        write_log(data_dir)
        log = data_dir / "predicciones.log"
        lines = log.read_bytes().count(b"\n")
        with subprocess.Popen([PROGRAM, "--data-dir", data_dir], env=environment(home)) as program:
            try:
                window = wait_for(lambda: xdotool("search", "--onlyvisible", "--pid", str(program.pid)))
                xdotool("windowsize", "--sync", window, *SIZE, "windowmove", window, "0", "0", "windowfocus", window)
                before = stable_picture(b"")
                for vital in ("38,5", "134", "96"):
                    xdotool("type", "--delay", "20", vital)
                    xdotool("key", "Return")
                wait_for(lambda: log.read_bytes().count(b"\n") > lines)
                entry = stable_picture(before)
                (FOLDER / "prediccion.png").write_bytes(entry)
                xdotool("key", "ctrl+2")
                report = stable_picture(entry)
                (FOLDER / "reporte.png").write_bytes(report)
                xdotool("key", "ctrl+3")
                records = stable_picture(report)
                (FOLDER / "registros.png").write_bytes(records)
                xdotool("key", "ctrl+4")
                (FOLDER / "modelo.png").write_bytes(stable_picture(records))
                xdotool("key", "ctrl+q")
                program.wait(DEADLINE_S)
            finally:
                program.kill()
    return 0


def write_log(data_dir: Path, patients: int = PATIENTS, days: int = DAYS, rounded_days: int = 0) -> None:
    """Write a log, busier by day than by night and on weekdays than at weekends.

    The pressures of the last `rounded_days` days are rounded to tens.
    """
    chance = random.Random(20)  # noqa: S311 - nothing is kept secret by it
    now = datetime.now().astimezone().replace(microsecond=0)
    times: list[datetime] = []
    while len(times) < patients:
        moment = now - timedelta(minutes=chance.uniform(5, days * 24 * 60))
        busy = (0.35 if moment.weekday() > 4 else 1.0) * (1.0 if 7 <= moment.hour < 19 else 0.3)  # noqa: PLR2004
        if chance.random() < busy:
            times.append(moment)
    given = model.load()
    data_dir.mkdir(parents=True)
    with (data_dir / "predicciones.log").open("wb") as log:
        for moment in sorted(times):
            rounds_to = 10 if now - moment < timedelta(days=rounded_days) else 1
            log.write(encode(new_record(given.predict(patient(chance, rounds_to)), moment, "8f3a01c2")))


def patient(chance: random.Random, rounds_to: int = 1) -> Reading:
    """Return an invented reading, its pressure a multiple of `rounds_to`; one in four is of somebody rather ill."""
    ill = chance.random() < 0.25  # noqa: PLR2004
    return Reading.from_numbers(
        {
            "fiebre": round(min(41.4, max(35.6, chance.gauss(38.4 if ill else 36.9, 0.6))), 1),
            "presion": rounds_to * round(min(200, max(80, chance.gauss(128 if ill else 122, 14))) / rounds_to),
            "frecuencia_cardiaca": round(min(160, max(48, chance.gauss(98 if ill else 78, 12)))),
        }
    )


def environment(home: str) -> dict[str, str]:
    """Return the environment of a Colombian desktop with nothing else in it."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("QT_", "LC_", "XDG_", "WAYLAND_"))
    }
    return kept | {"HOME": home, "LANG": "es_CO.UTF-8"}


def xdotool(*command: str) -> str:
    """Run xdotool and return what it prints."""
    done = subprocess.run(["xdotool", *command], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def wait_for(condition: Callable[[], object]) -> str:
    """Return what the condition gives, once it is true."""
    end = time.monotonic() + DEADLINE_S
    while not (outcome := condition()):
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)
    return str(outcome)


def stable_picture(before: bytes) -> bytes:
    """Return a picture of the screen once it is another than before and does not change any more."""
    end = time.monotonic() + DEADLINE_S
    last = before
    while True:
        picture = subprocess.run(
            ["import", "-window", "root", "-strip", "-define", "png:compression-level=9", "png:-"],
            capture_output=True,
            check=True,
        ).stdout
        if picture == last != before:
            return picture
        if time.monotonic() > end:
            raise TimeoutError
        last = picture


if __name__ == "__main__":
    sys.exit(main())
