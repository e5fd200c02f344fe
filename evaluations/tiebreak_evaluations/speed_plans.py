"""How far large plans are proved, how long they take, how that grows, and what they gain on a plan made by priority."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median

from tiebreak_evaluations.measure import Effort, Measure
from tiebreak_evaluations.plan_crowds import crowd
from tiebreak_planner.agenda import Agenda, agenda_of
from tiebreak_planner.by_priority import by_priority
from tiebreak_planner.highs import solve
from tiebreak_planner.programme import programme_of
from tiebreak_planner.ways import Way

SIZES = ((150, 0.01), (500, 0.03))
"""Dependencies, and the largest share by which a better plan could exceed the one found."""
A_MINUTE = 60.0
COMPARED, COMPARED_SIZE = 20, 40
SAMPLE_SIZE = 25
SAMPLE_REPEATS = 3
"""Repetitions of the sample replayed by `make check`, which plans small."""


@dataclass(frozen=True)
class Solved:
    """One large plan."""

    ways: int
    seconds: float
    gap: float
    value: float
    by_priority: float


def plan_speed(effort: Effort) -> list[Measure]:
    """Gaps and times of large plans, their growth, and the gain over a plan by priority."""
    is_full = effort.repeats > SAMPLE_REPEATS
    sizes = SIZES if is_full else ((SAMPLE_SIZE, SIZES[-1][1]),)
    solved = {size: _solved(size, effort.seed) for size, _ in sizes}
    measures = []
    for size, most in sizes:
        each = solved[size]
        measures += [
            Measure(
                f"Trajectoire : {size} dépendances, écart au meilleur plan",
                f"{each.gap:.4f}",
                f"≤ {most}",
                is_met=each.gap <= most,
                reason=f"24 trimestres, 3 options, {each.ways} façons de partir ; prouvé par le solveur",
            ),
            Measure(
                f"Trajectoire : {size} dépendances, temps",
                f"{each.seconds:.1f} s",
                f"≤ {A_MINUTE:.0f} s",
                is_met=each.seconds <= A_MINUTE,
                reason="temps de processeur d’un plan, façons de partir comprises, un fil",
                is_timed=True,
            ),
        ]
    if is_full:
        measures.append(_growth(solved))
    return [*measures, _gain(effort, COMPARED, COMPARED_SIZE) if is_full else _gain(effort, SAMPLE_REPEATS, SAMPLE_SIZE)]


def _solved(size: int, seed: int) -> Solved:
    problem = crowd(size, seed)
    begun = time.process_time()
    agenda = agenda_of(problem)
    first = by_priority(agenda)
    solution = solve(programme_of(agenda), start=_columns(agenda, first))
    if solution is None:
        raise AssertionError("un plan sans échéance ni cible existe toujours")
    return Solved(len(agenda.ways), time.process_time() - begun, solution.gap, solution.value, sum(way.value for way in first))


def _columns(agenda: Agenda, chosen: tuple[Way, ...]) -> tuple[int, ...]:
    columns = {way.key: column for column, way in enumerate(agenda.ways)}
    return tuple(columns[way.key] for way in chosen)


def _growth(solved: dict[int, Solved]) -> Measure:
    (small, large) = (min(solved), max(solved))
    ratio = (solved[large].seconds / large) / (solved[small].seconds / small)
    return Measure(
        "Trajectoire : croissance avec les dépendances",
        f"{ratio:.2f} ×",
        "mesuré",
        is_met=True,
        reason=f"temps par dépendance de {small} à {large} ; la recherche s’arrête sur un travail compté en nœuds",
        is_timed=True,
    )


def _gain(effort: Effort, count: int, size: int) -> Measure:
    plans = [_solved(size, effort.seed + number) for number in range(count)]
    gains = [each.value / each.by_priority - 1 for each in plans]
    return Measure(
        "Trajectoire : gain sur un plan par priorité",
        f"médian {median(gains):.0%}, le moindre {min(gains):.0%}",
        "≥ 0 % toujours",
        is_met=min(gains) >= 0,
        reason=f"{count} instances de {size} dépendances : chacune par rang, dans sa meilleure façon qui tient encore",
    )
