"""A data set: the records of a lake with their verdicts, frozen into Parquet and named by what they are.

The id is the SHA-256 of the manifest, which has that of the rows: the same deliveries give the same id on every
machine, also with another version of the library that writes Parquet, whose bytes are compared with the rows.
"""

from __future__ import annotations

import hashlib
import io
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from core.clinical.vitals import Reading, RefusedError
from core.district import queries
from core.district.errors import LakeError, LakeFault
from core.district.learning.cases import Case
from core.district.learning.errors import LearningError, LearningFault
from core.district.manifest import TAKEN
from core.district.queries import NOT_RETRACTED, Query, Where
from core.district.reporting import Clinics
from core.notes import verdicts
from core.notes.decisions import Decisions
from core.system.paths import VERDICTS_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.district import manifest as lakes
    from core.district.files import Store
    from core.district.queries import Engine
    from core.notes.verdicts import Verdict

FORMAT: Final = "predictor-medico/conjunto"
VERSION: Final = 1
FOLDER: Final = "conjuntos"
_SHORTEST: Final = 6
"""Fewest digits of an id that name a data set."""


class Kind(StrEnum):
    """Which records a data set has: those with a blind verdict, those with any verdict, or all that count."""

    BLIND = "a-ciegas"
    JUDGED = "criterios"
    ALL = "registros"


class Asked(msgspec.Struct, frozen=True):
    """The selection: days (`2026-11-01`, "" for no bound), codes or keys of clinics (none: all), which records."""

    desde: str = ""
    hasta: str = ""
    establecimientos: tuple[str, ...] = ()
    incluye: Kind = Kind.BLIND


class Manifest(msgspec.Struct, frozen=True):
    """What a data set is. `imposibles` are records left out for values that no living adult has.

    `entregas` are the SHA-256 of the deliveries that were in the lake, ascending.
    """

    formato: str
    version: int
    pedido: Asked
    registros: int
    criterios: int
    a_ciegas: int
    imposibles: int
    desde: str
    hasta: str
    por_establecimiento: dict[str, int]
    sha256_filas: str
    entregas: tuple[str, ...]


class DataSet(NamedTuple):
    """A data set with its cases, in order of their records' ids."""

    id: str
    manifest: Manifest
    cases: tuple[Case, ...]


def freeze(engine: Engine, lake: lakes.Manifest, asked: Asked, deliveries: Sequence[str]) -> DataSet:
    """Return the selected records of the lake. Raises LearningError: NO_CLINIC, or EMPTY if there are none."""
    clinics = Clinics(lake, {})
    for unknown in sorted(set(asked.establecimientos) - clinics.by_key.keys()):
        raise LearningError(LearningFault.NO_CLINIC, unknown)
    said = _verdicts(engine)
    cases: list[Case] = []
    impossible = 0
    wanted = set(asked.establecimientos)
    for key, source, time, *vitals, category, model in engine.answer(_records(asked)):
        clinic = clinics.of(source).key
        if wanted and clinic not in wanted:
            continue
        try:
            reading = Reading.from_numbers(
                dict(zip(("fiebre", "presion", "frecuencia_cardiaca"), map(_whole, vitals), strict=True))
            )
        except RefusedError:
            impossible += 1
            continue
        verdict, is_blind = _of(said, key)
        if (not verdict and asked.incluye is not Kind.ALL) or (not is_blind and asked.incluye is Kind.BLIND):
            continue
        cases.append(
            Case(
                key,
                clinic,
                time.isoformat(" ", "seconds"),
                float(reading.temperature_c),
                int(reading.systolic_mmhg),
                int(reading.heart_rate_bpm),
                category,
                model or "",
                verdict,
                is_blind,
            )
        )
    if not cases:
        raise LearningError(LearningFault.EMPTY)
    return _named(asked, cases, impossible, deliveries)


