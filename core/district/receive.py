"""Receiving deliveries: found, hashed, read lineage by lineage in processes of their own, merged, committed in parts.

Cancelled at any moment it stops at once: what was committed is in the lake, and the same command takes the rest.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from core.district import deliveries, manifest, processes
from core.district.consolidated import Alarm
from core.district.deliveries import Look, Refused, Source
from core.district.errors import LakeError, LakeFault
from core.district.manifest import KNOWN, RECORDS, Lineage, Manifest
from core.errors import BackupRefusedError, ReadError
from core.system import disk
from core.system.paths import LOG_NAME
from core.system.work import StoppedError, Work

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ProcessPoolExecutor
    from datetime import datetime
    from pathlib import Path

    from core.district.files import Store
    from core.district.intake import Taken
    from core.district.merge import Merge, Told
    from core.errors import SaveFailure
    from core.refusals import BackupRefusal

PART: Final = 4_000_000
"""Records read before they are merged and committed, in a lake that has no more."""

LARGEST_PART: Final = 16_000_000
"""The same in a large lake: as many keys as are held in memory at once."""

_DAY: Final = timedelta(days=1)
_BLINK_S: Final = 0.2
"""How often a stop is looked for while others read."""

ALONE: Final = 16 * 1024 * 1024
"""Bytes of journals that are read in this process: starting others takes longer."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one path: of a delivery, `look`, `taken` and `told`; of another one, why it is refused.

    A delivery that was known has none of these.
    """

    path: Path
    look: Look | None = None
    lineage: Lineage | None = None
    taken: Taken | None = None
    told: Told | None = None
    reason: deliveries.Refusal | BackupRefusal | SaveFailure | None = None
    is_passed_over: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the same bytes had been taken before."""
        return self.look is None and self.reason is None


@dataclass(slots=True)
class _Group:
    """The deliveries of one lineage."""

    lineage: Lineage
    looks: list[Look] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes of the journals."""
        return sum(sum(look.sizes.values()) for look in self.looks)


_Read = tuple[_Group, "Lineage", "list[Taken]"]


class Receive(Work):
    """A task that takes deliveries into a lake, in the thread that calls `run`. The caller is the lake's writer.

    `received` says what has become of each path, in the order of the paths; it is right also after an interruption.
    """

    def __init__(self, store: Store, paths: list[Path], clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.received: list[Received] = []
        self._store = store
        self._paths = paths
        self._clock = clock
        self._manifest = Manifest()
        self._lineages: dict[str, Lineage] = {}
        self._merge: Merge | None = None

    def cancel(self) -> None:
        """Request a stop, also of the query that runs."""
        super().cancel()
        if self._merge is not None:
            self._merge.interrupt()

    def run(self) -> None:
        """Take in the deliveries. Raises LakeError, SaveError, ReadError (of the lake) or StoppedError."""
        self._manifest = manifest.load(self._store)
        if not self._manifest.numero and self._store.names(""):
            raise LakeError(LakeFault.NOT_A_LAKE, self._store.place)
        manifest.sweep(self._store, self._manifest)
        self._lineages = {lineage.id: lineage for lineage in self._manifest.linajes}
        groups = self._look()
        self.total = self.done + sum(group.size for group in groups)
        self._read(groups)
        self._compact()

    def _look(self) -> list[_Group]:
        """Find, hash and look at everything; return the new deliveries by lineage."""
        known = self._known()
        groups: dict[str, _Group] = {}
        for found in deliveries.find(self._paths, self._store.place, lambda: self._advance(0)):
            if isinstance(found, Refused):
                self.received.append(Received(found.path, reason=found.reason, is_passed_over=found.is_passed_over))
                continue
            try:
                sha256, length = deliveries.hashed(found, self._advance)
                if sha256 in known:
                    self.received.append(Received(found.path))
                    continue
                look = deliveries.look(found, sha256, length, lambda: self._advance(0))
            except BackupRefusedError as error:
                self._refuse(found, error.refusal)
            except ReadError as error:
                self._refuse(found, error.failure)
            else:
                known.add(sha256)
                self._assign(look, groups)
        return list(groups.values())

    def _refuse(self, source: Source, reason: BackupRefusal | SaveFailure) -> None:
        self.received.append(Received(source.path, reason=reason))

    def _assign(self, look: Look, groups: dict[str, _Group]) -> None:
        if LOG_NAME in look.sizes and not (look.first or look.station.workplace):
            self.received.append(Received(look.source.path, reason=deliveries.Refusal.EMPTY))
            return
        known = {**self._lineages, **{name: group.lineage for name, group in groups.items()}}
        lineage = lineage_of(look, known)
        groups.setdefault(lineage.id, _Group(lineage)).looks.append(look)
        groups[lineage.id].lineage = lineage

    def _known(self) -> set[str]:
        found: set[str] = set()
        for file in self._manifest.files(KNOWN):
            path = self._store.local(file.nombre, file.sha256)
            with disk.reading(path):
                found.update(path.read_text().split())
        return found

    def _read(self, groups: list[_Group]) -> None:
        if not groups:
            return
        from core.district.intake import take  # noqa: PLC0415 - with all that reads logs

        groups.sort(key=lambda group: -group.size)  # the long ones first: no process waits for one at the end
        read: list[_Read] = []
        try:
            if sum(group.size for group in groups) <= ALONE or len(groups) == 1:
                read.extend(
                    (group, *take(group.lineage, group.looks, self._store.staging, self._advance)) for group in groups
                )
            else:
                with processes.pool() as pool:
                    self._read_in(pool, groups, read)
        except StoppedError:
            raise
        except BrokenProcessPool:
            self._commit(read)
            raise LakeError(LakeFault.ENDED, self._store.place) from None
        except BaseException:
            self._commit(read)
            raise
        self._commit(read)

    def _read_in(self, pool: ProcessPoolExecutor, groups: list[_Group], read: list[_Read]) -> None:
        """Read in other processes; `read` holds the uncommitted ones."""
        from core.district.intake import take  # noqa: PLC0415

        with processes.starting():
            running = {pool.submit(take, group.lineage, group.looks, self._store.staging): group for group in groups}
        while running:
            done, _ = wait(running, timeout=_BLINK_S, return_when=FIRST_COMPLETED)
            for future in done:
                group = running.pop(future)
                read.append((group, *future.result()))
                self._advance(group.size)
            self._advance(0)
            if sum(one.rows for _, _, taken in read for one in taken) >= part(self._manifest):
                self._commit(read)
                read.clear()

    def _compact(self) -> None:
        if self._manifest.crowd():
            from core.district.compact import compact  # noqa: PLC0415 - seldom needed

            self._manifest = compact(self._store, self._manifest, self._clock(), lambda: self._advance(0))

    def _commit(self, read: list[_Read]) -> None:
        """Merge what was read and make it the lake's next version, then tell of it."""
        now = self._clock()
        for _, _, taken in read:
            for one in taken:
                if one.refused is not None:
                    self.received.append(Received(one.look.source.path, reason=one.refused))
        accepted = [one for _, _, taken in read for one in taken if one.refused is None]
        if not accepted:
            return
        from core.district.merge import Merge  # noqa: PLC0415 - DuckDB, where there is something new

        self._merge = merge = Merge(self._store, self._manifest, accepted, now, lambda: self._advance(0))
        next_lineages = dict(self._lineages)
        for _, lineage, taken in read:
            if lineage.id and any(one.refused is None for one in taken):
                next_lineages[lineage.id] = lineage
        with manifest.naming_damage(self._store, self._manifest):
            merge.prepare()
        for _, lineage, taken in read:
            if lineage.id in next_lineages:
                next_lineages[lineage.id] = _after(lineage, taken, merge)
        self._manifest = merge.publish(next_lineages)
        manifest.commit(self._store, self._manifest)
        self._lineages = next_lineages
        for one in accepted:
            lineage_now = next_lineages.get(one.lineage)
            self.received.append(
                Received(one.look.source.path, one.look, lineage_now, one, merge.told[one.look.sha256])
            )


