"""The next best question of a set, and the proof that nothing left can change its level.

A level is the lowest of all answers. To prove it, one answer must be at that level, and every criterion that could
still go below must be answered. So the question to ask is one of those that hold the lower bound, and among them the
one whose answers are most likely to settle it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from tiebreak.criteria.chosen import Chosen
from tiebreak.criteria.scoring import Scorer
from tiebreak.model.base import Frozen, Identifier
from tiebreak.model.criteria import CriteriaSet, Criterion, Level
from tiebreak.model.criteria_score import CriteriaScore


class LevelProof(Frozen):
    """Why no missing answer can change a level."""

    level: Level
    held_by: tuple[Identifier, ...]
    """Answered criteria at that very level."""
    unanswered: tuple[Identifier, ...]
    """Criteria left, none of which has an answer below it."""


class NextQuestion(Frozen):
    """The criterion to ask now, and why."""

    criterion: Identifier
    narrows_level: bool
    """True when an answer may narrow the level; false when only the score is still wide."""
    explanation: str
    """One sentence in French."""


def level_proof(criteria_set: CriteriaSet, answers: Mapping[str, Chosen]) -> LevelProof | None:
    """The proof that the level is settled, `None` when it is not, or when the set has no levels."""
    score = Scorer(criteria_set).score("aucun", answers)
    if not score.is_level_settled or score.level_low is None:
        return None
    answered = [criterion for criterion in criteria_set.criteria if criterion.id in answers]
    return LevelProof(
        level=score.level_low,
        held_by=tuple(
            criterion.id for criterion in answered if criterion.rung(answers[criterion.id].rung).level == score.level_low
        ),
        unanswered=tuple(criterion.id for criterion in criteria_set.criteria if criterion.id not in answers),
    )


def next_question(criteria_set: CriteriaSet, answers: Mapping[str, Chosen], *, profile: str | None = None) -> NextQuestion | None:
    """The question that narrows the result most; `None` when no answer is missing.

    While the level is open, a question about it; then the one that the score depends on most.
    """
    left = [criterion for criterion in criteria_set.criteria if criterion.id not in answers]
    if not left:
        return None
    scorer = Scorer(criteria_set, profile)
    score = scorer.score("aucun", answers)
    low = score.level_low
    if low is not None and not score.is_level_settled:
        holding = [criterion for criterion in left if _lowest(criterion) == low]
        best = max(holding, key=lambda criterion: (_chance(criterion, low), _width(scorer, criterion, answers, score)))
        said = f"{best.label} : parmi les questions qui peuvent encore faire tomber au niveau {low}, la plus probable."
        return NextQuestion(criterion=best.id, narrows_level=True, explanation=said)
    best = max(left, key=lambda criterion: _width(scorer, criterion, answers, score))
    said = f"{best.label} : la question dont le score dépend le plus."
    return NextQuestion(criterion=best.id, narrows_level=False, explanation=said)


def _lowest(criterion: Criterion) -> int | None:
    return min((rung.level for rung in criterion.ladder if rung.level is not None), default=None)


def _chance(criterion: Criterion, level: int) -> tuple[Fraction, Fraction]:
    """Share of the rungs at this level, which would settle it, then at the next one, which would be its witness."""
    rungs = len(criterion.ladder)
    at = Fraction(sum(rung.level == level for rung in criterion.ladder), rungs)
    return at, Fraction(sum(rung.level == level + 1 for rung in criterion.ladder), rungs)


def _width(scorer: Scorer, criterion: Criterion, answers: Mapping[str, Chosen], score: CriteriaScore) -> Decimal:
    """How much of the width of the score depends on one criterion."""
    if score.low is None or score.high is None:
        return criterion.weight
    strongest = scorer.score("aucun", {**answers, criterion.id: Chosen(criterion.rated[-1].id)})
    return (strongest.low or Decimal(0)) - score.low
