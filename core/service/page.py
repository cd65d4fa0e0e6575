"""The page for a browser: what this is and the report, in Spanish and English, with no script and no other file."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from core.cli.say import CATEGORIES, Say
from core.clinical.vitals import VITALS
from core.service import words
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.report.report import Report
    from core.service.about import About

_STYLE: Final = files("core.service").joinpath("page.css").read_text(encoding="utf-8")
_DIGEST: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

HEADERS: Final = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_DIGEST}'; "
    "base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept",
}

_WHAT: Final = Say(
    "Servicio del Predictor Médico: recibe tres signos vitales, responde una categoría y guarda el registro.",
    "The service of Predictor Médico: it takes three vital signs, answers a category and keeps the record.",
)
_NONE: Final = Say("Todavía no hay ninguna predicción.", "There is no prediction yet.")
_COUNTS: Final = Say("Predicciones por categoría", "Predictions by category")
_LAST: Final = Say("Últimas cinco predicciones", "Last five predictions")
_CATEGORY, _NUMBER, _TOTAL = Say("Categoría", "Category"), Say("Predicciones", "Predictions"), Say("Total", "Total")
_COLUMNS: Final = (
    Say("Hora", "Time"),
    Say("Temperatura (°C)", "Temperature (°C)"),
    Say("Presión sistólica (mmHg)", "Systolic pressure (mmHg)"),
    Say("Frecuencia cardíaca (lpm)", "Heart rate (bpm)"),
    Say("Resultado", "Result"),
)
_LINKS: Final = (
    ("reporte", Say("el reporte en JSON", "the report as JSON")),
    ("openapi.json", Say("la descripción de esta interfaz", "the description of this interface")),
    ("salud", Say("si se puede guardar", "whether records can be saved")),
)


def is_wanted(accept: str) -> bool:
    """Return whether an Accept header asks for HTML by name; browsers do, and `curl` and clients do not."""
    return any(part.partition(";")[0].strip().lower() == "text/html" for part in accept.split(","))


def render(about: About, report: Report) -> str:
    """Return the page."""
    parts = (_part(language, about, report) for language in ("es", "en"))
    return (
        '<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Predictor Médico</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<style>{_STYLE}</style></head><body><main><p lang="en"><a href="#en">English below</a></p>'
        f"{''.join(parts)}</main></body></html>\n"
    )


def _part(language: str, about: About, report: Report) -> str:
    def said(text: Say) -> str:
        return escape(text.to(language))

    links = "".join(f'<li><a href="{path}">/{path}</a>: {said(text)}</li>' for path, text in _LINKS)
    version = escape(f"{about.version} · {about.model}")
    return (
        f'<section lang="{language}" id="{language}"><h1>Predictor Médico</h1>'
        f'<p class="notice">{said(words.ABOUT)}</p>'
        f"<p>{said(_WHAT)}</p>{_report(language, report)}<ul>{links}</ul><footer>{version}</footer></section>"
    )


def _report(language: str, report: Report) -> str:
    if not report.total:
        return f"<p>{escape(_NONE.to(language))}</p>"
    counts = [(_category(name, language), str(count)) for name, count in report.counts.items()]
    last = [
        (
            record.fecha,
            *(_number(getattr(record, vital.name), language) for vital in VITALS),
            _category(record.resultado, language),
        )
        for record in reversed(report.last)
    ]
    total = (_TOTAL.to(language), str(report.total))
    return _table(language, _COUNTS, (_CATEGORY, _NUMBER), [*counts, total]) + _table(language, _LAST, _COLUMNS, last)


def _category(name: str, language: str) -> str:
    return CATEGORIES[Category(name)].to(language).upper()


def _number(value: float, language: str) -> str:
    return str(value) if language == "en" else str(value).replace(".", ",")


def _table(language: str, title: Say, columns: Iterable[Say], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(column.to(language))}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(title.to(language))}"><table>'
        f"<caption>{escape(title.to(language))}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )
