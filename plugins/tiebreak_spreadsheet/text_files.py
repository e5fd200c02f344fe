"""Text files as a sheet of cells, whatever their encoding and separator."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from charset_normalizer import from_bytes

from tiebreak import UnreadableFileError
from tiebreak_spreadsheet.tables import Cell, Sheet, Tables

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
DELIMITERS = ";,\t|"
SAMPLE_ROWS = 50


def read_text(path: Path) -> Tables:
    """The one sheet of a text file.

    Raises:
        UnreadableFileError: when it is no text, or a quote that is never closed swallows rows.
    """
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
    if swallowed := _swallowed_rows(rows, delimiter) or (len(rows) if _ends_in_a_quote(text, delimiter) else None):
        raise UnreadableFileError(
            f"Fichier « {path.name} », ligne {swallowed} : un guillemet n’est pas refermé et avale ce qui suit. Corrigez-le."
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


def _ends_in_a_quote(text: str, delimiter: str) -> bool:
    """Whether the file ends inside a quoted cell."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


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
    if stated := re.match(r"sep=([;,|\t])\r?$", text, re.MULTILINE):
        return stated.group(1)
    sample = text.splitlines(keepends=True)[:SAMPLE_ROWS]

    def steadiness(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=steadiness)
