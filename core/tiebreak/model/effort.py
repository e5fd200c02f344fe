"""What it took others to move a function: the cases as they were told, each with its sources. No bound is chosen here."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, PositiveInt, model_validator

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.interval import Share
from tiebreak.model.money import Euros
from tiebreak.model.reference import Reference


class EffortUnit(StrEnum):
    """What a unit cost is multiplied by."""

    SEAT = "seat"
    MAILBOX = "mailbox"


EFFORT_UNIT_LABELS = {EffortUnit.SEAT: "poste", EffortUnit.MAILBOX: "boîte aux lettres"}


class FiguresStatus(StrEnum):
    """Who tells the figures of a migration."""

    PUBLIC = "public"
    """The public body itself, or another one, in a document of its own."""
    PRESS = "press"
    """The press, which quotes the public body."""
    CLAIMED = "claimed_by_interested_party"
    """Someone who sells or defends one of the two solutions: shown, never counted."""


FIGURES_STATUS_LABELS = {
    FiguresStatus.PUBLIC: "publics",
    FiguresStatus.PRESS: "de presse",
    FiguresStatus.CLAIMED: "dits par un intéressé",
}


class Migration(Frozen):
    """One migration that happened somewhere, undone later or not, as its sources tell it."""

    id: Identifier
    label: Text
    """Who, what and when, in French."""
    organisation: Text
    """Who moved, in a few words; the cases of one organisation tell of one another."""
    functions: tuple[Identifier, ...] = Field(min_length=1)
    """Functions that moved together."""
    unit: EffortUnit
    units: PositiveInt
    """All the units of the perimeter, those that stayed included."""
    year: Annotated[int, Field(ge=1990, le=2100)]
    """When most of it was done, or is to be."""
    cost_low_eur: Euros | None = None
    """Lowest one-off cost told, in euros of its year, tax basis as told; `None` when no source says it."""
    cost_high_eur: Euros | None = None
    months_low: PositiveInt | None = None
    """Shortest duration told, the study included when no source tells it apart; `None` when no source says it."""
    months_high: PositiveInt | None = None
    staying_share: Share | None = None
    """Share of the units that stayed on the former product; `None` when no source says it."""
    note: Text
    """What happened then, and what the figures hold, in French."""
    asked: tuple[Text, ...] = ()
    """Questions that it answers, as people ask them."""
    status: FiguresStatus
    references: tuple[Reference, ...] = Field(min_length=1)
    place: str = ""
    """Where it is written: file and line."""

    @property
    def moved_units(self) -> Decimal:
        """Units that left the former product; all of them when nothing says that some stayed."""
        return self.units * (1 - (self.staying_share or Decimal(0)))

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        for name, low, high in (
            ("coût", self.cost_low_eur, self.cost_high_eur),
            ("durée", self.months_low, self.months_high),
        ):
            if (low is None) != (high is None):
                raise ValueError(f"{name} : une borne sans l’autre ; écrivez deux fois le chiffre s’il est seul")
            if low is not None and high is not None and low > high:
                raise ValueError(f"{name} : la borne basse dépasse la borne haute")
        if self.cost_low_eur is not None and self.cost_low_eur <= 0:
            raise ValueError("coût : un montant plus grand que zéro est attendu, ou rien s’il est inconnu")
        return self
