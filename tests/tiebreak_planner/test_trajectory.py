"""The trajectory: contract dates, prerequisites and budgets hold, and what is left says why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.tiebreak_planner.cases import (
    by_product,
    office_suite_until,
    plan_of,
    problem_of,
    under_contract,
)
from tiebreak import (
    ActionKind,
    Axis,
    CaseFile,
    Diagnosis,
    PlanningConstraints,
    PlanningError,
    PlanningProblem,
    Trajectory,
    Workbench,
    plus_months,
)
from tiebreak.testing import a_spend_line
from tiebreak_planner.calendar import quarters

SUITE = "microsoft-365-"
"""How the identifier of the office suite of the fictitious commune begins."""


@pytest.fixture(scope="module")
def diagnosis(workbench: Workbench, commune: CaseFile) -> Diagnosis:
    return workbench.diagnose(commune)


def plan(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis, **constraints: object) -> Trajectory:
    constrained = commune.model_copy(update={"constraints": PlanningConstraints.model_validate(constraints)})
    trajectory = workbench.plan(constrained, diagnosis)
    assert trajectory is not None
    return trajectory


@pytest.mark.parametrize("budget", [None, 0, 5_000, 40_000, 48_000, 1_000_000])
@pytest.mark.parametrize("years", [1, 4, 6])
def test_every_constraint_holds_whatever_the_budget_and_horizon(
    workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis, budget: int | None, years: int
) -> None:
    trajectory = plan(workbench, commune, diagnosis, annual_budget_eur=budget, horizon_years=years)

    ends = {action.id: action.end for action in trajectory.actions}
    for action in trajectory.actions:
        assert diagnosis.as_of <= action.start < action.end < plus_months(diagnosis.as_of, 12 * years)
        assert all(ends[required] < action.start for required in action.prerequisites)
        assert [phase.first for phase in action.phases[1:]] == [plus_days(phase.last, 1) for phase in action.phases[:-1]]
    spent = high_bounds_by_year(trajectory)
    assert budget is None or all(amount <= budget for amount in spent.values())
    points = sum(action.cost.point for action in trajectory.actions if action.cost)
    assert sum(year.cost for year in trajectory.years) == points


def plus_days(day: date, days: int) -> date:
    return day + timedelta(days=days)


def high_bounds_by_year(trajectory: Trajectory) -> dict[int, Decimal]:
    """Upper bounds of costs, spread over the quarters of work, by year."""
    spent: dict[int, Decimal] = defaultdict(Decimal)
    for action in trajectory.actions:
        worked = [phase for phase in action.phases if phase.label != "attente de la fin du contrat"]
        if action.cost is not None:
            days = list(quarters(action.start, plus_days(worked[-1].last, 1)))
            for day in days:
                spent[day.year] += action.cost.high / len(days)
    return spent


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
    assert abs((lows[0] - lows[-1]) - moved / total) < Decimal("1e-6")


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
    (migration,) = [action for action in plan(workbench, commune, diagnosis).actions if action.dependency.startswith(SUITE)]

    # 150 licences, part of which stays: bounds three times apart, whose geometric middle is the point of the cases.
    assert migration.cost is not None
    assert round(migration.cost.high / migration.cost.low, 2) == 3
    assert migration.references


def test_a_negative_budget_is_refused(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis) -> None:
    with pytest.raises(PlanningError, match="négatif"):
        plan(workbench, commune, diagnosis, annual_budget_eur=-1)


@pytest.mark.parametrize(("budget", "is_launched"), [(3000, False), (7000, True)])
def test_a_migration_is_launched_only_if_its_upper_bound_fits_the_budget_of_its_years(budget: int, is_launched: bool) -> None:
    # 50 seats × 75 % × 100 € = 3 750 € in the middle, 6 495 € at most, in one year or over two.
    trajectory = plan_of(problem_of(a_spend_line(1, label="Produit Office Suite", amount="9000"), budget=budget, years=2))

    assert bool(trajectory.actions) is is_launched
    reasons = [each.reason for each in trajectory.remaining]
    assert ["dépasse à elle seule le budget de cette année" in reason for reason in reasons] == ([] if is_launched else [True])


def test_two_migrations_that_fit_alone_but_not_together_are_put_one_after_the_other() -> None:
    lines = (
        a_spend_line(1, label="Produit Office Suite", amount="9000"),
        a_spend_line(2, label="Produit Video Conferencing", amount="8000"),
    )

    trajectory = plan_of(problem_of(*lines, budget=3300))

    first, second = trajectory.actions
    assert first.start < second.start
    assert "Repoussé : le budget de 20" in second.why_then
    assert all(amount <= 3300 for amount in high_bounds_by_year(trajectory).values())


def test_a_budget_of_one_year_wins_over_that_of_every_year() -> None:
    """Nothing in 2026 nor 2027: the project waits for the first quarter of 2028."""
    constraints = {"budgets": ({"year": 2026, "amount": 0}, {"year": 2027, "amount": 0})}
    problem = constrained(problem_of(a_spend_line(1, label="Produit Office Suite", amount="9000"), budget=9000), **constraints)

    (action,) = plan_of(problem).actions

    assert action.start == date(2028, 1, 1)


def constrained(problem: PlanningProblem, **constraints: object) -> PlanningProblem:
    """The same problem under more constraints."""
    given = problem.constraints.model_dump() | constraints
    return replace(problem, constraints=PlanningConstraints.model_validate(given))


@pytest.mark.parametrize(
    ("end", "terms", "start"),
    [
        (date(2027, 12, 31), {"renews_tacitly": True, "notice_months": 3}, date(2027, 1, 1)),
        (date(2027, 12, 31), {"renews_tacitly": False}, date(2027, 1, 1)),
        (date(2028, 12, 31), {"renews_tacitly": False}, date(2028, 1, 1)),
        (date(2029, 3, 31), {}, date(2028, 4, 1)),
        # Twelve months before 15/02/2029 begin on 15/02/2028: the project takes its whole quarter.
        (date(2029, 2, 14), {}, date(2028, 1, 1)),
    ],
)
def test_a_project_of_twelve_months_ends_on_the_last_day_of_its_contract(
    end: date, terms: dict[str, object], start: date
) -> None:
    trajectory = office_suite_until(end, as_of=date(2026, 9, 15), **terms)

    (action,) = trajectory.actions
    assert (action.start, action.end) == (start, end)
    assert "relais" not in action.why_then
    assert "après reconduction" not in action.why_then
    assert sum(year.cost for year in trajectory.years) == (action.cost.point if action.cost else None)
    # Gone by the evening of 31 December: the year's own curve says so.
    assert next(year.year for year in trajectory.years if year.outside and year.outside.low < 1) == end.year


@pytest.mark.parametrize(("end", "last"), [(date(2032, 1, 14), date(2032, 1, 14)), (date(2032, 1, 15), date(2031, 12, 31))])
def test_six_years_from_a_day_end_the_day_before_their_anniversary(end: date, last: date) -> None:
    """A contract that ends a day later cannot be waited for: leaving two weeks early is worth paying them twice."""
    (action,) = office_suite_until(end, as_of=date(2026, 1, 15)).actions

    assert action.end == last
    assert bool(action.paid_twice) is (last < end)
    assert ("Payé deux fois" in action.why_then) is (last < end)


def test_a_project_held_back_by_the_budget_waits_for_the_next_anniversary_of_its_contract() -> None:
    """The suite takes the budget until mid-2027; 3 247 € a year each, so the contract of video is left two years later."""
    line, contract = under_contract(1, "Produit Video Conferencing", date(2027, 6, 30), renews_tacitly=True, notice_months=3)
    suite = a_spend_line(2, label="Produit Office Suite", amount="9000")

    trajectory = plan_of(problem_of(line, suite, contracts=(contract,), budget=3300))

    action = by_product(trajectory, "video-conferencing")
    assert (action.start, action.end) == (date(2028, 7, 1), date(2029, 6, 30))


def test_a_contract_that_ends_before_any_project_can_start_is_urgent() -> None:
    (action,) = office_suite_until(date(2026, 2, 28)).actions

    assert "renouvellement court. Reconduction inconnue : à vérifier." in action.why_then


def test_a_contract_already_ended_is_to_be_verified_and_not_to_be_renewed() -> None:
    (action,) = office_suite_until(date(2015, 6, 30)).actions

    assert action.why_then == "Le contrat connu a pris fin le 30/06/2015 : à vérifier. Reconduction inconnue : à vérifier."
    assert (action.start, action.end) == (date(2026, 7, 1), date(2027, 6, 30))


def test_what_stays_on_the_former_product_is_neither_paid_for_nor_counted_as_moved() -> None:
    trajectory = plan_of(problem_of(a_spend_line(1, label="Produit Office Suite", amount="1000")))

    (action,) = trajectory.actions
    last = trajectory.years[-1].outside
    assert action.annual_amount_moved == 750
    assert last is not None
    assert last.low == Decimal("0.25")


def test_the_same_case_gives_the_same_plan(workbench: Workbench, commune: CaseFile, diagnosis: Diagnosis) -> None:
    assert plan(workbench, commune, diagnosis) == plan(workbench, commune, diagnosis)


def test_an_empty_diagnosis_has_an_empty_plan(workbench: Workbench, published: CaseFile) -> None:
    diagnosis = workbench.diagnose(published)

    trajectory = workbench.plan(published, diagnosis)

    assert trajectory is not None
    assert (trajectory.actions, trajectory.remaining) == ((), ())


@pytest.mark.parametrize(
    ("inhabitants", "said"), [(900, "c’est le meilleur ordre"), (12_000, "aucun autre calendrier ne vaut mieux")]
)
def test_a_small_commune_reads_plain_words_of_the_proof(inhabitants: int, said: str) -> None:
    problem = problem_of(a_spend_line(1, label="Produit Office Suite", amount="9000"))
    authority = problem.diagnosis.authority.model_copy(update={"inhabitants": inhabitants})
    problem = replace(problem, diagnosis=problem.diagnosis.model_copy(update={"authority": authority}))

    assert said in " ".join(plan_of(problem).notices)
