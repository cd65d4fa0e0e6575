"""Counters of a running program: from any thread, all closed lists from the start."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from core.errors import SaveFailure
from core.monitoring.exposition import render
from core.monitoring.process import Counters


def told(counters: Counters) -> dict[str, float]:
    """The values by name and labels."""
    lines = render(counters.samples()).decode().splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if line[0] != "#")}


def test_what_may_be_counted_stands_there_with_zero() -> None:
    found = told(Counters(1000.5))
    assert found["process_start_time_seconds"] == 1000.5
    assert found['predictor_medico_predictions_total{category="NO ENFERMO"}'] == 0
    assert found['predictor_medico_refusals_total{field="presion"}'] == 0
    assert found['predictor_medico_refusals_total{field="ninguno"}'] == 0
    assert found["predictor_medico_append_duration_seconds_count"] == 0


def test_the_first_failure_is_an_increase() -> None:
    """Prometheus sees none where a count begins with 1: nobody would be alarmed of what could not be saved."""
    found = told(Counters(0.0))
    for failure in SaveFailure:
        assert found[f'predictor_medico_save_failures_total{{reason="{failure.value}"}}'] == 0


def test_what_happens_is_counted() -> None:
    counters = Counters(0.0)
    counters.predicted("ENFERMEDAD AGUDA")
    counters.refused("fiebre")
    counters.refused(None)
    counters.refused("a made-up name")
    counters.failed(SaveFailure.FULL)
    counters.appended(0.002)
    counters.answered("/predecir", 200, 0.004)
    counters.answered("/predecir", 422, 20.0)
    found = told(counters)
    assert found['predictor_medico_predictions_total{category="ENFERMEDAD AGUDA"}'] == 1
    assert found['predictor_medico_refusals_total{field="fiebre"}'] == 1
    assert found['predictor_medico_refusals_total{field="ninguno"}'] == 2
    assert found['predictor_medico_save_failures_total{reason="full"}'] == 1
    assert found['predictor_medico_append_duration_seconds_bucket{le="0.001"}'] == 0
    assert found['predictor_medico_append_duration_seconds_bucket{le="0.0025"}'] == 1
    request = 'predictor_medico_http_request_duration_seconds_bucket{route="/predecir",status="%d",le="%s"}'
    assert found[request % (200, "0.005")] == 1
    assert found[request % (422, "10")] == 0
    assert found[request % (422, "+Inf")] == 1


def test_counts_from_many_threads_are_all_there() -> None:
    counters = Counters(0.0)
    with ThreadPoolExecutor(8) as threads:
        for _ in range(800):
            threads.submit(counters.answered, "/", 200, 0.001)
            threads.submit(counters.predicted, "NO ENFERMO")
    found = told(counters)
    assert found['predictor_medico_predictions_total{category="NO ENFERMO"}'] == 800
    assert found['predictor_medico_http_request_duration_seconds_count{route="/",status="200"}'] == 800
