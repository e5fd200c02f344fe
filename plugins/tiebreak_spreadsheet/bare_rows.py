"""Which rows say one thing only and identify nothing, as a total does: a name, an amount, and no voucher or contract."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from tiebreak_spreadsheet.table_rows import TableRows
from tiebreak_spreadsheet.tables import Cell, cell_text
from tiebreak_spreadsheet.values import is_number

IDENTIFYING_FIELDS = ("voucher", "supplier_id", "contract_number", "account", "start", "end")
"""Fields that a total has no reason to fill."""


def bare_rows(table: TableRows) -> AbstractSet[int]:
    """Positions of the rows that say one thing and identify nothing."""
    unidentified = _without_identity(table)
    if not unidentified:
        return frozenset()
    named = table.column("supplier").where(_is_word) & table.column("label").where(_is_word)
    candidates = unidentified - named
    counts = dict.fromkeys(candidates, 0)
    for column in table.columns:
        if str in column.kinds:
            cells = column.cells
            words = {value for value in {cells[position] for position in candidates} if _is_word(value)}
            for position in candidates:
                counts[position] += cells[position] in words
    return frozenset(position for position, count in counts.items() if count == 1)


def _without_identity(table: TableRows) -> AbstractSet[int]:
    unidentified: AbstractSet[int] = frozenset(range(len(table)))
    for field in IDENTIFYING_FIELDS:
        if unidentified and table.header.has(field):
            unidentified &= table.column(field).empty
    return unidentified


def _is_word(cell: Cell) -> bool:
    """Whether a cell holds words rather than a number."""
    return isinstance(cell, str) and (text := cell_text(cell)) != "" and not is_number(text)
