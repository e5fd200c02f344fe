"""Finds the titles of a sheet, on one row or several, and what each column holds; refuses what can be read two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tiebreak import normalise
from tiebreak_spreadsheet.column_choice import Choice, forced_field, seen_columns
from tiebreak_spreadsheet.periods import looks_cumulative, periods_of, said_of_periods, says_amount
from tiebreak_spreadsheet.tables import Cell, Sheet, cell_text, column_letters, is_blank, row_of
from tiebreak_spreadsheet.values import is_number
from tiebreak_spreadsheet.vocabulary import load_vocabulary, scale_above, scale_of

SEARCHED_ROWS = 40
"""Title blocks above a table are rarely longer."""
SHARED_FIELDS = frozenset({"label", "buyer"})
"""Fields that several columns may give together."""
MOST_DETAIL_ROWS = 2
"""Rows of titles under the first one."""


@dataclass(frozen=True)
class Header:
    """Where the titles stand and which columns give which field."""

    row_index: int
    """The last row of titles."""
    titles: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    """Field to the indexes of its columns."""
    sums_periods: bool = False
    """True when the amount is the sum of its columns, one for each part of the year."""
    notices: tuple[str, ...] = ()
    """What had to be chosen between columns, in French."""

    def has(self, *fields: str) -> bool:
        """Whether every field has a column."""
        return all(field in self.columns for field in fields)

    def title(self, field: str) -> str:
        """Title of the first column of a field; of the first and the last when they are parts of a year."""
        indexes = self.columns[field]
        if field == "amount" and self.sums_periods:
            return f"{self.titles[indexes[0]]} à {self.titles[indexes[-1]]}"
        return self.titles[indexes[0]]

    def meaning(self, index: int) -> str | None:
        """Field that a column gives, if any."""
        return next((field for field, indexes in self.columns.items() if index in indexes), None)

    @property
    def seen(self) -> list[tuple[str, str | None]]:
        """Each title and the French word for what its column holds; `None` when it is not used."""
        return seen_columns(self.titles, self.columns)

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
    for index, row in enumerate(sheet.rows(0, SEARCHED_ROWS)):
        known = known_fields(row, given)
        if periods_of([cell_text(cell) for cell in row]):
            known |= {"amount"}
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
    """What stands above each column, from the farthest to the nearest to the data."""

    parts: tuple[tuple[str, ...], ...]
    full: tuple[str, ...]
    """All of it, as the user reads it; two columns of amounts never bear the same."""
    first_row: int
    last_row: int

    def own(self, index: int) -> str:
        """The words nearest to the data."""
        return self.parts[index][-1] if self.parts[index] else ""


def _header(sheet: Sheet, row_index: int, given: Mapping[str, str], file: str) -> Header:
    titles = _titles(sheet, row_index)
    columns: dict[str, list[int]] = {}
    for index, full in enumerate(titles.full):
        if field := forced_field(given[full]) if full in given else _field_of(titles.parts[index]):
            columns.setdefault(field, []).append(index)
    periods = periods_of(titles.full)
    is_by_period = _is_by_period(sheet, titles, periods, columns, given)
    if is_by_period:
        columns["amount"] = list(periods)
    choice = Choice(sheet, titles.full, titles.last_row, file, given, seen_columns(titles.full, columns))
    if is_by_period and looks_cumulative(
        row_of([sheet.columns[index] for index in periods], row) for row in _data_rows(sheet, titles)
    ):
        raise choice.refusal(
            f"de « {titles.full[periods[0]]} » à « {titles.full[periods[-1]]} », les montants ne font que croître : sont-ils cumulés ? "
            "Ajoutez une colonne « Montant annuel », ou dites laquelle est le montant"
        )
    if _is_side_by_side(titles, columns):
        raise choice.refusal("deux tables côte à côte. Mettez-les l’une sous l’autre, ou dans deux feuilles")
    for field, indexes in columns.items():
        if field == "amount" and is_by_period:
            choice.notices.append(said_of_periods([titles.full[index] for index in periods]))
        elif len(indexes) > 1 and field not in SHARED_FIELDS:
            columns[field] = choice.of(field, indexes, is_given=field in {forced_field(name) for name in given.values()})
    known = {field: tuple(indexes) for field, indexes in columns.items() if indexes}
    return Header(titles.last_row, titles.full, known, sums_periods=is_by_period, notices=tuple(choice.notices))


def _is_by_period(
    sheet: Sheet, titles: _Titles, periods: Sequence[int], columns: Mapping[str, Sequence[int]], given: Mapping[str, str]
) -> bool:
    """Whether the amount of the year is the sum of columns: nothing else is the amount, and nothing says that they count units."""
    said = {forced_field(meaning) for title, meaning in given.items() if title in titles.full}
    is_spoken_for = "amount" in said or any(titles.full[index] in given for index in periods)
    counts_units = "unit_price" in columns or "quantity" in columns
    if not periods or is_spoken_for or counts_units or not set(columns.get("amount", ())) <= set(periods):
        return False
    above = sheet.row(titles.first_row - 1) if titles.first_row else ()
    return all(says_amount(cell_text(above[index])) for index in periods if index < len(above))


def _data_rows(sheet: Sheet, titles: _Titles) -> range:
    """The first rows under the titles."""
    return range(titles.last_row + 1, min(sheet.height, titles.last_row + 1 + SEARCHED_ROWS))


def _titles(sheet: Sheet, row_index: int) -> _Titles:
    """The titles of a row, completed by the rows under it that detail them, and by the row above when it groups them."""
    parts = [[text] if (text := cell_text(cell)) else [] for cell in sheet.row(row_index)]
    last_row = row_index
    while last_row < row_index + MOST_DETAIL_ROWS and (below := _details(parts, sheet, last_row + 1)):
        parts += [[] for _ in range(len(below) - len(parts))]
        parents = [list(each) or _parent(parts, below, index) for index, each in enumerate(parts)]
        for index, detail in enumerate(below):
            if detail and detail not in parts[index]:
                parts[index] = [*parents[index], detail]
        last_row += 1
    for index, group in _groups(sheet, row_index, parts).items():
        parts[index].insert(0, group)
    return _Titles(tuple(map(tuple, parts)), _unique(parts), row_index, last_row)


def _parent(parts: Sequence[list[str]], below: Sequence[str], index: int) -> list[str]:
    """The titles that span a column without one: the nearest on the left, when that one is detailed too."""
    left = next((each for each in range(index - 1, -1, -1) if parts[each]), None)
    return list(parts[left]) if left is not None and below[left] else []


def _details(parts: Sequence[list[str]], sheet: Sheet, row_index: int) -> tuple[str, ...]:
    """A row that holds titles too, as under "Montant": "HT" and "TTC"; empty when it does not."""
    if row_index >= sheet.height:
        return ()
    cells = sheet.row(row_index)
    texts = [cell_text(cell) for cell in cells] + [""] * (len(parts) - len(cells))
    filled = [index for index, text in enumerate(texts) if text]
    if any(not isinstance(cells[index], str) or is_number(texts[index]) for index in filled):
        return ()
    above = [parts[index] if index < len(parts) else [] for index in range(len(texts))]
    if any(_field_of(above[index]) not in {None, "amount"} and texts[index] not in above[index] for index in filled):
        return ()
    return tuple(texts) if any(_details_amount(texts[index]) for index in filled) else ()


def _details_amount(text: str) -> bool:
    """Whether a text says which amount stands under it: its tax basis, its kind, its month, its unit."""
    is_known = bool(set(normalise(text).split()) & load_vocabulary().detail_words) or _field(text, {}) == "amount"
    return is_known or scale_of(text) != 1 or scale_above(text) != 1


def _groups(sheet: Sheet, row_index: int, parts: Sequence[list[str]]) -> dict[int, str]:
    """What the row above says of each column of amounts, as years over "Budget" and "Mandaté"."""
    amounts = [index for index, each in enumerate(parts) if _field_of(each) == "amount"]
    if row_index == 0 or not amounts:
        return {}
    above = sheet.row(row_index - 1)
    groups: dict[int, str] = {}
    current = ""
    for index in range(amounts[0], amounts[-1] + 1):
        text = cell_text(above[index]) if index < len(above) else ""
        current = text or current
        if index in amounts and current:
            groups[index] = current
    return groups


def _unique(parts: Sequence[list[str]]) -> tuple[str, ...]:
    """Whole titles, with the letter of the column where two columns of amounts would be told by the same words."""
    full = [" ".join(each) for each in parts]
    counts = Counter(full)
    return tuple(
        f"{title} (colonne {column_letters(index)})" if counts[title] > 1 and _field_of(parts[index]) == "amount" else title
        for index, title in enumerate(full)
    )


def _field_of(parts: Sequence[str]) -> str | None:
    """The field that titles name: the words nearest to the data first, then with those above them."""
    for length in range(1, len(parts) + 1):
        field = _field(" ".join(parts[-length:]), {})
        if field and (length == 1 or field != "year"):
            return field
    return None


def _field(title: str, given: Mapping[str, str]) -> str | None:
    if title in given:
        return forced_field(given[title])
    words = normalise(title).split()
    vocabulary = load_vocabulary()
    for length in range(min(len(words), vocabulary.longest_title), 0, -1):
        field = vocabulary.titles.get(" ".join(words[:length]))
        if field and (length == len(words) or field not in vocabulary.exact_fields):
            return field
    return None


def _is_side_by_side(titles: _Titles, columns: Mapping[str, Sequence[int]]) -> bool:
    """Whether two tables stand on the same rows: one of them would be forgotten."""
    both = [
        Counter(normalise(titles.own(index)) for index in columns.get(field, ())).most_common(1)
        for field in ("supplier", "amount")
    ]
    return all(most and most[0][1] > 1 for most in both)
