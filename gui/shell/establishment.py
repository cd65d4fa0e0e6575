"""*Archivo → Establecimiento…*: asks for code and name of the establishment, saves them, and tells how it went."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from core.errors import EstablishmentRefusedError, SaveError
from gui.language import labels

if TYPE_CHECKING:
    from core.station.station import Station
    from gui.shell.dialogs import Dialogs
    from gui.shell.notices import Notices


class EstablishmentChange(QObject):
    """Asks by `dialogs`, and answers by `notices`."""

    def __init__(self, station: Station, dialogs: Dialogs, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._dialogs = dialogs
        self._notices = notices

    @Slot()
    def ask(self) -> None:
        """Ask, and save what is answered."""
        here = self._station.establishment
        typed = self._dialogs.ask_establishment(here.current)
        if typed is None:
            return
        try:
            self._station.open()
            here.change(*typed)
        except EstablishmentRefusedError:
            self._notices.failed(self._refused)
        except SaveError as error:
            self._notices.failed(partial(self._not_saved, error))
        else:
            self._notices.succeeded(self._saved)

    def _saved(self) -> str:
        if self._station.establishment.current.is_blank:
            return self.tr("Los reportes ya no llevan código ni nombre del establecimiento.")
        return self.tr("Los reportes y las copias llevan desde ahora el código y el nombre del establecimiento.")

    def _refused(self) -> str:
        return self.tr("El código o el nombre tienen caracteres que no se pueden usar. No se cambió nada.")

    def _not_saved(self, error: SaveError) -> str:
        return self.tr("El establecimiento no se guardó. {reason}").format(reason=labels.failure(error))
