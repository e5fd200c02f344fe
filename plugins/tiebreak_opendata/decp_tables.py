"""Published contracts in the consolidated tabular format (CSV, parquet), streamed by DuckDB in constant memory.

One scan writes, for each row, why it is left out or what it says; the rank in that table is the row of the file.
Numbering the rows of the scan itself would cost as much again: it may then use one core only (measured).
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tiebreak import MappingError, RowsError, UnreadableFileError
from tiebreak_opendata.buyers import SHOWN_BUYERS, no_buyer, several_buyers
from tiebreak_opendata.cpv import digital_prefixes
from tiebreak_opendata.csv_header import CsvHeader, csv_header
from tiebreak_opendata.left_out_groups import NO_BUYER, NO_CPV, NOT_DIGITAL, OTHER_BUYER, LeftOutGroups
from tiebreak_opendata.values import quotable

if TYPE_CHECKING:
    import duckdb

REQUIRED = ("acheteur_id", "objet", "montant", "codeCPV", "dureeMois", "dateNotification")
OPTIONAL = (
    "uid",
    "id",
    "acheteur_nom",
    "titulaire_id",
    "titulaire_typeIdentifiant",
    "titulaire_nom",
    "datePublicationDonnees",
    "modification_id",
    "donneesActuelles",
)
MEMORY_LIMIT = "512MB"
MAX_THREADS = 4
MAX_LINE = 4 << 20
"""Bytes of a line: DuckDB reserves buffers of this size, so it weighs on memory."""
BUFFER = 32 << 20
SHOWN_BAD_ROWS = 200
MAX_SHOWN = 300
UNREADABLE_ROW = "ligne illisible"
_BAD_ROWS = {
    "MISSING COLUMNS": "moins de cellules que de titres",
    "TOO MANY COLUMNS": "plus de cellules que de titres",
    "INVALID ENCODING": "des caractères qui ne sont pas en UTF-8",
}
_WORSE = {
    "UNQUOTED VALUE": "un guillemet n’est pas refermé et avale ce qui suit",
    "LINE SIZE OVER MAXIMUM": f"une ligne dépasse {MAX_LINE >> 20} Mo, ou un guillemet n’est pas refermé et avale ce qui suit",
}
_REASONS = {1: NO_BUYER, 2: OTHER_BUYER, 3: NO_CPV, 4: NOT_DIGITAL}
_KEPT = 0

Row = dict[str, str | None]


@dataclass
class TableRows:
    """The rows of the buyer that are digital, each with its place in the file."""

    rows: list[tuple[int, Row]]
    row_count: int
    """Rows of data in the file."""
    siren: str


def select_rows(path: Path, siren: str | None, groups: LeftOutGroups, *, leaves_out_unreadable: bool) -> TableRows:
    """The digital rows of the buyer; without SIREN, of the only buyer.

    Raises:
        InputError: when no SIREN is given and the table has several buyers, or none.
        MappingError: when a column needed is missing.
        RowsError: with the rows of a CSV that do not hold as many cells as the titles.
        UnreadableFileError: when it is no such file, or is damaged.
    """
    header = None if path.suffix.lower() == ".parquet" else csv_header(path)
    with _plainly_named(path) as plain, _connection(plain, path.name) as connection:
        scan, names = (_csv_scan(plain, header), header.titles) if header else _parquet_scan(connection, plain)
        if missing := [name for name in REQUIRED if name not in names]:
            raise MappingError(
                f"Fichier « {path.name} » : il manque {', '.join(f'« {name} »' for name in missing)} "
                "au format tabulaire des marchés publics. Téléchargez-le de nouveau."
            )
        try:
            buyer = _tell_fates(connection, scan, names, siren, path.name)
            rejected: list[int] = []
        except connection_errors():
            if header is None:
                raise
            buyer = _tell_fates(connection, _csv_scan(plain, header, notes_bad_rows=True), names, siren, path.name)
            rejected = _rejected_lines(connection, path.name, leaves_out_unreadable=leaves_out_unreadable)
        return _gathered(connection, buyer, groups, rejected, heading_rows=1 if header else 0)


@contextmanager
def _connection(path: Path, name: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that loads nothing, fetches nothing and spills to a folder that is deleted; its errors in French."""
    import duckdb  # noqa: PLC0415 - heavy, and needed for tables only

    with tempfile.TemporaryDirectory(prefix="tiebreak-decp-") as folder:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY_LIMIT,
            "threads": min(MAX_THREADS, os.cpu_count() or 1),
            "temp_directory": folder,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        connection = duckdb.connect(config=config)
        try:
            # Past two seconds, DuckDB draws a bar on the standard output, which is the user's.
            connection.execute("SET enable_progress_bar = false")
            yield connection
        except duckdb.Error as error:
            said = str(error).splitlines()[0]
            for written in (_pattern(path), path.as_posix(), str(path)):
                said = said.replace(written, name)
            raise UnreadableFileError(
                f"Fichier « {name} » : table illisible ({quotable(said, limit=MAX_SHOWN)}). "
                "Téléchargez-la de nouveau ; un CSV doit être en UTF-8."
            ) from error
        finally:
            connection.close()


