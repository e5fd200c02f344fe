"""Random planning problems, small and hard: budgets, teams and days that bind, contracts of every kind, functions that wait.

Everything that limits a plan is drawn in proportion to what leaving would take, so that it binds often.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tiebreak import (
    Assessment,
    Axis,
    Blackout,
    Deadline,
    Diagnosis,
    OwnFigure,
    PlanningConstraints,
    PlanningProblem,
    PlanningWeights,
    Prerequisite,
    SolutionClass,
    Target,
    Team,
    YearBudget,
    load_nomenclature,
)
from tiebreak_evaluations.plan_catalogue import CHAINED, random_diagnosis

POINT_THRESHOLD = Decimal("0.8")
TEAMS = ("informatique", "réseau")
MONTHS = (1, 2, 3, 4, 6, 6, 7, 9, 12, 12, 15, 18)


def random_problem(
    seed: int, *, size: int, with_demands: bool = False, with_cases: bool | None = None, horizon: int | None = None
) -> PlanningProblem:
    """A planning problem with that many products of owners outside; the same one for the same seed.

    `with_demands` adds deadlines and a target, which may not hold; `with_cases`, documented migrations, drawn when `None`.
    """
    rng = Random(seed)  # noqa: S311 - it is repeated, not secret
    has_cases = rng.random() < 0.5 if with_cases is None else with_cases
    diagnosis, catalogue = random_diagnosis(rng, size=size, with_cases=has_cases)
    years = horizon or rng.choice((1, 2, 3, 3, 4, 4, 5, 6))
    leaving = [each for each in diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside]
    figures = _own_figures(rng, leaving)
    limits = _money(rng, figures, diagnosis.as_of) | _people(rng, figures, leaving) | _choices(rng, diagnosis, leaving)
    held = rng.sample(sorted(limits), rng.choice((3, 4, 5, 6, 8, len(limits))))
    drawn = PlanningConstraints(horizon_years=years, own_figures=figures, weights=_weights(rng))
    drawn = drawn.model_copy(update={name: limits[name] for name in held})
    if with_demands:
        drawn = drawn.model_copy(update=_demands(rng, diagnosis, leaving, years))
    return PlanningProblem(diagnosis, catalogue, load_nomenclature(), drawn, POINT_THRESHOLD)


def _own_figures(rng: Random, leaving: Sequence[Assessment]) -> tuple[OwnFigure, ...]:
    """Figures for most dependencies, some of their functions and some of their classes."""
    found: dict[tuple[str, SolutionClass | None], OwnFigure] = {}
    for each in leaving:
        subjects = [each.dependency.id] if rng.random() < 0.75 else []
        subjects += [function for function in each.dependency.functions if rng.random() < 0.2]
        for subject in subjects:
            wanted = rng.choice(each.solution_classes) if each.solution_classes and rng.random() < 0.35 else None
            figure = _figure(rng, subject, wanted)
            found[figure.subject, figure.solution_class] = figure
            if wanted is not None and rng.random() < 0.5:
                found[subject, None] = _figure(rng, subject, None)
    return tuple(found.values())


def _figure(rng: Random, subject: str, wanted: SolutionClass | None) -> OwnFigure:
    """Most tell the cost and the months; some days, some what the new solution costs a year."""
    has_cost, has_days = rng.random() < 0.85, rng.random() < 0.5
    low, days = Decimal(rng.choice((0, *range(1, 30))) * 1_000), Decimal(rng.randint(1, 60))
    return OwnFigure(
        subject=subject,
        solution_class=wanted,
        cost_low=low if has_cost else None,
        cost_high=low * rng.choice((1, 1, 2, 3)) if has_cost else None,
        months=rng.choice(MONTHS) if has_cost else None,
        days_low=days if has_days else None,
        days_high=days * rng.choice((1, 2)) if has_days else None,
        team=rng.choice(TEAMS) if has_days and rng.random() < 0.3 else TEAMS[0],
        running_cost=Decimal(rng.randint(0, 400) * 100) if rng.random() < 0.7 else None,
    )


def _money(rng: Random, figures: Sequence[OwnFigure], as_of: date) -> dict[str, object]:
    """Budgets between nothing and what all the projects would take."""
    total = sum((each.cost_high or Decimal(0) for each in figures), Decimal(0))
    annual = (total * rng.choice((Decimal("0.1"), Decimal("0.15"), Decimal("0.25"), Decimal("0.4")))).quantize(Decimal(1))
    years = [
        YearBudget(year=as_of.year + offset, amount=(annual * rng.choice((0, 0, 1, 2))))
        for offset in range(7)
        if rng.random() < 0.2
    ]
    return {
        "annual_budget_eur": annual,
        "budgets": tuple(years),
        "running_budget_eur": Decimal(rng.choice((0, 200, 1_000, 4_000))),
    }


def _people(rng: Random, figures: Sequence[OwnFigure], leaving: Sequence[Assessment]) -> dict[str, object]:
    """Teams, and what may change in the same quarter."""
    days = [each.days_high for each in figures if each.days_high] or [Decimal(10)]
    units = [each.dependency.licence_count for each in leaving if each.dependency.licence_count] or [50]
    tightness = rng.choice((Decimal("0.15"), Decimal("0.25"), Decimal("0.5")))
    teams = tuple(Team(name=name, days_per_quarter=(max(days) * tightness).quantize(Decimal("0.1"))) for name in TEAMS)
    return {
        "teams": teams,
        "max_units_in_change": int(max(units) * rng.choice((0.4, 0.7, 1))),
        "max_projects_at_once": 1,
        "max_critical_at_once": 1,
        "max_actions": rng.randint(2, 4),
    }


def _choices(rng: Random, diagnosis: Diagnosis, leaving: Sequence[Assessment]) -> dict[str, object]:
    """What is kept, put aside, awaited or preferred."""
    able = [each for each in leaving if each.solution_classes]
    subjects = [each.dependency.id for each in able] + [each.dependency.function or "" for each in able]
    functions = sorted({function for each in leaving for function in each.dependency.functions})
    pairs = [(one, other) for one in functions for other in functions if one != other]
    wanted = rng.sample(pairs, min(len(pairs), rng.choice((1, 1, 2, 3))))
    return {
        "residual_share": Decimal(rng.choice(("0.05", "0.2", "0.5"))),
        "prerequisites": _without_loop(wanted),
        "blackouts": _blackouts(rng, diagnosis.as_of, functions),
        "kept": tuple(rng.sample(subjects, min(len(subjects), 1))),
        "forbidden_classes": (rng.choice(tuple(SolutionClass)),),
    }


def _without_loop(wanted: Sequence[tuple[str, str]]) -> tuple[Prerequisite, ...]:
    """Those that close no loop of functions, which nobody may ask; products that serve several still need one another."""
    after = {each.id: set(each.prerequisites) for each in load_nomenclature().functions}
    found = []
    for function, needs in wanted:
        if not _needs(needs, function, after):
            after[function].add(needs)
            found.append(Prerequisite(function=function, needs=needs))
    return tuple(found)


def _needs(function: str, wanted: str, after: dict[str, set[str]]) -> bool:
    return function == wanted or any(_needs(each, wanted, after) for each in after[function])


def _weights(rng: Random) -> PlanningWeights:
    """Most often those of the method."""
    if rng.random() < 0.6:
        return PlanningWeights()
    one_off, paid_twice = (Decimal(rng.choice(each)) for each in (("0", "0.01", "0.05", "0.3"), ("0", "0.2", "0.5", "1")))
    return PlanningWeights(one_off=one_off, paid_twice=paid_twice, disruption=Decimal(rng.choice((0, 1, 20, 150))))


def _blackouts(rng: Random, as_of: date, functions: Sequence[str]) -> tuple[Blackout, ...]:
    """Days without switch-over, most of them around the beginning of a quarter, some overlapping."""
    found = []
    for number in range(rng.choice((2, 6, 9, 12))):
        first = date(as_of.year + rng.randint(0, 5), rng.choice((1, 4, 7, 10, 12)), 1) - timedelta(days=rng.randint(0, 40))
        last = first + timedelta(days=rng.choice((0, 30, 90, 200)))
        chosen = (rng.choice((*functions, *CHAINED)),) if rng.random() < 0.3 else ()
        found.append(Blackout(label=f"Gel {number}", first=first, last=last, functions=chosen))
    return tuple(found)


def _demands(rng: Random, diagnosis: Diagnosis, leaving: Sequence[Assessment], years: int) -> dict[str, object]:
    """Deadlines and a target, most of them within reach alone."""
    able = [each for each in leaving if each.solution_classes] or list(leaving)
    subjects = sorted({each.dependency.id for each in able} | {each.dependency.function or each.dependency.id for each in able})
    chosen = rng.sample(subjects, min(len(subjects), rng.choice((0, 0, 1, 1, 2))))
    days = [diagnosis.as_of + timedelta(days=rng.randint(200 * years, 365 * years)) for _ in chosen]
    ends = [date(day.year, 12, 31) if rng.random() < 0.4 else day for day in days]
    outside = sum((each.dependency.known_amount for each in leaving), Decimal(0))
    total = sum((each.dependency.known_amount for each in diagnosis.assessments), Decimal(0))
    share = outside / total * Decimal(rng.choice(("0.6", "0.8", "0.9", "0.95"))) if total else Decimal(0)
    return {
        "deadlines": tuple(Deadline(subject=subject, by=by) for subject, by in zip(chosen, ends, strict=True)),
        "target": Target(share=share, year=diagnosis.as_of.year + rng.choice((years - 1, years, years))),
    }
