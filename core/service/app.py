"""The routes of the service, each from a request to its answer."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import ReadError, SaveError
from core.monitoring import figures
from core.monitoring.exposition import CONTENT_TYPE
from core.records.period import Period
from core.service import asked, logs, openapi, page, words
from core.service.asked import AskedError
from core.service.outcomes import Outcomes
from core.service.saving import KeyReusedError
from core.service.saving import Request as ToSave

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.cli.say import Say
    from core.monitoring.process import Counters
    from core.service.about import About
    from core.service.saving import Saved, Saving

RETRY_AFTER_S: Final = 5
"""Seconds after which it is worth while to send again what could not be saved."""

_EXTRA: Final = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


def answer(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a JSON answer; a lone surrogate from a request is answered escaped."""
    content = (json.dumps(value, ensure_ascii=False) + "\n").encode(errors="backslashreplace")
    return of_bytes(content, status, headers)


def of_bytes(content: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return JSON as an answer."""
    return Response(content, status, {**_EXTRA, **(headers or {})}, "application/json")


def refuse(request: Request, error: AskedError, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer to a refused request, in the language that it prefers."""
    language = words.language(request.headers.get("accept-language", ""))
    said = {"Content-Language": language, "Vary": "Accept-Language", **(headers or {})}
    if error.is_cut:
        said["Connection"] = "close"
    return answer({"error": error.sentence.to(language), "campo": error.field}, error.status, said)


def paths(app: Starlette) -> frozenset[str]:
    """Return the paths of an application."""
    return frozenset(route.path for route in app.routes if isinstance(route, Route))


class Routes:
    """The answers of the service."""

    def __init__(self, saving: Saving, about: About, counters: Counters) -> None:
        self._saving = saving
        self._counters = counters
        self._about = about
        self._outcomes = Outcomes()

    def app(self) -> Starlette:
        """Return the application."""
        app = Starlette(
            routes=[
                Route("/", self.root),
                Route("/predecir", self.predict, methods=["POST"]),
                Route("/reporte", self.report),
                Route("/salud", self.health),
                Route("/metrics", self.metrics),
                Route("/openapi.json", self.openapi),
            ],
            exception_handlers={
                AskedError: self._asked_error,
                SaveError: self._file_error,
                ReadError: self._file_error,
                HTTPException: self._http_error,
                ClientDisconnect: self._gone,
            },
        )
        app.router.redirect_slashes = False
        return app

    async def predict(self, request: Request) -> Response:
        """Predict, record, and answer once the record is on the disk."""
        content = await asked.body(request.stream())
        asked.check_type(request.headers)
        reading = asked.reading(content)
        saved = await self._saved(ToSave(reading, asked.key(request.headers)))
        if saved.is_new:
            self._counters.predicted(saved.record.resultado)
        said: dict[str, object] = {"resultado": saved.record.resultado}
        if notice := words.unusual(reading):
            said["aviso"] = notice.to(words.language(request.headers.get("accept-language", "")))
        return answer(said)

    async def _saved(self, to_save: ToSave) -> Saved:
        """Wait until a request is on the disk. Raises SaveError, ReadError or AskedError."""
        try:
            return await self._outcomes.of(lambda tell: self._saving.add(to_save, tell))
        except KeyReusedError:
            raise AskedError(422, words.OTHER_BODY, asked.KEY_HEADER) from None

    async def report(self, request: Request) -> Response:
        """Answer the report of all, or of some days."""
        period = asked.period(request.query_params.multi_items())
        return of_bytes(await asyncio.to_thread(self._saving.report_json, period))

    async def root(self, request: Request) -> Response:
        """Say what this is: a page where `Accept` asks for HTML, else JSON."""
        if page.is_wanted(request.headers.get("accept", "")):
            report = await asyncio.to_thread(self._saving.report, Period())
            return Response(
                page.render(self._about, report), headers={**_EXTRA, **page.HEADERS}, media_type="text/html"
            )
        return answer(self._about.said(), headers={"Vary": "Accept"})

    async def health(self, _request: Request) -> Response:
        """Say whether records can be saved now. Raises SaveError."""
        await asyncio.to_thread(self._saving.check)
        return answer({"estado": "bien", **self._about.said()})

    async def metrics(self, _request: Request) -> Response:
        """Answer the metrics of records and service, for Prometheus."""
        here = await asyncio.to_thread(self._saving.figures)
        content = figures.encode([here], self._about.version, self._counters)
        return Response(content, headers=_EXTRA, media_type=CONTENT_TYPE)

    async def openapi(self, _request: Request) -> Response:
        """Describe this interface."""
        return answer(openapi.document(self._about))

    async def _asked_error(self, request: Request, error: Exception) -> Response:
        if not isinstance(error, AskedError):
            raise error
        self._counters.refused(error.field)
        return refuse(request, error)

    async def _file_error(self, request: Request, error: Exception) -> Response:
        if not isinstance(error, SaveError | ReadError):
            raise error
        sentence: Say = words.UNSAVED if isinstance(error, SaveError) else words.UNREADABLE
        logs.event("disco", logging.ERROR, causa=error.failure.value, archivo=error.path.name)
        said = sentence.format(why=words.failure(error.failure))
        return refuse(request, AskedError(503, said), {"Retry-After": str(RETRY_AFTER_S)})

    async def _http_error(self, request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        said = words.STATUSES.get(error.status_code, words.FAILED)
        return refuse(request, AskedError(error.status_code, said), error.headers)

    async def _gone(self, _request: Request, _error: Exception) -> Response:
        """Answer nobody: the connection ended before its request did."""
        return Response(status_code=400)
