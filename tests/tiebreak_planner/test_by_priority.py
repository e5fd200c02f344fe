"""The first planner: contract dates, prerequisites and budget hold, and what is left says why."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from tiebreak import (
    ActionKind,
    Axis,
    CaseFile,
    Diagnosis,
    PlanningConstraints,
    PlanningError,
    Trajectory,
    Workbench,
)
from tiebreak_planner.calendar import departure, next_quarter, plus_months


@pytest.fixture(scope="module")
def diagnosis(workbench: Workbench, commune: CaseFile) -> Diagnosis:
    return workbench.diagnose(commune)


def plan(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis, **constraints: object) -> Trajectory:
    constrained = commune.model_copy(update={"constraints": PlanningConstraints.model_validate(constraints)})
    trajectory = workbench.plan(constrained, diagnosis)
    assert trajectory is not None
    return trajectory


@pytest.mark.parametrize("budget", [None, 0, 5_000, 45_000, 1_000_000])
@pytest.mark.parametrize("years", [1, 4, 6])
def test_every_constraint_holds_whatever_the_budget_and_horizon(
    workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis, budget: int | None, years: int
) -> None:
    trajectory = plan(workbench, commune, diagnosis, annual_budget_eur=budget, horizon_years=years)

    spent: dict[int, Decimal] = defaultdict(Decimal)
    ends = {action.id: action.end for action in trajectory.actions}
    for action in trajectory.actions:
        assert diagnosis.as_of <= action.start < action.end <= plus_months(diagnosis.as_of, 12 * years)
        assert all(ends[required] <= action.start for required in action.prerequisites)
        spent[action.start.year] += action.cost.point if action.cost else Decimal(0)
    if budget is not None:
        assert all(amount <= budget for amount in spent.values())
    assert {year.year: year.cost for year in trajectory.years if year.cost} == {
        year: cost for year, cost in spent.items() if cost
    }


def test_every_dependency_outside_or_unknown_is_in_an_action_or_says_why_it_stays(
    workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis
) -> None:
    trajectory = plan(workbench, commune, diagnosis)

    concerned = {each.dependency.id for each in diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside is not False}
    acted = [action.dependency for action in trajectory.actions]
    left = [each.dependency for each in trajectory.remaining]
    assert sorted([*acted, *left]) == sorted(concerned)


def test_the_share_outside_never_rises_and_ends_where_migrations_put_it(
    workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis
) -> None:
    trajectory = plan(workbench, commune, diagnosis)
    lows = [year.outside.low for year in trajectory.years if year.outside]
    moved = sum(action.annual_amount_moved for action in trajectory.actions)
    total = sum(each.dependency.annual_amount for each in diagnosis.assessments)

    assert lows == sorted(lows, reverse=True)
    assert moved > 0
    assert abs((lows[0] - lows[-1]) - moved / total) < Decimal("1e-20")


def test_a_study_moves_no_money_and_has_no_cost(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis) -> None:
    studies = [action for action in plan(workbench, commune, diagnosis).actions if action.kind is ActionKind.STUDY]

    assert studies
    assert all(action.cost is None and action.annual_amount_moved == 0 for action in studies)


def test_titles_name_needs_and_never_products(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis) -> None:
    names = {solution.name for solution in workbench.catalogue.solutions.values() if len(solution.name) > 4}
    names |= {supplier.name for supplier in workbench.catalogue.suppliers.values() if len(supplier.name) > 4}

    for action in plan(workbench, commune, diagnosis).actions:
        assert not [name for name in names if name in action.title]


def test_a_plan_costs_what_the_past_cases_say(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis) -> None:
    (migration,) = [action for action in plan(workbench, commune, diagnosis).actions if action.kind is ActionKind.MIGRATE]

    # 150 licences, 20 % staying, 200 to 400 € a seat in the case cited.
    assert migration.cost is not None
    assert (migration.cost.low, migration.cost.point, migration.cost.high) == (24_000, 36_000, 48_000)
    assert migration.references


def test_a_negative_budget_is_refused(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis) -> None:
    with pytest.raises(PlanningError, match="négatif"):
        plan(workbench, commune, diagnosis, annual_budget_eur=-1)


def test_the_same_case_gives_the_same_plan(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis) -> None:
    assert plan(workbench, commune, diagnosis) == plan(workbench, commune, diagnosis)


@pytest.mark.parametrize(
    ("end", "tacit", "notice", "day", "said"),
    [
        (None, None, None, date(2027, 1, 1), "Aucune date de contrat"),
        (date(2028, 6, 30), False, 3, date(2028, 6, 30), "Le contrat finit le 30/06/2028"),
        (date(2026, 6, 30), False, 3, date(2027, 1, 1), "prévoir un relais"),
        (date(2028, 6, 30), True, 3, date(2028, 6, 30), "dénoncer avant le 30/03/2028"),
        (date(2025, 6, 30), True, 2, date(2027, 6, 30), "après reconduction tacite"),
    ],
)
def test_one_leaves_when_the_contract_lets_go(
    end: date | None, tacit: bool | None, notice: int | None, day: date, said: str, workbench: Workbench, diagnosis: Diagnosis
) -> None:
    dependency = diagnosis.assessments[0].dependency.model_copy(
        update={"contract_end": end, "renews_tacitly": tacit, "notice_months": notice}
    )

    leaving = departure(dependency, date(2027, 1, 1))

    assert leaving.day == day
    assert said in leaving.reason


def test_quarters_follow_one_another() -> None:
    assert [next_quarter(day) for day in (date(2026, 11, 22), date(2027, 1, 1), date(2027, 3, 31))] == [
        date(2027, 1, 1),
        date(2027, 4, 1),
        date(2027, 4, 1),
    ]


def test_an_empty_diagnosis_has_an_empty_plan(workbench: Workbench, published: CaseFile) -> None:
    diagnosis = workbench.diagnose(published)

    trajectory = workbench.plan(published, diagnosis)

    assert trajectory is not None
    assert (trajectory.actions, trajectory.remaining) == ((), ())
