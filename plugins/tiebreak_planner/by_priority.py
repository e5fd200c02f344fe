"""Takes dependencies by rank, each at the first date that its contract, its prerequisites and the budget allow.

It is greedy: what is placed first keeps its place. It never says that its plan is the best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tiebreak import (
    Action,
    ActionKind,
    Assessment,
    Axis,
    Dependency,
    PlanningError,
    PlanningProblem,
    Quadrant,
    Remaining,
    Trajectory,
    YearState,
    share_after,
)
from tiebreak_planner.calendar import PREPARATION_MONTHS, departure, next_quarter, plus_months, quarter_start
from tiebreak_planner.costs import Estimate, estimate

NAME = "by_priority"
NOT_OPTIMAL = "Plan établi par ordre de priorité, échéance par échéance : il tient les contraintes, il n’est pas prouvé optimal."
NO_BUDGET = "Aucun budget annuel indiqué : les coûts sont donnés, ils ne sont pas plafonnés."
IDENTIFY_LIMIT = 10
"""Largest unknown dependencies to be identified in the first half-year; more would not be done."""


@dataclass
class _Ledger:
    """What is already placed."""

    spent: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    end_by_function: dict[str, date] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    remaining: list[Remaining] = field(default_factory=list)


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
        ledger = _Ledger()
        _identify(problem, ledger)
        for assessment in _to_move(problem):
            _place(assessment, problem, ledger)
        notices = [NOT_OPTIMAL] if budget is not None else [NOT_OPTIMAL, NO_BUDGET]
        return Trajectory(
            planner=NAME,
            as_of=problem.diagnosis.as_of,
            constraints=problem.constraints,
            actions=tuple(sorted(ledger.actions, key=lambda action: (action.start, action.end, action.id))),
            remaining=tuple(sorted(ledger.remaining, key=lambda each: each.dependency)),
            years=_years(problem, ledger.actions),
            notices=tuple(notices),
        )


def _identify(problem: PlanningProblem, ledger: _Ledger) -> None:
    """First learn who owns what weighs most and is not known."""
    unknown = [each for each in problem.diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside is None]
    by_amount = sorted(unknown, key=lambda each: (-each.dependency.annual_amount, each.dependency.id))
    start = problem.diagnosis.as_of
    for each in by_amount[:IDENTIFY_LIMIT]:
        ledger.actions.append(
            Action(
                id=f"id-{each.dependency.id}",
                dependency=each.dependency.id,
                kind=ActionKind.IDENTIFY,
                title=f"Identifier le propriétaire : {_need(each.dependency, problem)}",
                start=start,
                end=plus_months(start, 6),
                cost=None,
                annual_amount_moved=Decimal(0),
                why="Tant que le propriétaire ultime n’est pas connu, l’intervalle ne peut pas se resserrer.",
                why_then="Sans achat ni calendrier de contrat : peut commencer aussitôt.",
            )
        )
    for each in by_amount[IDENTIFY_LIMIT:]:
        reason = "Propriétaire ultime inconnu ; montant plus faible que ceux à identifier d’abord."
        ledger.remaining.append(Remaining(dependency=each.dependency.id, reason=reason))


def _to_move(problem: PlanningProblem) -> Iterable[Assessment]:
    """Dependencies known to be outside, prerequisites of a function before that function, then by rank."""
    outside = [each for each in problem.diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside]
    return sorted(outside, key=lambda each: (_depth(each.dependency.function, problem), each.rank))


def _depth(function: str | None, problem: PlanningProblem) -> int:
    """How many prerequisites deep a function is; 0 without any."""
    known = problem.nomenclature.function(function) if function else None
    if known is None or not known.prerequisites:
        return 0
    return 1 + max(_depth(prerequisite, problem) for prerequisite in known.prerequisites)


def _place(assessment: Assessment, problem: PlanningProblem, ledger: _Ledger) -> None:
    dependency = assessment.dependency
    if not assessment.solution_classes:
        reason = "Aucune solution de substitution au catalogue pour cette fonction à ce jour."
        ledger.remaining.append(Remaining(dependency=dependency.id, reason=reason))
        return
    projected = estimate(dependency, problem.catalogue, problem.diagnosis.authority.workstations)
    if projected.cost is None and assessment.quadrant is Quadrant.WATCH:
        reason = "Risque modéré et coût non chiffré : à réexaminer à l’échéance du contrat."
        ledger.remaining.append(Remaining(dependency=dependency.id, reason=reason))
        return
    action = _scheduled(assessment, projected, problem, ledger)
    if action is None:
        ledger.remaining.append(Remaining(dependency=dependency.id, reason=_why_not(projected, problem)))
        return
    ledger.actions.append(action)
    ledger.spent[action.start.year] += action.cost.point if action.cost else Decimal(0)
    if dependency.function is not None:
        previous = ledger.end_by_function.get(dependency.function, action.end)
        ledger.end_by_function[dependency.function] = max(previous, action.end)


def _scheduled(assessment: Assessment, projected: Estimate, problem: PlanningProblem, ledger: _Ledger) -> Action | None:
    """The action at its first possible start, `None` when no year of the horizon can hold it."""
    dependency = assessment.dependency
    horizon = plus_months(problem.diagnosis.as_of, 12 * problem.constraints.horizon_years)
    earliest_start = next_quarter(plus_months(problem.diagnosis.as_of, PREPARATION_MONTHS))
    awaited = _awaited(dependency, problem, ledger)
    if awaited:
        earliest_start = max(earliest_start, next_quarter(max(ledger.end_by_function[function] for function in awaited)))
    leaving = departure(dependency, plus_months(earliest_start, projected.months))
    start = max(earliest_start, quarter_start(plus_months(leaving.day, -projected.months)))
    postponed = False
    while not _fits(projected, start.year, problem, ledger):
        start, postponed = date(start.year + 1, 1, 1), True
        leaving = departure(dependency, plus_months(start, projected.months))
        if start >= horizon:
            return None
    end = max(leaving.day, plus_months(start, projected.months))
    if end > horizon:
        return None
    kind = ActionKind.MIGRATE if projected.cost is not None else ActionKind.STUDY
    chosen = assessment.solution_classes[0]
    reasons = [leaving.reason]
    reasons += [f"Après {_labels(awaited, problem)}."] if awaited else []
    reasons += ["Repoussé : le budget des années précédentes est pris."] if postponed else []
    return Action(
        id=f"go-{dependency.id}",
        dependency=dependency.id,
        kind=kind,
        title=f"{_verb(kind)} : {_need(dependency, problem)}",
        solution_class=chosen,
        start=start,
        end=end,
        cost=projected.cost,
        annual_amount_moved=dependency.annual_amount if kind is ActionKind.MIGRATE else Decimal(0),
        prerequisites=tuple(action.id for action in ledger.actions if _serves(action, awaited, problem)),
        why=f"{_why(assessment)} {projected.explanation}",
        why_then=" ".join(reasons),
        references=projected.references,
    )


def _awaited(dependency: Dependency, problem: PlanningProblem, ledger: _Ledger) -> tuple[str, ...]:
    """Prerequisite functions that the plan also moves."""
    known = problem.nomenclature.function(dependency.function) if dependency.function else None
    return tuple(each for each in known.prerequisites if each in ledger.end_by_function) if known else ()


def _serves(action: Action, functions: tuple[str, ...], problem: PlanningProblem) -> bool:
    dependency = next(each.dependency for each in problem.diagnosis.assessments if each.dependency.id == action.dependency)
    return action.kind is not ActionKind.IDENTIFY and dependency.function in functions


def _fits(projected: Estimate, year: int, problem: PlanningProblem, ledger: _Ledger) -> bool:
    budget = problem.constraints.annual_budget_eur
    if budget is None or projected.cost is None:
        return True
    return ledger.spent[year] + projected.cost.point <= budget


def _why_not(projected: Estimate, problem: PlanningProblem) -> str:
    budget = problem.constraints.annual_budget_eur
    if budget is not None and projected.cost is not None and projected.cost.point > budget:
        return "Son coût estimé dépasse à lui seul le budget d’une année."
    return "Ne tient pas dans l’horizon : échéance du contrat ou budget trop tardifs."


def _why(assessment: Assessment) -> str:
    return " ".join(assessment.reasons[:2])


def _need(dependency: Dependency, problem: PlanningProblem) -> str:
    """The need, never the product; all the functions of a product that serves several."""
    solution = problem.catalogue.solutions.get(dependency.recognition.solution or "")
    served = solution.functions if solution else (dependency.function,) if dependency.function else ()
    if labels := [function.label for each in served if (function := problem.nomenclature.function(each))]:
        return " + ".join(labels)
    spend_type = problem.nomenclature.spend_type(dependency.spend_type) if dependency.spend_type else None
    return f"dépense « {spend_type.label} »" if spend_type else "dépense non classée"


def _labels(functions: tuple[str, ...], problem: PlanningProblem) -> str:
    known = [function for each in functions if (function := problem.nomenclature.function(each))]
    return ", ".join(function.label.lower() for function in known)


def _verb(kind: ActionKind) -> str:
    return "Migrer" if kind is ActionKind.MIGRATE else "Étudier et chiffrer la sortie"


def _years(problem: PlanningProblem, actions: list[Action]) -> tuple[YearState, ...]:
    """State at the end of each year, what was replaced counted as inside from the end of its action."""
    first = problem.diagnosis.as_of.year
    states = []
    for year in range(first, first + problem.constraints.horizon_years + 1):
        ended = [action for action in actions if action.end.year <= year]
        migrated = {action.dependency for action in ended if action.kind is ActionKind.MIGRATE}
        studied = {action.dependency for action in ended if action.kind is ActionKind.STUDY}
        started = [action for action in actions if action.start.year == year and action.kind is not ActionKind.IDENTIFY]
        states.append(
            YearState(
                year=year,
                cost=sum((action.cost.point for action in started if action.cost), Decimal(0)),
                uncosted_actions=sum(action.cost is None for action in started),
                outside=share_after(problem.diagnosis, migrated, point_threshold=problem.point_threshold),
                outside_if_studied=share_after(problem.diagnosis, migrated | studied, point_threshold=problem.point_threshold),
            )
        )
    return tuple(states)
