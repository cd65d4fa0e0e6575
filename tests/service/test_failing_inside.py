"""What nobody expected, inside the service: an answer in words, a line in the log, no traceback and no reading."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
from typing import TYPE_CHECKING, Any

import pytest

from core.monitoring.process import Counters
from core.service import logs, words
from core.service.front import Front

if TYPE_CHECKING:
    from collections.abc import Iterator

SCOPE = {
    "type": "http",
    "method": "GET",
    "path": "/salud",
    "query_string": b"",
    "headers": [(b"host", b"localhost"), (b"accept-language", b"en")],
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log; what `logs.prepare` changes for the whole process is put back."""
    kept = [
        (logger, logger.handlers[:], logger.level, logger.propagate) for logger in (logs.LOGGER, logging.getLogger())
    ]
    raised = logging.raiseExceptions
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    logs.prepare()
    yield stream
    logging.raiseExceptions = raised
    for logger, handlers, level, propagate in kept:
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


def ask(app: Any) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Front(app, "", Counters(0.0), paths=frozenset({"/salud"}), is_local=True)(SCOPE, receive, send))
    return sent


@pytest.mark.parametrize("has_begun", [False, True])
def test_an_error_is_answered_in_words_and_logged_by_type_and_place(told: io.StringIO, *, has_begun: bool) -> None:
    async def failing(_scope: Any, _receive: Any, send: Any) -> None:
        if has_begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("fiebre 38")

    sent = ask(failing)
    assert [message["status"] for message in sent if "status" in message] == [200 if has_begun else 500]
    if not has_begun:
        assert json.loads(sent[-1]["body"]) == {"error": words.FAILED.en, "campo": None}
    lines = [json.loads(line) for line in told.getvalue().splitlines()]
    assert lines[0]["error"] == "ValueError"
    assert lines[0]["lugar"].startswith("test_failing_inside.py:")
    assert [line["suceso"] for line in lines] == ["falla", "peticion"]
    assert "fiebre" not in told.getvalue()


def test_a_library_s_complaint_is_one_line_without_what_it_quotes(told: io.StringIO) -> None:
    try:
        {}["Rosa"]
    except KeyError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n%s", "Rosa")
    (line,) = told.getvalue().splitlines()
    assert "Rosa" not in line
    assert json.loads(line)["error"] == "KeyError"


def test_the_preferred_language_is_spanish_unless_english_is_preferred() -> None:
    for accepted, language in (
        ("", "es"),
        ("en", "en"),
        ("en-US,en;q=0.5", "en"),
        ("fr, en;q=0.5", "en"),
        ("fr", "es"),
        ("es, en", "es"),
        ("en;q=0.2, es;q=0.8", "es"),
        ("en;q=0", "es"),
        ("*", "es"),
        ("; ; ,q=9" * 1000, "es"),
    ):
        assert words.language(accepted) == language
