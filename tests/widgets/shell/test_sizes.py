"""The window on the screens of clinics: fields in use are seen whole, and no widget covers another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QFrame, QLabel, QPushButton, QScrollArea, QWidget

from core.system.settings import TEXT_SIZES
from gui.entry.empty_result import EmptyResult
from gui.entry.entry_form import EntryForm
from gui.entry.entry_tab import EntryTab
from gui.entry.result_panel import ResultPanel
from gui.kit.line_cover import LineCover
from gui.kit.score_scale import ScoreScale
from gui.kit.symbol_view import SymbolView
from gui.model.model_tab import ModelTab
from gui.records.records_tab import RecordsTab
from gui.report.report_tab import ReportTab
from gui.shell.file_dialog import ExportFileDialog
from gui.shell.notices import Notices
from gui.style.style_sheet import points

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gui.style.look import Look
    from tests.widgets.shell.conftest import Shell

MAXIMISED = (1366, 768 - 40 - 30)
"""A maximised window on 1366×768: the task bar and the title bar have the rest."""

RESULT = "38,5\n120\n90\n"
STATES = ("", "98,6\t120/80\t500\t", "\x1b", "41,5\n\n69\n\n181\n", "\x1b", RESULT)
"""The keys typed, one after the other: none, slips, unusual values, a patient."""


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()


def type_into(shell: Shell, typed: str) -> None:
    settle()
    if typed == "\x1b":
        shell.press("Esc")
    else:
        shell.type(typed)
    settle()


def is_whole(widget: QWidget) -> bool:
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def place_of(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("language", ["es_CO", "en_US"])
@pytest.mark.parametrize("text_size", TEXT_SIZES)
def test_all_that_is_typed_into_is_seen_on_1366_by_768(
    open_shell: Callable[..., Shell], look: Look, text_size: int, language: str
) -> None:
    shell = open_shell(locale=language)
    look.set_text_size(text_size)
    shell.window.resize(*MAXIMISED)
    form = shell.part(EntryForm)
    for typed in STATES:
        type_into(shell, typed)
        for field in form.fields:
            assert is_whole(field.box)
            assert is_whole(field.label)
            assert is_whole(field.message)
            assert field.message.heightForWidth(field.message.width()) <= field.message.height()
        assert is_whole(form.button)
        assert is_whole(form.reason)


@pytest.mark.parametrize("size", [(1024, 600), MAXIMISED, (1920, 1080), (2560, 1440)])
@pytest.mark.parametrize("text_size", [100, 125, 200])
def test_nothing_touches_in_the_form(
    open_shell: Callable[..., Shell], look: Look, text_size: int, size: tuple[int, int]
) -> None:
    shell = open_shell()
    look.set_text_size(text_size)
    shell.window.resize(*size)
    type_into(shell, "98,6\t120/80\t500\t")
    form = shell.part(EntryForm)
    titles = [label for label in form.findChildren(QLabel) if label.text() == "Signos vitales" and label.isVisible()]
    rows = [place_of(part, form) for part in (*titles, *form.fields, form.button, form.reason)]
    for above, below in pairwise(rows):
        assert above.bottom() < below.top()
    for title in titles:
        words_end = place_of(title, form).top() + title.contentsRect().bottom()
        assert place_of(form.fields[0].label, form).top() - words_end >= 8
    for above, below in pairwise(form.fields):
        assert place_of(below.label, form).top() - place_of(above.message, form).bottom() >= 4


@pytest.mark.parametrize("size", [(1920, 1080), (2560, 1440), (3840, 2160)])
@pytest.mark.parametrize("text_size", [100, 150])
def test_the_cards_of_a_wide_window_keep_a_measure(
    open_shell: Callable[..., Shell], look: Look, text_size: int, size: tuple[int, int]
) -> None:
    shell = open_shell()
    look.set_text_size(text_size)
    shell.window.resize(*size)
    type_into(shell, RESULT)
    tab, form, panel = shell.part(EntryTab), shell.part(EntryForm), shell.part(ResultPanel)
    letter = tab.fontMetrics().averageCharWidth()
    assert form.width() < 90 * letter
    assert panel.width() < 145 * letter
    aside = tab.findChild(QWidget, "ultimos_pacientes")
    last = panel if aside is None or not aside.isVisible() else aside
    left, right = place_of(form, tab).left(), tab.width() - 1 - place_of(last, tab).right()
    assert abs(left - right) <= 1
    steps = [place_of(field.box, form).top() for field in form.fields]
    assert all(below - above < 15 * tab.fontMetrics().height() for above, below in pairwise(steps))


@pytest.mark.parametrize("size", [(1920, 1040), (2560, 1400)])
@pytest.mark.parametrize("text_size", [100, 150])
def test_a_large_window_is_used(
    open_shell: Callable[..., Shell], look: Look, text_size: int, size: tuple[int, int]
) -> None:
    shell = open_shell()
    look.set_text_size(text_size)
    shell.window.resize(*size)
    type_into(shell, RESULT)
    tab, form = shell.part(EntryTab), shell.part(EntryForm)
    aside = tab.findChild(QWidget, "ultimos_pacientes")
    assert isinstance(aside, QWidget)
    assert is_whole(aside)
    used = place_of(form, tab).united(place_of(aside, tab))
    assert (
        used.height() > 0.8 * tab.height() or form.fontMetrics().height() > 1.4 * tab.window().fontMetrics().height()
    )


def test_text_in_a_large_window_grows_with_the_window_and_with_what_is_chosen(
    open_shell: Callable[..., Shell], look: Look
) -> None:
    shell = open_shell()
    box, symbol = shell.part(EntryForm).fields[0].box, shell.part(EmptyResult).findChildren(SymbolView)[0]

    def drawn(text_size: int, width: int, height: int) -> tuple[float, int]:
        look.set_text_size(text_size)
        shell.window.resize(width, height)
        settle()
        return box.font().pointSizeF(), symbol.height()

    laptop, large = drawn(100, 1366, 728), drawn(100, 2560, 1400)
    assert laptop[0] == points("number", 100)
    assert all(one > 1.4 * other for one, other in zip(large, laptop, strict=True))
    sizes = [large, *(drawn(size, 2560, 1400) for size in (125, 150, 175, 200))]
    assert sizes == sorted(sizes)
    assert sizes[-1][0] == points("number", 200)
    assert drawn(100, 1366, 728) == laptop


@pytest.mark.parametrize("text_size", [100, 150])
@pytest.mark.parametrize(("size", "least"), [((1920, 1040), 1700), ((2560, 1400), 2000)])
def test_every_tab_uses_a_large_window_with_text_of_one_size(
    open_shell: Callable[..., Shell], look: Look, size: tuple[int, int], least: int, text_size: int
) -> None:
    shell = open_shell()
    look.set_text_size(text_size)
    shell.window.resize(*size)
    type_into(shell, RESULT)
    shell.part(Notices).clock_wrong()
    in_entry = shell.part(EntryTab).fontMetrics().height()
    for key, kind in (("Ctrl+2", ReportTab), ("Ctrl+3", RecordsTab), ("Ctrl+4", ModelTab)):
        shell.press(key)
        settle()
        tab = shell.part(kind)
        assert tab.fontMetrics().height() == in_entry
        cards = [card for card in tab.findChildren(QFrame) if card.property("role") == "card" and card.isVisible()]
        places = [place_of(card, tab) for card in cards]
        left, right = min(place.left() for place in places), max(place.right() for place in places)
        assert right - left > least
        notice = place_of(shell.window.findChild(QFrame, "aviso"), shell.window)
        assert abs(notice.left() - place_of(tab, shell.window).left() - left) <= 12
        assert tab.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_the_window_cannot_be_made_too_small_to_type(
    open_shell: Callable[..., Shell], look: Look, text_size: int
) -> None:
    shell = open_shell()
    look.set_text_size(text_size)
    shell.window.resize(300, 200)
    type_into(shell, "98,6\t120/80\t")
    assert shell.window.width() < 1024
    assert shell.window.height() < 600
    form = shell.part(EntryForm)
    if text_size == 100:
        for part in (*(field.box for field in form.fields), form.button, form.reason):
            assert is_whole(part), (part.objectName(), form.size(), shell.window.size())
    assert is_whole(form.fields[2].box)


@pytest.mark.parametrize(("width", "lowest", "typed"), [(1366, 560, RESULT), (1024, 440, "40,4\n84\n138\n")])
def test_no_part_of_the_result_is_cut_by_the_edge(
    open_shell: Callable[..., Shell], look: Look, width: int, lowest: int, typed: str
) -> None:
    """Half a symbol would be taken for another one's."""
    shell = open_shell()
    look.set_text_size(200)
    panel, cover = shell.part(ResultPanel), shell.part(LineCover)
    for height in range(lowest, MAXIMISED[1], 9):
        shell.window.resize(width, height)
        type_into(shell, typed)
        viewport = cover.parentWidget()
        assert viewport is not None
        edge = place_of(cover, viewport).top() if cover.isVisible() else viewport.height()
        for part in (*panel.findChildren(SymbolView), *panel.findChildren(ScoreScale)):
            if part.isVisible() and viewport.isAncestorOf(part):
                place = place_of(part, viewport)
                assert not place.top() < edge <= place.bottom(), (height, part)
        for label in panel.findChildren(QLabel):
            if viewport.isAncestorOf(label) and label.isVisible() and label.text():
                place = place_of(label, viewport)
                if place.top() < edge <= place.bottom():
                    assert (edge - place.top()) % label.fontMetrics().lineSpacing() == 0


