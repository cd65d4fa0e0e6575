"""Exporting and printing: the right bytes in the right place, or a sentence and the old file."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zlib
from datetime import date
from itertools import repeat
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from core.errors import ReadError, SaveFailure
from core.exchange import export
from core.records import lines as lines_module
from core.records.period import Period
from core.system.settings import SettingsFile
from core.vocabulary import Category, PeriodName
from gui.report.export_flow import ExportFlow, Format
from gui.report.report_tab import ReportTab
from gui.work import record_source
from gui.work.record_source import RecordSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gui.style.look import Look

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is missing")


class Answers:
    """The questions asked, and the user's answers."""

    def __init__(self) -> None:
        self.title = ""
        self.document = ""
        self.file: tuple[str, int] | None = None
        self.print_to: Path | None = None
        self.set_up: Callable[[QPrinter], object] = QPrinter.isValid
        """Other settings of the print dialog."""
        self.folder = ""
        self.suggested = ""
        self.filters: list[tuple[str, str]] = []
        self.days: Period | None = None

    def choose_export_file(
        self, title: str, folder: str, suggested: str, filters: Sequence[tuple[str, str]]
    ) -> tuple[str, int] | None:
        self.title, self.folder, self.suggested, self.filters = title, folder, suggested, list(filters)
        return self.file

    def choose_days(self, _suggested: Period, _today: date) -> Period | None:
        return self.days

    def choose_printer(self, title: str, printer: QPrinter) -> bool:
        self.title = title
        self.document = printer.docName()
        if self.print_to is None:
            return False
        printer.setOutputFileName(str(self.print_to))
        self.set_up(printer)
        return True


class Exports:
    """The report tab with somebody who exports from it."""

    def __init__(self, tab: ReportTab, answers: Answers, qtbot: QtBot) -> None:
        self.tab = tab
        self.answers = answers
        self._qtbot = qtbot

    def export(self, path: Path, form: Format, *, fails: bool = False) -> str:
        """Export to a file; return the sentence that says how it went."""
        self.answers.file = (str(path), form)
        signal = self.tab.export_failed if fails else self.tab.export_finished
        with self._qtbot.waitSignal(signal) as told:
            self.tab.export()
        return told.args[0]()


@pytest.fixture
def system() -> str:
    """The locale of the PC; a test can set another one."""
    return "es_CO"


@pytest.fixture
def exports(
    qtbot: QtBot, ward: Any, look: Look, speak: Callable[[str, str], QLocale], system: str
) -> Iterator[Exports]:
    ward.fill(30, days=50)
    ward.load()
    answers = Answers()
    window = QWidget()
    settings = SettingsFile(ward.station.data_dir)
    flow = ExportFlow(ward.station, settings, answers, QLocale(system), window)
    tab = ReportTab(RecordSource(ward.station, window), look, settings, flow, window)
    window.setLocale(speak("es", system))
    qtbot.addWidget(window)
    window.resize(1024, 500)
    tab.setGeometry(window.rect())
    with qtbot.waitExposed(window):
        window.show()
    yield Exports(tab, answers, qtbot)
    assert tab.exports.running is None


def rows(content: bytes, delimiter: str) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_json_is_what_the_command_line_prints(exports: Exports, run_program: Any, tmp_path: Path) -> None:
    path = tmp_path / "mes.json"
    sentence = exports.export(path, Format.JSON)
    assert str(path) in sentence
    printed = run_program("reporte", "--desde", "2025-10-16", "--hasta", "2025-11-14")
    assert path.read_bytes() == printed.stdout
    assert path.read_bytes().count(b'"fecha"') == 5


def test_the_keyboard_stays_at_the_button(exports: Exports, tmp_path: Path, qtbot: QtBot) -> None:
    button = exports.tab.findChild(QPushButton, "exportar")
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    exports.answers.file = (str(tmp_path / "reporte.json"), Format.JSON)
    with qtbot.waitSignal(exports.tab.export_finished):
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert button.hasFocus()


