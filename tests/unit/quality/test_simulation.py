"""The simulation of alarms and intervals runs, with the documented results."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "quality_simulation.py"


def test_scaled_limits_rarely_alarm_without_cause_and_fixed_ones_often() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--runs", "40"], capture_output=True, text=True, check=True, timeout=300
    )
    found = {
        what: float(share) for what, share in re.findall(r"^\| (.+) \| (-?[0-9.]+) \|$", done.stdout, re.MULTILINE)
    }
    assert len(found) == 39
    assert found["no change, 50 values against 100: PSI over 0.25"] > 0.2
    assert found["no change, 50 values against 100: PSI over its scaled limit"] < 0.1
    assert found["kappa if half of them are copied from the screen"] > found["kappa of blind verdicts"] + 0.2
