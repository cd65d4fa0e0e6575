"""Legibility: contrast of every text on its background, sizes of text, and nothing cut off anywhere."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from core.system.settings import TEXT_SIZES
from core.vocabulary import Category
from gui.kit.fitted_label import FittedLabel
from gui.shell.file_dialog import ExportFileDialog
from gui.shell.notices import Notices
from gui.style import theme as themes
from gui.style.look import suits
from gui.style.style_sheet import points

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gui.style.look import Look
    from gui.style.theme import Theme
    from tests.widgets.shell.conftest import Shell

ENOUGH = 4.5
"""The contrast that WCAG 2.1 asks of text, AA."""

all_themes = pytest.mark.parametrize("theme", themes.THEMES.values(), ids=lambda theme: theme.name)


def luminance(colour: QColor) -> float:
    """Relative luminance, WCAG 2.1."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor | str, other: QColor | str) -> float:
    """Contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@all_themes
class TestContrast:
    def test_of_text(self, theme: Theme) -> None:
        backgrounds = (theme.window, theme.card, theme.field)
        for text, back in product((theme.text, theme.muted), backgrounds):
            assert contrast(text, back) >= ENOUGH, (text, back)

    def test_of_what_means_something(self, theme: Theme) -> None:
        for text, back in product(
            (theme.saved, theme.error, theme.warning, theme.primary), (theme.card, theme.window)
        ):
            assert contrast(text, back) >= ENOUGH, (text, back)

    @pytest.mark.parametrize("category", list(Category))
    def test_of_each_category(self, theme: Theme, category: Category) -> None:
        for back in (theme.card, theme.window, theme.field):
            assert contrast(theme.category(category), back) >= ENOUGH, back

    def test_of_coloured_areas(self, theme: Theme) -> None:
        pairs = {
            "primary": (theme.on_primary, theme.primary),
            "primary under the mouse": (theme.on_primary, theme.primary_hover),
            "selection": (theme.on_selection, theme.selection),
            "error banner": (theme.on_error, theme.error),
            "warning banner": (theme.on_warning, theme.warning_back),
            "info banner": (theme.on_info, theme.info_back),
        }
        assert {name: pair for name, pair in pairs.items() if contrast(*pair) < ENOUGH} == {}

    def test_the_focus_is_seen_on_each_background(self, theme: Theme) -> None:
        for back in (theme.window, theme.card, theme.field):
            assert contrast(theme.focus, back) >= 3, back

    def test_the_focus_of_a_tab_is_seen(self, open_shell: Callable[..., Shell], look: Look, theme: Theme) -> None:
        look.set_theme(theme.name)
        shell = open_shell()
        bar = shell.window.findChild(QTabBar)
        size = bar.sizeHint()

        def drawn() -> int:
            image = bar.grab().toImage()
            points = product(range(image.width()), range(image.height()))
            return sum(image.pixelColor(*point) == QColor(theme.focus) for point in points)

        before = drawn()
        bar.setFocus()
        assert drawn() - before > bar.tabRect(0).width()
        assert bar.sizeHint() == size

    def test_of_the_native_widgets_palette(self, theme: Theme) -> None:
        palette = theme.palette()
        role = QPalette.ColorRole
        pairs = [
            (role.WindowText, role.Window),
            (role.Text, role.Base),
            (role.PlaceholderText, role.Base),
            (role.Text, role.AlternateBase),
            (role.ButtonText, role.Button),
            (role.HighlightedText, role.Highlight),
            (role.ToolTipText, role.ToolTipBase),
            (role.Link, role.Base),
        ]
        for group, (text, back) in product((QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled), pairs):
            assert contrast(palette.color(group, text), palette.color(group, back)) >= ENOUGH, (group, text, back)

    def test_of_every_label_of_the_window(self, open_shell: Callable[..., Shell], look: Look, theme: Theme) -> None:
        """As they are drawn: the colour that the style gave each label, on the background it stands on."""
        look.set_theme(theme.name)
        shell = open_shell()
        shell.type("38,5\n120\n90\n")
        seen = 0
        for tab in ("Ctrl+1", "Ctrl+2", "Ctrl+3"):
            shell.press(tab)
            for label in shell.window.findChildren(QLabel):
                if label.isVisible() and label.text():
                    seen += 1
                    colour = label.palette().color(label.foregroundRole())
                    assert contrast(colour, background(label, theme)) >= ENOUGH, label.text()
        assert seen > 20

    def test_of_the_arrows_of_a_file_dialog(
        self, look: Look, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr("gui.shell.file_dialog.sys.platform", "linux")
        look.set_theme(theme.name)
        window = QWidget()
        qtbot.addWidget(window)
        ExportFileDialog("Exportar", tmp_path / "x.pdf", [("Reporte", "pdf")], window)
        arrow = window.findChild(QToolButton, "toParentButton")
        assert isinstance(arrow, QToolButton)
        image = arrow.icon().pixmap(arrow.iconSize()).toImage()
        points = product(range(image.width()), range(image.height()))
        drawn = {image.pixelColor(*point).rgb() for point in points if image.pixelColor(*point).alpha() == 255}
        assert drawn
        assert all(contrast(QColor(colour), theme.window) >= ENOUGH for colour in drawn)


def background(widget: QWidget, theme: Theme) -> str:
    """The colour behind a label: its card's or banner's, else the window's."""
    above: QWidget | None = widget
    while above is not None:
        role, kind = above.property("role"), above.property("kind")
        if role == "card":
            return theme.card
        if role == "banner":
            return {"error": theme.error, "warning": theme.warning_back, "info": theme.info_back}[kind]
        above = above.parentWidget()
    return theme.window


