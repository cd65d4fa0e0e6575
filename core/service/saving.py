"""The station of the service: one thread saves what all requests bring, others may ask for the report meanwhile."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from core.errors import PredictorError, ReadError, SaveError, SaveFailure
from core.exchange import export
from core.journal.group import Group
from core.monitoring import figures
from core.service.keys import Keys
from core.station.survey import of_last_days

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.clinical.vitals import Reading
    from core.models.catalogue import InUse
    from core.monitoring.figures import Figures
    from core.monitoring.process import Counters
    from core.quality.assessment import Quality
    from core.records.period import Period
    from core.records.record import Record
    from core.report.report import Report
    from core.station.station import Draft, Station

DOUBTED_S: Final = 30.0
"""Seconds for which a failed append makes the service say that it cannot save, unless one succeeds."""

MEASURED_EVERY_S: Final = 3600.0
"""Seconds for which quality and drift hold: to measure them takes a reading of the whole log."""


class KeyReusedError(PredictorError):
    """A request has the key of another one, with other values."""


class Saved(NamedTuple):
    """The answer to a request: its record is on the disk. `is_new` is False if it was there already."""

    record: Record
    is_new: bool


@dataclass(eq=False, slots=True)
class Request:
    """A reading to be recorded; `key` is the hash of its Idempotency-Key, "" without one.

    The draft is made once, so that a retry writes the same line.
    """

    reading: Reading
    key: str = ""
    draft: Draft | None = None


class Saving:
    """The station's one user. It is open, and read, when the constructor returns. Raises SaveError or ReadError."""

    def __init__(self, station: Station, model: InUse, counters: Counters) -> None:
        self._station = station
        self._model = model
        self._counters = counters
        self._quality: tuple[float, Quality] | None = None
        self._turn, self._loading, self._measuring = Lock(), Lock(), Lock()
        self._keys = Keys(station.log)
        self._generation: int | None = None
        self._failure: tuple[float, SaveError] | None = None
        station.open()
        self._load()
        self._read_keys()
        self._group: Group[Request, Saved | KeyReusedError] = Group(self._commit)

    def add(self, request: Request, tell: Callable[[Saved | Exception], None]) -> None:
        """Save a request with those that wait; `tell` is called in another thread, once it is on the disk.

        It gets a SaveError, ReadError or KeyReusedError if nothing was saved.
        """
        self._group.add(request, tell)

    def report(self, period: Period) -> Report:
        """Return the report of a period. Raises ReadError."""
        for _ in range(2):  # a record that cannot be read has the log read again, once
            self._load()
            with self._turn:
                report = self._station.report(period)
            if report is not None:
                return report
        raise ReadError(SaveFailure.CHANGED, self._station.log)

    def report_json(self, period: Period) -> bytes:
        """Return the report of a period as JSON. Raises ReadError."""
        return export.report_json(self.report(period))

    def figures(self) -> Figures:
        """Return the figures of the data directory, quality and drift of up to an hour ago. Raises ReadError."""
        self._load()
        quality = self._measure()
        with self._turn:
            found = self._station.snapshot
            if found is None:  # changed since it was read
                raise ReadError(SaveFailure.CHANGED, self._station.log)
            return figures.of_directory(self._station.data_dir, found, self._model, quality)

    def _measure(self) -> Quality | None:
        with self._measuring:
            if self._quality is None or time.monotonic() - self._quality[0] > MEASURED_EVERY_S:
                with self._turn:
                    found = self._station.snapshot
                    if found is None:
                        return None
                    survey = of_last_days(self._station.log, found, self._station.clock().date())
                self._quality = time.monotonic(), survey.run().quality()
            return self._quality[1]

    def check(self) -> None:
        """Check that records can be saved: the lock is held and the log is open. Raises SaveError."""
        with self._turn:
            if self._failure is not None and time.monotonic() - self._failure[0] < DOUBTED_S:
                raise self._failure[1]
            self._station.open()

    def close(self) -> None:
        """Save all waiting records, and close the station."""
        self._group.close()
        self._station.close()

    def _load(self) -> None:
        """Read the log if that is due; records are saved meanwhile."""
        with self._loading:
            with self._turn:
                load = self._station.begin_load() if self._station.needs_load else None
            if load is not None:
                try:
                    load.run()
                finally:
                    with self._turn:
                        self._station.finish_load(load) if load.is_done else self._station.drop_load(load)

    def _read_keys(self) -> None:
        if self._generation != self._station.generation:
            self._keys.read(self._station.clock())
            self._generation = self._station.generation

    def _commit(self, requests: Sequence[Request]) -> list[Saved | KeyReusedError]:
        with self._turn:
            self._read_keys()
            answers: dict[int, Saved | KeyReusedError] = {}
            new: dict[int, Draft] = {}
            first: dict[str, int] = {}
            for number, request in enumerate(requests):
                before = self._record_before(request)
                if before is not None:
                    answers[number] = _again(before, request)
                elif request.key and request.key in first:
                    answers[number] = _again(new[first[request.key]].record, request)
                else:
                    request.draft = request.draft or self._station.draft(request.reading, request_key=request.key)
                    new[number] = request.draft
                    if request.key:
                        first[request.key] = number
            if new:
                self._save(list(new.values()))
            return [answers.get(number) or Saved(new[number].record, is_new=True) for number in range(len(requests))]

    def _record_before(self, request: Request) -> Record | None:
        return self._keys.find(request.key, self._station.clock()) if request.key else None

    def _save(self, drafts: list[Draft]) -> None:
        began = time.perf_counter()
        try:
            offset = self._station.save_all(drafts)
        except SaveError as error:
            self._failure = time.monotonic(), error
            for _ in drafts:
                self._counters.failed(error.failure)
            raise
        self._failure = None
        self._counters.appended(time.perf_counter() - began)
        for draft in drafts:
            self._keys.add(draft.record, offset)
            offset += len(draft.line)


def _again(record: Record, request: Request) -> Saved | KeyReusedError:
    """Return the answer to a request whose key made this record."""
    numbers = tuple(map(float, request.reading))
    is_same = numbers == (record.fiebre, record.presion, record.frecuencia_cardiaca)
    return Saved(record, is_new=False) if is_same else KeyReusedError(request.key)
