"""What becomes of each entry: a product, under a name, or left out for a reason of `rules.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from tiebreak_inventory.package_rules import PACKAGED, application_of, names_distribution, why_not_chosen
from tiebreak_inventory.product_names import cleaned, product_key, product_name, publisher_name, version_text
from tiebreak_inventory.reports import ANTIVIRUS, LISTED, MAX_TEXT, OPERATING_SYSTEM, Entry

CACHED = 16_384
"""Programs of a fleet, of which only the versions differ from one machine to the next."""
PUBLISHED_BY_OTHERS = frozenset({"flatpak"})
"""Origins whose publisher is the depot that the program comes from."""
NAMELESS = "entrée sans nom lisible"


@dataclass(frozen=True)
class Fate:
    """What one entry is: the product that it counts for, or why it counts for none."""

    product: str = ""
    publisher: str = ""
    version: str = ""
    reason: str | None = None
    kind: str = ""
    """Operating systems are told apart from programs of the same name."""


@dataclass(frozen=True)
class _Rule:
    reason: str
    names: re.Pattern[str] | None
    releases: tuple[str, ...]
    categories: tuple[str, ...]
    origins: frozenset[str]
    places: tuple[str, ...]
    publishers: tuple[str, ...]

    def fits(self, name: str, entry: Entry) -> bool:
        """Whether the rule is about an entry, whose name is given without capitals."""
        if self.origins and entry.origin.casefold() not in self.origins:
            return False
        if self.places and not _is_under(entry.place, self.places):
            return False
        if self.publishers and not product_key(entry.publisher).startswith(self.publishers):
            return False
        has_marks = self.names or self.releases or self.categories
        return not has_marks or self._is_marked(name, entry)

    def _is_marked(self, name: str, entry: Entry) -> bool:
        if self.names is not None and self.names.search(name):
            return True
        if self.releases and entry.release and entry.release.casefold().startswith(self.releases):
            return True
        return bool(self.categories and entry.category) and _is_under(entry.category, self.categories)


def fate_of(entry: Entry) -> Fate:
    """What becomes of an entry, by what it says of itself alone."""
    if len(entry.name) > MAX_TEXT:
        return Fate(reason=NAMELESS)
    if entry.origin == OPERATING_SYSTEM:
        name = _system_name(entry)
        return Fate(name, version=version_text(entry.version), kind=OPERATING_SYSTEM) if name else Fate(reason=NAMELESS)
    is_package = entry.origin.casefold() in PACKAGED or (entry.origin == LISTED and names_distribution(entry.publisher))
    if is_package and (product := application_of(entry)):
        return Fate(product, version=version_text(entry.version))
    if reason := (why_not_chosen(entry) if is_package else None) or _ruled_out(entry._replace(version="")):
        return Fate(reason=reason)
    name = product_name(entry.name.partition(":")[0] if is_package else entry.name, entry.version)
    publisher = "" if entry.origin.casefold() in PUBLISHED_BY_OTHERS else publisher_name(entry.publisher)
    return Fate(name, publisher, version_text(entry.version)) if name else Fate(reason=NAMELESS)


def _system_name(entry: Entry) -> str:
    """The name of an operating system; the numbers of Windows are part of it."""
    name = product_name(entry.name)
    return cleaned(entry.name) if "windows" in name.casefold() else name


@lru_cache(maxsize=CACHED)
def _ruled_out(entry: Entry) -> str | None:
    """The reason of the first rule that fits an entry, whatever its version; `None` when none does."""
    if entry.origin == ANTIVIRUS:
        return None
    name = product_key(entry.name)
    return next((rule.reason for rule in _rules() if rule.fits(name, entry)), None)


def _is_under(text: str, tops: tuple[str, ...]) -> bool:
    return any(text == top or text.startswith(f"{top}/") for top in tops)


@cache
def _rules() -> tuple[_Rule, ...]:
    raw: list[Mapping[str, object]] = tomllib.loads(files("tiebreak_inventory").joinpath("rules.toml").read_text("utf-8"))[
        "rules"
    ]
    return tuple(
        _Rule(
            reason=str(rule["reason"]),
            names=re.compile("|".join(f"(?:{name})" for name in _texts(rule, "names"))) if "names" in rule else None,
            releases=_texts(rule, "releases"),
            categories=_texts(rule, "categories"),
            origins=frozenset(_texts(rule, "origins")),
            places=_texts(rule, "places"),
            publishers=_texts(rule, "publishers"),
        )
        for rule in raw
    )


def _texts(rule: Mapping[str, object], key: str) -> tuple[str, ...]:
    texts = rule.get(key, ())
    return tuple(map(str, texts)) if isinstance(texts, list) else ()
