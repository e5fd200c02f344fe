"""When a contract lets the collectivité go without paying twice, and the words that say why that day.

The end of a contract is its last day: the first free day is the one after. Source: `docs/methode.md`, section 7.
"""

from __future__ import annotations

from datetime import date
from itertools import count

from tiebreak import Dependency, last_notice_day, plus_months
from tiebreak_planner.calendar import ONE_DAY

LAST_DAY = date(2150, 12, 31)
"""An end written later than that is as good as none: nothing of a plan reaches it."""
UNKNOWN_RENEWAL = " Reconduction inconnue : à vérifier."


def first_free_day(dependency: Dependency, not_before: date, as_of: date) -> date:
    """First day, `not_before` or later, on which nothing more is due for the former product.

    A contract that renews tacitly is left at an anniversary whose notice can still be given at `as_of`. Where no contract
    is known, or it is over by then, nothing binds: the day itself.
    """
    if dependency.contract_end is None:
        return not_before
    end = min(dependency.contract_end, LAST_DAY)
    if not dependency.renews_tacitly:
        return max(end + ONE_DAY, not_before)
    return _anniversary(end, dependency.notice_months, not_before, as_of) + ONE_DAY


def why_that_day(
    dependency: Dependency, *, start: date, done: date, paid_until: date, as_of: date, first: date | None = None
) -> str:
    """Why a project begun on `start` and over on `done` leaves the former product when it does.

    `first` is the first day on which any project may start, `start` when not given. What the source does not say of renewal
    or notice is said to be unknown, never taken as no.
    """
    end = dependency.contract_end
    if end is None:
        return "Aucune date de contrat connue : à vérifier avant de lancer."
    if dependency.renews_tacitly:
        return _of_an_anniversary(end, dependency.notice_months, paid_until - ONE_DAY)
    renewal = UNKNOWN_RENEWAL if dependency.renews_tacitly is None else ""
    return f"{_of_fixed_term(end, start=start, done=done, as_of=as_of, first=first or start)}{renewal}"


def _anniversary(end: date, notice_months: int | None, not_before: date, as_of: date) -> date:
    """The first anniversary of the end that is late enough for the project and for the notice, if that is known."""
    anniversaries = (plus_months(end, 12 * years) for years in count())
    return next(day for day in anniversaries if day + ONE_DAY >= not_before and last_notice_day(day, notice_months or 0) >= as_of)


def _of_an_anniversary(end: date, notice_months: int | None, left: date) -> str:
    renewed = " (après reconduction tacite)" if left != end else ""
    if notice_months is None:
        said = " ; préavis inconnu : à vérifier."
    else:
        said = f" : dénoncer au plus tard le {last_notice_day(left, notice_months):%d/%m/%Y}."
    return f"Échéance du {left:%d/%m/%Y}{renewed}{said}"


def _of_fixed_term(end: date, *, start: date, done: date, as_of: date, first: date) -> str:
    if end < as_of:
        return f"Le contrat connu a pris fin le {end:%d/%m/%Y} : à vérifier."
    if end < first:
        return (
            f"Le contrat finit le {end:%d/%m/%Y}, avant le début possible du projet : "
            "négocier dès maintenant un renouvellement court."
        )
    if end < start:
        return f"Le contrat finit le {end:%d/%m/%Y}, avant le début prévu du projet : prévoir un renouvellement court."
    if end + ONE_DAY < done:
        return f"Le contrat finit le {end:%d/%m/%Y}, avant la fin du projet : prévoir un relais."
    return f"Le contrat finit le {end:%d/%m/%Y}."
