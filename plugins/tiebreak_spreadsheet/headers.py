"""Finds the titles of a sheet, on one row or two, and what each column holds; refuses what can be read two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tiebreak import MappingError, normalise
from tiebreak_spreadsheet.tables import Cell, Sheet, cell_text, column_letters, is_blank
from tiebreak_spreadsheet.values import is_number
from tiebreak_spreadsheet.vocabulary import is_partial, load_vocabulary

SEARCHED_ROWS = 40
"""Title blocks above a table are rarely longer."""
SHARED_FIELDS = frozenset({"label", "buyer"})
"""Fields that several columns may give together."""


@dataclass(frozen=True)
class Header:
    """Where the titles stand and which columns give which field."""

    row_index: int
    """The last row of titles."""
    titles: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    """Field to the indexes of its columns."""

    def has(self, *fields: str) -> bool:
        """Whether every field has a column."""
        return all(field in self.columns for field in fields)

    def title(self, field: str) -> str:
        """Title of the first column of a field."""
        return self.titles[self.columns[field][0]]

    def meaning(self, index: int) -> str | None:
        """Field that a column gives, if any."""
        return next((field for field, indexes in self.columns.items() if index in indexes), None)

    @property
    def width(self) -> int:
        """Number of columns down to the last one with a title."""
        return max((index for index, title in enumerate(self.titles, start=1) if title), default=0)


def find_header(sheet: Sheet, given: Mapping[str, str], file: str) -> Header | None:
    """The titles under which most columns are known; `None` when no row looks like titles.

    Raises:
        MappingError: when two columns could be the amount, or `given` names an unknown field.
    """
    best: tuple[int, int] | None = None
    for index, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        known = known_fields(row, given)
        if len(known) >= 2 and (best is None or len(known) > best[0]):
            best = (len(known), index)
    if best is None:
        return None
    return _header(sheet, best[1], given, file)


def known_fields(row: Sequence[Cell], given: Mapping[str, str]) -> set[str]:
    """The fields that the cells of a row would name, were they titles."""
    return {field for cell in row if not is_blank(cell) and (field := _field(cell_text(cell), given))}


@dataclass(frozen=True)
class _Titles:
    """Titles of every column: what the user reads, and the words nearest to the data."""

    full: tuple[str, ...]
    own: tuple[str, ...]
    last_row: int


def _header(sheet: Sheet, row_index: int, given: Mapping[str, str], file: str) -> Header:
    titles = _unique_titles(_titles(sheet, row_index))
    columns: dict[str, list[int]] = {}
    for index, (full, own) in enumerate(zip(titles.full, titles.own, strict=True)):
        if field := _field_of(full, own, given):
            columns.setdefault(field, []).append(index)
    _refuse_side_by_side(sheet, titles, columns, file)
    forced = {_forced_field(name) for name in given.values()}
    for field, indexes in columns.items():
        if len(indexes) > 1 and field not in SHARED_FIELDS:
            columns[field] = _chosen(sheet, field, indexes, titles.full, file=file, given=given, forced=forced)
    return Header(titles.last_row, titles.full, {field: tuple(indexes) for field, indexes in columns.items() if indexes})


def _chosen(
    sheet: Sheet,
    field: str,
    indexes: list[int],
    titles: Sequence[str],
    *,
    file: str,
    given: Mapping[str, str],
    forced: set[str],
) -> list[int]:
    """Which of several columns gives a field that has one; a question when that field is the amount."""
    if field in forced and (named := [index for index in indexes if titles[index] in given]):
        if field == "amount" and len(named) > 1:
            raise MappingError(
                f"Fichier « {file} » : une seule colonne peut être le montant ; additionnez-les d’abord dans le tableur."
            )
        return named
    if field != "amount":
        return indexes[:1]
    of_a_year = [index for index in indexes if not is_partial(titles[index])]
    if len(of_a_year) == 1:
        return of_a_year
    raise _two_amounts(sheet, [titles[index] for index in of_a_year or indexes], file)


def _titles(sheet: Sheet, row_index: int) -> _Titles:
    """The titles of a row, completed by the row under it when it details them, and by the row above when it groups them."""
    row = sheet.rows[row_index]
    below = _details(sheet, row_index)
    width = max(len(row), len(below))
    titles = [cell_text(row[index]) if index < len(row) else "" for index in range(width)]
    own, full = list(titles), list(titles)
    for index, detail in enumerate(below):
        if detail and detail != titles[index]:
            parent = titles[index] or _parent(titles, below, index)
            own[index], full[index] = detail, f"{parent} {detail}".strip()
    for index, group in _groups(sheet, row_index, own).items():
        full[index] = f"{group} {full[index]}"
    return _Titles(tuple(full), tuple(own), row_index + bool(below))


def _parent(titles: Sequence[str], below: Sequence[str], index: int) -> str:
    """The title that spans a column without one: the nearest on the left, when that one is detailed too."""
    left = next((each for each in range(index - 1, -1, -1) if titles[each]), None)
    return titles[left] if left is not None and below[left] else ""


def _details(sheet: Sheet, row_index: int) -> tuple[str, ...]:
    """The row under the titles when it holds titles too, as under "Montant": "HT" and "TTC"; empty when it does not."""
    if row_index + 1 >= len(sheet.rows):
        return ()
    titles = [cell_text(cell) for cell in sheet.rows[row_index]]
    cells = sheet.rows[row_index + 1]
    texts = [cell_text(cell) for cell in cells]
    titles += [""] * (len(texts) - len(titles))
    filled = [index for index, text in enumerate(texts) if text]
    if any(not isinstance(cells[index], str) or is_number(texts[index]) for index in filled):
        return ()
    if any(_field(titles[index], {}) not in {None, "amount"} and titles[index] != texts[index] for index in filled):
        return ()
    words = load_vocabulary().detail_words
    says_more = any(set(normalise(texts[index]).split()) & words or _field(texts[index], {}) == "amount" for index in filled)
    return tuple(texts) if says_more else ()


def _groups(sheet: Sheet, row_index: int, own: Sequence[str]) -> dict[int, str]:
    """What the row above says of each column of amounts, as years over "Budget" and "Mandaté"."""
    amounts = [index for index, title in enumerate(own) if _field(title, {}) == "amount"]
    if row_index == 0 or not amounts:
        return {}
    above = sheet.rows[row_index - 1]
    groups: dict[int, str] = {}
    current = ""
    for index in range(amounts[0], min(len(own), max(len(above), amounts[-1] + 1))):
        text = cell_text(above[index]) if index < len(above) else ""
        current = text or current
        if index in amounts and current:
            groups[index] = current
    return groups


def _unique_titles(titles: _Titles) -> _Titles:
    """The titles, with the letter of the column where two columns of amounts would be told by the same words."""
    counts = Counter(titles.full)
    return _Titles(
        tuple(
            f"{full} (colonne {column_letters(index)})" if counts[full] > 1 and _field_of(full, own, {}) == "amount" else full
            for index, (full, own) in enumerate(zip(titles.full, titles.own, strict=True))
        ),
        titles.own,
        titles.last_row,
    )


def _field_of(full: str, own: str, given: Mapping[str, str]) -> str | None:
    """The field of a column: what the user says, else what its own words say, else all its words."""
    if full in given:
        return _forced_field(given[full])
    if own == full:
        return _field(own, {})
    whole = _field(full, {})
    return _field(own, {}) or (whole if whole != "year" else None)


def _field(title: str, given: Mapping[str, str]) -> str | None:
    if title in given:
        return _forced_field(given[title])
    words = normalise(title).split()
    titles = load_vocabulary().titles
    for length in range(len(words), 0, -1):
        if field := titles.get(" ".join(words[:length])):
            return field
    return None


def _forced_field(name: str) -> str:
    names = load_vocabulary().names
    if name not in names:
        raise MappingError(f"Champ {name!r} inconnu. Champs possibles : {', '.join(sorted(names))}.")
    return names[name]


def _refuse_side_by_side(sheet: Sheet, titles: _Titles, columns: Mapping[str, Sequence[int]], file: str) -> None:
    """Refuse two tables on the same rows: one of them would be forgotten."""
    both = [
        Counter(normalise(titles.own[index]) for index in columns.get(field, ())).most_common(1)
        for field in ("supplier", "amount")
    ]
    if all(most and most[0][1] > 1 for most in both):
        raise MappingError(
            f"Fichier « {file} »{_in_sheet(sheet)} : deux tables côte à côte. Mettez-les l’une sous l’autre, ou dans deux feuilles."
        )


def _two_amounts(sheet: Sheet, titles: Sequence[str], file: str) -> MappingError:
    choices = " ou ".join(f'--map "{title}=montant"' for title in titles)
    return MappingError(
        f"Fichier « {file} »{_in_sheet(sheet)} : {len(titles)} colonnes peuvent être le montant "
        f"({', '.join(f'« {title} »' for title in titles)}). Choisissez : {choices}."
    )


def _in_sheet(sheet: Sheet) -> str:
    return f", feuille « {sheet.name} »" if sheet.name else ""
