"""What is being done, where nobody can say how far it is: one line of a terminal, erased when it is done."""

from __future__ import annotations

import io

import pytest

from core.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_is_shown_and_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with progress.shown("Aprendiendo…"):
        assert terminal.getvalue() == "\rAprendiendo…"
    assert terminal.getvalue().endswith(f"\r{' ' * len('Aprendiendo…')}\r")


def test_it_stays_above_the_reason_of_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with pytest.raises(OSError, match="roto"), progress.shown("Aprendiendo…"):
        raise OSError("roto")
    assert terminal.getvalue() == "\rAprendiendo…\n"


def test_where_there_is_no_terminal_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = io.StringIO()
    monkeypatch.setattr("sys.stderr", plain)
    with progress.shown("Aprendiendo…"):
        pass
    assert plain.getvalue() == ""
