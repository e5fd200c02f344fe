"""Titles on two rows, over groups, repeated, or missing: read as a person would, or asked."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tiebreak_spreadsheet.files import read
from tiebreak import AmountKind, MappingError, TaxBasis

Table = Callable[..., Path]

UNDER_MONTANT = (("Fournisseur", "Libellé", "Montant", ""), ("", "", "HT", "TTC"), ("ALPHA", "x", "100", "120"))
UNDER_YEARS = (
    ("", "", "2025", "", "2026", ""),
    ("Fournisseur", "Libellé", "Budget", "Mandaté", "Budget", "Mandaté"),
    ("ALPHA", "x", "1", "2", "3", "4"),
)
UNDER_ONE_YEAR = (("Fournisseur", "Libellé", "2026", ""), ("", "", "Budget", "Mandaté"), ("ALPHA", "x", "3", "4"))
THREE_ROWS = (
    ("Fournisseur", "Libellé", "Exercice 2024", ""),
    ("", "", "Mandaté", ""),
    ("", "", "HT", "TTC"),
    ("ALPHA", "x", "100", "120"),
)
SAME_TITLE = (("Fournisseur", "Montant mandaté", "Note", "Montant mandaté"), ("ALPHA", "1", "", "2"))


@pytest.mark.parametrize(
    ("rows", "choices"),
    [
        (UNDER_YEARS, ("2025 Budget", "2025 Mandaté", "2026 Budget", "2026 Mandaté")),
        (UNDER_ONE_YEAR, ("2026 Budget", "Mandaté")),
        (SAME_TITLE, ("Montant mandaté (colonne B)", "Montant mandaté (colonne D)")),
    ],
)
def test_amounts_told_apart_on_two_rows_are_a_question(
    table: Table, rows: tuple[tuple[str, ...], ...], choices: tuple[str, ...]
) -> None:
    with pytest.raises(MappingError) as asked:
        read(table(rows))

    assert [choice in str(asked.value) for choice in choices] == [True] * len(choices)


@pytest.mark.parametrize(
    ("rows", "title", "amount", "kind", "tax"),
    [
        (UNDER_MONTANT, "Montant TTC", "120", AmountKind.PAID, TaxBasis.INCLUDED),
        (THREE_ROWS, "Exercice 2024 Mandaté TTC", "120", AmountKind.PAID, TaxBasis.INCLUDED),
        (UNDER_YEARS, "2026 Mandaté", "4", AmountKind.PAID, TaxBasis.UNSTATED),
        (UNDER_YEARS, "2025 Budget", "1", AmountKind.BUDGETED, TaxBasis.UNSTATED),
        (SAME_TITLE, "Montant mandaté (colonne D)", "2", AmountKind.PAID, TaxBasis.UNSTATED),
    ],
)
def test_the_column_chosen_by_its_whole_title_is_the_one_read(
    table: Table, rows: tuple[tuple[str, ...], ...], title: str, amount: str, kind: AmountKind, tax: TaxBasis
) -> None:
    (line,) = read(table(rows), column_meanings={title: "montant"}).spend_lines

    assert (line.amount, line.amount_kind, line.tax_basis) == (Decimal(amount), kind, tax)


def test_one_detail_under_the_amount_gives_its_tax_basis(table: Table) -> None:
    reading = read(table((("Fournisseur", "Libellé", "Montant mandaté"), ("", "", "en € TTC"), ("ALPHA", "x", "100"))))

    assert (reading.heading_rows, reading.spend_lines[0].tax_basis) == (2, TaxBasis.INCLUDED)


def test_a_first_row_of_words_is_not_taken_for_a_second_row_of_titles(table: Table) -> None:
    reading = read(table((("Fournisseur", "Libellé", "Montant mandaté"), ("LOGICIELS", "", ""), ("ALPHA", "x", "100"))))

    assert (reading.heading_rows, [row.reason for row in reading.left_out]) == (1, ["aucun montant"])


def test_a_yearly_column_is_preferred_to_a_monthly_one(table: Table) -> None:
    reading = read(table((("Fournisseur", "Coût mensuel TTC", "Coût annuel TTC"), ("ALPHA", "100", "1200"))))

    assert reading.spend_lines[0].amount == 1200


def test_titles_printed_again_on_each_page_are_left_out(table: Table) -> None:
    titles = ("Fournisseur", "Libellé", "Montant mandaté")

    reading = read(table((titles, ("ALPHA", "x", "1"), titles, ("BETA", "y", "2"))))

    assert [line.amount for line in reading.spend_lines] == [1, 2]
    assert [row.reason for row in reading.left_out] == ["titres répétés au milieu de la table"]


def test_another_table_under_the_first_is_refused_with_its_row(table: Table) -> None:
    rows = (
        ("Fournisseur", "Libellé", "Montant mandaté"),
        ("ALPHA", "x", "1"),
        ("Objet", "Montant", "Tiers"),
        ("y", "2", "BETA"),
    )

    with pytest.raises(MappingError, match="ligne 3 : une autre table commence"):
        read(table(rows))


def test_two_tables_side_by_side_are_refused(table: Table) -> None:
    rows = (("Fournisseur", "Montant", "", "Fournisseur", "Montant"), ("ALPHA", "1", "", "BETA", "2"))

    with pytest.raises(MappingError, match="côte à côte"):
        read(table(rows))
    with pytest.raises(MappingError, match="côte à côte"):
        read(table(rows), column_meanings={"Montant (colonne B)": "montant"})


def test_a_unit_price_alone_is_not_an_amount(table: Table) -> None:
    with pytest.raises(MappingError, match="« Prix unitaire TTC » est un prix par unité"):
        read(table((("Fournisseur", "Quantité", "Prix unitaire TTC"), ("ALPHA", "10", "5"))))


def test_a_unit_price_beside_the_amount_asks_nothing(table: Table) -> None:
    rows = (("Fournisseur", "Quantité", "Coût unitaire", "Montant total TTC"), ("ALPHA", "10", "5", "50"))

    assert read(table(rows)).spend_lines[0].amount == 50


def test_an_amount_beside_a_number_of_licences_is_said_to_be_the_whole_line(table: Table) -> None:
    notices = read(table((("Fournisseur", "Nb licences", "Coût"), ("ALPHA", "10", "5")))).notices

    assert any("montant de toute la ligne" in notice for notice in notices)


def test_a_table_with_an_amount_and_nobody_says_that_the_payee_is_missing(table: Table) -> None:
    with pytest.raises(MappingError, match="rien ne dit qui est payé"):
        read(table((("Qui", "Montant"), ("ALPHA", "1"))))


@pytest.mark.parametrize(("rows", "title"), [(UNDER_MONTANT, "Montant TTC"), (THREE_ROWS, "Exercice 2024 Mandaté TTC")])
def test_with_and_without_tax_under_one_title_are_the_same_amount(
    table: Table, rows: tuple[tuple[str, ...], ...], title: str
) -> None:
    (line,) = read(table(rows)).spend_lines

    assert (line.provenance.column, line.amount, line.tax_basis) == (title, Decimal(120), TaxBasis.INCLUDED)
