"""The service takes and refuses what the command line does, for the same reason and with the same field."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from core.clinical.vitals import VITALS
from tests.conftest import PROGRAM
from tests.service.conftest import GOOD

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.conftest import Client

ODD_VALUES = (
    *(
        "null",
        "true",
        '"38"',
        "[]",
        "{}",
        "NaN",
        "-Infinity",
        "1e400",
        "-1",
        "0",
        "1e2",
        "38.25",
        "1E-400",
        "9" * 400,
    ),
    *("100.0", "100.5", "-0.0"),
)
ODD_BODIES = (
    *(
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b"{} {}",
        b"\xef\xbb\xbf{}",
        b"\xff",
        b"\0",
        b"{'fiebre': 38}",
        b"[" * 60_000,
    ),
    *(b'{"fiebre": 38, "fiebre": 39}', b'{"Fiebre": 38}', b'{"\\ud800": 1}', b'{"": 1}', b'{"a{name}": 1}'),
)
DATES = (
    *(
        ("2026-02-02", "2026-02-02"),
        ("2026-02-02", "2026-02-01"),
        ("ayer", "2026-02-02"),
        ("2026-02-30", "2026-03-01"),
    ),
    *(("2026-2-3", "2026-03-01"), ("20260203", "2026-03-01"), ("2026-02-02", "2026-02-03T00:00:00")),
    *(("0000-01-01", "2026-02-02"), ("0001-01-01", "9999-12-31"), ("", "2026-02-02"), ("٢٠٢٦-٠٢-٠٢", "2026-02-02")),
)


def bodies() -> list[bytes]:
    found = [*ODD_BODIES, json.dumps({**GOOD, "edad": 3}).encode()]
    for vital in VITALS:
        others = {name: value for name, value in GOOD.items() if name != vital.name}
        found.append(json.dumps(others).encode())
        limits = (vital.minimum, vital.maximum)
        step = 10**-vital.decimals
        near = [str(float(limit) + step * number) for limit in limits for number in (-1, 0, 1)]
        values = (*ODD_VALUES, *near, *map(str, limits), "98.6", "385")
        found += [f'{json.dumps(others)[:-1]}, "{vital.name}": {value}}}'.encode() for value in values]
    return found


def said(text: str) -> Any:
    return json.loads(text.replace("la línea no es", "el cuerpo no es"))


def test_every_body_is_answered_as_a_line_is(guest: Client, data_dir: Path) -> None:
    asked = bodies()
    ran = subprocess.run(
        [*PROGRAM, "--data-dir", str(data_dir), "predecir"],
        input=b"".join(body + b"\n" for body in asked),
        capture_output=True,
        check=False,
        timeout=300,
    )
    expected = list(map(said, ran.stdout.decode().splitlines()))
    assert ran.returncode == 2
    assert {"resultado", "error", "aviso"} <= {name for line in expected for name in line}, "each kind is among them"
    for body, line in zip(asked, expected, strict=True):
        answer = guest.predict(body)
        assert (body[:80], answer.status, answer.json) == (body[:80], 422 if "error" in line else 200, line)


@pytest.mark.parametrize(("first", "last"), DATES)
def test_the_days_of_a_report_are_taken_as_options_are(guest: Client, data_dir: Path, first: str, last: str) -> None:
    words = [*PROGRAM, "--data-dir", str(data_dir), "reporte", f"--desde={first}", f"--hasta={last}"]
    ran = subprocess.run(words, capture_output=True, check=False, timeout=300)
    answer = guest.ask("GET", f"/reporte?{urlencode({'desde': first, 'hasta': last})}")
    assert (ran.returncode, answer.status) in {(0, 200), (2, 422)}
    if answer.status == 200:
        assert set(answer.json) == set(json.loads(ran.stdout))
    else:
        assert answer.json["campo"] in ran.stderr.decode()
