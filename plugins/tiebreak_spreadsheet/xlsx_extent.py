"""How large a sheet is once opened: a reader builds the whole rectangle that holds all that is filled.

One cell filled at the last row and the last column is sixteen thousand million cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from tiebreak_spreadsheet.extents import Extent

Pieces = Callable[[], Iterator[bytes]]
"""Reads the XML of a sheet from its start, piece by piece, no cell cut in two."""

_CELL = re.compile(rb"<c[\s/>]")
_BEYOND = {
    19 * 9_999: re.compile(rb'<c(?=[\s/>])(?! r="[A-S]\d{1,4}"[\s/>])'),
    19 * 49_999: re.compile(rb'<c(?=[\s/>])(?! r="[A-S][1-4]?\d{1,4}"[\s/>])'),
    19 * 299_999: re.compile(rb'<c(?=[\s/>])(?! r="[A-S](?:\d{1,5}|[12]\d{5})"[\s/>])'),
}
"""Cells at most of a sheet, to what finds one beyond its first 19 columns and as many rows, or that does not begin by its place.

One search in a piece, four times as quick as finding where each cell stands.
"""
_UNUSUAL = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z]{1,3}\d{1,7}"[\s/>])')
_FILLED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>(?!</c>)')
"""A cell that holds something: one that only bears a format, as whole columns often do, closes at once."""
_TAG = re.compile(rb"""<(?:\w+:)?(row|c)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>(</)?""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]*)0*(\d{1,9})\d*["']""")
"""A row of more digits is far beyond any, whatever they are."""
_MOST_LETTERS = 5


def bound_of(piece: bytes, known: int) -> int | None:
    """Cells at most of the sheet of a piece, at least those `known` of the pieces before; `None` when one search does not tell."""
    if known == 0 and _CELL.search(piece) is None:
        return 0
    return next((bound for bound, beyond in _BEYOND.items() if bound >= known and beyond.search(piece) is None), None)


def extent(pieces: Pieces) -> Extent:
    """The rectangle that holds all that a sheet has filled, and how many of its cells are."""
    is_usual = any(b"<sheetData" in piece for piece in pieces()) and not any(_UNUSUAL.search(piece) for piece in pieces())
    rows, columns, filled = _of_usual_cells(pieces()) if is_usual else _of_any_cells(pieces())
    return Extent(rows * columns, filled)


def _of_usual_cells(pieces: Iterable[bytes]) -> tuple[int, int, int]:
    """Last row and last column filled, of cells that begin by saying where they stand, and how many are filled."""
    columns: set[bytes] = set()
    last_row = count = 0
    for piece in pieces:
        if filled := _FILLED.findall(piece):
            count += len(filled)
            columns.update({letters for letters, _ in filled})
            last_row = max(last_row, *map(int, {row for _, row in filled}))
    return last_row, max(map(_column_number, columns), default=0), count


def _of_any_cells(pieces: Iterable[bytes]) -> tuple[int, int, int]:
    """The same of cells that may say where they stand, or follow the one before."""
    last_row = last_column = row = column = count = 0
    for piece in pieces:
        for tag, attributes, is_closed, is_empty in _TAG.findall(piece):
            letters, number = found.groups() if (found := _PLACE.search(attributes)) else (b"", b"")
            if tag == b"row":
                row, column = int(number) if number else row + 1, 0
                continue
            row = int(number) if letters else row
            column = _column_number(letters) if letters else column + 1
            if not is_closed and not is_empty:
                last_row, last_column = max(last_row, row), max(last_column, column)
                count += 1
    return last_row, last_column, count


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:_MOST_LETTERS]:
        number = number * 26 + letter - ord("A") + 1
    return number
