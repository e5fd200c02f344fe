"""Files of a folder or archive under names that differ, and entries left out together by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tiebreak import NO_BREAK_SPACE, LeftOut, Member, Provenance, UnreadableFileError, french_number, members_of, printable_name

PLUGIN = "finance"
ARCHIVE_SUFFIX = ".zip"
OTHER_FORMAT = "fichier d’un autre format"
NESTED_ARCHIVE = "archive dans une archive : à extraire d’abord"
BROKEN_FILE = "fichier illisible, écarté à la demande"


@dataclass(frozen=True)
class Entry:
    """A file found, and how it is named to the user."""

    sheet: str | None
    """Its name within the folder or archive; `None` for a file given alone."""
    shown: str
    member: Member | None
    """`None` for a file that has none of the suffixes wanted, or an archive that cannot be opened."""
    problem: str = ""
    """Why an archive cannot be opened, in French."""

    @property
    def why_not_read(self) -> str:
        """Why a file without the suffixes wanted is left out."""
        return NESTED_ARCHIVE if self.shown.lower().endswith(ARCHIVE_SUFFIX) else OTHER_FORMAT


def entries_of(path: Path, suffixes: tuple[str, ...], *, max_bytes: int) -> Iterator[Entry]:
    """All the files of a path, the archives of a folder opened one at a time: a year may count thousands of them.

    Names can be written and differ, though an archive may hold one twice.

    Raises:
        UnreadableFileError: when the path itself cannot be opened or grows past `max_bytes`.
    """
    seen: Counter[str] = Counter()

    def named(name: str | None, member: Member | None, *, problem: str = "") -> Entry:
        if name is None:
            return Entry(None, path.name, member, problem)
        shown = printable_name(name)
        seen[shown] += 1
        unique = f"{shown} ({seen[shown]})" if seen[shown] > 1 else shown
        return Entry(unique, unique, member, problem)

    wanted = (*suffixes, ARCHIVE_SUFFIX) if path.is_dir() else suffixes
    with members_of(path, wanted, max_bytes=max_bytes) as members:
        for member in members.files:
            if member.name is None or not path.is_dir() or not member.name.lower().endswith(ARCHIVE_SUFFIX):
                yield named(member.name, member)
                continue
            try:
                with members_of(path / member.name, suffixes, max_bytes=max_bytes) as inside:
                    yield from (named(f"{member.name}/{each.name}", each) for each in inside.files)
                    yield from (named(f"{member.name}/{other}", None) for other in inside.others)
            except UnreadableFileError as error:
                yield named(member.name, None, problem=str(error))
        yield from (named(other, None) for other in members.others)


class LeftOutByReason:
    """Entries left out, gathered by reason so that a year holds in a few rows."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: dict[str, tuple[int, int | None, Provenance]] = {}

    def add(self, reason: str, sheet: str | None, row: int, *, count: int = 1, cents: int | None = None) -> None:
        """Leave out entries; `cents` is what they hold together, `None` when nothing could be read."""
        first = Provenance(file=self._file, sheet=sheet, row=row, plugin=PLUGIN)
        known_count, known_cents, place = self._found.get(reason, (0, None, first))
        total = known_cents if cents is None else cents + (known_cents or 0)
        self._found[reason] = (known_count + count, total, place)

    @property
    def count(self) -> int:
        """Entries left out so far."""
        return sum(count for count, _, _ in self._found.values())

    @property
    def reasons(self) -> str:
        """The reasons and how many entries each, in French."""
        return " ; ".join(f"{reason} ({count})" for reason, (count, _, _) in self._found.items())

    def rows(self) -> tuple[LeftOut, ...]:
        """One row a reason."""
        return tuple(
            LeftOut(
                reason=reason, content="", amount=None if cents is None else euros_of(cents), row_count=count, provenance=place
            )
            for reason, (count, cents, place) in self._found.items()
        )


def euros_of(cents: int) -> Decimal:
    """Euros of whole cents.

    >>> euros_of(-1250)
    Decimal('-12.50')
    """
    return Decimal(cents).scaleb(-2)


def said_euros(cents: int) -> str:
    """An amount as French readers expect it, rounded to the euro."""
    return f"{french_number(euros_of(cents))}{NO_BREAK_SPACE}€"


def said_count(count: int, one: str, many: str) -> str:
    """A number and the noun that agrees with it.

    >>> said_count(1, "ligne", "lignes"), said_count(2, "ligne", "lignes")
    ('1 ligne', '2 lignes')
    """
    return f"{french_number(Decimal(count))} {one if count < 2 else many}"
