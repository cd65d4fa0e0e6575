"""The metrics: names, units and descriptions. Dashboards and alert rules rely on them (`packaging/monitoring`)."""

from __future__ import annotations

from functools import partial
from typing import Final

from core.monitoring.exposition import Family, Kind

PREFIX: Final = "predictor_medico_"

SECONDS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the histograms of seconds: from a sync of a fast disk to one that is failing."""


def _family(kind: Kind, name: str, about: str) -> Family:
    return Family(PREFIX + name, kind, about)


_gauge: Final = partial(_family, Kind.GAUGE)
_counter: Final = partial(_family, Kind.COUNTER)
_histogram: Final = partial(_family, Kind.HISTOGRAM)


# Of the records of a data directory, or of a clinic in the district's lake.
RECORDS: Final = _gauge("records", "Records that count, by category; retracted ones and copies are left out.")
RETRACTED: Final = _gauge("retracted_records", "Records that were a mistake and count no more.")
DAMAGED_LINES: Final = _gauge("damaged_lines", "Damaged lines; they stay where they are.")
LAST_RECORD: Final = _gauge("last_record_timestamp_seconds", "Time of the record entered last.")
LAST_BACKUP: Final = _gauge("last_backup_timestamp_seconds", "Time of the last backup made here, 0 without any.")
ALARM: Final = _gauge(
    "alarm", "1 where the values of the last 30 days alarm, else 0; absent where there are too few values."
)
MODEL: Final = _gauge("model_info", "The model in use, as labels.")
MODEL_MISSING: Final = _gauge(
    "model_missing", "1 if the model put in use is not here, and the one of the program predicts; else 0."
)
BUILD: Final = _gauge("build_info", "The version of the program, as a label.")
DISK_FREE: Final = _gauge("disk_free_bytes", "Space on the disk of the records that the program can still use.")

# Of a clinic in the district's lake alone.
LAST_DELIVERY: Final = _gauge("last_delivery_timestamp_seconds", "Time when the last delivery was taken in.")
DELIVERED_UNTIL: Final = _gauge(
    "delivered_until_timestamp_seconds", "Latest time up to which a delivery has the records."
)
DELIVERY_ALARM: Final = _gauge("delivery_alarm", "1 for each alarm about what a clinic delivers.")

# Of one running program, since its start.
PREDICTIONS: Final = _counter("predictions_total", "Predictions saved and answered, by category.")
REFUSALS: Final = _counter("refusals_total", "Requests refused, by the field that was refused.")
SAVE_FAILURES: Final = _counter("save_failures_total", "Predictions that could not be saved, by reason.")
APPEND_SECONDS: Final = _histogram(
    "append_duration_seconds", "Seconds to write records and to have them on the disk, for all that were waiting."
)
REQUEST_SECONDS: Final = _histogram(
    "http_request_duration_seconds", "Seconds from a whole request to its answer, by route and status."
)
STARTED: Final = Family("process_start_time_seconds", Kind.GAUGE, "Time when the program was started.")
