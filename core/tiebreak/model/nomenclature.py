"""The 14 types of expense and the functions that a collectivité fulfils with digital means."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from tiebreak.model.base import Frozen, Identifier, Text

Criticality = Annotated[int, Field(ge=1, le=4)]
"""1 convenience, 2 useful, 3 important, 4 vital: the service stops or the law is broken without it."""


class SpendType(Frozen):
    """One of the 14 types of expense of the initiative."""

    id: Identifier
    label: Text


class Function(Frozen):
    """What a digital means is used for, such as mail or civil registry."""

    id: Identifier
    label: Text
    criticality: Criticality
    """Default; the collectivité may decide otherwise."""
    spend_type: Identifier | None = None
    """`None` where money of any type may serve it."""
    is_single: bool = False
    """True when one product serves it as a rule, so that two are a question to ask."""
    prerequisites: tuple[Identifier, ...] = ()
    """Functions to move before this one."""


class Nomenclature(Frozen):
    """Types of expense and functions, with the version printed in documents."""

    version: Text
    spend_types: tuple[SpendType, ...]
    functions: tuple[Function, ...]

    @model_validator(mode="after")
    def _refers_to_itself(self) -> Self:
        types = {spend_type.id for spend_type in self.spend_types}
        functions = {function.id for function in self.functions}
        for function in self.functions:
            if function.spend_type is not None and function.spend_type not in types:
                raise ValueError(f"fonction {function.id!r} : type de dépense inconnu {function.spend_type!r}")
            if unknown := set(function.prerequisites) - functions:
                raise ValueError(f"fonction {function.id!r} : prérequis inconnus {sorted(unknown)}")
        return self

    def function(self, identifier: str) -> Function | None:
        """The function of that identifier, `None` when there is none."""
        return next((function for function in self.functions if function.id == identifier), None)

    def spend_type(self, identifier: str) -> SpendType | None:
        """The type of expense of that identifier, `None` when there is none."""
        return next((spend_type for spend_type in self.spend_types if spend_type.id == identifier), None)


@cache
def load_nomenclature() -> Nomenclature:
    """The nomenclature shipped with the core."""
    raw: dict[str, Any] = tomllib.loads(files("tiebreak").joinpath("data/nomenclature.toml").read_text("utf-8"))
    return Nomenclature.model_validate(
        {
            "version": raw["version"],
            "spend_types": [{"id": key, **value} for key, value in raw["spend_types"].items()],
            "functions": [{"id": key, **value} for key, value in raw["functions"].items()],
        }
    )
