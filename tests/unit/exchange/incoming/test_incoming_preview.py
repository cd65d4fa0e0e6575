"""The preview of a file, the mappings that are remembered, and the file of refused rows."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from core.exchange.incoming import rejects, remembered
from core.exchange.incoming.mapping import Mapping
from core.exchange.incoming.preview import Previewing
from core.exchange.incoming.rows import FileFlaw, FileRefusedError, Flaw
from core.exchange.incoming.source import Format
from core.exchange.incoming.times import Order
from core.system.clock import to_local
from core.system.settings import SettingsFile
from core.system.work import StoppedError

if TYPE_CHECKING:
    from pathlib import Path

    from core.exchange.incoming.preview import Preview

NOW = datetime(2026, 11, 23, tzinfo=UTC)
HEAD = "Fecha;T;PAS;FC\n"
OTHER_HEAD = "Fecha;Calor;PAS;FC\n"
RECORD = '{"fecha": "2026-11-01 10:00:00", "fiebre": 38.5, "presion": 120, "frecuencia_cardiaca": 90, "resultado": '


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "libro.csv"


def preview(path: Path, text: str, given: Mapping | None = None) -> Preview:
    path.write_text(text, encoding="utf-8")
    return Previewing(path, given or Mapping(), NOW, to_local).preview()


class TestPreview:
    def test_rows_are_taken_or_refused_as_an_import_would(self, file: Path) -> None:
        found = preview(file, HEAD + "2026-11-01 10:00;38,5;120;90\n2026-11-02;36,6;;90\n")
        first, second = found.rows
        assert (first.line, first.values, first.refused) == (2, (Decimal("38.5"), Decimal(120), Decimal(90)), None)
        assert isinstance(first.time, datetime)
        assert (first.time.hour, first.time.day) == (10, 1)
        assert second.refused is not None
        assert (second.time, second.values, second.refused.about) == ("2026-11-02", ("36,6", "", "90"), "presion")

    def test_of_many_rows_the_first_hundred(self, file: Path) -> None:
        found = preview(file, HEAD + "2026-11-01;38,5;120;90\n" * 150)
        assert (len(found.rows), len(found.cells)) == (100, 100)

    def test_a_table_that_cannot_be_read_yet_shows_its_cells(self, file: Path) -> None:
        found = preview(file, OTHER_HEAD + "2026-11-01;38,5;120;90\n")
        assert found.flaw is not None
        assert (found.flaw.flaw, found.rows) == (FileFlaw.NO_COLUMNS, [])
        assert found.cells == [["2026-11-01", "38,5", "120", "90"]]

    def test_records_of_a_log_with_its_damaged_lines(self, file: Path) -> None:
        found = preview(file, RECORD + '"ENFERMEDAD LEVE"}\n\n{roto\n')
        assert found.source.kind is Format.LOG
        first, second = found.rows
        assert (first.time, first.values) == (datetime(2026, 11, 1, 10), (38.5, 120, 90))  # noqa: DTZ001 - local time
        assert second.refused is not None
        assert (second.line, second.refused.why) == (3, Flaw.DAMAGED)

    def test_of_a_format_without_columns_no_cells(self, file: Path) -> None:
        found = preview(file, "MSH|^~\\&|A|B\nPID|1\n")
        assert (found.source.kind, found.rows, found.cells) == (Format.HL7, [], [])

    def test_what_cannot_be_opened_is_refused(self, file: Path) -> None:
        with pytest.raises(FileRefusedError, match="empty"):
            preview(file, "")

    def test_it_can_be_stopped(self, file: Path) -> None:
        file.write_text(HEAD, encoding="utf-8")
        work = Previewing(file, Mapping(), NOW, to_local)
        work.cancel()
        with pytest.raises(StoppedError):
            work.preview()


class TestRemembered:
    given = Mapping(columnas={"fecha": "Fecha", "fiebre": "Calor", "presion": "PAS", "frecuencia_cardiaca": "FC"})

    def kept(self, file: Path, given: Mapping, text: str = OTHER_HEAD + "2026-11-01;38,5;120;90\n") -> dict[str, str]:
        return remembered.with_mapping({}, preview(file, text, given).source, given)

    def test_a_mapping_is_found_by_the_headings(self, file: Path) -> None:
        kept = self.kept(file, self.given)
        again = preview(file, OTHER_HEAD + "2026-11-02;37,5;110;80\n").source
        assert remembered.find(kept, again) == self.given

    def test_other_headings_find_nothing(self, file: Path) -> None:
        kept = self.kept(file, self.given)
        assert remembered.find(kept, preview(file, "Fecha;Calor;PAS;FC;X\n2026-11-02;37,5;110;80;1\n").source) is None
        assert remembered.find(kept, preview(file, HEAD + "2026-11-02;37,5;110;80\n").source) is None

    def test_what_a_file_tells_is_not_kept_but_what_the_user_said(self, file: Path) -> None:
        (text,) = self.kept(file, self.given).values()
        assert "fechas" not in text
        given = Mapping(fechas=Order.DAY_FIRST)
        kept = self.kept(file, given, HEAD + "03/04/2026;38,5;120;90\n")
        found = remembered.find(kept, preview(file, HEAD + "05/06/2026;38,5;120;90\n").source)
        assert found is not None
        assert found.fechas is Order.DAY_FIRST

    def test_a_table_without_headings_and_other_formats_are_not_kept(self, file: Path) -> None:
        numbers = Mapping(
            encabezado=0, columnas={"fecha": "1", "fiebre": "2", "presion": "3", "frecuencia_cardiaca": "4"}
        )
        assert self.kept(file, numbers, "2026-11-01;38,5;120;90\n") == {}
        source = preview(file, "MSH|^~\\&|A|B\nPID|1\n").source
        assert remembered.with_mapping({}, source, Mapping()) == {}
        assert remembered.find(self.kept(file, self.given), source) is None

    def test_a_damaged_one_and_one_that_is_too_long_are_passed_over(self, file: Path) -> None:
        kept = self.kept(file, self.given)
        source = preview(file, OTHER_HEAD + "2026-11-02;37,5;110;80\n").source
        assert remembered.find({**kept, "x": "{roto"}, source) == self.given
        long = "F" * remembered.LONGEST
        given = Mapping(columnas={**self.given.columnas, "fiebre": long})
        assert self.kept(file, given, f"Fecha;{long};PAS;FC\n2026-11-01;38,5;120;90\n") == {}

    def test_the_oldest_make_room(self, file: Path) -> None:
        source = preview(file, HEAD + "2026-11-02;37,5;110;80\n").source
        before = {str(number): "{}" for number in range(remembered.MOST)}
        after = remembered.with_mapping(before, source, Mapping())
        assert list(after)[:-1] == [str(number) for number in range(1, remembered.MOST)]
        assert len(after) == remembered.MOST


def test_a_refused_row_is_written_with_its_reason_and_no_formula(file: Path) -> None:
    found = preview(file, "Fecha;T (°F);PAS;FC;clave\n2026-11-02;=1+1;110;80;A1\n")
    refused = [row.refused for row in found.rows if row.refused is not None]
    text = b"".join(rejects.table(refused, found.source.mapping, lambda _row: "mal")).decode("utf-8-sig")
    head, row = text.splitlines()
    assert head.replace(",", ";") == "fecha;fiebre (°F);presion;frecuencia_cardiaca;clave;fila;motivo"
    assert "A1" not in row
    assert "'=1+1" in row or "\t=1+1" in row
    assert row.endswith("mal")


def test_remembered_mappings_outlast_the_program(data_dir: Path) -> None:
    data_dir.mkdir(exist_ok=True)
    SettingsFile(data_dir).change(imports={"0123": '{"fechas":"dma"}'})
    assert SettingsFile(data_dir).current.imports == {"0123": '{"fechas":"dma"}'}
