"""From files that are hard to the note that is read out: never a name, never a figure without its denominator."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.tiebreak_documents.reading import page, without_spaces, words_of_docx

from tiebreak import Report, Request, Workbench
from tiebreak.testing import AN_AUTHORITY


def reports_of_table(workbench: Workbench, folder: Path, text: str, *, name: str = "depenses.csv") -> dict[str, Report]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    case = workbench.open_case([path], Request(authority=AN_AUTHORITY, as_of=date(2026, 6, 1)))
    diagnosis = workbench.diagnose(case)
    written = workbench.reports(case, diagnosis, workbench.plan(case, diagnosis) if diagnosis.assessments else None)
    return {report.filename: report for report in written}


def test_the_name_of_a_file_may_name_a_supplier_and_is_for_the_annex_only(workbench: Workbench, tmp_path: Path) -> None:
    text = "Fournisseur;Libellé;Montant mandaté TTC\nALPHA;x;100\nBETA;y;50\nTotal;;150\n"

    reports = reports_of_table(workbench, tmp_path, text, name="Factures Microsoft 365.csv")

    assert "Microsoft" not in page(reports["note-elus.html"]).text
    assert "Microsoft" not in words_of_docx(reports["note-elus.docx"])
    assert "ligne de total ou de sous-total" in page(reports["note-elus.html"]).text
    assert "Factures Microsoft 365.csv" in page(reports["annexe-interne.html"]).text


def test_a_share_is_said_of_its_own_denominator_when_credits_exceed_expenses(workbench: Workbench, tmp_path: Path) -> None:
    rows = ("MICROSOFT FRANCE;Microsoft 365;10000", "OVH;Serveur dédié;5000", "ADOBE;Acrobat Pro;-4000")
    text = "\n".join(("Fournisseur;Libellé;Montant mandaté TTC", *rows))

    note = page(reports_of_table(workbench, tmp_path, text)["note-elus.html"]).text

    assert "Sur15000€" in without_spaces(note)
    assert "letotalnetestde11000€" in without_spaces(note)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Fournisseur;Libellé;Montant maximum\nALPHA;x;100\n", "ramené à l’année", id="ceilings without duration"),
        pytest.param("Fournisseur;Libellé;Montant mandaté\nALPHA;x;-100\n", "Les avoirs annulent", id="only credits"),
    ],
)
def test_nothing_to_measure_is_said_as_such_and_not_as_a_published_total(
    workbench: Workbench, tmp_path: Path, text: str, said: str
) -> None:
    note = page(reports_of_table(workbench, tmp_path, text)["note-elus.html"]).text

    assert said in note
    assert "totaux publiés" not in note
    assert "ligne à ligne" not in note


def test_what_has_no_alternative_and_what_leads_do_not_cover_are_said_in_the_annex_only(
    workbench: Workbench, tmp_path: Path
) -> None:
    rows = ("DELL;Ordinateurs portables Latitude;9000", "MICROSOFT FRANCE;Exchange Online;5000")
    text = "\n".join(("Fournisseur;Libellé;Montant mandaté TTC", *rows))

    reports = reports_of_table(workbench, tmp_path, text)
    annex, note = page(reports["annexe-interne.html"]).text, page(reports["note-elus.html"]).text

    assert "Sans alternative européenne aujourd’hui" in annex
    assert "Processeurs des postes et des serveurs" in annex
    assert "Ce que des pistes ne couvrent pas" in annex
    assert "Logiciel de poste : il ne remplace pas un serveur de messagerie" not in note
    assert "Intel" not in note
