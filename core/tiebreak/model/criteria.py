"""Criteria sets as data: what is asked, the ladder of answers, what each is worth, and how it all adds up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.interval import Share
from tiebreak.model.reference import Reference

MOST_LEVELS = 9
Points = Annotated[Decimal, Field(ge=0)]
"""Worth of an answer, in the framework's own unit."""
Level = Annotated[int, Field(ge=0, le=MOST_LEVELS)]
"""A step of assurance, such as SEAL 0 to 4; the lowest of all answers is that of the whole."""


class CriteriaSubject(StrEnum):
    """What a criteria set judges."""

    AUTHORITY = "authority"
    DEPENDENCY = "dependency"
    SOLUTION = "solution"
    SUPPLIER = "supplier"


class CatalogueFact(StrEnum):
    """Facts of the catalogue that may answer a criterion, marked as inferred."""

    OFFICE_INSIDE = "office_inside"
    OWNER_INSIDE = "owner_inside"
    TECHNOLOGY_INSIDE = "technology_inside"
    HOSTING_INSIDE = "hosting_inside"
    FREE_LICENCE = "free_licence"


class Aggregation(StrEnum):
    """How several values become one."""

    MEAN = "mean"
    """Mean weighted by the weights."""
    SUM = "sum"
    """Sum divided by the nominal maximum, which it may exceed: it is not clamped."""
    MIN = "min"
    """The weakest."""
    GEOMETRIC = "geometric"
    """Geometric mean weighted by the weights."""
    NONE = "none"
    """No score: the source publishes neither weight nor formula."""


class Rung(Frozen):
    """One step of a ladder of answers."""

    id: Identifier
    label: Text
    value: Points | None = None
    """Worth of the answer; `None` when it takes the criterion out of the count (not applicable)."""
    level: Level | None = None
    """Level that the answer allows at most."""


class Inference(Frozen):
    """What a fact of the catalogue answers; nothing on the side that it does not settle."""

    fact: CatalogueFact
    when_true: Identifier | None = None
    when_false: Identifier | None = None


class Criterion(Frozen):
    """One question with its ladder, from the weakest answer to the strongest."""

    id: Identifier
    label: Text
    question: Text
    dimension: Identifier | None = None
    weight: Annotated[Decimal, Field(gt=0)] = Decimal(1)
    """Within its dimension, or within the whole when there is none."""
    ladder: tuple[Rung, ...] = Field(min_length=2)
    inferred_from: Inference | None = None
    help: str | None = None
    """What would prove the answer, in one sentence."""

    @model_validator(mode="after")
    def _is_a_ladder(self) -> Self:
        rungs = {rung.id for rung in self.ladder}
        if len(rungs) != len(self.ladder):
            raise ValueError(f"critère {self.id!r} : deux échelons ont le même identifiant")
        for told in ([rung.value for rung in self.rated], [rung.level for rung in self.ladder]):
            known = [each for each in told if each is not None]
            if known != sorted(known):
                raise ValueError(f"critère {self.id!r} : l’échelle doit monter")
        if not self.rated:
            raise ValueError(f"critère {self.id!r} : aucun échelon n’a de valeur")
        inferred = self.inferred_from
        if inferred is not None and not {inferred.when_true, inferred.when_false} - {None} <= rungs:
            raise ValueError(f"critère {self.id!r} : l’échelon déduit n’est pas dans l’échelle")
        return self

    @property
    def rated(self) -> tuple[Rung, ...]:
        """The rungs that count, from the weakest to the strongest."""
        return tuple(rung for rung in self.ladder if rung.value is not None)

    def rung(self, identifier: str) -> Rung:
        """The rung of that identifier.

        Raises:
            KeyError: when the ladder has none.
        """
        for rung in self.ladder:
            if rung.id == identifier:
                return rung
        raise KeyError(identifier)


class Dimension(Frozen):
    """A group of criteria that has a score of its own: objective, pillar, condition."""

    id: Identifier
    label: Text
    nominal: Annotated[Decimal, Field(gt=0)] | None = None
    """What a sum of points is divided by; for `sum` only."""


class WeightProfile(Frozen):
    """Weights of the dimensions, as one edition of a framework or one buyer gives them."""

    id: Identifier
    label: Text
    weights: Mapping[Identifier, Annotated[Decimal, Field(ge=0)]]


class CrosswalkRule(Frozen):
    """What an answer to a criterion of another set says here."""

    criterion: Identifier
    rung: Identifier
    from_set: Identifier
    from_criterion: Identifier
    from_rungs: tuple[Identifier, ...] = Field(min_length=1)


