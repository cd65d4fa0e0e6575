"""The language changes while something is said: all on the screen and for the ear is in the new one at once."""

from __future__ import annotations

import re
import threading
from array import array
from datetime import date
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QTableView, QToolTip, QWidget

from core.errors import NoteRefusedError, ReadError, SaveError, SaveFailure
from core.exchange.backup import Backup
from core.exchange.restore import Restore
from core.journal.health import Health
from core.refusals import NoteRefusal
from core.station.load import Load
from core.system.paths import LOG_NAME, RETRACTIONS_NAME
from core.vocabulary import Reason
from gui.report.export_flow import ExportFlow, Format
from gui.shell.notices import Notices
from gui.work.loader import Loader
from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tests.widgets.shell.conftest import Shell


_WORD: Final = re.compile(r"(?!mmHg|Normal|Predictor|Médico|Español|nglish)\b[^\W\d_]{2,}")
"""A word in one of the two languages, and not in both."""

_ROLES: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


def no_room() -> SaveError:
    return SaveError(SaveFailure.FULL, Path("memoria"))


def unreadable() -> ReadError:
    return ReadError(SaveFailure.DEVICE, Path("registro"))


def voided_already() -> NoteRefusedError:
    return NoteRefusedError(NoteRefusal.ALREADY_RETRACTED, "registro")


