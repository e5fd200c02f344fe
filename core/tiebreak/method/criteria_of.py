"""The scores of a diagnosis: each dependency on each set, through what it is, what it uses and who edits it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tiebreak.criteria.answers import AnswerBook, AnswerRules, Facts
from tiebreak.criteria.scoring import Chosen, Scorer
from tiebreak.method.axes import Lens, counts, is_free
from tiebreak.method.shares import Answered
from tiebreak.model.catalogue import Axis
from tiebreak.model.criteria import AnswerOrigin, CatalogueFact, CriteriaAnswer, CriteriaScore, CriteriaSet, CriteriaSubject

AUTHORITY = "authority"
"""Subject of the answers about the collectivité itself."""
_AXES = {
    CatalogueFact.OFFICE_INSIDE: Axis.REGISTERED_OFFICE,
    CatalogueFact.OWNER_INSIDE: Axis.ULTIMATE_OWNER,
    CatalogueFact.TECHNOLOGY_INSIDE: Axis.TECHNOLOGY,
    CatalogueFact.HOSTING_INSIDE: Axis.HOSTING,
}


def scores_of(
    every: Sequence[Answered], criteria_sets: Iterable[CriteriaSet], answers: Iterable[CriteriaAnswer], lens: Lens
) -> tuple[CriteriaScore, ...]:
    """All the scores of a diagnosis, each subject once on each set.

    A set about dependencies that has a score is given for each of them, as far as the catalogue answers; any other one
    only where somebody answered, for this set or for one that it deduces from.
    """
    book = AnswerBook(answers)
    return tuple(score for criteria_set in criteria_sets for score in _on_set(Scorer(criteria_set), every, book, lens))


def subjects_of(answered: Answered) -> tuple[str | None, ...]:
    """What the answers about a dependency may be about: itself, its product, its editor, the collectivité."""
    recognition = answered.dependency.recognition
    return answered.dependency.id, recognition.solution, recognition.editor, AUTHORITY


def orphans(every: Iterable[Answered], answers: Iterable[CriteriaAnswer]) -> tuple[str, ...]:
    """Subjects of answers that nothing of the diagnosis is: their answers count for nothing, which must be said."""
    known = {subject for answered in every for subject in subjects_of(answered)} | {AUTHORITY}
    return tuple(sorted({answer.subject for answer in answers} - known))


def _on_set(scorer: Scorer, every: Sequence[Answered], book: AnswerBook, lens: Lens) -> Iterator[CriteriaScore]:
    subject, rules = scorer.criteria_set.subject, AnswerRules(scorer.criteria_set)
    seen: set[str] = set()
    for answered in every:
        dependency, solution, editor, _ = subjects_of(answered)
        named = {
            CriteriaSubject.DEPENDENCY: dependency,
            CriteriaSubject.SOLUTION: solution,
            CriteriaSubject.SUPPLIER: editor,
            CriteriaSubject.AUTHORITY: AUTHORITY,
        }[subject]
        if named is None or named in seen:
            continue
        chosen = rules.answers(book.said(*subjects_of(answered)), facts_of(answered, lens))
        score = scorer.score(named, chosen)
        if _is_shown(score, chosen, subject):
            seen.add(named)
            yield score


def _is_shown(score: CriteriaScore, chosen: dict[str, Chosen], subject: CriteriaSubject) -> bool:
    is_answered = any(each.origin is not AnswerOrigin.INFERRED for each in chosen.values())
    return is_answered or (subject is CriteriaSubject.DEPENDENCY and score.low is not None)


def facts_of(answered: Answered, lens: Lens) -> Facts:
    """What the catalogue knows of a dependency that criteria ask; `None` when it does not."""
    facts: dict[CatalogueFact, bool | None] = {CatalogueFact.FREE_LICENCE: _is_free(answered, lens)}
    for fact, axis in _AXES.items():
        answer = next((each for each in answered.axes if each.axis is axis), None)
        facts[fact] = None if answer is None or answer.is_outside is None else not answer.is_outside
    return facts


def _is_free(answered: Answered, lens: Lens) -> bool | None:
    solution = lens.catalogue.solutions.get(answered.dependency.recognition.solution or "")
    licence = solution.licence if solution is not None else None
    if solution is None or licence is None or not counts(licence, Axis.TECHNOLOGY, is_strict=lens.is_strict):
        return None
    return is_free(solution)
