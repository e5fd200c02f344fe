"""Takes dependencies by rank, each at the first date that its contract, its prerequisites and the budget allow.

It is greedy: what is placed first keeps its place. It never says that its plan is the best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tiebreak import (
    Action,
    ActionKind,
    Axis,
    Dependency,
    PlanningError,
    PlanningProblem,
    Quadrant,
    Remaining,
    Trajectory,
    is_free,
)
from tiebreak_planner.calendar import (
    ONE_DAY,
    PREPARATION_MONTHS,
    last_day,
    next_quarter,
    plus_months,
    quarter_start,
)
from tiebreak_planner.costs import Estimate
from tiebreak_planner.departures import departure
from tiebreak_planner.moves import Move, in_order, move_of, needs_served_later
from tiebreak_planner.placed import Placed, actions_of, year_states
from tiebreak_planner.words import function_labels, need

NAME = "by_priority"
NOT_OPTIMAL = "Plan établi par ordre de priorité, échéance par échéance : il tient les contraintes, il n’est pas prouvé optimal."
NO_BUDGET = "Aucun budget annuel indiqué : les coûts sont donnés, ils ne sont pas plafonnés."
FREE_SOFTWARE = "Logiciel libre : rien à quitter ; un autre prestataire peut être choisi à la fin du contrat."
NO_ALTERNATIVE = (
    "Aucune solution du catalogue pour cette fonction, ni libre, ni de propriétaire et de technologie connus dans la zone."
)
IDENTIFY_LIMIT = 10
"""Largest unknown dependencies to be identified in the first half-year; more would not be done."""
IDENTIFY_MONTHS = 6


@dataclass
class _Ledger:
    """What is already placed."""

    spent: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    """By year, euros of the projects that start in it, by their upper bounds."""
    kept_functions: set[str] = field(default_factory=set)
    """Functions of which a dependency to leave stays in place."""
    identifications: list[Action] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    remaining: list[Remaining] = field(default_factory=list)

    def take(self, placed: Placed) -> None:
        """Add a project, the upper bound of its cost counted in the year when it starts."""
        self.placed.append(placed)
        if placed.move.projected.cost is not None:
            self.spent[placed.start.year] += placed.move.projected.cost.high

    def keep(self, move: Move, reason: str) -> None:
        """Leave a dependency in place: what needs its functions waits for it."""
        self.remaining.append(Remaining(dependency=move.id, reason=reason))
        self.kept_functions |= set(move.functions)


class PriorityPlanner:
    """Plans by priority."""

    name = NAME
    label = "Par ordre de priorité, sous échéances de contrat et budget annuel"

    def plan(self, problem: PlanningProblem) -> Trajectory:
        """The trajectory; every dependency is in an action or among what remains.

        Raises:
            PlanningError: when the yearly budget is negative.
        """
        budget = problem.constraints.annual_budget_eur
        if budget is not None and budget < 0:
            raise PlanningError(f"Budget annuel {budget} € négatif. Indiquez un montant positif, ou aucun.")
        ledger = _filled(problem)
        actions = [*ledger.identifications, *actions_of(ledger.placed, problem)]
        return Trajectory(
            planner=NAME,
            as_of=problem.diagnosis.as_of,
            constraints=problem.constraints,
            actions=tuple(sorted(actions, key=lambda action: (action.start, action.end, action.id))),
            remaining=tuple(sorted(ledger.remaining, key=lambda each: each.dependency)),
            years=year_states(ledger.placed, problem),
            notices=(NOT_OPTIMAL,) if budget is not None else (NOT_OPTIMAL, NO_BUDGET),
        )


def _filled(problem: PlanningProblem) -> _Ledger:
    """All dependencies placed.

    A project taken before what it needs in turn stays when that stays: both keep their reasons, and all is placed anew.
    """
    staying: dict[str, str] = {}
    while True:
        ledger = _Ledger()
        _identify(problem, ledger)
        moves = _to_leave(problem, ledger, staying)
        for index, move in enumerate(moves):
            _place(move, moves[index + 1 :], problem, ledger)
        stuck = {each.move.id: reason for each in ledger.placed if (reason := _why_blocked(each.move, problem, ledger))}
        if not stuck:
            return ledger
        needs = {function for move in moves if move.id in stuck for function in move.needs}
        kept = {each.dependency: each.reason for each in ledger.remaining}
        staying |= stuck | {move.id: kept[move.id] for move in moves if move.id in kept and move.serves_any(needs)}


def _identify(problem: PlanningProblem, ledger: _Ledger) -> None:
    """First learn who owns what weighs most and is not known."""
    unknown = [each for each in problem.diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside is None]
    by_amount = sorted(unknown, key=lambda each: (-each.dependency.known_amount, each.dependency.id))
    start = problem.diagnosis.as_of
    for each in by_amount[:IDENTIFY_LIMIT]:
        ledger.identifications.append(
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
        )
    for each in by_amount[IDENTIFY_LIMIT:]:
        reason = "Propriétaire ultime inconnu ; montant plus faible que ceux à identifier d’abord."
        ledger.remaining.append(Remaining(dependency=each.dependency.id, reason=reason))


def _to_leave(problem: PlanningProblem, ledger: _Ledger, staying: Mapping[str, str]) -> tuple[Move, ...]:
    """Dependencies known to be outside that may move, in the order to take them.

    Free software stays and stops nobody. `staying` gives, by dependency, why it is already known to stay.
    """
    moves = []
    for each in problem.diagnosis.assessments:
        if not each.axis(Axis.ULTIMATE_OWNER).is_outside:
            continue
        if _is_free_software(each.dependency, problem):
            ledger.remaining.append(Remaining(dependency=each.dependency.id, reason=FREE_SOFTWARE))
            continue
        move = move_of(each, problem)
        if reason := _why_not_tried(move) or staying.get(move.id):
            ledger.keep(move, reason)
        else:
            moves.append(move)
    return in_order(moves)


def _is_free_software(dependency: Dependency, problem: PlanningProblem) -> bool:
    solution = problem.catalogue.solutions.get(dependency.recognition.solution or "")
    return solution is not None and is_free(solution)


def _why_not_tried(move: Move) -> str | None:
    """Why a dependency stays whatever the others do; `None` when it may move."""
    if not move.assessment.solution_classes:
        return NO_ALTERNATIVE
    if move.projected.cost is None and move.assessment.quadrant is Quadrant.WATCH:
        return "Risque modéré et coût non chiffré : à réexaminer à l’échéance du contrat."
    return None


def _why_blocked(move: Move, problem: PlanningProblem, ledger: _Ledger) -> str | None:
    """Why a dependency stays because of others; `None` when all that it needs may move."""
    if blocking := [each for each in move.needs if each in ledger.kept_functions]:
        return f"Attend une fonction qui reste en place : {function_labels(blocking, problem)}."
    return None


def _place(move: Move, later: Sequence[Move], problem: PlanningProblem, ledger: _Ledger) -> None:
    """Put a dependency in a project, or among what remains with its reason."""
    if reason := _why_blocked(move, problem, ledger):
        ledger.keep(move, reason)
    elif placed := _scheduled(move, later, problem, ledger):
        ledger.take(placed)
    else:
        ledger.keep(move, _why_not(move.projected, problem))


def _scheduled(move: Move, later: Sequence[Move], problem: PlanningProblem, ledger: _Ledger) -> Placed | None:
    """The project at its first possible start, `None` when no year of the horizon can hold it."""
    as_of, months = problem.diagnosis.as_of, move.projected.months
    horizon = plus_months(as_of, 12 * problem.constraints.horizon_years)
    awaited = [each for each in ledger.placed if each.move.serves_any(move.needs)]
    earliest = max(next_quarter(day) for day in (last_day(as_of, PREPARATION_MONTHS), *(each.end for each in awaited)))
    postponed: list[str] = []
    while earliest < horizon:
        leaving = departure(move.assessment.dependency, start=earliest, months=months, as_of=as_of)
        start = max(earliest, quarter_start(plus_months(leaving.free_from, -months)))
        if _fits(move.projected, start.year, problem, ledger):
            if leaving.free_from > horizon:
                return None
            reasons = (leaving.reason, *_order_reasons(move, awaited, later, problem), *postponed)
            return Placed(move, start, leaving.free_from - ONE_DAY, reasons)
        earliest = date(start.year + 1, 1, 1)
        postponed = ["Repoussé : le budget des années précédentes est pris."]
    return None


def _order_reasons(move: Move, awaited: Sequence[Placed], later: Sequence[Move], problem: PlanningProblem) -> list[str]:
    """What the project waits for, and what it would wait for if that did not wait for it."""
    reasons = []
    if after := [each for each in move.needs if any(other.move.serves_any((each,)) for other in awaited)]:
        reasons.append(f"Après {function_labels(after, problem)}.")
    if mutual := needs_served_later(move, later):
        labels = function_labels(mutual, problem)
        reasons.append(f"Prérequis réciproque ({labels}) : pris d’abord selon son rang ; calendriers à accorder.")
    return reasons


def _fits(projected: Estimate, year: int, problem: PlanningProblem, ledger: _Ledger) -> bool:
    """Whether the upper bound of the cost fits in what is left of the budget of the year."""
    budget = problem.constraints.annual_budget_eur
    if budget is None or projected.cost is None:
        return True
    return ledger.spent[year] + projected.cost.high <= budget


def _why_not(projected: Estimate, problem: PlanningProblem) -> str:
    budget = problem.constraints.annual_budget_eur
    if budget is not None and projected.cost is not None and projected.cost.high > budget:
        return "La borne haute de son coût dépasse à elle seule le budget d’une année."
    return "Ne tient pas dans l’horizon : échéance du contrat, prérequis ou budget trop tardifs."
