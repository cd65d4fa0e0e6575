"""The long tasks that may run in the background, and how they are watched."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale, SignalInstance


class Running(Enum):
    """What runs."""

    EXPORT = auto()
    BACKUP = auto()
    RESTORE = auto()


class Flow(Protocol):
    """Runs one thing at a time.

    `begun` says that what runs takes long enough to be told of, `progressed` that it has come further, `ended` that
    nothing runs any more, and whether it was stopped: else there is more to tell of how it ended.
    """

    @property
    def begun(self) -> SignalInstance:
        """Carries nothing."""

    @property
    def progressed(self) -> SignalInstance:
        """Carries nothing."""

    @property
    def ended(self) -> SignalInstance:
        """Carries whether it was stopped."""

    @property
    def running(self) -> Running | None:
        """What runs now; None if nothing does."""

    def words(self, locale: QLocale) -> str:
        """Say what runs and how far it is."""

    def cancel(self) -> None:
        """Make it stop soon."""
