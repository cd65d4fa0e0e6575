"""The real Prometheus, its promtool and node_exporter: what we tell, they take; what we ask, they answer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from core.district import metrics as district
from core.monitoring.figures import Figures
from tests.monitoring.conftest import DOCKER, FILES, ROOT, ask, checked, listening, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READING = b'{"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90}'
CLINICS = [
    Figures(
        "CS-1",
        records={"NO ENFERMO": 7},
        damaged={"": 2},
        alarms={("presion", "ceros"): True, ("", "repetidos"): False},
        last_delivery=1.7e9,
        delivered_until=1.7e9,
        delivery_alarms=("reloj",),
    ),
    Figures('Peñón "2"', records={"ENFERMEDAD LEVE": 1}, damaged={"": 0}, delivered_until=1.7e9),
]


def command(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "gui", *arguments], check=True, capture_output=True, cwd=ROOT)


@pytest.fixture(scope="module")
def used(service: int, served: Path, collected: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """The port of a service that has predicted, refused, and been backed up; a PC and a district are collected."""
    for _ in range(3):
        assert ask(service, "/predecir", "POST", READING)[0] == 200
    assert ask(service, "/predecir", "POST", READING.replace(b"120", b"1"))[0] == 422
    assert ask(service, "/nowhere")[0] == 404
    command("--data-dir", served, "respaldar", "--salida", tmp_path_factory.mktemp("copia") / "copia.zip")
    pc = tmp_path_factory.mktemp("pc")
    command("--data-dir", pc, "predecir", "--fiebre", "37", "--presion", "120", "--frecuencia-cardiaca", "80")
    command("--data-dir", pc, "metricas", "--salida", collected / "predictor-medico.prom")
    district.write(collected, CLINICS)
    return service


@pytest.fixture(scope="module")
def prometheus(used: int, collector: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a Prometheus with the configuration of the container's, that scrapes both each second."""
    home = tmp_path_factory.mktemp("prometheus")
    told = (DOCKER / "prometheus.yml").read_text(encoding="utf-8")
    told = told.replace("15s", "1s").replace("servicio:5000", f"127.0.0.1:{used}")
    told += f'  - job_name: node\n    static_configs:\n      - targets: ["127.0.0.1:{collector}"]\n'
    (home / "prometheus.yml").write_text(told, encoding="utf-8")
    (home / "rules.yml").write_bytes((FILES / "rules.yml").read_bytes())
    checked("promtool", "check", "config", home / "prometheus.yml")
    where = (f"--config.file={home / 'prometheus.yml'}", f"--storage.tsdb.path={home / 'data'}")
    with listening(home / "log", "prometheus", *where) as port:
        wait_for(lambda: ask(port, "/-/ready")[0] == 200, "Prometheus is ready")
        samples = "min(count_over_time(up[1m])) >= 3 and count(count_over_time(up[1m])) == 2"
        wait_for(lambda: answers(port, samples), "both were scraped three times")
        yield port


def answers(port: int, expression: str) -> list[dict[str, Any]]:
    status, body = ask(port, f"/api/v1/query?query={quote(expression)}")
    assert status == 200, (expression, body)
    found: list[dict[str, Any]] = json.loads(body)["data"]["result"]
    return found


def values(port: int, expression: str) -> list[float]:
    return [float(one["value"][1]) for one in answers(port, expression)]


def wait_for_value(port: int, expression: str, expected: float) -> None:
    """Wait until it has this value: a scrape that took longer than its second leaves a gap until the next one."""
    wait_for(lambda: values(port, expression) == [expected], f"{expression} is {expected}")


def test_promtool_finds_nothing_in_what_each_of_us_tells(used: int, collected: Path) -> None:
    status, told = ask(used, "/metrics")
    assert status == 200
    for text in (told, *(path.read_bytes() for path in collected.iterdir())):
        assert checked("promtool", "check", "metrics", text=text) == ""
    assert b"predictor_medico_append_duration_seconds_bucket" in told
    assert b"fiebre=" not in told


def test_the_rules_are_well_formed_and_each_fires_when_it_should() -> None:
    checked("promtool", "check", "rules", FILES / "rules.yml")
    assert "SUCCESS" in checked("promtool", "test", "rules", FILES / "rules_test.yml")
    alerts = re.findall(r"- alert: (\w+)", (FILES / "rules.yml").read_text(encoding="utf-8"))
    fired = re.findall(r"alertname: (\w+)\n +exp_alerts:\n", (FILES / "rules_test.yml").read_text(encoding="utf-8"))
    assert len(alerts) > 10
    assert set(alerts) == set(fired)


def test_a_collector_takes_the_files_of_pcs_and_of_the_district(used: int, collector: int) -> None:
    assert used
    told = ask(collector, "/metrics")[1].decode()
    assert "node_textfile_scrape_error 0" in told
    assert 'predictor_medico_records{category="ENFERMEDAD LEVE",clinic="Peñón \\"2\\""} 1\n' in told
    assert len(re.findall(r'^predictor_medico_records\{.*category="NO ENFERMO"', told, re.MULTILINE)) == 3


def test_prometheus_has_what_the_service_has_counted(prometheus: int) -> None:
    requests = 'predictor_medico_http_request_duration_seconds_count{route="/predecir",status="%d"}'
    since_backup = 'time() - predictor_medico_last_backup_timestamp_seconds{job="predictor-medico"}'
    for expression, expected in (
        ('up{job="predictor-medico"}', 1),
        ('predictor_medico_predictions_total{category="ENFERMEDAD AGUDA"}', 3),
        ('predictor_medico_refusals_total{field="presion"}', 1),
        ('predictor_medico_records{job="predictor-medico",category="ENFERMEDAD AGUDA"}', 3),
        ("predictor_medico_append_duration_seconds_count >= bool 1", 1),
        (requests % 200, 3),
        (requests % 422, 1),
        (f"({since_backup}) < bool 3600", 1),
    ):
        wait_for_value(prometheus, expression, expected)


def test_every_panel_of_the_dashboard_has_something_to_show(prometheus: int) -> None:
    panels = json.loads((FILES / "dashboard.json").read_text(encoding="utf-8"))["panels"]
    asked = [target["expr"] for panel in panels for target in panel.get("targets", [])]
    assert len(asked) > 15
    plain = [one.replace("$__rate_interval", "1m").replace("$establecimiento", ".*") for one in asked]
    for one in plain:
        wait_for(partial(answers, prometheus, one), one)


def test_prometheus_evaluates_every_rule(prometheus: int) -> None:
    def rules() -> list[dict[str, Any]]:
        groups = json.loads(ask(prometheus, "/api/v1/rules")[1])["data"]["groups"]
        found: list[dict[str, Any]] = [rule for group in groups for rule in group["rules"]]
        return [] if any(rule["health"] == "unknown" for rule in found) else found

    health = {rule["name"]: rule["health"] for rule in wait_for(rules, "all rules were evaluated")}
    assert set(health.values()) == {"ok"}

    def is_as_told() -> bool:
        firing = {rule["name"] for rule in rules() if rule["state"] in ("firing", "pending")}
        return firing >= due and "ServicioCaido" not in firing

    due = {"LineasDanadas", "CambioEnLoMedido", "EstablecimientoEnSilencio", "EntregaConProblemas"}
    wait_for(is_as_told, "the rules fire that should, and the service is not called down")
