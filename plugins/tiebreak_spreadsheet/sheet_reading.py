"""What one sheet gave, and the tools that the kinds of table share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tiebreak import LeftOut, MarginalTable, Provenance, PurchaseContract, SpendLine, normalise
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.tables import Cell, Sheet, cell_text, is_blank

PLUGIN = "spreadsheet"
SHOWN_CONTENT = 200

TOTAL_ROW = "ligne de total ou de sous-total"
NO_AMOUNT = "aucun montant"
UNREADABLE = "ligne illisible, écartée à la demande"

_TOTAL = re.compile(r"(sous )?tota(l|ux)\b|cumul\b|a reporter\b|report\b")


@dataclass(frozen=True)
class SheetContext:
    """What a kind of table needs to know of the file."""

    file: str
    has_expenses: bool
    """True when a sheet of the file lists expenses: a register of contracts then adds no money."""
    leaves_out_unreadable: bool


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


@dataclass(frozen=True)
class Row:
    """One row under the titles, read by field."""

    header: Header
    cells: tuple[Cell, ...]
    provenance: Provenance

    def cell(self, field: str) -> Cell:
        """The first filled cell of a field, `None` when there is none."""
        for index in self.header.columns.get(field, ()):
            if index < len(self.cells) and not is_blank(self.cells[index]):
                return self.cells[index]
        return None

    def text(self, field: str) -> str:
        """All the texts of a field, joined; empty when there is none."""
        indexes = self.header.columns.get(field, ())
        texts = [cell_text(self.cells[index]) for index in indexes if index < len(self.cells)]
        return " – ".join(dict.fromkeys(text for text in texts if text))

    @property
    def content(self) -> str:
        """What the row says, shortened."""
        return " | ".join(cell_text(cell) for cell in self.cells if not is_blank(cell))[:SHOWN_CONTENT]

    @property
    def is_total(self) -> bool:
        """Whether it sums other rows: one text only, and it says so."""
        texts = [text for field in ("supplier", "label", "spend_type", "zone") if (text := self.text(field))]
        return len(texts) == 1 and _TOTAL.match(normalise(texts[0])) is not None

    @property
    def identifier(self) -> str:
        """Stable within one file: sheet and row."""
        sheet = "-".join(re.findall(r"[a-z0-9]+", normalise(self.provenance.sheet or "")))[:30]
        return f"{sheet or 'l'}-{self.provenance.row}"

    def left_out(self, reason: str) -> LeftOut:
        """The row, left out for a reason."""
        return LeftOut(reason=reason, content=self.content, provenance=self.provenance)

    def problem(self, said: str) -> str:
        """A French sentence on what is wrong, and where."""
        sheet = f"Feuille « {self.provenance.sheet} », ligne" if self.provenance.sheet else "Ligne"
        return f"{sheet} {self.provenance.row} : {said}"


def rows_under(sheet: Sheet, header: Header, file: str) -> Iterator[Row]:
    """The filled rows under the titles."""
    for index in range(header.row_index + 1, len(sheet.rows)):
        cells = sheet.rows[index]
        if any(not is_blank(cell) for cell in cells):
            column = header.title("amount") if header.has("amount") else None
            place = Provenance(file=file, sheet=sheet.name, row=index + 1, column=column, plugin=PLUGIN)
            yield Row(header, cells, place)


def heading_rows(sheet: Sheet, header: Header) -> int:
    """Filled rows down to the titles, included."""
    return sum(any(not is_blank(cell) for cell in row) for row in sheet.rows[: header.row_index + 1])
