"""What a cell means beside its value: a status, a period, a unit, a format, a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS

from tests.tiebreak_spreadsheet.files import read
from tiebreak import MappingError, RowsError, TaxBasis

Table = Callable[..., Path]
Book = Callable[..., Path]

TITLES = ("Fournisseur", "Libellé", "Montant mandaté")
ALPHA, BETA, GAMMA = ("ALPHA", "x", 100), ("BETA", "y", 250), ("GAMMA", "z", 60)


@pytest.mark.parametrize(
    ("titles", "row", "said"),
    [
        (TITLES, ("ALPHA", "Avoir sur facture F12", 40), "avoir dont le montant est positif"),
        ((*TITLES, "Observations"), ("ALPHA", "x", 40, "Mandat annulé le 12/06"), "la pièce compte-t-elle"),
        (("Fournisseur", "mars", "avril", "Total"), ("ALPHA", 10, 20, 40), "n’est pas la somme des mois"),
    ],
)
def test_a_row_that_contradicts_itself_is_to_be_corrected(
    table: Table, titles: tuple[str, ...], row: tuple[object, ...], said: str
) -> None:
    with pytest.raises(RowsError, match=f"Ligne 2.*{said}"):
        read(table((titles, row)))


def test_a_total_that_is_the_sum_of_its_months_is_read(table: Table) -> None:
    rows = (("Fournisseur", "janv.", "févr.", "Total"), ("ALPHA", "10,10", "", "10,10"))

    assert read(table(rows)).spend_lines[0].amount == Decimal("10.10")


def test_a_credit_said_in_its_status_is_taken_off(table: Table) -> None:
    rows = ((*TITLES, "Statut"), (*BETA, ""), ("ALPHA", "Avoir sur facture F12", 40, "Avoir"))

    assert [line.amount for line in read(table(rows)).spend_lines] == [250, -40]


def test_each_row_may_say_its_own_tax_basis(table: Table) -> None:
    in_a_column = read(table(((*TITLES, "HT/TTC"), (*ALPHA, "HT"), (*BETA, "TTC"))))
    in_the_cell = read(table((TITLES, ("ALPHA", "x", "1 200 € HT"), ("BETA", "y", "250 € TTC"))))

    for reading in (in_a_column, in_the_cell):
        assert [line.tax_basis for line in reading.spend_lines] == [TaxBasis.EXCLUDED, TaxBasis.INCLUDED]


def test_amounts_by_month_or_quarter_are_a_question(table: Table) -> None:
    rows = ((*TITLES, "Périodicité"), (*ALPHA, "mensuelle"), (*BETA, "annuelle"))

    with pytest.raises(MappingError, match=r"« mensuelle » .ligne 2.*échéance ou de l’année"):
        read(table(rows))
    yearly = (("Fournisseur", "Montant annuel", "Périodicité"), ("ALPHA", "1200", "mensuelle"))
    assert read(table(yearly)).spend_lines[0].amount == 1200


def test_a_struck_amount_is_to_be_corrected(book: Book) -> None:
    def strike(made: openpyxl.Workbook) -> None:
        made["D"]["C2"].font = openpyxl.styles.Font(strike=True)

    with pytest.raises(RowsError, match="ligne 2 : montant '100', barré"):
        read(book({"D": (TITLES, ALPHA, BETA)}, strike))


@pytest.mark.parametrize(
    ("number_format", "said"),
    [
        ('# ##0 "k€"', "affiché comme des milliers d’euros"),
        ("0%", "affiché comme un pourcentage"),
        ("[$$-409]#,##0.00", "affiché comme une autre monnaie"),
        ("#,##0.00 [$€-40C]", None),
        ('#,##0, "k€"', None),
        (BUILTIN_FORMATS[44], None),
        ("#,##0.00", None),
    ],
)
def test_an_amount_shown_as_something_else_than_its_value_is_to_be_corrected(
    book: Book, number_format: str, said: str | None
) -> None:
    def change(made: openpyxl.Workbook) -> None:
        made["D"]["C3"].number_format = number_format
        made["D"]["D2"].number_format = "0%"

    path = book({"D": ((*TITLES, "Évolution"), (*ALPHA, 0.1), (*BETA, 0.2))}, change)

    if said is None:
        assert [line.amount for line in read(path).spend_lines] == [100, 250]
    else:
        with pytest.raises(RowsError, match=rf"ligne 3.*{said}") as refused:
            read(path)
        assert len(refused.value.problems) == 1


def test_formulas_without_a_result_and_errors_are_rows_to_correct(book: Book) -> None:
    def change(made: openpyxl.Workbook) -> None:
        made["D"]["C3"] = "=1+2"
        made["D"]["C4"] = "#N/A"

    path = book({"D": (TITLES, ALPHA, ("BETA", "y", None), ("GAMMA", "z", None), ("TITRE", "", None))}, change)

    with pytest.raises(RowsError) as refused:
        read(path)
    assert [problem.split(" : ")[1].split(".")[0] for problem in refused.value.problems] == [
        "la formule n’a pas de résultat enregistré",
        "la formule donne l’erreur #N/A",
    ]


@pytest.mark.parametrize("title", ["Catégorie", "État", "Sens de service"])
def test_a_letter_is_a_direction_only_under_a_title_that_says_so(table: Table, title: str) -> None:
    reading = read(table(((*TITLES, title), (*ALPHA, "C"), (*BETA, "R"))))

    assert [line.amount for line in reading.spend_lines] == [100, 250]


def test_a_status_settles_what_a_remark_leaves_in_doubt(table: Table) -> None:
    titles = (*TITLES, "Statut", "Observations")
    rows = (
        (*ALPHA, "Payé", "Remplace la facture annulée F12"),
        (*BETA, "Mandat annulé", ""),
        ("GAMMA", "Mandat annulé", -60, "", ""),
    )

    reading = read(table((titles, *rows)))

    assert [line.amount for line in reading.spend_lines] == [100, -60]
    assert [row.provenance.row for row in reading.left_out] == [3]


def test_what_is_foreseen_counts_in_a_budget_and_not_among_payments(table: Table) -> None:
    budget, paid = (((*TITLES[:2], title, "État"), (*ALPHA, "Prévu"), (*BETA, "Réalisé")) for title in ("Budget 2026", "Mandaté"))

    assert len(read(table(budget)).spend_lines) == 2
    assert [line.amount for line in read(table(paid)).spend_lines] == [250]


@pytest.mark.parametrize("said", ["Chorus", "ponctuel", "Annuelle (janvier)", "Année civile", "12 mois"])
def test_a_period_that_is_no_part_of_the_year_asks_nothing(table: Table, said: str) -> None:
    assert len(read(table(((*TITLES, "Facturation"), (*ALPHA, said)))).spend_lines) == 1


@pytest.mark.parametrize("title", ["Coût / mois", "Montant semestriel", "Montant par mois"])
def test_an_amount_of_a_part_of_the_year_is_refused_by_its_title(table: Table, title: str) -> None:
    with pytest.raises(MappingError, match="par mois ou par trimestre"):
        read(table((("Fournisseur", title), ("ALPHA", 5))))


def test_a_duration_in_years_counts_twelve_months_for_each(table: Table) -> None:
    reading = read(table((("Fournisseur", "Objet", "Montant du marché", "Durée (années)"), ("ALPHA", "x", 3600, 3))))

    assert reading.spend_lines[0].months == 36


def test_a_supplier_is_a_name_before_it_is_a_code(table: Table) -> None:
    reading = read(table((("Tiers", "Libellé tiers", "Montant mandaté"), ("12345", "ORANGE", 5))))

    assert reading.spend_lines[0].supplier_text == "ORANGE"


@pytest.mark.parametrize(
    ("rows", "amount"),
    [
        pytest.param(
            (("Fournisseur", "Libellé", "Montant mandaté"), ("", "", "en k€"), ("ALPHA", "x", 5)), 5000, id="unit under the title"
        ),
        pytest.param(
            (("Montants en milliers d’euros", "", ""), ("Fournisseur", "Libellé", "Montant en €"), ("ALPHA", "x", 5)),
            5,
            id="the title wins",
        ),
        pytest.param((TITLES, ("(1)", "(2)", "(3)"), ("ALPHA", "x", 5)), 5, id="numbers of columns"),
    ],
)
def test_the_unit_is_that_nearest_to_the_amounts(table: Table, rows: tuple[tuple[object, ...], ...], amount: int) -> None:
    assert [line.amount for line in read(table(rows)).spend_lines] == [amount]


@pytest.mark.parametrize("years", [("2025", "2026"), ("Exercice 2025", "Exercice 2026"), (date(2025, 1, 1), date(2026, 1, 1))])
def test_two_years_in_a_column_are_refused_however_they_are_written(book: Book, years: tuple[object, object]) -> None:
    rows = (("Exercice", *TITLES), *((year, *ALPHA) for year in years))

    with pytest.raises(MappingError, match="2 exercices"):
        read(book({"D": rows}))
