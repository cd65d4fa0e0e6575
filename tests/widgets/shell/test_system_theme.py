"""Which theme the system gets where the user has chosen none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette

from gui.style.look import Look
from gui.style.theme import DARK, HIGH_CONTRAST, LIGHT, Theme

SCHEME = Qt.ColorScheme
CONTRAST = Qt.ContrastPreference


class PC(QObject):
    """A stand-in for the application and its style hints, which no platform of the tests lets one set."""

    colorSchemeChanged = Signal()  # noqa: N815 - Qt's name
    contrastPreferenceChanged = Signal()  # noqa: N815 - likewise

    def __init__(self, colours: Theme) -> None:
        super().__init__()
        self.colours = colours.palette()
        self.scheme = SCHEME.Unknown
        self.contrast = CONTRAST.NoPreference

    def styleHints(self) -> PC:
        return self

    def accessibility(self) -> PC:
        return self

    def palette(self) -> QPalette:
        return self.colours

    def setPalette(self, colours: QPalette) -> None:
        self.colours = colours

    def setStyleSheet(self, _style: str) -> None:
        pass

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme

    def contrastPreference(self) -> Qt.ContrastPreference:
        return self.contrast


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_first_paint_goes_by_the_systems_colours(colours: Theme) -> None:
    pc = PC(colours)
    assert Look(pc).theme is colours
    assert pc.colours.color(QPalette.ColorRole.Window).name() == colours.window


@pytest.mark.parametrize(
    ("colours", "scheme", "contrast", "theme"),
    [
        (LIGHT, SCHEME.Dark, CONTRAST.NoPreference, DARK),
        (DARK, SCHEME.Light, CONTRAST.NoPreference, LIGHT),
        (DARK, SCHEME.Unknown, CONTRAST.NoPreference, DARK),
        (LIGHT, SCHEME.Unknown, CONTRAST.NoPreference, LIGHT),
        (LIGHT, SCHEME.Dark, CONTRAST.HighContrast, HIGH_CONTRAST),
    ],
)
def test_then_it_goes_by_what_the_system_says(
    colours: Theme, scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference, theme: Theme
) -> None:
    pc = PC(colours)
    look = Look(pc)
    pc.scheme, pc.contrast = scheme, contrast
    look.follow_system()
    assert look.theme is theme


def test_what_changes_in_the_system_is_followed_until_the_user_chooses() -> None:
    pc = PC(LIGHT)
    look = Look(pc)
    look.follow_system()
    pc.scheme = SCHEME.Dark
    pc.colorSchemeChanged.emit()
    assert look.theme is DARK
    pc.contrast = CONTRAST.HighContrast
    pc.contrastPreferenceChanged.emit()
    assert look.theme is HIGH_CONTRAST
    look.set_theme("light")
    pc.contrast = CONTRAST.NoPreference
    pc.contrastPreferenceChanged.emit()
    assert look.theme is LIGHT
    look.set_theme("")
    assert look.theme is DARK, "the choice is gone, and the system still is dark"
