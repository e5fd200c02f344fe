"""What a way of leaving takes of everything that is limited, by period, and these limits. No planner is read.

Source: `docs/methode.md`, section 7.4.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from tiebreak_evaluations.plan_calendar import DAYS_PER_YEAR, days_by_year, working_quarters
from tiebreak_evaluations.plan_options import units_of
from tiebreak_evaluations.plan_rules import Judged, Way
from tiebreak_evaluations.plan_worth import annual_surcharge, paid_twice

PILOT_UNITS, PILOT_QUARTERS, PILOT_SHARE = 100, 2, Decimal("0.1")
CRITICAL = 4

Resource = tuple[str, str, int]
"""What is limited, of whom, and in which year or quarter: `("team", "informatique", 8108)`."""


def loads(judged: Judged, way: Way) -> dict[Resource, Decimal]:
    """What a way takes of everything that is limited, by period; see `limit`."""
    taken: defaultdict[Resource, Decimal] = defaultdict(Decimal)
    option, quarters = way.option, working_quarters(way.start, way.option.months)
    units = (units_of(judged.assessments[way.dependency], judged.problem, judged.readings) or 0) * option.leaving
    if (option.is_study and not judged.readings.studies_change_units) or (
        not option.has_case and not judged.readings.units_count_without_case
    ):
        units = Decimal(0)
    has_pilot = units >= PILOT_UNITS and len(quarters) >= PILOT_QUARTERS
    for quarter in quarters:
        share = PILOT_SHARE if has_pilot and quarter == quarters[0] else Decimal(1)
        taken["units", "", quarter] += units * share
        taken["team", option.team, quarter] += option.days[1] / len(quarters)
        taken["projects", "", quarter] += 1
        taken["critical", "", quarter] += Decimal(judged.dependency(way.dependency).criticality == CRITICAL)
        taken["budget", "", quarter // 4] += (option.cost[2] if option.cost else Decimal(0)) / len(quarters)
    for year, amount in running_by_year(judged, way).items():
        taken["running", "", year] += amount
    taken["actions", "", 0] += 1
    return {resource: amount for resource, amount in taken.items() if amount}


def running_by_year(judged: Judged, way: Way) -> dict[int, Decimal]:
    """Euros added to the running costs of each civil year: what one saves does not pay for another."""
    by_year = defaultdict(Decimal, paid_twice_by_year(judged, way))
    for year, days in days_by_year(way.leaving, judged.horizon):
        by_year[year] += max(Decimal(0), annual_surcharge(judged, way)) * days / DAYS_PER_YEAR
    return by_year


def paid_twice_by_year(judged: Judged, way: Way) -> dict[int, Decimal]:
    """Euros paid twice in each civil year."""
    owed = judged.owed_until(way.dependency, way.leaving)
    total = (owed - way.leaving).days
    return {year: paid_twice(judged, way) * days / total for year, days in days_by_year(way.leaving, owed)}


def limit(judged: Judged, resource: Resource) -> Decimal | None:
    """The most that may be taken of a resource in a period; `None` when nothing limits it."""
    kind, whose, period = resource
    constraints = judged.constraints
    limits: dict[str, Decimal | int | None] = {
        "units": constraints.max_units_in_change,
        "projects": judged.most_projects,
        "critical": constraints.max_critical_at_once,
        "budget": constraints.budget_of(period),
        "running": constraints.running_budget_eur,
        "team": next((team.days_per_quarter for team in constraints.teams if team.name == whose), None),
        "actions": None if judged.most_actions is None else max(judged.most_actions - judged.identified_count, 0),
    }
    most = limits[kind]
    return None if most is None else Decimal(most)
