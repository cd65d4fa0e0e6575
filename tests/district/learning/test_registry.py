"""The registry: versions, aliases, what the gate has used, and that nobody promotes past it unawares."""

from __future__ import annotations

import json
import re
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from core.clinical.model import load
from core.district import main as program
from core.district.errors import LakeError
from core.district.learning import registry
from core.district.learning.errors import LearningError
from core.district.learning.registry import Action, Event
from core.system.status import DONE
from tests.district.learning.clinics import Clinic
from tests.district.learning.offices import Office

IN_USE = load()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path, 4, 170)


def spent_of(office: Office) -> set[str]:
    return office.registry.spent(office.registry.events())


def test_a_field_that_an_event_does_not_have_says_nothing() -> None:
    """Also to each later version: no verdict was spent, and the gate had let it pass."""
    bare = b'{"numero":1,"fecha":"2026-11-20T08:00:00Z","accion":"promover","modelo":"x","antes":"y"}'
    event = msgspec.json.decode(bare, type=Event)
    assert (event.a_pesar_de, event.gastados, event.puerta) == (False, 0, None)
    assert msgspec.json.encode(event) == bare


def test_verdicts_are_spent_once_and_one_candidate_a_quarter_uses_them(office: Office) -> None:
    data_set = office.freeze()
    content = office.candidate(data_set)
    first = office.register(content)
    assert first.puerta is not None
    assert (first.puerta["paso"], first.gastados) == (True, 510)
    assert (first.puerta["establecimientos"], first.puerta["establecimientos_distrito"]) == (3, 4)
    assert len(spent_of(office)) == 510
    assert office.registry.read(registry.MODEL, first.modelo) == content
    kept, spent = office.registry.kept(first)  # what MLflow's copy is written from
    assert (kept[registry.MODEL, first.modelo], set(spent)) == (content, spent_of(office))
    assert json.loads(office.registry.read(registry.EVALUATION, first.modelo))["criterios"] == 510
    assert "Tres signos vitales dicen poco" in office.registry.read(registry.PAGE, first.modelo).decode()
    card = office.registry.read(registry.CARD, first.modelo).decode()
    for said in (
        "170",
        data_set.id,
        str(first.puerta["ganancia_kappa"]["valor"]),
        "un distrito de 4 establecimientos",
    ):
        assert said in card
    with pytest.raises(LearningError, match="known_model"):
        office.register(content)
    for clinic in office.clinics:
        clinic.add(170)
    office.lake.take(*(clinic.data_dir for clinic in office.clinics))
    newer = office.freeze()
    office.now += timedelta(days=90)
    second = office.register(office.candidate(newer, "1.1.0"))
    assert second.puerta is not None
    assert "uno_por_trimestre" in second.puerta["fallo"]
    assert (second.gastados, second.puerta["criterios"]) == (0, 510)
    office.now += timedelta(days=2)
    third = office.register(office.candidate(newer, "1.2.0", ("E0", "E1", "E2")))
    assert third.puerta is not None
    assert "uno_por_trimestre" not in third.puerta["fallo"]
    assert third.gastados == 510
    assert len(spent_of(office)) == 1020


def test_a_registration_that_was_cut_off_has_used_no_verdicts(office: Office) -> None:
    """The files stand there and the event does not: the same command again finds them all unused."""
    content = office.candidate(office.freeze())
    first = office.register(content)
    Path(office.lake.place, "registro", "eventos", f"{first.numero:08d}.json").unlink()
    assert spent_of(office) == set()
    assert office.register(content) == first
    assert len(spent_of(office)) == 510


def test_an_event_that_is_missing_is_damage(office: Office) -> None:
    """Else the table promoted before, or that of the program, would be in use again."""
    office.promote(office.register(office.candidate(office.freeze())).modelo)
    office.promote(IN_USE.name, "una prueba")
    missing = Path(office.lake.place, "registro", "eventos", "00000002.json")
    missing.unlink()
    with pytest.raises(LakeError, match=re.escape(str(missing))):
        office.registry.events()


