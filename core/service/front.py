"""The outermost layer of every request: host, token, counters, a line in the log, no traceback."""

from __future__ import annotations

import hmac
import logging
import time
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.requests import Request

from core.service import asked, logs, words
from core.service.app import refuse
from core.service.asked import AskedError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from core.monitoring.process import Counters

OTHER: Final = "otra"
"""Stands for any other path: a path as it was asked for could say anything."""
_OPEN: Final = "/salud"


class Front:
    """The application behind its checks. `token` is "" where none is asked for; `paths` are counted by name."""

    def __init__(
        self, app: ASGIApp, token: str, counters: Counters, *, paths: frozenset[str], is_local: bool
    ) -> None:
        self._app = app
        self._counters = counters
        self._paths = paths
        self._token = token.encode()
        self._is_local = is_local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        began, status = time.perf_counter(), 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._answer(scope, receive, watched)
        except Exception as error:  # noqa: BLE001 - nobody who asks reads a traceback
            logs.failure("falla", error)
            if not status:
                await refuse(Request(scope), AskedError(500, words.FAILED))(scope, receive, watched)
        seconds = time.perf_counter() - began
        route = scope["path"] if scope["path"] in self._paths else OTHER
        self._counters.answered(route, status, seconds)
        logs.event(
            "peticion",
            logging.INFO if status < 500 else logging.ERROR,  # noqa: PLR2004 - HTTP
            metodo=scope["method"] if scope["method"] in ("GET", "HEAD", "POST") else OTHER,
            ruta=route,
            estado=status,
            ms=round(seconds * 1e3, 1),
        )

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        try:
            if self._is_local and not self._token:
                asked.check_host(headers)
            if self._token and scope["path"] != _OPEN:
                scheme, _, given = headers.get("authorization", "").partition(" ")
                is_right = hmac.compare_digest(given.strip().encode("latin-1"), self._token)
                if not (is_right and scheme.lower() == "bearer"):
                    raise AskedError(401, words.NO_TOKEN)  # noqa: TRY301 - handled like the host's
        except AskedError as error:
            more = {"WWW-Authenticate": "Bearer"} if error.status == 401 else {}  # noqa: PLR2004 - HTTP
            await refuse(Request(scope), error, more)(scope, receive, send)
            return
        await self._app(scope, receive, send)
