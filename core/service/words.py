"""The sentences of the service for those who ask, in Spanish and English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from core.cli import words
from core.cli.json_object import JsonFault
from core.cli.say import Say
from core.clinical.vitals import VITALS, Hint, Refusal, RefusedError, Slip
from core.errors import SaveFailure
from core.refusals import DateRefusal

if TYPE_CHECKING:
    from core.clinical.vitals import Reading


ABOUT: Final = Say(
    "Simulación: no es un dispositivo médico ni sustituye el criterio clínico.",
    "Simulation: not a medical device, and no substitute for clinical judgement.",
)

JSON_FAULTS: Final = {
    JsonFault.NOT_UTF8: Say("el cuerpo no es UTF-8 válido", "the body is not valid UTF-8"),
    JsonFault.NOT_JSON: Say("el cuerpo no es JSON válido", "the body is not valid JSON"),
    JsonFault.NOT_AN_OBJECT: Say("el cuerpo no es un objeto JSON", "the body is not a JSON object"),
    JsonFault.REPEATED_NAME: Say("un nombre está repetido", "a name is repeated"),
}

TOO_LARGE: Final = Say("el cuerpo pasa de 64 KiB", "the body is larger than 64 KiB")
NOT_JSON_TYPE: Final = Say("falta Content-Type: application/json", "Content-Type: application/json is missing")
NO_TOKEN: Final = Say("falta el token, o no es el de este servicio", "the token is missing or not this service's")
WRONG_HOST: Final = Say(
    "este servicio solo responde a nombres de este mismo equipo",
    "this service answers to names of this computer only",
)
KEY_LENGTH: Final = Say(
    "Idempotency-Key: entre 1 y 255 caracteres ASCII visibles", "Idempotency-Key: 1 to 255 visible ASCII characters"
)
OTHER_BODY: Final = Say(
    "Idempotency-Key: esa clave ya se usó con otros valores", "Idempotency-Key: used with other values already"
)
FAILED: Final = Say("falla del servicio; quedó en su registro", "the service failed; its log says where")
UNREADABLE: Final = Say("no se pudieron leer los registros: {why}", "the records could not be read: {why}")
UNSAVED: Final = Say("no se pudo guardar: {why}", "not saved: {why}")
UNKNOWN_PARAMETER: Final = Say("{name}: nombre desconocido", "{name}: unknown name")
REPEATED_PARAMETER: Final = Say("{name}: está repetido", "{name}: repeated")
STATUSES: Final = {
    404: Say("no existe; vea /openapi.json", "not found; see /openapi.json"),
    405: Say("ese método no se puede usar aquí", "that method cannot be used here"),
}
DATES: Final = {
    DateRefusal.NOT_A_DATE: Say("{name}: no es una fecha como 2026-11-30", "{name}: not a date like 2026-11-30"),
    DateRefusal.REVERSED: Say("desde es posterior a hasta", "desde is after hasta"),
}

_REFUSALS: Final = {
    Refusal.MISSING: "{name} is missing",
    Refusal.UNKNOWN_NAME: f"{{name}}: unknown name; known are {', '.join(vital.name for vital in VITALS)}",
    Refusal.NOT_A_NUMBER: "{name}: not a number",
    Refusal.INCOMPLETE: "{name}: the number is incomplete",
    Refusal.TOO_MANY_DECIMALS: "{name}: too many decimals",
    Refusal.NOT_WHOLE: "{name}: must be a whole number",
}

_UNITS: Final = {"lpm": "bpm"}

_FAILURES: Final = {
    SaveFailure.FULL: "the disk is full",
    SaveFailure.READ_ONLY: "the disk is read-only",
    SaveFailure.GONE: "the file or its folder is gone",
    SaveFailure.NO_PERMISSION: "permission is missing",
    SaveFailure.NOT_A_FILE: "it is no regular file",
    SaveFailure.NO_READER: "it is a pipe that nobody reads",
    SaveFailure.CHANGED: "another program changed, moved or deleted the file",
    SaveFailure.IN_USE: "another program has the records open",
    SaveFailure.TOO_LONG: "the record is too long",
    SaveFailure.NAME_TOO_LONG: "the name is too long",
    SaveFailure.PROTECTED: "that name is one of the program's own files",
    SaveFailure.SOURCE: "it is the file that is read",
    SaveFailure.NO_LOCKS: "that disk cannot reserve the folder for one program",
    SaveFailure.DEVICE: "the disk gave an error",
}


def refusal(error: RefusedError) -> Say:
    """Return the sentence for a refused value."""
    spanish = words.refusal(error)
    if error.refusal is not Refusal.OUT_OF_RANGE:
        return Say(spanish, _REFUSALS[error.refusal].replace("{name}", error.name))
    vital = next(vital for vital in VITALS if vital.name == error.name)
    english = f"{vital.name}: between {vital.minimum} and {vital.maximum} {_unit(vital.unit)}"
    return Say(spanish, english + (f" ({_hint(error.hint)})" if error.hint else ""))


def _hint(given: Hint) -> str:
    text = "°F? {typed} °F is {meant} °C" if given.slip is Slip.FAHRENHEIT else "{meant}?"
    return text.format(typed=given.typed, meant=given.meant)


def _unit(spanish: str) -> str:
    return _UNITS.get(spanish, spanish)


def unusual(reading: Reading) -> Say | None:
    """Return a warning that names the unusual values; None for none."""
    spanish = words.unusual(reading)
    if not spanish:
        return None
    found = [
        f"{vital.name} {value} {_unit(vital.unit)}"
        for vital, value in zip(VITALS, reading, strict=True)
        if not vital.is_usual(value)
    ]
    start = "unusual value" if len(found) == 1 else "unusual values"
    return Say(spanish, f"{start}: {', '.join(found)}; if wrong, mark the record as a mistake")


def failure(reason: SaveFailure) -> Say:
    """Return why a file could not be written or read, without its path, which is nobody's business elsewhere."""
    spanish = "otro programa tiene abiertos los registros" if reason is SaveFailure.IN_USE else words.FAILURES[reason]
    return Say(spanish, _FAILURES[reason])


def language(accepted: str) -> str:
    """Return `en` if an Accept-Language header prefers English to Spanish, else `es`."""
    best = {"es": 0.0, "en": 0.0, "*": 0.0}
    for part in accepted.lower().split(",")[:_MOST_LANGUAGES]:
        found = _LANGUAGE.fullmatch(part.strip())
        if found and (name := found[1].partition("-")[0]) in best:
            best[name] = max(best[name], float(found[2] or 1))
    return "en" if best["en"] > max(best["es"], best["*"]) else "es"


_LANGUAGE: Final = re.compile(r"([a-z*]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?))?")
_MOST_LANGUAGES: Final = 20
