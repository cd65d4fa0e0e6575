"""Exporting and printing the list of records as it is shown."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from core.records import find
from core.records.columns import Column
from core.records.finding import Order
from core.system.settings import SettingsFile
from core.vocabulary import Category, PeriodName, Reason
from gui.records import lister
from gui.records.filter_bar import Filter, Retracted
from gui.records.lister import Lister, Listing
from gui.report import list_page
from gui.report.export_file import ListFormat
from gui.report.list_export import ListExport
from gui.work.record_source import RecordSource
from tests import stations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter
    from pytestqt.qtbot import QtBot

    from gui.work.listed import ListedRecords

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is missing")


class Answers:
    """The questions asked, and the user's answers."""

    def __init__(self) -> None:
        self.file: tuple[str, int] | None = None
        self.print_to: Path | None = None
        self.asked: list[Any] = []

    def choose_export_file(self, *asked: Any) -> tuple[str, int] | None:
        self.asked = list(asked)
        return self.file

    def choose_printer(self, title: str, printer: QPrinter) -> bool:
        self.asked = [title]
        if self.print_to is None:
            return False
        printer.setOutputFileName(str(self.print_to))
        return True


class Lists:
    """Somebody who carries lists away."""

    def __init__(
        self, window: QWidget, flow: ListExport, source: RecordSource, answers: Answers, qtbot: QtBot
    ) -> None:
        self.window, self.flow, self.answers = window, flow, answers
        self._source, self._qtbot = source, qtbot

    def listed(self, chosen: Filter, choice: PeriodName = PeriodName.ALL, filters: str = "") -> ListedRecords:
        found: list[Listing] = []
        making = Lister(self._source, self.flow)
        making.listed.connect(found.append)
        assert making.list(choice, chosen)
        return lister.carried(found[0], filters, QLocale("es_CO"))

    def export(self, listed: ListedRecords, path: Path, form: ListFormat, *, fails: bool = False) -> str:
        self.answers.file = (str(path), form)
        with self._qtbot.waitSignal(self.flow.failed if fails else self.flow.finished) as told:
            self.flow.export_list(listed)
        return told.args[0]()


@pytest.fixture
def lists(qtbot: QtBot, ward: Any, speak: Callable[[str, str], QLocale]) -> Lists:
    speak("es", "es_CO")
    for ago, category in zip(range(4, -1, -1), Category, strict=True):
        ward.predict(category, days=ago)
    ward.load()
    target = find.by_name(ward.station.log, "linea:5")
    assert target is not None
    stations.void(ward.station, target, Reason.TEST)
    window = QWidget()
    qtbot.addWidget(window)
    answers = Answers()
    flow = ListExport(ward.station, SettingsFile(ward.station.data_dir), answers, QLocale("es_CO"), window)
    return Lists(window, flow, RecordSource(ward.station, window), answers, qtbot)


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))


