"""The reference: what doing nothing costs, with and without the price changes announced or feared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.tiebreak_planner.cases import ONE_PRODUCT_EACH, catalogue_of, plan_of, problem_of
from tiebreak import AnnouncedPriceChange, Catalogue, CatalogueEntries, PlanningConstraints, PlanningProblem
from tiebreak.testing import A_REFERENCE, a_spend_line

LINES = (
    a_spend_line(1, label="Produit Office Suite", amount="1000"),
    a_spend_line(2, label="Produit Mail", amount="500"),
    a_spend_line(3, label="Européen Mail", amount="4000"),
)
A_THIRD = AnnouncedPriceChange(
    id="hausse",
    subject="produit-office-suite",
    low_rate=Decimal("0.1"),
    high_rate=Decimal("0.4"),
    since=date(2027, 1, 1),
    note="Annonce fictive.",
    references=(A_REFERENCE,),
)


def problem(*announced: AnnouncedPriceChange, **constraints: object) -> PlanningProblem:
    known = catalogue_of(*ONE_PRODUCT_EACH)
    entries = CatalogueEntries(
        version="essai",
        suppliers=tuple(known.suppliers.values()),
        solutions=tuple(known.solutions.values()),
        migrations=known.migrations,
        price_changes=announced,
    )
    asked = problem_of(*LINES, catalogue=Catalogue([entries]), years=2)
    given = {"horizon_years": 2, **constraints}
    return replace(asked, constraints=PlanningConstraints.model_validate(given))


def with_changes(asked: PlanningProblem) -> list[Decimal]:
    return [state.outside_amount_with_changes for state in plan_of(asked).nothing_done]


def test_without_any_change_the_reference_is_what_is_outside_today() -> None:
    states = plan_of(problem()).nothing_done

    assert [(state.year, state.outside_amount) for state in states] == [(2026, 1500), (2027, 1500), (2028, 1500)]
    assert with_changes(problem()) == [1500, 1500, 1500]


def test_an_announced_change_counts_at_its_upper_bound_from_its_day_on() -> None:
    assert [round(amount) for amount in with_changes(problem(A_THIRD))] == [1500, 1900, 1900]


def test_the_hypothesis_of_the_collectivite_wins_over_the_announcement() -> None:
    own = {"subject": "produit-office-suite", "rate": "0.2", "since": date(2027, 1, 1)}

    trajectory = plan_of(problem(A_THIRD, price_changes=[own]))

    assert [round(state.outside_amount_with_changes) for state in trajectory.nothing_done] == [1500, 1700, 1700]
    assert [change.source for change in trajectory.price_changes] == ["hypothèse de la collectivité"]


def test_a_hypothesis_on_a_supplier_replaces_what_was_announced_for_its_products() -> None:
    own = {"subject": "america", "rate": "0.2", "since": date(2027, 1, 1)}

    assert [round(amount) for amount in with_changes(problem(A_THIRD, price_changes=[own]))] == [1500, 1800, 1800]


def test_a_change_of_half_a_year_counts_for_half() -> None:
    own = {"subject": "america", "rate": "1", "since": date(2027, 7, 2)}

    amounts = with_changes(problem(price_changes=[own]))

    # 183 of 365 days of 1 500 €.
    assert amounts[1] == Decimal("2252.05")
    assert amounts[2] == 3000


def test_what_was_announced_before_the_year_of_the_expenses_is_already_in_them() -> None:
    assert with_changes(problem(A_THIRD.model_copy(update={"since": date(2025, 7, 1)}))) == [1500, 1500, 1500]


def test_a_change_for_what_is_not_in_the_catalogue_is_set_aside_and_named() -> None:
    asked = problem(A_THIRD.model_copy(update={"subject": "personne"}))

    assert [fault.entry for fault in asked.catalogue.faults] == ["hausse"]
    assert "ni un fournisseur ni une solution" in asked.catalogue.faults[0].said
