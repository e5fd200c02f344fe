"""What becomes of each row of a table of expenses: it counts, it is left out for a reason, or it is to be corrected."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tiebreak_spreadsheet.cell_looks import misleading_formats, uncomputed
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.row_words import why_not_spending
from tiebreak_spreadsheet.sheet_reading import NO_AMOUNT, NO_WORDS, TOTAL_ROW, Row, SheetContext
from tiebreak_spreadsheet.sums import Counted, unsaid_totals
from tiebreak_spreadsheet.tables import Sheet, cell_text, is_blank
from tiebreak_spreadsheet.values import UnreadableValueError, read_amount
from tiebreak_spreadsheet.vocabulary import is_month

CENT = Decimal("0.01")
_DIGIT = re.compile(r"\d")
SAME_VOUCHER = "même pièce, déjà lue"


@dataclass(frozen=True)
class Fates:
    """What was decided of the rows, by their number in the sheet; a row of neither counts."""

    left_out: Mapping[int, str]
    """Why it counts for nothing."""
    problems: Mapping[int, str]
    """What is wrong with its amount."""


def fates_of(rows: Sequence[Row], sheet: Sheet, header: Header, context: SheetContext) -> Fates:
    """Every row that does not simply count, and why."""
    own = {row.number: reason for row in rows if (reason := why_not_spending(row))}
    problems = _misread(rows, own, sheet, header, context) | _off_by_month(rows, own, header)
    computed = unsaid_totals([_counted(row, own.get(row.number)) for row in rows])
    reasons = {**_repeated_vouchers(rows, header), **computed, **own}
    return Fates({number: reason for number, reason in reasons.items() if number not in problems}, problems)


def _counted(row: Row, reason: str | None) -> Counted:
    """A row and its amount; `None` when it is no expense by its own words, or cannot be read."""
    sums_others = reason in {TOTAL_ROW, NO_WORDS}  # without a word, a row can only be a sum
    try:
        amount = read_amount(row.cell("amount")) if reason is None or sums_others else None
    except UnreadableValueError:
        amount = None
    return Counted(row, amount, is_total=sums_others)


def _misread(rows: Sequence[Row], own: Mapping[int, str], sheet: Sheet, header: Header, context: SheetContext) -> dict[int, str]:
    """Rows whose cell shows something else than its value, or has a formula and no value."""
    if sheet.name is None:
        return {}
    spent = {row.number: row for row in rows if row.number not in own and isinstance(row.cell("amount"), int | float)}
    empty = {row.number for row in rows if own.get(row.number) == NO_AMOUNT and not row.is_nameless}
    column = header.columns["amount"][0]
    shown = misleading_formats(context.path, sheet.name, column, spent) if spent else {}
    missing = uncomputed(context.path, sheet.name, column, empty) if empty else {}
    problems = {
        number: f"montant {cell_text(spent[number].cell('amount'))!r}, {says}. Écrivez des euros, sans ce format, ou retirez la ligne."
        for number, says in shown.items()
    }
    return problems | {
        number: f"{says}. Ouvrez le classeur dans votre tableur, corrigez, enregistrez." for number, says in missing.items()
    }


def _off_by_month(rows: Sequence[Row], own: Mapping[int, str], header: Header) -> dict[int, str]:
    """Rows whose amount is not the sum of the columns of months beside it."""
    months = [index for index, title in enumerate(header.titles) if is_month(title)]
    title = header.title("amount")
    if len(months) < 2 or header.columns["amount"][0] in months:
        return {}
    found: dict[int, str] = {}
    for row in rows:
        cells = [row.cells[index] for index in months if index < len(row.cells) and not is_blank(row.cells[index])]
        try:
            by_month, amount = sum(map(read_amount, cells), Decimal(0)), read_amount(row.cell("amount"))
        except UnreadableValueError:
            continue
        if row.number not in own and cells and abs(by_month - amount) > CENT * len(cells):
            found[row.number] = f"« {title} » ({amount}) n’est pas la somme des mois ({by_month}). Corrigez l’un ou l’autre."
    return found


def _repeated_vouchers(rows: Sequence[Row], header: Header) -> dict[int, str]:
    """Rows that are the very copy of another one, number of the voucher included."""
    if not header.has("voucher"):
        return {}
    seen: dict[tuple[str, ...], int] = {}
    found: dict[int, str] = {}
    for row in rows:
        content = tuple(cell_text(cell) for cell in row.cells)
        if _DIGIT.search(row.text("voucher")) and content in seen:
            found[row.number] = f"{SAME_VOUCHER} (ligne {seen[content]})"
        seen.setdefault(content, row.number)
    return found
