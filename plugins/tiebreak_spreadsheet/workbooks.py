"""Workbooks as sheets of cells: xlsx, xlsm, xls and ods."""

from __future__ import annotations

import zipfile
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from tiebreak import UnreadableFileError
from tiebreak_spreadsheet.ods_currency import other_currencies
from tiebreak_spreadsheet.ods_extent import ods_extent
from tiebreak_spreadsheet.stacking import stacked
from tiebreak_spreadsheet.tables import Sheet, Tables
from tiebreak_spreadsheet.xlsx_scan import XLSX_SUFFIXES, XlsxLook, look_through

ODS_SUFFIX = ".ods"
WORKBOOK_SUFFIXES = (*XLSX_SUFFIXES, ".xls", ODS_SUFFIX)
ZIPPED_SUFFIXES = (*XLSX_SUFFIXES, ODS_SUFFIX)

HIDDEN_ROWS = "des lignes masquées dans le classeur : elles sont lues et comptent"

MAX_ARCHIVE_BYTES = 30_000_000
MAX_EXPANDED_BYTES = 400_000_000
MAX_CELLS = 20_000_000
MAX_EXPANSION = 200
"""A workbook that grows more than this when opened is refused before it is opened."""
OLE_START = bytes.fromhex("d0cf11e0a1b11ae1")
"""How the envelope of an encrypted workbook begins; a plain one is a zip archive."""


def read_workbook(path: Path) -> Tables:
    """Every sheet of a workbook, rows and columns counted from the first of the sheet.

    Raises:
        UnreadableFileError: when it is no workbook, asks for a password or is too large.
    """
    _refuse_web_page(path)
    if path.suffix.lower() in ZIPPED_SUFFIXES:
        _refuse_bomb(path)
    look = look_through(path) if path.suffix.lower() in XLSX_SUFFIXES else XlsxLook()
    cells = ods_extent(path) if path.suffix.lower() == ODS_SUFFIX else look.largest_extent
    if cells > MAX_CELLS:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : une cellule est remplie très loin des autres, et la feuille compte plus de "
            f"{MAX_CELLS // 1_000_000} millions de cases. Supprimez les lignes et colonnes inutiles, et enregistrez."
        )
    if path.suffix.lower() == ODS_SUFFIX and (currencies := other_currencies(path)):
        raise UnreadableFileError(
            f"Fichier « {path.name} » : des cellules sont en {', '.join(currencies)}. Convertissez-les en euros, ou retirez-les."
        )
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            sheets = tuple(
                _sheet(workbook.get_sheet_by_name(sheet.name), is_hidden=sheet.visible is not SheetVisibleEnum.Visible)
                for sheet in workbook.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet
            )
    except PasswordError as error:
        raise UnreadableFileError(_locked(path)) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : ce n’est pas un classeur lisible ({error}). "
            "Ouvrez-le dans votre tableur et enregistrez-le au format XLSX ou CSV."
        ) from error
    return Tables(sheets, (HIDDEN_ROWS,) if look.hides_rows else ())


def _sheet(sheet: CalamineSheet, *, is_hidden: bool) -> Sheet:
    """The cells at the places where the user sees them: what is empty above and on the left is counted."""
    _, left = sheet.start or (0, 0)
    # `iter_rows` begins at the first row of the sheet, `to_python` at the first filled one; it keeps no row once read.
    columns = stacked(sheet.iter_rows(), left=left)
    return Sheet(name=sheet.name, columns=columns, is_hidden=is_hidden, merged=tuple(sheet.merged_cell_ranges or ()))


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


def _refuse_bomb(path: Path) -> None:
    with path.open("rb") as stream:
        if stream.read(8) == OLE_START:
            raise UnreadableFileError(_locked(path))
    try:
        with zipfile.ZipFile(path) as archive:
            expanded = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : malgré son nom, ce n’est pas un classeur. "
            "Ouvrez-le dans votre tableur et enregistrez-le au format XLSX ou CSV."
        ) from error
    size = path.stat().st_size
    if size > MAX_ARCHIVE_BYTES or expanded > MAX_EXPANDED_BYTES or expanded > size * MAX_EXPANSION:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : trop volumineux une fois ouvert ({expanded // 1_000_000} Mo). "
            "Ne gardez que les feuilles de dépenses et de contrats."
        )
