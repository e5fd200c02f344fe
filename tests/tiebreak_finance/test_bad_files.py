"""Files that are damaged, hostile or of another kind: each is a clear sentence in French, or plain data, never a crash."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tiebreak_finance.invoice_files import Bill, cii, pdf, ubl, write_bill
from tests.tiebreak_finance.pes_files import Line, Pes, Slip, Voucher, pes_text, slip, write_pes
from tiebreak import CaseFile, InputError, Request, SourceOptions, Workbench
from tiebreak.testing import A_DAY, AN_AUTHORITY, registry_of
from tiebreak_finance import invoice_files, plugin
from tiebreak_finance.source_invoices import InvoiceSource
from tiebreak_finance.source_pes import PesSource

Write = Callable[[Path], Path]
TEXT = pes_text(Pes())
ROOT_END = TEXT.index(">") + 1


def open_case(path: Path) -> CaseFile:
    """The whole way in, strict: a crash of the plugin fails the test."""
    return Workbench(registry_of(finance=plugin)).open_case([path], Request(authority=AN_AUTHORITY, as_of=A_DAY))


def text_file(content: str | bytes, name: str = "a.xml") -> Write:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode("iso-8859-1") if isinstance(content, str) else content)
        return path

    return write


def pes(content: Pes) -> Write:
    return lambda folder: write_pes(folder / "a.xml", content)


def bill(content: Bill, name: str = "f.xml") -> Write:
    return lambda folder: write_bill(folder / name, content)


def archive(entries: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> Write:
    def write(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "a.zip", "w", method) as opened:
            for name, content in entries.items():
                opened.writestr(name, content)
        return folder / "a.zip"

    return write


def encrypted_archive(folder: Path) -> Path:
    path = archive({"a.xml": TEXT})(folder)
    raw = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + offset] |= 1
    path.write_bytes(raw)
    return path


def archive_with_a_wrong_checksum(folder: Path) -> Path:
    path = archive({"a.xml": TEXT}, method=zipfile.ZIP_STORED)(folder)
    path.write_bytes(path.read_bytes().replace(b"ALPHA", b"ALPHB"))
    return path


def empty_folder(folder: Path) -> Path:
    (folder / "vide").mkdir()
    (folder / "vide" / "notes.txt").write_text("rien", encoding="utf-8")
    return folder / "vide"


BOMB = '<!DOCTYPE PES_Aller [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
EXTERNAL = '<!DOCTYPE PES_Aller [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

REFUSED: dict[str, tuple[Write, str]] = {
    "XML coupé": (text_file(TEXT[:-200]), "XML vide, tronqué, mal formé ou démesuré"),
    "XML coupé dans un attribut": (text_file(TEXT[: TEXT.index("ALPHA") + 3]), "XML vide, tronqué, mal formé"),
    "entités qui se multiplient": (text_file(BOMB + TEXT.replace("Licences", "&c;")), "déclare un DTD"),
    "entité extérieure": (text_file(EXTERNAL + TEXT.replace("<Piece>", "<Piece>&x;")), "déclare un DTD"),
    "DTD seul": (text_file('<!DOCTYPE PES_Aller SYSTEM "http://192.0.2.1/pes.dtd">' + TEXT), "déclare un DTD"),
    "DTD en UTF-16": (text_file((EXTERNAL + TEXT).encode("utf-16")), "déclare un DTD"),
    "entité inconnue": (text_file(TEXT.replace("<Piece>", "<Piece>&inconnue;")), "mal formé"),
    "octets NUL": (text_file(TEXT.replace("Licences", "Lic\0ences")), "mal formé"),
    "octets NUL à la fin": (text_file(TEXT + "\0" * 70_000), "mal formé"),
    "encodage inconnu": (text_file('<?xml version="1.0" encoding="KLINGON"?>' + TEXT), "mal formé"),
    "UTF-8 qui n’en est pas": (text_file(TEXT.replace("Licences", "été")), "mal formé"),
    "10 000 niveaux": (text_file(TEXT[:ROOT_END] + "<a>" * 10_000 + "</a>" * 10_000 + TEXT[ROOT_END:]), "démesuré"),
    "attribut de 11 Mo": (pes(slip(subject="é " * 5_500_000)), "démesuré"),
    "bordereau vide": (pes(Pes((Slip(()),))), "aucune ligne de mandat.*bordereau vide"),
    "aucun bordereau": (pes(Pes(())), "aucune ligne de mandat"),
    "recettes seules": (pes(Pes(domain="PES_RecetteAller")), r"aucune ligne de mandat.*titre de recette \(1\)"),
    "balises d’un autre espace": (text_file(TEXT.replace("<n:PES_Aller ", '<n:PES_Aller xmlns="urn:x" ')), "aucune ligne de mandat"),
    "montant 1e308": (pes(slip(Line(amount="1e308"))), "bordereau 72, mandat 832, ligne 1 : montant MtHT '1e308' illisible"),
    "montant à virgule": (pes(slip(Line(amount="12,5"))), "montant MtHT '12,5' illisible ; le format écrit 1234.56"),
    "montant NaN": (pes(slip(Line(amount="NaN"))), "montant MtHT 'NaN' illisible"),
    "montant vide": (pes(slip(Line(amount=""))), r"montant MtHT \(vide\) illisible"),
    "montant au millième": (pes(slip(Line(amount="1.005"))), "montant MtHT '1.005' illisible"),
    "montant de treize chiffres": (pes(slip(Line(amount="1234567890123"))), "montant MtHT '1234567890123' illisible"),
    "montant absent": (pes(slip(Line(amount=None))), r"montant \(MtHT\) absent"),
    "TVA illisible": (pes(slip(Line(tax="20 %"))), r"montant MtTVA \(non montré\) illisible"),
    "compte absent": (pes(slip(Line(account=""))), r"compte \(Nature\) absent"),
    "année 0202": (pes(Pes((Slip(year="0202"),))), "exercice '0202' illisible"),
    "année absente": (pes(Pes((Slip(year=None),))), r"exercice \(vide\) illisible"),
    "archive coupée": (text_file(b"PK\x03\x04coupe", "a.zip"), "Archive « a.zip » illisible"),
    "archive à mot de passe": (encrypted_archive, "protégée par un mot de passe"),
    "archive bombe": (archive({"a.xml": b" " * 60_000_000}), "démesurée une fois ouverte"),
    "archive au contenu altéré": (archive_with_a_wrong_checksum, "« a.xml » : illisible"),
    "archive au XML coupé": (archive({"a.xml": TEXT, "b.xml": TEXT[:-90]}), "« b.xml » : XML vide, tronqué"),
    "PDF sans pièce jointe": (text_file(pdf(None), "f.pdf"), "PDF sans facture électronique à l’intérieur.*Chorus Pro"),
    "PDF à la pièce jointe étrangère": (text_file(pdf("<a/>"), "f.pdf"), "PDF sans facture électronique"),
    "PDF coupé": (text_file(pdf(cii(Bill()))[:1200], "f.pdf"), "PDF abîmé ou tronqué"),
    "PDF à mot de passe": (text_file(pdf(cii(Bill()), password="secret"), "f.pdf"), "PDF protégé par un mot de passe"),
    "PDF qui n’en est pas un": (text_file("texte", "f.pdf"), "n’est pas un PDF"),
    "facture au DTD": (text_file("<!DOCTYPE CrossIndustryInvoice [<!ENTITY a 'b'>]>" + cii(Bill())), "déclare un DTD"),
    "facture coupée": (text_file(cii(Bill())[:-30]), "XML vide, tronqué"),
    "facture sans numéro": (bill(Bill(number="")), "numéro de facture absent"),
    "facture sans type": (bill(Bill(kind="")), "type de document absent"),
    "facture sans monnaie": (bill(Bill(currency=""), "f.ubl.xml"), "monnaie absent"),
    "facture sans date": (bill(Bill(date="31/01/2026")), "date de facture absente ou illisible"),
    "facture au total illisible": (bill(Bill(total="1e308")), "total hors taxe absent ou illisible"),
    "facture à la ligne NaN": (bill(Bill(lines=(("Licence", "NaN"),))), "montant d’une ligne absent ou illisible"),
    "facture à la remise sans sens": (
        text_file(ubl(Bill()).replace("<cbc:ChargeIndicator>false", "<cbc:ChargeIndicator>?").encode()), "une remise ou des frais"
    ),
    "dossier sans rien à lire": (empty_folder, "aucun lecteur n’y trouve ce qu’il lit"),
    "XML d’une autre racine": (text_file("<REQUEST/>"), "aucun lecteur pour ce format"),
    "facture d’un autre espace de noms": (text_file("<Invoice/>"), "aucun lecteur pour ce format"),
    "commentaire sans fin": (text_file("<!-- <PES_Aller>"), "aucun lecteur pour ce format"),
}  # fmt: skip


@pytest.mark.parametrize(("write", "said"), REFUSED.values(), ids=REFUSED)
def test_a_bad_file_is_refused_in_a_sentence_that_says_what_and_where(tmp_path: Path, write: Write, said: str) -> None:
    with pytest.raises(InputError, match=said):
        open_case(write(tmp_path))


READ: dict[str, Write] = {
    "libellé d’un mégaoctet": pes(slip(subject="LOGICIEL " * 120_000)),
    "commentaires et instructions": text_file("<?a b?><!-- c -->" + TEXT.replace("<Piece>", "<!-- d --><?e f?><Piece>")),
    "texte d’un mégaoctet": text_file(TEXT.replace("<Piece>", f"<Piece>{'a b ' * 260_000}")),
    "archive aux noms qui remontent": archive({"../../a.xml": TEXT}),
    "archive aux noms de contrôle": archive({"a\n\x1b.xml": TEXT}),
    "balise racine sans préfixe": text_file(TEXT.replace("n:PES_Aller", "PES_Aller")),
    "majuscules au suffixe": text_file(TEXT, "A.XML"),
}


@pytest.mark.parametrize("write", READ.values(), ids=READ)
def test_what_is_odd_and_harmless_is_read(tmp_path: Path, write: Write) -> None:
    (reading,) = open_case(write(tmp_path)).readings

    assert len(reading.spend_lines) == 1
    assert len(reading.spend_lines[0].label) <= 300
    assert (reading.spend_lines[0].provenance.sheet or "").isprintable()
    assert not (tmp_path.parent / "a.xml").exists()


def test_every_bad_line_and_file_is_named_at_once(tmp_path: Path) -> None:
    lines = (Line(amount="x1"), Line(), Line(tax="1,2"))
    write_pes(tmp_path / "pes" / "a.xml", slip(*lines))
    text_file(TEXT[:-90], "b.xml")(tmp_path / "pes")
    write_pes(tmp_path / "pes" / "c.xml", Pes((Slip(year="26", number="9"),)))

    with pytest.raises(InputError) as refused:
        open_case(tmp_path / "pes")

    problems = str(refused.value).splitlines()[1:]
    assert [problem.split(" : ")[0].strip(" -") for problem in problems] == [
        "« a.xml », bordereau 72, mandat 832, ligne 1",
        "« a.xml », bordereau 72, mandat 832, ligne 3",
        "« b.xml »",
        "« c.xml », bordereau 9",
    ]


def test_bad_lines_and_files_are_left_out_only_when_the_user_says_so(tmp_path: Path) -> None:
    write_pes(tmp_path / "pes" / "a.xml", slip(Line(amount="x1"), Line()))
    text_file(TEXT[:-90], "b.xml")(tmp_path / "pes")
    write_pes(tmp_path / "pes" / "c.xml", Pes((Slip(year="26", number="9"),)))

    reading = PesSource().read(tmp_path / "pes", SourceOptions(leaves_out_unreadable=True))

    assert len(reading.spend_lines) == 1
    assert {row.reason: row.row_count for row in reading.left_out} == {
        "ligne illisible, écartée à la demande": 2,
        "fichier illisible, écarté à la demande": 1,
    }


def test_hundreds_of_bad_lines_are_counted_and_the_first_shown(tmp_path: Path) -> None:
    path = write_pes(tmp_path / "a.xml", Pes((Slip((Voucher([Line(amount="x")] * 230),)),)))

    with pytest.raises(InputError, match=r"à corriger, 230 endroits(?s:.*)… et 30 autres$"):
        open_case(path)


def test_hundreds_of_bad_invoices_are_counted_and_the_first_shown(tmp_path: Path) -> None:
    for rank in range(203):
        write_bill(tmp_path / "factures" / f"f{rank}.xml", Bill(number=f"F{rank}", total="1"))

    with pytest.raises(InputError, match=r"à corriger, 203 factures(?s:.*)… et 3 autres$"):
        open_case(tmp_path / "factures")


def test_a_file_too_large_to_be_an_invoice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invoice_files, "MAX_FILE_BYTES", 10)

    with pytest.raises(InputError, match="ce n’est pas une facture"):
        open_case(write_bill(tmp_path / "f.xml"))


@pytest.mark.parametrize("source", [PesSource(), InvoiceSource()])
def test_a_source_asked_to_read_what_it_does_not_says_so(tmp_path: Path, source: PesSource | InvoiceSource) -> None:
    with pytest.raises(InputError, match=r"n’est pas un flux PES|ni CII \(Factur-X\) ni UBL"):
        source.read(text_file("<REQUEST/>")(tmp_path), SourceOptions())
    (tmp_path / "vide").mkdir()
    with pytest.raises(InputError, match=r"aucune ligne de mandat|aucune facture"):
        source.read(tmp_path / "vide", SourceOptions())


def test_an_xml_of_an_old_format_within_a_pdf_is_named(tmp_path: Path) -> None:
    old = cii(replace(Bill(), number="F-9")).replace("CrossIndustryInvoice", "CrossIndustryDocument")

    with pytest.raises(InputError, match=r"ni CII \(Factur-X\) ni UBL 2\.1|PDF sans facture électronique"):
        open_case(text_file(pdf(old), "f.pdf")(tmp_path))
