"""Prometheus' text: one head for each family, labels escaped, histograms cumulative."""

from __future__ import annotations

from core.monitoring.exposition import Family, Histogram, Kind, Sample, render

VISITS = Family("visits", Kind.GAUGE, "Visits by room.")
WAIT = Family("wait_seconds", Kind.HISTOGRAM, "Seconds of waiting.")


def test_a_family_has_one_head_wherever_its_samples_stand() -> None:
    other = Family("rooms_total", Kind.COUNTER, "Rooms.")
    samples = [Sample(VISITS, 3, (("room", "a"),)), Sample(other, 1), Sample(VISITS, 0.25, (("room", "b"),))]
    assert render(samples).decode().splitlines() == [
        "# HELP visits Visits by room.",
        "# TYPE visits gauge",
        'visits{room="a"} 3',
        'visits{room="b"} 0.25',
        "# HELP rooms_total Rooms.",
        "# TYPE rooms_total counter",
        "rooms_total 1",
    ]


def test_labels_are_escaped_and_blank_ones_left_out() -> None:
    found = render([Sample(VISITS, 1, (("room", 'a "b"\\\nñ'), ("floor", "")))]).decode()
    assert found.splitlines()[-1] == 'visits{room="a \\"b\\"\\\\\\nñ"} 1'
    assert render([Sample(VISITS, 1, (("room", ""),))]).decode().splitlines()[-1] == "visits 1"


def test_a_large_number_keeps_its_digits() -> None:
    assert b"\nvisits 1795918361\n" in render([Sample(VISITS, 1795918361.0)])


def test_a_histogram_counts_up_to_each_bound_the_bound_included() -> None:
    histogram = Histogram((0.1, 0.5))
    for value in (0.05, 0.1, 0.3, 0.5, 7.0):
        histogram.observe(value)
    assert render(histogram.samples(WAIT, (("room", "a"),))).decode().splitlines()[2:] == [
        'wait_seconds_bucket{room="a",le="0.1"} 2',
        'wait_seconds_bucket{room="a",le="0.5"} 4',
        'wait_seconds_bucket{room="a",le="+Inf"} 5',
        'wait_seconds_sum{room="a"} 7.95',
        'wait_seconds_count{room="a"} 5',
    ]


def test_nothing_is_an_empty_text() -> None:
    assert render([]) == b""
