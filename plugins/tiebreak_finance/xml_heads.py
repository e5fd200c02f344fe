"""What the first bytes of an XML file say that it is, before any parser sees it."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

HEAD_BYTES = 16_384
"""Enough for the declaration, comments and the first tag with all its namespaces."""

_TAG = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)[\s/>]")
_DOCTYPE = re.compile(r"<!DOCTYPE\s+(?:[\w.-]+:)?([\w.-]+)")
_SKIPPED = (("<!--", "-->"), ("<?", "?>"))
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


class XmlKind(StrEnum):
    """Kinds of XML file that this package reads."""

    PES = "pes"
    CII = "cii"
    UBL_INVOICE = "ubl-invoice"
    UBL_CREDIT_NOTE = "ubl-credit-note"


INVOICE_KINDS = frozenset({XmlKind.CII, XmlKind.UBL_INVOICE, XmlKind.UBL_CREDIT_NOTE})

_ROOTS = {
    "PES_Aller": (XmlKind.PES, ""),
    "CrossIndustryInvoice": (XmlKind.CII, "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"),
    "Invoice": (XmlKind.UBL_INVOICE, f"{_UBL}Invoice-2"),
    "CreditNote": (XmlKind.UBL_CREDIT_NOTE, f"{_UBL}CreditNote-2"),
}
"""Name of the root to its kind, and to the namespace that tells it from others of that name."""


def kind_of(head: bytes) -> XmlKind | None:
    """What the file is by its root; `None` for any other.

    >>> kind_of(b'<?xml version="1.0"?><n:PES_Aller xmlns:n="x">')
    <XmlKind.PES: 'pes'>
    >>> kind_of(b"<REQUEST>") is None
    True
    """
    text = _text_of(head)
    found = _TAG.match(text) or _DOCTYPE.match(text)
    kind, namespace = _ROOTS.get(found.group(1), (None, "")) if found else (None, "")
    return kind if namespace in text else None


def has_doctype(head: bytes) -> bool:
    """Whether a DTD stands before the root: it can only stand there, and can hold entities that expand without end."""
    return _text_of(head).startswith("<!DOCTYPE")


def _text_of(head: bytes) -> str:
    """What follows the declaration, comments and instructions."""
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16", errors="replace") if wide else head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    text = text.lstrip()
    while skipped := next((pair for pair in _SKIPPED if text.startswith(pair[0])), None):
        _, closed, after = text.partition(skipped[1])
        text = after.lstrip() if closed else ""
    return text
