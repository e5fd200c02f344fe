"""Whether plans are the best and keep every constraint, judged by code written from the rules alone, and always the same.

The judge and the exhaustive search were written by somebody who had not read the planner; see `plan_checker` and
`plan_exhaustive`.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace

from tiebreak import Ambition, PlanningError, PlanningProblem, Trajectory
from tiebreak_evaluations.measure import Effort, Measure
from tiebreak_evaluations.plan_checker import demand_faults, faults_of, value_of
from tiebreak_evaluations.plan_exhaustive import best_plan
from tiebreak_evaluations.plan_instances import random_problem
from tiebreak_planner.planner import OptimalPlanner

SMALL, LARGER = 4, 6
"""Products of the instances searched through, and of those only checked."""
CHECKED_FROM = 100_000
SEARCHED_SHARE = 2
"""One instance checked in so many is searched through."""
RANK_TIES = 0.002
"""Euros by action that the preference for the best ranked may cost; see `docs/methode.md`, section 7.5."""
PROCESSES = 3


def plans_judged(effort: Effort) -> list[Measure]:
    """The best value against that of every plan, the faults that the judge finds, and whether the same case gives the same plan."""
    searched, checked = effort.tables // SEARCHED_SHARE, effort.tables
    best = sum(_is_best(random_problem(seed, size=SMALL, with_demands=seed % 2 == 0)) for seed in range(searched))
    kept = sum(_is_kept(random_problem(CHECKED_FROM + seed, size=LARGER, with_demands=seed % 2 == 0)) for seed in range(checked))
    runs = min(100, 4 * effort.tables // 10)
    versions = {_digest(random_problem(7, size=LARGER)) for _ in range(runs)} | set(_digests_elsewhere())
    return [
        Measure(
            "Trajectoire : valeur du meilleur de tous les plans",
            f"{best} sur {searched}",
            f"{searched}",
            is_met=best == searched,
            reason=f"{SMALL} produits, une fois sur deux avec échéances ou cible ; recherche exhaustive écrite à part d’après les règles",
        ),
        Measure(
            "Trajectoire : toutes les contraintes tenues",
            f"{kept} sur {checked}",
            f"{checked}",
            is_met=kept == checked,
            reason=f"instances de {LARGER} produits, une sur deux avec échéances ou cible ; juge écrit à part",
        ),
        Measure(
            "Trajectoire : même dossier, même plan",
            f"{len(versions)} version(s) sur {runs + PROCESSES}",
            "1 version",
            is_met=len(versions) == 1,
            reason=f"{runs} fois ici, {PROCESSES} dans d’autres processus",
        ),
    ]


def _is_best(problem: PlanningProblem) -> bool:
    """Whether the plan is worth as much as the best of all, and says that its demands cannot hold only where no plan keeps them."""
    determined = problem.constraints.model_copy(update={"ambition": Ambition.DETERMINED})
    problem = replace(problem, constraints=determined)
    trajectory = _plan(problem)
    if trajectory is None:
        return _contradicts_itself(problem)
    best = best_plan(problem)
    if best is None:
        return bool(trajectory.conflicts)
    difference = abs(float(value_of(problem, trajectory)) - float(best.value))
    return (
        not trajectory.conflicts
        and not faults_of(problem, trajectory)
        and difference <= RANK_TIES * (len(trajectory.actions) + 1)
    )


def _is_kept(problem: PlanningProblem) -> bool:
    """Whether the judge finds no fault, nor a demand forgotten that the plan does not say it cannot keep."""
    trajectory = _plan(problem)
    if trajectory is None:
        return _contradicts_itself(problem)
    return not faults_of(problem, trajectory) and (bool(trajectory.conflicts) or not demand_faults(problem, trajectory))


def _plan(problem: PlanningProblem) -> Trajectory | None:
    """The plan; `None` when the constraints are refused."""
    try:
        return OptimalPlanner().plan(problem)
    except PlanningError:
        return None


def _contradicts_itself(problem: PlanningProblem) -> bool:
    """Whether it asks to leave by a day what it also keeps: the only contradiction that the instances may hold."""
    return bool({each.subject for each in problem.constraints.deadlines} & set(problem.constraints.kept))


def _digest(problem: PlanningProblem) -> str:
    trajectory: Trajectory = OptimalPlanner().plan(problem)
    return hashlib.sha256(trajectory.model_dump_json().encode()).hexdigest()


def _digests_elsewhere() -> list[str]:
    code = f"from tiebreak_evaluations.plans import _digest, random_problem; print(_digest(random_problem(7, size={LARGER})))"
    return [
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": str(number)},
        ).stdout.strip()
        for number in range(PROCESSES)
    ]
