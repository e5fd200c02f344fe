"""Scores on a criteria set: exact, between bounds, and the level that the answers allow.

What is not answered counts at its weakest in the lower bound and at its strongest in the higher one, so that an
answer can only bring them nearer, and every way of completing the answers falls between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import NamedTuple

from tiebreak.criteria.chosen import Chosen
from tiebreak.criteria.gates import gate_results
from tiebreak.model.criteria import Aggregation, CriteriaSet, Criterion, Rung
from tiebreak.model.criteria_score import AnswerOrigin, CriteriaScore, DimensionScore

ZERO = Decimal(0)
KEPT = Context(prec=20)
"""Digits kept of what logarithms round, so that equal means come out equal."""


class Weighted(NamedTuple):
    """A value and its weight."""

    value: Decimal
    weight: Decimal


def aggregated(aggregation: Aggregation, values: Sequence[Weighted], nominal: Decimal | None = None) -> Decimal | None:
    """One value of several, the same in any order; `None` when nothing counts, or when the set has no score.

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
        mean = sum((each.weight * each.value.ln() for each in sorted(values) if each.weight), ZERO) / weight
        return KEPT.plus(mean.exp())
    total = sum((each.value * each.weight for each in sorted(values)), ZERO)
    return total / (nominal if aggregation is Aggregation.SUM and nominal is not None else weight)


def extreme(
    aggregation: Aggregation,
    counted: Sequence[Weighted],
    optional: Sequence[Weighted],
    nominal: Decimal | None = None,
    *,
    is_highest: bool,
) -> Decimal | None:
    """The least or greatest aggregate when each optional value may be left out; `None` when nothing can count.

    The best choice takes the optional values from the most extreme one until the next one no longer helps.

    >>> ten, fifty = Weighted(Decimal(10), Decimal(1)), Weighted(Decimal(50), Decimal(1))
    >>> extreme(Aggregation.MEAN, [ten], [fifty], is_highest=False), extreme(Aggregation.MEAN, [ten], [fifty], is_highest=True)
    (Decimal('10'), Decimal('30'))
    """
    taken = list(counted)
    best = aggregated(aggregation, taken, nominal)
    if aggregation is Aggregation.SUM and not is_highest:
        return (
            best
            if best is not None
            else min((aggregated(aggregation, [each], nominal) or ZERO for each in optional), default=None)
        )
    for each in sorted((each for each in optional if each.weight), key=lambda each: each.value, reverse=is_highest):
        if best is not None and (each.value <= best if is_highest else each.value >= best) and aggregation is not Aggregation.SUM:
            break
        taken.append(each)
        reached = aggregated(aggregation, taken, nominal)
        if best is not None and reached is not None and (reached <= best if is_highest else reached >= best):
            break
        best = reached
    return best


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
    may_be_left_out: bool
    """Whether an answer may take it out of the count."""


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
        self._has_left_out = any(part.may_be_left_out for part in self._parts.values())
        self._adds = criteria_set.within in {Aggregation.MEAN, Aggregation.SUM} and not self._has_left_out
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
        open_ranks = self._ranks_that_may_be_left_out(answers) if self._has_left_out else frozenset()
        return CriteriaScore.model_construct(
            subject="aucun",
            criteria_set=self.criteria_set.id,
            profile=self.profile.id if self.profile else None,
            low=self._across([each.low for each in dimensions], open_ranks, is_highest=False),
            high=self._across([each.high for each in dimensions], open_ranks, is_highest=True),
            completeness=sum((group.told for group in groups), ZERO) / self._weight,
            level=level,
            level_low=_least(level, self._by_weakest, answers),
            level_high=_least(level, self._by_strongest, answers),
            dimensions=tuple(dimensions) if self.criteria_set.dimensions else (),
            gates=gate_results(self.criteria_set, answers) if self.criteria_set.gates else (),
            inferred=tuple(name for name, chosen in answers.items() if chosen.origin is AnswerOrigin.INFERRED),
            deduced=tuple(name for name, chosen in answers.items() if chosen.origin is AnswerOrigin.CROSSWALK),
        )

    def _dimension(self, rank: int, group: _Group, answers: Mapping[str, Chosen]) -> DimensionScore:
        if self._adds:
            nominal = self._nominals[rank] if self.criteria_set.within is Aggregation.SUM else None
            divisor = nominal or group.weight
            low, high = (group.low / divisor, group.high / divisor) if group.weight else (None, None)
        else:
            low, high = (self._bound(rank, answers, is_highest=is_highest) for is_highest in (False, True))
        return DimensionScore.model_construct(
            dimension=self._names[rank],
            low=low,
            high=high,
            completeness=group.told / self._sums[rank].weight,
            level=group.level,
        )

    def _bound(self, rank: int, answers: Mapping[str, Chosen], *, is_highest: bool) -> Decimal | None:
        """The least or greatest value of a dimension, whatever answers come."""
        counted: list[Weighted] = []
        optional: list[Weighted] = []
        for part in self._groups[rank]:
            if part.name in answers:
                value = part.rungs[answers[part.name].rung].value
                counted += [] if value is None else [Weighted(value, part.weight)]
            else:
                left = Weighted(part.strongest if is_highest else part.weakest, part.weight)
                (optional if part.may_be_left_out else counted).append(left)
        return extreme(self.criteria_set.within, counted, optional, self._nominals[rank], is_highest=is_highest)

    def _ranks_that_may_be_left_out(self, answers: Mapping[str, Chosen]) -> frozenset[int]:
        """Dimensions of which answers may still leave nothing to count."""
        return frozenset(
            rank
            for rank, parts in enumerate(self._groups)
            if all(
                part.may_be_left_out if part.name not in answers else part.rungs[answers[part.name].rung].value is None
                for part in parts
            )
        )

    def _across(self, values: Sequence[Decimal | None], open_ranks: frozenset[int], *, is_highest: bool) -> Decimal | None:
        if not self.criteria_set.dimensions:
            return values[0]
        counted: list[Weighted] = []
        optional: list[Weighted] = []
        for rank, (value, weight) in enumerate(zip(values, self._weights, strict=True)):
            if value is not None:
                (optional if rank in open_ranks else counted).append(Weighted(value, weight))
        return extreme(self.criteria_set.across, counted, optional, is_highest=is_highest)


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
        level_strongest=None if len(levels) < len(criterion.ladder) else max(levels, default=None),
        may_be_left_out=len(values) < len(criterion.ladder),
    )


def _by_level(parts: Iterable[_Part], level_of: Callable[[_Part], int | None]) -> list[tuple[int, str]]:
    """The criteria that have levels, from the one that can go lowest."""
    return sorted((level, part.name) for part in parts if (level := level_of(part)) is not None)


def _least(told: int | None, ordered: Sequence[tuple[int, str]], answers: Mapping[str, Chosen]) -> int | None:
    """The lowest of what is told and of what is still unanswered."""
    left = next((level for level, name in ordered if name not in answers), None)
    return left if told is None else told if left is None else min(told, left)
