"""A look through the XML of an xlsx, piece by piece, before anything builds it in memory."""

from __future__ import annotations

import html
import re
import zipfile
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from tiebreak_spreadsheet.archives import opened_archive
from tiebreak_spreadsheet.extents import MAX_EMPTY_CELLS, NOTHING, Extent, total
from tiebreak_spreadsheet.shared_texts import SHARED_TEXTS, SHORTEST_SHARED, lengths_of, may_swell, refuse_swelling
from tiebreak_spreadsheet.xlsx_extent import bound_of, extent
from tiebreak_spreadsheet.xlsx_styles import STYLES, refuse_large_styles
from tiebreak_spreadsheet.xml_pieces import xml_pieces

XLSX_SUFFIXES = (".xlsx", ".xlsm")
RELATIONS = "xl/_rels/workbook.xml.rels"
ALWAYS_READ = frozenset(name.casefold() for name in ("xl/workbook.xml", RELATIONS, STYLES))
"""What readers read of any workbook: looked through too, for it may be damaged or swollen."""
MOST_RELATIONS = 4_000_000
"""Bytes read of the list of what a workbook is made of: a line of 150 for each of its sheets."""

_HIDDEN_ROW = re.compile(rb'<row [^>]*hidden="(?:1|true)"')


@dataclass(frozen=True)
class XlsxLook:
    """What one look through the sheets of a workbook tells."""

    extent: Extent = NOTHING
    """Of all its sheets; of nothing when they are small."""
    hides_rows: bool = False
    """Whether a sheet has rows that a filter or the user hides."""


def look_through(path: Path) -> XlsxLook:
    """Read the sheets once, without building anything; a second time when together they may be very large.

    Raises:
        UnreadableFileError: when the archive is damaged, or the cells would show too much text.
    """
    bounds: list[int | None] = []
    hides_rows = False
    shared_cells = 0
    with opened_archive(path) as archive:
        refuse_large_styles(archive, path.name)
        names = _sheets(archive)
        texts = next(filter(_is_shared_texts, archive.namelist()), None)
        lengths = lengths_of(partial(xml_pieces, archive, texts), path.name) if texts else array("L")
        may_share = may_swell(lengths, sum(archive.getinfo(name).file_size for name in names) // SHORTEST_SHARED)
        for name in names:
            bound: int | None = 0
            for piece in _pieces(archive, name):
                bound = None if bound is None or b":sheetData" in piece else bound_of(piece, bound)
                hides_rows = hides_rows or (b'hidden="' in piece and _HIDDEN_ROW.search(piece) is not None)
                shared_cells += piece.count(b'"s"') + piece.count(b"'s'") if may_share else 0
            bounds.append(bound)
        if may_swell(lengths, shared_cells):
            refuse_swelling(lengths, partial(_pieces_of, archive, names), shared_cells, path.name)
        may_be_large = None in bounds or sum(bound or 0 for bound in bounds) > MAX_EMPTY_CELLS
        extents = (extent(partial(_pieces, archive, name)) for name in names) if may_be_large else ()
        return XlsxLook(total(extents), hides_rows)


def pieces_of_sheets(path: Path) -> Iterator[bytes]:
    """The XML of all the sheets, piece by piece, no cell cut in two."""
    with opened_archive(path) as archive:
        yield from _pieces_of(archive, _sheets(archive))


def _sheets(archive: zipfile.ZipFile) -> list[str]:
    """What stands where sheets do, and all that the workbook says it is made of but the texts: a sheet may stand anywhere."""
    said = ""
    if RELATIONS in archive.namelist():
        with archive.open(RELATIONS) as stream:
            said = html.unescape(stream.read(MOST_RELATIONS).decode("utf-8", errors="replace")).casefold()
    return [name for name in archive.namelist() if _may_be_sheet(name, said)]


def _may_be_sheet(name: str, relations: str) -> bool:
    own_name = name.rsplit("/", maxsplit=1)[-1].casefold()
    if name.startswith("xl/worksheets/"):
        return own_name.endswith(".xml")
    if name.casefold() in ALWAYS_READ:
        return True
    return not _is_shared_texts(name) and bool(own_name) and own_name in relations


def _is_shared_texts(name: str) -> bool:
    return name.casefold() == SHARED_TEXTS.casefold()


def _pieces_of(archive: zipfile.ZipFile, names: Sequence[str]) -> Iterator[bytes]:
    return chain.from_iterable(_pieces(archive, name) for name in names)


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The XML of a sheet; a cell and what it holds are in the same piece."""
    return xml_pieces(archive, name, start=b"<c ")
