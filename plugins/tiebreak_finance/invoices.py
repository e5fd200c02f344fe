"""An electronic invoice, whatever its format: its seller, its lines before tax, and the total they must make."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tiebreak import UnreadableFileError, to_cents

CREDIT_TYPES = frozenset({"261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"})
"""Types of document (UNTDID 1001) that take back money."""
PREPAYMENT_TYPES = frozenset({"386", "500", "503"})
EURO = "EUR"
_AMOUNT = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d{0,10})?|\.\d{1,10})", re.ASCII)
_DATE = re.compile(r"(20\d\d)-?(?:0[1-9]|1[0-2])-?\d\d(?:\D.*)?", re.ASCII)


@dataclass(frozen=True)
class InvoiceLine:
    """A line, or an allowance or charge on the whole document."""

    label: str
    amount: Decimal
    """Euros before tax, at the cent, as written: positive in a credit note too."""
    is_counted: bool = True
    """False for a line that only groups others or informs."""


@dataclass(frozen=True)
class Invoice:
    """What is read of an invoice: no address, no contact, no bank account."""

    number: str
    type_code: str
    year: int
    currency: str
    seller: str | None
    siren: str | None
    contract_number: str | None
    buyer_reference: str | None
    corrects: frozenset[str]
    """Numbers of the invoices that it refers to."""
    lines: tuple[InvoiceLine, ...]
    total: Decimal
    """Total before tax, as written."""
    digest: str

    @property
    def is_credit(self) -> bool:
        """Whether it takes back money."""
        return self.type_code in CREDIT_TYPES

    @property
    def sign(self) -> int:
        """What its amounts are multiplied by; a credit note written negative is taken as it stands."""
        return -1 if self.is_credit and self.total > 0 else 1

    @property
    def key(self) -> tuple[str, str]:
        """Seller and number: the same twice is the same invoice."""
        return (self.siren or (self.seller or "").casefold(), self.number)


def checked(invoice: Invoice, shown: str) -> Invoice:
    """The invoice, whose lines make its total.

    Raises:
        UnreadableFileError: when they do not, with both figures.
    """
    total = sum((line.amount for line in invoice.lines if line.is_counted), Decimal(0))
    if invoice.currency == EURO and total != to_cents(invoice.total):
        raise UnreadableFileError(
            f"« {shown} » : ses lignes, remises et frais font {total} € HT, et son total est de {invoice.total} € HT. "
            "Demandez une facture juste au fournisseur."
        )
    return invoice


def amount_of(written: str | None, what: str, shown: str) -> Decimal:
    """A number as the formats write it.

    Raises:
        UnreadableFileError: when it is none.
    """
    text = (written or "").strip()
    if not _AMOUNT.fullmatch(text):
        raise UnreadableFileError(f"« {shown} » : {what} absent ou illisible. Demandez une facture conforme au fournisseur.")
    return to_cents(Decimal(text))


def year_of(written: str | None, shown: str) -> int:
    """The year of a date.

    Raises:
        UnreadableFileError: when it is none.
    """
    found = _DATE.fullmatch((written or "").strip())
    if found is None:
        raise UnreadableFileError(
            f"« {shown} » : date de facture absente ou illisible. Demandez une facture conforme au fournisseur."
        )
    return int(found.group(1))
