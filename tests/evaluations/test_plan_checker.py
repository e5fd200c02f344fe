"""The judge of trajectories names each kind of fault, and nothing of a right one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from tests.evaluations.small_problems import FIGURES, a_mail_contract, a_problem, a_trajectory
from tiebreak import (
    Action,
    ActionKind,
    Blackout,
    Deadline,
    Phase,
    PlanningProblem,
    Prerequisite,
    PurchaseContract,
    Remaining,
    SolutionClass,
    Target,
    Team,
    Trajectory,
    YearBudget,
)
from tiebreak_evaluations.plan_checker import demand_faults, faults_of, value_of

Change = Callable[[Trajectory], Trajectory]
IDENTIFY, IDENTITY, MAIL = range(3)


def nothing(trajectory: Trajectory) -> Trajectory:
    return trajectory


def with_action(rank: int, **changes: object) -> Change:
    def change(trajectory: Trajectory) -> Trajectory:
        actions = list(trajectory.actions)
        actions[rank] = actions[rank].model_copy(update=changes)
        return trajectory.model_copy(update={"actions": tuple(actions)})

    return change


def without(*ranks: int, remain: bool = True) -> Change:
    def change(trajectory: Trajectory) -> Trajectory:
        lost = [trajectory.actions[rank] for rank in ranks]
        kept = tuple(each for each in trajectory.actions if each not in lost)
        more = tuple(Remaining(dependency=each.dependency, reason="laissée") for each in lost) if remain else ()
        return trajectory.model_copy(update={"actions": kept, "remaining": (*trajectory.remaining, *more)})

    return change


def with_year(rank: int, **changes: object) -> Change:
    def change(trajectory: Trajectory) -> Trajectory:
        years = list(trajectory.years)
        years[rank] = years[rank].model_copy(update=changes)
        return trajectory.model_copy(update={"years": tuple(years)})

    return change


def cost_of(action: Action, **changes: object) -> dict[str, object]:
    assert action.cost is not None
    return {"cost": action.cost.model_copy(update=changes)}


def with_cost(rank: int, **changes: object) -> Change:
    return lambda trajectory: with_action(rank, **cost_of(trajectory.actions[rank], **changes))(trajectory)


def with_days(rank: int, **changes: object) -> Change:
    def change(trajectory: Trajectory) -> Trajectory:
        days = trajectory.actions[rank].staff_days
        assert days is not None
        return with_action(rank, staff_days=days.model_copy(update=changes))(trajectory)

    return change


@dataclass(frozen=True)
class Case:
    id: str
    rule: str
    change: Change = nothing
    constraints: dict[str, object] = field(default_factory=dict)
    contract: PurchaseContract | None = None
    inhabitants: int | None = 20_000


JANUARY = Blackout(label="Paie", first=date(2027, 12, 20), last=date(2028, 1, 31))
HALF_A_YEAR = Phase(label="Travaux", first=date(2027, 1, 1), last=date(2027, 6, 30))
DEARER_IDENTITY = FIGURES[0].model_copy(update={"running_cost": Decimal(35_000)})
FAULTS = (
    Case("dependency_forgotten", "coverage", without(MAIL, remain=False)),
    Case("in_action_and_remaining", "coverage", lambda t: t.model_copy(update={"remaining": without(MAIL)(t).remaining})),
    Case("unknown_owner_migrated", "coverage", lambda t: with_action(MAIL, dependency=t.actions[IDENTIFY].dependency)(t)),
    Case("nothing_identified", "identify", without(IDENTIFY)),
    Case("known_owner_identified", "identify", lambda t: with_action(IDENTIFY, dependency=t.actions[MAIL].dependency)(t)),
    Case("identified_too_late", "identify", with_action(IDENTIFY, end=date(2026, 7, 16))),
    Case("migrated_without_solution", "stays: no solution", lambda t: with_action(MAIL, dependency=t.remaining[0].dependency)(t)),
    Case("kept", "stays: kept", constraints={"kept": ("mail",)}),
    Case("class_put_aside", "stays: classes put aside", constraints={"forbidden_classes": (SolutionClass.EDITOR,)}),
    Case("class_that_does_not_exist", "classes", with_action(MAIL, solution_classes=(SolutionClass.PUBLIC_COMMON,))),
    Case("study_of_what_has_a_cost", "kind", with_action(MAIL, kind=ActionKind.STUDY)),
    Case("cost_not_the_own_figure", "cost", with_cost(MAIL, high=Decimal(39_000))),
    Case("cost_without_figure", "cost", constraints={"own_figures": FIGURES[:1]}),
    Case("staff_days", "staff days", with_days(IDENTITY, low=Decimal(4))),
    Case("team", "staff days", with_days(IDENTITY, team="réseau")),
    Case("start_within_a_quarter", "start", with_action(MAIL, start=date(2027, 1, 4))),
    Case("start_without_preparation", "start", with_action(IDENTITY, start=date(2026, 4, 1), end=date(2026, 9, 30))),
    Case("end_before_the_work", "exit", with_action(MAIL, end=date(2027, 11, 30))),
    Case("exit_within_a_blackout", "exit", constraints={"blackouts": (JANUARY,)}),
    Case("contract_not_ended", "exit", with_action(MAIL, end=date(2028, 3, 31)), contract=a_mail_contract(date(2028, 2, 29))),
    Case(
        "notice_can_no_longer_be_given",
        "exit",
        with_action(MAIL, end=date(2028, 6, 29)),
        contract=a_mail_contract(date(2026, 6, 29), renews=True, notice=36),
    ),
    Case(
        "waits_over_four_quarters",
        "wait",
        with_action(MAIL, end=date(2029, 6, 30)),
        contract=a_mail_contract(date(2029, 6, 30)),
    ),
    Case(
        "paid_twice_over_six_months",
        "paid twice too long",
        with_action(MAIL, paid_twice=Decimal(60000) * 274 / Decimal("365.25")),
        contract=a_mail_contract(date(2028, 9, 30)),
    ),
    Case(
        "study_that_pays_twice",
        "paid twice for a study",
        constraints={"own_figures": FIGURES[:1]},
        contract=a_mail_contract(date(2028, 6, 30)),
    ),
    Case("paid_twice_not_said", "paid twice", contract=a_mail_contract(date(2028, 6, 30))),
    Case("after_the_horizon", "horizon", constraints={"horizon_years": 1}),
    Case("phases_stop_early", "phases", with_action(MAIL, phases=(HALF_A_YEAR,))),
    Case("starts_before_what_it_needs", "prerequisite", with_action(MAIL, start=date(2026, 10, 1), end=date(2027, 9, 30))),
    Case("what_it_needs_stays", "prerequisite", without(IDENTITY)),
    Case(
        "pair_torn_apart",
        "together",
        without(IDENTITY),
        constraints={"prerequisites": (Prerequisite(function="identity", needs="mail"),)},
    ),
    Case("prerequisite_not_listed", "listed prerequisites", with_action(MAIL, prerequisites=())),
    Case("prerequisite_that_is_none", "listed prerequisites", with_action(IDENTITY, prerequisites=("identify",))),
    Case("budget_of_every_year", "budget", constraints={"annual_budget_eur": Decimal(39_999)}),
    Case("budget_of_one_year", "budget", constraints={"budgets": (YearBudget(year=2026, amount=Decimal(19_999)),)}),
    Case("team_overworked", "team", constraints={"teams": (Team(name="informatique", days_per_quarter=Decimal("3.2")),)}),
    Case("units_in_change", "units", constraints={"max_units_in_change": 99}),
    Case("projects_at_once", "projects", constraints={"max_projects_at_once": 0}),
    Case("critical_at_once", "critical", constraints={"max_critical_at_once": 0}),
    Case("number_of_actions", "actions", constraints={"max_actions": 2}),
    Case(
        "running_budget_of_a_dearer_solution",
        "running",
        constraints={"running_budget_eur": Decimal(4_999), "own_figures": (DEARER_IDENTITY, FIGURES[1])},
    ),
    Case(
        "running_budget_of_what_is_paid_twice",
        "running",
        with_action(MAIL, paid_twice=Decimal("29897.33")),
        constraints={"running_budget_eur": Decimal(29_000)},
        contract=a_mail_contract(date(2028, 6, 30)),
    ),
    Case("amount_moved", "moved", with_action(MAIL, annual_amount_moved=Decimal(59_000))),
    Case("money_moved_while_a_study_is_awaited", "moved", constraints={"own_figures": FIGURES[1:]}),
    Case("years_in_disorder", "years", lambda t: t.model_copy(update={"years": t.years[::-1]})),
    Case("year_left_out", "years", lambda t: t.model_copy(update={"years": t.years[1:]})),
    Case("cost_of_a_year", "year 2026, cost", with_year(0, cost=Decimal(20_000))),
    Case("paid_twice_of_a_year", "year 2027, paid twice", with_year(1, paid_twice=Decimal(10))),
    Case("studies_of_a_year", "year 2027, studies", with_year(1, uncosted_actions=1)),
    Case("share_of_a_year", "year 2027, share outside", lambda t: with_year(1, outside=t.years[0].outside)(t)),
)


def judged(case: Case) -> tuple[PlanningProblem, Trajectory]:
    problem = a_problem(case.contract, inhabitants=case.inhabitants, **case.constraints)
    return problem, case.change(a_trajectory(problem))


def test_a_right_trajectory_has_no_fault() -> None:
    problem = a_problem()

    assert faults_of(problem, a_trajectory(problem)) == []


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case.id)
def test_a_fault_is_named(case: Case) -> None:
    faults = faults_of(*judged(case))

    assert any(fault.startswith(case.rule) for fault in faults), faults


RIGHT = (
    Case("just_the_budget", "", constraints={"annual_budget_eur": Decimal(40_000)}),
    Case("just_the_team", "", constraints={"teams": (Team(name="informatique", days_per_quarter=Decimal("3.25")),)}),
    Case("just_the_units", "", constraints={"max_units_in_change": 100}),
    Case("just_the_actions", "", constraints={"max_actions": 3}),
    Case("few_inhabitants", "", inhabitants=3_499),
    Case("contract_over", "", contract=a_mail_contract(date(2026, 1, 14))),
    Case("contract_that_ends_with_the_work", "", contract=a_mail_contract(date(2027, 12, 31), renews=True, notice=23)),
    Case("blackout_of_another_function", "", constraints={"blackouts": (JANUARY.model_copy(update={"functions": ("gis",)}),)}),
    Case(
        "blackout_that_ends_the_day_before",
        "",
        constraints={"blackouts": (JANUARY.model_copy(update={"last": date(2027, 12, 31)}),)},
    ),
)


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case.id)
def test_what_just_holds_has_no_fault(case: Case) -> None:
    assert faults_of(*judged(case)) == []


def test_paying_twice_up_to_six_months_is_no_fault_once_said() -> None:
    """From the 1st of January to the 1st of July 2028 are 182 days: 60 000 × 182 / 365,25."""
    problem = a_problem(a_mail_contract(date(2028, 6, 30)))
    twice = Decimal("29897.33")
    trajectory = with_year(2, paid_twice=twice)(with_action(MAIL, paid_twice=twice)(a_trajectory(problem)))

    assert faults_of(problem, trajectory) == []


def test_a_renewed_contract_is_left_on_its_anniversary() -> None:
    """Notice of 18 months before 29/02/2028, from 15/01/2026: the first period that may still be ended."""
    problem = a_problem(a_mail_contract(date(2024, 2, 29), renews=True, notice=18))
    right = with_action(MAIL, end=date(2028, 2, 29), phases=())(a_trajectory(problem))

    assert [fault for fault in faults_of(problem, right) if fault.startswith("exit")] == []


@pytest.mark.parametrize(("by", "expected"), [(date(2027, 12, 30), True), (date(2027, 12, 31), False)])
def test_a_deadline_is_kept_the_day_after_at_the_latest(by: date, expected: bool) -> None:
    problem = a_problem(deadlines=(Deadline(subject="mail", by=by),))

    assert any(fault.startswith("deadline") for fault in demand_faults(problem, a_trajectory(problem))) is expected


@pytest.mark.parametrize(("share", "expected"), [("0.64", True), ("0.65", False)])
def test_a_target_counts_what_is_out_on_new_year_s_eve(share: str, expected: bool) -> None:
    problem = a_problem(target=Target(share=Decimal(share), year=2026))

    assert any(fault.startswith("target") for fault in demand_faults(problem, a_trajectory(problem))) is expected


def test_the_value_is_that_of_the_rules() -> None:
    """Horizon 15/01/2030, counted to 15/01/2031: 1 475 days from 01/01/2027, 1 110 from 01/01/2028; both risks 16 of 16.

    Identity: 30 000 × 1 475 / 365,25 − 0,02 × 15 000 − 0,1 × 2 = 120 849,70.
    Mail: 60 000 × 1 110 / 365,25 − 0,02 × 30 000 − 0,1 × 4 = 181 740,46.
    """
    problem = a_problem()

    assert value_of(problem, a_trajectory(problem)).quantize(Decimal("0.01")) == Decimal("302590.16")
