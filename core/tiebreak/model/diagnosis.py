"""What was measured: shares between bounds, risk, capacité à agir, priority; each with its reasons."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, NonNegativeInt

from tiebreak.model.authority import Authority
from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.catalogue import Axis
from tiebreak.model.country import CountryCode
from tiebreak.model.criteria_score import CriteriaScore
from tiebreak.model.dependency import Dependency
from tiebreak.model.evidence import MarginalTable
from tiebreak.model.interval import Interval, Share
from tiebreak.model.money import AmountKind, Euros, TaxBasis
from tiebreak.model.nomenclature import Criticality


class Perimeter(Frozen):
    """Money that may be added: one kind of amount, one tax basis."""

    amount_kind: AmountKind
    tax_basis: TaxBasis
    total: Euros
    """Annual net euros."""
    line_count: NonNegativeInt


class AxisShare(Frozen):
    """Share of the perimeter's money that is outside the zone, by one axis."""

    axis: Axis
    interval: Interval
    presumed: Share
    """Share of the money whose answer is only presumed, counted as known."""


class Breakdown(Frozen):
    """One group of the money, and how much of it an owner outside the zone controls."""

    key: str | None
    """Identifier of the group; `None` for what could not be classified."""
    label: Text
    amount: Euros
    interval: Interval | None


class ScoreRange(Frozen):
    """A score between the value if every unknown were favourable and the contrary."""

    low: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=0)]


class Quadrant(StrEnum):
    """What to do first, from risk and capacité à agir."""

    ACT_NOW = "act_now"
    PREPARE = "prepare"
    VERIFY = "verify"
    """The risk is high or not, depending on what is unknown."""
    SEIZE = "seize"
    WATCH = "watch"


QUADRANT_LABELS = {
    Quadrant.ACT_NOW: "agir maintenant",
    Quadrant.PREPARE: "préparer la sortie",
    Quadrant.VERIFY: "vérifier d’abord",
    Quadrant.SEIZE: "saisir l’échéance",
    Quadrant.WATCH: "surveiller",
}


class SolutionClass(StrEnum):
    """Classes of solution that documents may name, where products may not."""

    PUBLIC_COMMON = "public_common"
    FREE_SOFTWARE = "free_software"
    EDITOR = "editor"


SOLUTION_CLASS_LABELS = {
    SolutionClass.PUBLIC_COMMON: "commun numérique public ou service mutualisé",
    SolutionClass.FREE_SOFTWARE: "logiciel libre, exploité en interne ou par un prestataire",
    SolutionClass.EDITOR: "solution d’éditeur ou de fabricant",
}


class AxisAnswer(Frozen):
    """Whether a dependency is outside the zone by one axis, and on what ground."""

    axis: Axis
    is_outside: bool | None
    """`None` when it is not known."""
    is_presumed: bool = False
    country: CountryCode | None = None
    """The country on which the answer stands; `None` when it is not known."""
    explanation: Text


class Assessment(Frozen):
    """One dependency judged; every figure has its reason in words."""

    dependency: Dependency
    axes: tuple[AxisAnswer, ...]
    likelihood: ScoreRange
    """1 to 4."""
    risk: ScoreRange
    """Likelihood × criticité, 1 to 16."""
    capacity: ScoreRange
    """Capacité à agir, 0 to 4."""
    quadrant: Quadrant
    rank: Annotated[int, Field(ge=1)]
    """1 is treated first."""
    alternatives: tuple[Identifier, ...] = ()
    """Solutions of the catalogue, unranked, for the internal annex only."""
    solution_classes: tuple[SolutionClass, ...] = ()
    reasons: tuple[str, ...]

    def axis(self, axis: Axis) -> AxisAnswer:
        """The answer for one axis."""
        return next(answer for answer in self.axes if answer.axis is axis)


class FileAccount(Frozen):
    """What became of every filled row of one file: titles, evidence and rows left out make them all."""

    file: Text
    row_count: NonNegativeInt
    heading_count: NonNegativeInt
    evidence_count: NonNegativeInt
    left_out_count: NonNegativeInt
    amount: Euros | None
    """Sum of its lines of expense as written; `None` without any, or when they are of kinds that are not added."""


class LeftOutSummary(Frozen):
    """Rows of one file that are not evidence, for one reason."""

    file: Text
    reason: Text
    row_count: NonNegativeInt
    amount: Euros | None
    """Sum of what could be read of them; `None` when nothing could."""


