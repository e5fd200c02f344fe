"""Any spreadsheet file as sheets of cells; knows nothing of what they mean."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from charset_normalizer import from_bytes
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tiebreak import UnreadableFileError

Cell = str | int | float | bool | date | datetime | time | timedelta | None

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Characters that no document may hold, such as the end mark of old exports."""

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
ZIPPED_SUFFIXES = (".xlsx", ".xlsm", ".ods")
DELIMITERS = ";,\t|"
SAMPLE_ROWS = 50

MAX_ARCHIVE_BYTES = 30_000_000
MAX_EXPANDED_BYTES = 400_000_000
MAX_EXPANSION = 200
"""A workbook that grows more than this when opened is refused before it is opened."""


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet; `name` is `None` for a text file."""

    name: str | None
    rows: tuple[tuple[Cell, ...], ...]
    is_hidden: bool = False


@dataclass(frozen=True)
class Tables:
    """The sheets of one file and what reading them taught, in French."""

    sheets: tuple[Sheet, ...]
    notices: tuple[str, ...] = ()


def read_tables(path: Path) -> Tables:
    """All the sheets of a file that hold something.

    Raises:
        UnreadableFileError: when the file is not what its name says, is empty or is too large.
    """
    tables = _read_text(path) if path.suffix.lower() in TEXT_SUFFIXES else _read_workbook(path)
    filled = tuple(sheet for sheet in tables.sheets if any(not is_blank(cell) for row in sheet.rows for cell in row))
    if not filled:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : aucune cellule remplie. Exportez-le de nouveau depuis votre logiciel."
        )
    return Tables(filled, tables.notices)


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing, or only spaces and control characters."""
    return cell is None or (isinstance(cell, str) and not _CONTROLS.sub(" ", cell).strip())


def cell_text(cell: Cell) -> str:
    """A cell as text, whole numbers without a decimal part."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(_CONTROLS.sub(" ", str(cell)).split())


def _read_text(path: Path) -> Tables:
    raw = path.read_bytes()
    if b"\x00" in raw[:1000] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFileError(f"Fichier « {path.name} » : ce n’est pas du texte. Enregistrez-le au format CSV ou XLSX.")
    text, encoding = _decoded(raw, path)
    try:
        delimiter = _delimiter(text)
        rows = tuple(tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : ce n’est pas un CSV lisible ({error}). Enregistrez-le en XLSX."
        ) from error
    if swallowed := _swallowed_rows(rows, delimiter):
        raise UnreadableFileError(
            f"Fichier « {path.name} », ligne {swallowed} : un guillemet n’est pas refermé et avale les lignes suivantes. Corrigez-le."
        )
    notices = [] if encoding == "utf-8" else [f"encodage reconnu : {encoding}"]
    if lost := sum("\ufffd" in cell for row in rows for cell in row):
        notices.append(f"{lost} cellules contiennent des caractères perdus avant l’export ; elles sont lues sans eux")
    return Tables((Sheet(None, rows),), tuple(notices))


def _swallowed_rows(rows: tuple[tuple[Cell, ...], ...], delimiter: str) -> int | None:
    """First row, from 1, that holds a cell in which other rows stand; `None` when none does."""
    width = max((len(row) for row in rows), default=1)
    for number, row in enumerate(rows, start=1):
        for cell in row:
            lines = str(cell).splitlines()[1:]
            if width > 1 and any(line.count(delimiter) >= width - 1 for line in lines):
                return number
    return None


def _decoded(raw: bytes, path: Path) -> tuple[str, str]:
    """UTF-8, else UTF-16 with its mark, else whichever of cp1252 and Mac Roman reads more French letters."""
    try:
        return raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), "utf-16"
    candidates = [(raw.decode(encoding, errors="replace"), encoding) for encoding in ("cp1252", "mac_roman")]
    text, encoding = max(candidates, key=lambda candidate: _french_letters(candidate[0]))
    if _french_letters(text) <= 0:
        best = from_bytes(raw).best()
        if best is None:
            raise UnreadableFileError(f"Fichier « {path.name} » : encodage inconnu. Enregistrez-le en CSV UTF-8.")
        return str(best), best.encoding
    return text, encoding


def _french_letters(text: str) -> int:
    """Letters, signs and spaces that French has, less characters that no French text holds."""
    good = sum(text.count(letter) for letter in "éèêëàâçùûîïôöüÉÈÊÀÂÇÔÎœŒ€°’«»–…\u00a0")
    return good - 3 * sum(text.count(letter) for letter in "\ufffdŽŠžšƒ†‡ŸÐÞþðȩ∞∂∑∏π∫Ω≈∆◊√≠¬")


def _delimiter(text: str) -> str:
    """The separator under which most of the first rows have the same number of cells."""
    sample = text.splitlines(keepends=True)[:SAMPLE_ROWS]

    def steadiness(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=steadiness)


def _read_workbook(path: Path) -> Tables:
    if path.suffix.lower() in ZIPPED_SUFFIXES:
        _refuse_bomb(path)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            sheets = tuple(
                Sheet(
                    name=sheet.name,
                    rows=_sheet_rows(workbook.get_sheet_by_name(sheet.name).to_python()),
                    is_hidden=sheet.visible is not SheetVisibleEnum.Visible,
                )
                for sheet in workbook.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet
            )
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : ce n’est pas un classeur lisible ({error}). "
            "Ouvrez-le dans votre tableur et enregistrez-le au format XLSX ou CSV."
        ) from error
    return Tables(sheets)


def _sheet_rows(rows: Iterable[Iterable[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _refuse_bomb(path: Path) -> None:
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
