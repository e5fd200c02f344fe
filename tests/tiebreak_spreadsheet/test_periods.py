"""Amounts by month, quarter or half-year are those of the year once added, and it is said."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.tiebreak_spreadsheet.files import read
from tiebreak import MappingError, RowsError, TaxBasis
from tiebreak_spreadsheet.periods import periods_of, summed

Write = Callable[..., Path]

MONTHS = (
    *("Janvier", "Février", "Mars", "Avril", "Mai", "Juin"),
    *("Juillet", "Août", "Septembre", "Octobre", "Novembre", "Décembre"),
)


@pytest.mark.parametrize(
    ("titles", "count"),
    [
        pytest.param(MONTHS, 12, id="months"),
        pytest.param(("Janv. 2025", "Févr. 2025", "Mars 2025"), 3, id="the first months"),
        pytest.param(("T1 TTC", "T2 TTC", "T3 TTC", "T4 TTC"), 4, id="quarters"),
        pytest.param(("1er trimestre", "2e trimestre", "3e trimestre", "4e trimestre"), 4, id="quarters in full"),
        pytest.param(("1er semestre", "2e semestre"), 2, id="half-years"),
        pytest.param(("T1", "T2", "T3"), 0, id="a quarter is missing"),
        pytest.param(("Janvier", "Février"), 0, id="two months are no table by month"),
        pytest.param(("Janvier", "Février", "Mars", "Janvier"), 0, id="a month twice"),
        pytest.param(("Budget janvier", "Mandaté janvier", "Budget février", "Mandaté février"), 0, id="two kinds by month"),
        pytest.param(("Mars 2022", "Mai 2023", "Juin 2024"), 0, id="months of several years"),
        pytest.param(("Cumul janvier", "Cumul février", "Cumul mars"), 0, id="running totals"),
        pytest.param(("Marseille", "Marché", "Maintenance"), 0, id="words that begin as months"),
    ],
)
def test_the_parts_of_one_year_are_found_and_nothing_else(titles: tuple[str, ...], count: int) -> None:
    assert len(periods_of(("Fournisseur", *titles))) == count


def test_months_without_a_total_are_added_and_it_is_said(table: Write) -> None:
    path = table((("Fournisseur", *MONTHS), ("ALPHA", *("10,50",) * 12), ("BETA", "1", *("",) * 10, "2")))

    reading = read(path)

    assert [(line.supplier_text, line.amount) for line in reading.spend_lines] == [
        ("ALPHA", Decimal(126)),
        ("BETA", Decimal(3)),
    ]
    assert "montant de l’année = somme de 12 colonnes, de « Janvier » à « Décembre »" in reading.notices
    assert reading.spend_lines[0].provenance.column == "Janvier à Décembre"


def test_a_year_that_is_not_whole_is_said_so(table: Write) -> None:
    notices = read(table((("Fournisseur", "Janvier", "Février", "Mars"), ("ALPHA", "1", "2", "3")))).notices

    assert any("il n’y a que 3 mois : ce n’est pas une année entière" in notice for notice in notices)


def test_the_words_beside_the_quarters_say_what_they_are(table: Write) -> None:
    titles = ("Fournisseur", "Mandaté T1 TTC", "Mandaté T2 TTC", "Mandaté T3 TTC", "Mandaté T4 TTC")

    (line,) = read(table((titles, ("ALPHA", "1", "2", "3", "4")))).spend_lines

    assert (line.amount, line.tax_basis) == (Decimal(10), TaxBasis.INCLUDED)


def test_a_total_beside_the_months_is_the_amount(table: Write) -> None:
    titles = ("Fournisseur", "Janvier", "Février", "Mars", "Total TTC")

    (line,) = read(table((titles, ("ALPHA", "1", "2", "3", "6")))).spend_lines

    assert (line.amount, line.provenance.column) == (Decimal(6), "Total TTC")


def test_an_unreadable_month_is_a_row_to_correct(table: Write) -> None:
    path = table((("Fournisseur", *MONTHS[:3]), ("ALPHA", "1", "douze", "3")))

    with pytest.raises(RowsError, match="'douze' illisible"):
        read(path)


def test_the_total_of_the_months_is_left_out_with_its_amount(table: Write) -> None:
    path = table((("Fournisseur", *MONTHS[:3]), ("ALPHA", "3", "2", "1"), ("BETA", "1", "1", "1"), ("TOTAL", "4", "3", "2")))

    reading = read(path)

    assert [line.amount for line in reading.spend_lines] == [6, 3]
    assert [row.amount for row in reading.left_out] == [9]


def test_a_month_whose_formula_was_never_computed_is_a_row_to_correct(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("Fournisseur", *MONTHS[:3]), ("ALPHA", 1, "=1+1", 3), ("BETA", 1, None, 3)):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "mois.xlsx")

    with pytest.raises(RowsError, match="ligne 2 : la formule n’a pas de résultat") as refused:
        read(tmp_path / "mois.xlsx")
    assert len(refused.value.problems) == 1


def test_one_month_may_be_said_to_be_the_amount(table: Write) -> None:
    path = table((("Fournisseur", *MONTHS[:3]), ("ALPHA", "1", "2", "3")))

    assert read(path, column_meanings={"Mars": "montant"}).spend_lines[0].amount == 3


def test_running_totals_are_a_question(table: Write) -> None:
    path = table((("Fournisseur", *MONTHS[:3]), ("ALPHA", "10", "20", "30"), ("BETA", "5", "5", "6"), ("GAMMA", "7", "7", "7")))

    with pytest.raises(MappingError, match="sont-ils cumulés"):
        read(path)


def test_one_credit_does_not_hide_running_totals(table: Write) -> None:
    grows = [(f"ALPHA {number}", "10", "20", "30") for number in range(5)]
    path = table((("Fournisseur", *MONTHS[:3]), *grows, ("BETA", "5", "4", "4")))

    with pytest.raises(MappingError, match="sont-ils cumulés"):
        read(path)


@pytest.mark.parametrize("said", ["Heures consommées", "Nombre de licences utilisées par mois"])
def test_months_that_count_something_else_are_not_euros(table: Write, said: str) -> None:
    path = table((("", "", said, "", ""), ("Fournisseur", "Libellé", *MONTHS[:3]), ("ALPHA", "x", "3", "2", "1")))

    with pytest.raises(MappingError, match="aucune colonne de montant"):
        read(path)


def test_months_beside_a_price_by_unit_are_not_euros(table: Write) -> None:
    path = table((("Fournisseur", "Libellé", "Prix unitaire", *MONTHS[:3]), ("ALPHA", "x", "10", "3", "2", "1")))

    with pytest.raises(MappingError, match="prix par unité"):
        read(path)


def test_a_correction_of_another_column_leaves_the_months(table: Write) -> None:
    path = table((("Boîte", "Libellé", *MONTHS[:3]), ("ALPHA", "x", "3", "2", "1")))

    (line,) = read(path, column_meanings={"Boîte": "fournisseur"}).spend_lines

    assert (line.supplier_text, line.amount) == ("ALPHA", 6)


def test_months_that_rise_and_fall_are_no_running_totals(table: Write) -> None:
    path = table((("Fournisseur", *MONTHS[:3]), ("ALPHA", "10", "20", "30"), ("BETA", "5", "6", "4"), ("GAMMA", "7", "6", "7")))

    assert [line.amount for line in read(path).spend_lines] == [60, 15, 20]


@pytest.mark.parametrize(
    ("cells", "total"),
    [((None, "", " "), None), (("1,5", None, 2), "3.5"), (("1", "x"), "x"), ((-1, 1), "0")],
)
def test_a_sum_of_nothing_is_nothing(cells: tuple[object, ...], total: str | None) -> None:
    assert summed(cells) == total  # type: ignore[arg-type]
