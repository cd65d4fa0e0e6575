"""The settings kept between two starts. Never raises for their content: unreadable values are the defaults."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from core.system import disk, shape
from core.system.paths import SETTINGS_NAME
from core.system.whole_file import follow, write_whole
from core.vocabulary import PeriodName

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_SETTINGS: Final = 64 * 1024

TEXT_SIZES: Final = (100, 110, 125, 150, 175, 200)
"""Text sizes that the window offers, in percent."""

ASKED_ONE_IN: Final = (0, 10, 5, 1)
"""How often the window asks for the user's own verdict: never, or of one patient in so many."""

FAHRENHEIT_DAYS: Final = 400
"""Number of latest days of which the refused temperatures that look like °F are kept."""

_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

LANGUAGES: Final = ("", "es", "en")
THEMES: Final = ("", "light", "dark", "high_contrast")


class Settings(NamedTuple):
    """Choices kept between sessions; `language` and `theme` are "" to follow the system.

    `text_size` is in percent, 0 for what suits the screen, `window` Qt's saved geometry in base64, `export_folder` a
    path, `export_format` and `list_format` the window's names of the formats of the last report and of the last list
    of records. `acknowledged` has, by name, what each notice that the user has acknowledged was about.
    `asked_one_in` is one of ASKED_ONE_IN; `fahrenheit` counts, by day as `2026-11-23`, the temperatures that were
    refused and looked like °F. `imports` has the mappings of earlier imports, as JSON, by the headings' digest
    (`core.exchange.incoming.remembered`).
    """

    language: str = ""
    theme: str = ""
    text_size: int = 0
    window: str = ""
    export_folder: str = ""
    period: PeriodName = PeriodName.DAYS_30
    export_format: str = ""
    acknowledged: Mapping[str, str] = MappingProxyType({})
    asked_one_in: int = 0
    fahrenheit: Mapping[str, int] = MappingProxyType({})
    list_format: str = ""
    last_backup: str = ""
    """Local time of the last backup, as `2026-11-28 22:59:45`; "" if none was made."""
    imports: Mapping[str, str] = MappingProxyType({})
    dhis2: str = ""
    """The map of DHIS2's codes, as JSON (`core.exchange.dhis2`)."""

    def with_fahrenheit(self, day: str) -> Mapping[str, int]:
        """Return `fahrenheit` with one more on a day, without days long past."""
        counts = {**self.fahrenheit, day: self.fahrenheit.get(day, 0) + 1}
        return {day: counts[day] for day in sorted(counts)[-FAHRENHEIT_DAYS:]}


def load(data_dir: Path) -> Settings:
    """Return the settings, or the defaults if the file is missing, unreadable or invalid."""
    try:
        return decode(disk.read_small(follow(data_dir / SETTINGS_NAME), MAX_SETTINGS))
    except (OSError, shape.ShapeError):
        return Settings()


def decode(content: bytes) -> Settings:
    """Return the settings in a file's content, with defaults for missing fields. Raises ShapeError."""
    said = shape.parse(content).any_members()
    given: dict[str, Any] = {}
    for name, choices in (("language", LANGUAGES), ("theme", THEMES)):
        if name in said:
            given[name] = said[name].one_of(*choices)
    texts = ("window", "export_folder", "export_format", "list_format", "last_backup", "dhis2")
    given |= {name: said[name].text() for name in texts if name in said}
    if "text_size" in said:
        wanted = said["text_size"].whole()
        given["text_size"] = min(TEXT_SIZES, key=lambda size: abs(size - wanted)) if wanted else 0
    given |= {name: _texts(said[name]) for name in ("acknowledged", "imports") if name in said}
    if "period" in said:
        given["period"] = PeriodName(said["period"].one_of(*PeriodName))
    if "asked_one_in" in said:
        wanted = said["asked_one_in"].whole()
        given["asked_one_in"] = wanted if wanted in ASKED_ONE_IN else 0
    if "fahrenheit" in said:
        counts = said["fahrenheit"].any_members()
        given["fahrenheit"] = {day: max(0, counts[day].whole()) for day in counts if re.fullmatch(_DAY, day)}
    return Settings(**given)


def _texts(said: shape.Node) -> dict[str, str]:
    return {name: text.text() for name, text in said.any_members().items()}


def save(data_dir: Path, settings: Settings) -> None:
    """Write the settings. Raises SaveError."""
    # A folder's name may hold bytes that are no Unicode text; such a folder is not found again at the next start.
    folder = settings.export_folder.encode(errors="replace").decode()
    said = settings._replace(export_folder=folder)._asdict()
    import json  # noqa: PLC0415 - not to show the window

    content = json.dumps(said, ensure_ascii=False, indent=2, default=dict) + "\n"
    write_whole(data_dir / SETTINGS_NAME, [content.encode()], is_ours=True)


class SettingsFile:
    """The settings of a data directory: read once, written at each change."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self.current = load(data_dir)

    def change(self, **changes: Any) -> None:
        """Change some settings and write them. Raises SaveError; the changes then last for this session only.

        A backup that a command has made meanwhile is not forgotten.
        """
        before = self.current
        self.look_for_backup()
        changed = self.current._replace(**changes)
        if changed != before:
            self.current = changed
            save(self._data_dir, changed)

    def look_for_backup(self) -> bool:
        """Take over the time of a backup that a command has made meanwhile; return whether there was one."""
        made = load(self._data_dir).last_backup
        is_newer = made > self.current.last_backup
        if is_newer:
            self.current = self.current._replace(last_backup=made)
        return is_newer
