"""What a problem lets a plan do, worked out again from the rules: who may leave, after whom, in which ways.

No planner is read. Source: `docs/methode.md`, sections 7.1 to 7.4.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tiebreak import Assessment, Axis, Deadline, Dependency, PlanningProblem, Quadrant, is_free
from tiebreak_evaluations.plan_calendar import (
    LONGEST_PAID_TWICE_MONTHS,
    LONGEST_WAIT_MONTHS,
    ContractDays,
    contract_days,
    exit_days,
    first_day_of,
    first_start,
    months_after,
    quarter_of,
)
from tiebreak_evaluations.plan_options import Option, Readings, options_of

SMALL_AUTHORITY = 3_500
MOST_IDENTIFIED = 10
MOST_ACTIONS_OF_SMALL = 5
PROJECTS_BY_POSTS = ((100, 2), (1_000, 4), (5_000, 8))
PROJECTS_OF_LARGE, PROJECTS_OF_UNKNOWN = 12, 6


@dataclass(frozen=True)
class Way:
    """One option of a dependency between two days."""

    dependency: str
    option: Option
    start: date
    leaving: date
    """The exit: the first day without the former product."""


class Judged:
    """A problem as the rules see it."""

    def __init__(self, problem: PlanningProblem, readings: Readings | None = None) -> None:
        self.problem = problem
        self.constraints = problem.constraints
        self.readings = readings or Readings()
        self.as_of = problem.diagnosis.as_of
        self.horizon = months_after(self.as_of, 12 * problem.constraints.horizon_years)
        self.assessments = {each.dependency.id: each for each in problem.diagnosis.assessments}

    @cached_property
    def outside(self) -> frozenset[str]:
        """Dependencies whose ultimate owner is known to be outside."""
        return frozenset(key for key, each in self.assessments.items() if each.axis(Axis.ULTIMATE_OWNER).is_outside)

    @cached_property
    def to_leave(self) -> tuple[str, ...]:
        """Those among them that are no free software: to be left, though some may have to stay."""
        return tuple(key for key in self.assessments if key in self.outside and not self._is_free(key))

    def _is_free(self, key: str) -> bool:
        solution = self.problem.catalogue.solutions.get(self.dependency(key).recognition.solution or "")
        return solution is not None and is_free(solution)

    @cached_property
    def unknown(self) -> frozenset[str]:
        """Dependencies whose owner is not known."""
        return frozenset(key for key, each in self.assessments.items() if each.axis(Axis.ULTIMATE_OWNER).is_outside is None)

    @cached_property
    def options(self) -> dict[str, tuple[Option, ...]]:
        """The options of each dependency to leave; none for what stays whatever the plan."""
        return {key: self._options(self.assessments[key]) for key in self.to_leave}

    def why_it_stays(self, key: str) -> str:
        """Which rule keeps a dependency to leave in place whatever the plan; empty when it may leave."""
        assessment, constraints = self.assessments[key], self.constraints
        if {key, *assessment.dependency.functions} & set(constraints.kept):
            return "kept"
        if not assessment.solution_classes:
            return "no solution"
        if not set(assessment.solution_classes) - set(constraints.forbidden_classes):
            return "classes put aside"
        options = options_of(assessment, self.problem, self.readings)
        is_idle = assessment.quadrant is Quadrant.WATCH and all(option.is_study for option in options)
        return "watched, cost not known" if is_idle and not self.deadlines_of(key) else ""

    def _options(self, assessment: Assessment) -> tuple[Option, ...]:
        if self.why_it_stays(assessment.dependency.id):
            return ()
        return options_of(assessment, self.problem, self.readings)

    def deadlines_of(self, key: str) -> tuple[Deadline, ...]:
        """The days asked for a dependency, itself or by a function that it serves."""
        subjects = {key, *self.assessments[key].dependency.functions}
        return tuple(each for each in self.constraints.deadlines if each.subject in subjects)

    @cached_property
    def needs(self) -> dict[str, frozenset[str]]:
        """For each dependency to leave, the others to leave that serve a function it needs."""
        needed: defaultdict[str, set[str]] = defaultdict(set)
        for function in self.problem.nomenclature.functions:
            needed[function.id].update(function.prerequisites)
        for each in self.constraints.prerequisites:
            needed[each.function].add(each.needs)
        functions = {key: set(self.assessments[key].dependency.functions) for key in self.to_leave}
        found = {}
        for key, served in functions.items():
            wanted = set().union(*(needed[each] for each in served))
            if not self.readings.waits_for_its_own_function:
                wanted -= served
            found[key] = frozenset(other for other in self.to_leave if other != key and functions[other] & wanted)
        return found

    @cached_property
    def all_needs(self) -> dict[str, frozenset[str]]:
        """The same, directly or through another."""
        closed = {key: set(needs) for key, needs in self.needs.items()}
        for middle, through in closed.items():
            for needs in closed.values():
                if middle in needs:
                    needs.update(through)
        return {key: frozenset(needs) for key, needs in closed.items()}

    def are_bound(self, first: str, second: str) -> bool:
        """Whether each needs the other, so that both leave or none, without order."""
        return second in self.all_needs[first] and first in self.all_needs[second]

    def awaited(self, key: str) -> tuple[str, ...]:
        """Those whose exit a dependency must await before it starts."""
        return tuple(other for other in sorted(self.needs[key]) if not self.are_bound(key, other))

    @cached_property
    def contracts(self) -> dict[str, ContractDays]:
        """What each contract imposes."""
        return {key: contract_days(self.dependency(key), self.as_of) for key in self.to_leave}

    def dependency(self, key: str) -> Dependency:
        """The dependency of that identifier."""
        return self.assessments[key].dependency

    def exits(self, key: str, work_done: date) -> tuple[date, ...]:
        """The first days without the product that the rules allow after that work, before the wait and the horizon."""
        functions = set(self.dependency(key).functions)
        blackouts = [each for each in self.constraints.blackouts if not each.functions or functions & set(each.functions)]
        return exit_days(work_done, self.contracts[key], blackouts)

    def owed_until(self, key: str, leaving: date) -> date:
        """The day from which nothing more is owed for a product left that day."""
        return self.contracts[key].free_from(leaving)

    def faults_of_exit(self, key: str, option: Option, work_done: date, leaving: date) -> list[str]:
        """What an exit breaks of the longest wait, of what may be paid twice and of the horizon."""
        broken = {
            "wait": leaving > months_after(work_done, LONGEST_WAIT_MONTHS),
            "paid twice too long": self.owed_until(key, leaving) > months_after(leaving, LONGEST_PAID_TWICE_MONTHS),
            "paid twice for a study": option.is_study and self.owed_until(key, leaving) > leaving,
            "horizon": leaving > self.horizon,
        }
        return [name for name, is_broken in broken.items() if is_broken]

    @cached_property
    def ways(self) -> dict[str, tuple[Way, ...]]:
        """Every way of leaving each dependency that may leave, by the days alone."""
        return {key: tuple(self._ways(key)) for key in self.to_leave if self.options[key]}

    def _ways(self, key: str) -> list[Way]:
        found = []
        for option in self.options[key]:
            for quarter in range(quarter_of(first_start(self.as_of)), quarter_of(self.horizon) + 1):
                start = first_day_of(quarter)
                done = months_after(start, option.months)
                found += [
                    Way(key, option, start, leaving)
                    for leaving in self.exits(key, done)
                    if not self.faults_of_exit(key, option, done, leaving)
                ]
        return found

    @property
    def is_small(self) -> bool:
        """Whether it has few inhabitants, and is known to."""
        inhabitants = self.problem.diagnosis.authority.inhabitants
        return inhabitants is not None and inhabitants < SMALL_AUTHORITY

    @property
    def most_projects(self) -> int:
        """Projects that may be at work in the same quarter."""
        posts = self.problem.diagnosis.authority.workstations
        usual = (
            PROJECTS_OF_UNKNOWN if posts is None else next((n for top, n in PROJECTS_BY_POSTS if posts < top), PROJECTS_OF_LARGE)
        )
        return usual if self.constraints.max_projects_at_once is None else self.constraints.max_projects_at_once

    @property
    def most_actions(self) -> int | None:
        """Actions of the plan, identifications among them; `None` when nothing limits them."""
        given = self.constraints.max_actions
        return given if given is not None else MOST_ACTIONS_OF_SMALL if self.is_small else None

    @property
    def identified_count(self) -> int:
        """Dependencies of unknown owner that the plan has to identify."""
        return min(len(self.unknown), MOST_IDENTIFIED if self.most_actions is None else 1)