def test_a_category_stands_on_one_line_in_a_low_window(open_shell: Callable[..., Shell], look: Look) -> None:
    shell = open_shell()
    category = shell.part(ResultPanel).category
    look.set_text_size(200)
    for width, height in ((1024, 560), MAXIMISED):
        shell.window.resize(width, height)
        type_into(shell, "40,4\n84\n138\n")
        assert category.text() == "Enfermedad terminal"
        assert category.height() <= category.fontMetrics().height()
        assert category.heightForWidth(category.width()) > shell.window.fontMetrics().height()


def test_buttons_keep_their_words_in_a_low_window(open_shell: Callable[..., Shell], look: Look) -> None:
    shell = open_shell()
    look.set_text_size(200)
    shell.window.resize(*MAXIMISED)
    settle()
    button = shell.window.findChild(QPushButton, "predecir")
    assert isinstance(button, QPushButton)
    assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("format_", range(4))
def test_every_format_of_an_export_is_whole_on_the_screen(
    qtbot: QtBot, tmp_path: Path, look: Look, text_size: int, format_: int
) -> None:
    look.set_text_size(text_size)
    names = [("Reporte PDF", "pdf"), ("Reporte CSV", "csv"), ("Registros CSV", "registros.csv"), ("JSON", "json")]
    parent = QWidget()
    qtbot.addWidget(parent)
    ExportFileDialog("Exportar", tmp_path / "reporte.pdf", names, parent)
    dialog = parent.findChild(QFileDialog)
    assert dialog is not None
    dialog.show()
    dialog.move(0, dialog.screen().availableGeometry().bottom() - dialog.height())
    formats = dialog.findChild(QComboBox, "fileTypeCombo")
    assert isinstance(formats, QComboBox)
    formats.setCurrentIndex(format_)
    formats.showPopup()
    settle()
    popup = formats.view()
    last = popup.visualRect(formats.model().index(3, 0))
    assert last.bottom() < popup.viewport().height()
    lowest = popup.viewport().mapToGlobal(last.bottomLeft()).y()
    highest = popup.viewport().mapToGlobal(QPoint(0, 0)).y()
    assert dialog.screen().availableGeometry().top() <= highest
    assert lowest <= dialog.screen().availableGeometry().bottom()
    assert not QRect(formats.mapToGlobal(QPoint(0, 0)), formats.size()).intersects(
        QRect(popup.viewport().mapToGlobal(QPoint(0, 0)), popup.viewport().size())
    )
    formats.hidePopup()
    dialog.close()


