"""The page as text: what it has, in both languages, and that nothing in it can run or load what is not its own."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from collections import Counter
from datetime import date, timedelta

import pytest

from core.cli.say import Say
from core.district.consolidated import Alarm, Filters, LastPrediction, Week
from core.district.page import charts, words
from core.district.page.render import render
from core.district.page.view import State, View, state_of
from core.district.say import counted, decimal, grouped, listed
from tests.district_pages import END, a_report, a_row, empty_view, example_view, large_view

ACUTE = "ENFERMEDAD AGUDA"


def page_of(view: View) -> str:
    return render(view).decode()


def shown(page: str, language: str) -> str:
    """The text of the page in one language."""
    other = "en" if language == "es" else "es"
    page = re.sub(rf'<span class="{other}"[^>]*>.*?</span>', "", page, flags=re.DOTALL)
    page = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def small_view(days: int, **rows: int) -> View:
    """Clinics with their numbers of records, one a day for so many days up to the end."""
    counts = {END - timedelta(days=place): Counter({ACUTE: 1}) for place in range(days)}
    found = [a_row(key, counts={ACUTE: number} if number else None) for key, number in rows.items()]
    return View(a_report(found, counts), (), {})


def test_it_says_first_that_it_is_a_simulation() -> None:
    page = page_of(example_view())
    assert shown(page, "es").strip().startswith("Reporte del distrito · ")
    body = page.partition("<body>")[2]
    assert shown(body, "es").strip().startswith("Simulación. No es un dispositivo médico")
    assert shown(body, "en").strip().startswith("Simulation. Not a medical device")


def test_it_names_who_is_late_who_is_silent_and_who_alarms() -> None:
    page = page_of(example_view())
    spanish, english = shown(page, "es"), shown(page, "en")
    assert "10 entregaron a tiempo y 2 faltan (1 sin noticias desde hace 30 días)." in spanish
    assert "10 delivered on time and 2 missing (1 not heard of for 30 days)." in english
    assert "Falta su entrega: la última llega hasta el 6 nov 2026." in spanish
    assert "Entregado hasta" in spanish
    assert "Delivered up to" in english
    assert "2 establecimientos dan alarma por lo que miden o entregan." in spanish
    assert "La presión sistólica se está redondeando a decenas" in spanish
    assert "No se sabe nada de él desde el 5 oct 2026." in spanish
    assert "Nothing has been heard of it since 5 Oct 2026." in english
    assert spanish.count("Puesto de Salud Loma Alta") == 2, "in the list of calls and in the table"


def test_a_phone_sorts_by_the_same_columns_numbers_from_the_greatest() -> None:
    page = page_of(example_view())
    orders = re.findall(r'<option value="(\d+ -?\d+)"', page)
    headings = re.findall(r'<th role="columnheader" scope="col"(?: data-kind="(\w+)")?', page)
    assert orders == [f"{place} {-1 if kind == 'number' else 1}" for place, kind in enumerate(headings) if kind]


def test_a_clinics_name_is_only_text() -> None:
    name = """</td><script>alert("x")</script><img src=x onerror='alert(1)'>"""
    report = a_report(
        [a_row("<b>", name, {ACUTE: 1})], {END: Counter({ACUTE: 1})}, Filters(clinic="<i>", model="<u>")
    )
    page = page_of(View(report, (), {}))
    assert page.count("<script>") == 1
    for tag in ("<img", "<b>E", "<i>", "<u>"):
        assert tag not in page
    assert "solo el establecimiento &lt;i&gt;" in page


def test_only_its_own_style_and_script_may_run_and_nothing_is_loaded() -> None:
    page = page_of(example_view())
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert "default-src 'none'" in policy
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert not re.search(r"https?://|@import|url\(", page)
    assert not re.search(r"""\s(?:src|style|onclick)=["']""", page)


def test_every_text_is_there_in_both_languages() -> None:
    page = page_of(example_view())
    assert page.count('class="es" lang="es"') == page.count('class="en" lang="en"') > 100
    for text in words.PAGE.values():
        assert all(text), text


def test_a_thousand_clinics_stay_small() -> None:
    page = render(large_view(1000))
    assert len(page) < 2_000_000
    assert page.count(b'<tr role="row" data-s=') == 1000
    assert "Y 141 establecimientos más, en la tabla." in shown(page.decode(), "es")


