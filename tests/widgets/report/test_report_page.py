"""The printed page: the right figures in both languages, whole, on one sheet of the paper of the place."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageSize, QPdfWriter

from core.clinical import model
from core.clinical.alarms import AlarmRules
from core.errors import SaveError
from core.exchange.export import Origin
from core.records.period import Period
from core.records.record import Record
from core.report.report import Tally
from core.system.establishment import LONGEST_CODE, LONGEST_NAME, Establishment
from core.vocabulary import Category, PeriodName
from gui.language import labels
from gui.report.charts import counted
from gui.report.report_page import PageContent, page_size, paint_page, render_pdf, write_pdf
from tests.samples import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is missing")

ORIGIN = Origin("reglas-1.0.1+3f2a9c1b", Establishment())
MADE = datetime(2025, 11, 14, 22, 40, 5)  # noqa: DTZ001 - local, like the page


def content(tally: Tally, name: PeriodName = PeriodName.DAYS_30) -> PageContent:
    period = Period.named(name, TODAY)
    days = counted(period.charted(TODAY), tally.report(Period()), period)
    return PageContent(tally.report(period), period, days, ORIGIN, MADE)


@needs_poppler
@pytest.mark.usefixtures("qapp")
def test_alarm_signs_of_the_last_records_are_marked(tmp_path: Path) -> None:
    tally = Tally()
    tally.add(Record(f"{TODAY} 08:15:30", 38.5, 120, 90, Category.ACUTE.value, puntaje=3))
    tally.add(Record(f"{TODAY} 09:15:30", 36.6, 118, 72, Category.NOT_ILL.value, puntaje=0))
    given = replace(content(tally), origin=ORIGIN._replace(rules=AlarmRules(model.load())))
    page = text_of(render_pdf(given, QLocale("es_CO")), tmp_path, "-layout")
    assert re.findall(r"▲ *[0-9,]+", page) == ["▲ 38,5"]
    assert "▲" not in text_of(render_pdf(content(tally), QLocale("es_CO")), tmp_path, "-layout")


def some(number: int = 40) -> Tally:
    tally = Tally()
    scores = dict(zip(Category, (0, 1, 3, 5, 9), strict=True))
    for n in reversed(range(number)):
        category = list(Category)[n % 4]
        day = TODAY - timedelta(days=n % 30)
        fecha = f"{day} {8 + n % 12:02}:15:30"
        tally.add(Record(fecha, 36.5 + n / 10, 100 + n, 60 + n, category.value, puntaje=scores[category]))
    return tally


def text_of(pdf: bytes, tmp_path: Path, *options: str) -> str:
    path = tmp_path / "hoja.pdf"
    path.write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@needs_poppler
def test_the_page_in_spanish(speak: Callable[[str, str], QLocale], tmp_path: Path) -> None:
    pdf = render_pdf(content(some()), speak("es", "es_CO"))
    text = text_of(pdf, tmp_path, "-layout")
    assert pages(pdf) == 1
    for words in (
        "Predictor Médico: reporte",
        "Simulación. No es un dispositivo médico ni sustituye el criterio clínico.",
        "16 oct 2025 – 14 nov 2025",
        "reglas-1.0.1+3f2a9c1b",
        "14 nov 2025, 22:40:05",
        "40 predicciones",
        "Últimas 5 predicciones",
    ):
        assert words in text
    for name, share in (
        ("No enfermo", "10 +25 ?%"),
        ("Enfermedad crónica", "10 +25 ?%"),
        ("Enfermedad terminal", "0 +0 ?%"),
    ):
        assert re.search(rf"{name} +{share}", text), name
    # Newest first, with the decimal sign of Colombia.
    assert re.findall(r"14 nov 2025, (08:15:30) +(36,5) +(100) +(60) +No enfermo +(0)", text)
    rows = re.findall(r"\d+ nov 2025, \d\d:15:30 +(\d\d,\d) ", text)
    assert rows == ["36,5", "36,6", "36,7", "36,8", "36,9"]


@needs_poppler
def test_the_page_in_english(speak: Callable[[str, str], QLocale], tmp_path: Path) -> None:
    text = text_of(render_pdf(content(some(), PeriodName.TODAY), speak("en", "en_US")), tmp_path, "-layout")
    assert "Simulation. Not a medical device" in text
    assert "2 predictions" in text
    assert re.search(r"Not ill +1 +50%", text)
    assert re.search(r"08:15:30 +36\.5 +100 +60 +Not ill +0", text)
    spanish = ("predicci", "Enferm", "Periodo", "Hora", "Puntaje", "Modelo", "oct ")
    assert not [word for word in spanish if word in text]


@needs_poppler
@pytest.mark.parametrize("name", [PeriodName.TODAY, PeriodName.DAYS_7, PeriodName.DAYS_30, PeriodName.ALL])
def test_the_chart_is_of_30_days_and_what_is_counted_of_the_period(
    speak: Callable[[str, str], QLocale], tmp_path: Path, name: PeriodName
) -> None:
    page = content(some(), name)
    text = text_of(render_pdf(page, speak("es", "es_CO")), tmp_path, "-layout")
    heading = "Por día, 16 oct 2025 – 14 nov 2025"
    if name in (PeriodName.TODAY, PeriodName.DAYS_7):
        heading += "; periodo subrayado"
    assert re.search(rf"^ *{re.escape(heading)}$", text, re.MULTILINE)
    counted_there = {
        category: [
            int(number) for number in re.findall(rf"{labels.category_name(category)}:? +(\d+)\b(?! *\n)", text)
        ]
        for category in Category
    }
    assert counted_there == {category: [page.report.counts.get(category, 0)] for category in Category}


@needs_poppler
def test_an_empty_report_says_so(speak: Callable[[str, str], QLocale], tmp_path: Path) -> None:
    pdf = render_pdf(content(Tally()), speak("es", "es_CO"))
    text = text_of(pdf, tmp_path)
    assert "Ninguna predicción" in text
    assert "No hay predicciones en este periodo." in text
    assert pages(pdf) == 1


@needs_poppler
@pytest.mark.parametrize("code", ["es", "en"])
@pytest.mark.parametrize("region", ["US", "GB"])
@pytest.mark.parametrize("number", [0, 40, 1_000_000])
def test_every_word_is_on_the_sheet(
    speak: Callable[[str, str], QLocale], tmp_path: Path, code: str, region: str, number: int
) -> None:
    tally = some(min(number, 40))
    if number > 40:
        for _ in range(number):
            tally.add(Record("2025-11-14 10:00:00", 37.25, 120.5, 90, Category.TERMINAL.value))
    boxes = text_of(render_pdf(content(tally), speak(code, f"{code}_{region}")), tmp_path, "-bbox")
    width, height = map(float, re.search(r'page width="([\d.]+)" height="([\d.]+)"', boxes).groups())  # type: ignore[union-attr]
    words = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]+)<', boxes)
    assert len(words) > 60
    for *box, word in words:
        left, top, right, bottom = map(float, box)
        assert left >= 40, html.unescape(word)
        assert right <= width - 40, html.unescape(word)
        assert top >= 35, html.unescape(word)
        assert bottom <= height - 35, html.unescape(word)
    on_one_line = (pair for pair in pairwise(words) if pair[0][1] == pair[1][1])
    for (*_, word), (*_, after) in (
        pair for pair in on_one_line if float(pair[0][0]) < float(pair[1][0]) < float(pair[0][2]) - 0.5
    ):
        pytest.fail(f"{word} and {after} overlap")


@needs_poppler
@pytest.mark.parametrize("locale", ["es_CO", "es_ES", "en_US", "en_GB"])
def test_the_columns_of_the_last_records_stand_apart(
    speak: Callable[[str, str], QLocale], tmp_path: Path, locale: str
) -> None:
    tally = Tally()
    tally.add(Record(f"{TODAY} 08:15:30", 38.5, 120, 138, Category.TERMINAL.value, puntaje=10))
    boxes = text_of(render_pdf(content(tally), speak(locale[:2], locale)), tmp_path, "-bbox")
    words = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="[-\d.]+">([^<]+)<', boxes)
    (top,) = {y for _, y, _, word in words if word in {"(lpm)", "(bpm)"}}
    headings = [(float(left), float(right), word) for left, y, right, word in words if y == top]
    ends = [right for _, right, word in headings if word in {"(°C)", "(mmHg)", "(lpm)", "(bpm)"}]
    assert len(ends) == 3
    for end in ends:
        assert min(left - end for left, _, _ in headings if left > end) >= 10


@pytest.mark.parametrize(
    ("locale", "size"),
    [
        ("es_CO", QPageSize.PageSizeId.Letter),
        ("es_MX", QPageSize.PageSizeId.Letter),
        ("en_US", QPageSize.PageSizeId.Letter),
        ("es_ES", QPageSize.PageSizeId.A4),
        ("es_AR", QPageSize.PageSizeId.A4),
        ("en_GB", QPageSize.PageSizeId.A4),
    ],
)
def test_the_paper_is_that_of_the_place(locale: str, size: QPageSize.PageSizeId) -> None:
    assert page_size(QLocale(locale)).id() is size


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="pdffonts (poppler-utils) is missing")
def test_every_font_is_in_the_file(speak: Callable[[str, str], QLocale], tmp_path: Path) -> None:
    path = tmp_path / "hoja.pdf"
    path.write_bytes(render_pdf(content(some()), speak("es", "es_CO")))
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    for line in fonts:
        embedded, _subset, unicode = line.split()[-5:-2]
        assert (embedded, unicode) == ("yes", "yes"), line


@needs_poppler
def test_the_page_says_of_which_establishment_it_is_on_one_line(
    speak: Callable[[str, str], QLocale], tmp_path: Path
) -> None:
    locale = speak("es", "es_CO")
    assert "Establecimiento" not in text_of(render_pdf(content(some()), locale), tmp_path)
    where = Establishment("05-001", "Puesto de salud La Unión", "8f3a01c2")
    page = replace(content(some()), origin=Origin("reglas-1.0.1+3f2a9c1b", where))
    text = text_of(render_pdf(page, locale), tmp_path, "-layout")
    assert re.search(r"Establecimiento +05-001 · Puesto de salud La Unión\n", text)
    assert "8f3a01c2" not in text
    longest = replace(page, origin=Origin(page.origin.model, Establishment("5" * LONGEST_CODE, "Ñ" * LONGEST_NAME)))
    assert pages(render_pdf(longest, locale)) == 1
    text = text_of(render_pdf(longest, locale), tmp_path, "-layout")
    assert re.search(r"Establecimiento +5{40} · Ñ+…\n", text)


@needs_poppler
@pytest.mark.parametrize("size", [QPageSize.PageSizeId.A5, QPageSize.PageSizeId.A6])
def test_a_smaller_sheet_has_the_whole_page(
    speak: Callable[[str, str], QLocale], tmp_path: Path, size: QPageSize.PageSizeId
) -> None:
    path = tmp_path / "hoja.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(size))
    assert paint_page(writer, content(some()), speak("es", "es_CO"))
    del writer
    text = text_of(path.read_bytes(), tmp_path, "-layout")
    assert pages(path.read_bytes()) == 1
    assert re.search(r"36,9 +104 +64", text)
    assert text.count("criterio clínico") == 2


def test_the_file_is_whole_or_the_old_one(speak: Callable[[str, str], QLocale], small_disk: Path) -> None:
    old = small_disk / "reporte.pdf"
    old.write_bytes(b"el de ayer")
    (small_disk / "lleno").write_bytes(bytes(48 * 1024))
    with pytest.raises(SaveError):
        write_pdf(some(), Period(), ORIGIN, old, speak("es", "es_CO"))
    assert old.read_bytes() == b"el de ayer"
    assert sorted(path.name for path in small_disk.iterdir()) == ["lleno", "reporte.pdf"]


@needs_poppler
def test_the_command_line_writes_it_with_no_window(ward: Any, run_program: Any, tmp_path: Path) -> None:
    ward.predict(Category.MILD, days=2)
    ward.predict(Category.TERMINAL)
    ward.station.close()
    path = tmp_path / "noviembre.pdf"
    done = run_program(
        "exportar", "--formato", "pdf", "--salida", str(path), "--desde", "2025-11-13", "--hasta", "2025-11-20",
        env={"LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    text = text_of(path.read_bytes(), tmp_path, "-layout")
    assert "13 nov 2025 – 20 nov 2025" in text
    assert "1 predicción" in text
    assert re.search(r"▲ 39,5 +▲ 85 +120 +Enfermedad terminal +9", text)
    # The chart also has the days before, as in the window: it says so, and counts none of them.
    assert "Por día, 22 oct 2025 – 20 nov 2025; periodo subrayado" in text
    assert not re.search(r"Enfermedad leve:? +[1-9]", text)
