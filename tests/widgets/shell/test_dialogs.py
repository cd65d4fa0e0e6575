"""Every dialog, opened for real: its words, keys and size, in both languages."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QTextBrowser,
)

from core.clinical import model
from core.journal.health import Health
from core.journal.reader import LineOf
from core.system.paths import LOG_NAME, RETRACTIONS_NAME
from core.vocabulary import LineKind
from gui.language.i18n import Language
from gui.records import record_dialog
from gui.shell.actions import Actions
from gui.shell.dialogs import ClosingChoice, Dialogs
from gui.shell.file_dialog import ExportFileDialog
from gui.shell.menus import Menus
from gui.shell.open_dialog import BackupDialog
from gui.work.flow import Running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from gui.style.look import Look
    from tests.widgets.shell.conftest import WhileOpen

FILTERS = [("Reporte JSON", "json"), ("Reporte CSV", "csv"), ("Reporte PDF", "pdf"), ("Registros CSV", "csv")]


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> QMainWindow:
    assert look.text_size == 100
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(780, 560)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.fixture
def dialogs(window: QMainWindow) -> Dialogs:
    return Dialogs(window)


@pytest.fixture(params=["es", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    made = Language(qapp, request.param, QLocale("es_CO"))
    yield request.param
    made.uninstall()
    QLocale.setDefault(QLocale.c())


def press(dialog: QDialog, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or dialog, key, modifiers)


def choose(text: str) -> Callable[[QDialog], None]:
    """Press the button with that text."""

    def use(dialog: QDialog) -> None:
        button = next(found for found in dialog.findChildren(QPushButton) if text in found.text().replace("&", ""))
        button.click()

    return use


def shown_text(dialog: QDialog) -> str:
    """All that a dialog says."""
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    return "\n".join(labels + [text.toPlainText() for text in dialog.findChildren(QTextBrowser)])


class TestQuestions:
    def test_esc_and_enter_keep_the_reading(self, dialogs: Dialogs, while_open: WhileOpen) -> None:
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
            assert while_open(dialogs.confirm_discard, lambda dialog, key=key: press(dialog, key)) is False

    def test_only_its_own_button_discards(self, dialogs: Dialogs, while_open: WhileOpen) -> None:
        assert while_open(dialogs.confirm_discard, choose("Descartar")) is True

    @pytest.mark.parametrize(
        ("button", "choice"),
        [
            ("Reintentar", ClosingChoice.RETRY),
            ("Descartar y cerrar", ClosingChoice.DISCARD),
            ("Cancelar", ClosingChoice.CANCEL),
        ],
    )
    def test_closing_with_an_unsaved_reading(
        self, dialogs: Dialogs, while_open: WhileOpen, button: str, choice: ClosingChoice
    ) -> None:
        assert while_open(dialogs.confirm_close, choose(button)) is choice

    def test_enter_tries_again_and_esc_stays(self, dialogs: Dialogs, while_open: WhileOpen) -> None:
        assert while_open(dialogs.confirm_close, lambda box: press(box, Qt.Key.Key_Return)) is ClosingChoice.RETRY
        assert while_open(dialogs.confirm_close, lambda box: press(box, Qt.Key.Key_Escape)) is ClosingChoice.CANCEL


class Work(QObject):
    ended = Signal()


WORK = Work()


class TestStopping:
    def test_enter_and_esc_wait(self, dialogs: Dialogs, while_open: WhileOpen) -> None:
        for running in Running:
            for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
                ask = partial(dialogs.confirm_stop, running, WORK.ended)
                assert while_open(ask, lambda dialog, key=key: press(dialog, key)) is False

    @pytest.mark.parametrize(
        ("running", "words"),
        [(Running.EXPORT, "exportación"), (Running.BACKUP, "copia"), (Running.RESTORE, "restauración")],
    )
    def test_only_the_button_that_says_so_stops_it(
        self, dialogs: Dialogs, while_open: WhileOpen, running: Running, words: str
    ) -> None:
        ask = partial(dialogs.confirm_stop, running, WORK.ended)
        assert while_open(ask, lambda dialog: TestToldAndRead.expect(dialog, words, "no ha terminado")) is False
        assert while_open(ask, choose(f"Cancelar la {words} y cerrar")) is True

    def test_the_question_goes_away_when_nothing_runs_any_more(self, dialogs: Dialogs, while_open: WhileOpen) -> None:
        def end(dialog: QDialog) -> None:
            WORK.ended.emit()
            assert not dialog.isVisible()

        assert while_open(partial(dialogs.confirm_stop, Running.EXPORT, WORK.ended), end) is False


class TestExportFile:
    def ask(self, dialogs: Dialogs, folder: Path) -> Callable[[], object]:
        return lambda: dialogs.choose_export_file("Exportar", str(folder), "reporte-2025-11-14.json", FILTERS)

    def test_enter_takes_what_is_suggested(self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path) -> None:
        chosen = while_open(self.ask(dialogs, tmp_path), lambda dialog: press(dialog, Qt.Key.Key_Return))
        assert chosen == (str(tmp_path / "reporte-2025-11-14.json"), 0)

    def test_a_note_stands_whole_in_the_dialog(self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path) -> None:
        note = "Entregado al distrito hasta 14 nov 2025, 22:00:00: 1 predicción. " * 3

        def look(dialog: QDialog) -> None:
            label = next(found for found in dialog.findChildren(QLabel) if found.text() == note)
            assert dialog.rect().contains(label.geometry())
            assert label.height() >= label.heightForWidth(label.width())
            assert dialog.accessibleDescription() == note
            press(dialog, Qt.Key.Key_Escape)

        asked = partial(dialogs.choose_export_file, "Copia", str(tmp_path), "copia.zip", [("Copia", "zip")], note)
        assert while_open(asked, look) is None

    def test_the_dialog_of_the_system_has_the_note_in_its_title(
        self, monkeypatch: pytest.MonkeyPatch, window: QMainWindow, tmp_path: Path
    ) -> None:
        dialog = ExportFileDialog("Copia", tmp_path / "copia.zip", [("Copia", "zip")], window)
        monkeypatch.setattr(QFileDialog, "layout", lambda _self: None)  # as where the system draws it
        dialog.add_note("Entregado.")
        assert window.findChildren(QFileDialog)[-1].windowTitle() == "Copia · Entregado."

    def test_esc_chooses_nothing(self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path) -> None:
        assert while_open(self.ask(dialogs, tmp_path), lambda dialog: press(dialog, Qt.Key.Key_Escape)) is None

    @pytest.mark.parametrize(("number", "suffix"), [(1, "csv"), (2, "pdf"), (3, "csv")])
    def test_the_suffix_follows_the_format(
        self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path, number: int, suffix: str
    ) -> None:
        def use(dialog: QDialog) -> None:
            assert isinstance(dialog, QFileDialog)
            dialog.selectNameFilter(dialog.nameFilters()[number])
            dialog.filterSelected.emit(dialog.nameFilters()[number])
            press(dialog, Qt.Key.Key_Return)

        assert while_open(self.ask(dialogs, tmp_path), use) == (
            str(tmp_path / f"reporte-2025-11-14.{suffix}"),
            number,
        )

    def test_the_format_follows_a_suffix_that_is_typed(
        self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path
    ) -> None:
        def use(dialog: QDialog) -> None:
            name = dialog.findChild(QLineEdit)
            assert name.hasFocus()
            name.selectAll()
            QTest.keyClicks(name, str(tmp_path / "mio.pdf"))
            press(dialog, Qt.Key.Key_Return)

        assert while_open(self.ask(dialogs, tmp_path), use) == (str(tmp_path / "mio.pdf"), 2)

    def test_a_name_without_suffix_gets_one(self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path) -> None:
        def use(dialog: QDialog) -> None:
            name = dialog.findChild(QLineEdit)
            name.selectAll()
            QTest.keyClicks(name, str(tmp_path / "mio"))
            press(dialog, Qt.Key.Key_Return)

        assert while_open(self.ask(dialogs, tmp_path), use) == (str(tmp_path / "mio.json"), 0)

    def test_before_a_file_is_replaced_it_asks_in_the_words_of_the_program(
        self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path, speak: Callable[..., QLocale]
    ) -> None:
        speak("es", "es_CO")
        (tmp_path / "reporte-2025-11-14.json").write_bytes(b"el de ayer")
        asked: list[str] = []

        def answer() -> None:
            question = QApplication.activeModalWidget()
            assert isinstance(question, QMessageBox)
            asked.append(question.text())
            question.reject()

        def use(dialog: QDialog) -> None:
            QTimer.singleShot(0, dialog, answer)
            press(dialog, Qt.Key.Key_Return)
            dialog.reject()

        assert while_open(self.ask(dialogs, tmp_path), use) is None
        assert asked == ["El archivo reporte-2025-11-14.json ya existe.\n¿Desea reemplazarlo?"]

    def test_a_folder_that_is_gone_is_not_insisted_on(
        self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path
    ) -> None:
        def use(dialog: QDialog) -> None:
            assert isinstance(dialog, QFileDialog)
            assert dialog.directory().exists()

        while_open(self.ask(dialogs, tmp_path / "usb"), use)


DAY = "2025-11-14"
NAMED = [
    ("Reporte PDF", f"reporte-{DAY}.pdf"),
    ("Reporte CSV", f"reporte-{DAY}.csv"),
    ("Registros CSV", f"registros-{DAY}.csv"),
    ("Reporte JSON", f"reporte-{DAY}.json"),
]


class TestNameOfTheExport:
    def ask(self, dialogs: Dialogs, folder: Path, first: int = 0) -> Callable[[], object]:
        return lambda: dialogs.choose_export_file("Exportar", str(folder), NAMED[first][1], NAMED)

    @staticmethod
    def go_down(dialog: QDialog, *, times: int, key: Qt.Key = Qt.Key.Key_Down) -> None:
        """Choose another format by keyboard."""
        formats = dialog.findChild(QComboBox, "fileTypeCombo")
        formats.setFocus()
        for _ in range(times):
            QTest.keyClick(formats, key)

    @staticmethod
    def write(dialog: QDialog, words: str) -> None:
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        name.setFocus()
        name.selectAll()
        QTest.keyClick(name, Qt.Key.Key_Delete)
        QTest.keyClicks(name, words)

    @pytest.mark.parametrize("number", range(4))
    def test_it_follows_the_format(
        self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path, number: int
    ) -> None:
        def use(dialog: QDialog) -> None:
            self.go_down(dialog, times=number)
            assert dialog.findChild(QLineEdit, "fileNameEdit").text() == NAMED[number][1]
            choose("Guardar")(dialog)

        assert while_open(self.ask(dialogs, tmp_path), use) == (str(tmp_path / NAMED[number][1]), number)

    def test_it_follows_back(self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path) -> None:
        def use(dialog: QDialog) -> None:
            (tmp_path / NAMED[1][1]).write_bytes(b"the one exported before")
            self.go_down(dialog, times=3)
            self.go_down(dialog, times=3, key=Qt.Key.Key_Up)
            choose("Guardar")(dialog)

        assert while_open(self.ask(dialogs, tmp_path), use) == (str(tmp_path / NAMED[0][1]), 0)

    def test_the_format_offered_is_that_of_the_name(
        self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path
    ) -> None:
        chosen = while_open(self.ask(dialogs, tmp_path, 2), lambda dialog: press(dialog, Qt.Key.Key_Return))
        assert chosen == (str(tmp_path / NAMED[2][1]), 2)

    @pytest.mark.parametrize(
        ("words", "expected"),
        [("mio.pdf", "mio.csv"), ("mio", "mio.csv"), (f"reporte-{DAY}.pdf", f"registros-{DAY}.csv")],
    )
    def test_a_name_of_ones_own_stays_in_its_folder(
        self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path, words: str, expected: str
    ) -> None:
        stick = tmp_path / "usb"
        stick.mkdir()

        def use(dialog: QDialog) -> None:
            self.write(dialog, str(stick / words))
            self.go_down(dialog, times=2)
            choose("Guardar")(dialog)

        assert while_open(self.ask(dialogs, tmp_path), use) == (str(stick / expected), 2)

    @pytest.mark.parametrize("percent", [100, 200])
    def test_what_is_plugged_in_is_listed_and_can_be_read(  # noqa: PLR0917
        self,
        dialogs: Dialogs,
        while_open: WhileOpen,
        small_disk: Path,
        look: Look,
        monkeypatch: pytest.MonkeyPatch,
        percent: int,
    ) -> None:
        monkeypatch.setattr("gui.shell.file_dialog._STICK_FOLDERS", (str(small_disk.parent),))
        look.set_text_size(percent)

        def use(dialog: QDialog) -> None:
            assert isinstance(dialog, QFileDialog)
            places = [url.toLocalFile() for url in dialog.sidebarUrls()]
            assert Path.home() == Path(places[0])
            assert str(small_disk) in places
            assert len(places) == len(set(places))
            sidebar = dialog.findChild(QListView, "sidebar")
            assert sidebar.sizeHintForColumn(0) <= sidebar.viewport().width()

        while_open(self.ask(dialogs, small_disk), use)

    def test_the_dialog_of_windows_is_used_there(
        self, monkeypatch: pytest.MonkeyPatch, window: QMainWindow, tmp_path: Path
    ) -> None:
        """Qt takes the system's dialog for no class derived from its own."""
        for platform, native in (("win32", True), ("darwin", True), ("linux", False)):
            monkeypatch.setattr("gui.shell.file_dialog.sys.platform", platform)
            ExportFileDialog("Exportar", tmp_path / "x.pdf", NAMED, window)
            BackupDialog(tmp_path, window)
            for dialog in window.findChildren(QFileDialog)[-2:]:
                assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog) is not native
                assert dialog.metaObject().className() == "QFileDialog"


