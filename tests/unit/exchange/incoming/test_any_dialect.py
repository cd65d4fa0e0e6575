"""Valid readings in any dialect of a table, HL7 or FHIR come in equal; a wrong byte changes one at most."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clinical.vitals import VITALS
from core.errors import PredictorError
from core.exchange import fhir
from core.exchange.incoming.mapping import FAHRENHEIT, SEPARATORS, Mapping
from core.exchange.incoming.own import Own
from core.exchange.incoming.source import Look
from core.exchange.incoming.taking import Refused, Taken, Taker
from core.exchange.incoming.times import Order
from core.journal.health import Health
from core.records.period import Period
from tests.samples import BARE, a_line

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

Said = tuple[datetime, tuple["Decimal", ...]]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

_vitals = st.tuples(
    *(st.decimals(vital.minimum, vital.maximum, places=vital.decimals, allow_nan=False) for vital in VITALS)
)
_times = st.integers(0, 9800 * 86400).map(
    lambda seconds: datetime.fromisoformat("2000-01-01") + timedelta(seconds=seconds)
)
_readings = st.lists(st.tuples(_times, _vitals), min_size=1, max_size=8)


def local(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def read(path: Path, content: bytes, mapping: Mapping | None = None) -> list[Taken | Own | Refused]:
    """Return what comes in of a file. Raises PredictorError."""
    path.write_bytes(content)
    source = Look(path, None, mapping or Mapping()).run()
    taker = Taker(source.mapping, NOW, local)
    return [taker.take(row) for row in source.rows()]


def said(found: list[Taken | Own | Refused]) -> list[Said]:
    for one in found:
        assert isinstance(one, Taken), one
    return [(one.time.replace(tzinfo=None), tuple(one.reading)) for one in found if isinstance(one, Taken)]


def expected(readings: list[Said]) -> list[Said]:
    return [(time, tuple(values)) for time, values in readings]


def in_fahrenheit(celsius: Decimal) -> str:
    return f"{celsius * 9 / 5 + 32:f}"


@pytest.fixture
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "entrada"


@settings(max_examples=40, deadline=None)
@given(
    readings=_readings,
    separator=st.sampled_from(SEPARATORS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    sign=st.sampled_from(",."),
    form=st.sampled_from(["%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n"]),
    fahrenheit=st.booleans(),
)
def test_a_table(tmp_path_factory: pytest.TempPathFactory, readings: list[Said], **how: Any) -> None:
    order = {"%d": "dma", "%m": "mda", "%Y": "amd"}[how["form"][:2]]
    out = io.StringIO()
    table = csv.writer(out, delimiter=how["separator"], quoting=how["quoting"], lineterminator=how["end"])
    table.writerow(["Nombre", "Fecha", "Temperatura", "Presión", "Pulso"])
    for time, (celsius, *rest) in readings:
        first = in_fahrenheit(celsius) if how["fahrenheit"] else f"{celsius:f}"
        table.writerow(["Añón", time.strftime(how["form"]), first.replace(".", how["sign"]), *map(str, rest)])
    mapping = Mapping(fechas=Order(order), decimal=how["sign"], unidad=FAHRENHEIT if how["fahrenheit"] else None)

    found = read(tmp_path_factory.mktemp("any") / "entrada", out.getvalue().encode(how["encoding"]), mapping)

    assert said(found) == expected(readings)


@settings(max_examples=40, deadline=None)
@given(
    readings=_readings,
    signs=st.sampled_from(["|^~\\&", "!^~\\&", "|$~\\&"]),
    end=st.sampled_from(["\r", "\n", "\r\n"]),
    codes=st.sampled_from(
        [("8310-5", "8480-6", "8867-4"), ("MDC_TEMP", "MDC_PRESS_BLD_NONINV_SYS", "MDC_PULS_RATE_NON_INV")]
    ),
    units=st.sampled_from(
        [
            ("Cel", "mm[Hg]", "/min"),
            ("MDC_DIM_DEGC", "MDC_DIM_MMHG", "MDC_DIM_BEAT_PER_MIN"),
            ("[degF]", "mmHg", "bpm"),
        ]
    ),
    head=st.sampled_from(["", "\ufeff", "\x0b"]),
)
def test_messages(tmp_path_factory: pytest.TempPathFactory, readings: list[Said], **how: Any) -> None:
    field, component = how["signs"][:2]
    segments = []
    for time, values in readings:
        first = in_fahrenheit(values[0]) if how["units"][0] == "[degF]" else f"{values[0]:f}"
        segments += [
            field.join([f"MSH{how['signs']}", "S", "F", "R", "C", "20261123081500", "", "ORU^R01", "1", "T", "2.5"]),
            field.join(["PID", "1", "", "80205533", "", f"Núñez{component}Ana"]),
            field.join(["OBR", "1", "", "", "", "", "", f"{time:%Y%m%d%H%M%S}"]),
        ]
        texts = (first, *map(str, values[1:]))
        for code, text, unit in zip(how["codes"], texts, how["units"], strict=True):
            segments.append(
                field.join(["OBX", "1", "NM", f"{code}{component}x", "", text, unit, "", "", "", "", "F"])
            )
    content = (how["head"] + how["end"].join(segments) + how["end"]).encode()

    assert said(read(tmp_path_factory.mktemp("any") / "entrada", content)) == expected(readings)


def observation(number: int, time: datetime, code: str, value: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        "subject": {"reference": "Patient/80205533", "display": "Ana Núñez"},
        "encounter": {"reference": f"Encounter/{number}"},
        "effectiveDateTime": f"{time.isoformat()}Z",
        **more,
    }
    return found if value is None else {**found, "valueQuantity": value}


@settings(max_examples=40, deadline=None)
@given(
    readings=_readings, in_lines=st.booleans(), panel=st.booleans(), fahrenheit=st.booleans(), pretty=st.booleans()
)
def test_resources(tmp_path_factory: pytest.TempPathFactory, readings: list[Said], **how: Any) -> None:
    resources = []
    for number, (time, (celsius, systolic, rate)) in enumerate(readings):
        first = in_fahrenheit(celsius) if how["fahrenheit"] else f"{celsius:f}"
        unit = "[degF]" if how["fahrenheit"] else "Cel"
        pressure = {"value": int(systolic), "code": "mm[Hg]"}
        part = {"code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]}, "valueQuantity": pressure}
        resources += [
            observation(number, time, "8310-5", {"value": float(first), "code": unit}),
            observation(number, time, "85354-9", None, component=[part])
            if how["panel"]
            else observation(number, time, "8480-6", pressure),
            observation(number, time, "8867-4", {"value": int(rate), "unit": "beats/min"}),
        ]
    if how["in_lines"]:
        content = "\n".join(map(json.dumps, resources))
    else:
        bundle = {"resourceType": "Bundle", "entry": [{"resource": one} for one in resources]}
        content = json.dumps(bundle, indent=1 if how["pretty"] else None)

    assert said(read(tmp_path_factory.mktemp("any") / "entrada", content.encode())) == expected(readings)


TABLE = "Fecha,Temperatura,Presion,Pulso\n" + "".join(
    f"2025-11-{day} 08:15,38.5,120,{day + 50}\n" for day in (13, 14, 15)
)
MESSAGES = "".join(
    f"MSH|^~\\&|S|F|R|C|20261123081500||ORU^R01|1|T|2.5\rOBR|1||||||202511{day}081500\r"
    f"OBX|1|NM|8310-5^x^LN||38.5|Cel\rOBX|2|NM|8480-6^x^LN||120|mm[Hg]\rOBX|3|NM|8867-4^x^LN||{day + 50}|/min\r"
    for day in (13, 14, 15)
)


def every_wrong_byte(content: bytes, step: int) -> list[bytes]:
    values = (0, 0x22, 0x39, 0xFF)
    return [
        content[:place] + bytes([values[place // step % len(values)]]) + content[place + 1 :]
        for place in range(0, len(content), step)
    ]


@pytest.mark.parametrize("content", [TABLE.encode(), MESSAGES.encode()], ids=["table", "messages"])
def test_a_wrong_byte_changes_one_reading_at_most(path: Path, content: bytes) -> None:
    whole = set(said(read(path, content)))
    for changed in every_wrong_byte(content, 1):
        try:
            found = read(path, changed)
        except PredictorError:
            continue
        taken = {(one.time.replace(tzinfo=None), tuple(one.reading)) for one in found if isinstance(one, Taken)}
        assert len(taken - whole) <= 1, changed


@pytest.mark.parametrize("in_lines", [False, True])
def test_a_wrong_byte_changes_no_record_of_our_own(path: Path, tmp_path: Path, in_lines: bool) -> None:
    log = tmp_path / "predicciones.log"
    log.write_bytes(a_line("a", temperature_c=38.5) + BARE)
    records = fhir.Records(log, Period(), local)
    content = b"".join(
        fhir.ndjson(records, Health(), "Observation") if in_lines else fhir.bundle(records, Health(), NOW)
    )
    values = {(38.5, 120, 90), (38.0, 120, 90)}
    for changed in every_wrong_byte(content, 5):
        try:
            found = read(path, changed)
        except PredictorError:
            continue
        for one in found:
            if isinstance(one, Own):
                assert (one.record.fiebre, one.record.presion, one.record.frecuencia_cardiaca) in values
                assert (one.record.resultado, one.record.id) in {
                    ("ENFERMEDAD AGUDA", "a"),
                    ("ENFERMEDAD AGUDA", None),
                }
