"""Stations on the data directory of the test, and the command line's output."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from core.clinical.model import Model, load
from core.station import load as load_module
from core.station.station import Station

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Clock


@pytest.fixture(scope="session")
def model() -> Model:
    return load()


@pytest.fixture
def start(data_dir: Path, model: Model, clock: Clock) -> Iterator[Callable[..., Station]]:
    """Start stations on the data directory; they are closed in the end."""
    started: list[Station] = []

    def begin(role: str = "ventana") -> Station:
        started.append(Station(data_dir, model, clock, role))
        return started[-1]

    yield begin
    for station in started:
        station.close()


@pytest.fixture
def station(start: Callable[..., Station]) -> Station:
    station = start()
    station.open()
    return station


@pytest.fixture(params=[1, load_module.FEW], ids=["many at once", "few one by one"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small logs are read in both ways."""
    monkeypatch.setattr(load_module, "FEW", request.param)


def one_sentence(told: str | bytes) -> str:
    """The sentence on standard error; there is one, in one line."""
    text = told.decode() if isinstance(told, bytes) else told
    found = re.fullmatch(r"predictor-medico: ([^\n]+)\n", text)
    assert found, text
    return found[1]
