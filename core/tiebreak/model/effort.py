"""What it took others to move a function: wide figures, each with its source."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, PositiveInt, model_validator

from tiebreak.model.base import Frozen, Identifier
from tiebreak.model.money import Euros
from tiebreak.model.reference import Reference


class EffortUnit(StrEnum):
    """What a unit cost is multiplied by."""

    SEAT = "seat"
    MAILBOX = "mailbox"


EFFORT_UNIT_LABELS = {EffortUnit.SEAT: "poste", EffortUnit.MAILBOX: "boîte aux lettres"}


class EffortPrior(Frozen):
    """Range of one-off costs and durations seen where these functions were moved."""

    functions: tuple[Identifier, ...] = Field(min_length=1)
    """Functions that moved together in the cases cited."""
    unit: EffortUnit
    low_eur: Euros
    high_eur: Euros
    low_months: PositiveInt
    high_months: PositiveInt
    staying_share: Annotated[Decimal, Field(ge=0, le=1)] = Decimal(0)
    """Share of the units that usually stays on the former product."""
    references: tuple[Reference, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.low_eur > self.high_eur or self.low_months > self.high_months:
            raise ValueError(f"effort de {self.functions} : la borne basse dépasse la borne haute")
        return self
