"""What the command line asks of a plan, in the words of the user until the diagnosis tells what they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tiebreak import (
    Ambition,
    Deadline,
    PlanningConstraints,
    PlanningError,
    SolutionClass,
    SubjectNames,
    constraints_of,
    read_constraints_file,
)


@dataclass(frozen=True)
class Wishes:
    """A constraints file, then options, which win."""

    file: Path | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the constraints given by options, as they are."""
    forbidden: tuple[SolutionClass, ...] = ()
    """Added to those already left out."""
    kept: tuple[str, ...] = ()
    """Names added to what is already kept."""
    deadlines: Mapping[str, date] = field(default_factory=dict)
    """Name to day; in place of the former deadline of the same subject."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not (self.file or self.fields or self.forbidden or self.kept or self.deadlines)

    def applied(self, base: PlanningConstraints, names: SubjectNames) -> PlanningConstraints:
        """The constraints changed as asked.

        Raises:
            InputError: naming every fault of the file, or every name of an option that means nothing.
        """
        if self.file is not None:
            base = constraints_of(read_constraints_file(self.file), names, base=base)
        kept = _named("--keep", self.kept, names)
        dated = _named("--deadline", tuple(self.deadlines), names)
        faults = [each for each in (*kept.values(), *dated.values()) if isinstance(each, PlanningError)]
        if faults:
            raise PlanningError("\n".join(map(str, faults)))
        days = {str(dated[words]): day for words, day in self.deadlines.items()}
        former = tuple(each for each in base.deadlines if each.subject not in days)
        changes = {
            **self.fields,
            "forbidden_classes": _added(base.forbidden_classes, self.forbidden),
            "kept": _added(base.kept, [str(each) for each in kept.values()]),
            "deadlines": (*former, *(Deadline(subject=subject, by=day) for subject, day in days.items())),
        }
        return PlanningConstraints(**{**base.model_dump(), **changes})


def wished(
    *,
    file: Path | None = None,
    budget: Decimal | None = None,
    horizon_years: int | None = None,
    ambition: str | None = None,
    forbidden: Sequence[str] = (),
    kept: Sequence[str] = (),
    deadlines: Mapping[str, date] | None = None,
) -> Wishes:
    """Options as wishes; those not given are left out."""
    fields = {
        "annual_budget_eur": budget,
        "horizon_years": horizon_years,
        "ambition": Ambition(ambition) if ambition else None,
    }
    return Wishes(
        file=file,
        fields={name: value for name, value in fields.items() if value is not None},
        forbidden=tuple(map(SolutionClass, forbidden)),
        kept=tuple(kept),
        deadlines=deadlines or {},
    )


def _named(option: str, words: Sequence[str], names: SubjectNames) -> dict[str, str | PlanningError]:
    found: dict[str, str | PlanningError] = {}
    for each in words:
        try:
            found[each] = names.subjects.identifier(each)
        except PlanningError as error:
            found[each] = PlanningError(f"{option} : {error}")
    return found


def _added(former: Sequence[Any], more: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*former, *more)))
