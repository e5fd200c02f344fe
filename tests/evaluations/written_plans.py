"""A plan found by trying them all, written as a trajectory."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tiebreak import (
    Action,
    ActionKind,
    CostRange,
    DaysRange,
    Remaining,
    Trajectory,
    YearState,
    share_after,
)
from tiebreak_evaluations.plan_calendar import A_DAY, months_after, working_quarters
from tiebreak_evaluations.plan_loads import paid_twice_by_year
from tiebreak_evaluations.plan_rules import Judged, Way
from tiebreak_evaluations.plan_worth import paid_twice
from tiebreak_evaluations.plan_years import sure_ways


def as_trajectory(judged: Judged, ways: Sequence[Way]) -> Trajectory:
    """The trajectory of these ways, with what has to be identified and what remains."""
    sure = {way.dependency for way in sure_ways(judged, ways)}
    gone = {way.dependency for way in ways}
    heaviest = sorted(judged.unknown, key=lambda key: (-judged.dependency(key).known_amount, key))
    return Trajectory(
        planner="à la main",
        as_of=judged.as_of,
        constraints=judged.constraints,
        actions=(
            *(_identification(judged, key) for key in heaviest[: judged.identified_count]),
            *(_departure(judged, way, is_sure=way.dependency in sure) for way in ways),
        ),
        remaining=tuple(Remaining(dependency=key, reason="reste") for key in judged.to_leave if key not in gone),
        years=tuple(_state(judged, ways, year) for year in range(judged.as_of.year, judged.horizon.year + 1)),
    )


def _identification(judged: Judged, key: str) -> Action:
    return Action(
        id=f"identify-{key}",
        dependency=key,
        kind=ActionKind.IDENTIFY,
        title="Identifier",
        start=judged.as_of,
        end=months_after(judged.as_of, 6),
        cost=None,
        annual_amount_moved=Decimal(0),
        why="inconnu",
        why_then="six mois",
    )


def _departure(judged: Judged, way: Way, *, is_sure: bool) -> Action:
    option = way.option
    moved = judged.dependency(way.dependency).known_amount * option.leaving
    return Action(
        id=f"leave-{way.dependency}",
        dependency=way.dependency,
        kind=ActionKind.STUDY if option.is_study else ActionKind.MIGRATE,
        title="Quitter",
        solution_classes=option.classes,
        start=way.start,
        end=way.leaving - A_DAY,
        cost=CostRange(low=option.cost[0], point=option.cost[1], high=option.cost[2]) if option.cost else None,
        annual_amount_moved=moved if is_sure else Decimal(0),
        prerequisites=judged.awaited(way.dependency),
        why="risque",
        why_then="au mieux",
        staff_days=DaysRange(team=option.team, low=option.days[0], high=option.days[1]),
        paid_twice=paid_twice(judged, way),
    )


def _state(judged: Judged, ways: Sequence[Way], year: int) -> YearState:
    shares = []
    for counted in (sure_ways(judged, ways), ways):
        moved = {way.dependency: way.option.leaving for way in counted if (way.leaving - A_DAY).year <= year}
        shares.append(share_after(judged.problem.diagnosis, moved, point_threshold=judged.problem.point_threshold))
    return YearState(
        year=year,
        cost=sum((_cost(way, year) for way in ways), Decimal(0)),
        uncosted_actions=sum(way.option.is_study and way.start.year == year for way in ways),
        outside=shares[0],
        outside_if_studied=shares[1],
        paid_twice=sum((paid_twice_by_year(judged, way).get(year, Decimal(0)) for way in ways), Decimal(0)),
    )


def _cost(way: Way, year: int) -> Decimal:
    quarters = working_quarters(way.start, way.option.months)
    return way.option.point * sum(quarter // 4 == year for quarter in quarters) / len(quarters)
