"""What a pull request is told: the tests and the coverage of each system, as a table.

python3 packaging/results_comment.py RESULTS        with the files that the tests' workflow gathered
"""

from __future__ import annotations

import json
import math
import sys
import xml.etree.ElementTree as ET
from pathlib import Path


def table(folder: Path) -> str:
    """Return the table, with a line for each system and Python."""
    lines = ["| | passed | failed | skipped | coverage of `core` |", "| --- | ---: | ---: | ---: | ---: |"]
    for results in sorted(folder.glob("tests-*.xml")):
        name = results.stem.removeprefix("tests-")
        suites = list(ET.parse(results).getroot().iter("testsuite"))  # noqa: S314 - written by our own pytest
        total, failed, errors, skipped = (
            sum(int(suite.get(key, "0")) for suite in suites) for key in ("tests", "failures", "errors", "skipped")
        )
        passed = total - failed - errors - skipped
        lines.append(f"| {name} | {passed} | {failed + errors} | {skipped} | {_coverage(folder, name)} |")
    if len(lines) == 2:  # noqa: PLR2004 - the head alone
        return "No test results: the tests did not run to their end.\n"
    return "\n".join(lines) + "\n"


def _coverage(folder: Path, name: str) -> str:
    report = folder / f"coverage-{name}.json"
    if not report.is_file():
        return "-"
    percent = json.loads(report.read_text(encoding="utf-8"))["totals"]["percent_covered"]
    return f"{math.floor(percent * 10) / 10:.1f} %"  # what is almost all is not called all


if __name__ == "__main__":
    sys.stdout.write(table(Path(sys.argv[1])))
