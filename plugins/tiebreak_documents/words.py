"""How dates, ranges and names are written in the documents."""

from __future__ import annotations

from datetime import date

from tiebreak import AMOUNT_KIND_LABELS, TAX_BASIS_LABELS, FactRegister, Nomenclature, Perimeter

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
FICTITIOUS = "Collectivité fictive : données de démonstration"
INTERNAL = "Document interne : à ne pas publier ni joindre à une consultation"


def long_date(day: date) -> str:
    """A date in words.

    >>> long_date(date(2026, 8, 1))
    '1er août 2026'
    """
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def month_of(day: date) -> str:
    """Month and year, as in a calendar of actions."""
    return f"{day:%m/%Y}"


def share_range(facts: FactRegister, prefix: str) -> str:
    """The two bounds of a share, or one figure when they are printed the same."""
    low, high = str(facts[f"{prefix}.low"]), str(facts[f"{prefix}.high"])
    return low if low == high else f"{low} à {high}"


def amounts_label(perimeter: Perimeter) -> str:
    """What the amounts of the perimeter are, such as `mandaté TTC`."""
    return f"{AMOUNT_KIND_LABELS[perimeter.amount_kind]}, {TAX_BASIS_LABELS[perimeter.tax_basis]}"


def function_label(nomenclature: Nomenclature, identifier: str | None) -> str:
    """Name of a function, or that it could not be told."""
    function = nomenclature.function(identifier) if identifier else None
    return function.label if function else "Fonction non identifiée"
