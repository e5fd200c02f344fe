"""What a way of leaving is worth, worked out again from the rules. No planner is read.

Source: `docs/methode.md`, sections 7.3 and 7.5.
"""

from __future__ import annotations

from decimal import Decimal

from tiebreak import Dependency
from tiebreak_evaluations.plan_calendar import months_after, quarters_begun, years_between
from tiebreak_evaluations.plan_rules import Judged, Way

UNKNOWN_WEIGHT = Decimal(1_000)
RISK_SCALE = 32


def paid_twice(judged: Judged, way: Way) -> Decimal:
    """Euros of the former contract paid after the product is left."""
    amount = judged.dependency(way.dependency).known_amount
    share = Decimal(1) if judged.readings.is_paid_twice_whole else way.option.leaving
    return amount * share * years_between(way.leaving, judged.owed_until(way.dependency, way.leaving))


def annual_surcharge(judged: Judged, way: Way) -> Decimal:
    """Euros a year that the new solution costs beyond the former one, for the share that leaves."""
    former, running = judged.dependency(way.dependency).annual_amount, way.option.running_cost
    if running is None or (former is None and not judged.readings.unknown_old_cost_is_zero):
        return Decimal(0)
    more = (running - (former or 0)) * way.option.leaving
    return more if judged.readings.counts_savings else max(more, Decimal(0))


def avoided(judged: Judged, way: Way) -> Decimal:
    """Risk-weighted euro-years of dependence that a way avoids."""
    assessment = judged.assessments[way.dependency]
    weight = weight_of(assessment.dependency) * (assessment.risk.low + assessment.risk.high) / RISK_SCALE
    return weight * way.option.leaving * years_between(way.leaving, months_after(judged.horizon, 12))


def value(judged: Judged, way: Way) -> Decimal:
    """What the plan gains by a way, in the same unit."""
    weights = judged.constraints.weights
    surcharge = annual_surcharge(judged, way) * years_between(way.leaving, judged.horizon)
    return (
        avoided(judged, way)
        - weights.one_off * (way.option.point + surcharge)
        - weights.paid_twice * paid_twice(judged, way)
        - weights.disruption * quarters_begun(way.start, way.leaving)
    )


def weight_of(dependency: Dependency) -> Decimal:
    """The annual euros by which a dependency counts when plans are compared; never printed."""
    if dependency.known_amount:
        return dependency.known_amount
    if dependency.declared_amount is not None:
        low, high = dependency.declared_amount
        middle = (low + (low if high is None else high)) / 2
        return middle or UNKNOWN_WEIGHT
    return UNKNOWN_WEIGHT
