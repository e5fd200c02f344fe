"""Rows of a public balance, from the JSON of the portal, from what the fetcher keeps of it, or from its CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tiebreak import UnreadableFileError
from tiebreak_opendata.csv_header import csv_header
from tiebreak_opendata.json_stream import values_under
from tiebreak_opendata.values import clean_text

MAX_JSON = 64 << 20
MAX_CELL = 1 << 20
FIELDS = ("siren", "compte", "obnetdeb", "obnetcre")
SHORT_ROW = "ligne mal formée"

BalanceRow = Mapping[str, object]


@dataclass(frozen=True)
class BalanceRows:
    """The rows with their places; `None` for one that cannot be read."""

    rows: Iterable[tuple[int, BalanceRow | None]]
    heading_rows: int


def balance_rows(path: Path) -> BalanceRows:
    """The rows of a file.

    Raises:
        UnreadableFileError: when it is no such file, is cut or is too large.
    """
    if path.suffix.lower() == ".json":
        return BalanceRows(enumerate(_json_rows(path), start=1), heading_rows=0)
    return BalanceRows(_csv_rows(path), heading_rows=1)


def _json_rows(path: Path) -> Iterator[BalanceRow | None]:
    if path.stat().st_size > MAX_JSON:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : plus de {MAX_JSON >> 20} Mo. "
            "Téléchargez le CSV, ou seulement les lignes de la collectivité."
        )
    with path.open("rb") as stream:
        yield from (row if isinstance(row, Mapping) else None for row in values_under(stream, "results", path.name))


def _csv_rows(path: Path) -> Iterable[tuple[int, BalanceRow | None]]:
    header = csv_header(path)
    titles = [title.casefold() for title in header.titles]
    limit = csv.field_size_limit(MAX_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, delimiter=header.delimiter)
            next(reader)
            place = 1
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    place += 1
                    yield place, dict(zip(titles, cells, strict=True)) if len(cells) == len(titles) else None
    except (csv.Error, UnicodeDecodeError) as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : ce n’est pas un CSV lisible en UTF-8 ({error}). Téléchargez-le de nouveau."
        ) from error
    finally:
        csv.field_size_limit(limit)


def text_of(row: BalanceRow, field: str) -> str:
    """A value of a row as text."""
    return clean_text(row.get(field), limit=300)
