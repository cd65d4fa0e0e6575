"""Stations on the data directory of the test, of a clinic that uses the rules shipped with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.clinical.model import Model, load
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
