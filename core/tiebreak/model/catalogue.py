"""Suppliers and solutions: what is claimed about each, by whom, and since when.

Four axes are kept apart and never merged: registered office, ultimate owner, technology
underneath, hosting. How each is decided is written in `docs/catalogue-rules.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Protocol, TypeVar

from pydantic import Field

from tiebreak.errors import KnowledgeError
from tiebreak.model.base import CountryCode, Frozen, Identifier, Siren, Text
from tiebreak.model.effort import EffortPrior
from tiebreak.model.reference import Claim


class Axis(StrEnum):
    """One of the four questions asked about a dependency; each has its own answer."""

    REGISTERED_OFFICE = "registered_office"
    ULTIMATE_OWNER = "ultimate_owner"
    TECHNOLOGY = "technology"
    HOSTING = "hosting"


AXIS_LABELS = {
    Axis.REGISTERED_OFFICE: "siège social",
    Axis.ULTIMATE_OWNER: "propriétaire ultime",
    Axis.TECHNOLOGY: "technologie sous-jacente",
    Axis.HOSTING: "hébergement",
}


class SupplierKind(StrEnum):
    """What a supplier does. A reseller is not the editor of what it sells."""

    EDITOR = "editor"
    MANUFACTURER = "manufacturer"
    HOSTING_PROVIDER = "hosting_provider"
    TELECOM_OPERATOR = "telecom_operator"
    SERVICE_PROVIDER = "service_provider"
    RESELLER = "reseller"
    PURCHASING_BODY = "purchasing_body"
    MUTUALISING_BODY = "mutualising_body"
    COMMUNITY = "community"
    PUBLIC_BODY = "public_body"


class Holder(Frozen):
    """Who holds something in the end, and under which country's law that holder is registered."""

    name: Text
    country: CountryCode


class Supplier(Frozen):
    """A company, community or public body that sells, edits, hosts or resells."""

    id: Identifier
    name: Text
    kinds: tuple[SupplierKind, ...] = Field(min_length=1)
    aliases: tuple[Text, ...] = ()
    """Other ways it is written in ledgers, legal entities included."""
    siren: tuple[Siren, ...] = ()
    registered_office: Claim[CountryCode]
    """Country of the registered office of the group's company that sells here."""
    ultimate_owner: Claim[Holder]
    """The last controlling holder; a listed company without one is its own ultimate owner."""


class Solution(Frozen):
    """A product or service that fulfils one or several functions of the nomenclature."""

    id: Identifier
    name: Text
    supplier: Identifier
    """Editor or manufacturer, or the steward of a free software; never the reseller."""
    functions: tuple[Identifier, ...] = Field(min_length=1)
    """First the main one."""
    aliases: tuple[Text, ...] = ()
    """Other ways it is written in labels of expenses or inventories."""
    needs_supplier: bool = False
    """True when its names are common words: recognised only where its supplier is paid."""
    licence: Claim[str]
    """SPDX identifier, or `proprietary`."""
    technology: Claim[Holder]
    """Who controls the technology underneath, which the supplier itself may not."""
    hosting: Claim[CountryCode] | None = None
    """Country whose law binds the operator of the hosting; `None` when installed at the buyer's."""
    limits: str | None = None
    """What it does not cover, in one sentence."""


class CatalogueEntries(Frozen):
    """What one plugin adds to the catalogue."""

    version: Text
    suppliers: tuple[Supplier, ...] = ()
    solutions: tuple[Solution, ...] = ()
    effort_priors: tuple[EffortPrior, ...] = ()


class Catalogue:
    """All that the catalogue plugins gave, indexed; sorted, so that the order of plugins is nothing.

    Raises:
        KnowledgeError: when an identifier stands twice, or a solution names an unknown supplier.
    """

    def __init__(self, entries: Iterable[CatalogueEntries] = ()) -> None:
        every = tuple(entries)
        self.version = "+".join(sorted(entry.version for entry in every)) or "vide"
        self.suppliers = _by_id(supplier for entry in every for supplier in entry.suppliers)
        self.solutions = _by_id(solution for entry in every for solution in entry.solutions)
        self.effort_priors = tuple(
            sorted(
                (prior for entry in every for prior in entry.effort_priors),
                key=lambda prior: (-len(prior.functions), prior.functions),
            )
        )
        for solution in self.solutions.values():
            if solution.supplier not in self.suppliers:
                raise KnowledgeError(f"solution {solution.id!r} : fournisseur inconnu {solution.supplier!r}")

    def solutions_for(self, function: str) -> tuple[Solution, ...]:
        """Solutions that fulfil a function, in the order of their identifiers."""
        return tuple(solution for solution in self.solutions.values() if function in solution.functions)

    def refuse_shared_names(self) -> None:
        """A name that stands for two suppliers, or for two solutions, would silently be no name at all.

        Raises:
            KnowledgeError: naming what is shared.
        """
        for entries in (self.suppliers.values(), self.solutions.values()):
            owners: dict[str, str] = {}
            for entry in entries:
                for name in {each.casefold() for each in (entry.name, *entry.aliases)}:
                    if owners.setdefault(name, entry.id) != entry.id:
                        raise KnowledgeError(f"le nom {name!r} désigne à la fois {owners[name]!r} et {entry.id!r}")

    def effort_for(self, functions: Iterable[str]) -> EffortPrior | None:
        """What it took others to move these functions: the widest case among them, `None` when no case is known."""
        wanted = set(functions)
        return next((prior for prior in self.effort_priors if set(prior.functions) <= wanted), None)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


EntryT = TypeVar("EntryT", bound=_Identified)


def _by_id(entries: Iterable[EntryT]) -> Mapping[str, EntryT]:
    ordered = sorted(entries, key=lambda entry: entry.id)
    for first, second in pairwise(ordered):
        if first.id == second.id:
            raise KnowledgeError(f"identifiant en double dans le catalogue : {first.id!r}")
    return {entry.id: entry for entry in ordered}
