"""The collectivité whose dependence is measured."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from tiebreak.model.base import Frozen, Siren, Text

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Budget years that a diagnosis may be of."""


class AuthorityKind(StrEnum):
    """Kinds of collectivité territoriale and their groupings."""

    MUNICIPALITY = "municipality"
    INTERMUNICIPAL = "intermunicipal"
    DEPARTMENT = "department"
    REGION = "region"
    OTHER = "other"


AUTHORITY_KIND_LABELS = {
    AuthorityKind.MUNICIPALITY: "commune",
    AuthorityKind.INTERMUNICIPAL: "intercommunalité",
    AuthorityKind.DEPARTMENT: "département",
    AuthorityKind.REGION: "région",
    AuthorityKind.OTHER: "autre organisme public",
}

UNNAMED = "Collectivité non nommée"
"""The name of a collectivité that the user did not name."""

InseeCode = Annotated[str, StringConstraints(pattern=r"^[0-9][0-9AB][0-9]{3}$")]


class Authority(Frozen):
    """A collectivité (commune, intercommunalité, département, région) in one budget year."""

    name: Text
    kind: AuthorityKind = AuthorityKind.OTHER
    year: int | None = Field(default=None, ge=FIRST_YEAR, le=LAST_YEAR)
    """Budget year of the diagnosis; `None` when neither the user nor the files say it."""
    siren: Siren | None = None
    insee: InseeCode | None = None
    inhabitants: int | None = Field(default=None, ge=0)
    staff_count: int | None = Field(default=None, ge=0)
    """Agents, in persons."""
    workstations: int | None = Field(default=None, ge=0)
    is_fictitious: bool = False
    """True for demonstration data: said on every page."""
