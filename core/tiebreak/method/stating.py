"""How a figure of the register is stated: its unit, its rounding, and the formula in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tiebreak.model.facts import Fact, FactRounding, FactUnit, printed_share
from tiebreak.model.interval import Interval


def euro_fact(identifier: str, value: Decimal | None, formula: str, *sources: str) -> Fact:
    """Euros; `None` is printed as unknown."""
    return Fact(id=identifier, value=value, unit=FactUnit.EUR, formula=formula, sources=sources)


def count_fact(identifier: str, value: int, formula: str, *sources: str) -> Fact:
    """A whole number."""
    return Fact(id=identifier, value=Decimal(value), unit=FactUnit.COUNT, formula=formula, sources=sources)


def score_fact(identifier: str, value: int, formula: str) -> Fact:
    """A score on a scale of the method."""
    return Fact(id=identifier, value=Decimal(value), unit=FactUnit.SCORE, formula=formula)


def ratio_fact(identifier: str, value: Decimal, formula: str, rounding: FactRounding) -> Fact:
    """One bound of a score, with two decimals."""
    return Fact(id=identifier, value=value, unit=FactUnit.SCORE, formula=formula, decimals=2, rounding=rounding)


def share_fact(
    identifier: str,
    value: Decimal | None,
    formula: str,
    *sources: str,
    decimals: int = 1,
    rounding: FactRounding = FactRounding.NEAREST,
) -> Fact:
    """A share, printed as a percentage."""
    return Fact(
        id=identifier, value=value, unit=FactUnit.SHARE, formula=formula, sources=sources, decimals=decimals, rounding=rounding
    )


def interval_facts(prefix: str, interval: Interval, what: str) -> Iterator[Fact]:
    """The bounds, each rounded to the side where it promises nothing; equal bounds are one figure."""
    is_exact = interval.low == interval.high
    down, up = (FactRounding.NEAREST, FactRounding.NEAREST) if is_exact else (FactRounding.DOWN, FactRounding.UP)
    low = share_fact(
        f"{prefix}.low", interval.low, f"{what} : hors zone / total, tout inconnu compté dans la zone", rounding=down
    )
    high = share_fact(f"{prefix}.high", interval.high, f"{what} : (hors zone + inconnu) / total", rounding=up)
    yield low
    yield high
    yield share_fact(f"{prefix}.point", interval.point, f"{what} : hors zone / connu")
    yield share_fact(f"{prefix}.known", interval.known, f"{what} : connu / total", rounding=FactRounding.DOWN)
    yield share_fact(f"{prefix}.gap", printed_share(high) - printed_share(low), f"{what} : écart entre les bornes imprimées")
