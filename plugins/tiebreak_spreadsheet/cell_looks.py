"""What a workbook shows that its values do not say: formats in k€, in $ or in %, struck cells, formulas never computed, errors.

Read by openpyxl, which is slow, and so only for the cells in doubt and only when the workbook has something to look at.
"""

from __future__ import annotations

import html
import re
import warnings
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
from openpyxl.styles.numbers import BUILTIN_FORMATS

from tiebreak_spreadsheet.xlsx_scan import XLSX_SUFFIXES, sheets_hold

Found = TypeVar("Found")


_CUSTOM_FORMATS = re.compile(rb'formatCode="([^"]*)"')
_PERCENT_OR_STRUCK = re.compile(rb'numFmtId="(?:9|10)"|<strike')
_FORMULA_OR_ERROR = re.compile(rb'<f[ >/]|t="e"')
_HIDDEN_ROW = re.compile(rb'<row [^>]*hidden="(?:1|true)"')
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[0-9A-Fa-f]+)?\]")
_THOUSANDS = re.compile(r"\bk ?(?:€|eur|euros?)?(?![a-z])|milliers", re.IGNORECASE)
_MILLIONS = re.compile(r"\bm ?(?:€|eur|euros)|millions", re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?])")
"""A comma after the last digit: the value is in euros, and only its display is in thousands."""


def misleading_formats(path: Path, sheet: str, column: int, rows: Collection[int]) -> dict[int, str]:
    """Row, from 1, to how its amount is shown: in another currency, in thousands, as a percentage, struck out.

    `column` counts from 0. Empty for what is not an xlsx, or shows its amounts as they are.
    """
    if path.suffix.lower() not in XLSX_SUFFIXES or not _has_odd_styles(path):
        return {}
    looks = _column(
        path, sheet, column, lambda cell: _shown(cell.number_format or "", is_struck=bool(cell.font and cell.font.strike))
    )
    return {row: said for row, said in looks.items() if row in rows and said}


def uncomputed(path: Path, sheet: str, column: int, rows: Collection[int]) -> dict[int, str]:
    """Row, from 1, to why its cell reads as empty although it is not: an error, or a formula without its result."""
    if path.suffix.lower() not in XLSX_SUFFIXES or not sheets_hold(path, _FORMULA_OR_ERROR):
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


def format_says(code: str) -> str | None:
    """What a number format makes of an amount, in French; `None` when it shows it as it is.

    The formats that come with every spreadsheet show the currency of the machine: they say nothing.

    >>> format_says('# ##0 "k€"'), format_says('0.0%'), format_says('#,##0.00\\\\ "€"')
    ('des milliers d’euros', 'un pourcentage', None)
    """
    if code in BUILTIN_FORMATS.values() and "%" not in code:
        return None
    positive = code.split(";", maxsplit=1)[0]
    symbols = [found.strip() for found in _CURRENCY.findall(positive)]
    bare = _CURRENCY.sub("", positive).replace("\\", "").replace('"', "")
    if any(symbol and symbol.casefold() not in {"€", "eur"} for symbol in symbols) or re.search(r"[$£¥]|CHF|USD|GBP", bare):
        return "une autre monnaie que l’euro"
    if "%" in bare:
        return "un pourcentage"
    if _SCALED.search(bare):
        return None
    if _THOUSANDS.search(bare):
        return "des milliers d’euros"
    return "des millions d’euros" if _MILLIONS.search(bare) else None


def _has_odd_styles(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        if "xl/styles.xml" not in archive.namelist():
            return False
        styles = archive.read("xl/styles.xml")
    codes = [html.unescape(found.decode("utf-8", errors="replace")) for found in _CUSTOM_FORMATS.findall(styles)]
    return any(format_says(code) for code in codes) or _PERCENT_OR_STRUCK.search(styles) is not None


def has_hidden_rows(path: Path) -> bool:
    """Whether a sheet has rows that a filter or the user hides: they are read, and count."""
    return path.suffix.lower() in XLSX_SUFFIXES and sheets_hold(path, _HIDDEN_ROW)


def _column(
    path: Path, sheet: str, column: int, look: Callable[[Any], Found], *, with_formulas: bool = False
) -> dict[int, Found]:
    """Row, from 1, to what is seen of its cell in a column."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it does not keep, and nothing is kept here
        book = openpyxl.load_workbook(path, read_only=True, data_only=not with_formulas)
        try:
            rows = book[sheet].iter_rows(min_row=1, min_col=column + 1, max_col=column + 1)
            return {number: look(cell) for number, (cell,) in enumerate(rows, start=1)}
        finally:
            book.close()
