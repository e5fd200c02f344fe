"""All that one source made of one file, and the account of its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from operator import attrgetter
from types import NoneType
from typing import Annotated, Self

from pydantic import Field, NonNegativeInt, model_validator

from tiebreak.model.base import IDENTIFIER_PATTERN, Frozen, Text
from tiebreak.model.evidence import (
    AccountBalance,
    InventoryItem,
    MarginalTable,
    ProductUse,
    Provenance,
    PurchaseContract,
    SpendLine,
)
from tiebreak.model.money import CENT, Euros, to_cents

MAX_MONTHS = 600
_IDENTIFIER = re.compile(IDENTIFIER_PATTERN)
_PLACE = attrgetter("provenance.sheet", "provenance.row")

Place = tuple[str | None, int | None]
"""Sheet and row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that is not evidence, and why: nothing is dropped in silence."""

    reason: Text
    """In French, the same words for the same cause, so that reasons can be counted."""
    content: str
    """What the row said, shortened; empty for several rows."""
    amount: Euros | None = None
    """The amount it held, or the rows together, when one could be read."""
    row_count: Annotated[int, Field(ge=1)] = 1
    """Rows left out together for that reason; `provenance` is that of the first."""
    provenance: Provenance


class ColumnUse(Frozen):
    """How one column of a table was understood; shown to the user, who may correct it."""

    sheet: str | None
    title: Text
    meaning: str | None
    """What it was taken for, in the French word that corrects it; `None` when the column was not used."""


class Reading(Frozen):
    """All that one source made of one file, and the account of its rows."""

    file: Text
    plugin: Text
    rows_in_file: NonNegativeInt
    """Rows that hold at least one value."""
    heading_rows: NonNegativeInt
    """Rows of titles and column names, above the data."""
    spend_lines: tuple[SpendLine, ...] = ()
    contracts: tuple[PurchaseContract, ...] = ()
    inventory: tuple[InventoryItem, ...] = ()
    machine_count: NonNegativeInt | None = None
    """Machines whose inventory was read; `None` when the file is no inventory."""
    uses: tuple[ProductUse, ...] = ()
    balances: tuple[AccountBalance, ...] = ()
    marginals: tuple[MarginalTable, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    columns: tuple[ColumnUse, ...] = ()
    year: int | None = None
    """Budget year that the file states for its expenses; `None` when it states none."""
    notices: tuple[str, ...] = ()
    """What the user should know of how the file was understood, in French."""

    @property
    def evidence_rows(self) -> frozenset[Place]:
        """Sheet and row of all that became evidence; one row may give several pieces."""
        cells = (cell for table in self.marginals for cell in table.cells)
        pieces = chain(self.spend_lines, self.contracts, self.inventory, self.uses, self.balances, cells)
        return frozenset(map(_PLACE, pieces))

    @model_validator(mode="after")
    def _holds_well_formed_lines(self) -> Self:
        """Check the lines by column: each has its identifier and exact amounts."""
        identifiers = [line.id for line in self.spend_lines]
        if not all(map(_IDENTIFIER.fullmatch, identifiers)):
            wrong = next(each for each in identifiers if not _IDENTIFIER.fullmatch(each))
            raise ValueError(f"identifiant de ligne {wrong!r} mal formé")
        amounts = [*(line.amount for line in self.spend_lines), *(row.amount for row in self.left_out)]
        kinds = {type(amount) for amount in amounts} - {NoneType}
        if kinds - {Decimal}:
            raise ValueError(f"montants en Decimal attendus, reçus en {', '.join(sorted(kind.__name__ for kind in kinds))}")
        # What is written with two decimals is exact: `to_cents` takes five times as long to say so, and is for the others.
        others = [amount for amount in amounts if amount is not None and not amount.same_quantum(CENT)]
        if any(not amount.is_finite() or amount != to_cents(amount) for amount in others):
            raise ValueError("montant infini, ou plus fin que le centime")
        if any(not 1 <= line.months <= MAX_MONTHS for line in self.spend_lines if line.months is not None):
            raise ValueError(f"durée hors de 1 à {MAX_MONTHS} mois")
        return self

    @model_validator(mode="after")
    def _accounts_for_every_row(self) -> Self:
        evidence = self.evidence_rows
        if not evidence.isdisjoint(map(_PLACE, self.left_out)):
            raise ValueError("une ligne ne peut être à la fois lue et écartée")
        gathered = sum(item.row_count - 1 for item in self.inventory) + sum(row.row_count for row in self.left_out)
        accounted = self.heading_rows + len(evidence) + gathered
        if accounted != self.rows_in_file:
            raise ValueError(f"{self.rows_in_file} lignes dans {self.file}, {accounted} expliquées")
        return self
