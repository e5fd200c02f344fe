"""Months and contract dates: when one can leave without paying twice."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from tiebreak import Dependency

PREPARATION_MONTHS = 3
"""Least time between the decision and the start of a project: need, market, choice."""


@dataclass(frozen=True)
class Departure:
    """The day from which the former product is no longer needed, and why that day."""

    day: date
    reason: str


def plus_months(day: date, months: int) -> date:
    """The same day of the month some months later or earlier, or the last day of a shorter month.

    >>> plus_months(date(2026, 1, 31), 1), plus_months(date(2026, 3, 15), -3)
    (datetime.date(2026, 2, 28), datetime.date(2025, 12, 15))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def departure(dependency: Dependency, earliest: date, as_of: date) -> Departure:
    """The first day on or after `earliest` at which the contract lets the collectivité go.

    A contract that renews tacitly is left at an anniversary whose notice can still be given at `as_of`.
    What the source does not say of renewal or notice is said to be unknown, never taken as no.
    """
    end = dependency.contract_end
    if end is None:
        return Departure(earliest, "Aucune date de contrat connue : à vérifier avant de lancer.")
    if dependency.renews_tacitly is False:
        return _of_fixed_term(end, earliest, "")
    if dependency.renews_tacitly is None:
        return _of_fixed_term(end, earliest, " Reconduction inconnue : à vérifier.")
    notice = dependency.notice_months
    anniversary = end
    while anniversary < earliest or plus_months(anniversary, -(notice or 0)) < as_of:
        anniversary = plus_months(anniversary, 12)
    renewed = " (après reconduction tacite)" if anniversary != end else ""
    if notice is None:
        return Departure(anniversary, f"Échéance du {anniversary:%d/%m/%Y}{renewed} ; préavis inconnu : à vérifier.")
    last_day = plus_months(anniversary, -notice)
    return Departure(anniversary, f"Échéance du {anniversary:%d/%m/%Y}{renewed} : dénoncer avant le {last_day:%d/%m/%Y}.")


def _of_fixed_term(end: date, earliest: date, more: str) -> Departure:
    if end >= earliest:
        return Departure(end, f"Le contrat finit le {end:%d/%m/%Y}.{more}")
    return Departure(earliest, f"Le contrat finit le {end:%d/%m/%Y}, avant la fin du projet : prévoir un relais.{more}")


def quarter_start(day: date) -> date:
    """First day of the quarter of a day.

    >>> quarter_start(date(2027, 5, 20))
    datetime.date(2027, 4, 1)
    """
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def next_quarter(day: date) -> date:
    """First day of the quarter after that of a day."""
    return quarter_start(quarter_start(day) + timedelta(days=95))
