"""What was chosen, as actions with their reasons, and what is sure of them year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from tiebreak import (
    Action,
    ActionKind,
    ActionMode,
    PlanningProblem,
    SolutionClass,
    YearState,
    plus_months,
    share_after,
    to_cents,
)
from tiebreak_planner.agenda import Agenda
from tiebreak_planner.calendar import ONE_DAY, years_between
from tiebreak_planner.phases import phases_of
from tiebreak_planner.reasons import why_then
from tiebreak_planner.ways import QUARTER_MONTHS, Way, quarter_count
from tiebreak_planner.words import need

AWAITS_A_STUDY = "Attend une étude : son montant n’est compté que si elle aboutit."
VERBS = {ActionKind.MIGRATE: "Migrer", ActionKind.STUDY: "Étudier et chiffrer la sortie"}
JOIN, STUDY_JOINING = "Rejoindre un service mutualisé", "Étudier comment rejoindre un service mutualisé"
EARLY_MONTHS = 12
SMALL_SHARE_OF_BUDGET = Decimal("0.1")


def kind_of(way: Way) -> ActionKind:
    """A migration when its cost is known, else a study."""
    return ActionKind.STUDY if way.option.cost is None else ActionKind.MIGRATE


def unsettled(chosen: Sequence[Way]) -> frozenset[str]:
    """Dependencies whose exit hangs on a study: those studied, and those that need one of them, near or far."""
    found = {each.move.id for each in chosen if kind_of(each) is ActionKind.STUDY}
    while True:
        functions = {function for each in chosen if each.move.id in found for function in each.move.functions}
        reached = found | {each.move.id for each in chosen if not functions.isdisjoint(each.move.needs)}
        if reached == found:
            return frozenset(found)
        found = reached


def actions_of(agenda: Agenda, chosen: Sequence[Way], *, cost_cap: float | None) -> list[Action]:
    """One action for each way, with those that it waits for."""
    hanging = unsettled(chosen)
    return [_action(agenda, each, chosen, is_settled=each.move.id not in hanging, cost_cap=cost_cap) for each in chosen]


def year_states(agenda: Agenda, chosen: Sequence[Way]) -> tuple[YearState, ...]:
    """State at the end of each year, what was replaced counted as inside from the end of its project."""
    problem, hanging = agenda.problem, unsettled(chosen)
    first = problem.diagnosis.as_of.year
    spent, twice = _spent_by_year(chosen), _twice_by_year(chosen)
    states = []
    for year in range(first, first + problem.constraints.horizon_years + 1):
        moved = {each.move.id: 1 - each.option.staying_share for each in chosen if (each.exit - ONE_DAY).year <= year}
        settled = {identifier: share for identifier, share in moved.items() if identifier not in hanging}
        states.append(
            YearState(
                year=year,
                cost=spent.get(year, Decimal(0)),
                uncosted_actions=sum(each.option.cost is None and each.start.year == year for each in chosen),
                outside=share_after(problem.diagnosis, settled, point_threshold=problem.point_threshold),
                outside_if_studied=share_after(problem.diagnosis, moved, point_threshold=problem.point_threshold),
                paid_twice=twice.get(year, Decimal(0)),
            )
        )
    return tuple(states)


def identifier_of(way: Way) -> str:
    """Identifier of the action of a way."""
    return f"go-{way.move.id}"


def _action(agenda: Agenda, way: Way, chosen: Sequence[Way], *, is_settled: bool, cost_cap: float | None) -> Action:
    problem, assessment = agenda.problem, way.move.assessment
    awaited = [each for each in chosen if (each.move.id, way.move.id) in agenda.before]
    kind, mode = kind_of(way), _mode(way, is_small=agenda.assumptions.is_small(problem.diagnosis.authority))
    is_hanging_migration = kind is ActionKind.MIGRATE and not is_settled
    verb = VERBS[kind] if mode is not ActionMode.JOIN else JOIN if kind is ActionKind.MIGRATE else STUDY_JOINING
    return Action(
        id=identifier_of(way),
        dependency=way.move.id,
        kind=kind,
        title=f"{verb} : {need(assessment.dependency, problem)}",
        solution_classes=_classes(way, mode),
        start=way.start,
        end=way.exit - ONE_DAY,
        cost=way.option.cost,
        annual_amount_moved=assessment.dependency.known_amount * (1 - way.option.staying_share) if is_settled else Decimal(0),
        prerequisites=tuple(identifier_of(each) for each in awaited),
        why=f"{' '.join(assessment.reasons[:2])} {way.option.explanation}",
        why_then=" ".join([*why_then(agenda, way, chosen, cost_cap), *([AWAITS_A_STUDY] if is_hanging_migration else [])]),
        references=way.option.references,
        mode=mode,
        phases=phases_of(way, agenda.assumptions.pilot),
        staff_days=way.option.days,
        paid_twice=way.paid_twice,
        is_early_win=kind is ActionKind.MIGRATE and is_settled and not awaited and _is_early_and_cheap(way, problem),
    )


def _mode(way: Way, *, is_small: bool) -> ActionMode:
    """With whom: a small commune joins where something can be joined."""
    if SolutionClass.PUBLIC_COMMON not in way.option.classes:
        return ActionMode.ALONE
    return ActionMode.JOIN if is_small or len(way.option.classes) == 1 else ActionMode.EITHER


def _classes(way: Way, mode: ActionMode) -> tuple[SolutionClass, ...]:
    """What can be joined first, for who joins; else in the order found."""
    return tuple(sorted(way.option.classes, key=lambda each: mode is ActionMode.JOIN and each is not SolutionClass.PUBLIC_COMMON))


def _is_early_and_cheap(way: Way, problem: PlanningProblem) -> bool:
    budget = problem.constraints.budget_of(way.start.year)
    most = budget * SMALL_SHARE_OF_BUDGET if budget is not None else way.moved_amount
    is_cheap = way.option.cost is not None and way.option.cost.high <= most and not way.paid_twice
    return is_cheap and way.exit <= plus_months(problem.diagnosis.as_of, EARLY_MONTHS)


def _spent_by_year(chosen: Sequence[Way]) -> Mapping[int, Decimal]:
    """Point costs, each spread evenly over the quarters of its work."""
    found: dict[int, Decimal] = {}
    for each in chosen:
        if each.option.cost is None:
            continue
        years = [plus_months(each.start, QUARTER_MONTHS * index).year for index in range(quarter_count(each.option))]
        shares = {year: to_cents(each.option.cost.point * years.count(year) / len(years)) for year in years}
        shares[years[-1]] += each.option.cost.point - sum(shares.values())
        for year, share in shares.items():
            found[year] = found.get(year, Decimal(0)) + share
    return found


def _twice_by_year(chosen: Sequence[Way]) -> Mapping[int, Decimal]:
    found: dict[int, Decimal] = {}
    for each in chosen:
        for year in range(each.exit.year, each.days.paid_until.year + 1):
            years = years_between(max(date(year, 1, 1), each.exit), min(date(year + 1, 1, 1), each.days.paid_until))
            if years > 0:
                found[year] = found.get(year, Decimal(0)) + to_cents(each.move.dependency.known_amount * Decimal(repr(years)))
    return found
