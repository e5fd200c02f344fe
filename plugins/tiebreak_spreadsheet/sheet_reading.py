"""What one sheet gave, and the tools that the kinds of table share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from tiebreak import LeftOut, MarginalTable, Provenance, PurchaseContract, SpendLine, normalise, to_cents
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.tables import Cell, Sheet, cell_text, is_blank
from tiebreak_spreadsheet.values import UnreadableValueError, is_number, read_amount, read_count
from tiebreak_spreadsheet.vocabulary import is_total, may_be_total, names_total, scale_of

PLUGIN = "spreadsheet"
SHOWN_CONTENT = 200
MAX_MONTHS = 600

WORDED_FIELDS = (
    "supplier",
    "supplier_id",
    "label",
    "editor",
    "account",
    "spend_type",
    "service",
    "contract_number",
    "currency",
    "year",
    "status",
    "period",
    "tax",
)
"""Fields whose cell, when merged over several rows, holds for each of them."""

TOTAL_ROW = "ligne de total ou de sous-total"
NO_AMOUNT = "aucun montant"
NO_WORDS = "ni fournisseur, ni libellé"
PART_OF_ANOTHER = "détail d’une autre ligne (« dont »)"
REPEATED_TITLES = "titres répétés au milieu de la table"
COLUMN_NUMBERS = "numéros de colonnes"
NOT_SPENDING = "recette, ou pièce annulée, rejetée ou seulement prévue"
OTHER_CURRENCY = "autre devise que l’euro"
SUMMARY_SHEET = "feuille de synthèse : le détail est lu dans une autre feuille"
UNREADABLE = "ligne illisible, écartée à la demande"


@dataclass(frozen=True)
class SheetContext:
    """What a kind of table needs to know of the file."""

    path: Path
    digest: str
    """First letters of the file's digest: identifiers of rows begin with it."""
    leaves_out_unreadable: bool

    @property
    def file(self) -> str:
        """Name of the file, without its folder."""
        return self.path.name


@dataclass(frozen=True)
class SheetReading:
    """What one sheet gave."""

    heading_rows: int
    spend_lines: tuple[SpendLine, ...] = ()
    contracts: tuple[PurchaseContract, ...] = ()
    marginal: MarginalTable | None = None
    left_out: tuple[LeftOut, ...] = ()
    bad_rows: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    year: int | None = None
    """Budget year that the sheet states; `None` when it states none."""


def problem_of(error: UnreadableValueError | ValidationError) -> str:
    """What is wrong with a row, in French, whoever found it."""
    if isinstance(error, UnreadableValueError):
        return str(error)
    fields = ", ".join(sorted({f"{fault['loc'][0]} = {fault['input']!r}" for fault in error.errors() if fault["loc"]}))
    return f"valeur hors des limites ({fields}). Corrigez-la."


