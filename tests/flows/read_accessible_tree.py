"""Run by the system's Python, inside a D-Bus session: prints what a screen reader is told of a program's window.

    read_accessible_tree.py PROCESS_ID NAME TEXT

Waits until the thing with that Qt object name is shown, its name begins with the text, and two looks agree, as it
may change meanwhile. Prints a JSON array: an object for each thing that is exposed, in the order of the tree.
"""

import json
import sys
import time

import pyatspi

DEADLINE_S = 120


def main():
    process, name, text = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    end = time.monotonic() + DEADLINE_S
    found = []
    while True:
        former, found = found, list(tree(process))
        if found == former and any(is_it(entry, name, text) for entry in found):
            break
        if time.monotonic() > end:
            sys.exit(f"{name} {text} was not shown: " + json.dumps(found, ensure_ascii=False))
        time.sleep(0.05)
    sys.stdout.write(json.dumps(found))


def is_it(entry, name, text):
    return entry["showing"] and entry["id"].rpartition(".")[2] == name and entry["name"].startswith(text)


def tree(process):
    for app in pyatspi.Registry.getDesktop(0):
        if app is not None and app.get_process_id() == process:
            yield from walk(app)


def walk(node):
    interfaces = pyatspi.listInterfaces(node)
    value = node.queryValue() if "Value" in interfaces else None
    text = node.queryText() if "Text" in interfaces else None
    state = node.getState()
    yield {
        "id": node.get_accessible_id() or "",
        "role": node.getRoleName(),
        "name": node.name,
        "description": node.description,
        "minimum": value.minimumValue if value else None,
        "maximum": value.maximumValue if value else None,
        "text": text.getText(0, -1) if text else None,
        "focusable": state.contains(pyatspi.STATE_FOCUSABLE),
        "focused": state.contains(pyatspi.STATE_FOCUSED),
        "showing": state.contains(pyatspi.STATE_SHOWING),
    }
    for child in node:
        if child is not None:
            yield from walk(child)


main()
