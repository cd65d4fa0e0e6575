"""The point model: each vital sign's band gives points, their sum gives the category; a result lists its reasons.

A model is data: one JSON file, checked as a whole when it is loaded. It is simulated and has no clinical validity.
"""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from core.clinical.vitals import VITALS, Reading, Vital
from core.errors import ModelError
from core.refusals import ModelFlaw
from core.system import disk, shape
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from core.system.shape import Node

BUILT_IN: Final = Path(__file__).with_name("models") / "reglas-1.0.2.json"

MAX_MODEL: Final = 256 * 1024
"""Longest model file, in bytes."""

_FIELDS: Final = frozenset({"format", "id", "version", "alarm_points", "vitals", "grades"})
_CARD_FIELDS: Final = frozenset({"card", "parent"})
"""The fields that format 2 adds to format 1."""
_FORMATS: Final = (1, 2)
_BAND_FIELDS: Final = frozenset({"points", "source"})
_GRADE_FIELDS: Final = frozenset({"resultado", "from"})
_BOUNDS: Final = frozenset({"from", "to"})
_LANGUAGES: Final = frozenset({"es", "en"})
_DIGEST_LENGTH: Final = 8
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
"""Form of a model's id and version, which every record contains."""
_DIGEST: Final = re.compile(r"[0-9a-f]{8}")
_DATA_SET: Final = re.compile(r" \((?:conjunto|data set) [0-9a-f]+\)$")
_MOST_POINTS: Final = 99


class Source(NamedTuple):
    """The source of a band's bounds, in both languages."""

    es: str
    en: str

    def without_data_set(self) -> Source:
        """Return the same without the number of the data set at the end, which a learned table's source has."""
        return Source(*(_DATA_SET.sub("", text) for text in self))


class Band(NamedTuple):
    """Values from `first` to `last`, inclusive, and their points; None leaves that end open."""

    points: int
    source: Source
    first: Decimal | None
    last: Decimal | None


class Grade(NamedTuple):
    """Scores from `first` to `last`, inclusive, and their category; `last` is None in the highest grade."""

    category: Category
    first: int
    last: int | None


class VitalScore(NamedTuple):
    """One vital's share of the score: its value and band. `alarm`: its points reach `alarm_points`."""

    vital: Vital
    value: Decimal
    band: Band
    alarm: bool


class Prediction(NamedTuple):
    """A category and its explanation; `score` is the sum of the parts' points, `model` the `Model.name`."""

    reading: Reading
    category: Category
    score: int
    parts: tuple[VitalScore, ...]
    model: str

    @property
    def alarms(self) -> tuple[Vital, ...]:
        """The vitals that are an alarm sign by themselves."""
        return tuple(part.vital for part in self.parts if part.alarm)


class Model(NamedTuple):
    """A checked model. `digest` is the first 8 hex digits of the SHA-256 of its file."""

    id: str
    version: str
    digest: str
    alarm_points: int
    bands: tuple[tuple[Band, ...], ...]
    grades: tuple[Grade, ...]
    parent: str = ""
    """Digest of the model that this one was compared with; "" in format 1."""
    card: Mapping[str, object] = MappingProxyType({})
    """The model's training data, performance, intended and excluded uses; empty in format 1."""

    @property
    def name(self) -> str:
        """The model's name in each record: `reglas-1.0.1+3f2a9c1b`."""
        return f"{self.id}-{self.version}+{self.digest}"

    @property
    def highest_score(self) -> int:
        """The highest score that a reading can reach."""
        return sum(max(band.points for band in bands) for bands in self.bands)

    def grade(self, score: int) -> Grade:
        """Return the grade that `score` (0 to `highest_score`) falls in."""
        return next(grade for grade in self.grades if grade.last is None or score <= grade.last)

    def predict(self, reading: Reading) -> Prediction:
        """Score a reading."""
        parts = []
        for vital, bands, value in zip(VITALS, self.bands, reading, strict=True):
            band = next(band for band in bands if band.last is None or value <= band.last)
            parts.append(VitalScore(vital, value, band, band.points >= self.alarm_points))
        score = sum(part.band.points for part in parts)
        return Prediction(reading, self.grade(score).category, score, tuple(parts), self.name)


def load(path: Path = BUILT_IN) -> Model:
    """Read and check a model file. Raises ModelError, or ReadError."""
    with disk.reading(path):
        content = path.read_bytes()
    return parse(content, path.name)


