"""From staged files to the lake's next version: each record and note once, and which of them are retracted.

Nothing is ever taken out: a record that the lake has stays, and of two with one key the first holds. Rows that are in
the lake already, or twice among the new ones, are dropped before they are published, so that no query has to look for
them. Of two new ones, that with the lower line number is kept: a log begins with its own records, and another clinic
that restored its backup has them behind its own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from msgspec.structs import replace

from core.district import sums
from core.district.change import Change, written
from core.district.columns import note_row
from core.district.duck import Duck, parquet
from core.district.manifest import DELIVERIES, IN_FORCE, KNOWN, NOTES, RECORDS, RETRACTED, TAKEN
from core.district.schemas import DELIVERY_ROW, NOTE_ROW, RECORD_ROW, SCHEMAS
from core.notes import journals
from core.notes.decisions import Decisions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.district.files import Store
    from core.district.intake import Taken
    from core.district.manifest import LakeFile, Lineage, Manifest

_CONTENT: Final = "fecha, zona, fiebre, presion, frecuencia_cardiaca, categoria, modelo, puntaje"


@dataclass(slots=True)
class Told:
    """What became of the records of one delivery: new to the lake, known, or repeated within the log.

    `shared` are known from another lineage, and are among the `known`; `conflicts` have the key of an earlier one and
    other values; `last_day` is the latest day of the new ones.
    """

    new: int = 0
    known: int = 0
    copies: int = 0
    shared: int = 0
    conflicts: int = 0
    last_day: Any = None


@dataclass(slots=True)
class Merge:
    """The next version of a lake that is being made. `taken` are the deliveries that were read, none refused.

    `tell` is called at each step, and may raise StoppedError.
    """

    store: Store
    manifest: Manifest
    taken: list[Taken]
    now: datetime
    tell: Callable[[], None]
    told: dict[str, Told] = field(default_factory=dict)
    """By the SHA-256 of the delivery."""
    _duck: Duck | None = None
    _change: Change = field(init=False)

    def __post_init__(self) -> None:
        self._change = Change(self.store, self.manifest, self.tell)

    def interrupt(self) -> None:
        """End the query that runs: `prepare` raises StoppedError."""
        if self._duck is not None:
            self._duck.interrupt()

    def prepare(self) -> None:
        """Drop known entries; make files of notes and retracted records. Raises LakeError, ReadError or SaveError."""
        self.told = {one.look.sha256: Told(new=one.rows) for one in self.taken}
        self.tell()
        self._duck = duck = Duck(self.store.staging)
        try:
            for table in (RECORDS, RETRACTED, NOTES, IN_FORCE):
                duck.table(table, [self._local(file) for file in self.manifest.files(table)])
            records = {str(one.records): one for one in self.taken if one.records is not None}
            if records:
                self._drop_known(duck, records)
            duck.table("nuevos", self._records(), RECORDS)
            self._add_up(duck)
            self._merge_notes(duck)
        finally:
            self._duck = None
            duck.close()

    def publish(self, lineages: dict[str, Lineage]) -> Manifest:
        """Move all files into the lake and return its next manifest, which is not committed yet."""
        for one in self.taken:
            if one.records is not None:
                self._change.add(RECORDS, one.records, one.rows)
        self._write_deliveries()
        for one in self.taken:
            for name, copy in one.copies.items():
                self.tell()
                self.store.publish(copy, f"{DELIVERIES}/{name}")
        after = self._change.version(self.now, (lineages[name] for name in sorted(lineages)))
        return replace(after, sumados=after.rows(RECORDS))

    def reaches(self, one: Taken) -> datetime:
        """Return the time up to which a delivery has all records, never later than now.

        A backup states it; of other files it is the end of the day of their last new record, or of nothing new, now.
        """
        last = self.told[one.look.sha256].last_day
        if one.look.states is not None:
            return min(one.look.states, self.now)
        if last is None or last >= self.now.date():
            return self.now
        return datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1)

    def _records(self) -> list[Path]:
        return [one.records for one in self.taken if one.records is not None]

    def _local(self, file: LakeFile) -> Path:
        return self.store.local(file.nombre, file.sha256)

    def _drop_known(self, duck: Duck, records: dict[str, Taken]) -> None:
        new = parquet([one.records for one in records.values() if one.records], ", filename = true")
        duck.run(
            f"""CREATE TEMP TABLE repetidas AS  -- by half of the key, which is faster, and told apart below
            SELECT clave_a FROM {new} GROUP BY ALL HAVING count(*) > 1
            UNION SELECT n.clave_a FROM {new} n SEMI JOIN registros USING (clave_a)"""
        )
        for name, last in duck.rows(f"SELECT filename, max(dia) FROM {new} GROUP BY ALL"):
            self.told[records[name].look.sha256].last_day = last
        orders = pa.table({"filename": list(records), "orden": list(range(len(records)))})
        duck.take("ordenes", orders)
        row = f"clave_a, clave_b, linaje, linea, row({_CONTENT}) AS c"
        found = duck.rows(
            f"""WITH filas AS (
                SELECT filename, orden, {row} FROM {new} SEMI JOIN repetidas USING (clave_a)
                    JOIN ordenes USING (filename)
                UNION ALL SELECT '', -1, {row} FROM registros SEMI JOIN repetidas USING (clave_a)
            )
            SELECT filename, linea, filename = f, linaje = l, c IS DISTINCT FROM d FROM (
                SELECT *, row_number() OVER w AS lugar,
                    first_value(filename) OVER w AS f, first_value(linaje) OVER w AS l, first_value(c) OVER w AS d
                FROM filas WINDOW w AS (PARTITION BY clave_a, clave_b ORDER BY orden < 0 DESC, linea, orden)
            ) WHERE lugar > 1 AND orden >= 0"""
        )
        drops: defaultdict[str, list[int]] = defaultdict(list)
        for name, line, is_in_file, is_in_lineage, is_other in found:
            told = self.told[records[name].look.sha256]
            drops[name].append(line)
            told.new -= 1
            told.copies += is_in_file
            told.known += not is_in_file
            told.shared += not is_in_lineage
            told.conflicts += is_other
        for name, lines in drops.items():
            self.tell()
            self._rewrite(records[name], lines)

    def _rewrite(self, taken: Taken, lines: list[int]) -> None:
        """Leave rows out of a staged file; without any rows it is removed."""
        path = taken.records
        if path is None:
            return
        table = pq.read_table(path, schema=RECORD_ROW)
        kept = table.filter(pc.invert(pc.is_in(table["linea"], pa.array(lines, pa.int64()))))
        path.unlink()
        taken.rows = kept.num_rows
        taken.records = written(path, kept) if kept.num_rows else None

    def _add_up(self, duck: Duck) -> None:
        """Make the sums of the new records; of all, if the lake's own do not count them all."""
        new = "nuevos"
        if not self.manifest.has_sums:
            new = "(SELECT * FROM registros UNION ALL SELECT * FROM nuevos) r"
        for table, made in sums.MADE_BY.items():
            self.tell()
            if not self.manifest.has_sums:
                self._change.leave_out(self.manifest.files(table))
            self._change.add_rows(table, duck.arrow(made(new).sql).cast(SCHEMAS[table]))

    def _merge_notes(self, duck: Duck) -> None:
        paths = [one.notes for one in self.taken if one.notes is not None]
        duck.table("notas_nuevas", paths, NOTES)
        fresh = duck.arrow(
            """SELECT DISTINCT ON (diario, texto) * FROM notas_nuevas n
            WHERE NOT EXISTS (SELECT 1 FROM notas v WHERE v.diario = n.diario AND v.texto = n.texto)
            ORDER BY diario, texto, linaje"""
        ).cast(NOTE_ROW)
        duck.take("notas_frescas", fresh)
        if fresh.num_rows:
            self._change.add_rows(NOTES, fresh)
            self._fold(duck)
        else:
            duck.run("CREATE TEMP VIEW tocadas AS SELECT diario, clave_a, clave_b FROM notas_frescas")
            duck.run("CREATE TEMP VIEW en_vigor AS SELECT * FROM vigentes")
        self._retract(duck)

    def _fold(self, duck: Duck) -> None:
        """Say anew which note holds, of the records that new ones speak of."""
        duck.run("CREATE TEMP TABLE tocadas AS SELECT DISTINCT diario, clave_a, clave_b FROM notas_frescas")
        said = duck.rows(
            """SELECT diario, registro, texto FROM (SELECT * FROM notas UNION ALL SELECT * FROM notas_frescas)
            SEMI JOIN tocadas USING (diario, clave_a, clave_b) ORDER BY diario, registro, nota, texto"""
        )
        duck.take("sostenidas", pa.Table.from_pylist(_holding(said), schema=NOTE_ROW))
        duck.run(
            """CREATE TEMP VIEW en_vigor AS SELECT * FROM vigentes ANTI JOIN tocadas USING (diario, clave_a, clave_b)
            UNION ALL SELECT * FROM sostenidas"""
        )
        self._replace(IN_FORCE, duck.arrow("SELECT * FROM en_vigor ORDER BY diario, registro").cast(NOTE_ROW))

    def _retract(self, duck: Duck) -> None:
        """Write the retracted records anew, if notes or new records have changed which they are."""
        names_of = [f"'{kind.name}'" for kind in journals.of_notes() if kind.role is journals.Role.RETRACTIONS]
        retracting = f"diario IN ({', '.join(names_of)})"
        duck.run(
            f"CREATE TEMP TABLE anulables AS SELECT clave_a, clave_b FROM en_vigor WHERE {retracting} AND efecto"
        )
        duck.run(f"CREATE TEMP TABLE cambiadas AS SELECT clave_a, clave_b FROM tocadas WHERE {retracting}")
        changed = duck.rows(
            """SELECT (SELECT count(*) FROM cambiadas) + (SELECT count(*) FROM nuevos SEMI JOIN anulables
            USING (clave_a, clave_b))"""
        )
        if not changed[0][0]:
            return
        names = ", ".join(RECORD_ROW.names)
        retracted = duck.arrow(
            f"""SELECT {names} FROM anulados ANTI JOIN cambiadas USING (clave_a, clave_b)
            UNION ALL SELECT {names} FROM nuevos SEMI JOIN anulables USING (clave_a, clave_b)
            UNION ALL SELECT {names} FROM registros SEMI JOIN (
                SELECT * FROM cambiadas SEMI JOIN anulables USING (clave_a, clave_b)
            ) USING (clave_a, clave_b)
            ORDER BY clave_a, clave_b"""
        ).cast(RECORD_ROW)
        self._replace(RETRACTED, retracted)

    def _write_deliveries(self) -> None:
        rows = []
        for one in self.taken:
            told = self.told[one.look.sha256]
            rows.append(
                {
                    "sha256": one.look.sha256,
                    "linaje": one.lineage,
                    "recibida": _naive(self.now),
                    "hasta": _naive(self.reaches(one)),
                    "bytes": one.look.length,
                    "nuevos": told.new,
                    "conocidos": told.known,
                    "danadas": one.damaged,
                    "copias": json.dumps(one.kept, sort_keys=True),
                }
            )
        self._change.add_rows(TAKEN, pa.Table.from_pylist(rows, schema=DELIVERY_ROW))
        hashes = "".join(f"{one.look.sha256}\n" for one in self.taken)
        self._change.add_text(KNOWN, hashes, len(self.taken))

    def _replace(self, table: str, rows: pa.Table) -> None:
        self._change.leave_out(self.manifest.files(table))
        self._change.add_rows(table, rows)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _holding(said: list[tuple[str, str, str]]) -> list[dict[str, object]]:
    """Return the note that holds of each record, as rows; `said` are journal, record and text of all their notes."""
    found = []
    kinds = {kind.name: kind for kind in journals.of_notes()}
    by_record: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for journal, record, text in said:
        by_record[journal, record].append(text)
    for (journal, record), texts in by_record.items():
        notes: Decisions[Any] = Decisions()
        for text in texts:
            notes.apply(kinds[journal].codec.classify(text.encode())[1])
        if (note := notes.holding(record)) is not None:
            found.append(note_row(kinds[journal], note, ""))
    return found
