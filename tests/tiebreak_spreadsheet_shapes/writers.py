"""Files as collectivités have them, written from small grids of text; not how they are to be read: that is `recipes`.

A grid is drawn with one line a row and `|` between cells; an empty line is a blank row.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import duckdb
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | date | None
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PLAIN_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def texts(drawn: str) -> list[list[str]]:
    r"""Rows of a drawn grid, all cells as text.

    >>> texts("Tiers | Montant\n\nALPHA | 12,50")
    [['Tiers', 'Montant'], [], ['ALPHA', '12,50']]
    """
    lines = dedent(drawn).removeprefix("\n").removesuffix("\n").split("\n")
    return [[cell.strip(" ") for cell in line.split("|")] if line.strip(" ") else [] for line in lines]


def typed(drawn: str) -> list[list[Cell]]:
    r"""Rows of a drawn grid, as a spreadsheet keeps them: `12.5` a number, `2025-03-01` a day, `'6156` a text.

    >>> typed("ALPHA | 12.5 | '6156 | ")
    [['ALPHA', 12.5, '6156', None]]
    """
    return [[_typed(cell) for cell in row] for row in texts(drawn)]


def _typed(cell: str) -> Cell:
    if day := _DAY.fullmatch(cell):
        return datetime(*(int(part) for part in day.groups()))  # noqa: DTZ001 - a cell has no time zone
    if _NUMBER.fullmatch(cell):
        return float(cell) if "." in cell else int(cell)
    return cell.removeprefix("'") or None


def write_csv(
    path: Path,
    rows: Sequence[Sequence[str]],
    *,
    separator: str = ";",
    encoding: str = "utf-8",
    newline: str = "\r\n",
    quotes_all: bool = False,
    above: str = "",
) -> None:
    """A table of text, in that encoding; `above` is written as it is, before the first row."""
    kept = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL
    csv.writer(kept, delimiter=separator, lineterminator=newline, quoting=quoting).writerows(rows)
    path.write_bytes((above + kept.getvalue()).encode(encoding))


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    title: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[str] = ()
    state: str = "visible"
    formats: Mapping[str, str] = field(default_factory=dict)
    """Format of a cell or of a whole column, as `C2` or `C`."""
    cached: Mapping[str, float] = field(default_factory=dict)
    """Result kept beside the formula of a cell."""
    bold_rows: Sequence[int] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    indented: Sequence[str] = ()
    """Cells moved to the right, as the details of a pivot table."""


def write_workbook(path: Path, *sheets: Sheet) -> None:
    """An xlsx workbook, or an xlsm one when its name says so."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        page.sheet_state = sheet.state
        for row in sheet.rows:
            page.append(list(row))
        _dress(page, sheet)
    book.save(path)
    results = {f"xl/worksheets/sheet{rank}.xml": sheet.cached for rank, sheet in enumerate(sheets, start=1) if sheet.cached}
    if results or path.suffix == ".xlsm":
        _rewrite(path, results, is_macro=path.suffix == ".xlsm")


def _dress(page: Worksheet, sheet: Sheet) -> None:
    """What is seen of a sheet beside its values."""
    for area in sheet.merged:
        page.merge_cells(area)
    for place, shown in sheet.formats.items():
        for cell in [page[place]] if place[-1].isdigit() else page[place]:
            cell.number_format = shown
    for number in sheet.bold_rows:
        for cell in page[number]:
            cell.font = Font(bold=True)
    for number in sheet.hidden_rows:
        page.row_dimensions[number].hidden = True
    for letter in sheet.hidden_columns:
        page.column_dimensions[letter].hidden = True
    for place in sheet.indented:
        page[place].alignment = Alignment(indent=1)


def _rewrite(path: Path, results: Mapping[str, Mapping[str, float]], *, is_macro: bool) -> None:
    """Put beside formulas the results that only a spreadsheet program computes, and name a workbook of macros as one."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for name, cached in results.items():
        parts[name] = _with_results(parts[name], cached)
    if is_macro:
        kinds = parts["[Content_Types].xml"].decode()
        parts["[Content_Types].xml"] = kinds.replace(_PLAIN_BOOK, _MACRO_BOOK).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)


def _with_results(sheet: bytes, cached: Mapping[str, float]) -> bytes:
    ET.register_namespace("", _MAIN)
    root = ET.fromstring(sheet)
    for cell in root.iter(f"{{{_MAIN}}}c"):
        if (place := cell.get("r", "")) in cached:
            value = cell.find(f"{{{_MAIN}}}v")
            value = ET.SubElement(cell, f"{{{_MAIN}}}v") if value is None else value
            value.text = repr(cached[place])
    return ET.tostring(root)


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:automatic-styles>'
    '<style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
_ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def write_ods(path: Path, *sheets: Sheet) -> None:
    """An OpenDocument workbook, with the long runs of empty cells that office suites leave at its edges."""
    body = "".join(_ods_table(sheet) for sheet in sheets)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", _ODS_KIND)
        book.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_KIND}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
        end = "</office:spreadsheet></office:body></office:document-content>"
        book.writestr("content.xml", _ODS_HEAD + body + end)


def _ods_table(sheet: Sheet) -> str:
    style = "shown" if sheet.state == "visible" else "hidden"
    width = max(map(len, sheet.rows)) + 1000
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}"
        f'<table:table-cell table:number-columns-repeated="{width - len(row)}"/></table:table-row>'
        for row in sheet.rows
    )
    blank = f'<table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="{width}"/>'
    return (
        f'<table:table table:name="{escape(sheet.title)}" table:style-name="{style}">'
        f'<table:table-column table:number-columns-repeated="{width}"/>{rows}{blank}</table:table-row></table:table>'
    )


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        day = cell.strftime("%Y-%m-%d")
        kind = f'office:value-type="date" office:date-value="{day}"'
        return f"<table:table-cell {kind}><text:p>{cell:%d/%m/%Y}</text:p></table:table-cell>"
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    shown = str(cell).replace(".", ",")
    return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{shown}</text:p></table:table-cell>'


def write_parquet(path: Path, query: str) -> None:
    """The answer of that query as a parquet file."""
    duckdb.connect().execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")


def write_html(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """A page with a table: what many programs give as an « Excel » file."""
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    path.write_text(f"<html><head><meta charset='utf-8'></head><body><table>{body}</table></body></html>", encoding="utf-8")
