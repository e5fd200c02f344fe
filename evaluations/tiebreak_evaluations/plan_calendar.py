"""Days of a plan, worked out again from the rules: quarters, ends of contracts, switch-overs. No planner is read.

Source: `docs/methode.md`, section 7.3.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tiebreak import Blackout, Dependency

DAYS_PER_YEAR = Decimal("365.25")
PREPARATION_MONTHS = 3
LONGEST_WAIT_MONTHS = 12
LONGEST_PAID_TWICE_MONTHS = 6
A_DAY = timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day of the month that many months later, or the last of a shorter month.

    >>> [months_after(date(2027, 8, 31), months) for months in (1, -6)]
    [datetime.date(2027, 9, 30), datetime.date(2027, 2, 28)]
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def quarter_of(day: date) -> int:
    """Rank of the civil quarter of a day: four a year.

    >>> quarter_of(date(2027, 4, 1)) - quarter_of(date(2027, 3, 31))
    1
    """
    return day.year * 4 + (day.month - 1) // 3


def first_day_of(quarter: int) -> date:
    """The day on which a quarter begins.

    >>> first_day_of(quarter_of(date(2027, 6, 30)))
    datetime.date(2027, 4, 1)
    """
    return date(quarter // 4, quarter % 4 * 3 + 1, 1)


def first_start(as_of: date) -> date:
    """The first beginning of a quarter that leaves three months to prepare.

    >>> [first_start(day).isoformat() for day in (date(2026, 1, 1), date(2026, 1, 15))]
    ['2026-04-01', '2026-07-01']
    """
    ready = months_after(as_of, PREPARATION_MONTHS)
    day = first_day_of(quarter_of(ready))
    return day if day == ready else first_day_of(quarter_of(ready) + 1)


def working_quarters(start: date, months: int) -> range:
    """The quarters in which a project is at work: its months by three, rounded up."""
    return range(quarter_of(start), quarter_of(start) + -(-months // 3))


def quarters_begun(start: date, leaving: date) -> int:
    """Quarters touched from the start to the eve of the exit.

    >>> [quarters_begun(date(2027, 1, 1), day) for day in (date(2027, 4, 1), date(2027, 4, 2))]
    [1, 2]
    """
    return quarter_of(leaving - A_DAY) - quarter_of(start) + 1


def years_between(first: date, last: date) -> Decimal:
    """Days from one day to another, in years; nothing when the second is before the first."""
    return Decimal(max((last - first).days, 0)) / DAYS_PER_YEAR


def days_by_year(first: date, last: date) -> Iterator[tuple[int, int]]:
    """The days from the first, up to the eve of the last, counted by civil year.

    >>> list(days_by_year(date(2027, 12, 30), date(2028, 1, 2)))
    [(2027, 2), (2028, 1)]
    """
    for year in range(first.year, last.year + 1):
        days = (min(last, date(year + 1, 1, 1)) - max(first, date(year, 1, 1))).days
        if days > 0:
            yield year, days


@dataclass(frozen=True)
class ContractDays:
    """When a contract lets one go."""

    end: date | None
    """Last day of its first period that may still be ended; `None` when it imposes no day."""
    is_renewed: bool = False
    written_end: date | None = None
    """The end written in the contract, from which every anniversary counts."""

    def free_from(self, day: date) -> date:
        """The first day, from that one, on which nothing more is owed."""
        if self.end is None or self.written_end is None:
            return day
        if not self.is_renewed:
            return max(day, self.end + A_DAY)
        return next(each + A_DAY for each in _anniversaries(self.written_end) if each >= self.end and each + A_DAY >= day)


def contract_days(dependency: Dependency, as_of: date) -> ContractDays:
    """What the contract of a dependency imposes, seen from the day of the plan."""
    end = dependency.contract_end
    if end is None:
        return ContractDays(None)
    if not dependency.renews_tacitly:
        return ContractDays(end if end >= as_of else None, written_end=end)
    notice = dependency.notice_months or 0
    first = next(each for each in _anniversaries(end) if months_after(each, -notice) >= as_of)
    return ContractDays(first, is_renewed=True, written_end=end)


def _anniversaries(end: date) -> Iterator[date]:
    for years in range(200):
        yield months_after(end, 12 * years)


def pushed(day: date, blackouts: Iterable[Blackout]) -> date:
    """The first day from that one that no blackout holds."""
    every = tuple(blackouts)
    while holding := [each.last for each in every if each.first <= day <= each.last]:
        day = max(holding) + A_DAY
    return day


def exit_days(work_done: date, contract: ContractDays, blackouts: Iterable[Blackout]) -> tuple[date, ...]:
    """The one or two first days without the former product that the rules allow after the work."""
    every = tuple(blackouts)
    return tuple(sorted({pushed(work_done, every), pushed(contract.free_from(work_done), every)}))
