"""The look in force: which theme, which text size; follows the system until the user says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from gui import theme as themes
from gui.style_sheet import points, style_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gui.theme import Theme


class Look(QObject):
    """Puts a theme and a text size on the application. `changed` is for what paints itself."""

    changed = Signal()

    def __init__(self, app: QApplication, wanted_theme: str = "", text_size: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._wanted_theme = wanted_theme
        self.text_size = text_size
        self.theme: Theme = themes.LIGHT
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
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
        """Return the size in points of a kind of text, as the style sheet has it."""
        return points(size, self.text_size)

    @Slot()
    def _follow_system(self) -> None:
        if not self._wanted_theme and self._system_theme() is not self.theme:
            self._apply()

    def _system_theme(self) -> Theme:
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return themes.HIGH_CONTRAST
        return themes.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else themes.LIGHT

    def _apply(self) -> None:
        self.theme = themes.THEMES.get(self._wanted_theme) or self._system_theme()
        self._app.setPalette(self.theme.palette())
        self._app.setStyleSheet(style_sheet(self.theme, self.text_size))
        self.changed.emit()
