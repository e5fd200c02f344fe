"""What a workbook shows that its values do not say: formats in k€, in $ or in %, struck cells, formulas never computed, errors.

Read by openpyxl, which is slow, and so only for the cells in doubt and only when the workbook has something to look at.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

from tiebreak_spreadsheet.tables import plain_name
from tiebreak_spreadsheet.xlsx_cells import column_cells
from tiebreak_spreadsheet.xlsx_scan import XLSX_SUFFIXES
from tiebreak_spreadsheet.xlsx_styles import TAX_SAID, format_says, odd_styles

Found = TypeVar("Found")

TAXES = tuple(TAX_SAID.values())


def misleading_formats(path: Path, sheet: str, column: int) -> dict[int, str]:
    """Row, from 1, to how its amount is shown: in another currency, in thousands, as a percentage, struck out, HT among TTC.

    `column` counts from 0. Empty for what is not an xlsx, or shows its amounts as they are.
    """
    if path.suffix.lower() not in XLSX_SUFFIXES:
        return {}
    odd = odd_styles(path)
    if not odd or not _uses_styles(path, column, odd):
        return {}
    looks = _column(
        path, sheet, column, lambda cell: _shown(cell.number_format or "", is_struck=bool(cell.font and cell.font.strike))
    )
    taxes = {said for said in looks.values() if said and said.endswith(TAXES)}
    return {row: said for row, said in looks.items() if said and (said not in taxes or len(taxes) > 1)}


def uncomputed(path: Path, sheet: str, column: int, rows: Collection[int]) -> dict[int, str]:
    """Row, from 1, to why its cell reads as empty although it is not: an error, or a formula without its result."""
    if path.suffix.lower() not in XLSX_SUFFIXES or not _may_be_uncomputed(path, column, rows):
        return {}
    results = _column(path, sheet, column, lambda cell: (cell.value, cell.data_type))
    formulas = _column(path, sheet, column, lambda cell: cell.data_type == "f", with_formulas=True)
    said = {}
    for row in sorted(set(rows) & set(results)):
        value, kind = results[row]
        if kind == "e":
            said[row] = f"la formule donne l’erreur {value}" if value else "la formule donne une erreur"
        elif formulas.get(row) and value is None and kind == "n":
            said[row] = "la formule n’a pas de résultat enregistré"
    return said


def _shown(code: str, *, is_struck: bool) -> str | None:
    if is_struck:
        return "barré"
    said = format_says(code)
    return f"affiché comme {said}" if said else None


def _uses_styles(path: Path, column: int, styles: Collection[int]) -> bool:
    """Whether a cell of this column, in any sheet, bears one of these styles; yes when cells do not say where they stand."""
    cells = column_cells(path, column)
    return 0 in styles or cells is None or any(cell.style in styles for cell in cells)


def _may_be_uncomputed(path: Path, column: int, rows: Collection[int]) -> bool:
    """Whether one of these rows has, in this column of any sheet, a formula or an error; yes when cells do not say where they stand."""
    cells = column_cells(path, column)
    return cells is None or any(cell.row in rows and (cell.has_formula or cell.is_error) for cell in cells)


def _column(
    path: Path, sheet: str, column: int, look: Callable[[Any], Found], *, with_formulas: bool = False
) -> dict[int, Found]:
    """Row, from 1, to what is seen of its cell in a column."""
    import openpyxl  # noqa: PLC0415 - slow to import, and rarely needed

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it does not keep, and nothing is kept here
        book = openpyxl.load_workbook(path, read_only=True, data_only=not with_formulas)
        try:
            rows = _named(book, sheet).iter_rows(min_row=1, min_col=column + 1, max_col=column + 1)
            return {number: look(cell) for number, (cell,) in enumerate(rows, start=1)}
        finally:
            book.close()


def _named(book: Any, name: str) -> Any:
    """The sheet that `plain_name` calls so."""
    return next(each for each in book.worksheets if plain_name(each.title) == name)
