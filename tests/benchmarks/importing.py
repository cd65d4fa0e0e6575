"""Importing a table, beside the least that it takes: `csv.reader`, and the core's own predicting and appending."""

from __future__ import annotations

import csv
import random
import time
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.clinical.model import load as load_model
from core.clinical.vitals import VITALS, Reading
from core.exchange.incoming.importing import Import, Terms
from core.exchange.incoming.mapping import Mapping
from core.exchange.incoming.source import Look
from core.journal.writer import Journal
from core.notes import journals
from core.records import record
from core.system.clock import local_now, to_local
from core.system.paths import LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TIMES: Final = 3


def processor_s(directory: Path, count: int) -> tuple[float, float]:
    """Return the processor time, in s, of importing a table with `count` rows, and of the least that it takes."""
    table = directory / "libro.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Paciente", "Fecha", "Temperatura", "Presión", "Pulso"])
        writer.writerows(_rows(count))
    runs = [(_imported(table, directory / f"a{n}"), _bare(table, directory / f"b{n}")) for n in range(TIMES)]
    return min(ours for ours, _ in runs), min(bare for _, bare in runs)


def _rows(count: int) -> Iterator[list[object]]:
    chance = random.Random(1)  # noqa: S311 - no secret
    when = datetime.fromisoformat("2020-01-01T08:00:00")
    for number in range(count):
        when += timedelta(minutes=7)
        temperature = f"{chance.randint(350, 400) / 10:.1f}".replace(".", ",")
        pressure, rate = chance.randint(80, 200), chance.randint(50, 150)
        yield [f"P{number}", f"{when:%d/%m/%Y %H:%M}", temperature, pressure, rate]


def _imported(table: Path, data_dir: Path) -> float:
    data_dir.mkdir()
    began = time.process_time()
    source = Look(table, None, Mapping()).run()
    writers = {kind.name: Journal(data_dir / kind.name, kind.codec.classify) for kind in journals.JOURNALS}
    Import(source, Terms(load_model(), "", local_now(), to_local), data_dir / LOG_NAME, writers).run()
    for writer in writers.values():
        writer.close()
    return time.process_time() - began


def _bare(table: Path, data_dir: Path) -> float:
    data_dir.mkdir()
    began = time.process_time()
    model, now = load_model(), local_now()
    lines = []
    with table.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file, delimiter=";")
        next(rows)
        for _, _, temperature, pressure, rate in rows:
            numbers = Decimal(temperature.replace(",", ".")), int(pressure), int(rate)
            reading = Reading.from_numbers(dict(zip((vital.name for vital in VITALS), numbers, strict=True)))
            lines.append(record.encode(record.new_record(model.predict(reading), now, "")))
    with Journal(data_dir / LOG_NAME, record.classify) as journal:
        journal.append_all(lines)
    return time.process_time() - began
