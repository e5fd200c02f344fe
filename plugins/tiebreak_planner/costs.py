"""What moving a dependency may cost and take, from what it took others; unknown without a case."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tiebreak import EFFORT_UNIT_LABELS, Catalogue, CostRange, Dependency, EffortPrior, Reference, french_number

DEFAULT_LOW_MONTHS = 6
DEFAULT_HIGH_MONTHS = 12
"""Duration reserved for a project of which no case is known."""


@dataclass(frozen=True)
class Estimate:
    """Cost and duration of moving one dependency."""

    cost: CostRange | None
    months: int
    explanation: str
    references: tuple[Reference, ...]
    staying_share: Decimal = Decimal(0)
    """Share of the units that usually stays, neither paid for nor moved."""


def functions_of(dependency: Dependency, catalogue: Catalogue) -> tuple[str, ...]:
    """All the functions that a dependency serves: those of its product, else its own, else none."""
    solution = catalogue.solutions.get(dependency.recognition.solution or "")
    if solution is not None:
        return solution.functions
    return (dependency.function,) if dependency.function else ()


def estimate(dependency: Dependency, catalogue: Catalogue, workstations: int | None) -> Estimate:
    """Unit costs of past cases times the licences of the dependency, else the workstations."""
    prior = catalogue.effort_for(functions_of(dependency, catalogue))
    if prior is None:
        months = (DEFAULT_LOW_MONTHS + DEFAULT_HIGH_MONTHS) // 2
        return Estimate(None, months, "Coût à chiffrer : aucun cas documenté pour cette fonction.", ())
    months = (prior.low_months + prior.high_months) // 2
    units = dependency.licence_count or workstations
    if units is None:
        explanation = "Coût à chiffrer : ni nombre de licences, ni nombre de postes indiqué."
        return Estimate(None, months, explanation, prior.references)
    return Estimate(_cost(prior, units), months, _explanation(prior, units, dependency), prior.references, prior.staying_share)


def _cost(prior: EffortPrior, units: int) -> CostRange:
    moving = units * (1 - prior.staying_share)
    low, high = prior.low_eur * moving, prior.high_eur * moving
    return CostRange(low=low, point=(low + high) / Decimal(2), high=high)


def _explanation(prior: EffortPrior, units: int, dependency: Dependency) -> str:
    origin = "licences du tableau" if dependency.licence_count else "postes déclarés"
    unit = EFFORT_UNIT_LABELS[prior.unit]
    return (
        f"{french_number(prior.low_eur)} à {french_number(prior.high_eur)} € par {unit} dans les cas cités, "
        f"pour {units} {origin}, {int(prior.staying_share * 100)} % restant en place."
    )
