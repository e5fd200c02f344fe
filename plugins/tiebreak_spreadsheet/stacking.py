"""Rows, as readers give them one after the other, stacked into columns: a sheet is never held twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice, zip_longest
from types import NoneType

from tiebreak_spreadsheet.tables import Cell

CHUNK_ROWS = 512
"""Rows turned at once: enough for the turn to cost little, few enough to weigh nothing."""
TOO_MANY = 50_000
"""Different texts of a column past which keeping them for others to share may cost more than it saves."""


def stacked(rows: Iterable[Sequence[Cell]], *, left: int = 0) -> tuple[tuple[Cell, ...], ...]:
    """Columns of the same length, `None` where a row is too short; `left` columns hold nothing before the first.

    Equal texts of a column are one object: a million rows of 8 columns of mandats then weigh 310 MB instead of 660, and
    what is asked of them later finds them in the processor's cache.
    """
    columns: list[_Growing] = []
    height = 0
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK_ROWS)):
        turned = list(zip_longest(*chunk))
        columns += [_Growing(height) for _ in range(len(turned) - len(columns))]
        for index, column in enumerate(columns):
            column.add(turned[index] if index < len(turned) else (None,) * len(chunk))
        height += len(chunk)
    return (*((None,) * height for _ in range(left)), *(column.whole() for column in columns))


class _Growing:
    """A column while its rows arrive, in tuples: the collector of Python stops following tuples of texts and numbers.

    Lists of two million cells, which it follows at each of its rounds, took one of the six seconds of a reading.
    """

    def __init__(self, height: int) -> None:
        self._parts: list[tuple[Cell, ...]] = [(None,) * height]
        self._height = height
        self._known: dict[Cell, Cell] | None = {}

    def add(self, cells: tuple[Cell, ...]) -> None:
        """The cells of some more rows."""
        self._height += len(cells)
        if self._known is not None and set(map(type, cells)) <= {str, NoneType}:  # 1 and True are equal, and not the same
            cells = tuple(map(self._known.setdefault, cells, cells))
            if len(self._known) > max(TOO_MANY, self._height // 2):
                self._known = None
        self._parts.append(cells)

    def whole(self) -> tuple[Cell, ...]:
        """All the cells, which are then held no more by this."""
        parts, self._parts, self._known = self._parts, [], None
        return tuple(chain.from_iterable(parts))
