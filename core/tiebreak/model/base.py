"""What every data model of the project shares: frozen, closed, validated once at the edge."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Frozen(BaseModel):
    """A value that is built once and never patched; an unknown field is an error, not a guess."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


IDENTIFIER_PATTERN = r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$"

Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER_PATTERN, max_length=80)]
"""A stable lower-case identifier, such as `libreoffice` or `office_suite`."""


Siren = Annotated[str, StringConstraints(pattern=r"^\d{9}$")]
"""Nine digits of the French company register."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text that says something."""