def deliveries_of(store: Store, lake: lakes.Manifest) -> list[list[dict[str, Any]]]:
    """Return the deliveries that a lake has taken, those taken together in one list, in order."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - with a lake only

    return [pq.read_table(store.local(file.nombre, file.sha256)).to_pylist() for file in lake.files(TAKEN)]


def save(store: Store, data_set: DataSet) -> bool:
    """Write a data set into the lake; return whether it is new there. The caller is the lake's writer.

    A file of it that is damaged is written again.
    """
    here = set(store.names(FOLDER))
    rows, manifest = names(data_set.id)
    if rows in here and not _has_rows(store, data_set):
        store.remove(rows)
        here.remove(rows)
    if rows not in here:
        store.create(rows, parquet_of(data_set.cases))
    is_new, content = manifest not in here, encode(data_set.manifest)
    if not is_new and store.read(manifest) != content:
        store.remove(manifest)
        here.remove(manifest)
    if manifest not in here:
        store.create(manifest, content)  # last: from here on it is there
    return is_new


def names(data_set: str) -> tuple[str, str]:
    """Return the names of a data set's files in the lake: its rows, then its manifest."""
    return _name(data_set, "parquet"), _name(data_set, "json")


def ids(store: Store) -> list[str]:
    """Return the ids of the data sets of a lake, ascending."""
    return [
        name.removeprefix(f"{FOLDER}/").removesuffix(".json")
        for name in store.names(FOLDER)
        if name.endswith(".json")
    ]


def find(store: Store, given: str) -> str:
    """Return the id that begins with `given`. Raises LearningError."""
    found = [one for one in ids(store) if one.startswith(given.lower())] if len(given) >= _SHORTEST else []
    if len(found) != 1:
        raise LearningError(LearningFault.AMBIGUOUS if found else LearningFault.NO_DATA_SET, given)
    return found[0]


def load_manifest(store: Store, data_set: str) -> Manifest:
    """Return the manifest of a data set by its whole id. Raises LakeError, DAMAGED, or ReadError."""
    return decode(store.read(_name(data_set, "json")), data_set, f"{store.place}/{_name(data_set, 'json')}")


def decode(content: bytes, data_set: str, place: str) -> Manifest:
    """Return a manifest whose SHA-256 is `data_set`. Raises LakeError, DAMAGED."""
    try:
        found = msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, RecursionError):
        raise LakeError(LakeFault.DAMAGED, place) from None
    if hashlib.sha256(content).hexdigest() != data_set or found.formato != FORMAT:
        raise LakeError(LakeFault.DAMAGED, place)
    if found.version > VERSION:
        raise LakeError(LakeFault.NEWER, place)
    return found


def load(store: Store, given: str) -> DataSet:
    """Return a data set by the beginning of its id, its rows checked.

    Raises LearningError, LakeError or ReadError.
    """
    data_set = find(store, given)
    manifest = load_manifest(store, data_set)
    return DataSet(data_set, manifest, _rows(store, data_set, manifest))


def _has_rows(store: Store, data_set: DataSet) -> bool:
    try:
        return _rows(store, data_set.id, data_set.manifest) == data_set.cases
    except LakeError as error:
        if error.fault is not LakeFault.DAMAGED:
            raise
        return False


def _rows(store: Store, data_set: str, manifest: Manifest) -> tuple[Case, ...]:
    """Return the rows of a data set. Raises LakeError, DAMAGED, or ReadError."""
    import pyarrow as pa  # noqa: PLC0415 - with a data set only
    import pyarrow.parquet as pq  # noqa: PLC0415 - likewise

    name = _name(data_set, "parquet")
    content = pa.BufferReader(store.read(name))
    try:
        table = pq.read_table(content, columns=list(Case._fields))
        cases = tuple(Case(*row.values()) for row in table.to_pylist())
    except (pa.ArrowException, OSError, TypeError):  # OSError too is of what stands in the file: it is in memory
        raise LakeError(LakeFault.DAMAGED, f"{store.place}/{name}") from None
    if _digest(cases) != manifest.sha256_filas:
        raise LakeError(LakeFault.DAMAGED, f"{store.place}/{name}")
    return cases