class TestSizes:
    @pytest.mark.parametrize(
        ("width", "height", "percent"),
        [
            (1024, 560, 100),
            (1366, 728, 100),
            (1920, 1040, 125),
            (2560, 1400, 150),
            (1707, 920, 100),
            (3440, 1400, 150),
        ],
    )
    def test_a_large_screen_has_larger_text_until_the_user_chooses(
        self, width: int, height: int, percent: int
    ) -> None:
        assert suits(QSize(width, height)) == percent

    def test_numbers_are_the_largest_text_and_the_category_larger_still(self) -> None:
        assert points("number", 100) >= 24
        assert points("category", 100) > points("number", 100)

    @pytest.mark.parametrize("size", ["small", "base", "title", "unit", "number", "category"])
    def test_text_of_200_percent_is_twice_as_large(self, size: str) -> None:
        assert points(size, 200) == pytest.approx(2 * points(size, 100))

    def test_what_is_typed_has_that_size_on_the_screen(self, open_shell: Callable[..., Shell], look: Look) -> None:
        shell = open_shell()
        shell.window.resize(1366, 1300)
        for percent in (100, 200):
            look.set_text_size(percent)
            QApplication.processEvents()
            for box in shell.window.findChildren(QAbstractSpinBox):
                assert box.font().pointSizeF() == points("number", percent)


