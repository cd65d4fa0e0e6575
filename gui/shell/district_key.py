"""*Archivo → Clave del distrito…*: installs the district's public key from a file, by its fingerprint."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import AnswerRefusedError, ReadError, SaveError
from gui.language import labels
from gui.work.questions import usual_folder

if TYPE_CHECKING:
    from core.exchange.minisign import PublicKey
    from core.station.station import Station
    from core.system.settings import SettingsFile
    from gui.shell.dialogs import Dialogs


class DistrictKeyChange(QObject):
    """`finished` and `failed` carry a function that returns the sentence in the language then in force."""

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, station: Station, settings_file: SettingsFile, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._settings_file = settings_file
        self._dialogs = dialogs

    @Slot()
    def ask(self) -> None:
        """Ask for the file and the fingerprints, and install the key."""
        chosen = self._dialogs.choose_key(usual_folder(self._settings_file))
        if chosen is None:
            return
        try:
            self._install(Path(chosen))
        except AnswerRefusedError as error:
            from gui.model import model_words  # noqa: PLC0415 - only a refusal needs it

            self.failed.emit(partial(self._not_installed, partial(model_words.answer_refusal, error)))
        except (SaveError, ReadError) as error:
            self.failed.emit(partial(self._not_installed, partial(labels.failure, error)))

    def _install(self, path: Path) -> None:
        from core.exchange import answer, receive  # noqa: PLC0415 - only a key needs it

        data_dir = self._station.data_dir
        new, pinned = receive.read_key(path), answer.pinned_key(data_dir)
        if new == pinned:
            self.finished.emit(partial(self._installed_already, new))
            return
        typed = self._dialogs.confirm_key(new, pinned)
        if typed is not None:
            self._station.open()
            receive.pin_key(data_dir, path, typed)
            self.finished.emit(partial(self._installed, new))

    def _installed(self, key: PublicKey) -> str:
        return self.tr(
            "La clave del distrito quedó instalada: {fingerprint}. Ya puede recibir sus respuestas (Ctrl+D)."
        ).format(fingerprint=key.fingerprint)

    def _installed_already(self, key: PublicKey) -> str:
        return self.tr("Esa clave ya está instalada: {fingerprint}.").format(fingerprint=key.fingerprint)

    def _not_installed(self, why: partial[str]) -> str:
        return self.tr("La clave del distrito no se instaló. {reason}").format(reason=why())
