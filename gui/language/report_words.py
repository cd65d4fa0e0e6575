"""The sentences and headings of the report, for the tab, the printed page and the tables for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from core.clinical.vitals import HEART_RATE, SYSTOLIC, TEMPERATURE, VITALS, Vital
from core.journal.entry import local_time
from core.records.period import CHARTED
from core.report import shares as rounded
from core.vocabulary import Category, PeriodName
from gui.language import formats, labels
from gui.language.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.exchange.export import CsvHeadings
    from core.exchange.receive import Delivered
    from core.records.period import Choice, Period
    from core.records.record import Record
    from core.report.report import Report
    from core.system.establishment import Establishment


def total(number: int) -> str:
    """Return a number of predictions: `412 predicciones`."""
    if number == 0:
        return tr("Ninguna predicción")
    return tr("%Ln predicciones", "", number)


def delivered(found: Delivered, locale: QLocale) -> str:
    """Return the proof of delivery: up to when, and how many records; or that the receipt does not fit."""
    if not found.fits:
        return tr("El acuse del distrito no corresponde a los registros de aquí. Avise a la persona encargada.")
    return tr("Entregado al distrito hasta {when}: {records}.").format(
        when=formats.day_and_time(local_time(found.received.fecha), locale), records=total(found.received.registros)
    )


def _total_with_voided(number: int, voided: int) -> str:
    """Return a number of predictions and of voided ones: `412 predicciones y 1 anulada`."""
    if voided == 0:
        return total(number)
    return tr("{predictions} y %Ln anuladas", "", voided).format(predictions=total(number))


def total_in(choice: Choice, number: int, locale: QLocale, voided: int = 0) -> str:
    """Return the number of predictions in a period, with the voided ones shown: `412 predicciones en 30 días`."""
    predictions = _total_with_voided(number, voided)
    if not isinstance(choice, PeriodName):
        return _within_days(choice, locale).format(predictions=predictions)
    within = {
        PeriodName.TODAY: tr("{predictions} hoy"),
        PeriodName.DAYS_7: tr("{predictions} en 7 días"),
        PeriodName.DAYS_30: tr("{predictions} en 30 días"),
        PeriodName.THIS_MONTH: tr("{predictions} este mes"),
        PeriodName.ALL: tr("{predictions} en total"),
    }[choice]
    return within.format(predictions=predictions)


def _within_days(days: Period, locale: QLocale) -> str:
    """Return a sentence for the predictions, `{predictions}`, of a period of the calendar, which has an end."""
    first, last = (None if day is None else formats.day(day, locale) for day in days)
    if days.is_month and days.first is not None:
        sentence = tr("{predictions} en {month}")
        return sentence.replace("{month}", formats.month(days.first, locale))
    if first is None or last is None:
        until = tr("{predictions} hasta el {day}")
        return until.replace("{day}", first or last or "")
    if first == last:
        return tr("{predictions} el {day}").replace("{day}", first)
    sentence = tr("{predictions} del {first} al {last}")
    return sentence.replace("{first}", first).replace("{last}", last)


def chosen(choice: Choice) -> str:
    """Return the name of a chosen period: `7 días`, `1 oct 2026 – 15 oct 2026`."""
    return labels.period_name(choice) if isinstance(choice, PeriodName) else period(choice, QLocale())


def period_in_file_name(choice: Choice) -> str:
    """Return a period as part of a file name, valid on every file system: `7-dias`, `2026-10`."""
    if isinstance(choice, PeriodName):
        return labels.period_in_file_name(choice)
    if choice.is_month and choice.first is not None:
        return choice.first.isoformat()[:7]
    first, last = ("" if day is None else day.isoformat() for day in choice)
    if first == last:
        return first
    to = tr("a", "file name: from one date to another")
    return "-".join(filter(None, (first, to, last)))


def period(given: Period, locale: QLocale) -> str:
    """Return the days of a period: `25 oct 2026 – 23 nov 2026`."""
    if given.first is None and given.last is None:
        return tr("Todos los registros")
    if given.last is None and given.first is not None:
        first = formats.day(given.first, locale)
        return tr("Desde el {day}").format(day=first)
    if given.first is None and given.last is not None:
        last = formats.day(given.last, locale)
        return tr("Hasta el {day}").format(day=last)
    return _days(given.first, given.last, locale)


def _days(first: date | None, last: date | None, locale: QLocale) -> str:
    names = [formats.day(day, locale) for day in (first, last) if day is not None]
    return f" {formats.EN_DASH} ".join(dict.fromkeys(names))


def _short_vital_name(vital: Vital) -> str:
    """Return a vital's name as the heading of a narrow column."""
    return {
        TEMPERATURE: tr("Temp.", "narrow column"),
        SYSTOLIC: tr("Presión", "narrow column"),
        HEART_RATE: tr("FC", "narrow column"),
    }[vital]


