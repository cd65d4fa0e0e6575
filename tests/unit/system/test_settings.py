"""Settings kept between two starts; no content of the file prevents a start."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SaveError, SaveFailure
from core.system import settings
from core.system.paths import SETTINGS_NAME
from core.system.settings import MAX_SETTINGS, TEXT_SIZES, Settings, SettingsFile
from core.vocabulary import PeriodName

if TYPE_CHECKING:
    from pathlib import Path

CHOSEN = Settings(
    "en",
    "dark",
    150,
    "AdnQywAD",
    "/media/usb",
    PeriodName.THIS_MONTH,
    "records",
    {"damage": "2"},
    5,
    {"2026-11-23": 2},
    "csv",
)


def write(directory: Path, content: bytes) -> None:
    (directory / SETTINGS_NAME).write_bytes(content)


def test_what_is_saved_is_found_again(tmp_path: Path) -> None:
    settings.save(tmp_path, CHOSEN)
    assert settings.load(tmp_path) == CHOSEN


def test_a_first_start_has_the_defaults(data_dir: Path) -> None:
    assert settings.load(data_dir) == Settings() == Settings("", "", 0, "", "", PeriodName.DAYS_30)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"null",
        b"[" * 50_000,
        b'{"language":"fr"}',
        b'{"theme":7}',
        b'{"period":"siglo"}',
        b'{"text_size":"enorme"}',
        b'{"acknowledged":{"damage":7}}',
        b'{"acknowledged":[]}',
        b'{"asked_one_in":"siempre"}',
        b'{"fahrenheit":{"2026-11-23":"dos"}}',
        b'{"language":"en"' + b" " * MAX_SETTINGS + b"}",
    ],
    ids=lambda content: content[:20],
)
def test_what_cannot_be_read_is_the_default(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, content)
    assert settings.load(tmp_path) == Settings()


def test_a_settings_file_that_would_wait_for_ever_is_the_default(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / SETTINGS_NAME)
    assert settings.load(tmp_path) == Settings()


def test_keys_of_a_later_version_do_no_harm(tmp_path: Path) -> None:
    write(tmp_path, b'{"language":"en","impresora":"la de enfrente"}')
    assert settings.load(tmp_path) == Settings(language="en")


@pytest.mark.parametrize(
    ("kept", "shown"), [(100, 100), (0, 0), (-5, 100), (119, 125), (160, 150), (10**30, 200), (137, 125), (138, 150)]
)
def test_a_text_size_is_the_nearest_that_is_offered(tmp_path: Path, kept: int, shown: int) -> None:
    write(tmp_path, json.dumps({"text_size": kept}).encode())
    assert settings.load(tmp_path).text_size == shown


@pytest.mark.parametrize(("kept", "found"), [(0, 0), (1, 1), (5, 5), (10, 10), (7, 0), (-1, 0)])
def test_the_verdict_is_asked_for_as_often_as_is_offered_or_never(tmp_path: Path, kept: int, found: int) -> None:
    write(tmp_path, json.dumps({"asked_one_in": kept}).encode())
    assert settings.load(tmp_path).asked_one_in == found


def test_temperatures_that_looked_like_fahrenheit_are_counted_by_day(tmp_path: Path) -> None:
    write(tmp_path, b'{"fahrenheit":{"2026-11-23":-2,"\\ud800":1}}')
    file = SettingsFile(tmp_path)
    assert file.current.fahrenheit == {"2026-11-23": 0}
    for _ in range(2):
        file.change(fahrenheit=file.current.with_fahrenheit("2026-11-23"))
    assert SettingsFile(tmp_path).current.fahrenheit == {"2026-11-23": 2}


def test_days_long_past_are_forgotten() -> None:
    full = Settings(fahrenheit={f"{year:04}-01-01": 1 for year in range(1, settings.FAHRENHEIT_DAYS + 1)})
    counts = full.with_fahrenheit("2026-11-23")
    assert len(counts) == settings.FAHRENHEIT_DAYS
    assert (min(counts), max(counts)) == ("0002-01-01", "2026-11-23")


def test_a_change_holds_now_and_for_the_next_start(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.change(language="en", text_size=125)
    file.change(period=PeriodName.ALL)
    assert (
        file.current
        == SettingsFile(tmp_path).current
        == Settings(language="en", text_size=125, period=PeriodName.ALL)
    )


def test_what_was_acknowledged_is_kept(tmp_path: Path) -> None:
    SettingsFile(tmp_path).change(acknowledged={"damage predicciones.log": "2+0f"})
    SettingsFile(tmp_path).change(theme="dark")
    assert settings.load(tmp_path).acknowledged == {"damage predicciones.log": "2+0f"}


def test_a_backup_that_a_command_makes_is_noticed_once(tmp_path: Path) -> None:
    opened = SettingsFile(tmp_path)
    assert not opened.look_for_backup()
    SettingsFile(tmp_path).change(last_backup="2025-11-14 20:00:00")
    assert opened.look_for_backup()
    assert opened.current.last_backup == "2025-11-14 20:00:00"
    assert not opened.look_for_backup()


def test_a_change_of_nothing_writes_nothing(tmp_path: Path) -> None:
    SettingsFile(tmp_path).change(language="")
    assert list(tmp_path.iterdir()) == []


def test_a_change_that_cannot_be_kept_holds_until_the_end(data_dir: Path) -> None:
    file = SettingsFile(data_dir)
    with pytest.raises(SaveError) as caught:
        file.change(theme="dark")
    assert caught.value.failure is SaveFailure.GONE
    assert file.current.theme == "dark"


@given(st.text() | st.text("/ñ\ud800\udcff"))
def test_any_folder_name_is_kept_or_forgotten_without_a_stumble(
    tmp_path_factory: pytest.TempPathFactory, folder: str
) -> None:
    directory = tmp_path_factory.mktemp("ajustes")
    settings.save(directory, Settings(export_folder=folder, text_size=TEXT_SIZES[-1]))
    loaded = settings.load(directory)
    assert loaded.text_size == TEXT_SIZES[-1]
    assert loaded.export_folder == folder.encode(errors="replace").decode()