def test_the_suggestion(exports: Exports, tmp_path: Path) -> None:
    exports.export(tmp_path / "x.pdf", Format.PDF)
    assert exports.answers.title == "Exportar: 16 oct 2025 – 14 nov 2025"
    assert exports.answers.suggested == "reporte-2025-11-14-30-dias.pdf"
    assert exports.answers.filters == [
        ("Reporte PDF", "reporte-2025-11-14-30-dias.pdf"),
        ("Reporte CSV", "reporte-2025-11-14-30-dias.csv"),
        ("Registros CSV", "registros-2025-11-14-30-dias.csv"),
        ("Reporte JSON", "reporte-2025-11-14-30-dias.json"),
        ("Registros FHIR", "fhir-2025-11-14-30-dias.json"),
    ]


@pytest.mark.parametrize(
    ("name", "spanish", "english"),
    [
        ("today", "hoy", "today"),
        ("days_7", "7-dias", "7-days"),
        ("this_month", "este-mes", "this-month"),
        ("all", "todo", "all"),
    ],
)
def test_files_of_two_periods_do_not_take_each_other_s_name(
    exports: Exports, speak: Callable[[str, str], QLocale], name: str, spanish: str, english: str
) -> None:
    QTest.mouseClick(exports.tab.findChild(QPushButton, f"periodo_{name}"), Qt.MouseButton.LeftButton)
    exports.tab.export()
    assert exports.answers.suggested == f"reporte-2025-11-14-{spanish}.pdf"
    exports.tab.window().setLocale(speak("en", "en_US"))
    exports.tab.export()
    assert exports.answers.suggested == f"report-2025-11-14-{english}.pdf"


