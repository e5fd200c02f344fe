"""How much memory the sheets of a workbook would take once opened, whatever its format, and what is too much."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tiebreak import UnreadableFileError

MAX_CELLS = 20_000_000
MAX_EMPTY_CELLS = 6_000_000
"""A table has few empty cells among those it fills; a reader builds them all, 40 bytes each."""


class Extent(NamedTuple):
    """Of a sheet, or of several together: a reader holds the whole rectangle down to the last cell filled."""

    cells: int = 0
    filled: int = 0


NOTHING = Extent()


def total(extents: Iterable[Extent]) -> Extent:
    """Several sheets, which are held together."""
    every = tuple(extents)
    return Extent(sum(each.cells for each in every), sum(each.filled for each in every))


def refuse_too_large(extent: Extent, file: str) -> None:
    """Refuse what would not fit in memory.

    Raises:
        UnreadableFileError: when there are too many cells, or too many empty ones.
    """
    if extent.cells > MAX_CELLS or extent.cells - extent.filled > MAX_EMPTY_CELLS:
        raise UnreadableFileError(
            f"Fichier « {file} » : une cellule est remplie très loin des autres, ou les feuilles sont démesurées : elles comptent "
            f"plus de {MAX_CELLS // 1_000_000} millions de cases, ou plus de {MAX_EMPTY_CELLS // 1_000_000} millions de cases vides. "
            "Supprimez les lignes et colonnes inutiles, et enregistrez."
        )
