"""Entry point of the documents plugin."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import ReportExporter, hookimpl
from tiebreak_documents.exporters import DocxExporter, HtmlExporter


@hookimpl
def tiebreak_report_exporters() -> Sequence[ReportExporter]:
    """The note for élus and the internal annex, in two formats."""
    return [DocxExporter(), HtmlExporter()]
