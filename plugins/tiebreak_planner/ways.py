"""Every way to leave one dependency: which option, begun in which quarter, and on which day the former product goes.

A project waits, once done, for the contract to end; or leaves at once, and the rest of the contract is paid for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from tiebreak import Blackout, PlanningConstraints, plus_months, to_cents
from tiebreak_planner.assumptions import Assumptions, Pilot
from tiebreak_planner.calendar import ONE_DAY, quarters, years_between
from tiebreak_planner.contract_days import first_free_day
from tiebreak_planner.limits import Kind, Resource
from tiebreak_planner.moves import Move
from tiebreak_planner.options import Option

MOST_CRITICAL = 4
QUARTER_MONTHS = 3


@dataclass(frozen=True, order=True)
class Days:
    """The days of a way."""

    start: date
    done: date
    """First day after the work."""
    exit: date
    """First day without the former product."""
    paid_until: date
    """First day on which nothing more is due for it: the exit, or later."""


@dataclass(frozen=True)
class Way:
    """One column of the programme: a move, decided in every respect."""

    move: Move
    option: Option
    days: Days
    paid_twice: Decimal
    """Euros due between the exit and the day on which nothing more is."""
    running_change: Decimal
    """Euros of dearer (or, negative, cheaper) running from the exit to the horizon."""
    avoided: float
    """Risk-weighted euro-years of dependence avoided, to the horizon and its tail."""
    value: float
    """What it avoids, less what it costs and disturbs, at the exchange rates of the plan."""
    uses: Mapping[Resource, float]

    @property
    def start(self) -> date:
        """First day of the work."""
        return self.days.start

    @property
    def exit(self) -> date:
        """First day without the former product."""
        return self.days.exit

    @property
    def key(self) -> tuple[str, int, date, date]:
        """What tells it from any other."""
        return self.move.id, self.move.options.index(self.option), self.start, self.exit

    @property
    def moved_amount(self) -> Decimal:
        """Annual euros that leave the former product."""
        return max(Decimal(0), self.move.dependency.known_amount) * (1 - self.option.staying_share)

    @property
    def cost(self) -> Decimal:
        """One-off euros, middle of their bounds, and what is paid twice; what has no figure adds nothing."""
        return (self.option.cost.point if self.option.cost else Decimal(0)) + self.paid_twice


@dataclass(frozen=True)
class Calendar:
    """The days between which a plan is made."""

    as_of: date
    first: date
    """First day on which a project may start."""
    horizon: date
    """First day after the plan."""
    tail_years: int

    @property
    def counted_until(self) -> date:
        """Last day that the area counts, after the horizon."""
        return plus_months(self.horizon, 12 * self.tail_years)


@dataclass(frozen=True)
class Setting:
    """All that the ways of one move depend on, beside the move."""

    calendar: Calendar
    constraints: PlanningConstraints
    assumptions: Assumptions
    windows: tuple[Blackout, ...]
    """Those that concern the move."""


def ways_of(
    move: Move,
    calendar: Calendar,
    constraints: PlanningConstraints,
    assumptions: Assumptions,
    *,
    ignores: frozenset[str] = frozenset(),
) -> Iterator[Way]:
    """All the ways of a move, by option, start and exit; none when no exit comes before the horizon."""
    windows = tuple(
        each
        for each in constraints.blackouts
        if f"blackout:{each.label}" not in ignores and (not each.functions or move.serves_any(each.functions))
    )
    setting = Setting(calendar, constraints, assumptions, windows)
    for option in move.options:
        for start in quarters(calendar.first, calendar.horizon):
            done = plus_months(start, option.months)
            last = min(calendar.horizon, plus_months(done, QUARTER_MONTHS * assumptions.longest_wait_quarters))
            for leaving in sorted(set(_exits(move, done, setting))):
                paid_until = first_free_day(move.dependency, leaving, calendar.as_of)
                if leaving <= last and paid_until <= _latest_payment(option, leaving, assumptions):
                    yield _way(move, option, Days(start, done, leaving, paid_until), setting)


def _latest_payment(option: Option, leaving: date, assumptions: Assumptions) -> date:
    """Last day until which a product left may be paid for: never for a study, of which nothing says what it is worth."""
    return leaving if option.cost is None else plus_months(leaving, assumptions.longest_paid_twice_months)


def has_pilot(option: Option, pilot: Pilot) -> bool:
    """Whether a project is large and long enough to begin with a pilot."""
    return (option.units or 0) >= pilot.from_units and quarter_count(option) > 1


def quarter_count(option: Option) -> int:
    """Quarters of work of an option."""
    return ceil(option.months / QUARTER_MONTHS)


def _exits(move: Move, done: date, setting: Setting) -> Iterator[date]:
    """As soon as the work is done, and when the contract ends; each after the window that would forbid it."""
    yield _outside(done, setting.windows)
    yield _outside(first_free_day(move.dependency, done, setting.calendar.as_of), setting.windows)


def _outside(day: date, windows: tuple[Blackout, ...]) -> date:
    """The day, or the first day after the windows that hold it."""
    while (last := max((each.last for each in windows if each.first <= day <= each.last), default=None)) is not None:
        day = last + ONE_DAY
    return day


def _way(move: Move, option: Option, days: Days, setting: Setting) -> Way:
    calendar, weights = setting.calendar, setting.constraints.weights
    annual = float(max(Decimal(0), move.dependency.known_amount))
    twice = annual * years_between(days.exit, days.paid_until)
    running = float(option.running_change) * max(0.0, years_between(days.exit, calendar.horizon))
    avoided = float(move.annual_weight * (1 - option.staying_share)) * years_between(days.exit, calendar.counted_until)
    one_off = float(option.cost.point) if option.cost else 0.0
    held = sum(1 for _ in quarters(days.start, days.exit))
    value = (
        avoided
        - float(weights.one_off) * (one_off + running)
        - float(weights.paid_twice) * twice
        - float(weights.disruption) * held
    )
    return Way(
        move=move,
        option=option,
        days=days,
        paid_twice=to_cents(Decimal(repr(twice))),
        running_change=to_cents(Decimal(repr(running))),
        avoided=avoided,
        value=value,
        uses=_uses(move, option, days, setting),
    )


def _uses(move: Move, option: Option, days: Days, setting: Setting) -> Mapping[Resource, float]:
    """What it takes of each limited thing, the work spread evenly over its quarters."""
    calendar, pilot = setting.calendar, setting.assumptions.pilot
    worked = [plus_months(days.start, QUARTER_MONTHS * index) for index in range(quarter_count(option))]
    uses: dict[Resource, float] = {Resource(Kind.ACTIONS, calendar.first): 1.0}

    def add(resource: Resource, used: float) -> None:
        if used:
            uses[resource] = uses.get(resource, 0.0) + used

    units = float(option.units or 0)
    for index, quarter in enumerate(worked):
        add(Resource(Kind.PROJECTS, quarter), 1.0)
        add(Resource(Kind.STAFF, quarter, option.days.team), float(option.days.high) / len(worked))
        is_pilot = index == 0 and has_pilot(option, pilot)
        add(Resource(Kind.UNITS, quarter), units * float(pilot.share) if is_pilot else units)
        if move.dependency.criticality == MOST_CRITICAL:
            add(Resource(Kind.CRITICAL, quarter), 1.0)
        if option.cost is not None:
            add(Resource(Kind.ONE_OFF, date(quarter.year, 1, 1)), float(option.cost.high) / len(worked))
    annual, dearer = float(max(Decimal(0), move.dependency.known_amount)), max(0.0, float(option.running_change))
    for year in range(days.exit.year, calendar.horizon.year + 1):
        for paid, until in ((annual, days.paid_until), (dearer, calendar.horizon)):
            in_year = years_between(max(date(year, 1, 1), days.exit), min(date(year + 1, 1, 1), until))
            add(Resource(Kind.RUNNING, date(year, 1, 1)), paid * max(0.0, in_year))
    return uses