def part(lake: Manifest) -> int:
    """Return the number of records that are read before they are merged and committed.

    A merge looks through every key of the lake: if parts did not grow with it, the time would with its square.
    """
    return max(PART, min(lake.rows(RECORDS), LARGEST_PART))


def lineage_of(look: Look, known: dict[str, Lineage]) -> Lineage:
    """Return the lineage that a delivery belongs to, with what it says of itself; a new one if none is known.

    By `puesto`; else by the log's first record, unless both name another `puesto`.
    """
    said = look.station
    if LOG_NAME not in look.sizes:
        return Lineage("", "")
    found = None
    if said.workplace:
        found = next((one for one in known.values() if one.puesto == said.workplace), None)
    if found is None and look.first:
        same = [one for one in known.values() if one.primero == look.first]
        found = next((one for one in same if not (one.puesto and said.workplace)), None)
    if found is None:
        found = Lineage(said.workplace or f"log-{look.first[-24:]}", look.first)
    return replace(
        found,
        primero=found.primero or look.first,
        puesto=said.workplace or found.puesto,
        codigo=said.code or found.codigo,
        nombre=said.name or found.nombre,
        modelo=said.model or found.modelo,
    )


def _after(lineage: Lineage, taken: list[Taken], merge: Merge) -> Lineage:
    """Return the lineage after its deliveries were taken in: alarms, and how far they reach."""
    alarms = set(lineage.alarmas) - {Alarm.FEWER_RECORDS.value}
    accepted = [one for one in taken if one.refused is None]
    states = [lineage.hasta] if lineage.hasta else []
    for one in accepted:
        what = merge.told[one.look.sha256]
        alarms |= {
            alarm.value
            for alarm, is_so in (
                (Alarm.CHANGED_PREFIX, one.is_changed),
                (Alarm.FEWER_RECORDS, one.is_shorter),
                (Alarm.SHARED_RECORDS, what.shared > 0),
                (Alarm.CONFLICTS, what.conflicts > 0),
                (Alarm.CLOCK, what.last_day is not None and what.last_day > merge.now.date() + _DAY),
            )
            if is_so
        }
        states.append(merge.reaches(one).astimezone(UTC).isoformat(timespec="seconds"))
    return replace(
        lineage,
        alarmas=tuple(sorted(alarms)),
        recibida=merge.now.astimezone(UTC).isoformat(timespec="seconds"),
        hasta=max(states),
    )
