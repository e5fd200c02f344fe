"""What answers a set about a subject: what was said of it, what other sets deduce from it, what the catalogue knows.

An answer is given once; every set takes from it what its own crosswalk declares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from tiebreak.criteria.chosen import Chosen
from tiebreak.model.criteria import CatalogueFact, CriteriaSet, CriteriaSubject, Criterion
from tiebreak.model.criteria_score import AnswerOrigin, CriteriaAnswer

Said = Mapping[str, Mapping[str, str]]
"""Rung by criterion, by set: all that was said of one subject, or of the things it stands on."""
Facts = Mapping[CatalogueFact, bool | None]
"""What the catalogue knows; `None` when it does not."""


class Subject(NamedTuple):
    """What answers are about; a solution and a supplier may bear the same identifier."""

    kind: CriteriaSubject
    id: str


class AnswerBook:
    """The answers of a case file, by subject; `subject_of` says what each one is about."""

    def __init__(self, answers: Iterable[CriteriaAnswer], subject_of: Callable[[CriteriaAnswer], Subject]) -> None:
        self._by_subject: dict[Subject, dict[str, dict[str, str]]] = {}
        for answer in answers:
            by_set = self._by_subject.setdefault(subject_of(answer), {})
            by_set.setdefault(answer.criteria_set, {})[answer.criterion] = answer.rung

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Every subject that an answer is about."""
        return tuple(self._by_subject)

    def said(self, *subjects: Subject) -> Said:
        """All that was said of these subjects, the first ones winning."""
        found = [self._by_subject[subject] for subject in subjects if subject in self._by_subject]
        if len(found) == 1:
            return found[0]
        said: dict[str, dict[str, str]] = {}
        for by_set in reversed(found):
            for criteria_set, rungs in by_set.items():
                said[criteria_set] = {**said.get(criteria_set, {}), **rungs}
        return said

    def agreed(self, subjects: Iterable[Subject]) -> Said:
        """What these subjects say without contradiction: a criterion that two of them answer otherwise is left out."""
        told: dict[tuple[str, str], set[str]] = {}
        for subject in subjects:
            for criteria_set, rungs in self._by_subject.get(subject, {}).items():
                for criterion, rung in rungs.items():
                    told.setdefault((criteria_set, criterion), set()).add(rung)
        said: dict[str, dict[str, str]] = {}
        for (criteria_set, criterion), rungs_told in told.items():
            if len(rungs_told) == 1:
                said.setdefault(criteria_set, {})[criterion] = next(iter(rungs_told))
        return said


class AnswerRules:
    """How one set takes its answers from what is said and known; built once.

    What is given wins, then what other sets deduce, then the catalogue. When several answers deduce different rungs,
    the weakest is kept: an unsure deduction never improves anything.
    """

    def __init__(self, criteria_set: CriteriaSet) -> None:
        self._id = criteria_set.id
        self._criteria = frozenset(criterion.id for criterion in criteria_set.criteria)
        ranks = {criterion.id: _strongest_last(criterion) for criterion in criteria_set.criteria}
        strongest_first = sorted(criteria_set.crosswalk, key=lambda rule: -ranks[rule.criterion].index(rule.rung))
        self._rules = [
            (
                rule.from_set,
                rule.from_criterion,
                frozenset(rule.from_rungs),
                rule.criterion,
                Chosen(rule.rung, AnswerOrigin.CROSSWALK),
            )
            for rule in strongest_first
        ]
        self._inferred = [
            (inferred.fact, holds, criterion.id, Chosen(rung, AnswerOrigin.INFERRED))
            for criterion in criteria_set.criteria
            if (inferred := criterion.inferred_from) is not None
            for holds, rung in ((True, inferred.when_true), (False, inferred.when_false))
            if rung is not None
        ]

    def answers(self, said: Said, facts: Facts) -> dict[str, Chosen]:
        """What answers each criterion."""
        inferred = {criterion: rung for fact, holds, criterion, rung in self._inferred if facts.get(fact) is holds}
        deduced = {
            criterion: rung
            for from_set, from_criterion, rungs, criterion, rung in self._rules
            if from_set in said and said[from_set].get(from_criterion) in rungs
        }
        given = said.get(self._id, {})
        answered = {criterion: Chosen(rung) for criterion, rung in given.items() if criterion in self._criteria}
        return inferred | deduced | answered


def _strongest_last(criterion: Criterion) -> list[str]:
    """The rungs, from the weakest; what takes the criterion out of the count is never a weak answer."""
    return [rung.id for rung in sorted(criterion.ladder, key=lambda rung: rung.value is None)]


def answers_to(criteria_set: CriteriaSet, said: Said, facts: Facts) -> dict[str, Chosen]:
    """What answers each criterion of a set, for who has only one subject."""
    return AnswerRules(criteria_set).answers(said, facts)
