"""The connections: how many there may be, and how long one may take for a request."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST: Final = 200
"""Most connections; beyond them the one is cut that has sent nothing for longest and is owed no answer."""
PATIENCE_S: Final = 15.0
"""Seconds after which a connection that has not finished another request is cut; at most twice as long."""


class Connections:
    """Makes the protocol of each connection, for uvicorn, and keeps their number and their time within bounds."""

    def __init__(self, most: int = MOST, patience_s: float = PATIENCE_S) -> None:
        self._most = most
        self.patience_s = patience_s
        self._open: dict[Guarded, None] = {}

    def __call__(self, **given: Any) -> Guarded:
        """Return the protocol of a new connection, for uvicorn, which gives what its own protocol takes."""
        return Guarded(self, H11Protocol(**given))

    def add(self, new: Guarded) -> None:
        """Count a connection; one too many cuts the oldest idle one, or itself if all are being answered."""
        self._open[new] = None
        if len(self._open) > self._most:
            next((one for one in self._open if one.is_idle), new).cut()

    def touch(self, one: Guarded) -> None:
        """Make a connection the one that was used last."""
        if one in self._open:
            del self._open[one]
            self._open[one] = None

    def remove(self, one: Guarded) -> None:
        """Count a connection no more."""
        self._open.pop(one, None)


class Guarded(asyncio.Protocol):
    """uvicorn's protocol of a connection, cut off when it takes too long."""

    def __init__(self, connections: Connections, inner: H11Protocol) -> None:
        self._connections = connections
        self._inner = inner
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._seen: tuple[object, bool] = (None, False)

    @property
    def is_idle(self) -> bool:
        """Whether no request is being answered: nothing is lost by a cut."""
        cycle = self._inner.cycle
        return cycle is None or bool(cycle.response_complete or cycle.more_body)

    def cut(self) -> None:
        """End the connection at once."""
        self._connections.remove(self)
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
        self._inner.connection_made(transport)
        self._connections.add(self)
        self._look()

    def data_received(self, data: bytes) -> None:
        """Take bytes of a request."""
        self._connections.touch(self)
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """Handle the end of the request's data."""
        self._inner.eof_received()
        return None

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        if self._timer is not None:
            self._timer.cancel()
        self._connections.remove(self)
        self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        """Wait with the answer: it is not being read."""
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """Go on with the answer."""
        self._inner.resume_writing()

    def _look(self) -> None:
        """Cut the connection if no request was finished since the last look."""
        cycle = self._inner.cycle
        seen = (cycle, cycle is not None and bool(cycle.response_complete))
        if self._timer is not None and seen == self._seen:
            self.cut()
            return
        self._seen = seen
        self._timer = asyncio.get_running_loop().call_later(self._connections.patience_s, self._look)
