"""The description of the interface is right: schemathesis asks what it allows and what it forbids."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.clinical.vitals import VITALS
from core.vocabulary import Category
from tests.service.conftest import GOOD

if TYPE_CHECKING:
    from tests.service.conftest import Client, Service

ROOT = Path(__file__).parents[2]
SCHEMATHESIS = shutil.which("st", path=Path(sys.executable).parent)


@pytest.mark.skipif(
    SCHEMATHESIS is None and "PREDICTOR_MEDICO_SERVICE" not in os.environ, reason="schemathesis is not installed"
)
def test_schemathesis_finds_nothing(shared: Service, tmp_path: Path) -> None:
    words = [str(SCHEMATHESIS), "run", f"http://127.0.0.1:{shared.port}/openapi.json", "--no-color"]
    ran = subprocess.run(
        [*words, "--max-examples=20", "--generation-deterministic", "--suppress-health-check=all"],
        env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.service.unique_keys", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,  # it leaves files where it is
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "5 selected / 5 total" in ran.stdout, "all but the description itself"


def test_it_is_made_from_the_vital_signs_and_categories(guest: Client) -> None:
    schemas = guest.ask("GET", "/openapi.json").json["components"]["schemas"]
    assert list(schemas["Lectura"]["properties"]) == [vital.name for vital in VITALS]
    assert schemas["Resultado"]["properties"]["resultado"]["enum"] == [category.value for category in Category]


def test_its_limits_are_those_that_are_taken(guest: Client) -> None:
    properties = guest.ask("GET", "/openapi.json").json["components"]["schemas"]["Lectura"]["properties"]
    assert guest.predict({**GOOD, "fiebre": properties["fiebre"]["minimum"]}).status == 200
    assert guest.predict({**GOOD, "fiebre": properties["fiebre"]["exclusiveMaximum"] - 0.001}).status == 200
    assert guest.predict({**GOOD, "fiebre": properties["fiebre"]["exclusiveMaximum"]}).status == 422
    for name in ("presion", "frecuencia_cardiaca"):
        for limit, step in (("minimum", -1), ("maximum", 1)):
            assert guest.predict({**GOOD, name: properties[name][limit]}).status == 200
            assert guest.predict({**GOOD, name: properties[name][limit] + step}).status == 422
