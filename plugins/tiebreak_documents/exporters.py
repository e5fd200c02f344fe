"""Two exporters, one for each format, that write the same documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from tiebreak import Report, ReportInputs
from tiebreak_documents.blocks import Document, with_text
from tiebreak_documents.council_note import council_note
from tiebreak_documents.document_facts import with_document_facts
from tiebreak_documents.docx_writer import render_docx
from tiebreak_documents.html import render_html
from tiebreak_documents.internal_annex import internal_annex
from tiebreak_documents.words import printable

COUNCIL_NOTE = "note-elus"
INTERNAL_ANNEX = "annexe-interne"


class DocxExporter:
    """Writes DOCX files."""

    name = "docx"
    label = "Note pour les élus et annexe interne, au format DOCX"

    def export(self, inputs: ReportInputs) -> tuple[Report, ...]:
        """The documents as DOCX."""
        when = datetime.combine(inputs.diagnosis.as_of, time.min)
        return tuple(
            Report(f"{stem}.docx", render_docx(document, when), is_internal) for stem, document, is_internal in _documents(inputs)
        )


class HtmlExporter:
    """Writes HTML pages of one file each."""

    name = "html"
    label = "Les mêmes documents en une page HTML qui ne charge rien"

    def export(self, inputs: ReportInputs) -> tuple[Report, ...]:
        """The documents as HTML."""
        return tuple(
            Report(f"{stem}.html", render_html(document), is_internal) for stem, document, is_internal in _documents(inputs)
        )


def _documents(inputs: ReportInputs) -> Iterator[tuple[str, Document, bool]]:
    """What is written, whatever the format: any text of a file comes out printable."""
    completed = with_document_facts(inputs)
    yield COUNCIL_NOTE, with_text(council_note(completed), printable), False
    if inputs.diagnosis.assessments:
        yield INTERNAL_ANNEX, with_text(internal_annex(completed), printable), True
