"""One action of a trajectory held against the rules: its option, figures and days. No planner is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from tiebreak import Action, ActionKind
from tiebreak_evaluations.plan_calendar import A_DAY, first_day_of, first_start, months_after, quarter_of
from tiebreak_evaluations.plan_options import Option
from tiebreak_evaluations.plan_rules import Judged, Way
from tiebreak_evaluations.plan_worth import paid_twice

CENTS = Decimal("0.02")
TENTHS = Decimal("0.051")
"""Days may be rounded to the tenth."""
IDENTIFY_MONTHS = 6


def way_of(judged: Judged, action: Action) -> Way | None:
    """The way that an action takes, by its classes; `None` when it is no way of the rules."""
    options = judged.options.get(action.dependency, ())
    same = [each for each in options if set(each.classes) == set(action.solution_classes)]
    nearest = sorted(same, key=lambda each: (each.is_study != (action.kind is ActionKind.STUDY), _distance(each, action)))
    return Way(action.dependency, nearest[0], action.start, action.end + A_DAY) if nearest else None


def action_faults(judged: Judged, action: Action) -> Iterator[str]:
    """What one migration or study breaks by itself."""
    if (why := _why_not(judged, action)) is not None:
        yield why
        return
    way = way_of(judged, action)
    if way is None:
        yield f"classes: {sorted(action.solution_classes)} are no option"
        return
    yield from _figure_faults(action, way.option)
    yield from _day_faults(judged, way)
    if not _is_near(action.paid_twice, paid_twice(judged, way)):
        yield f"paid twice: {action.paid_twice}, expected {paid_twice(judged, way):.2f}"
    yield from _phase_faults(action)


def identify_faults(judged: Judged, action: Action) -> Iterator[str]:
    """What one identification breaks by itself."""
    if action.dependency not in judged.unknown:
        yield "identify: the owner is known"
    if action.end > months_after(judged.as_of, IDENTIFY_MONTHS) or action.start < judged.as_of:
        yield "identify: not within six months"
    if action.cost is not None or action.annual_amount_moved or action.paid_twice:
        yield "identify: takes money"
    if action.staff_days is not None and action.staff_days.high:
        yield "identify: takes days"


def _why_not(judged: Judged, action: Action) -> str | None:
    """Why the dependency of an action may not leave."""
    key = action.dependency
    if key not in judged.assessments:
        return "coverage: no such dependency"
    if key not in judged.to_leave:
        return "coverage: not to be left (inside, unknown or free software)"
    if why := judged.why_it_stays(key):
        return f"stays: {why}"
    return None


def _figure_faults(action: Action, option: Option) -> Iterator[str]:
    if option.is_study != (action.kind is ActionKind.STUDY):
        yield f"kind: {action.kind.value}, expected {'study' if option.is_study else 'migrate'}"
    said = (action.cost.low, action.cost.point, action.cost.high) if action.cost else ()
    expected = option.cost or ()
    if len(said) != len(expected) or not all(map(_is_near, said, expected)):
        yield f"cost: {[str(each) for each in said]}, expected {[f'{each:.2f}' for each in expected]}"
    days = action.staff_days
    if days is not None and (
        days.team != option.team or max(abs(days.low - option.days[0]), abs(days.high - option.days[1])) > TENTHS
    ):
        yield f"staff days: {days.team} {days.low}-{days.high}, expected {option.team} {option.days[0]:.2f}-{option.days[1]:.2f}"


def _day_faults(judged: Judged, way: Way) -> Iterator[str]:
    if way.start != first_day_of(quarter_of(way.start)):
        yield f"start: {way.start} is not the first day of a quarter"
    if way.start < first_start(judged.as_of):
        yield f"start: {way.start} leaves less than three months to prepare"
    done = months_after(way.start, way.option.months)
    allowed = judged.exits(way.dependency, done)
    if way.leaving not in allowed:
        yield f"exit: {way.leaving} is not one of {[str(each) for each in allowed]} after {way.option.months} months"
    yield from (
        f"{broken}: exit {way.leaving}, work done {done}"
        for broken in judged.faults_of_exit(way.dependency, way.option, done, way.leaving)
    )


def _phase_faults(action: Action) -> Iterator[str]:
    """Phases go from the first day to the last, in order, none missing."""
    if not action.phases:
        return
    starts = [each.first for each in action.phases]
    ends = [each.last for each in action.phases]
    follows = all(first - last == timedelta(days=1) for last, first in zip(ends, starts[1:], strict=False))
    if starts[0] != action.start or ends[-1] != action.end or not follows or any(map(lambda a, b: a > b, starts, ends)):
        yield "phases: they do not go from the first day to the last"


def _distance(option: Option, action: Action) -> Decimal:
    return abs(option.point - action.cost.point) if action.cost else option.point


def _is_near(said: Decimal, expected: Decimal) -> bool:
    return abs(said - expected) <= CENTS
