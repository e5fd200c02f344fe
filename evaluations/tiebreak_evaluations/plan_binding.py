"""How often each constraint of the random problems costs the best plan something: a constraint that never binds proves nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from tiebreak import Nomenclature, PlanningProblem
from tiebreak_evaluations.plan_exhaustive import Best, TooLargeError, best_plan

NO_LIMIT = 1_000
MOST_BRANCHES = 100_000
SAME = Decimal("0.00001")


def _without(**changes: object) -> Callable[[PlanningProblem], PlanningProblem]:
    return lambda problem: replace(problem, constraints=problem.constraints.model_copy(update=changes))


def _without_order(problem: PlanningProblem) -> PlanningProblem:
    functions = [each.model_copy(update={"prerequisites": ()}) for each in problem.nomenclature.functions]
    nomenclature = Nomenclature(version="essai", spend_types=problem.nomenclature.spend_types, functions=tuple(functions))
    return replace(problem, nomenclature=nomenclature)


def _without_contracts(problem: PlanningProblem) -> PlanningProblem:
    free = [
        each.model_copy(update={"dependency": each.dependency.model_copy(update={"contract_end": None})})
        for each in problem.diagnosis.assessments
    ]
    return replace(problem, diagnosis=problem.diagnosis.model_copy(update={"assessments": tuple(free)}))


RELAXED: dict[str, Callable[[PlanningProblem], PlanningProblem]] = {
    "budget": _without(annual_budget_eur=None, budgets=()),
    "running budget": _without(running_budget_eur=None),
    "teams": _without(teams=()),
    "units in change": _without(max_units_in_change=None),
    "projects at once": _without(max_projects_at_once=NO_LIMIT),
    "critical at once": _without(max_critical_at_once=None),
    "number of actions": _without(max_actions=NO_LIMIT),
    "share that stays": _without(residual_share=None),
    "own prerequisites": _without(prerequisites=()),
    "prerequisites of the nomenclature": _without_order,
    "days without switch-over": _without(blackouts=()),
    "kept": _without(kept=()),
    "classes put aside": _without(forbidden_classes=()),
    "contracts": _without_contracts,
    "deadlines": _without(deadlines=()),
    "target": _without(target=None),
}


def binding(problems: Iterable[PlanningProblem]) -> Counter[str]:
    """In how many problems the best plan would be worth more, or exist at all, without each constraint alone.

    What takes too long to try is counted apart, under `too large`.
    """
    found: Counter[str] = Counter()
    for problem in problems:
        try:
            best = best_plan(problem, most_branches=MOST_BRANCHES)
        except TooLargeError:
            found["too large"] += 1
            continue
        found.update(name for name in RELAXED if _binds(name, problem, best))
    return found


def _binds(name: str, problem: PlanningProblem, best: Best | None) -> bool:
    relaxed = RELAXED[name](problem)
    if relaxed == problem:
        return False
    try:
        freer = best_plan(relaxed, most_branches=MOST_BRANCHES)
    except TooLargeError:
        return False
    return freer is not None and (best is None or freer.value > best.value + SAME)
