"""Colours: three themes and their palettes. No other file names a colour.

Every text colour has a contrast of at least 4.5:1 with each of its backgrounds; a test computes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtGui import QColor, QPalette

from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Mapping

GRID: Final = 8
"""All distances are multiples of this many pixels (or its half)."""

_TINT: Final = 0.28
"""Share of a category's colour in its tint."""


class Theme:
    """The colours of a theme, as `#rrggbb`, named by meaning.

    `window`, `card` and `field` (entry fields) are backgrounds, `shadow` is the previous patient's values;
    `primary` with `on_primary` is the one main button; `saved`, `error`, `warning` are texts on `card` and, with
    `on_…`, backgrounds of banners.
    """

    name: str
    window: str
    card: str
    field: str
    text: str
    muted: str
    shadow: str
    border: str
    primary: str
    primary_hover: str
    on_primary: str
    focus: str
    selection: str
    on_selection: str
    saved: str
    error: str
    on_error: str
    warning: str
    warning_back: str
    on_warning: str
    info_back: str
    on_info: str
    categories: ClassVar[Mapping[Category, str]]

    def colours(self) -> dict[str, str]:
        """Return all colours but the categories', by name."""
        return {name: getattr(self, name) for name in Theme.__annotations__ if name not in ("name", "categories")}

    def category(self, category: Category) -> QColor:
        """Return the colour of a category."""
        return QColor(self.categories[category])

    def tint(self, category: Category) -> QColor:
        """Return a category's colour faded into the card: for areas, never for text."""
        strong, card = self.category(category), QColor(self.card)

        def mix(part: float, rest: float) -> float:
            return part * _TINT + rest * (1 - _TINT)

        return QColor.fromRgbF(
            mix(strong.redF(), card.redF()),
            mix(strong.greenF(), card.greenF()),
            mix(strong.blueF(), card.blueF()),
        )

    def palette(self) -> QPalette:
        """Return the palette for the native widgets."""
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: self.window,
            QPalette.ColorRole.WindowText: self.text,
            QPalette.ColorRole.Base: self.field,
            QPalette.ColorRole.AlternateBase: self.card,
            QPalette.ColorRole.Text: self.text,
            QPalette.ColorRole.PlaceholderText: self.shadow,
            QPalette.ColorRole.Button: self.card,
            QPalette.ColorRole.ButtonText: self.text,
            QPalette.ColorRole.BrightText: self.error,
            QPalette.ColorRole.Highlight: self.selection,
            QPalette.ColorRole.HighlightedText: self.on_selection,
            QPalette.ColorRole.ToolTipBase: self.card,
            QPalette.ColorRole.ToolTipText: self.text,
            QPalette.ColorRole.Link: self.primary,
            QPalette.ColorRole.LinkVisited: self.primary,
            QPalette.ColorRole.Accent: self.primary,
            QPalette.ColorRole.Light: self.card,
            QPalette.ColorRole.Midlight: self.border,
            QPalette.ColorRole.Mid: self.border,
            QPalette.ColorRole.Dark: self.border,
        }
        for role, colour in roles.items():
            palette.setColor(role, QColor(colour))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.muted))
        return palette


class _Light(Theme):
    name = "light"
    window = "#f2f4f7"
    card = "#ffffff"
    field = "#f7f8fa"
    text = "#16202b"
    muted = "#566270"
    shadow = "#687380"
    border = "#d5dae1"
    primary = "#1b5fc1"
    primary_hover = "#164fa2"
    on_primary = "#ffffff"
    focus = "#1b5fc1"
    selection = "#1b5fc1"
    on_selection = "#ffffff"
    saved = "#17734a"
    error = "#b3241d"
    on_error = "#ffffff"
    warning = "#8a5300"
    warning_back = "#fff1d6"
    on_warning = "#5c3800"
    info_back = "#e4edfa"
    on_info = "#16406f"
    categories: ClassVar = {
        Category.NOT_ILL: "#17734a",
        Category.MILD: "#75660a",
        Category.ACUTE: "#b04e0c",
        Category.CHRONIC: "#6a3fa8",
        Category.TERMINAL: "#b3241d",
    }


class _Dark(Theme):
    name = "dark"
    window = "#15191e"
    card = "#1e242b"
    field = "#14181d"
    text = "#eef1f5"
    muted = "#a3adb9"
    shadow = "#7d8896"
    border = "#3a434d"
    primary = "#72a8ff"
    primary_hover = "#93bcff"
    on_primary = "#0b1626"
    focus = "#72a8ff"
    selection = "#2f5fa8"
    on_selection = "#ffffff"
    saved = "#5fd39a"
    error = "#ff8a80"
    on_error = "#2a0704"
    warning = "#ffc766"
    warning_back = "#3d2f12"
    on_warning = "#ffdf9e"
    info_back = "#1d3048"
    on_info = "#cfe1fb"
    categories: ClassVar = {
        Category.NOT_ILL: "#5fd39a",
        Category.MILD: "#d9c750",
        Category.ACUTE: "#ffab5c",
        Category.CHRONIC: "#c3a5f7",
        Category.TERMINAL: "#ff8a80",
    }


class _HighContrast(Theme):
    name = "high_contrast"
    window = "#000000"
    card = "#000000"
    field = "#000000"
    text = "#ffffff"
    muted = "#c8c8c8"
    shadow = "#8c8c8c"
    border = "#ffffff"
    primary = "#ffff00"
    primary_hover = "#ffffff"
    on_primary = "#000000"
    focus = "#00ffff"
    selection = "#00ffff"
    on_selection = "#000000"
    saved = "#00ff7f"
    error = "#ff9a8f"
    on_error = "#000000"
    warning = "#ffff00"
    warning_back = "#000000"
    on_warning = "#ffff00"
    info_back = "#000000"
    on_info = "#ffffff"
    categories: ClassVar = {
        Category.NOT_ILL: "#00ff7f",
        Category.MILD: "#ffff00",
        Category.ACUTE: "#ffb347",
        Category.CHRONIC: "#d7b8ff",
        Category.TERMINAL: "#ff9a8f",
    }


LIGHT: Final[Theme] = _Light()
DARK: Final[Theme] = _Dark()
HIGH_CONTRAST: Final[Theme] = _HighContrast()

THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)}
