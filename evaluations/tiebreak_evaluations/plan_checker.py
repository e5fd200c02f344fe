"""Whether a trajectory keeps the rules: each one worked out again from the text, and held against the actions alone.

Nothing of a planner is read or imported. Source: `docs/methode.md`, sections 7.1 to 7.5.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tiebreak import Action, ActionKind, PlanningProblem, Trajectory
from tiebreak_evaluations.plan_actions import action_faults, identify_faults, way_of
from tiebreak_evaluations.plan_demands import keeps_deadlines, missing_euros, moved_at
from tiebreak_evaluations.plan_loads import Resource, limit, loads
from tiebreak_evaluations.plan_options import Readings
from tiebreak_evaluations.plan_rules import Judged, Way
from tiebreak_evaluations.plan_worth import value
from tiebreak_evaluations.plan_years import sure_ways, year_faults

CENTS = Decimal("0.02")


def faults_of(problem: PlanningProblem, trajectory: Trajectory, readings: Readings | None = None) -> list[str]:
    """Every rule of sections 7.1 to 7.4 that a trajectory breaks, demands aside; each fault begins with the name of its rule."""
    judged = Judged(problem, readings)
    ways = _ways(judged, trajectory)
    return [
        *_coverage_faults(judged, trajectory),
        *_each_action(judged, trajectory),
        *_order_faults(judged, ways),
        *_listed_faults(judged, trajectory),
        *_limit_faults(judged, trajectory, ways),
        *_moved_faults(judged, trajectory, ways),
        *year_faults(judged, trajectory, ways),
    ]


def demand_faults(problem: PlanningProblem, trajectory: Trajectory, readings: Readings | None = None) -> list[str]:
    """Deadlines and target that a trajectory does not keep."""
    judged = Judged(problem, readings)
    ways = {way.dependency: way for way in _ways(judged, trajectory)}
    late = [
        f"deadline: {key}"
        for key in judged.to_leave
        if judged.deadlines_of(key) and (key not in ways or not keeps_deadlines(judged, ways[key]))
    ]
    target = problem.constraints.target
    if target is None:
        return late
    missing = missing_euros(judged, target) - moved_at(judged, ways.values(), target.year)
    return late + ([f"target: {missing:.2f} € too many at the end of {target.year}"] if missing > CENTS else [])


def value_of(problem: PlanningProblem, trajectory: Trajectory, readings: Readings | None = None) -> Decimal:
    """The value of section 7.5 that the actions of a trajectory have, the rank that parts equals left out."""
    judged = Judged(problem, readings)
    return sum((value(judged, way) for way in _ways(judged, trajectory)), Decimal(0))


def _departures(trajectory: Trajectory) -> list[Action]:
    return [each for each in trajectory.actions if each.kind is not ActionKind.IDENTIFY]


def _ways(judged: Judged, trajectory: Trajectory) -> list[Way]:
    found = (way_of(judged, action) for action in _departures(trajectory))
    return [way for way in found if way is not None]


def _coverage_faults(judged: Judged, trajectory: Trajectory) -> Iterator[str]:
    """Each dependency to leave is in one action or remains; the heaviest of unknown owner are to be identified."""
    places = Counter([each.dependency for each in trajectory.actions] + [each.dependency for each in trajectory.remaining])
    for key in judged.to_leave:
        if places[key] != 1:
            yield f"coverage: {key} is in {places[key]} actions or remainders"
    yield from (
        f"coverage: {key} is in {count} places" for key, count in places.items() if count > 1 and key not in judged.to_leave
    )
    if repeated := [key for key, count in Counter(each.id for each in trajectory.actions).items() if count > 1]:
        yield f"coverage: identifiers of actions used twice: {repeated}"
    identified = {each.dependency for each in trajectory.actions if each.kind is ActionKind.IDENTIFY}
    if len(identified) != judged.identified_count:
        yield f"identify: {len(identified)} dependencies, expected {judged.identified_count}"
    amounts = {key: judged.dependency(key).known_amount for key in judged.unknown}
    left_out = [amounts[key] for key in judged.unknown - identified]
    if any(amounts[key] < max(left_out, default=Decimal(0)) for key in identified & judged.unknown):
        yield "identify: a heavier dependency is left out"


def _each_action(judged: Judged, trajectory: Trajectory) -> Iterator[str]:
    for action in trajectory.actions:
        found = identify_faults if action.kind is ActionKind.IDENTIFY else action_faults
        yield from (f"{fault} ({action.dependency})" for fault in found(judged, action))


def _order_faults(judged: Judged, ways: Sequence[Way]) -> Iterator[str]:
    """What a dependency needs is out before it starts; what needs one another leaves together or not at all."""
    by_key = {way.dependency: way for way in ways}
    for key, way in by_key.items():
        for other in sorted(judged.needs[key]):
            if other not in by_key:
                rule = "together" if judged.are_bound(key, other) else "prerequisite"
                yield f"{rule}: {key} leaves, {other} stays"
            elif not judged.are_bound(key, other) and way.start < by_key[other].leaving:
                yield f"prerequisite: {key} starts on {way.start}, before the exit of {other} on {by_key[other].leaving}"


def _listed_faults(judged: Judged, trajectory: Trajectory) -> Iterator[str]:
    """The prerequisites listed are those that are awaited, named by their action or dependency."""
    names = {each.id: each.dependency for each in trajectory.actions}
    for action in _departures(trajectory):
        if action.dependency in judged.to_leave:
            listed = {names.get(each, each) for each in action.prerequisites}
            if missing := set(judged.awaited(action.dependency)) - listed:
                yield f"listed prerequisites: {action.dependency} does not name {sorted(missing)}"
            if surplus := listed - judged.all_needs[action.dependency]:
                yield f"listed prerequisites: {action.dependency} names {sorted(surplus)}"


def _limit_faults(judged: Judged, trajectory: Trajectory, ways: Sequence[Way]) -> Iterator[str]:
    taken: defaultdict[Resource, Decimal] = defaultdict(Decimal)
    for way in ways:
        for resource, amount in loads(judged, way).items():
            taken[resource] += amount
    for resource, amount in sorted(taken.items()):
        most = limit(judged, resource)
        if most is not None and amount > most + CENTS:
            kind, whose, period = resource
            when = "" if kind == "actions" else f" in {period if period < 4_000 else f'{period // 4} Q{period % 4 + 1}'}"
            yield f"{kind}: {amount:.2f} of {most}{when} {whose}".rstrip()
    if judged.most_actions is not None and len(trajectory.actions) > max(judged.most_actions, judged.identified_count):
        yield f"actions: {len(trajectory.actions)} in all, of {judged.most_actions}"


def _moved_faults(judged: Judged, trajectory: Trajectory, ways: Sequence[Way]) -> Iterator[str]:
    """Only costed migrations that wait for no study move money."""
    sure = {
        way.dependency: judged.dependency(way.dependency).known_amount * way.option.leaving for way in sure_ways(judged, ways)
    }
    for action in _departures(trajectory):
        expected = sure.get(action.dependency, Decimal(0))
        if abs(action.annual_amount_moved - expected) > CENTS:
            yield f"moved: {action.annual_amount_moved} for {action.dependency}, expected {expected:.2f}"
