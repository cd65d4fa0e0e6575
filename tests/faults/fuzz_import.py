"""Coverage-guided fuzzing of files to import: whatever a table, HL7, FHIR or log holds is refused or harmless.

    uv run --with atheris python tests/faults/fuzz_import.py -max_total_time=600 -rss_limit_mb=2048 /tmp/corpus

By hand, as fuzz_log.py beside it; `seeds FOLDER` writes good files to begin with, into a folder that is there.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults import fuzzing

with fuzzing.watched(["core.exchange", "core.clinical.vitals", "csv"]):
    from core.clinical.model import load
    from core.errors import PredictorError
    from core.exchange.incoming.importing import Import, Imported, Terms
    from core.exchange.incoming.mapping import Mapping
    from core.exchange.incoming.preview import Previewing
    from core.exchange.incoming.source import Format, Look
    from core.journal.writer import Journal
    from core.notes import journals
    from core.records import lines
    from core.records.record import encode

    from core.exchange import fhir  # isort: skip
    from core.journal.health import Health  # isort: skip
    from core.records.period import Period  # isort: skip
    from core.records.record import Record  # isort: skip

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TERMS = Terms(load(), "8f3a01c2", NOW, lambda time: time.replace(tzinfo=UTC) if time.tzinfo is None else time)
KINDS = (None, None, None, Format.TABLE, Format.HL7, Format.FHIR, Format.LOG)
"""What a file is said to be, by its length: mostly nothing."""

MESSAGE = (
    "MSH|^~\\&|S|F|R|C|20261123081500||ORU^R01|1|T|2.5\rPID|1|10987||Núñez^Ana\rOBR|1||||||20261123081000-0500\r"
    "OBX|1|NM|8310-5^x^LN||101.3|[degF]|||||F\rOBX|2|NM|8480-6^x^LN||120|mm[Hg]|||||F\r"
    "OBX|3|NM|MDC_PULS_RATE^x^MDC||90|MDC_DIM_BEAT_PER_MIN|||||F|||20261123081000\r"
)


def seeds() -> list[bytes]:
    """Return good files of each format, to begin with."""
    found = []
    for delimiter, sign, time, encoding in (
        (";", ",", "23/11/2025 08:15", "utf-8-sig"),
        (",", ".", "2025-11-23T08:15:00-05:00", "utf-8"),
        ("\t", ",", "11/23/2025 8:15 p. m.", "utf-16"),
        ("|", ".", "23.11.2025", "cp1252"),
    ):
        out = io.StringIO()
        table = csv.writer(out, delimiter=delimiter)
        table.writerow(["Nombre", "Fecha", "Temperatura", "Presión", "Pulso", "KEY"])
        table.writerows(["Añón", time, f"38{sign}{row}", 118 + row, 90, f"k{row}"] for row in range(3))
        found.append(out.getvalue().encode(encoding))
    observed = [("Temperatura", "38,5"), ("Presión sistólica", "120"), ("Frecuencia cardíaca", "90")]
    rows = "".join(f"2025-11-23;v1;{name};{value}\r\n" for name, value in observed)
    found.append(f"Fecha;Visita;Código;Valor\r\n{rows}".encode())
    found += [MESSAGE.encode(), MESSAGE.replace("\r", "\n").replace("101.3", "38,5").encode("cp1252")]
    record = Record("2025-11-14 22:31:10", 38.0, 120, 90, "ENFERMEDAD AGUDA", "-05:00", "f" * 32, "reglas-1", 4)
    with tempfile.TemporaryDirectory() as name:
        log = Path(name) / "predicciones.log"
        log.write_bytes(encode(record))
        found.append(log.read_bytes())
        records = fhir.Records(log, Period(), TERMS.local)
        bundle = b"".join(fhir.bundle(records, Health(), NOW))
        found += [bundle, b"".join(fhir.ndjson(records, Health(), "Observation"))]
    foreign = json.loads(bundle)
    for entry in foreign["entry"]:
        entry["resource"].pop("extension", None)
    found.append(json.dumps(foreign).encode())
    return found


def expect(holds: bool, promise: str) -> None:
    """Fail with the promise that was broken, also under `python -O`."""
    if not holds:
        raise AssertionError(promise)


def imported(path: Path, kind: Format | None, data_dir: Path, *, is_dry: bool) -> Imported | None:
    """Import a file; None if it is refused as a whole. Raises nothing else."""
    writers = {one.name: Journal(data_dir / one.name, one.codec.classify) for one in journals.JOURNALS}
    try:
        source = Look(path, kind, Mapping()).run()
        return Import(source, TERMS, data_dir / "predicciones.log", None if is_dry else writers).run()
    except PredictorError:
        return None
    finally:
        for writer in writers.values():
            writer.close()


def check_one_input(directory: Path, given: bytes) -> None:
    """Import the fuzzer's bytes as a file, and see that all promises hold."""
    path, data_dir = directory / "entrada", directory / "datos"
    path.write_bytes(given)
    data_dir.mkdir(exist_ok=True)
    for kept in data_dir.iterdir():
        kept.unlink()
    kind = KINDS[len(given) % len(KINDS)]
    dry = imported(path, kind, data_dir, is_dry=True)
    done = imported(path, kind, data_dir, is_dry=False)
    expect(dry == done, "an import does what its dry run has counted")
    log = data_dir / "predicciones.log"
    found = list(lines.read(log)) if log.exists() else []
    expect(all(line.kind.is_record for line in found), "what is appended is readable")
    expect(len(found) == (done.added if done else 0), "each new record is one line")
    for line in found:
        expect(line.entry is not None and bool(line.entry.id), "each record has an id")
    if done is not None:
        again = imported(path, kind, data_dir, is_dry=False)
        expect(again is not None and not again.added and not again.notes, "imported again it adds nothing")
        with contextlib.suppress(PredictorError):
            shown = Previewing(path, Mapping(), NOW, TERMS.local).preview()
            expect(len(shown.rows) <= 100, "a preview is short")


def main(arguments: list[str]) -> None:
    """Write the seeds, try the files that are given, or fuzz."""
    if arguments[1:2] == ["seeds"]:
        for number, content in enumerate(seeds()):
            (Path(arguments[2]) / f"seed-{number}").write_bytes(content)
        return
    fuzzing.run(check_one_input, arguments)


if __name__ == "__main__":
    main(sys.argv)
