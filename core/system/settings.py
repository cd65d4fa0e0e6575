"""The settings kept between two starts. Never raises for their content: unreadable values are the defaults."""

from __future__ import annotations

import json
import os
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

LANGUAGES: Final = ("", "es", "en")
THEMES: Final = ("", "light", "dark", "high_contrast")


class Settings(NamedTuple):
    """Choices kept between sessions; `language` and `theme` are "" to follow the system.

    `text_size` is in percent, `window` Qt's saved geometry in base64, `export_folder` a path, `export_format` the
    window's name of the format of the last export. `acknowledged` has, by name, what each notice that the user has
    acknowledged was about.
    """

    language: str = ""
    theme: str = ""
    text_size: int = 100
    window: str = ""
    export_folder: str = ""
    period: PeriodName = PeriodName.DAYS_30
    export_format: str = ""
    acknowledged: Mapping[str, str] = MappingProxyType({})


def load(data_dir: Path) -> Settings:
    """Return the settings, or the defaults if the file is missing, unreadable or invalid."""
    try:
        fd = disk.open_regular(follow(data_dir / SETTINGS_NAME), os.O_RDONLY)
        with os.fdopen(fd, "rb") as file:
            return decode(file.read(MAX_SETTINGS))
    except (OSError, shape.ShapeError):
        return Settings()


def decode(content: bytes) -> Settings:
    """Return the settings in a file's content, with defaults for missing fields. Raises ShapeError."""
    said = shape.parse(content).any_members()
    given: dict[str, Any] = {}
    for name, choices in (("language", LANGUAGES), ("theme", THEMES)):
        if name in said:
            given[name] = said[name].one_of(*choices)
    for name in ("window", "export_folder", "export_format"):
        if name in said:
            given[name] = said[name].text()
    if "text_size" in said:
        wanted = said["text_size"].whole()
        given["text_size"] = min(TEXT_SIZES, key=lambda size: abs(size - wanted))
    if "acknowledged" in said:
        given["acknowledged"] = {name: mark.text() for name, mark in said["acknowledged"].any_members().items()}
    if "period" in said:
        given["period"] = PeriodName(said["period"].one_of(*PeriodName))
    return Settings(**given)


def save(data_dir: Path, settings: Settings) -> None:
    """Write the settings. Raises SaveError."""
    # A folder's name may hold bytes that are no Unicode text; such a folder is not found again at the next start.
    folder = settings.export_folder.encode(errors="replace").decode()
    content = (
        json.dumps(
            settings._replace(export_folder=folder, acknowledged=dict(settings.acknowledged))._asdict(),
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )
    write_whole(data_dir / SETTINGS_NAME, [content.encode()], is_ours=True)


class SettingsFile:
    """The settings of a data directory: read once, written at each change."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self.current = load(data_dir)

    def change(self, **changes: Any) -> None:
        """Change some settings and write them. Raises SaveError; the changes then last for this session only."""
        changed = self.current._replace(**changes)
        if changed != self.current:
            self.current = changed
            save(self._data_dir, changed)
