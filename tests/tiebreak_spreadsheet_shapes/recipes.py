"""How a person would read each file, and the totals by supplier that it then gives, with another library than the product's.

The product reads csv with its own splitter and workbooks with calamine: here pandas reads csv, openpyxl reads xlsx and xlsm,
the XML of an ods is walked, and duckdb adds up parquet in SQL.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import pandas as pd
from openpyxl import load_workbook

Row = Sequence[object]
Column = str | int
"""Title in the row of titles, or rank from 0."""
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Where the expenses of one table are."""

    supplier: Column | None
    amounts: tuple[Column, ...]
    """Columns added up in each row."""
    sheet: str | None = None
    header: int = 1
    """Row of titles, from 1; 0 when the columns are named by rank."""
    until: int | None = None
    """Last row of the table."""
    without: str | None = None
    """Rows whose text has this are no expense."""
    only: str | None = None
    """Rows whose text has not this are no expense."""
    minus: tuple[Column, ...] = ()
    """Columns taken away from the amount."""
    credited: tuple[Column, str] | None = None
    """Column and pattern of the rows that are credit notes written as positive numbers."""
    fills_down: bool = False
    """Whether an empty supplier is the one above."""
    factor: int = 1
    decimal: str = ","
    encoding: str = "utf-8"
    separator: str = ";"


@dataclass(frozen=True)
class Taken:
    """What a recipe takes from a file."""

    totals: Counter[str]
    """Euros, in `Decimal`, by supplier as written."""
    places: frozenset[tuple[str | None, int]]


def take(path: Path, recipes: Sequence[Recipe]) -> Taken:
    """The totals by supplier of the file, and the rows that they come from."""
    totals: Counter[str] = Counter()
    places: set[tuple[str | None, int]] = set()
    for recipe in recipes:
        for number, supplier, amount in _expenses(_cells(path, recipe), recipe):
            totals[supplier] += amount  # type: ignore[assignment]
            places.add((recipe.sheet, number))
    return Taken(totals, frozenset(places))


def plain(text: object) -> str:
    """Text of a cell, its spaces made one."""
    return " ".join(str("" if text is None else text).split())


def _expenses(rows: Sequence[Row], recipe: Recipe) -> list[tuple[int, str, Decimal]]:
    titles = [plain(cell) for cell in rows[recipe.header - 1]] if recipe.header else []

    def rank(column: Column) -> int:
        return column if isinstance(column, int) else titles.index(column)

    found = []
    above = ""
    for number, row in enumerate(rows[: recipe.until], start=1):
        text = " | ".join(map(plain, row))
        supplier = "" if recipe.supplier is None or number <= recipe.header else plain(_at(row, rank(recipe.supplier)))
        above = supplier = supplier or (above if recipe.fills_down else "")
        if number <= recipe.header or (recipe.without and re.search(recipe.without, text)):
            continue
        if recipe.only and not re.search(recipe.only, text):
            continue
        parts = [_euros(_at(row, rank(each)), recipe.decimal) for each in recipe.amounts]
        taken = [_euros(_at(row, rank(each)), recipe.decimal) for each in recipe.minus]
        known = [part for part in parts if part is not None] + [-part for part in taken if part is not None]
        if not known:
            continue
        amount = sum(known, Decimal(0)) * recipe.factor
        if recipe.credited and re.search(recipe.credited[1], plain(_at(row, rank(recipe.credited[0])))):
            amount = -amount
        found.append((number, supplier, amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)))
    return found


def _at(row: Row, rank: int) -> object:
    return row[rank] if rank < len(row) else None


def _euros(cell: object, decimal: str) -> Decimal | None:
    """A number, or the number in a text; `None` when it holds no digit."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Decimal(str(cell))
    text = plain(cell)
    if not re.search(r"\d", text):
        return None
    digits = re.sub(rf"[^0-9{re.escape(decimal)}]", "", text).replace(decimal, ".").rstrip(".")
    return -Decimal(digits) if re.search(r"[-−(]", text) else Decimal(digits)


def _cells(path: Path, recipe: Recipe) -> Sequence[Row]:
    if path.suffix in {".xlsx", ".xlsm", ".xls"}:
        # No reader of xls but the product's own is at hand: its twin, from which it was converted, is read.
        book = load_workbook(path.with_suffix(".xlsx") if path.suffix == ".xls" else path, data_only=True)
        page = book[recipe.sheet] if recipe.sheet else book.worksheets[0]
        return list(page.iter_rows(values_only=True))
    if path.suffix == ".ods":
        return _ods_cells(path, recipe.sheet)
    if path.suffix == ".parquet":
        answer = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [each[0] for each in answer.description or ()]
        return [names, *([float(v) if isinstance(v, Decimal) else v for v in row] for row in answer.fetchall())]
    text = path.read_bytes().decode(recipe.encoding)
    width = max(line.count(recipe.separator) for line in text.splitlines()) + 1
    frame = pd.read_csv(
        io.StringIO(text),
        sep=recipe.separator,
        header=None,
        names=range(width),
        dtype=str,
        keep_default_na=False,
        skip_blank_lines=False,
        engine="c",
    )
    return frame.fillna("").to_numpy().tolist()


def _ods_cells(path: Path, sheet: str | None) -> Sequence[Row]:
    with zipfile.ZipFile(path) as book:
        root = ET.fromstring(book.read("content.xml"))
    tables = list(root.iter(f"{_TABLE}table"))
    table = next(each for each in tables if sheet in (None, each.get(f"{_TABLE}name")))
    rows: list[Row] = []
    for row in table.iter(f"{_TABLE}table-row"):
        if row.get(f"{_TABLE}number-rows-repeated"):
            continue
        cells = [_ods_value(cell) for cell in row if not cell.get(f"{_TABLE}number-columns-repeated")]
        rows.append(cells)
    return rows


def _ods_value(cell: ET.Element) -> object:
    value = cell.get(f"{_OFFICE}value")
    return "".join(cell.itertext()) if value is None else float(value) if "." in value else int(value)
