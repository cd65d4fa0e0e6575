"""The report's page in a real browser: on a PC and on a phone, by keyboard, for screen readers, printed, alone."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from core.district.page.render import render
from tests.district_pages import empty_view, example_view, large_view, long_view
from tests.evaluation_pages import evaluation_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Play = Callable[..., list[dict[str, Any]]]

PC = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
LARGEST = 2_000_000
"""Bytes of a page with a thousand clinics."""


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The paths of the pages of the example, of no clinic, and of a thousand."""
    folder = tmp_path_factory.mktemp("páginas")
    made = {"example": example_view(), "empty": empty_view(), "long": long_view(), "large": large_view(1000)}
    for name, view in made.items():
        (folder / f"{name}.html").write_bytes(render(view))
    return {name: str(folder / f"{name}.html") for name in made}


@pytest.mark.parametrize("name", ["example", "empty"])
def test_it_fits_and_is_accessible_in_every_form(play: Play, pages: dict[str, str], name: str) -> None:
    forms = [
        {"page": pages[name], "viewport": viewport, "colours": colours, "locale": locale}
        for viewport in (PC, PHONE)
        for colours in ("light", "dark")
        for locale in ("es-CO", "en-US")
    ]
    seen = play(*({**form, "steps": [["axe"]]} for form in forms))
    for form, found in zip(forms, seen, strict=True):
        assert found["answers"] == [[]], form
        assert found["overflow"] <= 0, form


def test_an_evaluation_is_accessible_and_fits_a_phone(play: Play, tmp_path: Path) -> None:
    page = tmp_path / "evaluación.html"
    page.write_text(evaluation_page(), encoding="utf-8")
    forms = [
        {"page": str(page), "viewport": viewport, "colours": colours, "locale": locale}
        for viewport, colours, locale in ((PC, "dark", "en-US"), (PHONE, "light", "es-CO"), (PHONE, "dark", "en-US"))
    ]
    seen = play(*({**form, "steps": [["axe"], ["sideways"]]} for form in forms))
    assert [found["answers"] for found in seen] == [[[], 0]] * len(forms)
    assert [(found["overflow"], found["said"]) for found in seen] == [(0, [])] * len(forms)


@pytest.mark.parametrize("name", ["example", "long"])
def test_it_fits_in_windows_of_any_width(play: Play, pages: dict[str, str], name: str) -> None:
    widths = (320, 600, 1000, 1001, 1024, 1121, 1920)
    seen = play(
        *({"page": pages[name], "viewport": {"width": width, "height": 700}, "steps": []} for width in widths)
    )
    assert [found["overflow"] for found in seen] == [0] * len(widths)


def test_it_says_nothing_on_the_console_and_asks_the_network_for_nothing(play: Play, pages: dict[str, str]) -> None:
    for found in play(*({"page": page, "viewport": PC, "steps": []} for page in pages.values())):
        assert found["said"] == []


def test_it_is_found_by_keyboard_without_accents(play: Play, pages: dict[str, str]) -> None:
    (found,) = play(
        {
            "page": pages["example"],
            "viewport": PC,
            "steps": [
                ["tabTo", "#find"],
                ["focusRing"],
                ["type", "union"],
                ["rows"],
                ["text", "#found"],
                ["press", "Escape"],
                ["rows"],
                ["type", "nadie"],
                ["text", "#none p"],
                ["tabTo", "#clear"],
                ["press", "Enter"],
                ["rows"],
            ],
        }
    )
    reached, ring, _, shown, told, _, after, _, none, to_clear, _, cleared = found["answers"]
    assert reached
    assert ring == "solid"
    assert shown == ["Centro de Salud La Unión"]
    assert told == "1 de 12 establecimientos"
    assert len(after) == 12
    assert none == "Ningún establecimiento coincide."
    assert to_clear
    assert len(cleared) == 12


def test_it_is_filtered_by_state_by_keyboard(play: Play, pages: dict[str, str]) -> None:
    (found,) = play(
        {
            "page": pages["example"],
            "viewport": PC,
            "steps": [
                ["tabTo", "#state"],
                ["type", "Falta"],
                ["rows"],
                ["press", "Home"],
                ["press", "ArrowDown"],
                ["rows"],
                ["tabTo", ".clinics thead button"],
            ],
        }
    )
    _, _, late, _, _, alarming, on = found["answers"]
    assert late == ["Centro de Salud Las Palmas"]
    assert sorted(alarming) == ["Centro de Salud El Porvenir", "Centro de Salud La Unión"]
    assert on == 1, "the table's headings follow"


