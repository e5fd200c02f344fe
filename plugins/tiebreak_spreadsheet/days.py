"""Days of contracts, as people and software write them in cells."""

from __future__ import annotations

import calendar
import math
import re
from datetime import date, datetime, timedelta

from tiebreak_spreadsheet.tables import Cell, cell_text, is_blank
from tiebreak_spreadsheet.values import UnreadableValueError, quoted

EXCEL_EPOCH = date(1899, 12, 30)
YEARS = range(1950, 2151)
"""Years of the contracts of a collectivité: others are mistakes, or stand for a day that nobody knows."""
SERIALS = range(20_000, 80_000)
"""Excel day numbers from 1954 to 2119."""


def read_date(cell: Cell) -> date | None:
    """The day of a cell; `None` when blank.

    Raises:
        UnreadableValueError: when it is no date.

    >>> read_date("31/12/2027"), read_date("2019-01-29+01:00")
    (datetime.date(2027, 12, 31), datetime.date(2019, 1, 29))
    """
    if is_blank(cell):
        return None
    day = _day(cell)
    if day.year not in YEARS:
        raise UnreadableValueError(
            f"date {quoted(cell_text(cell))} : aucun contrat n’est de {day.year}. Corrigez-la, ou effacez-la si elle est inconnue."
        )
    return day


def read_end(cell: Cell) -> date | None:
    """The last day of a contract; `None` when blank, or when it is the last of the calendar.

    Raises:
        UnreadableValueError: when it is no date.
    """
    return None if is_endless(cell) else read_date(cell)


def is_endless(cell: Cell) -> bool:
    """Whether a cell holds the last day of the calendar, which software writes for want of an end."""
    if isinstance(cell, str) and "9999" not in cell:
        return False
    try:
        return not is_blank(cell) and _day(cell) == date.max
    except UnreadableValueError:
        return False


def said_of_endless(count: int) -> list[str]:
    """Says that some contracts have no known end."""
    return [f"dates de fin au 31/12/9999, lues comme « sans date de fin connue » : {count}"] if count else []


def _day(cell: Cell) -> date:
    """The day of a filled cell, in any year."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and math.isfinite(cell) and int(cell) in SERIALS:
        return EXCEL_EPOCH + timedelta(days=int(cell))
    text = cell_text(cell)
    if re.fullmatch(r"\d{5}", text) and int(text) in SERIALS:
        return EXCEL_EPOCH + timedelta(days=int(text))
    for pattern, length in (("%Y-%m-%d", 10), ("%d/%m/%Y", 10), ("%d-%m-%Y", 10), ("%d.%m.%Y", 10), ("%d/%m/%y", 8)):
        if text[length : length + 1].isdigit():
            continue  # "31/12/202" is not of 2020
        try:
            return datetime.strptime(text[:length], pattern).date()  # noqa: DTZ007 - a day of a contract has no time zone
        except ValueError:
            continue
    raise UnreadableValueError(f"date {quoted(text)} illisible. Écrivez-la JJ/MM/AAAA.")


def last_day(start: date, months: int) -> date:
    """Last day of a period of whole months that begins on `start`; the last of the calendar when it goes beyond."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)