def texts_of(widget: QWidget) -> Iterator[object]:
    """The texts of a widget: shown, for screen readers, and in tooltips."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
    yield from (widget.property(name) for name in ("text", "plainText", "placeholderText"))
    if isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            yield from (widget.tabText(tab), widget.accessibleTabName(tab))
    if isinstance(widget, QTableView):
        model = widget.model()
        for role in _ROLES:
            for column in range(model.columnCount()):
                yield model.headerData(column, Qt.Orientation.Horizontal, role)
                yield from (model.index(row, column).data(role) for row in range(model.rowCount()))


class Stage:
    """The window after one patient, and ways to bring about each of its messages."""

    def __init__(self, shell: Shell, qtbot: QtBot, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.shell = shell
        self.notices = shell.part(Notices)
        self.qtbot = qtbot
        self.folder = folder
        self.patch = patch
        self.go_on = threading.Event()
        self.is_held_up = False

    def texts(self) -> list[str]:
        """Every text with words in it; numbers in it are left out, as some of them go on by themselves."""
        window = self.shell.window
        shown = [widget for widget in (window, *window.findChildren(QWidget)) if widget.isVisible()]
        texts = [text for widget in shown for text in texts_of(widget)]
        texts += [action.text() for action in window.findChildren(QAction)]
        return [re.sub(r"\d+", "#", str(text)) for text in texts if _WORD.search(str(text or ""))]

    def banner_says(self, words: str) -> bool:
        return words in re.sub(r"\d+", "#", self.shell.banner)

    def wait_for(self, words: str) -> None:
        """Wait until something on the screen says so."""
        self.qtbot.waitUntil(lambda: any(words in text for text in self.texts()))

    def speak(self, key: str) -> list[str]:
        """Choose a language by its key; return every text."""
        self.shell.window.activateWindow()
        self.qtbot.waitUntil(self.shell.window.isActiveWindow)
        self.press(key)
        QApplication.sendPostedEvents()
        return self.texts()

    def answer(self, question: str, answer: object) -> None:
        setattr(self.shell.dialogs, question, lambda *_asked: answer)

    def fail(self, place: str, error: Callable[[], Exception]) -> None:
        """Have something fail from now on."""

        def refuse(*_given: object, **_more: object) -> None:
            raise error()

        self.patch.setattr(place, refuse)

    def hold_up(self, owner: Any, name: str) -> None:
        """Have background work wait there until `go_on` is set."""
        self.is_held_up = True
        original = getattr(owner, name)

        def wait_and_call(*given: Any) -> Any:
            is_preview = bool(given) and isinstance(given[0], Restore) and given[0].is_dry
            if threading.current_thread() is not threading.main_thread() and not is_preview:
                assert self.go_on.wait(120)
            return original(*given)

        self.patch.setattr(owner, name, wait_and_call)

    def end(self) -> None:
        """Let all background work end, and the work that follows from it, before the window goes."""
        self.go_on.set()
        self.shell.part(ExportFlow).cancel()
        self.wait_for_work()

    def wait_for_work(self) -> None:
        """Wait until no work runs in the background, nor follows from what ran."""
        owners = (self.shell.program, self.shell.window)
        self.qtbot.waitUntil(lambda: not any(owner.findChildren(QThread) for owner in owners))

    # What one may do

    def press(self, key: str) -> None:
        self.shell.press(key)

    def export(self, form: Format, name: str = "archivo") -> None:
        self.shell.dialogs.export_file = (str(self.folder / name), form)
        self.press("Ctrl+E")

    def export_endlessly(self) -> None:
        self.is_held_up = True
        self.patch.setattr("core.exchange.export.records_csv", lambda *_given: repeat(b"x"))
        self.export(Format.RECORDS)
        self.wait_for("Exportando…")

    def print(self, *, works: bool = True, file: str = "") -> None:
        def choose(_title: str, printer: Any) -> bool:
            printer.setOutputFileName(file)
            return True

        self.patch.chdir(self.folder)  # what is printed to a file is written there
        self.patch.setattr(self.shell.dialogs, "choose_printer", choose)
        self.patch.setattr("gui.report.report_page.paint_page", lambda *_given: works)
        self.press("Ctrl+P")

    def back_up(self, folder: str = "", *, held_up: bool = False) -> None:
        if held_up:
            self.hold_up(Backup, "run")
        self.shell.dialogs.export_file = (str(self.folder / folder / "copia.zip"), 0)
        self.press("Ctrl+B")

    def restore(self, *, held_up: bool = False) -> None:
        """Restore the backup of another PC, where more has happened than here."""
        other = self.folder / "otro"
        other.mkdir()
        line = (
            b'{"fecha": "2025-11-14 22:31:10", "fiebre": 38.0, "presion": %d, "frecuencia_cardiaca": 90, '
            b'"resultado": "ENFERMEDAD AGUDA"}\n'
        )
        (other / "predicciones.log").write_bytes(
            self.shell.station.log.read_bytes() + line % 120 + line % 121 + b"roto\n"
        )
        Backup(other, self.folder / "otra.zip", self.shell.station.clock()).run()
        if held_up:
            self.hold_up(Restore, "run")
        self.restore_from("otra.zip")

    def restore_from(self, name: str) -> None:
        self.answer("choose_backup", str(self.folder / name))
        self.press("Ctrl+R")

    def cancel(self) -> None:
        buttons = self.shell.window.banners.findChildren(QPushButton)
        next(button for button in buttons if button.isVisible() and button.text() == "&Cancelar").click()

    def void(self) -> None:
        self.answer("choose_reason", Reason.TYPING_ERROR)
        self.answer("confirm_reinstate", True)
        self.press("Ctrl+3")
        self.qtbot.waitUntil(lambda: self.shell.focus == "registros_lista")
        self.press("Del")

    def void_in_sight(self) -> None:
        self.press("Ctrl+3")
        self.click("mostrar_anulados")
        self.void()

    def button(self, name: str) -> QPushButton:
        button = self.shell.window.findChild(QPushButton, name)
        assert isinstance(button, QPushButton)
        return button

    def click(self, name: str) -> None:
        self.button(name).click()

    def read_for_long(self) -> None:
        self.hold_up(Load, "run")
        self.shell.part(Loader).start()
        self.shell.program.refreshed.emit()

    def fail_to_read(self) -> None:
        self.fail("core.station.station.reader.size", unreadable)
        self.shell.part(Loader).start()

    def fail_to_save(self) -> None:
        self.shell.station.log.unlink()
        self.shell.station.log.mkdir()
        self.shell.type(PATIENT)

    def discard(self) -> None:
        self.fail_to_save()
        self.click("descartar")

    def seek_in_vain(self) -> None:
        self.press("F1")
        guide = self.shell.window.findChild(QWidget, "guia")
        assert guide is not None
        guide.activateWindow()
        self.qtbot.waitUntil(guide.isActiveWindow)
        self.press("Ctrl+F")
        self.shell.type("x9\n")


@pytest.fixture
def stage(shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    shell.type(PATIENT)
    return Stage(shell, qtbot, tmp_path, monkeypatch)


# What the nurse has done, and what is said then.


def export_over_a_file(stage: Stage) -> None:
    (stage.folder / "archivo.json").write_bytes(b"el de ayer")
    stage.fail("gui.report.export_file.write_whole", no_room)
    stage.export(Format.JSON, "archivo.json")


def export_what_cannot_be_read(stage: Stage) -> None:
    def broken(*_given: object) -> Iterator[bytes]:
        yield b"fecha"
        raise unreadable()

    stage.patch.setattr("core.exchange.export.records_csv", broken)
    stage.export(Format.RECORDS)


def export_while_one_runs(stage: Stage) -> None:
    stage.export_endlessly()
    stage.export(Format.RECORDS)


def cancel_an_export(stage: Stage) -> None:
    stage.export_endlessly()
    stage.cancel()


def back_up_while_one_runs(stage: Stage) -> None:
    stage.back_up(held_up=True)
    stage.back_up()


def begin_to_cancel_a_backup(stage: Stage) -> None:
    stage.back_up(held_up=True)
    stage.cancel()


def cancel_a_backup(stage: Stage) -> None:
    begin_to_cancel_a_backup(stage)
    stage.go_on.set()


def restore_what_is_no_backup(stage: Stage) -> None:
    (stage.folder / "foto.zip").write_bytes(b"no es una copia")
    stage.restore_from("foto.zip")


def restore_on_a_full_disk(stage: Stage) -> None:
    stage.fail("core.station.station.Station.begin_restore", no_room)
    stage.restore()


def restore_on_a_disk_that_gets_full(stage: Stage) -> None:
    stage.fail("core.journal.writer.Journal.append_all", no_room)
    stage.restore()


def restore_on_a_disk_that_goes(stage: Stage) -> None:
    stage.fail("core.journal.writer.Journal.append_all", lambda: SaveError(SaveFailure.GONE, stage.shell.station.log))
    stage.restore()


def cancel_a_restoring(stage: Stage) -> None:
    stage.restore(held_up=True)
    stage.cancel()
    stage.go_on.set()


def void_on_a_full_disk(stage: Stage) -> None:
    stage.fail("core.station.station.Station.note", no_room)
    stage.void()


def void_what_is_voided(stage: Stage) -> None:
    stage.fail("core.station.station.Station.note", voided_already)
    stage.void()


def reinstate(stage: Stage) -> None:
    stage.void_in_sight()
    stage.wait_for("Registro anulado.")
    stage.press("Del")


def export_while_the_log_is_read(stage: Stage) -> None:
    stage.read_for_long()
    stage.press("Ctrl+E")


def export_without_a_report(stage: Stage) -> None:
    stage.fail_to_read()
    stage.press("Ctrl+E")


DAMAGED: Final = Health(damaged_count=2)
COPIED: Final = Health(copies=array("q", [3, 4]))

BANNERS: Final[dict[str, Callable[[Stage], None]]] = {
    "Reporte (# días) exportado a ": lambda stage: stage.export(Format.JSON),
    "# registro (# días) exportado a ": lambda stage: stage.export(Format.RECORDS),
    "No se pudo exportar a ": lambda stage: stage.export(Format.JSON, "no está/archivo"),
    "El disco está lleno. El archivo anterior sigue como estaba.": export_over_a_file,
    "No se exportó nada: los registros no se pueden leer. ": export_what_cannot_be_read,
    "Exportando…": Stage.export_endlessly,
    "Ya hay una exportación en curso.": export_while_one_runs,
    "Exportación cancelada.": cancel_an_export,
    "exportado a papel.pdf": lambda stage: stage.print(file="papel.pdf"),
    "enviado a la impresora": Stage.print,
    "No se pudo imprimir.": lambda stage: stage.print(works=False),
    "Copia de seguridad en ": Stage.back_up,
    "No se hizo la copia en ": lambda stage: stage.back_up("no está"),
    "Haciendo la copia de seguridad…": lambda stage: stage.back_up(held_up=True),
    "Espere a que termine lo que está en curso.": back_up_while_one_runs,
    "Cancelando…": begin_to_cancel_a_backup,
    "Copia cancelada.": cancel_a_backup,
    "Restaurando…": lambda stage: stage.restore(held_up=True),
    "Se agregaron # registros. # ya estaba. # línea dañada": Stage.restore,
    "No se restauró nada. El archivo no es": restore_what_is_no_backup,
    "No se restauró nada. El disco está lleno.": restore_on_a_full_disk,
    "La restauración no terminó. El disco está lleno. No se agregó": restore_on_a_disk_that_gets_full,
    "terminó. La carpeta o el disco ya no están. Avise": restore_on_a_disk_that_goes,
    "Restauración cancelada. No se agregó": cancel_a_restoring,
    "se ve con «Mostrar anulados»": Stage.void,
    "queda tachado en la lista": Stage.void_in_sight,
    "Registro restablecido": reinstate,
    "No se cambió nada. El disco está lleno.": void_on_a_full_disk,
    "No se cambió nada: el registro ya estaba así.": void_what_is_voided,
    "Los registros aún se están leyendo": export_while_the_log_is_read,
    "Error: El disco dio un error.": export_without_a_report,
    "El archivo de registros no se puede leer.": Stage.fail_to_read,
    "Ahora no se puede guardar.": lambda stage: stage.notices.cannot_save(no_room()),
    "# líneas del archivo de registros están dañadas.": lambda stage: stage.notices.damage(LOG_NAME, DAMAGED, list),
    "# líneas de las anulaciones están dañadas.": lambda stage: stage.notices.damage(RETRACTIONS_NAME, DAMAGED, list),
    "# líneas del archivo de registros están repetidas": lambda stage: stage.notices.copies(
        Health(copies=array("q", [3, 4])), list
    ),
    "# registros anteriores ya no están": lambda stage: stage.notices.lost(LOG_NAME, 9),
    "# anulaciones anteriores ya no están": lambda stage: stage.notices.lost(RETRACTIONS_NAME, 2),
    "había # registros en la carpeta de datos": lambda stage: stage.notices.drops({LOG_NAME: 9}),
    "había # registros anulados": lambda stage: stage.notices.drops({RETRACTIONS_NAME: 9}),
    "El reloj del computador parece estar mal": lambda stage: stage.notices.clock_wrong(),
    "más de un año después": lambda stage: stage.notices.clock_ahead(date(2031, 5, 1), date(2025, 11, 14)),
    "no se pudo recordar.": lambda stage: stage.notices.not_kept(no_room()),
    "La última vez el programa se cerró de golpe.": lambda stage: stage.notices.crashed_before("falla.txt"),
}


def leave_what_is_not_saved(stage: Stage) -> None:
    stage.fail_to_save()
    stage.press("Ctrl+2")


SAME_IN_BOTH: Final = {"Temp. (°C)", "Temp.\n(°C)"}

SCREENS: Final[dict[str, Callable[[Stage], None]]] = {
    "Guardado · ": lambda _stage: None,
    "Resultado anterior": lambda stage: stage.shell.type("3"),
    "NO GUARDADO": Stage.fail_to_save,
    "Aquí aparecerá el resultado": Stage.discard,
    "¿°F? ": lambda stage: stage.shell.type("98,6\n"),
    "Valor inusual (lo usual": lambda stage: stage.shell.type("33\n"),
    "Valor inusual, confirmado.": lambda stage: stage.shell.type("33\n\n"),
    "Falta: presión sistólica.": lambda stage: stage.shell.type("38\n\t90\n"),
    "# predicción en # días": lambda stage: stage.press("Ctrl+2"),
    "Predicción: sin guardar": leave_what_is_not_saved,
    "No se encontró": Stage.seek_in_vain,
}


def assert_all_follows(stage: Stage, words: str) -> None:
    """Say all in English, once it says so in Spanish, and in Spanish again."""
    stage.wait_for(words)
    if not stage.is_held_up:
        stage.wait_for_work()  # it may have more to say, such as that the records cannot be read
    spanish = stage.texts()
    english = stage.speak("Ctrl+Shift+I")
    assert not any(words in text for text in english)
    assert set(spanish) & set(english) <= SAME_IN_BOTH
    assert stage.speak("Ctrl+Shift+E") == spanish
    stage.end()


@pytest.mark.parametrize(("words", "do"), BANNERS.items(), ids=BANNERS)
def test_a_banner_follows(stage: Stage, words: str, do: Callable[[Stage], None]) -> None:
    do(stage)
    stage.qtbot.waitUntil(lambda: stage.banner_says(words))
    assert_all_follows(stage, words)


@pytest.mark.parametrize(("words", "do"), SCREENS.items(), ids=SCREENS)
def test_a_screen_follows(stage: Stage, words: str, do: Callable[[Stage], None]) -> None:
    do(stage)
    assert_all_follows(stage, words)


@pytest.mark.parametrize("tab", ["Ctrl+2", "Ctrl+3"])
@pytest.mark.parametrize(
    ("words", "do"),
    [("Leyendo los registros…", Stage.read_for_long), ("El disco dio un error.", Stage.fail_to_read)],
    ids=["not read yet", "not to be read"],
)
def test_a_tab_without_records_follows(stage: Stage, tab: str, words: str, do: Callable[[Stage], None]) -> None:
    do(stage)
    stage.press(tab)
    assert_all_follows(stage, words)


def test_what_is_said_where_the_mouse_rests_goes_away(stage: Stage) -> None:
    stage.press("Ctrl+2")
    button = stage.button("exportar")
    QToolTip.showText(button.mapToGlobal(button.rect().center()), button.toolTip(), button)
    assert QToolTip.isVisible()
    stage.speak("Ctrl+Shift+I")
    stage.qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_what_was_done_is_told_as_it_was_whatever_has_changed_since(stage: Stage) -> None:
    export_over_a_file(stage)
    stage.wait_for("El archivo anterior sigue como estaba.")
    (stage.folder / "archivo.json").unlink()
    stage.speak("Ctrl+Shift+I")
    assert stage.shell.banner.endswith("The old file is as it was.")
