"""Tells the applications among the packages of a Linux machine: the rule and its reasons are `linux_packages.toml`."""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tiebreak_inventory.product_names import product_key
from tiebreak_inventory.reports import LISTED, Entry

DISTRIBUTION = "paquet de la distribution Linux, pas un produit choisi"
PRESUMED = "paquet présumé de la distribution Linux, d’après sa version et sa section"
PART = "bibliothèque, documentation, dépôt ou clé de paquets Linux, pas un produit"
PACKAGED = frozenset({"rpm", "deb", "apk", "pacman", "gentoo", "nix", "slackware"})
"""Origins of packages that a distribution makes by the thousand."""
PREFIX_LENGTH = 3
"""Letters that every name with `*` begins with."""
_ADDRESS = re.compile(r"@([\w.-]+)")


@dataclass(frozen=True)
class _Rules:
    """What `linux_packages.toml` says, ready to be asked."""

    applications: Mapping[str, Sequence[tuple[re.Pattern[str], str]]]
    """First letters of a name with `*` to what it may be: a machine has thousands of packages."""
    exact_applications: dict[str, str]
    vendors: tuple[str, ...]
    distributions: tuple[str, ...]
    unproven: tuple[str, ...]
    not_distributions: tuple[str, ...]
    domains: tuple[str, ...]
    rebuilders: tuple[str, ...]
    rebuilt: re.Pattern[str]
    marked: re.Pattern[str]
    revised: re.Pattern[str]
    never: re.Pattern[str]
    library: re.Pattern[str]
    library_sections: frozenset[str]
    open_sections: frozenset[str]
    open_prefixes: tuple[str, ...]
    native: re.Pattern[str]


def application_of(entry: Entry) -> str | None:
    """The product that a package is a part of; `None` when none is known."""
    rules, name = _rules(), package_name(entry)
    if found := rules.exact_applications.get(name):
        return found
    candidates = rules.applications.get(name[:PREFIX_LENGTH], ())
    return next((product for pattern, product in candidates if pattern.fullmatch(name)), None)


def why_not_chosen(entry: Entry) -> str | None:
    """Why a package that is no known application is left out; `None` when it may be a product."""
    rules, name, version = _rules(), package_name(entry), entry.version.casefold()
    maker, is_deb = product_key(entry.publisher), _is_deb(entry)
    if maker == "(none)" or "://" in maker:
        maker = ""  # OCS writes there the address of the project, which tells nothing of who made the package
    is_proven = "@" in maker or not is_deb
    is_distribution = bool(maker) and _is_distribution(maker, rules)
    if (is_distribution and is_proven) or maker.startswith(rules.rebuilders) or rules.rebuilt.search(version):
        return DISTRIBUTION
    if rules.never.search(name):
        return PART
    if name.startswith(rules.vendors):
        return None
    if maker and not is_distribution:
        return DISTRIBUTION if is_deb and rules.marked.search(version) else None
    is_known_format = is_deb or entry.origin.casefold() == "rpm"
    return _unnamed_reason(name, version, entry.category.casefold(), rules) if is_known_format else DISTRIBUTION


def _is_deb(entry: Entry) -> bool:
    """Whether it is a deb, or in a list under the name of a distribution of them, which is written on every package."""
    is_listed = entry.origin == LISTED and product_key(entry.publisher).startswith(_rules().unproven)
    return is_listed or entry.origin.casefold() == "deb"


def package_name(entry: Entry) -> str:
    """The name of a package without the architecture that some agents add to it."""
    return entry.name.strip().casefold().partition(":")[0]


def names_distribution(publisher: str) -> bool:
    """Whether a publisher is a Linux distribution: all that it publishes is a package of it."""
    return _is_distribution(product_key(publisher), _rules())


def _unnamed_reason(name: str, version: str, section: str, rules: _Rules) -> str | None:
    """Why a package of which nobody says who made it is left out; `None` when it may be a product."""
    if rules.marked.search(version) or rules.library.search(name) or section.rpartition("/")[2] in rules.library_sections:
        return DISTRIBUTION
    if section in rules.library_sections or rules.native.fullmatch(name):
        return DISTRIBUTION
    is_open = bool(section) and (section in rules.open_sections or section.startswith(rules.open_prefixes))
    return PRESUMED if rules.revised.search(version) and not is_open else None


def _is_distribution(maker: str, rules: _Rules) -> bool:
    if maker.startswith(rules.not_distributions):
        return False
    if maker.startswith(rules.distributions):
        return True
    domains = _ADDRESS.findall(maker) if "@" in maker else []
    return any(domain == known or domain.endswith(f".{known}") for domain in domains for known in rules.domains)


@cache
def _rules() -> _Rules:
    raw = tomllib.loads(files("tiebreak_inventory").joinpath("linux_packages.toml").read_text("utf-8"))
    applications: dict[str, str] = raw["applications"]
    globs: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for name, product in applications.items():
        if set(name) & set("*[?"):
            globs.setdefault(name[:PREFIX_LENGTH], []).append((re.compile(fnmatch.translate(name)), product))
    return _Rules(
        applications=globs,
        exact_applications=applications,
        vendors=tuple(raw["vendors"]["prefixes"]),
        distributions=tuple(raw["distributions"]["names"]),
        unproven=tuple(raw["distributions"]["unproven"]),
        not_distributions=tuple(raw["distributions"]["not_these"]),
        domains=tuple(raw["distributions"]["domains"]),
        rebuilders=tuple(raw["rebuilt"]["names"]),
        rebuilt=_any(raw["rebuilt"]["versions"]),
        marked=_any(raw["versions"]["marked"]),
        revised=_any(raw["versions"]["revised"]),
        never=_any(raw["libraries"]["never"]),
        library=_any(raw["libraries"]["names"]),
        library_sections=frozenset(raw["libraries"]["sections"]),
        open_sections=frozenset(raw["presumed"]["open_sections"]),
        open_prefixes=tuple(raw["presumed"]["open_prefixes"]),
        native=re.compile("|".join(fnmatch.translate(name) for name in raw["presumed"]["native"])),
    )


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
