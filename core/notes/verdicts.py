"""Clinicians' own verdicts of records: `criterios.log`, a journal beside the log of predictions.

A verdict names one of the five categories, and says whether it was given blind, before the result was seen;
`core.notes.decisions` says which one of a record stands. Figures count blind verdicts only: one that was changed
after the result was seen stays in them until the verdict is withdrawn, as disagreements would vanish otherwise.
"""

from __future__ import annotations

import secrets
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from core.journal.entry import Codec, Sealed, is_time, is_zone, stamp
from core.notes.decisions import Statement
from core.refusals import NoteRefusal
from core.system.paths import VERDICTS_NAME
from core.vocabulary import Category  # noqa: TC001 - msgspec reads the types

if TYPE_CHECKING:
    from datetime import datetime

    from core.notes.decisions import Decisions
    from core.records.record import Record
    from core.vocabulary import VerdictReason


class Action(StrEnum):
    """The effect of a note on the verdict of its record."""

    GIVE = "registrar"
    WITHDRAW = "retirar"


class Said(NamedTuple):
    """A clinician's judgement of a record; `is_blind` if it came before its result was seen."""

    category: Category
    is_blind: bool
    reason: VerdictReason | None = None


class Verdict(Sealed, frozen=True, omit_defaults=True, gc=False):
    """A verdict of a record, or its withdrawal. Names and order of the fields are those of the file.

    `fecha` is local time to the second, `zona` its offset from UTC; `id` is the note's own, `registro` the record's
    key. `mostrado` and `modelo` are the record's category and model. `motivo`, why the verdict differs, may be any
    text in files of newer programs. `tras` has the ids of the replaced notes.
    """

    fecha: str
    zona: str
    id: str
    registro: str
    accion: Action
    criterio: Category | None = None
    mostrado: str | None = None
    modelo: str | None = None
    a_ciegas: bool | None = None
    motivo: str | None = None
    tras: tuple[str, ...] | None = None

    @property
    def is_blind(self) -> bool:
        """Whether it was given before the result was seen."""
        return self.a_ciegas is True and self.criterio is not None

    def says(self, said: Said) -> bool:
        """Return whether it says this already; a blind one says all that one after the result would."""
        return (self.criterio, self.motivo) == (said.category, said.reason) and (self.is_blind or not said.is_blind)


def _is_plausible(verdict: Verdict) -> bool:
    return (
        is_time(verdict.fecha)
        and is_zone(verdict.zona)
        and bool(verdict.id and verdict.registro)
        and (verdict.criterio is not None) == (verdict.accion is Action.GIVE)
    )


CODEC: Final = Codec(Verdict, _is_plausible)
classify: Final = CODEC.classify
encode: Final = CODEC.encode


def is_given(verdict: Verdict) -> bool:
    """Return whether a note gives a verdict, rather than withdraws one."""
    return verdict.accion is Action.GIVE


def give(record: Record, said: Said) -> Statement[Verdict]:
    """Give the verdict of a record. Refused where it stands already, or has a reason and differs in nothing."""
    return Statement(VERDICTS_NAME, partial(_new_verdict, record, said), partial(_refuse_verdict, record, said))


def withdraw() -> Statement[Verdict]:
    """Withdraw the verdict of a record. Refused where none stands."""
    return Statement(VERDICTS_NAME, _new_withdrawal, _refuse_withdrawal)


def blind(decisions: Decisions[Verdict], key: str) -> Verdict | None:
    """Return the blind verdict of a record that counts in figures; None if there is none.

    It is the latest blind one among the standing verdict and those that it replaces, directly or not, unless one of
    the replacing ones is a withdrawal.
    """
    standing = decisions.holding(key)
    if standing is None or not is_given(standing):
        return None
    behind = decisions.oldest_first(standing)
    if len(behind) == 1:
        return standing if standing.is_blind else None
    withdrawn = {older.id for note in behind if not is_given(note) for older in decisions.behind(note)}
    found = [note for note in behind if note.is_blind and note.id not in withdrawn]
    return found[-1] if found else None


def history(decisions: Decisions[Verdict], key: str) -> list[Verdict]:
    """Return all that was judged of a record, the standing verdict first, then the latest; [] if none stands."""
    standing = decisions.holding(key)
    if standing is None or not is_given(standing):
        return []
    return [standing, *(note for note in reversed(decisions.oldest_first(standing)) if note is not standing)]


def _new_verdict(record: Record, said: Said, key: str, now: datetime, replaced: tuple[str, ...]) -> Verdict:
    return Verdict(
        *stamp(now),
        secrets.token_hex(16),
        key,
        Action.GIVE,
        said.category,
        record.resultado,
        record.modelo,
        said.is_blind,
        said.reason,
        replaced,
    )


def _new_withdrawal(key: str, now: datetime, replaced: tuple[str, ...]) -> Verdict:
    return Verdict(*stamp(now), secrets.token_hex(16), key, Action.WITHDRAW, tras=replaced)


def _refuse_verdict(record: Record, said: Said, holding: Verdict | None) -> NoteRefusal | None:
    if said.reason is not None and said.category == record.resultado:
        return NoteRefusal.NEEDS_NO_REASON
    return NoteRefusal.SAID_ALREADY if holding is not None and holding.says(said) else None


def _refuse_withdrawal(holding: Verdict | None) -> NoteRefusal | None:
    return None if holding is not None and is_given(holding) else NoteRefusal.NO_VERDICT
