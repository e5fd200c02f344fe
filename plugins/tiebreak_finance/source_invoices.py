"""The source of electronic invoices; what it needs to read them is imported when it reads."""

from __future__ import annotations

from pathlib import Path

from tiebreak import Reading, SourceOptions
from tiebreak_finance.accepting import PDF, look_at
from tiebreak_finance.xml_heads import INVOICE_KINDS, XmlKind


class InvoiceSource:
    """Reads Factur-X, CII and UBL invoices."""

    name = "invoices"
    label = "Factures électroniques : Factur-X (PDF), CII, UBL 2.1 (fichier, dossier ou zip)"
    suffixes = (".pdf", ".xml", ".zip")

    def accepts(self, path: Path) -> bool:
        """Whether it is an invoice, or holds some and no PES; a PDF alone is always looked into."""
        if path.suffix.lower() == PDF and path.is_file():
            return True
        look = look_at(path)
        return XmlKind.PES not in look.kinds and (bool(look.kinds & INVOICE_KINDS) or look.has_pdf_invoice)

    def read(self, path: Path, options: SourceOptions) -> Reading:
        """The lines of every invoice, and the account of all that was given.

        Raises:
            InputError: when something cannot be read or does not add up, with every such file.
        """
        from tiebreak_finance.invoice_folder import read_invoices  # noqa: PLC0415 - heavy

        return read_invoices(path, options)
