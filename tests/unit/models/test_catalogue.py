"""The models of a data directory: installed, put in use, rolled back; and the fallback when a file has gone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from core.clinical import model
from core.errors import ModelError, ModelRefusedError, SaveError
from core.models import catalogue
from core.notes import model_events as events
from core.refusals import ModelRefusal
from tests.answers import model_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Clock

PROOFS = {".manifiesto.json": b"{}", ".manifiesto.json.minisig": b"?"}


@pytest.fixture
def here(data_dir: Path) -> Path:
    data_dir.mkdir()
    return data_dir


def refusal(call: Callable[[], object]) -> ModelRefusal:
    with pytest.raises(ModelRefusedError) as caught:
        call()
    return caught.value.refusal


def test_the_programs_own_model_is_in_use_at_first_and_nothing_is_written(here: Path) -> None:
    found = catalogue.in_use(here)
    assert (found.model, found.since, found.missing) == (model.load(), None, "")
    assert [one.model.name for one in catalogue.installed(here)] == [model.load().name]
    assert catalogue.former(here) is None
    assert list(here.iterdir()) == []


def test_installing_puts_nothing_in_use_and_may_be_repeated(here: Path, clock: Clock) -> None:
    for _ in range(2):
        new = catalogue.install(here, model_file(), PROOFS, clock())
    assert new.name.startswith("reglas-1.1.0+")
    assert catalogue.in_use(here).model == model.load()
    own, other = catalogue.installed(here)
    assert (own.is_built_in, other.model, other.when) == (True, new, "2025-11-14 22:31:10")
    assert len(events.read(here)) == 1
    assert (here / "modelos" / f"{new.name}.json").read_bytes() == model_file()
    assert (here / "modelos" / f"{new.name}.manifiesto.json.minisig").read_bytes() == b"?"


def test_a_model_is_put_in_use_and_returned_from_as_often_as_wanted(here: Path, clock: Clock) -> None:
    first = catalogue.install(here, model_file("1.1.0"), PROOFS, clock())
    second = catalogue.install(here, model_file("1.2.0"), PROOFS, clock())
    for name in (first.name, second.name):
        assert catalogue.activate(here, name, clock()).name == name
        assert catalogue.in_use(here).model.name == name
    assert refusal(lambda: catalogue.activate(here, second.name, clock())) is ModelRefusal.IN_USE
    assert refusal(lambda: catalogue.activate(here, "otro", clock())) is ModelRefusal.UNKNOWN
    assert catalogue.go_back(here, clock()) == first
    assert catalogue.go_back(here, clock()) == model.load()
    assert catalogue.in_use(here).model == model.load()
    assert refusal(lambda: catalogue.go_back(here, clock())) is ModelRefusal.NO_FORMER
    told = [(event.accion, event.modelo, event.antes) for event in events.read(here)[2:]]
    own = model.load().name
    assert told == [
        ("activar", first.name, own),
        ("activar", second.name, first.name),
        ("volver", first.name, second.name),
        ("volver", own, first.name),
    ]


@pytest.mark.parametrize(
    "spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"?" + path.read_bytes())]
)
def test_a_model_in_use_that_has_gone_is_named_and_the_programs_own_predicts(
    here: Path, clock: Clock, spoil: Callable[[Path], object]
) -> None:
    new = catalogue.install(here, model_file(), PROOFS, clock())
    catalogue.activate(here, new.name, clock())
    spoil(here / "modelos" / f"{new.name}.json")
    found = catalogue.in_use(here)
    assert (found.model, found.missing) == (model.load(), new.name)
    assert len(catalogue.installed(here)) == 1
    assert catalogue.activate(here, model.load().name, clock()) == model.load()
    assert catalogue.in_use(here).missing == ""


def test_another_models_file_under_its_name_does_not_count(here: Path, clock: Clock) -> None:
    new = catalogue.install(here, model_file(), PROOFS, clock())
    (here / "modelos" / f"{new.name}.json").write_bytes(model_file("1.3.0"))
    assert len(catalogue.installed(here)) == 1


def test_the_table_of_a_later_program_takes_the_place_of_its_own_former_one(here: Path, clock: Clock) -> None:
    events.append(here, clock(), events.Action.ACTIVATE, "reglas-0.9.0+00000000", "x-1+00000000", is_built_in=True)
    assert catalogue.in_use(here).model == model.load()
    assert catalogue.in_use(here).missing == ""
    former = catalogue.former(here)
    assert former is not None
    assert former.model == model.load()


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        ("1.0.2", ModelRefusal.OTHER_CONTENT),
        ("1.0.1", ModelRefusal.LOWER_VERSION),
        ("0.99", ModelRefusal.LOWER_VERSION),
        ("nueva", ModelRefusal.LOWER_VERSION),
        ("1.0.2.0", None),
        ("1.0.10", None),
    ],
)
def test_versions_only_go_up(here: Path, clock: Clock, version: str, wanted: ModelRefusal | None) -> None:
    if wanted is None:
        assert catalogue.install(here, model_file(version), PROOFS, clock()).version == version
    else:
        assert refusal(lambda: catalogue.install(here, model_file(version), PROOFS, clock())) is wanted
        assert list(here.iterdir()) == []


def test_a_model_of_another_id_is_compared_with_none(here: Path, clock: Clock) -> None:
    assert catalogue.install(here, model_file("0.1", id="valle"), PROOFS, clock()).id == "valle"


@pytest.mark.parametrize("content", [b"?", model_file(format=3), model_file(card={}), model_file(parent="x")])
def test_an_invalid_model_is_refused(here: Path, clock: Clock, content: bytes) -> None:
    with pytest.raises(ModelError):
        catalogue.install(here, content, PROOFS, clock())
    assert list(here.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(here: Path, clock: Clock) -> None:
    (here / "modelos").write_bytes(b"")
    with pytest.raises(SaveError):
        catalogue.install(here, model_file(), PROOFS, clock())


def test_damaged_lines_and_copies_of_the_journal_do_not_count(here: Path, clock: Clock) -> None:
    new = catalogue.install(here, model_file(), PROOFS, clock())
    catalogue.activate(here, new.name, clock())
    log = here / "modelos.log"
    bare = json.loads(log.read_bytes().splitlines()[0]) | {"id": "sin suma"}
    del bare["crc"]
    log.write_bytes(
        log.read_bytes() * 2 + json.dumps(bare).encode() + b"\n" + b'{"fecha":"2025-11-14 22:31:10"}\n' + b"roto"
    )
    assert len(events.read(here)) == 2
    assert catalogue.in_use(here).model == new


def test_a_card_is_read_as_it_is() -> None:
    found = model.parse(model_file(), "x")
    assert (found.parent, found.card["establecimientos"], found.card["kappa"]) == ("f08825a6", 12, [0.21, 0.12, 0.3])
    nested = json.loads(model_file()) | {"card": {"para": {"es": "Adultos", "en": "Adults"}, "nada": None}}
    assert model.parse(json.dumps(nested).encode(), "x").card["para"] == {"es": "Adultos", "en": "Adults"}
