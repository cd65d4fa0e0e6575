"""The page of an evaluation: the limits first, every figure in both languages, and nothing from outside."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from core.clinical.model import load
from core.district.learning import page_words as words
from core.district.learning import points, training
from core.district.learning.candidate import LITTLE
from tests.district.learning import triage
from tests.district.learning.clinics import as_cases
from tests.evaluation_pages import evaluation_page

TABLE = points.of_model(load())
README = Path(words.__file__).with_name("README.md")


@pytest.fixture(scope="module")
def html() -> str:
    return evaluation_page()


def test_the_limits_come_before_every_figure(html: str) -> None:
    first = html.index("Tres signos vitales dicen poco")
    assert "Three vital signs say little" in html
    assert html.index("Simulación. No es un dispositivo médico") < first < html.index('class="tiles"')


def test_it_loads_nothing_and_needs_no_network(html: str) -> None:
    assert "default-src 'none'" in html
    assert re.findall(r'(?:src|href)="(?!#)', html) == []
    assert "http" not in html.replace("http-equiv", "")


def test_every_text_is_there_in_both_languages(html: str) -> None:
    assert html.count('lang="es"') - 2 == html.count('lang="en"') - 1  # the page itself, and a button of each
    assert "0,19 (" in html
    assert "0.19 (" in html


def test_fewer_than_twenty_cases_are_a_number_and_a_dash(html: str) -> None:
    row = re.search(r"<tr><th scope=\"row\">E&lt;2&gt;</th>.*?</tr>", html)
    assert row is not None
    assert '<td class="n">15</td><td class="wide-cell drawn"></td><td>–</td><td>–</td>' in row[0]


def test_the_items_of_tripod_are_answered(html: str) -> None:
    assert "683 criterios apartados" in html
    assert "Dejados fuera por valores imposibles: 3." in html
    assert "−0,00" not in html


def test_what_is_above_real_triage_is_above_all_that_was_measured_there() -> None:
    measured = re.findall(r"(?<=\| )0\.\d{3}(?= \|)", README.read_text(encoding="utf-8"))
    assert len(measured) > 20
    assert max(map(float, measured)) < words.HIGHEST_REAL


def test_the_method_has_no_file(html: str) -> None:
    assert "Whole in its file: distrito-1.0.0+00000000." in html
    method = evaluation_page("")
    assert "None: each clinic was measured with a table made from the others." in method
    assert "Whole in its file" not in method


def test_how_little_it_is_was_measured() -> None:
    """From the table in use to the best that was made from the other hospital."""
    rows = re.findall(r"^\| [^|]* \| (0\.\d{3}) \| (0\.\d{3}) \| ", README.read_text(encoding="utf-8"), re.MULTILINE)
    found = sorted(float(kappa) for row in rows for kappa in row)
    assert len(found) == 16
    assert LITTLE["en"].endswith(f"a kappa of {found[0]:.1f} to {math.ceil(found[-1] * 100) / 100:.2f}.")


def test_it_says_for_which_clinics_the_gain_holds(html: str) -> None:
    assert "a district of 2 clinics: verdicts of all were seen. It says nothing of new clinics or other times" in html
    said = words.scope(12, 24)
    assert "un distrito de 24 establecimientos: se vieron criterios de 12, y los demás se toman como" in said.es
    assert "a district of 24 clinics: verdicts of 12 were seen, and the others are taken to be like them" in said.en


def test_it_says_where_the_table_in_use_knows_the_clinics() -> None:
    found = training.evaluate(training.scored(TABLE, as_cases("E1", triage.hospital("1"))), {}, 2)
    known = {said.en for said in words.limits(found._replace(known=3))} - {said.en for said in words.limits(found)}
    assert [said[:51] for said in known] == ["The table in use was made from 3 of these clinics: "]


def test_a_kappa_above_that_of_real_triage_is_explained(html: str) -> None:
    """As on the clinics of `ejemplo`, whose verdicts are made from the table in use."""
    assert "registros inventados" not in html
    agreeing = [
        case._replace(criterio=case.categoria)
        for case in as_cases("E1", [(values, TABLE.level(TABLE.score(values))) for values, _ in triage.hospital("1")])
    ]
    said = words.limits(training.evaluate(training.scored(TABLE, agreeing), {}, 2))
    assert [text.es[:27] for text in said[:2]] == ["Tres signos vitales dicen p", "El kappa de aquí, 1,00 (0,9"]
    assert "Invented records come out like this" in said[1].en
