"""Rows and sheets whose money would count twice, or would not be that of a year: left out and said, or refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS

from tests.tiebreak_spreadsheet.files import read
from tiebreak import InputError, MappingError, Request, RowsError, TaxBasis, UnreadableFileError, Workbench
from tiebreak.testing import AN_AUTHORITY

Table = Callable[..., Path]
Book = Callable[..., Path]

TITLES = ("Fournisseur", "Libellé", "Montant mandaté")
ALPHA, BETA, GAMMA = ("ALPHA", "x", 100), ("BETA", "y", 250), ("GAMMA", "z", 60)


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        pytest.param((ALPHA, BETA, ("Ville", "", 350)), ["total non dit : somme des lignes 2 à 3"], id="at the bottom"),
        pytest.param(
            (ALPHA, BETA, ("Logiciel Total", "", 350), GAMMA, ("Divers Total", "", 60), ("Total général", "", 410)),
            [
                "total non dit : somme des lignes 2 à 3",
                "total non dit : somme des lignes 5 à 5",
                "ligne de total ou de sous-total",
            ],
            id="after each group",
        ),
        pytest.param(
            (("LOGICIELS", "", 350), ALPHA, BETA, ("MATÉRIEL", "", 60), GAMMA),
            ["sous-total non dit : somme des lignes 3 à 4", "sous-total non dit : somme des lignes 6 à 6"],
            id="before its detail",
        ),
        pytest.param(
            (("ALPHA", "", 100), ("", "licences", 100), BETA), ["sous-total non dit : somme des lignes 3 à 3"], id="one detail"
        ),
        pytest.param(
            (ALPHA, BETA, ("TOTAL", "", 350), ("Logiciels", "", 100), ("Matériel", "", 250)),
            ["ligne de total ou de sous-total", *["récapitulatif sous le total de la ligne 4"] * 2],
            id="a summary under the total",
        ),
        pytest.param(
            (ALPHA, BETA, ("Logiciels", "", 100), ("Matériel", "", 250)),
            ["récapitulatif sous la table"] * 2,
            id="a summary under a table without total",
        ),
        pytest.param(
            (ALPHA, ("Total ALPHA", "", 100), BETA, GAMMA, ("Total", "divers", 310), ("Total général", "", 410)),
            [
                "ligne de total ou de sous-total",
                "total non dit : somme des lignes 4 à 5",
                "ligne de total ou de sous-total",
            ],
            id="named as a total, with other words",
        ),
        pytest.param(
            (("A", "x", 0.1), ("B", "y", 0.2), ("Ville", "", 0.30000000000000004)),
            ["total non dit : somme des lignes 2 à 3"],
            id="floating noise",
        ),
        pytest.param((ALPHA, ("TVA 20 %", "", 20), ("Total TTC", "", 120)), ["ligne de total ou de sous-total"] * 2, id="VAT"),
    ],
)
def test_a_row_that_sums_others_counts_for_nothing(
    table: Table, rows: tuple[tuple[object, ...], ...], reasons: list[str]
) -> None:
    reading = read(table((TITLES, *rows)))

    assert [row.reason for row in reading.left_out] == reasons


@pytest.mark.parametrize(
    ("titles", "rows"),
    [
        pytest.param(TITLES, (ALPHA, BETA, ("GAMMA", "licences", 350)), id="it has a label: chance"),
        pytest.param(TITLES, (("ALPHA", "", 100), ("BETA", "", 250), ("GAMMA", "", 350)), id="bare rows everywhere, too few"),
        pytest.param(TITLES, (ALPHA, BETA, ("GAMMA", "", 349)), id="one euro away"),
        pytest.param((*TITLES, "N° mandat"), ((*ALPHA, "1"), (*BETA, "2"), ("GAMMA", "", 350, "3")), id="it has a voucher"),
        pytest.param(
            ("Fournisseur", "Montant mandaté", "Observations"),
            (("A", 100, ""), ("B", 100, ""), ("C", 200, ""), ("D", 50, "urgent")),
            id="a remark on one row does not make the others bare",
        ),
        pytest.param(
            ("Fournisseur", "Montant mandaté", "Observations"),
            (*(("ORANGE", 100, "vu") for _ in range(6)), *(("ORANGE", 100, "") for _ in range(6))),
            id="twelve months of which six are remarked",
        ),
        pytest.param(TITLES, (("ALPHA", "x", 0), ("BETA", "y", 0), ("GAMMA", "", 0)), id="nothing is the sum of nothing"),
        pytest.param(TITLES, (ALPHA, ("TOTAL ENERGIES", "", 60)), id="a name that begins as a total"),
        pytest.param(
            ("Libellé", "Montant mandaté"),
            (("Ensemble de licences", 5), ("Solde marché 2023", 7), ("TVA intracommunautaire", 9)),
            id="words of totals among others",
        ),
        pytest.param(("N° mandat", *TITLES), (("-", *ALPHA), ("-", *ALPHA)), id="the same row twice, without a number"),
    ],
)
def test_a_row_that_may_be_an_expense_is_kept(
    table: Table, titles: tuple[str, ...], rows: tuple[tuple[object, ...], ...]
) -> None:
    reading = read(table((titles, *rows)))

    assert (len(reading.spend_lines), reading.left_out) == (len(rows), ())


def test_the_bottom_row_of_a_table_of_two_columns_is_a_total_when_it_sums_three_rows_or_more(table: Table) -> None:
    rows = (("Fournisseur", "Montant mandaté"), ("A", "10,10"), ("B", "20,25"), ("C", "5"), ("Ville", "35,35"))

    assert sum(line.amount for line in read(table(rows)).spend_lines) == Decimal("35.35")


def test_a_copy_of_a_voucher_counts_once(table: Table) -> None:
    titles = ("N° mandat", *TITLES)
    rows = (("12", *ALPHA), ("12", *ALPHA), ("12", *BETA), ("", *GAMMA), ("", *GAMMA))

    reading = read(table((titles, *rows)))

    assert [row.reason for row in reading.left_out] == ["même pièce, déjà lue (ligne 2)"]
    assert len(reading.spend_lines) == 4


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


def test_titles_printed_again_under_a_caption_of_their_own_are_another_table(table: Table) -> None:
    pages = (("Ville",), TITLES, ALPHA, ("Ville",), TITLES, BETA, ("Page 2",), TITLES, GAMMA)

    assert len(read(table(pages)).spend_lines) == 3
    with pytest.raises(MappingError, match=r"ligne 4 : une autre table commence, « 2025, pour mémoire »"):
        read(table((("2026",), TITLES, ALPHA, ("2025, pour mémoire",), TITLES, BETA)))


def test_a_file_of_which_no_row_counts_says_why(table: Table) -> None:
    rows = ((*TITLES, "Devise"), (*ALPHA, "XPF"), (*BETA, "XPF"))

    with pytest.raises(MappingError, match=r"aucune ligne ne compte. Raisons : autre devise que l’euro .2"):
        read(table(rows))


def test_hidden_rows_count_and_are_said(book: Book) -> None:
    def hide(made: openpyxl.Workbook) -> None:
        made["D"].row_dimensions[3].hidden = True

    reading = read(book({"D": (TITLES, ALPHA, BETA)}, hide))

    assert len(reading.spend_lines) == 2
    assert any("lignes masquées" in notice for notice in reading.notices)


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


def test_a_separator_inside_an_amount_is_refused_with_its_rows(table: Table) -> None:
    path = table((TITLES, ALPHA, BETA), ",")
    path.write_text(path.read_text("utf-8").replace("y,250", "y,250,50"), encoding="utf-8")

    with pytest.raises(RowsError, match=r"plus de cellules que de titres.*\n.*Ligne 3") as refused:
        read(path)
    assert len(refused.value.problems) == 1


def test_merged_cells_name_the_supplier_of_every_row_and_an_amount_counts_once(book: Book) -> None:
    rows = (TITLES, ("ALPHA", "a", 1), (None, "b", 2), ("BETA", "c", 10), (None, "d", None))

    def merge(made: openpyxl.Workbook) -> None:
        made["D"].merge_cells("A2:A3")
        made["D"].merge_cells("C4:C5")

    reading = read(book({"D": rows}, merge))

    assert [(line.supplier_text, line.amount) for line in reading.spend_lines] == [("ALPHA", 1), ("ALPHA", 2), ("BETA", 10)]
    assert [row.reason for row in reading.left_out] == ["aucun montant"]


def test_a_supplier_written_once_for_several_rows_is_said_unknown(table: Table) -> None:
    reading = read(table((TITLES, ALPHA, ("", "suite", 5))))

    assert reading.spend_lines[1].supplier_text is None
    assert any("1 dépenses sans fournisseur (la première ligne 3)" in notice for notice in reading.notices)


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


def test_rows_are_numbered_as_the_user_sees_them_under_empty_rows_and_columns(book: Book) -> None:
    path = book({"D": ((), (), (None, *TITLES), (None, *ALPHA), (None, "BETA", "y", "à voir"))})

    with pytest.raises(RowsError, match="ligne 5"):
        read(path)


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (
            {"Détail": (TITLES, ALPHA, BETA), "Copie": (TITLES, BETA, ALPHA, GAMMA)},
            "« Détail » et « Copie » ont 2 lignes communes",
        ),
        (
            {"Détail": (TITLES, ALPHA, BETA), "Récap": (TITLES, ("Logiciels", "a", 300), ("Matériel", "b", 50))},
            "a le même total que les autres",
        ),
        ({"Dépenses 2025": (TITLES, ALPHA), "Dépenses 2026": (TITLES, BETA)}, "plusieurs années"),
    ],
)
def test_sheets_that_repeat_each_other_or_are_of_two_years_are_refused(book: Book, sheets: dict[str, object], said: str) -> None:
    with pytest.raises(MappingError, match=rf"{said}.*Masquez ou supprimez"):
        read(book(sheets))


def test_sheets_of_two_budgets_are_added_and_said(book: Book) -> None:
    reading = read(book({"Ville": (TITLES, ALPHA, BETA), "CCAS": (TITLES, GAMMA)}))

    assert len(reading.spend_lines) == 3
    assert any("2 feuilles de dépenses additionnées" in notice for notice in reading.notices)


def test_a_correction_of_a_column_that_does_not_exist_is_refused(table: Table, workbench: Workbench) -> None:
    request = Request(authority=AN_AUTHORITY, as_of=date(2026, 1, 1), column_meanings={"Montnat": "montant"})

    with pytest.raises(MappingError, match=r"Aucune colonne ne s’appelle « Montnat ».*« Montant mandaté »"):
        workbench.open_case([table((TITLES, ALPHA))], request)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("export.xls", b"<html><body><table><tr><td>Fournisseur</td></tr></table></body></html>", "page web"),
        ("secret.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "mot de passe"),
    ],
)
def test_what_is_no_plain_workbook_says_what_it_is(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(InputError, match=said):
        read(path)


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


def test_sheets_of_months_may_share_their_subscriptions(book: Book) -> None:
    sheets = {"Janv": (TITLES, ALPHA, BETA), "Févr": (TITLES, ALPHA, BETA, GAMMA), "Mars": (TITLES, ALPHA, BETA)}

    assert len(read(book(sheets)).spend_lines) == 7


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


def test_what_is_left_out_is_told_in_euros(table: Table) -> None:
    rows = (("Montants en milliers d’euros", "", ""), TITLES, ALPHA, BETA, ("Total", "", 350))

    assert [row.amount for row in read(table(rows)).left_out] == [350_000]


@pytest.mark.parametrize("years", [("2025", "2026"), ("Exercice 2025", "Exercice 2026"), (date(2025, 1, 1), date(2026, 1, 1))])
def test_two_years_in_a_column_are_refused_however_they_are_written(book: Book, years: tuple[object, object]) -> None:
    rows = (("Exercice", *TITLES), *((year, *ALPHA) for year in years))

    with pytest.raises(MappingError, match="2 exercices"):
        read(book({"D": rows}))


def test_a_cell_far_from_the_others_is_refused_before_memory_is_taken(book: Book) -> None:
    def far(made: openpyxl.Workbook) -> None:
        made["D"]["XFD1000000"] = "z"

    with pytest.raises(UnreadableFileError, match="très loin des autres"):
        read(book({"D": (TITLES, ALPHA)}, far))


def test_empty_merged_cells_under_the_table_are_nothing(book: Book) -> None:
    reading = read(book({"D": (TITLES, ALPHA)}, lambda made: made["D"].merge_cells("A6:B8")))

    assert len(reading.spend_lines) == 1