def test_it_is_sorted_by_keyboard(play: Play, pages: dict[str, str]) -> None:
    head = ".clinics thead th.name"
    (found,) = play(
        {
            "page": pages["example"],
            "viewport": PC,
            "steps": [
                ["rows"],
                ["attribute", ".clinics thead th.num", "aria-sort"],
                ["tabTo", f"{head} button"],
                ["press", "Enter"],
                ["rows"],
                ["attribute", head, "aria-sort"],
                ["press", "Space"],
                ["rows"],
                ["attribute", head, "aria-sort"],
                ["attribute", ".clinics thead th.num", "aria-sort"],
                ["tabTo", ".clinics thead th.state button"],
                ["press", "Enter"],
                ["press", "Enter"],
                ["rows"],
            ],
        }
    )
    first, sorted_by, _, _, up, ascending, _, down, descending, no_more, *_, by_state = found["answers"]
    assert first[0] == "Hospital Santa Rosa"
    assert sorted_by == "descending"
    assert up == sorted(first)
    assert ascending == "ascending"
    assert down == up[::-1]
    assert descending == "descending"
    assert no_more is None
    assert by_state[:2] == ["Puesto de Salud Loma Alta", "Centro de Salud Las Palmas"]


def test_on_a_phone_it_is_sorted_by_a_choice(play: Play, pages: dict[str, str]) -> None:
    (found,) = play(
        {
            "page": pages["example"],
            "viewport": PHONE,
            "steps": [["tabTo", "#order"], ["type", "Esta"], ["rows"]],
        }
    )
    assert found["answers"][2] == sorted(found["answers"][2])


def test_language_and_colours_are_chosen_by_keyboard_and_kept(play: Play, pages: dict[str, str]) -> None:
    (found,) = play(
        {
            "page": pages["example"],
            "viewport": PC,
            "steps": [
                ["text", ".simulation"],
                ["background"],
                ["tabTo", "[data-language=en]"],
                ["press", "Enter"],
                ["tabTo", "[data-theme=dark]"],
                ["press", "Space"],
                ["reload"],
                ["text", ".simulation"],
                ["background"],
                ["title"],
                ["attribute", "html", "lang"],
                ["text", "#found"],
                ["body"],
            ],
        }
    )
    spanish, light, *_, english, dark, title, language, told, body = found["answers"]
    assert spanish.startswith("Simulación. No es un dispositivo médico")
    assert english.startswith("Simulation. Not a medical device")
    assert light != dark
    assert title == "District report · 23 Nov 2025 to 22 Nov 2026"
    assert language == "en"
    assert told == "12 of 12 clinics"
    assert body.startswith("Simulation"), "it comes first"
    assert "Reporte" not in body


def test_without_script_it_can_be_read(play: Play, pages: dict[str, str]) -> None:
    (found,) = play(
        {
            "page": pages["example"],
            "viewport": PC,
            "script": False,
            "steps": [["rows"], ["body"], ["visible", "#find"], ["visible", "[data-theme]"]],
        }
    )
    rows, body, has_tools, has_choices = found["answers"]
    assert len(rows) == 12
    assert "A quién llamar primero" in body
    assert "Whom to call" not in body
    assert not has_tools
    assert not has_choices


def test_printed_from_the_dark_it_is_dark_on_white(play: Play, pages: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "reporte.pdf"
    (found,) = play(
        {
            "page": pages["example"],
            "viewport": PC,
            "colours": "dark",
            "steps": [["background"], ["pdf", str(file)], ["media", "print"], ["background"]],
        }
    )
    assert found["answers"][0] != found["answers"][-1] == "rgb(255, 255, 255)"
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    assert text.strip().startswith("Simulación.")
    assert "Puesto de Salud Loma Alta" in text
    assert "Buscar por nombre" not in text


def test_a_thousand_clinics_are_small_and_sorted_at_once(play: Play, pages: dict[str, str]) -> None:
    with open(pages["large"], "rb") as file:  # noqa: PTH123 - a path from a dictionary of texts
        assert len(file.read()) < LARGEST
    (found,) = play(
        {
            "page": pages["large"],
            "viewport": PC,
            "steps": [
                ["tabTo", "#find"],
                ["type", "e00512"],
                ["rows"],
                ["press", "Escape"],
                ["tabTo", ".clinics thead th.code button"],
                ["press", "Enter"],
                ["rows"],
            ],
        }
    )
    *_, one, _, _, _, all_of_them = found["answers"]
    assert one == ["Centro de Salud Buenavista E00512"]
    assert [name[-6:] for name in all_of_them] == [f"E{place:05}" for place in range(1000)]
