"""Electronic invoices in three formats: the same lines, the total checked, and what is left out said."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tiebreak_finance.invoice_files import Bill, cii, pdf, read_bills, write_bill
from tests.tiebreak_finance.pes_files import SIREN_ALPHA, write_pes
from tiebreak import AmountKind, MappingError, Reading, RowsError, SourceOptions, TaxBasis, UnreadableFileError
from tiebreak_finance.source_invoices import InvoiceSource

FORMATS = ("f.xml", "f.ubl.xml", "f.pdf")
ONE_LINE = Bill(lines=(("Licence", "100.00"),), allowances=(), charges=(), total="100.00")


def left_out(reading: Reading) -> dict[str, int]:
    return {row.reason: row.row_count for row in reading.left_out}


@pytest.mark.parametrize("name", FORMATS)
def test_an_invoice_gives_the_same_lines_in_every_format(tmp_path: Path, name: str) -> None:
    reading = read_bills(write_bill(tmp_path / name))

    assert [(line.label, line.amount) for line in reading.spend_lines] == [
        ("Licence", Decimal(100)),
        ("Assistance", Decimal(20)),
        ("Remise fidélité", Decimal(-10)),
        ("Port", Decimal(5)),
    ]
    (first, *_) = reading.spend_lines
    assert (first.supplier_text, first.supplier_siren) == ("ALPHA LOGICIELS", SIREN_ALPHA)
    assert (first.contract_number, first.service) == ("2026-M-01", "DSI")
    assert (first.amount_kind, first.tax_basis, reading.year) == (AmountKind.COMMITTED, TaxBasis.EXCLUDED, 2026)
    assert "une facture est due, elle n’est pas encore un mandat" in reading.notices[1]


@pytest.mark.parametrize("name", FORMATS)
def test_a_credit_note_is_subtracted(tmp_path: Path, name: str) -> None:
    reading = read_bills(write_bill(tmp_path / name, replace(ONE_LINE, kind="381")))

    assert [line.amount for line in reading.spend_lines] == [Decimal(-100)]
    assert "dont 1 avoir" in reading.notices[0]


def test_a_credit_note_written_negative_is_taken_as_it_stands(tmp_path: Path) -> None:
    bill = replace(ONE_LINE, kind="381", lines=(("Licence", "-100.00"),), total="-100.00")

    assert [line.amount for line in read_bills(write_bill(tmp_path / "f.xml", bill)).spend_lines] == [Decimal(-100)]


@pytest.mark.parametrize("name", FORMATS)
def test_an_invoice_that_does_not_add_up_is_refused_with_both_figures(tmp_path: Path, name: str) -> None:
    path = write_bill(tmp_path / name, Bill(total="115.01"))

    with pytest.raises(UnreadableFileError, match=r"font 115\.00 € HT, et son total est de 115\.01 € HT"):
        InvoiceSource().read(path, SourceOptions())


def test_an_invoice_without_lines_is_one_line_of_its_total(tmp_path: Path) -> None:
    bill = Bill(lines=(), allowances=(), charges=(), total="115.00")

    reading = read_bills(write_bill(tmp_path / "f.xml", bill))

    assert [(line.label, line.amount) for line in reading.spend_lines] == [("Facture sans ligne", Decimal(115))]
    assert "1 facture sans ligne" in reading.notices[2]


def test_lines_that_group_others_count_for_nothing_and_transport_counts(tmp_path: Path) -> None:
    lines = (("Lot", "0"), ("Licence", "100.00"), ("Pour mémoire", "7.00"))
    bill = replace(ONE_LINE, lines=lines, line_status=("GROUP", "DETAIL", "INFORMATION"), logistics="4.00", total="104.00")

    reading = read_bills(write_bill(tmp_path / "f.xml", bill))

    assert [line.amount for line in reading.spend_lines] == [Decimal(100), Decimal(4)]
    assert left_out(reading) == {"ligne de regroupement ou d’information, sans montant propre": 2}


def test_the_same_invoice_in_two_formats_counts_once(tmp_path: Path) -> None:
    for name in FORMATS:
        write_bill(tmp_path / "factures" / name)

    reading = read_bills(tmp_path / "factures")

    assert len(reading.spend_lines) == 4
    assert left_out(reading) == {"facture déjà lue : même vendeur, même numéro": 8}


def test_one_number_with_two_totals_is_a_question(tmp_path: Path) -> None:
    write_bill(tmp_path / "factures" / "a.xml", ONE_LINE)
    write_bill(tmp_path / "factures" / "b.xml", replace(ONE_LINE, lines=(("Licence", "90.00"),), total="90.00"))

    with pytest.raises(RowsError, match=r"« b\.xml » : même vendeur et même numéro que « a\.xml », autre total"):
        read_bills(tmp_path / "factures")
    assert [line.amount for line in read_bills(tmp_path / "factures", leaves_out_unreadable=True).spend_lines] == [Decimal(100)]


@pytest.mark.parametrize("name", ["b.xml", "b.ubl.xml"])
def test_a_corrected_invoice_beside_its_correction_is_a_question(tmp_path: Path, name: str) -> None:
    write_bill(tmp_path / "factures" / "a.xml", ONE_LINE)
    write_bill(tmp_path / "factures" / name, replace(ONE_LINE, number="F-002", kind="384", corrects="F-001"))

    with pytest.raises(RowsError, match=r"« a\.xml » : corrigée par"):
        read_bills(tmp_path / "factures")
    reading = read_bills(tmp_path / "factures", leaves_out_unreadable=True)
    assert [line.provenance.sheet for line in reading.spend_lines] == [name]


def test_other_currencies_and_prepayments_are_left_out_and_said(tmp_path: Path) -> None:
    write_bill(tmp_path / "factures" / "a.xml", ONE_LINE)
    write_bill(tmp_path / "factures" / "b.xml", replace(ONE_LINE, number="F-002", currency="USD"))
    write_bill(tmp_path / "factures" / "c.xml", replace(ONE_LINE, number="F-003", kind="386"))

    reading = read_bills(tmp_path / "factures")

    assert len(reading.spend_lines) == 1
    assert {row.reason: row.amount for row in reading.left_out} == {
        "facture dans une autre monnaie que l’euro": None,
        "facture d’acompte : la facture finale peut la reprendre": Decimal("100.00"),
    }


def test_invoices_of_two_years_are_refused(tmp_path: Path) -> None:
    write_bill(tmp_path / "factures" / "a.xml", ONE_LINE)
    write_bill(tmp_path / "factures" / "b.xml", replace(ONE_LINE, number="F-002", date="20251231"))

    with pytest.raises(MappingError, match="1 facture de 2025, 1 facture de 2026"):
        read_bills(tmp_path / "factures")


@pytest.mark.parametrize(
    ("scheme", "identifier", "kept"),
    [
        ("0002", "111111118", "111111118"),
        ("0009", "11111111800019", "111111118"),
        ("0002", "111111119", None),
        ("0088", "111111118", None),
        ("0009", "35600000000048", "356000000"),
    ],
)
def test_a_seller_is_known_by_the_registers_that_give_a_siren(
    tmp_path: Path, scheme: str, identifier: str, kept: str | None
) -> None:
    for name in ("f.xml", "f.ubl.xml"):
        reading = read_bills(write_bill(tmp_path / name, replace(ONE_LINE, scheme=scheme, identifier=identifier)))
        assert [line.supplier_siren for line in reading.spend_lines] == [kept]


def test_an_archive_of_invoices_is_read_with_what_else_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "factures.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1/f.pdf", pdf(cii(ONE_LINE)))
        archive.writestr("2/autre.xml", "<REQUEST/>")
        archive.writestr("2/note.txt", "texte")
        archive.writestr("2/encore.zip", "texte")

    reading = read_bills(path)

    assert [line.provenance.sheet for line in reading.spend_lines] == ["1/f.pdf"]
    assert left_out(reading) == {"fichier d’un autre format": 2, "archive dans une archive : à extraire d’abord": 1}


def test_every_bad_invoice_of_a_folder_is_named_at_once_or_left_out(tmp_path: Path) -> None:
    write_bill(tmp_path / "factures" / "a.xml", ONE_LINE)
    write_bill(tmp_path / "factures" / "b.xml", replace(ONE_LINE, number="F-002", total="1"))
    (tmp_path / "factures" / "c.pdf").write_bytes(pdf(None))
    (tmp_path / "factures" / "d.zip").write_bytes(b"PK")
    write_pes(tmp_path / "factures" / "pes.xml")

    with pytest.raises(RowsError) as refused:
        InvoiceSource().read(tmp_path / "factures", SourceOptions())
    assert [problem.split(" : ")[0] for problem in refused.value.problems] == [
        "« b.xml »",
        "« c.pdf »",
        "Archive « d.zip » illisible (File is not a zip file). Téléchargez-la ou exportez-la de nouveau.",
    ]

    reading = InvoiceSource().read(tmp_path / "factures", SourceOptions(leaves_out_unreadable=True))
    assert left_out(reading) == {"fichier illisible, écarté à la demande": 3, "flux PES : à donner à part": 1}


def test_what_holds_no_invoice_is_not_accepted(tmp_path: Path) -> None:
    source = InvoiceSource()
    write_pes(tmp_path / "mixte" / "pes.xml")
    write_bill(tmp_path / "mixte" / "f.xml")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.pdf").write_bytes(pdf(None))
    (tmp_path / "facture.xml").write_text("<Invoice xmlns='urn:autre'/>", encoding="utf-8")
    (tmp_path / "casse.zip").write_bytes(b"PK")

    assert [source.accepts(tmp_path / name) for name in ("mixte", "plans", "facture.xml", "casse.zip", "absent.pdf")] == [
        False
    ] * 5


def test_a_folder_of_pdf_invoices_alone_is_accepted(tmp_path: Path) -> None:
    write_bill(tmp_path / "factures" / "f.pdf")

    assert InvoiceSource().accepts(tmp_path / "factures")
