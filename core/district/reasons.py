"""The reasons to call a clinic, in words: the finding, and the advice. Spanish first, English beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from core.cli.say import Say
from core.district.consolidated import Alarm as DeliveryAlarm
from core.district.say import day, decimal, grouped
from core.quality.assessment import Alarm
from core.quality.checks import ZEROS_BY_CHANCE

if TYPE_CHECKING:
    from core.district.consolidated import ClinicRow
    from core.district.watch import Watched
    from core.quality.drift import Measure

_GRAVE: Final = 1000.0
_MISSING: Final = 0.5
_LESSER: Final = 0.25


class Reason(NamedTuple):
    """A reason to call. `weight` puts the reasons in order: the greatest first, from `GRAVE` on something is lost.

    `short` fits a cell of a table, `found` is a sentence with its numbers, `advice` says what to ask for.
    """

    code: str
    weight: float
    short: Say
    found: Say
    advice: Say

    @property
    def is_grave(self) -> bool:
        """Whether it outweighs whatever a measurement says."""
        return self.weight >= _GRAVE


_VITALS: Final = {
    "fiebre": Say("la temperatura", "temperature"),
    "presion": Say("la presión sistólica", "systolic pressure"),
    "frecuencia_cardiaca": Say("la frecuencia cardíaca", "heart rate"),
}
_NAMES: Final = {
    "fiebre": Say("Temperatura", "Temperature"),
    "presion": Say("Presión", "Pressure"),
    "frecuencia_cardiaca": Say("Frecuencia cardíaca", "Heart rate"),
}
_UNITS: Final = {"fiebre": Say("°C", "°C"), "presion": Say("mmHg", "mmHg"), "frecuencia_cardiaca": Say("lpm", "bpm")}

_ADVICE: Final = {
    "fiebre": Say(
        "Pregunte qué termómetro usan desde entonces y compárenlo con otro.",
        "Ask which thermometer they use since then, and have it compared with another one.",
    ),
    "presion": Say(
        "Pregunte por el tensiómetro y su brazalete, y compárenlos con otros.",
        "Ask about the sphygmomanometer and its cuff, and have them compared with others.",
    ),
    "frecuencia_cardiaca": Say(
        "Pregunte cómo cuentan el pulso, y con qué aparato.", "Ask how they count the pulse, and with what device."
    ),
}
_ROUND: Final = {
    "fiebre": Say("a grados enteros", "to whole degrees"),
    "presion": Say("a decenas", "to tens"),
    "frecuencia_cardiaca": Say("a decenas", "to tens"),
}

_DELIVERY: Final = {
    DeliveryAlarm.CHANGED_PREFIX: (
        _GRAVE,
        Say("El registro anterior cambió", "Earlier log changed"),
        Say(
            "Su última entrega no empieza como la anterior: alguien o algo cambió registros ya entregados.",
            "Its last delivery does not begin as the one before: someone or something changed delivered records.",
        ),
        Say(
            "Se guardaron las dos versiones. Pregunte si restauraron una copia o cambiaron de equipo.",
            "Both versions are kept. Ask whether they restored a backup or changed the PC.",
        ),
    ),
    DeliveryAlarm.FEWER_RECORDS: (
        _LESSER,
        Say("Entrega más corta", "Shorter delivery"),
        Say(
            "Su última entrega tiene menos registros que una anterior; no se perdió ninguno aquí.",
            "Its last delivery has fewer records than an earlier one; none was lost here.",
        ),
        Say("Pregunte si entregaron una copia vieja.", "Ask whether they delivered an old backup."),
    ),
    DeliveryAlarm.DAMAGED_LINES: (
        _LESSER,
        Say("Líneas dañadas", "Damaged lines"),
        Say("Líneas dañadas en su registro: {lines}.", "Damaged lines in its log: {lines}."),
        Say(
            "Pida que hagan otra copia en otra memoria; si se repite, el disco puede estar fallando.",
            "Ask for another backup on another stick; if it happens again, the disk may be failing.",
        ),
    ),
    DeliveryAlarm.CONFLICTS: (
        _LESSER,
        Say("Registros con dos versiones", "Records with two versions"),
        Say(
            "Hay registros con el mismo id y otros datos; cuentan los primeros.",
            "There are records with the same id and other data; the first ones count.",
        ),
        Say("Pregunte si alguien edita los archivos a mano.", "Ask whether someone edits the files by hand."),
    ),
    DeliveryAlarm.SHARED_RECORDS: (
        _LESSER,
        Say("Registros de otro establecimiento", "Another clinic's records"),
        Say(
            "Entregó registros que otro establecimiento había entregado antes; cada uno cuenta una sola vez.",
            "It delivered records that another clinic had delivered before; each counts once.",
        ),
        Say("Pregunte si restauraron la copia de otro equipo.", "Ask whether they restored another PC's backup."),
    ),
    DeliveryAlarm.CLOCK: (
        _LESSER,
        Say("Reloj adelantado", "Clock ahead"),
        Say(
            "Tiene registros con fecha posterior a su entrega: el reloj del equipo está mal.",
            "It has records dated after their delivery: the PC's clock is wrong.",
        ),
        Say("Pida que corrijan la fecha del equipo.", "Ask them to set the PC's date."),
    ),
}


_RECORDS: Final = {
    Alarm.REPEATED: (
        Say("Valores repetidos", "Repeated values"),
        Say(
            "{share} de los registros repite los tres valores del anterior.",
            "{share} of the records repeat the three values of the one before.",
        ),
        Say("Pregunte si guardan dos veces, o copian.", "Ask whether they save twice, or copy."),
    ),
    Alarm.FAHRENHEIT: (
        Say("Parecen °F", "They look like °F"),
        Say(
            "{share} de las temperaturas se escribieron en °F y se rechazaron.",
            "{share} of the temperatures were typed in °F and refused.",
        ),
        Say("Pida que pongan el termómetro en °C.", "Ask them to set the thermometer to °C."),
    ),
}


def of_delivery(row: ClinicRow) -> list[Reason]:
    """Return the reasons that a clinic's deliveries give."""
    found = [_behind(row)] if row.is_missing else []
    for alarm in row.alarms:
        weight, short, sentence, advice = _DELIVERY[alarm]
        told = sentence.format(lines=grouped(row.damaged_lines))
        found.append(Reason(alarm.value, weight, short, told, advice))
    return found


