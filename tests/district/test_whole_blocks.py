"""A block that is read as columns gives the rows of its lines one by one."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.district import deliveries, whole_blocks
from core.district.columns import RecordFile
from core.district.deliveries import Source
from core.district.intake import take
from core.district.manifest import Lineage
from core.journal import reader
from core.records import batch
from core.records.record import classify, encode
from core.system.paths import LOG_NAME
from core.vocabulary import LineKind
from tests.district.lakes import a_clinic
from tests.samples import BARE, DAMAGE, a_line, a_record

if TYPE_CHECKING:
    from core.journal.reader import Block

ORIGIN = {"corrige": f"{0:032x}"}


def block_of(*lines: bytes) -> Block:
    content = b"".join(lines)
    (block,) = reader.blocks_of(BytesIO(content).read, len(content), reader.Mark(7, 0), whole_blocks.CHUNK)
    return block


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a file by their lines; times as numbers, since an instant can be before the year 1."""
    table = pq.read_table(path).sort_by("linea")
    for place, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type):
            table = table.set_column(place, field.name, table[place].cast(pa.int64()))
    found: list[dict[str, Any]] = table.to_pylist()
    return found


def at_once(block: Block, folder: Path) -> tuple[list[dict[str, Any]], list[int]] | None:
    """The rows of a block read as columns, and the places of the lines that are left; None if it cannot be."""
    if not batch.is_sound(block) or (found := whole_blocks.decode(block)) is None:
        return None
    rows = RecordFile(folder / "columns.parquet", "linaje")
    rows.add_whole(found, block.start.lines + 1)
    rows.close()
    return rows_of(rows.path), found.others


def one_by_one(block: Block, folder: Path, others: list[int]) -> list[dict[str, Any]]:
    rows = RecordFile(folder / "lines.parquet", "linaje")
    for place, line in enumerate(block.entries(classify)):
        assert line.kind is LineKind.VALID or place in others
        if line.entry is not None and place not in others:
            rows.add(line.entry, line.entry.id or "", line.number)
    rows.close()
    return rows_of(rows.path)


@pytest.mark.parametrize("workplace", [None, "f" * 32])
def test_lines_of_this_program_are_read_at_once(tmp_path: Path, workplace: str | None) -> None:
    lines = [encode(replace(a_record(n, temperature_c=36 + n / 8), puesto=workplace)) for n in range(40)]
    corrected = encode(replace(a_record(99), puesto=workplace, origen=ORIGIN))
    block = block_of(*lines[:20], corrected, *lines[20:])
    found = at_once(block, tmp_path)
    assert found is not None
    assert found[1] == [20]
    assert len(found[0]) == 40
    assert found[0] == one_by_one(block, tmp_path, [20])


USUAL = {
    "fecha": '"2025-11-14 22:31:10"',
    "fiebre": "38.0",
    "presion": "120",
    "frecuencia_cardiaca": "90",
    "resultado": '"ENFERMEDAD CRÓNICA"',
    "zona": '"-05:00"',
    "id": f'"{2**127 + 10:032x}"',
    "modelo": '"reglas-1.0.1+3f2a"',
    "puntaje": "4",
    "puesto": '"p1"',
}
NUMBERS = ["38", "-1", "1e2", "1E400", "007", "123456789012345678901", '"38"', "null", " 38.5", "38.5 ", "true", ""]
ODD = {
    "fecha": [
        *('"2024-02-29 00:00:00"', '"0001-01-01 00:00:00"', '"2025-02-29 10:00:00"', '"0000-01-01 00:00:00"'),
        *('"2025-11-14 24:00:00"', '"2025-11-14 10:60:00"', '"2025-11-14T10:00:00"', '"2025-11-14 22+05:30"'),
        *('"2025-11-14 10:00:0٣"', '"25-11-14 22:31:10"', '"2025-11-14 22:31:10" ', "null", '"x"'),
        *('"2025-11-14 22:31:10"x', '"2025-11-14 22:31:10"}', '"2025-11-14 22:31:10"":1'),
    ],
    "fiebre": [*NUMBERS, "36.55"],
    "presion": NUMBERS,
    "frecuencia_cardiaca": [*NUMBERS, '90,"frecuencia_cardiaca":91'],
    "resultado": ['"ENFERMEDAD CR\\u00d3NICA"', '"OTRA"', "null", '"NO ENFERMO"'],
    "zona": ["null", '"-05:01"', '"x"', '"+14:45"'],
    "id": [
        *('"' + "0123456789" * 3 + '10"', f'"{"F" * 32}"', f'"{"g" * 32}"', f'"{"ñ" * 16}"', '"1"', "null"),
        *(f'"{"a" * 32}"x', f'"{"a" * 32}"' + "}", f'"{"a" * 32}"":1'),
    ],
    "modelo": ['"é"', '"a,b"', '"a\\"b"', '"\\u00e9"', "null", '"\t"', '"\\ud800"', '"a"b"', '"\r"', '"x\0"'],
    "puntaje": ["-3", "0", str(2**70), "null", "4.0"],
    "puesto": ['""', "null", '{"a":1}'],
}
RENAMED = {
    **{name: ["", f'"{name}s":', f'"{name.upper()}":', f'"{name}" :'] for name in USUAL},
    "id": ["", '"ia":', '"id" :', '"":'],
}


