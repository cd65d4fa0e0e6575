"""Why a record has its category: by the model that made it, or in plain words why that cannot be said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from core.clinical.model import BUILT_IN, Model, load, parse
from core.records.explain import Explained, Unexplained, explain
from core.system.paths import MODELS_DIR_NAME
from core.vocabulary import Category
from tests.samples import a_record

if TYPE_CHECKING:
    from pathlib import Path

    from core.records.record import Record

FORMER = "reglas-1.0.1+f08825a6"


@pytest.fixture
def in_use() -> Model:
    return load()


def made_by(name: str | None, **changes: object) -> Record:
    return replace(a_record(), modelo=name, puntaje=3, **changes)


def test_a_record_of_the_model_in_use_is_explained_as_it_was_predicted(in_use: Model, tmp_path: Path) -> None:
    record = made_by(in_use.name)
    assert explain(record, in_use, tmp_path) == Explained(in_use.predict(record.reading()), in_use)


def test_a_record_of_a_model_that_was_shipped_before_is_explained_by_that_one(in_use: Model, tmp_path: Path) -> None:
    found = explain(made_by(FORMER), in_use, tmp_path)
    assert isinstance(found, Explained)
    assert (found.model.name, found.prediction.model) == (FORMER, FORMER)


def test_a_record_of_an_installed_model_is_explained_by_that_one(in_use: Model, tmp_path: Path) -> None:
    other = json.loads(BUILT_IN.read_bytes()) | {"id": "tabla", "version": "2.0.0"}
    content = json.dumps(other).encode()
    name = parse(content, "").name
    (tmp_path / MODELS_DIR_NAME).mkdir()
    (tmp_path / MODELS_DIR_NAME / f"{name}.json").write_bytes(content)
    found = explain(made_by(name), in_use, tmp_path)
    assert isinstance(found, Explained)
    assert found.model.name == name
    (tmp_path / MODELS_DIR_NAME / f"{name}.json").write_bytes(content + b"\n")
    assert explain(made_by(name), in_use, tmp_path) is Unexplained.MODEL_NOT_HERE, "its digest is another one"


@pytest.mark.parametrize(
    "name",
    [
        "reglas-0.9.0+3f2a9c1b",
        "reglas-1.0.1+00000000",
        "reglas-1.0.1",
        "../models/reglas-1.0.1+f08825a6",
        "reglas-1.0.1+f08825a6/..",
        "C:\\reglas+f08825a6",
        " ",
    ],
)
def test_a_model_that_is_not_here_is_said_to_be_missing(name: str, in_use: Model, tmp_path: Path) -> None:
    assert explain(made_by(name), in_use, tmp_path) is Unexplained.MODEL_NOT_HERE


@pytest.mark.parametrize("name", [None, ""])
def test_a_line_of_the_original_service_names_no_model(name: str | None, in_use: Model, tmp_path: Path) -> None:
    assert explain(made_by(name), in_use, tmp_path) is Unexplained.NO_MODEL_NAMED


def test_values_that_nobody_could_type_are_not_explained(in_use: Model, tmp_path: Path) -> None:
    assert explain(made_by(in_use.name, presion=999), in_use, tmp_path) is Unexplained.OUT_OF_LIMITS


def test_another_result_than_the_model_gives_is_not_explained(in_use: Model, tmp_path: Path) -> None:
    for changes in ({"resultado": Category.TERMINAL.value}, {"puntaje": 11}):
        record = replace(made_by(in_use.name), **changes)
        assert explain(record, in_use, tmp_path) is Unexplained.OTHER_RESULT
