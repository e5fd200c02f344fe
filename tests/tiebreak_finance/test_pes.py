"""A year of PES files: what is kept, what is left out and why, and the account of every line."""

from __future__ import annotations

import re
import resource
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tiebreak_finance.pes_files import SIREN_ALPHA, Line, Pes, Slip, Voucher, pes_text, read_pes_file, slip, write_pes
from tiebreak import (
    AmountKind,
    MappingError,
    Reading,
    Request,
    RowsError,
    SourceOptions,
    TaxBasis,
    UnreadableFileError,
    Workbench,
)
from tiebreak.testing import A_DAY, AN_AUTHORITY, registry_of
from tiebreak_finance import pes_folder, plugin
from tiebreak_finance.source_pes import PesSource
from tiebreak_finance.xml_streams import CHUNK_BYTES, XmlStream


def left_out(reading: Reading) -> dict[str, tuple[int, Decimal | None]]:
    return {row.reason: (row.row_count, row.amount) for row in reading.left_out}


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-8", "windows-1252"])
def test_a_digital_line_is_evidence_with_all_that_it_says(tmp_path: Path, encoding: str) -> None:
    line = Line(account="2051", amount="100.00", tax="20.00", name="ÉDITIONS ALPHA", words=("Facture 12",), contract="2026-M-01")

    reading = read_pes_file(write_pes(tmp_path / "a.xml", slip(line, subject="Licences été"), encoding=encoding))

    (found,) = reading.spend_lines
    assert (found.supplier_text, found.label, found.account) == ("ÉDITIONS ALPHA", "Licences été · Facture 12", "2051")
    assert (found.amount, found.amount_kind, found.tax_basis) == (Decimal("120.00"), AmountKind.PAID, TaxBasis.INCLUDED)
    assert (found.supplier_siren, found.contract_number) == (SIREN_ALPHA, "2026-M-01")
    assert (found.provenance.sheet, found.provenance.row) == (None, 1)
    assert reading.year == 2026


def test_every_line_of_a_file_is_evidence_or_left_out_with_its_amount(tmp_path: Path) -> None:
    lines = (
        Line(account="21838", amount="10.00"),
        Line(account="60612", amount="7.50"),
        Line(account="61351", amount="2.50"),
        Line(account="6156", amount="4.00", name="BETA", words=("ASCENSEUR",)),
        Line(account="6156", amount="3.00", name="BETA", words=("MAINTENANCE LOGICIEL",)),
    )

    reading = read_pes_file(write_pes(tmp_path / "a.xml", slip(*lines, subject="Divers")))

    assert [(line.provenance.row, line.amount) for line in reading.spend_lines] == [(1, Decimal(10)), (5, Decimal(3))]
    assert left_out(reading) == {
        "compte hors du périmètre numérique": (2, Decimal("10.00")),
        "compte partagé, rien ne dit que c’est numérique": (1, Decimal("4.00")),
    }
    assert reading.rows_in_file == 5
    assert "1 mandat sur 1 et 2 lignes sur 5" in reading.notices[0]
    assert any("6156 (Maintenance) : 1 ligne, 4" in notice for notice in reading.notices)


def test_a_shared_account_is_digital_when_the_catalogue_sees_an_editor(tmp_path: Path) -> None:
    path = write_pes(
        tmp_path / "a.xml", slip(Line(account="6156", amount="4.00", name="BETA", words=("CONTRAT",)), subject="2026")
    )

    asked: list[tuple[str, str]] = []
    reading = read_pes_file(path, is_known_digital=lambda supplier, label: asked.append((supplier, label)) or supplier == "BETA")

    assert [line.amount for line in reading.spend_lines] == [Decimal(4)]
    assert asked[0][0] == "BETA"
    assert read_pes_file(path).spend_lines == ()


