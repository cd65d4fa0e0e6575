"""HL7 v2 and FHIR: vital signs with the right numbers, and nothing else of the patient."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.exchange.incoming import fhir, hl7
from core.exchange.incoming.joined import WAITING, Joined, Observed
from core.exchange.incoming.rows import FileFlaw, FileRefusedError, Flaw, Row

_HEAD = "MSH|^~\\&|S|F|R|C|20261123081500||ORU^R01|1|T|2.5\rPID|1|80205533||Pérez^Ana\r"


def _obx(code: str, value: str, unit: str, status: str = "F", time: str = "") -> str:
    return f"OBX|1|NM|{code}^x^LN||{value}|{unit}|||||{status}|||{time}\r"


def _vitals(*changed: str) -> str:
    found = [_obx("8310-5", "38.5", "Cel"), _obx("8480-6", "120", "mm[Hg]"), _obx("8867-4", "90", "/min")]
    return "".join([*found, *changed])


class TestHl7:
    @pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
    def test_a_message_is_a_reading(self, end: str) -> None:
        text = (_HEAD + "OBR|1||||||20261123081000-0500\r" + _vitals()).replace("\r", end)

        (row,) = hl7.rows(text.splitlines(keepends=True))

        assert (row.time, row.vitals, row.flaw) == ("20261123081000-0500", ("38.5", "120", "90"), None)

    def test_each_order_is_a_reading(self) -> None:
        order = "OBR|1||||||2026112308{}00\r"
        text = _HEAD + order.format("10") + _vitals() + order.format("20") + _vitals()

        assert [row.time for row in hl7.rows([text])] == ["20261123081000", "20261123082000"]

    def test_without_an_order_the_time_is_that_of_the_value_or_the_message(self) -> None:
        text = _HEAD + _vitals() + _HEAD + _obx("8310-5", "37.0", "C", time="20261123090000")

        assert [row.time for row in hl7.rows([text])] == ["20261123081500", "20261123090000"]

    @pytest.mark.parametrize(
        ("codes", "units"),
        [
            (("MDC_TEMP", "MDC_PRESS_BLD_NONINV_SYS", "MDC_PULS_RATE_NON_INV"),
             ("MDC_DIM_DEGC", "MDC_DIM_MMHG", "MDC_DIM_BEAT_PER_MIN")),
            (("8310-5", "8480-6", "8867-4"), ("C", "mmHg", "beats/min")),
        ],
    )  # fmt: skip
    def test_codes_and_units_that_occur(self, codes: tuple[str, ...], units: tuple[str, ...]) -> None:
        text = _HEAD + "".join(map(_obx, codes, ("38.5", "120", "90"), units))

        assert [row.vitals for row in hl7.rows([text])] == [("38.5", "120", "90")]

    def test_fahrenheit_is_converted_exactly(self) -> None:
        (row,) = hl7.rows([_HEAD + _obx("8310-5", "101.3", "[degF]")])

        assert row.vitals[0] == "38.500000"

    @pytest.mark.parametrize("text", ["101,3", "1_01.3", "1.013e2", "１０１.３", "101.3 ?"])
    def test_what_is_not_exactly_a_number_is_not_converted(self, text: str) -> None:
        (row,) = hl7.rows([_HEAD + _obx("8310-5", text, "[degF]")])

        assert row.vitals[0] == text

    def test_two_patients_of_one_message_are_two_readings(self) -> None:
        first, second, third = _vitals().splitlines(keepends=True)
        text = _HEAD + first + second + "PID|2|80205534||Gómez^Eva\r" + third

        assert [row.vitals for row in hl7.rows([text])] == [("38.5", "120", ""), ("", "", "90")]

    def test_orders_of_one_time_with_a_sign_each_are_one_reading(self) -> None:
        order = "OBR|1||||||20261123081000\r"
        text = _HEAD + "".join(order + segment for segment in (_vitals() * 2).splitlines(keepends=True))

        assert [row.vitals for row in hl7.rows([text])] == [("38.5", "120", "90")] * 2

    def test_a_correction_of_a_result_is_a_flaw_as_the_result_can_be_here(self) -> None:
        rows = list(hl7.rows([_HEAD + _vitals() + _HEAD + _vitals().replace("||||F|", "||||C|")]))

        assert [row.flaw for row in rows] == [None, Flaw.CORRECTION]
        assert rows[1].vitals == ("38.5", "120", "90")

    @pytest.mark.parametrize("status", ["P", "S", "I"])
    def test_a_result_that_is_not_final_is_a_flaw(self, status: str) -> None:
        (row,) = hl7.rows([_HEAD + _vitals(_obx("8310-5", "38.5", "Cel", status))])

        assert (row.flaw, row.about) == (Flaw.NOT_FINAL, "fiebre")

    def test_a_unit_that_is_missing_or_unknown_is_a_flaw(self) -> None:
        (row,) = hl7.rows([_HEAD + _obx("8310-5", "101.3", "")])

        assert (row.flaw, row.about) == (Flaw.UNKNOWN_UNIT, "fiebre")

    def test_two_values_of_one_sign_are_a_flaw(self) -> None:
        rows = list(hl7.rows([_HEAD + _vitals(_obx("8867-4", "91", "/min"))]))
        rows += hl7.rows([_HEAD + _obx("8867-4", "60~120", "beats/min")])

        assert [(row.flaw, row.about) for row in rows] == [(Flaw.REPEATED, "frecuencia_cardiaca")] * 2

    def test_withdrawn_and_empty_values_are_passed_over(self) -> None:
        text = _HEAD + _vitals(_obx("8867-4", "300", "/min", "W"), _obx("8867-4", "", "/min"))

        assert [row.vitals for row in hl7.rows([text])] == [("38.5", "120", "90")]

    def test_other_separators_are_those_of_the_message(self) -> None:
        text = (_HEAD + _vitals()).replace("|", "#").replace("^", "@")

        assert [row.vitals for row in hl7.rows([text])] == [("38.5", "120", "90")]

    def test_a_message_without_separators_holds_nothing(self) -> None:
        assert list(hl7.rows(["MSH\r\x0b\x1c\r\n"])) == []


def _observation(loinc: str, value: object, unit: str, **other: object) -> dict[str, Any]:
    found = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": loinc}]},
        "subject": {"reference": "Patient/1", "display": "Ana Pérez"},
        "effectiveDateTime": "2026-11-23T08:15:00-05:00",
        "valueQuantity": {"value": value, "unit": unit, "code": unit},
    }
    return found | other


def _bundle(*resources: dict[str, Any]) -> bytes:
    return json.dumps({"resourceType": "Bundle", "entry": [{"resource": r} for r in resources]}).encode()


_PANEL = {
    "resourceType": "Observation",
    "status": "final",
    "code": {"coding": [{"system": "http://loinc.org", "code": "85354-9"}]},
    "subject": {"reference": "Patient/1"},
    "effectiveDateTime": "2026-11-23T08:15:00-05:00",
    "component": [
        {
            "code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]},
            "valueQuantity": {"value": 120, "code": "mm[Hg]"},
        },
        {"code": {"coding": [{"system": "http://loinc.org", "code": "8462-4"}]}, "dataAbsentReason": {"text": "no"}},
    ],
}


class TestFhir:
    def test_a_bundle_is_joined_by_subject_and_time(self) -> None:
        bundle = _bundle(
            {"resourceType": "Patient", "name": [{"family": "Pérez"}], "code": "text"},
            _observation("8310-5", 101.3, "[degF]"),
            _PANEL,
            _observation("8867-4", 90, "/min"),
        )

        assert list(fhir.rows_of_bundle(bundle)) == [
            Row(2, "2026-11-23T08:15:00-05:00", ("38.500000", "120", "90")),
        ]

    def test_an_encounter_joins_over_times(self) -> None:
        visit = {"encounter": {"reference": "Encounter/7"}}
        bundle = _bundle(
            _observation("8310-5", 38.5, "Cel", **visit),
            _observation("8480-6", 120, "mm[Hg]", **visit, effectiveDateTime="2026-11-23T08:17:00-05:00"),
            _observation("8867-4", 90, "/min", **visit),
        )

        assert [row.vitals for row in fhir.rows_of_bundle(bundle)] == [("38.5", "120", "90")]

    def test_ndjson_refuses_its_bad_lines_alone(self) -> None:
        lines = [json.dumps(_observation("8310-5", 38.5, "Cel")), "{", "", json.dumps(_PANEL)]

        rows = list(fhir.rows_of_lines(lines))

        assert [(row.line, row.flaw) for row in rows] == [(2, Flaw.DAMAGED), (1, None)]

    def test_one_observation_is_a_file_too(self) -> None:
        content = json.dumps(_observation("8310-5", 38.5, "Cel")).encode()

        assert [row.vitals for row in fhir.rows_of_bundle(content)] == [("38.5", "", "")]

    @pytest.mark.parametrize(
        ("other", "flaw"),
        [
            ({"status": "preliminary"}, Flaw.NOT_FINAL),
            ({"valueQuantity": {"value": 38.5, "unit": "bpm"}}, Flaw.UNKNOWN_UNIT),
            ({"valueQuantity": {"value": 38.5, "code": "Cel", "comparator": "<"}}, Flaw.NOT_EXACT),
            ({"valueQuantity": {"value": "38.5", "code": "Cel"}}, None),
        ],
    )
    def test_what_is_not_exact_is_refused(self, other: dict[str, object], flaw: Flaw | None) -> None:
        (row,) = fhir.rows_of_bundle(_bundle(_observation("8310-5", 38.5, "Cel", **other)))

        assert row.flaw is flaw

    def test_a_number_beyond_all_measure_stays_short(self) -> None:
        content = json.dumps(_observation("8310-5", 1, "Cel")).replace('"value": 1,', '"value": 1e999999,')

        (row,) = fhir.rows_of_bundle(content.encode())

        assert row.vitals[0] == "1E+999999"

    def test_codes_of_other_systems_are_passed_over(self) -> None:
        code = {"coding": [{"system": "urn:other", "code": "8310-5"}]}

        assert list(fhir.rows_of_bundle(_bundle(_observation("", 38.5, "Cel", code=code)))) == []

    @pytest.mark.parametrize("content", [b"{", b"[]", b'{"resourceType": "Bundle", "entry": 3}', b"\xff"])
    def test_what_is_no_resource_is_refused(self, content: bytes) -> None:
        with pytest.raises(FileRefusedError) as refused:
            list(fhir.rows_of_bundle(content))

        assert refused.value.flaw is FileFlaw.NOT_JSON


def test_the_oldest_incomplete_visit_is_given_up_when_too_many_wait() -> None:
    joined = Joined()
    rows = [row for n in range(WAITING + 1) for row in joined.add(Observed(n, f"v{n}", "t", "fiebre", "38"))]

    assert [row.line for row in rows] == [0]
    assert len(list(joined.rest())) == WAITING
