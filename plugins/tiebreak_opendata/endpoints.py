"""Public addresses, as data: what each fetcher asks unless the user gives another address."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Endpoint:
    """A public address and the most that its answer may weigh."""

    address: str
    max_bytes: int


@cache
def endpoint(name: str) -> Endpoint:
    """The address of a service of the data file."""
    read = tomllib.loads(files("tiebreak_opendata").joinpath("endpoints.toml").read_text(encoding="utf-8"))[name]
    return Endpoint(read["address"], read["max_bytes"])
