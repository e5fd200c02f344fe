"""The titles of a public CSV and its separator, from its first bytes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tiebreak import UnreadableFileError
from tiebreak_opendata.values import quotable

HEAD = 1 << 16
MAX_TITLE = 60
DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class CsvHeader:
    """How a CSV is written."""

    delimiter: str
    titles: tuple[str, ...]

    def has(self, *names: str) -> bool:
        """Whether all these titles are there."""
        return set(names) <= set(self.titles)


def csv_header(path: Path) -> CsvHeader:
    """The titles of the first line, under the separator that gives the most of them.

    Raises:
        UnreadableFileError: when the first line is no UTF-8 text, or gives a title twice, in capitals or not.
    """
    header = _written_header(path)
    counts = Counter(title.casefold() for title in header.titles if title)
    if twice := sorted({quotable(title, limit=MAX_TITLE) for title in header.titles if counts[title.casefold()] > 1}):
        raise UnreadableFileError(f"Fichier « {path.name} » : deux colonnes s’appellent {', '.join(twice)}. Gardez-en une.")
    return header


def peeked_header(path: Path) -> CsvHeader | None:
    """The titles, even given twice, or `None` when they are no text: a look, not a judgement."""
    try:
        return _written_header(path)
    except UnreadableFileError:
        return None


def _written_header(path: Path) -> CsvHeader:
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    first = head.splitlines()[0] if head.strip() else b""
    try:
        line = first.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : ses titres ne sont pas en UTF-8. Enregistrez-le en CSV UTF-8."
        ) from error
    candidates = [
        CsvHeader(delimiter, tuple(title.strip() for title in next(csv.reader(io.StringIO(line), delimiter=delimiter), [])))
        for delimiter in DELIMITERS
    ]
    return max(candidates, key=lambda candidate: len(candidate.titles))