@pytest.mark.parametrize(
    ("slip_kind", "kind", "nature", "written", "kept"),
    [
        pytest.param("01", "01", "01", "100.00", "100.00", id="mandat ordinaire"),
        pytest.param("01", "09", "02", "100.00", "100.00", id="mandat sur marché"),
        pytest.param("01", "01", "01", "-100.00", "-100.00", id="avoir écrit négatif"),
        pytest.param("02", "02", "06", "100.00", "-100.00", id="bordereau d’annulation"),
        pytest.param("02", "01", "01", "100.00", "-100.00", id="bordereau d’annulation, pièce muette"),
        pytest.param("01", "02", "06", "100.00", "-100.00", id="mandat correctif qui annule"),
        pytest.param("01", "01", "10", "100.00", "-100.00", id="annulation de rattachement"),
        pytest.param("02", "02", "06", "-100.00", "-100.00", id="annulation déjà négative"),
        pytest.param("01", "02", "07", "100.00", "100.00", id="mandat complémentaire"),
        pytest.param("01", "01", "09", "100.00", "100.00", id="annulant un titre : une dépense"),
        pytest.param("04", "05", "01", "100.00", "100.00", id="régularisation"),
    ],
)
def test_the_sign_of_an_amount_is_that_of_its_codes(
    tmp_path: Path, slip_kind: str, kind: str, nature: str, written: str, kept: str
) -> None:
    pes = Pes((Slip((Voucher((Line(amount=written),), kind=kind, nature=nature),), kind=slip_kind),))

    reading = read_pes_file(write_pes(tmp_path / "a.xml", pes))

    assert [line.amount for line in reading.spend_lines] == [Decimal(kept)]
    assert any("se retranche" in notice for notice in reading.notices) == kept.startswith("-")


def test_the_credit_of_a_cancelled_voucher_comes_back_as_an_expense(tmp_path: Path) -> None:
    voucher = Voucher((Line(amount="100.00"), Line(amount="-20.00")), kind="02", nature="06")

    reading = read_pes_file(write_pes(tmp_path / "a.xml", Pes((Slip((voucher,), kind="02"),))))

    assert [line.amount for line in reading.spend_lines] == [Decimal(-100), Decimal(20)]


@pytest.mark.parametrize(
    ("slip_kind", "kind", "reason"),
    [
        ("01", "03", "opération d’ordre, sans paiement"),
        ("01", "04", "opération d’ordre, sans paiement"),
        ("01", "11", "ordre de paiement, hors budget"),
        ("01", "12", "demande d’émission, pas encore un mandat"),
        ("03", "01", "ordre de paiement, hors budget"),
        ("01", "02", "mandat correctif dont le sens n’est pas dit"),
        ("01", "99", "type de pièce inconnu"),
        ("77", "01", "type de pièce inconnu"),
        ("01", None, "type de pièce inconnu"),
    ],
)
def test_what_is_no_payment_or_cannot_be_told_is_left_out(tmp_path: Path, slip_kind: str, kind: str | None, reason: str) -> None:
    pes = Pes((Slip((Voucher(kind=kind),), kind=slip_kind),))

    reading = read_pes_file(write_pes(tmp_path / "a.xml", pes))

    assert left_out(reading) == {reason: (1, Decimal("100.00"))}
    assert reading.spend_lines == ()


def test_a_siren_is_kept_only_when_its_key_is_right(tmp_path: Path) -> None:
    lines = (
        Line(siret="11111111800019"),
        Line(siret="11111111800018"),
        Line(siret="111111118", siret_kind="02"),
        Line(siret="111111118", siret_kind="03"),
        Line(siret=None),
    )

    reading = read_pes_file(write_pes(tmp_path / "a.xml", slip(*lines)))

    assert [line.supplier_siren for line in reading.spend_lines] == [SIREN_ALPHA, None, SIREN_ALPHA, None, None]


def test_a_year_is_read_from_a_folder_of_files_and_archives(tmp_path: Path) -> None:
    folder = tmp_path / "2026"
    write_pes(folder / "janvier.xml", Pes((Slip(number="1"),)))
    with zipfile.ZipFile(folder / "fevrier.zip", "w") as archive:
        archive.writestr("a/pes.xml", pes_text(Pes((Slip(number="2"),))))
        archive.writestr("a/pes.xml.zip", b"PK")
        archive.writestr("lisez-moi.txt", b"texte")
    (folder / "autre.xml").write_text("<REQUEST/>", encoding="utf-8")
    (folder / "facture.xml").write_text(
        '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>', encoding="utf-8"
    )

    reading = read_pes_file(folder)

    assert sorted(str(line.provenance.sheet) for line in reading.spend_lines) == ["fevrier.zip/a/pes.xml", "janvier.xml"]
    assert {reason: count for reason, (count, _) in left_out(reading).items()} == {
        "fichier d’un autre format": 2,
        "archive dans une archive : à extraire d’abord": 1,
        "facture électronique : à donner à part": 1,
    }
    assert reading.rows_in_file == 6