def test_what_was_exported_is_said(exports: Exports, ward: Any, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "x.csv"
    number = len(ward.recount("2025-10-16", "2025-11-14"))
    assert exports.export(path, Format.RECORDS) == f"{number} registros (30 días) exportados a {path}"
    assert exports.export(path, Format.CSV) == f"Reporte (30 días) exportado a {path}"
    QTest.mouseClick(exports.tab.findChild(QPushButton, "periodo_today"), Qt.MouseButton.LeftButton)
    assert exports.export(path, Format.RECORDS) == f"1 registro (Hoy) exportado a {path}"
    exports.answers.print_to = tmp_path / "impreso.pdf"
    with qtbot.waitSignal(exports.tab.export_finished) as told:
        exports.tab.print_report()
    assert told.args[0]() == f"Reporte (Hoy) exportado a {exports.answers.print_to}"


def test_the_csv_says_of_which_days_it_is(exports: Exports, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    exports.export(path, Format.CSV)
    assert rows(path.read_bytes(), ";")[-1] == ["Periodo", "2025-10-16", "2025-11-14"]
    QTest.mouseClick(exports.tab.findChild(QPushButton, "periodo_all"), Qt.MouseButton.LeftButton)
    exports.export(path, Format.CSV)
    assert rows(path.read_bytes(), ";")[-1][0] == "Última predicción"


def test_the_format_is_offered_again(exports: Exports, tmp_path: Path, data_dir: Path) -> None:
    exports.export(tmp_path / "x.csv", Format.RECORDS)
    exports.export(tmp_path / "x.json", Format.JSON)
    assert exports.answers.suggested == "registros-2025-11-14-30-dias.csv"
    SettingsFile(data_dir).change(export_format="xlsx")  # as a later version may have it
    exports.export(tmp_path / "y.csv", Format.CSV)
    exports.answers.file = None
    exports.tab.export()
    assert exports.answers.suggested == "reporte-2025-11-14-30-dias.csv"


def test_a_file_to_print_to_has_a_name_that_every_disk_takes(exports: Exports) -> None:
    exports.tab.print_report()
    assert exports.answers.document == "reporte-2025-11-14-30-dias"


def test_the_print_dialog_says_of_which_days(exports: Exports) -> None:
    exports.tab.print_report()
    assert exports.answers.title == "Imprimir: 16 oct 2025 – 14 nov 2025"
    QTest.mouseClick(exports.tab.findChild(QPushButton, "periodo_all"), Qt.MouseButton.LeftButton)
    exports.tab.print_report()
    assert exports.answers.title == "Imprimir: Todos los registros"


@pytest.mark.parametrize(
    ("system", "delimiter", "value"), [("es_CO", ";", "38,0"), ("es_MX", ",", "38.0"), ("de_DE", ";", "38,0")]
)
def test_csv_opens_in_the_excel_of_the_place(exports: Exports, tmp_path: Path, delimiter: str, value: str) -> None:
    exports.export(tmp_path / "reporte.csv", Format.CSV)
    table = rows((tmp_path / "reporte.csv").read_bytes(), delimiter)
    assert table[0] == ["Categoría", "Predicciones", "%"]
    assert [row[0] for row in table[1:6]] == [
        "No enfermo",
        "Enfermedad leve",
        "Enfermedad aguda",
        "Enfermedad crónica",
        "Enfermedad terminal",
    ]
    newest = next(row for row in table if row[:1] == ["2025-11-14 22:31:10"])
    assert newest == ["2025-11-14 22:31:10", value, "120", "90", "Enfermedad aguda", "3"]


def test_csv_has_the_words_of_the_language_and_the_signs_of_the_pc(
    exports: Exports, tmp_path: Path, speak: Callable[[str, str], QLocale]
) -> None:
    exports.tab.window().setLocale(speak("en", "en_US"))
    exports.export(tmp_path / "report.csv", Format.CSV)
    table = rows((tmp_path / "report.csv").read_bytes(), ";")
    assert table[0] == ["Category", "Predictions", "%"]
    assert table[5][0] == "Terminal illness"
    assert ["2025-11-14 22:31:10", "38,0", "120", "90", "Acute illness", "3"] in table


def test_the_records_are_those_of_the_period(exports: Exports, ward: Any, tmp_path: Path) -> None:
    exports.export(tmp_path / "registros.csv", Format.RECORDS)
    table = rows((tmp_path / "registros.csv").read_bytes(), ";")
    lines = ward.recount("2025-10-16", "2025-11-14")
    assert 0 < len(lines) < 30
    assert [row[0] for row in table[1:]] == [line["fecha"] for line in lines]
    assert [row[table[0].index("id")] for row in table[1:]] == [line["id"] for line in lines]


@needs_poppler
def test_pdf_is_the_page(exports: Exports, ward: Any, tmp_path: Path) -> None:
    path = tmp_path / "reporte.pdf"
    exports.export(path, Format.PDF)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    assert f"{len(ward.recount('2025-10-16', '2025-11-14'))} predicciones" in text
    assert "14 nov 2025, 22:31:10" in text
    lines = ward.recount("2025-10-16", "2025-11-14")
    number = sum(line["resultado"] not in ("NO ENFERMO", "ENFERMEDAD LEVE") for line in lines)
    assert re.search(rf"▲ +Con signo de alarma +{number} +{round(100 * number / len(lines))} %", text)
    assert ward.station.model.name in text


@needs_poppler
@pytest.mark.parametrize(("name", "first"), [(PeriodName.TODAY, "2025-11-14"), (PeriodName.DAYS_7, "2025-11-08")])
def test_the_command_line_makes_the_same_page(
    exports: Exports, run_program: Any, tmp_path: Path, name: PeriodName, first: str
) -> None:
    exports.tab.show_period(name)
    exports.export(tmp_path / "ventana.pdf", Format.PDF)
    target = ("--formato", "pdf", "--salida", str(tmp_path / "orden.pdf"))
    period = ("--desde", first, "--hasta", "2025-11-14")
    assert run_program("exportar", *target, *period, env={"LC_ALL": "es_CO.UTF-8"}).returncode == 0
    window, command = (
        subprocess.run(
            ["pdftotext", "-layout", tmp_path / file, "-"], capture_output=True, check=True
        ).stdout.decode()
        for file in ("ventana.pdf", "orden.pdf")
    )
    made = re.compile(r"\d+ nov \d+, [\d:]+(?=\s+Modelo)")
    assert "Por día, 16 oct 2025 – 14 nov 2025" in window
    assert made.sub("", command) == made.sub("", window)


def test_a_report_whose_alarm_signs_are_still_counted_is_exported_when_they_are(
    exports: Exports, ward: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(record_source, "READ_AT_ONCE", 0)
    ward.predict(Category.ACUTE)
    with qtbot.waitSignal(exports.tab.still_reading):
        exports.export(tmp_path / "reporte.csv", Format.CSV)
    assert b"Con signo de alarma;" in (tmp_path / "reporte.csv").read_bytes()


@needs_poppler
def test_days_of_the_calendar_are_kept_in_what_is_exported_and_in_its_name(
    exports: Exports, ward: Any, run_program: Any, tmp_path: Path
) -> None:
    exports.answers.days = Period(date(2025, 10, 1), date(2025, 10, 31))
    exports.tab.findChild(QPushButton, "periodo_fechas").click()
    number = len(ward.recount("2025-10-01", "2025-10-31"))
    told = exports.export(tmp_path / "reporte.json", Format.JSON)
    assert "1 oct 2025 – 31 oct 2025" in told
    assert exports.answers.suggested == "reporte-2025-11-14-2025-10.pdf"
    period = ("--desde", "2025-10-01", "--hasta", "2025-10-31")
    assert (tmp_path / "reporte.json").read_bytes() == run_program("reporte", *period).stdout
    exports.export(tmp_path / "registros.csv", Format.RECORDS)
    assert len((tmp_path / "registros.csv").read_bytes().splitlines()) == number + 1
    exports.export(tmp_path / "reporte.pdf", Format.PDF)
    page = subprocess.run(["pdftotext", "-layout", tmp_path / "reporte.pdf", "-"], capture_output=True, check=True)
    text = page.stdout.decode()
    assert f"{number} predicciones" in text
    assert "Por día, 1 oct 2025 – 31 oct 2025" in text
    assert re.search(r"Periodo +1 oct 2025 – 31 oct 2025", text)


def test_printing_prints_the_page(exports: Exports, tmp_path: Path, qtbot: QtBot) -> None:
    exports.answers.print_to = tmp_path / "impreso.pdf"
    with qtbot.waitSignal(exports.tab.export_finished) as told:
        QTest.mouseClick(exports.tab.findChild(QPushButton, "imprimir"), Qt.MouseButton.LeftButton)
    assert str(exports.answers.print_to) in told.args[0]()
    assert exports.answers.print_to.read_bytes().startswith(b"%PDF")


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_nothing_gets_a_sentence(exports: Exports, tmp_path: Path, qtbot: QtBot) -> None:
    exports.answers.print_to = tmp_path / "impreso.pdf"
    exports.answers.set_up = lambda printer: printer.setOutputFileName("")  # and there is no printer here
    with qtbot.waitSignal(exports.tab.export_failed) as told:
        exports.tab.print_report()
    assert told.args[0]().startswith("No se pudo imprimir.")


def test_a_page_printed_to_a_full_stick_gets_a_sentence_and_keeps_the_old_file(
    exports: Exports, small_disk: Path, qtbot: QtBot
) -> None:
    path = small_disk / "impreso.pdf"
    path.write_bytes(b"el de ayer")
    fill_up(small_disk / "lleno")
    exports.answers.print_to = path
    with qtbot.waitSignal(exports.tab.export_failed) as told:
        exports.tab.print_report()
    assert told.args[0]() == (
        f"No se pudo exportar a {path}. El disco está lleno. El archivo anterior sigue como estaba."
    )
    assert path.read_bytes() == b"el de ayer"
    assert sorted(file.name for file in small_disk.iterdir()) == ["impreso.pdf", "lleno"]


def uncompressed(pdf: Path) -> bytes:
    """All that is painted in a PDF file."""
    streams = re.findall(rb"stream\n(.*?)endstream", pdf.read_bytes(), re.DOTALL)
    return b"".join(zlib.decompress(stream) for stream in streams if stream.startswith(b"\x78"))


@needs_poppler
def test_a_page_printed_to_a_file_is_that_of_the_dialog(exports: Exports, tmp_path: Path, qtbot: QtBot) -> None:
    def set_up(printer: QPrinter) -> None:
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        printer.setColorMode(QPrinter.ColorMode.GrayScale)

    exports.answers.print_to = tmp_path / "impreso.pdf"
    exports.answers.set_up = set_up
    with qtbot.waitSignal(exports.tab.export_finished):
        exports.tab.print_report()
    told = subprocess.run(["pdfinfo", exports.answers.print_to], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size: +59\d(\.\d+)? x 4(19|20)", told), told
    assert b"/CSpg cs\n" in uncompressed(exports.answers.print_to)  # the colours are shades of grey
    exports.answers.set_up = QPrinter.isValid
    with qtbot.waitSignal(exports.tab.export_finished):
        exports.tab.print_report()
    assert b"/CSpg cs\n" not in uncompressed(exports.answers.print_to)


def test_while_an_export_runs_no_page_is_printed_to_a_file(
    exports: Exports, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "records_csv", lambda *_given: repeat(b"x"))
    exports.answers.file = (str(tmp_path / "registros.csv"), Format.RECORDS)
    exports.tab.export()
    exports.answers.print_to = tmp_path / "impreso.pdf"
    with qtbot.waitSignal(exports.tab.export_failed) as told:
        exports.tab.print_report()
    assert told.args[0]() == "Ya hay una exportación en curso."
    with qtbot.waitSignal(exports.tab.export_finished):
        exports.tab.exports.cancel()
    assert list(tmp_path.glob("*.pdf")) == []


def test_who_cancels_the_dialog_writes_nothing(exports: Exports, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(exports.tab.export_finished), qtbot.assertNotEmitted(exports.tab.export_failed):
        exports.tab.export()
        exports.tab.print_report()
    assert list(tmp_path.iterdir()) == [tmp_path / "datos"]


def test_the_records_of_the_period_are_exported_as_fhir(exports: Exports, tmp_path: Path) -> None:
    path = tmp_path / "registros.json"
    assert exports.export(path, Format.FHIR) == f"Registros (30 días) exportados como FHIR a {path}"
    bundle = json.loads(path.read_bytes())
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    exports.export(tmp_path / "registros.csv", Format.RECORDS)
    rows = (tmp_path / "registros.csv").read_text("utf-8").splitlines()
    assert (bundle["type"], kinds.count("RiskAssessment")) == ("collection", len(rows) - 1)


def test_a_suffix_left_out_is_added_and_replaces_nothing_unasked(exports: Exports, tmp_path: Path) -> None:
    exports.export(tmp_path / "turno 3.noche", Format.CSV)
    (tmp_path / "turno 3.noche.csv").write_bytes(b"el primero")
    sentence = exports.export(tmp_path / "turno 3.noche", Format.CSV)
    assert (tmp_path / "turno 3.noche.csv").read_bytes() == b"el primero"
    assert (tmp_path / "turno 3.noche (2).csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "turno 3.noche (2).csv" in sentence
    exports.export(tmp_path / "TURNO.CSV", Format.CSV)
    assert (tmp_path / "TURNO.CSV").is_file()


def test_the_folder_is_offered_again(exports: Exports, tmp_path: Path, data_dir: Path) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    exports.export(stick / "uno.json", Format.JSON)
    exports.export(stick / "dos.json", Format.JSON)
    assert exports.answers.folder == str(stick)
    assert SettingsFile(data_dir).current.export_folder == str(stick)


def test_a_folder_that_did_not_work_is_not_offered_again(exports: Exports, tmp_path: Path) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    exports.export(stick / "uno.csv", Format.CSV)
    exports.export(tmp_path / "no hay tal carpeta" / "dos.json", Format.JSON, fails=True)
    exports.answers.file = None
    exports.tab.export()
    assert (exports.answers.folder, exports.answers.suggested) == (str(stick), "reporte-2025-11-14-30-dias.csv")


def test_a_folder_that_cannot_be_remembered_stops_no_export(exports: Exports, tmp_path: Path, data_dir: Path) -> None:
    (data_dir / "ajustes.json").unlink(missing_ok=True)
    (data_dir / "ajustes.json").mkdir()
    exports.export(tmp_path / "uno.json", Format.JSON)
    assert (tmp_path / "uno.json").is_file()


@pytest.mark.parametrize("form", Format)
def test_a_full_stick_gets_a_sentence_and_keeps_the_old_file(
    exports: Exports, small_disk: Path, form: Format
) -> None:
    old = small_disk / f"reporte.{['pdf', 'csv', 'csv', 'json', 'json'][form]}"
    old.write_bytes(b"el de ayer")
    fill_up(small_disk / "lleno")
    sentence = exports.export(old, form, fails=True)
    assert "El disco está lleno." in sentence
    assert str(old) in sentence
    assert sentence.endswith("El archivo anterior sigue como estaba.")
    assert old.read_bytes() == b"el de ayer"
    assert sorted(path.name for path in small_disk.iterdir()) == sorted(["lleno", old.name])


def fill_up(path: Path) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for part in repeat(bytes(512)):
            file.write(part)


def test_an_unplugged_stick_gets_a_sentence(exports: Exports, tmp_path: Path) -> None:
    sentence = exports.export(tmp_path / "USB" / "reporte.json", Format.JSON, fails=True)
    assert "La carpeta o el disco ya no están." in sentence
    assert "anterior" not in sentence


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a" * 300, "El nombre del archivo es demasiado largo."),
        ("a" * 250, "El nombre del archivo es demasiado largo."),
        ("datos", "datos.json no es un archivo normal."),
    ],
)
def test_a_name_that_cannot_be_gets_a_sentence(exports: Exports, tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "datos.json").mkdir()
    sentence = exports.export(tmp_path / f"{name}.json", Format.JSON, fails=True)
    assert sentence.startswith("No se pudo exportar a ")
    assert reason in sentence or sys.platform == "win32"  # it says of a name that is too long that it is not there
    assert sorted(path.name for path in tmp_path.iterdir()) == ["datos", "datos.json"]


def test_the_log_is_never_replaced(exports: Exports, ward: Any, data_dir: Path) -> None:
    before = ward.recount()
    exports.export(data_dir / "predicciones.log", Format.JSON)
    assert ward.recount() == before
    assert (data_dir / "predicciones.log.json").is_file()


def test_records_that_cannot_be_read_are_no_empty_file(
    exports: Exports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(log: Path, *_rest: object) -> Iterator[bytes]:
        yield b"fecha\r\n"
        raise ReadError(SaveFailure.DEVICE, log)

    monkeypatch.setattr(export, "records_csv", broken)
    sentence = exports.export(tmp_path / "registros.csv", Format.RECORDS, fails=True)
    assert "El disco dio un error." in sentence
    assert list(tmp_path.iterdir()) == [tmp_path / "datos"]


def test_a_long_export_can_be_cancelled_and_leaves_no_file(
    exports: Exports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    old = tmp_path / "registros.csv"
    old.write_bytes(b"el de ayer")
    monkeypatch.setattr(export, "records_csv", lambda *_given: repeat(b""))
    exports.answers.file = (str(old), Format.RECORDS)
    with qtbot.waitSignal(exports.tab.exports.begun):
        exports.tab.export()
    assert exports.tab.exports.words(QLocale("es_CO")) == "Exportando… 0 %"
    with qtbot.waitSignal(exports.tab.export_failed) as refused:
        exports.tab.export()
    assert refused.args[0]() == "Ya hay una exportación en curso."
    with qtbot.waitSignal(exports.tab.export_finished) as told:
        exports.tab.exports.cancel()
        assert exports.tab.exports.words(QLocale("es_CO")) == "Cancelando…"
    assert told.args[0]() == "Exportación cancelada. No se escribió ningún archivo."
    assert old.read_bytes() == b"el de ayer"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["datos", "registros.csv"]
    assert exports.tab.findChild(QPushButton, "exportar").isEnabled()


def test_patients_go_on_while_an_export_runs(
    exports: Exports, ward: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(export, "records_csv", lambda *_given: repeat(b""))
    exports.answers.file = (str(tmp_path / "registros.csv"), Format.RECORDS)
    exports.tab.export()
    ward.predict(Category.TERMINAL)
    exports.tab.refresh()
    assert len(ward.recount()) == 31
    with qtbot.waitSignal(exports.tab.export_finished):
        exports.tab.exports.cancel()


def test_an_export_that_finds_nothing_in_a_long_log_can_be_cancelled(
    exports: Exports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    read = lines_module.read

    def without_end(log: Path) -> Iterator[object]:
        while True:
            yield from read(log)

    monkeypatch.setattr(lines_module, "read", without_end)
    exports.answers.file = (str(tmp_path / "registros.csv"), Format.RECORDS)
    monkeypatch.setattr(Period, "includes", lambda *_given: False)
    with qtbot.waitSignal(exports.tab.exports.begun):
        exports.tab.export()
    with qtbot.waitSignal(exports.tab.export_finished):
        exports.tab.exports.cancel()
    assert list(tmp_path.iterdir()) == [tmp_path / "datos"]
