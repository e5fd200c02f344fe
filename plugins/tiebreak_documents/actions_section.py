"""The dated actions of the note: calendar, early wins, every need, with whom, and what is left; no product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tiebreak import (
    ACTION_KIND_LABELS,
    ACTION_MODE_LABELS,
    SOLUTION_CLASS_LABELS,
    Action,
    ActionMode,
    ReportInputs,
    SolutionClass,
    Trajectory,
)
from tiebreak_documents.action_groups import ActionGroup, action_groups, group_need, need_of
from tiebreak_documents.blocks import Block, Bullets, Heading, Paragraph, Table
from tiebreak_documents.calendar_chart import MAX_BARS, calendar_chart
from tiebreak_documents.plain import first_groups, is_small
from tiebreak_documents.words import ABSENT, between, month_of, traceable

TO_COST = "à chiffrer"
PROCESSORS = frozenset({"workstation_hardware", "servers", "mobile_devices", "network_equipment", "storage"})
"""Functions whose equipment holds processors, for which there is no European alternative today."""
MORE = "Les autres actions sont dans l’annexe interne."


def plan_calendar(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[Block]:
    """Early wins, then the actions as bars; after the decisions, which must be on the first two pages however long the plan."""
    groups = _shown(inputs, trajectory)
    if groups:
        caption = _caption(groups, is_whole=len(groups) == len(action_groups(trajectory)))
        yield Heading("Calendrier des actions")
        yield from _early_wins(inputs, trajectory)
        yield calendar_chart(
            [(group_need(inputs, group), group[0]) for group in groups],
            f"{caption} Les dates sont dans le tableau « Actions datées ».",
            caption,
        )
    if notices := tuple(said for each in trajectory.notices if (said := traceable(each, inputs.facts))):
        yield Bullets(notices)


def plan_detail(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[Block]:
    """Every dated action, and what is left in place."""
    groups = _shown(inputs, trajectory)
    if groups:
        yield Heading("Actions, besoin par besoin")
        if is_small(inputs):
            yield _plain_actions(inputs, groups)
        else:
            yield _actions(inputs, groups)
            yield _with_whom(groups)
        if len(groups) < len(action_groups(trajectory)):
            yield Paragraph(MORE)
    yield from _remaining(inputs, trajectory)
    yield from _processors(inputs)


def cost_of(inputs: ReportInputs, action: Action) -> str:
    """One-off cost between its bounds, or that it is still to be found."""
    if action.cost is None:
        return TO_COST
    return between(str(inputs.facts[f"action.{action.id}.low"]), str(inputs.facts[f"action.{action.id}.high"]))


def _shown(inputs: ReportInputs, trajectory: Trajectory) -> tuple[ActionGroup, ...]:
    groups = action_groups(trajectory)
    return first_groups(groups) if is_small(inputs) else groups


def _caption(groups: Sequence[ActionGroup], *, is_whole: bool) -> str:
    what = "Migrations et études" if is_whole and len(groups) <= MAX_BARS else "Premières migrations et études"
    starts = [group[0].start for group in groups]
    return f"{what}, par date." if starts == sorted(starts) else f"{what}, d’abord ce qui peut être rejoint."


def _early_wins(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[Block]:
    wins = [action for action in trajectory.actions if action.is_early_win]
    if wins:
        yield Heading("Premiers gains, dans l’année", level=2)
        yield Bullets(tuple(f"{need_of(each)} : fini en {month_of(each.end)}, pour {cost_of(inputs, each)}." for each in wins))


def _actions(inputs: ReportInputs, groups: Sequence[ActionGroup]) -> Table:
    return Table(
        caption="Actions datées",
        header=("Besoin", "Action", "Dates", "Coût ponctuel", "Pourquoi à cette date"),
        rows=tuple(
            (
                group_need(inputs, group),
                ACTION_KIND_LABELS[group[0].kind],
                _dates(group[0]),
                cost_of(inputs, group[0]),
                group[0].why_then,
            )
            for group in groups
        ),
        widths=(0.21, 0.11, 0.12, 0.11, 0.45),
    )


def _plain_actions(inputs: ReportInputs, groups: Sequence[ActionGroup]) -> Table:
    """Who has no computing service reads what, with whom, when and for how much."""
    return Table(
        caption="Actions datées",
        header=("Besoin", "Que faire", "Avec qui", "Quand", "Coût"),
        rows=tuple(
            (
                group_need(inputs, group),
                ACTION_KIND_LABELS[group[0].kind] if group[0].mode is not ActionMode.JOIN else "rejoindre",
                _mode(group[0]),
                _dates(group[0]),
                cost_of(inputs, group[0]),
            )
            for group in groups
        ),
        widths=(0.28, 0.14, 0.3, 0.13, 0.15),
    )


def _with_whom(groups: Sequence[ActionGroup]) -> Table:
    """Needs that are met in the same way are on one row: what can be joined comes first."""
    found: dict[tuple[str, tuple[SolutionClass, ...]], list[str]] = {}
    order = {ActionMode.JOIN: 0, ActionMode.EITHER: 1, ActionMode.ALONE: 2, None: 3}
    for group in sorted(groups, key=lambda group: order[group[0].mode]):
        needs = found.setdefault((_mode(group[0]), tuple(sorted(group[0].solution_classes))), [])
        needs += [] if need_of(group[0]) in needs else [need_of(group[0])]
    return Table(
        caption="Avec qui, et par quelles classes de solution existantes",
        header=("Avec qui", "Classes de solution existantes", "Besoins"),
        rows=tuple(
            (mode, " ; ".join(SOLUTION_CLASS_LABELS[each] for each in classes), " ; ".join(needs))
            for (mode, classes), needs in found.items()
        ),
        widths=(0.21, 0.41, 0.38),
    )


def _mode(action: Action) -> str:
    return ACTION_MODE_LABELS[action.mode] if action.mode is not None else ABSENT


def _dates(action: Action) -> str:
    return f"{month_of(action.start)} à {month_of(action.end)}"


def _remaining(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[Block]:
    reasons = Counter(each.reason for each in trajectory.remaining)
    if not reasons:
        return
    yield Heading("Ce qui reste en place, et pourquoi", level=2)
    yield Table(
        caption="Dépendances laissées en place par cette trajectoire",
        header=("Raison", "Dépendances"),
        rows=tuple(
            (reason, str(inputs.facts[f"plan.remaining-{index}.count"])) for index, reason in enumerate(sorted(reasons), start=1)
        ),
        numeric=frozenset({1}),
        widths=(0.82, 0.18),
    )


def _processors(inputs: ReportInputs) -> Iterator[Block]:
    if any(each.dependency.function in PROCESSORS for each in inputs.diagnosis.assessments):
        yield Paragraph(
            "Matériel : il n’existe pas aujourd’hui d’alternative européenne pour les processeurs des postes, des serveurs et des "
            "téléphones. Changer de marque ne fait pas sortir de cette dépendance."
        )
