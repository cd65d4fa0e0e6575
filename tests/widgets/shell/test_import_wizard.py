"""*Archivo → Importar…*: the file, how it is read, the dry run, the import and its undoing, by keyboard alone."""

from __future__ import annotations

import json
import time
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QLocale, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QTableWidget,
    QWidget,
)

from core.errors import SaveError, SaveFailure
from core.exchange.incoming.importing import Import, Undo
from core.system.settings import SettingsFile
from core.system.work import StoppedError
from core.vocabulary import PeriodName
from gui.shell.dialogs import Dialogs
from gui.shell.import_dialog import ImportDialog
from gui.shell.import_place import ImportPlace
from gui.work.flow import Running
from tests.samples import BARE
from tests.widgets.conftest import LIMIT_MS
from tests.widgets.shell.underlined import assert_each_has_its_own, underlined

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from gui.style.look import Look
    from tests.widgets.shell.conftest import Shell

TABLE = """Nombre;Fecha de atención;T;PA sistólica;FC
Ana;20/11/2024 08:10;38,5;120;90
Luis;19/11/2024 09:00;36,6;118;72
Rosa;18/11/2024 10:00;36,9;;80
"""


class Wizard:
    """The dialog as a user has it: its words, and keys for it. Each step is taken once `ready` holds."""

    def __init__(self, dialog: QDialog) -> None:
        self.dialog = dialog

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.dialog, key)

    def chord(self, letter: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.dialog, letter, Qt.KeyboardModifier.AltModifier)

    def says(self, name: str = "estado_importar") -> str:
        label = self.dialog.findChild(QLabel, name)
        assert label is not None
        return label.text()

    def button(self, name: str) -> QPushButton:
        found = self.dialog.findChild(QPushButton, name)
        assert found is not None
        return found

    def choice(self, name: str) -> QComboBox:
        found = self.dialog.findChild(QComboBox, name)
        assert found is not None
        return found

    def choose(self, name: str, text: str) -> None:
        """Choose by typing the beginning of a text, as one does in a list."""
        box = self.choice(name)
        box.setFocus()
        QTest.keyClicks(box, text)

    @property
    def rows(self) -> list[list[str]]:
        table = self.dialog.findChild(QTableWidget, "vista_previa")
        assert table is not None
        found = []
        for row in range(table.rowCount()):
            items = [table.item(row, column) for column in range(table.columnCount())]
            found.append(["" if item is None else item.text() for item in items])
        return found


Step = tuple["Callable[[Wizard], bool]", "Callable[[Wizard], object]"]


class Steps(QObject):
    """Takes the steps in the dialog that has come up, one after the other, each as soon as it is ready."""

    def __init__(self, *steps: Step) -> None:
        super().__init__()
        self.left = list(steps)
        self.failure: Exception | None = None
        self.timer = QTimer(self)
        self.timer.setInterval(5)
        self.timer.timeout.connect(self.go_on)
        self.timer.start()
        self.end = time.monotonic() + LIMIT_MS / 1000

    def go_on(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ImportDialog) or not self.left:
            return
        wizard = Wizard(dialog)
        try:
            assert time.monotonic() < self.end, f"{len(self.left)} steps left: {wizard.says()}"
            if dialog.isActiveWindow() and self.left[0][0](wizard):
                self.left.pop(0)[1](wizard)
        except Exception as error:  # noqa: BLE001 - an exception in a slot would not end the dialog
            self.failure = error
            self.left.clear()
            dialog.reject()


def is_previewed(wizard: Wizard) -> bool:
    return wizard.button("siguiente_importar").text() == "&Siguiente" and wizard.button("atras_importar").isEnabled()


def is_counted(wizard: Wizard) -> bool:
    return wizard.button("siguiente_importar").text() == "&Importar"


def enter(wizard: Wizard) -> None:
    wizard.press(Qt.Key.Key_Return)


def leave(wizard: Wizard) -> None:
    wizard.press(Qt.Key.Key_Escape)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "libro.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def run(shell: Shell, path: Path, *steps: Step) -> None:
    """Open the wizard on a file by its key, and take the steps in it."""
    dialogs: Any = shell.dialogs
    real = Dialogs(shell.window)
    dialogs.choose_import = lambda _folder: str(path)
    dialogs.prepare_import = real.prepare_import
    real.choose_import = dialogs.choose_import  # type: ignore[method-assign]
    real.choose_export_file = dialogs.choose_export_file  # type: ignore[method-assign]
    taken = Steps(*steps)
    shell.window.activateWindow()
    shell.press("Ctrl+M")
    taken.timer.stop()
    if taken.failure is not None:
        raise taken.failure
    assert not taken.left


