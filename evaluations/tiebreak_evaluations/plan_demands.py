"""What the collectivité demands of a plan: days by which a product is left, and a share reached. No planner is read.

Source: `docs/methode.md`, section 7.4.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tiebreak import Target
from tiebreak_evaluations.plan_calendar import A_DAY
from tiebreak_evaluations.plan_rules import Judged, Way


def keeps_deadlines(judged: Judged, way: Way) -> bool:
    """Whether the exit comes, for each day demanded of that dependency, the day after at the latest."""
    return all(way.leaving <= each.by + A_DAY for each in judged.deadlines_of(way.dependency))


def is_out_at_end_of(year: int, leaving: date) -> bool:
    """Whether the last day of use is in that civil year, or before.

    >>> [is_out_at_end_of(2027, date(2028, 1, day)) for day in (1, 2)]
    [True, False]
    """
    return leaving - A_DAY <= date(year, 12, 31)


def moved_at(judged: Judged, ways: Iterable[Way], year: int) -> Decimal:
    """Annual euros that have left at the end of a civil year, studies among them."""
    return sum(
        (
            judged.dependency(way.dependency).known_amount * way.option.leaving
            for way in ways
            if is_out_at_end_of(year, way.leaving)
        ),
        Decimal(0),
    )


def missing_euros(judged: Judged, target: Target) -> Decimal:
    """Annual euros that must leave for the target to be reached."""
    total = sum((each.dependency.known_amount for each in judged.assessments.values()), Decimal(0))
    outside = sum((judged.dependency(key).known_amount for key in judged.outside), Decimal(0))
    return outside - target.share * total
