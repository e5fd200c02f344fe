"""The four questions asked about a dependency, answered from the claims of the catalogue.

They are never merged: an owner, a registered office, a technology and a hosting may each be in a
different place. What is not known stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

from tiebreak.catalogue.index import Catalogue
from tiebreak.model.catalogue import Axis, Holder, Solution, Supplier
from tiebreak.model.dependency import Dependency
from tiebreak.model.diagnosis import AxisAnswer
from tiebreak.model.reference import CLAIM_STATUS_LABELS, Claim, ClaimStatus
from tiebreak.model.zone import ZonePolicy
from tiebreak.recognition import is_middleman
from tiebreak.spelling import normalise

VOWELS = frozenset("aeiouy")

PROPRIETARY = "proprietary"


@dataclass(frozen=True)
class Lens:
    """How claims are looked at: which catalogue, which zone, and whether presumption counts."""

    catalogue: Catalogue
    zone: ZonePolicy
    is_strict: bool = False


def is_free(solution: Solution) -> bool:
    """Whether a solution is known to be free software; an unknown licence is not."""
    licence = solution.licence
    return licence is not None and licence.value not in {None, PROPRIETARY} and counts(licence, Axis.TECHNOLOGY, is_strict=False)


def counts(claim: Claim[str] | Claim[Holder], axis: Axis, *, is_strict: bool) -> bool:
    """Whether a claim is known enough to count on an axis.

    Source: `docs/catalogue-rules.md`, statuses. What a company says of its own owner does not count.
    """
    match claim.status:
        case ClaimStatus.REVIEWED:
            return True
        case ClaimStatus.PRESUMED:
            return not is_strict
        case ClaimStatus.DECLARED:
            return axis is not Axis.ULTIMATE_OWNER
        case ClaimStatus.CONTESTED | ClaimStatus.UNVERIFIED:
            return False


def axis_answers(dependency: Dependency, lens: Lens) -> tuple[AxisAnswer, ...]:
    """One answer by axis, hosting only where the catalogue says something of it."""
    solution = lens.catalogue.solutions.get(dependency.recognition.solution or "")
    controlling, why_unknown = controlling_supplier(dependency, lens.catalogue)
    if solution is not None and is_free(solution) and is_installed_only(dependency):
        answers = [_nobody_paid(Axis.REGISTERED_OFFICE, solution), _nobody_paid(Axis.ULTIMATE_OWNER, solution)]
    else:
        answers = [_office(controlling, why_unknown, lens), _owner(controlling, why_unknown, lens)]
    answers.append(_technology(solution, lens))
    if solution is not None and solution.hosting is not None:
        answers.append(_country(Axis.HOSTING, solution.hosting, f"hébergement de {solution.name}", lens))
    return tuple(answers)


def catalogue_answers(solution: Solution | None, supplier: Supplier | None, lens: Lens) -> tuple[AxisAnswer, ...]:
    """What the catalogue alone says of a product or supplier that no dependency is about; who is paid for free software is open."""
    if solution is not None:
        editor = lens.catalogue.suppliers.get(solution.supplier)
        supplier = None if is_free(solution) else editor
    answers = []
    if supplier is not None:
        answers += [_office(supplier, "", lens), _owner(supplier, "", lens)]
    if solution is not None:
        answers.append(_technology(solution, lens))
        if solution.hosting is not None:
            answers.append(_country(Axis.HOSTING, solution.hosting, f"hébergement de {solution.name}", lens))
    return tuple(answers)


def is_installed_only(dependency: Dependency) -> bool:
    """Whether only an inventory shows it: on the collectivité's own machines, and nobody known to be paid for it."""
    return bool(dependency.inventory_ids) and not dependency.spend_line_ids and not dependency.use_ids


def _nobody_paid(axis: Axis, solution: Solution) -> AxisAnswer:
    """Free software taken without purchase depends on no company's owner."""
    said = f"{solution.name} : logiciel libre installé, aucun achat connu, donc aucun fournisseur dont dépendre."
    return AxisAnswer(axis=axis, is_outside=False, explanation=said)


