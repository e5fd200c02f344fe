"""Countries by their ISO code. A code that no country has is refused at the edge."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, StringConstraints


@cache
def load_country_names() -> Mapping[str, str]:
    """French names of countries by ISO 3166-1 alpha-2 code, all of them."""
    raw: dict[str, dict[str, str]] = tomllib.loads(files("tiebreak").joinpath("data/countries.toml").read_text("utf-8"))
    return MappingProxyType(raw["names"])


def known_country(code: str) -> str:
    """The same code.

    Raises:
        ValueError: when no country has it.
    """
    if code not in load_country_names():
        raise ValueError(f"code pays inconnu : {code!r} ; écrivez les deux lettres ISO 3166-1, par exemple FR ou GB")
    return code


CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), AfterValidator(known_country)]
"""ISO 3166-1 alpha-2 country code."""
