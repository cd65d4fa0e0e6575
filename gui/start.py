"""Starts the parts that need Qt, or says in one sentence why they cannot start, where Qt would abort."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar, cast

from core.system.status import FAILED
from gui import preflight

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtGui import QGuiApplication

    from core.errors import RelativeDirectoryError
    from core.exchange.export import Origin
    from core.records.period import Period
    from core.report.report import Tally

_LOCALE_IS_NOT_UTF8: Final = "Detected locale "
"""Start of Qt's warning that it uses UTF-8 despite the locale; it needs no action and is dropped."""

_App = TypeVar("_App", bound="QGuiApplication")


def start_window(data_dir: Path) -> int:
    """Open the window and return the exit status when it is closed."""
    sentence = preflight.no_display(os.environ)
    if sentence is not None:
        preflight.report(sentence)
        return FAILED
    try:
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - may fail: system libraries

        _have_no_sources_read()
        _do_without_openssl()
        from gui import app  # noqa: PLC0415 - needs Qt
    except ImportError as error:
        preflight.report(preflight.import_failure(error))
        return FAILED
    # As arguments: setStyle() would make PySide create all enumerations of QStyle, which slows the first paint.
    started = start_qt(QApplication, "-style", "Fusion")
    return app.run(started, data_dir) if _has_letters(started) else FAILED


def refuse_window(error: RelativeDirectoryError) -> None:
    """Show the reason in a dialog, if there is a display; the caller has written it to the terminal."""
    if preflight.no_display(os.environ) is not None:
        return
    try:
        from PySide6.QtCore import QLocale  # noqa: PLC0415 - may fail: system libraries
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - likewise

        from gui.language import labels  # noqa: PLC0415 - needs Qt
        from gui.language.i18n import Language  # noqa: PLC0415 - likewise
        from gui.shell.dialogs import Dialogs  # noqa: PLC0415 - likewise
    except ImportError as failed:
        preflight.report(preflight.import_failure(failed))
        return
    app = start_qt(QApplication, "-style", "Fusion")
    in_force = Language(app, "", QLocale.system())
    Dialogs().cannot_start(labels.relative_directory(error))
    in_force.deleteLater()


def write_pdf(tally: Tally, period: Period, origin: Origin, path: Path, language: str) -> None:
    """Write a report to a PDF, without a display. Raises SaveError, or SystemExit if Qt or a font is missing."""
    if sys.platform not in ("win32", "darwin"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from PySide6.QtCore import QLocale  # noqa: PLC0415 - only the PDF needs Qt
        from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

        _have_no_sources_read()
        from gui.language.i18n import Language  # noqa: PLC0415
        from gui.report import report_page  # noqa: PLC0415
    except ImportError as error:
        preflight.report(preflight.import_failure(error))
        raise SystemExit(FAILED) from error
    started = start_qt(QGuiApplication)
    if not _has_letters(started):
        raise SystemExit(FAILED)
    in_force = Language(started, language, QLocale.system())
    report_page.write_pdf(tally, period, origin, path, in_force.locale)


def start_qt(kind: Callable[[list[str]], _App], *words_for_qt: str) -> _App:
    """Create and return the application; if Qt cannot, report the reason and exit."""
    from PySide6.QtCore import QCoreApplication, QtMsgType, qInstallMessageHandler  # noqa: PLC0415

    held_back: list[str] = []

    def hold_back(severity: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if severity is QtMsgType.QtFatalMsg:
            _give_up(text, QCoreApplication.libraryPaths())
        if not text.startswith(_LOCALE_IS_NOT_UTF8):
            held_back.append(text)

    before = qInstallMessageHandler(hold_back)
    try:
        app = kind([*sys.argv[:1], *words_for_qt])
    finally:
        qInstallMessageHandler(before)
    if sys.stderr is not None:
        sys.stderr.writelines(f"{text}\n" for text in held_back)
    return app


def _have_no_sources_read() -> None:
    """Keep PySide from reading the source of every module that is imported from now on, and from keeping its lines.

    It looks there for its own name, for features that this program does not use: a fifth of a millisecond each.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None:
        vars(feature)["_mod_uses_pyside"] = bool


def _do_without_openssl() -> None:
    """Have Python's own SHA-256 used, as in the installed program: OpenSSL takes 4 MB for as long as the window runs.

    `hashlib` and `hmac` fall back to it where `_hashlib`, which needs OpenSSL, cannot be imported.
    """
    sys.modules.setdefault("_hashlib", cast("ModuleType", None))


def _has_letters(app: QGuiApplication) -> bool:
    """Return whether a usable font exists, without which Qt paints boxes; report a missing one."""
    from PySide6.QtGui import QFontMetrics  # noqa: PLC0415 - may fail: system libraries

    if QFontMetrics(app.font()).inFontUcs4(ord("ñ")):
        return True
    preflight.report(preflight.NO_FONT)
    return False


def _give_up(words_of_qt: str, library_paths: list[str]) -> NoReturn:
    """Report the reason and exit, before Qt aborts."""
    given = os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH")
    folders = ([Path(given)] if given else []) + [Path(path) / "platforms" for path in library_paths]
    preflight.report(preflight.why_no_window(folders, os.environ, words_of_qt))
    os._exit(FAILED)
