"""The filled rows under the titles of a sheet: by column for what is asked of all, one by one for the few in doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property, partial
from typing import cast

from tiebreak import Provenance
from tiebreak_spreadsheet.column import Column
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.periods import summed
from tiebreak_spreadsheet.row import PLUGIN, Row, SheetContext
from tiebreak_spreadsheet.tables import Cell, Sheet, cell_text, is_blank, row_of
from tiebreak_spreadsheet.values import Unread, attempt, read_cents

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


class TableRows:
    """The filled rows under the titles; a position counts them from 0, a number is that of the row in the sheet."""

    def __init__(self, sheet: Sheet, header: Header, context: SheetContext) -> None:
        self.sheet = sheet
        self.header = header
        self.context = context
        filled = sheet.filled
        self._indexes = filled[bisect_left(filled, header.row_index + 1) :]
        self.columns = tuple(Column(cells) for cells in self._cells())
        self._fields: dict[str, Column[Cell]] = {}
        self._texts: dict[str, Column[str]] = {}

    def __len__(self) -> int:
        return len(self._indexes)

    @property
    def numbers(self) -> Iterator[int]:
        """Rows of the sheet, from 1, in order."""
        return (index + 1 for index in self._indexes)

    def number(self, position: int) -> int:
        """Row of the sheet, from 1."""
        return self._indexes[position] + 1

    def position(self, number: int) -> int | None:
        """Position of a row of the sheet; `None` when it is not filled, or stands above."""
        position = bisect_left(self._indexes, number - 1)
        return position if position < len(self) and self._indexes[position] == number - 1 else None

    def column(self, field: str) -> Column[Cell]:
        """The first filled cell of a field in each row, `None` when there is none."""
        if field not in self._fields:
            of_field = [self.columns[index] for index in self.header.columns.get(field, ()) if index < len(self.columns)]
            join = _summed if field == "amount" and self.header.sums_periods else _first_filled
            self._fields[field] = join(of_field) if of_field else Column([None] * len(self))
        return self._fields[field]

    def column_blanks(self, index: int) -> set[int]:
        """Positions of the rows in which a column, by its index, holds nothing."""
        return self.columns[index].where(is_blank)

    def texts(self, field: str) -> Column[str]:
        """All the texts of a field in each row, joined; empty when there is none."""
        if field not in self._texts:
            of_field = [self.columns[index] for index in self.header.columns.get(field, ()) if index < len(self.columns)]
            self._texts[field] = _joined(of_field) if of_field else Column([""] * len(self))
        return self._texts[field]

    @cached_property
    def amounts(self) -> tuple[Decimal | Unread, ...]:
        """The amounts as they are written, each different one read once."""
        return self.column("amount").each(partial(attempt, read_cents))

    def without(self, field: str) -> set[int]:
        """Positions of the rows in which a field has no text."""
        return self.texts(field).where(_is_empty) if self.header.has(field) else set(range(len(self)))

    def row(self, position: int) -> Row:
        """One row, to be read by itself."""
        return Row(
            self.header,
            row_of([column.cells for column in self.columns], position),
            self.provenance(self.number(position)),
            self.context.identifier_start,
        )

    def rows(self, positions: Iterable[int] | None = None) -> Iterator[Row]:
        """The rows at these positions, in order; all of them when none is said."""
        return map(self.row, range(len(self)) if positions is None else sorted(positions))

    def provenance(self, number: int) -> Provenance:
        """The place of a row of the sheet."""
        column = self.header.title("amount") if self.header.has("amount") else None
        return Provenance(file=self.context.file, sheet=self.sheet.name, row=number, column=column, plugin=PLUGIN)

    @property
    def identifier_start(self) -> str:
        """What the identifiers of all its rows begin with."""
        return self.context.identifier_start

    def _cells(self) -> list[Sequence[Cell]]:
        """The columns from the first of these rows on; what is written once in merged cells is said of each of their rows."""
        spread = _spread(self.sheet, self.header)
        columns: list[Sequence[Cell]] = []
        for index, whole in enumerate(self.sheet.columns):
            if index in spread:
                said = spread[index]
                columns.append([said.get(row, whole[row]) for row in self._indexes])
            elif isinstance(self._indexes, range):
                columns.append(whole[self._indexes.start :])
            else:
                columns.append([whole[row] for row in self._indexes])
        return columns


def _is_empty(text: str) -> bool:
    return not text


def _first_filled(columns: Sequence[Column[Cell]]) -> Column[Cell]:
    """The first filled cell of several columns."""
    first, *others = columns
    if not others and (str not in first.kinds or (first.is_tidy and "" not in first.values)):
        return first
    filled = [column.each(_filled) for column in columns]
    if len(filled) == 1:
        return Column(filled[0])
    return Column([next((cell for cell in cells if cell is not None), None) for cells in zip(*filled, strict=True)])


def _summed(columns: Sequence[Column[Cell]]) -> Column[Cell]:
    """The sum of several columns, one for each part of the year."""
    return Column([summed(cells) for cells in zip(*(column.cells for column in columns), strict=True)])


def _filled(cell: Cell) -> Cell:
    return None if is_blank(cell) else cell


def _joined(columns: Sequence[Column[Cell]]) -> Column[str]:
    """The texts of several columns, each said once."""
    first, *others = columns
    if not others and first.is_tidy:
        return cast("Column[str]", first)
    texts = [column.each(cell_text) for column in columns]
    if not others:
        return Column(texts[0])
    return Column([" – ".join(dict.fromkeys(text for text in said if text)) for said in zip(*texts, strict=True)])


def _spread(sheet: Sheet, header: Header) -> dict[int, dict[int, Cell]]:
    """Column, then row, to what merged cells say of the rows below their first, for words only: an amount counts once."""
    spread: dict[int, dict[int, Cell]] = {}
    worded = {index for field in WORDED_FIELDS for index in header.columns.get(field, ())}
    said_to: dict[int, int] = {}
    for (first, column), (last, _) in sorted(sheet.merged):
        if column in worded and last > first > header.row_index and first < sheet.height:
            value = sheet.columns[column][first] if column < len(sheet.columns) else None
            # No spreadsheet merges a cell twice: in a file that does, the block that begins first holds.
            start, stop = max(first, said_to.get(column, 0)) + 1, min(last + 1, sheet.height)
            spread.setdefault(column, {}).update(dict.fromkeys(range(start, stop), value))
            said_to[column] = max(last, said_to.get(column, 0))
    return spread