def controlling_supplier(dependency: Dependency, catalogue: Catalogue) -> tuple[Supplier | None, str]:
    """Whose owner the money depends on, or why that is not known.

    The editor, whoever resells; for a service around free software, whoever is paid for it.
    """
    recognition = dependency.recognition
    solution = catalogue.solutions.get(recognition.solution or "")
    if solution is not None and is_free(solution) and not recognition.is_subscription:
        payee = catalogue.suppliers.get(recognition.payee or "")
        if payee is None and not dependency.spend_line_ids:
            return None, f"{solution.name} est un logiciel libre et rien ne dit qui l’héberge ou l’entretient"
        if payee is None:
            return None, f"{solution.name} est un logiciel libre et le prestataire payé n’est pas au catalogue"
        if is_middleman(payee):
            return None, f"{solution.name} est un logiciel libre payé à un intermédiaire"
        return payee, ""
    if recognition.editor is None:
        return None, "éditeur inconnu"
    return catalogue.suppliers[recognition.editor], ""


def _office(supplier: Supplier | None, why_unknown: str, lens: Lens) -> AxisAnswer:
    if supplier is None:
        return AxisAnswer(axis=Axis.REGISTERED_OFFICE, is_outside=None, explanation=f"Siège social inconnu : {why_unknown}.")
    return _country(Axis.REGISTERED_OFFICE, supplier.registered_office, f"siège social de {supplier.name}", lens)


def _owner(supplier: Supplier | None, why_unknown: str, lens: Lens) -> AxisAnswer:
    if supplier is None:
        return AxisAnswer(axis=Axis.ULTIMATE_OWNER, is_outside=None, explanation=f"Propriétaire inconnu : {why_unknown}.")
    return _holder(Axis.ULTIMATE_OWNER, supplier.ultimate_owner, f"propriétaire ultime {of(supplier.name)}", lens)


def _technology(solution: Solution | None, lens: Lens) -> AxisAnswer:
    if solution is None:
        return AxisAnswer(axis=Axis.TECHNOLOGY, is_outside=None, explanation="Technologie inconnue : produit non nommé.")
    return _holder(Axis.TECHNOLOGY, solution.technology, f"technologie de {solution.name}", lens)


def _country(axis: Axis, claim: Claim[str], subject: str, lens: Lens) -> AxisAnswer:
    return _answer(axis, claim, claim.value, (subject, f"{subject} : {claim.value}"), lens)


def _holder(axis: Axis, claim: Claim[Holder], subject: str, lens: Lens) -> AxisAnswer:
    if claim.value is None:
        return _answer(axis, claim, None, (subject, subject), lens)
    return _answer(axis, claim, claim.value.country, (subject, f"{subject} : {claim.value.name} ({claim.value.country})"), lens)


def _answer(axis: Axis, claim: Claim[str] | Claim[Holder], country: str | None, words: tuple[str, str], lens: Lens) -> AxisAnswer:
    """The answer a claim gives; `words` name what is asked, without and with the answer."""
    asked, said = (text[:1].upper() + text[1:] for text in words)
    status = CLAIM_STATUS_LABELS[claim.status]
    if country is None or not counts(claim, axis, is_strict=lens.is_strict):
        return AxisAnswer(axis=axis, is_outside=None, explanation=f"{asked} : inconnu ({status}).")
    source = f", selon {claim.reference.title}" if claim.reference else ""
    return AxisAnswer(
        axis=axis,
        is_outside=lens.zone.is_outside(country),
        is_presumed=claim.status is ClaimStatus.PRESUMED,
        country=country,
        explanation=f"{said}, {status} au {claim.checked:%d/%m/%Y}{source}.",
    )


def of(name: str) -> str:
    """A name after « de », elided before a vowel.

    >>> of("Apple"), of("HP Inc."), of("Microsoft")
    ('d’Apple', 'de HP Inc.', 'de Microsoft')
    """
    plain = normalise(name)
    return f"d’{name}" if plain[:1] in VOWELS and plain[:1] else f"de {name}"
