"""What can be said without a table of expenses: functions by who owns what serves them, and ranges of declared cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from tiebreak.method.gathering import Group
from tiebreak.method.shares import Answered
from tiebreak.model.case_file import CriticalityDecision
from tiebreak.model.catalogue import Axis
from tiebreak.model.diagnosis import FunctionUse, InventorySummary, UsesDiagnosis
from tiebreak.model.evidence import InventoryItem
from tiebreak.model.interval import Interval
from tiebreak.model.nomenclature import Nomenclature
from tiebreak.model.reading import Reading

Range = tuple[Decimal, Decimal | None]
"""Euros between two bounds, open above when the second is `None`."""
NOTHING: Range = (Decimal(0), Decimal(0))


def diagnose_uses(
    answered: Sequence[Answered],
    groups: Iterable[Group],
    nomenclature: Nomenclature,
    decisions: Iterable[CriticalityDecision] = (),
) -> UsesDiagnosis | None:
    """What the uses declared or observed say, whatever the money of their dependencies; `None` when there is none.

    Source: `docs/methode.md`, section 2.
    """
    used = [each for each in answered if each.dependency.use_ids]
    if not used:
        return None
    ranged = [
        (each.axis(Axis.ULTIMATE_OWNER).is_outside, each.dependency.declared_amount)
        for each in used
        if each.dependency.declared_amount is not None
    ]
    total = _sum(amount for _, amount in ranged)
    decided = {decision.function: decision.criticality for decision in decisions}
    lacking = {use.id for group in groups for use in group.uses if use.lacks_range}
    without = [each for each in used if lacking.intersection(each.dependency.use_ids)]
    return UsesDiagnosis(
        functions=tuple(
            FunctionUse(
                function=function.id,
                label=function.label,
                criticality=decided.get(function.id, function.criticality),
                is_outside=_worst(each.axis(Axis.ULTIMATE_OWNER).is_outside for each in serving),
                dependencies=tuple(each.dependency.id for each in serving),
            )
            for function in nomenclature.functions
            if (serving := [each for each in used if function.id in each.dependency.functions])
        ),
        declared_low=total[0],
        declared_high=total[1],
        without_range=len(without),
        without_range_outside=sum(each.axis(Axis.ULTIMATE_OWNER).is_outside is True for each in without),
        outside=share_of_ranges(ranged),
    )


def share_of_ranges(amounts: Iterable[tuple[bool | None, Range]]) -> Interval | None:
    """Bounds of the share that is outside, when each amount is known only between two bounds.

    The least is reached when what is outside costs its least and all the rest its most; the most, when the rest
    that is known to be inside costs its least. `None` when nothing costs anything for sure or maybe.

    >>> share_of_ranges([(True, (Decimal(100), Decimal(200))), (False, (Decimal(100), None))])
    Interval(low=Decimal('0'), high=Decimal('0.6666666666666666666666666667'), point=None, known=Decimal('1'))
    """
    every = list(amounts)
    outside = _sum(amount for is_outside, amount in every if is_outside is True)
    inside = _sum(amount for is_outside, amount in every if is_outside is False)
    unknown = _sum(amount for is_outside, amount in every if is_outside is None)
    if _sum((outside, inside, unknown)) == NOTHING:
        return None
    return Interval(
        low=_least(outside, _sum((inside, unknown))),
        high=_most(_sum((outside, unknown)), inside),
        known=_least(_sum((outside, inside)), unknown),
    )


def summarise_inventory(
    readings: Iterable[Reading], answered: Iterable[Answered], unrecognised: Sequence[InventoryItem]
) -> InventorySummary | None:
    """How much of what is installed was recognised; `None` without inventory."""
    inventories = [reading for reading in readings if reading.inventory or reading.machine_count is not None]
    if not inventories:
        return None
    return InventorySummary(
        machine_counts=tuple((reading.file, reading.machine_count) for reading in inventories),
        recognised_count=sum(bool(each.dependency.inventory_ids) for each in answered),
        unrecognised_count=len(unrecognised),
    )


def _worst(answers: Iterable[bool | None]) -> bool | None:
    """Outside as soon as one is; unknown as soon as one is not known; inside when all are."""
    every = set(answers)
    return True if True in every else None if None in every else False


def _sum(ranges: Iterable[Range]) -> Range:
    low, high = Decimal(0), Decimal(0)
    is_open = False
    for each_low, each_high in ranges:
        low += each_low
        is_open = is_open or each_high is None
        high += each_high or Decimal(0)
    return low, None if is_open else high


def _least(part: Range, rest: Range) -> Decimal:
    """Least share of a part; none when the rest may be without limit."""
    if rest[1] is None or part[0] == 0:
        return Decimal(1) if rest == NOTHING and part != NOTHING else Decimal(0)
    return part[0] / (part[0] + rest[1])


def _most(part: Range, rest: Range) -> Decimal:
    """Most share of a part; all when the part may be without limit."""
    if part == NOTHING:
        return Decimal(0)
    if part[1] is None or part[1] + rest[0] == 0:
        return Decimal(1)
    return part[1] / (part[1] + rest[0])
