"""Risk, capacité à agir and priority of one dependency, each with its reasons in French.

The scales are the project's own: `docs/methode.md`, sections 4 to 6. An unknown widens a score;
it never improves one.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from tiebreak.method.axes import PROPRIETARY, Lens, counts, is_free
from tiebreak.method.parameters import MethodParameters
from tiebreak.method.shares import Answered
from tiebreak.model.catalogue import Axis, Solution, SupplierKind
from tiebreak.model.dependency import Dependency
from tiebreak.model.diagnosis import Quadrant, ScoreRange, SolutionClass


@dataclass(frozen=True)
class Alternatives:
    """What could replace a dependency, as far as the catalogue knows."""

    solutions: tuple[Solution, ...]
    classes: tuple[SolutionClass, ...]
    """Most represented first."""


def likelihood(answered: Answered, lens: Lens) -> tuple[ScoreRange, list[str]]:
    """1 to 4: one, plus one each for an owner outside, a technology outside that nobody else may take over, a closed licence."""
    solution = lens.catalogue.solutions.get(answered.dependency.recognition.solution or "")
    technology = False if solution is not None and is_free(solution) else answered.axis(Axis.TECHNOLOGY).is_outside
    factors = [
        (answered.axis(Axis.ULTIMATE_OWNER).is_outside, "propriétaire ultime hors de la zone", "propriétaire ultime inconnu"),
        (technology, "technologie contrôlée hors de la zone", "technologie inconnue"),
        (_is_closed(solution, lens), "licence propriétaire", "licence inconnue"),
    ]
    low = 1 + sum(present is True for present, _, _ in factors)
    high = low + sum(present is None for present, _, _ in factors)
    reasons = [yes if present else unknown for present, yes, unknown in factors if present is not False]
    return ScoreRange(low=low, high=high), reasons


def risk(likelihood_range: ScoreRange, criticality: int) -> ScoreRange:
    """Likelihood × criticité, 1 to 16."""
    return ScoreRange(low=likelihood_range.low * criticality, high=likelihood_range.high * criticality)


def alternatives(dependency: Dependency, lens: Lens) -> Alternatives:
    """Solutions for the same function, free software or of an owner and technology known to be inside the zone."""
    if dependency.function is None:
        return Alternatives((), ())
    found = tuple(each for each in alternatives_for(dependency.function, lens) if each.id != dependency.recognition.solution)
    classes = [solution_class(solution, lens) for solution in found]
    ordered = sorted(set(classes), key=lambda each: (-classes.count(each), each))
    return Alternatives(found, tuple(ordered))


def alternatives_for(function: str, lens: Lens) -> tuple[Solution, ...]:
    """Solutions of one function that a way out may lead to: free software, or owner and technology known to be inside the zone.

    Args:
        function: identifier of a function of the nomenclature.
        lens: which catalogue, which zone, and whether presumption counts.
    """
    return tuple(each for each in lens.catalogue.solutions_for(function) if is_free(each) or is_inside(each, lens))


def is_inside(solution: Solution, lens: Lens) -> bool:
    """Whether owner and technology are both known to be inside."""
    supplier = lens.catalogue.suppliers[solution.supplier]
    claims = ((supplier.ultimate_owner, Axis.ULTIMATE_OWNER), (solution.technology, Axis.TECHNOLOGY))
    return all(
        claim.value is not None
        and counts(claim, axis, is_strict=lens.is_strict)
        and not lens.zone.is_outside(claim.value.country)
        for claim, axis in claims
    )


def solution_class(solution: Solution, lens: Lens) -> SolutionClass:
    """The class that a document may name in place of the product."""
    kinds = set(lens.catalogue.suppliers[solution.supplier].kinds)
    if kinds & {SupplierKind.PUBLIC_BODY, SupplierKind.MUTUALISING_BODY}:
        return SolutionClass.PUBLIC_COMMON
    return SolutionClass.FREE_SOFTWARE if is_free(solution) else SolutionClass.EDITOR


def capacity(
    dependency: Dependency, options: Alternatives, *, has_documented_effort: bool, as_of: date, parameters: MethodParameters
) -> tuple[ScoreRange, list[str]]:
    """0 to 4: an alternative, several, a contract that ends in time, a documented migration."""
    count = len(options.solutions)
    is_function_known = dependency.function is not None
    end = current_end(dependency, as_of)
    ends_soon = ends_within(end, as_of, parameters.contract_horizon_months)
    factors: list[tuple[bool | None, str, str]] = [
        (count >= 1 if is_function_known else None, "une alternative au catalogue", "fonction inconnue"),
        (count >= parameters.several_alternatives if is_function_known else None, f"{count} alternatives au catalogue", ""),
        (ends_soon, f"contrat finissant dans les {parameters.contract_horizon_months} mois", "date de fin de contrat inconnue"),
        (has_documented_effort if is_function_known else None, "des migrations documentées de cette fonction", ""),
    ]
    low = sum(present is True for present, _, _ in factors)
    high = low + sum(present is None for present, _, _ in factors)
    reasons = [yes if present else unknown for present, yes, unknown in factors if present is not False and (present or unknown)]
    if count == 0 and is_function_known:
        reasons.append("aucune alternative au catalogue pour cette fonction")
    if end is not None and end < as_of:
        reasons.append(f"contrat connu déjà fini le {end:%d/%m/%Y}, à vérifier")
    return ScoreRange(low=low, high=high), reasons


def current_end(dependency: Dependency, as_of: date) -> date | None:
    """Last day of the period under way: the next anniversary once a contract was tacitly renewed.

    Already past when nothing says that the contract was renewed; `None` when no end is known.
    """
    end = dependency.contract_end
    if end is None or end >= as_of or not dependency.renews_tacitly:
        return end
    return next(day for year in (as_of.year, as_of.year + 1) if (day := _anniversary(end, year)) >= as_of)


def ends_within(end: date | None, as_of: date, months: int) -> bool | None:
    """Whether a contract still runs and its last day comes within that many months, to the day.

    A contract already ended does not. `None` without a date.

    >>> [ends_within(end, date(2026, 1, 1), 24) for end in (date(2028, 1, 1), date(2028, 1, 31), date(2015, 6, 30))]
    [True, False, False]
    """
    if end is None:
        return None
    elapsed = (end.year - as_of.year) * 12 + (end.month - as_of.month)
    return as_of <= end and (elapsed, end.day) <= (months, as_of.day)


def quadrant(risk_range: ScoreRange, capacity_range: ScoreRange, parameters: MethodParameters) -> Quadrant:
    """Where the dependency falls; when an unknown decides whether the risk is high, to be verified first."""
    is_able = capacity_range.low >= parameters.able_capacity
    if risk_range.low >= parameters.high_risk:
        return Quadrant.ACT_NOW if is_able else Quadrant.PREPARE
    if risk_range.high >= parameters.high_risk:
        return Quadrant.VERIFY
    return Quadrant.SEIZE if is_able else Quadrant.WATCH


def _anniversary(end: date, year: int) -> date:
    return date(year, end.month, min(end.day, monthrange(year, end.month)[1]))


def _is_closed(solution: Solution | None, lens: Lens) -> bool | None:
    if solution is not None and solution.licence is None:
        return False  # equipment and lines have no licence to be held by
    if solution is None or solution.licence is None or solution.licence.value is None:
        return None
    if not counts(solution.licence, Axis.TECHNOLOGY, is_strict=lens.is_strict):
        return None
    return solution.licence.value == PROPRIETARY
