"""A table of points against the verdicts of clinics that it was not made from: every figure, whole and in parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from core.district.learning import figures
from core.district.learning.cases import GRAVEST, LEVELS, by_clinic
from core.district.learning.figures import FEWEST, Matrix, matrix
from core.district.learning.gate import paired
from core.quality.agreement import Interval, wilson
from core.quality.agreement import kappa as with_interval
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from core.district.learning.cases import Case
    from core.district.learning.points import Table

MONTH: Final = 30
"""Days of a month of a model's age."""
_AGES: Final = (1, 3, 6, 12)
"""Months by which the age of a model is told apart."""
_ORIGINAL: Final = (15, 20, 25, 30)
"""The cuts of the rule that this program began with."""


class Summary(NamedTuple):
    """Agreement with verdicts; figures are None below 20, and kappa where all is one category."""

    counts: Matrix
    accuracy: Interval | None
    kappa: Interval | None

    @property
    def total(self) -> int:
        """Number of verdicts."""
        return sum(map(sum, self.counts))


class OfLevel(NamedTuple):
    """One category against the rest: number of its verdicts, ROC-AUC and PR-AUC, None below 20 on either side."""

    cases: int
    roc: Interval | None
    pr: Interval | None


class OfScore(NamedTuple):
    """Verdicts by category of the cases with this score; `grave` is the share of the two gravest, None below 20."""

    score: int
    counts: tuple[int, ...]
    grave: Interval | None


class Compared(NamedTuple):
    """Another way to tell the category, on the same verdicts. `gain` is how much higher the table's kappa is."""

    name: str
    summary: Summary
    gain: Interval | None


class Evaluation(NamedTuple):
    """All figures. `grave` are hits, cases and sensitivity of the two gravest categories; parts are by their names.

    Of the clinics in `by_clinic` the table in use was made from `known`, which favours it in `compared`.
    `by_age` is what was shown at the time against the verdict, by the months since the model's first of these cases.
    `by_score` is empty where the cases were not scored by one table. The gains in `compared` are those over a
    `district` of so many clinics.
    """

    summary: Summary
    macro_f1: Interval | None
    grave: tuple[int, int, Interval | None]
    levels: tuple[OfLevel, ...]
    by_score: tuple[OfScore, ...]
    by_clinic: Mapping[str, Summary]
    by_month: Mapping[str, Summary]
    by_age: Mapping[str, Summary]
    compared: tuple[Compared, ...]
    district: int
    known: int = 0


class Scored(NamedTuple):
    """A case with the table that scores it, its score and its level."""

    case: Case
    table: Table
    score: int
    level: int


def scored(table: Table, cases: Iterable[Case]) -> list[Scored]:
    """Return cases as a table scores them."""
    found = []
    for case in cases:
        score = table.score(case.values)
        found.append(Scored(case, table, score, table.level(score)))
    return found


def evaluate(
    found: Sequence[Scored], others: Mapping[str, Table], district: int, *, is_one_table: bool = True
) -> Evaluation:
    """Return the figures of scored cases, one at least; `others` are tables that they are compared with, by name.

    `district` is the number of clinics over which the gains are, those of the cases at least.
    """
    whole = summary((one.level, one.case.level) for one in found)
    hits, graves = figures.sensitivity(whole.counts)
    rules: dict[str, Callable[[Case], int]] = {
        name: lambda case, table=table: table.level(table.score(case.values))  # type: ignore[misc]
        for name, table in others.items()
    }
    said = Counter(one.case.level for one in found)
    commonest = min(said, key=lambda level: (-said[level], level))
    rules |= {"regla_original": _original, "siempre_la_mas_comun": lambda _case: commonest}
    clinics = _parts(found, lambda one: one.case.establecimiento)
    district = max(district, len(clinics))
    return Evaluation(
        whole,
        figures.macro_f1_interval(whole.counts) if whole.total >= FEWEST else None,
        (hits, graves, wilson(hits, graves) if graves >= FEWEST else None),
        tuple(_of_level(found, level) for level in range(len(LEVELS))),
        tuple(_by_score(found)) if is_one_table else (),
        clinics,
        _parts(found, lambda one: one.case.fecha[:7]),
        _by_age(found),
        tuple(_compared(name, found, rule, district) for name, rule in rules.items()),
        district,
    )


