"""The plans that cannot avoid more dependence without costing more, three of them with a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tiebreak import ActionKind, Ambition, CostRange, FrontPoint, share_after, to_cents
from tiebreak_planner.agenda import Agenda
from tiebreak_planner.highs import solve
from tiebreak_planner.placed import kind_of, unsettled
from tiebreak_planner.programme import programme_of
from tiebreak_planner.ways import Way

CAPS = (0.0, 0.125, 0.25, 0.5, 0.75)
"""Shares of the cost of the most determined plan."""
PRUDENT_CAP = 0.25
FINE_STEPS, FINE_COLUMNS, CENT = 12, 800, 0.01
"""In a small choice, each next plan is the best that costs a cent less than the one before: no point of the curve is missed."""
FRONT_GAP, FRONT_WORK = 0.005, 0.1
"""The curve needs no more than that to be drawn; each of its plans says how far it is proved."""


@dataclass(frozen=True)
class Plan:
    """One choice, and what proves it."""

    chosen: tuple[Way, ...]
    gap: float
    cost_cap: float | None
    """Euros that it had to keep under; `None` for the most determined."""

    @property
    def cost(self) -> Decimal:
        """One-off euros at their middle, and what is paid twice."""
        return sum((way.cost for way in self.chosen), Decimal(0))

    @property
    def avoided(self) -> float:
        """Risk-weighted euro-years of dependence avoided."""
        return sum(way.avoided for way in self.chosen)


@dataclass(frozen=True)
class Front:
    """Plans from the cheapest to the most determined, each better than the last."""

    plans: tuple[Plan, ...]
    named: dict[Ambition, Plan]

    def point(self, agenda: Agenda, plan: Plan, ambition: Ambition) -> FrontPoint:
        """What one plan costs and avoids; `ambition` is that of the plan in force."""
        names = [name for name, each in self.named.items() if each is plan]
        hanging = unsettled(plan.chosen)
        moved = {way.move.id: 1 - way.option.staying_share for way in plan.chosen}
        settled = {identifier: share for identifier, share in moved.items() if identifier not in hanging}
        problem = agenda.problem
        return FrontPoint(
            ambition=ambition if ambition in names else (names[-1] if names else None),
            cost=_cost(plan.chosen),
            avoided=to_cents(Decimal(repr(plan.avoided))),
            migration_count=sum(kind_of(way) is ActionKind.MIGRATE for way in plan.chosen),
            study_count=sum(kind_of(way) is ActionKind.STUDY for way in plan.chosen),
            outside=share_after(problem.diagnosis, settled, point_threshold=problem.point_threshold),
            outside_if_studied=share_after(problem.diagnosis, moved, point_threshold=problem.point_threshold),
            is_chosen=self.named[ambition] is plan,
        )


def front_of(agenda: Agenda, full: Plan, *, with_demands: bool) -> Front:
    """The front under the constraints, `full` being its most determined plan."""
    found = [plan for share in CAPS if full.cost and (plan := _under(agenda, float(full.cost) * share, with_demands))]
    step: Plan | None = full
    for _ in range(FINE_STEPS if len(agenda.ways) <= FINE_COLUMNS else 0):
        step = _under(agenda, float(step.cost) - CENT, with_demands) if step is not None and step.cost else None
        if step is None:
            break
        found.append(step)
    # The plan in full counts savings too: one that costs less and avoids more, yet is worth less, is not on its way.
    cheaper = [plan for plan in found if plan.cost < full.cost and plan.avoided < full.avoided]
    plans = (*_undominated(cheaper), full)
    prudent = max(
        (plan for plan in plans if plan.cost <= full.cost * Decimal(repr(PRUDENT_CAP))), key=_by_avoided, default=plans[0]
    )
    named = {
        Ambition.PRUDENT: prudent,
        Ambition.BALANCED: _knee([plan for plan in plans if plan.cost > prudent.cost] or [prudent], plans[0]),
        Ambition.DETERMINED: plans[-1],
    }
    return Front(plans, named)


def _under(agenda: Agenda, cap: float, with_demands: bool) -> Plan | None:  # noqa: FBT001 - passed on
    """The best plan that costs no more than a cap; `None` when the demands forbid it."""
    solution = solve(programme_of(agenda, cost_cap=cap, with_demands=with_demands), gap=FRONT_GAP, work=FRONT_WORK)
    return None if solution is None else Plan(tuple(agenda.ways[column] for column in solution.columns), solution.gap, cap)


def _by_avoided(plan: Plan) -> tuple[float, Decimal]:
    return plan.avoided, -plan.cost


def _undominated(plans: Sequence[Plan]) -> tuple[Plan, ...]:
    kept: list[Plan] = []
    for plan in sorted(plans, key=lambda each: (each.cost, -each.avoided)):
        if not kept or plan.avoided > kept[-1].avoided + 1e-6:
            kept.append(plan)
    return tuple(kept)


def _knee(plans: Sequence[Plan], first: Plan) -> Plan:
    """The plan furthest above the line from the cheapest of all to the most determined, both measures brought to 1."""
    last = plans[-1]
    cost, avoided = float(last.cost - first.cost), last.avoided - first.avoided
    if not cost or not avoided:
        return last

    def height(plan: Plan) -> float:
        return (plan.avoided - first.avoided) / avoided - float(plan.cost - first.cost) / cost

    return max(reversed(plans), key=height)


def _cost(chosen: Sequence[Way]) -> CostRange:
    twice = sum((way.paid_twice for way in chosen), Decimal(0))
    costs = [way.option.cost for way in chosen if way.option.cost is not None]
    return CostRange(
        low=sum((cost.low for cost in costs), twice),
        point=sum((cost.point for cost in costs), twice),
        high=sum((cost.high for cost in costs), twice),
    )
