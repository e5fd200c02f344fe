"""Criteria sets as data: what is asked, the ladder of answers, what each is worth, and how it all adds up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.reference import Reference

MOST_LEVELS = 9
Points = Annotated[Decimal, Field(ge=0)]
"""Worth of an answer, in the framework's own unit."""
Level = Annotated[int, Field(ge=0, le=MOST_LEVELS)]
"""A step of assurance, such as SEAL 0 to 4; the lowest of all answers is that of the whole."""


def _fault(said: str, *at: str | int) -> PydanticCustomError:
    """A fault of a whole set, and the path of what is wrong, for who shows its line."""
    return PydanticCustomError("criteria_set", "{said}", {"said": said, "at": at})


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


class Gate(Frozen):
    """What a subject must reach before its score may rank it: a level, everywhere or in one dimension, or one answer."""

    id: Identifier
    label: Text
    minimum_level: Level | None = None
    dimension: Identifier | None = None
    criterion: Identifier | None = None
    minimum_rung: Identifier | None = None

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        asks_answer = self.criterion is not None and self.minimum_rung is not None and self.dimension is None
        asks_level = self.minimum_level is not None and self.criterion is None and self.minimum_rung is None
        if asks_answer == asks_level:
            raise ValueError(f"exigence {self.id!r} : un niveau minimal, ou un critère et son échelon minimal")
        return self


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
    gates: tuple[Gate, ...] = ()
    """What must be reached at all; a buyer adds its own."""
    crosswalk: tuple[CrosswalkRule, ...] = ()
    references: tuple[Reference, ...] = ()
    scales_are_ours: bool
    """True when the source publishes no weights or levels and the project chose them."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        dimensions = _without_repeat("dimensions", [each.id for each in self.dimensions])
        _without_repeat("criteria", [each.id for each in self.criteria])
        for rank, criterion in enumerate(self.criteria):
            if (criterion.dimension is None) is bool(dimensions) or (dimensions and criterion.dimension not in dimensions):
                raise _fault(f"critère {criterion.id!r} : dimension {criterion.dimension!r} inconnue", "criteria", rank)
        for rank, profile in enumerate(self.profiles):
            if set(profile.weights) != dimensions or not sum(profile.weights.values()):
                raise _fault(f"profil {profile.id!r} : un poids par dimension, et pas tous nuls", "profiles", rank)
        if self.within is Aggregation.SUM and any(dimension.nominal is None for dimension in self.dimensions):
            raise _fault("une somme demande le maximum nominal de chaque dimension", "within")
        if (self.within is Aggregation.SUM and not dimensions) or self.across is Aggregation.SUM:
            raise _fault("une somme se fait dans une dimension", "across" if dimensions else "within")
        return self

    @model_validator(mode="after")
    def _names_what_it_has(self) -> Self:
        dimensions = {each.id for each in self.dimensions}
        rungs = {(criterion.id, rung.id) for criterion in self.criteria for rung in criterion.ladder}
        for rank, rule in enumerate(self.crosswalk):
            if (rule.criterion, rule.rung) not in rungs:
                raise _fault(f"passerelle vers {rule.criterion!r}, {rule.rung!r} : inconnus de ce jeu", "crosswalk", rank)
        for rank, gate in enumerate(self.gates):
            if gate.criterion is not None and (gate.criterion, gate.minimum_rung) not in rungs:
                raise _fault(f"exigence {gate.id!r} : {gate.criterion!r} n’a pas cet échelon", "gates", rank)
            if (gate.minimum_level is not None and not self.has_levels) or (gate.dimension or None) not in {None, *dimensions}:
                raise _fault(f"exigence {gate.id!r} : ce jeu n’a pas de niveaux, ou pas cette dimension", "gates", rank)
        return self

    @property
    def has_levels(self) -> bool:
        """Whether answers carry a level."""
        return any(rung.level is not None for criterion in self.criteria for rung in criterion.ladder)

    def with_gates(self, gates: Iterable[Gate]) -> CriteriaSet:
        """This set with the gates of a buyer, in place of those of the same identifier.

        Raises:
            ValidationError: when a gate asks what the set does not have.
        """
        added = tuple(gates)
        names = {gate.id for gate in added}
        kept = (gate for gate in self.gates if gate.id not in names)
        return CriteriaSet.model_validate({**dict(self), "gates": (*kept, *added)})

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


def _without_repeat(field: str, identifiers: Sequence[str]) -> set[str]:
    seen: set[str] = set()
    for rank, identifier in enumerate(identifiers):
        if identifier in seen:
            raise _fault(f"identifiant {identifier!r} en double", field, rank)
        seen.add(identifier)
    return seen
