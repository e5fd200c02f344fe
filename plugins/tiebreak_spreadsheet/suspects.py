"""Which rows must be read one by one: found by column, by looks that miss none of those that the full rules catch.

The rules of a single row are those of `row` and `row_words`; each look here is true for all that its rule says, and for
little more, so that of 200 000 rows only the totals, the repeated titles and the odd ones are read by themselves.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from tiebreak_spreadsheet.row_words import (
    CREDIT_HINTS,
    UNDONE_HINTS,
    is_column_number,
    is_credit_status,
    is_credit_type,
    is_other_currency,
    is_part,
    is_receipt,
    is_undone,
    says_credit,
    says_undone,
)
from tiebreak_spreadsheet.table_rows import TableRows
from tiebreak_spreadsheet.tables import Cell, cell_text
from tiebreak_spreadsheet.values import read_yes_no
from tiebreak_spreadsheet.vocabulary import total_hints

NAMING_FIELDS = ("supplier", "label", "editor")
_PART_LETTERS = re.compile(r"d[^a-z0-9]*o[^a-z0-9]*n[^a-z0-9]*t")
"""The letters of "dont", whatever `normalise` drops between them: accents, dots, lost characters."""
_NOT_A_WORD = re.compile(r"[\d-]|nan$|inf$|True$|False$")
"""How the text of a cell that is no text may begin."""


def maybe_not_spending(table: TableRows) -> set[int]:
    """Positions of all the rows that may be no expense, by `why_not_spending`."""
    nameless = set.intersection(*(table.without(field) for field in NAMING_FIELDS))
    return (
        _maybe_totals(table)
        | maybe_titles(table)
        | table.column("amount").empty
        | table.column("amount").holding(("(",), is_column_number)
        | nameless
        | _maybe_parts(table)
        | _undone(table)
    )


def _maybe_totals(table: TableRows) -> set[int]:
    """Rows with a text that hints at a total, but those that name both a supplier and what was bought."""
    found: set[int] = set()
    for column in table.columns:
        found |= column.holding(total_hints())
    if not found or not table.header.has("label"):
        return found
    labels, suppliers = table.texts("label").cells, table.texts("supplier").cells
    return {position for position in found if not (labels[position] and suppliers[position])}


def maybe_titles(table: TableRows) -> set[int]:
    """Rows in which a cell, at least, repeats the title of its column."""
    found: set[int] = set()
    for column, title in zip(table.columns, table.header.titles, strict=False):
        if title and _NOT_A_WORD.match(title):
            found |= column.where(partial(_has_text, title=title))
        elif title:
            found |= column.holding((title.split()[0].casefold(),), partial(_has_text, title=title))
    return found


def _has_text(cell: Cell, *, title: str) -> bool:
    return cell_text(cell) == title


def _maybe_parts(table: TableRows) -> set[int]:
    """Rows without supplier whose label says that they detail another."""
    nobody = table.without("supplier")
    if not nobody or not table.header.has("label"):
        return set()
    labels = table.texts("label").cells
    parts = {label for label in {labels[position] for position in nobody} if _may_be_part(label) and is_part(label)}
    return {position for position in nobody if labels[position] in parts}


def _may_be_part(label: str) -> bool:
    """A quick look, true for all that `is_part` says: `normalise` takes 3.6 µs a label, this 0.4."""
    return _PART_LETTERS.search(unicodedata.normalize("NFKD", label.casefold())) is not None


def _undone(table: TableRows) -> set[int]:
    """Rows that another column says are no expense: their type, their status, their currency."""
    found: set[int] = set()
    if table.header.has("spend_type"):
        found |= table.texts("spend_type").where(is_receipt)
    if table.header.has("status"):
        found |= table.texts("status").where(lambda text: is_undone(text, table.header))
    if table.header.has("cancelled"):
        found |= table.column("cancelled").where(read_yes_no)
    if table.header.has("currency"):
        found |= table.texts("currency").where(is_other_currency)
    return found


def maybe_doubtful(table: TableRows) -> set[int]:
    """Rows of which the words may contradict the amount, by `doubt`."""
    labels = table.texts("label")
    found = labels.holding(UNDONE_HINTS, says_undone) | labels.holding(CREDIT_HINTS, says_credit)
    if table.header.has("remark"):
        found |= table.texts("remark").holding(UNDONE_HINTS, says_undone)
    return found


def credits_of(table: TableRows) -> set[int]:
    """Rows whose own words say that their amount is to be taken off."""
    found: set[int] = set()
    if table.header.has("status"):
        found |= table.texts("status").where(lambda text: is_credit_status(text, table.header))
    if table.header.has("spend_type"):
        found |= table.texts("spend_type").where(is_credit_type)
    return found
