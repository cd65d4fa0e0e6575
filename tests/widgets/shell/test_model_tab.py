"""The tab of the model: by keyboard, in both languages; a change of model changes all that predicts."""

from __future__ import annotations

import csv
import json
import threading
from typing import TYPE_CHECKING, NoReturn

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QPushButton, QTableView

from core.clinical import model
from core.exchange import receive
from core.models import catalogue
from core.models.trial import Trial, Tried
from core.station.station import Station
from gui.model.model_tab import ModelTab
from tests.answers import District, model_file
from tests.stations import save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gui.style.look import Look
    from tests.widgets.shell.conftest import Shell


@pytest.fixture
def shell(open_shell: Callable[..., Shell]) -> Shell:
    """A window whose clinic has four records and the district's key."""
    shell = open_shell()
    for number in range(4):
        save(shell.station, number)
    District().write_key(shell.station.data_dir / "distrito.pub")
    return shell


@pytest.fixture
def sent(shell: Shell, tmp_path: Path) -> Path:
    log = shell.station.log.read_bytes()
    return District().write(tmp_path / "r.zip", shell.station.establishment.workplace, log, model_file())


def tab(shell: Shell) -> ModelTab:
    shell.press("Ctrl+4")
    found = shell.window.findChild(ModelTab, "modelo")
    assert isinstance(found, ModelTab)
    return found


def take(shell: Shell, path: Path) -> ModelTab:
    shell.dialogs.choose_answer = lambda _folder: str(path)  # type: ignore[attr-defined,method-assign]
    shell.press("Ctrl+D")
    return tab(shell)


def click(found: ModelTab, name: str) -> None:
    button = found.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    assert button.isEnabled()
    QTest.keyClick(button, Qt.Key.Key_Return)


def texts(found: ModelTab) -> str:
    return "\n".join(label.text() for label in found.findChildren(QLabel) if not label.isHidden())


def rows(found: ModelTab, name: str) -> list[list[str]]:
    table = found.findChild(QTableView, name)
    assert isinstance(table, QTableView)
    data = table.model()
    columns = range(data.columnCount())
    return [[str(data.index(row, column).data()) for column in columns] for row in range(data.rowCount())]


def shown_at_top(found: ModelTab, name: str) -> bool:
    frame = found.findChild(QFrame, name)
    assert frame is not None
    return 0 <= frame.mapTo(found, QPoint(0, 0)).y() < found.height() // 4


def test_the_table_in_use_is_shown_in_full(shell: Shell) -> None:
    found = tab(shell)
    assert shell.focus == "recibir"
    assert f"En uso: reglas, versión {model.load().version}" in texts(found)
    assert rows(found, "puntos_fiebre")[0] == ["≤ 32,0", "4"]
    assert [len(rows(found, f"puntos_{name}")) for name in ("fiebre", "presion", "frecuencia_cardiaca")] == [8, 8, 6]
    assert rows(found, "categorias")[-1] == ["Enfermedad terminal", "≥ 7"]
    assert "Ficha" not in texts(found)


def test_an_answer_is_received_compared_put_in_use_and_returned_from(shell: Shell, sent: Path, qtbot: QtBot) -> None:
    found = take(shell, sent)
    changed = [["Frecuencia cardíaca 91 – 95", "1", "0"]]
    qtbot.waitUntil(lambda: rows(found, "cambios_de_puntos") == changed)
    qtbot.waitUntil(lambda: shown_at_top(found, "comparacion"))
    assert "Entregado al distrito hasta" in shell.banner
    assert "4 predicciones" in shell.banner
    assert "Trae el modelo reglas-1.1.0" in shell.banner
    assert rows(found, "matriz_de_cambios")[0][0] == "N · No enfermo"
    assert "De los últimos 4 registros de aquí, 0 tendrían otra categoría." in texts(found)
    assert "Criterios a ciegas de aquí: 0. Aún no alcanzan" in texts(found)
    assert "Establecimientos: 12" in texts(found)
    listed = found.findChild(QListWidget, "modelos_instalados")
    assert isinstance(listed, QListWidget)
    assert (listed.count(), listed.currentRow(), shell.focus) == (2, 1, "modelos_instalados")
    click(found, "activar")
    assert shell.station.model.version == "1.1.0"
    assert (shell.focus, found.verticalScrollBar().value()) == ("recibir", 0)
    assert "En uso: reglas, versión 1.1.0" in texts(found)
    assert "Establecimientos: 12" in texts(found)
    assert "Desde ahora predice el modelo reglas-1.1.0" in shell.banner
    shell.press("Ctrl+1")
    shell.type("38,5\n120\n93\n")
    assert b'"modelo":"reglas-1.1.0+' in shell.station.log.read_bytes().splitlines()[-1]
    tab(shell)
    click(found, "volver")
    assert shell.station.model == model.load()
    assert catalogue.in_use(shell.station.data_dir).model == model.load()
    back = found.findChild(QPushButton, "volver")
    assert isinstance(back, QPushButton)
    assert not back.isEnabled()


