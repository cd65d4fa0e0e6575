"""The Grafana dashboard, by Grafana's types and Prometheus' grammar; Grafana itself is in no registry of packages."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.monitoring.conftest import FILES, NPM, checked

if TYPE_CHECKING:
    from pathlib import Path

CHECK = ("node", FILES / "check_dashboard.cjs", NPM)


def test_the_dashboard_fits() -> None:
    assert "fits Grafana's types" in checked(*CHECK, FILES / "dashboard.json")


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ('"colorMode": "value"', '"colorMode": "valu"', '"valu"'),
        ('"cellHeight"', '"cellHeigt"', "cellHeigt"),
        ('"refresh": "30s"', '"refrsh": "30s"', "refrsh"),
        ("sum(up{job", "sum(up{{job", "no PromQL"),
    ],
)
def test_a_fault_in_it_is_found(right: str, wrong: str, complaint: str, tmp_path: Path) -> None:
    text = (FILES / "dashboard.json").read_text(encoding="utf-8")
    assert right in text
    (tmp_path / "dashboard.json").write_text(text.replace(right, wrong), encoding="utf-8")
    done = subprocess.run([*CHECK, tmp_path / "dashboard.json"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert complaint in done.stderr
