"""The values for DHIS2: their flow is made when they are first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from gui.report.dhis2_export import Dhis2Export
    from gui.report.export_flow import ExportFlow
    from gui.shell.main_window import MainWindow
    from gui.shell.notices import Notices


class Dhis2Place(QObject):
    """`made` carries the flow, once; it asks and writes as `exports` does."""

    made = Signal(object)

    def __init__(self, exports: ExportFlow, notices: Notices, window: MainWindow) -> None:
        super().__init__(window)
        self._exports = exports
        self._notices = notices
        window.menu_actions.dhis2.triggered.connect(self._export)

    @cached_property
    def _flow(self) -> Dhis2Export:
        from gui.report.dhis2_export import Dhis2Export  # noqa: PLC0415 - on first use

        flow = Dhis2Export.beside(self._exports, self)
        flow.not_kept.connect(self._notices.not_kept)
        flow.still_reading.connect(self._notices.still_reading)
        self.made.emit(flow)
        return flow

    @Slot()
    def _export(self) -> None:
        self._flow.export_values()
