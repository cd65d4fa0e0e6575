"""The translations: bring them up to date with the code, or check that they are.

    uv run python packaging/translations.py           takes new strings into the .ts files, makes the .qm files
    uv run python packaging/translations.py --check   changes nothing; names what is wrong; exit status 1 if anything

What each file holds is in CONTRIBUTING.md, "Translations"; why lupdate is not used, in its last decision.
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT: Final = Path(__file__).resolve().parent.parent
LANGUAGES: Final = ("es", "en")
SOURCE_LANGUAGE: Final = "es"
SHARED_CONTEXT: Final = "Labels"
"""The context of `gui.language.i18n.tr`; every other one is the class that calls `self.tr`."""
_HOME_OF_TR: Final = "gui/language/i18n.py"

_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}|%L?n|%\d")
_MNEMONIC: Final = re.compile(r"&(?!&)(?<!&&)")
_ENDINGS: Final = "….:?!"
_SHOWN_BY: Final = frozenset(
    {
        "setAccessibleDescription",
        "setAccessibleName",
        "setInformativeText",
        "setPlaceholderText",
        "setStatusTip",
        "setText",
        "setTitle",
        "setToolTip",
        "setWindowTitle",
    }
)
"""Methods that put words before the user: what they are given in letters must come through tr()."""
_SAME_IN_EVERY_LANGUAGE: Final = frozenset({"Español", "English", "Predictor Médico"})
"""Names that are never translated."""


class Message(NamedTuple):
    """A string to translate: its context (a class), the Spanish, what tells it from its like, whether it counts."""

    context: str
    source: str
    comment: str
    plural: bool

    def __str__(self) -> str:
        return f"{self.context}: «{self.source}»" + (f" ({self.comment})" if self.comment else "")


class Translation(NamedTuple):
    """What a .ts file has for a message: one form, or one for each number; whether it is finished."""

    forms: tuple[str, ...]
    finished: bool


class _Scan(ast.NodeVisitor):
    """Collects the messages of one Python file, and what would never be translated."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._classes: list[str] = []
        self.messages: set[Message] = set()
        self.problems: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id == "tr":
            self._add(node, SHARED_CONTEXT, node.args)
        elif isinstance(node.func, ast.Attribute):
            receiver = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            if node.func.attr == "tr":
                self._tr(node, receiver)
            elif node.func.attr == "translate" and receiver.endswith("Application") and self._name != _HOME_OF_TR:
                self._problem(node, f"translate() is called in {_HOME_OF_TR} alone: outside a class it is tr()")
            elif node.func.attr in _SHOWN_BY and any(map(_has_words, node.args)):
                self._problem(node, f"{node.func.attr}() is given words that no tr() translates")
        self.generic_visit(node)

    def _tr(self, node: ast.Call, receiver: str) -> None:
        if receiver != "self" or not self._classes:
            self._problem(node, "tr() of something else than self gets a context of its own")
        else:
            self._add(node, self._classes[-1], node.args)

    def _add(self, node: ast.Call, context: str, arguments: list[ast.expr]) -> None:
        source = _literal(arguments[0]) if arguments else None
        comment = _literal(arguments[1]) if len(arguments) > 1 else ""
        if not source or comment is None:
            self._problem(node, "tr() of something else than a plain string finds no translation")
        else:
            plural = len(arguments) > 2 or any(keyword.arg == "n" for keyword in node.keywords)  # noqa: PLR2004
            self.messages.add(Message(context, source, comment, plural))

    def _problem(self, node: ast.Call, what: str) -> None:
        self.problems.append(f"{self._name}:{node.lineno}: {what}")


