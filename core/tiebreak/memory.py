"""What the user corrected once, kept so that he never does it again for a table laid out alike.

A layout is the set of its titles. A correction applies only to a table that has all of them; nothing else of a
table is kept, neither its rows nor its name.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from tiebreak.errors import CaseFileError
from tiebreak.model.base import Frozen, Text
from tiebreak.model.reading import Reading


class Layout(Frozen):
    """The titles of a table, and what its user said that some of them hold."""

    titles: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Each once, in the order of their text."""
    meanings: Mapping[str, str]
    """Title to the French word that corrects it."""

    def fits(self, titles: Iterable[str]) -> bool:
        """Whether a table with these titles is laid out alike."""
        return set(titles) == set(self.titles)


class _Kept(Frozen):
    """The file that holds the layouts."""

    schema_version: Literal[1] = 1
    layouts: tuple[Layout, ...] = ()


class ColumnMemory:
    """The corrections of columns kept in one file of the user's own."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def layouts(self) -> tuple[Layout, ...]:
        """All that was corrected, the latest first; none when nothing was.

        Raises:
            CaseFileError: when the file is there and cannot be read.
        """
        try:
            return _Kept.model_validate_json(self.path.read_bytes()).layouts
        except FileNotFoundError:
            return ()
        except (OSError, ValidationError) as error:
            raise CaseFileError(
                f"Corrections de colonnes illisibles dans « {self.path} ». Effacez-les avec « tiebreak columns --forget »."
            ) from error

    def remember(self, readings: Iterable[Reading], meanings: Mapping[str, str]) -> tuple[Layout, ...]:
        """Keep what was corrected of each table that has the titles corrected, beside what was said before of its other titles."""
        known = self.layouts()
        corrected = tuple(
            layout.model_copy(
                update={"meanings": {**_still_true(_meanings_of(layout, known), layout.meanings), **layout.meanings}}
            )
            for reading in readings
            for layout in _corrected(reading, meanings)
        )
        if corrected:
            others = (before for before in known if not any(before.fits(new.titles) for new in corrected))
            self._write(_Kept(layouts=(*corrected, *others)))
        return corrected

    def _write(self, kept: _Kept) -> None:
        """Whole or not at all: a reader never sees half of it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=self.path.parent, delete=False) as written:
            written.write(kept.model_dump_json(indent=2) + "\n")
        Path(written.name).replace(self.path)

    def forget(self) -> int:
        """Erase all corrections, readable or not, and say how many tables they were of."""
        try:
            count = len(self.layouts())
        except CaseFileError:
            count = 0
        self.path.unlink(missing_ok=True)
        return count


def _still_true(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """What was said before of other titles, but what is said now of another: a field has one column."""
    return {title: meaning for title, meaning in before.items() if meaning not in now.values()}


def _meanings_of(layout: Layout, known: Iterable[Layout]) -> Mapping[str, str]:
    """What is remembered of tables laid out alike."""
    return next((before.meanings for before in known if before.fits(layout.titles)), {})


def _corrected(reading: Reading, meanings: Mapping[str, str]) -> Iterable[Layout]:
    """One layout for each table of a file that has a title corrected."""
    for sheet in dict.fromkeys(use.sheet for use in reading.columns):
        titles = sorted({use.title for use in reading.columns if use.sheet == sheet})
        said = {title: meaning for title, meaning in meanings.items() if title in titles}
        if said:
            yield Layout(titles=tuple(titles), meanings=said)
