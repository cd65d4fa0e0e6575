"""The page's words, Spanish first and English beside it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from core.cli.say import Say
from core.district.page.view import State
from core.district.say import MONTHS, counted, day, grouped, listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.district.page.view import Row, View

STATES: Final = {
    State.ON_TIME: Say("A tiempo", "On time"),
    State.LATE: Say("Llegó tarde", "Arrived late"),
    State.DUE: Say("Por llegar", "Not due yet"),
    State.MISSING: Say("Falta", "Missing"),
    State.SILENT: Say("En silencio", "Silent"),
    State.NEVER: Say("Nunca entregó", "Never delivered"),
    State.UNLISTED: Say("Fuera de la lista", "Not on the list"),
}

FRAME: Final = {
    "brand": Say("Predictor Médico · Distrito", "Predictor Médico · District"),
    "simulation": Say(
        "Simulación. No es un dispositivo médico ni sustituye el criterio clínico.",
        "Simulation. Not a medical device, and no substitute for clinical judgement.",
    ),
    "skip": Say("Ir al contenido", "Skip to the content"),
    "language": Say("Idioma", "Language"),
    "colours": Say("Colores", "Colours"),
    "auto": Say("Del sistema", "System"),
    "light": Say("Claros", "Light"),
    "dark": Say("Oscuros", "Dark"),
    "print": Say("Imprimir", "Print"),
    "privacy": Say(
        "Este archivo no tiene datos de pacientes. Se abre sin red y se puede enviar o imprimir.",
        "This file has no patient data. It opens without a network, and can be sent or printed.",
    ),
}
"""The words around every page."""

PAGE: Final = FRAME | {
    "title": Say("Reporte del distrito", "District report"),
    "summary": Say("En resumen", "In short"),
    "predictions": Say("Predicciones", "Predictions"),
    "on_time": Say("Entregaron a tiempo", "Delivered on time"),
    "behind": Say("Falta su entrega", "Delivery missing"),
    "alarms": Say("Con alguna alarma", "With an alarm"),
    "one_clinic": Say("establecimiento", "clinic"),
    "clinics_word": Say("establecimientos", "clinics"),
    "deliveries": Say("Entregas por semana", "Deliveries by week"),
    "week": Say("Semana", "Week"),
    "expected": Say("Esperados", "Expected"),
    "arrived": Say("Llegaron", "Arrived"),
    "in_time": Say("A tiempo", "On time"),
    "zero": Say("En cero", "Zero"),
    "zero_week": Say("En cero esta semana", "Zero this week"),
    "zero_note": Say(
        "En cero: entregó, y no tuvo ningún registro en esa semana. A tiempo: hasta {days} días después del fin de "
        "la semana.",
        "Zero: delivered, with no record in that week. On time: up to {days} days after the end of the week.",
    ),
    "arrived_late": STATES[State.LATE],
    "not_here": Say("No ha llegado", "Not here"),
    "calls": Say("A quién llamar primero", "Whom to call first"),
    "no_calls": Say(
        "A nadie: no falta ninguna entrega y nada da alarma.",
        "Nobody: no delivery is missing, and nothing alarms.",
    ),
    "categories": Say("Por categoría", "By category"),
    "category": Say("Categoría", "Category"),
    "number": Say("Número", "Number"),
    "latest": Say("Últimas predicciones", "Latest predictions"),
    "time": Say("Hora", "Time"),
    "share": Say("Parte", "Share"),
    "days": Say("Por día", "By day"),
    "weeks": Say("Por semana", "By week"),
    "numbers": Say("Ver en números", "See in numbers"),
    "day": Say("Día", "Day"),
    "total": Say("Total", "Total"),
    "clinics": Say("Por establecimiento", "By clinic"),
    "code": Say("Código", "Code"),
    "name": Say("Establecimiento", "Clinic"),
    "mix": Say("Categorías", "Categories"),
    "course": Say("Semanas", "Weeks"),
    "last": Say("Último registro", "Last record"),
    "delivered": Say("Entregado hasta", "Delivered up to"),
    "state": Say("Entrega", "Delivery"),
    "why": Say("Alarma", "Alarm"),
    "find": Say("Buscar por nombre o código", "Find by name or code"),
    "show": Say("Mostrar", "Show"),
    "sort": Say("Ordenar por", "Sort by"),
    "all": Say("Todos", "All"),
    "with_alarm": Say("Con alarma", "With an alarm"),
    "none": Say("Ningún establecimiento coincide.", "No clinic matches."),
    "clear": Say("Quitar los filtros", "Clear the filters"),
    "found": Say("{n} de {all} establecimientos", "{n} of {all} clinics"),
    "empty": Say(
        "No hay registros en este periodo. Cuando llegue una memoria: predictor-medico-distrito recibir CARPETA",
        "There are no records in this period. When a stick arrives: predictor-medico-distrito recibir FOLDER",
    ),
    "table_note": Say(
        "La barra muestra cuántos registros hay, con los colores de las categorías; la línea, los de cada semana, "
        "a la escala de cada establecimiento.",
        "The bar shows how many records there are, in the colours of the categories; the line, those of each week, "
        "on each clinic's own scale.",
    ),
    "meaning": Say(
        "Las categorías salen de una tabla de puntos sin validez clínica: no miden la salud de la población.",
        "The categories come from a table of points with no clinical validity: they do not measure the health of the "
        "population.",
    ),
}


_NOT_HERE: Final = (State.MISSING, State.SILENT, State.NEVER)

_LEAD: Final = (
    (State.ON_TIME, Say("entregó a tiempo", "delivered on time"), "entregaron a tiempo"),
    (State.LATE, Say("llegó tarde", "arrived late"), "llegaron tarde"),
    (State.DUE, Say("está por llegar", "not due yet"), "están por llegar"),
    (State.MISSING, Say("falta", "missing"), "faltan"),
)
"""The sentence for a number of clinics: in the singular, and in the Spanish plural."""

_SILENT: Final = Say("{silent} sin noticias desde hace 30 días", "{silent} not heard of for 30 days")
"""How many of the clinics whose delivery is missing are silent."""


def tick(first: date, *, is_month: bool) -> Say:
    """Return a label below a chart: a month, or a day of a month."""
    name = MONTHS[first.month - 1]
    return name if is_month else Say(*(f"{first.day} {text}" for text in name))


def last_days(number: int) -> Say:
    """Return the heading of the chart of the last days."""
    return Say(f"Por día, los últimos {number}", f"By day, the last {number}")


def period(view: View) -> Say:
    """Return the period in words."""
    if view.first == view.last:
        return day(view.last)
    return Say("Del {first} al {last}", "{first} to {last}").format(first=day(view.first), last=day(view.last))


def filters(view: View) -> list[Say]:
    """Return the report's filters, beside the period."""
    asked = view.report.filters
    found = []
    if asked.clinic:
        found.append(Say("solo el establecimiento {name}", "clinic {name} only").format(name=asked.clinic))
    if asked.model:
        found.append(Say("solo el modelo {name}", "model {name} only").format(name=asked.model))
    return found


