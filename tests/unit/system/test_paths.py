"""Where things are kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from platformdirs import user_data_dir, user_log_path

from core.errors import RelativeDirectoryError
from core.system.paths import DATA_DIR_VARIABLE, data_directory, log_directory


def test_the_data_directory_is_the_one_given_else_the_variables_else_the_users(tmp_path: Path) -> None:
    environment = {DATA_DIR_VARIABLE: str(tmp_path / "variable")}
    assert data_directory(tmp_path / "dada", environment) == tmp_path / "dada"
    assert data_directory(None, environment) == tmp_path / "variable"
    assert data_directory(None, {DATA_DIR_VARIABLE: ""}) == data_directory(None, {})
    assert data_directory(None, {}) == Path(user_data_dir("predictor-medico", appauthor=False))


def test_the_variable_is_the_one_of_the_contract() -> None:
    assert DATA_DIR_VARIABLE == "PREDICTOR_MEDICO_DATA_DIR"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the place that Linux has for it")
def test_the_users_directory_is_named_after_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_directory(None, {}) == tmp_path / "predictor-medico"


def test_a_relative_directory_is_fixed_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    chosen = data_directory(Path("datos"), {})
    monkeypatch.chdir("/")
    assert chosen == tmp_path / "datos"


def test_the_variables_directory_may_begin_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    assert data_directory(None, {DATA_DIR_VARIABLE: "~"}) == tmp_path
    assert data_directory(None, {DATA_DIR_VARIABLE: "~/datos"}) == tmp_path / "datos"


@pytest.mark.parametrize("said", ["datos", "./datos", "../datos", "./~/datos", "~nadie-así/datos", " "])
def test_the_variables_directory_does_not_depend_on_where_one_stands(said: str) -> None:
    with pytest.raises(RelativeDirectoryError) as caught:
        data_directory(None, {DATA_DIR_VARIABLE: said})
    assert caught.value.given == said


def test_crash_files_go_to_the_users_log_directory_or_beside_data_kept_elsewhere(tmp_path: Path) -> None:
    assert log_directory(data_directory(None, {}), {}) == user_log_path("predictor-medico", appauthor=False)
    assert log_directory(tmp_path, {}) == tmp_path / "log"
    assert log_directory(tmp_path, {DATA_DIR_VARIABLE: str(tmp_path)}) == tmp_path / "log"
