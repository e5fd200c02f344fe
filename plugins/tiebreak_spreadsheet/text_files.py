"""Text files as a sheet of cells, whatever their encoding and separator."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from tiebreak import UnreadableFileError
from tiebreak_spreadsheet.encodings import LOST, UTF_8, TextFile, text_file
from tiebreak_spreadsheet.stacking import stacked
from tiebreak_spreadsheet.tables import Cell, Sheet, Tables, told

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
DELIMITERS = ";,\t|"
_WRAPPED = re.compile(r'="([^"]*)"')
SAMPLE_ROWS = 50
SAMPLE_LENGTH = 1 << 16


def read_text(path: Path) -> Tables:
    """The one sheet of a text file.

    Raises:
        UnreadableFileError: when it is no text, or a quote that is never closed swallows rows.
    """
    text = text_file(path)
    try:
        delimiter = _delimiter(_start(text))
        rows = _Rows(text, delimiter)
        columns = stacked(rows)
    except csv.Error as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : ce n’est pas un CSV lisible ({told(error)}). Enregistrez-le en XLSX."
        ) from error
    if text.may_quote:
        columns = tuple(map(_unwrapped, columns))
    sheet = Sheet(None, columns)
    swallowed = _swallowed_row(columns, delimiter) if text.may_quote else None
    if swallowed is None and rows.end_early and _ends_in_a_quote(text, delimiter):
        swallowed = sheet.height
    if swallowed:
        raise UnreadableFileError(
            f"Fichier « {path.name} », ligne {swallowed} : un guillemet n’est pas refermé et avale ce qui suit. Corrigez-le."
        )
    notices = [] if text.encoding == UTF_8 else [f"encodage reconnu : {text.encoding}"]
    if text.may_have_lost and (lost := sum(_lost_cells(column) for column in columns)):
        notices.append(f"{lost} cellules contiennent des caractères perdus avant l’export ; elles sont lues sans eux")
    return Tables((sheet,), tuple(notices))


class _Rows:
    """The rows of a text, read as they are asked for."""

    def __init__(self, text: TextFile, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter
        self.end_early = False
        """Whether the file ended before its last row did: inside a quoted cell."""

    def __iter__(self) -> Iterator[list[str]]:
        is_over = False

        def lines(stream: IO[str]) -> Iterator[str]:
            nonlocal is_over
            yield from stream
            is_over = True

        with self._text.opens() as stream:
            for row in csv.reader(lines(stream), delimiter=self._delimiter):
                self.end_early = is_over
                yield row


def _swallowed_row(columns: Sequence[Sequence[Cell]], delimiter: str) -> int | None:
    """First row, from 1, that holds a cell in which other rows stand; `None` when none does."""
    separators = len(columns) - 1
    if separators < 1:
        return None
    found: list[int] = []
    for column in columns:
        swallowing = {cell for cell in set(column) if isinstance(cell, str) and _holds_row(cell, delimiter, separators)}
        if swallowing:
            found.append(next(number for number, cell in enumerate(column, start=1) if cell in swallowing))
    return min(found, default=None)


def _holds_row(cell: str, delimiter: str, separators: int) -> bool:
    """Whether a line of a cell, but its first, has as many separators as a row."""
    return delimiter in cell and any(line.count(delimiter) >= separators for line in cell.splitlines()[1:])


def _ends_in_a_quote(text: TextFile, delimiter: str) -> bool:
    """Whether the file ends inside a quoted cell, and is well formed down to there."""
    try:
        with text.opens() as stream:
            for _ in csv.reader(stream, delimiter=delimiter, strict=True):
                pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _unwrapped(column: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A column without the formulas in which some exports wrap a text, to keep its leading zeros: ="0612"."""
    wrapped = {cell: found.group(1) for cell in set(column) if isinstance(cell, str) and (found := _WRAPPED.fullmatch(cell))}
    return tuple(wrapped.get(cell, cell) if isinstance(cell, str) else cell for cell in column) if wrapped else column


def _lost_cells(column: Sequence[Cell]) -> int:
    with_lost = {cell for cell in set(column) if isinstance(cell, str) and LOST in cell}
    return sum(cell in with_lost for cell in column) if with_lost else 0


def _start(text: TextFile) -> str:
    """The first rows and a little more: enough characters for all the lines that are sampled."""
    with text.opens() as stream:
        start = ""
        while piece := stream.read(max(len(start), SAMPLE_LENGTH)):
            start += piece
            if len(start.splitlines()) > SAMPLE_ROWS:
                break
    return start


def _delimiter(start: str) -> str:
    """The separator under which most of the first rows have the same number of cells."""
    if stated := re.match(r"sep=([;,|\t])\r?$", start, re.MULTILINE):
        return stated.group(1)
    sample = start.splitlines(keepends=True)[:SAMPLE_ROWS]

    def steadiness(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=steadiness)
