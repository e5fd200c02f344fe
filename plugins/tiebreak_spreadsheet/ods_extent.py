"""How large the sheets of an ods are once opened: a cell and a row may say that they are repeated a million times."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tiebreak_spreadsheet.xml_pieces import xml_pieces

CONTENT = "content.xml"
_TAG = re.compile(
    rb"""<\w+:(table|table-row|table-cell|covered-table-cell)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>(</)?"""
)
_REPEATED = re.compile(rb"""\bnumber-(?:rows|columns)-repeated\s*=\s*["'](\d+)""")


def ods_extent(path: Path) -> int:
    """Cells of the rectangle that holds all that a sheet has filled, for the largest of them."""
    with zipfile.ZipFile(path) as archive:
        return max(_extents(xml_pieces(archive, CONTENT))) if CONTENT in archive.namelist() else 0


def _extents(pieces: Iterable[bytes]) -> Iterator[int]:
    """Cells of each sheet."""
    row = column = last_row = last_column = 0
    for piece in pieces:
        for tag, attributes, is_closed, is_empty in _TAG.findall(piece):
            if tag == b"table":
                yield last_row * last_column
                row = last_row = last_column = 0
            elif tag == b"table-row":
                row, column = row + _repeats(attributes), 0
            else:
                column += _repeats(attributes)
                if (not is_closed and not is_empty) or b"value-type" in attributes:
                    last_row, last_column = row, max(last_column, column)
    yield last_row * last_column


def _repeats(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found.group(1)) if found else 1
