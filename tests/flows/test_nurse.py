"""The installed program in a real window, used as a nurse would use it: by keyboard alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from core.system.paths import DATA_DIR_VARIABLE, HOLDER_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from tests.flows.conftest import Nurse

pytestmark = pytest.mark.window

MAIN = "Predictor Médico"


def vitals(nurse: Nurse) -> list[tuple[object, ...]]:
    return [(line["fiebre"], line["presion"], line["frecuencia_cardiaca"]) for line in nurse.log]


def test_three_patients_a_typo_the_report_and_an_export(nurse: Nurse, tmp_path: Path) -> None:
    program = nurse.start()
    nurse.look_at(program, MAIN)
    nurse.type("38,5\n120\n90\n")
    nurse.wait_until(lambda: len(nurse.log) == 1, "the first patient in the log")
    nurse.type("36.6\n1188")
    nurse.press("BackSpace")
    nurse.type("\n72\n")
    nurse.wait_until(lambda: len(nurse.log) == 2, "the second patient in the log")
    nurse.type("39,4")
    nurse.press("Tab")
    nurse.type("88")
    nurse.press("Tab")
    nurse.type("133\n")
    nurse.wait_until(lambda: len(nurse.log) == 3, "the third patient in the log")
    assert vitals(nurse) == [(38.5, 120, 90), (36.6, 118, 72), (39.4, 88, 133)]
    assert [line["resultado"] for line in nurse.log] == ["ENFERMEDAD AGUDA", "NO ENFERMO", "ENFERMEDAD TERMINAL"]

    nurse.open_by(program, "Exportar", "ctrl+2", "ctrl+e")
    target = tmp_path / "usb" / "reporte.json"
    target.parent.mkdir()
    nurse.type(f"{target}\n")
    nurse.wait_until(target.exists, "the exported file")
    assert target.read_bytes() == nurse.run("reporte").stdout
    assert json.loads(target.read_bytes())["ultima_fecha"] == nurse.log[-1]["fecha"]

    nurse.look_at(program, MAIN)
    nurse.press("ctrl+q")
    nurse.wait_until(lambda: program.poll() is not None, "the end")
    said = program.communicate()
    assert (program.returncode, *said) == (0, b"", b"")
    verified = json.loads(nurse.run("verificar").stdout)
    assert (verified["verificados"], verified["lineas_danadas"]) == (3, 0)


def test_an_enter_that_is_held_down_makes_one_record(nurse: Nurse) -> None:
    program = nurse.start()
    nurse.look_at(program, MAIN)
    nurse.type("38,5\n120\n90")
    nurse.hold("Return")
    nurse.wait_until(lambda: bool(nurse.log), "the record")
    # The server repeats a held key after 660 ms, 25 times a second.
    end = time.monotonic() + 1.6
    while time.monotonic() < end:
        assert len(nurse.log) == 1
        nurse.windows(program, MAIN)
    nurse.let_go("Return")
    nurse.type("36,6\n118\n72\n")
    nurse.wait_until(lambda: len(nurse.log) >= 2, "the next patient")
    assert vitals(nurse) == [(38.5, 120, 90), (36.6, 118, 72)]


def test_an_enter_that_is_held_down_confirms_nothing_unusual(nurse: Nurse) -> None:
    program = nurse.start()
    nurse.look_at(program, MAIN)
    nurse.type("39\n130\n191")
    nurse.hold("Return")
    # Where the window is busy, Qt marks some of the repeats as presses of their own.
    end = time.monotonic() + 4
    while time.monotonic() < end:
        assert nurse.log == []
        nurse.windows(program, MAIN)
    nurse.let_go("Return")
    nurse.press("Return")
    nurse.wait_until(lambda: bool(nurse.log), "the record, confirmed by an Enter of its own")
    assert vitals(nurse) == [(39, 130, 191)]


def test_a_second_start_leaves_to_the_open_window_and_a_killed_one_lets_go(nurse: Nurse) -> None:
    first = nurse.start()
    nurse.look_at(first, MAIN)
    holder = nurse.data_dir / HOLDER_NAME
    nurse.wait_until(
        lambda: holder.exists() and holder.read_bytes(), "the first one, which is painted before it has it"
    )
    second = nurse.start()
    nurse.wait_until(lambda: second.poll() is not None, "the end of the second one")
    assert second.returncode == 0
    assert "ya está abierto" in second.communicate()[1].decode()
    nurse.look_at(first, MAIN)
    nurse.type("38,5\n120\n90\n")
    nurse.wait_until(lambda: len(nurse.log) == 1, "a patient in the window that was open")

    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    third = nurse.start()
    nurse.look_at(third, MAIN)
    nurse.type("36,6\n118\n72\n")
    nurse.wait_until(lambda: len(nurse.log) == 2, "a patient in the window after it")


def test_the_window_and_the_command_line_do_not_get_in_each_other_s_way(nurse: Nurse) -> None:
    program = nurse.start()
    nurse.look_at(program, MAIN)
    holder = nurse.data_dir / HOLDER_NAME
    nurse.wait_until(lambda: holder.exists() and holder.read_bytes(), "the window's lock")
    refused = nurse.run("predecir", "--fiebre", "38", "--presion", "120", "--frecuencia-cardiaca", "90")
    assert refused.returncode == 1
    assert f"ventana, proceso {program.pid}" in refused.stderr.decode()
    assert nurse.log == []
    nurse.press("ctrl+q")
    nurse.wait_until(lambda: program.poll() is not None, "the end")
    taken = nurse.run("predecir", "--fiebre", "38", "--presion", "120", "--frecuencia-cardiaca", "90")
    assert (taken.returncode, len(nurse.log)) == (0, 1)


def test_a_variable_that_depends_on_where_one_stands_opens_a_dialog_and_no_window(
    nurse: Nurse, tmp_path: Path
) -> None:
    nurse.env[DATA_DIR_VARIABLE] = "datos"
    with subprocess.Popen([nurse.program], env=nurse.env, cwd=tmp_path, stderr=subprocess.PIPE) as program:
        try:
            nurse.look_at(program, MAIN)
            assert len(nurse.windows(program, MAIN)) == 1
            nurse.press("Escape")
            nurse.wait_until(lambda: program.poll() is not None, "the end")
        finally:
            program.kill()
        assert program.returncode == 2
        assert program.stderr is not None
        assert f"{DATA_DIR_VARIABLE} debe ser la ruta completa" in program.stderr.read().decode()
    assert not (tmp_path / "datos").exists()


@pytest.mark.parametrize("scale", ["1", "1.5", "2"])
def test_the_window_is_whole_on_the_screen_at_each_scale_of_the_desktop(nurse: Nurse, scale: str) -> None:
    nurse.env["QT_SCALE_FACTOR"] = scale
    program = nurse.start()
    left, top, width, height = nurse.place_of(nurse.look_at(program, MAIN))
    assert 0 <= left <= left + width <= 1366
    assert 0 <= top <= top + height <= 768


def test_without_a_display_it_says_so_in_one_sentence(nurse: Nurse) -> None:
    nurse.env["DISPLAY"] = ""
    program = nurse.start()
    said = program.communicate(timeout=300)[1].decode()
    assert program.returncode == 1
    assert said.count("\n") == 1
    assert "predictor-medico predecir --help" in said
