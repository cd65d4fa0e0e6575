"""Reading what a program exposes to screen readers, over AT-SPI."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.flows.conftest import Nurse

LAUNCHERS = [Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher")]
SYSTEM_PYTHON = "/usr/bin/python3"
READER = Path(__file__).with_name("read_accessible_tree.py")

Entry = dict[str, str | float | bool | None]


def answers(variables: dict[str, str]) -> bool:
    """Whether the bus for screen readers is there and has a registry, which programs and readers connect to."""
    found = ask_bus(variables, "--session", "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")
    address = found.partition('"')[2].partition('"')[0]
    registry = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry.GetRegisteredEvents")
    return bool(address and ask_bus(variables, f"--bus={address}", *registry))


def ask_bus(variables: dict[str, str], bus: str, name: str, path: str, method: str) -> str:
    """The answer of a D-Bus method; "" if it does not answer in time."""
    command = ["dbus-send", bus, f"--dest={name}", "--print-reply", "--reply-timeout=2000", path, method]
    done = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, check=False)
    return done.stdout


def read_tree(nurse: Nurse, process: int, name: str, text: str = "") -> list[Entry]:
    """Everything that is exposed, in the order of the tree, once a thing of that name is shown with that text."""
    command = [SYSTEM_PYTHON, str(READER), str(process), name, text]

    def reading() -> subprocess.CompletedProcess[bytes] | None:
        done = subprocess.run(command, env=nurse.env, capture_output=True, timeout=300, check=False)
        return None if done.returncode < 0 else done  # its library aborts when the bus is too busy to answer

    done = nurse.wait_until(reading, "a connection to the bus for screen readers")
    assert done.returncode == 0, done.stderr.decode()
    found: list[Entry] = json.loads(done.stdout)
    return found


def named(tree: list[Entry], name: str) -> Entry:
    """The first entry with that Qt object name."""
    return next(entry for entry in tree if str(entry["id"]).rpartition(".")[2] == name)


def cells(tree: list[Entry], name: str) -> list[str]:
    """The texts of a table's visible cells, row by row."""
    return [
        str(entry["name"])
        for entry in tree
        if entry["role"] == "table cell" and entry["showing"] and str(entry["id"]).rpartition(".")[2] == name
    ]