class MarginalDiagnosis(Frozen):
    """What published totals say, without any crossing of their margins."""

    total: Euros
    amount_kind: AmountKind
    tax_basis: TaxBasis
    tables: tuple[MarginalTable, ...]
    outside: Euros | None
    """Euros outside the zone as published; `None` when no split by zone was given."""
    outside_share: Share | None


class FunctionUse(Frozen):
    """One function that somebody said, or a trace showed, to be served, and by whose products."""

    function: Identifier
    label: Text
    criticality: Criticality
    is_outside: bool | None
    """Whether one of the products that serve it has an owner outside the zone; `None` when none is known to, and one is unknown."""
    dependencies: tuple[Identifier, ...]


class UsesDiagnosis(Frozen):
    """What uses declared or observed say, beside any money."""

    functions: tuple[FunctionUse, ...]
    declared_low: Euros
    """Least annual euros of all the ranges declared."""
    declared_high: Euros | None
    """Most annual euros of them; `None` when one is open above."""
    without_range: NonNegativeInt
    """Products used whose cost was not declared, or not for all their uses."""
    without_range_outside: NonNegativeInt
    """Those among them whose owner is outside."""
    outside: Interval | None
    """Share of the declared cost whose owner is outside, whatever each cost is within its range; `None` without range."""


class InventorySummary(Frozen):
    """How much of what is installed the catalogue knows."""

    machine_counts: tuple[tuple[Text, NonNegativeInt | None], ...]
    """Machines by file; `None` when the file does not tell machines apart."""
    recognised_count: NonNegativeInt
    unrecognised_count: NonNegativeInt


class Reconciliation(Frozen):
    """A public account of a year, and what the tables given hold of it."""

    account: Text
    label: str
    year: int
    balance: Euros
    """Net debits of the account, all expenses together, digital or not."""
    lines: Euros | None
    """Paid lines of that account; `None` when the tables give no account, or are of another year."""


class Diagnosis(Frozen):
    """The whole measure of one collectivité at one date."""

    authority: Authority
    as_of: date
    zone_policy: Identifier
    method_version: Text
    nomenclature_version: Text
    catalogue_version: Text
    perimeter: Perimeter | None
    """`None` when no line of expense was given."""
    other_perimeters: tuple[Perimeter, ...] = ()
    """Money that could not be added to the perimeter, and is not in any share."""
    axis_shares: tuple[AxisShare, ...] = ()
    headline_note: str | None = None
    """Why no point is printed, when none is."""
    by_spend_type: tuple[Breakdown, ...] = ()
    by_function: tuple[Breakdown, ...] = ()
    by_supplier: tuple[Breakdown, ...] = ()
    by_criticality: tuple[Breakdown, ...] = ()
    by_owner_country: tuple[Breakdown, ...] = ()
    """By country of the ultimate owner, whatever the zone; the unknown together."""
    top_three_share: Share | None = None
    """Share of the money of the three largest recognised owners."""
    assessments: tuple[Assessment, ...] = ()
    criteria_scores: tuple[CriteriaScore, ...] = ()
    marginal: MarginalDiagnosis | None = None
    uses: UsesDiagnosis | None = None
    """`None` when nothing was declared nor observed."""
    inventory: InventorySummary | None = None
    """`None` when no inventory was given."""
    reconciliations: tuple[Reconciliation, ...] = ()
    accounts: tuple[FileAccount, ...] = ()
    """One by file, in the order given."""
    left_out: tuple[LeftOutSummary, ...] = ()
    negative_balance: Euros = Decimal(0)
    """Sum of dependencies whose credit notes exceed their expenses: outside the shares."""
    elsewhere_count: NonNegativeInt = 0
    """Lines counted whose words or account say something else than a digital purchase: only the user can tell."""
    elsewhere_amount: Euros = Decimal(0)
    notices: tuple[str, ...] = ()

    @property
    def is_of_spending(self) -> bool:
        """Whether the money measured is spent, so that a share of it and its curve over years may be shown."""
        return self.perimeter is not None and self.perimeter.amount_kind is not AmountKind.CEILING

    @property
    def is_published_only(self) -> bool:
        """Whether only published totals were given, without any line."""
        return self.marginal is not None and self.perimeter is None

    def axis_share(self, axis: Axis) -> AxisShare | None:
        """The share by one axis, `None` without money."""
        return next((share for share in self.axis_shares if share.axis is axis), None)