@pytest.mark.parametrize(
    ("size", "text_size", "language"),
    [
        ((1024, 560), 100, "en_US"),
        ((1024, 560), 150, "en_US"),
        ((1024, 560), 150, "es_CO"),
        ((1024, 560), 175, "en_US"),
        ((1024, 560), 200, "es_CO"),
        ((1280, 680), 200, "es_CO"),
        ((1366, 736), 125, "en_US"),
    ],
)
def test_a_message_of_two_lines_stands_apart_from_the_next_sign(
    open_shell: Callable[..., Shell], look: Look, size: tuple[int, int], text_size: int, language: str
) -> None:
    shell = open_shell(locale=language)
    look.set_text_size(text_size)
    shell.window.resize(*size)
    type_into(shell, "385\t")
    form = shell.part(EntryForm)
    first, second, _ = form.fields
    message = place_of(first.message, form)
    lines = first.message.heightForWidth(message.width())
    assert lines > first.message.fontMetrics().lineSpacing()
    above = message.top() - place_of(first.box, form).bottom()
    below = min(place_of(second.label, form).top(), place_of(second.box, form).top()) - message.top() - lines
    assert below >= 2 * above


@pytest.mark.parametrize("language", ["es_CO", "en_US"])
@pytest.mark.parametrize("text_size", [175, 200])
def test_a_form_that_scrolls_shows_two_signs_whole(
    open_shell: Callable[..., Shell], look: Look, text_size: int, language: str
) -> None:
    """All three and the result beside each other need 1033 pixels at 175 % and 1161 at 200 %."""
    shell = open_shell(locale=language)
    look.set_text_size(text_size)
    shell.window.resize(1024, 560)
    form = shell.part(EntryForm)
    for typed in ("", "37\n"):
        type_into(shell, typed)
        for field in form.fields[:2]:
            assert all(map(is_whole, (field.label, field.box, field.message))), (typed, field.vital.name)
    type_into(shell, "120\n")
    last = form.fields[2]
    assert all(map(is_whole, (last.label, last.box, last.message, form.button, form.reason)))


