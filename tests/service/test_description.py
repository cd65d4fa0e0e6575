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
    from collections.abc import Callable

    from tests.service.conftest import Client, Service

ROOT = Path(__file__).parents[2]
SCHEMATHESIS = shutil.which("st", path=Path(sys.executable).parent)


@pytest.mark.skipif(
    SCHEMATHESIS is None and "PREDICTOR_MEDICO_SERVICE" not in os.environ, reason="schemathesis is not installed"
)
@pytest.mark.parametrize("token", ["", "0123456789abcdef"], ids=["open", "token"])
def test_schemathesis_finds_nothing(serve: Callable[..., Service], tmp_path: Path, token: str) -> None:
    file = tmp_path / "token"
    file.write_text(token, encoding="ascii")
    service = serve("--token", str(file)) if token else serve()
    settings = f'[auth.openapi.token]\nbearer = "{token}"\n' if token else ""
    (tmp_path / "schemathesis.toml").write_text(settings, encoding="ascii")
    described = service.client().ask("GET", "/openapi.json", Authorization=f"Bearer {token}")
    (tmp_path / "openapi.json").write_bytes(described.body)
    words = [str(SCHEMATHESIS), "run", "openapi.json", f"--url=http://127.0.0.1:{service.port}", "--no-color"]
    ran = subprocess.run(
        [*words, f"--max-examples={5 if token else 20}", "--generation-deterministic", "--suppress-health-check=all"],
        env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.service.schemathesis_hooks", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,  # it leaves files where it is
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "6 selected / 6 total" in ran.stdout
    assert not service.other


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
