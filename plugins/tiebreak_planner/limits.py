"""What is in short supply: one-off and running money by year, working days, posts and projects by quarter, actions in all.

Each is a sum of what the projects use that may not exceed a number. A limit is named by its `group`, so that it can be
left out to see what it costs: see `conflicts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tiebreak import PlanningProblem
from tiebreak_planner.assumptions import Assumptions
from tiebreak_planner.calendar import quarters


class Kind(StrEnum):
    """Kinds of what is limited."""

    ONE_OFF = "one_off"
    RUNNING = "running"
    STAFF = "staff"
    UNITS = "units"
    PROJECTS = "projects"
    CRITICAL = "critical"
    ACTIONS = "actions"


@dataclass(frozen=True, order=True)
class Resource:
    """Something limited over one period."""

    kind: Kind
    period: date
    """First day of a quarter, or of a year for money; of the plan for actions."""
    team: str = ""

    @property
    def group(self) -> str:
        """Name of the demand that limits it."""
        return f"{self.kind}:{self.team}" if self.team else str(self.kind)


def limits_of(
    problem: PlanningProblem,
    assumptions: Assumptions,
    *,
    first: date,
    horizon: date,
    taken_actions: int,
    ignores: frozenset[str] = frozenset(),
) -> Mapping[Resource, float]:
    """Every limit, by what it limits. `taken_actions` are already decided: they count among the actions."""
    found: dict[Resource, float] = {}
    constraints = problem.constraints
    for year in range(first.year, horizon.year + 1):
        budget = constraints.budget_of(year)
        if budget is not None:
            found[Resource(Kind.ONE_OFF, date(year, 1, 1))] = float(budget)
        if constraints.running_budget_eur is not None:
            found[Resource(Kind.RUNNING, date(year, 1, 1))] = float(constraints.running_budget_eur)
    for quarter in quarters(first, horizon):
        for team in constraints.teams:
            found[Resource(Kind.STAFF, quarter, team.name)] = float(team.days_per_quarter)
        if constraints.max_units_in_change is not None:
            found[Resource(Kind.UNITS, quarter)] = float(constraints.max_units_in_change)
        if constraints.max_critical_at_once is not None:
            found[Resource(Kind.CRITICAL, quarter)] = float(constraints.max_critical_at_once)
        found[Resource(Kind.PROJECTS, quarter)] = float(most_projects(problem, assumptions))
    most_actions = max_actions(problem, assumptions)
    if most_actions is not None:
        found[Resource(Kind.ACTIONS, first)] = float(max(0, most_actions - taken_actions))
    return {resource: limit for resource, limit in sorted(found.items()) if resource.group not in ignores}


def most_projects(problem: PlanningProblem, assumptions: Assumptions) -> int:
    """Projects led together: as the collectivité says, else as its size suggests."""
    given = problem.constraints.max_projects_at_once
    return given if given is not None else assumptions.most_projects(problem.diagnosis.authority.workstations)


def max_actions(problem: PlanningProblem, assumptions: Assumptions) -> int | None:
    """Actions in all: as given, else few in a small commune, else any number."""
    if problem.constraints.max_actions is not None:
        return problem.constraints.max_actions
    return assumptions.small.max_actions if assumptions.is_small(problem.diagnosis.authority) else None


def added_up(uses: Iterable[Mapping[Resource, float]]) -> dict[Resource, float]:
    """What several projects use together."""
    total: dict[Resource, float] = {}
    for each in uses:
        for resource, used in each.items():
            total[resource] = total.get(resource, 0.0) + used
    return total
