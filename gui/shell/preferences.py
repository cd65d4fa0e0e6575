"""The user's choice of language, theme and text size: applied at once, kept for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QToolTip

from core.errors import SaveError
from core.system.settings import TEXT_SIZES

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from core.system.settings import SettingsFile
    from gui.language.i18n import Language
    from gui.shell.actions import Actions
    from gui.style.look import Look


class Preferences(QObject):
    """Connects the menu *Ver* to language, look and settings. `not_kept` carries a SaveError of the settings."""

    not_kept = Signal(object)

    def __init__(
        self, settings: SettingsFile, language: Language, look: Look, actions: Actions, window: QWidget
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self._language = language
        self._look = look
        self._actions = actions
        self._window = window
        actions.languages.triggered.connect(self._choose_language)
        actions.themes.triggered.connect(self._choose_theme)
        actions.asked.triggered.connect(self._choose_asked)
        actions.larger.triggered.connect(self._larger)
        actions.smaller.triggered.connect(self._smaller)
        actions.normal_size.triggered.connect(self._normal_size)
        self._show_choices()

    @Slot("QAction*")
    def _choose_language(self, action: QAction) -> None:
        self._language.set(action.data())
        self._window.setLocale(self._language.locale)
        QToolTip.hideText()  # a visible tooltip keeps the old language
        self._keep(language=action.data())

    @Slot("QAction*")
    def _choose_theme(self, action: QAction) -> None:
        self._look.set_theme(action.data())
        self._keep(theme=action.data())

    @Slot("QAction*")
    def _choose_asked(self, action: QAction) -> None:
        self._keep(asked_one_in=action.data())

    @Slot()
    def _larger(self) -> None:
        self._set_text_size(min((size for size in TEXT_SIZES if size > self._look.text_size), default=TEXT_SIZES[-1]))

    @Slot()
    def _smaller(self) -> None:
        self._set_text_size(max((size for size in TEXT_SIZES if size < self._look.text_size), default=TEXT_SIZES[0]))

    @Slot()
    def _normal_size(self) -> None:
        self._set_text_size(TEXT_SIZES[0])

    def _set_text_size(self, percent: int) -> None:
        if percent != self._look.text_size:
            self._look.set_text_size(percent)
            self._keep(text_size=percent)

    def _keep(self, **changes: str | int) -> None:
        try:
            self._settings.change(**changes)
        except SaveError as error:
            self.not_kept.emit(error)
        self._show_choices()

    def _show_choices(self) -> None:
        self._actions.show_choices(
            self._language.wanted,
            self._look.wanted_theme,
            self._look.text_size,
            self._settings.current.asked_one_in,
        )