def test_an_exported_list_marks_the_alarm_signs_of_each_records_own_model(
    shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    strict = json.loads(model_file("1.2.0"))
    strict["vitals"]["fiebre"][4]["points"] = 3  # 37.5 to 37.9
    content, workplace = json.dumps(strict).encode(), shell.station.establishment.workplace
    found = take(shell, District().write(tmp_path / "r.zip", workplace, shell.station.log.read_bytes(), content))
    name = catalogue.installed(shell.station.data_dir)[1].model.name
    qtbot.waitUntil(lambda: found.comparing.running is None)
    listed = found.findChild(QListWidget, "modelos_instalados")
    assert isinstance(listed, QListWidget)
    listed.setCurrentRow(1)
    click(found, "activar")
    shell.press("Ctrl+1")
    shell.type("37,6\n120\n80\n")
    tab(shell)
    click(found, "volver")
    shell.press("Ctrl+1")
    shell.type("37,7\n120\n80\n")
    target = tmp_path / "registros.csv"
    shell.dialogs.choose_export_file = lambda *_: (str(target), 1)  # type: ignore[method-assign]
    shell.press("Ctrl+3")
    qtbot.waitUntil(lambda: shell.focus == "registros_lista")
    shell.press("Ctrl+E")
    qtbot.waitUntil(target.exists)
    rows = {row[1]: row for row in csv.reader(target.read_text("utf-8-sig").splitlines(), delimiter=";")}
    assert (rows["37,6"][6], rows["37,6"][10]) == (name, "fiebre")
    assert (rows["37,7"][6], rows["37,7"][10]) == (model.load().name, "")


def test_what_is_refused_is_told_and_nothing_has_changed(shell: Shell, sent: Path) -> None:
    sent.write_bytes(sent.read_bytes()[:-1])
    take(shell, sent)
    assert "No se tomó la respuesta. La respuesta está incompleta o cambiada." in shell.banner
    assert receive.delivered(shell.station.data_dir) is None
    sent.unlink()
    take(shell, sent)
    assert "No se tomó la respuesta." in shell.banner


def test_what_is_wrong_with_a_model_that_is_brought_is_told(shell: Shell, tmp_path: Path) -> None:
    workplace = shell.station.establishment.workplace
    take(shell, District().write(tmp_path / "r.zip", workplace, shell.station.log.read_bytes(), model_file(id="")))
    told = "No se tomó la respuesta. El modelo que trae no es válido: modelo.json: $.id no puede estar en blanco"
    assert told in shell.banner
    assert receive.delivered(shell.station.data_dir) is None


def test_a_receipt_of_other_records_is_told_as_such(shell: Shell, tmp_path: Path) -> None:
    workplace = shell.station.establishment.workplace
    take(shell, District().write(tmp_path / "r.zip", workplace, b"otro"))
    assert "El acuse del distrito no corresponde a los registros de aquí." in shell.banner
    assert "Entregado" not in shell.banner


def test_cancelling_the_dialog_changes_nothing(shell: Shell) -> None:
    shell.press("Ctrl+D")
    assert shell.banner == ""


def test_a_model_in_use_that_has_gone_is_said(shell: Shell, sent: Path) -> None:
    found = take(shell, sent)
    name = catalogue.installed(shell.station.data_dir)[1].model.name
    catalogue.activate(shell.station.data_dir, name, shell.station.clock())
    (shell.station.data_dir / "modelos" / f"{name}.json").unlink()
    found.refresh()
    assert f"El modelo {name}, que estaba en uso, ya no está o está dañado." in texts(found)


def test_a_model_that_cannot_be_used_at_the_start_is_told_with_the_one_that_predicts(
    open_shell: Callable[..., Shell], station: Station, tmp_path: Path, qtbot: QtBot
) -> None:
    with Station(station.data_dir, station.model, station.clock, "ventana") as earlier:
        save(earlier)
        District().write_key(earlier.data_dir / "distrito.pub")
        log, workplace = earlier.log.read_bytes(), earlier.establishment.workplace
        answer = District().write(tmp_path / "r.zip", workplace, log, model_file())
        taken = receive.receive(earlier.data_dir, answer, earlier.clock()).model
        assert taken is not None
        catalogue.activate(earlier.data_dir, taken.name, earlier.clock())
    (station.data_dir / "modelos" / f"{taken.name}.json").write_bytes(b"{}")
    shell = open_shell()
    told = f"Error: El modelo {taken.name}, que estaba en uso, ya no está o está dañado: predice {model.load().name}"
    qtbot.waitUntil(lambda: shell.banner.startswith(told))
    found = tab(shell)
    click(found, "volver")
    qtbot.waitUntil(lambda: told not in shell.banner)


def test_what_is_done_with_models_is_a_journal_that_is_watched(shell: Shell, sent: Path, qtbot: QtBot) -> None:
    found = take(shell, sent)
    qtbot.waitUntil(lambda: shell.station.ledgers["modelos.log"].health.records == 1)
    listed = found.findChild(QListWidget, "modelos_instalados")
    assert isinstance(listed, QListWidget)
    listed.setCurrentRow(1)
    click(found, "activar")
    log = shell.station.data_dir / "modelos.log"
    qtbot.waitUntil(lambda: shell.station.ledgers["modelos.log"].health.records == 2)
    log.write_bytes(log.read_bytes() + b"torn\n")
    shell.press("Ctrl+1")
    shell.type("38,5\n120\n93\n")
    qtbot.waitUntil(lambda: "1 línea del historial de modelos está dañada." in shell.banner)


def test_a_comparison_can_be_cancelled(
    shell: Shell, sent: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered = threading.Event()

    class Endless(Trial):
        def run(self) -> NoReturn:
            while True:
                entered.set()
                self._advance(0)

    monkeypatch.setattr("core.models.trial.Trial", Endless)
    found = take(shell, sent)
    qtbot.waitUntil(entered.is_set)
    qtbot.waitUntil(lambda: "Comparando los modelos" in shell.banner)
    found.comparing.cancel()
    qtbot.waitUntil(lambda: "Comparación cancelada." in shell.banner)
    assert found.comparing.running is None


def test_what_the_answer_brought_is_told_until_after_a_long_comparison(
    shell: Shell, sent: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    class Slow(Trial):
        def run(self) -> Tried:
            assert go_on.wait(120)
            return super().run()

    monkeypatch.setattr("core.models.trial.Trial", Slow)
    found = take(shell, sent)
    qtbot.waitUntil(lambda: "Comparando los modelos" in shell.banner)
    go_on.set()
    qtbot.waitUntil(lambda: found.comparing.running is None)
    assert "Trae el modelo reglas-1.1.0" in shell.banner


def test_it_speaks_english(open_shell: Callable[..., Shell]) -> None:
    found = tab(open_shell(locale="en_US"))
    assert f"In use: reglas, version {model.load().version}" in texts(found)
    assert rows(found, "categorias")[-1] == ["Terminal illness", "≥ 7"]


@pytest.mark.parametrize("size", [(1008, 520), (1366, 768)])
def test_no_table_is_wider_than_the_window(shell: Shell, sent: Path, size: tuple[int, int], qtbot: QtBot) -> None:
    found = take(shell, sent)
    shell.window.resize(*size)
    qtbot.waitUntil(lambda: shell.window.width() == size[0])
    assert found.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(("percent", "beside"), [(100, 4), (150, 2)])
def test_as_many_tables_of_points_stand_beside_each_other_as_fit(
    shell: Shell, look: Look, percent: int, beside: int, qtbot: QtBot
) -> None:
    look.set_text_size(percent)
    found = tab(shell)
    shell.window.resize(1024, 568)
    names = ("puntos_fiebre", "puntos_presion", "puntos_frecuencia_cardiaca", "categorias")

    def tops() -> list[int]:
        tables = [found.findChild(QTableView, name) for name in names]
        return [table.mapTo(found, QPoint(0, 0)).y() for table in tables if table is not None]

    qtbot.waitUntil(lambda: tops().count(tops()[0]) == beside)
    assert len(set(tops())) == 4 // beside


def test_what_changes_stands_beside_its_name(shell: Shell, sent: Path, qtbot: QtBot) -> None:
    found = take(shell, sent)
    names = ("cambios_de_puntos", "matriz_de_cambios")
    tables = [table for name in names if (table := found.findChild(QTableView, name)) is not None]
    qtbot.waitUntil(lambda: all(table.isVisible() for table in tables))
    shell.window.resize(1366, 768)
    qtbot.waitUntil(lambda: shell.window.width() == 1366)
    qtbot.waitUntil(lambda: [table.width() for table in tables] == [table.sizeHint().width() for table in tables])


def test_the_list_of_models_is_as_high_as_its_rows(shell: Shell, qtbot: QtBot) -> None:
    found = tab(shell)
    models = found.findChild(QListWidget, "modelos_instalados")
    assert models is not None
    rows = models.count() * models.sizeHintForRow(0)
    qtbot.waitUntil(lambda: rows <= models.height() < rows + models.sizeHintForRow(0))


def test_rows_are_as_high_as_larger_text(shell: Shell, sent: Path, look: Look, qtbot: QtBot) -> None:
    found = take(shell, sent)
    shell.window.resize(1024, 568)
    look.set_text_size(200)

    def low() -> list[str]:
        tables = [*found.findChildren(QTableView), found.findChild(QListWidget, "modelos_instalados")]
        return [
            table.objectName()
            for table in tables
            if table is not None and table.model() is not None
            for row in range(table.model().rowCount())
            if table.visualRect(table.model().index(row, 0)).height() < table.sizeHintForRow(row)
            or table.visualRect(table.model().index(row, 0)).bottom() > table.viewport().height()
        ]

    qtbot.waitUntil(lambda: low() == [])


def test_a_panel_is_added_below(shell: Shell) -> None:
    found, panel = tab(shell), QFrame()
    found.add_panel(panel)
    assert found.isAncestorOf(panel)
