"""What cannot hold is explained rightly: doing what one remedy says, by as much as it says, lets everything hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.tiebreak_planner.cases import ONE_PRODUCT_EACH, catalogue_of, plan_of, problem_of, under_contract
from tiebreak import Conflict, PlanningConstraints, PlanningProblem
from tiebreak.testing import a_spend_line
from tiebreak_planner.conflicts import Court, conflicts_of, demands_of, smallest_conflict

AS_OF = date(2026, 1, 15)
TEAM = "informatique"
SUITE = {"subject": "office_suite", "cost_low": 9000, "cost_high": 9000, "months": 6, "days_low": 40, "days_high": 40}
VIDEO = {"subject": "video_conferencing", "cost_low": 6000, "cost_high": 6000, "months": 6, "days_low": 20, "days_high": 20}
MAIL = {"subject": "mail", "cost_low": 4000, "cost_high": 4000, "months": 3, "days_low": 10, "days_high": 10}
IDENTITY = {"subject": "identity", "cost_low": 2000, "cost_high": 2000, "months": 3, "days_low": 10, "days_high": 10}
SYSTEM = {"subject": "operating_system", "cost_low": 1000, "cost_high": 1000, "months": 3}
SYSTEM_LINE = a_spend_line(5, label="Produit Operating System", amount="2000")
FIGURES = (SUITE, VIDEO, MAIL, IDENTITY)
LINES = (
    a_spend_line(1, label="Produit Office Suite", amount="10000"),
    a_spend_line(2, label="Produit Video Conferencing", amount="5000"),
    a_spend_line(3, label="Produit Mail", amount="4000"),
    a_spend_line(4, label="Produit Identity", amount="1000"),
)


def problem(**constraints: Any) -> PlanningProblem:
    """Four costed products, 20 000 € a year, planned for four years: first starts on 1 July 2026; a quarter of most stays."""
    given = {"own_figures": FIGURES, "horizon_years": 4, **constraints}
    lines = (*LINES, *([SYSTEM_LINE] if SYSTEM in given["own_figures"] else []))
    return replace(problem_of(*lines, as_of=AS_OF), constraints=PlanningConstraints.model_validate(given))


def by(subject: str, day: date) -> dict[str, Any]:
    return {"subject": subject, "by": day}


def one(found: tuple[Conflict, ...]) -> Conflict:
    (conflict,) = found
    return conflict


def number(text: str) -> Decimal:
    return Decimal("".join(text.split()).replace(",", "."))


LABELS = {
    "Suite bureautique": "office_suite",
    "Visioconférence": "video_conferencing",
    "Messagerie et agendas": "mail",
    "Annuaire et gestion des identités": "identity",
    "Système d’exploitation des postes": "operating_system",
}
N = r"([\d\s]+(?:,\d+)?)"


def done(given: PlanningConstraints, remedy: str) -> PlanningConstraints:
    """The constraints once somebody did what a remedy says, reading nothing but its words."""
    rules: tuple[tuple[str, Callable[[re.Match[str]], dict[str, Any]]], ...] = (
        (rf"Porter le budget ponctuel à {N} € par an", lambda m: {"annual_budget_eur": number(m[1])}),
        (
            rf"Ajouter {N} € au budget ponctuel de chaque année",
            lambda m: {"budgets": [{"year": each.year, "amount": each.amount + number(m[1])} for each in given.budgets]},
        ),
        (rf"Porter le budget de fonctionnement à {N} € par an", lambda m: {"running_budget_eur": number(m[1])}),
        (
            rf"Porter l’équipe « (.+) » à {N} jours par trimestre",
            lambda m: {"teams": [{"name": m[1], "days_per_quarter": number(m[2])}]},
        ),
        (rf"Porter les unités en changement à {N} par", lambda m: {"max_units_in_change": int(number(m[1]))}),
        (rf"Porter les projets menés ensemble à {N} par", lambda m: {"max_projects_at_once": int(number(m[1]))}),
        (rf"Porter les dépendances critiques en changement à {N} par", lambda m: {"max_critical_at_once": int(number(m[1]))}),
        (rf"Porter le nombre d’actions à {N}", lambda m: {"max_actions": int(number(m[1]))}),
        (
            r"Retirer la période sans bascule « (.+) »",
            lambda m: {"blackouts": [each.model_dump() for each in given.blackouts if each.label != m[1]]},
        ),
        (r"Accepter de quitter ce qui est à garder en place", lambda _: {"kept": []}),
        (r"Accepter de nouveau les classes", lambda _: {"forbidden_classes": []}),
        (r"Retirer les prérequis ajoutés", lambda _: {"prerequisites": []}),
        (
            rf"Viser {N} % fin (\d+) au lieu",
            lambda m: {"target": {"share": number(m[1]) / 100, "year": int(m[2])}},
        ),
        (
            r"Reporter l’échéance de « (.+) » au (\S+)\.",
            lambda m: {"deadlines": _moved(given, LABELS[m[1]], datetime.strptime(m[2], "%d/%m/%Y").date())},  # noqa: DTZ007
        ),
        (r"Porter l’horizon à (\d) ans", lambda m: {"horizon_years": int(m[1])}),
        (r"Renoncer à l’échéance de « (.+) »", lambda m: {"deadlines": _moved(given, LABELS[m[1]], None)}),
    )
    found = [rule(match) for pattern, rule in rules if (match := re.search(pattern, remedy))]
    (change,) = found
    return PlanningConstraints.model_validate(given.model_dump() | change)


def _moved(given: PlanningConstraints, subject: str, day: date | None) -> list[dict[str, Any]]:
    others = [each.model_dump() for each in given.deadlines if each.subject != subject]
    return others if day is None else [*others, by(subject, day)]


END_OF_2026, MID_2027, END_OF_2027, END_OF_2028 = date(2026, 12, 31), date(2027, 6, 30), date(2027, 12, 31), date(2028, 12, 31)
ALL_WINDOWS = [{"label": "Travaux", "first": date(2026, 4, 1), "last": date(2028, 1, 31)}]
IMPOSSIBLE: list[tuple[str, dict[str, Any], set[str]]] = [
    ("too early for any project", {"deadlines": [by("office_suite", date(2026, 9, 30))]}, {"quitter"}),
    ("dearer than the budget", {"deadlines": [by("office_suite", MID_2027)], "annual_budget_eur": 4000}, {"quitter", "budget"}),
    (
        "dearer than the budgets of its years",
        {"deadlines": [by("office_suite", END_OF_2026)], "budgets": [{"year": 2026, "amount": 100}]},
        {"quitter", "budget"},
    ),
    (
        "more days than the team has",
        {"deadlines": [by("office_suite", MID_2027)], "teams": [{"name": TEAM, "days_per_quarter": 12}]},
        {"quitter", "équipe"},
    ),
    (
        "two projects, one at a time",
        {"deadlines": [by("office_suite", END_OF_2026), by("video_conferencing", END_OF_2026)], "max_projects_at_once": 1},
        {"quitter", "projets"},
    ),
    (
        "two critical functions, one at a time",
        {
            "deadlines": [by("mail", date(2027, 3, 31)), by("operating_system", date(2027, 3, 31))],
            "own_figures": (SUITE, {**MAIL, "months": 6}, IDENTITY, SYSTEM),
            "max_critical_at_once": 1,
        },
        {"quitter", "continuité"},
    ),
    (
        "three products, two actions",
        {
            "deadlines": [by("office_suite", MID_2027), by("video_conferencing", MID_2027), by("identity", MID_2027)],
            "max_actions": 2,
        },
        {"quitter", "actions"},
    ),
    (
        "no switch-over allowed",
        {"deadlines": [by("office_suite", END_OF_2027)], "blackouts": ALL_WINDOWS},
        {"quitter", "bascule"},
    ),
    ("kept and needed", {"deadlines": [by("mail", END_OF_2028)], "kept": ["identity"]}, {"quitter", "garder"}),
    (
        "no class left for it",
        {"deadlines": [by("office_suite", END_OF_2028)], "forbidden_classes": ["editor"]},
        {"quitter", "classes"},
    ),
    (
        "after what comes too late",
        {
            "deadlines": [by("office_suite", END_OF_2026)],
            "prerequisites": [{"function": "office_suite", "needs": "video_conferencing"}],
        },
        {"quitter", "prérequis"},
    ),
    ("before what it needs is over", {"deadlines": [by("mail", date(2026, 9, 30))]}, {"quitter"}),
    (
        "a share too low for the budget",
        {"target": {"share": "0.3", "year": 2029}, "annual_budget_eur": 3000},
        {"hors", "budget"},
    ),
    ("a share too low, too soon", {"target": {"share": "0.1", "year": 2026}}, {"hors"}),
    (
        "a share too low for the team",
        {"target": {"share": "0.3", "year": 2027}, "teams": [{"name": TEAM, "days_per_quarter": 6}]},
        {"hors", "équipe"},
    ),
    (
        "a share too low with what stays everywhere",
        {"target": {"share": "0.05", "year": 2029}, "residual_share": "0.2"},
        {"hors"},
    ),
    (
        "a share too low with what is kept",
        {"target": {"share": "0.5", "year": 2029}, "kept": ["office_suite"]},
        {"hors", "garder"},
    ),
    (
        "a deadline and a share, two projects at a time",
        {
            "deadlines": [by("identity", date(2026, 9, 30))],
            "target": {"share": "0.42", "year": 2026},
            "max_projects_at_once": 2,
            "annual_budget_eur": 30_000,
        },
        {"hors", "projets"},
    ),
]


@pytest.mark.parametrize(("constraints", "named"), [case[1:] for case in IMPOSSIBLE], ids=[case[0] for case in IMPOSSIBLE])
def test_doing_what_any_remedy_says_lets_all_demands_hold(constraints: dict[str, Any], named: set[str]) -> None:
    asked = problem(**constraints)

    conflict = one(conflicts_of(asked)[0])

    said = " ; ".join(conflict.demands)
    assert [word for word in named if word not in said] == []
    assert conflict.remedies
    for remedy in conflict.remedies:
        assert conflicts_of(replace(asked, constraints=done(asked.constraints, remedy))) == ((), frozenset()), remedy


@pytest.mark.parametrize("constraints", [case[1] for case in IMPOSSIBLE], ids=[case[0] for case in IMPOSSIBLE])
def test_the_demands_named_cannot_hold_alone_and_any_of_them_left_out_lets_the_others_hold(constraints: dict[str, Any]) -> None:
    asked = problem(**constraints)
    court = Court(asked, 0, demands_of(asked))

    blamed = frozenset(smallest_conflict(court.groups, frozenset(), court.holds))

    others = frozenset(court.groups) - blamed
    assert not court.holds(others)
    assert [group for group in sorted(blamed) if not court.holds(others | {group})] == []


@pytest.mark.parametrize("constraints", [case[1] for case in IMPOSSIBLE], ids=[case[0] for case in IMPOSSIBLE])
def test_a_plan_says_its_conflict_and_what_becomes_of_everything(constraints: dict[str, Any]) -> None:
    trajectory = plan_of(problem(**constraints))

    assert trajectory.conflicts == conflicts_of(problem(**constraints))[0]
    told = {action.dependency for action in trajectory.actions} | {each.dependency for each in trajectory.remaining}
    assert told == {each.dependency.id for each in problem(**constraints).diagnosis.assessments}


def test_two_conflicts_that_have_nothing_in_common_are_both_named() -> None:
    asked = problem(
        deadlines=[by("video_conferencing", date(2026, 7, 31)), by("office_suite", MID_2027)],
        teams=[{"name": TEAM, "days_per_quarter": 12}],
    )

    found, left_out = conflicts_of(asked)

    assert len(found) == 2
    assert left_out == {"deadline:video_conferencing", "deadline:office_suite"}
    settled = asked.constraints
    for conflict in found:
        settled = done(settled, conflict.remedies[0])
    assert conflicts_of(replace(asked, constraints=settled)) == ((), frozenset())


def test_a_deadline_on_what_has_no_alternative_can_only_be_given_up() -> None:
    catalogue = catalogue_of(*ONE_PRODUCT_EACH, without=("office_suite",))
    asked = problem_of(a_spend_line(1, label="Produit Office Suite", amount="9000"), catalogue=catalogue, as_of=AS_OF)
    asked = replace(asked, constraints=PlanningConstraints.model_validate({"deadlines": [by("office_suite", END_OF_2028)]}))

    conflict = one(conflicts_of(asked)[0])

    (remedy,) = conflict.remedies
    assert remedy.startswith("Renoncer à l’échéance de « Suite bureautique » : une dépendance y reste en place. Aucune solution")


def test_leaving_before_the_end_of_a_contract_needs_a_running_budget() -> None:
    line, contract = under_contract(1, "Produit Office Suite", date(2027, 12, 31), amount="10000", renews_tacitly=False)
    asked = problem_of(line, contracts=(contract,), as_of=AS_OF)
    given = {"deadlines": [by("office_suite", date(2027, 9, 30))], "running_budget_eur": 0, "own_figures": [SUITE]}
    asked = replace(asked, constraints=PlanningConstraints.model_validate(given))

    conflict = one(conflicts_of(asked)[0])

    # 1 October to 31 December: 92 days of 10 000 € a year, 2 518.82 €, rounded up to the euro.
    assert "Porter le budget de fonctionnement à 2 519 € par an (2 519 de plus)." in {
        remedy.replace("\u202f", " ").replace("\xa0", " ") for remedy in conflict.remedies
    }
    for remedy in conflict.remedies:
        assert conflicts_of(replace(asked, constraints=done(asked.constraints, remedy)))[0] == (), remedy


def test_a_target_out_of_reach_gives_the_plan_that_comes_nearest_to_it() -> None:
    """With 3 000 € a year for three years, only mail and identity, then video: not the suite of 9 000 €."""
    asked = problem(target={"share": "0.05", "year": 2029}, annual_budget_eur=3000)

    trajectory = plan_of(asked)

    (remedy,) = [each for each in trajectory.conflicts[0].remedies if each.startswith("Viser")]
    reachable = number(re.findall(N, remedy)[0]) / 100
    outside = next(year.outside_if_studied for year in trajectory.years if year.year == 2029)
    assert outside is not None
    assert outside.low <= reachable <= outside.low + Decimal("0.002")


def test_demands_that_hold_make_no_conflict() -> None:
    asked = problem(deadlines=[by("office_suite", END_OF_2027)], target={"share": "0.9", "year": 2029}, annual_budget_eur=9000)

    assert conflicts_of(asked) == ((), frozenset())
    assert plan_of(asked).conflicts == ()
