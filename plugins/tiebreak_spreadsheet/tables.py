"""Any spreadsheet file as sheets of cells; knows nothing of what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Characters that no document may hold, such as the end mark of old exports."""

Place = tuple[int, int]
"""Row and column of a cell, from 0."""


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet; `name` is `None` for a text file."""

    name: str | None
    rows: tuple[tuple[Cell, ...], ...]
    is_hidden: bool = False
    merged: tuple[tuple[Place, Place], ...] = ()
    """First and last cell of each block of merged cells."""

    @property
    def where(self) -> str:
        """What follows the name of the file in a message; empty for a text file."""
        return f", feuille « {self.name} »" if self.name else ""


@dataclass(frozen=True)
class Tables:
    """The sheets of one file and what reading them taught, in French."""

    sheets: tuple[Sheet, ...]
    notices: tuple[str, ...] = ()


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing, or only spaces and control characters."""
    return cell is None or (isinstance(cell, str) and not _CONTROLS.sub(" ", cell).strip())


def cell_text(cell: Cell) -> str:
    """A cell as text, whole numbers without a decimal part."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(_CONTROLS.sub(" ", str(cell)).split())


def column_letters(index: int) -> str:
    """The name of a column, as a spreadsheet shows it.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