def summary(pairs: Iterable[tuple[int, int]]) -> Summary:
    """Return the agreement of levels given by a table and by clinicians."""
    counts = matrix(Counter(pairs))
    total = sum(map(sum, counts))
    if total < FEWEST:
        return Summary(counts, None, None)
    hits = sum(counts[level][level] for level in range(len(LEVELS)))
    return Summary(counts, wilson(hits, total), with_interval(counts))


def _of_level(found: Sequence[Scored], level: int) -> OfLevel:
    """Return how well nearness of the score to a category's scores tells its cases from the others."""
    cases: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for one in found:
        (cases if one.case.level == level else others)[-_distance(one.table, one.score, level)] += 1
    number = cases.total()
    if number < FEWEST or others.total() < FEWEST:
        return OfLevel(number, None, None)
    return OfLevel(number, figures.roc_auc(cases, others), figures.pr_auc(cases, others))


def _distance(table: Table, score: int, level: int) -> int:
    first = table.cuts[level - 1] if level else 0
    if score < first:
        return first - score
    return max(0, score - table.cuts[level] + 1) if level < len(table.cuts) else 0


def _by_score(found: Sequence[Scored]) -> Iterable[OfScore]:
    counts: defaultdict[int, list[int]] = defaultdict(lambda: [0] * len(LEVELS))
    for one in found:
        counts[one.score][one.case.level] += 1
    for score in sorted(counts):
        row = counts[score]
        total, grave = sum(row), sum(row[level] for level in GRAVEST)
        yield OfScore(score, tuple(row), wilson(grave, total) if total >= FEWEST else None)


def _parts(found: Iterable[Scored], name: Callable[[Scored], str]) -> dict[str, Summary]:
    parts: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in found:
        parts[name(one)].append((one.level, one.case.level))
    return {key: summary(parts[key]) for key in sorted(parts)}


def _by_age(found: Sequence[Scored]) -> dict[str, Summary]:
    first: dict[str, date] = {}
    for one in found:
        day = date.fromisoformat(one.case.fecha[:10])
        first[one.case.modelo] = min(day, first.get(one.case.modelo, day))
    parts: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in found:
        months = (date.fromisoformat(one.case.fecha[:10]) - first[one.case.modelo]).days // MONTH
        parts[sum(months >= limit for limit in _AGES)].append(
            (LEVELS.index(Category(one.case.categoria)), one.case.level)
        )
    names = [f"{low}-{high - 1}" if high else f"{low}+" for low, high in zip((0, *_AGES), (*_AGES, 0), strict=True)]
    return {names[place].replace("0-0", "0"): summary(parts[place]) for place in sorted(parts)}


def _compared(name: str, found: Sequence[Scored], rule: Callable[[Case], int], district: int) -> Compared:
    levels = [rule(one.case) for one in found]
    whole = summary((level, one.case.level) for level, one in zip(levels, found, strict=True))
    if whole.total < FEWEST:
        return Compared(name, whole, None)
    clinics = by_clinic(one.case for one in found)
    triples: dict[str, list[tuple[int, int, int]]] = {clinic: [] for clinic in clinics}
    for level, one in zip(levels, found, strict=True):
        triples[one.case.establecimiento].append((level, one.level, one.case.level))
    return Compared(name, whole, paired(triples.values(), district))


def _original(case: Case) -> int:
    """Return the level by the program's first rule: °C + mmHg/10 + bpm/20, cut at 15, 20, 25 and 30."""
    tenths, systolic, rate = case.values
    return sum(2 * tenths + 2 * systolic + rate >= 20 * cut for cut in _ORIGINAL)
