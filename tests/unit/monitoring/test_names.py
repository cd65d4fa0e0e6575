"""What rules and dashboard ask for is told under that name; names, types and units follow Prometheus' conventions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.monitoring import families
from core.monitoring.exposition import Family, Kind

FILES = Path(__file__).parents[3] / "packaging" / "monitoring"
ALL = {found.name: found for found in vars(families).values() if isinstance(found, Family)}


def told() -> set[str]:
    """Every name under which a sample stands."""
    histograms = {name for name, family in ALL.items() if family.kind is Kind.HISTOGRAM}
    parts = {f"{name}{suffix}" for name in histograms for suffix in ("_bucket", "_sum", "_count")}
    return (ALL.keys() - histograms) | parts


@pytest.mark.parametrize("name", ["rules.yml", "rules_test.yml", "dashboard.json"])
def test_what_is_asked_for_is_told(name: str) -> None:
    asked = set(re.findall(r"\bpredictor_medico_\w+", (FILES / name).read_text(encoding="utf-8")))
    assert len(asked) > 8
    assert asked - told() == set()


def test_every_metric_stands_in_the_readme() -> None:
    page = (Path(families.__file__).with_name("README.md")).read_text(encoding="utf-8")
    assert [name for name in ALL if f"`{name}`" not in page] == []


@pytest.mark.parametrize("family", ALL.values(), ids=lambda family: family.name)
def test_names_follow_the_conventions(family: Family) -> None:
    assert re.fullmatch(r"[a-z][a-z_]*", family.name)
    assert family.name.endswith("_total") == (family.kind is Kind.COUNTER)
    assert family.about.endswith((".", ";"))
    assert not re.search(r"_(ms|milliseconds|minutes|hours|kb|mb|percent)\b", family.name)
