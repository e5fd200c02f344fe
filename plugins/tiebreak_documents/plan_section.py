"""The trajectory in the note: needs, dates, costs, what is left; no product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tiebreak import ACTION_KIND_LABELS, SOLUTION_CLASS_LABELS, Action, ReportInputs, Trajectory, agree
from tiebreak_documents.action_groups import ActionGroup, action_groups, group_need
from tiebreak_documents.blocks import Block, Callout, Heading, KeyFigure, KeyFigures, Paragraph, Table
from tiebreak_documents.calendar_chart import MAX_BARS, calendar_chart
from tiebreak_documents.charts import curve_chart
from tiebreak_documents.words import between, month_of, share_range

TO_COST = "à chiffrer"
PROCESSORS = frozenset({"workstation_hardware", "servers", "mobile_devices", "network_equipment", "storage"})
"""Functions whose equipment holds processors, for which there is no European alternative today."""


def plan_summary(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[Block]:
    """The trajectory in a few figures and its curve."""
    facts = inputs.facts
    last = trajectory.years[-1].year if trajectory.years else None
    has_curve = inputs.diagnosis.is_of_spending and f"plan.{last}.low" in facts
    figures = [*_counts(inputs)]
    if has_curve:
        figures.append(KeyFigure(share_range(facts, f"plan.{last}"), f"hors de la zone fin {last}, si seul le chiffré est fait"))
    yield Heading("Trajectoire proposée")
    yield KeyFigures(tuple(figures))
    if has_curve:
        yield curve_chart(
            trajectory.years,
            f"Fin {last} : {share_range(facts, f'plan.{last}')} du montant hors de la zone si seul le chiffré est fait.",
        )
    yield from _identify(inputs)
    for notice in trajectory.notices:
        yield Callout(notice)


def plan_calendar(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[Block]:
    """The dated actions as bars, after the decisions, which must be on the first two pages however long the plan."""
    groups = action_groups(trajectory)
    if groups:
        caption = "Migrations et études, par date." if len(groups) <= MAX_BARS else "Premières migrations et études, par date."
        yield Heading("Calendrier des actions")
        yield calendar_chart(
            [(group_need(inputs, group), group[0]) for group in groups],
            f"{caption} Les dates de toutes les actions sont dans le tableau « Actions datées ».",
            caption,
        )


def plan_detail(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[Block]:
    """Every dated action, and what is left in place."""
    if groups := action_groups(trajectory):
        yield Heading("Actions, besoin par besoin")
        yield _actions(inputs, groups)
    yield from _remaining(inputs, trajectory)
    yield from _processors(inputs)


def cost_of(inputs: ReportInputs, action: Action) -> str:
    """One-off cost between its bounds, or that it is still to be found."""
    if action.cost is None:
        return TO_COST
    return between(str(inputs.facts[f"action.{action.id}.low"]), str(inputs.facts[f"action.{action.id}.high"]))


def _counts(inputs: ReportInputs) -> Iterator[KeyFigure]:
    facts = inputs.facts
    migrations, studies, low, high = (
        facts[f"plan.{name}"] for name in ("migration-count", "study-count", "cost.low", "cost.high")
    )
    horizon = agree(facts["plan.years"], "{} an", "{} ans")
    yield KeyFigure(
        str(migrations), agree(migrations, f"migration chiffrée sur {horizon}", f"migrations chiffrées sur {horizon}")
    )
    yield KeyFigure(str(studies), agree(studies, "sortie à étudier et chiffrer", "sorties à étudier et chiffrer"))
    if high.value:
        yield KeyFigure(between(str(low), str(high)), "de coûts ponctuels, pour le chiffré")


def _identify(inputs: ReportInputs) -> Iterator[Block]:
    count = inputs.facts["plan.identify-count"]
    if count.value:
        owners = agree(
            count,
            "de la dépendance inconnue la plus lourde. Elle est nommée",
            "des {} dépendances inconnues les plus lourdes. Leur liste est",
        )
        yield Paragraph(
            f"Dans les six premiers mois, sans achat : identifier le propriétaire ultime {owners} dans l’annexe interne."
        )


def _actions(inputs: ReportInputs, groups: tuple[ActionGroup, ...]) -> Table:
    return Table(
        caption="Actions datées",
        header=("Besoin", "Action", "Classes de solution existantes", "Dates", "Coût ponctuel", "Pourquoi à cette date"),
        rows=tuple(
            (
                group_need(inputs, group),
                ACTION_KIND_LABELS[group[0].kind],
                " ; ".join(SOLUTION_CLASS_LABELS[each] for each in group[0].solution_classes),
                f"{month_of(group[0].start)} à {month_of(group[0].end)}",
                cost_of(inputs, group[0]),
                group[0].why_then,
            )
            for group in groups
        ),
        widths=(0.2, 0.11, 0.2, 0.12, 0.12, 0.25),
    )


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
