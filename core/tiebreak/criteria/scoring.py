"""Scores on a criteria set: exact, between bounds, and the level that the answers allow.

What is not answered counts at its weakest in the lower bound and at its strongest in the higher one, so that an
answer can only bring them nearer, and every way of completing the answers falls between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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

    criterion: Criterion
    group: int
    rungs: Mapping[str, Rung]
    weakest: Weighted
    strongest: Weighted
    level_weakest: int | None
    level_strongest: int | None


class Scorer:
    """Scores subjects on one set under one profile of weights; built once."""

    def __init__(self, criteria_set: CriteriaSet, profile: str | None = None) -> None:
        self.criteria_set = criteria_set
        self.profile = criteria_set.profile(profile)
        names: list[str | None] = [dimension.id for dimension in criteria_set.dimensions] or [None]
        self._nominals = [dimension.nominal for dimension in criteria_set.dimensions] or [None]
        self._weights = [self.profile.weights[name] if self.profile and name else Decimal(1) for name in names]
        self._parts = {criterion.id: _part(criterion, names.index(criterion.dimension)) for criterion in criteria_set.criteria}
        self._groups = [[part for part in self._parts.values() if part.group == rank] for rank in range(len(names))]
        self._names = names
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
        groups = [self._group(rank, answers) for rank in range(len(self._groups))]
        low, high = (self._across([getattr(group, bound) for group in groups]) for bound in ("low", "high"))
        told = [level for name, chosen in answers.items() if (level := self._level_of(name, chosen)) is not None]
        left = [part for name, part in self._parts.items() if name not in answers]
        return CriteriaScore.model_construct(
            subject="aucun",
            criteria_set=self.criteria_set.id,
            profile=self.profile.id if self.profile else None,
            low=low,
            high=high,
            completeness=_completeness(self._parts.values(), answers),
            level=min(told, default=None),
            level_low=_least(told, (part.level_weakest for part in left)),
            level_high=_least(told, (part.level_strongest for part in left)),
            dimensions=tuple(groups) if self.criteria_set.dimensions else (),
            inferred=tuple(name for name, chosen in answers.items() if chosen.origin is AnswerOrigin.INFERRED),
            deduced=tuple(name for name, chosen in answers.items() if chosen.origin is AnswerOrigin.CROSSWALK),
        )

    def _group(self, rank: int, answers: Mapping[str, Chosen]) -> DimensionScore:
        parts, low, high = self._groups[rank], list[Weighted](), list[Weighted]()
        for part in parts:
            chosen = answers.get(part.criterion.id)
            if chosen is None:
                low.append(part.weakest)
                high.append(part.strongest)
            elif (value := part.rungs[chosen.rung].value) is not None:
                low.append(Weighted(value, part.criterion.weight))
                high.append(low[-1])
        within, nominal = self.criteria_set.within, self._nominals[rank]
        told = [self._level_of(part.criterion.id, answers[part.criterion.id]) for part in parts if part.criterion.id in answers]
        return DimensionScore.model_construct(
            dimension=self._names[rank] or "ensemble",
            low=aggregated(within, low, nominal),
            high=aggregated(within, high, nominal),
            completeness=_completeness(parts, answers),
            level=min((level for level in told if level is not None), default=None),
        )

    def _across(self, values: Sequence[Decimal | None]) -> Decimal | None:
        if not self.criteria_set.dimensions:
            return values[0]
        counted = [Weighted(value, weight) for value, weight in zip(values, self._weights, strict=True) if value is not None]
        return aggregated(self.criteria_set.across, counted)

    def _level_of(self, criterion: str, chosen: Chosen) -> int | None:
        return self._parts[criterion].rungs[chosen.rung].level


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
        criterion=criterion,
        group=group,
        rungs={rung.id: rung for rung in criterion.ladder},
        weakest=Weighted(values[0], criterion.weight),
        strongest=Weighted(values[-1], criterion.weight),
        level_weakest=min(levels, default=None),
        level_strongest=max(levels, default=None),
    )


def _completeness(parts: Iterable[_Part], answers: Mapping[str, Chosen]) -> Decimal:
    weights = [(part.criterion.weight, part.criterion.id in answers) for part in parts]
    return sum((weight for weight, is_told in weights if is_told), ZERO) / sum((weight for weight, _ in weights), ZERO)


def _least(told: Sequence[int], others: Iterable[int | None]) -> int | None:
    return min((*told, *(level for level in others if level is not None)), default=None)
