"""Files written where each test may write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from tests.tiebreak_spreadsheet.files import Rows, write_book, write_table


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows as a CSV separated by semicolons."""

    def write(rows: Rows, delimiter: str = ";") -> Path:
        return write_table(tmp_path / "table.csv", rows, delimiter=delimiter)

    return write


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Writes sheets of rows as a workbook, changed before it is saved."""

    def write(sheets: Mapping[str, Rows], changes: Callable[[openpyxl.Workbook], None] = lambda _: None) -> Path:
        return write_book(tmp_path / "classeur.xlsx", sheets, changes)

    return write
