"""Drift by a second opinion: Evidently alarms where the program does, and its page needs no network."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import socket
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from core.district import main as program
from core.district import second_opinion
from core.district.second_opinion import LIMIT
from core.district.watch import DRIFT, watch
from core.quality.assessment import Typed
from core.system.status import DONE, FAILED, REFUSED
from tests.district.lakes import a_clinic
from tests.samples import a_line

if TYPE_CHECKING:
    from pathlib import Path

    from tests.district.lakes import Lake

MISSING = [name for name in ("evidently", "pandas") if importlib.util.find_spec(name) is None]
if MISSING and os.environ.get("PREDICTOR_MEDICO_REGISTRY"):
    raise pytest.UsageError(f"the extra `deriva` is not installed: {', '.join(MISSING)}")
pytestmark = pytest.mark.skipif(bool(MISSING), reason="the extra `deriva` is not installed")

SHIFTS = {
    "sano": (0, 0, 0),
    "termometro": (0.4, 0, 0),
    "tensiometro": (0, -9, 0),
    "pulso": (0, 0, 8),
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Whatever connects is noted, and refused."""
    tried: list[object] = []

    def connect(_self: socket.socket, address: object) -> NoReturn:
        tried.append(address)
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


def values(number: int, shift: tuple[float, float, float], random: Random) -> Typed:
    fever, pressure, rate = shift
    return Typed(
        {
            "fiebre": Counter(round(random.gauss(37 + fever, 0.6), 1) for _ in range(number)),
            "presion": Counter(round(random.gauss(125 + pressure, 15)) for _ in range(number)),
            "frecuencia_cardiaca": Counter(round(random.gauss(80 + rate, 12)) for _ in range(number)),
        }
    )


def test_it_alarms_where_the_program_does_and_nowhere_else(no_network: list[object]) -> None:
    random = Random(20261125)  # noqa: S311 - the same values each time
    before = {key: values(2000, SHIFTS["sano"], random) for key in SHIFTS}
    now = {key: values(300, shift, random) for key, shift in SHIFTS.items()}
    now["nuevo"] = values(300, SHIFTS["sano"], random)
    now["pequeno"], before["pequeno"] = values(49, (3, 0, 0), random), before["sano"]
    ours = {clinic.key: {code.partition(":")[0] for code in clinic.alarms(DRIFT)} for clinic in watch(now, before)}
    found = second_opinion.compare(now, before)
    assert found is not None
    assert set(found.signs) == set(SHIFTS)  # whoever has too few values, or none before, has no figures
    for key in SHIFTS:
        assert {vital for vital, one in found.signs[key].items() if one["p"] < LIMIT} == ours[key]
    assert [sorted(ours[key]) for key in SHIFTS] == [[], ["fiebre"], ["presion"], ["frecuencia_cardiaca"]]

    page = found.page.decode()
    assert "termometro \\u00b7 fiebre" in page
    assert (
        re.findall(r"<(?:script|img|iframe)[^>]{0,200}src=|<link[^>]{0,200}href=|(?:@import\s*|url\().?https?:", page)
        == []
    )
    assert no_network == []


def test_the_page_of_many_clinics_is_of_those_that_moved_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "ON_PAGE", 2)
    figure = pytest.importorskip("plotly.graph_objects").Figure
    drawn: list[Any] = []
    real = figure.update_layout

    def update_layout(one: Any, *given: Any, **named: Any) -> Any:
        drawn.append(one)
        return real(one, *given, **named)

    monkeypatch.setattr(figure, "update_layout", update_layout)
    random = Random(20261129)  # noqa: S311 - the same values each time
    before = {key: values(2000, SHIFTS["sano"], random) for key in SHIFTS}
    now = {key: values(300, shift, random) for key, shift in SHIFTS.items()}
    now["mucho"], before["mucho"] = values(300, (1, 30, 30), random), before["sano"]
    now["mas"], before["mas"] = values(300, (2, 40, 40), random), before["sano"]
    found = second_opinion.compare(now, before)
    assert found is not None
    assert set(found.signs) == set(now)
    page = found.page.decode()
    assert {key for key in now if f"{key} \\u00b7 fiebre" in page} == {"mucho", "mas"}
    # No figure is drawn of the others, which would take minutes with a thousand clinics.
    of_all = len(drawn)
    two = second_opinion.compare({key: now[key] for key in ("mucho", "mas")}, before)
    assert two is not None
    assert {key: found.signs[key] for key in two.signs} == two.signs
    assert len(drawn) == 2 * of_all > 0


def test_the_command_writes_its_page_beside_the_figures(
    lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "Evidently.html"
    lines = [a_line(n, "2026-11-13" if n < 60 else "2026-06-15") for n in range(120)]
    lake.take(a_clinic(tmp_path / "E1", *lines[:60]))
    asked = [
        "--lago",
        lake.place,
        "deriva",
        "--desde",
        "2026-11-01",
        "--hasta",
        "2026-11-30",
        "--evidently",
        str(page),
    ]
    assert program.main(asked) == REFUSED
    assert "ningún establecimiento tiene 50 valores en estos días y antes" in capfd.readouterr().err
    assert not page.exists()
    lake.take(a_clinic(tmp_path / "E1", *lines))
    assert program.main(asked) in {DONE, FAILED}
    out, err = capfd.readouterr()
    (clinic,) = json.loads(out)["establecimientos"]
    assert set(clinic["evidently"]) == {"fiebre", "presion", "frecuencia_cardiaca"}
    assert "Evidently" not in err
    assert "presion" in page.read_text(encoding="utf-8")
