"""Projects that have their dates: the actions that they make, and what is sure of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tiebreak import Action, ActionKind, PlanningProblem, YearState, share_after
from tiebreak_planner.moves import Move
from tiebreak_planner.words import need

AWAITS_A_STUDY = "Attend une étude : son montant n’est compté que si elle aboutit."
VERBS = {ActionKind.MIGRATE: "Migrer", ActionKind.STUDY: "Étudier et chiffrer la sortie"}


@dataclass(frozen=True)
class Placed:
    """A move with its dates and the French sentences that justify them."""

    move: Move
    start: date
    end: date
    """Last day of the project, and of the former product."""
    reasons: tuple[str, ...]

    @property
    def kind(self) -> ActionKind:
        """A migration when its cost is known, else a study."""
        return ActionKind.STUDY if self.move.projected.cost is None else ActionKind.MIGRATE

    @property
    def moved_share(self) -> Decimal:
        """Share of its annual money that leaves the former product, 0 to 1."""
        return 1 - self.move.projected.staying_share


def unsettled(placed: Sequence[Placed]) -> frozenset[str]:
    """Dependencies whose exit hangs on a study: those studied, and those that need one of them, near or far."""
    found = {each.move.id for each in placed if each.kind is ActionKind.STUDY}
    while True:
        functions = {function for each in placed if each.move.id in found for function in each.move.functions}
        reached = found | {each.move.id for each in placed if not functions.isdisjoint(each.move.needs)}
        if reached == found:
            return frozenset(found)
        found = reached


def actions_of(placed: Sequence[Placed], problem: PlanningProblem) -> list[Action]:
    """One action for each project, with those that it waits for."""
    hanging = unsettled(placed)
    return [_action(each, placed, problem, is_settled=each.move.id not in hanging) for each in placed]


def year_states(placed: Sequence[Placed], problem: PlanningProblem) -> tuple[YearState, ...]:
    """State at the end of each year, what was replaced counted as inside from the end of its project."""
    hanging = unsettled(placed)
    first = problem.diagnosis.as_of.year
    states = []
    for year in range(first, first + problem.constraints.horizon_years + 1):
        moved = {each.move.id: each.moved_share for each in placed if each.end.year <= year}
        settled = {identifier: share for identifier, share in moved.items() if identifier not in hanging}
        costs = [each.move.projected.cost for each in placed if each.start.year == year]
        states.append(
            YearState(
                year=year,
                cost=sum((cost.point for cost in costs if cost), Decimal(0)),
                uncosted_actions=sum(cost is None for cost in costs),
                outside=share_after(problem.diagnosis, settled, point_threshold=problem.point_threshold),
                outside_if_studied=share_after(problem.diagnosis, moved, point_threshold=problem.point_threshold),
            )
        )
    return tuple(states)


def _action(each: Placed, placed: Sequence[Placed], problem: PlanningProblem, *, is_settled: bool) -> Action:
    assessment, projected = each.move.assessment, each.move.projected
    awaited = [other for other in placed if other.end < each.start and other.move.serves_any(each.move.needs)]
    is_hanging_migration = each.kind is ActionKind.MIGRATE and not is_settled
    return Action(
        id=_identifier(each),
        dependency=each.move.id,
        kind=each.kind,
        title=f"{VERBS[each.kind]} : {need(assessment.dependency, problem)}",
        solution_classes=assessment.solution_classes,
        start=each.start,
        end=each.end,
        cost=projected.cost,
        annual_amount_moved=assessment.dependency.known_amount * each.moved_share if is_settled else Decimal(0),
        prerequisites=tuple(_identifier(other) for other in awaited),
        why=f"{' '.join(assessment.reasons[:2])} {projected.explanation}",
        why_then=" ".join([*each.reasons, *([AWAITS_A_STUDY] if is_hanging_migration else [])]),
        references=projected.references,
    )


def _identifier(each: Placed) -> str:
    return f"go-{each.move.id}"