def _behind(row: ClinicRow) -> Reason:
    ask = Say("Pregunte si pueden enviar una copia de seguridad.", "Ask whether they can send a backup.")
    if row.covered_until is None:
        never = Say("Nunca ha entregado nada.", "It has never delivered anything.")
        return Reason("sin_entrega", _GRAVE, Say("Nunca entregó", "Never delivered"), never, ask)
    until = day(row.covered_until.date())
    if row.is_silent:
        silent = Say("No se sabe nada de él desde el {until}.", "Nothing has been heard of it since {until}.")
        return Reason("silencio", _GRAVE, Say("En silencio", "Silent"), silent.format(until=until), ask)
    missing = Say(
        "Falta su entrega: la última llega hasta el {until}.",
        "Its delivery is missing: the last one reaches {until}.",
    )
    return Reason("falta", _MISSING, Say("Falta", "Missing"), missing.format(until=until), ask)


def of_values(watched: Watched) -> list[Reason]:
    """Return the reasons that a clinic's typed values give; mean and distribution of one vital sign are one."""
    found = []
    for vital in watched.quality.vitals:
        name = vital.vital.name
        if vital.shift is not None and vital.shift.is_alarm:
            found.append(_shifted(name, vital.shift, watched.changes[name]))
        elif vital.stability is not None and vital.stability.is_alarm:
            found.append(_spread(name, vital.stability))
        if vital.zeros is not None and vital.zeros.is_alarm:
            found.append(_rounded(name, vital.zeros.share))
    for alarm, check in ((Alarm.REPEATED, watched.quality.repeated), (Alarm.FAHRENHEIT, watched.quality.fahrenheit)):
        if check is not None and check.is_alarm:
            found.append(_of_records(alarm, check.share))
    return found


def _shifted(name: str, shift: Measure, change: float) -> Reason:
    parts = {
        "name": _NAMES[name],
        "vital": _VITALS[name],
        "size": decimal(abs(change)),
        "unit": _UNITS[name],
        "z": decimal(abs(shift.value)),
        "limit": decimal(shift.limit, 2),
        "way": Say("subió", "rose") if change > 0 else Say("bajó", "fell"),
        "sign": "+" if change > 0 else "−",
    }
    return Reason(
        f"{name}:{Alarm.MEAN.value}",
        abs(shift.value) / shift.limit,
        Say("{name} {sign}{size}\u00a0{unit}", "{name} {sign}{size}\u00a0{unit}").format(**parts),
        _capital(
            Say(
                "{vital} media {way} {size}\u00a0{unit} frente a sus meses anteriores (z {z}, límite {limit}).",
                "mean {vital} {way} by {size}\u00a0{unit} against its earlier months (z {z}, limit {limit}).",
            ).format(**parts)
        ),
        _ADVICE[name],
    )


def _spread(name: str, stability: Measure) -> Reason:
    parts = {
        "name": _NAMES[name],
        "vital": _VITALS[name],
        "psi": decimal(stability.value, 2),
        "limit": decimal(stability.limit, 2),
    }
    return Reason(
        f"{name}:{Alarm.DISTRIBUTION.value}",
        stability.value / stability.limit,
        Say("{name}: otro reparto", "{name}: another distribution").format(**parts),
        _capital(
            Say(
                "{vital} se reparte de otro modo que en sus meses anteriores (PSI {psi}, límite {limit}).",
                "{vital} is distributed in another way than in its earlier months (PSI {psi}, limit {limit}).",
            ).format(**parts)
        ),
        _ADVICE[name],
    )


def _rounded(name: str, share: float) -> Reason:
    parts = {"name": _NAMES[name], "vital": _VITALS[name], "to": _ROUND[name], "share": _percent(share)}
    return Reason(
        f"{name}:{Alarm.ZEROS.value}",
        share / ZEROS_BY_CHANCE,
        Say("{name} redondeada {to}", "{name} rounded {to}").format(**parts),
        _capital(
            Say(
                "{vital} se está redondeando {to}: {share} de los valores termina en 0.",
                "{vital} is being rounded {to}: {share} of the values end in 0.",
            ).format(**parts)
        ),
        Say(
            "Pida que escriban el valor que leen. Redondear cambia la categoría cerca de los límites.",
            "Ask them to type the value that they read. Rounding changes the category near the limits.",
        ),
    )


def _of_records(alarm: Alarm, share: float) -> Reason:
    short, found, advice = _RECORDS[alarm]
    return Reason(alarm.value, 1.0, short, found.format(share=_percent(share)), advice)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"


def _capital(text: Say) -> Say:
    return Say(*(part[:1].upper() + part[1:] for part in text))