def _longer_vital_name(vital: Vital) -> str:
    """Return a vital's name as the heading of a wider column."""
    if vital is HEART_RATE:
        return tr("Frec. cardíaca", "column")
    return _short_vital_name(vital)


def heading_vital(vital: Vital, *, wide: bool = False, unit_below: bool = False) -> str:
    """Return the heading of a vital's column: `FC (lpm)`, or in a wide column `Frec. cardíaca (lpm)`."""
    name = _longer_vital_name(vital) if wide else _short_vital_name(vital)
    return f"{name}{chr(10) if unit_below else ' '}({labels.unit(vital)})"


def vital_with_unit(vital: Vital) -> str:
    """Return a vital's full name with its unit: `Presión sistólica (mmHg)`."""
    return f"{labels.vital_name(vital)} ({labels.unit(vital)})"


def time_of(record: Record, today: date, locale: QLocale) -> tuple[str, str]:
    """Return a record's date and time; the date is "" for today and has no year in this year."""
    moment = record.local_time
    clock = formats.clock_time(moment, locale)
    if moment.date() == today:
        return "", clock
    if moment.year == today.year:
        return formats.short_day(moment.date(), locale), clock
    return formats.day(moment.date(), locale), clock


def score(record: Record) -> str:
    """Return a record's score; a dash for records of the original service, which have none."""
    return formats.EN_DASH if record.puntaje is None else str(record.puntaje)


def heading_time() -> str:
    """Return the heading of the column of times."""
    return tr("Hora")


def heading_category() -> str:
    """Return the heading of the column of categories."""
    return tr("Categoría")


def heading_score() -> str:
    """Return the heading of the column of scores."""
    return tr("Puntaje")


def heading_establishment() -> str:
    """Return the heading of code and name of the establishment."""
    return tr("Establecimiento")


def establishment(found: Establishment) -> str:
    """Return code and name of an establishment in one line."""
    return " · ".join(filter(None, (found.codigo, found.nombre)))


def heading_verdict() -> str:
    """Return the heading of the user's judgement."""
    return tr("Su criterio")


def heading_reason() -> str:
    """Return the heading of the column of reasons."""
    return tr("Anulado por")


def shares(counts: Sequence[int], locale: QLocale) -> list[str]:
    """Return the share of each count in whole percent, which add up to 100; `<1 %` of few among many."""
    found = zip(counts, rounded.shares(counts, 100), strict=True)
    texts = ["<1" if count and not share else locale.toString(share) for count, share in found]
    return [text + formats.percent_sign(locale) for text in texts]


def heading_count() -> str:
    """Return the heading of the column of counts."""
    return tr("Predicciones")


def heading_counts() -> str:
    """Return the heading of the table of counts."""
    return tr("Predicciones por categoría")


def heading_last_five() -> str:
    """Return the heading of the table of the last five predictions."""
    return tr("Últimas 5 predicciones")


def charted_days(days: Sequence[date], today: date, locale: QLocale) -> str:
    """Return the name of the chart of days: `Últimos 30 días`, or its first and last one."""
    if are_latest(days, today):
        return tr("Últimos 30 días")
    return _days(days[0], days[-1], locale) if days else ""


def are_latest(days: Sequence[date], today: date) -> bool:
    """Return whether these are the 30 days up to today."""
    return len(days) == CHARTED and days[-1] == today


