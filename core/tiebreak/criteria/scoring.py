"""Scores on a criteria set: exact, between bounds, and the level that the answers allow.

What is not answered counts at its weakest in the lower bound and at its strongest in the higher one, so that an
answer can only bring them nearer, and every way of completing the answers falls between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tiebreak.model.criteria import (
    Aggregation,
    AnswerOrigin,
    CriteriaScore,
    CriteriaSet,
    Criterion,
    DimensionScore,
    Rung,
)

ZERO = Decimal(0)


class Chosen(NamedTuple):
    """The rung that answers a criterion, and where it comes from."""

    rung: str
    origin: AnswerOrigin = AnswerOrigin.GIVEN


class Weighted(NamedTuple):
    """A value and its weight."""

    value: Decimal
    weight: Decimal


def aggregated(aggregation: Aggregation, values: Sequence[Weighted], nominal: Decimal | None = None) -> Decimal | None:
    """One value of several; `None` when nothing counts, or when the set has no score.

    >>> round(aggregated(Aggregation.GEOMETRIC, [Weighted(Decimal(v), Decimal(1)) for v in (95, 50, 25)]), 3)
    Decimal('49.152')
    """
    weight = sum((each.weight for each in values), ZERO)
    if aggregation is Aggregation.NONE or not values or not weight:
        return None
    if aggregation is Aggregation.MIN:
        return min(each.value for each in values if each.weight)
    if aggregation is Aggregation.GEOMETRIC:
        if any(each.value == 0 for each in values if each.weight):
            return ZERO
        return (sum((each.weight * each.value.ln() for each in values if each.weight), ZERO) / weight).exp()
    total = sum((each.value * each.weight for each in values), ZERO)
    return total / (nominal if aggregation is Aggregation.SUM and nominal is not None else weight)


@dataclass(frozen=True, slots=True)
class _Part:
    """A criterion as the scores need it."""

    name: str
    group: int
    weight: Decimal
    rungs: Mapping[str, Rung]
    weakest: Decimal
    strongest: Decimal
    level_weakest: int | None
    level_strongest: int | None


@dataclass(slots=True)
class _Group:
    """What is counted of one dimension while a subject is scored: sums for means, values for the other ways."""

    low: Decimal
    high: Decimal
    weight: Decimal
    told: Decimal = ZERO
    level: int | None = None


class Scorer:
    """Scores subjects on one set under one profile of weights; built once."""

    def __init__(self, criteria_set: CriteriaSet, profile: str | None = None) -> None:
        self.criteria_set = criteria_set
        self.profile = criteria_set.profile(profile)
        names: list[str | None] = [dimension.id for dimension in criteria_set.dimensions] or [None]
        self._names = [name or "ensemble" for name in names]
        self._nominals = [dimension.nominal for dimension in criteria_set.dimensions] or [None]
        self._weights = [self.profile.weights[name] if self.profile and name else Decimal(1) for name in names]
        self._parts = {criterion.id: _part(criterion, names.index(criterion.dimension)) for criterion in criteria_set.criteria}
        self._groups = [[part for part in self._parts.values() if part.group == rank] for rank in range(len(names))]
        self._sums = [
            _Group(
                low=sum((part.weakest * part.weight for part in parts), ZERO),
                high=sum((part.strongest * part.weight for part in parts), ZERO),
                weight=sum((part.weight for part in parts), ZERO),
            )
            for parts in self._groups
        ]
        self._weight = sum((part.weight for part in self._parts.values()), ZERO)
        self._by_weakest = _by_level(self._parts.values(), lambda part: part.level_weakest)
        self._by_strongest = _by_level(self._parts.values(), lambda part: part.level_strongest)
        self._adds = criteria_set.within in {Aggregation.MEAN, Aggregation.SUM}
        self._unanswered = self._scored({})

    def score(self, subject: str, answers: Mapping[str, Chosen]) -> CriteriaScore:
        """The score of one subject; criteria of other sets are not looked at.

        Raises:
            KeyError: when an answer names a rung that its ladder has not.
        """
        answered = {name: chosen for name, chosen in answers.items() if name in self._parts}
        scored = self._scored(answered) if answered else self._unanswered
        return scored.model_copy(update={"subject": subject})

    def _scored(self, answers: Mapping[str, Chosen]) -> CriteriaScore:
        groups = [_Group(each.low, each.high, each.weight) for each in self._sums]
        level: int | None = None
        for name, chosen in answers.items():
            part = self._parts[name]
            group, rung = groups[part.group], part.rungs[chosen.rung]
            group.told += part.weight
            counted = rung.value
            group.low -= (part.weakest - (counted or ZERO)) * part.weight
            group.high -= (part.strongest - (counted or ZERO)) * part.weight
            if counted is None:
                group.weight -= part.weight
            if rung.level is not None:
                group.level = rung.level if group.level is None else min(group.level, rung.level)
                level = rung.level if level is None else min(level, rung.level)
        dimensions = [self._dimension(rank, group, answers) for rank, group in enumerate(groups)]
        return CriteriaScore.model_construct(
            subject="aucun",
            criteria_set=self.criteria_set.id,
            profile=self.profile.id if self.profile else None,
            low=self._across([each.low for each in dimensions]),
            high=self._across([each.high for each in dimensions]),
            completeness=sum((group.told for group in groups), ZERO) / self._weight,
            level=level,
            level_low=_least(level, self._by_weakest, answers),
            level_high=_least(level, self._by_strongest, answers),
            dimensions=tuple(dimensions) if self.criteria_set.dimensions else (),
            inferred=tuple(name for name, chosen in answers.items() if chosen.origin is AnswerOrigin.INFERRED),
            deduced=tuple(name for name, chosen in answers.items() if chosen.origin is AnswerOrigin.CROSSWALK),
        )

    def _dimension(self, rank: int, group: _Group, answers: Mapping[str, Chosen]) -> DimensionScore:
        if self._adds:
            nominal = self._nominals[rank] if self.criteria_set.within is Aggregation.SUM else None
            divisor = nominal or group.weight
            low, high = (group.low / divisor, group.high / divisor) if group.weight else (None, None)
        else:
            low, high = (self._aggregated(rank, answers, bound) for bound in (_weakest, _strongest))
        return DimensionScore.model_construct(
            dimension=self._names[rank],
            low=low,
            high=high,
            completeness=group.told / self._sums[rank].weight,
            level=group.level,
        )

    def _aggregated(self, rank: int, answers: Mapping[str, Chosen], bound: Callable[[_Part], Decimal]) -> Decimal | None:
        values = [
            Weighted(value, part.weight)
            for part in self._groups[rank]
            if (value := part.rungs[answers[part.name].rung].value if part.name in answers else bound(part)) is not None
        ]
        return aggregated(self.criteria_set.within, values)

    def _across(self, values: Sequence[Decimal | None]) -> Decimal | None:
        if not self.criteria_set.dimensions:
            return values[0]
        counted = [Weighted(value, weight) for value, weight in zip(values, self._weights, strict=True) if value is not None]
        return aggregated(self.criteria_set.across, counted)


def criteria_score(
    criteria_set: CriteriaSet, subject: str, answers: Mapping[str, Chosen], *, profile: str | None = None
) -> CriteriaScore:
    """The score of one subject, for who has only one to score."""
    return Scorer(criteria_set, profile).score(subject, answers)


def combined(scores: Iterable[Weighted]) -> Decimal | None:
    """Score of a system of several assets: geometric mean weighted by their criticité.

    >>> combined([Weighted(Decimal("49.152"), Decimal(1)), Weighted(Decimal("15.811"), Decimal(4))]).quantize(Decimal("0.001"))
    Decimal('19.837')
    """
    return aggregated(Aggregation.GEOMETRIC, list(scores))


def _part(criterion: Criterion, group: int) -> _Part:
    values = [rung.value for rung in criterion.ladder if rung.value is not None]
    levels = [rung.level for rung in criterion.ladder if rung.level is not None]
    return _Part(
        name=criterion.id,
        group=group,
        weight=criterion.weight,
        rungs={rung.id: rung for rung in criterion.ladder},
        weakest=values[0],
        strongest=values[-1],
        level_weakest=min(levels, default=None),
        level_strongest=max(levels, default=None),
    )


def _weakest(part: _Part) -> Decimal:
    return part.weakest


def _strongest(part: _Part) -> Decimal:
    return part.strongest


def _by_level(parts: Iterable[_Part], level_of: Callable[[_Part], int | None]) -> list[tuple[int, str]]:
    """The criteria that have levels, from the one that can go lowest."""
    return sorted((level, part.name) for part in parts if (level := level_of(part)) is not None)


def _least(told: int | None, ordered: Sequence[tuple[int, str]], answers: Mapping[str, Chosen]) -> int | None:
    """The lowest of what is told and of what is still unanswered."""
    left = next((level for level, name in ordered if name not in answers), None)
    return left if told is None else told if left is None else min(told, left)