def test_without_records_it_says_what_to_do() -> None:
    spanish = shown(page_of(empty_view()), "es")
    assert "No hay registros en este periodo." in spanish
    assert "A nadie: no falta ninguna entrega" in spanish
    assert "0 predicciones de 0 establecimientos: ninguno entregó a tiempo. Nada más da alarma." in spanish


def test_a_short_period_is_drawn_by_day_and_a_long_one_by_week_too() -> None:
    short, long = small_view(92, E01=92), small_view(93, E01=93)
    assert short.is_by_day
    assert len(short.by_day()) == 92
    assert "Por día, los últimos 60" not in page_of(short)
    assert not long.is_by_day
    assert len(long.by_day()) == 60
    weeks = long.by_week()
    assert all(week.first.isoweekday() == 1 for week in weeks)
    assert sum(sum(week.counts) for week in weeks) == 93
    assert "Por día, los últimos 60" in page_of(long)


def test_days_without_records_are_zeros_and_days_outside_the_period_are_left_out() -> None:
    report = a_report(
        [a_row("E01", counts={ACUTE: 2})],
        {END: Counter({ACUTE: 1}), date(2020, 1, 1): Counter({ACUTE: 1})},
        Filters(first=END - timedelta(days=2), last=END),
    )
    assert [sum(column.counts) for column in View(report, (), {}).by_day()] == [0, 0, 1]


def test_a_single_day_is_a_period() -> None:
    spanish = shown(page_of(small_view(1, E01=1)), "es")
    assert "Reporte del distrito 22 nov 2026" in spanish
    assert "1 predicción de 1 establecimiento: uno entregó a tiempo." in spanish


def test_filters_and_models_are_named() -> None:
    report = dataclasses.replace(
        small_view(1, E01=1).report, filters=Filters(END, END, "E01", "reglas-1.0.1+f08825a6"), models={"": 1}
    )
    english = shown(page_of(View(report, (), {})), "en")
    assert "clinic E01 only" in english
    assert "model reglas-1.0.1+f08825a6 only" in english
    assert "Models:" not in english


def test_the_latest_predictions_come_latest_first_with_their_clinic() -> None:
    view = small_view(1, E01=1)
    last = (
        LastPrediction("2026-11-22 08:00:00", 36.5, 120, 80, "NO ENFERMO", "E01"),
        LastPrediction("2026-11-22 09:30:00", 38.5, 120, 80, ACUTE, "8f3a01c2"),
    )
    spanish = shown(page_of(View(dataclasses.replace(view.report, last=last), (), {})), "es")
    assert re.search(r"2026-11-22 09:30 8f3a01c2 +Enfermedad aguda +2026-11-22 08:00 E01 +No enfermo", spanish)


def test_each_state_of_a_clinic() -> None:
    row = a_row("E01", missing_days=10)
    assert state_of(a_row("E01")) is State.ON_TIME
    assert state_of(dataclasses.replace(a_row("E01"), is_on_time=False)) is State.LATE
    assert state_of(a_row("E01", missing_days=3)) is State.DUE
    assert state_of(row) is State.MISSING
    assert state_of(a_row("E01", missing_days=40)) is State.SILENT
    assert state_of(dataclasses.replace(row, covered_until=None)) is State.NEVER
    assert state_of(dataclasses.replace(row, is_expected=False)) is State.UNLISTED


def test_several_late_and_silent_ones_are_counted_in_words() -> None:
    rows = [a_row(f"E{place}", missing_days=days) for place, days in enumerate((3, 10, 11, 40, 41))]
    rows.append(dataclasses.replace(a_row("E8"), is_on_time=False))
    rows.append(dataclasses.replace(a_row("E9", alarms=(Alarm.CLOCK,)), is_zero=True))
    from core.district.calls import calls

    view = View(a_report(rows, {}), calls(rows, ()), {}, by_chance=2.4)
    page = page_of(view)
    told = (
        "uno entregó a tiempo, uno llegó tarde, uno está por llegar y 4 faltan (2 sin noticias desde hace 30 días)."
    )
    assert told in shown(page, "es")
    assert [call.key for call in view.calls] == ["E3", "E4", "E1", "E2", "E9"], "the late one is here"
    assert "semana 2026W47, con plazo hasta el 29 nov 2026" in shown(page, "es")
    assert "1 establecimiento da alarma por lo que mide o entrega." in shown(page, "es")
    assert "Aunque todos midieran bien, 2 de ellos darían alarma por azar" in shown(page, "es")
    assert "En cero esta semana" in page


