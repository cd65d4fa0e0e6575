"""The contract over HTTP, asked of the real service."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from core.system.paths import LOG_NAME
from tests.service.conftest import GOOD

if TYPE_CHECKING:
    from pathlib import Path

    from tests.service.conftest import Client, Service


def records(data_dir: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (data_dir / LOG_NAME).read_bytes().splitlines()]


def test_a_prediction_is_answered_once_its_record_is_in_the_log(client: Client, data_dir: Path) -> None:
    answer = client.predict()
    assert (answer.status, answer.json) == (200, {"resultado": "ENFERMEDAD AGUDA"})
    assert [{name: record[name] for name in GOOD} for record in records(data_dir)] == [GOOD]


def test_an_unusual_value_is_recorded_with_a_warning_in_the_asked_language(guest: Client) -> None:
    low = {**GOOD, "presion": 60}
    assert "valor inusual: presion 60 mmHg" in guest.predict(low).json["aviso"]
    assert "unusual value: presion 60 mmHg" in guest.predict(low, Accept_Language="en").json["aviso"]


REFUSED: list[tuple[Any, int, str | None, str, str]] = [
    ({**GOOD, "presion": 500}, 422, "presion", "presion: entre 30 y 300 mmHg", "presion: between 30 and 300 mmHg"),
    (
        {**GOOD, "presion": 90.5},
        422,
        "presion",
        "presion: debe ser un número entero",
        "presion: must be a whole number",
    ),
    ({**GOOD, "fiebre": "38"}, 422, "fiebre", "fiebre: no es un número", "fiebre: not a number"),
    ({**GOOD, "fiebre": 98.6}, 422, "fiebre", "¿°F? 98,6 °F son 37,0 °C", "°F? 98.6 °F is 37.0 °C"),
    ({**GOOD, "fiebre": 385}, 422, "fiebre", "¿38,5?", "38.5?"),
    ({"fiebre": 38, "presion": 90}, 422, "frecuencia_cardiaca", "falta", "is missing"),
    ({**GOOD, "edad": 3}, 422, "edad", "edad: nombre desconocido", "edad: unknown name"),
    (b'{"\\ud800": 1}', 422, "\ud800", "nombre desconocido", "unknown name"),
    (b'{"a{name}": 1}', 422, "a{name}", "a{name}: nombre desconocido", "a{name}: unknown name"),
    (b"", 422, None, "no es JSON", "not valid JSON"),
    (b"{", 422, None, "no es JSON", "not valid JSON"),
    (b"[]", 422, None, "objeto JSON", "JSON object"),
    (b'{"fiebre": 38, "fiebre": 39}', 422, None, "repetido", "repeated"),
    (b"\xff", 422, None, "UTF-8", "UTF-8"),
    (b"[" * 60_000, 422, None, "no es JSON", "not valid JSON"),
    (b" " * (64 * 1024 + 1), 413, None, "64 KiB", "64 KiB"),
    (b" " * (1024 * 1024), 413, None, "64 KiB", "64 KiB"),
]


def test_what_is_refused_is_told_in_both_languages_and_not_recorded(client: Client, data_dir: Path) -> None:
    for body, status, field, spanish, english in REFUSED:
        for language, sentence in (("es-PE,es;q=0.9,en;q=0.8", spanish), ("en-GB, en;q=0.9, es;q=0.1", english)):
            answer = client.predict(body, Accept_Language=language)
            assert (answer.status, answer.json["campo"]) == (status, field)
            assert sentence in answer.json["error"]
            assert answer.headers["Content-Language"] == language[:2]
    assert client.predict().status == 200
    assert len(records(data_dir)) == 1


def test_a_key_is_one_record_over_restarts_and_only_its_hash_is_kept(serve: Any, data_dir: Path) -> None:
    first = serve()
    client = first.client()
    assert [client.predict(Idempotency_Key="cama-7").json for _ in range(2)] == [
        {"resultado": "ENFERMEDAD AGUDA"}
    ] * 2
    assert client.predict({**GOOD, "presion": 121}, Idempotency_Key="cama-7").json["campo"] == "Idempotency-Key"
    assert client.predict(Idempotency_Key="cama-8").status == 200
    first.end()
    client = serve().client()
    assert client.predict(Idempotency_Key="cama-7").json == {"resultado": "ENFERMEDAD AGUDA"}
    assert client.predict({**GOOD, "presion": 121}, Idempotency_Key="cama-7").status == 422
    assert len(records(data_dir)) == 2
    assert b"cama" not in (data_dir / LOG_NAME).read_bytes()


def test_a_key_that_is_none_is_refused(guest: Client) -> None:
    for key in ("", "x" * 256, "ñ", "a b"):
        answer = guest.predict(Idempotency_Key=key)
        assert (answer.status, answer.json["campo"]) == (422, "Idempotency-Key")


def test_the_report_has_the_asked_days(client: Client, data_dir: Path) -> None:
    assert client.ask("GET", "/reporte").json == {
        "total_por_categoria": {},
        "ultimas_5_predicciones": [],
        "ultima_fecha": None,
    }
    client.predict()
    day = records(data_dir)[0]["fecha"][:10]
    assert client.ask("GET", f"/reporte?desde={day}&hasta={day}").json["total_por_categoria"] == {
        "ENFERMEDAD AGUDA": 1
    }
    assert client.ask("GET", "/reporte?hasta=1999-12-31").json["total_por_categoria"] == {}


def test_wrong_dates_are_refused(guest: Client) -> None:
    for query, field in (
        ("desde=ayer", "desde"),
        ("hasta=2026-02-30", "hasta"),
        ("desde=2026-02-02&hasta=2026-02-01", "desde"),
        ("desde=2026-02-02&desde=2026-02-02", "desde"),
        ("dia=2026-02-02", "dia"),
    ):
        answer = guest.ask("GET", f"/reporte?{query}")
        assert (answer.status, answer.json["campo"]) == (422, field)


def test_the_root_is_json_or_a_page(guest: Client) -> None:
    assert guest.ask("GET", "/").json["simulacion"] is True
    guest.predict()
    page = guest.ask("GET", "/", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert page.headers["Content-Type"].startswith("text/html")
    assert all(
        words in page.body.decode() for words in ("no es un dispositivo", "not a medical device", "ENFERMEDAD AGUDA")
    )


def test_its_health_names_version_and_model(guest: Client) -> None:
    answer = guest.ask("GET", "/salud")
    assert (answer.status, answer.json["estado"]) == (200, "bien")
    assert answer.json["modelo"].startswith("reglas-")


def test_the_metrics_have_the_records_and_what_the_service_has_counted(client: Client) -> None:
    client.predict()
    client.predict({**GOOD, "presion": 500})
    answer = client.ask("GET", "/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.body.decode().splitlines()
    assert 'predictor_medico_predictions_total{category="ENFERMEDAD AGUDA"} 1' in lines
    assert 'predictor_medico_refusals_total{field="presion"} 1' in lines
    assert "predictor_medico_append_duration_seconds_count 1" in lines
    assert 'predictor_medico_http_request_duration_seconds_count{route="/predecir",status="422"} 1' in lines
    assert any(line.startswith("predictor_medico_records{") and line.endswith('AGUDA"} 1') for line in lines)


def test_the_log_tells_requests_without_what_they_say(service: Service, client: Client) -> None:
    client.predict({**GOOD, "presion": 123}, Idempotency_Key="cama-7")
    client.ask("GET", "/pacientes/rosa?desde=2026-01-01")
    client.close()
    assert service.end() == 0
    asked = [line for line in service.log if line["suceso"] == "peticion"]
    assert [(line["metodo"], line["ruta"], line["estado"]) for line in asked] == [
        ("POST", "/predecir", 200),
        ("GET", "otra", 404),
    ]
    assert service.other == []
    assert all(word not in json.dumps(service.log) for word in ("123", "cama", "rosa", "2026-01-01"))
