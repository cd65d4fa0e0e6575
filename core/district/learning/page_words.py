"""The words of the page of an evaluation, Spanish first and English beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from core.cli.say import Say
from core.district.learning.candidate import LITTLE
from core.district.page.words import FRAME
from core.district.say import counted, day, decimal, grouped

if TYPE_CHECKING:
    from datetime import date

    from core.district.learning.dataset import DataSet
    from core.district.learning.evaluation import Evaluation
    from core.quality.agreement import Interval

_DASH: Final = Say("–", "–")
_SHOWN: Final = 8

PAGE: Final = FRAME | {
    "title": Say("Evaluación de una tabla", "Evaluation of a table"),
    "limits": Say("Lo que estas cifras no dicen", "What these figures do not say"),
    "summary": Say("En resumen", "In short"),
    "kappa": Say("Kappa ponderado", "Weighted kappa"),
    "accuracy": Say("Exactitud", "Accuracy"),
    "graves": Say("Graves hallados", "Grave cases found"),
    "verdicts": Say("Criterios a ciegas", "Blind verdicts"),
    "method": Say("Las tablas aprendidas", "The learned tables"),
    "method_alone": Say("El método, sin una tabla fija", "The method, no one table"),
    "in_use": Say("En uso", "In use"),
    "built_in": Say("La del programa", "The program's own"),
    "compared": Say("Comparada, con los mismos criterios", "Compared, on the same verdicts"),
    "compared_note": Say(
        "Kappa con pesos cuadráticos: 0 es el azar, 1 el acuerdo completo. Ganancia: cuánto más alto es el de "
        "la tabla "
        "evaluada. Cada cifra lleva su intervalo de 95 %.",
        "Kappa with quadratic weights: 0 is chance, 1 is full agreement. Gain: how much higher that of the evaluated "
        "table is. Every figure has its 95 % interval.",
    ),
    "rule": Say("Regla", "Rule"),
    "number": Say("Criterios", "Verdicts"),
    "drawn": Say("De −0,2 a 1", "From −0.2 to 1"),
    "gain": Say("Ganancia", "Gain"),
    "matrix": Say("La tabla y los clínicos", "The table and the clinicians"),
    "matrix_note": Say(
        "Filas: lo que da la tabla. Columnas: lo que juzgó el clínico antes de ver el resultado.",
        "Rows: what the table gives. Columns: what the clinician judged before seeing the result.",
    ),
    "total": Say("Total", "Total"),
    "categories": Say("Cada categoría frente al resto", "Each category against the rest"),
    "categories_note": Say(
        "Los casos se ordenan por lo cerca que está su puntaje de los de la categoría. Con menos de 20 casos, "
        "solo su número.",
        "Cases are ranked by how near their score is to the category's. Below 20 cases, their number alone.",
    ),
    "category": Say("Categoría", "Category"),
    "cases": Say("Casos", "Cases"),
    "scores": Say("Calibración por puntaje", "Calibration by score"),
    "scores_note": Say(
        "Qué juzgaron los clínicos con cada puntaje. Graves: la parte de crónica y terminal.",
        "What clinicians judged at each score. Grave: the share of chronic and terminal.",
    ),
    "score": Say("Puntaje", "Score"),
    "share": Say("Criterios por categoría", "Verdicts by category"),
    "grave": Say("Graves", "Grave"),
    "by_clinic": Say("Por establecimiento", "By clinic"),
    "by_month": Say("Por mes", "By month"),
    "by_age": Say(
        "Por edad del modelo en uso, desde su primer criterio", "By age of the model in use, since its first verdict"
    ),
    "clinic": Say("Establecimiento", "Clinic"),
    "month": Say("Mes", "Month"),
    "months": Say("Meses", "Months"),
    "tripod": Say("Según TRIPOD+AI", "By TRIPOD+AI"),
    "tripod_note": Say(
        "Los puntos de la guía (BMJ 2024; 385: e078378) que se aplican.",
        "The items of the guideline (BMJ 2024; 385: e078378) that apply.",
    ),
    "item": Say("Punto", "Item"),
    "answer": Say("Aquí", "Here"),
}

SHORT: Final = (
    Say("No enfermo", "Not ill"),
    Say("Leve", "Mild"),
    Say("Aguda", "Acute"),
    Say("Crónica", "Chronic"),
    Say("Terminal", "Terminal"),
)
"""The categories in short."""

RULES: Final = {
    "regla_original": Say("La primera regla del programa", "The program's first rule"),
    "siempre_la_mas_comun": Say("Siempre la categoría más común", "Always the commonest category"),
}

_LIMITS: Final = (
    Say(LITTLE["es"], LITTLE["en"]),
    Say(
        "El criterio de un clínico no es la verdad. Un kappa alto dice que la tabla juzga como ellos, no que "
        "acierte.",
        "A clinician's verdict is not the truth. A high kappa says that the table judges as they do, not that "
        "it is right.",
    ),
    Say(
        "Una simulación: no es un dispositivo médico, no tiene validez clínica y no sirve para decidir sobre "
        "una persona.",
        "A simulation: no medical device, without clinical validity, and not for any decision about a person.",
    ),
)


HIGHEST_REAL: Final = 0.3
"""The kappa that no table reached on real triage, not in the hospital either from which it was made."""

_HIGHER: Final = Say(
    "El kappa de aquí, {kappa}, es mucho más alto que con triaje real. Así sale con registros inventados, como los "
    "de «ejemplo», cuyos criterios se hacen a partir de la tabla en uso. Con registros verdaderos, averigüe si se "
    "copiaron del resultado.",
    "The kappa here, {kappa}, is much higher than in real triage. Invented records come out like this, as those of "
    "“ejemplo”, whose verdicts are made from the table in use. With real records, find out whether they were copied "
    "from the result.",
)


class About(NamedTuple):
    """The page's subject: the model's name, "" for the method; the name of the table in use; date and program."""

    model: str
    in_use: str
    day: date
    program: str


def subject(about: About, data_set: DataSet) -> Say:
    """Return the subject of the evaluation, and its data."""
    name = Say(about.model, about.model) if about.model else PAGE["method_alone"]
    return Say("{name} · conjunto {id}", "{name} · data set {id}").format(name=name, id=data_set.id[:_SHOWN])


def lead(found: Evaluation) -> Say:
    """Return the page in a sentence."""
    total = counted(found.summary.total, Say("criterio", "verdict"), Say("criterios", "verdicts"))
    return Say(
        "{total} dados a ciegas en {clinics} con que no se hizo la tabla. Kappa ponderado: {kappa}.",
        "{total} given blind in {clinics} that the table was not made from. Weighted kappa: {kappa}.",
    ).format(total=total, clinics=clinics(len(found.by_clinic)), kappa=interval(found.summary.kappa))


def limits(found: Evaluation) -> list[Say]:
    """Return the limits of the figures, which stand first."""
    few = Say(
        "Son de {clinics}: en otros lugares, con otros aparatos y otro redondeo, será distinto. Con menos de "
        "20 casos se dan "
        "solo cantidades.",
        "They are of {clinics}: elsewhere, with other devices and other rounding, it will be different. Below "
        "20 cases there "
        "are counts alone.",
    ).format(clinics=clinics(len(found.by_clinic)))
    favoured = Say(
        "La tabla en uso se hizo con {known} de estos establecimientos: frente a ella la ganancia parece menor de lo "
        "que es.",
        "The table in use was made from {known} of these clinics: beside it the gain looks smaller than it is.",
    ).format(known=grouped(found.known))
    in_use = [favoured] if found.known else []
    kappa = found.summary.kappa
    high = [_HIGHER.format(kappa=interval(kappa))] if kappa is not None and kappa.low > HIGHEST_REAL else []
    return [_LIMITS[0], *high, *_LIMITS[1:], few, *in_use, scope(len(found.by_clinic), found.district)]


def scope(seen: int, district: int) -> Say:
    """Return for which clinics a gain holds, of how many of them verdicts were seen, and what it says nothing of."""
    said = (
        Say("se vieron criterios de todos", "verdicts of all were seen")
        if seen == district
        else Say(
            "se vieron criterios de {seen}, y los demás se toman como parecidos",
            "verdicts of {seen} were seen, and the others are taken to be like them",
        ).format(seen=grouped(seen))
    )
    return Say(
        "La ganancia es la de un distrito de {clinics}: {said}. No dice nada de establecimientos nuevos ni de otro "
        "tiempo.",
        "The gain is that of a district of {clinics}: {said}. It says nothing of new clinics or other times.",
    ).format(clinics=clinics(district), said=said)


def clinics(number: int) -> Say:
    """Return a number of clinics in words."""
    return counted(number, Say("establecimiento", "clinic"), Say("establecimientos", "clinics"))


def number(found: Interval | None) -> Say:
    """Return a value."""
    return _DASH if found is None else _two_places(found.value)


def _two_places(value: float) -> Say:
    return decimal(round(value, 2) + 0.0, 2)  # no minus zero


def span(found: Interval | None) -> Say:
    """Return an interval alone."""
    if found is None:
        return Say("menos de 20", "fewer than 20")
    return Say("{low} a {high}", "{low} to {high}").format(low=_two_places(found.low), high=_two_places(found.high))


def interval(found: Interval | None, *, is_signed: bool = False) -> Say:
    """Return a value with its interval: `0,12 (0,05 a 0,19)`."""
    if found is None:
        return _DASH
    sign = "+" if is_signed and found.value > 0 else ""
    return Say(f"{sign}{{value}} ({{span}})", f"{sign}{{value}} ({{span}})").format(
        value=number(found), span=span(found)
    )


def percent_value(found: Interval | None) -> Say:
    """Return a share in percent."""
    return _DASH if found is None else Say(*(f"{100 * found.value:.0f}\u202f%",) * 2)


def percent_span(found: Interval | None) -> Say:
    """Return the interval of a share in percent."""
    if found is None:
        return Say("menos de 20", "fewer than 20")
    return Say(*(f"{100 * found.low:.0f} {to} {100 * found.high:.0f}\u202f%" for to in ("a", "to")))


def percent(found: Interval | None) -> Say:
    """Return a share with its interval."""
    if found is None:
        return _DASH
    return Say("{value} ({span})", "{value} ({span})").format(value=percent_value(found), span=percent_span(found))


def made(about: About, data_set: DataSet) -> Say:
    """Return when and by what the page was made, and the whole id of the data set."""
    return Say(
        "Hecho el {day} con la versión {program}. Conjunto {id}.",
        "Made on {day} by version {program}. Data set {id}.",
    ).format(day=day(about.day), program=about.program, id=data_set.id)


def tripod(found: Evaluation, data_set: DataSet, about: About) -> list[tuple[Say, Say]]:
    """Return the items of TRIPOD+AI that apply, each with its answer."""
    manifest = data_set.manifest
    hits, graves, _ = found.grave
    total = grouped(found.summary.total)
    return [
        (
            Say("Fuente de los datos (5)", "Source of data (5)"),
            Say(
                "Registros entregados por los establecimientos, del {first} al {last}.",
                "Records that clinics delivered, {first} to {last}.",
            ).format(first=manifest.desde, last=manifest.hasta),
        ),
        (
            Say("Participantes (6)", "Participants (6)"),
            Say(
                "Personas atendidas a cuyo registro un clínico dio criterio a ciegas; quién fue preguntado lo "
                "sorteó el programa.",
                "People seen whose record a clinician judged blind; the program drew who was asked about.",
            ),
        ),
        (
            Say("Desenlace (8)", "Outcome (8)"),
            Say("La categoría que juzgó el clínico, de cinco.", "The category that the clinician judged, of five."),
        ),
        (
            Say("Predictores (9)", "Predictors (9)"),
            Say(
                "Temperatura, presión sistólica y frecuencia cardíaca. Nada más.",
                "Temperature, systolic pressure and heart rate. Nothing else.",
            ),
        ),
        (
            Say("Tamaño de la muestra (10)", "Sample size (10)"),
            Say(
                "{total} criterios apartados, {graves} de las dos categorías más graves.",
                "{total} held-out verdicts, {graves} of the two gravest categories.",
            ).format(total=total, graves=grouped(graves)),
        ),
        (
            Say("Datos que faltan (11)", "Missing data (11)"),
            Say(
                "Ninguno: sin los tres valores no hay registro. Dejados fuera por valores imposibles: {n}.",
                "None: without the three values there is no record. Left out for impossible values: {n}.",
            ).format(n=manifest.imposibles),
        ),
        (
            Say("Métodos (12)", "Methods (12)"),
            Say(
                "Puntos enteros por rango y cortes de su suma. Evaluada por establecimiento apartado, nunca "
                "por registro.",
                "Whole points by band, and cuts of their sum. Evaluated by held-out clinic, never by record.",
            ),
        ),
        (
            Say("Equidad (14)", "Fairness (14)"),
            Say(
                "No se conoce sexo, edad ni origen de nadie, así que no se puede decir si sirve igual a todos.",
                "Nobody's sex, age or origin is known, so it cannot be said whether it serves all alike.",
            ),
        ),
        (
            Say("Modelo (22)", "Model (22)"),
            Say("Completo en su archivo: {name}.", "Whole in its file: {name}.").format(name=about.model)
            if about.model
            else Say(
                "Ninguno: cada establecimiento se midió con una tabla hecha de los otros.",
                "None: each clinic was measured with a table made from the others.",
            ),
        ),
        (
            Say("Resultado (23)", "Performance (23)"),
            Say(
                "Kappa {kappa}; graves hallados {hits} de {graves}.",
                "Kappa {kappa}; grave cases found {hits} of {graves}.",
            ).format(kappa=interval(found.summary.kappa), hits=grouped(hits), graves=grouped(graves)),
        ),
        (Say("Límites (26)", "Limitations (26)"), Say("Arriba, lo primero.", "Above, first of all.")),
    ]
