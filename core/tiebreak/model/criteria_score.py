"""Answers to criteria sets, and the scores they give: always between bounds, with how much of it is answered."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.criteria import CriteriaSet, Gate, Level, Points
from tiebreak.model.interval import Share


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


class GateResult(Frozen):
    """Whether a gate is passed; `None` while what is unanswered may still decide."""

    gate: Identifier
    label: Text
    is_passed: bool | None


GATE_LABELS = {True: "remplie", False: "non remplie", None: "on ne sait pas encore"}


class RequiredLevel(Frozen):
    """The least level that a buyer accepts on a set, everywhere or in one dimension."""

    criteria_set: Identifier
    minimum_level: Level
    dimension: Identifier | None = None

    def gate(self, criteria_set: CriteriaSet) -> Gate:
        """The gate that it makes on that set, worded in French."""
        where = next((f", {each.label}" for each in criteria_set.dimensions if each.id == self.dimension), "")
        return Gate(
            id=f"acheteur-{self.dimension or 'ensemble'}",
            label=f"{criteria_set.levels.get(self.minimum_level, f'niveau {self.minimum_level}')} au moins{where}",
            minimum_level=self.minimum_level,
            dimension=self.dimension,
        )


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
    gates: tuple[GateResult, ...] = ()
    """What must be reached before the score may rank."""
    inferred: tuple[Identifier, ...] = ()
    """Criteria answered by the catalogue."""
    deduced: tuple[Identifier, ...] = ()
    """Criteria answered through another set."""

    @property
    def is_level_settled(self) -> bool:
        """Whether no answer that is still missing can change the level."""
        return self.level_low is not None and self.level_low == self.level_high

    @property
    def is_passed(self) -> bool | None:
        """Whether every gate is passed; `None` while it is not known. True when there is none."""
        results = {each.is_passed for each in self.gates}
        return False if False in results else None if None in results else True
