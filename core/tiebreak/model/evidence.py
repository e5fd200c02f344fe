"""Pieces of evidence, as they were written: the only way in for numbers.

Nothing here is interpreted: a supplier is the text of the cell, and each piece remembers the
file, sheet, row and column it comes from. Lines and their places are plain slots, checked together by
the `Reading` that holds them: a model for each of 200 000 rows costs five seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, NonNegativeInt

from tiebreak.model.base import Frozen, Identifier, Siren, Text
from tiebreak.model.money import AmountKind, Euros, TaxBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The place from which a value was read."""

    file: Text
    """Name of the file, or of the folder or archive given, without the folder that holds it."""
    sheet: str | None = None
    """Sheet of a workbook, or file within the folder or archive."""
    row: Annotated[int, Field(ge=1)] | None = None
    """Row as the user sees it, from 1; rank of the entry in a file that is no table."""
    column: str | None = None
    """Title of the column that gave the amount."""
    plugin: Text

    def __str__(self) -> str:
        sheet = f", feuille « {self.sheet} »" if self.sheet else ""
        row = f", ligne {self.row}" if self.row else ""
        return f"{self.file}{sheet}{row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendLine:
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
    """Machines on which it was seen."""
    publisher_text: str | None = None
    versions: tuple[str, ...] = ()
    """Versions seen, each once, in the order of their text."""
    row_count: Annotated[int, Field(ge=1)] = 1
    """Entries of the file that this one gathers; `provenance` is that of the first."""
    provenance: Provenance


class UseGround(StrEnum):
    """How it is known that a product is used."""

    DECLARED = "declared"
    """Somebody of the collectivité says so."""
    OBSERVED = "observed"
    """A public trace shows it, such as the mail servers of a domain."""
    INFERRED = "inferred"
    """A public trace makes it likely and does not prove it."""


class ProductUse(Frozen):
    """A product used for a function, as declared or as traces show; it never carries an exact amount."""

    id: Identifier
    function: Identifier
    """What it is used for, by the nomenclature."""
    product_text: str | None
    """Product, service or supplier as written; `None` when it is known that one is used and not which."""
    ground: UseGround
    detail: str = ""
    """What shows it, in French."""
    annual_amount_low: Euros | None = None
    """Least annual euros declared; `None` when no range was."""
    annual_amount_high: Euros | None = None
    """Most annual euros declared; `None` when the range is open or was not declared."""
    is_cost_elsewhere: bool = False
    """True when its cost is in that of another use, and is not to be asked again."""
    tax_basis: TaxBasis = TaxBasis.UNSTATED
    user_count: NonNegativeInt | None = None
    contract_end: date | None = None
    provenance: Provenance

    @property
    def says_no_more(self) -> bool:
        """Whether it only says that the function is served, and by nobody knows what."""
        known = (self.product_text, self.annual_amount_low, self.user_count, self.contract_end)
        return all(each is None for each in known)

    @property
    def lacks_range(self) -> bool:
        """Whether it costs something that was not declared."""
        return self.annual_amount_low is None and not self.is_cost_elsewhere


class AccountBalance(Frozen):
    """What a collectivité spent in a year under one account, all suppliers together, as its public accounts say."""

    id: Identifier
    account: Text
    label: str
    amount: Euros
    """Net debits of the year."""
    year: Annotated[int, Field(ge=1990, le=2100)]
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
