"""The trajectory in the note: needs, dates, costs, what is left; no product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tiebreak import ACTION_KIND_LABELS, SOLUTION_CLASS_LABELS, Action, ActionKind, AmountKind, ReportInputs, Trajectory
from tiebreak_documents.blocks import Block, Callout, Heading, KeyFigure, KeyFigures, Paragraph, Table
from tiebreak_documents.charts import curve_chart, gantt_chart
from tiebreak_documents.words import month_of, share_range

TO_COST = "à chiffrer"
LABEL_WIDTH = 44


def plan_summary(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[Block]:
    """The trajectory in a few figures and its curve."""
    facts = inputs.facts
    last = trajectory.years[-1].year if trajectory.years else None
    is_spending = inputs.diagnosis.perimeter is not None and inputs.diagnosis.perimeter.amount_kind is not AmountKind.CEILING
    figures = [
        KeyFigure(str(facts["plan.migration-count"]), f"migration(s) chiffrée(s) sur {facts['plan.years']} ans"),
        KeyFigure(str(facts["plan.study-count"]), "sortie(s) à étudier et chiffrer"),
    ]
    if facts["plan.cost.high"].value:
        figures.append(KeyFigure(f"{facts['plan.cost.low']} à {facts['plan.cost.high']}", "de coûts ponctuels, pour le chiffré"))
    has_curve = is_spending and f"plan.{last}.low" in facts
    if has_curve:
        figures.append(KeyFigure(share_range(facts, f"plan.{last}"), f"hors de la zone fin {last}, si seul le chiffré est fait"))
    yield Heading("Trajectoire proposée")
    yield KeyFigures(tuple(figures))
    if has_curve:
        yield curve_chart(
            trajectory.years,
            f"Fin {last} : {share_range(facts, f'plan.{last}')} du montant hors de la zone si seul le chiffré est fait.",
        )
    if facts["plan.identify-count"].value:
        yield Paragraph(
            f"Dans les six premiers mois, sans achat : identifier le propriétaire ultime des {facts['plan.identify-count']} "
            "dépendances inconnues les plus lourdes. Leur liste est dans l’annexe interne."
        )
    for notice in trajectory.notices:
        yield Callout(notice)


PROCESSORS = frozenset({"workstation_hardware", "servers", "mobile_devices", "network_equipment", "storage"})
"""Functions whose equipment holds processors, for which there is no European alternative today."""


def plan_detail(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[Block]:
    """Every dated action, and what is left in place."""
    dated = [action for action in trajectory.actions if action.kind is not ActionKind.IDENTIFY]
    if dated:
        yield Heading("Calendrier des actions")
        bars = {(_need(action), action.start, action.end): action for action in dated}
        labelled = [(_shortened(_need(action)), action, ACTION_KIND_LABELS[action.kind]) for action in bars.values()]
        yield gantt_chart(labelled, "Calendrier des actions ; les mêmes dates sont dans le tableau qui suit.")
        yield _actions(inputs, dated)
    yield from _remaining(inputs, trajectory)
    yield from _processors(inputs)


def _actions(inputs: ReportInputs, actions: list[Action]) -> Table:
    rows = (
        (
            _need(action),
            ACTION_KIND_LABELS[action.kind],
            " ; ".join(SOLUTION_CLASS_LABELS[each] for each in action.solution_classes),
            f"{month_of(action.start)} à {month_of(action.end)}",
            _cost(inputs, action),
            action.why_then,
        )
        for action in actions
    )
    return Table(
        caption="Actions datées",
        header=("Besoin", "Action", "Classes de solution existantes", "Dates", "Coût ponctuel", "Pourquoi à cette date"),
        rows=tuple(dict.fromkeys(rows)),
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


def _cost(inputs: ReportInputs, action: Action) -> str:
    if action.cost is None:
        return TO_COST
    return f"{inputs.facts[f'action.{action.id}.low']} à {inputs.facts[f'action.{action.id}.high']}"


def _need(action: Action) -> str:
    return action.title.split(" : ", 1)[-1]


def _shortened(need: str) -> str:
    return need if len(need) <= LABEL_WIDTH else f"{need[: LABEL_WIDTH - 1].rstrip()}…"
