"""All actions of the window with their keys; fills the menus and gives the list of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from gui.language import formats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QMainWindow

    from gui.shell.menus import Menus

CLOSE_NOTICE_KEY: Final = "F4"

_LANGUAGE_KEYS: Final = {"": "Ctrl+Shift+S", "es": "Ctrl+Shift+E", "en": "Ctrl+Shift+I"}
_ASKED_KEYS: Final = {0: "Ctrl+Shift+N", 10: "Ctrl+Shift+D", 5: "Ctrl+Shift+V", 1: "Ctrl+Shift+P"}
"""Keys by `Settings.asked_one_in`."""

_THEME_KEYS: Final = {
    "": "Ctrl+Shift+T",
    "light": "Ctrl+Shift+C",
    "dark": "Ctrl+Shift+O",
    "high_contrast": "Ctrl+Shift+A",
}


class Actions(QObject):
    """The actions, as attributes, and the menus made of them; the window's owner connects them."""

    def __init__(self, window: QMainWindow, menus: Menus) -> None:
        super().__init__(window)
        self._window = window
        self._file, self._view, self._help = menus.file, menus.view, menus.help
        self._text_size = 100
        self._are_records = False
        self.correct = self._action("F8")
        self.export = self._action("Ctrl+E")
        self.print = self._action("Ctrl+P")
        self.import_file = self._action("Ctrl+M")
        self.dhis2 = self._action("Ctrl+H")
        self.back_up = self._action("Ctrl+B")
        self.restore = self._action("Ctrl+R")
        self.receive = self._action("Ctrl+D")
        self.establishment = self._action("Ctrl+I")
        self.district_key = self._action("Ctrl+K")
        self.open_folder = self._action("Ctrl+O")
        self.quit = self._action("Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.show_entry = self._action("Ctrl+1")
        self.show_report = self._action("Ctrl+2")
        self.show_records = self._action("Ctrl+3")
        self.show_model = self._action("Ctrl+4")
        self.larger = self._action("Ctrl++", "Ctrl+=")
        self.smaller = self._action("Ctrl+-")
        self.normal_size = self._action("Ctrl+0")
        self.close_notice = self._action(CLOSE_NOTICE_KEY)
        self.close_notice.setEnabled(False)
        self.guide = self._action("F1")
        self.shortcuts = self._action("F2")
        self.about = self._action("F3")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.languages = self._choices(_LANGUAGE_KEYS)
        self.themes = self._choices(_THEME_KEYS)
        self.asked = self._choices(_ASKED_KEYS)
        self._language_menu = QMenu(self._view)
        self._size_menu = QMenu(self._view)
        self._theme_menu = QMenu(self._view)
        self._asked_menu = QMenu(self._view)
        self._fill_menus()
        self.retranslate()

    def listed(self) -> list[tuple[str, list[QAction]]]:
        """Return all actions, grouped by the name of their menu."""
        top = [_plain(menu.title()) for menu in (self._file, self._view, self._help)]
        return [
            (top[0], _actions_of(self._file)),
            (top[1], _actions_of(self._view)),
            (self.tr("Tamaño de texto"), _actions_of(self._size_menu)),
            (_plain(self._language_menu.title()), _actions_of(self._language_menu)),
            (_plain(self._theme_menu.title()), _actions_of(self._theme_menu)),
            (_plain(self._asked_menu.title()), _actions_of(self._asked_menu)),
            (top[2], _actions_of(self._help)),
        ]

    def show_choices(self, language: str, theme: str, text_size: int, asked_one_in: int) -> None:
        """Check the actions of what is chosen, and show the text size, in percent."""
        for group, value in ((self.languages, language), (self.themes, theme), (self.asked, asked_one_in)):
            for action in group.actions():
                action.setChecked(action.data() == value)
        self._text_size = text_size
        self.normal_size.setEnabled(text_size != 100)  # noqa: PLR2004 - percent
        self.retranslate()

    def say_what_is_carried_away(self, *, records: bool) -> None:
        """Name what is exported and printed: the list of records, or the report."""
        self._are_records = records
        self._name_exports()

    def _name_exports(self) -> None:
        if self._are_records:
            self.export.setText(self.tr("&Exportar registros…"))
            self.print.setText(self.tr("&Imprimir registros…"))
        else:
            self.export.setText(self.tr("&Exportar reporte…"))
            self.print.setText(self.tr("&Imprimir reporte…"))

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        self.correct.setText(self.tr("Corregir el ú&ltimo"))
        self._name_exports()
        self.import_file.setText(self.tr("I&mportar…"))
        self.dhis2.setText(self.tr("&Valores para DHIS2…"))
        self.back_up.setText(self.tr("&Copia de seguridad…"))
        self.restore.setText(self.tr("&Restaurar…"))
        self.receive.setText(self.tr("Recibir del &distrito…"))
        self.establishment.setText(self.tr("Es&tablecimiento…"))
        self.district_key.setText(self.tr("Clave del distrit&o…"))
        self.open_folder.setText(self.tr("&Abrir carpeta de datos"))
        self.quit.setText(self.tr("&Salir"))
        self.show_entry.setText(self.tr("&Predicción"))
        self.show_report.setText(self.tr("&Reporte"))
        self.show_records.setText(self.tr("Re&gistros"))
        self.show_model.setText(self.tr("Mo&delo"))
        self._language_menu.setTitle(self.tr("&Idioma"))
        system, spanish, english = self.languages.actions()
        system.setText(self.tr("El del &sistema"))
        # Each language by its own name, for readers of that language only.
        spanish.setText("&Español")
        english.setText("E&nglish")
        self._size_menu.setTitle(
            self.tr("&Tamaño de texto: {percent}").format(
                percent=formats.percent(self._text_size, 100, self._window.locale())
            )
        )
        self.larger.setText(self.tr("Más &grande"))
        self.smaller.setText(self.tr("Más &pequeño"))
        self.normal_size.setText(self.tr("&Normal"))
        self._theme_menu.setTitle(self.tr("C&olores"))
        system, light, dark, high_contrast = self.themes.actions()
        system.setText(self.tr("Los del &sistema"))
        light.setText(self.tr("&Claro"))
        dark.setText(self.tr("&Oscuro"))
        high_contrast.setText(self.tr("&Alto contraste"))
        self._asked_menu.setTitle(self.tr("Preguntar &mi criterio"))
        never, of_ten, of_five, always = self.asked.actions()
        never.setText(self.tr("&Nunca"))
        of_ten.setText(self.tr("En 1 de cada 1&0 pacientes"))
        of_five.setText(self.tr("En 1 de cada &5 pacientes"))
        always.setText(self.tr("&Siempre"))
        self.close_notice.setText(self.tr("&Cerrar aviso o ver el siguiente"))
        self.guide.setText(self.tr("&Guía"))
        self.shortcuts.setText(self.tr("&Atajos de teclado"))
        self.about.setText(self.tr("Acerca &de Predictor Médico"))

    def _action(self, *keys: str) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        return action

    def _choices(self, keys: Mapping[str, str] | Mapping[int, str]) -> QActionGroup:
        group = QActionGroup(self)
        for value, key in keys.items():
            action = self._action(key)
            action.setData(value)
            action.setCheckable(True)
            group.addAction(action)
        return group

    def _fill_menus(self) -> None:
        self._file.addAction(self.correct)
        self._file.addSeparator()
        self._file.addActions([self.import_file, self.export, self.dhis2, self.print])
        self._file.addSeparator()
        self._file.addActions([self.back_up, self.restore, self.receive])
        self._file.addSeparator()
        self._file.addActions([self.establishment, self.district_key, self.open_folder])
        self._file.addSeparator()
        self._file.addAction(self.quit)
        self._view.addActions([self.show_entry, self.show_report, self.show_records, self.show_model])
        self._view.addSeparator()
        self._view.addMenu(self._size_menu)
        self._view.addMenu(self._language_menu)
        self._view.addMenu(self._theme_menu)
        self._view.addMenu(self._asked_menu)
        self._view.addSeparator()
        self._view.addAction(self.close_notice)
        self._size_menu.addActions([self.larger, self.smaller, self.normal_size])
        self._language_menu.addActions(self.languages.actions())
        self._theme_menu.addActions(self.themes.actions())
        self._asked_menu.addActions(self.asked.actions())
        self._help.addActions([self.guide, self.shortcuts])
        self._help.addSeparator()
        self._help.addAction(self.about)


def _actions_of(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if action.menu() is None and not action.isSeparator()]


def _plain(title: str) -> str:
    return title.replace("&", "")
