"""A change of price that somebody announced in public, for a product or all those of a supplier."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.reference import Reference


class AnnouncedPriceChange(Frozen):
    """What an editor announced of its prices; the collectivité's own hypotheses win over it."""

    id: Identifier
    subject: Identifier
    """Product, or supplier for all its products."""
    low_rate: Annotated[Decimal, Field(gt=-1)]
    """Least change among the offers concerned: 0.05 for a twentieth more."""
    high_rate: Annotated[Decimal, Field(gt=-1)]
    since: date
    """First day; contracts under way follow at their renewal."""
    note: Text
    references: tuple[Reference, ...] = Field(min_length=1)
    place: str = ""
    """Where it is written: file and line."""

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.low_rate > self.high_rate:
            raise ValueError("hausse : la borne basse dépasse la borne haute")
        return self
