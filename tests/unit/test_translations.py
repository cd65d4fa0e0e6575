"""Every string of the window is there in both languages, and the check finds each kind of error."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from gui.shell.actions import Actions
from gui.shell.menus import Menus

if TYPE_CHECKING:
    from types import ModuleType

    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]

WINDOW = """
from PySide6.QtCore import QObject
from gui.language.i18n import tr
class Window(QObject):
    def words(self, n):
        return self.tr("&Archivo"), f"<b>{self.tr('Faltan {count} datos.')}</b>", self.tr("%n días", "", n)

def label():
    return tr("Hoy")
"""
ENGLISH = {
    "&Archivo": "&File",
    "Faltan {count} datos.": "{count} values are missing.",
    "Hoy": "Today",
}


def load_script() -> ModuleType:
    path = ROOT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("packaging_translations", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = load_script()


def mnemonic(text: str) -> str:
    return text.replace("&&", "").partition("&")[2][:1].lower()


class Project:
    """A small program with its translations."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.code = root / "gui" / "window.py"

    def make(self) -> None:
        """Write it, all of it right."""
        self.code.parent.mkdir(parents=True)
        self.code.write_text(WINDOW, encoding="utf-8")
        script.update(self.root)
        for spanish, english in ENGLISH.items():
            source = spanish.replace("&", "&amp;")
            self.edit(
                "en",
                f'<source>{source}</source>\n        <translation type="unfinished"></translation>',
                f"<source>{source}</source>\n        <translation>{english.replace('&', '&amp;')}</translation>",
            )
        blank = 'type="unfinished">\n            <numerusform></numerusform>\n            <numerusform></numerusform>'
        for language, one, many in (("en", "%n day", "%n days"), ("es", "%n día", "%n días")):
            self.edit(language, blank, f"><numerusform>{one}</numerusform><numerusform>{many}</numerusform>")
        self.release()

    def edit(self, language: str, old: str, new: str) -> None:
        path = script.ts_path(self.root, language)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} in\n{text}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def add_code(self, line: str) -> None:
        self.code.write_text(f"{WINDOW}\n{line}\n", encoding="utf-8")

    def release(self) -> None:
        script.update(self.root)

    def problems(self) -> list[str]:
        return list(script.problems(self.root))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "project"
    Project(root).make()
    return root


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Project:
    return Project(shutil.copytree(made, tmp_path / "project"))


def test_every_string_of_the_program_is_translated_and_released() -> None:
    assert script.problems(ROOT) == []


@pytest.mark.parametrize("code", ["es", "en"])
def test_a_mnemonic_stands_once_in_a_menu(code: str, qapp: QApplication, qtbot: QtBot) -> None:
    translator = QTranslator()
    assert translator.load(str(script.ts_path(ROOT, code).with_suffix(".qm")))
    qapp.installTranslator(translator)
    window = QMainWindow()
    qtbot.addWidget(window)
    Actions(window, Menus(window))
    qapp.removeTranslator(translator)
    menus = [window.menuBar(), *window.findChildren(QMenu)]
    assert len(menus) > 3
    for menu in menus:
        letters = [mnemonic(action.text()) for action in menu.actions() if not action.isSeparator()]
        assert all(letters), [action.text() for action in menu.actions()]
        assert len(set(letters)) == len(letters), [action.text() for action in menu.actions()]


@pytest.mark.parametrize("code", ["es", "en"])
@pytest.mark.parametrize("tab", [("UnsavedBanner",), ("ReportTab",), ("RecordsHead", "FilterBar"), ("ModelTab",)])
def test_a_mnemonic_of_a_tab_is_none_of_another_part_of_the_window(code: str, tab: tuple[str, ...]) -> None:
    """Otherwise Alt and the letter open a menu, or only move the focus. Of a notice or a head, one text shows."""
    parts: dict[str, set[str]] = {}
    for message, translation in script.translations(script.ts_path(ROOT, "en")).items():
        text = message.source if code == "es" else translation.forms[0]
        parts.setdefault(message.context, set()).update(mnemonic(text))
    shown = ["Menus", "Notices", *tab, *(["PeriodBar"] if tab[0] in ("ReportTab", "RecordsHead") else [])]
    letters = [letter for part in shown for letter in sorted(parts[part])]
    assert len(letters) > 7
    assert len(letters) == len(set(letters)), {part: parts[part] for part in shown}


