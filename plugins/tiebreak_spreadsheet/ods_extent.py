"""How large the sheets of an ods are once opened: a cell and a row may say that they are repeated a million times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tiebreak_spreadsheet.archives import opened_archive
from tiebreak_spreadsheet.extents import NOTHING, Extent, total
from tiebreak_spreadsheet.xml_pieces import xml_pieces

CONTENT = "content.xml"
_TAG = re.compile(
    rb"""<\w+:(table|table-row|table-cell|covered-table-cell)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>(</)?"""
)
_REPEATED = re.compile(rb"""\bnumber-(?:rows|columns)-repeated\s*=\s*["']0*(\d{1,18})""")
"""A count of more digits is far beyond any, whatever they are."""


def ods_extent(path: Path) -> Extent:
    """The rectangles that hold all that each sheet has filled, and how many of their cells are, together."""
    with opened_archive(path) as archive:
        return total(_extents(xml_pieces(archive, CONTENT))) if CONTENT in archive.namelist() else NOTHING


def _extents(pieces: Iterable[bytes]) -> Iterator[Extent]:
    """The extent of each sheet."""
    row = column = last_row = last_column = filled = rows = 0
    for piece in pieces:
        for tag, attributes, is_closed, is_empty in _TAG.findall(piece):
            if tag == b"table":
                yield Extent(last_row * last_column, filled)
                row = last_row = last_column = filled = 0
            elif tag == b"table-row":
                rows = _repeats(attributes)
                row, column = row + rows, 0
            else:
                columns = _repeats(attributes)
                column += columns
                if (not is_closed and not is_empty) or b"value-type" in attributes:
                    last_row, last_column = row, max(last_column, column)
                    filled += rows * columns
    yield Extent(last_row * last_column, filled)


def _repeats(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found.group(1)) if found else 1
