"""Coverage-guided fuzzing of the log: good lines stay found, and after any recovery the next append is readable.

    uv run --with atheris python tests/faults/fuzz_log.py -max_total_time=600 -rss_limit_mb=1024 /tmp/corpus

By hand, for it never ends by itself. The options are libFuzzer's. What breaks a promise is kept as `crash-…` in the
current folder; given files alone, it tries each of them once, for which it needs no `atheris`.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from core.records.record import classify

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults import fuzzing

with fuzzing.watched(["core"]):
    from core.journal import reader
    from core.journal.entry import unsealed
    from core.journal.health import Health
    from core.journal.writer import Journal
    from core.records import batch, lines
    from core.records.period import Period
    from core.records.record import Record, classify, encode
    from core.report.report import Tally
    from core.station import checkpoint
    from core.station.load import DAMAGE_LISTED, Load
    from core.vocabulary import Category, LineKind

if TYPE_CHECKING:
    from collections.abc import Sequence

CATEGORIES = [category.value for category in Category]
DAYS = ("2025-11-13", "2025-11-14", "2024-02-29")
MOST_LINES = 24
MOST_EDITS = 6
OLD_SERVICE = (
    b'{"fecha": "2025-11-14 22:31:10", "fiebre": 38.0, "presion": 120, "frecuencia_cardiaca": 90, '
    b'"resultado": "ENFERMEDAD AGUDA"}\n'
)
LAST = encode(Record("2025-12-01 08:00:00", 36.5, 120, 70, CATEGORIES[0], "-05:00", "f" * 32, "reglas-1", 0))

GOOD = [
    encode(Record(f"{day} 22:31:10", 38.0, 120, 90, category, "-05:00", f"{number:032x}", "reglas-1.0.1+3f2a9c1b", 4))
    for number, (day, category) in enumerate((day, category) for day in DAYS for category in CATEGORIES)
]
GOOD.append(OLD_SERVICE)

FOREIGN = (
    b"\0",
    b"\0" * 300,
    b"\n",
    b"\r\n",
    b"\r",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b" ",
    b"{",
    b"}",
    b'"',
    b",",
    b"[" * 3000,
    b'{"x":' * 500,
    b"1" * 5000,
    b"NaN",
    b"\\ud800",
    b'"crc":"00000000"}',
    b',"presion":121',
    GOOD[0],
    GOOD[1][:-1],
    GOOD[2][:60],
    OLD_SERVICE[:-1],
    GOOD[3][:-1].decode().encode("utf-16-le"),
    b"x" * (64 * 1024),
    b"\0" * (64 * 1024),
)


class Choices:
    """Decodes the fuzzer's bytes into choices. When they run out, the first of each choice is taken."""

    def __init__(self, given: bytes) -> None:
        self._given = given

    def content(self, length: int) -> bytes:
        """Take so many bytes, or the rest if there are fewer."""
        taken, self._given = self._given[:length], self._given[length:]
        return taken

    def number(self, most: int) -> int:
        """Choose a number from 0 to `most`."""
        return int.from_bytes(self.content(1 if most < 256 else 3)) % (most + 1)

    def one_of(self, all_of_them: Sequence[bytes]) -> bytes:
        """Choose one."""
        return all_of_them[self.number(len(all_of_them) - 1)]