def test_what_is_said_otherwise_than_by_qt_is_what_qt_says() -> None:
    """A sentence that Qt has no more, or never had, would be translated for nobody."""
    theirs = QTranslator()
    assert theirs.load("qtbase_es", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    ours = script.translations(ROOT / "gui" / "translations" / "qt_es.ts")
    assert len(ours) > 10
    for message, translation in ours.items():
        said = theirs.translate(message.context, message.source)
        assert said, message
        assert "ficher" not in "".join(translation.forms), message


def test_a_complete_project_has_no_problems(project: Project) -> None:
    assert project.problems() == []


def test_an_update_changes_nothing_where_nothing_is_new(project: Project) -> None:
    before = script.ts_path(project.root, "en").read_bytes()
    script.update(project.root)
    assert script.ts_path(project.root, "en").read_bytes() == before


def test_a_released_string_counts_in_both_languages(project: Project) -> None:
    for language, one, many in (("en", "%n day", "%n days"), ("es", "%n día", "%n días")):
        translator = QTranslator()
        assert translator.load(str(script.ts_path(project.root, language).with_suffix(".qm")))
        assert translator.translate("Window", "%n días", "", 1) == one
        assert translator.translate("Window", "%n días", "", 2) == many


def test_a_new_string_is_missing_until_it_is_translated(project: Project) -> None:
    project.add_code("def more():\n    return tr('Mañana')")
    assert project.problems() == ["predictor_medico_en.ts: missing: Labels: «Mañana»"]
    script.update(project.root)
    assert project.problems() == ["predictor_medico_en.ts: unfinished: Labels: «Mañana»"]


def test_a_string_that_the_code_no_longer_has_is_stale(project: Project) -> None:
    project.code.write_text(WINDOW.replace("Faltan {count} datos.", "Hay {count} datos."), encoding="utf-8")
    assert project.problems() == [
        "predictor_medico_en.ts: missing: Window: «Hay {count} datos.»",
        "predictor_medico_en.ts: stale: Window: «Faltan {count} datos.»",
    ]


def test_a_context_that_is_no_class_is_named(project: Project) -> None:
    project.edit("en", "<name>Labels</name>", "<name>QCoreApplication.self</name>")
    assert any("context QCoreApplication.self is no class with strings" in line for line in project.problems())


def test_a_qm_that_is_not_made_from_its_ts_is_out_of_date(project: Project) -> None:
    project.edit("en", "Today", "Tonight")
    assert project.problems() == ["predictor_medico_en.qm: out of date with its .ts"]


def test_a_ts_that_is_not_there_is_named(project: Project) -> None:
    script.ts_path(project.root, "es").unlink()
    assert project.problems() == ["predictor_medico_es.ts: missing"]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{count} values", "{number} values", "other placeholders"),
        ("%n days", "days", "other placeholders"),
        ("&amp;File", "File", "other mnemonics"),
        ("missing.", "missing", "another ending"),
    ],
)
def test_a_translation_keeps_what_must_be_the_same(project: Project, old: str, new: str, what: str) -> None:
    project.edit("en", old, new)
    project.release()
    (problem,) = project.problems()
    assert what in problem


@pytest.mark.parametrize(
    ("call", "what"),
    [
        ("self.tr(f'Faltan {n} datos.')", "plain string"),
        ("self.tr(n)", "plain string"),
        ("self.tr('Hay {n}'.format(n=n))", "plain string"),
        ("self.tr('Abrir', n)", "plain string"),
        ("self.label.tr('Abrir')", "something else than self"),
        ("tr(n)", "plain string"),
        ("QCoreApplication.translate('Labels', 'Abrir')", "outside a class it is tr()"),
        ("self.label.setText('Sin traducir')", "no tr() translates"),
        ("self.label.setAccessibleName(f'Sin traducir {n}')", "no tr() translates"),
    ],
)
def test_a_call_that_is_never_translated_is_found(project: Project, call: str, what: str) -> None:
    project.add_code(f"class Other(QObject):\n    def words(self, n):\n        return {call}")
    _, (problem,) = script.messages_in_code(project.root)
    assert what in problem
    assert problem.startswith("gui/window.py:13:")


def test_the_check_changes_nothing_and_fails(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.add_code("def more():\n    return tr('Mañana')")
    folder = project.root / "gui" / "translations"
    shutil.copytree(folder, project.root / "before")
    monkeypatch.setattr(script, "ROOT", project.root)
    assert script.main(["--check"]) == 1
    for path in folder.iterdir():
        assert path.read_bytes() == (project.root / "before" / path.name).read_bytes()
