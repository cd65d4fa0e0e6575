"""Keys that a real display treats in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.flows.conftest import Nurse

pytestmark = pytest.mark.window


def test_ctrl_e_exports_from_within_a_box_with_a_number(nurse: Nurse) -> None:
    """On X11 Qt's line edits take Ctrl+E for the End key."""
    program = nurse.start()
    nurse.look_at(program, "Predictor Médico")
    nurse.type("38")
    nurse.open_by(program, "Exportar", "ctrl+1", "ctrl+e")


def test_tab_leads_to_the_button_where_ctrl_e_exports_and_space_predicts(nurse: Nurse) -> None:
    program = nurse.start()
    nurse.look_at(program, "Predictor Médico")
    for vital in ("38", "120", "90"):
        nurse.type(vital)
        nurse.press("Tab")
    nurse.open_by(program, "Exportar", "ctrl+1", "ctrl+e")
    nurse.press("Escape")
    nurse.wait_until(lambda: not nurse.windows(program, "Exportar"), "the window Exportar to close")
    nurse.look_at(program, "Predictor Médico")
    nurse.press("ctrl+1", "space")
    nurse.wait_until(lambda: len(nurse.log) == 1, "the record")
