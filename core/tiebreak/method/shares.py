"""Shares of money by axis and by group, between bounds. Source: `docs/methode.md`, section 2."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tiebreak.model.catalogue import Axis
from tiebreak.model.dependency import Dependency
from tiebreak.model.diagnosis import AxisAnswer, AxisShare, Breakdown, Diagnosis
from tiebreak.model.interval import Interval, share_interval

HEADLINE_AXES = (Axis.ULTIMATE_OWNER, Axis.REGISTERED_OFFICE, Axis.TECHNOLOGY)


@dataclass(frozen=True)
class Answered:
    """A dependency with its answers by axis."""

    dependency: Dependency
    axes: tuple[AxisAnswer, ...]

    def axis(self, axis: Axis) -> AxisAnswer:
        """The answer for one of the axes that is always answered."""
        return next(answer for answer in self.axes if answer.axis is axis)


def dependence_share(answered: Iterable[Answered], *, axis: Axis, point_threshold: Decimal) -> Interval | None:
    """Share of annual money that depends on what is outside the zone, between its two bounds.

    Low counts every unknown as inside, high as outside. `None` when no money is known:
    an empty inventory is not an independent one.

    >>> dependence_share([], axis=Axis.ULTIMATE_OWNER, point_threshold=Decimal("0.8")) is None
    True
    """
    return share_interval(
        ((each.dependency.annual_amount, each.axis(axis).is_outside) for each in answered),
        point_threshold=point_threshold,
    )


def axis_shares(answered: Sequence[Answered], *, point_threshold: Decimal) -> tuple[AxisShare, ...]:
    """The shares shown side by side, the headline first; empty without money."""
    total = sum((each.dependency.annual_amount for each in answered), Decimal(0))
    shares = []
    for axis in HEADLINE_AXES:
        interval = dependence_share(answered, axis=axis, point_threshold=point_threshold)
        if interval is None:
            return ()
        presumed = sum((each.dependency.annual_amount for each in answered if each.axis(axis).is_presumed), Decimal(0))
        shares.append(AxisShare(axis=axis, interval=interval, presumed=presumed / total))
    return tuple(shares)


def breakdown(
    answered: Iterable[Answered],
    *,
    key: Callable[[Answered], str | None],
    label: Callable[[str | None], str],
    point_threshold: Decimal,
) -> tuple[Breakdown, ...]:
    """Money by group, largest first; the groups sum to the perimeter to the cent."""
    groups: dict[str | None, list[Answered]] = defaultdict(list)
    for each in answered:
        groups[key(each)].append(each)
    rows = [
        Breakdown(
            key=group,
            label=label(group),
            amount=sum((each.dependency.annual_amount for each in members), Decimal(0)),
            interval=dependence_share(members, axis=Axis.ULTIMATE_OWNER, point_threshold=point_threshold),
        )
        for group, members in groups.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.amount, row.label)))


def share_after(diagnosis: Diagnosis, left: Collection[str], *, point_threshold: Decimal) -> Interval | None:
    """Share by ultimate owner once the dependencies in `left` are replaced inside the zone, all else equal.

    `None` when the diagnosis holds no money.
    """
    return share_interval(
        (
            (each.dependency.annual_amount, False if each.dependency.id in left else each.axis(Axis.ULTIMATE_OWNER).is_outside)
            for each in diagnosis.assessments
        ),
        point_threshold=point_threshold,
    )
