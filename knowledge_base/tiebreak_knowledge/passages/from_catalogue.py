"""The catalogue as passages: what exists for a function, what a solution is, who owns a supplier. Neither ranked nor advised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tiebreak import (
    CLAIM_STATUS_LABELS,
    Catalogue,
    Claim,
    Function,
    Lens,
    Nomenclature,
    Passage,
    RecordKind,
    Solution,
    Supplier,
    alternatives_for,
    claim_sentence,
    is_free,
    load_country_names,
    load_zone_policies,
    mentions_of,
)

SOURCE = "Catalogue de TIE Break"
OWN = {"proprietary": "propriétaire"}
ORDER = "ordre alphabétique, ni classé ni conseillé"


def catalogue_passages(catalogue: Catalogue, nomenclature: Nomenclature) -> Iterator[Passage]:
    """Passages of functions, solutions and suppliers."""
    labels = {function.id: function.label for function in nomenclature.functions}
    for function in nomenclature.functions:
        yield _function_passage(function, catalogue)
    for solution in catalogue.solutions.values():
        yield _solution_passage(solution, catalogue, labels)
    for supplier in catalogue.suppliers.values():
        yield _supplier_passage(supplier, catalogue)


def _function_passage(function: Function, catalogue: Catalogue) -> Passage:
    zone = load_zone_policies().policy()
    solutions = sorted(catalogue.solutions_for(function.id), key=lambda each: each.name.casefold())
    ways_out = {each.id for each in alternatives_for(function.id, Lens(catalogue, zone))}
    free, inside = _parted([each for each in solutions if each.id in ways_out], is_free)
    lines = [f"Fonction « {function.label} », solutions connues : {ORDER}."]
    lines += [
        f"{title} : {_listed(each.name for each in held)}."
        for title, held in (
            ("Sous licence libre", free),
            (f"Sous une autre licence, propriétaire et technologie dans la zone ({zone.label})", inside),
            (
                "Propriétaire ou technologie hors de cette zone, ou non établi",
                [each for each in solutions if each.id not in ways_out],
            ),
        )
    ]
    lines += [f"Sans alternative aujourd’hui, {gap.subject} : {gap.says.value}" for gap in catalogue.gaps_for(function.id)]
    return Passage(
        id=f"function:{function.id}",
        kind=RecordKind.CATALOGUE,
        title=f"Alternatives pour la fonction {function.label}",
        text="\n".join(lines),
        words=(
            f"par quoi remplacer {function.label}",
            f"quelles solutions pour {function.label}",
            f"logiciel libre {function.label}",
        ),
        source=f"{SOURCE} {catalogue.version}",
    )


def _solution_passage(solution: Solution, catalogue: Catalogue, labels: dict[str, str]) -> Passage:
    functions = [labels.get(function, function) for function in solution.functions]
    lines = [f"{solution.name}, de {catalogue.suppliers[solution.supplier].name}. Fonctions : {', '.join(functions)}."]
    lines += [text for text in (solution.covers, solution.limits and f"Ne couvre pas : {solution.limits}") if text]
    lines.append(f"Technologie : {_said(solution.technology)}.")
    if solution.licence is not None:
        lines.append(f"Licence : {_said(solution.licence)}.")
    if solution.hosting is not None:
        lines.append(f"Hébergement : {_said(solution.hosting)}.")
    lines += [
        f"{label.capitalize()} : {mention.value}, au {mention.checked:%d/%m/%Y}." for label, mention in mentions_of(solution)
    ]
    reference = solution.technology.reference
    return Passage(
        id=f"solution:{solution.id}",
        kind=RecordKind.CATALOGUE,
        title=f"{solution.name} ({functions[0]})",
        text="\n".join(lines),
        words=solution.aliases,
        source=reference.title if reference else f"{SOURCE} {catalogue.version}",
        url=reference.url if reference else "",
    )


def _supplier_passage(supplier: Supplier, catalogue: Catalogue) -> Passage:
    sold = sorted(each.name for each in catalogue.solutions.values() if each.supplier == supplier.id)
    office = supplier.registered_office
    country = load_country_names()[office.value] if office.value else "inconnu"
    lines = [
        f"{supplier.name} : {claim_sentence(supplier)}.",
        f"Siège social : {country} ({CLAIM_STATUS_LABELS[office.status]}, au {office.checked:%d/%m/%Y}).",
    ]
    if sold:
        lines.append(f"Solutions au catalogue : {', '.join(sold)}.")
    reference = supplier.ultimate_owner.reference or office.reference
    return Passage(
        id=f"supplier:{supplier.id}",
        kind=RecordKind.CATALOGUE,
        title=f"Qui contrôle {supplier.name}",
        text="\n".join(lines),
        words=supplier.aliases,
        source=reference.title if reference else f"{SOURCE} {catalogue.version}",
        url=reference.url if reference else "",
    )


def _said(claim: Claim[Any]) -> str:
    value = claim.value
    name = getattr(value, "name", None)
    told = (
        "non établi"
        if value is None
        else f"{name} ({getattr(value, 'country', '')})"
        if name
        else OWN.get(str(value), str(value))
    )
    return f"{told}, {CLAIM_STATUS_LABELS[claim.status]}, au {claim.checked:%d/%m/%Y}"


def _parted(solutions: Sequence[Solution], is_first: Callable[[Solution], bool]) -> tuple[list[Solution], list[Solution]]:
    first = [each for each in solutions if is_first(each)]
    return first, [each for each in solutions if not is_first(each)]


def _listed(names: Iterator[str]) -> str:
    return ", ".join(names) or "aucune"
