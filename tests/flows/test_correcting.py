"""A nurse who sees that she has mistyped corrects the last record with one key, in a real window."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.flows.conftest import Nurse

pytestmark = pytest.mark.window

MAIN = "Predictor Médico"


def voided(nurse: Nurse) -> list[object]:
    path = nurse.data_dir / "anulaciones.log"
    return [json.loads(line)["registro"] for line in path.read_text().splitlines()] if path.exists() else []


def counted(nurse: Nurse) -> list[object]:
    report = json.loads(nurse.run("reporte").stdout)
    return [record["frecuencia_cardiaca"] for record in report["ultimas_5_predicciones"]]


def test_f8_corrects_the_last_record_and_esc_leaves_it(nurse: Nurse) -> None:
    program = nurse.start()
    nurse.look_at(program, MAIN)
    nurse.type("38,5\n120\n99\n")
    nurse.wait_until(lambda: len(nurse.log) == 1, "the mistyped patient")
    nurse.press("F8", "Escape", "F8")
    nurse.type("\n\n90\n")
    nurse.wait_until(lambda: len(voided(nurse)) == 1, "the correction, and the void of the former")
    assert [line["frecuencia_cardiaca"] for line in nurse.log] == [99, 90]
    assert nurse.log[1]["origen"] == {"corrige": nurse.log[0]["id"]}
    assert voided(nurse) == [nurse.log[0]["id"]]
    nurse.type("36,6\n118\n72\n")
    nurse.wait_until(lambda: len(nurse.log) == 3, "the next patient")
    nurse.press("ctrl+3", "F8", "Down")
    nurse.type("\n\n\n")
    nurse.wait_until(lambda: len(voided(nurse)) == 2, "a correction from another tab")
    assert nurse.log[3]["fiebre"] == 36.5
    assert counted(nurse) == [90, 72]


@pytest.mark.parametrize("moment", ["before it is painted", "during the save"])
def test_keys_pressed_while_the_program_is_busy_are_kept_until_it_answers(nurse: Nurse, moment: str) -> None:
    program = nurse.start()
    nurse.look_at(program, MAIN)
    if moment == "during the save":
        nurse.type("38,5\n120\n9")
        program.send_signal(signal.SIGSTOP)
        nurse.type("9\n")
    else:
        program.send_signal(signal.SIGSTOP)
        nurse.type("38,5\n120\n99\n")
    nurse.press("F8")
    nurse.type("\n\n90\n36,6\n118\n72\n")
    nurse.press("ctrl+3", "F8", "Down")
    nurse.type("\n\n\n")
    program.send_signal(signal.SIGCONT)
    nurse.wait_until(lambda: len(voided(nurse)) == 2, "both corrections")
    pulses = [line["frecuencia_cardiaca"] for line in nurse.log]
    assert pulses == [99, 90, 72, 72]
    assert counted(nurse) == [90, 72]


def test_a_correction_cut_off_between_its_two_files_is_finished_by_the_next_window(nurse: Nurse) -> None:
    program = nurse.start()
    nurse.look_at(program, MAIN)
    nurse.type("38,5\n120\n99\n")
    nurse.wait_until(lambda: len(nurse.log) == 1, "the mistyped patient")
    nurse.press("F8")
    nurse.type("\n\n90\n")
    nurse.wait_until(lambda: len(voided(nurse)) == 1, "the correction")
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    (nurse.data_dir / "anulaciones.log").unlink()  # as if the power had gone before it reached the disk
    (nurse.data_dir / "predicciones.resumen").unlink(missing_ok=True)
    again = nurse.start()
    nurse.look_at(again, MAIN)
    nurse.wait_until(lambda: voided(nurse) == [nurse.log[0]["id"]], "the void, made by the next start")
    assert counted(nurse) == [90]


def test_enter_in_the_list_shows_what_the_record_was(nurse: Nurse) -> None:
    program = nurse.start()
    nurse.look_at(program, MAIN)
    nurse.type("38,5\n120\n90\n")
    nurse.wait_until(lambda: len(nurse.log) == 1, "the record")
    nurse.open_by(program, "Registro$", "ctrl+3", "Return")
    nurse.press("Escape")
    nurse.wait_until(lambda: not nurse.windows(program, "Registro$"), "the details to close")
    nurse.look_at(program, MAIN)
    nurse.press("ctrl+1")
    nurse.type("36,6\n118\n72\n")
    nurse.wait_until(lambda: len(nurse.log) == 2, "the next patient")
