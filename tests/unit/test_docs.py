"""The documents agree with the program: commands, options, keys, limits, tables, files."""

from __future__ import annotations

import contextlib
import io
import json
import re
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QImage, QImageReader, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow

from core.cli import arguments
from core.clinical.model import load
from core.clinical.vitals import HEART_RATE, VITALS, Vital
from core.notes import verdicts, voids
from core.records import record
from core.station.checkpoint import CHECKPOINT_NAME
from core.system import status
from core.system.lock import LOCK_NAME
from core.system.paths import ESTABLISHMENT_NAME, HOLDER_NAME, LOG_NAME, NOTES_NAMES, SETTINGS_NAME
from core.vocabulary import LineKind
from gui.language import formats, labels
from gui.language.i18n import Language
from gui.shell.actions import Actions
from gui.shell.menus import Menus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COMMAND_LINE = (ROOT / "core" / "cli" / "README.md").read_text(encoding="utf-8")
LOGS = (ROOT / "core" / "journal" / "README.md").read_text(encoding="utf-8")
VITAL_SIGNS = (ROOT / "core" / "clinical" / "README.md").read_text(encoding="utf-8")
GUIDES = {
    "es": (ROOT / "gui" / "guide" / "guia_es.html").read_text(encoding="utf-8"),
    "en": (ROOT / "gui" / "guide" / "guide_en.html").read_text(encoding="utf-8"),
}


def help_of(*command: str) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), pytest.raises(SystemExit):
        arguments.parse([*command, "--help"])
    return printed.getvalue()


def subcommands() -> list[str]:
    return re.findall(r"^    ([a-z][a-z-]*)(?:  |$)", help_of(), re.MULTILINE)


def usual_limits(vital: Vital, locale: QLocale) -> list[str]:
    return [formats.number(value, vital.decimals, locale) for value in (vital.usual_minimum, vital.usual_maximum)]


def options(*command: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]*", help_of(*command)))


