"""The words of agreement, quality and drift: what a figure is, what an alarm may mean, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.clinical.vitals import TEMPERATURE, VITALS
from core.quality.assessment import Alarm
from gui.language import formats, labels
from gui.language.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale

    from core.quality.agreement import Interval
    from core.quality.assessment import Quality, VitalQuality
    from core.quality.concordance import Concordance
    from core.quality.drift import Measure


def verdicts(found: Concordance, locale: QLocale) -> str:
    """Return the numbers of judged records, all and blind."""
    return tr("Registros con criterio: {total}; antes de ver el resultado: {blind}.").format(
        total=formats.count(found.total, locale), blind=formats.count(found.agreement.total, locale)
    )


def too_few(least: int) -> str:
    """Return that there are fewer blind judgements than figures need."""
    return tr("Aún no alcanzan: las cifras necesitan {least} criterios dados antes de ver el resultado.").format(
        least=least
    )


def accuracy(found: Interval, locale: QLocale) -> str:
    """Return the accuracy with its interval."""
    return tr("Coinciden: {value} (entre {low} y {high}, con 95 % de confianza).").format(
        value=_share(found.value, locale), low=_share(found.low, locale), high=_share(found.high, locale)
    )


def kappa(found: Interval | None, locale: QLocale) -> str:
    """Return the weighted kappa with its interval; that it means nothing where there is only one category."""
    if found is None:
        return tr("Kappa: no se puede calcular con una sola categoría.")
    return tr(
        "Kappa, más allá del azar: {value} (entre {low} y {high}); 1 es coincidir siempre y 0, por azar."
    ).format(
        value=formats.figure(found.value, locale),
        low=formats.figure(found.low, locale),
        high=formats.figure(found.high, locale),
    )


def alarm(which: Alarm, found: VitalQuality, locale: QLocale) -> str:
    """Return what an alarm of a vital sign may mean, and what to do."""
    name = labels.vital_name(found.vital)
    if which is Alarm.MEAN and found.shift is not None:
        means = found.shift.before, found.shift.now
        before, now = (formats.number(mean, found.vital.decimals + 1, locale) for mean in means)
        return tr(
            "{name}: el promedio pasó de {before} a {now}. Puede ser por otros pacientes o por un aparato nuevo o "
            "descalibrado. Compare el aparato con otro."
        ).format(name=name, before=before, now=now)
    if which is Alarm.DISTRIBUTION:
        return tr(
            "{name}: los valores se reparten de otra forma que en el año anterior. Puede ser por otros pacientes o "
            "por otra forma de medir. Revise cómo se mide."
        ).format(name=name)
    share = formats.percent(0 if found.zeros is None else found.zeros.hits, found.total, locale)
    if found.vital is TEMPERATURE:
        return tr(
            "{name}: se está redondeando a grados enteros ({share}). Anote lo que muestra el termómetro."
        ).format(name=name, share=share)
    return tr(
        "{name}: se está redondeando a decenas ({share} terminan en 0). Anote lo que muestra el aparato."
    ).format(name=name, share=share)


def alarm_of_records(which: Alarm, found: Quality) -> str:
    """Return what an alarm beyond one vital sign may mean, and what to do."""
    if which is Alarm.FAHRENHEIT:
        return tr(
            "Temperaturas rechazadas que parecían estar en °F: {count}. Revise que el termómetro mida en °C."
        ).format(count=0 if found.fahrenheit is None else found.fahrenheit.hits)
    return tr(
        "Registros con los mismos tres valores que el anterior: {count}. Puede que un paciente se haya "
        "guardado dos veces. Anule los duplicados en Registros."
    ).format(count=0 if found.repeated is None else found.repeated.hits)


def measures(found: Quality, locale: QLocale) -> list[tuple[str, ...]]:
    """Return the rows of the table of measures: vital sign, values, shift, index and its limit, last digits."""
    return [
        (
            labels.vital_name(one.vital),
            formats.count(one.total, locale),
            formats.EN_DASH if one.shift is None else formats.figure(one.shift.value, locale),
            *_index(one.stability, locale),
            formats.EN_DASH if one.zeros is None else formats.percent(one.zeros.hits, one.zeros.total, locale),
        )
        for one in found.vitals
    ]


def bins(vital_place: int, which: Alarm) -> tuple[float, bool]:
    """Return the width of a chart's bars in the unit of the vital sign, and whether they are last digits."""
    vital = VITALS[vital_place]
    if which is Alarm.ZEROS:
        return float(vital.step), True
    return (0.5, False) if vital is TEMPERATURE else (10.0, False)


def _share(value: float, locale: QLocale) -> str:
    return formats.percent(round(1000 * value), 1000, locale)


def _index(found: Measure | None, locale: QLocale) -> tuple[str, str]:
    """Return an index and its limit; both are small in a large clinic."""
    if found is None:
        return formats.EN_DASH, formats.EN_DASH
    return formats.number(found.value, 4, locale), formats.number(found.limit, 4, locale)
