"""What moving a dependency may cost and take, from what it took others; unknown without a case."""

from __future__ import annotations

from collections.abc import Iterable
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


def estimate(
    dependency: Dependency, catalogue: Catalogue, workstations: int | None, others: Iterable[Dependency] = ()
) -> Estimate:
    """Unit costs of past cases times the licences of the dependency, else the workstations.

    No cost without a case, without a number of units, or when no unit would move: nothing is not a price.
    `workstations` is `None` when the collectivité did not give it; they are not counted once for each of several
    products of the same function: `others` are the other dependencies.
    """
    prior = catalogue.effort_for(functions_of(dependency, catalogue))
    if prior is None:
        months = (DEFAULT_LOW_MONTHS + DEFAULT_HIGH_MONTHS) // 2
        return Estimate(None, months, "Coût à chiffrer : aucun cas documenté pour cette fonction.", ())
    months = (prior.low_months + prior.high_months) // 2
    has_licences = dependency.licence_count is not None
    units = dependency.licence_count if has_licences else workstations
    origin = "licences du tableau" if has_licences else "postes déclarés"
    if not has_licences and units is not None and _share_workstations(dependency, others, catalogue):
        cost, explanation = None, "Coût à chiffrer : plusieurs produits de même fonction se partagent les postes déclarés."
    elif units is None:
        cost, explanation = None, "Coût à chiffrer : ni nombre de licences, ni nombre de postes indiqué."
    elif moving := units * (1 - prior.staying_share):
        cost, explanation = _cost(prior, moving), _explanation(prior, units, origin)
    else:
        cost, explanation = None, f"Coût à chiffrer : aucune unité à déplacer selon les {origin} ({units}) ; à vérifier."
    return Estimate(cost, months, explanation, prior.references, prior.staying_share)


def _share_workstations(dependency: Dependency, others: Iterable[Dependency], catalogue: Catalogue) -> bool:
    """Whether another product without a number of licences serves one of the same functions."""
    own = set(functions_of(dependency, catalogue))
    return any(
        not own.isdisjoint(functions_of(other, catalogue))
        for other in others
        if other.id != dependency.id and other.licence_count is None and other.recognition.solution is not None
    )


def _cost(prior: EffortPrior, moving: Decimal) -> CostRange:
    """Euros, for that many units that move."""
    low, high = prior.low_eur * moving, prior.high_eur * moving
    return CostRange(low=low, point=(low + high) / Decimal(2), high=high)


def _explanation(prior: EffortPrior, units: int, origin: str) -> str:
    unit = EFFORT_UNIT_LABELS[prior.unit]
    return (
        f"{french_number(prior.low_eur)} à {french_number(prior.high_eur)} € par {unit} dans les cas cités, "
        f"pour {units} {origin}, {int(prior.staying_share * 100)} % restant en place."
    )