def encode(manifest: Manifest) -> bytes:
    """Return the manifest's file, whose SHA-256 is the id."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def parquet_of(cases: Sequence[Case]) -> bytes:
    """Return the Parquet file of cases."""
    import pyarrow as pa  # noqa: PLC0415 - with a data set only
    import pyarrow.parquet as pq  # noqa: PLC0415 - likewise

    types = {"fiebre": pa.float64(), "presion": pa.int32(), "frecuencia_cardiaca": pa.int32(), "a_ciegas": pa.bool_()}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in Case._fields])
    columns = zip(*cases, strict=True)
    target = io.BytesIO()
    pq.write_table(pa.table([list(column) for column in columns], schema=schema), target, compression="zstd")
    return target.getvalue()


def _named(asked: Asked, cases: list[Case], impossible: int, deliveries: Sequence[str]) -> DataSet:
    per_clinic: dict[str, int] = {}
    for case in cases:
        per_clinic[case.establecimiento] = per_clinic.get(case.establecimiento, 0) + 1
    days = [case.fecha[:10] for case in cases]
    manifest = Manifest(
        FORMAT,
        VERSION,
        msgspec.structs.replace(asked, establecimientos=tuple(sorted(asked.establecimientos))),
        len(cases),
        sum(bool(case.criterio) for case in cases),
        sum(case.a_ciegas for case in cases),
        impossible,
        min(days),
        max(days),
        dict(sorted(per_clinic.items())),
        _digest(cases),
        tuple(sorted(deliveries)),
    )
    return DataSet(hashlib.sha256(encode(manifest)).hexdigest(), manifest, tuple(cases))


def _digest(cases: Sequence[Case]) -> str:
    """Return the SHA-256 of the rows as JSON lines, which depends on no library of tables."""
    checksum = hashlib.sha256()
    for case in cases:
        checksum.update(msgspec.json.encode(tuple(case)) + b"\n")
    return checksum.hexdigest()


def _name(data_set: str, suffix: str) -> str:
    return f"{FOLDER}/{data_set}.{suffix}"


def _whole(value: float) -> float:
    """Return a number without a fraction as a whole one, which vital signs without decimals ask for."""
    return int(value) if value == value // 1 else value


def _records(asked: Asked) -> Query:
    condition = Where(_date(asked.desde), _date(asked.hasta)).clause()
    has_verdict = (
        f"EXISTS (SELECT 1 FROM vigentes v WHERE v.diario = '{VERDICTS_NAME}' AND v.efecto"
        " AND v.clave_a = r.clave_a AND v.clave_b = r.clave_b)"
    )
    kind = "1 = 1" if asked.incluye is Kind.ALL else has_verdict
    return Query(
        f"""SELECT {queries.ID} AS id, procedencia, fecha, fiebre, presion, frecuencia_cardiaca, categoria, modelo
        FROM registros r WHERE {condition.sql} AND {NOT_RETRACTED} AND {kind} ORDER BY id""",
        condition.values,
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _verdicts(engine: Engine) -> Decisions[Verdict]:
    """Return all that clinicians have said: which one is blind may stand behind the one that holds."""
    decisions: Decisions[Verdict] = Decisions()
    for note in _notes(engine):
        decisions.apply(note)
    return decisions


def _notes(engine: Engine) -> Iterator[Verdict]:
    said = Query(f"SELECT texto FROM notas WHERE diario = '{VERDICTS_NAME}' ORDER BY registro, nota, texto")
    for (text,) in engine.answer(said):
        note = verdicts.classify(text.encode())[1]
        if note is not None:
            yield note


def _of(decisions: Decisions[Verdict], record: str) -> tuple[str, bool]:
    """Return the verdict of a record, the blind one where there is one, and whether it is; "" for none."""
    standing = decisions.holding(record)
    if standing is None or standing.criterio is None:
        return "", False
    blind = verdicts.blind(decisions, record)
    if blind is not None and blind.criterio is not None:
        return blind.criterio.value, True
    return standing.criterio.value, False
