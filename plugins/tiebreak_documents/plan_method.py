"""Where the costs of the plan come from, what it prefers and what it was asked to keep to, in words."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak import PlanningConstraints, PlanningWeights, ReportInputs, Trajectory
from tiebreak_documents.blocks import Block, Bullets, Paragraph

ASSUMPTIONS = "Préparation, durée d’une étude, jours de travail, projets ensemble : hypothèses de la section 7 de la méthode."


def plan_method(inputs: ReportInputs, trajectory: Trajectory, *, is_internal: bool) -> Iterator[Block]:
    """The paragraph and its points."""
    constraints = trajectory.constraints
    yield Paragraph("La trajectoire est un calcul, refait à l’identique à partir du même dossier :")
    points = [_costs(constraints), f"{_preferences(constraints.weights)} {_paid_twice(inputs, constraints.weights)}"]
    if demands := _demands(constraints):
        points.append(demands)
    if is_internal:
        points.append(_rates(inputs))
    if trajectory.price_changes and not is_internal:
        points.append("Changements de prix : les sources sont dans l’annexe interne.")
    yield Bullets((*points, ASSUMPTIONS))


def _costs(constraints: PlanningConstraints) -> str:
    own = " ; un chiffre donné par la collectivité les remplace" if constraints.own_figures else ""
    return f"Coûts et durées : migrations documentées d’autres organisations, entre deux bornes{own}. Sans cas connu : à étudier."


def _preferences(weights: PlanningWeights) -> str:
    after = [
        words for weight, words in ((weights.one_off, "moins de dépense"), (weights.disruption, "moins de dérangement")) if weight
    ]
    then = "".join(f", puis {words}" for words in after)
    given = " Ces préférences ont été réglées par la collectivité." if weights != PlanningWeights() else ""
    return f"Préférences : moins de dépendance (montant × risque × durée){then}.{given}"


def _paid_twice(inputs: ReportInputs, weights: PlanningWeights) -> str:
    if weights.paid_twice >= 1:
        return "Payer deux fois pour partir plus tôt n’en vaut jamais la peine, au taux retenu."
    if not weights.paid_twice:
        return "Payer deux fois pour partir plus tôt n’est pas pesé."
    risk = inputs.facts["plan.weight.paid-twice-risk"]
    return f"Payer deux fois pour partir plus tôt n’en vaut en général la peine qu’au-dessus d’un risque de {risk} sur 16."


def _rates(inputs: ReportInputs) -> str:
    one_off, twice, disruption = (inputs.facts[f"plan.weight.{name}"] for name in ("one-off", "paid-twice", "disruption"))
    return (
        f"Taux de préférence, en euros-années de dépendance pondérés par le risque : {one_off} pour un euro ponctuel, {twice} pour un "
        f"euro payé deux fois, {disruption} pour un trimestre de projet ou d’attente."
    )


def _demands(constraints: PlanningConstraints) -> str | None:
    """What was given, by its name only: its figures are where the plan uses them."""
    given = {
        "budget ponctuel": constraints.annual_budget_eur is not None or bool(constraints.budgets),
        "budget de fonctionnement": constraints.running_budget_eur is not None,
        "jours de travail des équipes": bool(constraints.teams),
        "unités en changement": constraints.max_units_in_change is not None,
        "projets menés ensemble": constraints.max_projects_at_once is not None,
        "fonctions critiques en changement": constraints.max_critical_at_once is not None,
        "nombre d’actions": constraints.max_actions is not None,
        "part qui reste en place": constraints.residual_share is not None,
        "prérequis": bool(constraints.prerequisites),
        "périodes sans bascule": bool(constraints.blackouts),
        "échéances": bool(constraints.deadlines),
        "ce qui est à garder": bool(constraints.kept),
        "classes de solution écartées": bool(constraints.forbidden_classes),
        "cible": constraints.target is not None,
    }
    named = ", ".join(name for name, is_given in given.items() if is_given)
    return f"Demandes de la collectivité : {named}." if named else None