def made(view: View) -> Say:
    """Return when and by what the page was made, and of which models the records are."""
    report = view.report
    models = ", ".join(name for name in report.models if name)
    text = Say(
        "Hecho el {day} a las {time} con la versión {version}; estado {lake} del lago.",
        "Made on {day} at {time} by version {version}; state {lake} of the lake.",
    ).format(
        day=day(report.made.date()), time=f"{report.made:%H:%M}", version=report.version, lake=report.lake_version
    )
    if not models:
        return text
    return Say(*map(" ".join, zip(text, Say(f"Modelos: {models}.", f"Models: {models}."), strict=True)))


def tiles(view: View, rows: Sequence[Row]) -> list[dict[str, object]]:
    """Return the four numbers at the top: each with its name, a note, and its tone."""
    week = view.report.completeness.week
    behind = sum(row.state in _NOT_HERE for row in rows)
    alarms = sum(row.has_alarm for row in rows)
    silent = view.report.completeness.silent
    return [
        {
            "name": PAGE["predictions"],
            "number": view.report.total,
            "of": None,
            "note": Say("en {clinics}", "in {clinics}").format(clinics=_clinics(len(rows))),
            "tone": "",
        },
        {
            "name": PAGE["on_time"],
            "number": week.on_time,
            "of": week.expected,
            "note": _of_week(view),
            "tone": "ok" if week.on_time == week.expected else "" if view.is_open else "warn",
        },
        {
            "name": PAGE["behind"],
            "number": behind,
            "of": None,
            "note": _SILENT.format(silent=grouped(silent)),
            "tone": "bad" if silent else "warn" if behind else "ok",
        },
        {
            "name": PAGE["alarms"],
            "number": alarms,
            "of": None,
            "note": Say("en lo que miden o entregan", "in what they measure or deliver"),
            "tone": "bad" if alarms else "ok",
        },
    ]