class CriteriaSet(Frozen):
    """A framework of evaluation, with its version and where it comes from."""

    id: Identifier
    title: Text
    version: Text
    language: Identifier = "fr"
    subject: CriteriaSubject
    status: str | None = None
    """What it is in law, in one sentence: proposal, obligation of the State only…"""
    dimensions: tuple[Dimension, ...] = ()
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    within: Aggregation = Aggregation.MEAN
    """From criteria to a dimension, or to the whole when there is no dimension."""
    across: Aggregation = Aggregation.MEAN
    """From dimensions to the whole."""
    profiles: tuple[WeightProfile, ...] = ()
    """The first one is used unless another is asked; none means equal weights."""
    levels: Mapping[Level, Text] = Field(default_factory=dict)
    """French names of the levels, when answers have some."""
    crosswalk: tuple[CrosswalkRule, ...] = ()
    references: tuple[Reference, ...] = ()
    scales_are_ours: bool
    """True when the source publishes no weights or levels and the project chose them."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        criteria, dimensions = [each.id for each in self.criteria], [each.id for each in self.dimensions]
        if len(criteria) != len(set(criteria)) or len(dimensions) != len(set(dimensions)):
            raise ValueError(f"jeu de critères {self.id!r} : identifiants en double")
        for criterion in self.criteria:
            if (criterion.dimension is None) is bool(dimensions) or (dimensions and criterion.dimension not in dimensions):
                raise ValueError(f"critère {criterion.id!r} : dimension {criterion.dimension!r} inconnue du jeu {self.id!r}")
        for profile in self.profiles:
            if set(profile.weights) != set(dimensions) or not sum(profile.weights.values()):
                raise ValueError(f"profil {profile.id!r} : un poids par dimension, et pas tous nuls")
        if self.within is Aggregation.SUM and any(dimension.nominal is None for dimension in self.dimensions):
            raise ValueError(f"jeu de critères {self.id!r} : une somme demande le maximum nominal de chaque dimension")
        if (self.within is Aggregation.SUM and not dimensions) or self.across is Aggregation.SUM:
            raise ValueError(f"jeu de critères {self.id!r} : une somme se fait dans une dimension")
        rungs = {(criterion.id, rung.id) for criterion in self.criteria for rung in criterion.ladder}
        for rule in self.crosswalk:
            if (rule.criterion, rule.rung) not in rungs:
                raise ValueError(f"passerelle vers {rule.criterion!r}, {rule.rung!r} : inconnus du jeu {self.id!r}")
        return self

    def criterion(self, identifier: str) -> Criterion:
        """The criterion of that identifier.

        Raises:
            KeyError: when the set has none.
        """
        for criterion in self.criteria:
            if criterion.id == identifier:
                return criterion
        raise KeyError(identifier)

    def profile(self, identifier: str | None = None) -> WeightProfile | None:
        """The profile asked, the first one when none is; `None` when the set has none.

        Raises:
            KeyError: when no profile has that name.
        """
        if identifier is None:
            return self.profiles[0] if self.profiles else None
        for profile in self.profiles:
            if profile.id == identifier:
                return profile
        raise KeyError(identifier)


class CriteriaAnswer(Frozen):
    """The rung chosen for one criterion about one subject, with what proves it."""

    subject: Identifier
    """A dependency, a solution or supplier of the catalogue, or `authority`."""
    criteria_set: Identifier
    criterion: Identifier
    rung: Identifier
    reference: str | None = None
    """What proves it: a document, an address, who said so."""
    answered: date | None = None


class AnswerOrigin(StrEnum):
    """Where the answer to a criterion comes from, surest first."""

    GIVEN = "given"
    CROSSWALK = "crosswalk"
    """Deduced from an answer to another set."""
    INFERRED = "inferred"
    """Deduced from a fact of the catalogue."""


class DimensionScore(Frozen):
    """Score of one dimension; `None` when nothing of it counts."""

    dimension: Identifier
    low: Points | None
    high: Points | None
    completeness: Share
    level: Level | None = None
    """Lowest level of what is answered."""


class CriteriaScore(Frozen):
    """Score of one subject on one set, between its bounds: an unanswered criterion raises nothing."""

    subject: Identifier
    criteria_set: Identifier
    profile: Identifier | None = None
    low: Points | None
    """Unanswered criteria at their weakest answer; `None` when the set has no score. A share, but not clamped to 1."""
    high: Points | None
    """Unanswered criteria at their strongest answer."""
    completeness: Share
    """Weight of the answered criteria."""
    level: Level | None = None
    """Lowest level of what is answered, as frameworks print it beside the completeness; `None` when nothing is."""
    level_low: Level | None = None
    """Level if every unanswered criterion got its weakest answer."""
    level_high: Level | None = None
    """Level if every unanswered criterion got its strongest answer."""
    dimensions: tuple[DimensionScore, ...] = ()
    inferred: tuple[Identifier, ...] = ()
    """Criteria answered by the catalogue."""
    deduced: tuple[Identifier, ...] = ()
    """Criteria answered through another set."""

    @property
    def is_level_settled(self) -> bool:
        """Whether no answer that is still missing can change the level."""
        return self.level_low is not None and self.level_low == self.level_high
