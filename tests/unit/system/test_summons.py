"""Asking a window to come forward, through the time of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.system import summons

if TYPE_CHECKING:
    from pathlib import Path


def test_who_asks_is_heard_until_answered(tmp_path: Path) -> None:
    holder = tmp_path / "predicciones.lock.txt"
    holder.write_text("ventana 7\n")
    assert not summons.is_asked(holder)
    summons.ask(holder)
    assert summons.is_asked(holder)
    summons.answer(holder)
    assert not summons.is_asked(holder)
    assert holder.read_text() == "ventana 7\n"


def test_nobody_is_asked_where_nobody_holds_the_folder(tmp_path: Path) -> None:
    holder = tmp_path / "predicciones.lock.txt"
    with pytest.raises(FileNotFoundError):
        summons.ask(holder)
    assert not summons.is_asked(holder)
    summons.answer(holder)
    assert not holder.exists()
