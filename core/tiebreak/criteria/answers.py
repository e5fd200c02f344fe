"""What answers a set about a subject: what was said of it, what other sets deduce from it, what the catalogue knows.

An answer is given once; every set takes from it what its own crosswalk declares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tiebreak.criteria.scoring import Chosen
from tiebreak.model.criteria import AnswerOrigin, CatalogueFact, CriteriaAnswer, CriteriaSet

Said = Mapping[tuple[str, str], str]
"""Rung by set and criterion: all that was said of one subject, or of the things it stands on."""
Facts = Mapping[CatalogueFact, bool | None]
"""What the catalogue knows; `None` when it does not."""


class AnswerBook:
    """The answers of a case file, by subject."""

    def __init__(self, answers: Iterable[CriteriaAnswer]) -> None:
        self._by_subject: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        for answer in answers:
            self._by_subject[answer.subject][answer.criteria_set, answer.criterion] = answer.rung

    @property
    def subjects(self) -> tuple[str, ...]:
        """Every subject that an answer is about."""
        return tuple(self._by_subject)

    def said(self, *subjects: str | None) -> Said:
        """All that was said of these subjects, the first ones winning."""
        said: dict[tuple[str, str], str] = {}
        for subject in reversed(subjects):
            if subject is not None:
                said |= self._by_subject.get(subject, {})
        return said


def answers_to(criteria_set: CriteriaSet, said: Said, facts: Facts) -> dict[str, Chosen]:
    """What answers each criterion of a set: what is given wins, then what other sets deduce, then the catalogue.

    When several answers deduce different rungs, the weakest is kept: an unsure deduction never improves anything.
    """
    ranks = {criterion.id: {rung.id: rank for rank, rung in enumerate(criterion.ladder)} for criterion in criteria_set.criteria}
    chosen: dict[str, Chosen] = {}
    for criterion in criteria_set.criteria:
        inferred = criterion.inferred_from
        holds = facts.get(inferred.fact) if inferred is not None else None
        if inferred is not None and holds is not None:
            rung = inferred.when_true if holds else inferred.when_false
            if rung is not None:
                chosen[criterion.id] = Chosen(rung, AnswerOrigin.INFERRED)
    deduced: dict[str, str] = {}
    for rule in criteria_set.crosswalk:
        if said.get((rule.from_set, rule.from_criterion)) in rule.from_rungs:
            former = deduced.get(rule.criterion, rule.rung)
            deduced[rule.criterion] = min(former, rule.rung, key=ranks[rule.criterion].__getitem__)
    chosen |= {criterion: Chosen(rung, AnswerOrigin.CROSSWALK) for criterion, rung in deduced.items()}
    given = ((criterion, rung) for (named, criterion), rung in said.items() if named == criteria_set.id)
    return chosen | {criterion: Chosen(rung) for criterion, rung in given if criterion in ranks}