def test_an_archive_that_holds_a_name_twice_is_read_under_two_names(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pes.xml", pes_text(Pes((Slip(number="1"),))))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("pes.xml", pes_text(Pes((Slip(number="2"),))))

    reading = read_pes_file(path)

    assert [line.provenance.sheet for line in reading.spend_lines] == ["pes.xml", "pes.xml (2)"]


def test_a_bordereau_given_signed_and_unsigned_counts_once(tmp_path: Path) -> None:
    write_pes(tmp_path / "2026" / "a.xml", Pes())
    write_pes(tmp_path / "2026" / "b-signe.xml", Pes(is_signed=True))

    reading = read_pes_file(tmp_path / "2026")

    assert len(reading.spend_lines) == 1
    assert left_out(reading) == {"bordereau déjà lu dans un autre fichier": (1, None)}


def test_two_bordereaux_of_one_number_that_differ_are_a_question(tmp_path: Path) -> None:
    write_pes(tmp_path / "2026" / "a.xml", slip(Line(amount="100.00")))
    write_pes(tmp_path / "2026" / "b.xml", slip(Line(amount="90.00")))

    with pytest.raises(RowsError, match=r"« b\.xml » : le bordereau 72 est aussi dans « a\.xml », avec d’autres lignes"):
        read_pes_file(tmp_path / "2026")

    reading = read_pes_file(tmp_path / "2026", leaves_out_unreadable=True)
    assert [line.amount for line in reading.spend_lines] == [Decimal(100)]


def test_the_same_number_in_two_budgets_is_two_bordereaux(tmp_path: Path) -> None:
    write_pes(tmp_path / "2026" / "a.xml", Pes(budget="00"))
    write_pes(tmp_path / "2026" / "b.xml", Pes(budget="01"))

    assert len(read_pes_file(tmp_path / "2026").spend_lines) == 2


def test_the_same_bordereau_given_by_two_paths_is_seen(tmp_path: Path) -> None:
    paths = [write_pes(tmp_path / "a.xml"), write_pes(tmp_path / "b.xml", Pes(is_signed=True))]
    workbench = Workbench(registry_of(finance=plugin))

    with pytest.raises(UnreadableFileError, match="a le même contenu"):
        workbench.open_case(paths, Request(authority=AN_AUTHORITY, as_of=A_DAY))


def test_several_years_are_refused_by_name(tmp_path: Path) -> None:
    write_pes(tmp_path / "pes" / "a.xml", Pes((Slip(year="2025", number="1"),)))
    write_pes(tmp_path / "pes" / "b.xml", Pes((Slip(year="2026", number="1"),)))

    with pytest.raises(MappingError, match=r"2025 dans « a\.xml » ; 2026 dans « b\.xml »"):
        read_pes_file(tmp_path / "pes")


def test_receipts_and_files_of_attachments_are_said_and_left_out(tmp_path: Path) -> None:
    write_pes(tmp_path / "pes" / "a.xml", Pes())
    write_pes(tmp_path / "pes" / "recette.xml", Pes((Slip((Voucher((Line(), Line())),)),), domain="PES_RecetteAller"))
    write_pes(tmp_path / "pes" / "pj.xml", Pes((), attachment_bytes=10))

    reading = read_pes_file(tmp_path / "pes")

    assert left_out(reading) == {
        "titre de recette": (2, None),
        "flux sans ligne de mandat : pièces justificatives seules, ou bordereau vide": (1, None),
    }


def test_attachments_and_signatures_are_passed_over(tmp_path: Path) -> None:
    path = write_pes(tmp_path / "a.xml", Pes(attachment_bytes=12_000_000, is_signed=True))

    assert len(read_pes_file(path).spend_lines) == 1


def test_the_inside_of_an_attachment_is_never_handed_to_the_parser(tmp_path: Path) -> None:
    path = write_pes(tmp_path / "a.xml", Pes(attachment_bytes=12_000_000))
    size = path.stat().st_size

    with path.open("rb") as opened:
        stream = XmlStream(opened, path.name)
        handed = sum(len(chunk) for chunk in iter(stream.read, b""))

    assert size > 16_000_000
    assert handed < 4 * CHUNK_BYTES


def test_a_bordereau_that_does_not_hold_what_it_announces_is_said(tmp_path: Path) -> None:
    slips = (Slip(number="1"), Slip(number="2", announced_amount="999.00"), Slip(number="3", announced_count="4"))

    reading = read_pes_file(write_pes(tmp_path / "a.xml", Pes(slips)))

    assert [notice.split(" : ")[1] for notice in reading.notices if "annoncent" in notice] == [
        "2, 3. Vérifiez que leurs fichiers sont entiers."
    ]


def test_flows_of_two_authorities_and_reverse_charged_tax_are_said(tmp_path: Path) -> None:
    write_pes(tmp_path / "pes" / "a.xml", slip(Line(is_reverse_charged=True)))
    write_pes(tmp_path / "pes" / "b.xml", Pes(siret="11111111800019"))

    notices = " ".join(read_pes_file(tmp_path / "pes").notices)

    assert "Flux de plusieurs collectivités (SIREN 111111118, 210000006)" in notices
    assert "1 ligne en TVA intracommunautaire" in notices


def test_bordereaux_without_number_are_told_apart_by_their_lines(tmp_path: Path) -> None:
    slips = (Slip(number=None), Slip((Voucher(number="833"),), number=None), Slip(number=None))

    reading = read_pes_file(write_pes(tmp_path / "a.xml", Pes(slips)))

    assert len(reading.spend_lines) == 2
    assert left_out(reading) == {"bordereau déjà lu dans un autre fichier": (1, None)}


def test_lines_outside_a_voucher_or_a_bordereau_are_accounted_for(tmp_path: Path) -> None:
    text = pes_text(slip(Line(), Line()))
    without_voucher = re.sub(r"(</?)(Bloc)?Piece>", r"\1Autre>", text).replace('IdBord V="72"', 'IdBord V="73"')
    alone = re.sub(r"</?(Piece|Bordereau|BlocBordereau|PES_DepenseAller)\b[^>]*>", "", text)
    (tmp_path / "pes").mkdir()
    for name, content in (("a.xml", text), ("b.xml", without_voucher), ("c.xml", alone)):
        (tmp_path / "pes" / name).write_text(content, encoding="utf-8")

    reading = read_pes_file(tmp_path / "pes")

    assert len(reading.spend_lines) == 2
    assert {reason: count for reason, (count, _) in left_out(reading).items()} == {
        "type de pièce inconnu": 2,
        "autre domaine que la dépense": 2,
    }


def test_progress_is_told_of_a_long_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pes_folder, "PROGRESS_LINES", 1)
    said: list[str] = []
    path = write_pes(tmp_path / "a.xml")

    PesSource().read(path, SourceOptions(progress=said.append))

    assert said == ["Lecture de a.xml : 1 lignes de mandat…"]


