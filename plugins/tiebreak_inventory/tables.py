"""Text tables of programs: their cells, their titles, and whether they are an inventory and not an account.

A table with an amount or a contract in it is never one: it says more than what is installed, and the
spreadsheet plugin reads it.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib.resources import files
from itertools import islice

from tiebreak import MappingError, UnreadableFileError
from tiebreak_inventory.safe_json import decoded

DELIMITERS = ";,\t|"
SEARCHED_ROWS = 10
SAMPLE_ROWS = 50
TYPE_LINE = "#TYPE"
_LETTERS = re.compile(r"[^a-z0-9€$]+")
_STATED = re.compile(r"sep=([;,|\t])\r?\n")


@dataclass(frozen=True)
class _Vocabulary:
    """The words of `titles.toml`."""

    fields: Mapping[str, str]
    """Title to field."""
    names: Mapping[str, str]
    """French name of a field to the field."""
    softwares: frozenset[str]
    sure: frozenset[str]
    of_an_agent: frozenset[str]
    groups: frozenset[str]
    not_inventory: frozenset[str]
    """Words of the title of an amount or of a contract."""


class Shape(Enum):
    """What one row of a table of programs is."""

    PROGRAM = auto()
    """A program of a machine."""
    PRODUCT = auto()
    """A product and on how many machines it is."""
    UNCOUNTED = auto()
    """A product, and nothing says on how many machines."""


@dataclass(frozen=True)
class Header:
    """The row of titles, from 0, the column of each field, and what a row is."""

    row: int
    titles: tuple[str, ...]
    columns: Mapping[str, int]
    shape: Shape

    @property
    def counts(self) -> str:
        """The field that counts installations."""
        return "installations" if "installations" in self.columns else "count"


def cells_of(raw: bytes, where: str) -> tuple[list[list[str]], str]:
    """The rows of a text table, and its encoding.

    Raises:
        UnreadableFileError: when it is no text, or a quote that is never closed swallows the rest.
    """
    text, encoding = decoded(raw)
    if "\0" in text:
        raise UnreadableFileError(f"{where} : ce n’est pas du texte. Enregistrez la table au format CSV.")
    stated = _STATED.match(text)
    delimiter = stated[1] if stated else _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise UnreadableFileError(
            f"{where} : ce n’est pas un CSV lisible (guillemet jamais refermé, ou cellule démesurée). Exportez-le de nouveau."
        ) from None
    return rows, encoding


def looks_like_programs(head: bytes) -> bool:
    """Whether the first bytes of a text are the titles of a table of programs."""
    text, _ = decoded(_whole_characters(head))
    if "\0" in text:
        return False
    stated = _STATED.match(text)
    delimiter = stated[1] if stated else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return find_header(list(islice(reader, SEARCHED_ROWS)), {}) is not None


def find_header(rows: list[list[str]], given: Mapping[str, str]) -> Header | None:
    """The titles of a table of programs among its first rows; `None` when it is something else.

    Raises:
        MappingError: when `given` names a field that does not exist.
    """
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if _is_account(row):
            return None
        header = _header(index, row, given)
        if header is not None:
            return header
    return None


def is_title(row: list[str]) -> bool:
    """Whether a row says something of the file and holds no program."""
    return bool(row) and (row[0].startswith(TYPE_LINE) or row[0].casefold().startswith("sep="))


def french_name(field: str) -> str:
    """The French word of a field, as a user writes it to correct a column."""
    return next(name for name, known in _vocabulary().names.items() if known == field)


def _is_account(row: list[str]) -> bool:
    """Whether a row holds the title of an amount or of a contract."""
    words = {word for cell in row for word in _folded(cell).split()}
    return sum(map(bool, row)) > 1 and bool(words & _vocabulary().not_inventory or any("€" in cell for cell in row))


def _header(index: int, row: list[str], given: Mapping[str, str]) -> Header | None:
    titles = tuple(" ".join(cell.split()) for cell in row)
    folded = [_folded(title) for title in titles]
    fields = [_given(given[title]) if title in given else _field(plain) for title, plain in zip(titles, folded, strict=True)]
    columns: dict[str, int] = {}
    for place, field in enumerate(fields):
        if field is not None:
            columns.setdefault(field, place)
    products = [place for place, field in enumerate(fields) if field == "product"]
    explicit = [place for place in products if _names_software(folded[place])]
    if len(products) > len(explicit) and explicit and "machine" not in columns:
        return None  # beside a column of programs, « Nom » may be that of a machine or of a person
    if explicit:
        columns["product"] = explicit[0]
    shape = _shape(columns, folded)
    return Header(index, titles, columns, shape) if shape is not None else None


def _shape(columns: Mapping[str, int], titles: list[str]) -> Shape | None:
    if "product" not in columns:
        return None
    names_software = _names_software(titles[columns["product"]])
    if "installations" in columns or ("count" in columns and names_software):
        return Shape.PRODUCT
    if ("machine" in columns and (names_software or "version" in columns)) or set(titles) & _vocabulary().sure:
        return Shape.PROGRAM
    if not {"publisher", "version"} <= set(columns):
        return None
    is_of_an_agent = {titles[columns[field]] for field in ("product", "version")} <= _vocabulary().of_an_agent
    return Shape.PROGRAM if is_of_an_agent else Shape.UNCOUNTED


def _names_software(title: str) -> bool:
    """Whether a title says that programs stand under it."""
    return title in _vocabulary().softwares or title.partition(" - ")[0] in _vocabulary().softwares


def _field(title: str) -> str | None:
    known = _vocabulary().fields
    if title in known:
        return known[title]
    group, _, rest = title.partition(" - ")
    return known.get(rest) if group in _vocabulary().groups else known.get(f"{group} {rest}")


def _given(name: str) -> str:
    names = _vocabulary().names
    if name not in names:
        raise MappingError(f"Champ {name!r} inconnu. Champs possibles : {', '.join(sorted(names))}.")
    return names[name]


def _folded(title: str) -> str:
    """A title without accents or capitals, its groups kept apart by a dash."""
    plain = "".join(
        character for character in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(character)
    )
    return " - ".join(" ".join(_LETTERS.sub(" ", part).split()) for part in plain.split(" - "))


def _whole_characters(head: bytes) -> bytes:
    """The first bytes, without a last character that may be cut."""
    return (
        head[: head.rfind(b"\n") + 1] or head if not head.startswith((b"\xff\xfe", b"\xfe\xff")) else head[: len(head) // 2 * 2]
    )


def _delimiter(text: str) -> str:
    """The separator under which most of the first rows have the same number of cells."""
    sample = text.splitlines(keepends=True)[:SAMPLE_ROWS]

    def steadiness(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1)
        except csv.Error:
            return (0, 0)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=steadiness)


@cache
def _vocabulary() -> _Vocabulary:
    raw = tomllib.loads(files("tiebreak_inventory").joinpath("titles.toml").read_text("utf-8"))
    return _Vocabulary(
        fields={title: field for field, entry in raw["fields"].items() for title in entry["titles"]},
        names={entry["name"]: field for field, entry in raw["fields"].items()},
        softwares=frozenset(raw["words"]["softwares"]),
        sure=frozenset(raw["words"]["sure"]),
        of_an_agent=frozenset(raw["words"]["of_an_agent"]),
        groups=frozenset(raw["words"]["groups"]),
        not_inventory=frozenset((*raw["words"]["amounts"], *raw["words"]["contracts"], "€", "$")),
    )
