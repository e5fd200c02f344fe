"""Criteria sets as data: what is asked, the ladder of answers, and what each is worth."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.interval import Share
from tiebreak.model.reference import Reference


class CriteriaSubject(StrEnum):
    """What a criteria set judges."""

    AUTHORITY = "authority"
    DEPENDENCY = "dependency"
    SOLUTION = "solution"
    SUPPLIER = "supplier"


class CatalogueFact(StrEnum):
    """Facts of the catalogue that may answer a criterion, marked as inferred."""

    OWNER_INSIDE = "owner_inside"
    TECHNOLOGY_INSIDE = "technology_inside"
    HOSTING_INSIDE = "hosting_inside"
    FREE_LICENCE = "free_licence"


class Rung(Frozen):
    """One step of a ladder of answers."""

    id: Identifier
    label: Text
    value: Share
    """Worth of the answer, from 0 to 1."""


class Criterion(Frozen):
    """One question with its ladder, from the weakest answer to the strongest."""

    id: Identifier
    label: Text
    question: Text
    weight: Annotated[Decimal, Field(gt=0)] = Decimal(1)
    ladder: tuple[Rung, ...] = Field(min_length=2)
    inferred_from: CatalogueFact | None = None
    """A known fact gives the first rung when false and the last when true."""

    @model_validator(mode="after")
    def _climbs(self) -> Self:
        values = [rung.value for rung in self.ladder]
        if values != sorted(values):
            raise ValueError(f"critère {self.id!r} : l’échelle doit monter")
        return self


class CriteriaSet(Frozen):
    """A framework of evaluation, with its version and where it comes from."""

    id: Identifier
    title: Text
    version: Text
    subject: CriteriaSubject
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    references: tuple[Reference, ...] = ()
    scales_are_ours: bool
    """True when the source publishes no weights or levels and the project chose them."""

    @model_validator(mode="after")
    def _names_each_criterion_once(self) -> Self:
        identifiers = [criterion.id for criterion in self.criteria]
        if len(identifiers) != len(set(identifiers)):
            raise ValueError(f"jeu de critères {self.id!r} : identifiants en double")
        return self


class CriteriaAnswer(Frozen):
    """The rung chosen for one criterion about one subject."""

    subject: Identifier
    criteria_set: Identifier
    criterion: Identifier
    rung: Identifier


class CriteriaScore(Frozen):
    """Score of one subject on one set, between its bounds: an unanswered criterion raises nothing."""

    subject: Identifier
    criteria_set: Identifier
    low: Share
    """Unanswered criteria at their weakest answer."""
    high: Share
    """Unanswered criteria at their strongest answer."""
    completeness: Share
    """Weight of the answered criteria."""
    inferred: tuple[Identifier, ...] = ()
    """Criteria answered by the catalogue."""