def saved(shell: Shell) -> list[tuple[float, int, int]]:
    lines = [json.loads(line) for line in shell.station.log.read_text(encoding="utf-8").splitlines()]
    return [(line["fiebre"], line["presion"], line["frecuencia_cardiaca"]) for line in lines]


def undone(shell: Shell, answer: bool) -> None:
    dialogs: Any = shell.dialogs
    dialogs.confirm_undo_import = lambda: answer


def imported(shell: Shell, table: Path, qtbot: QtBot) -> None:
    run(shell, table, (is_previewed, enter), (is_counted, enter))
    qtbot.waitUntil(lambda: "Se importaron 2 registros." in shell.banner)


def test_a_spreadsheet_comes_in_with_three_presses_of_enter(shell: Shell, table: Path, qtbot: QtBot) -> None:
    seen: dict[str, Any] = {}

    def look(wizard: Wizard) -> None:
        seen["rows"] = wizard.rows
        seen["kind"] = wizard.says("archivo_importar")
        seen["fever"] = wizard.choice("columna_fiebre").currentText()
        enter(wizard)

    def count(wizard: Wizard) -> None:
        seen["counts"] = wizard.says("cuenta_importar")
        enter(wizard)

    run(shell, table, (is_previewed, look), (is_counted, count))
    assert [row[2:5] for row in seen["rows"]] == [["38,5", "120", "90"], ["36,6", "118", "72"], ["36,9", "", "80"]]
    assert seen["rows"][2][0] == "▲ 4"
    assert seen["rows"][2][5] == "Presión sistólica: falta el valor."
    assert seen["kind"] == "libro.csv · Tabla en texto (CSV)"
    assert seen["fever"] == "T · 38,5"
    assert seen["counts"] == "2 registros nuevos\n0 ya están aquí\n1 fila rechazada"
    qtbot.waitUntil(lambda: "Se importaron 2 registros. 1 fila rechazada." in shell.banner)
    assert saved(shell) == [(38.5, 120, 90), (36.6, 118, 72)]


def cut_choices(dialog: QWidget) -> list[tuple[str, str]]:
    """The visible choices that their boxes cut off: object name and text."""
    cut = []
    for choice in filter(QComboBox.isVisible, dialog.findChildren(QComboBox)):
        option = QStyleOptionComboBox()
        choice.initStyleOption(option)
        text = QStyle.SubControl.SC_ComboBoxEditField
        room = choice.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, text, choice)
        if choice.fontMetrics().horizontalAdvance(choice.currentText()) > room.width():
            cut.append((choice.objectName(), choice.currentText()))
    return cut


def test_a_chosen_column_is_shown_whole_with_its_example(shell: Shell, table: Path) -> None:
    cut: list[str] = []

    def look(wizard: Wizard) -> None:
        cut.extend(text for _, text in cut_choices(wizard.dialog))
        wizard.press(Qt.Key.Key_Escape)

    run(shell, table, (is_previewed, look))

    assert not cut


def test_choices_of_the_program_and_cells_are_wide_enough_for_large_words(
    open_shell: Callable[..., Shell], look: Look, table: Path
) -> None:
    shell = open_shell(locale="en_US")
    look.set_text_size(150)
    cut: list[str] = []

    def measure(wizard: Wizard) -> None:
        cut.extend(text for name, text in cut_choices(wizard.dialog) if not name.startswith("columna_"))
        preview = wizard.dialog.findChild(QTableWidget, "vista_previa")
        assert preview is not None
        for row, cells in enumerate(wizard.rows):
            for column, text in enumerate(cells[:5]):
                needed = preview.fontMetrics().horizontalAdvance(text) + 8
                if not preview.isColumnHidden(column) and preview.columnWidth(column) < needed:
                    cut.append(f"{row}: {text}")
        leave(wizard)

    run(shell, table, (lambda wizard: wizard.button("atras_importar").isEnabled(), measure))
    assert cut == []


