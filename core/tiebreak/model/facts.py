"""The register of every figure that a document may print, with its formula and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from tiebreak.model.base import Frozen, Text

NARROW_NO_BREAK_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"


FactIdentifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$", max_length=200)]
"""What is measured, then of what, then which bound: `dependency.xyz.risk-low`."""


class FactUnit(StrEnum):
    """How a figure is counted."""

    EUR = "eur"
    SHARE = "share"
    COUNT = "count"
    SCORE = "score"
    YEAR = "year"
    MONTHS = "months"


class FactRounding(StrEnum):
    """How a figure is rounded when printed: a bound is never printed more favourable than it is."""

    NEAREST = "nearest"
    DOWN = "down"
    UP = "up"


ROUNDINGS = {FactRounding.NEAREST: ROUND_HALF_UP, FactRounding.DOWN: ROUND_FLOOR, FactRounding.UP: ROUND_CEILING}


class Fact(Frozen):
    """One figure, how it was obtained, and from what."""

    id: FactIdentifier
    value: Decimal | None
    """`None` when it is unknown or was not published."""
    unit: FactUnit
    formula: Text
    """In French, enough to redo it by hand."""
    sources: tuple[str, ...] = ()
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    """Decimals printed; a share is printed as a percentage."""
    rounding: FactRounding = FactRounding.NEAREST

    def __str__(self) -> str:
        return formatted(self)


def formatted(fact: Fact) -> str:
    """The figure as French readers expect it; an unknown one says so.

    >>> formatted(Fact(id="x", value=Decimal("0.51849"), unit=FactUnit.SHARE, formula="a / b", decimals=2))
    '51,85\\xa0%'
    """
    if fact.value is None:
        return "inconnu"
    if fact.unit is FactUnit.YEAR:
        return str(int(fact.value))
    value = fact.value * 100 if fact.unit is FactUnit.SHARE else fact.value
    number = french_number(value, fact.decimals, ROUNDINGS[fact.rounding])
    match fact.unit:
        case FactUnit.EUR:
            return f"{number}{NO_BREAK_SPACE}€"
        case FactUnit.SHARE:
            return f"{number}{NO_BREAK_SPACE}%"
        case FactUnit.MONTHS:
            return f"{number}{NO_BREAK_SPACE}mois"
        case _:
            return number


def french_number(value: Decimal, decimals: int = 0, rounding: str = ROUND_HALF_UP) -> str:
    """A number with French separators, rounded half up unless said otherwise.

    >>> french_number(Decimal("11630000")), french_number(Decimal("-0.4"))
    ('11\\u202f630\\u202f000', '0')
    """
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)
    rounded = abs(rounded) if rounded.is_zero() else rounded
    return f"{rounded:,}".replace(",", NARROW_NO_BREAK_SPACE).replace(".", ",")


def printed_share(fact: Fact) -> Decimal:
    """A share as it is printed, between 0 and 1.

    Raises:
        ValueError: when it is unknown, and printed as such.
    """
    if fact.value is None:
        raise ValueError(f"le fait {fact.id!r} est inconnu")
    return fact.value.quantize(Decimal(1).scaleb(-fact.decimals - 2), rounding=ROUNDINGS[fact.rounding])


def agree(count: Fact, one: str, many: str) -> str:
    """The words that agree with a figure, which takes the place of `{}`.

    >>> years = Fact(id="plan.years", value=Decimal(1), unit=FactUnit.COUNT, formula="horizon indiqué")
    >>> agree(years, "{} an", "{} ans")
    '1 an'
    """
    is_plural = count.value is None or abs(count.value) >= 2
    return (many if is_plural else one).replace("{}", str(count))


class FactRegister:
    """Facts by identifier, in the order in which they were stated."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._facts: dict[str, Fact] = {}
        for fact in facts:
            self.add(fact)

    def add(self, fact: Fact) -> Fact:
        """Put a fact on the register.

        Raises:
            ValueError: when the identifier already stands for another figure.
        """
        known = self._facts.setdefault(fact.id, fact)
        if known != fact:
            raise ValueError(f"le fait {fact.id!r} existe déjà avec une autre valeur")
        return known

    def __getitem__(self, identifier: str) -> Fact:
        return self._facts[identifier]

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._facts

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())

    def __len__(self) -> int:
        return len(self._facts)
