"""Amounts of money: euros, exact, and never added across kinds."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, PlainSerializer

from tiebreak.errors import InputError

CENT = Decimal("0.01")
TOO_LARGE = Decimal(10) ** 12
"""Euros that no collectivité spends: a mistake of typing."""
_TWO_READINGS = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+")


def to_cents(amount: Decimal) -> Decimal:
    """Round to the cent, half to even.

    >>> to_cents(Decimal("10.005"))
    Decimal('10.00')
    """
    return amount.quantize(CENT, rounding=ROUND_HALF_EVEN)


def parse_euros(typed: str) -> Decimal:
    r"""A positive or negative number of euros as a person types it.

    Raises:
        InputError: when it is no number, is out of all measure, or can be read two ways, as "40.000".

    >>> parse_euros("40\u202f000,50 €")
    Decimal('40000.50')
    """
    digits = "".join(typed.replace("€", "").split())
    if _TWO_READINGS.fullmatch(digits):
        raise InputError(f"{typed!r} se lit de deux façons. Écrivez-le sans séparateur de milliers, par exemple 40000.")
    try:
        value = Decimal(digits.replace(",", "."))
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or abs(value) >= TOO_LARGE:
        raise InputError(f"{typed!r} n’est pas un nombre. Écrivez-en un, par exemple 40000.")
    return value


def _written(amount: Decimal) -> str:
    return str(to_cents(amount))


Euros = Annotated[Decimal, AfterValidator(to_cents), PlainSerializer(_written, return_type=str, when_used="json")]
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
