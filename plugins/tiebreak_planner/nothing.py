"""The reference: what each year costs outside the zone if nothing is done, with and without the price changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tiebreak import Axis, Dependency, NothingDone, PlanningProblem, PriceChange, to_cents
from tiebreak_planner.calendar import years_between


def nothing_done(problem: PlanningProblem, changes: Sequence[PriceChange]) -> tuple[NothingDone, ...]:
    """One state a year over the horizon; none without money."""
    if problem.diagnosis.perimeter is None:
        return ()
    outside = [each.dependency for each in problem.diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside]
    first = problem.diagnosis.as_of.year
    total = sum((each.known_amount for each in outside), Decimal(0))
    return tuple(
        NothingDone(
            year=year,
            outside_amount=total,
            outside_amount_with_changes=to_cents(sum((_in_year(each, year, changes) for each in outside), Decimal(0))),
        )
        for year in range(first, first + problem.constraints.horizon_years + 1)
    )


def _in_year(dependency: Dependency, year: int, changes: Sequence[PriceChange]) -> Decimal:
    """The amount of one year, each change counted from its day on."""
    amount = dependency.known_amount
    for change in changes:
        if change.subject in {dependency.id, dependency.recognition.editor, dependency.recognition.payee}:
            share = min(1.0, max(0.0, years_between(change.since, date(year + 1, 1, 1))))
            amount += dependency.known_amount * change.rate * Decimal(repr(share))
    return amount