def needed_and_given(widget: QLabel | QAbstractButton) -> tuple[QSize, QSize]:
    """The room that a text needs at the width that it has, and the room that it has."""
    if isinstance(widget, FittedLabel):  # paints itself as large as fits
        return QSize(widget.minimumSizeHint().width(), widget.heightForWidth(widget.width())), widget.size()
    if isinstance(widget, QLabel) and widget.wordWrap() and widget.textFormat() is not Qt.TextFormat.RichText:
        given = widget.contentsRect().marginsRemoved(QMargins(*[widget.margin()] * 4))
        room = QRect(0, 0, given.width(), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        return widget.fontMetrics().boundingRect(room, flags, widget.text()).size(), given.size()
    hint = widget.minimumSizeHint() if isinstance(widget, QLabel) else widget.sizeHint()
    return hint, widget.size()


def cut_off(window: QWidget) -> list[str]:
    """Misfits of the layout: text that needs more room than its widget has, and widgets outside theirs."""
    found = []
    for widget in [*window.findChildren(QLabel), *window.findChildren(QAbstractButton)]:
        if not widget.isVisible() or not widget.text():
            continue
        needed, given = needed_and_given(widget)
        if needed.width() > given.width() + 1 or needed.height() > given.height() + 1:
            found.append(f"{widget.text()!r} needs {needed.toTuple()}, has {given.toTuple()}")
        parent = widget.parentWidget()
        if parent is not None and not parent.rect().contains(widget.geometry()):
            found.append(f"{widget.text()!r} at {widget.geometry().getRect()} is outside {parent.rect().getRect()}")
    return found


def overlapping(window: QWidget) -> list[str]:
    """Pairs of controls or texts of one parent that cover each other, and choices that are not wholly written out."""
    found = []
    parts = [*window.findChildren(QLabel), *window.findChildren(QAbstractButton), *window.findChildren(QComboBox)]
    by_parent: dict[QWidget | None, list[QWidget]] = {}
    for part in parts:
        if part.isVisible():
            by_parent.setdefault(part.parentWidget(), []).append(part)
    for siblings in by_parent.values():
        for one, other in combinations(siblings, 2):
            if one.geometry().intersects(other.geometry()):
                found.append(f"{one} {one.geometry().getRect()} covers {other} {other.geometry().getRect()}")
    boxes = (box for box in window.findChildren(QComboBox) if box.isVisible())
    return found + [box.currentText() for box in boxes if box.sizeHint().width() > box.width()]


def widest(area: QAbstractScrollArea) -> tuple[str, str, int]:
    """The part that keeps a scroll area from being narrower."""
    inside = [found for found in area.viewport().findChildren(QWidget) if found.isVisible() and not found.children()]
    found = max(inside, key=lambda widget: widget.mapTo(area, widget.rect().topRight()).x(), default=area)
    return type(found).__name__, found.objectName(), found.minimumSizeHint().width()


class TestNothingIsCutOff:
    @pytest.fixture
    def full_shell(self, open_shell: Callable[..., Shell], look: Look) -> Callable[[str, int], Shell]:
        """A window of 1024×600 with its title bar, a banner, a result with an alarm and a half-typed next patient."""

        def open_full(locale: str, percent: int) -> Shell:
            look.set_text_size(percent)
            shell = open_shell(locale=locale)
            shell.window.resize(1024, 560)
            shell.type("38,5\n120\n90\n39")
            shell.part(Notices).clock_wrong()
            QApplication.processEvents()
            return shell

        return open_full

    @pytest.mark.parametrize(
        ("size", "locale"),
        [((1024, 560), "es_CO"), ((1024, 560), "en_US"), ((1280, 688), "es_CO"), ((1920, 1048), "en_US")],
    )
    def test_on_any_screen_at_any_text_size(
        self, full_shell: Callable[[str, int], Shell], look: Look, size: tuple[int, int], locale: str
    ) -> None:
        shell = full_shell(locale, 100)
        shell.window.resize(*size)
        assert shell.banner
        for percent, tab in product(TEXT_SIZES, ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+F", "Esc")):
            if look.text_size != percent:
                look.set_text_size(percent)
            shell.press(tab)
            for _ in range(4):
                QApplication.processEvents()
            assert cut_off(shell.window) + overlapping(shell.window) == [], (percent, tab)
            areas = [area for area in shell.window.findChildren(QAbstractScrollArea) if area.isVisible()]
            assert [widest(area) for area in areas if area.horizontalScrollBar().maximum()] == [], (percent, tab)
            assert (shell.window.width(), shell.window.height()) == size

    def test_it_would_be_noticed(self, full_shell: Callable[[str, int], Shell]) -> None:
        shell = full_shell("es_CO", 100)
        label = shell.window.findChild(QLabel, "aviso_simulacion")
        label.setFixedWidth(200)
        label.setFixedHeight(12)
        QApplication.processEvents()
        assert any("Simulación" in found for found in cut_off(shell.window))


@pytest.mark.parametrize("text_size", [100, 200])
def test_icons_of_dialogs_grow_with_the_text(qtbot: QtBot, look: Look, tmp_path: Path, text_size: int) -> None:
    look.set_text_size(text_size)
    parent = QWidget()
    qtbot.addWidget(parent)
    ExportFileDialog("", tmp_path / "a.pdf", [("PDF", "pdf")], parent)
    found = parent.findChild(QFileDialog)
    assert found is not None
    found.ensurePolished()
    assert {button.iconSize().height() for button in found.findChildren(QToolButton)} == {18 * text_size // 100}
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setIcon(QMessageBox.Icon.Warning)
    box.ensurePolished()
    assert box.iconPixmap().deviceIndependentSize().height() == 40 * text_size // 100
