"""Code and name of the establishment, and the id of the data directory."""

from __future__ import annotations

import json
import re
import threading
from typing import TYPE_CHECKING

import pytest

from core.errors import EstablishmentRefusedError, SaveError
from core.system import establishment
from core.system.establishment import Establishment, EstablishmentFile
from core.system.paths import ESTABLISHMENT_NAME

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ESTABLISHMENT_NAME


def test_there_is_none_at_first_and_reading_makes_no_file(tmp_path: Path) -> None:
    here = EstablishmentFile(tmp_path)
    assert here.current == Establishment()
    assert here.current.is_blank
    assert re.fullmatch("[0-9a-f]{8}", here.workplace)
    assert here.workplace == here.workplace
    assert list(tmp_path.iterdir()) == []


def test_the_workplace_is_written_once_and_is_another_one_in_each_directory(tmp_path: Path, path: Path) -> None:
    here = EstablishmentFile(tmp_path)
    here.settle()
    assert json.loads(path.read_bytes()) == {"codigo": "", "nombre": "", "puesto": here.workplace}
    before = path.stat()
    here.settle()
    assert path.stat().st_ino == before.st_ino
    assert EstablishmentFile(tmp_path).workplace == here.workplace
    assert EstablishmentFile(tmp_path / "otra").workplace != here.workplace


def test_code_and_name_are_kept_with_the_workplace(tmp_path: Path) -> None:
    here = EstablishmentFile(tmp_path)
    here.change("  05-001 ", "Puesto de salud\n La  Unión")
    assert here.current == Establishment("05-001", "Puesto de salud La Unión", here.workplace)
    assert establishment.load(tmp_path) == here.current
    here.change("", "")
    assert establishment.load(tmp_path) == Establishment(puesto=here.workplace)


@pytest.mark.parametrize(
    ("code", "name", "field"),
    [("x" * 41, "", "codigo"), ("", "x" * 121, "nombre"), ("a\x07b", "", "codigo"), ("", "a\u202eb", "nombre")],
)
def test_what_does_not_fit_on_the_page_is_refused_and_nothing_changed(
    tmp_path: Path, code: str, name: str, field: str
) -> None:
    here = EstablishmentFile(tmp_path)
    with pytest.raises(EstablishmentRefusedError) as caught:
        here.change(code, name)
    assert caught.value.field == field
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b'{"codigo": 7, "nombre": "A", "puesto": "8f3a01c2"}', Establishment("", "A", "8f3a01c2")),
        (b'{"puesto": "8F3A01C2"}', Establishment()),
        (b'{"puesto": "../../etc"}', Establishment()),
        (b'{"codigo": "B", "otro": [1]}', Establishment("B")),
        (b'{"nombre": "%s"}' % (b"x" * 121), Establishment()),
        (b'["A"]', Establishment()),
        (b'\xef\xbb\xbf{"codigo": "B", "puesto": "8f3a01c2"}\r\n', Establishment("B", "", "8f3a01c2")),
        (b"\xff\xfe", Establishment()),
    ],
)
def test_a_bad_field_is_blank(tmp_path: Path, path: Path, content: bytes, found: Establishment) -> None:
    path.write_bytes(content)
    assert establishment.load(tmp_path) == found


def test_a_file_that_nobody_can_read_is_kept_beside_the_new_one(tmp_path: Path, path: Path) -> None:
    path.write_bytes(b"\0\0\0")
    here = EstablishmentFile(tmp_path)
    here.settle()
    assert here.was_damaged
    assert establishment.load(tmp_path).puesto == here.workplace
    assert (tmp_path / f"{ESTABLISHMENT_NAME}.danado").read_bytes() == b"\0\0\0"


def test_it_is_no_longer_damaged_once_code_and_name_are_set(tmp_path: Path, path: Path) -> None:
    path.write_bytes(b"{")
    here = EstablishmentFile(tmp_path)
    assert here.current.is_blank
    assert here.was_damaged
    here.change("B", "")
    assert not here.was_damaged


def test_a_change_beside_the_program_is_seen_after_forget(tmp_path: Path) -> None:
    here = EstablishmentFile(tmp_path)
    assert here.current.is_blank
    establishment.save(tmp_path, Establishment("B", "", "00000001"))
    assert here.current.is_blank
    here.forget()
    assert (here.current.codigo, here.workplace) == ("B", "00000001")


def test_what_cannot_be_written_is_said_and_not_taken_over(tmp_path: Path) -> None:
    here = EstablishmentFile(tmp_path / "falta")
    with pytest.raises(SaveError):
        here.change("B", "")
    assert here.current == Establishment()


def test_a_restore_and_the_first_save_do_not_overwrite_each_other(tmp_path: Path) -> None:
    here, began = EstablishmentFile(tmp_path), threading.Event()

    def save_first() -> None:
        began.set()
        here.settle()

    saving = threading.Thread(target=save_first)

    def restored(found: Establishment) -> Establishment:
        saving.start()
        began.wait(timeout=300)
        saving.join(timeout=0.2)  # it waits
        return found._replace(codigo="B", nombre="La Unión")

    establishment.update(tmp_path, restored)
    saving.join(timeout=300)
    assert establishment.load(tmp_path) == Establishment("B", "La Unión", here.workplace)


def test_a_change_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    assert establishment.update(tmp_path, lambda here: here) == Establishment()
    assert list(tmp_path.iterdir()) == []
