"""Scores on criteria sets: exact, between bounds, with the catalogue answering what it can."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tiebreak.method.axes import Lens, counts, is_free
from tiebreak.method.shares import Answered
from tiebreak.model.catalogue import Axis
from tiebreak.model.criteria import CatalogueFact, CriteriaAnswer, CriteriaScore, CriteriaSet, CriteriaSubject, Criterion


def criteria_score(
    criteria_set: CriteriaSet, subject: str, answers: Mapping[str, str], inferred: Mapping[str, Decimal]
) -> CriteriaScore:
    """Weighted mean of the rungs, unanswered criteria at their weakest then at their strongest.

    `answers` gives a rung by criterion and wins over `inferred`, which gives values from 0 to 1.
    """
    weight = sum((criterion.weight for criterion in criteria_set.criteria), Decimal(0))
    low = high = answered = Decimal(0)
    from_catalogue = []
    for criterion in criteria_set.criteria:
        value = _value(criterion, answers, inferred)
        if value is None:
            low += criterion.weight * criterion.ladder[0].value
            high += criterion.weight * criterion.ladder[-1].value
            continue
        answered += criterion.weight
        low += criterion.weight * value
        high += criterion.weight * value
        if criterion.id not in answers:
            from_catalogue.append(criterion.id)
    return CriteriaScore(
        subject=subject,
        criteria_set=criteria_set.id,
        low=low / weight,
        high=high / weight,
        completeness=answered / weight,
        inferred=tuple(from_catalogue),
    )


def scores_of(
    answered: Answered, criteria_sets: Iterable[CriteriaSet], answers: Iterable[CriteriaAnswer], lens: Lens
) -> list[CriteriaScore]:
    """Scores of one dependency on every set, the catalogue answering what it knows."""
    subject = answered.dependency.id
    scores = []
    for criteria_set in criteria_sets:
        if criteria_set.subject is not CriteriaSubject.DEPENDENCY:
            continue
        given = {
            answer.criterion: answer.rung
            for answer in answers
            if answer.subject == subject and answer.criteria_set == criteria_set.id
        }
        inferred = {
            criterion.id: value
            for criterion in criteria_set.criteria
            if criterion.inferred_from is not None
            and (value := _inferred(criterion, criterion.inferred_from, answered, lens)) is not None
        }
        scores.append(criteria_score(criteria_set, subject, given, inferred))
    return scores


def _value(criterion: Criterion, answers: Mapping[str, str], inferred: Mapping[str, Decimal]) -> Decimal | None:
    if criterion.id in answers:
        return next(rung.value for rung in criterion.ladder if rung.id == answers[criterion.id])
    return inferred.get(criterion.id)


def _inferred(criterion: Criterion, fact: CatalogueFact, answered: Answered, lens: Lens) -> Decimal | None:
    holds = _holds(fact, answered, lens)
    if holds is None:
        return None
    return criterion.ladder[-1 if holds else 0].value


def _holds(fact: CatalogueFact, answered: Answered, lens: Lens) -> bool | None:
    if fact is CatalogueFact.FREE_LICENCE:
        solution = lens.catalogue.solutions.get(answered.dependency.recognition.solution or "")
        if (
            solution is None
            or solution.licence is None
            or not counts(solution.licence, Axis.TECHNOLOGY, is_strict=lens.is_strict)
        ):
            return None
        return is_free(solution)
    axis = {
        CatalogueFact.OWNER_INSIDE: Axis.ULTIMATE_OWNER,
        CatalogueFact.TECHNOLOGY_INSIDE: Axis.TECHNOLOGY,
        CatalogueFact.HOSTING_INSIDE: Axis.HOSTING,
    }[fact]
    answer = next((each for each in answered.axes if each.axis is axis), None)
    return None if answer is None or answer.is_outside is None else not answer.is_outside
