"""The fourth tab: made when it is first shown, or when an answer of the district is to be received."""

from __future__ import annotations

import contextlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import ReadError
from gui.kit.growing_text import grow_around
from gui.shell.district_key import DistrictKeyChange

if TYPE_CHECKING:
    from core.station.station import Station
    from core.system.settings import SettingsFile
    from gui.model.model_tab import ModelTab
    from gui.shell.dialogs import Dialogs
    from gui.shell.main_window import MainWindow
    from gui.shell.notices import Notices
    from gui.style.look import Look
    from gui.work.merge_flow import MergeFlow


class ModelPlace(QObject):
    """`changed`: the station has another model, by which everything is to be shown.

    Nothing is received while one of the flows of `adds` runs.
    """

    changed = Signal()
    noted = Signal()
    """`modelos.log` has grown."""
    made = Signal(object)
    """Carries the `ModelTab`, once."""
    measures_made = Signal(object)
    """Carries the `MeasuresPanel` in the tab."""

    def __init__(  # noqa: PLR0913, PLR0917 - what the tab is made of
        self,
        station: Station,
        look: Look,
        settings_file: SettingsFile,
        dialogs: Dialogs,
        notices: Notices,
        adds: MergeFlow[Any],
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._station = station
        self._look = look
        self._settings_file = settings_file
        self._dialogs = dialogs
        self._notices = notices
        self._window = window
        self._key = DistrictKeyChange(station, settings_file, dialogs, self)
        self._key.finished.connect(notices.succeeded)
        self._key.failed.connect(notices.failed)
        self._adds = adds
        window.model_wanted.connect(self._make)
        window.menu_actions.receive.triggered.connect(self._receive)
        window.menu_actions.district_key.triggered.connect(self._key.ask)

    @cached_property
    def tab(self) -> ModelTab:
        """The tab."""
        from gui.model.measures_panel import MeasuresPanel  # noqa: PLC0415 - on first use
        from gui.model.model_tab import ModelTab  # noqa: PLC0415 - on first use

        tab = ModelTab(self._station, self._look, self._settings_file, self._dialogs)
        tab.is_busy = lambda: self._adds.is_any_running
        tab.told.connect(self._notices.succeeded)
        tab.failed.connect(self._notices.failed)
        tab.model_changed.connect(self.changed)
        tab.noted.connect(self.noted)
        self.made.emit(tab)
        panel = MeasuresPanel(self._station, self._look, self._settings_file)
        tab.add_panel(panel)
        self.measures_made.emit(panel)
        self._window.set_model(tab, tab.focus_first)
        grow_around(tab, self._look)
        return tab

    def tell(self) -> None:
        """Tell of a model that should be in use and cannot be read, while the program's own predicts."""
        from core.models import catalogue  # noqa: PLC0415 - not for the first paint

        with contextlib.suppress(ReadError):  # told of with the other journals
            missing = catalogue.in_use(self._station.data_dir).missing
            predicts = self._station.model.name
            self._notices.model_missing("" if missing == predicts else missing, predicts)

    @Slot()
    def _make(self) -> None:
        _ = self.tab

    @Slot()
    def _receive(self) -> None:
        self._window.show_model()
        self.tab.receive()
