"""What is not known is first to be identified: the heaviest, without any purchase."""

from __future__ import annotations

from decimal import Decimal

from tiebreak import Action, ActionKind, Axis, PlanningProblem, Remaining
from tiebreak_planner.assumptions import load_assumptions
from tiebreak_planner.calendar import last_day
from tiebreak_planner.limits import max_actions
from tiebreak_planner.words import need

IDENTIFY_LIMIT, IDENTIFY_LIMIT_FEW = 10, 1
"""Largest unknown dependencies to be identified in the first half-year, and where actions are counted."""
IDENTIFY_MONTHS = 6


def identify(problem: PlanningProblem) -> tuple[list[Action], list[Remaining]]:
    """First learn who owns what weighs most and is not known."""
    unknown = [each for each in problem.diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside is None]
    by_amount = sorted(unknown, key=lambda each: (-each.dependency.known_amount, each.dependency.id))
    is_counted = max_actions(problem, load_assumptions()) is not None
    limit, start = IDENTIFY_LIMIT_FEW if is_counted else IDENTIFY_LIMIT, problem.diagnosis.as_of
    actions = [
        Action(
            id=f"id-{each.dependency.id}",
            dependency=each.dependency.id,
            kind=ActionKind.IDENTIFY,
            title=f"Identifier le propriétaire : {need(each.dependency, problem)}",
            start=start,
            end=last_day(start, IDENTIFY_MONTHS),
            cost=None,
            annual_amount_moved=Decimal(0),
            why="Tant que le propriétaire ultime n’est pas connu, l’intervalle ne peut pas se resserrer.",
            why_then="Sans achat ni calendrier de contrat : peut commencer aussitôt.",
        )
        for each in by_amount[:limit]
    ]
    reason = "Propriétaire ultime inconnu ; montant plus faible que ceux à identifier d’abord."
    return actions, [Remaining(dependency=each.dependency.id, reason=reason) for each in by_amount[limit:]]
