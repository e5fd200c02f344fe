"""The judge and the search agree: the best plan has no fault, and whatever is worth more has one."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from tests.evaluations.written_plans import as_trajectory
from tiebreak_evaluations.plan_binding import RELAXED, binding
from tiebreak_evaluations.plan_checker import demand_faults, faults_of, value_of
from tiebreak_evaluations.plan_exhaustive import best_plan
from tiebreak_evaluations.plan_instances import random_problem
from tiebreak_evaluations.plan_rules import Judged

NEAR = Decimal("0.01")


@pytest.mark.parametrize("with_demands", [False, True])
def test_the_best_plan_has_no_fault_and_the_value_found(with_demands: bool) -> None:
    for seed in range(60):
        problem = random_problem(seed, size=4, with_demands=with_demands)
        best = best_plan(problem)
        if best is not None:
            trajectory = as_trajectory(Judged(problem), best.ways)
            assert faults_of(problem, trajectory) == [], seed
            assert demand_faults(problem, trajectory) == [], seed
            assert abs(value_of(problem, trajectory) - best.value) < NEAR, seed


def test_what_is_worth_more_than_the_best_plan_has_a_fault() -> None:
    worth_more = 0
    for seed in range(40):
        problem, rng = random_problem(seed, size=4), Random(seed)
        judged, best = Judged(problem), best_plan(problem)
        assert best is not None
        for _ in range(10):
            ways = [rng.choice(each) for each in judged.ways.values() if each and rng.random() < 0.8]
            trajectory = as_trajectory(judged, ways)
            if value_of(problem, trajectory) > best.value + NEAR:
                worth_more += 1
                assert faults_of(problem, trajectory), seed

    assert worth_more > 50


def test_the_same_seed_gives_the_same_problem() -> None:
    first, second = (random_problem(7, size=5, with_demands=True) for _ in range(2))

    assert first.constraints == second.constraints
    assert first.diagnosis == second.diagnosis


def test_constraints_bind_often() -> None:
    found = binding(random_problem(seed, size=4) for seed in range(25))

    assert len(found) > 8
    assert set(found) <= set(RELAXED)
    assert found["contracts"] > 5
