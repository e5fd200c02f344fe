"""When a contract lets the collectivité go without paying twice, and the words that say why that day.

The end of a contract is its last day: the first free day is the one after. Source: `docs/methode.md`, section 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count

from tiebreak import Dependency
from tiebreak_planner.calendar import ONE_DAY, plus_months

UNKNOWN_RENEWAL = " Reconduction inconnue : à vérifier."


@dataclass(frozen=True)
class Departure:
    """The first day without the former product, and why that day."""

    free_from: date
    reason: str


def departure(dependency: Dependency, *, start: date, months: int, as_of: date) -> Departure:
    """The first day on which both a project of some months begun on `start` is over and the contract lets go.

    A contract that renews tacitly is left at an anniversary whose notice can still be given at `as_of`.
    What the source does not say of renewal or notice is said to be unknown, never taken as no.
    """
    end, done = dependency.contract_end, plus_months(start, months)
    if end is None:
        return Departure(done, "Aucune date de contrat connue : à vérifier avant de lancer.")
    if dependency.renews_tacitly:
        return _at_an_anniversary(end, dependency.notice_months, done=done, as_of=as_of)
    renewal = UNKNOWN_RENEWAL if dependency.renews_tacitly is None else ""
    return Departure(max(end + ONE_DAY, done), f"{_of_fixed_term(end, start=start, done=done, as_of=as_of)}{renewal}")


def last_notice_day(end: date, notice_months: int) -> date:
    """Last day on which a notice may be received for a contract to end on `end`, its last day.

    The same day of the month, that many months before: never later than what counting from the first free day gives.

    >>> last_notice_day(date(2027, 12, 31), 3), last_notice_day(date(2027, 6, 30), 6)
    (datetime.date(2027, 9, 30), datetime.date(2026, 12, 30))
    """
    return plus_months(end, -notice_months)


def _at_an_anniversary(end: date, notice_months: int | None, *, done: date, as_of: date) -> Departure:
    """The first anniversary of the end that is late enough for the project and for the notice, if that is known."""
    anniversaries = (plus_months(end, 12 * years) for years in count())
    left = next(day for day in anniversaries if day + ONE_DAY >= done and last_notice_day(day, notice_months or 0) >= as_of)
    renewed = " (après reconduction tacite)" if left != end else ""
    if notice_months is None:
        said = " ; préavis inconnu : à vérifier."
    else:
        said = f" : dénoncer au plus tard le {last_notice_day(left, notice_months):%d/%m/%Y}."
    return Departure(left + ONE_DAY, f"Échéance du {left:%d/%m/%Y}{renewed}{said}")


def _of_fixed_term(end: date, *, start: date, done: date, as_of: date) -> str:
    if end < as_of:
        return f"Le contrat connu a pris fin le {end:%d/%m/%Y} : à vérifier."
    if end < start:
        return (
            f"Le contrat finit le {end:%d/%m/%Y}, avant le début possible du projet : "
            "négocier dès maintenant un renouvellement court."
        )
    if end + ONE_DAY < done:
        return f"Le contrat finit le {end:%d/%m/%Y}, avant la fin du projet : prévoir un relais."
    return f"Le contrat finit le {end:%d/%m/%Y}."
