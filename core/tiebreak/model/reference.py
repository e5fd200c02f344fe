"""Where a claim comes from, when it was read, and how far it may be trusted."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Generic, Self, TypeVar

from pydantic import StringConstraints, model_validator

from tiebreak.model.base import Frozen, Text

HttpAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
"""A public address, as anyone can open it."""


class Reference(Frozen):
    """One public document that supports a claim."""

    title: Text
    url: HttpAddress
    consulted: date
    """The day on which the passage was read."""


class ClaimStatus(StrEnum):
    """How a claim was checked; the words printed are in `CLAIM_STATUS_LABELS`."""

    REVIEWED = "reviewed"
    """Someone of the project read the passage that says it."""
    DECLARED = "declared"
    """Its owner says it of itself, and nobody else was found to say it."""
    PRESUMED = "presumed"
    """Registered in the zone and no foreign group found after a stated search."""
    CONTESTED = "contested"
    """Two sources disagree, or the supplier contests it."""
    UNVERIFIED = "unverified"
    """No source was found or read: counted as unknown."""


CLAIM_STATUS_LABELS = {
    ClaimStatus.REVIEWED: "relu à la source",
    ClaimStatus.DECLARED: "déclaré par l’intéressé",
    ClaimStatus.PRESUMED: "présumé",
    ClaimStatus.CONTESTED: "contesté",
    ClaimStatus.UNVERIFIED: "non vérifié",
}

ClaimValueT = TypeVar("ClaimValueT")


class Claim(Frozen, Generic[ClaimValueT]):
    """A value with its reference and status. `value` is `None` when nobody could say."""

    value: ClaimValueT | None
    status: ClaimStatus
    reference: Reference | None = None
    """`None` only for what was not verified."""
    checked: date
    """The day on which the claim was last examined."""
    note: str | None = None
    """What was searched, or why the sources disagree."""

    @model_validator(mode="after")
    def _has_what_its_status_says(self) -> Self:
        if self.status is not ClaimStatus.UNVERIFIED and self.reference is None:
            raise ValueError(f"un fait « {self.status.value} » doit porter une référence")
        if self.value is None and self.status not in {ClaimStatus.UNVERIFIED, ClaimStatus.CONTESTED}:
            raise ValueError("une valeur inconnue doit être « unverified » ou « contested »")
        return self