def _literal(node: ast.expr) -> str | None:
    """Return a plain string's value; None for an f-string, a variable, or anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _has_words(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(map(_has_words, node.values))
    text = (_literal(node) or "").replace("&", "")
    return bool(re.search(r"[^\W\d_]{2}", text)) and text not in _SAME_IN_EVERY_LANGUAGE


def sources(root: Path) -> list[Path]:
    """Return the files that have strings in them."""
    return sorted((root / "gui").rglob("*.py"))


def ts_path(root: Path, language: str) -> Path:
    """Return the file that people translate in."""
    return root / "gui" / "translations" / f"predictor_medico_{language}.ts"


def _ts_paths(root: Path) -> list[Path]:
    """Return every .ts file, also those whose strings are not the code's (Qt's own)."""
    return sorted((root / "gui" / "translations").glob("*.ts"))


def messages_in_code(root: Path) -> tuple[set[Message], list[str]]:
    """Return every string of the code, and the calls that could never be translated."""
    messages: set[Message] = set()
    problems: list[str] = []
    for path in sources(root):
        scan = _Scan(path.relative_to(root).as_posix())
        scan.visit(ast.parse(path.read_text(encoding="utf-8")))
        messages |= scan.messages
        problems += scan.problems
    return messages, problems


def translations(path: Path) -> dict[Message, Translation]:
    """Return what a .ts file has."""
    found = {}
    for context in ET.parse(path).iter("context"):  # noqa: S314 - a file of ours
        for node in context.iter("message"):
            given = node.find("translation")
            if given is None:
                continue
            plural = node.get("numerus") == "yes"
            forms = [form.text or "" for form in given.iter("numerusform")] if plural else [given.text or ""]
            message = Message(
                context.findtext("name", ""), node.findtext("source", ""), node.findtext("comment", ""), plural
            )
            found[message] = Translation(tuple(forms), given.get("type") is None)
    return found


def problems(root: Path) -> list[str]:
    """Return everything that is wrong, a line each."""
    wanted, found = messages_in_code(root)
    for language in LANGUAGES:
        path = ts_path(root, language)
        if not path.exists():
            found.append(f"{path.name}: missing")
            continue
        expected = {message for message in wanted if message.plural or language != SOURCE_LANGUAGE}
        found += [f"{path.name}: {line}" for line in _differences(expected, translations(path))]
    for path in _ts_paths(root):
        if not _is_released(path):
            found.append(f"{path.with_suffix('.qm').name}: out of date with its .ts")
    return found


def _differences(expected: set[Message], given: dict[Message, Translation]) -> Iterator[str]:
    for message in sorted(expected - given.keys()):
        yield f"missing: {message}"
    contexts = {message.context for message in expected}
    for message in sorted(given.keys() - expected):
        if message.context in contexts:
            yield f"stale: {message}"
        else:
            yield f"context {message.context} is no class with strings: {message}"
    for message in sorted(expected & given.keys()):
        if not given[message].finished or not all(given[message].forms):
            yield f"unfinished: {message}"
        else:
            yield from _slips(message, given[message].forms)


def _slips(message: Message, forms: Iterable[str]) -> Iterator[str]:
    """Say where a translation differs in what must be the same."""
    for form in forms:
        if Counter(_PLACEHOLDER.findall(form)) != Counter(_PLACEHOLDER.findall(message.source)):
            yield f"other placeholders: {message} → «{form}»"
        if len(_MNEMONIC.findall(form)) != len(_MNEMONIC.findall(message.source)):
            yield f"other mnemonics (&): {message} → «{form}»"
        if _ending(form) != _ending(message.source):
            yield f"another ending: {message} → «{form}»"


def _ending(text: str) -> str:
    return text[-1] if text[-1:] in _ENDINGS else ""


def _is_released(path: Path) -> bool:
    """Say whether the .qm beside a .ts is what lrelease makes of it."""
    released = path.with_suffix(".qm")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / released.name
        _run("pyside6-lrelease", "-silent", str(path), "-qm", str(fresh))
        return released.exists() and released.read_bytes() == fresh.read_bytes()


def update(root: Path) -> None:
    """Take the code's strings into the .ts files, keeping what is translated, and make the .qm files."""
    wanted, _ = messages_in_code(root)
    for language in LANGUAGES:
        path = ts_path(root, language)
        kept = translations(path) if path.exists() else {}
        expected = sorted(message for message in wanted if message.plural or language != SOURCE_LANGUAGE)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_ts(language, expected, kept), encoding="utf-8", newline="\n")
    for path in _ts_paths(root):
        _run("pyside6-lrelease", "-silent", str(path), "-qm", str(path.with_suffix(".qm")))


def _ts(language: str, messages: Iterable[Message], kept: Mapping[Message, Translation]) -> str:
    """Return the text of a .ts file, written as Qt Linguist writes it."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{language}" sourcelanguage="{SOURCE_LANGUAGE}">')
    for context, group in groupby(messages, key=attrgetter("context")):
        lines += ["<context>", f"    <name>{context}</name>"]
        for message in group:
            lines += _message(message, kept.get(message) or Translation(("", "") if message.plural else ("",), False))
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def _message(message: Message, given: Translation) -> Iterator[str]:
    unfinished = "" if given.finished else ' type="unfinished"'
    yield '    <message numerus="yes">' if message.plural else "    <message>"
    yield f"        <source>{_xml(message.source)}</source>"
    if message.comment:
        yield f"        <comment>{_xml(message.comment)}</comment>"
    if message.plural:
        yield f"        <translation{unfinished}>"
        yield from (f"            <numerusform>{_xml(form)}</numerusform>" for form in given.forms)
        yield "        </translation>"
    else:
        yield f"        <translation{unfinished}>{_xml(given.forms[0])}</translation>"
    yield "    </message>"


def _xml(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&apos;"})


def _run(tool: str, *arguments: str) -> None:
    """Run one of PySide6's tools, out of the environment that runs this."""
    program = shutil.which(tool, path=str(Path(sys.executable).parent)) or tool
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{tool}: {done.stderr.strip() or done.stdout.strip()}")


def main(argv: list[str]) -> int:
    """Update, or only check; return the exit status."""
    parser = argparse.ArgumentParser(description="Bring the translations up to date with the code.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit status 1 if anything is wrong")
    if not parser.parse_args(argv).check:
        update(ROOT)
    found = problems(ROOT)
    for line in found:
        print(line)
    print(f"translations: {len(found)} to mend" if found else "translations: complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
