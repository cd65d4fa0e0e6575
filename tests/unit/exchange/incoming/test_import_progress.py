"""How far an import is: never beyond the whole, and all of it at the end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from core.clinical.model import load
from core.exchange import buffered
from core.exchange.incoming.importing import Import, Terms, Undo, import_name
from core.exchange.incoming.mapping import Mapping
from core.exchange.incoming.source import Look, Source
from core.journal.writer import Journal
from core.notes import journals
from core.system.work import StoppedError
from tests.samples import a_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from core.system.work import Work

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def local(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC)


def table(rows: int) -> bytes:
    lines = [f"{28 - row % 28:02}/10/2026 08:00;38,5;120;90" for row in range(rows)]
    return "\n".join(["fecha;temperatura;sistólica;pulso", *lines, ""]).encode()


def log(records: int) -> bytes:
    return b"".join(a_line(f"de-otro-{number}") for number in range(records))


@pytest.fixture
def writers(data_dir: Path) -> Iterator[dict[str, Journal[Any]]]:
    data_dir.mkdir()
    found = {kind.name: Journal(data_dir / kind.name, kind.codec.classify) for kind in journals.JOURNALS}
    yield found
    for writer in found.values():
        writer.close()


def watched(work: Work) -> list[int]:
    """Return a list that has how much was done at each step; it is never beyond the whole."""
    steps: list[int] = []

    def step() -> None:
        assert 0 <= work.done <= work.total
        steps.append(work.done)

    work.on_progress = step
    return steps


def looked(path: Path) -> Source:
    return Look(path, None, Mapping()).run()


@pytest.mark.parametrize("content", [table(3), table(1800), log(2)], ids=["few rows", "many rows", "a log"])
def test_a_look_at_a_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "libro.csv").write_bytes(content)
    look = Look(tmp_path / "libro.csv", None, Mapping())
    steps = watched(look)
    look.run()
    assert steps == sorted(steps)
    assert look.done == look.total == 2 * len(content)


def test_a_look_at_many_rows_tells_of_them_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "libro.csv").write_bytes(table(1800))
    look = Look(tmp_path / "libro.csv", None, Mapping())
    steps = watched(look)
    look.run()
    whole = look.total / 2
    assert [round((step - whole) / whole, 1) for step in steps] == [0.0, 0.3, 0.6, 0.8, 1.0]


@pytest.mark.parametrize("content", [table(30), log(30)], ids=["a table", "a log"])
def test_an_import(tmp_path: Path, data_dir: Path, writers: dict[str, Journal[Any]], content: bytes) -> None:
    here = (data_dir / "predicciones.log").write_bytes(log(3))
    (tmp_path / "libro.csv").write_bytes(content)
    terms = Terms(load(), "", NOW, local)
    work = Import(looked(tmp_path / "libro.csv"), terms, data_dir / "predicciones.log", writers, lambda _: None)
    steps = watched(work)
    work.run()
    assert steps[0] == here
    assert steps == sorted(steps)
    assert work.total == here + len(content)
    assert work.total - work.done <= len(content) // 30, "a row that is being read is not done"


def test_undoing_an_import(tmp_path: Path, data_dir: Path, writers: dict[str, Journal[Any]]) -> None:
    (tmp_path / "libro.csv").write_bytes(table(30))
    source, here = looked(tmp_path / "libro.csv"), data_dir / "predicciones.log"
    Import(source, Terms(load(), "", NOW, local), here, writers, lambda _: None).run()
    work = Undo(import_name(source), NOW, here, writers)
    watched(work)
    assert work.run() == 30
    assert work.done == work.total == here.stat().st_size


def stopped_half_way(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a task with a small buffer, and stop it."""
    monkeypatch.setattr(buffered, "BATCH", 3000)
    work.on_progress = lambda: work.cancel() if work.done > work.total * 2 / 3 else None
    with pytest.raises(StoppedError):
        work.run()


def test_a_stopped_import_has_counted_what_is_written(
    tmp_path: Path, data_dir: Path, writers: dict[str, Journal[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "libro.csv").write_bytes(table(30))
    log = data_dir / "predicciones.log"
    work = Import(looked(tmp_path / "libro.csv"), Terms(load(), "", NOW, local), log, writers, lambda _: None)
    stopped_half_way(work, monkeypatch)
    assert 0 < work.done_so_far.added < 20
    assert work.done_so_far.added == log.read_bytes().count(b"\n")
