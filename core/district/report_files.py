"""The consolidated report as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

import msgspec

from core.exchange.export import disarmed
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from core.district.consolidated import ClinicRow, Consolidated, Week


_WHO: Final = ("codigo", "nombre", "puestos")
_WHEN: Final = ("total", "primer_dia", "ultimo_dia", "recibida", "hasta")
_STATE: Final = ("llego", "a_tiempo", "falta", "cero", "silencioso", "esperado", "lineas_danadas", "alarmas")


def as_json(report: Consolidated) -> bytes:
    """Return the report as JSON: the three keys of a clinic's report, then what the district adds."""
    content = {
        "total_por_categoria": report.counts,
        "ultimas_5_predicciones": [
            {
                "fecha": one.time,
                "fiebre": one.temperature_c,
                "presion": _whole(one.systolic_mmhg),
                "frecuencia_cardiaca": _whole(one.heart_rate_bpm),
                "resultado": one.category,
            }
            for one in report.last
        ],
        "ultima_fecha": report.last_time,
        "por_establecimiento": [_clinic(row) for row in report.clinics],
        "por_dia": {day.isoformat(): counts for day, counts in report.days.items()},
        "por_modelo": report.models,
        "completitud": {
            **_week(report.completeness.week),
            "plazo_dias": report.completeness.allowed_days,
            "silenciosos": report.completeness.silent,
            "semanas": [_week(week) for week in report.completeness.weeks],
        },
        "version_del_lago": report.lake_version,
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def as_csv(report: Consolidated) -> bytes:
    """Return the rows of the clinics as CSV with semicolons, UTF-8 with a byte order mark, for spreadsheets."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([*_WHO, *(category.value for category in Category), *_WHEN, *_STATE])
    for row in report.clinics:
        writer.writerow(
            [
                *(disarmed(row.code), disarmed(row.name), " ".join(row.stations) or row.key),
                *(row.counts.get(category.value, 0) for category in Category),
                *(row.total, _iso(row.first_day), _iso(row.last_day), _iso(row.received), _iso(row.covered_until)),
                *("sí" if said else "no" for said in _flags(row).values()),
                *(row.damaged_lines, " ".join(row.alarms)),
            ]
        )
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _clinic(row: ClinicRow) -> dict[str, Any]:
    return {
        "codigo": row.code,
        "nombre": row.name,
        "puestos": row.stations,
        "clave": row.key,
        "total": row.total,
        "total_por_categoria": row.counts,
        "primer_dia": _iso(row.first_day),
        "ultimo_dia": _iso(row.last_day),
        "recibida": _iso(row.received),
        "hasta": _iso(row.covered_until),
        **_flags(row),
        "lineas_danadas": row.damaged_lines,
        "alarmas": row.alarms,
    }


def _flags(row: ClinicRow) -> Mapping[str, bool]:
    return {
        "llego": row.has_arrived,
        "a_tiempo": row.is_on_time,
        "falta": row.is_missing,
        "cero": row.is_zero,
        "silencioso": row.is_silent,
        "esperado": row.is_expected,
    }


def _week(week: Week) -> dict[str, Any]:
    return {
        "semana": week.name,
        "esperados": week.expected,
        "llegados": week.arrived,
        "a_tiempo": week.on_time,
        "cero": week.zero,
    }


def _iso(moment: date | datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _whole(value: float) -> float:
    return int(value) if value.is_integer() else value
