"""What was read, as it was written: the only way in for numbers.

Nothing here is interpreted: a supplier is the text of the cell, and each piece remembers the
file, sheet, row and column it comes from.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Annotated, Self

from pydantic import Field, NonNegativeInt, model_validator

from tiebreak.model.base import Frozen, Identifier, Siren, Text
from tiebreak.model.money import AmountKind, Euros, TaxBasis


class Provenance(Frozen):
    """The place from which a value was read."""

    file: Text
    """Name of the file, without its folder."""
    sheet: str | None = None
    row: Annotated[int, Field(ge=1)] | None = None
    """Row as the user sees it, from 1."""
    column: str | None = None
    """Title of the column that gave the amount."""
    plugin: Text

    def __str__(self) -> str:
        sheet = f", feuille « {self.sheet} »" if self.sheet else ""
        row = f", ligne {self.row}" if self.row else ""
        return f"{self.file}{sheet}{row}"


class SpendLine(Frozen):
    """One line of expense, as the collectivité wrote it."""

    id: Identifier
    supplier_text: str | None
    """Supplier as written; `None` when the cell is empty."""
    label: str
    editor_text: str | None = None
    """Editor or maker as written, when the source has a column for it."""
    amount: Euros
    amount_kind: AmountKind
    tax_basis: TaxBasis
    months: Annotated[int, Field(ge=1, le=600)] | None = None
    """Months that the amount covers. `None` for the expense of one budget year."""
    account: str | None = None
    spend_type: Identifier | None = None
    """Type of expense when the source states one; never guessed here."""
    supplier_siren: Siren | None = None
    contract_number: str | None = None
    service: str | None = None
    """Department of the collectivité that uses it."""
    licence_count: NonNegativeInt | None = None
    provenance: Provenance

    @property
    def place(self) -> tuple[str, str | None, int | None]:
        """File, sheet and row."""
        return (self.provenance.file, self.provenance.sheet, self.provenance.row)


class InventoryItem(Frozen):
    """A product seen on machines; it carries no money."""

    id: Identifier
    product_text: Text
    installations: Annotated[int, Field(ge=1)]
    publisher_text: str | None = None
    version: str | None = None
    provenance: Provenance


class PurchaseContract(Frozen):
    """A purchase contract: its dates decide when one can leave."""

    id: Identifier
    number: str | None
    supplier_text: str | None
    subject: str
    start: date | None = None
    end: date | None = None
    """Last day; `None` when the source does not say."""
    notice_months: Annotated[int, Field(ge=0, le=60)] | None = None
    renews_tacitly: bool | None = None
    amount: Euros | None = None
    amount_kind: AmountKind = AmountKind.COMMITTED
    tax_basis: TaxBasis = TaxBasis.UNSTATED
    months: Annotated[int, Field(ge=1, le=600)] | None = None
    """Months that the amount covers: 12 for a yearly amount; `None` when the source does not say."""
    spend_type: Identifier | None = None
    provenance: Provenance

    @property
    def place(self) -> tuple[str, str | None, int | None]:
        """File, sheet and row: a row that tells of an expense and of its contract is one place."""
        return (self.provenance.file, self.provenance.sheet, self.provenance.row)


class MarginalDimension(StrEnum):
    """By what a published total was split."""

    SPEND_TYPE = "spend_type"
    ZONE = "zone"


class MarginalCell(Frozen):
    """One published amount of a marginal table."""

    key: Identifier
    """Key of the nomenclature, or `inside` and `outside` for zones."""
    amount: Euros
    provenance: Provenance


class MarginalTable(Frozen):
    """A total published with one split and no line: a margin that cannot be crossed with another."""

    dimension: MarginalDimension
    cells: tuple[MarginalCell, ...] = Field(min_length=1)
    amount_kind: AmountKind
    tax_basis: TaxBasis
    file: Text

    @property
    def total(self) -> Decimal:
        """Sum of the cells, in euros."""
        return sum((cell.amount for cell in self.cells), Decimal(0))


class LeftOut(Frozen):
    """A row that is not evidence, and why: nothing is dropped in silence."""

    reason: Text
    """In French, the same words for the same cause, so that reasons can be counted."""
    content: str
    """What the row said, shortened."""
    amount: Euros | None = None
    """The amount it held, when one could be read."""
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
    marginals: tuple[MarginalTable, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    columns: tuple[ColumnUse, ...] = ()
    year: int | None = None
    """Budget year that the file states for its expenses; `None` when it states none."""
    notices: tuple[str, ...] = ()
    """What the user should know of how the file was understood, in French."""

    @property
    def evidence_rows(self) -> frozenset[tuple[str | None, int | None]]:
        """Sheet and row of all that became evidence; one row may give several pieces."""
        places = chain(
            (line.provenance for line in self.spend_lines),
            (contract.provenance for contract in self.contracts),
            (item.provenance for item in self.inventory),
            (cell.provenance for table in self.marginals for cell in table.cells),
        )
        return frozenset((place.sheet, place.row) for place in places)

    @model_validator(mode="after")
    def _accounts_for_every_row(self) -> Self:
        evidence = self.evidence_rows
        left_out = [(row.provenance.sheet, row.provenance.row) for row in self.left_out]
        if evidence & set(left_out):
            raise ValueError("une ligne ne peut être à la fois lue et écartée")
        accounted = self.heading_rows + len(evidence) + len(left_out)
        if accounted != self.rows_in_file:
            raise ValueError(f"{self.rows_in_file} lignes dans {self.file}, {accounted} expliquées")
        return self
