"""Lines of the log: records, other lines, and detection of one flipped bit."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.clinical.model import load
from core.clinical.vitals import Reading
from core.journal.entry import MAX_LINE
from core.records.record import Record, classify, encode, new_record
from core.vocabulary import Category, LineKind
from tests.samples import a_record

BOGOTA = timezone(timedelta(hours=-5))
RECORD = Record(
    "2025-11-14 22:31:10",
    38.0,
    120,
    90,
    "ENFERMEDAD CRÓNICA",
    "-05:00",
    "0123456789abcdef0123456789abcdef",
    "reglas-1.0.1+3f2a9c1b",
    4,
)
LINE = encode(RECORD)[:-1]
BARE = (
    b'{"fecha": "2025-11-14 22:31:10", "fiebre": 38.0, "presion": 120, '
    b'"frecuencia_cardiaca": 90, "resultado": "ENFERMEDAD CR\\u00d3NICA"}'
)


def bare(**changes: object) -> bytes:
    return json.dumps(json.loads(BARE) | changes).encode()


def test_a_new_record_is_what_was_predicted_and_when() -> None:
    prediction = load().predict(Reading.from_numbers({"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90}))
    now = datetime(2025, 11, 14, 22, 31, 10, 999_999, tzinfo=BOGOTA)
    record = new_record(prediction, now, "8f3a01c2")
    assert encode(record).startswith(
        b'{"fecha":"2025-11-14 22:31:10","fiebre":38.0,"presion":120,"frecuencia_cardiaca":90,'
        b'"resultado":"ENFERMEDAD AGUDA","zona":"-05:00","id":"'
    )
    assert record.modelo == prediction.model
    assert record.puntaje == prediction.score
    assert record.puesto == "8f3a01c2"
    assert list(json.loads(encode(record)))[5:] == ["zona", "id", "modelo", "puntaje", "puesto", "crc"]
    assert record.local_time == datetime(2025, 11, 14, 22, 31, 10)  # noqa: DTZ001 - the file's time is local
    assert record.day == "2025-11-14"
    assert new_record(prediction, now, "8f3a01c2").id != record.id


@given(
    st.builds(
        Record,
        st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31)).map(lambda time: f"{time:%Y-%m-%d %H:%M:%S}"),  # noqa: DTZ001
        st.floats(25, 45) | st.integers(25, 45),
        st.integers(30, 300),
        st.integers(20, 300),
        st.sampled_from([category.value for category in Category]),
        st.none() | st.sampled_from(["-05:00", "+14:00", "+00:00"]),
        st.none() | st.text(st.characters(codec="utf-8")),
        st.none() | st.text(st.characters(codec="utf-8")),
        st.none() | st.integers(0, 12),
    )
)
def test_a_record_comes_back_as_it_was_written(record: Record) -> None:
    line = encode(record)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    kind, found = classify(line[:-1])
    assert kind is LineKind.VALID
    assert found is not None
    assert encode(found) == line
    assert list(json.loads(line))[:5] == ["fecha", "fiebre", "presion", "frecuencia_cardiaca", "resultado"]
    assert list(json.loads(line))[-1] == "crc"


def test_one_flipped_bit_never_changes_what_a_record_says() -> None:
    for place in range(len(LINE)):
        for bit in range(8):
            flipped = LINE[:place] + bytes([LINE[place] ^ 1 << bit]) + LINE[place + 1 :]
            kind, found = classify(flipped)
            if found is not None:
                # The checksum's own name was hit: then the line is one without a checksum, and what it says is whole.
                assert kind is LineKind.UNVERIFIED
                assert (found.fecha, found.resultado, found.id) == (RECORD.fecha, RECORD.resultado, RECORD.id)
            else:
                assert kind.is_damage or not flipped.strip()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (LINE, LineKind.VALID),
        (LINE + b"\r", LineKind.VALID),
        (b"\xef\xbb\xbf" + LINE, LineKind.VALID),
        (b"\0" * 100_000 + LINE, LineKind.VALID),
        (b"\0\0\xef\xbb\xbf" + LINE + b"\r", LineKind.VALID),
        (BARE, LineKind.UNVERIFIED),
        (b" \t" + BARE + b"  \r", LineKind.UNVERIFIED),
        (bare(nota="más", otra={"fecha": 1}), LineKind.UNVERIFIED),
        (json.dumps(dict(reversed(json.loads(BARE).items()))).encode(), LineKind.UNVERIFIED),
        (bare(zona="+13:45", puntaje=3, id="x", modelo="y"), LineKind.UNVERIFIED),
        (bare(fiebre=38, presion=120.5), LineKind.UNVERIFIED),
        (bare(lista=[[[[]]]]), LineKind.UNVERIFIED),
        (bare(crc=None), LineKind.UNVERIFIED),
        (BARE[:-1] + b', "x": ' + b"1" * 5000 + b"}", LineKind.UNVERIFIED),
        (b"", LineKind.BLANK),
        (b" \t\r", LineKind.BLANK),
        (b"\xef\xbb\xbf", LineKind.BLANK),
        (b"\0" * 300, LineKind.NOT_JSON),
        (LINE + b"\0", LineKind.NOT_JSON),
        (LINE[:-1], LineKind.NOT_JSON),
        (LINE[:100], LineKind.NOT_JSON),
        (LINE + LINE, LineKind.NOT_JSON),
        (BARE + BARE, LineKind.NOT_JSON),
        (LINE[:80] + LINE, LineKind.NOT_JSON),
        (LINE.decode().encode("utf-16"), LineKind.NOT_JSON),
        (BARE.replace(b"38.0", b"NaN"), LineKind.NOT_JSON),
        (BARE.replace(b"38.0", b"Infinity"), LineKind.NOT_JSON),
        (BARE.replace(b"38.0", b"038"), LineKind.NOT_JSON),
        (BARE.replace(b"120", b"1" * 5000), LineKind.WRONG_SHAPE),
        (BARE.replace(b"38.0", b"1e400"), LineKind.WRONG_SHAPE),
        (BARE[:-1] + b', "x": ' + b"[" * 25_000 + b"]" * 25_000 + b"}", LineKind.NOT_JSON),
        (b"[" * 50_000, LineKind.WRONG_SHAPE),
        (BARE[:-1] + b', "x": "\xff"}', LineKind.NOT_JSON),
        (BARE[:-1] + b', "x": "\xed\xa0\x80"}', LineKind.NOT_JSON),
        (BARE[:-1] + b', "x": "\\ud800"}', LineKind.NOT_JSON),
        (BARE[:-1] + b', "id": "\xff"}', LineKind.NOT_JSON),
        (BARE[:-1] + b', "id": "\\udc00"}', LineKind.NOT_JSON),
        (BARE[:-1] + b', "presion": 121}', LineKind.WRONG_SHAPE),
        (BARE[:-1] + b', "x": 1, "x": 1}', LineKind.WRONG_SHAPE),
        (BARE[:-1] + b', "x": {"y": 1, "y": 2}}', LineKind.UNVERIFIED),
        (b"{}", LineKind.WRONG_SHAPE),
        (b"null", LineKind.WRONG_SHAPE),
        (b"[" + BARE + b"]", LineKind.WRONG_SHAPE),
        (bare(fiebre="38"), LineKind.WRONG_SHAPE),
        (bare(fiebre=True), LineKind.WRONG_SHAPE),
        (bare(fiebre=None), LineKind.WRONG_SHAPE),
        (bare(resultado="SANO"), LineKind.WRONG_SHAPE),
        (bare(resultado="enfermedad aguda"), LineKind.WRONG_SHAPE),
        (bare(fecha="2025-11-14T22:31:10"), LineKind.WRONG_SHAPE),
        (bare(fecha="2025-02-30 10:00:00"), LineKind.WRONG_SHAPE),
        (bare(fecha="0000-01-01 10:00:00"), LineKind.WRONG_SHAPE),
        (bare(fecha="2025-11-14 24:00:00"), LineKind.WRONG_SHAPE),
        (bare(fecha="2025-11-14 23:59:60"), LineKind.WRONG_SHAPE),
        (bare(fecha="2025-11-14 22:31:1٠"), LineKind.WRONG_SHAPE),
        (bare(zona="-5"), LineKind.WRONG_SHAPE),
        (bare(zona="+99:00"), LineKind.WRONG_SHAPE),
        (bare(zona="+05:60"), LineKind.WRONG_SHAPE),
        (bare(crc=7), LineKind.WRONG_SHAPE),
        (bare(crc="00000000"), LineKind.BAD_CHECKSUM),
        (LINE[:-10] + LINE[-10:-2].upper() + b'"}', LineKind.BAD_CHECKSUM),
        (LINE + b" ", LineKind.BAD_CHECKSUM),
        (b" " + LINE, LineKind.BAD_CHECKSUM),
        (LINE.replace(b"120", b"121"), LineKind.BAD_CHECKSUM),
        (LINE[:-1] + b',"x":1}', LineKind.BAD_CHECKSUM),
        (bare(nota="x" * MAX_LINE), LineKind.TOO_LONG),
        (b"x" * MAX_LINE, LineKind.TOO_LONG),
        (b"x" * (MAX_LINE - 1), LineKind.NOT_JSON),
    ],
)
def test_every_kind_of_line_is_told_apart(line: bytes, kind: LineKind) -> None:
    found, record = classify(line)
    assert found is kind
    assert (record is not None) == kind.is_record
    assert kind.is_damage == (kind not in (LineKind.VALID, LineKind.UNVERIFIED, LineKind.BLANK))


@pytest.mark.parametrize("twice", [b"", b', "x": 1'])
def test_a_key_that_stands_twice_is_not_overlooked_however_deep_the_rest_is(twice: bytes) -> None:
    found = [
        classify(BARE[:-1] + b', "x": ' + b"[" * deep + b"]" * deep + twice + b"}")[0] for deep in range(1, 1200)
    ]
    assert found[0] is (LineKind.WRONG_SHAPE if twice else LineKind.UNVERIFIED)
    assert set(found) <= {found[0], LineKind.WRONG_SHAPE, LineKind.NOT_JSON}


@given(st.binary(max_size=400))
def test_no_bytes_at_all_are_too_strange(line: bytes) -> None:
    kind, record = classify(line)
    assert (record is not None) == kind.is_record


def test_a_wrong_checksum_in_good_json_is_no_record() -> None:
    body = json.loads(LINE)
    assert classify(json.dumps(body).encode())[0] is LineKind.BAD_CHECKSUM


@pytest.mark.parametrize(
    ("one", "other", "earlier"),
    [
        (("2025-11-14 10:00:00", "-05:00"), ("2025-11-14 10:00:01", "-05:00"), True),
        (("2025-11-14 10:00:00", "-05:00"), ("2025-11-14 10:00:00", "-05:00"), False),
        (("2025-11-14 10:00:00", "-05:00"), ("2025-11-14 11:00:00", "-04:00"), False),  # one and the same moment
        (("2025-11-14 10:30:00", "+00:00"), ("2025-11-14 10:00:00", "-05:00"), True),
        (("2025-11-14 10:00:00", None), ("2025-11-14 11:00:00", "-04:00"), True),
        (("0001-01-01 00:00:00", "+14:00"), ("9999-12-31 23:59:59", "-14:00"), True),
    ],
)
def test_records_are_compared_by_their_moment(
    one: tuple[str, str | None], other: tuple[str, str | None], earlier: bool
) -> None:
    def record(time: tuple[str, str | None]) -> Record:
        return Record(time[0], 38.0, 120, 90, "NO ENFERMO", time[1])

    assert record(one).is_earlier_than(record(other)) is earlier


def test_a_time_zone_with_half_an_hour_is_written_whole() -> None:
    prediction = load().predict(Reading.from_numbers({"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90}))
    nepal = timezone(timedelta(hours=5, minutes=45))
    assert new_record(prediction, datetime(2025, 1, 1, tzinfo=nepal), "8f3a01c2").zona == "+05:45"
    assert new_record(prediction, datetime(2025, 1, 1, tzinfo=UTC), "8f3a01c2").zona == "+00:00"


@pytest.mark.parametrize(
    ("origin", "name", "day"),
    [
        (None, "", "2025-11-13"),
        ({"corrige": "b"}, "", "2025-11-13"),
        ({"sha256": "ab" * 32, "linea": 2, "importado": "2026-11-23 08:15:00"}, "ab" * 8, "2026-11-23"),
        ({"sha256": "ab" * 32, "importado": "ayer"}, "ab" * 8, "2025-11-13"),
        ({"sha256": 7, "importado": "2026-11-23 08:15:00"}, "", "2025-11-13"),
        ("otro", "", "2025-11-13"),
    ],
)
def test_an_imported_record_tells_its_import_and_its_day(origin: object, name: str, day: str) -> None:
    record = replace(a_record(), origen=origin)

    assert (record.imported, record.entry_day) == (name, day)
