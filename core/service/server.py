"""The running service: its socket, its station, its end."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import signal
import socket
import time
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import uvicorn

from core.cli import answers, district_words, upkeep
from core.models import catalogue
from core.monitoring.process import Counters
from core.service import logs
from core.service.about import About
from core.service.app import Routes, paths
from core.service.arguments import PROGRAM, Options
from core.service.front import Front
from core.service.guard import Connections
from core.service.saving import Saving
from core.station.station import Station
from core.system.clock import local_now
from core.system.paths import APP_ID
from core.system.status import DONE, FAILED, INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROLE: Final = "servicio"
"""The name by which other programs know who has the records open."""
BACKLOG: Final = 100
KEEP_ALIVE_S: Final = 5
ENDING_S: Final = 10
"""Seconds in which requests are finished after SIGTERM; those saved by then are answered."""


def serve(options: Options, data_dir: Path) -> int:
    """Serve until SIGTERM or Ctrl+C; return the exit status. Raises SaveError, ReadError or ModelError."""
    try:
        listening = _listen(options)
    except OSError as error:
        why = "ya está en uso" if error.errno == errno.EADDRINUSE else f"no se puede usar: {error.strerror}"
        return answers.fail(f"{options.address}, puerto {options.port}: {why}", FAILED, PROGRAM)
    found = catalogue.in_use(data_dir)
    if found.missing:
        answers.fail(district_words.model_missing(found.missing, found.model.name), DONE, PROGRAM)
    with contextlib.closing(listening), Station(data_dir, found.model, local_now, ROLE) as station:
        station.open()
        if said := upkeep.finish_restore(station) if station.pending_restore() else "":
            answers.fail(said, DONE, PROGRAM)
        logs.prepare()
        counters = Counters(time.time())
        saving = Saving(station, found, counters)
        about = About(version(APP_ID), found.model.name, bool(options.token))
        routes = Routes(saving, about, counters).app()
        app = Front(
            routes,
            options.token,
            counters,
            paths=paths(routes),
            is_local=options.is_local and not options.is_open,
        )
        try:
            return _run(options, listening, app, about)
        finally:
            saving.close()
            logs.event("fin")


def _run(options: Options, listening: socket.socket, app: Front, about: About) -> int:
    config = uvicorn.Config(
        app,
        http=Connections(),
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=ENDING_S,
    )
    address, port = listening.getsockname()[:2]
    logs.event("escucha", direccion=address, puerto=port, version=about.version, modelo=about.model)
    if options.is_open and not options.is_local:
        logs.event("abierto", logging.WARNING, texto="cualquiera que alcance esta dirección puede usar el servicio")
    with _asked_to_end() as asked:
        uvicorn.Server(config).run(sockets=[listening])
    return INTERRUPTED if signal.SIGINT in asked else DONE


@contextlib.contextmanager
def _asked_to_end() -> Iterator[list[int]]:
    """Yield the signals that came: uvicorn raises them again once it has ended, which is no second request to end."""
    asked: list[int] = []
    before = {
        number: signal.signal(number, lambda found, _frame: asked.append(found))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _listen(options: Options) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.address else socket.AF_INET
    # With its protocol named, unlike that of `create_server`: asyncio then sends answers at once (TCP_NODELAY).
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two programs listen
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((options.address, options.port))
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening
