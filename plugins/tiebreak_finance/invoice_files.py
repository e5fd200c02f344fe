"""The XML of an invoice, given as such or within a PDF."""

from __future__ import annotations

from tiebreak import Member, UnreadableFileError
from tiebreak_finance.pdf_invoices import PDF_MARK, embedded_xml
from tiebreak_finance.xml_heads import HEAD_BYTES, XmlKind, kind_of

MAX_FILE_BYTES = 50_000_000


def xml_of(member: Member, shown: str, *, is_alone: bool) -> tuple[bytes, XmlKind] | None:
    """The XML of an invoice, alone or within a PDF, and its kind; `None` for an XML of another kind.

    Raises:
        UnreadableFileError: when it is too large, or a PDF that holds none.
    """
    if member.size > MAX_FILE_BYTES:
        raise UnreadableFileError(f"« {shown} » : plus de {MAX_FILE_BYTES // 1_000_000} Mo, ce n’est pas une facture.")
    with member.opens() as stream:
        raw = stream.read()
    is_pdf = PDF_MARK in raw[:1024] or shown.lower().endswith(".pdf")
    xml = embedded_xml(raw, shown) if is_pdf else raw
    kind = kind_of(xml[:HEAD_BYTES])
    if kind is None and (is_pdf or is_alone):
        raise UnreadableFileError(
            f"« {shown} » : le XML n’est ni CII (Factur-X) ni UBL 2.1. Demandez la facture dans l’un de ces formats."
        )
    return None if kind is None else (xml, kind)
