"""The counts of a week or a month written for DHIS2; the codes are kept for the next time."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from core.errors import SaveError
from core.exchange import dhis2
from core.records.period import Period
from core.vocabulary import PeriodName
from gui.report.export_file import Format, Writing, complete
from gui.report.export_flow import ExportFlow
from gui.work.questions import usual_folder
from gui.work.written import Written

if TYPE_CHECKING:
    from core.exchange.dhis2 import CodeMap, PeriodOf


class Dhis2Export(ExportFlow):
    """Asks for a period and codes, then writes. `not_kept` carries the error if the codes could not be kept."""

    not_kept = Signal(object)
    still_reading = Signal()

    @Slot()
    def export_values(self) -> None:
        """Ask, and write the values in the background."""
        if self.running is not None:
            self.failed.emit(self._under_way)
            return
        code = self._station.establishment.current.codigo
        today = self._station.clock().date()
        asked = self.questions.ask_dhis2(self._kept(), code, today)
        if asked is None:
            return
        codes, days = asked
        try:
            self._settings_file.change(dhis2=dhis2.written(codes))
        except SaveError as error:
            self.not_kept.emit(error)
        report = self._station.report(Period(days.first, days.last))
        if report is None:
            self.still_reading.emit()
            return
        content = dhis2.clinic_values(codes, codes.unit(code) or "", [(days, report)], today)
        self._ask_file(days, dhis2.encoded(content))

    def _ask_file(self, days: PeriodOf, content: bytes) -> None:
        chosen = self.questions.choose_export_file(
            self.tr("Guardar los valores para DHIS2"),
            usual_folder(self._settings_file),
            f"dhis2-{days.name}.json",
            [(self.tr("Valores para DHIS2"), "json")],
        )
        if chosen is not None:
            self._days = days
            path = complete(Path(chosen[0]), ".json")
            self._write(Writing(path, Format.JSON, PeriodName.ALL, [content], 0))

    def _kept(self) -> CodeMap | None:
        try:
            return dhis2.read_map(self._settings_file.current.dhis2.encode(errors="replace"))
        except dhis2.MapError:
            return None

    def _succeed(self, writing: Writing, _outcome: object) -> None:
        self.finished.emit(Written(partial(self._values_written, self._days.name, writing.path), writing.path))

    def _values_written(self, period: str, path: Path) -> str:
        return self.tr("Valores para DHIS2 ({period}) guardados en {path}").format(period=period, path=path)
