"""Shares of money by axis and by group, between bounds. Source: `docs/methode.md`, section 2."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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
        ((each.dependency.known_amount, each.axis(axis).is_outside) for each in answered),
        point_threshold=point_threshold,
    )


def axis_shares(answered: Sequence[Answered], *, point_threshold: Decimal) -> tuple[AxisShare, ...]:
    """The shares shown side by side, the headline first; empty without money."""
    total = sum((each.dependency.known_amount for each in answered), Decimal(0))
    shares = []
    for axis in HEADLINE_AXES:
        interval = dependence_share(answered, axis=axis, point_threshold=point_threshold)
        if interval is None:
            return ()
        presumed = sum((each.dependency.known_amount for each in answered if each.axis(axis).is_presumed), Decimal(0))
        shares.append(AxisShare(axis=axis, interval=interval, presumed=presumed / total))
    return tuple(shares)


@dataclass(frozen=True)
class Part:
    """Some money of one group, and whether its owner is outside."""

    key: str | None
    amount: Decimal
    is_outside: bool | None


def parts(answered: Iterable[Answered], key: Callable[[Answered], str | None]) -> list[Part]:
    """Each dependency that holds money, whole, in one group."""
    return [
        Part(key(each), each.dependency.annual_amount, each.axis(Axis.ULTIMATE_OWNER).is_outside)
        for each in answered
        if each.dependency.annual_amount is not None
    ]


def parts_by_spend_type(answered: Iterable[Answered]) -> list[Part]:
    """Each dependency split by the types of expense of its lines."""
    return [
        Part(spend_type, amount, each.axis(Axis.ULTIMATE_OWNER).is_outside)
        for each in answered
        for spend_type, amount in each.dependency.amounts_by_spend_type
    ]


def breakdown(every: Iterable[Part], *, label: Callable[[str | None], str], point_threshold: Decimal) -> tuple[Breakdown, ...]:
    """Money by group, largest first; the groups sum to the perimeter to the cent.

    A group has no interval when credit notes leave one of its answers below zero.
    """
    groups: dict[str | None, dict[bool | None, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for part in every:
        groups[part.key][part.is_outside] += part.amount
    rows = [
        Breakdown(
            key=key,
            label=label(key),
            amount=sum(answers.values(), Decimal(0)),
            interval=None
            if min(answers.values()) < 0
            else share_interval(((amount, answer) for answer, amount in answers.items()), point_threshold=point_threshold),
        )
        for key, answers in groups.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.amount, row.label)))


def share_after(diagnosis: Diagnosis, moved: Mapping[str, Decimal], *, point_threshold: Decimal) -> Interval | None:
    """Share by ultimate owner once parts of some dependencies are replaced inside the zone, all else equal.

    `moved` gives, by dependency, the share of its money that moves. `None` when the diagnosis holds no money.
    """
    amounts: list[tuple[Decimal, bool | None]] = []
    for each in diagnosis.assessments:
        leaving = each.dependency.known_amount * moved.get(each.dependency.id, Decimal(0))
        amounts.append((leaving, False))
        amounts.append((each.dependency.known_amount - leaving, each.axis(Axis.ULTIMATE_OWNER).is_outside))
    return share_interval(amounts, point_threshold=point_threshold)