def parse(content: bytes, name: str) -> Model:
    """Check the content of a model file called `name`. Raises ModelError."""
    if len(content) > MAX_MODEL:
        raise ModelError(ModelFlaw.TOO_LARGE, name, most=MAX_MODEL // 1024)
    try:
        model = _model(shape.parse(content), hashlib.sha256(content).hexdigest()[:_DIGEST_LENGTH])
        _check(model)
    except (shape.ShapeError, ModelError) as error:
        raise ModelError(error.flaw, name, **error.facts) from error
    return model


def _model(file: Node, digest: str) -> Model:
    number = file.members(frozenset({"format"}), frozenset(file.any_members()) - {"format"})["format"].whole()
    if number not in _FORMATS:
        raise ModelError(ModelFlaw.FORMAT, number=number)
    fields = file.members(_FIELDS if number == 1 else _FIELDS | _CARD_FIELDS)
    bands = {name: [_band(band) for band in node.items()] for name, node in fields["vitals"].any_members().items()}
    names = [vital.name for vital in VITALS]
    if sorted(bands) != sorted(names):
        raise ModelError(ModelFlaw.VITALS, names=", ".join(names))
    return Model(
        _name(fields["id"]),
        _name(fields["version"]),
        digest,
        fields["alarm_points"].whole(),
        tuple(tuple(bands[name]) for name in names),
        tuple(_grade(grade) for grade in fields["grades"].items()),
        *(_parent_and_card(fields) if number > 1 else ()),
    )


def _parent_and_card(fields: Mapping[str, Node]) -> tuple[str, Mapping[str, object]]:
    if not _DIGEST.fullmatch(parent := fields["parent"].text()):
        raise ModelError(ModelFlaw.PARENT)
    card = {name: node.plain() for name, node in fields["card"].any_members().items()}
    if not card:
        raise ModelError(ModelFlaw.EMPTY_CARD)
    return parent, MappingProxyType(card)


def _name(node: Node) -> str:
    if not _NAME.fullmatch(name := node.words()):
        raise ModelError(ModelFlaw.NAME, name=name)
    return name


def _band(node: Node) -> Band:
    fields = node.members(_BAND_FIELDS, _BOUNDS)
    source = fields["source"].members(_LANGUAGES)
    first, last = (fields[name].number() if name in fields else None for name in ("from", "to"))
    return Band(fields["points"].whole(), Source(source["es"].words(), source["en"].words()), first, last)


def _grade(node: Node) -> Grade:
    fields = node.members(_GRADE_FIELDS, _BOUNDS)
    category = Category(fields["resultado"].one_of(*Category))
    return Grade(category, fields["from"].whole(), fields["to"].whole() if "to" in fields else None)


def _check(model: Model) -> None:
    if model.alarm_points < 1:
        raise ModelError(ModelFlaw.ALARM_POINTS)
    for vital, bands in zip(VITALS, model.bands, strict=True):
        _check_bands(vital, bands)
    _check_grades(model)


def _check_bands(vital: Vital, bands: Sequence[Band]) -> None:
    """Check that the bands cover the hard limits of `vital` without gap or overlap. Raises ModelError.

    Points are 0 in the normal band and do not fall outwards from there.
    """
    if not bands or bands[0].first is not None or bands[-1].last is not None:
        raise ModelError(ModelFlaw.OUTER_BANDS, spans=vital.name)
    for band in bands:
        for bound in (band.first, band.last):
            if bound is None:
                continue
            if not vital.minimum <= bound <= vital.maximum:
                raise ModelError(
                    ModelFlaw.BOUND_OUTSIDE,
                    spans=vital.name,
                    bound=bound,
                    minimum=vital.minimum,
                    maximum=vital.maximum,
                )
            if bound != vital.rounded(bound):
                raise ModelError(ModelFlaw.BOUND_DECIMALS, spans=vital.name, bound=bound, decimals=vital.decimals)
    _check_neighbours(vital.name, bands, vital.step)
    points = [band.points for band in bands]
    if min(points) != 0:
        raise ModelError(ModelFlaw.LOWEST_POINTS, spans=vital.name)
    if max(points) > _MOST_POINTS:
        raise ModelError(ModelFlaw.TOO_MANY_POINTS, spans=vital.name, most=_MOST_POINTS)
    normal = points.index(0)
    if points[:normal] != sorted(points[:normal], reverse=True) or points[normal:] != sorted(points[normal:]):
        raise ModelError(ModelFlaw.FALLING_POINTS, spans=vital.name)


def _check_grades(model: Model) -> None:
    """Check that the grades cover all scores from 0, each category once and in reach. Raises ModelError."""
    grades = model.grades
    if [grade.category for grade in grades] != list(Category):
        raise ModelError(ModelFlaw.CATEGORIES)
    if grades[0].first != 0 or grades[-1].last is not None:
        raise ModelError(ModelFlaw.OUTER_GRADES)
    _check_neighbours("grades", grades, 1)
    scores = {0}
    for bands in model.bands:
        scores = {score + band.points for score in scores for band in bands}
    for grade in grades:
        if not any(grade.first <= score and (grade.last is None or score <= grade.last) for score in scores):
            raise ModelError(ModelFlaw.UNREACHED, category=grade.category.value)


def _check_neighbours(name: str, spans: Iterable[Band | Grade], step: Decimal | int) -> None:
    for span in spans:
        if span.first is not None and span.last is not None and span.first > span.last:
            raise ModelError(ModelFlaw.EMPTY_SPAN, spans=name, first=span.first, last=span.last)
    for low, high in pairwise(spans):
        if low.last is None or high.first is None:
            raise ModelError(ModelFlaw.INNER_BOUND, spans=name)
        if high.first > low.last + step:
            raise ModelError(ModelFlaw.GAP, spans=name, low=low.last, high=high.first)
        if high.first <= low.last:
            raise ModelError(ModelFlaw.OVERLAP, spans=name, low=low.last, high=high.first)
