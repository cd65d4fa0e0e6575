"""The user guide in its own window; follows language, theme and text size."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from gui.kit.enter import EnterButton
from gui.language import formats
from gui.style.theme import GRID

if TYPE_CHECKING:
    from gui.language.i18n import Language
    from gui.style.look import Look

TEXTS: Final = Path(__file__).parent.with_name("guide")


class GuideWindow(QWidget):
    """Shows `guide/guia_es.html` or `guide/guide_en.html`, with the locale's decimal sign.

    The files write a comma or dot that must not change as `&#44;` or `&#46;`. Ctrl+F searches, Esc closes.
    """

    def __init__(self, look: Look, language: Language, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._look = look
        self._language = language
        self.setObjectName("guia")
        self._text = QTextBrowser(self)
        self._text.setOpenExternalLinks(False)
        self._text.setSearchPaths([str(TEXTS)])
        self._find_label = QLabel(self)
        self._find = QLineEdit(self)
        self._find.setProperty("role", "find")
        self._find_label.setBuddy(self._find)
        self._find.returnPressed.connect(self.find_next)
        self._find_button = EnterButton(self)
        self._find_button.clicked.connect(self.find_next)
        self._not_found = QLabel(self)
        self._not_found.hide()  # hidden before the layout, which would reserve its room
        row = QHBoxLayout()
        row.addWidget(self._find_label)
        row.addWidget(self._find, 1)
        row.addWidget(self._find_button)
        row.addWidget(self._not_found)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addLayout(row)
        column.addWidget(self._text, 1)
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.close)
        QShortcut(QKeySequence.StandardKey.Find, self, self._focus_find)
        QShortcut(QKeySequence.StandardKey.FindNext, self, self.find_next)
        look.changed.connect(self.retranslate)
        self.retranslate()
        self._text.setFocus()
        room = self.screen().availableSize()
        self.resize(min(860, room.width() - 2 * GRID), min(720, room.height() - 6 * GRID))

    @Slot()
    def find_next(self) -> None:
        """Go to the next match of the search text; wraps to the top."""
        sought = self._find.text()
        found = self._text.find(sought)
        if not found:
            self._text.moveCursor(QTextCursor.MoveOperation.Start)
            found = self._text.find(sought)
        self._not_found.setVisible(bool(sought) and not found)

    @Slot()
    def _focus_find(self) -> None:
        self._find.setFocus()
        self._find.selectAll()

    @Slot()
    def retranslate(self) -> None:
        """Set all texts in the language in force; keeps the scroll position."""
        self.setWindowTitle(self.tr("Guía de Predictor Médico"))
        self._find_label.setText(self.tr("&Buscar:"))
        self._find_button.setText(self.tr("Buscar &siguiente"))
        self._find.setAccessibleName(self.tr("Buscar en la guía"))
        self._not_found.setText(self.tr("No se encontró"))
        self._text.setAccessibleName(self.tr("Guía"))
        bar = self._text.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        theme = self._look.theme
        self._text.document().setDefaultStyleSheet(
            f"a {{ color: {theme.primary}; }} th, td {{ padding: 4px 12px 4px 0; }} code, kbd {{ font-weight: 600; }}"
        )
        name = "guide_en.html" if self._language.code == "en" else "guia_es.html"
        text = (TEXTS / name).read_text(encoding="utf-8")
        self._text.setHtml(formats.with_decimal_sign(text, self._language.locale))
        bar.setValue(round(share * bar.maximum()))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
