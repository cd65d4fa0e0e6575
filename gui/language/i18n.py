"""The language in force: the system's if it is Spanish or English, else Spanish; and the locale for its numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, QTranslator

from gui.language import formats

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object  # what derives from it names its own class of Qt

LANGUAGES: Final = ("es", "en")
TRANSLATIONS: Final = Path(__file__).parent.with_name("translations")

_QT_LANGUAGES: Final = {"es": QLocale.Language.Spanish, "en": QLocale.Language.English}


def tr(text: str, comment: str = "", number: int = -1) -> str:
    """Return a text outside of any class in the language in force; `comment` and `number` are as for `QObject.tr`."""
    return QCoreApplication.translate("Labels", text, comment, number)


def system_language(system: QLocale) -> str:
    """Return the window's language for a system locale: `en` for English, else `es`."""
    return "en" if system.language() == QLocale.Language.English else "es"


class Translated(_Widget):
    """Base, before the class of Qt, of a widget whose texts follow the language and the locale."""

    def retranslate(self) -> None:
        """Set all texts in the language and locale in force."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the locale."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.LocaleChange):
            self.retranslate()


class Language(QObject):
    """Installs the translators of a language. Widgets get Qt's LanguageChange event on a change.

    `system` is the PC's locale, independent of the window's language, with typeable numbers (`formats.typed`).
    """

    def __init__(self, app: QCoreApplication, wanted: str, system: QLocale) -> None:
        super().__init__(app)
        self._app = app
        self.system = formats.typed(system)
        self._translators: list[QTranslator] = []
        self.wanted = wanted
        self.set(wanted)

    @property
    def code(self) -> str:
        """The language in force, `es` or `en`."""
        return self.wanted or system_language(self.system)

    @property
    def locale(self) -> QLocale:
        """The locale for numbers and dates: the system's if it has this language, else the language's default."""
        wanted = _QT_LANGUAGES[self.code]
        return self.system if self.system.language() == wanted else QLocale(wanted)

    def set(self, wanted: str) -> None:
        """Use a language, `es` or `en`; "" follows the system."""
        self.wanted = wanted
        self.uninstall()
        QLocale.setDefault(self.locale)
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in (
            (f"qtbase_{self.code}", qt_folder),
            (f"qt_{self.code}", str(TRANSLATIONS)),  # replaces Qt's "Mayúsculas" and "fichero"
            (f"predictor_medico_{self.code}", str(TRANSLATIONS)),
        ):
            translator = QTranslator(self)
            if translator.load(name, folder):
                self._app.installTranslator(translator)
                self._translators.append(translator)

    def uninstall(self) -> None:
        """Remove the translators."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = []
