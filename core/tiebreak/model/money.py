"""Amounts of money: euros, exact, and never added across kinds."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, PlainSerializer

CENT = Decimal("0.01")


def to_cents(amount: Decimal) -> Decimal:
    """Round to the cent, half to even.

    >>> to_cents(Decimal("10.005"))
    Decimal('10.00')
    """
    return amount.quantize(CENT, rounding=ROUND_HALF_EVEN)


Euros = Annotated[Decimal, AfterValidator(to_cents), PlainSerializer(str, return_type=str, when_used="json")]
"""Euros rounded to the cent; written as a string in JSON so that no reader makes a float of it."""


class AmountKind(StrEnum):
    """What an amount is. Kinds are never summed with one another."""

    PAID = "paid"
    COMMITTED = "committed"
    BUDGETED = "budgeted"
    CEILING = "ceiling"
    ESTIMATED = "estimated"


AMOUNT_KIND_LABELS = {
    AmountKind.PAID: "mandaté",
    AmountKind.COMMITTED: "engagé",
    AmountKind.BUDGETED: "budgété",
    AmountKind.CEILING: "plafond de marché",
    AmountKind.ESTIMATED: "estimé",
}


class TaxBasis(StrEnum):
    """With or without VAT, or not said by the source."""

    EXCLUDED = "excluded"
    INCLUDED = "included"
    UNSTATED = "unstated"


TAX_BASIS_LABELS = {
    TaxBasis.EXCLUDED: "HT",
    TaxBasis.INCLUDED: "TTC",
    TaxBasis.UNSTATED: "HT ou TTC non précisé",
}
