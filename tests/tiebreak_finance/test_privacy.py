"""Bank details, addresses and natural persons appear nowhere: not in what is read, nor said, nor raised, nor logged."""

from __future__ import annotations

import logging
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tiebreak_finance.invoice_files import Bill, cii, pdf, ubl, write_bill
from tests.tiebreak_finance.pes_files import (
    ADDRESS,
    BIC,
    FIRST_NAME,
    IBAN,
    SECRETS,
    SURNAME,
    Line,
    Pes,
    Slip,
    Voucher,
    pes_text,
    slip,
    write_pes,
)
from tiebreak import InputError, SourceOptions
from tiebreak_finance.source_invoices import InvoiceSource
from tiebreak_finance.source_pes import PesSource

PERSON = Line(
    name=SURNAME, category="01", legal_form="01", words=(f"VIR {SURNAME}",), siret="111111118", siret_kind="02", person=True
)


def said_of(path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], *, leaves_out: bool = False) -> str:
    """Everything that comes out of a reading, whether it succeeds or not."""
    source = InvoiceSource() if path.suffix == ".pdf" or ".ubl" in path.name or "facture" in path.name else PesSource()
    told: list[str] = []
    with caplog.at_level(logging.DEBUG):
        try:
            reading = source.read(path, SourceOptions(leaves_out_unreadable=leaves_out, progress=told.append))
            told += [reading.model_dump_json(), repr(reading), *reading.notices]
        except InputError as error:
            told += [str(error), "".join(traceback.format_exception(error))]
    captured = capfd.readouterr()
    return "\n".join([*told, caplog.text, captured.out, captured.err])


def hidden(text: str) -> list[str]:
    """The secrets found: lines of source that a traceback quotes hold the names of constants, never their values."""
    return [secret for secret in SECRETS if secret.casefold() in text.casefold()]


@pytest.mark.parametrize("account", ["2051", "6156", "60612", "99"])
@pytest.mark.parametrize("subject", ["Licence", f"Remboursement {SURNAME} {FIRST_NAME}"])
def test_nothing_is_kept_of_a_natural_person(
    tmp_path: Path, account: str, subject: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    line = Line(**{**PERSON.__dict__, "account": account})

    text = said_of(write_pes(tmp_path / "a.xml", slip(line, subject=subject)), caplog, capfd)

    assert hidden(text) == []
    assert "111111118" not in text


def test_the_money_of_a_person_counts_without_name_nor_label(tmp_path: Path) -> None:
    path = write_pes(tmp_path / "a.xml", slip(PERSON, subject=f"Licence {SURNAME}"))

    reading = PesSource().read(path, SourceOptions())

    (line,) = reading.spend_lines
    assert (line.supplier_text, line.label, line.supplier_siren) == (None, "", None)
    assert any("personne physique" in notice for notice in reading.notices)


def test_a_shared_account_never_looks_at_the_words_of_a_person(tmp_path: Path) -> None:
    line = Line(**{**PERSON.__dict__, "account": "6156"})

    reading = PesSource().read(write_pes(tmp_path / "a.xml", slip(line, subject="Maintenance logiciel")), SourceOptions())

    assert [row.reason for row in reading.left_out] == [
        "compte partagé, tiers qui peut être une personne physique : ni nom ni libellé regardés"
    ]


def test_an_iban_in_a_label_or_a_name_is_hidden(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    line = Line(words=(f"VIREMENT {IBAN}",), name=f"ALPHA {IBAN}", contract=IBAN)

    assert hidden(said_of(write_pes(tmp_path / "a.xml", slip(line, subject=IBAN)), caplog, capfd)) == []


SECRET_LINE = Line(amount=IBAN, name=SURNAME)
PES_TEXT = pes_text(slip(PERSON))


def _edited(old: str, new: str) -> Callable[[Path], Path]:
    return lambda folder: _written(folder / "a.xml", PES_TEXT.replace(old, new))


def _written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode("iso-8859-1") if isinstance(text, str) else text)
    return path


def _zipped(folder: Path, content: bytes) -> Path:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("a.xml", PES_TEXT)
        archive.writestr("b.xml", content)
    return folder / "a.zip"


FAILURES: dict[str, Callable[[Path], Path]] = {
    "montant qui est un IBAN": lambda folder: write_pes(folder / "a.xml", slip(SECRET_LINE)),
    "TVA qui est un nom": lambda folder: write_pes(folder / "a.xml", slip(Line(tax=SURNAME))),
    "compte qui est une adresse": lambda folder: write_pes(folder / "a.xml", slip(Line(account=ADDRESS))),
    "exercice qui est un nom": lambda folder: write_pes(folder / "a.xml", Pes((Slip(year=SURNAME),))),
    "numéros qui sont des noms": lambda folder: write_pes(
        folder / "a.xml", Pes((Slip((Voucher((Line(amount="?"),), number=SURNAME),), number=IBAN),))
    ),
    "codes qui sont des noms": lambda folder: write_pes(
        folder / "a.xml", Pes((Slip((Voucher(kind=SURNAME, nature=FIRST_NAME),), kind=BIC),))
    ),
    "entité qui est un nom": _edited("<Piece>", f"<Piece>&{SURNAME};"),
    "balise qui est un nom": _edited("<Piece>", f"<{SURNAME}>"),
    "attribut mal fermé": _edited(f'Nom V="{SURNAME}"', f'Nom V="{SURNAME}'),
    "coupé dans le tiers": lambda folder: _written(folder / "a.xml", PES_TEXT[: PES_TEXT.index(IBAN) + len(IBAN)]),
    "caractère interdit après le nom": _edited(f'V="{SURNAME}"', f'V="{SURNAME}\0"'),
    "DTD": lambda folder: _written(folder / "a.xml", f'<!DOCTYPE PES_Aller [<!ENTITY x "{SURNAME}">]>{PES_TEXT}'),
    "recette": lambda folder: write_pes(folder / "a.xml", Pes((Slip((Voucher((PERSON,)),)),), domain="PES_RecetteAller")),
    "archive dont un fichier est coupé": lambda folder: _zipped(folder, PES_TEXT[:2000].encode()),
    "facture CII coupée": lambda folder: _written(folder / "facture.xml", cii(Bill())[:-40]),
    "facture dont le total est un IBAN": lambda folder: write_bill(folder / "facture.xml", Bill(total=IBAN)),
    "facture dont la date est un nom": lambda folder: write_bill(folder / "facture.xml", Bill(date=SURNAME)),
    "facture UBL qui ne tombe pas juste": lambda folder: _written(folder / "f.ubl.xml", ubl(Bill(total="1"))),
    "facture saine": lambda folder: write_bill(folder / "facture.xml", Bill()),
    "facture PDF saine": lambda folder: write_bill(folder / "f.pdf", Bill()),
    "facture PDF au XML coupé": lambda folder: _written(folder / "f.pdf", pdf(cii(Bill())[:-40])),
    "PDF coupé": lambda folder: _written(folder / "f.pdf", pdf(cii(Bill()))[:900]),
}


@pytest.mark.parametrize("leaves_out", [False, True])
@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_no_failure_says_more_than_where_and_what(
    tmp_path: Path,
    failure: Callable[[Path], Path],
    leaves_out: bool,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    text = said_of(failure(tmp_path), caplog, capfd, leaves_out=leaves_out)

    assert text.strip()
    assert hidden(text) == []
