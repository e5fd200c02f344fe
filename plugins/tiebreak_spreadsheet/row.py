"""One row of a table, read by itself: what it says, and whether it sums others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tiebreak import LeftOut, Provenance, normalise, to_cents
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.periods import summed
from tiebreak_spreadsheet.tables import Cell, cell_text, is_blank
from tiebreak_spreadsheet.values import UnreadableValueError, is_number, read_amount
from tiebreak_spreadsheet.vocabulary import is_total, may_be_total, names_total, scale_of

PLUGIN = "spreadsheet"
SHOWN_CONTENT = 200
LONGEST_NAME = 24
"""Letters of the name of a sheet in identifiers."""


@dataclass(frozen=True)
class SheetContext:
    """What a kind of table needs to know of the file, and of its sheet among the others."""

    path: Path
    identifier_start: str
    """What the identifiers of the rows of this sheet begin with, and those of no other: see `identifier_starts`."""
    leaves_out_unreadable: bool

    @property
    def file(self) -> str:
        """Name of the file, without its folder."""
        return self.path.name


@dataclass(frozen=True)
class Row:
    """One row under the titles, read by field."""

    header: Header
    cells: tuple[Cell, ...]
    provenance: Provenance
    identifier_start: str

    @property
    def number(self) -> int:
        """Row of the sheet, from 1."""
        return self.provenance.row or 0

    def cell(self, field: str) -> Cell:
        """The first filled cell of a field, `None` when there is none; the sum of its parts when the amount is by period."""
        if field == "amount" and self.header.sums_periods:
            return summed([self.cells[index] for index in self.header.columns[field] if index < len(self.cells)])
        for index in self.header.columns.get(field, ()):
            if index < len(self.cells) and not is_blank(self.cells[index]):
                return self.cells[index]
        return None

    def text(self, field: str) -> str:
        """All the texts of a field, joined; empty when there is none."""
        indexes = self.header.columns.get(field)
        if not indexes:
            return ""
        texts = [cell_text(self.cells[index]) for index in indexes if index < len(self.cells)]
        return " – ".join(dict.fromkeys(text for text in texts if text))

    @property
    def content(self) -> str:
        """What the row says, shortened."""
        return shown(self.cells)

    @property
    def is_total(self) -> bool:
        """Whether it sums other rows: it says so, and says nothing else."""
        if not any(isinstance(cell, str) and may_be_total(cell) for cell in self.cells):
            return False
        words = [cell_text(cell) for cell in self.cells if isinstance(cell, str) and not is_number(cell)]
        filled = [word for word in words if word]
        if self.header.has("label") and self.text("label") and self.text("supplier"):
            return False
        return any(is_total(word, is_alone=len(filled) == 1 and self.header.has("label")) for word in filled)

    @property
    def names_total(self) -> bool:
        """Whether one of its texts begins or ends as a total does; its amount tells whether it is one."""
        return any(isinstance(cell, str) and may_be_total(cell) and names_total(cell) for cell in self.cells)

    @property
    def repeats_titles(self) -> bool:
        """Whether the row of titles is printed again, as at the top of each page."""
        texts = [cell_text(cell) for cell in self.cells]
        same = sum(bool(text) and text == title for text, title in zip(texts, self.header.titles, strict=False))
        return same >= 2 and same * 2 > sum(map(bool, texts))

    @property
    def filled_texts(self) -> tuple[str, ...]:
        """The cells that hold words rather than a number."""
        return tuple(text for cell in self.cells if isinstance(cell, str) and (text := cell_text(cell)) and not is_number(text))

    @property
    def is_nameless(self) -> bool:
        """Whether neither a supplier, a label nor an editor is given."""
        return not any(self.text(field) for field in ("supplier", "label", "editor"))

    @property
    def identifier(self) -> str:
        """Stable for the same content: digest of the file, sheet and row."""
        return f"{self.identifier_start}{self.provenance.row}"

    def left_out(self, reason: str, scale: Decimal | None = None) -> LeftOut:
        """The row, left out for a reason, with its amount in euros when one can be read."""
        amount = self.readable_amount
        if amount is not None:
            amount *= scale_of(self.header.title("amount")) if scale is None else scale
        return LeftOut(reason=reason, content=self.content, amount=amount, provenance=self.provenance)

    @property
    def readable_amount(self) -> Decimal | None:
        """The amount as it is written; `None` when none can be read."""
        try:
            return to_cents(read_amount(self.cell("amount")))
        except UnreadableValueError:
            return None

    def problem(self, said: str) -> str:
        """A French sentence on what is wrong, and where."""
        sheet = f"Feuille « {self.provenance.sheet} », ligne" if self.provenance.sheet else "Ligne"
        return f"{sheet} {self.provenance.row} : {said}"


def shown(cells: tuple[Cell, ...]) -> str:
    """What a row says, shortened."""
    return " | ".join(cell_text(cell) for cell in cells if not is_blank(cell))[:SHOWN_CONTENT]


def identifier_starts(digest: str, sheets: Sequence[str | None]) -> list[str]:
    """What the identifiers of the rows of each sheet begin with: its name in plain letters, and a rank when others read the same.

    >>> identifier_starts("abcdef12", [None]), identifier_starts("abcdef12", ["Été 2025", "ete-2025"])
    (['abcdef12-'], ['abcdef12-ete-2025-', 'abcdef12-ete-2025.2-'])
    """
    ranks: Counter[str] = Counter()
    starts = []
    for sheet in sheets:
        words = "-".join(re.findall(r"[a-z0-9]+", normalise(sheet or "")))[:LONGEST_NAME].strip("-")
        ranks[words] += 1
        named = words if ranks[words] == 1 else f"{words or 'feuille'}.{ranks[words]}"
        starts.append(f"{digest}-{named}-" if named else f"{digest}-")
    return starts
