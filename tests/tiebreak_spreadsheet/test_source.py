"""Tables as town halls have them: found, accounted for, or refused with what to do."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.tiebreak_spreadsheet.files import Rows, read, write_book, write_table
from tiebreak import (
    AmountKind,
    InputError,
    MappingError,
    MarginalDimension,
    Request,
    RowsError,
    SourceOptions,
    TaxBasis,
    UnreadableFileError,
    Workbench,
)
from tiebreak.testing import AN_AUTHORITY
from tiebreak_spreadsheet.source import SpreadsheetSource

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_csv(rows: Rows, *, name: str = "table.csv", delimiter: str = ";", encoding: str = "utf-8") -> Path:
        return write_table(tmp_path / name, rows, delimiter=delimiter, encoding=encoding)

    return write_csv


def workbook(path: Path, **sheets: Rows) -> Path:
    return write_book(path, sheets)


SIMPLE = (("Fournisseur", "Libellé", "Montant mandaté TTC"), ("ALPHA", "Maintenance", "1 200,50"), ("BETA", "Licences", "300"))


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_table_is_read_whatever_its_separator_and_encoding(write: Write, delimiter: str, encoding: str) -> None:
    reading = read(write(SIMPLE, delimiter=delimiter, encoding=encoding))

    assert [(line.supplier_text, line.amount) for line in reading.spend_lines] == [
        ("ALPHA", Decimal("1200.50")),
        ("BETA", Decimal(300)),
    ]
    assert {(line.amount_kind, line.tax_basis) for line in reading.spend_lines} == {(AmountKind.PAID, TaxBasis.INCLUDED)}


def test_the_titles_are_found_under_a_title_block(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", Feuille=[("Ville",), ("Dépenses 2026",), (), *SIMPLE])

    reading = read(path)

    assert (reading.heading_rows, len(reading.spend_lines)) == (3, 2)
    assert (reading.spend_lines[0].provenance.sheet, reading.spend_lines[0].provenance.row) == ("Feuille", 5)


def test_totals_and_empty_amounts_are_left_out_with_their_reason(write: Write) -> None:
    rows = (
        *SIMPLE,
        ("Sous-total", "", "1500,50"),
        ("FONCTIONNEMENT", "", ""),
        ("TOTALENERGIES", "Carburant", "10"),
        ("TOTAL GÉNÉRAL", "", "1510,50"),
    )

    reading = read(write(rows))

    assert [(row.reason, row.provenance.row) for row in reading.left_out] == [
        ("ligne de total ou de sous-total", 4),
        ("aucun montant", 5),
        ("ligne de total ou de sous-total", 7),
    ]
    assert len(reading.spend_lines) == 3


def test_every_unreadable_row_is_named_in_one_go(write: Write) -> None:
    rows = (*SIMPLE, ("GAMMA", "x", "12 k€"), ("DELTA", "y", "1200"), ("EPSILON", "z", "à voir"))

    with pytest.raises(RowsError) as refused:
        SpreadsheetSource().read(write(rows), SourceOptions())

    assert [problem.split(" : ")[0] for problem in refused.value.problems] == ["Ligne 4", "Ligne 6"]
    assert "table.csv" in str(refused.value)
    assert "par exemple 12000" in str(refused.value)


def test_unreadable_rows_are_left_out_only_when_the_user_says_so(write: Write) -> None:
    reading = read(write((*SIMPLE, ("GAMMA", "x", "12 k€"))), leaves_out_unreadable=True)

    assert [(row.reason, row.content) for row in reading.left_out] == [
        ("ligne illisible, écartée à la demande", "GAMMA | x | 12 k€")
    ]


def test_two_columns_that_may_be_the_amount_are_a_question_not_a_guess(write: Write) -> None:
    rows = (("Fournisseur", "Montant engagé", "Montant mandaté"), ("ALPHA", "100", "120"))
    path = write(rows)

    with pytest.raises(MappingError, match='--map "Montant engagé=montant" ou --map "Montant mandaté=montant"') as refused:
        read(path)
    reading = read(path, column_meanings={"Montant engagé": "montant"})

    assert refused.value.columns == (
        ("Fournisseur", "fournisseur"),
        ("Montant engagé", "montant"),
        ("Montant mandaté", "montant"),
    )
    assert (reading.spend_lines[0].amount, reading.spend_lines[0].amount_kind) == (Decimal(100), AmountKind.COMMITTED)


@pytest.mark.parametrize("titles", [("Montant HT", "Montant TTC"), ("Mandaté toutes taxes comprises", "Mandaté hors taxes")])
def test_of_the_same_amount_with_and_without_tax_the_first_is_read_and_it_is_said(write: Write, titles: tuple[str, str]) -> None:
    amounts = {"Montant HT": "100", "Montant TTC": "120", "Mandaté toutes taxes comprises": "120", "Mandaté hors taxes": "100"}
    path = write((("Fournisseur", *titles, "TVA"), ("ALPHA", *(amounts[title] for title in titles), "20")))

    reading = read(path)
    without = read(path, column_meanings={next(title for title in titles if amounts[title] == "100"): "montant"})

    assert (reading.spend_lines[0].amount, reading.spend_lines[0].tax_basis) == (Decimal(120), TaxBasis.INCLUDED)
    assert any("l’un comprend l’autre" in notice for notice in reading.notices)
    assert (without.spend_lines[0].amount, without.spend_lines[0].tax_basis) == (Decimal(100), TaxBasis.EXCLUDED)


@pytest.mark.parametrize("including", ["", "0", "20", "150"])
def test_an_amount_that_does_not_include_the_other_is_a_question(write: Write, including: str) -> None:
    path = write((("Fournisseur", "Montant HT", "Montant TTC"), ("ALPHA", "100", including), ("BETA", "10", "12")))

    with pytest.raises(MappingError, match="2 colonnes peuvent être le montant"):
        read(path)


@pytest.mark.parametrize("said", ["libellé", "Libelle", "Objet du mandat"])
def test_a_field_may_be_said_as_one_writes_it(write: Write, said: str) -> None:
    path = write((("Fournisseur", "Texte", "Montant"), ("ALPHA", "Licences", "10")))

    assert read(path, column_meanings={"Texte": said}).spend_lines[0].label == "Licences"


def test_a_table_without_labels_says_that_products_cannot_be_known(write: Write) -> None:
    assert any("aucune colonne de libellé" in notice for notice in read(write((("Fournisseur", "Montant"), ("A", "1")))).notices)


def test_a_mapping_to_a_field_that_does_not_exist_says_which_do(write: Write) -> None:
    with pytest.raises(MappingError, match="Champs possibles : acheteur, annule, assiette, compte"):
        read(write(SIMPLE), column_meanings={"Libellé": "prix"})


def test_a_table_without_amount_says_what_it_saw(write: Write) -> None:
    with pytest.raises(MappingError, match="« Fournisseur », « Libellé »"):
        read(write((("Fournisseur", "Libellé"), ("ALPHA", "x"))))


def test_columns_that_were_not_used_are_shown(write: Write) -> None:
    reading = read(write((("Fournisseur", "Humeur", "Montant mandaté"), ("ALPHA", "bonne", "1"))))

    assert [(use.title, use.meaning) for use in reading.columns] == [
        ("Fournisseur", "fournisseur"),
        ("Humeur", None),
        ("Montant mandaté", "montant"),
    ]


def test_thousands_in_the_title_are_multiplied(write: Write) -> None:
    reading = read(write((("Fournisseur", "Budget voté k€"), ("ALPHA", "12,5"))))

    assert (reading.spend_lines[0].amount, reading.spend_lines[0].amount_kind) == (Decimal(12500), AmountKind.BUDGETED)


def test_a_register_beside_expenses_adds_dates_and_no_money(tmp_path: Path) -> None:
    register = [
        ("N° de marché", "Fournisseur", "Date de fin", "Préavis (mois)", "Reconduction tacite", "Montant annuel TTC"),
        ("M1", "ALPHA", date(2027, 12, 31), 3, "Oui", 900),
    ]

    reading = read(workbook(tmp_path / "t.xlsx", Depenses=SIMPLE, Contrats=register))

    (contract,) = reading.contracts
    assert (contract.end, contract.notice_months, contract.renews_tacitly, contract.amount) == (
        date(2027, 12, 31),
        3,
        True,
        900,
    )
    assert len(reading.spend_lines) == 2


def test_expenses_tell_of_the_notice_and_renewal_of_their_contracts(write: Write) -> None:
    titles = ("Fournisseur", "Objet", "Mandaté TTC", "Fin du contrat", "Préavis (mois)", "Reconduction tacite")
    reading = read(
        write(
            (
                titles,
                ("ALPHA", "a", "10", "31/12/2027", "3", "oui"),
                ("BETA", "b", "10", "30/06/2027", "au printemps", "non"),
                ("GAMMA", "c", "10", "30/06/2027", "99", ""),
            )
        )
    )

    told = [(each.notice_months, each.renews_tacitly) for each in reading.contracts]
    assert told == [(3, True), (None, False), (None, None)]
    assert len(reading.spend_lines) == 3
    assert "préavis illisible ligne 3, pris pour inconnu (2 en tout) : écrivez un nombre de mois" in reading.notices


def test_amounts_of_contracts_without_duration_say_what_to_write(write: Write) -> None:
    titles = ("Fournisseur", "Objet", "Montant TTC", "Fin du contrat", "Reconduction tacite")
    unsaid = read(write((titles, ("ALPHA", "a", "10", "31/12/2027", "oui"))))
    yearly = read(write((("Fournisseur", "Objet", "Montant annuel TTC", *titles[3:]), ("ALPHA", "a", "10", "31/12/2027", "oui"))))

    assert any("titrez-la « Montant annuel »" in notice for notice in unsaid.notices)
    assert not any("Montant annuel" in notice for notice in yearly.notices)


@pytest.mark.parametrize(
    ("title", "duration", "kind", "annual"),
    [
        pytest.param("Montant annuel HT", None, AmountKind.COMMITTED, Decimal(4800), id="a yearly amount"),
        pytest.param("Montant engagé HT", 48, AmountKind.COMMITTED, Decimal(1200), id="a whole amount over its duration"),
        pytest.param("Montant engagé HT", None, None, None, id="a whole amount of unknown duration is left out"),
    ],
)
def test_a_register_alone_stands_for_expenses_brought_to_a_year(
    tmp_path: Path, workbench: Workbench, title: str, duration: int | None, kind: AmountKind | None, annual: Decimal | None
) -> None:
    titles = ("N° de marché", "Fournisseur", "Objet", "Date de début", "Date de fin", "Durée (mois)", title)
    row = ("2024-01", "ALPHA", "x", date(2024, 1, 1), date(2027, 12, 31), duration, 4800)
    path = workbook(tmp_path / "t.xlsx", Contrats=[titles, row])
    case = workbench.open_case([path], Request(authority=AN_AUTHORITY, as_of=date(2026, 1, 1)))

    diagnosis = workbench.diagnose(case)

    assert case.readings[0].spend_lines == ()
    assert [each.dependency.annual_amount for each in diagnosis.assessments] == ([annual] if annual else [])
    if kind is not None:
        assert diagnosis.perimeter is not None
        assert diagnosis.perimeter.amount_kind is kind
    else:
        assert "sans durée" in diagnosis.left_out[0].reason


def test_a_register_given_beside_expenses_never_adds_money(tmp_path: Path, workbench: Workbench) -> None:
    register = [
        ("N° de marché", "Fournisseur", "Date de fin", "Préavis", "Montant annuel TTC"),
        ("2024-01", "ALPHA", date(2027, 12, 31), 3, 900),
    ]
    expenses = workbook(tmp_path / "a.xlsx", D=[("Fournisseur", "Libellé", "Montant engagé TTC"), ("ALPHA", "x", 900)])
    paths = [expenses, workbook(tmp_path / "b.xlsx", C=register)]

    diagnosis = workbench.diagnose(workbench.open_case(paths, Request(authority=AN_AUTHORITY, as_of=date(2026, 1, 1))))

    assert diagnosis.perimeter is not None
    assert diagnosis.perimeter.total == 900
    assert diagnosis.assessments[0].dependency.contract_end == date(2027, 12, 31)


def test_the_same_content_given_twice_is_refused(tmp_path: Path, write: Write, workbench: Workbench) -> None:
    paths = [write(SIMPLE), write(SIMPLE, name="copie.csv")]

    with pytest.raises(InputError, match=r"copie\.csv.*même contenu.*table\.csv"):
        workbench.open_case(paths, Request(authority=AN_AUTHORITY, as_of=date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("TOTAL", "", "", "1000"), "ligne de total ou de sous-total"),
        (("", "", "", "1000"), "ni fournisseur, ni libellé"),
        (("6156", "SOUS-TOTAL DSI", "", "1000"), "ligne de total ou de sous-total"),
        (("", "TOTAL GÉNÉRAL TTC", "", "1000"), "ligne de total ou de sous-total"),
        (("6156", "TOTAL ENERGIES", "Carburant", "1000"), None),
        (("6156", "CUMULUS SARL", "Chauffe-eau", "1000"), None),
    ],
)
def test_a_row_that_sums_others_is_never_spending(write: Write, row: tuple[str, ...], reason: str | None) -> None:
    rows = (("Compte", "Fournisseur", "Libellé", "Montant mandaté"), ("6156", "ALPHA", "x", "1000"), row)

    reading = read(write(rows))

    assert [left.reason for left in reading.left_out] == ([reason] if reason else [])
    assert [left.amount for left in reading.left_out] == ([Decimal(1000)] if reason else [])


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Montant mandaté", AmountKind.PAID),
        ("Dépenses réalisées", AmountKind.PAID),
        ("Montant maximal HT", AmountKind.CEILING),
        ("Montant total du marché", AmountKind.CEILING),
        ("Dépenses prévisionnelles", AmountKind.BUDGETED),
        ("Dépenses budgétées", AmountKind.BUDGETED),
        ("Coût estimatif", AmountKind.ESTIMATED),
        ("Montant engagé", AmountKind.COMMITTED),
    ],
)
def test_the_kind_of_amount_is_read_in_its_title(write: Write, title: str, kind: AmountKind) -> None:
    reading = read(write((("Fournisseur", title), ("ALPHA", "1"))))

    assert reading.spend_lines[0].amount_kind is kind


def test_millions_are_multiplied(write: Write) -> None:
    assert read(write((("Fournisseur", "Montant mandaté M€"), ("ALPHA", "1,5")))).spend_lines[0].amount == 1_500_000


@pytest.mark.parametrize(
    ("titles", "row", "said"),
    [
        (("Fournisseur", "Montant mandaté"), ("A", "9" * 29), "hors de toute mesure"),
        (("Fournisseur", "Durée (mois)", "Montant"), ("A", "999", "5"), "durée de 999 mois"),
        (("Fournisseur", "Date de fin", "Préavis", "Montant annuel"), ("A", "31/12/2027", "90", "5"), "préavis de 90 mois"),
    ],
)
def test_values_out_of_bounds_are_rows_to_correct_not_a_failing_plugin(
    write: Write, titles: tuple[str, ...], row: tuple[str, ...], said: str
) -> None:
    with pytest.raises(RowsError, match=said):
        SpreadsheetSource().read(write((titles, row)), SourceOptions())


def test_a_stated_editor_is_kept_apart_from_who_is_paid(write: Write) -> None:
    line = read(write((("Fournisseur", "Éditeur", "Montant mandaté"), ("ALPHA", "BETA", "1")))).spend_lines[0]

    assert (line.supplier_text, line.editor_text) == ("ALPHA", "BETA")


def test_control_characters_of_old_exports_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "dos.csv"
    path.write_bytes("Fournisseur;Montant mandaté\r\nAL\x07PHA;1\r\n\x1a".encode("cp1252"))

    reading = read(path)

    assert [line.supplier_text for line in reading.spend_lines] == ["AL PHA"]
    assert reading.left_out == ()


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_french_letters_are_read_in_old_encodings(write: Write, encoding: str) -> None:
    rows = (("Fournisseur", "Libellé", "Montant mandaté €"), ("NOËL & FILS", "Marché n° 3 : hébergement d’été", "1"))

    line = read(write(rows, encoding=encoding)).spend_lines[0]

    assert (line.supplier_text, line.label) == ("NOËL & FILS", "Marché n° 3 : hébergement d’été")


@pytest.mark.parametrize(
    ("titles", "row", "left_out", "amount"),
    [
        (("Statut",), ("Annulé",), "recette, ou pièce annulée, rejetée ou seulement prévue", None),
        (("Sens",), ("R",), "recette, ou pièce annulée, rejetée ou seulement prévue", None),
        (("Sens",), ("C",), None, Decimal(-40)),
        (("Statut",), ("Rejeté par le comptable",), "recette, ou pièce annulée, rejetée ou seulement prévue", None),
        (("Sens",), ("Recette",), "recette, ou pièce annulée, rejetée ou seulement prévue", None),
        (("Devise",), ("USD",), "autre devise que l’euro", None),
        (("Devise",), ("€",), None, Decimal(40)),
        (("Type",), ("Avoir",), None, Decimal(-40)),
    ],
)
def test_a_row_says_itself_when_it_is_not_spending(
    write: Write, titles: tuple[str], row: tuple[str], left_out: str | None, amount: Decimal | None
) -> None:
    rows = (("Fournisseur", "Libellé", "Montant mandaté", *titles), ("ALPHA", "x", "40", *row), ("BETA", "y", "7"))

    reading = read(write(rows))

    assert [left.reason for left in reading.left_out] == ([left_out] if left_out else [])
    assert [line.amount for line in reading.spend_lines] == [*([amount] if amount else []), 7]


def test_the_detail_of_a_line_is_not_added_to_it(write: Write) -> None:
    rows = (*SIMPLE, ("", "dont Microsoft 365", "900"))

    assert [row.reason for row in read(write(rows)).left_out] == ["détail d’une autre ligne (« dont »)"]


@pytest.mark.parametrize("above", ["Commune de 12 milliers d’habitants", "Achats sous le seuil de 40 k€ HT"])
def test_a_title_that_counts_something_else_multiplies_nothing(write: Write, above: str) -> None:
    assert read(write(((above, "", ""), *SIMPLE))).spend_lines[1].amount == 300


@pytest.mark.parametrize("title", ["Montant mensuel TTC", "Montant trimestriel"])
def test_an_amount_by_month_or_by_unit_is_not_that_of_the_year(write: Write, title: str) -> None:
    with pytest.raises(MappingError, match="par unité, par mois ou par trimestre"):
        read(write((("Fournisseur", title), ("ALPHA", "100"))))


def test_a_table_without_supplier_says_so(write: Write) -> None:
    assert any(
        "aucune colonne de fournisseur" in notice for notice in read(write((("Libellé", "Montant mandaté"), ("x", "1")))).notices
    )


def test_two_columns_cannot_both_be_mapped_to_the_amount(write: Write) -> None:
    rows = (("Fournisseur", "Montant janvier", "Montant février"), ("ALPHA", "1", "2"))

    with pytest.raises(MappingError, match="une seule colonne"):
        read(write(rows), column_meanings={"Montant janvier": "montant", "Montant février": "montant"})


def test_thousands_said_above_the_table_are_multiplied_and_said(write: Write) -> None:
    reading = read(write((("Montants en milliers d’euros", "", ""), *SIMPLE)))

    assert reading.spend_lines[1].amount == 300_000
    assert any("multipliés" in notice for notice in reading.notices)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((("Exercice", "Fournisseur", "Montant mandaté"), ("2024", "A", "1"), ("2025", "A", "1")), "2 exercices"),
        ((("Fournisseur", "Montant TTC (F CFP)"), ("A", "1")), "n’est pas en euros"),
        ((("Fournisseur", "Montant mandaté"),), "aucune ligne au-dessous"),
    ],
)
def test_tables_that_would_give_a_wrong_sum_are_refused(write: Write, rows: Rows, said: str) -> None:
    with pytest.raises(MappingError, match=said):
        read(write(rows))


def test_an_open_quote_that_swallows_rows_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('Fournisseur;Libellé;Montant mandaté\nA;"x;1\nB;y;2\nC;z;3"\n', encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=r"ligne 2 : un guillemet"):
        SpreadsheetSource().read(path, SourceOptions())


def test_a_hidden_sheet_is_left_out_and_two_tables_are_said(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", A=SIMPLE, B=[SIMPLE[0], ("GAMMA", "x", 7), ("DELTA", "y", 8)], Ancien=SIMPLE)
    book = openpyxl.load_workbook(path)
    book["Ancien"].sheet_state = "hidden"
    book.save(path)

    reading = read(path)

    assert len(reading.spend_lines) == 4
    assert {row.reason for row in reading.left_out} == {"feuille masquée"}
    assert any("2 feuilles de dépenses additionnées (« A », « B »)" in notice for notice in reading.notices)


def test_a_summary_beside_the_detail_is_left_out_as_such(tmp_path: Path) -> None:
    reading = read(
        workbook(
            tmp_path / "t.xlsx", Depenses=SIMPLE, Synthese=[("Type de dépense", "Montant"), ("Logiciels", 3), ("Serveurs", 4)]
        )
    )

    assert {row.reason for row in reading.left_out} == {"feuille de synthèse : le détail est lu dans une autre feuille"}
    assert reading.marginals == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [((("Serveurs", "4"), ("Serveurs", "5")), "déjà donné"), ((("Serveurs", "-4"),), "montant négatif")],
)
def test_a_published_split_has_one_positive_amount_by_entry(write: Write, rows: Rows, said: str) -> None:
    with pytest.raises(RowsError, match=said):
        read(write((("Type de dépense", "Montant"), *rows)))


def test_published_totals_are_margins_not_lines(write: Write) -> None:
    by_zone = read(write((("Zone", "Montant"), ("UE", "40"), ("Hors UE", "60"), ("Total", "100"))))

    (table,) = by_zone.marginals
    assert (table.dimension, [(cell.key, cell.amount) for cell in table.cells]) == (
        MarginalDimension.ZONE,
        [("inside", 40), ("outside", 60)],
    )
    assert by_zone.spend_lines == ()


def test_a_split_with_a_label_outside_the_nomenclature_is_a_row_to_correct(write: Write) -> None:
    with pytest.raises(RowsError, match="« Divers » n’est pas reconnu"):
        read(write((("Type de dépense", "Montant"), ("Serveurs", "40"), ("Divers", "60"))))


def test_multi_year_contracts_are_ceilings_counted_once(write: Write) -> None:
    rows = (
        ("id", "acheteur_siret", "objet", "montant", "dureeMois", "dateNotification", "titulaire_nom"),
        ("A1", "1", "Serveurs", "4800", "48", "2024-01-15", "ALPHA"),
        ("A1", "1", "Serveurs", "4800", "48", "2024-01-15", "BETA"),
        ("A2", "2", "Licences", "100", "12", "", "ALPHA"),
    )

    reading = read(write(rows, delimiter=","))

    assert [(line.supplier_text, line.amount, line.amount_kind) for line in reading.spend_lines] == [
        ("ALPHA ; BETA", Decimal(4800), AmountKind.CEILING),
        ("ALPHA", Decimal(100), AmountKind.CEILING),
    ]
    assert reading.left_out[0].reason == "même marché partagé entre plusieurs titulaires : montant déjà compté"
    assert [contract.end for contract in reading.contracts] == [date(2028, 1, 14)]
    assert any("2 acheteurs" in notice for notice in reading.notices)


def test_a_sheet_without_a_table_is_left_out_row_by_row(tmp_path: Path) -> None:
    reading = read(workbook(tmp_path / "t.xlsx", Depenses=SIMPLE, Notes=[("à relire",), ("penser aux copieurs",)]))

    assert [(row.provenance.sheet, row.reason) for row in reading.left_out] == [("Notes", "feuille sans colonne reconnue")] * 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("faux.xlsx", b"%PDF-1.7 ...", "malgré son nom"),
        ("faux.xls", b"%PDF-1.7 ...", "pas un classeur lisible"),
        ("image.csv", b"\x89PNG\x00\x00\x00\rIHDR", "pas du texte"),
        ("blanc.csv", b";;\n;;\n", "aucune cellule remplie"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(UnreadableFileError, match=said) as refused:
        SpreadsheetSource().read(path, SourceOptions())
    assert name in str(refused.value)
    assert isinstance(refused.value, InputError)


def test_a_workbook_that_explodes_when_opened_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)

    with pytest.raises(UnreadableFileError, match="trop volumineux"):
        SpreadsheetSource().read(path, SourceOptions())
