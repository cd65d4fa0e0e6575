"""Dockerfile and compose.yaml, by their linters; the image itself is rehearsed with the installers."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.monitoring.conftest import DOCKER, NPM, checked

if TYPE_CHECKING:
    from pathlib import Path

DCLINT = ("node", NPM / "dclint" / "bin" / "dclint.cjs")


def test_hadolint_finds_nothing_in_the_dockerfile(tmp_path: Path) -> None:
    assert checked("hadolint", DOCKER / "Dockerfile") == ""
    bad = tmp_path / "Dockerfile"
    bad.write_text((DOCKER / "Dockerfile").read_text("utf-8").replace("uv==0.13.9", "uv"), encoding="utf-8")
    done = subprocess.run(["hadolint", bad], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "DL3013" in done.stdout


def test_the_compose_file_is_one(tmp_path: Path) -> None:
    for name in ("compose.yaml", "compose.token.yaml"):
        checked(*DCLINT, DOCKER / name)
    bad = tmp_path / "compose.yaml"
    text = (DOCKER / "compose.yaml").read_text(encoding="utf-8")
    bad.write_text(text.replace("read_only:", "read_olny:"), encoding="utf-8")
    assert subprocess.run([*DCLINT, bad], capture_output=True, check=False).returncode != 0


def test_with_a_token_prometheus_brings_it_and_else_does_the_same() -> None:
    checked("promtool", "check", "config", "--syntax-only", DOCKER / "prometheus.token.yml")
    told = (DOCKER / "prometheus.token.yml").read_text(encoding="utf-8").splitlines()[1:]
    added = ["    authorization:", "      credentials_file: /run/secrets/token"]
    assert [line for line in told if line not in added] == (DOCKER / "prometheus.yml").read_text(
        "utf-8"
    ).splitlines()[1:]
    assert all(line in told for line in added)
