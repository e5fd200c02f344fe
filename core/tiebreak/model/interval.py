"""A share known only between two bounds. Bounds, not a probability."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, PlainSerializer, model_validator

from tiebreak.model.base import Frozen

JSON_PRECISION = Decimal("0.000001")


def _six_decimals(share: Decimal) -> str:
    return str(share.quantize(JSON_PRECISION))


Share = Annotated[Decimal, Field(ge=0, le=1), PlainSerializer(_six_decimals, return_type=str, when_used="json-unless-none")]
"""A share between 0 and 1, never a percentage; exact in memory, six decimals in JSON."""


class Interval(Frozen):
    """Between `low` (every unknown inside the zone) and `high` (every unknown outside)."""

    low: Share
    high: Share
    point: Share | None = None
    """Share within what is known; `None` when too little is known to print one."""
    known: Share
    """Share of the money for which the answer is known."""

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError("la borne basse dépasse la borne haute")
        return self


def share_interval(amounts: Iterable[tuple[Decimal, bool | None]], *, point_threshold: Decimal) -> Interval | None:
    """Interval of the share that is outside, from amounts and answers (`None` = unknown).

    `None` when there is no money at all: an empty inventory is not an independent one.
    Negative totals per answer are refused by `ValueError`: a credit note must be netted first.

    Source: `docs/methode.md`, section 2.

    >>> ten = Decimal(10)
    >>> share_interval([(ten, True), (ten, None)], point_threshold=Decimal("0.8"))
    Interval(low=Decimal('0.5'), high=Decimal('1'), point=None, known=Decimal('0.5'))
    """
    outside = inside = unknown = Decimal(0)
    for amount, is_outside in amounts:
        if amount < 0:
            raise ValueError("une part se calcule sur des montants nets positifs")
        if is_outside is None:
            unknown += amount
        elif is_outside:
            outside += amount
        else:
            inside += amount
    total = outside + inside + unknown
    if total == 0:
        return None
    known = outside + inside
    enough = known > 0 and known / total >= point_threshold
    return Interval(
        low=outside / total,
        high=(outside + unknown) / total,
        point=outside / known if enough else None,
        known=known / total,
    )
