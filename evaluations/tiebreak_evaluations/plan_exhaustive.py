"""The best plan of a small problem, found by trying them all: no solver, nothing of a planner.

Ways are tried dependency by dependency. A branch is cut only when it cannot do better: what is still to decide is counted
as if each dependency had, alone, the best way that still fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tiebreak import PlanningProblem
from tiebreak_evaluations.plan_demands import keeps_deadlines, missing_euros, moved_at
from tiebreak_evaluations.plan_loads import Resource, limit, loads
from tiebreak_evaluations.plan_options import Readings
from tiebreak_evaluations.plan_rules import Judged, Way
from tiebreak_evaluations.plan_worth import value

TOLERANCE = 1e-6


class TooLargeError(Exception):
    """More branches than a small problem has."""


@dataclass(frozen=True)
class Best:
    """The plan of the largest value, and that value."""

    value: Decimal
    ways: tuple[Way, ...]


def best_value(problem: PlanningProblem) -> Decimal:
    """The largest value of section 7.5 that a plan allowed by sections 7.1 to 7.4 has.

    Raises:
        ValueError: when the demands cannot all hold.
    """
    best = best_plan(problem)
    if best is None:
        raise ValueError("les demandes ne peuvent tenir ensemble : aucun plan n’est permis")
    return best.value


def best_plan(
    problem: PlanningProblem, readings: Readings | None = None, *, with_demands: bool = True, most_branches: int = 2_000_000
) -> Best | None:
    """One of the plans of the largest value; `None` when the demands cannot all hold.

    Raises:
        TooLargeError: when more branches than told were tried.
    """
    judged = Judged(problem, readings)
    search = _Search(judged, with_demands=with_demands, most_branches=most_branches)
    if not search.is_possible:
        return None
    search.run(0, 0.0, {})
    if search.found is None:
        return None
    return Best(sum((value(judged, way) for way in search.found), Decimal(0)), search.found)


@dataclass(frozen=True)
class _Candidate:
    """A way with what the search reads of it, as plain numbers."""

    way: Way
    value: float
    taken: tuple[tuple[int, float], ...]
    """What it takes of each limited resource, by rank."""
    moved: float


class _Search:
    """Branches on the way of each dependency in turn, those that others need first."""

    def __init__(self, judged: Judged, *, with_demands: bool, most_branches: int) -> None:
        self._judged = judged
        self._target = judged.constraints.target if with_demands else None
        self._ranks: dict[Resource, int] = {}
        self._limits: list[float] = []
        asked = set(self._asked()) if with_demands else set()
        self.is_possible = asked <= set(judged.ways)
        keys = _that_may_leave(judged)
        self._keys = sorted(keys, key=lambda key: (len(judged.all_needs[key] | {key}), key))
        self._candidates = {key: self._candidates_of(key, with_deadlines=with_demands) for key in self._keys}
        self._used = [0.0] * len(self._limits)
        self._asked_keys = asked
        self.is_possible = self.is_possible and asked <= set(self._keys)
        self._missing = float(missing_euros(judged, self._target)) if self._target else 0.0
        self._awaited = {key: judged.awaited(key) for key in self._keys}
        self._bound = {
            key: [other for other in self._keys if other != key and judged.are_bound(key, other)] for key in self._keys
        }
        self._branches_left = most_branches
        self._best = float("-inf")
        self.found: tuple[Way, ...] | None = None

    def _asked(self) -> Iterator[str]:
        return (key for key in self._judged.to_leave if self._judged.deadlines_of(key))

    def _candidates_of(self, key: str, *, with_deadlines: bool) -> list[_Candidate]:
        ways = (way for way in self._judged.ways[key] if not with_deadlines or keeps_deadlines(self._judged, way))
        return sorted((self._candidate(way) for way in ways), key=lambda each: -each.value)

    def _candidate(self, way: Way) -> _Candidate:
        taken = []
        for resource, amount in loads(self._judged, way).items():
            most = limit(self._judged, resource)
            if most is not None:
                if resource not in self._ranks:
                    self._ranks[resource] = len(self._limits)
                    self._limits.append(float(most) + TOLERANCE)
                taken.append((self._ranks[resource], float(amount)))
        moved = float(moved_at(self._judged, [way], self._target.year)) if self._target else 0.0
        return _Candidate(way, float(value(self._judged, way)), tuple(taken), moved)

    def run(self, rank: int, reached: float, leaving: dict[str, _Candidate | None]) -> None:
        """Try every way of the dependency of that rank, and what follows."""
        self._branches_left -= 1
        if self._branches_left < 0:
            raise TooLargeError("trop de plans à essayer")
        if rank == len(self._keys):
            if reached > self._best and self._moved(leaving.values()) >= self._missing - TOLERANCE:
                self._best = reached
                self.found = tuple(each.way for each in leaving.values() if each is not None)
            return
        if not self._may_do_better(rank, reached, leaving):
            return
        key = self._keys[rank]
        for each in self._fitting(key, leaving):
            if each is not None:
                self._take(each, 1)
            leaving[key] = each
            self.run(rank + 1, reached + (each.value if each else 0.0), leaving)
            del leaving[key]
            if each is not None:
                self._take(each, -1)

    def _may_do_better(self, rank: int, reached: float, leaving: dict[str, _Candidate | None]) -> bool:
        moved = self._moved(leaving.values())
        for key in self._keys[rank:]:
            first = next(self._fitting(key, leaving), _NOTHING)
            if isinstance(first, _Nothing):
                return False
            reached += max(first.value, 0.0 if self._may_stay(key, leaving) else first.value) if first else 0.0
            moved += max((each.moved for each in self._candidates[key]), default=0.0)
        return reached > self._best + TOLERANCE and moved >= self._missing - TOLERANCE

    def _fitting(self, key: str, leaving: dict[str, _Candidate | None]) -> Iterator[_Candidate | None]:
        """The ways that what is decided still allows, the most worth first; `None` to stay."""
        if self._may_leave(key, leaving):
            earliest = max((each.way.leaving for other in self._awaited[key] if (each := leaving.get(other))), default=date.min)
            for each in self._candidates[key]:
                if each.way.start >= earliest and self._fits(each):
                    yield each
        if self._may_stay(key, leaving):
            yield None

    def _may_leave(self, key: str, leaving: dict[str, _Candidate | None]) -> bool:
        return all(leaving.get(other, _NOTHING) is not None for other in (*self._awaited[key], *self._bound[key]))

    def _may_stay(self, key: str, leaving: dict[str, _Candidate | None]) -> bool:
        return key not in self._asked_keys and not any(leaving.get(other) for other in self._bound[key])

    def _fits(self, candidate: _Candidate) -> bool:
        return all(self._used[rank] + amount <= self._limits[rank] for rank, amount in candidate.taken)

    def _take(self, candidate: _Candidate, sign: int) -> None:
        for rank, amount in candidate.taken:
            self._used[rank] += sign * amount

    def _moved(self, leaving: Iterable[_Candidate | None]) -> float:
        return sum(each.moved for each in leaving if each is not None)


class _Nothing:
    """What is not decided yet, or no way at all."""


_NOTHING = _Nothing()


def _that_may_leave(judged: Judged) -> Sequence[str]:
    """Dependencies that have a way, and all that they need as well."""
    keys = set(judged.ways)
    while lost := {key for key in keys if not judged.needs[key] <= keys}:
        keys -= lost
    return sorted(keys)
