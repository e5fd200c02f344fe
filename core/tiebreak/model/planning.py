"""What the collectivité can afford, when, and what it wants: all that a planner must keep to.

Only shapes are validated here: a planner names every contradiction at once, in French.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.diagnosis import SolutionClass
from tiebreak.model.interval import Share
from tiebreak.model.money import Euros

DEFAULT_TEAM = "informatique"
"""Who does the work when nothing says it."""


class Ambition(StrEnum):
    """How far along the curve of cost against dependence the plan goes."""

    PRUDENT = "prudent"
    BALANCED = "balanced"
    DETERMINED = "determined"


AMBITION_LABELS = {Ambition.PRUDENT: "prudente", Ambition.BALANCED: "équilibrée", Ambition.DETERMINED: "volontariste"}


class YearBudget(Frozen):
    """One-off budget of one civil year, in place of that of every year."""

    year: int
    amount: Euros


class Team(Frozen):
    """People who do the work, and how much of them each quarter can hold."""

    name: Text
    days_per_quarter: Decimal
    """Working days of all its members together that projects may take."""


class Prerequisite(Frozen):
    """A function that must be moved before another, beside those of the nomenclature."""

    function: Identifier
    needs: Identifier


class Blackout(Frozen):
    """Days when no switch-over may happen: elections, payroll of January, start of the school year."""

    label: Text
    first: date
    last: date
    """Included."""
    functions: tuple[Identifier, ...] = ()
    """Functions concerned; empty for all."""


class Deadline(Frozen):
    """A dependency, or all those of a function, that the collectivité wants to have left by a day."""

    subject: Identifier
    """Identifier of a dependency or of a function."""
    by: date
    """Last day on which the former product may still be used."""


class Target(Frozen):
    """Largest share of the annual money that may still have an owner known to be outside the zone."""

    share: Share
    year: int
    """At the end of that year."""


class OwnFigure(Frozen):
    """The collectivité's own estimate for a dependency or a function: it wins over past cases."""

    subject: Identifier
    """Identifier of a dependency or of a function."""
    solution_class: SolutionClass | None = None
    """Class that the figure is for; `None` for any."""
    cost_low: Euros | None = None
    cost_high: Euros | None = None
    """One-off euros; both or neither."""
    months: int | None = None
    days_low: Decimal | None = None
    days_high: Decimal | None = None
    """Working days of the team."""
    team: Text = DEFAULT_TEAM
    running_cost: Euros | None = None
    """Annual euros of the new solution; `None` when unknown: then as today."""


class PriceChange(Frozen):
    """A rise or fall of price announced or feared for some dependencies."""

    subject: Identifier
    """Identifier of a dependency, or of a supplier of the catalogue."""
    rate: Decimal
    """0.33 for a third more; -0.1 for a tenth less."""
    least_rate: Decimal | None = None
    """Least change, where only bounds are known, `rate` being the most; `None` when `rate` is the only figure."""
    since: date
    source: Text = "hypothèse de la collectivité"


class PlanningWeights(Frozen):
    """What the plan prefers, in exchange rates; zero leaves a preference out."""

    one_off: Annotated[Decimal, Field(ge=0)] = Decimal("0.02")
    """Risk-weighted euro-years of dependence that one euro of one-off cost must avoid at least."""
    paid_twice: Annotated[Decimal, Field(ge=0)] = Decimal("0.75")
    """The same for one euro paid for a former product no longer used: at 1 or more, never worth it."""
    disruption: Annotated[Decimal, Field(ge=0)] = Decimal("0.1")
    """The same for one project under way for one quarter, or waiting, done, for the end of a contract."""


class PlanningConstraints(Frozen):
    """What the collectivité can afford, and for how long it plans."""

    annual_budget_eur: Euros | None = None
    """One-off budget per year; `None` when the user gave none: costs are then not capped."""
    budgets: tuple[YearBudget, ...] = ()
    running_budget_eur: Euros | None = None
    """Most euros a year that may be added to running costs: former products paid for and not used, dearer solutions."""
    horizon_years: Annotated[int, Field(ge=1, le=6)] = 4
    ambition: Ambition = Ambition.DETERMINED
    teams: tuple[Team, ...] = ()
    max_units_in_change: int | None = None
    """Licences or posts whose product is being changed in the same quarter."""
    max_projects_at_once: int | None = None
    """`None` for the default of the planner, which it states."""
    max_critical_at_once: int | None = None
    """Dependencies of the highest criticité being changed in the same quarter."""
    max_actions: int | None = None
    residual_share: Share | None = None
    """Least share of the units of any migration that stays on the former product."""
    prerequisites: tuple[Prerequisite, ...] = ()
    blackouts: tuple[Blackout, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    kept: tuple[Identifier, ...] = ()
    """Dependencies or functions that stay, whatever happens."""
    forbidden_classes: tuple[SolutionClass, ...] = ()
    target: Target | None = None
    own_figures: tuple[OwnFigure, ...] = ()
    price_changes: tuple[PriceChange, ...] = ()
    counts_announced_prices: bool = True
    """Whether the price changes of the catalogue count beside those of the collectivité."""
    weights: PlanningWeights = PlanningWeights()

    def budget_of(self, year: int) -> Decimal | None:
        """One-off euros that may be spent in a civil year; `None` when not capped."""
        return next((each.amount for each in self.budgets if each.year == year), self.annual_budget_eur)