def text_of(path: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()


def test_the_whole_list_is_the_csv_of_the_command_line(lists: Lists, run_program: Any, tmp_path: Path) -> None:
    said = lists.export(lists.listed(Filter()), tmp_path / "lista.csv", ListFormat.CSV)
    assert said == f"4 registros de la lista exportados a {tmp_path / 'lista.csv'}"
    target = ("--formato", "registros", "--salida", str(tmp_path / "orden.csv"))
    assert run_program("exportar", *target, env={"LC_ALL": "es_CO.UTF-8"}).returncode == 0
    assert (tmp_path / "lista.csv").read_bytes() == (tmp_path / "orden.csv").read_bytes()


def test_a_filtered_list_is_written_in_its_order(lists: Lists, tmp_path: Path) -> None:
    chosen = Filter(alarm=True, order=Order(Column.HEART_RATE))
    lists.export(lists.listed(chosen), tmp_path / "lista.csv", ListFormat.CSV)
    rows = table(tmp_path / "lista.csv")
    assert rows[0][-5:] == ["alarma", "anulado", "criterio", "a_ciegas", "motivo_criterio"]
    assert [(row[3], row[4]) for row in rows[1:]] == [("120", "ENFERMEDAD CRÓNICA"), ("90", "ENFERMEDAD AGUDA")]


def test_voided_records_are_written_with_their_reason_if_they_are_seen(lists: Lists, tmp_path: Path) -> None:
    lists.export(lists.listed(Filter(retracted=Retracted.SHOWN)), tmp_path / "lista.csv", ListFormat.CSV)
    rows = table(tmp_path / "lista.csv")
    assert rows[0][-4] == "anulado"
    assert [row[-4] for row in rows[1:]] == ["prueba", "", "", "", ""]


@needs_poppler
def test_the_pdf_is_the_list_with_its_days_and_what_was_filtered(lists: Lists, ward: Any, tmp_path: Path) -> None:
    listed = lists.listed(Filter(retracted=Retracted.SHOWN), filters="Con anulados")
    lists.export(listed, tmp_path / "lista.pdf", ListFormat.PDF)
    text = text_of(tmp_path / "lista.pdf")
    assert "Predictor Médico: registros" in text
    assert text.count("Simulación. No es un dispositivo médico") == 2, "at the top and at the foot"
    assert "Con anulados" in text
    assert "4 predicciones y 1 anulada en total" in text
    assert "viernes 14 nov 2025 · 1 registro" in text
    assert [line.split()[-1] for line in text.splitlines() if "14 nov 2025, 22:31:10" in line][-1] == "prueba"
    assert "▲ 39,5" in text
    assert "▲ 85" in text
    assert "Página 1 de 1" in text
    assert ward.station.establishment.current.is_blank == ("Establecimiento" not in text)


@needs_poppler
def test_a_long_list_has_its_headings_on_each_sheet(
    lists: Lists, ward: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward.fill(150, days=20)
    ward.load()
    listed = lists.listed(Filter())
    lists.export(listed, tmp_path / "lista.pdf", ListFormat.PDF)
    text = text_of(tmp_path / "lista.pdf")
    sheets = text.split("\f")[:-1]
    assert len(sheets) > 2
    for number, sheet in enumerate(sheets, 1):
        assert "Hora" in sheet
        assert f"Página {number} de {len(sheets)}" in sheet
        bands = [line for line in sheet.splitlines() if " · " in line and "registro" in line]
        assert not bands or sheet.rstrip().splitlines()[-3] != bands[-1], "a day begins with a record"
    assert sum(sheet.count(", 20") + sheet.count(", ") for sheet in sheets) > 0
    lines = [line for line in text.splitlines() if "Enfermedad" in line or "No enfermo" in line]
    assert len(lines) == 154
    monkeypatch.setattr(list_page, "MOST_RECORDS", 100)
    said = lists.export(listed, tmp_path / "otra.pdf", ListFormat.PDF, fails=True)
    assert said.startswith("Son demasiados registros para papel o PDF: 154, y caben 100.")
    assert not (tmp_path / "otra.pdf").exists()


def test_the_list_keeps_its_own_last_format_and_says_what_it_is_about(
    lists: Lists, ward: Any, tmp_path: Path
) -> None:
    listed = lists.listed(Filter(), PeriodName.DAYS_7)
    lists.export(listed, tmp_path / "lista.csv", ListFormat.CSV)
    kept = SettingsFile(ward.station.data_dir).current
    assert (kept.list_format, kept.export_format, kept.export_folder) == ("csv", "", str(tmp_path))
    lists.answers.file = None
    lists.flow.export_list(listed)
    title, folder, suggested, filters = lists.answers.asked
    assert title == "Exportar registros: 8 nov 2025 – 14 nov 2025"
    assert (folder, suggested) == (str(tmp_path), "registros-2025-11-14-7-dias.csv")
    assert [name for name, _ in filters] == ["Lista PDF", "Lista CSV"]


def test_an_empty_list_is_not_carried_away(lists: Lists, qtbot: QtBot) -> None:
    listed = lists.listed(Filter(category=Category.TERMINAL))
    for act in (lists.flow.export_list, lists.flow.print_list):
        with qtbot.waitSignal(lists.flow.failed) as told:
            act(listed)
        assert told.args[0]() == "La lista está vacía: no hay registros que exportar ni imprimir."
    assert lists.answers.asked == []


@needs_poppler
def test_printing_to_a_file_writes_the_same_list(lists: Lists, qtbot: QtBot, tmp_path: Path) -> None:
    lists.answers.print_to = tmp_path / "impreso.pdf"
    with qtbot.waitSignal(lists.flow.finished):
        lists.flow.print_list(lists.listed(Filter()))
    assert lists.answers.asked == ["Imprimir registros: Todos los registros"]
    assert text_of(tmp_path / "impreso.pdf").count("22:31:10") >= 4


def test_a_log_that_cannot_be_read_is_told_and_leaves_no_file(lists: Lists, ward: Any, tmp_path: Path) -> None:
    listed = lists.listed(Filter(alarm=True))
    ward.station.close()
    ward.station.log.write_bytes(b"x" * ward.station.log.stat().st_size)
    for form in ListFormat:
        target = tmp_path / f"lista.{form.suffix}"
        said = lists.export(listed, target, form, fails=True)
        assert said.startswith("No se exportó nada: los registros no se pueden leer.")
        assert not target.exists()
