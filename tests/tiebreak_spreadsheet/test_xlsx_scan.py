"""What the XML of a workbook tells before it is opened: how large it is, what it hides, what its styles show."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.tiebreak_spreadsheet.files import read
from tiebreak import RowsError, SourceOptions, UnreadableFileError
from tiebreak_spreadsheet import cell_looks, xml_pieces
from tiebreak_spreadsheet.source import SpreadsheetSource
from tiebreak_spreadsheet.xlsx_cells import column_cells
from tiebreak_spreadsheet.xlsx_extent import extent
from tiebreak_spreadsheet.xlsx_scan import look_through
from tiebreak_spreadsheet.xlsx_styles import odd_styles

Book = Callable[..., Path]
TITLES = ("Fournisseur", "Libellé", "Montant mandaté")
ALPHA, BETA = ("ALPHA", "x", 100), ("BETA", "y", 250)
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FAR = 1_000_000 * 16_384


def _with_sheet(book: Path, rows: str, prefix: str = "") -> Path:
    """The same workbook, the XML of its one sheet replaced by these rows."""
    with zipfile.ZipFile(book) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    xmlns = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    parts["xl/worksheets/sheet1.xml"] = (
        f'<{prefix}worksheet {xmlns}="{NAMESPACE}"><{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>'.encode()
    )
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return book


@pytest.mark.parametrize(
    ("rows", "prefix", "cells"),
    [
        pytest.param('<row r="1"><c r="B3"><v>1</v></c></row>', "", 0, id="small sheets are not counted"),
        pytest.param('<row r="1"><c r="T3"><v>1</v></c></row>', "", 60, id="twenty columns are"),
        pytest.param('<row r="1"><c r="XFD1000000"><v>1</v></c></row>', "", FAR, id="far"),
        pytest.param('<row r="1"><c s="1" r="XFD1000000"><v>1</v></c></row>', "", FAR, id="style first"),
        pytest.param("<row r='1'><c r='XFD1000000'><v>1</v></c></row>", "", FAR, id="single quotes"),
        pytest.param('<x:row r="1"><x:c r="XFD1000000"><x:v>1</x:v></x:c></x:row>', "x:", FAR, id="prefixed names"),
        pytest.param(f'<row r="1"><c x="{">" * 9}" r="XFD1000000"><v>1</v></c></row>', "", FAR, id="a sign within an attribute"),
        pytest.param(f'<row r="1"><c x="{"a" * 3_000_000}" r="XFD1000000"><v>1</v></c></row>', "", FAR, id="a very long tag"),
        pytest.param('<row r="1"><c r="XFD1000000" s="1"/><c r="AA1" s="1"></c></row>', "", 0, id="formats fill nothing"),
        pytest.param(
            '<row r="9"><c><v>1</v></c><c/><c><v>1</v></c></row><row><c><v>1</v></c></row>', "", 30, id="without places"
        ),
        pytest.param('<row r="12345678"><c><v>1</v></c></row>', "", 12_345_678, id="a place given by the row"),
        pytest.param(
            '<row r="9"><c r="T9"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>', "", 180, id="rows in disorder"
        ),
    ],
)
def test_the_rectangle_that_a_sheet_fills_is_known_before_it_is_opened(book: Book, rows: str, prefix: str, cells: int) -> None:
    assert look_through(_with_sheet(book({"D": (TITLES, ALPHA)}), rows, prefix)).extent.cells == cells


@pytest.mark.parametrize("cell", ['<c s="1" r="XFD1000000"><v>1</v></c>', "<c r='XFD1000000'><v>1</v></c>"])
def test_a_far_cell_written_otherwise_is_refused_before_memory_is_taken(book: Book, cell: str) -> None:
    path = _with_sheet(book({"D": (TITLES, ALPHA)}), f'<row r="1"><c r="A1"><v>1</v></c>{cell}</row>')
    with pytest.raises(UnreadableFileError, match="très loin des autres"):
        SpreadsheetSource().read(path, SourceOptions())


def test_no_cell_is_cut_in_two_by_the_pieces_in_which_it_is_read(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(
        f'<row r="{number}"><c r="AA{number}" s="1"></c><c r="AB{number}"><v>1</v></c></row>' for number in range(1, 60)
    )
    path = _with_sheet(book({"D": (TITLES, ALPHA)}), rows)
    for size in range(40, 140, 7):
        monkeypatch.setattr(xml_pieces, "CHUNK", size)
        cells = column_cells(path, 27)
        assert cells is not None
        assert len(list(cells)) == 59
        assert look_through(path).extent == (59 * 28, 59)


def test_hidden_rows_are_seen_in_the_same_look(book: Book) -> None:
    def hide(made: openpyxl.Workbook) -> None:
        made["D"].row_dimensions[2].hidden = True

    assert look_through(book({"D": (TITLES, ALPHA)}, hide)).hides_rows
    assert not look_through(book({"D": (TITLES, ALPHA)})).hides_rows


def test_styles_that_mislead_are_told_by_rank(book: Book) -> None:
    def dress(made: openpyxl.Workbook) -> None:
        for row, code in enumerate(("0.0%", '#,##0.00 "€"', '# ##0 "k€"', "0%"), start=1):
            made["D"].cell(row, 1).number_format = code
        made["D"].cell(5, 1).font = Font(strike=True)

    assert odd_styles(book({"D": (TITLES, ALPHA)}, dress)) == {1, 3, 4, 5}
    assert odd_styles(book({"D": (TITLES, ALPHA)})) == frozenset()


def test_a_percentage_beside_the_amounts_is_not_looked_for_cell_by_cell(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def dress(made: openpyxl.Workbook) -> None:
        made["D"]["B2"].number_format = "0.0%"
        made["D"]["D3"] = "=1/0"

    monkeypatch.setattr(cell_looks, "_column", None)
    reading = read(book({"D": (TITLES, ALPHA, ("GAMMA", "sans montant", None), BETA)}, dress))
    assert len(reading.spend_lines) == 2


def test_a_total_shown_otherwise_is_left_out_and_not_to_be_corrected(book: Book) -> None:
    def dress(made: openpyxl.Workbook) -> None:
        made["D"]["C4"].number_format = '# ##0 "k€"'

    reading = read(book({"D": (TITLES, ALPHA, BETA, ("TOTAL", "", 350))}, dress))
    assert [row.provenance.row for row in reading.left_out] == [4]


@pytest.mark.parametrize("strike", [True, False])
def test_cells_that_do_not_say_where_they_stand_are_all_looked_at(book: Book, *, strike: bool) -> None:
    def dress(made: openpyxl.Workbook) -> None:
        made["D"]["C2"].font = Font(strike=strike)

    path = book({"D": (TITLES, ALPHA)}, dress)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    rows = sheet[sheet.index("<row") : sheet.index("</sheetData>")]
    for place in ("A1", "B1", "C1", "A2", "B2", "C2"):
        rows = rows.replace(f' r="{place}"', "")
    _with_sheet(path, rows)
    assert column_cells(path, 2) is None
    if strike:
        with pytest.raises(RowsError, match="à corriger"):
            read(path)
    else:
        assert len(read(path).spend_lines) == 1


def test_a_tag_that_never_ends_is_refused(book: Book) -> None:
    path = _with_sheet(book({"D": (TITLES, ALPHA)}), f'<row r="1"><c x="{"a" * 18_000_000}" r="A1"><v>1</v></c></row>')
    with pytest.raises(UnreadableFileError, match="une cellule est démesurée"):
        look_through(path)


def test_nothing_filled_has_no_extent() -> None:
    assert extent(lambda: iter([b"<sheetData/>"])) == (0, 0)