class TestToldAndRead:
    def test_the_crash_dialog_names_the_file(self, dialogs: Dialogs, while_open: WhileOpen, language: str) -> None:
        def use(dialog: QDialog) -> None:
            said = shown_text(dialog)
            assert "/somewhere/falla.txt" in said
            assert {"es": "Lo guardado está a salvo", "en": "is safe"}[language] in said
            press(dialog, Qt.Key.Key_Return)
            assert not dialog.isVisible()

        while_open(lambda: dialogs.crashed("/somewhere/falla.txt"), use)

    def test_the_crash_dialog_without_a_file(self, dialogs: Dialogs, while_open: WhileOpen) -> None:
        while_open(lambda: dialogs.crashed(""), lambda dialog: self.expect(dialog, "no se pudieron escribir"))

    def test_already_open(self, dialogs: Dialogs, while_open: WhileOpen) -> None:
        while_open(
            lambda: dialogs.already_open(Path("/datos")),
            lambda dialog: self.expect(dialog, "ya está abierto", "/datos"),
        )

    def test_used_by_the_command_line_or_the_service(self, dialogs: Dialogs, while_open: WhileOpen) -> None:
        while_open(
            lambda: dialogs.log_in_use("servicio 12"),
            lambda dialog: self.expect(dialog, "servicio 12", "o ciérrelo"),
        )

    def test_about(
        self, dialogs: Dialogs, while_open: WhileOpen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        opened = []
        monkeypatch.setenv("PATH", "")  # no opener of the system
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
        given = model.load()

        def use(dialog: QDialog) -> None:
            self.expect(
                dialog, "1.", given.digest, "reglas-1.0.2", str(tmp_path), "Qt 6.", "Python 3.", "MIT", "Simulación."
            )
            choose("Abrir carpeta de datos")(dialog)
            assert opened == [str(tmp_path)]
            choose("Copiar estos datos")(dialog)
            copied = QGuiApplication.clipboard().text()
            assert copied.startswith("Predictor Médico 1.")
            for fact in (given.name, str(tmp_path), "Qt 6.", "Sistema: "):
                assert fact in copied
            assert "Copiado" in [button.text() for button in dialog.findChildren(QPushButton)]
            assert dialog.isVisible()
            press(dialog, Qt.Key.Key_Escape)
            assert not dialog.isVisible()

        while_open(lambda: dialogs.about(given, tmp_path), use)

    def test_where_no_file_manager_is_the_folder_is_told(
        self, dialogs: Dialogs, while_open: WhileOpen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("PATH", "")  # no opener of the system
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)

        def use(dialog: QDialog) -> None:
            self.expect(dialog, "No se pudo abrir la carpeta de datos", str(tmp_path))
            assert dialog.width() >= dialog.fontMetrics().averageCharWidth() * 56  # the title bar is not cut off

        while_open(lambda: dialogs.open_folder(tmp_path), use)

    def test_shortcuts_list_all_actions(self, dialogs: Dialogs, while_open: WhileOpen, window: QMainWindow) -> None:
        groups = Actions(window, Menus(window)).listed()

        def use(dialog: QDialog) -> None:
            said = shown_text(dialog)
            for title, actions in groups:
                assert title in said
                for action in actions:
                    assert action.text().replace("&", "").removesuffix("…") in said
                    assert action.shortcut().toString() in said.replace("Mayús", "Shift")
            assert "Enter" in said
            assert "%" not in said
            assert said.index("Anula el registro") > said.index("En Registros") > said.index("Alt")
            assert (
                said.index("Busca una palabra")
                > said.index("Ctrl+F", said.index("En la guía"))
                > said.index("Ctrl+F")
            )

        while_open(lambda: dialogs.shortcuts(groups), use)

    def test_in_the_list_of_shortcuts_the_words_begin_at_one_place(
        self, dialogs: Dialogs, while_open: WhileOpen, window: QMainWindow
    ) -> None:
        groups = Actions(window, Menus(window)).listed()

        def use(dialog: QDialog) -> None:
            text = dialog.findChild(QTextBrowser)
            places = set()
            for words in (
                "Campo anterior",
                "Anula el registro",
                "Copia de seguridad",
                "Más grande",
                "Alto contraste",
            ):
                found = text.document().find(words)
                found.setPosition(found.selectionStart())
                places.add(text.cursorRect(found).left())
            assert len(places) == 1
            assert places.pop() < 0.26 * text.width(), "keys leave room for the words"

        while_open(lambda: dialogs.shortcuts(groups), use)

    def test_damaged_lines(
        self,
        dialogs: Dialogs,
        while_open: WhileOpen,
        window: QMainWindow,
        speak: Callable[[str, str], QLocale],
        tmp_path: Path,
    ) -> None:
        window.setLocale(speak("es", "es_CO"))
        health = Health(listed=1000)
        for number in range(1, 15_000):
            health.add(LineOf(number, 100_000 * (number - 1), 9, LineKind.NOT_JSON, None))

        def use(dialog: QDialog) -> None:
            self.expect(
                dialog, str(tmp_path), "no se puede leer", "… y 14.799 más.", "los demás registros están bien"
            )
            self.expect(dialog, "Línea 1, byte 0\n", "Línea 2, byte 100.000\n", "Línea 200, byte 19.900.000\n")

        while_open(lambda: dialogs.damage(health, tmp_path / LOG_NAME), use)

    @pytest.mark.parametrize("language", ["es", "en"])
    def test_damaged_lines_of_the_voids(  # noqa: PLR0917
        self,
        dialogs: Dialogs,
        while_open: WhileOpen,
        window: QMainWindow,
        speak: Callable[[str, str], QLocale],
        tmp_path: Path,
        language: str,
    ) -> None:
        window.setLocale(speak(language, "es_CO"))
        health = Health(listed=1000)
        health.add(LineOf(2, 12_345, 9, LineKind.WRONG_SHAPE, None))
        expected = {
            "es": ("Línea 2, byte 12.345\n", "sus datos no son", "Decían qué registros se anularon"),
            "en": ("Line 2, byte 12,345\n", "its data is not", "They said which records were voided"),
        }[language]
        path = tmp_path / "anulaciones.log"
        while_open(
            lambda: dialogs.damage(health, path),
            lambda dialog: self.expect(dialog, str(path), *expected),
        )

    @pytest.mark.parametrize("language", ["es", "en"])
    def test_repeated_lines(  # noqa: PLR0917
        self,
        dialogs: Dialogs,
        while_open: WhileOpen,
        window: QMainWindow,
        speak: Callable[[str, str], QLocale],
        tmp_path: Path,
        language: str,
    ) -> None:
        window.setLocale(speak(language, "es_CO"))
        health = Health(listed=1)
        health.add(LineOf(2, 12_345, 9, LineKind.CONFLICT, None))
        health.add(LineOf(3, 12_354, 9, LineKind.COPY, None))
        expected = {
            "es": ("Línea 2, byte 12.345\n", "con otros datos", "repiten un registro", "… y 1 más."),
            "en": ("Line 2, byte 12,345\n", "with other values", "repeat a record", "… and 1 more."),
        }[language]
        while_open(
            lambda: dialogs.copies(health, tmp_path),
            lambda dialog: self.expect(dialog, str(tmp_path), *expected),
        )

    def test_the_printer_dialog(self, dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path) -> None:
        printer = QPrinter()
        printer.setOutputFileName(str(tmp_path / "x.pdf"))
        asked = while_open(
            lambda: dialogs.choose_printer("Imprimir: Hoy", printer),
            lambda dialog: self.expect_kind(dialog, QPrintDialog, "Imprimir: Hoy"),
        )
        assert asked is False

    @staticmethod
    def expect(dialog: QDialog, *words: str) -> None:
        said = shown_text(dialog)
        assert [word for word in words if word not in said] == [], said

    @staticmethod
    def expect_kind(dialog: QDialog, kind: type[QDialog], title: str) -> None:
        assert isinstance(dialog, kind)
        assert dialog.windowTitle() == title


RECORD = "14 nov 2025, 22:31:10 · 38,5 °C · 120 mmHg · 90 lpm · Enfermedad terminal"


@pytest.mark.parametrize("screen", [(1024, 600), (1366, 768)])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_no_text_of_a_dialog_is_cut_off(  # noqa: PLR0917
    dialogs: Dialogs,
    while_open: WhileOpen,
    language: str,
    look: Look,
    monkeypatch: pytest.MonkeyPatch,
    screen: tuple[int, int],
    percent: int,
) -> None:
    look.set_text_size(percent)
    room = QSize(*screen) - QSize(16, 48)
    monkeypatch.setattr(record_dialog, "room", lambda _dialog: room)
    ways: list[Callable[[], object]] = [
        dialogs.confirm_discard,
        dialogs.confirm_close,
        *(partial(dialogs.confirm_stop, running, WORK.ended) for running in Running),
        partial(dialogs.choose_reason, RECORD),
        partial(dialogs.confirm_reinstate, RECORD, "error de digitación"),
        partial(dialogs.crashed, "/var/lib/enfermeria/local/state/predictor-medico/log/falla-2025-11-14.txt"),
        partial(
            dialogs.crashed_at_start, "/var/lib/enfermeria/local/state/predictor-medico/log/falla-2025-11-14.txt"
        ),
        partial(dialogs.already_open, Path("/var/lib/enfermeria/local/share/predictor-medico")),
        partial(dialogs.log_in_use, "restaurar 12"),
    ]

    def use(dialog: QDialog) -> None:
        assert dialog.width() <= room.width()
        assert dialog.height() <= room.height()
        labels = [label for label in dialog.findChildren(QLabel) if label.isVisible() and label.text()]
        assert labels, language
        for label in labels:
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert needed <= label.height(), label.text()
            assert label.visibleRegion().boundingRect() == label.rect(), label.text()
            place = QRect(label.mapTo(dialog, QPoint(0, 0)), label.size())
            assert dialog.rect().adjusted(16, 16, -16, -16).contains(place), "a text stands at the edge"
        for button in dialog.findChildren(QAbstractButton):
            assert button.visibleRegion().boundingRect() == button.rect(), button.text()

    for way in ways:
        while_open(way, use)


def test_on_a_very_low_screen_the_reasons_scroll_with_the_keyboard(
    dialogs: Dialogs, while_open: WhileOpen, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    look.set_text_size(200)
    monkeypatch.setattr(record_dialog, "room", lambda _dialog: QSize(640, 360))

    def use(dialog: QDialog) -> None:
        assert dialog.height() <= 360
        for _ in range(3):
            press(dialog, Qt.Key.Key_Down)
            focused = QApplication.focusWidget()
            assert focused is not None
            assert focused.visibleRegion().boundingRect() == focused.rect()

    while_open(partial(dialogs.choose_reason, RECORD), use)


def test_at_the_usual_size_the_question_and_the_record_are_a_line_each(
    dialogs: Dialogs, while_open: WhileOpen
) -> None:
    def use(dialog: QDialog) -> None:
        for label in dialog.findChildren(QLabel):
            assert label.height() < 2 * label.fontMetrics().height(), label.text()

    while_open(partial(dialogs.choose_reason, RECORD), use)
    while_open(partial(dialogs.confirm_reinstate, RECORD, "duplicado"), use)


@pytest.mark.parametrize("percent", [100, 200])
def test_every_dialog_fits_on_the_screen_with_its_buttons_translated(  # noqa: PLR0917
    dialogs: Dialogs,
    while_open: WhileOpen,
    language: str,
    window: QMainWindow,
    look: Look,
    percent: int,
    tmp_path: Path,
) -> None:
    look.set_text_size(percent)
    openers: list[Callable[[], object]] = [
        dialogs.confirm_discard,
        dialogs.confirm_close,
        lambda: dialogs.crashed(str(tmp_path / "falla.txt")),
        lambda: dialogs.crashed_at_start(str(tmp_path / "falla.txt")),
        lambda: dialogs.already_open(tmp_path),
        lambda: dialogs.log_in_use("predecir 12"),
        lambda: dialogs.about(model.load(), tmp_path),
        lambda: dialogs.shortcuts(Actions(window, Menus(window)).listed()),
        lambda: dialogs.damage(Health(), tmp_path / LOG_NAME),
        lambda: dialogs.damage(Health(), tmp_path / RETRACTIONS_NAME),
        lambda: dialogs.copies(Health(), tmp_path),
    ]
    for open_dialog in openers:

        def use(dialog: QDialog) -> None:
            room = dialog.screen().availableGeometry()
            assert dialog.width() <= room.width()
            assert dialog.height() <= room.height()
            buttons = [button for button in dialog.findChildren(QPushButton) if button.isVisible()]
            assert buttons
            for button in buttons:
                assert button.sizeHint().width() <= button.width()
                assert dialog.rect().contains(
                    button.geometry().translated(button.parentWidget().mapTo(dialog, dialog.pos()) - dialog.pos())
                )
            closing = [button.text().replace("&", "") for button in buttons]
            assert any(
                text in closing
                for text in {"es": ["Cerrar", "Conservar", "Cancelar"], "en": ["Close", "Keep", "Cancel"]}[language]
            )
            assert not isinstance(dialog, QMessageBox) or dialog.text()

        while_open(open_dialog, use)


def test_a_folder_that_cannot_be_looked_into_is_not_offered(window: QMainWindow, tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 300)
    export, restore = ExportFileDialog("Exportar", folder / "x.pdf", NAMED, window), BackupDialog(folder, window)
    assert export.parent() is window
    assert [Path(dialog.directory().path()) for dialog in window.findChildren(QFileDialog)] == [Path.home()] * 2
    assert restore.parent() is window
