"""The spreadsheet source: which kind of table each sheet is, and the reading of the whole file."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from tiebreak import (
    AmountKind,
    ColumnUse,
    LeftOut,
    MappingError,
    Provenance,
    Reading,
    RowsError,
    SourceOptions,
    UnreadableFileError,
)
from tiebreak_spreadsheet.contracts import read_contracts
from tiebreak_spreadsheet.expenses import read_expenses
from tiebreak_spreadsheet.headers import SEARCHED_ROWS, Header, find_header, known_fields
from tiebreak_spreadsheet.marginals import read_marginal
from tiebreak_spreadsheet.parquet import PARQUET_SUFFIXES, read_parquet
from tiebreak_spreadsheet.row import PLUGIN, SheetContext, identifier_starts, shown
from tiebreak_spreadsheet.sheet_reading import SUMMARY_SHEET, SheetReading
from tiebreak_spreadsheet.sheets_together import refuse_repeated_sheets, several_tables, stated_year
from tiebreak_spreadsheet.tables import Sheet, Tables, cell_text, is_blank
from tiebreak_spreadsheet.text_files import TEXT_SUFFIXES, read_text
from tiebreak_spreadsheet.values import is_number
from tiebreak_spreadsheet.vocabulary import amount_kind_of
from tiebreak_spreadsheet.workbooks import WORKBOOK_SUFFIXES, read_workbook

HIDDEN_SHEET = "feuille masquée"
NOT_A_TABLE = "feuille sans colonne reconnue"
SHOWN_BAD_ROWS = 200
DIGEST_LENGTH = 8
MOST_TITLES = 40
READERS: Mapping[str, Callable[[Path], Tables]] = {
    **dict.fromkeys(TEXT_SUFFIXES, read_text),
    **dict.fromkeys(WORKBOOK_SUFFIXES, read_workbook),
    **dict.fromkeys(PARQUET_SUFFIXES, read_parquet),
}
"""Suffix to what reads the files that bear it."""


class SpreadsheetSource:
    """Reads tables of expenses, registers of contracts and published totals."""

    name = "tables"
    label = "Tableaux de dépenses et de contrats (CSV, XLSX, XLS, ODS, parquet)"
    suffixes = tuple(READERS)

    def accepts(self, path: Path) -> bool:
        """By its suffix, and not a folder."""
        return path.suffix.lower() in self.suffixes and not os.path.isdir(path)  # noqa: PTH112 - `Path.is_dir` raises in a folder that is closed

    def read(self, path: Path, options: SourceOptions) -> Reading:
        """All the sheets of a file, every row accounted for.

        Raises:
            MappingError: when no sheet has the columns needed, or two can be the amount.
            RowsError: with every row that cannot be read, unless the user chose to leave them out.
        """
        tables = read_tables(path)
        headers = [(sheet, None if sheet.is_hidden else _header(sheet, options, path.name)) for sheet in tables.sheets]
        seen = [column for _, header in headers if header for column in header.seen]
        if not any(header and (header.has("amount") or _is_register(header)) for _, header in headers):
            raise _no_amount(path.name, headers)
        has_expenses = any(header and _is_expenses(header) for _, header in headers)
        starts = identifier_starts(_digest(path), [sheet.name for sheet in tables.sheets])
        parts = [
            _read_sheet(sheet, header, SheetContext(path, start, options.leaves_out_unreadable), has_expenses=has_expenses)
            for (sheet, header), start in zip(headers, starts, strict=True)
        ]
        if bad := [problem for part in parts for problem in part.bad_rows]:
            shown = [*bad[:SHOWN_BAD_ROWS], *([f"… et {len(bad) - SHOWN_BAD_ROWS} autres"] if len(bad) > SHOWN_BAD_ROWS else [])]
            heading = f"Fichier « {path.name} » : à corriger, {len(bad)} sur {_filled_rows(tables)} lignes."
            raise RowsError(heading, shown, columns=seen)
        if not any(part.spend_lines or part.contracts or part.marginal or part.left_out for part in parts):
            raise MappingError(
                f"Fichier « {path.name} » : des titres de colonne, et aucune ligne au-dessous. Exportez-le de nouveau."
            )
        if not any(part.spend_lines or part.contracts or part.marginal for part in parts):
            raise _nothing_counts(path.name, parts)
        refuse_repeated_sheets(path.name, tables.sheets, parts)
        return Reading(
            file=path.name,
            plugin=PLUGIN,
            rows_in_file=_filled_rows(tables),
            heading_rows=sum(part.heading_rows for part in parts),
            spend_lines=tuple(line for part in parts for line in part.spend_lines),
            contracts=tuple(contract for part in parts for contract in part.contracts),
            marginals=tuple(part.marginal for part in parts if part.marginal is not None),
            left_out=tuple(row for part in parts for row in part.left_out),
            year=stated_year(tables.sheets, parts),
            columns=tuple(
                ColumnUse(sheet=sheet.name, title=title, meaning=meaning)
                for sheet, header in headers
                if header
                for title, meaning in header.seen
            ),
            notices=(
                *tables.notices,
                *several_tables(tables.sheets, parts),
                *(notice for part in parts for notice in part.notices),
            ),
        )


def _header(sheet: Sheet, options: SourceOptions, file: str) -> Header | None:
    """The titles of a sheet under what was corrected now, and before of a table laid out alike, which is then said."""
    for layout in options.remembered:
        given = {**layout.meanings, **options.column_meanings}
        try:
            header = find_header(sheet, given, file)
        except MappingError:
            continue
        if header is not None and layout.fits(title for title in header.titles if title):
            taken = {title: meaning for title, meaning in layout.meanings.items() if title not in options.column_meanings}
            if not taken:
                return header
            said = ", ".join(f"« {title} » = {meaning}" for title, meaning in taken.items())
            notice = (
                f"{said} : repris de votre correction d’un tableau de mêmes titres (pour l’oublier : tiebreak columns --forget)"
            )
            return replace(header, notices=(notice, *header.notices))
    return find_header(sheet, options.column_meanings, file)


def read_tables(path: Path) -> Tables:
    """All the sheets of a file that hold something.

    Raises:
        UnreadableFileError: when the file is not what its name says, is empty or is too large.
    """
    tables = READERS[path.suffix.lower()](path)
    filled = tuple(sheet for sheet in tables.sheets if sheet.filled)
    if not filled:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : aucune cellule remplie. Exportez-le de nouveau depuis votre logiciel."
        )
    return Tables(filled, tables.notices)


def _read_sheet(sheet: Sheet, header: Header | None, context: SheetContext, *, has_expenses: bool) -> SheetReading:
    if header is not None and not (_is_marginal(header) and has_expenses):
        if _is_marginal(header):
            return read_marginal(sheet, header, context)
        if _is_register(header):
            return read_contracts(sheet, header, context)
        if header.has("amount"):
            return read_expenses(sheet, header, context)
    reason = HIDDEN_SHEET if sheet.is_hidden else SUMMARY_SHEET if header and _is_marginal(header) else NOT_A_TABLE
    return _left_out_whole(sheet, context, reason)


def _is_marginal(header: Header) -> bool:
    """Amounts by type or by zone, without supplier or label: totals, not lines."""
    has_split = header.has("spend_type") or header.has("zone")
    return header.has("amount") and has_split and not header.has("supplier") and not header.has("label")


def _is_register(header: Header) -> bool:
    """Dates of contracts rather than expenses: an end, what leads to it, and no amount said to be spent."""
    is_spent = header.has("amount") and amount_kind_of(header.title("amount")) in {AmountKind.PAID, AmountKind.BUDGETED}
    is_numbered_only = header.has("contract_number") and not header.has("amount")
    leads_to_it = header.has("start") or header.has("notice") or header.has("renewal") or is_numbered_only
    return not is_spent and header.has("end") and leads_to_it


def _is_expenses(header: Header) -> bool:
    return header.has("amount") and not _is_marginal(header) and not _is_register(header)


def _left_out_whole(sheet: Sheet, context: SheetContext, reason: str) -> SheetReading:
    rows = [
        LeftOut(
            reason=reason,
            content=shown(sheet.row(index)),
            provenance=Provenance(file=context.file, sheet=sheet.name, row=index + 1, plugin=PLUGIN),
        )
        for index in sheet.filled
    ]
    return SheetReading(heading_rows=0, left_out=tuple(rows))


def _filled_rows(tables: Tables) -> int:
    return sum(len(sheet.filled) for sheet in tables.sheets)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:DIGEST_LENGTH]


def _nothing_counts(file: str, parts: list[SheetReading]) -> MappingError:
    reasons = Counter(row.reason for part in parts for row in part.left_out)
    said = " ; ".join(f"{reason} ({count})" for reason, count in reasons.most_common())
    return MappingError(f"Fichier « {file} » : aucune ligne ne compte. Raisons : {said}.")


def _no_amount(file: str, headers: list[tuple[Sheet, Header | None]]) -> MappingError:
    """What is missing, and what was seen instead."""
    first = headers[0][0]
    where = f"Fichier « {file} »{first.where}"
    if header := next((header for _, header in headers if header and header.has("unit_price")), None):
        return MappingError(
            f"{where} : « {header.title('unit_price')} » est un prix par unité, et aucune colonne ne donne le montant de la ligne. "
            "Ajoutez une colonne « Montant annuel » (quantité × prix)."
        )
    columns = [column for _, header in headers if header for column in header.seen] or _likely_titles(first)
    shown = ", ".join(f"« {title} »" for title, _ in columns) or "aucune"
    if amount := next((title for title, _ in columns if known_fields([title], {}) == {"amount"}), None):
        return MappingError(
            f"{where} : la colonne « {amount} » est un montant, mais rien ne dit qui est payé ni pour quoi. Colonnes vues : {shown}. "
            'Indiquez-le, par exemple : --map "Titre de la colonne=fournisseur".',
            columns=columns,
        )
    return MappingError(
        f"{where} : aucune colonne de montant trouvée. Colonnes vues : {shown}. "
        'Indiquez-la, par exemple : --map "Titre de la colonne=montant".',
        columns=columns,
    )


def _likely_titles(sheet: Sheet) -> list[tuple[str, str | None]]:
    """The row that looks most like titles when none is known: the first with the most cells that are words, each different."""
    best: list[str] = []
    for row in sheet.rows(0, SEARCHED_ROWS):
        texts = [cell_text(cell) for cell in row if isinstance(cell, str) and not is_blank(cell) and not is_number(cell)]
        if len(set(texts)) > len(best) and len(set(texts)) == len(texts):
            best = texts
    return [(text, None) for text in best[:MOST_TITLES]]
