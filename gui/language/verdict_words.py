"""Words for the user's own judgement of a record: why it differs, and what was judged before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.journal.entry import local_time
from core.vocabulary import VerdictReason
from gui.language import formats, labels
from gui.language.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QLocale

    from core.notes.verdicts import Verdict


def reason_letters() -> tuple[str, ...]:
    """Return the letter and the name of each reason, for giving it by one key."""
    return (
        tr("O  Otros signos"),
        tr("X  Contexto"),
        tr("D  Medición dudosa"),
        tr("R  Otra razón"),
    )


def reason_of(letter: str) -> VerdictReason | None:
    """Return the reason with this letter, in upper or lower case; None if there is none."""
    letters = [text[0] for text in reason_letters()]
    return dict(zip(letters, VerdictReason, strict=True)).get(letter.upper())


def reason(recorded: str) -> str:
    """Return the words for why a judgement differs; one of a newer program is returned as it is."""
    return {
        VerdictReason.OTHER_SIGNS.value: tr("otros signos"),
        VerdictReason.CONTEXT.value: tr("contexto"),
        VerdictReason.DOUBTFUL.value: tr("medición dudosa"),
        VerdictReason.OTHER.value: tr("otra razón"),
    }.get(recorded, recorded)


def why() -> str:
    """Ask why a judgement differs from the result, with the letters of the reasons."""
    return tr("¿Por qué difiere? {letters}").format(letters=" · ".join(reason_letters()))


def differs_by(recorded: str) -> str:
    """Say why a judgement differs from the result, and how that is changed."""
    return tr("Difiere por: {reason}. La misma letra quita la razón; otra la cambia.").format(reason=reason(recorded))


def history(verdicts: Sequence[Verdict], counted: Verdict | None, locale: QLocale) -> list[str]:
    """Return a sentence for each judgement of a record, the standing one first; `counted` is that in the figures."""
    first, *earlier = verdicts
    if first.is_blind:
        sentence = tr("Su criterio, antes de ver el resultado: {category}.")
    else:
        sentence = tr("Su criterio: {category}.")
    said = [sentence.format(category=_category(first))]
    for note in earlier:
        when = formats.day_and_time(local_time(note.fecha), locale)
        if note.criterio is None:
            text = tr("{when}: criterio retirado.").format(when=when)
        elif note.is_blind:
            text = tr("{when}, antes de ver el resultado: {category}.").format(when=when, category=_category(note))
        else:
            text = f"{when}: {_category(note)}."
        if counted is not None and note.id == counted.id:
            text += " " + tr("Este es el que cuenta en las cifras.")
        said.append(text)
    return said


def _category(note: Verdict) -> str:
    name = labels.category_name(str(note.criterio))
    return f"{name} ({reason(note.motivo)})" if note.motivo else name
