"""Months and quarters. A period of some months from a day ends the day before it would start again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tiebreak import plus_months

ONE_DAY = timedelta(days=1)
DAYS_IN_YEAR = 365.25


def last_day(start: date, months: int) -> date:
    """Last day of a period of some months, `start` being its first.

    >>> last_day(date(2027, 1, 1), 12)
    datetime.date(2027, 12, 31)
    """
    return plus_months(start, months) - ONE_DAY


def quarter_start(day: date) -> date:
    """First day of the quarter of a day.

    >>> quarter_start(date(2027, 5, 20))
    datetime.date(2027, 4, 1)
    """
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def next_quarter(day: date) -> date:
    """First day of the quarter after that of a day."""
    return plus_months(quarter_start(day), 3)


def quarters(first: date, end: date) -> Iterator[date]:
    """First days of the quarters from that of `first` until `end`, which is not part of them.

    >>> list(quarters(date(2027, 2, 1), date(2027, 7, 1)))
    [datetime.date(2027, 1, 1), datetime.date(2027, 4, 1)]
    """
    day = quarter_start(first)
    while day < end:
        yield day
        day = plus_months(day, 3)


def years_between(first: date, end: date) -> float:
    """Years, negative when `end` is before `first`."""
    return (end - first).days / DAYS_IN_YEAR
