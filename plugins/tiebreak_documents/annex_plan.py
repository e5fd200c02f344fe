"""The trajectory in the internal annex: every action with its phases, means and reasons, and how far the plan is proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiebreak import ACTION_KIND_LABELS, ACTION_MODE_LABELS, Action, ActionKind, ReportInputs, Trajectory
from tiebreak_documents.actions_section import cost_of
from tiebreak_documents.blocks import Block, Bullets, Heading, Paragraph, Table
from tiebreak_documents.conflicts_section import conflicts_section
from tiebreak_documents.price_words import price_changes, rate_words, subject_name
from tiebreak_documents.words import ABSENT, between, figure, traceable

PROVED = (
    "Sous ces contraintes, ces préférences et le coût de cette trajectoire, aucun autre calendrier ne vaut mieux : c’est prouvé."
)
UNPROVED = "Rien ne prouve qu’un autre calendrier ne vaudrait pas mieux."


def annex_plan(inputs: ReportInputs) -> Iterator[Block]:
    """Every action and everything left in place, with the dependency it is about."""
    trajectory = inputs.trajectory
    if trajectory is None:
        return
    labels = {each.dependency.id: each.dependency.label for each in inputs.diagnosis.assessments}
    yield Heading("Trajectoire, dépendance par dépendance")
    yield from conflicts_section(trajectory)
    yield Paragraph(gap_sentence(inputs, trajectory))
    yield from _identified(inputs, trajectory, labels)
    dated = [action for action in trajectory.actions if action.kind is not ActionKind.IDENTIFY]
    if dated:
        yield _actions(inputs, dated, labels)
        yield _means(inputs, dated, labels)
    yield from _by_year(inputs, trajectory)
    yield Table(
        caption="Laissées en place",
        header=("Dépendance", "Raison"),
        rows=tuple((labels[each.dependency], each.reason) for each in trajectory.remaining),
        widths=(0.35, 0.65),
    )
    yield from _price_changes(inputs)


def gap_sentence(inputs: ReportInputs, trajectory: Trajectory) -> str:
    """How far a better plan could be."""
    if trajectory.gap is None:
        return UNPROVED
    if not trajectory.gap:
        return PROVED
    gap = inputs.facts["plan.gap"]
    return f"Calendrier calculé à {gap} près : sous les mêmes contraintes et préférences, aucun autre ne vaudrait plus de {gap} de mieux."


def _identified(inputs: ReportInputs, trajectory: Trajectory, labels: dict[str, str]) -> Iterator[Block]:
    """Those whose owner is looked for: they share their days and their reason."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for action in trajectory.actions:
        if action.kind is ActionKind.IDENTIFY:
            reasons.setdefault((_phases(action), traceable(f"{action.why} {action.why_then}", inputs.facts)), []).append(
                labels[action.dependency]
            )
    for (days, why), named in reasons.items():
        yield Paragraph(f"Propriétaires à identifier, {days}. {why}")
        yield Bullets(tuple(named))


def _actions(inputs: ReportInputs, dated: Sequence[Action], labels: dict[str, str]) -> Table:
    return Table(
        caption="Actions",
        header=("Dépendance", "Action", "Étapes", "Coût ponctuel", "Raisons"),
        rows=tuple(
            (
                labels[action.dependency],
                ACTION_KIND_LABELS[action.kind] + (" (premier gain)" if action.is_early_win else ""),
                _phases(action),
                cost_of(inputs, action),
                traceable(f"{action.why} {action.why_then}", inputs.facts),
            )
            for action in dated
        ),
        widths=(0.19, 0.11, 0.21, 0.12, 0.37),
    )


def _phases(action: Action) -> str:
    if not action.phases:
        return f"du {action.start:%d/%m/%Y} au {action.end:%d/%m/%Y}"
    return " ; ".join(f"{each.label}, du {each.first:%d/%m/%Y} au {each.last:%d/%m/%Y}" for each in action.phases)


def _means(inputs: ReportInputs, dated: Sequence[Action], labels: dict[str, str]) -> Table:
    """With whom, and what an action takes beside money."""
    facts = inputs.facts
    return Table(
        caption="Moyens de chaque action ; jours de travail interne entre deux bornes",
        header=("Dépendance", "Avec qui", "Équipe", "Jours", "Payé deux fois"),
        rows=tuple(
            (
                labels[action.dependency],
                ACTION_MODE_LABELS[action.mode] if action.mode is not None else ABSENT,
                action.staff_days.team if action.staff_days is not None else ABSENT,
                between(*(figure(facts, f"action.{action.id}.days-{bound}") for bound in ("low", "high"))),
                figure(facts, f"action.{action.id}.paid-twice"),
            )
            for action in dated
        ),
        numeric=frozenset({3, 4}),
        widths=(0.27, 0.33, 0.15, 0.11, 0.14),
    )


def _by_year(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[Block]:
    """Euros of each year, for who prepares the budget."""
    years = [each.year for each in trajectory.years]
    if years:
        facts = inputs.facts
        yield Table(
            caption="Par année : coûts ponctuels à leur estimation centrale, et anciens contrats payés sans servir",
            header=("Année", "Coûts ponctuels", "Payé deux fois"),
            rows=tuple((str(year), str(facts[f"plan.{year}.cost"]), str(facts[f"plan.{year}.paid-twice"])) for year in years),
            numeric=frozenset({1, 2}),
            widths=(0.3, 0.35, 0.35),
        )


def _price_changes(inputs: ReportInputs) -> Iterator[Block]:
    changes = tuple(price_changes(inputs))
    if changes:
        yield Heading("Changements de prix comptés si rien n’est fait", level=2)
        yield Bullets(
            tuple(
                f"{subject_name(inputs, each)} : {rate_words(inputs, index, each)} à partir du {each.since:%d/%m/%Y} ({each.source})"
                for index, each in changes
            )
        )
