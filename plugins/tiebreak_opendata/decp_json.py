"""Published contracts in JSON, formats of 2019 and 2022, national files and those of one buyer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tiebreak_opendata.json_stream import Entry, entries_under

KEY = "marches"


def json_entries(path: Path) -> Iterator[Entry]:
    """Every entry of the file, with the key of its list.

    Raises:
        UnreadableFileError: when it cannot be read to its end.
    """
    with path.open("rb") as stream:
        yield from entries_under(stream, KEY, path.name)
