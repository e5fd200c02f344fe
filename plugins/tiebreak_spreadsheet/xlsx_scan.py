"""A look through the XML of an xlsx, piece by piece, before anything builds it in memory."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

XLSX_SUFFIXES = (".xlsx", ".xlsm")
CHUNK = 1 << 20
OVERLAP = 256
"""Bytes read again with the next piece, so that nothing is cut in two."""

_FILLED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>(?!</c>)')
"""A cell that holds something: one that only bears a format, as whole columns often do, closes at once."""


def sheets_hold(path: Path, wanted: re.Pattern[bytes]) -> bool:
    """Whether a sheet holds what is looked for."""
    return any(wanted.search(piece) for pieces in _sheets(path) for piece in pieces)


def largest_extent(path: Path) -> int:
    """Cells of the rectangle that holds all that a sheet has filled, for the largest of them."""
    return max((_extent(pieces) for pieces in _sheets(path)), default=0)


def _extent(pieces: Iterator[bytes]) -> int:
    columns: set[bytes] = set()
    last_row = 0
    for piece in pieces:
        if filled := _FILLED.findall(piece):
            columns.update(letters for letters, _ in filled)
            last_row = max(last_row, int(filled[-1][1]))
    return last_row * max(map(_column_number, columns), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheets(path: Path) -> Iterator[Iterator[bytes]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                yield _pieces(archive, name)


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as stream:
        tail = b""
        while chunk := stream.read(CHUNK):
            yield tail + chunk
            tail = chunk[-OVERLAP:]
