"""Files that are damaged, or larger than they look: refused with what to do, before memory is taken."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.tiebreak_spreadsheet.files import read
from tiebreak import UnreadableFileError
from tiebreak_evaluations.fuzz_seeds import SPENDING, ods_parts, sheet_xml, xls_bytes, xlsx_parts, zipped
from tiebreak_spreadsheet import shared_texts, xlsx_styles
from tiebreak_spreadsheet.extents import Extent, refuse_too_large
from tiebreak_spreadsheet.source import SpreadsheetSource
from tiebreak_spreadsheet.xls_container import records_of
from tiebreak_spreadsheet.xls_extent import xls_extent

SHEET = "xl/worksheets/sheet1.xml"
DIMENSIONS = struct.pack("<IIHHH", 0, 4, 0, 6, 0)
NUMBER = struct.pack("<HHHd", 1, 2, 0, 1200.5)
OTHER_STREAM = "Workbook".encode("utf-16-le"), "Travaux ".encode("utf-16-le")


def _changed(content: bytes, name: str, offset: int, value: bytes) -> bytes:
    """An archive of which the directory says something else of one entry."""
    start = content.rindex(name.encode()) - 46 + offset
    return content[:start] + value + content[start + len(value) :]


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _elsewhere(parts: Mapping[str, bytes], far: str) -> dict[str, bytes]:
    """The same workbook, its sheet in a folder that is not that of sheets, with a far cell."""
    links = "xl/_rels/workbook.xml.rels"
    moved = {name: content for name, content in parts.items() if name != SHEET}
    sheet = parts[SHEET].replace(b"</sheetData>", far.encode() + b"</sheetData>")
    return moved | {"xl/autre.xml": sheet, links: parts[links].replace(b"worksheets/sheet1.xml", b"autre.xml")}


@pytest.mark.parametrize(
    ("name", "offset", "value"),
    [
        pytest.param(SHEET, 16, b"\1\2\3\4", id="a checksum that is wrong"),
        pytest.param(SHEET, 10, b"\x63\0", id="a compression that does not exist"),
        pytest.param(SHEET, 10, b"\x0e\0", id="a compression that is another"),
        pytest.param(SHEET, 8, b"\1\0", id="a password"),
        pytest.param(SHEET, 24, b"\x0a\0\0\0", id="a size that lies"),
        pytest.param("xl/workbook.xml", 24, b"\x0a\0\0\0", id="a size that lies, of the workbook"),
        pytest.param("content.xml", 16, b"\1\2\3\4", id="a checksum of an ods"),
    ],
)
def test_a_damaged_archive_is_refused_wherever_it_is_read(tmp_path: Path, name: str, offset: int, value: bytes) -> None:
    suffix, parts = ("ods", ods_parts()) if name == "content.xml" else ("xlsx", xlsx_parts())
    path = _written(tmp_path / f"depenses.{suffix}", _changed(zipped(parts), name, offset, value))
    with pytest.raises(UnreadableFileError, match=r"abîmé .*enregistrez-le au format XLSX ou CSV"):
        read(path)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".xls", ".parquet"])
def test_a_folder_is_no_table(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"depenses{suffix}").mkdir()
    assert not SpreadsheetSource().accepts(tmp_path / f"depenses{suffix}")


def test_a_repetitive_workbook_that_stays_small_is_read(tmp_path: Path) -> None:
    rows = [*SPENDING[:1], ("EXEMPLE", "x" * 1_000_000, *SPENDING[1][2:])]
    assert len(read(_written(tmp_path / "a.xlsx", zipped(xlsx_parts({"a": sheet_xml(rows)})))).spend_lines) == 1


def test_a_sheet_that_stands_elsewhere_is_measured_too(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'
    near = _written(tmp_path / "a.xlsx", zipped(_elsewhere(xlsx_parts(), "")))
    assert len(read(near).spend_lines) == 3
    with pytest.raises(UnreadableFileError, match="très loin des autres"):
        read(_written(tmp_path / "b.xlsx", zipped(_elsewhere(xlsx_parts(), far))))


@pytest.mark.parametrize(
    ("extent", "is_refused"),
    [
        (Extent(20_000_000, 20_000_000), False),
        (Extent(20_000_001, 20_000_001), True),
        (Extent(6_000_000, 0), False),
        (Extent(6_000_001, 0), True),
        (Extent(6_000_001, 1), False),
    ],
)
def test_empty_cells_count_less_than_full_ones(extent: Extent, *, is_refused: bool) -> None:
    if is_refused:
        with pytest.raises(UnreadableFileError, match=r"« a\.xlsx ».*Supprimez les lignes et colonnes inutiles"):
            refuse_too_large(extent, "a.xlsx")
    else:
        refuse_too_large(extent, "a.xlsx")


def test_several_sheets_each_small_enough_are_refused_together(tmp_path: Path) -> None:
    far = sheet_xml(SPENDING).replace(b"</sheetData>", b'<row r="290000"><c r="S290000"><v>5</v></c></row></sheetData>')
    with pytest.raises(UnreadableFileError, match="millions de cases vides"):
        read(_written(tmp_path / "a.xlsx", zipped(xlsx_parts({"a": far, "b": far}))))


def _sharing(text: str, cells: int, quote: str) -> bytes:
    """A workbook of which a text, written once and in two styles, is that of several cells."""
    parts = xlsx_parts()
    rows = "".join(
        f'<row r="{n}"><c r="B{n}" t={quote}s{quote}><v>1</v></c><c r="C{n}"><v>1</v></c></row>' for n in range(9, 9 + cells)
    )
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = f'<sst xmlns="{main}"><si><t>{"y" * 900}</t></si><si><r><t>{text[:5]}</t></r><r><t>{text[5:]}</t></r></si></sst>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    links = "xl/_rels/workbook.xml.rels"
    link = f'<Relationship Id="s1" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    changed = {shared_texts.SHARED_TEXTS: shared.encode(), links: parts[links].replace(b"</Relationships>", link.encode())}
    return zipped(parts | changed)


@pytest.mark.parametrize(("limit", "is_refused"), [(1_000, True), (2_149, True), (2_150, False), (100_000, False)])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_text_counts_as_many_times_as_cells_show_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quote: str, limit: int, *, is_refused: bool
) -> None:
    monkeypatch.setattr(shared_texts, "MAX_TEXT", limit)
    path = _written(tmp_path / "a.xlsx", _sharing("x" * 200, 10, quote))
    if is_refused:
        with pytest.raises(UnreadableFileError, match="une fois recopiés dans chaque cellule"):
            read(path)
    else:
        assert len(read(path).spend_lines) == 13


def test_swollen_styles_are_refused_before_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_styles, "MAX_STYLES_BYTES", 100)
    path = _written(tmp_path / "a.xlsx", zipped(xlsx_parts() | {"xl/styles.xml": b" " * 101}))
    with pytest.raises(UnreadableFileError, match="mise en forme est démesurée"):
        read(path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda good: good[:300], "en-tête coupé", id="cut in its header"),
        pytest.param(lambda good: good[:542], "nulle part|coupé", id="cut in its table"),
        pytest.param(lambda good: good[:1_100], "aucun classeur", id="cut in its directory"),
        pytest.param(lambda good: good[:30] + b"\1\0" + good[32:], "en-tête inconnu", id="sectors of two bytes"),
        pytest.param(lambda good: good[:40] + b"\xff" * 4 + good[44:], "annonce plus que le fichier", id="a directory too long"),
        pytest.param(lambda good: good.replace(*OTHER_STREAM), "aucun classeur", id="no stream of records"),
        pytest.param(
            lambda good: good[:512] + struct.pack("<3I", 0xFFFFFFFD, 0xFFFFFFFE, 2) + good[524:], "tournent en rond", id="a loop"
        ),
        pytest.param(
            lambda good: good[:512] + struct.pack("<3I", 0xFFFFFFFD, 0xFFFFFFFE, 99) + good[524:], "coupé|nulle", id="out of it"
        ),
        pytest.param(
            lambda good: good.replace(DIMENSIONS, struct.pack("<IIHHH", 0, 1 << 31, 0, 9, 0)), "annonce plus", id="rows announced"
        ),
        pytest.param(
            lambda good: good.replace(DIMENSIONS, struct.pack("<IIHHH", 5, 3, 0, 6, 0)), "annonce plus", id="rows less than none"
        ),
    ],
)
def test_an_xls_that_cannot_be_is_refused(tmp_path: Path, change: Callable[[bytes], bytes], said: str) -> None:
    with pytest.raises(UnreadableFileError, match=rf"ce n’est pas un classeur lisible \(.*(?:{said})"):
        read(_written(tmp_path / "a.xls", change(xls_bytes())))


def test_the_cells_of_an_xls_are_counted_where_they_stand(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.xls", xls_bytes())
    filled = sum(cell != "" for row in SPENDING for cell in row)
    assert xls_extent(path) == (len(SPENDING) * len(SPENDING[0]), filled)
    far = _written(tmp_path / "b.xls", xls_bytes().replace(NUMBER, struct.pack("<HHHd", 65_535, 255, 0, 1200.5)))
    assert xls_extent(far).cells == 65_536 * 256
    with pytest.raises(UnreadableFileError, match="très loin des autres"):
        read(far)


def test_a_small_stream_is_found_in_sectors_of_64_bytes() -> None:
    """A compound file of four sectors: tables, directory, small sectors, table of these."""
    end, none = 0xFFFFFFFE, 0xFFFFFFFF
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HH", header, 30, 9, 6)
    struct.pack_into("<9I", header, 40, 1, 1, 1, 0, 4096, 3, 1, end, 0)
    struct.pack_into("<109I", header, 76, 0, *[none] * 108)
    table = struct.pack("<4I", 0xFFFFFFFD, end, end, end).ljust(512, b"\xff")
    directory = b""
    for name, start, size in (("Root Entry", 2, 192), ("Book", 2, 70)):
        written = name.encode("utf-16-le")
        directory += written.ljust(64, b"\0") + struct.pack("<H", len(written) + 2) + bytes(50) + struct.pack("<IQ", start, size)
    small = (b"b" * 64 + b"-" * 64 + b"a" * 64).ljust(512, b"\0")
    content = bytes(header) + table + directory.ljust(512, b"\0") + small + struct.pack("<3I", end, end, 0).ljust(512, b"\xff")
    assert records_of(content) == b"a" * 64 + b"b" * 6


class PanicException(BaseException):
    """What a panic of the reader of workbooks looks like."""


@pytest.mark.parametrize(("raised", "seen"), [(PanicException, UnreadableFileError), (KeyboardInterrupt, KeyboardInterrupt)])
def test_a_panic_of_the_reader_is_told_and_an_interruption_is_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: type[BaseException], seen: type[BaseException]
) -> None:
    class Panicking:
        @staticmethod
        def from_path(_: Path) -> CalamineWorkbook:
            raise raised("index out of range")

    monkeypatch.setattr("tiebreak_spreadsheet.workbooks.CalamineWorkbook", Panicking)
    with pytest.raises(seen):
        read(_written(tmp_path / "a.xls", xls_bytes()))


def test_what_a_library_says_is_shown_without_commands(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/worksheets/\x1b[2J.xml", b"a" * 50)
    path = _written(tmp_path / "a.xlsx", _changed(made.getvalue(), "xl/worksheets/\x1b[2J.xml", 16, b"\1\2\3\4"))
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert "\x1b" not in str(caught.value)


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    parts = xlsx_parts()
    book = parts["xl/workbook.xml"]
    sheet = book[book.index(b"<sheet ") : book.index(b"/>", book.index(b"<sheet ")) + 2]
    twice = parts | {"xl/workbook.xml": book.replace(sheet, sheet * 2)}

    with pytest.raises(UnreadableFileError, match="deux feuilles s’appellent « Dépenses »"):
        read(_written(tmp_path / "depenses.xlsx", zipped(twice)))
