"""The whole choice laid out: what may move, every way to move it, what is limited, what is demanded.

It knows nothing of how a choice is found: the solver, the baseline and the explanations all read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tiebreak import Axis, PlanningProblem, plus_months
from tiebreak_planner.assumptions import Assumptions, load_assumptions
from tiebreak_planner.calendar import ONE_DAY, last_day, next_quarter
from tiebreak_planner.costs import served_by
from tiebreak_planner.limits import Resource, added_up, limits_of
from tiebreak_planner.moves import FREE_SOFTWARE, Inventory, Move, precedences, to_leave
from tiebreak_planner.ways import Calendar, Way, ways_of

TOLERANCE = 1e-6
"""Share of a limit that rounding may exceed."""


@dataclass(frozen=True)
class Demand:
    """A deadline: all these moves must be over by a day."""

    name: str
    moves: tuple[str, ...]
    missing: tuple[str, ...]
    """Dependencies that it asks for and that stay whatever happens."""
    before: date
    """Exits on that day or earlier keep it."""


@dataclass(frozen=True)
class Goal:
    """A target: annual euros that must have moved by a day."""

    amount: Decimal
    before: date


@dataclass(frozen=True)
class Agenda:
    """All that a choice is made of."""

    problem: PlanningProblem
    assumptions: Assumptions
    calendar: Calendar
    inventory: Inventory
    ways: tuple[Way, ...]
    limits: Mapping[Resource, float]
    before: tuple[tuple[str, str], ...]
    """Pairs of moves: the second starts when the first is over."""
    together: tuple[tuple[str, str], ...]
    """Pairs of moves that leave both or not at all."""
    blocked: frozenset[str]
    """Moves that need a function which stays in place."""
    demands: tuple[Demand, ...]
    goal: Goal | None

    @property
    def moves(self) -> tuple[Move, ...]:
        """What may move, by rank."""
        return self.inventory.moves

    def allows(self, chosen: Iterable[Way], way: Way) -> bool:
        """Whether one more way fits what is already chosen: limits, and what it waits for or holds up."""
        return not self.exceeded(chosen, way) and self.waits_for(chosen, way) is None

    def exceeded(self, chosen: Iterable[Way], way: Way) -> Mapping[Resource, float]:
        """By how much one more way would exceed each limit."""
        used = added_up(each.uses for each in chosen)
        over: dict[Resource, float] = {}
        for resource, more in way.uses.items():
            limit = self.limits.get(resource)
            if limit is not None and (excess := used.get(resource, 0.0) + more - limit) > TOLERANCE * max(1.0, limit):
                over[resource] = excess
        return over

    def waits_for(self, chosen: Iterable[Way], way: Way) -> str | None:
        """A move that must be over before this way starts, and is not."""
        ends = {each.move.id: each.exit for each in chosen}
        needed = [first for first, second in self.before if second == way.move.id]
        return next((each for each in needed if each not in ends or ends[each] > way.start), None)


def agenda_of(problem: PlanningProblem, *, taken_actions: int = 0, ignores: frozenset[str] = frozenset()) -> Agenda:
    """Lay the choice out. `ignores` names demands to leave out: see `conflicts`."""
    assumptions = load_assumptions()
    calendar = calendar_of(problem, assumptions)
    inventory = to_leave(problem, assumptions, ignores=ignores)
    before, together = precedences(inventory.moves)
    blocked = _blocked(inventory, (*before, *together, *((second, first) for first, second in together)))
    ways = tuple(
        way
        for move in inventory.moves
        if move.id not in blocked
        for way in ways_of(move, calendar, problem.constraints, assumptions, ignores=ignores)
    )
    return Agenda(
        problem=problem,
        assumptions=assumptions,
        calendar=calendar,
        inventory=inventory,
        ways=ways,
        limits=limits_of(
            problem,
            assumptions,
            first=calendar.first,
            horizon=calendar.horizon,
            taken_actions=taken_actions,
            ignores=ignores,
        ),
        before=before,
        together=together,
        blocked=blocked,
        demands=tuple(each for each in _demands(problem, inventory) if each.name not in ignores),
        goal=_goal(problem) if "target" not in ignores else None,
    )


def calendar_of(problem: PlanningProblem, assumptions: Assumptions) -> Calendar:
    """From the quarter after the preparation to the end of the horizon."""
    as_of = problem.diagnosis.as_of
    return Calendar(
        as_of=as_of,
        first=next_quarter(last_day(as_of, assumptions.preparation_months)),
        horizon=plus_months(as_of, 12 * problem.constraints.horizon_years),
        tail_years=assumptions.tail_years,
    )


def _blocked(inventory: Inventory, before: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Moves that need what stays, near or far."""
    found = {move.id for move in inventory.moves if not inventory.kept_functions.isdisjoint(move.needs)}
    while True:
        reached = found | {second for first, second in before if first in found}
        if reached == found:
            return frozenset(found)
        found = reached


def _demands(problem: PlanningProblem, inventory: Inventory) -> Iterable[Demand]:
    known = {move.id: move for move in inventory.moves}
    for each in problem.constraints.deadlines:
        moves = [move.id for move in known.values() if each.subject in {move.id, *move.functions}]
        staying = [
            assessment.dependency.id
            for assessment in problem.diagnosis.assessments
            if inventory.staying.get(assessment.dependency.id, FREE_SOFTWARE) != FREE_SOFTWARE
            and each.subject in _subjects(assessment.dependency.id, problem)
        ]
        yield Demand(f"deadline:{each.subject}", tuple(moves), tuple(staying), each.by + ONE_DAY)


def _subjects(dependency: str, problem: PlanningProblem) -> frozenset[str]:
    found = next(each.dependency for each in problem.diagnosis.assessments if each.dependency.id == dependency)
    return frozenset((found.id, *served_by(found, problem.catalogue)))


def counted_amount(problem: PlanningProblem, *, is_outside: bool = False) -> Decimal:
    """Annual euros of the diagnosis, or of what is known to be outside the zone; what is owed back adds nothing."""
    return sum(
        (
            max(Decimal(0), each.dependency.known_amount)
            for each in problem.diagnosis.assessments
            if not is_outside or each.axis(Axis.ULTIMATE_OWNER).is_outside
        ),
        Decimal(0),
    )


def _goal(problem: PlanningProblem) -> Goal | None:
    target = problem.constraints.target
    if target is None:
        return None
    left = target.share * counted_amount(problem)
    return Goal(max(Decimal(0), counted_amount(problem, is_outside=True) - left), date(target.year + 1, 1, 1))
