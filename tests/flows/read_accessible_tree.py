"""Run by the system's Python, inside a D-Bus session: writes down what a screen reader is told of the window.

    read_accessible_tree.py ANSWER LAUNCHER PROGRAM ARGUMENT…

The file ANSWER becomes a JSON array, an object for each thing that is exposed, in the order of the tree.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import pyatspi

DEADLINE_S = 20


def main():
    bus = subprocess.Popen([sys.argv[2], "--launch-immediately"])
    program = subprocess.Popen(sys.argv[3:])
    try:
        found = []
        end = time.monotonic() + DEADLINE_S
        while not any(entry["id"].endswith("ultima_fecha") for entry in found):
            if time.monotonic() > end or program.poll() is not None:
                sys.exit("no window was found on the accessibility bus: " + json.dumps(found, ensure_ascii=False))
            time.sleep(0.05)
            found = list(tree(program.pid))
        # Not to stdout: the bus writes there, too.
        Path(sys.argv[1]).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    finally:
        program.kill()
        bus.terminate()  # killed, it would leave its own bus behind
        bus.wait()


def tree(pid):
    for app in pyatspi.Registry.getDesktop(0):
        if app is not None and app.get_process_id() == pid:
            yield from walk(app)


def walk(node):
    interfaces = pyatspi.listInterfaces(node)
    value = node.queryValue() if "Value" in interfaces else None
    yield {
        "id": node.get_accessible_id() or "",
        "role": node.getRoleName(),
        "name": node.name,
        "description": node.description,
        "minimum": value.minimumValue if value else None,
        "maximum": value.maximumValue if value else None,
        "focusable": node.getState().contains(pyatspi.STATE_FOCUSABLE),
        "showing": node.getState().contains(pyatspi.STATE_SHOWING),
    }
    for child in node:
        if child is not None:
            yield from walk(child)


main()
