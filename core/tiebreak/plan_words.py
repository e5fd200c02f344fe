"""A plan beside its actions, as the terminal and the page both show it: other plans, doing nothing, contradictions."""

from __future__ import annotations

from dataclasses import dataclass

from tiebreak.comparing_words import between
from tiebreak.model.diagnosis import Diagnosis
from tiebreak.model.facts import FactRegister
from tiebreak.model.planning import AMBITION_LABELS, Ambition
from tiebreak.model.trajectory import ActionMode, Trajectory

AMBITION_SENTENCES = {
    Ambition.PRUDENT: "au plus le quart de ce que coûte la volontariste, et le plus d’indépendance à ce prix.",
    Ambition.BALANCED: "le coude de la courbe : au-delà, chaque euro évite nettement moins.",
    Ambition.DETERMINED: "le plus d’indépendance que vos contraintes permettent.",
}
"""What each ambition is; the figures are those of `docs/methode.md`, section 7.6."""
WITH_WHOM = {
    ActionMode.JOIN: "En rejoignant un service mutualisé ou un commun public.",
    ActionMode.EITHER: "Seul, ou en rejoignant un service mutualisé.",
}
"""Said of an action; what is done alone, as most is, is not said each time."""
CONFLICTS_ABOVE = (
    "Le plan ci-dessous est le meilleur sans les échéances ou la cible en cause ; vos autres contraintes y sont tenues."
)

SAME_TRAJECTORY = "Deux trajectoires qui mènent au même plan n’en font qu’une ici."


@dataclass(frozen=True)
class FrontRow:
    """One of the plans that has a name, ready to be printed."""

    name: str
    is_chosen: bool
    cost: str
    """One-off costs that are known, and what is paid twice."""
    avoided: str
    """Dependence avoided, as a share of what the most determined plan avoids."""
    migrations: str
    studies: str
    outside: str | None
    """Share outside at the horizon if only costed migrations are done; `None` when no share can be given."""
    studied: str | None
    """The same if every study leads to a migration."""


def front_rows(diagnosis: Diagnosis, trajectory: Trajectory, facts: FactRegister) -> tuple[FrontRow, ...]:
    """The trajectories that have a name, from the cheapest on; nothing when there is no choice to make."""
    rows = []
    for index, point in enumerate(trajectory.front, start=1):
        if point.ambition is None:
            continue
        prefix = f"plan.front-{index}"
        rows.append(
            FrontRow(
                name=AMBITION_LABELS[point.ambition],
                is_chosen=point.is_chosen,
                cost=printed_range(facts, f"{prefix}.cost") or "",
                avoided=str(facts[f"{prefix}.avoided"]),
                migrations=str(facts[f"{prefix}.migration-count"]),
                studies=str(facts[f"{prefix}.study-count"]),
                outside=printed_range(facts, f"{prefix}.outside") if diagnosis.is_of_spending else None,
                studied=printed_range(facts, f"{prefix}.studied") if diagnosis.is_of_spending else None,
            )
        )
    return tuple(rows) if len(rows) > 1 else ()


def printed_range(facts: FactRegister, prefix: str) -> str | None:
    """A figure between its two bounds, as printed; `None` when it is not on the register."""
    if f"{prefix}.low" not in facts:
        return None
    return between(str(facts[f"{prefix}.low"]), str(facts[f"{prefix}.high"]))


def nothing_done_words(diagnosis: Diagnosis, trajectory: Trajectory, facts: FactRegister) -> str | None:
    """What doing nothing costs each year; `None` without spending."""
    if not trajectory.nothing_done or not diagnosis.is_of_spending:
        return None
    first, last = trajectory.nothing_done[0].year, trajectory.nothing_done[-1]
    said = f"Si rien n’est fait : au moins {facts[f'plan.{first}.nothing.amount']} par an hors de la zone, aux prix d’aujourd’hui"
    if last.outside_amount_with_changes == last.outside_amount:
        return f"{said}."
    least, most = (str(facts[f"plan.{last.year}.nothing.{name}"]) for name in ("changed-least", "changed"))
    changed = most if least == most else between(least, most)
    return f"{said} ; {changed} en {last.year} avec les hausses annoncées ou craintes."
