"""The whole window under the locale of the environment, without a screen: steps a value, saves it, opens each tab.

Prints all that was said by then as JSON. `python -m tests.widgets.shell.number_program DATA_DIR`.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QWidget

from core.clinical import model
from core.records.period import Period
from core.station.station import Station
from core.system.settings import SettingsFile
from gui.app import App
from gui.first_screen import FirstScreen
from gui.language.i18n import Language
from gui.shell.crash import CrashFiles, CrashGuard
from gui.style.look import Look
from tests.widgets.shell.test_language import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable


def now() -> datetime:
    return datetime(2025, 11, 14, 22, 31, 10, tzinfo=timezone(timedelta(hours=-5)))


def wait_until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def say_numbers(data_dir: Path) -> dict[str, object]:
    application = QApplication([])
    with Station(data_dir, model.load(), now, "prueba") as station:
        language = Language(application, "", QLocale.system())
        guard = CrashGuard(CrashFiles(lambda: data_dir / "log", now), application)
        look = Look(application, "light")
        app = App(FirstScreen(lambda: station, SettingsFile(data_dir), language, look, guard), lambda: station)
        app.show()
        wait_until(lambda: station.report(Period()) is not None)
        window = app.first.window
        window.activateWindow()
        boxes = [box for box in window.findChildren(QDoubleSpinBox) if isinstance(box, QDoubleSpinBox)]
        texts: list[object] = []

        def look_around() -> None:
            application.sendPostedEvents()
            shown = [widget for widget in (window, *window.findChildren(QWidget)) if widget.isVisible()]
            texts.extend(text for widget in shown for text in texts_of(widget))

        for wrong in ("385", "98,6", "x"):
            QTest.keyClicks(boxes[0], wrong + "\r")
            QTest.keyClick(boxes[0], Qt.Key.Key_Return)
            look_around()
        QTest.keyClicks(boxes[0], "38.5")
        QTest.keyClick(boxes[0], Qt.Key.Key_Up)
        stepped = boxes[0].text()
        for box, value in zip(boxes, ("", "120", "90"), strict=True):
            QTest.keyClicks(box, value)
            QTest.keyClick(box, Qt.Key.Key_Return)
        look_around()
        for key in (Qt.Key.Key_2, Qt.Key.Key_3):
            QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
            look_around()
        app.end()
        app.delete_window()
    return {
        "stepped": stepped,
        "decimal_sign": language.system.decimalPoint(),
        "texts": [str(text) for text in texts],
    }


if __name__ == "__main__":
    print(json.dumps(say_numbers(Path(sys.argv[1]))))  # noqa: T201 - this is the answer
