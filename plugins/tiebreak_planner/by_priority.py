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
    is_free,
    share_after,
)
from tiebreak_planner.calendar import PREPARATION_MONTHS, departure, next_quarter, plus_months, quarter_start
from tiebreak_planner.costs import Estimate, estimate, functions_of

NAME = "by_priority"
NOT_OPTIMAL = "Plan établi par ordre de priorité, échéance par échéance : il tient les contraintes, il n’est pas prouvé optimal."
NO_BUDGET = "Aucun budget annuel indiqué : les coûts sont donnés, ils ne sont pas plafonnés."
SHORT_RENEWAL = "négocier dès maintenant un renouvellement court."
FREE_SOFTWARE = "Logiciel libre : rien à quitter ; un autre prestataire peut être choisi à la fin du contrat."
NO_ALTERNATIVE = "Aucune solution de substitution documentée au catalogue pour cette fonction à ce jour."
IDENTIFY_LIMIT = 10
"""Largest unknown dependencies to be identified in the first half-year; more would not be done."""


@dataclass
class _Ledger:
    """What is already placed."""

    spent: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    end_by_function: dict[str, date] = field(default_factory=dict)
    """When the last placed action on a function ends."""
    kept_functions: set[str] = field(default_factory=set)
    """Functions of which a dependency outside stays in place."""
    moved: dict[str, Decimal] = field(default_factory=dict)
    """By dependency, the share of its money that its action moves, or would move after a study."""
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
            years=_years(problem, ledger),
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
    return sorted(outside, key=lambda each: (_depth_of(each.dependency, problem), each.rank))


def _depth_of(dependency: Dependency, problem: PlanningProblem) -> int:
    return max((_depth(function, problem) for function in functions_of(dependency, problem.catalogue)), default=0)


def _depth(function: str, problem: PlanningProblem) -> int:
    """How many prerequisites deep a function is; 0 without any."""
    known = problem.nomenclature.function(function)
    if known is None or not known.prerequisites:
        return 0
    return 1 + max(_depth(prerequisite, problem) for prerequisite in known.prerequisites)


def _place(assessment: Assessment, problem: PlanningProblem, ledger: _Ledger) -> None:
    """Put a dependency in an action, or among what remains with its reason."""
    projected = estimate(assessment.dependency, problem.catalogue, problem.diagnosis.authority.workstations)
    action = None
    reason = _why_kept(assessment, projected, problem, ledger)
    if reason is None:
        action = _scheduled(assessment, projected, problem, ledger)
        reason = _why_not(projected, problem)
    functions = functions_of(assessment.dependency, problem.catalogue)
    if action is None:
        ledger.remaining.append(Remaining(dependency=assessment.dependency.id, reason=reason))
        ledger.kept_functions |= set(functions)
        return
    ledger.actions.append(action)
    ledger.spent[action.start.year] += action.cost.high if action.cost else Decimal(0)
    ledger.moved[assessment.dependency.id] = 1 - projected.staying_share
    for function in functions:
        ledger.end_by_function[function] = max(ledger.end_by_function.get(function, action.end), action.end)


def _why_kept(assessment: Assessment, projected: Estimate, problem: PlanningProblem, ledger: _Ledger) -> str | None:
    """Why a dependency is not even scheduled; `None` when it may be."""
    solution = problem.catalogue.solutions.get(assessment.dependency.recognition.solution or "")
    if solution is not None and is_free(solution):
        return FREE_SOFTWARE
    if not assessment.solution_classes:
        return NO_ALTERNATIVE
    if projected.cost is None and assessment.quadrant is Quadrant.WATCH:
        return "Risque modéré et coût non chiffré : à réexaminer à l’échéance du contrat."
    if blocking := [each for each in _prerequisites(assessment.dependency, problem) if each in ledger.kept_functions]:
        return f"Attend une fonction qui reste en place : {_labels(tuple(blocking), problem)}."
    return None


