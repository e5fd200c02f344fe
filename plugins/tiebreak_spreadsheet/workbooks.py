"""Workbooks as sheets of cells: xlsx, xlsm, xls and ods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from tiebreak import UnreadableFileError
from tiebreak_spreadsheet.archives import opened_archive
from tiebreak_spreadsheet.extents import NOTHING, refuse_too_large
from tiebreak_spreadsheet.ods_currency import other_currencies
from tiebreak_spreadsheet.ods_extent import ods_extent
from tiebreak_spreadsheet.stacking import stacked
from tiebreak_spreadsheet.tables import Sheet, Tables, plain_name, told
from tiebreak_spreadsheet.xls_container import START
from tiebreak_spreadsheet.xls_extent import xls_extent
from tiebreak_spreadsheet.xlsx_scan import XLSX_SUFFIXES, XlsxLook, look_through

ODS_SUFFIX = ".ods"
WORKBOOK_SUFFIXES = (*XLSX_SUFFIXES, ".xls", ODS_SUFFIX)
ZIPPED_SUFFIXES = (*XLSX_SUFFIXES, ODS_SUFFIX)

HIDDEN_ROWS = "des lignes masquées dans le classeur : elles sont lues et comptent"

MAX_ARCHIVE_BYTES = 30_000_000
MAX_EXPANDED_BYTES = 400_000_000
MAX_XLS_BYTES = 100_000_000
MAX_EXPANSION = 200
"""A workbook that grows more than this when opened is refused before it is opened."""
SMALL_BYTES = 10_000_000
"""What grows to less than this does no harm, however compressed."""
PANIC = "PanicException"
"""What the reader of workbooks, written in Rust, raises when it gives up; it has no name to be imported by."""


def read_workbook(path: Path) -> Tables:
    """Every sheet of a workbook, rows and columns counted from the first of the sheet.

    Raises:
        UnreadableFileError: when it is no workbook, asks for a password or is too large.
    """
    _refuse_web_page(path)
    if path.suffix.lower() in ZIPPED_SUFFIXES:
        _refuse_bomb(path)
    look = _look(path)
    refuse_too_large(look.extent, path.name)
    if path.suffix.lower() == ODS_SUFFIX and (currencies := other_currencies(path)):
        raise UnreadableFileError(
            f"Fichier « {path.name} » : des cellules sont en {', '.join(currencies)}. Convertissez-les en euros, ou retirez-les."
        )
    with _errors_told(path), CalamineWorkbook.from_path(path) as workbook:
        sheets = tuple(
            _sheet(workbook.get_sheet_by_index(index), is_hidden=sheet.visible is not SheetVisibleEnum.Visible)
            for index, sheet in enumerate(workbook.sheets_metadata)
            if sheet.typ is SheetTypeEnum.WorkSheet
        )
    _refuse_homonyms(path, sheets)
    return Tables(sheets, (HIDDEN_ROWS,) if look.hides_rows else ())


def _refuse_homonyms(path: Path, sheets: tuple[Sheet, ...]) -> None:
    """Two sheets of one name, which no spreadsheet program writes: what is said of a row would not tell which."""
    counted = Counter(sheet.name for sheet in sheets)
    if repeated := [name for name, count in counted.items() if count > 1]:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : {', '.join(f'deux feuilles s’appellent « {name} »' for name in repeated)}. "
            "Ouvrez-le dans votre tableur, renommez-en une et enregistrez-le."
        )


def _look(path: Path) -> XlsxLook:
    """How large the sheets are and what they hide, known before anything is built."""
    suffix = path.suffix.lower()
    if suffix in XLSX_SUFFIXES:
        return look_through(path)
    if suffix == ODS_SUFFIX:
        return XlsxLook(ods_extent(path))
    if path.stat().st_size > MAX_XLS_BYTES:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : trop volumineux ({path.stat().st_size // 1_000_000} Mo). "
            "Ne gardez que les feuilles de dépenses et de contrats."
        )
    with _errors_told(path):
        return XlsxLook(xls_extent(path) if _is_compound(path) else NOTHING)


@contextmanager
def _errors_told(path: Path) -> Iterator[None]:
    """The errors of the reader of workbooks, in French; those of its own making when a file is cut are no `Exception`."""
    try:
        yield
    except PasswordError as error:
        raise UnreadableFileError(_locked(path)) from error
    except BaseException as error:
        if not isinstance(error, CalamineError | OSError | ValueError) and type(error).__name__ != PANIC:
            raise
        raise UnreadableFileError(
            f"Fichier « {path.name} » : ce n’est pas un classeur lisible ({told(error)}). "
            "Ouvrez-le dans votre tableur et enregistrez-le au format XLSX ou CSV."
        ) from error


def _sheet(sheet: CalamineSheet, *, is_hidden: bool) -> Sheet:
    """The cells at the places where the user sees them: what is empty above and on the left is counted."""
    _, left = sheet.start or (0, 0)
    # `iter_rows` begins at the first row of the sheet, `to_python` at the first filled one; it keeps no row once read.
    columns = stacked(sheet.iter_rows(), left=left)
    return Sheet(name=plain_name(sheet.name), columns=columns, is_hidden=is_hidden, merged=tuple(sheet.merged_cell_ranges or ()))


def _refuse_web_page(path: Path) -> None:
    with path.open("rb") as stream:
        start = stream.read(512).lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<head", b"<meta")):
        raise UnreadableFileError(
            f"Fichier « {path.name} » : c’est une page web, malgré son nom. "
            "Ouvrez-la dans votre tableur et enregistrez-la au format XLSX."
        )


def _locked(path: Path) -> str:
    return (
        f"Fichier « {path.name} » : protégé par un mot de passe. "
        "Ouvrez-le dans votre tableur, retirez le mot de passe, et enregistrez-le."
    )


def _is_compound(path: Path) -> bool:
    """Whether a file is a compound one: an xls, or the envelope of an encrypted workbook of another kind."""
    with path.open("rb") as stream:
        return stream.read(len(START)) == START


def _refuse_bomb(path: Path) -> None:
    if _is_compound(path):
        raise UnreadableFileError(_locked(path))
    with opened_archive(path) as archive:
        expanded = sum(entry.file_size for entry in archive.infolist())
    size = path.stat().st_size
    if size > MAX_ARCHIVE_BYTES or expanded > min(MAX_EXPANDED_BYTES, max(SMALL_BYTES, size * MAX_EXPANSION)):
        raise UnreadableFileError(
            f"Fichier « {path.name} » : trop volumineux une fois ouvert ({expanded // 1_000_000} Mo). "
            "Ne gardez que les feuilles de dépenses et de contrats."
        )