class Guide(HTMLParser):
    """A parsed guide: its text, tables, anchors and references."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tables: list[list[list[str]]] = []
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.headings: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self._in_cell = False
        self._in_heading = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.attributes |= given.keys()
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._in_cell = True
        elif tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        elif tag == "a" and given.get("name"):
            self.anchors.append(str(given["name"]))
        elif tag == "a":
            self.links.append(str(given["href"]))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_cell:
            self.tables[-1][-1][-1] += data

    def rows(self) -> list[list[str]]:
        return [row for table in self.tables for row in table]


@pytest.fixture(params=["es", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Language]:
    default = QLocale()
    in_force = Language(qapp, request.param, QLocale("es_CO"))
    yield in_force
    in_force.uninstall()
    in_force.deleteLater()
    QLocale.setDefault(default)


@pytest.fixture
def guide(language: Language) -> Guide:
    return Guide(GUIDES[language.code])


def test_the_page_of_the_command_line_has_every_command_and_option() -> None:
    commands = subcommands()
    assert {"predecir", "reporte", "exportar", "verificar"} <= set(commands)
    wanted = options() | {option for command in commands for option in options(command)}
    assert {"--data-dir", "--fiebre", "--salida"} <= wanted
    assert [command for command in commands if f"predictor-medico {command}" not in COMMAND_LINE] == []
    assert [option for option in sorted(wanted) if f"`{option}" not in COMMAND_LINE] == []
    assert [name for name in arguments.FORMATS if f"`{name}`" not in COMMAND_LINE] == []


def test_the_page_of_the_command_line_names_only_options_that_exist() -> None:
    exist = options() | {option for command in subcommands() for option in options(command)}
    named = set(re.findall(r"--[a-z][a-z-]*", COMMAND_LINE))
    assert named <= exist


SETTING_UP = "python3 -m venv .venv && . .venv/bin/activate && pip install uv && "


@pytest.mark.parametrize("heading", ["En español", "Quick start"])
def test_two_commands_do_all_the_setting_up_and_ci_runs_the_same_tests(heading: str) -> None:
    section = README.partition(f"\n## {heading}\n")[2].partition("\n#")[0]
    run, test = re.findall(rf"^    {re.escape(SETTING_UP)}(.+)$", section, re.MULTILINE)
    assert run == "uv run predictor-medico"
    stages = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(rf"^stage \d+ {re.escape(test)}$", stages, re.MULTILINE)
    assert f"    {test}\n" in CONTRIBUTING


def test_both_languages_have_the_same_install_first() -> None:
    blocks = re.findall(r"^    apt update\n(?:    .+\n)+", README, re.MULTILINE)
    assert len(blocks) == 2
    assert len(set(blocks)) == 1
    assert {"python3-venv", "ca-certificates"} <= set(blocks[0].split())


def test_the_page_of_the_logs_shows_good_lines_with_every_key() -> None:
    prediction, void, verdict = re.findall(r"^    (\{.*\})$", LOGS, re.MULTILINE)
    for line, classify, wanted in (
        (prediction, record.classify, record.Record),
        (void, voids.classify, voids.Event),
        (verdict, verdicts.classify, verdicts.Verdict),
    ):
        kind, entry = classify(line.encode())
        assert (kind, type(entry)) == (LineKind.VALID, wanted)
        assert tuple(json.loads(line)) == wanted.__struct_fields__
        assert [key for key in json.loads(line) if f"`{key}`" not in LOGS] == []


def test_the_page_of_the_command_line_has_the_exit_statuses_in_force() -> None:
    told = re.findall(r"^\| (\d+) \|", COMMAND_LINE, re.MULTILINE)
    assert list(map(int, told)) == [status.DONE, status.FAILED, status.REFUSED, status.INTERRUPTED]


def test_the_changelog_has_this_version_in_both_languages() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changelog.count(f"## [{version('predictor-medico')}]") == 2


def test_the_readme_names_every_file_of_the_data_folder() -> None:
    names = [
        LOG_NAME,
        *NOTES_NAMES,
        ESTABLISHMENT_NAME,
        SETTINGS_NAME,
        CHECKPOINT_NAME,
        LOCK_NAME,
        HOLDER_NAME,
    ]
    assert [name for name in names if f"`{name}`" not in README] == []


def test_the_documents_name_every_system_package_that_ci_installs() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    listed = script.partition("packages=(")[2].partition("\n)")[0]
    packages = " ".join(line for line in listed.splitlines() if not line.strip().startswith("#")).split()
    assert "libegl1" in packages
    assert [
        package
        for package in packages
        if not re.search(rf"(?<![\w-]){re.escape(package)}(?![\w-])", README + CONTRIBUTING)
    ] == []


def test_the_page_of_the_vital_signs_has_the_limits_that_are_in_force() -> None:
    english = QLocale("en_US")
    for vital in VITALS:
        low, high = (formats.number(value, vital.decimals, english) for value in (vital.minimum, vital.maximum))
        usual = (
            formats.number(value, vital.decimals, english) for value in (vital.usual_minimum, vital.usual_maximum)
        )
        unit = "beats/min" if vital is HEART_RATE else vital.unit
        assert f"| {low} – {high} {unit}, " in VITAL_SIGNS
        assert f"| {' – '.join(usual)} |" in VITAL_SIGNS


def test_the_guide_has_the_limits_that_are_in_force(guide: Guide, language: Language) -> None:
    for vital in VITALS:
        (row,) = [row for row in guide.tables[0] if row[0] == labels.vital_name(vital)]
        assert (
            row[1]
            == f"{formats.span(vital.minimum, vital.maximum, vital.decimals, language.locale)} {labels.unit(vital)}"
        )
        usual = [
            formats.number(v, vital.decimals, language.locale) for v in (vital.usual_minimum, vital.usual_maximum)
        ]
        assert re.findall(r"[\d.,]+", row[2]) == usual


@pytest.mark.parametrize("vital", VITALS, ids=[vital.name for vital in VITALS])
def test_the_guide_has_the_points_of_the_model(guide: Guide, language: Language, vital: Vital) -> None:
    bands = load().bands[VITALS.index(vital)]
    wanted = [
        [
            formats.span(band.first, band.last, vital.decimals, language.locale),
            str(band.points),
            labels.source(band.source, language.locale),
        ]
        for band in bands
    ]
    (table,) = [table for table in guide.tables if table[0][0] == labels.unit(vital)]
    assert table[1:] == wanted


def test_the_guide_has_the_categories_of_the_model(guide: Guide) -> None:
    wanted = []
    for grade in load().grades:
        scores = f"≥ {grade.first}" if grade.last is None else f"{grade.first} – {grade.last}"
        wanted.append(
            [str(grade.first) if grade.first == grade.last else scores, labels.category_name(grade.category)]
        )
    assert [row[:2] for row in guide.rows() if [*row, ""][1] in {name for _, name in wanted}] == wanted


def test_the_guide_lists_every_key_of_the_menus(guide: Guide, language: Language, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setLocale(language.locale)
    told = ", ".join(row[0] for row in guide.rows())
    keys = [action.shortcut() for _, actions in Actions(window, Menus(window)).listed() for action in actions]
    names = [key.toString(QKeySequence.SequenceFormat.NativeText).replace("+-", "+−") for key in keys]
    assert [name for name in names if name not in told] == []


def test_the_guide_and_the_readme_tell_how_the_guide_is_searched(guide: Guide) -> None:
    key = QKeySequence(QKeySequence.StandardKey.Find).toString()
    assert key in [row[0] for row in guide.rows()]
    assert f"\n| {key} |" in README


def test_the_guide_and_the_command_line_page_name_the_commands_that_need_the_window_closed(guide: Guide) -> None:
    (told,) = re.findall(
        r"(\w+), (\w+), (\w+) (?:y|and) (\w+) (?:necesitan que la ventana|need the window)", guide.text
    )
    assert "`, `".join(told) == "predecir`, `anular`, `criterio`, `restaurar"
    assert "`predecir`, `anular`, `criterio` and `restaurar` wait up to five seconds" in COMMAND_LINE


def test_the_guide_names_every_command(guide: Guide) -> None:
    assert [command for command in subcommands() if f"predictor-medico {command}" not in guide.text] == []


QUOTED = [
    ("Actions", "&Abrir carpeta de datos"),
    ("Actions", "&Atajos de teclado"),
    ("Menus", "&Ver"),
    ("ExportFlow", "Registros CSV"),
    ("ExportFlow", "Reporte CSV"),
    ("ExportFlow", "Reporte JSON"),
    ("ExportFlow", "Reporte PDF"),
    ("Labels", "Este mes"),
    ("Labels", "Simulación. No es un dispositivo médico ni sustituye el criterio clínico."),
    ("Notices", "Ver d&etalles"),
    ("ResultPanel", "Resultado anterior"),
    ("UnsavedBanner", "De&scartar"),
    ("UnsavedBanner", "NO GUARDADO"),
    ("UnsavedBanner", "&Reintentar"),
    ("VitalField", "Valor inusual (lo usual: {usual}). Enter otra vez para confirmar."),
]


@pytest.mark.parametrize(("context", "words"), QUOTED)
def test_the_guide_quotes_the_program_by_its_own_words(guide: Guide, context: str, words: str) -> None:
    quoted = QCoreApplication.translate(context, words).replace("&", "").replace("{usual}", "40–180")
    assert quoted in " ".join(guide.text.split())


@pytest.mark.parametrize("key", ["Enter", "Shift+Tab", "Del", "Backspace"])
def test_the_guide_names_keys_as_the_list_of_keys_does(guide: Guide, key: str) -> None:
    named = [name for row in guide.rows() for name in row[0].split(", ")]
    assert formats.key(key) in named


def test_the_quoted_words_are_in_the_program() -> None:
    known = (ROOT / "gui" / "translations" / "predictor_medico_en.ts").read_text(encoding="utf-8")
    assert [words for _, words in QUOTED if f"<source>{words.replace('&', '&amp;')}</source>" not in known] == []


def test_the_guides_are_one_guide_in_two_languages() -> None:
    spanish, english = Guide(GUIDES["es"]), Guide(GUIDES["en"])
    assert spanish.anchors == english.anchors
    assert spanish.headings == english.headings
    assert [len(table) for table in spanish.tables] == [len(table) for table in english.tables]
    assert GUIDES["es"].count("<li>") == GUIDES["en"].count("<li>")
    assert GUIDES["es"].count("<p>") == GUIDES["en"].count("<p>")


@pytest.mark.parametrize("code", ["es", "en"])
def test_a_guide_leads_only_to_itself_and_follows_the_theme(code: str) -> None:
    guide = Guide(GUIDES[code])
    assert guide.links == [f"#{anchor}" for anchor in guide.anchors]
    assert not guide.tags & {"img", "script", "link", "iframe"}
    assert not guide.attributes & {"bgcolor", "color", "src", "background"}
    assert "color" not in GUIDES[code].partition("<body>")[0]


def test_the_icon_is_there_in_every_size() -> None:
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        image = QImage(str(ROOT / "gui" / "icons" / f"predictor-medico-{size}.png"))
        assert (image.width(), image.height()) == (size, size)
        assert image.hasAlphaChannel()
        assert image.pixelColor(0, 0).alpha() < 255
        assert image.pixelColor(size // 2, size // 2).alpha() == 255


def test_the_windows_icon_has_its_sizes() -> None:
    reader = QImageReader(str(ROOT / "gui" / "icons" / "predictor-medico.ico"))
    sizes = []
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        sizes.append(reader.read().width())
    assert sizes == [16, 24, 32, 48, 64, 128, 256]
