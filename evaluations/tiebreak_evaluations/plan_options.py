"""Ways of replacing a dependency and their figures, worked out again from the rules. No planner is read.

Source: `docs/methode.md`, section 7.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tiebreak import DEFAULT_TEAM, Assessment, OwnFigure, PlanningProblem, SolutionClass
from tiebreak_evaluations.plan_cases import bounds_of, estimate_of

STUDY_MONTHS = 9
STUDY_DAYS = Decimal(10)
LEAST_DAYS = Decimal(5)
STAFF_SHARE = Decimal("0.13")
DAY_COST = Decimal(400)

Cost = tuple[Decimal, Decimal, Decimal]
"""Low, point and high one-off euros."""


@dataclass(frozen=True)
class Readings:
    """What the text leaves open, each with the reading that the judge takes unless told otherwise."""

    figures_by_field: bool = True
    """Whether each figure not given for a dependency and class is looked for in the next estimate, rather than the first taken whole."""
    months_without_case: int = 9
    """Months of a project whose cost is the collectivité's own and whose duration nothing tells."""
    posts_are_shared_with_all: bool = False
    """Whether any other product of the function shares the posts, rather than those alone whose licences are not known."""
    waits_for_its_own_function: bool = False
    """Whether a product that serves itself a function it needs waits for the others that serve it."""
    counts_savings: bool = True
    """Whether a cheaper solution lowers running costs, rather than a dearer one only raising them."""
    unknown_old_cost_is_zero: bool = False
    """Whether a running cost is all added when the former one is not known, rather than not at all."""
    is_paid_twice_whole: bool = True
    """Whether the whole annual amount is paid twice, rather than the share that leaves."""
    staying_with_own_cost: bool = True
    """Whether the share that stays of a documented case still holds beside the collectivité's own cost."""
    studies_change_units: bool = True
    """Whether the licences of a study count among the units in change."""
    units_count_without_case: bool = True
    """Whether the licences of a project that no documented cost prices count among the units in change."""
    studies_leave_a_share: bool = True
    """Whether the share of a documented case that stays holds for a study too."""


@dataclass(frozen=True)
class Option:
    """One way of replacing: classes whose figures are the same, and these figures."""

    classes: tuple[SolutionClass, ...]
    cost: Cost | None
    """One-off euros; `None` when it is still to be worked out, by a study."""
    months: int
    team: str
    days: tuple[Decimal, Decimal]
    staying: Decimal
    has_case: bool
    """Whether documented migrations tell a cost, even if the collectivité's own is taken."""
    running_cost: Decimal | None
    """Annual euros of what replaces it; `None` when as today."""

    @property
    def is_study(self) -> bool:
        """Whether it only works out what leaving would take."""
        return self.cost is None

    @property
    def leaving(self) -> Decimal:
        """The share that leaves."""
        return 1 - self.staying

    @property
    def point(self) -> Decimal:
        """What it most likely costs once, nothing for a study."""
        return self.cost[1] if self.cost else Decimal(0)


def units_of(assessment: Assessment, problem: PlanningProblem, readings: Readings) -> int | None:
    """Licences, else the posts of the collectivité unless several products of that function share them."""
    dependency = assessment.dependency
    if dependency.licence_count is not None:
        return dependency.licence_count
    others = [each.dependency for each in problem.diagnosis.assessments if each.dependency.id != dependency.id]
    sharing = [
        each
        for each in others
        if each.recognition.solution is not None
        and (readings.posts_are_shared_with_all or each.licence_count is None)
        and set(each.functions) & set(dependency.functions)
    ]
    return None if sharing else problem.diagnosis.authority.workstations


def options_of(assessment: Assessment, problem: PlanningProblem, readings: Readings) -> tuple[Option, ...]:
    """All the options of a dependency whose classes are not all put aside; classes of same figures together."""
    by_figures: dict[Option, list[SolutionClass]] = {}
    for each in assessment.solution_classes:
        if each not in problem.constraints.forbidden_classes:
            by_figures.setdefault(_option(each, assessment, problem, readings), []).append(each)
    return tuple(replace(option, classes=tuple(classes)) for option, classes in by_figures.items())


def _option(wanted: SolutionClass, assessment: Assessment, problem: PlanningProblem, readings: Readings) -> Option:
    own = _own_figures(wanted, assessment, problem, readings)
    units = units_of(assessment, problem, readings)
    told = estimate_of(assessment, problem, units)
    least = problem.constraints.residual_share or Decimal(0)
    own_cost = _own_cost(own)
    is_study = own_cost is None and (told.unit_cost is None or not units)
    holds = readings.studies_leave_a_share if is_study else own_cost is None or readings.staying_with_own_cost
    staying = max(least, told.staying) if holds else least
    cost = own_cost
    if cost is None and told.unit_cost is not None and units:
        cost = bounds_of(told.unit_cost * units * (1 - staying))
    months = next((each.months for each in own if each.months is not None), told.months)
    if months is None:
        months = STUDY_MONTHS if is_study else readings.months_without_case
    team, days = _days(own, cost)
    names = [each.name for each in problem.constraints.teams]
    if team == DEFAULT_TEAM and names and DEFAULT_TEAM not in names:
        team = names[0]
    running = next((each.running_cost for each in own if each.running_cost is not None), None)
    return Option((), cost, months, team, days, staying, told.unit_cost is not None, running)


def _own_figures(wanted: SolutionClass, assessment: Assessment, problem: PlanningProblem, readings: Readings) -> list[OwnFigure]:
    """Those that hold for this dependency and class, the one that wins first."""
    subjects = (assessment.dependency.id, *assessment.dependency.functions)
    found = [
        each for each in problem.constraints.own_figures if each.subject in subjects and each.solution_class in {None, wanted}
    ]
    ordered = sorted(found, key=lambda each: (subjects.index(each.subject), each.solution_class is None))
    return ordered if readings.figures_by_field else ordered[:1]


def _own_cost(own: Iterable[OwnFigure]) -> Cost | None:
    for each in own:
        if each.cost_low is not None and each.cost_high is not None:
            return each.cost_low, (each.cost_low + each.cost_high) / 2, each.cost_high
    return None


def _days(own: Sequence[OwnFigure], cost: Cost | None) -> tuple[str, tuple[Decimal, Decimal]]:
    for each in own:
        if each.days_low is not None and each.days_high is not None:
            return each.team, (each.days_low, each.days_high)
    team = own[0].team if own else DEFAULT_TEAM
    if cost is None:
        return team, (STUDY_DAYS, STUDY_DAYS)
    low, high = (max(LEAST_DAYS, bound * STAFF_SHARE / DAY_COST) for bound in (cost[0], cost[2]))
    return team, (low, high)
