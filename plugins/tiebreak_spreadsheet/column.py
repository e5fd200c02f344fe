"""One column under the titles: what is asked of its cells is asked once for each different value.

In 200 000 rows of accounts there are nine accounts, 300 contracts, 240 suppliers: judging values rather than cells
is what makes a large table quick to read. Cells are in tuples and values in dictionaries, which the collector of Python
does not follow when they hold texts and numbers, as it does lists and sets.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, KeysView
from functools import cached_property
from types import NoneType
from typing import Generic, TypeVar

from tiebreak_spreadsheet.tables import Cell, cell_text

CellT = TypeVar("CellT", bound=Cell)
Answer = TypeVar("Answer")


class Column(Generic[CellT]):
    """The cells of one column, from the first row under the titles to the last."""

    def __init__(self, cells: Iterable[CellT]) -> None:
        self.cells = tuple(cells)

    @cached_property
    def kinds(self) -> frozenset[type]:
        """Types of the cells; of 5 and 5.0, which are equal, one may be missing."""
        hides_booleans = 0 in self.values or 1 in self.values
        return frozenset(map(type, self.cells if hides_booleans else self.values))

    @cached_property
    def values(self) -> KeysView[CellT]:
        """The different values. True is also 1 there: see `each`."""
        return dict.fromkeys(self.cells).keys()

    @cached_property
    def empty(self) -> frozenset[int]:
        """Positions where there is no cell."""
        if NoneType not in self.kinds:
            return frozenset()
        return frozenset(position for position, cell in enumerate(self.cells) if cell is None)

    @cached_property
    def is_tidy(self) -> bool:
        """Whether all cells are texts that `cell_text` leaves as they are."""
        return self.kinds == {str} and all(cell_text(value) == value for value in self.values)

    @cached_property
    def _folded(self) -> str:
        """All the different texts, as one and without case."""
        return "\n".join(value for value in self.values if isinstance(value, str)).casefold()

    def each(self, question: Callable[[CellT], Answer]) -> tuple[Answer, ...]:
        """The answer for each cell."""
        if bool in self.kinds:  # True equals 1, and is no number: such columns are asked cell by cell
            return tuple(map(question, self.cells))
        answers = {value: question(value) for value in self.values}
        return tuple(map(answers.__getitem__, self.cells))

    def where(self, question: Callable[[CellT], object]) -> set[int]:
        """Positions of the cells whose answer is yes."""
        if bool in self.kinds:
            return {position for position, cell in enumerate(self.cells) if question(cell)}
        return self._at({value for value in self.values if question(value)})

    def holding(self, hints: Collection[str], question: Callable[[str], object] = bool) -> set[int]:
        """Positions of the texts that hold one of the hints, whatever their case, and whose answer is yes if one is asked.

        All the texts are searched as one first: 120 000 labels in which nothing hints at a total are cleared in 0.07 s, and in
        0.45 s one by one.
        """
        if str not in self.kinds:
            return set()
        present = [hint for hint in hints if hint in self._folded]
        if not present:
            return set()
        texts = (value for value in self.values if isinstance(value, str))
        return self._at({text for text in texts if _holds(text.casefold(), present) and question(text)})

    def _at(self, values: Collection[Cell]) -> set[int]:
        return {position for position, cell in enumerate(self.cells) if cell in values} if values else set()


def _holds(folded: str, hints: Collection[str]) -> bool:
    return any(hint in folded for hint in hints)
