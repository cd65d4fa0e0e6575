"""The window around the tabs: keys, menus, banners, remembered settings, and closing."""

from __future__ import annotations

import json
import re
import shutil
from array import array
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLabel, QPushButton, QTextBrowser, QWidget

from core.errors import SaveError, SaveFailure
from core.journal.health import Health
from core.system.paths import LOG_NAME, RETRACTIONS_NAME
from core.system.settings import SettingsFile
from gui.entry.entry_tab import EntryTab
from gui.report.export_flow import Format
from gui.shell.dialogs import ClosingChoice
from gui.shell.notices import Notices
from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from gui.first_screen import FirstScreen
    from gui.style.look import Look
    from tests.conftest import Clock
    from tests.widgets.shell.conftest import Shell


def log_lines(shell: Shell) -> list[dict[str, object]]:
    return [json.loads(line) for line in shell.station.log.read_text(encoding="utf-8").splitlines()]


def text_of(shell: Shell, name: str) -> str:
    found = shell.window.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def write_log(station: Station, content: bytes) -> None:
    station.data_dir.mkdir(parents=True)
    station.log.write_bytes(content)


class TestKeys:
    def test_it_begins_in_the_first_field(self, shell: Shell) -> None:
        assert shell.focus == "fiebre"

    def test_a_patient_by_keyboard_alone_shows_up_in_the_report(self, shell: Shell, qtbot: QtBot) -> None:
        shell.type(PATIENT)
        assert len(log_lines(shell)) == 1
        shell.press("Ctrl+2")
        assert shell.tabs.currentIndex() == 1
        qtbot.waitUntil(lambda: "22:31:10" in text_of(shell, "ultima_fecha"))

    def test_back_from_the_report_the_keyboard_is_where_it_was(self, shell: Shell) -> None:
        shell.type("38,5\n120")
        assert shell.focus == "presion"
        shell.press("Ctrl+2")
        assert shell.focus != "presion"
        shell.press("Ctrl+1")
        assert shell.focus == "presion"
        shell.press("Backspace")
        assert shell.window.findChild(QAbstractSpinBox, "presion").text() == "12"

    def test_back_from_the_report_what_is_refused_by_then_is_typed_over(self, shell: Shell) -> None:
        shell.type("38,5\n12")
        shell.press("Ctrl+2")
        shell.press("Ctrl+1")
        box = shell.window.findChild(QAbstractSpinBox, "presion")
        assert box.property("state") == "error"
        shell.type("80")
        assert box.text() == "80"

    def test_the_report_begins_at_the_chosen_period(self, shell: Shell) -> None:
        shell.press("Ctrl+2")
        button = QApplication.focusWidget()
        assert isinstance(button, QPushButton)
        assert button.isChecked()

    def test_walking_along_the_tabs_with_the_arrows_stays_on_them(self, shell: Shell) -> None:
        bar = shell.tabs.tabBar()
        bar.setFocus()
        shell.press("Right")
        assert shell.tabs.currentIndex() == 1
        assert bar.hasFocus()

    def test_every_action_has_a_key_of_its_own(self, shell: Shell) -> None:
        actions = [action for _, group in shell.window.menu_actions.listed() for action in group]
        keys = [key.toString() for action in actions for key in action.shortcuts()]
        assert all(action.shortcuts() for action in actions)
        assert len(keys) == len(set(keys))

    def test_the_list_of_keys_has_every_action_that_the_window_has(self, shell: Shell) -> None:
        listed = {action for _, group in shell.window.menu_actions.listed() for action in group}
        every = {
            action
            for action in shell.window.findChildren(QAction)
            if action.text() and action.menu() is None and not action.isSeparator()
        }
        assert listed == every
        assert len(listed) == 34

    @pytest.mark.parametrize("locale", ["es_CO", "en_US"])
    def test_no_two_entries_of_a_menu_have_the_same_mnemonic(
        self, open_shell: Callable[..., Shell], locale: str
    ) -> None:
        shell = open_shell(locale=locale)
        menus = [shell.window.menuBar(), *(action.menu() for action in shell.window.menuBar().actions())]
        menus += [action.menu() for menu in menus[1:] for action in menu.actions() if action.menu()]
        assert len(menus) == 8
        for menu in menus:
            texts = [action.text() for action in menu.actions() if not action.isSeparator()]
            letters = [QKeySequence.mnemonic(text).toString() for text in texts]
            assert all(letters), texts
            assert len(letters) == len(set(letters)), texts

    @pytest.mark.parametrize(
        ("key", "told"),
        [("F2", "shortcuts"), ("F3", "about"), ("Ctrl+O", "open_folder"), ("Ctrl+E", "choose_export_file")],
    )
    def test_keys_open_their_dialogs(self, shell: Shell, key: str, told: str) -> None:
        shell.press(key)
        assert shell.dialogs.told[-1][0] == told

    def test_an_export_is_told_in_a_banner(self, shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
        shell.type(PATIENT)
        shell.dialogs.export_file = (str(tmp_path / "reporte.json"), Format.JSON)
        shell.press("Ctrl+E")
        qtbot.waitUntil(lambda: "reporte.json" in shell.banner)
        assert json.loads((tmp_path / "reporte.json").read_text())["total_por_categoria"] == {"ENFERMEDAD AGUDA": 1}

    def test_a_table_is_for_the_spreadsheet_of_the_pc_in_whatever_language(
        self, open_shell: Callable[..., Shell], station: Station, qtbot: QtBot, tmp_path: Path
    ) -> None:
        station.data_dir.mkdir()
        SettingsFile(station.data_dir).change(language="en")
        shell = open_shell(locale="es_CO")
        shell.type(PATIENT)
        shell.dialogs.export_file = (str(tmp_path / "registros.csv"), Format.RECORDS)
        shell.press("Ctrl+E")
        qtbot.waitUntil(lambda: "1 record (30 days) exported" in shell.banner)
        assert ";38,5;120;90;" in (tmp_path / "registros.csv").read_text("utf-8-sig")

    @pytest.mark.parametrize(("key", "asked"), [("Ctrl+E", "choose_export_file"), ("Ctrl+P", "choose_printer")])
    @pytest.mark.parametrize("tab", ["Ctrl+1", "Ctrl+2", "Ctrl+3"])
    def test_whoever_exports_or_prints_goes_on_where_the_keyboard_was(
        self, shell: Shell, key: str, asked: str, tab: str
    ) -> None:
        shell.type(PATIENT + "37")
        shell.press(tab)
        before = (shell.tabs.currentIndex(), shell.focus)
        shell.press(key)
        assert shell.dialogs.told[-1][0] == asked
        assert (shell.tabs.currentIndex(), shell.focus) == before

    def test_the_next_patient_can_be_typed_after_an_export(self, shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
        shell.type(PATIENT + "37")
        shell.dialogs.export_file = (str(tmp_path / "reporte.pdf"), Format.PDF)
        shell.press("Ctrl+E")
        qtbot.waitUntil(lambda: "reporte.pdf" in shell.banner)
        shell.type(",5")
        assert shell.window.findChild(QAbstractSpinBox, "fiebre").text() == "37,5"


class TestGuide:
    def test_f1_opens_the_guide_beside_the_form_and_esc_closes_it(self, shell: Shell, qtbot: QtBot) -> None:
        shell.type("38")
        shell.press("F1")
        guide = shell.window.findChild(QWidget, "guia")
        assert guide.isVisible()
        assert not guide.isModal()
        assert "Predictor" in guide.windowTitle()
        guide.activateWindow()
        qtbot.waitUntil(guide.isActiveWindow)
        shell.press("Esc")
        assert not guide.isVisible()
        assert shell.window.findChild(QAbstractSpinBox, "fiebre").text() == "38"

    @pytest.fixture
    def guide(self, shell: Shell, qtbot: QtBot) -> QWidget:
        shell.press("F1")
        guide = shell.window.findChild(QWidget, "guia")
        guide.activateWindow()
        qtbot.waitUntil(guide.isActiveWindow)
        return guide

    def test_its_links_are_followed_by_keyboard(self, shell: Shell, guide: QWidget) -> None:
        bar = guide.findChild(QTextBrowser).verticalScrollBar()
        assert bar.value() == 0
        for _ in range(5):
            shell.press("Tab")
        shell.press("Return")
        assert bar.value() > 0

    def test_it_finds_words_again_and_again(self, shell: Shell, guide: QWidget) -> None:
        text = guide.findChild(QTextBrowser)
        shell.press("Ctrl+F")
        shell.type("reporte\n")
        first = text.textCursor().position()
        assert text.textCursor().selectedText().lower() == "reporte"
        shell.press("F3")
        assert text.textCursor().position() > first
        shell.press("Ctrl+F")
        shell.type("xyzzy\n")
        assert [label.text() for label in guide.findChildren(QLabel)][-1] == "No se encontró"

    def test_the_row_for_finding_ends_where_the_text_does(self, shell: Shell, guide: QWidget) -> None:
        button = guide.findChild(QPushButton)
        text = guide.findChild(QTextBrowser)
        assert button.geometry().right() == text.geometry().right()
        shell.press("Ctrl+F")
        shell.type("xyzzy\n")
        QApplication.processEvents()
        assert button.geometry().right() < text.geometry().right()

    @pytest.mark.parametrize(("locale", "sign"), [("es_CO", ","), ("es_MX", "."), ("en_US", "."), ("en_ZA", ",")])
    def test_its_numbers_have_the_decimal_sign_of_the_country(
        self, open_shell: Callable[..., Shell], locale: str, sign: str
    ) -> None:
        shell = open_shell(locale=locale)
        shell.press("F1")
        text = shell.window.findChild(QWidget, "guia").findChild(QTextBrowser).toPlainText()
        numbers = re.findall(r"\d+[.,]\d+", text.replace("38,5 y 38.5", "").replace("38,5 and 38.5", ""))
        assert f"37{sign}5" in numbers
        assert {re.sub(r"\d", "", number) for number in numbers} == {sign}
        assert re.search(r"38,5 (y|and) 38\.5", text)

    def test_it_follows_the_language(self, shell: Shell, guide: QWidget, qtbot: QtBot) -> None:
        shell.window.activateWindow()
        qtbot.waitUntil(shell.window.isActiveWindow)
        shell.press("Ctrl+Shift+I")
        qtbot.waitUntil(lambda: "user guide" in guide.findChild(QTextBrowser).toPlainText())
        assert "guide" in guide.windowTitle()


class TestBanners:
    def test_damaged_lines_are_told_and_listed(
        self, open_shell: Callable[..., Shell], station: Station, qtbot: QtBot
    ) -> None:
        write_log(station, b'basura\n{"fecha":\n')
        shell = open_shell()
        qtbot.waitUntil(lambda: "dañadas" in shell.banner)
        assert shell.banner.startswith("Advertencia: 2 ")
        assert shell.focus == "fiebre"
        button = next(found for found in shell.window.banners.findChildren(QPushButton) if "etalles" in found.text())
        button.setFocus()
        shell.press("Return")
        name, health, log = shell.dialogs.told[-1]
        assert (name, log) == ("damage", station.log)
        assert [line.number for line in health.damaged] == [1, 2]

    @pytest.mark.parametrize(("locale", "number"), [("es_CO", "200.001"), ("en_US", "200,001")])
    def test_large_numbers_are_set_apart_by_thousands(
        self, open_shell: Callable[..., Shell], locale: str, number: str
    ) -> None:
        shell = open_shell(locale=locale)
        notices = shell.part(Notices)
        tell: list[Callable[[], None]] = [
            lambda: notices.damage(LOG_NAME, Health(damaged_count=200_001), list),
            lambda: notices.damage(RETRACTIONS_NAME, Health(damaged_count=200_001), list),
            lambda: notices.copies(Health(copies=array("q", range(200_001))), list),
            lambda: notices.lost(LOG_NAME, 200_001),
            lambda: notices.lost(RETRACTIONS_NAME, 200_001),
            lambda: notices.drops({LOG_NAME: 200_001}),
            lambda: notices.drops({RETRACTIONS_NAME: 200_001}),
        ]
        for say in tell:
            say()
            assert number in shell.banner
            shell.press("F4")

    def test_f4_closes_a_banner_and_the_keyboard_stays(
        self, open_shell: Callable[..., Shell], station: Station, qtbot: QtBot
    ) -> None:
        write_log(station, b"basura\n")
        shell = open_shell()
        qtbot.waitUntil(lambda: bool(shell.banner))
        shell.type("38")
        shell.press("F4")
        assert shell.banner == ""
        assert shell.focus == "fiebre"

    def test_closing_it_by_its_button_gives_the_keyboard_back(
        self, open_shell: Callable[..., Shell], station: Station, qtbot: QtBot
    ) -> None:
        write_log(station, b"basura\n")
        shell = open_shell()
        qtbot.waitUntil(lambda: bool(shell.banner))
        close = next(found for found in shell.window.banners.findChildren(QPushButton) if "F4" in found.text())
        close.setFocus()
        shell.press("Space")
        assert shell.banner == ""
        assert shell.focus == "fiebre"

    def test_a_clock_that_went_back_is_told_and_the_record_kept(self, shell: Shell, clock: Clock) -> None:
        shell.type(PATIENT)
        assert shell.banner == ""
        clock.advance(days=-3)
        shell.type(PATIENT)
        assert "reloj" in shell.banner
        assert [line["fecha"] for line in log_lines(shell)] == ["2025-11-14 22:31:10", "2025-11-11 22:31:10"]

    def test_a_disk_that_refuses_from_the_start_is_told_until_it_takes_a_record(
        self, open_shell: Callable[..., Shell], station: Station
    ) -> None:
        refused = SaveError(SaveFailure.READ_ONLY, station.log)
        shell = open_shell(refused)
        assert shell.banner.startswith("Error: ")
        assert "solo lectura" in shell.banner
        shell.type(PATIENT)
        assert shell.banner == ""

    def test_a_log_that_cannot_be_read_is_told(
        self, open_shell: Callable[..., Shell], station: Station, qtbot: QtBot
    ) -> None:
        station.log.mkdir(parents=True)
        shell = open_shell(SaveError(SaveFailure.NOT_A_FILE, station.log))
        qtbot.waitUntil(lambda: "no se puede leer" in shell.banner)
        assert "Archivo:" not in shell.banner

    def test_voids_that_cannot_be_read_are_told_by_their_name(self, shell: Shell, qtbot: QtBot) -> None:
        (shell.station.data_dir / "anulaciones.log").mkdir()
        shell.type(PATIENT)
        qtbot.waitUntil(lambda: "no se puede leer" in shell.banner)
        assert "anulaciones.log no es un archivo normal." in shell.banner

    def test_a_log_that_was_changed_by_others_is_read_again(self, shell: Shell, qtbot: QtBot) -> None:
        shell.type(PATIENT)
        with shell.station.log.open("ab") as log:
            log.write(shell.station.log.read_bytes())
        shell.type(PATIENT)
        retry = next(found for found in shell.window.findChildren(QPushButton) if "Reintentar" in found.text())
        retry.click()
        shell.press("Ctrl+2")
        qtbot.waitUntil(lambda: shell.station.health.verified == 2)
        assert len(shell.station.health.copies) == 1

    def test_the_worst_is_shown_first_and_the_others_follow(
        self, open_shell: Callable[..., Shell], station: Station, qtbot: QtBot
    ) -> None:
        write_log(station, b"basura\n")
        shell = open_shell(SaveError(SaveFailure.FULL, station.log))
        qtbot.waitUntil(lambda: shell.window.banners.count == 2)
        assert "lleno" in shell.banner
        shell.press("F4")
        assert "dañada" in shell.banner

    def test_an_answer_to_what_was_just_done_comes_before_the_rest(
        self, open_shell: Callable[..., Shell], station: Station
    ) -> None:
        shell = open_shell(SaveError(SaveFailure.FULL, station.log))
        assert "lleno" in shell.banner
        (station.data_dir / "ajustes.json").mkdir(parents=True)
        shell.press("Ctrl+Shift+O")
        assert "no se pudo recordar" in shell.banner
        shell.press("F4")
        assert "lleno" in shell.banner

    def test_how_many_wait_is_set_apart_from_the_sentence(
        self, open_shell: Callable[..., Shell], station: Station, qtbot: QtBot
    ) -> None:
        write_log(station, b"basura\n")
        shell = open_shell(SaveError(SaveFailure.FULL, station.log))
        qtbot.waitUntil(lambda: shell.window.banners.count == 2)
        count = shell.window.findChild(QLabel, "cuantos_avisos")
        assert count.text() == "1 de 2"
        assert not any(
            "1" in label.text() for label in shell.window.banners.findChildren(QLabel) if label is not count
        )
        shell.press("F4")
        assert not count.isVisible()

    def test_the_button_that_closes_a_notice_names_its_key(
        self, open_shell: Callable[..., Shell], station: Station, qtbot: QtBot
    ) -> None:
        write_log(station, b"basura\n")
        shell = open_shell()
        qtbot.waitUntil(lambda: bool(shell.banner))
        key = shell.window.menu_actions.close_notice.shortcut().toString()
        texts = [button.text() for button in shell.window.banners.findChildren(QPushButton)]
        assert f"Entendido   {key}" in texts
        shell.part(Notices).clock_wrong()
        texts = [button.text() for button in shell.window.banners.findChildren(QPushButton)]
        assert f"Cerrar aviso   {key}" in texts

    def test_what_went_well_is_not_told_any_more_once_the_next_patient_is_saved(
        self, shell: Shell, qtbot: QtBot, tmp_path: Path
    ) -> None:
        shell.type(PATIENT)
        shell.dialogs.export_file = (str(tmp_path / "reporte.json"), Format.JSON)
        shell.press("Ctrl+E")
        qtbot.waitUntil(lambda: "reporte.json" in shell.banner)
        shell.type("38,5\n120\n")
        assert "reporte.json" in shell.banner
        shell.type("90\n")
        assert shell.banner == ""

    def test_what_went_wrong_stays(self, shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
        shell.dialogs.export_file = (str(tmp_path / "no" / "reporte.json"), Format.JSON)
        shell.press("Ctrl+E")
        qtbot.waitUntil(lambda: "No se pudo exportar" in shell.banner)
        shell.type(PATIENT)
        assert "No se pudo exportar" in shell.banner


class TestTabs:
    def test_they_stay_where_they_are_when_another_comes_to_the_front(self, shell: Shell) -> None:
        bar = shell.tabs.tabBar()

        def places() -> list[tuple[int, int]]:
            return [(bar.tabRect(index).left(), bar.tabRect(index).width()) for index in range(bar.count())]

        seen = []
        for key in ("Ctrl+1", "Ctrl+2", "Ctrl+3"):
            shell.press(key)
            seen.append(places())
        assert seen[0] == seen[1] == seen[2]

    def test_the_first_tells_of_a_reading_that_is_not_saved_while_another_is_in_front(
        self, shell: Shell, station: Station
    ) -> None:
        station.log.unlink()
        station.log.mkdir()
        shell.type(PATIENT)
        bar = shell.tabs.tabBar()
        names = [(bar.tabText(0), bar.accessibleTabName(0))]
        for key in ("Ctrl+2", "Ctrl+1", "Ctrl+3"):
            shell.press(key)
            names.append((bar.tabText(0), bar.accessibleTabName(0)))
        plain, told = ("Predicción", "Predicción"), ("▲ Predicción: sin guardar", "Predicción: sin guardar")
        assert names == [plain, told, plain, told]
        station.log.rmdir()
        shell.part(EntryTab).retry()
        assert bar.tabText(0) == "Predicción"


class TestLooks:
    def test_the_language_changes_at_once_and_nothing_typed_is_lost(self, shell: Shell, qtbot: QtBot) -> None:
        shell.type("38,5\n120")
        shell.press("Ctrl+Shift+I")
        qtbot.waitUntil(lambda: shell.tabs.tabText(0) == "Prediction")
        typed = [shell.window.findChild(QWidget, name).text() for name in ("fiebre", "presion")]
        assert [text.replace(",", ".") for text in typed] == ["38.5", "120"]
        assert shell.window.menuBar().actions()[0].text() == "&File"
        assert "25.0" in text_of(shell, "fiebre_mensaje")
        assert shell.settings.current.language == "en"
        shell.press("Ctrl+Shift+E")
        qtbot.waitUntil(lambda: shell.tabs.tabText(0) == "Predicción")
        shell.type("\n90\n")
        assert [(line["fiebre"], line["presion"]) for line in log_lines(shell)] == [(38.5, 120)]

    def test_text_grows_and_shrinks_within_100_and_200_percent(self, shell: Shell, look: Look) -> None:
        sizes = [look.text_size]
        for _ in range(6):
            shell.press("Ctrl++")
            sizes.append(look.text_size)
        assert sizes == [100, 110, 125, 150, 175, 200, 200]
        shell.press("Ctrl+-")
        assert look.text_size == 175
        shell.press("Ctrl+0")
        assert look.text_size == 100
        shell.press("Ctrl+=")
        assert shell.settings.current.text_size == 110

    def test_themes_change_at_once_and_are_remembered(self, shell: Shell, look: Look) -> None:
        shell.press("Ctrl+Shift+A")
        assert look.theme.name == "high_contrast"
        assert shell.settings.current.theme == "high_contrast"

    def test_a_choice_that_cannot_be_remembered_is_told(self, shell: Shell) -> None:
        settings = shell.station.data_dir / "ajustes.json"
        settings.mkdir()
        shell.press("Ctrl+Shift+O")
        assert "no se pudo recordar" in shell.banner

    def test_the_disclaimer_is_always_there(self, shell: Shell) -> None:
        for key in ("Ctrl+2", "Ctrl+1"):
            shell.press(key)
            line = shell.window.findChild(QLabel, "aviso_simulacion")
            assert line.isVisible()
            assert line.text() == "Simulación. No es un dispositivo médico ni sustituye el criterio clínico."


class TestClosing:
    @pytest.fixture
    def unsaved(self, open_shell: Callable[..., Shell], station: Station) -> Shell:
        """A window with a reading that the disk has refused: the log's place is taken by a directory."""
        shell = open_shell()
        station.log.unlink()
        station.log.mkdir()
        shell.type(PATIENT)
        return shell

    def test_with_all_saved_it_closes_and_remembers_its_place(self, shell: Shell) -> None:
        assert shell.window.close()
        assert shell.dialogs.told == []
        assert shell.settings.current.window

    def test_it_opens_again_as_large_as_it_was(self, open_shell: Callable[..., Shell]) -> None:
        first = open_shell()
        first.window.resize(770, 500)
        first.window.close()
        kept = first.settings.current.window
        first.program.end()
        second = open_shell()
        assert second.settings.current.window == kept
        second.window.restore_place(kept)
        assert (second.window.width(), second.window.height()) == (770, 500)

    @pytest.mark.parametrize("nonsense", ["", "%%%", "AAAA"])
    def test_a_place_that_makes_no_sense_is_ignored(self, shell: Shell, nonsense: str) -> None:
        shell.window.restore_place(nonsense)
        assert shell.window.screen().availableGeometry().contains(shell.window.geometry())

    def test_an_unsaved_reading_is_asked_about_and_cancel_keeps_the_window(self, unsaved: Shell) -> None:
        assert not unsaved.window.close()
        assert unsaved.dialogs.told == [("confirm_close",)]
        assert unsaved.window.isVisible()

    def test_one_that_came_before_all_was_there_is_kept_and_asked_about_too(
        self, open_shell: Callable[..., Shell], station: Station, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def enter_and_close(first: FirstScreen) -> None:
            with monkeypatch.context() as disk:
                disk.setattr(station, "save", refuse)
                for field, text in zip(first.entry.form.fields, ("38,5", "120", "90"), strict=True):
                    QTest.keyClicks(field.box, text)
                    QTest.keyClick(field.box, Qt.Key.Key_Return)
            assert not first.window.close()

        def refuse(_draft: object) -> bool:
            raise SaveError(SaveFailure.FULL, station.log)

        shell = open_shell(before_the_rest=enter_and_close)
        assert text_of(shell, "resultado") == "Enfermedad aguda"
        shell.press("Ctrl+2")
        assert shell.tabs.tabText(0) == "▲ Predicción: sin guardar"
        shell.dialogs.closing = ClosingChoice.RETRY
        assert shell.window.close()
        assert shell.dialogs.told == [("confirm_close",)]
        assert len(log_lines(shell)) == 1

    def test_discard_closes(self, unsaved: Shell) -> None:
        unsaved.dialogs.closing = ClosingChoice.DISCARD
        assert unsaved.window.close()

    def test_retry_closes_once_it_is_saved(self, unsaved: Shell, station: Station) -> None:
        unsaved.dialogs.closing = ClosingChoice.RETRY
        assert not unsaved.window.close()
        shutil.rmtree(station.log)
        assert unsaved.window.close()
        assert len(log_lines(unsaved)) == 1