def test_a_terminal_shows_that_it_is_at_work(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "candidato.json"
    target.write_bytes(office.candidate(office.freeze()))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert program.main(["registrar", str(target), "--lago", office.lake.place, "--quien", "Ana"]) == DONE
    out, err = capfd.readouterr()
    assert json.loads(out)["puerta"]["paso"]
    assert err.startswith("\rComparando con el campeón…\r")


def test_promotion_needs_the_gate_or_a_reason(office: Office) -> None:
    data_set = office.freeze()
    passed = office.register(office.candidate(data_set)).modelo
    other = office.register(office.candidate(data_set, "1.1.0", ("E0",))).modelo
    with pytest.raises(LearningError, match="not_passed"):
        office.promote(other)
    assert registry.champion(office.registry) == IN_USE
    event = office.promote(passed)
    assert (event.antes, event.a_pesar_de, event.quien) == (IN_USE.name, False, "Ana")
    assert registry.champion(office.registry).name == passed
    with pytest.raises(LearningError, match="in_use"):
        office.promote(passed)
    with pytest.raises(LearningError, match="unknown_model"):
        office.promote("distrito-9.9.9+00000000")
    # Back to the program's own, which no gate has compared with the champion.
    with pytest.raises(LearningError, match="sin_puerta"):
        office.promote(IN_USE.name)
    assert office.promote(IN_USE.name, "falló en E2").a_pesar_de
    assert registry.champion(office.registry) == IN_USE
    assert [one.accion for one in office.registry.events()] == [
        Action.REGISTER,
        Action.REGISTER,
        Action.PROMOTE,
        Action.PROMOTE,
    ]


def test_versions_only_go_up(office: Office) -> None:
    data_set = office.freeze()
    assert registry.next_version([], "distrito") == "1.0.0"
    office.register(office.candidate(data_set, "1.9.0"))
    assert registry.next_version(office.registry.events(), "distrito") == "1.10.0"
    with pytest.raises(LearningError, match="lower_version"):
        office.register(office.candidate(data_set, "1.8.0", ("E3",)))
    office.register(office.candidate(data_set, "1.10.0", ("E3",)))


def test_a_table_that_was_not_learned_here_is_refused(office: Office) -> None:
    office.freeze()
    content = json.dumps(json.loads(office.candidate(office.freeze())) | {"card": {"autor": "otro"}}).encode()
    with pytest.raises(LearningError, match="not_learned"):
        office.register(content)


def test_a_card_that_does_not_say_from_which_clinics_is_refused(office: Office) -> None:
    """Else the verdicts that a table was made from would judge it."""
    made = json.loads(office.candidate(office.freeze()))
    del made["card"]["establecimientos"]
    with pytest.raises(LearningError, match="not_learned"):
        office.register(json.dumps(made).encode())


def test_the_gate_speaks_of_every_clinic_of_the_lake(office: Office, tmp_path: Path) -> None:
    """Also of one that delivered after the data set was frozen: it receives the table too."""
    content = office.candidate(office.freeze())
    office.lake.take(Clinic(tmp_path / "E9", "E9", 3).data_dir)
    event = office.register(content)
    assert event.puerta is not None
    assert (event.puerta["establecimientos"], event.puerta["establecimientos_distrito"]) == (3, 5)
    assert "a district of 5 clinics: verdicts of 3 were seen" in event.puerta["alcance"]["en"]
    evaluation = json.loads(office.registry.read(registry.EVALUATION, event.modelo))
    assert evaluation["establecimientos_distrito"] == 5


def test_what_was_not_looked_at_has_no_scope(tmp_path: Path) -> None:
    office = Office(tmp_path, 4, 110)
    event = office.register(office.candidate(office.freeze()))
    assert event.puerta is not None
    assert (event.puerta["ganancia_kappa"], event.puerta["alcance"]) == (None, None)
