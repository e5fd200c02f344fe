"""Claims to be read again: how long each kind holds is a rule of `docs/catalogue-rules.md`, section 6."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tiebreak.catalogue.claims import NamedClaim, claims_of
from tiebreak.catalogue.index import Catalogue
from tiebreak.model.catalogue import Axis

OWNER_MONTHS = 12
"""Companies are bought: their owner is read again every year."""
OTHER_MONTHS = 24


class StaleClaim(NamedTuple):
    """A claim examined too long ago; it keeps its value and status until it is read again."""

    named: NamedClaim
    age_months: int


def stale_claims(catalogue: Catalogue, on: date) -> tuple[StaleClaim, ...]:
    """The claims to be read again on a day, the oldest first."""
    aged = (StaleClaim(named, whole_months(named.claim.checked, on)) for entry in catalogue.entries for named in claims_of(entry))
    old = (each for each in aged if each.age_months >= held_months(each.named.name))
    return tuple(sorted(old, key=lambda each: (-each.age_months, each.named.entry.id, each.named.name)))


def held_months(claim_name: str) -> int:
    """How many months a claim of that name holds."""
    return OWNER_MONTHS if claim_name == Axis.ULTIMATE_OWNER.value else OTHER_MONTHS


def whole_months(since: date, until: date) -> int:
    """Whole months between two days.

    >>> whole_months(date(2025, 11, 25), date(2026, 11, 25)), whole_months(date(2025, 11, 25), date(2026, 11, 24))
    (12, 11)
    """
    return (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