@contextmanager
def _plainly_named(path: Path) -> Iterator[Path]:
    """A path of this file that no backslash spoils: in a pattern, DuckDB takes it for a separator of folders."""
    if "\\" not in path.as_posix():  # under Windows, that separates folders and no name has it
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="tiebreak-decp-") as folder:
        link = Path(folder, f"table{path.suffix}")
        link.symlink_to(path.absolute())
        yield link


def connection_errors() -> tuple[type[Exception], ...]:
    """What DuckDB raises on a file that it cannot read."""
    import duckdb  # noqa: PLC0415 - heavy, and needed for tables only

    return (duckdb.Error,)


def _parquet_scan(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, Sequence[str]]:
    scan = f"read_parquet({_literal(path)})"
    columns = connection.execute(f"DESCRIBE SELECT * FROM {scan}").fetchall()  # noqa: S608 - the path is quoted
    return scan, [str(column[0]) for column in columns]


def _csv_scan(path: Path, header: CsvHeader, *, notes_bad_rows: bool = False) -> str:
    """The SQL that reads a CSV; it stops at the first bad row, or notes them all and goes on."""
    titles = [title or f"sans titre {rank}" for rank, title in enumerate(header.titles, start=1)]
    columns = ", ".join(f"{_quoted(title)}: 'VARCHAR'" for title in titles)
    notes = ", store_rejects=true, rejects_limit=0" if notes_bad_rows else ""
    return (
        f"read_csv({_literal(path)}, delim={_quoted(header.delimiter)}, quote='\"', escape='\"', header=true, "
        f"auto_detect=false, columns={{{columns}}}, max_line_size={MAX_LINE}, buffer_size={BUFFER}{notes})"
    )


def _tell_fates(connection: duckdb.DuckDBPyConnection, scan: str, names: Sequence[str], siren: str | None, file: str) -> str:
    """Write what becomes of each row, and give the buyer retained."""
    buyer = siren or _only_buyer(connection, scan, names, file)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE fates AS {_fates(scan, names, buyer)}")
    return buyer


def _only_buyer(connection: duckdb.DuckDBPyConnection, scan: str, names: Sequence[str], file: str) -> str:
    name = "any_value(acheteur_nom)" if "acheteur_nom" in names else "''"
    found = connection.execute(
        f"SELECT {_siren()}, {name}::VARCHAR, count(*) FROM {scan} WHERE ({_siren()}) IS NOT NULL "  # noqa: S608 - no value
        f"GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT {SHOWN_BUYERS + 1}"
    ).fetchall()
    if not found:
        raise no_buyer(file)
    if len(found) > 1:
        raise several_buyers(file, {siren: said or "" for siren, said, _ in found}, are_all=len(found) <= SHOWN_BUYERS)
    return str(found[0][0])


def _siren() -> str:
    """SIREN of the buyer, null when its identifier is neither a SIREN nor a SIRET."""
    digits = "replace(acheteur_id::VARCHAR, ' ', '')"
    return f"CASE WHEN regexp_full_match({digits}, '[0-9]{{9}}([0-9]{{5}})?') THEN {digits}[1:9] END"


def _is_surely_another(siren: str) -> str:
    """A cheap look that nearly all the rows pass: a well-formed identifier that does not begin as the one wanted.

    A regular expression on each row would double the time of the scan (measured).
    """
    buyer = "acheteur_id::VARCHAR"
    is_well_formed = f"length({buyer}) IN (9, 14) AND try_cast({buyer} AS BIGINT) IS NOT NULL AND NOT contains({buyer}, '+')"
    return f"(NOT starts_with({buyer}, {_quoted(siren)}) AND {is_well_formed})"