def sealed(text: str, before: bytes = b"") -> bytes:
    """A line that begins so, with the checksum that it must have."""
    body = before + text.encode(errors="surrogatepass")
    return body + b',"crc":"%08x"}' % zlib.crc32(body + b"}") + b"\n"


def line_of(members: list[str], before: bytes = b"") -> bytes:
    return sealed("{" + ",".join(members), before)


def odd_lines() -> list[bytes]:
    """Lines of the usual members, each with one thing otherwise."""
    usual = [f'"{name}":{value}' for name, value in USUAL.items()]
    found = [line_of(usual, before) for before in (b" ", b"\xef\xbb\xbf", b"\0", b"\r", b"\xff")]
    for place, (name, value) in enumerate(USUAL.items()):
        others = [*(f'"{name}":{odd}' for odd in ODD[name]), *(f"{key}{value}" for key in RENAMED[name])]
        found += [line_of([*usual[:place], other, *usual[place + 1 :]]) for other in others]
        found.append(line_of([*usual[:place], *usual[place + 1 :]]))
        found.append(line_of([usual[place], *usual[:place], *usual[place + 1 :]]))
        found.append(line_of([*usual[: place + 1], *usual[place:]]))
        found.append(line_of([*usual[:place], *reversed(usual[place : place + 2]), *usual[place + 2 :]]))
    others = [
        '"origen":{"corrige":"1"}',
        '"origen":null',
        '"origen" :{"corrige":"1"}',
        '"otro":1',
        '"fiebre":1',
        "",
        " ",
    ]
    found += [line_of([*usual, other]) for other in others]
    found += [line_of([*usual[:9], f"{usual[9]} "]), line_of([]), line_of(usual)[:-1] + b"\r\n", BARE]
    found += [line_of(usual).replace(b"38.0", b"38.1"), line_of(usual).replace(b'"}', b'" }')]
    damage = (param.values[0] for param in DAMAGE)
    return found + [line for line in damage if isinstance(line, bytes) and len(line) < 5000]


PLAIN = line_of([f'"{name}":{value}' for name, value in USUAL.items()])


def check(lines: list[bytes], folder: Path) -> bool:
    """Compare all blocks of a log; return whether one was read at once."""
    content, is_taken = b"".join(lines), False
    for block in reader.blocks_of(BytesIO(content).read, len(content), reader.Mark(), whole_blocks.CHUNK):
        found = at_once(block, folder)
        if found is not None:
            is_taken = True
            assert found[0] == one_by_one(block, folder, found[1])
            (folder / "columns.parquet").unlink()
            (folder / "lines.parquet").unlink()
    return is_taken


def test_a_block_with_one_odd_line_says_what_its_lines_say(tmp_path: Path) -> None:
    assert check([PLAIN] * 2, tmp_path)
    for line in odd_lines():
        for lines in ([line], [PLAIN, line], [line, PLAIN]):
            check(lines, tmp_path)


def test_ctrl_c_while_a_block_is_read_is_the_programs_own() -> None:
    block, heard, is_over = block_of(*(a_line(n) for n in range(5000))), [], threading.Event()

    def press_again_and_again() -> None:
        while not is_over.wait(0.001):
            os.kill(os.getpid(), signal.SIGINT)

    former = signal.signal(signal.SIGINT, lambda number, _frame: heard.append(number))
    pressing = threading.Thread(target=press_again_and_again)
    pressing.start()
    try:
        while len(heard) < 100:
            assert whole_blocks.decode(block) is not None
    finally:
        is_over.set()
        pressing.join()
        signal.signal(signal.SIGINT, former)


def test_a_brace_that_stands_in_the_wrong_line_is_seen(tmp_path: Path) -> None:
    first, *usual = (f'"{name}":{value}' for name, value in USUAL.items())
    lines = [line_of([f"{first}{{", *usual]), sealed(",".join([first, *usual]))]
    assert not check([lines[0], lines[1]], tmp_path)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*([PLAIN, a_line(1)] * 300), *odd_lines()]), min_size=1, max_size=12))
def test_any_block_that_is_read_at_once_says_what_its_lines_say(lines: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        check(lines, Path(name))


def test_a_delivery_with_corrections_gives_each_line_as_a_row(tmp_path: Path) -> None:
    records = [replace(a_record(n), origen=ORIGIN if n % 20 == 7 else None) for n in range(60)]
    clinic = a_clinic(tmp_path / "datos", *map(encode, records), b"damaged\n", BARE, a_line("otra cosa"))
    source = Source(clinic, {LOG_NAME: clinic / LOG_NAME})
    _, (taken,) = take(Lineage("linaje", ""), [deliveries.look(source, "0" * 64, 1, lambda: None)], tmp_path)
    assert taken.records is not None
    rows = rows_of(taken.records)
    assert [row["linea"] for row in rows] == [*range(1, 61), 62, 63]
    assert [row["clave_b"] for row in rows[:60]] == list(range(60))
    assert taken.damaged == 1
    assert taken.rows == 62
