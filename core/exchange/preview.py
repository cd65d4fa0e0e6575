"""A dry run of a restore: the same steps on the same files, with nothing written."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from core.exchange.restore import Restore
from core.journal.writer import Journal
from core.notes import journals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from core.exchange.archive import Archive
    from core.exchange.manifest import Manifest
    from core.system.establishment import Establishment


class _Unwritten(Journal[Any]):
    """A read-only journal: appended lines are dropped."""

    def append_all(self, lines: Sequence[bytes], last: Any = None) -> int:  # noqa: ARG002 - the signature of Journal
        """Write nothing."""
        return 0

    def sync(self) -> None:
        """Do nothing: entries need not be synced to be counted."""


class Preview(Restore):
    """A task that counts the entries that restoring a backup here would add; the caller needs no lock.

    `manifest` has the time and the PC of the backup once `run` has opened it. A journal that is written meanwhile is
    counted as it was when it was read.
    """

    def __init__(self, source: Path | Archive, data_dir: Path) -> None:
        writers = {kind.name: _Unwritten(data_dir / kind.name, kind.codec.classify) for kind in journals.JOURNALS}
        super().__init__(source, writers)
        self.manifest: Manifest | None = None

    @contextlib.contextmanager
    def _noted(self, archive: Archive) -> Iterator[None]:
        """Note nothing: there is nothing to go on with."""
        self.manifest = archive.manifest
        yield

    def _take_settings(self, path: Path, content: bytes) -> None:
        """Write nothing."""

    def _take_establishment(self, data_dir: Path, there: Establishment) -> None:
        """Write nothing."""

    def _take_models(self, archive: Archive) -> None:
        """Write nothing."""
