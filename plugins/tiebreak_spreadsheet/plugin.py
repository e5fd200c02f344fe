"""Entry point of the spreadsheet plugin."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import Source, hookimpl
from tiebreak_spreadsheet.source import SpreadsheetSource


@hookimpl
def tiebreak_sources() -> Sequence[Source]:
    """Tables of expenses, of contracts, and published totals."""
    return [SpreadsheetSource()]
