"""The dated actions as a document that names no product can tell them apart."""

from __future__ import annotations

from tiebreak import Action, ActionKind, ReportInputs, Trajectory, agree
from tiebreak_documents.words import month_of

ActionGroup = tuple[Action, ...]
"""Actions that would be printed on the same row; the first stands for them."""
COUNTED = ("{}\u00a0dépendance", "{}\u00a0dépendances")


def action_groups(trajectory: Trajectory) -> tuple[ActionGroup, ...]:
    """Migrations and studies in their order; only those without a cost are put together, so that no amount is hidden."""
    groups: dict[tuple[object, ...], list[Action]] = {}
    for action in trajectory.actions:
        if action.kind is not ActionKind.IDENTIFY:
            groups.setdefault(_row(action), []).append(action)
    return tuple(tuple(group) for group in groups.values())


def group_fact(group: ActionGroup) -> str:
    """Identifier of the fact that counts the actions of a group."""
    return f"document.{group[0].id}.count"


def group_need(inputs: ReportInputs, group: ActionGroup) -> str:
    """The need of a group, with the number of its dependencies when they are several."""
    need = need_of(group[0])
    if len(group) == 1:
        return need
    return f"{need} ({agree(inputs.facts[group_fact(group)], *COUNTED)})"


def need_of(action: Action) -> str:
    """The need alone, without the verb of the action."""
    return action.title.split(" : ", 1)[-1]


def _row(action: Action) -> tuple[object, ...]:
    if action.cost is not None:
        return (action.id,)
    when = (month_of(action.start), month_of(action.end))
    return (need_of(action), action.kind, action.solution_classes, action.mode, *when, action.why_then)
