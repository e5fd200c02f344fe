"""A look through the XML of an xlsx, piece by piece, before anything builds it in memory."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tiebreak_spreadsheet.xlsx_extent import extent, is_small
from tiebreak_spreadsheet.xml_pieces import xml_pieces

XLSX_SUFFIXES = (".xlsx", ".xlsm")

_HIDDEN_ROW = re.compile(rb'<row [^>]*hidden="(?:1|true)"')


@dataclass(frozen=True)
class XlsxLook:
    """What one look through the sheets of a workbook tells."""

    largest_extent: int = 0
    """Cells of the rectangle that holds all that a sheet has filled, for the largest of them; 0 when all are small."""
    hides_rows: bool = False
    """Whether a sheet has rows that a filter or the user hides."""


def look_through(path: Path) -> XlsxLook:
    """Read the sheets once, without building anything; a second time those that may be very large."""
    large: list[str] = []
    hides_rows = False
    with zipfile.ZipFile(path) as archive:
        for name in _sheets(archive):
            is_plain, has_cells = True, False
            for piece in _pieces(archive, name):
                has_cells = has_cells or b"<sheetData" in piece
                is_plain = is_plain and is_small(piece)
                hides_rows = hides_rows or (b'hidden="' in piece and _HIDDEN_ROW.search(piece) is not None)
            large += [] if is_plain and has_cells else [name]
        largest = max((extent(partial(_pieces, archive, name)) for name in large), default=0)
    return XlsxLook(largest, hides_rows)


def pieces_of_sheets(path: Path) -> Iterator[bytes]:
    """The XML of all the sheets, piece by piece, no cell cut in two."""
    with zipfile.ZipFile(path) as archive:
        for name in _sheets(archive):
            yield from _pieces(archive, name)


def _sheets(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The XML of a sheet; a cell and what it holds are in the same piece."""
    return xml_pieces(archive, name, start=b"<c ")