@pytest.mark.parametrize("locale", ["es_CO", "en_US"])
def test_the_preview_shows_all_three_vital_signs_on_a_small_screen(
    open_shell: Callable[..., Shell], table: Path, locale: str
) -> None:
    shell = open_shell(locale=locale)
    seen: list[int] = []

    def measure(wizard: Wizard) -> None:
        wizard.dialog.resize(976, 520)
        QApplication.processEvents()
        preview = wizard.dialog.findChild(QTableWidget, "vista_previa")
        assert preview is not None
        seen.extend(
            preview.viewport().width() - preview.visualItemRect(preview.item(0, column)).right()
            for column in range(5)
        )
        wizard.press(Qt.Key.Key_Escape)

    run(shell, table, (lambda wizard: wizard.button("atras_importar").isEnabled(), measure))
    assert len(seen) == 5
    assert min(seen) >= 0


def test_nothing_is_written_before_the_last_step(shell: Shell, table: Path) -> None:
    run(shell, table, (is_previewed, enter), (is_counted, leave))
    assert saved(shell) == []
    assert shell.banner == ""


def test_imported_again_nothing_is_new(shell: Shell, table: Path, qtbot: QtBot) -> None:
    imported(shell, table, qtbot)

    def look(wizard: Wizard) -> None:
        assert wizard.says("cuenta_importar") == "0 registros nuevos\n2 ya están aquí\n1 fila rechazada"
        assert not wizard.button("siguiente_importar").isEnabled()
        leave(wizard)

    run(shell, table, (is_previewed, enter), (is_counted, look))


