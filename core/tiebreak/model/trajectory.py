"""Dated actions out of the dependence, with their cost, gain and reasons, and what is left."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, PositiveInt

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.diagnosis import SolutionClass
from tiebreak.model.interval import Interval
from tiebreak.model.money import Euros
from tiebreak.model.reference import Reference


class PlanningConstraints(Frozen):
    """What the collectivité can afford, and for how long it plans."""

    annual_budget_eur: Euros | None = None
    """One-off budget per year; `None` when the user gave none: costs are then not capped."""
    horizon_years: Annotated[int, Field(ge=1, le=6)] = 4


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


class Remaining(Frozen):
    """A dependency that the trajectory leaves in place, and why."""

    dependency: Identifier
    reason: Text


class YearState(Frozen):
    """State at the end of one year of the trajectory."""

    year: PositiveInt
    cost: Euros
    """Point costs of the actions that start in the year."""
    uncosted_actions: Annotated[int, Field(ge=0)]
    outside: Interval | None
    """Share by ultimate owner at the end of the year if only costed migrations are done, all else equal."""
    outside_if_studied: Interval | None
    """The same if every dependency studied is replaced too, at its date."""


class Trajectory(Frozen):
    """What to do, when, at what cost, and what is left."""

    planner: Text
    as_of: date
    constraints: PlanningConstraints
    actions: tuple[Action, ...]
    remaining: tuple[Remaining, ...]
    years: tuple[YearState, ...]
    notices: tuple[str, ...] = ()
