"""What becomes of each row of a table of expenses: it counts, it is left out for a reason, or it is to be corrected."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tiebreak_spreadsheet.cell_looks import misleading_formats, uncomputed
from tiebreak_spreadsheet.row_words import why_not_spending
from tiebreak_spreadsheet.sheet_reading import NO_AMOUNT, NO_WORDS, TOTAL_ROW
from tiebreak_spreadsheet.sums import Lines, unsaid_totals
from tiebreak_spreadsheet.suspects import NAMING_FIELDS, maybe_not_spending
from tiebreak_spreadsheet.table_rows import TableRows
from tiebreak_spreadsheet.tables import Cell, cell_text, is_blank
from tiebreak_spreadsheet.values import Unread, attempt, read_amount
from tiebreak_spreadsheet.vocabulary import is_month

CENT = Decimal("0.01")
_DIGIT = re.compile(r"\d")
SAME_VOUCHER = "même pièce, déjà lue"


@dataclass(frozen=True)
class Fates:
    """What was decided of the rows, by their position in the table; a row of neither counts."""

    left_out: Mapping[int, str]
    """Why it counts for nothing."""
    problems: Mapping[int, str]
    """What is wrong with its amount."""


def fates_of(table: TableRows) -> Fates:
    """Every row that does not simply count, and why."""
    suspects = sorted(maybe_not_spending(table))
    own = {position: reason for position in suspects if (reason := why_not_spending(table.row(position)))}
    problems = _misread(table, own) | _off_by_month(table, own)
    computed = unsaid_totals(_lines(table, own))
    reasons = {**_repeated_vouchers(table), **computed, **own}
    return Fates({position: reason for position, reason in reasons.items() if position not in problems}, problems)


def _lines(table: TableRows, own: Mapping[int, str]) -> Lines:
    """The rows that may count, and those that may sum them."""
    totals = {position for position, reason in own.items() if reason in {TOTAL_ROW, NO_WORDS}}  # no word: only a sum
    read = [None if isinstance(amount, Unread) else amount for amount in table.amounts]
    for position in own.keys() - totals:
        read[position] = None
    return Lines(table, read, totals=totals)


def _misread(table: TableRows, own: Mapping[int, str]) -> dict[int, str]:
    """Rows whose cell shows something else than its value, or has a formula and no value."""
    sheet, path = table.sheet.name, table.context.path
    if sheet is None:
        return {}
    problems: dict[int, str] = {}
    empty = [position for position, reason in own.items() if reason == NO_AMOUNT and _is_named(table, position)]
    for column in table.header.columns["amount"]:
        cells, kinds = table.columns[column].cells, table.columns[column].kinds
        for number, says in misleading_formats(path, sheet, column).items() if kinds & {bool, float, int} else ():
            position = table.position(number)
            if position is not None and position not in own and isinstance(cells[position], int | float):
                problems[position] = (
                    f"montant {cell_text(cells[position])!r}, {says}. Écrivez des euros, sans ce format, ou retirez la ligne."
                )
        looked_at = empty
        if table.header.sums_periods:  # the other parts of the year hide the one that is missing
            looked_at = [*empty, *(table.column_blanks(column) - own.keys())]
        missing = uncomputed(path, sheet, column, [table.number(position) for position in looked_at]) if looked_at else {}
        for position in looked_at:
            if why := missing.get(table.number(position)):
                problems[position] = f"{why}. Ouvrez le classeur dans votre tableur, corrigez, enregistrez."
    return problems


def _is_named(table: TableRows, position: int) -> bool:
    return any(table.texts(field).cells[position] for field in NAMING_FIELDS)


def _off_by_month(table: TableRows, own: Mapping[int, str]) -> dict[int, str]:
    """Rows whose amount is not the sum of the columns of months beside it."""
    months = [index for index, title in enumerate(table.header.titles) if is_month(title)]
    title = table.header.title("amount")
    if len(months) < 2 or table.header.columns["amount"][0] in months:
        return {}
    found: dict[int, str] = {}
    by_month = [table.columns[index].each(_month) for index in months if index < len(table.columns)]
    for position, said in enumerate(zip(*by_month, strict=True)):
        amount = table.amounts[position]
        parts = [part for part in said if isinstance(part, Decimal)]
        if position in own or not parts or isinstance(amount, Unread) or any(isinstance(part, Unread) for part in said):
            continue
        if abs(sum(parts, Decimal(0)) - amount) > CENT * len(parts):
            written = read_amount(table.column("amount").cells[position])
            found[position] = (
                f"« {title} » ({written}) n’est pas la somme des mois ({sum(parts, Decimal(0))}). Corrigez l’un ou l’autre."
            )
    return found


def _month(cell: Cell) -> Decimal | Unread | None:
    """The amount of one month; `None` when it has none."""
    return None if is_blank(cell) else attempt(read_amount, cell)


def _repeated_vouchers(table: TableRows) -> dict[int, str]:
    """Rows that are the very copy of another one, number of the voucher included."""
    if not table.header.has("voucher"):
        return {}
    cells = table.column("voucher")
    if cells.kinds == {float} and len(cells.values) == len(table):  # no two numbers have the same text
        return {}
    vouchers = table.texts("voucher")
    if len(vouchers.values) == len(table):
        return {}
    repeated = {voucher for voucher, count in Counter(vouchers.cells).items() if count > 1 and _DIGIT.search(voucher)}
    seen: dict[tuple[str, ...], int] = {}
    found: dict[int, str] = {}
    for position, voucher in enumerate(vouchers.cells):
        if voucher in repeated:
            content = tuple(map(cell_text, table.row(position).cells))
            if content in seen:
                found[position] = f"{SAME_VOUCHER} (ligne {table.number(seen[content])})"
            seen.setdefault(content, position)
    return found
