"""Importing: readings of a file are predicted and appended; records of a log are appended as they are.

An imported record's id follows from what it says, so that a file imported again adds nothing, and one that grew adds
its new rows. Where it came from stands in `origen`. An import can be undone as a whole.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec.structs import replace

from core.exchange.buffered import Buffered
from core.exchange.incoming.own import Own
from core.exchange.incoming.rows import OWN_KEY, FileFlaw, FileRefusedError, Flaw, Row
from core.exchange.incoming.source import Format
from core.exchange.incoming.taking import Refused, Taker
from core.exchange.known import Counts, Found, KeySet, learned
from core.journal import reader
from core.journal.entry import stamp
from core.notes.imports import NAME as NOTES_NAME
from core.notes.imports import Imports
from core.records import record as records
from core.records.key import digest, fingerprints, fingerprints_of_readings
from core.system.paths import LOG_NAME
from core.system.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from core.clinical.model import Model
    from core.exchange.incoming.source import Source
    from core.exchange.incoming.taking import Taken
    from core.exchange.known import Merge
    from core.journal.writer import Journal
    from core.records.record import Record

_KEY_LENGTH: Final = 32


def import_name(source: Source) -> str:
    """Return the name by which the import of a file can be undone."""
    return source.sha256[: records.IMPORT_NAME_LENGTH]


@dataclass(slots=True)
class Imported:
    """Counts of an import so far: records `added`, `known` here already, `reinstated` of those, rows `refused`.

    `notes` are those about the records that came with them, in files of this program.
    """

    added: int = 0
    known: int = 0
    reinstated: int = 0
    refused: int = 0
    notes: int = 0

    @property
    def changes_anything(self) -> bool:
        """Whether anything was added."""
        return bool(self.added or self.reinstated or self.notes)


@dataclass(frozen=True, slots=True)
class Terms:
    """Conditions of an import: the model, this `puesto`, the present, and how times become local."""

    model: Model
    workplace: str
    now: datetime
    local: Callable[[datetime], datetime]


class _Incoming(NamedTuple):
    """A record of a file with an id, whether it is here, and its notes, each with the name of its journal."""

    record: Record
    found: Found
    notes: Sequence[tuple[str, Any]] = ()
    is_retracted: bool = False


class Import(Work):
    """A task that imports a file, in the thread that calls `run`; `done_so_far` has the counts.

    `writers` are those of all journals, by the name of the file; with None nothing is written: a dry run. The caller
    holds the lock of the data directory while they are given. `refuse` gets each refused row.
    """

    def __init__(
        self,
        source: Source,
        terms: Terms,
        log: Path,
        writers: Mapping[str, Journal[Any]] | None = None,
        refuse: Callable[[Refused], None] = lambda _: None,
    ) -> None:
        super().__init__()
        self.done_so_far = Imported()
        self._source = source
        self._terms = terms
        self._log = log
        self._tell_refused = refuse
        self._lines = Buffered(writers)
        self._said = fingerprints if source.kind is Format.LOG else fingerprints_of_readings
        self._counts = Counts()
        self._sent = KeySet()
        self._place = 0
        self._begun = stamp(terms.now)[0]

    def run(self) -> Imported:
        """Import the file. Raises FileRefusedError before anything is added; SaveError, ReadError or StoppedError."""
        here = reader.size(self._log)
        self.total = self._source.length + here
        merge = learned(self._log, here, self._advance, self._said)
        imports = Imports(self._log.parent)
        self._lines.sync()
        try:
            for found in self._of_log(merge) if self._source.kind is Format.LOG else self._of_rows(merge):
                self._take_in(found, imports)
            self._lines.write()
        finally:  # also of an import that did not end: no line that is still buffered
            self.done_so_far.added = self._lines.written[LOG_NAME]
        return self.done_so_far

    def _take_in(self, found: _Incoming, imports: Imports) -> None:
        if found.found is Found.MISSING:
            self._lines.add(LOG_NAME, records.encode(found.record))
        else:
            self.done_so_far.known += 1
            again = None if found.is_retracted else imports.repeat(str(found.record.id), self._terms.now)
            if again is not None:
                self.done_so_far.reinstated += 1
                self._lines.add(NOTES_NAME, again)
        for name, note in found.notes:
            line = imports.take(name, note)
            if line is not None:
                self.done_so_far.notes += 1
                self._lines.add(name, line)

    def _of_rows(self, merge: Merge) -> Iterator[_Incoming]:
        taker = Taker(self._source.mapping, self._terms.now, self._terms.local)
        for row in self._source.rows():
            self._go_on(row.line)
            taken = taker.take(row)
            if isinstance(taken, Refused):
                self._refuse(taken)
                continue
            incoming = self._with_notes(taken, merge) if isinstance(taken, Own) else self._scored(taken, merge)
            if incoming.found is Found.OTHER:
                self._refuse(Refused(row, Flaw.SAME_KEY))
            else:
                yield incoming

    def _scored(self, taken: Taken, merge: Merge) -> _Incoming:
        prediction = self._terms.model.predict(taken.reading)
        new = records.new_record(prediction, taken.time, self._terms.workplace)
        record = replace(new, id=self._name(taken), origen=self._origin(taken.line))
        return _Incoming(record, self._find(record, merge))

    def _find(self, record: Record, merge: Merge) -> Found:
        """Say whether a record with an id is here or stood earlier in the file; OTHER is one with other values."""
        (values,) = self._said([record])
        return merge.find_id(str(record.id), values)

    def _name(self, taken: Taken) -> str:
        """Return the id of a reading: by its key, else by time, values and number among equal ones.

        One of a message that was sent again has the number that it had the first time.
        """
        if taken.key:
            return own_key(taken.key).removeprefix(OWN_KEY)
        said = _hashed("valores", stamp(taken.time)[0], *map(str, taken.reading))
        message = f"{taken.sent} {said}"
        number = (taken.sent and self._sent.get(message)) or self._counts.add(said)
        if taken.sent:
            self._sent.add(message, number)
        return _hashed(said, str(number))

    def _of_log(self, merge: Merge) -> Iterator[_Incoming]:
        for block in reader.blocks(self._source.path):
            self._advance(len(block.data))
            for line in block.entries(records.classify):
                record = line.entry
                if record is None:
                    if line.kind.is_damage:
                        self._refuse(Refused(Row(line.number), Flaw.DAMAGED))
                    continue
                incoming, _ = self._as_it_is(record, line.number, merge)
                if incoming.found is Found.OTHER:
                    vitals = str(record.fiebre), str(record.presion), str(record.frecuencia_cardiaca)
                    row = Row(line.number, record.fecha, vitals, f"{OWN_KEY}{record.id}")
                    self._refuse(Refused(row, Flaw.SAME_KEY))
                else:
                    yield incoming

    def _as_it_is(self, record: Record, line: int, merge: Merge) -> tuple[_Incoming, bool]:
        """Return a record of this program, with an id; and whether it stands in the log here without one."""
        new = replace(record, origen=self._origin_with(record, line), crc=None)
        if record.id:
            return _Incoming(new, self._find(record, merge)), False
        content = digest(record)
        name = _hashed(content, str(self._counts.add(content)))
        is_here = merge.find(("", content, 0)) is Found.KNOWN
        found = Found.KNOWN if is_here else self._find(replace(record, id=name), merge)
        return _Incoming(replace(new, id=name), found), is_here

    def _with_notes(self, own: Own, merge: Merge) -> _Incoming:
        found, is_here = self._as_it_is(own.record, own.line, merge)
        notes = own.notes
        if not own.record.id and not is_here:  # it has an id from now on
            notes = [(name, replace(note, registro=found.record.id, crc=None)) for name, note in notes]
        return found._replace(notes=notes, is_retracted=own.is_retracted)

    def _origin_with(self, record: Record, line: int) -> dict[str, Any]:
        """Return the origin of a record that comes in as it is; what it says of an earlier one is kept."""
        before, ours = record.origen, self._origin(line)
        if isinstance(before, dict) and not record.imported:
            return {**before, **ours}
        return {**ours, "antes": before} if before is not None else ours

    def _origin(self, line: int) -> dict[str, Any]:
        return {"sha256": self._source.sha256, "linea": line, "importado": self._begun}

    def _refuse(self, refused: Refused) -> None:
        self.done_so_far.refused += 1
        self._tell_refused(refused)

    def _go_on(self, line: int) -> None:
        place = min(self._source.length, self._source.length * line // self._source.lines)
        self._advance(max(0, place - self._place))
        self._place = max(place, self._place)


class Undo(Work):
    """A task that takes all records of an import out of the counts, in the thread that calls `run`.

    `writers` as of Import.
    """

    def __init__(self, name: str, now: datetime, log: Path, writers: Mapping[str, Journal[Any]]) -> None:
        super().__init__()
        self._name = name
        self._now = now
        self._log = log
        self._lines = Buffered(writers)

    @property
    def done_so_far(self) -> int:
        """The number of records that counted until then."""
        return self._lines.written[NOTES_NAME]

    def run(self) -> int:
        """Undo the import. Raises FileRefusedError: NO_SUCH_IMPORT; SaveError, ReadError or StoppedError."""
        self.total = reader.size(self._log)
        imports = Imports(self._log.parent)
        self._lines.sync()
        is_there = False
        for block in reader.blocks(self._log, self.total):
            self._advance(len(block.data))
            for line in block.entries(records.classify):
                record = line.entry
                if record is None or not record.id or record.imported != self._name:
                    continue
                is_there = True
                undone = imports.undo(record.id, self._now)
                if undone is not None:
                    self._lines.add(NOTES_NAME, undone)
        if not is_there:
            raise FileRefusedError(FileFlaw.NO_SUCH_IMPORT, self._name)
        self._lines.write()
        return self.done_so_far


def own_key(key: str) -> str:
    """Return the key for a file of refused rows: it leads to the same id, and does not tell the key of the file."""
    return key if key.startswith(OWN_KEY) else OWN_KEY + _hashed("clave", key)


def _hashed(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:_KEY_LENGTH]