def test_only_files_folders_and_archives_of_pes_are_accepted(tmp_path: Path) -> None:
    source = PesSource()
    (tmp_path / "inventaire").mkdir()
    (tmp_path / "inventaire" / "poste.xml").write_text("<REQUEST><CONTENT/></REQUEST>", encoding="utf-8")
    (tmp_path / "vide").mkdir()
    (tmp_path / "tableur.csv").write_text("<n:PES_Aller>", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "autre.zip", "w") as archive:
        archive.writestr("a.xml", "<REQUEST/>")
    commented = tmp_path / "commentaire.xml"
    commented.write_text("\ufeff<?xml version='1.0'?><!-- < --><?x y?>\n<PES_Aller>", encoding="utf-8")

    assert source.accepts(commented)
    refused = ("inventaire", "vide", "tableur.csv", "autre.zip", "absent.xml")
    assert [source.accepts(tmp_path / name) for name in refused] == [False] * 5


def test_a_folder_with_a_damaged_archive_is_read_to_say_so(tmp_path: Path) -> None:
    write_pes(tmp_path / "pes" / "a.xml")
    (tmp_path / "pes" / "b.zip").write_bytes(b"PK\x03\x04 coupe")

    assert PesSource().accepts(tmp_path / "pes")
    with pytest.raises(RowsError, match=r"Archive « b\.zip » illisible"):
        PesSource().read(tmp_path / "pes", SourceOptions())


def test_a_year_of_more_archives_than_files_can_be_open_is_read(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    for number in range(60):
        with zipfile.ZipFile(tmp_path / "2026" / f"{number}.zip", "w") as archive:
            archive.writestr("pes.xml", pes_text(Pes((Slip(number=str(number + 1)),))))
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("fichiers ouverts inconnus sur ce système")
    highest = max(int(each.name) for each in Path("/proc/self/fd").iterdir())
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 20, limits[1]))
    try:
        reading = read_pes_file(tmp_path / "2026")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)

    assert len(reading.spend_lines) == 60