@dataclass(frozen=True)
class Row:
    """One row under the titles, read by field."""

    header: Header
    cells: tuple[Cell, ...]
    provenance: Provenance
    digest: str

    @property
    def number(self) -> int:
        """Row of the sheet, from 1."""
        return self.provenance.row or 0

    def cell(self, field: str) -> Cell:
        """The first filled cell of a field, `None` when there is none."""
        for index in self.header.columns.get(field, ()):
            if index < len(self.cells) and not is_blank(self.cells[index]):
                return self.cells[index]
        return None

    def text(self, field: str) -> str:
        """All the texts of a field, joined; empty when there is none."""
        indexes = self.header.columns.get(field)
        if not indexes:
            return ""
        texts = [cell_text(self.cells[index]) for index in indexes if index < len(self.cells)]
        return " – ".join(dict.fromkeys(text for text in texts if text))

    @property
    def content(self) -> str:
        """What the row says, shortened."""
        return " | ".join(cell_text(cell) for cell in self.cells if not is_blank(cell))[:SHOWN_CONTENT]

    @property
    def is_total(self) -> bool:
        """Whether it sums other rows: it says so, and says nothing else."""
        if not any(isinstance(cell, str) and may_be_total(cell) for cell in self.cells):
            return False
        words = [cell_text(cell) for cell in self.cells if isinstance(cell, str) and not is_number(cell)]
        filled = [word for word in words if word]
        if self.header.has("label") and self.text("label") and self.text("supplier"):
            return False
        return any(is_total(word, is_alone=len(filled) == 1 and self.header.has("label")) for word in filled)

    @property
    def names_total(self) -> bool:
        """Whether one of its texts begins or ends as a total does; its amount tells whether it is one."""
        return any(isinstance(cell, str) and may_be_total(cell) and names_total(cell) for cell in self.cells)

    @property
    def repeats_titles(self) -> bool:
        """Whether the row of titles is printed again, as at the top of each page."""
        texts = [cell_text(cell) for cell in self.cells]
        same = sum(bool(text) and text == title for text, title in zip(texts, self.header.titles, strict=False))
        return same >= 2 and same * 2 > sum(map(bool, texts))

    @property
    def filled_texts(self) -> tuple[str, ...]:
        """The cells that hold words rather than a number."""
        return tuple(text for cell in self.cells if isinstance(cell, str) and (text := cell_text(cell)) and not is_number(text))

    @property
    def is_nameless(self) -> bool:
        """Whether neither a supplier, a label nor an editor is given."""
        return not any(self.text(field) for field in ("supplier", "label", "editor"))

    @property
    def identifier(self) -> str:
        """Stable for the same content: digest of the file, sheet and row."""
        sheet = "-".join(re.findall(r"[a-z0-9]+", normalise(self.provenance.sheet or "")))[:24].strip("-")
        return "-".join(part for part in (self.digest, sheet, str(self.provenance.row)) if part)

    def left_out(self, reason: str, scale: Decimal | None = None) -> LeftOut:
        """The row, left out for a reason, with its amount in euros when one can be read."""
        amount = self.readable_amount
        if amount is not None:
            amount *= scale_of(self.header.title("amount")) if scale is None else scale
        return LeftOut(reason=reason, content=self.content, amount=amount, provenance=self.provenance)

    @property
    def readable_amount(self) -> Decimal | None:
        """The amount as it is written; `None` when none can be read."""
        try:
            return to_cents(read_amount(self.cell("amount")))
        except UnreadableValueError:
            return None

    def problem(self, said: str) -> str:
        """A French sentence on what is wrong, and where."""
        sheet = f"Feuille « {self.provenance.sheet} », ligne" if self.provenance.sheet else "Ligne"
        return f"{sheet} {self.provenance.row} : {said}"


def read_months(row: Row) -> int | None:
    """The duration of a row in months; a title in years counts twelve for each.

    Raises:
        UnreadableValueError: when it is no whole positive number, or is longer than any contract.
    """
    count = read_count(row.cell("months"))
    if count is None:
        return None
    months = count * 12 if {"an", "ans", "annee", "annees"} & set(normalise(row.header.title("months")).split()) else count
    if months > MAX_MONTHS:
        raise UnreadableValueError(f"durée de {months} mois hors des limites ({MAX_MONTHS} au plus). Corrigez-la.")
    return months


def rows_under(sheet: Sheet, header: Header, context: SheetContext) -> Iterator[Row]:
    """The filled rows under the titles; what is written once in merged cells is said of each of their rows."""
    spread = _spread(sheet, header)
    for index in range(header.row_index + 1, len(sheet.rows)):
        cells = sheet.rows[index]
        if index in spread and any(not is_blank(cell) for cell in cells):
            cells = tuple(spread[index].get(column, cell) for column, cell in enumerate(cells))
        if any(not is_blank(cell) for cell in cells):
            column = header.title("amount") if header.has("amount") else None
            place = Provenance(file=context.file, sheet=sheet.name, row=index + 1, column=column, plugin=PLUGIN)
            yield Row(header, cells, place, context.digest)


def _spread(sheet: Sheet, header: Header) -> dict[int, dict[int, Cell]]:
    """What merged cells say of the rows below their first, in the columns of words only: an amount counts once."""
    spread: dict[int, dict[int, Cell]] = {}
    worded = {index for field in WORDED_FIELDS for index in header.columns.get(field, ())}
    for (first, column), (last, _) in sheet.merged:
        if column in worded and last > first > header.row_index and first < len(sheet.rows):
            value = sheet.rows[first][column] if column < len(sheet.rows[first]) else None
            for row in range(first + 1, min(last + 1, len(sheet.rows))):
                spread.setdefault(row, {})[column] = value
    return spread


def heading_rows(sheet: Sheet, header: Header) -> int:
    """Filled rows down to the titles, included."""
    return sum(any(not is_blank(cell) for cell in row) for row in sheet.rows[: header.row_index + 1])
