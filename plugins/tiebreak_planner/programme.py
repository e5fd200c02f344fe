"""The choice as a mixed-integer programme: one binary column a way, one row a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from tiebreak_planner.agenda import Agenda
from tiebreak_planner.limits import Resource
from tiebreak_planner.ways import Way


@dataclass(frozen=True)
class Row:
    """A sum of columns between two bounds."""

    name: str
    low: float
    high: float
    columns: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class Programme:
    """What a solver is given: the largest value under these rows; every column is 0 or 1 but the slacks."""

    values: tuple[float, ...]
    rows: tuple[Row, ...]
    slacks: tuple[int, ...] = ()
    """Columns that are any number from 0 up."""


@dataclass
class _Rows:
    found: list[Row] = field(default_factory=list)

    def add(self, name: str, entries: Iterable[tuple[int, float]], *, low: float = -inf, high: float = inf) -> None:
        kept = [(column, value) for column, value in entries if value]
        self.found.append(Row(name, low, high, tuple(column for column, _ in kept), tuple(value for _, value in kept)))


def programme_of(
    agenda: Agenda,
    *,
    cost_cap: float | None = None,
    with_demands: bool = True,
    elastic: str | None = None,
    objective: Mapping[int, float] | None = None,
) -> Programme:
    """The programme of an agenda.

    `cost_cap` is in euros, one-off and paid twice. `elastic` names a limit, or `target`, that may be exceeded: the same
    excess in every period, one more column, the last, whose value is then all that counts (the least excess).
    `objective` replaces the value of the ways.
    """
    ways = agenda.ways
    columns_of: dict[str, list[int]] = {}
    for column, way in enumerate(ways):
        columns_of.setdefault(way.move.id, []).append(column)
    slack = len(ways) if elastic is not None else None
    rows = _Rows()
    for move, columns in columns_of.items():
        rows.add(f"one:{move}", ((column, 1.0) for column in columns), high=1.0)
    _limits(agenda, rows, elastic, slack)
    _order(agenda, columns_of, rows)
    if with_demands:
        _demands(agenda, columns_of, rows, elastic, slack)
    if cost_cap is not None:
        rows.add("cost", ((column, float(way.cost)) for column, way in enumerate(ways)), high=cost_cap)
    if slack is not None:
        return Programme((*(0.0 for _ in ways), -1.0), tuple(rows.found), (slack,))
    values = tuple(objective.get(column, 0.0) for column in range(len(ways))) if objective is not None else _values(ways)
    return Programme(values, tuple(rows.found))


def _values(ways: Sequence[Way]) -> tuple[float, ...]:
    """Values in the order of the columns; a hair's breadth for the rank, so that equals are taken in its order."""
    last = max((way.move.assessment.rank for way in ways), default=1)
    return tuple(way.value + 1e-3 * (1 - way.move.assessment.rank / (last + 1)) for way in ways)


def _limits(agenda: Agenda, rows: _Rows, elastic: str | None, slack: int | None) -> None:
    users: dict[Resource, list[tuple[int, float]]] = {resource: [] for resource in agenda.limits}
    for column, way in enumerate(agenda.ways):
        for resource, used in way.uses.items():
            if resource in users:
                users[resource].append((column, used))
    for resource, entries in users.items():
        limit = agenda.limits[resource]
        stretch = [(slack, -1.0)] if slack is not None and resource.group == elastic else []
        if stretch or sum(used for _, used in entries) > limit:
            rows.add(f"limit:{resource.group}:{resource.period}", [*entries, *stretch], high=limit)


def _order(agenda: Agenda, columns_of: Mapping[str, Sequence[int]], rows: _Rows) -> None:
    ways = agenda.ways
    for first, second in agenda.before:
        ends, starts = columns_of.get(first, ()), columns_of.get(second, ())
        for day in sorted({ways[column].start for column in starts}):
            started = [(column, 1.0) for column in starts if ways[column].start <= day]
            over = [(column, -1.0) for column in ends if ways[column].exit <= day]
            rows.add(f"before:{first}:{second}:{day}", [*started, *over], high=0.0)
    for one, other in agenda.together:
        entries = [
            *((column, 1.0) for column in columns_of.get(one, ())),
            *((column, -1.0) for column in columns_of.get(other, ())),
        ]
        if entries:
            rows.add(f"together:{one}:{other}", entries, low=0.0, high=0.0)


def _demands(
    agenda: Agenda, columns_of: Mapping[str, Sequence[int]], rows: _Rows, elastic: str | None, slack: int | None
) -> None:
    for demand in agenda.demands:
        for move in demand.moves:
            in_time = [(column, 1.0) for column in columns_of.get(move, ()) if agenda.ways[column].exit <= demand.before]
            rows.add(f"{demand.name}:{move}", in_time, low=1.0)
        if demand.missing:
            rows.add(demand.name, (), low=1.0)
    if agenda.goal is not None:
        goal = agenda.goal
        moved = [(column, float(way.moved_amount)) for column, way in enumerate(agenda.ways) if way.exit <= goal.before]
        stretch = [(slack, 1.0)] if slack is not None and elastic == "target" else []
        rows.add("target", [*moved, *stretch], low=float(goal.amount) - 0.005)
