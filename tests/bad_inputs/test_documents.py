"""What a cell says stays a text that nobody obeys, in every document, whatever it asks."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from tests.bad_inputs.test_text_tables import HEAD, ORDERS
from tests.conftest import DAY
from tiebreak import Authority, Report, Request, Workbench
from tiebreak_evaluations.fuzz_seeds import csv_bytes

ACTIVE = re.compile(
    r"<(?:script|iframe|object|embed|link|form|base|meta http-equiv)\b|\son\w+\s*=|javascript:(?!alert\(1\)\))|w:instrText|w:fldSimple",
    re.IGNORECASE,
)
STRANGE = "EXEMPLE\ufffe\uffff\u202e\u200b\x85\x9b"


def reports(workbench: Workbench, path: Path, rows: list[tuple[str, str, float]]) -> dict[str, Report]:
    path.write_bytes(csv_bytes([HEAD, *rows]))
    case = workbench.open_case([path], Request(authority=Authority(name="Commune d’essai", year=2026), as_of=DAY))
    diagnosis = workbench.diagnose(case)
    return {report.filename: report for report in workbench.reports(case, diagnosis, workbench.plan(case, diagnosis))}


def written(report: Report) -> str:
    """All the text and marks of a document."""
    if not report.filename.endswith(".docx"):
        return report.content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(report.content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith((".xml", ".rels")))


def active_marks(documents: dict[str, str]) -> dict[str, Counter[str]]:
    """Marks that do something, by document: those of a document of plain cells are its own."""
    return {name: Counter(found.casefold() for found in ACTIVE.findall(text)) for name, text in documents.items()}


def test_cells_that_give_orders_are_inert_in_every_document(workbench: Workbench, tmp_path: Path) -> None:
    plain_rows = [(f"EXEMPLE {rank} SARL", f"Maintenance {rank}", 1000.0 + rank) for rank, _ in enumerate(ORDERS)]
    rows = [(f"{order} SARL", order, 1000.0 + rank) for rank, order in enumerate(ORDERS)]

    plain = {name: written(report) for name, report in reports(workbench, tmp_path / "simple.csv", plain_rows).items()}
    given = {name: written(report) for name, report in reports(workbench, tmp_path / "ordres.csv", rows).items()}

    assert any("&lt;script&gt;alert(1)&lt;/script&gt;" in text for text in given.values()), "le texte n’y est pas, échappé"
    assert active_marks(given) == active_marks(plain)
    assert [name for name, text in given.items() if re.search(r'(?:href|src|Target)="?(?:http://exemple|javascript)', text)] == []
    assert all("{{ 7 * 7 }}" in text or "7 * 7" not in text for text in given.values()), (
        "un modèle écrit dans une cellule a été calculé"
    )


def test_an_order_in_a_cell_changes_no_figure(workbench: Workbench, tmp_path: Path) -> None:
    plain = reports(
        workbench, tmp_path / "a.csv", [("EXEMPLE ALPHA", "Maintenance", 500.0), ("EXEMPLE BETA", "Maintenance", 700.0)]
    )
    given = reports(workbench, tmp_path / "b.csv", [("EXEMPLE ALPHA", ORDERS[2], 500.0), ("EXEMPLE BETA", "Maintenance", 700.0)])

    def figures(report: Report) -> list[str]:
        text = re.sub(r"<style.*?</style>", "", written(report), flags=re.DOTALL)
        return re.findall(r"\d[\d\u202f\u00a0]*(?:,\d+)?[\u202f\u00a0 ]?€", text)

    assert figures(plain["note-elus.html"])
    assert figures(given["note-elus.html"]) == figures(plain["note-elus.html"])


def test_characters_that_no_document_holds_do_not_stop_the_documents(workbench: Workbench, tmp_path: Path) -> None:
    rows = [(STRANGE, f"Maintenance {STRANGE}", 500.0), ("EXEMPLE BETA", "Suite", 700.0)]

    found = reports(workbench, tmp_path / "etrange.csv", rows)

    assert {Path(name).suffix for name in found} >= {".html", ".docx"}
    for name, report in found.items():
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(report.content)) as archive:
                etree.fromstring(archive.read("word/document.xml"))
