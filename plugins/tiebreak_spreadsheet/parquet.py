"""Parquet files as one sheet: the names of the columns, then the rows, with the types that they state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from tiebreak import UnreadableFileError
from tiebreak_spreadsheet.stacking import stacked
from tiebreak_spreadsheet.tables import Cell, Sheet, Tables, told

if TYPE_CHECKING:
    import duckdb

PARQUET_SUFFIXES = (".parquet",)
MAX_CELLS = 20_000_000
MAX_TEXT = 400_000_000
"""Characters of all the texts together: a file of a few kilobytes may repeat one a thousand million times."""
MEMORY_LIMIT = "1GB"
ROWS_AT_ONCE = 4096
_PLAIN_TYPES = re.compile(r"VARCHAR|BOOLEAN|U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|FLOAT|DOUBLE|DATE|TIMESTAMP|TIME")
"""Types whose values are cells as they come."""
AS_WRITTEN = "TEXT"


def read_parquet(path: Path) -> Tables:
    """The one sheet of a parquet file; its first row is that of the titles.

    An amount with decimals comes as a float, which is exact to the cent below the limit of amounts; lists, structures,
    identifiers and times with a zone come as they are written.

    Raises:
        UnreadableFileError: when it is no parquet, or is too large.
    """
    with _opened(path) as connection:
        table = f"read_parquet({_literal(path)})"
        described = connection.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()  # noqa: S608 - the name is quoted
        kinds = {str(name): str(kind) for name, kind, *_ in described}
        _refuse_large(path, connection, table, kinds)
        kinds = {**kinds, **dict.fromkeys(_endless(connection, table, kinds), AS_WRITTEN)}
        cells = ", ".join(_cell(name, kind) for name, kind in kinds.items())
        rows = _rows(connection.execute(f"SELECT {cells} FROM {table}"))  # noqa: S608 - names are quoted
        return Tables((Sheet(None, stacked(chain([tuple(kinds)], rows))),))


def _rows(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[Cell, ...]]:
    while rows := found.fetchmany(ROWS_AT_ONCE):
        yield from rows


@contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that loads and fetches nothing; its errors in French."""
    import duckdb  # noqa: PLC0415 - heavy, and needed for parquet only

    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": "",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    try:
        with duckdb.connect(config=config) as connection:
            # Past two seconds, DuckDB draws a bar on the standard output, which is the user's.
            connection.execute("SET enable_progress_bar = false")
            yield connection
    except duckdb.Error as error:
        why = told(error).replace(str(path), path.name)
        raise UnreadableFileError(
            f"Fichier « {path.name} » : ce n’est pas un parquet lisible ({why}). Exportez-le de nouveau, ou au format CSV."
        ) from error


def _refuse_large(path: Path, connection: duckdb.DuckDBPyConnection, table: str, kinds: dict[str, str]) -> None:
    """Refuse what would not fit in memory, by what the file says of itself and by a count of its texts."""
    texts = [name for name, kind in kinds.items() if kind == "VARCHAR" or not _PLAIN_TYPES.fullmatch(kind)]
    lengths = " + ".join(f"coalesce(sum(strlen(CAST({_quoted(name)} AS VARCHAR))), 0)" for name in texts) or "count(*) * 0"
    ((rows,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608 - the name is quoted
    if rows * len(kinds) <= MAX_CELLS:
        ((length,),) = connection.execute(f"SELECT {lengths} FROM {table}").fetchall()  # noqa: S608 - names are quoted
        if length <= MAX_TEXT:
            return
    raise UnreadableFileError(
        f"Fichier « {path.name} » : trop volumineux ({rows} lignes, {len(kinds)} colonnes). "
        "Ne gardez que l’année, les lignes et les colonnes utiles."
    )


def _endless(connection: duckdb.DuckDBPyConnection, table: str, kinds: dict[str, str]) -> list[str]:
    """Columns with a day that is infinite: Python knows none, and would be given the last of its calendar."""
    days = [name for name, kind in kinds.items() if kind in {"DATE", "TIMESTAMP"}]
    if not days:
        return []
    questions = ", ".join(f"bool_or(isinf({_quoted(name)}))" for name in days)
    (answers,) = connection.execute(f"SELECT {questions} FROM {table}").fetchall()  # noqa: S608 - names are quoted
    return [name for name, answer in zip(days, answers, strict=True) if answer]


def _cell(name: str, kind: str) -> str:
    """The SQL of a column whose values are cells."""
    if _PLAIN_TYPES.fullmatch(kind):
        return _quoted(name)
    return f"CAST({_quoted(name)} AS {'DOUBLE' if kind.startswith('DECIMAL') else 'VARCHAR'}) AS {_quoted(name)}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(path: Path) -> str:
    """The name of a file as SQL text, none of its characters standing for several files."""
    name = re.sub(r"([*?\[])", r"[\1]", str(path))
    return "'" + name.replace("'", "''") + "'"
