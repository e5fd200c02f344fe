"""Constraints that contradict themselves are all named at once, each with what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.tiebreak_planner.cases import plan_of, problem_of
from tiebreak import (
    Blackout,
    Deadline,
    OwnFigure,
    PlanningConstraints,
    PlanningError,
    PlanningProblem,
    Prerequisite,
    PriceChange,
    SolutionClass,
    Target,
    Team,
    YearBudget,
)
from tiebreak.testing import a_spend_line
from tiebreak_planner.faults import faults_of

MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)


def under(**constraints: object) -> PlanningProblem:
    """A problem of one office suite, planned from 15 January 2026 for four years, under these constraints."""
    problem = problem_of(a_spend_line(1, label="Produit Office Suite"))
    return replace(problem, constraints=PlanningConstraints.model_validate(constraints))


def figure(**given: object) -> OwnFigure:
    return OwnFigure.model_validate({"subject": "mail", **given})


@pytest.mark.parametrize(
    ("constraints", "said"),
    [
        ({"annual_budget_eur": Decimal(-1)}, "Budget annuel : -1 € est négatif. Indiquez un montant positif, ou aucun."),
        ({"running_budget_eur": Decimal(-5)}, "Budget de fonctionnement : -5 € est négatif."),
        ({"budgets": (YearBudget(year=2027, amount=Decimal(-2)),)}, "Budget de 2027 : -2 € est négatif."),
        ({"budgets": (YearBudget(year=2027, amount=Decimal(2)),) * 2}, "Budget de 2027 donné plusieurs fois."),
        ({"teams": (Team(name="DSI", days_per_quarter=Decimal(-1)),)}, "Équipe « DSI » : -1 jours est négatif."),
        ({"teams": (Team(name="DSI", days_per_quarter=Decimal(1)),) * 2}, "Équipe « DSI » donnée plusieurs fois."),
        ({"max_projects_at_once": 0}, "Projets menés ensemble : 0 ne laisse rien faire."),
        ({"max_units_in_change": 0}, "Unités en changement : 0 ne laisse rien faire."),
        ({"max_critical_at_once": -1}, "Dépendances critiques en changement : -1 ne laisse rien faire."),
        ({"max_actions": 0}, "Nombre d’actions : 0 ne laisse rien faire."),
        (
            {"blackouts": (Blackout(label="Élections", first=APRIL, last=MARCH),)},
            "Période « Élections » : elle finit le 01/03/2027, avant de commencer le 01/04/2027. Échangez les deux dates.",
        ),
        (
            {"blackouts": (Blackout(label="Paie", first=MARCH, last=APRIL, functions=("paie",)),)},
            "Période « Paie » : 'paie' n’est pas une fonction de la nomenclature.",
        ),
        ({"blackouts": (Blackout(label="Été", first=MARCH, last=APRIL),) * 2}, "Deux périodes s’appellent « Été »."),
        (
            {"prerequisites": (Prerequisite(function="identity", needs="mail"),)},
            "» → « Messagerie et agendas » → « Annuaire et gestion des identités ». Retirez l’un d’eux.",
        ),
        ({"prerequisites": (Prerequisite(function="mail", needs="courriel"),)}, "Prérequis : 'courriel' n’est pas une fonction"),
        ({"deadlines": (Deadline(subject="word", by=APRIL),)}, "pour 'word' : ni une dépendance du diagnostic, ni une fonction"),
        ({"deadlines": (Deadline(subject="mail", by=date(2026, 1, 14)),)}, "elle est passée au 15/01/2026."),
        ({"deadlines": (Deadline(subject="mail", by=APRIL),), "kept": ("mail",)}, "elle est aussi à garder en place."),
        ({"deadlines": (Deadline(subject="mail", by=APRIL),) * 2}, "Plusieurs échéances pour 'mail'."),
        ({"kept": ("word",)}, "À garder : 'word' n’est ni une dépendance du diagnostic, ni une fonction"),
        ({"target": Target(share=Decimal("0.5"), year=2031)}, "Cible de fin 2031 : hors de l’horizon, de 2026 à 2030."),
        ({"forbidden_classes": tuple(SolutionClass)}, "Toutes les classes de solution sont écartées"),
        (
            {"price_changes": (PriceChange(subject="nobody", rate=Decimal(1), since=MARCH),)},
            "Hausse de prix : 'nobody' n’est ni une dépendance, ni un fournisseur ou un produit du catalogue.",
        ),
        (
            {"price_changes": (PriceChange(subject="america", rate=Decimal(-1), since=MARCH),)},
            "Hausse de prix de 'america' : une baisse de 100 % ou plus",
        ),
        ({"own_figures": (figure(subject="word"),)}, "Chiffre de 'word' : ni une dépendance du diagnostic, ni une fonction"),
        ({"own_figures": (figure(cost_low=Decimal(5)),)}, "Chiffre de 'mail' : coût avec une seule borne."),
        ({"own_figures": (figure(days_high=Decimal(5)),)}, "Chiffre de 'mail' : jours avec une seule borne."),
        (
            {"own_figures": (figure(cost_low=Decimal(9), cost_high=Decimal(5)),)},
            "Chiffre de 'mail' : coût de 9 à 5. Les bornes vont de zéro ou plus, en croissant.",
        ),
        ({"own_figures": (figure(months=0),)}, "Chiffre de 'mail' : 0 mois. Une durée est d’au moins un mois."),
        ({"own_figures": (figure(running_cost=Decimal(-1)),)}, "Chiffre de 'mail' : coût annuel -1 € négatif."),
        (
            {"own_figures": (figure(team="RH"),), "teams": (Team(name="DSI", days_per_quarter=Decimal(5)),)},
            "Chiffre de 'mail' : l’équipe « RH » n’est pas parmi les équipes données (DSI).",
        ),
    ],
)
def test_what_contradicts_itself_is_named_with_its_remedy(constraints: dict[str, object], said: str) -> None:
    (fault,) = faults_of(under(**constraints))

    assert said in fault


def test_constraints_without_contradiction_are_accepted() -> None:
    constraints = {
        "annual_budget_eur": Decimal(0),
        "blackouts": (Blackout(label="Élections", first=MARCH, last=MARCH, functions=("civil_registry",)),),
        "prerequisites": (Prerequisite(function="office_suite", needs="mail"),),
        "deadlines": (Deadline(subject="office_suite", by=APRIL),),
        "own_figures": (figure(cost_low=Decimal(0), cost_high=Decimal(0), months=1, running_cost=Decimal(0)),),
        "target": Target(share=Decimal(0), year=2030),
    }

    assert faults_of(under(**constraints)) == ()


def test_all_that_is_wrong_is_said_in_one_refusal() -> None:
    problem = under(annual_budget_eur=Decimal(-1), max_actions=0, kept=("word",))

    with pytest.raises(PlanningError) as refusal:
        plan_of(problem)

    assert str(refusal.value).count("\n  - ") == 3
