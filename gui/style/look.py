"""Theme and text size in force; they follow the system until the user chooses others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QPalette

from gui.style import theme as themes
from gui.style.style_sheet import points, style_sheet

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from gui.style.theme import Theme


_LARGE: Final = ((2400, 1280, 150), (1800, 940, 125))
"""Least width and height of large screens, in pixels, and the text size there, in percent."""


class Look(QObject):
    """Applies a theme and a text size to the application. `changed` is for widgets that paint themselves."""

    changed = Signal()

    def __init__(self, app: QApplication, wanted_theme: str = "", text_size: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._wanted_theme = wanted_theme
        self.text_size = text_size
        self._by_palette = themes.DARK if _is_dark(app.palette()) else themes.LIGHT
        self._of_system = self._by_palette
        self.theme: Theme = self._of_system
        self._apply()

    @property
    def wanted_theme(self) -> str:
        """Name of the theme that the user chose; "" follows the system."""
        return self._wanted_theme

    def set_theme(self, name: str) -> None:
        """Use the theme of that name; "" follows the system."""
        self._wanted_theme = name
        self._apply()

    def set_text_size(self, percent: int) -> None:
        """Use that text size, 100 to 200 percent."""
        self.text_size = percent
        self._apply()

    def points(self, size: str) -> float:
        """Return the style sheet's size of a kind of text, in points."""
        return points(size, self.text_size)

    def follow_system(self) -> None:
        """Follow the system's colour scheme and contrast from now on; the first paint uses only its palette."""
        hints = self._app.styleHints()
        hints.colorSchemeChanged.connect(self._ask_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._ask_system)
        self._ask_system()

    @Slot()
    def _ask_system(self) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - not for the first paint

        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            self._of_system = themes.HIGH_CONTRAST
        else:
            known = {Qt.ColorScheme.Dark: themes.DARK, Qt.ColorScheme.Light: themes.LIGHT}
            self._of_system = known.get(hints.colorScheme(), self._by_palette)
        if not self._wanted_theme and self._of_system is not self.theme:
            self._apply()

    def _apply(self) -> None:
        self.theme = themes.THEMES.get(self._wanted_theme) or self._of_system
        self._app.setPalette(self.theme.palette())
        self._app.setStyleSheet(style_sheet(self.theme, self.text_size))
        self.changed.emit()


def suits(screen: QSize) -> int:
    """Return the text size, in percent, for a screen with so much room in pixels, until the user chooses one."""
    has_room = (percent for width, height, percent in _LARGE if screen.width() >= width and screen.height() >= height)
    return next(has_room, 100)


def _is_dark(palette: QPalette) -> bool:
    """Return whether the system's palette has light text on a dark background."""
    window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return window.lightness() < text.lightness()