def test_clocks_years_off_are_told_and_not_drawn() -> None:
    days = {END - timedelta(days=place): Counter({"NO ENFERMO": 2}) for place in range(100)}
    wrong = {date(1, 1, 1): Counter({"NO ENFERMO": 3}), date(9999, 12, 31): Counter({"NO ENFERMO": 4})}
    report = a_report([a_row("E01")], wrong | days)
    view = View(report, [], {})
    assert (view.first, view.last) == (END - timedelta(days=99), END)
    page = page_of(view)
    assert len(page) < 200_000
    assert "Con fechas fuera de lo que se dibuja, quizá por un reloj mal puesto: 7. Cuentan" in shown(page, "es")
    assert "207 predicciones" in shown(page, "es")
    alone = View(a_report([a_row("E01")], wrong), [], {})
    assert (alone.first, alone.last, alone.undrawn) == (alone.last, report.made.date(), 7)
    sound = page_of(View(a_report([a_row("E01")], days), [], {}))
    assert "fuera de lo que se dibuja" not in sound
    asked = View(a_report([a_row("E01")], wrong | days, Filters(date(1, 1, 1), END)), [], {})
    assert (asked.first, asked.undrawn, len(asked.by_week())) == (date(1, 1, 1), 7, 260)


def test_a_week_whose_days_are_over_is_no_longer_open() -> None:
    report = small_view(1, E01=1).report
    for days, is_open in ((3, True), (2, False)):
        completeness = dataclasses.replace(report.completeness, allowed_days=days)
        assert View(dataclasses.replace(report, completeness=completeness), (), {}).is_open is is_open


def test_the_shares_of_the_categories_add_up_to_a_hundred() -> None:
    spanish = shown(page_of(example_view()), "es")
    shares = re.findall(r"(\d+),(\d) % ", spanish.partition("Por categoría")[2].partition("Últimas")[0])
    assert len(shares) == 5
    assert sum(10 * int(whole) + int(tenth) for whole, tenth in shares) == 1000


def test_the_latest_predictions_fill_the_lower_card() -> None:
    report = small_view(1, E01=1).report
    for number, first in ((1, "Entregas por semana"), (8, "Últimas predicciones")):
        weeks = tuple(Week(f"2026W{40 + place}", 1, 1, 1, 0) for place in range(number))
        found = dataclasses.replace(report, completeness=dataclasses.replace(report.completeness, weeks=weeks))
        spanish = shown(page_of(View(found, (), {})), "es")
        assert spanish.count("Últimas predicciones") == 1
        assert min(("Entregas por semana", "Últimas predicciones"), key=spanish.index) == first


@pytest.mark.parametrize(
    ("most", "top"), [(0, 1), (1, 1), (7, 8), (9, 10), (10, 10), (11, 20), (216, 300), (801, 1000), (1200, 2000)]
)
def test_a_chart_reaches_a_round_number(most: int, top: int) -> None:
    assert charts.scale(most) == top


def test_drawings_of_nothing_are_nothing() -> None:
    assert charts.spark([]) == charts.spark([0, 0]) == charts.mix([0] * 5, 10) == charts.shares([0, 0, 0]) == ""
    assert 'width="0"' in charts.bar(0, 0, 1)
    assert "M0 1h104" in charts.spark([7])


def test_weeks_before_the_first_delivery_on_time_are_left_out() -> None:
    report = a_report([a_row("E01")], {})
    weeks = [Week(f"2026W{number}", 1, 1, int(number in (45, 47)), 0) for number in range(43, 48)]
    found = dataclasses.replace(report, completeness=dataclasses.replace(report.completeness, weeks=tuple(weeks)))
    assert [week.name for week in View(found, (), {}).weeks()] == ["2026W47", "2026W46", "2026W45"]
    late = tuple(dataclasses.replace(week, on_time=0) for week in weeks)
    found = dataclasses.replace(report, completeness=dataclasses.replace(report.completeness, weeks=late))
    assert [week.name for week in View(found, (), {}).weeks()] == ["2026W47"]


def test_numbers_in_words() -> None:
    assert grouped(1234567) == "1\u202f234\u202f567"
    assert decimal(-0.25, 2) == Say("−0,25", "−0.25")
    assert counted(1, Say("día", "day"), Say("días", "days")) == Say("1 día", "1 day")
    assert listed([Say("a", "x"), Say("b", "y"), Say("c", "z")]) == Say("a, b y c", "x, y and z")
