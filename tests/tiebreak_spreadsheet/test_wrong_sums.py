"""Rows and sheets whose money would count twice, or would not be that of a year: left out and said, or refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.tiebreak_spreadsheet.files import read
from tiebreak import InputError, MappingError, Request, RowsError, UnreadableFileError, Workbench
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


def test_sheets_of_months_may_share_their_subscriptions(book: Book) -> None:
    sheets = {"Janv": (TITLES, ALPHA, BETA), "Févr": (TITLES, ALPHA, BETA, GAMMA), "Mars": (TITLES, ALPHA, BETA)}

    assert len(read(book(sheets)).spend_lines) == 7


def test_what_is_left_out_is_told_in_euros(table: Table) -> None:
    rows = (("Montants en milliers d’euros", "", ""), TITLES, ALPHA, BETA, ("Total", "", 350))

    assert [row.amount for row in read(table(rows)).left_out] == [350_000]


def test_a_cell_far_from_the_others_is_refused_before_memory_is_taken(book: Book) -> None:
    def far(made: openpyxl.Workbook) -> None:
        made["D"]["XFD1000000"] = "z"

    with pytest.raises(UnreadableFileError, match="très loin des autres"):
        read(book({"D": (TITLES, ALPHA)}, far))


def test_a_format_far_down_fills_nothing(book: Book) -> None:
    def bold(made: openpyxl.Workbook) -> None:
        made["D"]["AZ1000000"].font = openpyxl.styles.Font(bold=True)

    assert len(read(book({"D": (TITLES, ALPHA)}, bold)).spend_lines) == 1


def test_empty_merged_cells_under_the_table_are_nothing(book: Book) -> None:
    reading = read(book({"D": (TITLES, ALPHA)}, lambda made: made["D"].merge_cells("A6:B8")))

    assert len(reading.spend_lines) == 1
