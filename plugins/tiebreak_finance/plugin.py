"""What this package adds to TIE Break."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import Source, hookimpl
from tiebreak_finance.source_invoices import InvoiceSource
from tiebreak_finance.source_pes import PesSource


@hookimpl
def tiebreak_sources() -> Sequence[Source]:
    """Vouchers sent to the treasury, and electronic invoices."""
    return [PesSource(), InvoiceSource()]
