"""What documented migrations tell of a dependency: cost of a unit, months, share that stays. No planner is read.

Source: `docs/methode.md`, section 7.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, exp, log, sqrt
from statistics import mean

from tiebreak import Assessment, FiguresStatus, Migration, PlanningProblem, to_cents

ENOUGH_FOR_COST, ENOUGH_FOR_MONTHS = 1, 3
SIZE_POWER = 0.2
SPREAD = Decimal(3).sqrt()
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Estimate:
    """What the cases tell; `None` where they tell nothing."""

    unit_cost: Decimal | None
    """One-off euros of a unit that leaves, at the point."""
    months: int | None
    staying: Decimal
    """Share of the units that stays."""


def estimate_of(assessment: Assessment, problem: PlanningProblem, units: int | None) -> Estimate:
    """What the documented migrations of what the product does tell of moving that many units; no months without units."""
    solution = problem.catalogue.solutions.get(assessment.dependency.recognition.solution or "")
    functions = frozenset(solution.functions if solution else assessment.dependency.functions)
    counted = [each for each in problem.catalogue.migrations if each.status is not FiguresStatus.CLAIMED]
    costs = [each for each in counted if each.cost_low_eur is not None]
    durations = [each for each in counted if each.months_low is not None]
    cost_groups = _groups(functions, costs, ENOUGH_FOR_COST)
    month_groups = _groups(functions, durations, ENOUGH_FOR_MONTHS)
    cost = sum(_geometric([_unit_cost(each) / share for each, share in group]) for group in cost_groups)
    months = sum(_median([_months(each, units or 0) / share for each, share in group]) for group in month_groups)
    used = {each.id: each for group in (*cost_groups, *month_groups) for each, _ in group}
    stays = [each.staying_share for each in used.values() if each.staying_share is not None]
    return Estimate(
        unit_cost=to_cents(Decimal(cost)) if cost_groups else None,
        months=max(1, ceil(round(months, 2))) if month_groups and units else None,
        staying=Decimal(mean(stays)).quantize(HUNDREDTH) if stays else Decimal(0),
    )


def bounds_of(point: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Low, point and high of a cost that cases tell.

    >>> [str(to_cents(each)) for each in bounds_of(Decimal("48897.20"))]
    ['28230.81', '48897.20', '84692.43']
    """
    return point / SPREAD, point, point * SPREAD


def _groups(functions: frozenset[str], cases: Sequence[Migration], enough: int) -> list[list[tuple[Migration, int]]]:
    """The cases to be summed up, each with the number of functions that it moved for one that is wanted."""
    exact = [(each, 1) for each in cases if set(each.functions) == functions]
    if _organisations(exact) >= enough:
        return [exact]
    return [group for function in sorted(functions) if (group := _of_function(function, cases, enough))]


def _of_function(function: str, cases: Sequence[Migration], enough: int) -> list[tuple[Migration, int]]:
    alone = [(each, 1) for each in cases if set(each.functions) == {function}]
    if _organisations(alone) >= enough:
        return alone
    return [(each, len(set(each.functions))) for each in cases if function in each.functions]


def _organisations(cases: Iterable[tuple[Migration, int]]) -> int:
    return len({each.organisation for each, _ in cases})


def _unit_cost(case: Migration) -> float:
    return sqrt(float(case.cost_low_eur or 0) * float(case.cost_high_eur or 0)) / float(case.moved_units)


def _months(case: Migration, units: int) -> float:
    usual = sqrt((case.months_low or 0) * (case.months_high or 0))
    return float(usual * (units / case.units) ** SIZE_POWER)


def _geometric(figures: Sequence[float]) -> float:
    return exp(mean(map(log, figures)))


def _median(figures: Sequence[float]) -> float:
    ordered = sorted(figures)
    return sqrt(ordered[(len(ordered) - 1) // 2] * ordered[len(ordered) // 2])
