"""The contract over HTTP, asked of the real service."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from core.system.paths import LOG_NAME
from tests.samples import BARE
from tests.service.conftest import GOOD, PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.service.conftest import Client, Service


ROOT = Path(__file__).parents[2]


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


def test_of_many_at_once_with_one_key_and_other_values_one_is_recorded(service: Service, data_dir: Path) -> None:
    def ask(number: int) -> tuple[int, int]:
        client = service.client()
        together.wait(300)
        return number % 2, client.predict({**GOOD, "presion": 120 + number % 2}, Idempotency_Key="una").status

    together = Barrier(16)
    with ThreadPoolExecutor(16) as pool:
        answers = Counter(pool.map(ask, range(16)))
    (record,) = records(data_dir)
    first = int(record["presion"]) - 120
    assert answers == {(first, 200): 8, (1 - first, 422): 8}


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


def test_without_a_prediction_the_page_says_so_in_both_languages(client: Client) -> None:
    page = client.ask("GET", "/", Accept="text/html").body.decode()
    assert "Todavía no hay ninguna predicción." in page
    assert "There is no prediction yet." in page
    assert "<table" not in page


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


def test_with_a_token_only_who_has_it_is_answered(serve: Callable[..., Service], tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("0123456789abcdef\n", encoding="ascii")
    client = serve("--token", str(file)).client()
    for given in ({}, {"Authorization": "Bearer 0123456789abcde"}, {"Authorization": "Basic 0123456789abcdef"}):
        refused = client.predict(**given)
        assert (refused.status, refused.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert client.predict(Authorization="Bearer 0123456789abcdef").status == 200
    assert client.predict(Authorization="bearer  0123456789abcdef").status == 200  # RFC 9110: in either case
    assert client.ask("GET", "/salud", Host="otro.equipo").status == 200
    described = client.ask("GET", "/openapi.json", Authorization="Bearer 0123456789abcdef").json
    assert described["paths"]["/predecir"]["post"]["security"] == [{"token": []}]


def test_another_address_needs_a_token_or_a_word_and_the_log_says_so(serve: Callable[..., Service]) -> None:
    service = serve("--direccion", "0.0.0.0", "--abierto")  # noqa: S104 - what is tested
    assert service.client().predict(Host="otro.equipo:5000").status == 200
    service.end()
    assert "abierto" in [line["suceso"] for line in service.log]


REFUSED_STARTS = [
    (["--direccion", "192.0.2.1"], 2, "falta --token ARCHIVO, o --abierto"),
    (["--direccion", "equipo"], 2, "no es una dirección IP"),
    (["--puerto", "70000"], 2, "no es un puerto"),
    (["--puerto", "uno"], 2, "no es un puerto"),
    (["--token", "no-hay"], 2, "no se puede leer no-hay"),
    (["--token", "corto"], 2, "al menos 16"),
    (["--token", "corto", "--abierto"], 2, "se excluyen"),
    (["--puerto", "1", "--puerto", "2"], 2, "está repetido"),
    (["--nada"], 2, "no se reconoce: --nada"),
]


def test_what_it_cannot_start_with_is_said_in_one_sentence(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "corto").write_text("abc", encoding="ascii")
    for words, status, sentence in REFUSED_STARTS:
        ran = subprocess.run(
            [*PROGRAM, "--data-dir", str(data_dir), *words], cwd=tmp_path, capture_output=True, check=False
        )
        assert (ran.returncode, ran.stdout) == (status, b"")
        told = ran.stderr.decode()
        assert told.startswith("predictor-medico-servicio: ")
        assert sentence in told
        assert told.count("\n") == 1
    assert not data_dir.exists()


def test_one_that_holds_the_records_or_the_port_keeps_a_second_one_out(
    service: Service, data_dir: Path, tmp_path: Path
) -> None:
    for words, sentence in (
        (
            ["--data-dir", str(data_dir), "--puerto", "0"],
            f"(servicio, proceso {service.process.pid}): detenga el servicio",
        ),
        (["--data-dir", str(tmp_path), "--puerto", str(service.port)], "ya está en uso"),
    ):
        ran = subprocess.run([*PROGRAM, *words], capture_output=True, check=False, timeout=300)
        assert ran.returncode == 1
        assert sentence in ran.stderr.decode()
        assert ran.stderr.count(b"\n") == 1


def test_a_changed_log_is_accepted_and_its_records_counted(client: Client, data_dir: Path) -> None:
    client.predict(Idempotency_Key="una")
    with (data_dir / LOG_NAME).open("ab") as file:
        file.write(BARE)
    assert client.predict().status == 200
    assert client.predict(Idempotency_Key="una").status == 200
    assert client.ask("GET", "/reporte").json["total_por_categoria"] == {"ENFERMEDAD AGUDA": 3}


def test_a_log_that_goes_is_refused_once_in_words(client: Client, data_dir: Path) -> None:
    client.predict()
    (data_dir / LOG_NAME).unlink()
    refused = client.predict(Accept_Language="en")
    assert (refused.status, refused.json["error"]) == (503, "not saved: the file or its folder is gone")
    assert client.predict().status == 200
    assert client.ask("GET", "/reporte").json["total_por_categoria"] == {"ENFERMEDAD AGUDA": 1}


def test_records_that_cannot_be_read_are_503_in_words(client: Client, data_dir: Path) -> None:
    (data_dir / LOG_NAME).unlink(missing_ok=True)
    (data_dir / LOG_NAME).mkdir()
    assert [client.predict().status for _ in range(2)] == [503, 503]
    for path in ("/reporte", "/metrics"):
        refused = client.ask("GET", path, Accept_Language="en")
        assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
        assert refused.json == {"error": "the records could not be read: it is no regular file", "campo": None}
    (data_dir / LOG_NAME).rmdir()
    assert client.predict().status == 200
    assert client.ask("GET", "/reporte").json["total_por_categoria"] == {"ENFERMEDAD AGUDA": 1}


@pytest.mark.parametrize("name", ["predictor-medico-servicio.1", "predictor-medico-servicio.es.1"])
def test_the_manual_page_has_every_option(name: str) -> None:
    told = subprocess.run([*PROGRAM, "--help"], capture_output=True, check=True).stdout.decode()
    page = (ROOT / "core" / "service" / "man" / name).read_text(encoding="utf-8").replace("\\-", "-")
    options = set(re.findall(r"--[a-z][a-z-]*", told.partition("para probar")[0]))
    assert {"--token", "--data-dir"} <= options
    assert [option for option in options if option not in page] == []


def test_the_readme_s_example_works(shared: Service) -> None:
    readme = (ROOT / "core" / "service" / "README.md").read_text(encoding="utf-8")
    command, answer = (
        re.findall(r"^    (curl .*)$", readme, re.MULTILINE)[0],
        re.findall(r"`(\{\"resultado\".*?\})`", readme)[0],
    )
    words = shlex.split(command.replace("localhost:5000", f"localhost:{shared.port}"))
    ran = subprocess.run([*words, "--silent"], capture_output=True, check=True, timeout=300)
    assert json.loads(ran.stdout) == json.loads(answer)


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
