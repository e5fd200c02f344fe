"""Small files in the shapes that people have, and their reading by the plugin."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from tiebreak import Reading, SourceOptions
from tiebreak.testing import check_source
from tiebreak_spreadsheet.source import SpreadsheetSource

Rows = Sequence[Sequence[object]]


@pytest.fixture
def table(tmp_path: Path) -> Callable[[Rows], Path]:
    """Writes rows as a CSV separated by semicolons."""

    def write(rows: Rows, delimiter: str = ";") -> Path:
        path = tmp_path / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=delimiter).writerows(rows)
        return path

    return write


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Writes sheets of rows as a workbook; `changes` is given the openpyxl workbook before it is saved."""

    def write(sheets: dict[str, Rows], changes: Callable[[openpyxl.Workbook], None] = lambda _: None) -> Path:
        made = openpyxl.Workbook()
        made.remove(made.worksheets[0])
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        changes(made)
        path = tmp_path / "classeur.xlsx"
        made.save(path)
        return path

    return write


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Reads a file and checks the account of its rows."""

    def reading(path: Path, **options: object) -> Reading:
        return check_source(SpreadsheetSource(), path, SourceOptions(**options))  # type: ignore[arg-type]

    return reading
