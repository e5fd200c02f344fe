"""What moving a dependency may cost and take, from what it took others; unknown without a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from tiebreak import EFFORT_UNIT_LABELS, Catalogue, CostRange, Dependency, Migration, Reference, french_number
from tiebreak_planner.estimates import Expected, duration, staying_share, unit_cost


@dataclass(frozen=True)
class Estimate:
    """Cost and duration of moving one dependency."""

    cost: CostRange | None
    months: int
    explanation: str
    references: tuple[Reference, ...]
    duration_explanation: str = ""
    staying_share: Decimal = Decimal(0)
    """Share of the units that usually stays, neither paid for nor moved."""
    units: Decimal | None = None
    """Licences or posts that move; `None` when not known."""


def functions_of(dependency: Dependency, catalogue: Catalogue) -> tuple[str, ...]:
    """All the functions that a dependency serves: those of its product, else its own, else none."""
    solution = catalogue.solutions.get(dependency.recognition.solution or "")
    if solution is not None:
        return solution.functions
    return (dependency.function,) if dependency.function else ()


def served_by(dependency: Dependency, catalogue: Catalogue) -> tuple[str, ...]:
    """All that it is used for, as far as anything tells: seen or declared first, then the other functions of its product."""
    return tuple(dict.fromkeys((*dependency.functions, *functions_of(dependency, catalogue))))


def estimate(  # noqa: PLR0917 - the four that are given by position, then what the planner assumes
    dependency: Dependency,
    catalogue: Catalogue,
    workstations: int | None,
    others: Iterable[Dependency] = (),
    unknown_months: int = 9,
    least_staying: Decimal = Decimal(0),
) -> Estimate:
    """Unit costs of documented migrations times the licences of the dependency, else the workstations.

    No cost without a case, without a number of units, or when no unit would move: nothing is not a price.
    `workstations` is `None` when the collectivité did not give it; they are not counted once for each of several
    products of the same function: `others` are the other dependencies. At least `least_staying` of the units stays.
    `months` is the middle of what the cases tell, brought to the size of the dependency, in whole months rounded up;
    `unknown_months` without a case or a size.
    """
    functions = functions_of(dependency, catalogue)
    has_licences = dependency.licence_count is not None
    units = dependency.licence_count if has_licences else workstations
    each, length = unit_cost(functions, catalogue.migrations), duration(functions, catalogue.migrations, units or 1)
    cases = _together(each, length)
    staying = max(staying_share(cases), least_staying)
    is_shared = not has_licences and _share_workstations(dependency, others, catalogue)
    is_sized = length is not None and bool(units) and not is_shared
    months = max(1, ceil(length.point)) if length is not None and is_sized else unknown_months
    origin = "licences du tableau" if has_licences else "postes déclarés"
    moving, cost = units * (1 - staying) if units is not None and not is_shared else None, None
    if each is None:
        said = _no_cost(cases)
    elif is_shared and units is not None:
        said = "Coût à chiffrer : plusieurs produits de même fonction se partagent les postes déclarés."
    elif moving is None:
        said = "Coût à chiffrer : ni nombre de licences, ni nombre de postes indiqué."
    elif not moving:
        said = f"Coût à chiffrer : aucune unité à déplacer selon les {origin} ({units}) ; à vérifier."
    else:
        total = each.times(moving)
        cost = CostRange(low=total.low, point=total.point, high=total.high)
        said = _cost_said(each, f"{units} {origin}", staying)
    return Estimate(
        cost=cost,
        months=months,
        explanation=said,
        duration_explanation=_duration_said(length if is_sized else None, units),
        references=tuple(dict.fromkeys(reference for case in cases for reference in case.references)),
        staying_share=staying,
        units=moving,
    )


def _share_workstations(dependency: Dependency, others: Iterable[Dependency], catalogue: Catalogue) -> bool:
    """Whether another product without a number of licences serves one of the same functions."""
    own = set(functions_of(dependency, catalogue))
    return any(
        not own.isdisjoint(functions_of(other, catalogue))
        for other in others
        if other.id != dependency.id and other.licence_count is None and other.recognition.solution is not None
    )


def _together(*expected: Expected | None) -> tuple[Migration, ...]:
    """All the cases that counted, once each."""
    every = {case.id: case for each in expected if each is not None for case in each.cases}
    return tuple(sorted(every.values(), key=lambda case: (case.year, case.id)))


def _no_cost(cases: Iterable[Migration]) -> str:
    if named := _named(cases):
        return f"Coût à chiffrer : la durée est connue, pas le coût, d’après {named}."
    return "Coût à chiffrer : aucun cas documenté pour cette fonction."


def _cost_said(each: Expected, moved: str, staying: Decimal) -> str:
    """The cases in a first sentence, which holds no amount: documents print the amounts of their register only."""
    units = " ou ".join(dict.fromkeys(EFFORT_UNIT_LABELS[case.unit] for case in each.cases))
    partly = " Une partie de ses fonctions n’a aucun cas connu et n’est pas comptée." if each.missing else ""
    return (
        f"Coût d’après {_named(each.cases)}, pour {moved} : chiffres larges, que les vôtres remplacent.{partly} "
        f"{french_number(each.low)} à {french_number(each.high)} € par {units}, {int(staying * 100)} % restant en place."
    )


def _duration_said(length: Expected | None, units: int | None) -> str:
    if length is None or not units:
        return ""
    least, most = (bound(case.units for case in length.cases) for bound in (min, max))
    said = f"Durée d’après {_named(length.cases)} : {ceil(length.low)} à {ceil(length.high)} mois"
    told, low, high = (french_number(Decimal(number)) for number in (units, least, most))
    if least <= units <= most:
        return f"{said}, ramenés à {told} unités."
    return f"{said}, ramenés à {told} unités, hors des tailles connues ({low if low == high else f'{low} à {high}'})."


def _named(cases: Iterable[Migration]) -> str:
    """Each organisation with its years, such as « Toulouse (2012) »."""
    years: dict[str, list[str]] = {}
    for case in cases:
        years.setdefault(case.organisation, []).append(str(case.year))
    named = [f"{organisation} ({', '.join(dict.fromkeys(told))})" for organisation, told in years.items()]
    return " et ".join(part for part in (", ".join(named[:-1]), *named[-1:]) if part)
