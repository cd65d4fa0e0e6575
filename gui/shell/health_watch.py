"""Tells of damage, copies and losses in the journals when their counts have changed, and lists them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from core.station.station import Station
    from gui.shell.dialogs import Dialogs
    from gui.shell.notices import Notices


class HealthWatch(QObject):
    """Posts and withdraws the notices on the state of a station's journals; closed ones stay closed."""

    def __init__(self, station: Station, notices: Notices, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._notices = notices
        self._dialogs = dialogs
        self._damage_told = dict.fromkeys(station.ledgers, 0)
        self._copies_told = 0, 0
        self._lost_told = {name: station.lost(name) for name in station.ledgers}
        self._drops_told = station.drops
        self._establishment_told = False

    @Slot()
    def tell(self) -> None:
        """Post or withdraw the notices whose counts have changed."""
        self._tell_damage()
        self._tell_lost()
        self._tell_establishment()

    def _tell_damage(self) -> None:
        for name, ledger in self._station.ledgers.items():
            damaged = ledger.health.damaged_count
            if damaged != self._damage_told[name]:
                self._damage_told[name] = damaged
                self._notices.damage(name, ledger.health, partial(self._show_damage, name))
        health = self._station.health
        copies = len(health.copies), health.conflicts
        if copies != self._copies_told:
            self._copies_told = copies
            self._notices.copies(health, self._show_copies)

    def _tell_lost(self) -> None:
        for name in self._station.ledgers:
            lost = self._station.lost(name)
            if lost != self._lost_told[name]:
                self._lost_told[name] = lost
                self._notices.lost(name, lost.records)
        drops = self._station.drops
        if drops != self._drops_told:
            self._drops_told = drops
            self._notices.drops(drops)

    def _tell_establishment(self) -> None:
        is_damaged = self._station.establishment.was_damaged
        if is_damaged != self._establishment_told:
            self._establishment_told = is_damaged
            self._notices.establishment(is_damaged=is_damaged)

    def _show_damage(self, name: str) -> None:
        ledger = self._station.ledgers[name]
        self._dialogs.damage(ledger.health, ledger.path)

    @Slot()
    def _show_copies(self) -> None:
        self._dialogs.copies(self._station.health, self._station.log)
