"""The claims of an entry of the catalogue, whatever it is, and the fixed neutral words they are told in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tiebreak.model.catalogue import AXIS_LABELS, Axis, Mention, Solution, Supplier
from tiebreak.model.country import load_country_names
from tiebreak.model.reference import Claim, ClaimStatus
from tiebreak.spelling import normalise

LICENCE = "licence"
DECISIVE = (Axis.REGISTERED_OFFICE.value, Axis.ULTIMATE_OWNER.value, LICENCE, Axis.TECHNOLOGY.value)
"""Claims that every entry must carry, in the order they are told; hosting stands where a source says it."""
CLAIM_LABELS = {**{axis.value: label for axis, label in AXIS_LABELS.items()}, LICENCE: "licence"}
MENTIONS = {
    "standards": "formats et protocoles ouverts",
    "certifications": "certifications et qualifications",
    "public_users": "organismes publics qui l’utilisent",
    "purchase_routes": "voies d’achat",
    "prices": "prix publics",
    "replaces": "a remplacé",
}
"""What else may be said of a solution, by field, in French."""


class NamedClaim(NamedTuple):
    """One claim of one entry."""

    entry: Supplier | Solution
    name: str
    """Field of the entry: an axis, or `licence`."""
    claim: Claim[Any]

    @property
    def label(self) -> str:
        """The field in French."""
        return CLAIM_LABELS[self.name]


def claims_of(entry: Supplier | Solution) -> Iterator[NamedClaim]:
    """The claims of an entry, decisive ones first."""
    if isinstance(entry, Supplier):
        yield NamedClaim(entry, Axis.REGISTERED_OFFICE.value, entry.registered_office)
        yield NamedClaim(entry, Axis.ULTIMATE_OWNER.value, entry.ultimate_owner)
        return
    if entry.licence is not None:
        yield NamedClaim(entry, LICENCE, entry.licence)
    yield NamedClaim(entry, Axis.TECHNOLOGY.value, entry.technology)
    if entry.hosting is not None:
        yield NamedClaim(entry, Axis.HOSTING.value, entry.hosting)


def mentions_of(solution: Solution) -> Iterator[tuple[str, Mention]]:
    """What else is said of a solution, each with the French name of its kind."""
    for field, label in MENTIONS.items():
        yield from ((label, mention) for mention in getattr(solution, field))


def names_of(entry: Supplier | Solution) -> tuple[str, ...]:
    """All the names of an entry that are its alone: its own name is left out when it is ambiguous."""
    ambiguous = {normalise(name.name) for name in entry.ambiguous}
    own = () if normalise(entry.name) in ambiguous else (entry.name,)
    return (*own, *entry.aliases)


def claim_sentence(supplier: Supplier) -> str:
    """Who owns a supplier, in the only words that `docs/catalogue-rules.md` (section 7) allows."""
    claim = supplier.ultimate_owner
    when = f"au {claim.checked:%d/%m/%Y}"
    source = f", selon {claim.reference.title}" if claim.reference else ""
    if claim.status is ClaimStatus.CONTESTED:
        return f"propriétaire contesté, {when}{source}"
    if claim.value is None or claim.status is ClaimStatus.UNVERIFIED:
        return f"propriétaire non établi, {when}"
    if claim.status is ClaimStatus.PRESUMED:
        country = load_country_names()[claim.value.country]
        return f"immatriculé dans le pays {country}, aucun groupe étranger trouvé, {when}{source}"
    verb = "se déclare contrôlé" if claim.status is ClaimStatus.DECLARED else "contrôlé"
    return f"{verb} par {claim.value.name} ({claim.value.country}), {when}{source}"
