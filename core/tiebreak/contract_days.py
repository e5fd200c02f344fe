"""Days that a contract's end and notice give: months are added as a calendar does, never as 30 days."""

from __future__ import annotations

import calendar
from datetime import date


def plus_months(day: date, months: int) -> date:
    """The same day of the month some months later or earlier, or the last day of a shorter month.

    >>> plus_months(date(2026, 1, 31), 1), plus_months(date(2026, 3, 15), -3)
    (datetime.date(2026, 2, 28), datetime.date(2025, 12, 15))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_notice_day(end: date, notice_months: int) -> date:
    """Last day on which a notice may be received for a contract to end on `end`, its last day.

    The same day of the month, that many months before: never later than what counting from the first free day gives.
    Source: `docs/methode.md`, section 7.

    >>> last_notice_day(date(2027, 12, 31), 3), last_notice_day(date(2027, 6, 30), 6)
    (datetime.date(2027, 9, 30), datetime.date(2026, 12, 30))
    """
    return plus_months(end, -notice_months)
