"""The best plan of problems small enough to be worked out by hand, or tried one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from tests.evaluations.small_problems import a_mail_contract, a_problem, key_of
from tiebreak import Deadline, PlanningProblem, PlanningWeights, Prerequisite, Target
from tiebreak_evaluations.plan_demands import keeps_deadlines, missing_euros, moved_at
from tiebreak_evaluations.plan_exhaustive import Best, TooLargeError, best_plan, best_value
from tiebreak_evaluations.plan_instances import random_problem
from tiebreak_evaluations.plan_loads import Resource, limit, loads
from tiebreak_evaluations.plan_rules import Judged, Way
from tiebreak_evaluations.plan_worth import value

IDENTITY = Decimal("120849.70")
"""30 000 × 1 475 / 365,25 − 0,02 × 15 000 − 0,1 × 2: left on 01/01/2027, risk 16 of 16, counted to 15/01/2031."""
NEAR = Decimal("0.02")


def mail(days: int, *, twice: str = "0", quarters: int = 4) -> Decimal:
    """The value of leaving the mail that many days before 15/01/2031."""
    return 60_000 * days / Decimal("365.25") - 600 - Decimal("0.75") * Decimal(twice) - Decimal("0.1") * quarters


def days_of(best: Best | None, problem: PlanningProblem, function: str) -> tuple[date, date] | None:
    assert best is not None
    return next(((way.start, way.leaving) for way in best.ways if way.dependency == key_of(problem, function)), None)


def test_everything_leaves_as_soon_as_it_may() -> None:
    """Mail from 01/01/2027 to 01/01/2028, 1 110 days before the end of the count."""
    problem = a_problem()

    assert abs(best_value(problem) - (IDENTITY + mail(1_110))) < NEAR


def test_a_budget_spreads_a_project_over_two_years() -> None:
    """40 000 € do not hold in 2027: three quarters of the work do, so the exit is on 01/04/2028, 91 days later."""
    problem = a_problem(annual_budget_eur=39_999)

    assert abs(best_value(problem) - (IDENTITY + mail(1_019))) < NEAR
    assert days_of(best_plan(problem), problem, "mail") == (date(2027, 4, 1), date(2028, 4, 1))


def test_paying_twice_is_worth_it_at_the_highest_risk() -> None:
    """Until 30/06/2028: 182 days paid twice are 29 897,33 €, of which 0,75 counts, for as much avoided."""
    problem = a_problem(a_mail_contract(date(2028, 6, 30)))

    assert abs(best_value(problem) - (IDENTITY + mail(1_110, twice="29897.33"))) < NEAR


def test_paying_twice_is_never_worth_it_at_a_rate_above_one() -> None:
    """The work then ends with the contract: 928 days before the end of the count, for no more than its four quarters."""
    problem = a_problem(a_mail_contract(date(2028, 6, 30)), weights=PlanningWeights(paid_twice=Decimal("1.1")))

    assert abs(best_value(problem) - (IDENTITY + mail(928))) < NEAR
    assert days_of(best_plan(problem), problem, "mail") == (date(2027, 7, 1), date(2028, 7, 1))


def test_a_contract_that_ends_too_late_is_awaited() -> None:
    """Until 30/09/2028, nine months would be paid twice: the work begins on 01/04/2027 to pay six, or ends with the contract."""
    problem = a_problem(a_mail_contract(date(2028, 9, 30)))

    assert days_of(best_plan(problem), problem, "mail") == (date(2027, 4, 1), date(2028, 4, 1))


def test_a_pair_leaves_together_without_order() -> None:
    """Identity needs mail, which needs identity: mail leaves on 01/07/2027, 1 294 days before the end of the count."""
    problem = a_problem(prerequisites=(Prerequisite(function="identity", needs="mail"),))

    assert abs(best_value(problem) - (IDENTITY + mail(1_294))) < NEAR


def test_what_needs_something_kept_stays() -> None:
    assert best_value(a_problem(kept=("identity",))) == 0


def test_a_single_project_goes_to_what_avoids_most() -> None:
    """One action beside the identification: only identity, for the mail waits for it."""
    assert abs(best_value(a_problem(max_actions=2)) - IDENTITY) < NEAR


def test_demands_that_cannot_hold_leave_no_plan() -> None:
    problem = a_problem(deadlines=(Deadline(subject="mail", by=date(2027, 12, 30)),))

    assert best_plan(problem) is None
    assert best_plan(problem, with_demands=False) is not None
    with pytest.raises(ValueError, match="demandes"):
        best_value(problem)


def test_a_target_forces_a_departure_that_is_worth_nothing() -> None:
    """At a rate of 100 the cost is worth more than what is avoided, but 65 % by 2028 asks identity to leave."""
    weights = PlanningWeights(one_off=Decimal(100))
    problem = a_problem(weights=weights, target=Target(share=Decimal("0.65"), year=2028))

    assert best_value(a_problem(weights=weights)) == 0
    assert best_value(problem) < 0


def test_too_many_plans_are_refused_rather_than_half_tried() -> None:
    with pytest.raises(TooLargeError):
        best_plan(a_problem(), most_branches=1)


@pytest.mark.parametrize("with_demands", [False, True])
def test_nothing_is_better_among_all_plans_of_small_random_problems(with_demands: bool) -> None:
    for seed in range(40):
        problem = random_problem(seed, size=3, with_demands=with_demands)
        tried = tried_one_by_one(Judged(problem))
        if tried is not None:
            best = best_plan(problem)
            assert (None if best is None else round(best.value, 4)) == tried[0], seed


def tried_one_by_one(judged: Judged) -> tuple[Decimal | None] | None:
    """The largest value of all plans, `None` in it without any; `None` when they are too many to try."""
    choices = [(None, *ways) for ways in judged.ways.values()]
    count = 1
    for each in choices:
        count *= len(each)
    if count > 1_000:
        return None
    plans = ([way for way in plan if way is not None] for plan in product(*choices))
    values = [sum((value(judged, way) for way in plan), Decimal(0)) for plan in plans if is_allowed(judged, plan)]
    return (round(max(values), 4) if values else None,)


def is_allowed(judged: Judged, plan: Sequence[Way]) -> bool:
    by_key = {way.dependency: way for way in plan}
    for key, way in by_key.items():
        for other in judged.needs[key]:
            if other not in by_key or (not judged.are_bound(key, other) and way.start < by_key[other].leaving):
                return False
    return keeps_demands(judged, by_key) and keeps_limits(judged, plan)


def keeps_demands(judged: Judged, by_key: dict[str, Way]) -> bool:
    for key in judged.to_leave:
        if judged.deadlines_of(key) and (key not in by_key or not keeps_deadlines(judged, by_key[key])):
            return False
    target = judged.constraints.target
    return target is None or missing_euros(judged, target) <= moved_at(judged, by_key.values(), target.year)


def keeps_limits(judged: Judged, plan: Iterable[Way]) -> bool:
    taken: defaultdict[Resource, Decimal] = defaultdict(Decimal)
    for way in plan:
        for resource, amount in loads(judged, way).items():
            taken[resource] += amount
    limits = {resource: limit(judged, resource) for resource in taken}
    return all(most is None or taken[resource] <= most + Decimal("0.000001") for resource, most in limits.items())