def test_a_form_that_is_too_high_scrolls_as_little_as_it_can(open_shell: Callable[..., Shell], look: Look) -> None:
    shell = open_shell(locale="en_US")
    look.set_text_size(200)
    shell.window.resize(1280, 680)
    settle()
    form = shell.part(EntryForm)
    area = form.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().maximum() < form.button.height()
    assert is_whole(form.fields[2].box)


def test_a_symbol_stands_at_the_first_line_of_its_category(open_shell: Callable[..., Shell], look: Look) -> None:
    shell = open_shell()
    look.set_text_size(200)
    shell.window.resize(1024, 600)
    settle()
    legend = shell.part(EmptyResult)
    symbols = legend.findChildren(SymbolView)
    names = [label for label in legend.findChildren(QLabel) if label.property("category")]
    assert any(name.height() > 3 * name.fontMetrics().height() // 2 for name in names)
    for symbol, name in zip(symbols, names, strict=True):
        assert symbol.y() == name.y()
        assert symbol.height() <= name.fontMetrics().lineSpacing()


@pytest.mark.parametrize("language", ["es_CO", "en_US"])
@pytest.mark.parametrize("text_size", [175, 200])
def test_a_form_that_scrolls_cuts_no_line_at_the_top(
    open_shell: Callable[..., Shell], look: Look, text_size: int, language: str
) -> None:
    shell = open_shell(locale=language)
    look.set_text_size(text_size)
    shell.window.resize(1024, 560)
    for typed in ("385\t", "41\t", "190\t"):
        type_into(shell, typed)
        for field in shell.part(EntryForm).fields:
            for part in (field.label, field.box, field.message):
                seen = part.visibleRegion().boundingRect()
                assert seen.isEmpty() or seen.top() == 0, (typed, field.vital.name)


@pytest.mark.parametrize("language", ["es_CO", "en_US"])
def test_a_result_is_seen_whole_beside_a_notice_on_the_smallest_screen(
    open_shell: Callable[..., Shell], language: str
) -> None:
    shell = open_shell(locale=language)
    shell.window.resize(1024, 568)
    type_into(shell, "40,4\n84\n138\n")
    panel = shell.part(ResultPanel)
    area = panel.findChild(QScrollArea)
    assert area is not None
    height = panel.height()
    shell.part(Notices).succeeded(lambda: "No cambió ningún valor: el registro queda como estaba.")
    settle()
    assert shell.banner
    assert panel.height() < height
    assert area.verticalScrollBar().maximum() == 0
    assert panel.category.text().lower() in {"enfermedad terminal", "terminal illness"}
