"""The state of each year of a trajectory, worked out again from its actions. No planner is read.

Source: `docs/methode.md`, sections 7.4 and 7.6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tiebreak import Interval, Trajectory, YearState, share_after
from tiebreak_evaluations.plan_calendar import A_DAY, working_quarters
from tiebreak_evaluations.plan_demands import is_out_at_end_of
from tiebreak_evaluations.plan_loads import paid_twice_by_year
from tiebreak_evaluations.plan_rules import Judged, Way

EUROS = Decimal("0.05")
SHARES = Decimal("0.000001")


def waits_for_study(judged: Judged, key: str, ways: Iterable[Way]) -> bool:
    """Whether a migration needs, directly or through another, something that is only studied."""
    return any(way.option.is_study and way.dependency in judged.all_needs[key] for way in ways)


def sure_ways(judged: Judged, ways: Sequence[Way]) -> list[Way]:
    """Costed migrations that wait for no study: those that move money for sure."""
    return [way for way in ways if not way.option.is_study and not waits_for_study(judged, way.dependency, ways)]


def year_faults(judged: Judged, trajectory: Trajectory, ways: Sequence[Way]) -> Iterator[str]:
    """Where the years do not say what the actions do."""
    years = [each.year for each in trajectory.years]
    if years != sorted(set(years)):
        yield "years: not in order, or twice the same"
    if ways and not years:
        yield "years: none"
    if years and abs(sum((each.cost for each in trajectory.years), Decimal(0)) - _all_costs(ways)) > EUROS * len(years):
        yield f"years: costs sum to {sum(each.cost for each in trajectory.years)}, expected {_all_costs(ways):.2f}"
    for state in trajectory.years:
        yield from (f"year {state.year}, {fault}" for fault in _state_faults(judged, state, ways))


def _all_costs(ways: Sequence[Way]) -> Decimal:
    return sum((way.option.point for way in ways), Decimal(0))


def _state_faults(judged: Judged, state: YearState, ways: Sequence[Way]) -> Iterator[str]:
    cost = sum((_cost_in(way, state.year) for way in ways), Decimal(0))
    if abs(state.cost - cost) > EUROS:
        yield f"cost: {state.cost}, expected {cost:.2f}"
    twice = sum((paid_twice_by_year(judged, way).get(state.year, Decimal(0)) for way in ways), Decimal(0))
    if abs(state.paid_twice - twice) > EUROS:
        yield f"paid twice: {state.paid_twice}, expected {twice:.2f}"
    if state.uncosted_actions not in _study_counts(ways, state.year):
        yield f"studies: {state.uncosted_actions}, expected one of {sorted(_study_counts(ways, state.year))}"
    for name, said, counted in (
        ("share outside", state.outside, sure_ways(judged, ways)),
        ("share outside if studied", state.outside_if_studied, ways),
    ):
        expected = share_after(
            judged.problem.diagnosis, _moved(counted, state.year), point_threshold=judged.problem.point_threshold
        )
        if not _are_near(said, expected):
            yield f"{name}: {_words(said)}, expected {_words(expected)}"


def _cost_in(way: Way, year: int) -> Decimal:
    quarters = working_quarters(way.start, way.option.months)
    return way.option.point * sum(quarter // 4 == year for quarter in quarters) / len(quarters)


def _study_counts(ways: Iterable[Way], year: int) -> set[int]:
    """Studies that start, end or are under way in a year: the text does not say which are counted."""
    studies = [(way.start.year, (way.leaving - A_DAY).year) for way in ways if way.option.is_study]
    return {
        sum(first == year for first, _ in studies),
        sum(last == year for _, last in studies),
        sum(first <= year <= last for first, last in studies),
    }


def _moved(ways: Iterable[Way], year: int) -> dict[str, Decimal]:
    return {way.dependency: way.option.leaving for way in ways if is_out_at_end_of(year, way.leaving)}


def _are_near(said: Interval | None, expected: Interval | None) -> bool:
    if said is None or expected is None:
        return said is expected
    return abs(said.low - expected.low) <= SHARES and abs(said.high - expected.high) <= SHARES


def _words(interval: Interval | None) -> str:
    return "none" if interval is None else f"{interval.low:.4f}-{interval.high:.4f}"
