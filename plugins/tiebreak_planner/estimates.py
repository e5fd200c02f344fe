"""How wide a cost or a duration is, computed from what others paid and took. No case, no figure.

In two sentences: the cases that moved just these functions count, if they are enough, and their middle is the point (the
geometric mean for a cost, the median for a duration); otherwise, function by function, those who moved it count, alone if
they are enough, else with an equal share of what others moved together, and the functions are added. The bounds are the
point divided and multiplied by the root of three.
Why: `docs/methode.md`, section 7.2; how often it holds: `evaluations/RESULTS.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TypeAlias

from tiebreak import FiguresStatus, Migration

ENOUGH_FOR_COST = 1
"""Organisations whose cases of just these functions suffice for a cost. Three would do no better when each is left out in
turn, and an equal share of a wider project is a rough price: it is taken only for want of anything else."""
ENOUGH_FOR_DURATION = 3
"""The same for a duration, which varies more from one organisation to another: one or two would do worse."""
WIDTH = 3
"""The high bound over the low one: what the spread of so few cases can honestly bear, and no more."""
SIZE_EXPONENT = Decimal("0.2")
"""How a duration grows with the number of units: of the exponents tried by leaving each organisation out, the smallest
within 5 % of the best score, because it is applied to collectivités smaller than the cases."""
CENT = Decimal("0.01")

Told: TypeAlias = tuple[Migration, Decimal]
"""A case and its own figure."""
Middle: TypeAlias = Callable[[Sequence[Decimal]], Decimal]


@dataclass(frozen=True)
class Expected:
    """What may be expected, between two bounds that are not a probability."""

    low: Decimal
    point: Decimal
    high: Decimal
    cases: tuple[Migration, ...]
    """Those that counted, oldest first."""
    missing: tuple[str, ...]
    """Functions of which no case tells it: they are not in the figures."""

    def times(self, factor: Decimal) -> Expected:
        """The same for so many units."""
        return _expected(self.point * factor, self.cases, self.missing)


def unit_cost(functions: Sequence[str], migrations: Iterable[Migration], *, enough: int = ENOUGH_FOR_COST) -> Expected | None:
    """Euros for each unit that moves; `None` when no case tells a cost."""
    told = [(each, cost) for each in migrations if (cost := cost_of(each)) is not None]
    return _combined(functions, told, enough, _mean)


def duration(
    functions: Sequence[str],
    migrations: Iterable[Migration],
    units: int,
    *,
    exponent: Decimal = SIZE_EXPONENT,
    enough: int = ENOUGH_FOR_DURATION,
) -> Expected | None:
    """Months for so many units, one at least and those that stay included; `None` when no case tells a duration."""
    told = [
        (each, months * (Decimal(units) / each.units) ** exponent)
        for each in migrations
        if (months := months_of(each)) is not None
    ]
    return _combined(functions, told, enough, _median)


def staying_share(cases: Iterable[Migration]) -> Decimal:
    """Mean share of the units that stayed, of the cases that say it; zero when none does."""
    shares = [each.staying_share for each in cases if each.staying_share is not None]
    return (sum(shares, Decimal(0)) / len(shares)).quantize(CENT) if shares else Decimal(0)


def cost_of(migration: Migration) -> Decimal | None:
    """Euros for each unit that moved; `None` when unknown, or told by someone who sells one of the solutions."""
    moved = migration.moved_units
    if migration.cost_low_eur is None or migration.cost_high_eur is None or not moved or _is_claimed(migration):
        return None
    return _mean([migration.cost_low_eur, migration.cost_high_eur]) / moved


def months_of(migration: Migration) -> Decimal | None:
    """Months that it took; `None` when unknown, or told by someone who sells one of the solutions."""
    if migration.months_low is None or migration.months_high is None or _is_claimed(migration):
        return None
    return _mean([Decimal(migration.months_low), Decimal(migration.months_high)])


def _is_claimed(migration: Migration) -> bool:
    return migration.status is FiguresStatus.CLAIMED


def _combined(functions: Sequence[str], told: Sequence[Told], enough: int, middle: Middle) -> Expected | None:
    wanted = frozenset(functions)
    if just_these := _if_enough([each for each in told if frozenset(each[0].functions) == wanted], enough):
        return _expected(middle([figure for _, figure in just_these]), [case for case, _ in just_these], ())
    points: list[Decimal] = []
    cases: list[Migration] = []
    missing: list[str] = []
    for function in sorted(wanted):
        alone = _if_enough([each for each in told if each[0].functions == (function,)], enough)
        counted = alone or [(case, figure / len(case.functions)) for case, figure in told if function in case.functions]
        if counted:
            points.append(middle([figure for _, figure in counted]))
            cases += [case for case, _ in counted]
        else:
            missing.append(function)
    return _expected(sum(points, Decimal(0)), cases, tuple(missing)) if points else None


def _if_enough(told: Sequence[Told], enough: int) -> Sequence[Told]:
    """The cases, when enough organisations tell them; none otherwise."""
    return told if len({case.organisation for case, _ in told}) >= enough else ()


def _expected(point: Decimal, cases: Iterable[Migration], missing: tuple[str, ...]) -> Expected:
    middle, root = point.quantize(CENT), Decimal(WIDTH).sqrt()
    return Expected(
        low=(middle / root).quantize(CENT, rounding=ROUND_CEILING),
        point=middle,
        high=(middle * root).quantize(CENT, rounding=ROUND_FLOOR),
        cases=tuple(sorted({case.id: case for case in cases}.values(), key=lambda case: (case.year, case.id))),
        missing=missing,
    )


def _mean(figures: Sequence[Decimal]) -> Decimal:
    """Geometric: twice as much and half as much weigh the same."""
    return (sum((figure.ln() for figure in figures), Decimal(0)) / len(figures)).exp()


def _median(figures: Sequence[Decimal]) -> Decimal:
    """The middle one, or the geometric mean of the two: a project of four months or of seven years does not move it."""
    ordered = sorted(figures)
    return _mean(ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1])