def test_dates_that_could_be_two_are_asked_for_and_the_answer_is_remembered(
    shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "dudoso.csv"
    path.write_text("Fecha;T;PAS;FC\n03/04/2024;38,5;120;90\n", encoding="utf-8")

    def ask(wizard: Wizard) -> None:
        assert wizard.says() == "Las fechas de «Fecha» pueden ser día/mes o mes/día: escoja el orden."
        assert not wizard.button("siguiente_importar").isEnabled()
        assert wizard.rows == [["03/04/2024", "38,5", "120", "90"]]
        wizard.choose("fechas", "d")

    def is_read(wizard: Wizard) -> bool:
        return wizard.button("siguiente_importar").isEnabled()

    def check(wizard: Wizard) -> None:
        assert "abr 2024" in wizard.rows[0][1]
        enter(wizard)

    run(shell, path, (is_previewed, ask), (is_read, check), (is_counted, enter))
    qtbot.waitUntil(lambda: "Se importó 1 registro." in shell.banner)
    path.write_text("Fecha;T;PAS;FC\n05/06/2024;37,5;118;80\n", encoding="utf-8")
    run(shell, path, (is_read, leave))


def test_a_column_without_a_known_heading_is_chosen(shell: Shell, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "otro.csv"
    path.write_text("Fecha;Calor;PAS;FC\n2024-11-03;38,5;120;90\n", encoding="utf-8")

    def ask(wizard: Wizard) -> None:
        assert wizard.says() == "Falta decir en qué columna está: temperatura."
        wizard.choose("columna_fiebre", "Calor")

    run(
        shell,
        path,
        (is_previewed, ask),
        (lambda wizard: wizard.button("siguiente_importar").isEnabled(), enter),
        (is_counted, enter),
    )
    qtbot.waitUntil(lambda: "Se importó 1 registro." in shell.banner)
    assert saved(shell) == [(38.5, 120, 90)]


def test_a_table_without_headings_is_read_by_the_numbers_of_its_columns(
    shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "sin.csv"
    path.write_text("2024-11-03;38,5;120;90;1\n2024-11-04;37,5;110;80;2\n", encoding="utf-8")

    def choose(name: str, number: str) -> Step:
        def is_open(wizard: Wizard) -> bool:
            return is_previewed(wizard) and wizard.choice(name).count() == 6

        return is_open, lambda wizard: wizard.choose(name, number)

    run(
        shell,
        path,
        choose("columna_fecha", "1"),
        choose("columna_fiebre", "2"),
        choose("columna_presion", "3"),
        choose("columna_frecuencia_cardiaca", "4"),
        (lambda wizard: wizard.button("siguiente_importar").isEnabled(), enter),
        (is_counted, enter),
    )
    qtbot.waitUntil(lambda: "Se importaron 2 registros." in shell.banner)
    assert saved(shell) == [(38.5, 120, 90), (37.5, 110, 80)]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (TABLE.replace("36,6", "36.6"), "decimal"),
        (TABLE.replace(";T;", ";Medida;"), "columna_fiebre"),
        (TABLE.replace("Nombre", "Temp"), "columna_fiebre"),
    ],
)
def test_what_the_user_has_to_decide_has_the_focus(shell: Shell, table: Path, text: str, field: str) -> None:
    table.write_text(text, encoding="utf-8")
    focused = []

    def look(wizard: Wizard) -> None:
        focused.append(wizard.choice(field).hasFocus())
        leave(wizard)

    run(shell, table, (is_previewed, look))

    assert focused == [True]


def test_what_is_no_text_is_refused_in_one_sentence_and_another_file_can_be_chosen(
    shell: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "foto.csv"
    path.write_bytes(b"\x89PNG\x00\x81\x8d" * 50)

    def refused(wizard: Wizard) -> None:
        assert not wizard.choice("columna_fiebre").isVisible()
        assert wizard.button("atras_importar").hasFocus()
        assert (
            wizard.says()
            == "No es texto que se pueda leer así. Para importar una hoja de Excel o LibreOffice, guárdela antes "
            "como CSV."
        )
        path.write_text(TABLE, encoding="utf-8")
        wizard.chord(Qt.Key.Key_A)

    def is_read(wizard: Wizard) -> bool:
        return wizard.button("siguiente_importar").isEnabled()

    run(shell, path, (is_previewed, refused), (is_read, leave))
    assert saved(shell) == []


def test_an_encoding_that_does_not_fit_can_be_chosen_again(shell: Shell, table: Path) -> None:
    table.write_bytes(TABLE.encode("cp1252"))

    def wrong(wizard: Wizard) -> None:
        wizard.choose("codificacion", "UTF-8")

    def refused(wizard: Wizard) -> bool:
        return wizard.says().startswith("No es texto")

    def back(wizard: Wizard) -> None:
        QTest.keyClick(wizard.choice("codificacion"), Qt.Key.Key_End)

    def is_read(wizard: Wizard) -> bool:
        return wizard.button("siguiente_importar").isEnabled()

    run(shell, table, (is_previewed, wrong), (refused, back), (is_read, leave))


def test_a_log_comes_in_with_presses_of_enter(shell: Shell, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "predicciones.log"
    path.write_bytes(BARE)

    run(shell, path, (is_previewed, enter), (is_counted, enter))

    qtbot.waitUntil(lambda: "Se importó 1 registro." in shell.banner)


def save_refused(shell: Shell, table: Path, is_told: Callable[[str], bool]) -> None:
    """Save the refused rows, wait for what is told, and leave."""
    run(
        shell,
        table,
        (is_previewed, enter),
        (is_counted, lambda wizard: wizard.chord(Qt.Key.Key_G)),
        (lambda wizard: is_told(wizard.says()), leave),
    )


def test_the_refused_rows_are_saved_with_their_reason(shell: Shell, table: Path, tmp_path: Path) -> None:
    shell.dialogs.export_file = (str(tmp_path / "rechazadas.csv"), 0)
    save_refused(shell, table, lambda said: said.startswith("Filas rechazadas en "))
    text = (tmp_path / "rechazadas.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines() == [
        "fecha;fiebre;presion;frecuencia_cardiaca;clave;fila;motivo",
        "18/11/2024 10:00;36,9;;80;;4;Presión sistólica: falta el valor.",
    ]


def test_refused_rows_that_cannot_be_saved_are_told(shell: Shell, table: Path, tmp_path: Path) -> None:
    shell.dialogs.export_file = (str(tmp_path / "no" / "rechazadas.csv"), 0)
    save_refused(shell, table, lambda said: said.startswith("No se guardó "))


def test_refused_rows_never_replace_the_file_that_is_imported(shell: Shell, table: Path) -> None:
    shell.dialogs.export_file = (str(table), 0)
    save_refused(shell, table, lambda said: said.endswith("Es el archivo que se lee: escoja otro nombre."))
    assert table.read_text(encoding="utf-8") == TABLE


def test_hl7_has_no_columns_to_choose(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "mensajes.hl7"
    path.write_text(
        "MSH|^~\\&|A|B|C|D|20241103||ORU^R01|1|P|2.3\rPID|1\rOBR|1|||x|||20241103081000\r"
        "OBX|1|NM|8310-5^T^LN||38.5|Cel|||||F\rOBX|2|NM|8480-6^P^LN||120|mm[Hg]|||||F\r"
        "OBX|3|NM|8867-4^F^LN||90|/min|||||F\r",
        encoding="utf-8",
    )

    def look(wizard: Wizard) -> None:
        assert wizard.says("archivo_importar") == "mensajes.hl7 · Mensajes HL7"
        assert [row[2:5] for row in wizard.rows] == [["38,5", "120", "90"]]
        assert not wizard.choice("columna_fiebre").isVisible()
        assert not wizard.choice("separador").isVisible()
        leave(wizard)

    run(shell, path, (is_previewed, look))


def test_an_import_is_undone_from_the_notice(shell: Shell, table: Path, qtbot: QtBot) -> None:
    imported(shell, table, qtbot)
    undone(shell, answer=True)
    button = next(found for found in shell.window.banners.findChildren(QPushButton) if found.text() == "D&eshacer…")
    button.setFocus()
    shell.press("Space")
    qtbot.waitUntil(lambda: "Importación deshecha: 2 registros anulados." in shell.banner)


def test_an_import_is_undone_from_the_menu_of_a_record(
    open_shell: Callable[..., Shell], station: Station, table: Path, qtbot: QtBot
) -> None:
    station.open()  # makes the data directory
    SettingsFile(station.data_dir).change(period=PeriodName.ALL)
    shell = open_shell()
    imported(shell, table, qtbot)
    shell.press("Ctrl+3")
    found = shell.window.findChild(QTableView, "registros_lista")
    assert found is not None
    qtbot.waitUntil(lambda: found.hasFocus() and found.model().rowCount() == 2)
    labels = []

    def open_menu(answer: bool) -> None:
        undone(shell, answer)
        found.customContextMenuRequested.emit(found.visualRect(found.model().index(0, 0)).center())
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        labels[:] = [action.text() for action in menu.actions()]
        if any("Deshacer" in label for label in labels):
            QTest.keyClick(menu, Qt.Key.Key_D)
        menu.close()

    open_menu(answer=False)
    assert shell.station.notes is not None
    assert "Se importaron" in shell.banner
    open_menu(answer=True)
    qtbot.waitUntil(lambda: "Importación deshecha: 2 registros anulados." in shell.banner)
    qtbot.waitUntil(lambda: found.model().rowCount() == 0)


def test_a_full_disk_is_told_and_the_file_can_be_imported_again(
    shell: Shell, table: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Import.run

    def fail(work: Import) -> object:
        if work.done_so_far is None or not is_real:
            return real(work)
        raise SaveError(SaveFailure.FULL, shell.station.log)

    is_real = False

    def last(wizard: Wizard) -> None:
        nonlocal is_real
        is_real = True
        enter(wizard)

    monkeypatch.setattr(Import, "run", fail)
    run(shell, table, (is_previewed, enter), (is_counted, last))
    qtbot.waitUntil(lambda: "No se terminó. El disco está lleno." in shell.banner)
    assert "Puede importar el mismo archivo otra vez" in shell.banner


def test_no_import_begins_while_a_backup_is_made(shell: Shell, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gui.work.backup_flow import BackupFlow

    monkeypatch.setattr(shell.part(BackupFlow), "running", Running.BACKUP)
    run(shell, table)
    assert "Espere a que termine lo que está en curso." in shell.banner


def test_the_other_kind_of_row_chosen_and_taken_back_changes_no_column(shell: Shell, table: Path) -> None:
    seen: list[str] = []

    def is_long(wizard: Wizard) -> bool:
        needed = "Falta decir en qué columna está: visita, código o nombre del signo y valor."
        return is_previewed(wizard) and wizard.says() == needed

    def is_read(wizard: Wizard) -> bool:
        return wizard.button("siguiente_importar").isEnabled()

    def look(wizard: Wizard) -> None:
        names = ("fecha", "fiebre", "presion", "frecuencia_cardiaca")
        seen.extend(wizard.choice(f"columna_{name}").currentText() for name in names)
        leave(wizard)

    run(
        shell,
        table,
        (is_read, lambda wizard: wizard.choose("filas", "una")),
        (is_long, lambda wizard: wizard.press(Qt.Key.Key_Up)),
        (is_read, look),
    )
    assert seen == ["Fecha de atención · 20/11/2024 08:10", "T · 38,5", "PA sistólica · 120", "FC · 90"]


def test_a_table_with_an_observation_a_row_is_joined_by_visit(shell: Shell, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "observaciones.csv"
    path.write_text(
        "Fecha;Atención;Código;Dato\n"
        "2024-11-03 08:10;v1;Temperatura;38,5\n2024-11-03 08:10;v1;Presión sistólica;120\n"
        "2024-11-03 08:11;v1;Frecuencia cardíaca;90\n2024-11-03 09:00;v2;Temperatura;36,5\n",
        encoding="utf-8",
    )
    seen: list[list[str]] = []

    def is_long(wizard: Wizard) -> bool:
        return is_previewed(wizard) and wizard.choice("columna_valor").isVisible()

    def has_headings(wizard: Wizard) -> bool:
        return is_previewed(wizard) and wizard.choice("columna_fecha").findText("Dato · 38,5") > 0

    def is_read(wizard: Wizard) -> bool:
        return wizard.button("siguiente_importar").isEnabled()

    def look(wizard: Wizard) -> None:
        seen.extend(wizard.rows)
        enter(wizard)

    def choose(name: str, text: str) -> Step:
        return (is_long, lambda wizard: wizard.choose(name, text))

    run(
        shell,
        path,
        (is_previewed, lambda wizard: wizard.choose("encabezado", "1")),
        (has_headings, lambda wizard: wizard.choose("filas", "una")),
        choose("columna_visita", "At"),
        choose("columna_codigo", "C"),
        choose("columna_valor", "Dato"),
        (is_read, look),
        (is_counted, enter),
    )
    assert [row[2:] for row in seen] == [
        ["38,5", "120", "90", ""],
        ["36,5", "", "", "Faltan: presión sistólica y frecuencia cardíaca."],
    ]
    qtbot.waitUntil(lambda: "Se importó 1 registro. 1 fila rechazada." in shell.banner)
    assert saved(shell) == [(38.5, 120, 90)]


def held(monkeypatch: pytest.MonkeyPatch, kind: type[Import | Undo]) -> Event:
    """Have the next run of this kind wait at its first step until the event is set; the step behind it stops it."""
    go_on, stopped = Event(), Event()
    real_run, real_cancel = kind.run, kind.cancel

    def step() -> None:
        go_on.wait(120)
        if stopped.is_set():
            raise StoppedError

    def run_held(work: Any) -> object:
        monkeypatch.setattr(kind, "run", real_run)
        work.on_progress = step
        return real_run(work)

    def cancel(work: Any) -> None:
        stopped.set()
        real_cancel(work)

    monkeypatch.setattr(kind, "run", run_held)
    monkeypatch.setattr(kind, "cancel", cancel)
    return go_on


def cancel(shell: Shell, qtbot: QtBot, go_on: Event) -> None:
    """Cancel what runs, by its banner, and let it go on."""

    def buttons() -> list[QPushButton]:
        found = shell.window.banners.findChildren(QPushButton)
        return [button for button in found if button.text() == "&Cancelar" and button.isVisible()]

    qtbot.waitUntil(lambda: bool(buttons()))
    buttons()[0].click()
    go_on.set()


def test_a_running_import_is_cancelled_and_finished_later(
    shell: Shell, table: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = []

    def last(wizard: Wizard) -> None:
        events.append(held(monkeypatch, Import))
        enter(wizard)

    run(shell, table, (is_previewed, enter), (is_counted, last))
    cancel(shell, qtbot, events[0])
    qtbot.waitUntil(lambda: "Cancelado. No se importó nada nuevo." in shell.banner)
    assert "Puede importar el mismo archivo otra vez: nada se repite." in shell.banner
    assert saved(shell) == []

    imported(shell, table, qtbot)
    assert saved(shell) == [(38.5, 120, 90), (36.6, 118, 72)]


def test_a_running_undo_is_cancelled_and_finished_later(
    shell: Shell, table: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(shell, table, qtbot)
    undone(shell, answer=True)
    button = next(found for found in shell.window.banners.findChildren(QPushButton) if found.text() == "D&eshacer…")
    go_on = held(monkeypatch, Undo)
    button.click()
    cancel(shell, qtbot, go_on)
    qtbot.waitUntil(lambda: "Cancelado. Puede deshacer la importación otra vez para terminar." in shell.banner)

    first = json.loads(shell.station.log.read_text(encoding="utf-8").splitlines()[0])
    shell.part(ImportPlace).undo(first["origen"]["sha256"][:16])
    qtbot.waitUntil(lambda: "Importación deshecha: 2 registros anulados." in shell.banner)


def test_nothing_is_received_from_the_district_while_records_are_added(
    shell: Shell, table: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = []

    def last(wizard: Wizard) -> None:
        events.append(held(monkeypatch, Import))
        enter(wizard)

    run(shell, table, (is_previewed, enter), (is_counted, last))
    shell.window.activateWindow()
    assert QTest.qWaitForWindowActive(shell.window, LIMIT_MS)
    shell.press("Ctrl+D")
    assert "Espere a que termine lo que está en curso." in shell.banner
    assert ("choose_answer",) not in [told[:1] for told in shell.dialogs.told]
    events[0].set()
    qtbot.waitUntil(lambda: "Se importaron 2 registros." in shell.banner)
    shell.press("Ctrl+D")
    assert "choose_answer" in [told[0] for told in shell.dialogs.told]


@pytest.mark.parametrize("locale", ["es_CO", "en_US"])
def test_the_vital_signs_and_what_is_refused_are_seen_with_the_largest_text_on_the_smallest_screen(
    open_shell: Callable[..., Shell], look: Look, table: Path, locale: str
) -> None:
    shell = open_shell(locale=locale)
    look.set_text_size(200)
    seen: dict[str, Any] = {}

    def measure(wizard: Wizard) -> None:
        wizard.dialog.resize(963, 530)
        QApplication.processEvents()
        preview = wizard.dialog.findChild(QTableWidget, "vista_previa")
        assert preview is not None
        room = preview.viewport().rect()
        seen["cut"] = [
            (row, column)
            for row in range(2)
            for column in (0, 2, 3, 4)
            if not room.contains(preview.visualItemRect(preview.item(row, column)))
        ]
        seen["is_moved_sideways"] = preview.horizontalScrollBar().isVisible()
        preview.setFocus()
        seen["first"] = wizard.says("fila_actual")
        before = preview.geometry()
        wizard.press(Qt.Key.Key_Down)
        wizard.press(Qt.Key.Key_Down)
        QApplication.processEvents()
        seen["refused"] = wizard.says("fila_actual")
        seen["spoken"] = preview.item(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        line = wizard.dialog.findChild(QLabel, "fila_actual")
        assert line is not None
        seen["is_whole"] = line.heightForWidth(line.width()) <= line.height()
        seen["stays"] = preview.geometry() == before
        leave(wizard)

    run(shell, table, (lambda wizard: wizard.button("atras_importar").isEnabled(), measure))
    assert seen["cut"] == []
    assert not seen["is_moved_sideways"]
    assert seen["is_whole"]
    assert seen["stays"]
    row, refused = ("Fila", "falta el valor") if locale == "es_CO" else ("Row", "value is missing")
    assert seen["first"].startswith(f"{row} 2 · ")
    assert seen["refused"].startswith(f"{row} 4 · ")
    assert refused in seen["refused"]
    assert seen["spoken"] == seen["refused"]


def test_the_keyboard_goes_on_once_the_order_of_dates_is_chosen(shell: Shell, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "dudoso.csv"
    path.write_text("Fecha;T;PAS;FC\n03/04/2024;38,5;120;90\n", encoding="utf-8")

    def choose(wizard: Wizard) -> None:
        assert wizard.choice("fechas").hasFocus()
        wizard.choose("fechas", "d")

    def has_gone_on(wizard: Wizard) -> bool:
        return wizard.button("siguiente_importar").hasFocus()

    run(shell, path, (is_previewed, choose), (has_gone_on, enter), (is_counted, enter))
    qtbot.waitUntil(lambda: "Se importó 1 registro." in shell.banner)


def test_the_keyboard_goes_on_to_the_next_column_that_is_missing(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "otro.csv"
    path.write_text("Fecha;Calor;Fuerza;FC\n2024-11-03;38,5;120;90\n", encoding="utf-8")

    def choose(wizard: Wizard) -> None:
        assert wizard.choice("columna_fiebre").hasFocus()
        wizard.choose("columna_fiebre", "Calor")

    run(shell, path, (is_previewed, choose), (lambda wizard: wizard.choice("columna_presion").hasFocus(), leave))


def test_a_list_that_is_stepped_through_keeps_the_keyboard(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "dudoso.csv"
    path.write_text("Fecha;T;PAS;FC\n03/04/2024;38,5;120;90\n", encoding="utf-8")

    def is_read(month: str) -> Callable[[Wizard], bool]:
        return lambda wizard: wizard.button("siguiente_importar").isEnabled() and month in wizard.rows[0][1]

    def step(wizard: Wizard) -> None:
        assert wizard.choice("fechas").hasFocus()
        wizard.press(Qt.Key.Key_Down)

    run(shell, path, (is_previewed, step), (is_read("3 abr"), step), (is_read("4 mar"), leave))


@pytest.mark.parametrize("locale", ["es_CO", "en_US"])
def test_every_field_and_button_has_an_underlined_letter_of_its_own(
    open_shell: Callable[..., Shell], tmp_path: Path, speak: Callable[..., QLocale], locale: str
) -> None:
    path = tmp_path / "observaciones.csv"
    path.write_text(TABLE, encoding="utf-8")
    speak(locale[:2], locale)
    shell = open_shell(locale=locale)

    def check(wizard: Wizard) -> None:
        assert_each_has_its_own(wizard.dialog)

    def look(wizard: Wizard) -> None:
        check(wizard)
        letter = underlined(wizard.dialog)[label_of(wizard, "columna_presion")]
        wizard.chord(getattr(Qt.Key, f"Key_{letter.removeprefix('Alt+')}"))
        assert wizard.choice("columna_presion").hasFocus()
        wizard.choice("filas").setFocus()
        wizard.press(Qt.Key.Key_Down)

    def last(wizard: Wizard) -> None:
        check(wizard)
        leave(wizard)

    def is_ready(wizard: Wizard) -> bool:
        return wizard.button("siguiente_importar").isEnabled() and wizard.button("atras_importar").isEnabled()

    def is_last(wizard: Wizard) -> bool:
        return is_ready(wizard) and wizard.button("guardar_rechazadas").isVisible()

    def has_other_columns(wizard: Wizard) -> bool:
        return (
            wizard.choice("columna_valor").isVisible()
            and "Alt" in underlined(wizard.dialog)[label_of(wizard, "columna_valor")]
        )

    def go_back(wizard: Wizard) -> None:
        check(wizard)
        wizard.choice("filas").setFocus()
        wizard.press(Qt.Key.Key_Up)

    run(shell, path, (is_ready, look), (has_other_columns, go_back), (is_ready, enter), (is_last, last))


def label_of(wizard: Wizard, name: str) -> str:
    """The text of the label of a field."""
    return next(label.text() for label in wizard.dialog.findChildren(QLabel) if label.buddy() is wizard.choice(name))


def test_why_a_row_is_refused_stands_beside_it_where_there_is_some_room(shell: Shell, table: Path) -> None:
    seen: dict[str, Any] = {}

    def measure(wizard: Wizard) -> None:
        wizard.dialog.resize(1100, 600)
        QApplication.processEvents()
        preview = wizard.dialog.findChild(QTableWidget, "vista_previa")
        line = wizard.dialog.findChild(QLabel, "fila_actual")
        assert preview is not None
        assert line is not None
        seen["narrow"] = preview.isColumnHidden(5), preview.horizontalScrollBar().isVisible()
        preview.setFocus()
        wizard.press(Qt.Key.Key_End)
        wizard.dialog.resize(2000, 600)
        QApplication.processEvents()
        seen["wide"] = preview.isColumnHidden(5), preview.horizontalScrollBar().isVisible(), line.isVisible()
        leave(wizard)

    run(shell, table, (is_previewed, measure))
    assert seen == {"narrow": (False, False), "wide": (False, False, False)}
