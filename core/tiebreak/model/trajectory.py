"""Dated actions out of the dependence, with their cost, gain and reasons, and what is left."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, PositiveInt

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.diagnosis import SolutionClass
from tiebreak.model.interval import Interval, Share
from tiebreak.model.money import Euros
from tiebreak.model.planning import Ambition, PlanningConstraints, PriceChange
from tiebreak.model.reference import Reference


class ActionKind(StrEnum):
    """What is done about a dependency."""

    MIGRATE = "migrate"
    STUDY = "study"
    IDENTIFY = "identify"


ACTION_KIND_LABELS = {
    ActionKind.MIGRATE: "migrer",
    ActionKind.STUDY: "étudier et chiffrer",
    ActionKind.IDENTIFY: "identifier le propriétaire",
}


class ActionMode(StrEnum):
    """With whom an action is best carried out."""

    ALONE = "alone"
    JOIN = "join"
    EITHER = "either"


ACTION_MODE_LABELS = {
    ActionMode.ALONE: "par la collectivité, avec ou sans prestataire",
    ActionMode.JOIN: "en rejoignant un service mutualisé ou un commun public",
    ActionMode.EITHER: "par la collectivité, ou en rejoignant un service mutualisé",
}


class Phase(Frozen):
    """One stretch of an action."""

    label: Text
    first: date
    last: date


class DaysRange(Frozen):
    """Working days of a team, between what is thought possible."""

    team: Text
    low: Decimal
    high: Decimal


class CostRange(Frozen):
    """One-off cost in euros, between what past cases show."""

    low: Euros
    point: Euros
    high: Euros


class Action(Frozen):
    """One dated step; its reasons are in French words."""

    id: Identifier
    dependency: Identifier
    kind: ActionKind
    title: Text
    """Names a need, never a product."""
    solution_classes: tuple[SolutionClass, ...] = ()
    """Classes that exist for the need, most represented first; none is chosen in the buyer's place."""
    start: date
    end: date
    """Last day on which the former product is used."""
    cost: CostRange | None
    """`None` when no reference allows a figure: said, never counted as zero."""
    annual_amount_moved: Euros
    """Annual euros that stop depending on an owner outside the zone; 0 for a study, which decides nothing."""
    prerequisites: tuple[Identifier, ...] = ()
    why: Text
    why_then: Text
    references: tuple[Reference, ...] = ()
    mode: ActionMode | None = None
    phases: tuple[Phase, ...] = ()
    """What happens from the first day to the last, in order; empty for what has no stages."""
    staff_days: DaysRange | None = None
    """`None` when no figure allows it."""
    paid_twice: Euros = Decimal(0)
    """Euros of the former contract that are paid after the product is left, because leaving early is worth them."""
    is_early_win: bool = False
    """Ends within a year of the decision, waits for nothing, and costs little.

    Little is at most a tenth of a year's budget; without one, at most a year of the former product.
    """


class Remaining(Frozen):
    """A dependency that the trajectory leaves in place, and why."""

    dependency: Identifier
    reason: Text


class YearState(Frozen):
    """State at the end of one year of the trajectory."""

    year: PositiveInt
    cost: Euros
    """Point costs of the work done in the year."""
    uncosted_actions: Annotated[int, Field(ge=0)]
    outside: Interval | None
    """Share by ultimate owner at the end of the year if only costed migrations are done, all else equal."""
    outside_if_studied: Interval | None
    """The same if every dependency studied is replaced too, at its date."""
    paid_twice: Euros = Decimal(0)
    """Euros of the year that go to former products no longer used."""


class NothingDone(Frozen):
    """What one year costs if nothing is done."""

    year: PositiveInt
    outside_amount: Euros
    """Annual euros whose owner is known to be outside, at today's prices."""
    outside_amount_with_changes: Euros
    """The same under the price changes announced or feared, at their highest."""
    outside_amount_with_least_changes: Euros
    """The same, at their lowest."""


class FrontPoint(Frozen):
    """One of the plans that cannot avoid more dependence without costing more."""

    ambition: Ambition | None
    """Its name, when it has one."""
    cost: CostRange
    """One-off costs of its costed actions, and what it pays twice."""
    avoided: Euros
    """Risk-weighted euro-years of dependence avoided up to the horizon; a measure of progress, not money."""
    migration_count: Annotated[int, Field(ge=0)]
    study_count: Annotated[int, Field(ge=0)]
    outside: Interval | None
    """Share by ultimate owner at the horizon if only costed migrations are done."""
    outside_if_studied: Interval | None
    is_chosen: bool = False


class Conflict(Frozen):
    """Demands that cannot all hold, and what would let them."""

    demands: tuple[Text, ...]
    """The smallest set found that cannot hold together, in words."""
    remedies: tuple[Text, ...]
    """Each alone settles it, everything else unchanged and the other conflicts settled."""


class Trajectory(Frozen):
    """What to do, when, at what cost, and what is left."""

    planner: Text
    as_of: date
    constraints: PlanningConstraints
    actions: tuple[Action, ...]
    remaining: tuple[Remaining, ...]
    years: tuple[YearState, ...]
    notices: tuple[str, ...] = ()
    nothing_done: tuple[NothingDone, ...] = ()
    """The reference: one state a year, when there is money to compare."""
    price_changes: tuple[PriceChange, ...] = ()
    """Those that the reference counts."""
    front: tuple[FrontPoint, ...] = ()
    """From the cheapest to the most determined."""
    conflicts: tuple[Conflict, ...] = ()
    """Demands that this plan could not keep."""
    gap: Share | None = None
    """Largest share by which a better plan could exceed this one; 0 when proved best, `None` when nothing proves it."""
