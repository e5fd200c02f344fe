"""The ways of the market: by class of solution, what leaving a dependency may cost, take and save.

Classes whose figures are the same are one option: the plan does not choose between them in the buyer's place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tiebreak import (
    DEFAULT_TEAM,
    CostRange,
    DaysRange,
    Dependency,
    OwnFigure,
    PlanningConstraints,
    PlanningProblem,
    Reference,
    SolutionClass,
)
from tiebreak_planner.assumptions import Assumptions, Staff
from tiebreak_planner.costs import Estimate, estimate, served_by

OWN_COST, OWN_MONTHS = "Coût donné par la collectivité.", "Durée donnée par la collectivité."


@dataclass(frozen=True)
class Option:
    """One way out of a dependency, whoever sells it."""

    classes: tuple[SolutionClass, ...]
    cost: CostRange | None
    """One-off; `None` when no figure allows it: the action is then a study."""
    months: int
    days: DaysRange
    units: Decimal | None
    """Licences or posts that change; `None` when not known."""
    staying_share: Decimal
    running_cost: Decimal | None
    """Annual euros of what replaces it; `None` when not known: then as today."""
    running_change: Decimal
    """Annual euros more (or less) than today, once the former product is left; 0 when unknown."""
    explanation: str
    references: tuple[Reference, ...]


def options_of(
    dependency: Dependency,
    classes: Sequence[SolutionClass],
    problem: PlanningProblem,
    assumptions: Assumptions,
    *,
    ignores: frozenset[str] = frozenset(),
) -> tuple[Option, ...]:
    """What may replace a dependency, in the order of its classes; classes with the same figures together."""
    constraints = problem.constraints
    seen = estimate(
        dependency,
        problem.catalogue,
        problem.diagnosis.authority.workstations,
        (each.dependency for each in problem.diagnosis.assessments),
        assumptions.unknown_months,
        constraints.residual_share or Decimal(0),
    )
    subjects = (dependency.id, *served_by(dependency, problem.catalogue))
    found: dict[Option, list[SolutionClass]] = {}
    for each in classes:
        if each in constraints.forbidden_classes and "classes" not in ignores:
            continue
        own = _own_figures(constraints.own_figures, subjects, each)
        option = _option(seen, own, dependency, _Staffing(assumptions.staff, usual_team(constraints)))
        found.setdefault(option, []).append(each)
    return tuple(replace(option, classes=tuple(together)) for option, together in found.items())


def _own_figures(figures: Iterable[OwnFigure], subjects: Sequence[str], wanted: SolutionClass) -> OwnFigure | None:
    """What was given, the most precise first for each figure: for the dependency before its functions, for the class before any."""
    fitting = [each for each in figures if each.subject in subjects and each.solution_class in {wanted, None}]
    ordered = sorted(fitting, key=lambda each: (subjects.index(each.subject), each.solution_class is None))
    if not ordered:
        return None
    cost = next((each for each in ordered if each.cost_low is not None), ordered[0])
    days = next((each for each in ordered if each.days_low is not None), ordered[0])
    return OwnFigure(
        subject=ordered[0].subject,
        cost_low=cost.cost_low,
        cost_high=cost.cost_high,
        months=next((each.months for each in ordered if each.months is not None), None),
        days_low=days.days_low,
        days_high=days.days_high,
        team=days.team,
        running_cost=next((each.running_cost for each in ordered if each.running_cost is not None), None),
    )


def usual_team(constraints: PlanningConstraints) -> str:
    """Who works when nothing says it: the usual team, or the first given where that one is not."""
    names = [team.name for team in constraints.teams]
    return DEFAULT_TEAM if not names or DEFAULT_TEAM in names else names[0]


@dataclass(frozen=True)
class _Staffing:
    """What is assumed of working days, and of who works."""

    assumed: Staff
    usual_team: str


def _option(seen: Estimate, own: OwnFigure | None, dependency: Dependency, staffing: _Staffing) -> Option:
    has_own_cost = own is not None and own.cost_low is not None and own.cost_high is not None
    has_own_months = own is not None and own.months is not None
    cost, months, change = seen.cost, seen.months, Decimal(0)
    if own is not None and own.cost_low is not None and own.cost_high is not None:
        cost = CostRange(low=own.cost_low, point=(own.cost_low + own.cost_high) / 2, high=own.cost_high)
    if own is not None and own.months is not None:
        months = own.months
    if own is not None and own.running_cost is not None and dependency.annual_amount is not None:
        change = (own.running_cost - dependency.annual_amount) * (1 - seen.staying_share)
    said = (OWN_COST if has_own_cost else seen.explanation, OWN_MONTHS if has_own_months else seen.duration_explanation)
    return Option(
        classes=(),
        cost=cost,
        months=months,
        days=_days(cost, own, staffing),
        units=seen.units,
        staying_share=seen.staying_share,
        running_cost=own.running_cost if own is not None else None,
        running_change=change,
        explanation=" ".join(part for part in said if part),
        references=() if has_own_cost and has_own_months else seen.references,
    )


def _days(cost: CostRange | None, own: OwnFigure | None, staffing: _Staffing) -> DaysRange:
    """Working days as given, else as the share of the cost that internal staff was in a known case."""
    staff = staffing.assumed
    team = own.team if own is not None and own.team != DEFAULT_TEAM else staffing.usual_team
    if own is not None and own.days_low is not None and own.days_high is not None:
        return DaysRange(team=team, low=own.days_low, high=own.days_high)
    if cost is None:
        return DaysRange(team=team, low=staff.study_days, high=staff.study_days)
    low, high = (max(staff.least_days, staff.internal_share * bound / staff.day_cost_eur) for bound in (cost.low, cost.high))
    return DaysRange(team=team, low=low, high=high)
