"""How large the sheets of an xls are once opened: a few bytes may say that there are thousands of millions of cells."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from tiebreak_spreadsheet.extents import MAX_CELLS, Extent, total
from tiebreak_spreadsheet.xls_container import records_of

END, SHEET, DIMENSIONS, TEXTS, NUMBERS = 0x000A, 0x0085, 0x0200, 0x00FC, 0x00BD
CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x027E, NUMBERS, 0x00D6, 0x00FD})
"""Records that begin with the row and the column of a cell; `NUMBERS` holds several, and ends with the column of the last."""
_LEAST_TEXT = 3
"""Bytes of an empty text in the list that the cells share."""

Record = tuple[int, int, int]
"""Kind, place and length."""


def xls_extent(path: Path) -> Extent:
    """The cells of all the sheets together.

    Raises:
        ValueError: when the file is cut, or says of itself what cannot be.
    """
    stream = records_of(path.read_bytes())
    sheets: list[int] = []
    for kind, place, length in _records(stream, 0):
        if kind == SHEET and length >= 4:
            sheets += struct.unpack_from("<I", stream, place)
        elif kind == TEXTS and length >= 8:
            (count,) = struct.unpack_from("<I", stream, place + 4)
            if count * _LEAST_TEXT > len(stream):
                raise ValueError("la liste des textes est plus longue que le fichier")
    return total(_extent(stream, start) for start in sheets)


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """The records from a place to the one that says the end."""
    unpack = struct.Struct("<HH").unpack_from
    while start + 4 <= len(stream):
        kind, length = unpack(stream, start)
        if kind == END or start + 4 + length > len(stream):
            return
        yield kind, start + 4, length
        start += 4 + length


def _extent(stream: bytes, start: int) -> Extent:
    if start > len(stream):
        raise ValueError("une feuille est au-delà de la fin du fichier")
    rows = columns = filled = 0
    unpack = struct.Struct("<HH").unpack_from
    for kind, place, length in _records(stream, start):
        if kind in CELLS and length >= 6:
            row, column = unpack(stream, place)
            last = struct.unpack_from("<H", stream, place + length - 2)[0] if kind == NUMBERS else column
            rows, columns = max(rows, row + 1), max(columns, last + 1)
            filled += max(last - column, 0) + 1
        elif kind == DIMENSIONS and _announced(stream[place : place + length]) > MAX_CELLS:
            raise ValueError("une feuille annonce plus de cases qu’un classeur n’en a")
    return Extent(rows * columns, filled)


def _announced(dimensions: bytes) -> int:
    """Cells that a reader takes memory for before any is read."""
    if len(dimensions) not in {10, 14}:
        return 0
    first_row, rows, first_column, columns = struct.unpack_from("<IIHH" if len(dimensions) == 14 else "<HHHH", dimensions)
    return ((rows - first_row) % (1 << 32)) * ((columns - first_column) % (1 << 32)) if rows and columns else 1