def lead(view: View, rows: Sequence[Row]) -> Say:
    """Return the page in two sentences: how much, who delivered, what alarms."""
    numbers = Counter(row.state for row in rows)
    silent = view.report.completeness.silent
    numbers[State.MISSING] = sum(numbers[state] for state in _NOT_HERE)
    parts = [
        _how_many(numbers[state], one, many) for state, one, many in _LEAD if numbers[state] or state is State.ON_TIME
    ]
    if silent:
        told = _SILENT.format(silent=grouped(silent))
        parts[-1] = Say(*(f"{part} ({of_them})" for part, of_them in zip(parts[-1], told, strict=True)))
    alarms = sum(row.has_alarm for row in rows)
    alarm = Say("Nada más da alarma.", "Nothing else alarms.")
    if alarms:
        alarm = Say(
            "{clinics} {verb} alarma por lo que mide o entrega.",
            "{clinics} {verb} an alarm in what is measured or delivered.",
        ).format(clinics=_clinics(alarms), verb=Say("da", "has") if alarms == 1 else Say("dan", "have"))
        if alarms > 1:
            alarm = Say(alarm.es.replace("mide o entrega", "miden o entregan"), alarm.en)
    return Say("{total} de {clinics}: {parts}. {alarm}", "{total} of {clinics}: {parts}. {alarm}").format(
        total=counted(view.report.total, Say("predicción", "prediction"), Say("predicciones", "predictions")),
        clinics=_clinics(len(rows)),
        parts=listed(parts),
        alarm=alarm,
    )


def by_chance(view: View) -> Say | None:
    """Return how many sound clinics alarm by chance; None where that is less than half of one."""
    number = round(view.by_chance)
    if number < 1:
        return None
    return Say(
        "Aunque todos midieran bien, {number} de ellos darían alarma por azar: llamar es preguntar, no acusar.",
        "Even if all measured well, {number} of them would alarm by chance: to call is to ask, not to accuse.",
    ).format(number=grouped(number))


def undrawn(view: View) -> Say | None:
    """Return how many records the charts leave out; None for none."""
    number = view.undrawn
    if not number:
        return None
    return Say(
        "Con fechas fuera de lo que se dibuja, quizá por un reloj mal puesto: {number}. Cuentan en los totales.",
        "Dated outside what is drawn, maybe by a wrong clock: {number}. They count in the totals.",
    ).format(number=grouped(number))


def more_calls(number: int) -> Say | None:
    """Return how many clinics the list of calls leaves out; None for none."""
    if number <= 0:
        return None
    return Say("Y {clinics} más, en la tabla.", "And {clinics} more, in the table.").format(clinics=_clinics(number))


def _of_week(view: View) -> Say:
    """Return the week of the completeness, and until when its deliveries are on time if that is still to come."""
    week = Say("semana {week}", "week {week}").format(week=view.report.completeness.week.name)
    if not view.is_open:
        return week
    return Say("{week}, con plazo hasta el {day}", "{week}, due by {day}").format(week=week, day=day(view.due))


def _clinics(number: int) -> Say:
    return counted(number, PAGE["one_clinic"], PAGE["clinics_word"])


def _how_many(number: int, one: Say, many: str) -> Say:
    es = "ninguno" if not number else "uno" if number == 1 else grouped(number)
    return Say(f"{es} {one.es if number <= 1 else many}", f"{grouped(number) if number else 'none'} {one.en}")
