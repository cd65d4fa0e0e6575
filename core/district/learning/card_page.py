"""The card of a table in Markdown: what stands in its file, and what the gate said; no number is typed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.clinical.vitals import VITALS

if TYPE_CHECKING:
    from core.clinical.model import Model

_HEADINGS: Final = {
    "que_es": "Qué es · What it is",
    "conjunto": "Conjunto de datos · Data set",
    "metodo": "Método · Method",
    "resultado": "Lo que aprende · Outcome",
    "criterios": "Criterios con que se hizo · Verdicts it was made from",
    "establecimientos": "Establecimientos con que se hizo · Clinics it was made from",
    "desde": "Desde · From",
    "hasta": "Hasta · To",
    "apartados": "Establecimientos apartados · Clinics held out",
    "para": "Para · For",
    "no_para": "No para · Not for",
    "limites": "Límites · Limits",
    "programa": "Versión del programa · Program version",
    "licencia": "Licencia · Licence",
    "contacto": "Contacto · Contact",
}
_EVALUATION: Final = "evaluacion"


def markdown(model: Model, gate: dict[str, Any] | None = None) -> str:
    """Return the card."""
    lines = [f"# {model.name}", ""]
    for name, heading in _HEADINGS.items():
        if name in model.card:
            lines += [f"- **{heading}**: {_text(model.card[name])}"]
    lines += [f"- **Partió de · Made from**: {model.parent}", "", "## Evaluación · Evaluation", ""]
    lines += _lines(model.card.get(_EVALUATION))
    if gate is not None:
        lines += ["", "## Puerta · Gate", "", *_lines(gate)]
    lines += ["", "## Puntos · Points", ""]
    for vital, bands in zip(VITALS, model.bands, strict=True):
        lines += [f"| {vital.name} ({vital.unit}) | puntos · points | fuente · source |", "| --- | --- | --- |"]
        for band in bands:
            first, last = band.first, band.last
            span = f"≤ {last}" if first is None else f"≥ {first}" if last is None else f"{first} – {last}"
            lines.append(f"| {span} | {band.points} | {band.source.es} · {band.source.en} |")
        lines.append("")
    lines += ["| puntaje · score | categoría · category |", "| --- | --- |"]
    for grade in model.grades:
        span = f"≥ {grade.first}" if grade.last is None else f"{grade.first} – {grade.last}"
        lines.append(f"| {span} | {grade.category.value} |")
    return "\n".join(lines) + "\n"


def _lines(value: object, indent: str = "") -> list[str]:
    """Return the members of an object as a nested list."""
    if not isinstance(value, dict) or set(value) == {"es", "en"}:
        return [f"{indent}- {_text(value)}"]
    found = []
    for name, inner in value.items():
        if isinstance(inner, dict) and set(inner) not in ({"es", "en"}, {"valor", "desde", "hasta"}):
            found += [f"{indent}- {name}:", *_lines(inner, indent + "  ")]
        else:
            found.append(f"{indent}- {name}: {_text(inner)}")
    return found


def _text(value: object) -> str:
    if isinstance(value, dict):
        if set(value) == {"valor", "desde", "hasta"}:
            return f"{value['valor']} ({value['desde']} – {value['hasta']})"
        return " · ".join(str(inner) for inner in value.values())
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return (
        {True: "sí · yes", False: "no", None: "–"}.get(value, str(value))
        if isinstance(value, bool | None)
        else str(value)
    )