def heading_chart(days: Sequence[date], today: date, locale: QLocale, *, underlines_period: bool) -> str:
    """Return the heading of the chart of days, with a note if the period is underlined."""
    if not are_latest(days, today):
        return heading_printed_chart(days[0], days[-1], locale, underlines_period=underlines_period)
    heading = tr("Por día, últimos 30 días")
    return f"{heading}; {_period_is_underlined()}" if underlines_period else heading


def heading_printed_chart(first: date, last: date, locale: QLocale, *, underlines_period: bool) -> str:
    """Return the heading of the printed chart of days, with absolute dates."""
    heading = tr("Por día, {first} – {last}").format(first=formats.day(first, locale), last=formats.day(last, locale))
    return f"{heading}; {_period_is_underlined()}" if underlines_period else heading


def _period_is_underlined() -> str:
    return tr("periodo subrayado")


def alarms(report: Report, locale: QLocale) -> str:
    """Return how many predictions have an alarm sign: `▲ Con signo de alarma: 12 (4 %)`."""
    if report.alarms is None:
        return tr("▲ Con signo de alarma: se está contando…")
    return tr("▲ Con signo de alarma: {count} ({percent})").format(
        count=formats.count(report.alarms, locale), percent=formats.percent(report.alarms, report.total, locale)
    )


def alarm_value(value: str) -> str:
    """Return a value that is an alarm sign, for screen readers: `39,5, signo de alarma`."""
    return tr("{value}, signo de alarma").format(value=value)


def heading_alarms() -> str:
    """Return the name of the number of predictions with an alarm sign."""
    return tr("Con signo de alarma")


def found(number: int, total: str) -> str:
    """Return how many records a filter leaves, and of what: `14 encontrados, de 412 predicciones en 30 días`."""
    return tr("%Ln encontrados, de {predictions}", "", number).format(predictions=total[:1].lower() + total[1:])


def none_found() -> str:
    """Return the sentence for a list that a filter has emptied."""
    return tr("Ningún registro de este periodo cumple los filtros.")


def day_and_count(day: date, count: int, locale: QLocale) -> str:
    """Return a day of the list with the number of its records: `lunes 23 nov 2026 · 14 registros`."""
    name = formats.weekday(day, locale)
    number = tr("%Ln registros", "", count)
    return f"{name} {formats.day(day, locale)} · {number}"


def nearest_day(wanted: date, found: date, locale: QLocale) -> str:
    """Say that a day has no records, and which day is shown."""
    return tr("No hay registros del {wanted}. Se muestra el {found}.").format(
        wanted=formats.day(wanted, locale), found=formats.day(found, locale)
    )


def no_predictions() -> str:
    """Return the sentence for a period without predictions."""
    return tr("No hay predicciones en este periodo.")


def no_predictions_by_day() -> str:
    """Return the sentence for a chart without predictions."""
    return tr("No hay predicciones en estos días.")


def last_time(in_period: Record | None, of_all: Record | None, locale: QLocale) -> str:
    """Return the time of the period's last prediction; if it has none, of the last one of all, if any."""
    if in_period is not None:
        when = formats.day_and_time(in_period.local_time, locale)
        return tr("Última predicción: {when}").format(when=when)
    if of_all is not None:
        when = formats.day_and_time(of_all.local_time, locale)
        return tr("Última predicción de todas: {when}").format(when=when)
    return tr("Última predicción: ninguna todavía")


def csv_headings() -> CsvHeadings:
    """Return the headings of the report's CSV in the language in force."""
    from core.exchange.export import CsvHeadings  # noqa: PLC0415 - only an export needs it

    temperature, systolic, heart_rate = map(vital_with_unit, VITALS)
    return CsvHeadings(
        category=heading_category(),
        count=heading_count(),
        percent="%",
        total=tr("Total"),
        alarms=heading_alarms(),
        period=tr("Periodo"),
        last_predictions=heading_last_five(),
        time=heading_time(),
        vitals=(temperature, systolic, heart_rate),
        score=heading_score(),
        last_time=tr("Última predicción"),
        establishment=heading_establishment(),
        categories={category.value: labels.category_name(category.value) for category in Category},
    )
