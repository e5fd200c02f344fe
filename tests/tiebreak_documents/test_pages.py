"""The Word documents opened by an office suite: they convert, in few pages, without a blank one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tiebreak import CaseFile, Workbench

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        shutil.which("soffice") is None or shutil.which("pdftotext") is None, reason="demande LibreOffice et poppler"
    ),
]


@pytest.mark.parametrize("sample", ["commune", "published"])
def test_the_note_becomes_a_pdf_of_few_full_pages(
    sample: str, request: pytest.FixtureRequest, workbench: Workbench, tmp_path: Path
) -> None:
    case: CaseFile = request.getfixturevalue(sample)
    diagnosis = workbench.diagnose(case)
    trajectory = workbench.plan(case, diagnosis) if diagnosis.assessments else None
    note = next(report for report in workbench.reports(case, diagnosis, trajectory) if report.filename == "note-elus.docx")
    (tmp_path / note.filename).write_bytes(note.content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"

    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", note.filename], cwd=tmp_path, check=True, capture_output=True
    )

    text = subprocess.run(
        ["pdftotext", "-layout", "note-elus.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout
    pages = text.rstrip("\f\n").split("\f")
    assert 1 < len(pages) <= 7
    assert all(len(page.split()) > 25 for page in pages)
    assert "Dépendance numérique" in pages[0]
    first_two = " ".join(" ".join(pages[:2]).replace("\u00a0", " ").split())
    titles = ["En bref", "Trajectoire proposée", "Ce que le conseil peut décider"] if trajectory else ["Totaux publiés"]
    assert [title for title in titles if title not in first_two] == []
