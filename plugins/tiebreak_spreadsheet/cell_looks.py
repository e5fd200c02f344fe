"""What a workbook shows that its values do not say: formats in k€, in $ or in %, formulas never computed, errors.

Read by openpyxl, which is slow, and so only for the cells in doubt and only when the workbook has something to look at.
"""

from __future__ import annotations

import html
import re
import warnings
import zipfile
from collections.abc import Collection
from pathlib import Path

import openpyxl
from openpyxl.styles.numbers import BUILTIN_FORMATS

LOOKED_AT = (".xlsx", ".xlsm")
CHUNK = 1 << 20

_CUSTOM_FORMATS = re.compile(rb'formatCode="([^"]*)"')
_PERCENT_STYLES = re.compile(rb'numFmtId="(?:9|10)"')
_FORMULA_OR_ERROR = re.compile(rb'<f[ >/]|t="e"')
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[0-9A-Fa-f]+)?\]")
_THOUSANDS = re.compile(r"\bk ?(?:€|eur|euros?)?(?![a-z])|milliers", re.IGNORECASE)
_MILLIONS = re.compile(r"\bm ?(?:€|eur|euros)|millions", re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?])")
"""A comma after the last digit: the value is in euros, and only its display is in thousands."""


def misleading_formats(path: Path, sheet: str, column: int, rows: Collection[int]) -> dict[int, str]:
    """Row, from 1, to what its format makes of its amount: another currency, thousands, a percentage.

    `column` counts from 0. Empty for what is not an xlsx, or shows its amounts as they are.
    """
    if path.suffix.lower() not in LOOKED_AT or not _has_odd_formats(path):
        return {}
    shown = {row: says for row, code, _ in _cells(path, sheet, column) if row in rows and (says := format_says(code))}
    return dict(sorted(shown.items()))


def uncomputed(path: Path, sheet: str, column: int, rows: Collection[int]) -> dict[int, str]:
    """Row, from 1, to why its cell reads as empty although it is not: an error, or a formula without its result."""
    if path.suffix.lower() not in LOOKED_AT or not _has_formulas(path):
        return {}
    values = {row: (value, kind) for row, _, (value, kind) in _cells(path, sheet, column) if row in rows}
    formulas = {row for row, _, (_, kind) in _cells(path, sheet, column, with_formulas=True) if row in values and kind == "f"}
    said = {}
    for row, (value, kind) in values.items():
        if kind == "e":
            said[row] = f"la formule donne l’erreur {value}" if value else "la formule donne une erreur"
        elif row in formulas and value is None and kind == "n":
            said[row] = "la formule n’a pas de résultat enregistré"
    return said


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


def _has_odd_formats(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        if "xl/styles.xml" not in archive.namelist():
            return False
        styles = archive.read("xl/styles.xml")
    codes = [html.unescape(found.decode("utf-8", errors="replace")) for found in _CUSTOM_FORMATS.findall(styles)]
    return any(format_says(code) for code in codes) or _PERCENT_STYLES.search(styles) is not None


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                with archive.open(name) as stream:
                    tail = b""
                    while chunk := stream.read(CHUNK):
                        if _FORMULA_OR_ERROR.search(tail + chunk):
                            return True
                        tail = chunk[-16:]
    return False


def _cells(path: Path, sheet: str, column: int, *, with_formulas: bool = False) -> list[tuple[int, str, tuple[object, str]]]:
    """Row, number format, value and kind of every cell of a column."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it does not keep, and nothing is kept here
        book = openpyxl.load_workbook(path, read_only=True, data_only=not with_formulas)
        try:
            rows = book[sheet].iter_rows(min_row=1, min_col=column + 1, max_col=column + 1)
            return [
                (number, cell.number_format or "General", (cell.value, cell.data_type))
                for number, (cell,) in enumerate(rows, start=1)
            ]
        finally:
            book.close()
