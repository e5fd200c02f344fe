"""Small files in the shapes that people have, and their reading by the plugin."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl

from tiebreak import Reading, SourceOptions
from tiebreak.testing import check_source
from tiebreak_spreadsheet.source import SpreadsheetSource

Rows = Sequence[Sequence[object]]


def write_table(path: Path, rows: Rows, *, delimiter: str = ";", encoding: str = "utf-8") -> Path:
    """Rows as a CSV."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path


def write_book(path: Path, sheets: Mapping[str, Rows], changes: Callable[[openpyxl.Workbook], None] = lambda _: None) -> Path:
    """Sheets of rows as a workbook; `changes` is given it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    changes(book)
    book.save(path)
    return path


def read(path: Path, **options: object) -> Reading:
    """What the plugin reads, the account of its rows checked."""
    return check_source(SpreadsheetSource(), path, SourceOptions(**options))  # type: ignore[arg-type]
