"""The reference: what each year costs outside the zone if nothing is done, with and without the price changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tiebreak import Axis, Dependency, NothingDone, PlanningProblem, PriceChange, to_cents
from tiebreak_planner.calendar import ONE_DAY
from tiebreak_planner.contract_days import LAST_DAY


def price_changes_of(problem: PlanningProblem) -> tuple[PriceChange, ...]:
    """Those that the collectivité fears, then, unless it says no, those announced for what it uses.

    Its own hypothesis wins; what was announced before the year of its expenses is already in them.
    """
    given = problem.constraints.price_changes
    if not problem.constraints.counts_announced_prices:
        return given
    feared = {change.subject for change in given}
    used = {name for each in _outside(problem) if feared.isdisjoint(_names(each)) for name in _names(each)}
    paid_in = problem.diagnosis.authority.year or problem.diagnosis.as_of.year
    announced = [
        PriceChange(
            subject=change.subject,
            rate=change.high_rate,
            least_rate=change.low_rate,
            since=change.since,
            source=" ; ".join(reference.title for reference in change.references),
        )
        for change in problem.catalogue.price_changes
        if change.subject in used and change.since.year >= paid_in
    ]
    return (*given, *announced)


def nothing_done(problem: PlanningProblem, changes: Sequence[PriceChange]) -> tuple[NothingDone, ...]:
    """One state a year over the horizon; none without money."""
    if problem.diagnosis.perimeter is None:
        return ()
    outside, first = _outside(problem), problem.diagnosis.as_of.year
    feared = {change.subject for change in problem.constraints.price_changes}
    concerned = [(each, _its_own(each, changes, feared)) for each in outside]
    total = sum((each.known_amount for each in outside), Decimal(0))

    def changed(year: int, *, is_least: bool) -> Decimal:
        return to_cents(sum((_in_year(each, year, own, is_least=is_least) for each, own in concerned), Decimal(0)))

    return tuple(
        NothingDone(
            year=year,
            outside_amount=total,
            outside_amount_with_changes=changed(year, is_least=False),
            outside_amount_with_least_changes=changed(year, is_least=True),
        )
        for year in range(first, first + problem.constraints.horizon_years + 1)
    )


def _outside(problem: PlanningProblem) -> list[Dependency]:
    return [each.dependency for each in problem.diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside]


def _names(dependency: Dependency) -> set[str]:
    """All by which a change of price may name it."""
    seen = dependency.recognition
    return {dependency.id, *(name for name in (seen.solution, seen.editor, seen.payee) if name is not None)}


def _its_own(dependency: Dependency, changes: Sequence[PriceChange], feared: set[str]) -> list[PriceChange]:
    """The changes that concern a dependency: those that the collectivité fears for it, else those announced."""
    names = _names(dependency)
    concerned = [change for change in changes if change.subject in names]
    return [change for change in concerned if change.subject in feared] or concerned


def _in_year(dependency: Dependency, year: int, changes: Sequence[PriceChange], *, is_least: bool) -> Decimal:
    """The amount of one year, each change counted from its day on, or from the end of the contract that holds the price."""
    amount = dependency.known_amount
    for change in changes:
        rate = change.least_rate if is_least and change.least_rate is not None else change.rate
        end = dependency.contract_end
        since = change.since if end is None else max(change.since, min(end, LAST_DAY) + ONE_DAY)
        first, next_first = date(year, 1, 1), date(year + 1, 1, 1)
        days = (next_first - max(since, first)).days
        if days > 0:
            amount += dependency.known_amount * rate * days / (next_first - first).days
    return amount
