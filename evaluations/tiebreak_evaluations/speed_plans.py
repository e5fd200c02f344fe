"""How far large plans are proved, how long they take, how that grows, and what they gain on a plan made by priority."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median

from tiebreak_evaluations.measure import Effort, Measure
from tiebreak_evaluations.plan_crowds import crowd
from tiebreak_planner.agenda import agenda_of
from tiebreak_planner.by_priority import by_priority
from tiebreak_planner.highs import solve
from tiebreak_planner.planner import OptimalPlanner
from tiebreak_planner.programme import programme_of

SIZES = ((150, 0.01), (500, 0.03))
"""Dependencies, and the largest share by which a better plan could exceed the one found."""
A_MINUTE = 60.0
COMPARED, COMPARED_SIZE = 20, 40
SAMPLE_SIZE = 25
INSTANCES = 3
SAMPLE_REPEATS = 3
"""Repetitions of the sample replayed by `make check`, which plans small."""


@dataclass(frozen=True)
class Planned:
    """One large plan, from the problem to the trajectory and its front."""

    seconds: float
    gap: float


def plan_speed(effort: Effort) -> list[Measure]:
    """Gaps and times of large plans, their growth, and the gain over a plan by priority."""
    is_full = effort.repeats > SAMPLE_REPEATS
    sizes = SIZES if is_full else ((SAMPLE_SIZE, SIZES[-1][1]),)
    planned = {size: [_planned(size, effort.seed + number) for number in range(INSTANCES)] for size, _ in sizes}
    measures = []
    for size, most in sizes:
        gap, seconds = (max(getattr(each, name) for each in planned[size]) for name in ("gap", "seconds"))
        measures += [
            Measure(
                f"Trajectoire : {size} dépendances, écart au meilleur plan",
                f"{gap:.4f}",
                f"≤ {most}",
                is_met=gap <= most,
                reason=f"le pire de {INSTANCES} ; 24 trimestres, 3 options ; prouvé par le solveur",
            ),
            Measure(
                f"Trajectoire : {size} dépendances, temps",
                f"{seconds:.1f} s",
                f"≤ {A_MINUTE:.0f} s",
                is_met=seconds <= A_MINUTE,
                reason=f"le pire de {INSTANCES} ; temps de processeur d’un plan entier, courbe des coûts comprise, un fil",
                is_timed=True,
            ),
        ]
    if is_full:
        measures.append(_growth({size: median(each.seconds for each in plans) for size, plans in planned.items()}))
    return [*measures, _gain(effort, COMPARED, COMPARED_SIZE) if is_full else _gain(effort, SAMPLE_REPEATS, SAMPLE_SIZE)]


def _planned(size: int, seed: int) -> Planned:
    problem = crowd(size, seed)
    begun = time.process_time()
    trajectory = OptimalPlanner().plan(problem)
    if trajectory.gap is None:
        raise AssertionError("le planificateur du projet dit toujours jusqu’où il est prouvé")
    return Planned(time.process_time() - begun, float(trajectory.gap))


def _growth(seconds: dict[int, float]) -> Measure:
    small, large = min(seconds), max(seconds)
    ratio = (seconds[large] / large) / (seconds[small] / small)
    return Measure(
        "Trajectoire : croissance avec les dépendances",
        f"{ratio:.2f} ×",
        "mesuré",
        is_met=True,
        reason=f"temps par dépendance de {small} à {large} ; la recherche s’arrête sur un travail compté en nœuds",
        is_timed=True,
    )


def _gain(effort: Effort, count: int, size: int) -> Measure:
    gains = [_gain_over_priority(size, effort.seed + number) for number in range(count)]
    return Measure(
        "Trajectoire : gain sur un plan par priorité",
        f"médian {median(gains):.0%}, le moindre {min(gains):.0%}",
        "mesuré",
        is_met=min(gains) >= 0,
        reason=f"{count} instances de {size} dépendances : chacune par rang, dans sa meilleure façon qui tient encore",
    )


def _gain_over_priority(size: int, seed: int) -> float:
    agenda = agenda_of(crowd(size, seed))
    columns = {way.key: column for column, way in enumerate(agenda.ways)}
    first = by_priority(agenda)
    solution = solve(programme_of(agenda), start=tuple(columns[way.key] for way in first))
    if solution is None:
        raise AssertionError("un plan sans échéance ni cible existe toujours")
    return solution.value / sum(way.value for way in first) - 1