def _scheduled(assessment: Assessment, projected: Estimate, problem: PlanningProblem, ledger: _Ledger) -> Action | None:
    """The action at its first possible start, `None` when no year of the horizon can hold it."""
    dependency, as_of = assessment.dependency, problem.diagnosis.as_of
    horizon = plus_months(as_of, 12 * problem.constraints.horizon_years)
    earliest_start = next_quarter(plus_months(as_of, PREPARATION_MONTHS))
    awaited = tuple(each for each in _prerequisites(dependency, problem) if each in ledger.end_by_function)
    if awaited:
        earliest_start = max(earliest_start, next_quarter(max(ledger.end_by_function[function] for function in awaited)))
    leaving = departure(dependency, plus_months(earliest_start, projected.months), as_of)
    start = max(earliest_start, quarter_start(plus_months(leaving.day, -projected.months)))
    postponed = False
    while not _fits(projected, start.year, problem, ledger):
        start, postponed = date(start.year + 1, 1, 1), True
        leaving = departure(dependency, plus_months(start, projected.months), as_of)
        if start >= horizon:
            return None
    end = max(leaving.day, plus_months(start, projected.months))
    if end > horizon:
        return None
    kind = ActionKind.MIGRATE if projected.cost is not None else ActionKind.STUDY
    reasons = [leaving.reason]
    if dependency.contract_end is not None and dependency.contract_end < start and dependency.renews_tacitly is not True:
        reasons = [f"Le contrat finit le {dependency.contract_end:%d/%m/%Y}, avant le début possible du projet : {SHORT_RENEWAL}"]
    reasons += [f"Après {_labels(awaited, problem)}."] if awaited else []
    reasons += ["Repoussé : le budget des années précédentes est pris."] if postponed else []
    moved = dependency.annual_amount * (1 - projected.staying_share) if kind is ActionKind.MIGRATE else Decimal(0)
    return Action(
        id=f"go-{dependency.id}",
        dependency=dependency.id,
        kind=kind,
        title=f"{_verb(kind)} : {_need(dependency, problem)}",
        solution_classes=assessment.solution_classes,
        start=start,
        end=end,
        cost=projected.cost,
        annual_amount_moved=moved,
        prerequisites=tuple(action.id for action in ledger.actions if _serves(action, awaited, problem)),
        why=f"{' '.join(assessment.reasons[:2])} {projected.explanation}",
        why_then=" ".join(reasons),
        references=projected.references,
    )


def _prerequisites(dependency: Dependency, problem: PlanningProblem) -> tuple[str, ...]:
    """Functions to move before those of a dependency, other than its own."""
    own = functions_of(dependency, problem.catalogue)
    known = [function for each in own if (function := problem.nomenclature.function(each))]
    needed = dict.fromkeys(prerequisite for function in known for prerequisite in function.prerequisites)
    return tuple(each for each in needed if each not in own)


def _serves(action: Action, functions: tuple[str, ...], problem: PlanningProblem) -> bool:
    if action.kind is ActionKind.IDENTIFY:
        return False
    dependency = next(each.dependency for each in problem.diagnosis.assessments if each.dependency.id == action.dependency)
    return bool(set(functions_of(dependency, problem.catalogue)) & set(functions))


def _fits(projected: Estimate, year: int, problem: PlanningProblem, ledger: _Ledger) -> bool:
    budget = problem.constraints.annual_budget_eur
    if budget is None or projected.cost is None:
        return True
    return ledger.spent[year] + projected.cost.high <= budget


def _why_not(projected: Estimate, problem: PlanningProblem) -> str:
    budget = problem.constraints.annual_budget_eur
    if budget is not None and projected.cost is not None and projected.cost.high > budget:
        return "La borne haute de son coût dépasse à elle seule le budget d’une année."
    return "Ne tient pas dans l’horizon : échéance du contrat ou budget trop tardifs."


def _need(dependency: Dependency, problem: PlanningProblem) -> str:
    """The need, never the product; all the functions of a product that serves several."""
    served = functions_of(dependency, problem.catalogue)
    if labels := [function.label for each in served if (function := problem.nomenclature.function(each))]:
        return " + ".join(labels)
    spend_type = problem.nomenclature.spend_type(dependency.spend_type) if dependency.spend_type else None
    return f"dépense « {spend_type.label} »" if spend_type else "dépense non classée"


def _labels(functions: tuple[str, ...], problem: PlanningProblem) -> str:
    known = [function for each in functions if (function := problem.nomenclature.function(each))]
    return ", ".join(function.label.lower() for function in known)


def _verb(kind: ActionKind) -> str:
    return "Migrer" if kind is ActionKind.MIGRATE else "Étudier et chiffrer la sortie"


def _years(problem: PlanningProblem, ledger: _Ledger) -> tuple[YearState, ...]:
    """State at the end of each year, what was replaced counted as inside from the end of its action."""
    first = problem.diagnosis.as_of.year
    actions = [action for action in ledger.actions if action.kind is not ActionKind.IDENTIFY]
    states = []
    for year in range(first, first + problem.constraints.horizon_years + 1):
        ended = [action for action in actions if action.end.year <= year]
        moved = {action.dependency: ledger.moved[action.dependency] for action in ended}
        migrated = {action.dependency: moved[action.dependency] for action in ended if action.kind is ActionKind.MIGRATE}
        started = [action for action in actions if action.start.year == year]
        states.append(
            YearState(
                year=year,
                cost=sum((action.cost.point for action in started if action.cost), Decimal(0)),
                uncosted_actions=sum(action.cost is None for action in started),
                outside=share_after(problem.diagnosis, migrated, point_threshold=problem.point_threshold),
                outside_if_studied=share_after(problem.diagnosis, moved, point_threshold=problem.point_threshold),
            )
        )
    return tuple(states)
