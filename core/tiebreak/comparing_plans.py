"""What differs between two plans of the same case, as data: what a « what if » answers. The sentences are beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tiebreak.model.base import Frozen
from tiebreak.model.interval import Interval
from tiebreak.model.planning import PlanningConstraints
from tiebreak.model.trajectory import Action, Conflict, CostRange, Trajectory


class DroppedAction(Frozen):
    """An action of the former plan that the new one does without."""

    action: Action
    reason: str | None
    """Why the dependency stays, in the words of the planner; `None` when the new plan does not say."""


class ChangedAction(Frozen):
    """The same dependency left in both plans, at other dates or in another way."""

    before: Action
    after: Action

    @property
    def is_moved(self) -> bool:
        """Whether it starts or ends on other days."""
        return (self.before.start, self.before.end) != (self.after.start, self.after.end)

    @property
    def is_of_another_kind(self) -> bool:
        """Whether what was a study is a migration, or the other way round."""
        return self.before.kind is not self.after.kind

    @property
    def has_other_cost(self) -> bool:
        """Whether its one-off cost, or what it pays twice, is another."""
        return (self.before.cost, self.before.paid_twice) != (self.after.cost, self.after.paid_twice)

    @property
    def has_other_classes(self) -> bool:
        """Whether it leads to other classes of solution."""
        return self.before.solution_classes != self.after.solution_classes

    @property
    def has_only_other_classes(self) -> bool:
        """Whether nothing else changes."""
        return not (self.is_moved or self.is_of_another_kind or self.has_other_cost)


class PlanOutcome(Frozen):
    """Where a plan leads: what is compared beside its actions."""

    year: int | None
    """The last year of the plan; `None` without any."""
    outside: Interval | None
    """Share by ultimate owner at the end of that year if only costed migrations are done."""
    outside_if_studied: Interval | None
    cost: CostRange | None
    """Of the plan on the curve of cost against dependence; `None` when the planner draws none."""


class PlanDifferences(Frozen):
    """From a plan to another; both are of the same diagnosis."""

    added: tuple[Action, ...]
    dropped: tuple[DroppedAction, ...]
    changed: tuple[ChangedAction, ...]
    new_conflicts: tuple[Conflict, ...]
    settled_conflicts: tuple[Conflict, ...]
    before: PlanOutcome
    after: PlanOutcome
    changed_constraints: tuple[str, ...]
    """Names of the fields of the constraints that differ."""

    @property
    def is_same_plan(self) -> bool:
        """Whether the actions, their dates and costs are the same, and what they lead to."""
        leads = [(each.outside, each.outside_if_studied, each.cost) for each in (self.before, self.after)]
        return not (self.added or self.dropped or self.changed) and leads[0] == leads[1]


def plan_differences(before: Trajectory, after: Trajectory) -> PlanDifferences:
    """What the second plan adds, drops and changes. Actions are matched by the dependency that they are about."""
    former, new = _by_dependency(before.actions), _by_dependency(after.actions)
    reasons = {each.dependency: each.reason for each in after.remaining}
    pairs = [(former[key], new[key]) for key in new if key in former]
    changes = (ChangedAction(before=one, after=other) for one, other in pairs)
    return PlanDifferences(
        added=tuple(new[key] for key in new if key not in former),
        dropped=tuple(DroppedAction(action=former[key], reason=reasons.get(key[0])) for key in former if key not in new),
        changed=tuple(
            each for each in changes if each.is_moved or each.is_of_another_kind or each.has_other_cost or each.has_other_classes
        ),
        new_conflicts=tuple(each for each in after.conflicts if each not in before.conflicts),
        settled_conflicts=tuple(each for each in before.conflicts if each not in after.conflicts),
        before=_outcome(before),
        after=_outcome(after),
        changed_constraints=tuple(
            name
            for name in PlanningConstraints.model_fields
            if getattr(before.constraints, name) != getattr(after.constraints, name)
        ),
    )


def _by_dependency(actions: Iterable[Action]) -> dict[tuple[str, int], Action]:
    """Actions in their order; another action about the same dependency is its second."""
    counts: defaultdict[str, int] = defaultdict(int)
    found = {}
    for action in actions:
        found[action.dependency, counts[action.dependency]] = action
        counts[action.dependency] += 1
    return found


def _outcome(trajectory: Trajectory) -> PlanOutcome:
    last = trajectory.years[-1] if trajectory.years else None
    return PlanOutcome(
        year=last.year if last else None,
        outside=last.outside if last else None,
        outside_if_studied=last.outside_if_studied if last else None,
        cost=next((point.cost for point in trajectory.front if point.is_chosen), None),
    )
