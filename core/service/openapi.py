"""The description of the interface (OpenAPI 3.1), made from the vital signs, the categories and the limits."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from core.clinical.vitals import VITALS
from core.service import words
from core.service.asked import KEY, KEY_HEADER
from core.vocabulary import Category

if TYPE_CHECKING:
    from core.clinical.vitals import Vital
    from core.service.about import About

_CATEGORIES: Final = [category.value for category in Category]
_TIME: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$"


def document(about: About) -> dict[str, Any]:
    """Return the description."""
    found: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "Predictor Médico",
            "version": about.version,
            "description": f"{words.ABOUT.es} / {words.ABOUT.en}",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/": {"get": _get("inicio", "Qué es esto / What this is", _json(_ref("Acerca")), also={"text/html": {}})},
            "/predecir": {"post": _predict()},
            "/reporte": {"get": _report()},
            "/salud": {
                "get": _get("salud", "¿Se puede guardar? / Can records be saved?", _json(_ref("Salud")), "503")
            },
            "/metrics": {"get": _get("metrics", "Prometheus", {"text/plain": {"schema": {"type": "string"}}}, "503")},
            "/openapi.json": {
                "get": _get("openapi", "Esta descripción / This description", _json({"type": "object"}))
            },
        },
        "components": {"schemas": _schemas(), "responses": _RESPONSES},
    }
    if about.has_token:
        found["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        for path, methods in found["paths"].items():
            for operation in methods.values():
                if path != "/salud":
                    operation["security"] = [{"token": []}]
                    operation["responses"]["401"] = {"$ref": "#/components/responses/401"}
    return found


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: object) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _refusals(*statuses: str) -> dict[str, Any]:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _get(
    name: str, about: str, content: dict[str, Any], *refusals: str, also: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": about,
        "responses": {"200": {"description": about, "content": {**content, **(also or {})}}, **_refusals(*refusals)},
    }


def _predict() -> dict[str, Any]:
    return {
        "operationId": "predecir",
        "summary": "Predice y guarda / Predicts and records",
        "parameters": [
            {
                "name": KEY_HEADER,
                "in": "header",
                "required": False,
                "description": "Una clave es un registro en un día / One key is one record within a day",
                "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": f"^{KEY.pattern}$"},
            }
        ],
        "requestBody": {"required": True, "content": _json(_ref("Lectura"))},
        "responses": {
            "200": {"description": "Guardado / Recorded", "content": _json(_ref("Resultado"))},
            **_refusals("413", "415", "422", "503"),
        },
    }


def _report() -> dict[str, Any]:
    days = [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": about,
            "schema": {"type": "string", "format": "date"},
        }
        for name, about in (
            ("desde", "Primer día / First day"),
            ("hasta", "Último día, incluido / Last day, included"),
        )
    ]
    return {
        "operationId": "reporte",
        "summary": "Reporte / Report",
        "parameters": days,
        "responses": {
            "200": {"description": "Reporte / Report", "content": _json(_ref("Reporte"))},
            **_refusals("422", "503"),
        },
    }


def _number(decimal: Decimal) -> float | int:
    return int(decimal) if decimal == decimal.to_integral_value() else float(decimal)


def _vital(vital: Vital) -> dict[str, Any]:
    if vital.decimals == 0:
        return {
            "type": "integer",
            "minimum": _number(vital.minimum),
            "maximum": _number(vital.maximum),
            "description": vital.unit,
        }
    # A number that rounds to a limit is within it.
    half = Decimal(5).scaleb(-vital.decimals - 1)
    return {
        "type": "number",
        "minimum": _number(vital.minimum - half),
        "exclusiveMaximum": _number(vital.maximum + half),
        "description": f"{vital.unit}; se redondea a {vital.decimals} decimal / rounded to {vital.decimals} decimal",
    }


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _schemas() -> dict[str, Any]:
    text, category = {"type": "string"}, {"enum": _CATEGORIES}
    time = {"type": "string", "pattern": _TIME}
    about = {
        **dict.fromkeys(("programa", "version", "modelo", "aviso", "notice"), text),
        "simulacion": {"const": True},
    }
    recorded = {"fecha": time, **{vital.name: {"type": "number"} for vital in VITALS}, "resultado": category}
    return {
        "Lectura": _object({vital.name: _vital(vital) for vital in VITALS}),
        "Resultado": _object({"resultado": category, "aviso": text}, optional=("aviso",)),
        "Reporte": _object(
            {
                "total_por_categoria": {
                    "type": "object",
                    "propertyNames": category,
                    "additionalProperties": {"type": "integer", "minimum": 1},
                },
                "ultimas_5_predicciones": {"type": "array", "maxItems": 5, "items": _object(recorded)},
                "ultima_fecha": {"type": ["string", "null"], "pattern": _TIME},
            }
        ),
        "Acerca": _object(about),
        "Salud": _object({"estado": {"const": "bien"}, **about}),
        "Error": _object({"error": text, "campo": {"type": ["string", "null"]}}),
    }


_RESPONSES: Final = {
    status: {"description": about, "content": _json(_ref("Error"))}
    for status, about in {
        "401": "Falta el token / The token is missing",
        "413": "Cuerpo de más de 64 KiB / Body over 64 KiB",
        "415": "No es application/json / Not application/json",
        "422": "Rechazado / Refused",
        "503": "No se pudo guardar o leer; repita / Could not be saved or read; try again",
    }.items()
}
