"""The planner before the judge: the best value of all, and every rule kept, on problems that nobody chose."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiebreak import Ambition, PlanningProblem
from tiebreak_evaluations.plan_checker import faults_of, value_of
from tiebreak_evaluations.plan_exhaustive import best_plan
from tiebreak_evaluations.plan_instances import random_problem
from tiebreak_planner.planner import OptimalPlanner

EARLIER_FAULTS = (7, 16, 18, 26, 156, 269, 395, 401, 614, 816, 1036, 1066, 1071, 1815)
"""Seeds on which the planner and the judge once disagreed."""
RANK_TIES = 0.002


def determined(problem: PlanningProblem) -> PlanningProblem:
    return replace(problem, constraints=problem.constraints.model_copy(update={"ambition": Ambition.DETERMINED}))


def check(seed: int) -> None:
    problem = determined(random_problem(seed, size=4))

    trajectory, best = OptimalPlanner().plan(problem), best_plan(problem)

    assert best is not None
    assert faults_of(problem, trajectory) == []
    assert float(value_of(problem, trajectory)) == pytest.approx(
        float(best.value), abs=RANK_TIES * (len(trajectory.actions) + 1), rel=1e-9
    )


@pytest.mark.parametrize("seed", EARLIER_FAULTS)
def test_where_it_was_wrong_it_now_finds_the_best_plan(seed: int) -> None:
    check(seed)


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=10**6))
def test_no_plan_of_all_is_worth_more(seed: int) -> None:
    check(seed)


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=10**6), st.sampled_from(list(Ambition)))
def test_every_rule_is_kept_whatever_the_ambition(seed: int, ambition: Ambition) -> None:
    problem = random_problem(seed, size=6)
    problem = replace(problem, constraints=problem.constraints.model_copy(update={"ambition": ambition}))

    assert faults_of(problem, OptimalPlanner().plan(problem)) == []


def test_a_hundred_runs_give_one_plan() -> None:
    problem = random_problem(7, size=6)

    plans = {OptimalPlanner().plan(problem).model_dump_json() for _ in range(100)}

    assert len(plans) == 1
