"""Cost against dependence avoided: every plan of the front is worth its cost, and three of them have a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.tiebreak_planner.cases import ONE_PRODUCT_EACH, catalogue_of, plan_of, problem_of, under_contract
from tiebreak import ActionKind, Ambition, PlanningConstraints, PlanningProblem, Trajectory
from tiebreak.testing import a_spend_line

AMOUNTS = {"Office Suite": 9000, "Video Conferencing": 7000, "Identity": 5000, "Mail": 3000, "Operating System": 2000}
COSTS = {"office_suite": 9000, "video_conferencing": 4000, "identity": 3000, "mail": 2000, "operating_system": 1000}


def problem(**constraints: Any) -> PlanningProblem:
    """Five costed products, 19 000 € to leave them all."""
    lines = [
        a_spend_line(number, label=f"Produit {name}", amount=str(amount))
        for number, (name, amount) in enumerate(AMOUNTS.items(), start=1)
    ]
    figures = [{"subject": subject, "cost_low": cost, "cost_high": cost, "months": 6} for subject, cost in COSTS.items()]
    given = PlanningConstraints.model_validate({"horizon_years": 6, "own_figures": figures, **constraints})
    return replace(problem_of(*lines), constraints=given)


def total_cost(trajectory: Trajectory) -> Decimal:
    costs = [action.cost.point for action in trajectory.actions if action.cost]
    return sum(costs, sum((action.paid_twice for action in trajectory.actions), Decimal(0)))


def test_each_plan_of_the_front_costs_more_and_avoids_more_than_the_one_before() -> None:
    front = plan_of(problem()).front

    assert len(front) >= 5
    assert [point.cost.point for point in front] == sorted({point.cost.point for point in front})
    assert [point.avoided for point in front] == sorted({point.avoided for point in front})
    assert (front[0].cost.point, front[-1].cost.point) == (0, 19_000)


def test_the_named_trajectories_go_from_the_most_prudent_to_the_most_determined() -> None:
    front = plan_of(problem()).front

    assert [point.ambition for point in front if point.ambition] == [Ambition.PRUDENT, Ambition.BALANCED, Ambition.DETERMINED]
    prudent = next(point for point in front if point.ambition is Ambition.PRUDENT)
    assert prudent.cost.point <= Decimal("0.25") * 19_000


@pytest.mark.parametrize("ambition", list(Ambition))
def test_the_plan_in_force_is_the_point_of_its_ambition(ambition: Ambition) -> None:
    trajectory = plan_of(problem(ambition=ambition))

    (chosen,) = [point for point in trajectory.front if point.is_chosen]
    assert chosen.ambition is ambition
    assert chosen.cost.point == total_cost(trajectory)
    assert chosen.migration_count == sum(action.kind is ActionKind.MIGRATE for action in trajectory.actions)
    assert chosen.outside == trajectory.years[-1].outside


def test_a_prudent_plan_says_what_it_leaves_for_its_cost() -> None:
    trajectory = plan_of(problem(ambition=Ambition.PRUDENT))

    assert "Laissée pour tenir le coût de cette trajectoire." in {each.reason for each in trajectory.remaining}


def test_without_any_known_cost_there_is_one_plan_that_is_all_three() -> None:
    (point,) = plan_of(problem_of(a_spend_line(1, label="Produit Identity"))).front

    assert (point.cost.point, point.study_count, point.is_chosen) == (0, 1, True)


def test_a_study_waits_for_the_end_of_the_contract_however_high_the_risk() -> None:
    line, contract = under_contract(1, "Produit Identity", date(2027, 6, 30), amount="90000", renews_tacitly=False)

    (study,) = plan_of(problem_of(line, contracts=(contract,))).actions

    assert (study.kind, study.end, study.paid_twice) == (ActionKind.STUDY, date(2027, 6, 30), 0)
    assert [phase.label for phase in study.phases] == ["étude, puis sortie si elle aboutit"]


def test_a_migration_leaves_early_only_where_the_risk_is_worth_paying_twice() -> None:
    """Six months from 1 July 2026; the contract ends on 31 March 2027."""
    terms = {"amount": "9000", "renews_tacitly": False}
    line, contract = under_contract(1, "Produit Office Suite", date(2027, 3, 31), **terms)
    figure = {"subject": "office_suite", "cost_low": 10, "cost_high": 10, "months": 6}

    def plan(paid_twice: str, **more: Any) -> Trajectory:
        asked = problem_of(line, contracts=(contract,), catalogue=catalogue_of(*ONE_PRODUCT_EACH))
        given = {"own_figures": [figure], "weights": {"paid_twice": paid_twice}, **more}
        return plan_of(replace(asked, constraints=PlanningConstraints.model_validate(given)))

    (early,), (waits,) = plan("0.5").actions, plan("0.6").actions
    # Risk 12 of 16 on the 75 % that move: 0.5625 € avoided for each euro paid twice.
    assert (early.end, waits.end) == (date(2026, 12, 31), date(2027, 3, 31))
    # 1 January to 31 March 2027: 90 days of 9 000 € a year.
    assert early.paid_twice == Decimal("2217.66")
    assert waits.paid_twice == 0
    (held,) = plan("0.5", running_budget_eur=1000).actions
    assert held.paid_twice == 0
