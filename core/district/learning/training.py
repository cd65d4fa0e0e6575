"""From a data set to a candidate: a method behind one interface, trained on some clinics, evaluated on the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from core.clinical import model as models
from core.district.learning import candidate, holdout
from core.district.learning.ascent import FEWEST, Ascent, Fitted
from core.district.learning.candidate import Made
from core.district.learning.cases import by_clinic, judged
from core.district.learning.errors import LearningError, LearningFault
from core.district.learning.evaluation import Evaluation, Scored, evaluate, scored
from core.district.learning.points import examples, of_model, rules_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.clinical.model import Model
    from core.district.learning.cases import Case
    from core.district.learning.dataset import DataSet
    from core.district.learning.points import Example, Rules, Table

ASCENT: Final = "ascenso"
LOGIT: Final = "logit"
METHODS: Final = (ASCENT, LOGIT)
"""What can make a table: the one that is used, and one that checks it."""


class Method(Protocol):
    """Makes a table of cases."""

    def fit(self, examples: Iterable[Example]) -> Fitted:
        """Return the table found for cases, at least one, and its kappa on them."""


class Candidate(NamedTuple):
    """A learned table: its file, as a model, how it was fitted, and how it did on the held-out clinics, if at all."""

    content: bytes
    model: Model
    fitted: Fitted
    train: int
    held_out: int
    evaluation: Evaluation | None


def method(name: str, start: Table, rules: Rules) -> Method:
    """Return the method of a name, beginning with a table and keeping its rules."""
    if name == ASCENT:
        return Ascent(start, rules)
    from core.district.learning.logit import Logit  # noqa: PLC0415 - an extra of its own

    return Logit(start, rules)


class Plan(NamedTuple):
    """How a candidate is made: by which method, with which clinics held out; its version, and that of the program."""

    method: str
    held_out: tuple[str, ...]
    version: str
    program: str


def train(data_set: DataSet, parent: Model, plan: Plan) -> Candidate:
    """Make a candidate.

    Raises LearningError: TOO_FEW, below 100 blind verdicts to train on; NO_VERDICTS or LEARNED_BEFORE of a clinic
    that is to be held out.
    """
    inherited = candidate.trained_on(parent)
    _check_held_out(data_set, plan.held_out, parent)
    parts = holdout.split(data_set.cases, plan.held_out)
    if len(parts.train) < FEWEST:
        raise LearningError(LearningFault.TOO_FEW, str(len(parts.train)), str(FEWEST))
    fitted = method(plan.method, of_model(parent), rules_of(parent)).fit(examples(parts.train))
    evaluation = None
    if parts.held_out:
        evaluation = _against(scored(fitted.table, parts.held_out), parent, clinics_of(data_set))
    made = Made(data_set.id, plan.method, parts.train, plan.held_out, plan.program, inherited)
    content = candidate.content(fitted.table, parent, plan.version, made, evaluation)
    model = models.parse(content, "modelo.json")
    return Candidate(content, model, fitted, len(parts.train), len(parts.held_out), evaluation)


def clinics_of(data_set: DataSet) -> int:
    """Return the number of clinics in a data set, with verdicts or without."""
    return len(data_set.manifest.por_establecimiento)


def unseen(data_set: DataSet, model: Model) -> list[Case]:
    """Return the blind verdicts of the clinics that a model was not made from."""
    trained = set(candidate.trained_on(model))
    return [case for case in judged(data_set.cases) if case.establecimiento not in trained]


def evaluate_model(data_set: DataSet, model: Model, in_use: Model, district: int = 0) -> Evaluation:
    """Return the figures of a model on clinics that it was not made from; `district` is the number of clinics.

    Where that is less than the data set has, those of the data set count. Raises LearningError, NOTHING_HELD_OUT.
    """
    held_out = unseen(data_set, model)
    if not held_out:
        raise LearningError(LearningFault.NOTHING_HELD_OUT, model.name)
    return _against(scored(of_model(model), held_out), in_use, max(district, clinics_of(data_set)))


def evaluate_method(data_set: DataSet, in_use: Model, name: str = ASCENT) -> Evaluation:
    """Return the figures of a method: each clinic by a table that was made from the others.

    It begins with the table in use; with the program's own, if that in use was made from clinics of the data set.
    Raises LearningError: NOTHING_HELD_OUT of fewer than two clinics, TOO_FEW.
    """
    found: list[Scored] = []
    folds = holdout.folds(data_set.cases)
    is_clean = data_set.manifest.por_establecimiento.keys().isdisjoint(candidate.trained_on(in_use))
    start = in_use if is_clean else models.load()
    if len(folds) < 2:  # noqa: PLR2004 - one to train on and one held out
        raise LearningError(LearningFault.NOTHING_HELD_OUT, name)
    for fold in folds:
        if len(fold.train) < FEWEST:
            raise LearningError(LearningFault.TOO_FEW, str(len(fold.train)), str(FEWEST))
        fitted = method(name, of_model(start), rules_of(start)).fit(examples(fold.train))
        found += scored(fitted.table, fold.held_out)
    return _against(found, in_use, clinics_of(data_set), is_one_table=False)


def _check_held_out(data_set: DataSet, held_out: Sequence[str], parent: Model) -> None:
    here, learned = by_clinic(judged(data_set.cases)), candidate.trained_on(parent)
    for clinic in held_out:
        if clinic not in here:
            raise LearningError(LearningFault.NO_VERDICTS, clinic)
        if clinic in learned:
            raise LearningError(LearningFault.LEARNED_BEFORE, clinic, parent.name)


def _against(found: Sequence[Scored], in_use: Model, district: int, *, is_one_table: bool = True) -> Evaluation:
    """Return the figures of scored cases, compared with the table in use and with the program's own."""
    tables = {one.name: of_model(one) for one in (in_use, models.load())}
    known = {one.case.establecimiento for one in found} & set(candidate.trained_on(in_use))
    return evaluate(found, tables, district, is_one_table=is_one_table)._replace(known=len(known))
