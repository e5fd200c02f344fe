"""Which countries count as inside the zone: a choice that the user can change."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.country import CountryCode


class ZonePolicy(Frozen):
    """A named set of countries counted as inside."""

    id: Identifier
    label: Text
    countries: tuple[CountryCode, ...]
    """Sorted."""

    def is_outside(self, country: str | None) -> bool | None:
        """Whether a country is outside the zone; `None` in, `None` out."""
        return None if country is None else country not in self.countries


class ZonePolicies(Frozen):
    """The policies a user can choose from."""

    version: Text
    default: Identifier
    policies: tuple[ZonePolicy, ...]

    def policy(self, identifier: str | None = None) -> ZonePolicy:
        """The policy of that name, the default one when none is given.

        Raises:
            KeyError: when no policy has that name.
        """
        wanted = identifier or self.default
        for policy in self.policies:
            if policy.id == wanted:
                return policy
        raise KeyError(wanted)


@cache
def load_zone_policies() -> ZonePolicies:
    """The zone policies shipped with the core."""
    raw: dict[str, Any] = tomllib.loads(files("tiebreak").joinpath("data/zones.toml").read_text("utf-8"))
    countries: dict[str, set[str]] = {}
    policies: list[dict[str, Any]] = []
    for identifier, policy in raw["policies"].items():
        inherited = countries[policy["extends"]] if "extends" in policy else set()
        countries[identifier] = inherited | set(policy["countries"])
        policies.append({"id": identifier, "label": policy["label"], "countries": sorted(countries[identifier])})
    return ZonePolicies.model_validate({"version": raw["version"], "default": raw["default"], "policies": policies})