class Mutated:
    """A log of good lines after some edits; it knows which of the good lines nobody has touched."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        # Parts of the log, each with the number of the good line that it is, or None if it is none any more.
        self._parts: list[tuple[int | None, bytes]] = []
        for _ in range(choices.number(MOST_LINES)):
            number = choices.number(len(GOOD) - 1)
            self._parts.append((number, GOOD[number]))
        for _ in range(choices.number(MOST_EDITS)):
            self._edit()

    @property
    def content(self) -> bytes:
        """The bytes of the log."""
        return b"".join(content for _, content in self._parts)

    @property
    def untouched(self) -> list[tuple[int, int]]:
        """Offset and number of each good line that is whole and begins where a line begins."""
        found, offset, begins = [], 0, True
        for number, content in self._parts:
            if number is not None and begins:
                found.append((offset, number))
            offset += len(content)
            begins = content.endswith(b"\n") if content else begins
        return found

    def _foreign(self) -> bytes:
        if self._choices.number(1):
            return self._choices.one_of(FOREIGN)
        return self._choices.content(self._choices.number(40))

    def _edit(self) -> None:
        number = self._choices.number
        kind = number(5)
        if kind == 0 or not self._parts:  # between two lines, or at the end
            self._parts.insert(number(len(self._parts)), (None, self._foreign()))
            return
        index = number(len(self._parts) - 1)
        content = self._parts[index][1]
        at = number(len(content))
        before, behind = content[:at], content[at:]
        if kind == 1:  # a flipped bit
            changed = before + bytes(byte ^ 1 << number(7) for byte in behind[:1]) + behind[1:]
        elif kind == 2:  # torn
            changed = before
        elif kind == 3:  # something in between
            changed = before + self._foreign() + behind
        elif kind == 4:  # something instead
            foreign = self._foreign()
            changed = before + foreign + behind[len(foreign) :]
        else:  # a hole
            hole = number(400)
            changed = before + b"\0" * len(behind[:hole]) + behind[hole:]
        if changed != content:
            self._parts[index] = (None, changed)


def expect(holds: bool, promise: str) -> None:
    """Fail with the promise that was broken, also under `python -O`."""
    if not holds:
        raise AssertionError(promise)


def by_definition(content: bytes) -> list[tuple[int, int, bool]]:
    """Offset, length and whether it is a record, of each line: split at newlines, and nothing clever."""
    found, offset = [], 0
    *whole, tail = content.split(b"\n")
    for part in whole:
        found.append((offset, len(part) + 1, classify(part)[1] is not None))
        offset += len(part) + 1
    if tail:
        found.append((offset, len(tail), classify(tail)[1] is not None))
    return found


def check_reading(log: Path, mutated: Mutated) -> None:
    """All ways to read agree, and find every untouched line."""
    read = list(lines.read(log))
    expect(
        [(line.offset, line.length, line.entry is not None) for line in read] == by_definition(mutated.content),
        "the log is read by the definition",
    )
    records = {line.offset: line.entry for line in read if line.entry is not None}
    for offset, number in mutated.untouched:
        expect(records.get(offset) == classify(GOOD[number][:-1])[1], "a good line that nobody touched is found")
    for block in reader.blocks(log):
        found = batch.decode(block)
        if found is not None:
            slow = [line.entry for line in block.entries(classify)]
            expect([record and record.fecha for record in slow] == found.times, "the quick way is right")
            expect([record and record.resultado for record in slow] == found.categories, "the quick way is right")
            expect([record and record.id for record in slow] == found.ids, "the quick way is right")


def check_report(log: Path) -> None:
    """Without a sidecar and with one, the report is that of the lines, of each id the first."""
    tally, health = Tally(partial(lines.record_at, log)), Health(listed=DAMAGE_LISTED)
    first: dict[str, Record] = {}
    for found in lines.read(log):
        line, record = found, found.entry
        if record is not None and record.id:
            known = first.setdefault(record.id, record)
            if known is not record:
                kind = LineKind.COPY if unsealed(known) == unsealed(record) else LineKind.CONFLICT
                line = replace(line, kind=kind, entry=None)
        health.add(line)
        if line.entry is not None:
            tally.add(line.entry, line.offset)
    truth = tally.report(Period())
    for _ in range(2):
        result = Load(log, reader.size(log)).run()
        expect(result.tally.report(Period()) == truth, "the report is that of the lines")
        expect(result.health == health, "the damage is that of the lines")
        if result.mark.offset:
            checkpoint.write(log, result)


def check_appending(log: Path, content: bytes) -> None:
    """With any tail every byte stays, and the next record is readable, also after a restart."""
    before = sum(line.entry is not None for line in lines.read(log))
    for _ in range(2):
        with Journal(log, classify) as journal:
            offset = journal.append(LAST)
        expect(lines.record_at(log, offset) == classify(LAST[:-1])[1], "the next append is readable")
    after = [line.entry for line in lines.read(log)]
    expect(log.read_bytes().startswith(content), "every byte is kept")
    expect(sum(record is not None for record in after) == before + 2, "recovery neither makes nor hides a record")


def check_one_input(directory: Path, given: bytes) -> None:
    """Make a log of the fuzzer's bytes, hurt it as they say, and see that all promises hold."""
    mutated = Mutated(Choices(given))
    log = directory / "predicciones.log"
    checkpoint.path_beside(log).unlink(missing_ok=True)
    log.write_bytes(mutated.content)
    check_reading(log, mutated)
    check_report(log)
    check_appending(log, mutated.content)
    check_report(log)


def main(arguments: list[str]) -> None:
    """Try the files that are given, or fuzz."""
    fuzzing.run(check_one_input, arguments)


if __name__ == "__main__":
    main(sys.argv)