def _fates(scan: str, names: Sequence[str], siren: str) -> str:
    """For each row in its order: what becomes of it, and what it says when it is kept."""
    code = "trim(codeCPV::VARCHAR)"
    digital = " OR ".join(f"starts_with({code}, {_quoted(prefix)})" for prefix in sorted(digital_prefixes()))
    needed = [name for name in (*REQUIRED, *OPTIONAL) if name in names]  # no other: one may be called « fate »
    said = ", ".join(f"{name} := {name}::VARCHAR" for name in needed)
    return (
        f"SELECT fate, CASE WHEN fate = {_KEPT} THEN to_json(struct_pack({said}))::VARCHAR END AS said FROM ("  # noqa: S608 - no value
        f"SELECT {', '.join(needed)}, CASE WHEN {_is_surely_another(siren)} THEN 2 WHEN ({_siren()}) IS NULL THEN 1 "
        f"WHEN ({_siren()}) != {_quoted(siren)} THEN 2 "
        f"WHEN {code} IS NULL OR NOT regexp_full_match({code}, '[0-9]{{8}}(-[0-9])?') THEN 3 "
        f"WHEN NOT ({digital}) THEN 4 ELSE {_KEPT} END::UTINYINT AS fate FROM {scan})"
    )


def _rejected_lines(connection: duckdb.DuckDBPyConnection, file: str, *, leaves_out_unreadable: bool) -> list[int]:
    """Lines that can be left out; anything worse than a wrong count of cells may have swallowed others.

    DuckDB drops, without noting them, lines that an unclosed quote or an endless line swallows: seen with 2.0.1.
    """
    noted = connection.execute("SELECT DISTINCT line, error_type::VARCHAR FROM reject_errors ORDER BY ALL").fetchall()
    found = {int(line): str(kind) for line, kind in noted}
    worst = next(((line, kind) for line, kind in noted if kind not in _BAD_ROWS), None)
    if not found or worst:
        where, problem = (
            (f", ligne {worst[0]}", _WORSE.get(worst[1], worst[1])) if worst else ("", _WORSE["LINE SIZE OVER MAXIMUM"])
        )
        raise UnreadableFileError(f"Fichier « {file} »{where} : {problem}. Corrigez-le, ou téléchargez-le de nouveau.")
    if not leaves_out_unreadable:
        raise _bad_rows(file, [(line, _BAD_ROWS[kind]) for line, kind in found.items()])
    return list(found)


def _gathered(
    connection: duckdb.DuckDBPyConnection, siren: str, groups: LeftOutGroups, rejected: Sequence[int], *, heading_rows: int
) -> TableRows:
    """The rows kept, with their places, once the others are counted."""
    # For each line rejected, the place that it would have if those before it did not count; they are in their order.
    readable_before = [line - rank for rank, line in enumerate(rejected)]

    def place(rank: int) -> int:
        """Row in the file of a row of the table, past the titles and the lines that could not be read."""
        row = rank + 1 + heading_rows
        return row + bisect_right(readable_before, row)

    counts = connection.execute("SELECT fate, count(*), min(rowid) FROM fates GROUP BY fate").fetchall()
    for fate, count, first in counts:
        if fate != _KEPT:
            groups.add(_REASONS[fate], place(first), count=count)
    for line in rejected:
        groups.add(UNREADABLE_ROW, line)
    kept = connection.execute(f"SELECT rowid, said FROM fates WHERE fate = {_KEPT} ORDER BY rowid").fetchall()  # noqa: S608
    total = sum(count for _, count, _ in counts) + len(rejected)
    return TableRows([(place(rank), json.loads(said)) for rank, said in kept], total, siren)


def _bad_rows(file: str, rows: Sequence[tuple[int, str]]) -> RowsError:
    shown = [f"ligne {line} : {problem}" for line, problem in rows[:SHOWN_BAD_ROWS]]
    shown += [f"… et {len(rows) - SHOWN_BAD_ROWS} autres"] if len(rows) > SHOWN_BAD_ROWS else []
    return RowsError(f"Fichier « {file} » : à corriger, {len(rows)} lignes. Ou téléchargez-le de nouveau.", shown)


def _literal(path: Path) -> str:
    return _quoted(_pattern(path))


def _pattern(path: Path) -> str:
    """A path that DuckDB takes for one file, whatever signs of patterns its name has."""
    return re.sub(r"([\[*?])", r"[\1]", path.as_posix())


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
