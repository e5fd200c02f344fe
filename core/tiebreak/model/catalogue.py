"""Suppliers and solutions: what is claimed about each, by whom, and since when.

Four axes are kept apart and never merged: registered office, ultimate owner, technology
underneath, hosting. How each is decided is written in `docs/catalogue-rules.md`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from tiebreak.model.base import Frozen, Identifier, Siren, Text
from tiebreak.model.country import CountryCode
from tiebreak.model.effort import Migration
from tiebreak.model.prices import AnnouncedPriceChange
from tiebreak.model.reference import Claim, Reference


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


class AmbiguousName(Frozen):
    """A name that is also a common word, a place, a person or another body: the words around it decide.

    Words are compared once normalised (see `tiebreak.normalise`), whole words only; an expression may hold several.
    """

    name: Text
    alone: bool = False
    """True when it is enough as the whole name of who is paid, if nothing around refutes it."""
    confirmed_by: tuple[Text, ...] = ()
    """Words that confirm it, beside the digital words that confirm any name."""
    strict: bool = False
    """True when digital words do not confirm it: so common that only `confirmed_by` or being alone does."""
    refuted_by: tuple[Text, ...] = ()
    """Words that show that something else is named."""


class Mention(Frozen):
    """One thing that a public source says of an entry, beside its decisive claims."""

    value: Text
    reference: Reference
    checked: date
    note: str | None = None


class Supplier(Frozen):
    """A company, community or public body that sells, edits, hosts or resells."""

    id: Identifier
    name: Text
    kinds: tuple[SupplierKind, ...] = Field(min_length=1)
    aliases: tuple[Text, ...] = ()
    """Other ways it is written in ledgers, legal entities included."""
    ambiguous: tuple[AmbiguousName, ...] = ()
    """Names that are not its alone, among them its own name when it is one."""
    is_multi_trade: bool = False
    """True when it also sells what is not digital: it is the editor only where the line says something digital."""
    siren: tuple[Siren, ...] = ()
    parent: Identifier | None = None
    """The supplier of the catalogue that controls this one: both then have the same ultimate owner."""
    registered_office: Claim[CountryCode]
    """Country of the registered office of the group's company that sells here."""
    place: str = ""
    """Where it is written: file and line."""
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
    ambiguous: tuple[AmbiguousName, ...] = ()
    """Names that are not its alone, among them its own name when it is one."""
    needs_supplier: bool = False
    """True when its names are common words: recognised only where its supplier is paid."""
    technology: Claim[Holder]
    """Who controls the technology underneath, which the supplier itself may not."""
    licence: Claim[str] | None = None
    """SPDX identifier, or `proprietary`; `None` for equipment and lines, which are not software."""
    hosting: Claim[CountryCode] | None = None
    """Country whose law binds the operator of the hosting; `None` when installed at the buyer's."""
    covers: str | None = None
    """What it does, in one sentence."""
    limits: str | None = None
    """What it does not cover, in one sentence."""
    standards: tuple[Mention, ...] = ()
    """Open formats and protocols, one a mention: ODF, IMAP, CalDAV, LDAP, OIDC, S3…"""
    certifications: tuple[Mention, ...] = ()
    """What was certified or qualified, for this service alone."""
    public_users: tuple[Mention, ...] = ()
    """Public bodies that use it, and when that was said."""
    purchase_routes: tuple[Mention, ...] = ()
    """Central purchasing bodies, framework contracts and commons through which it is had."""
    prices: tuple[Mention, ...] = ()
    """Public prices: amount, unit, tax basis and year, in words."""
    replaces: tuple[Mention, ...] = ()
    """What it was seen to replace somewhere."""
    sill: int | None = None
    """Number in the SILL, the State's list of free software."""
    comptoir: int | None = None
    """Number in the Comptoir du Libre."""
    place: str = ""
    """Where it is written: file and line."""


class CatalogueFault(Frozen):
    """Something of the catalogue that does not keep its rules: where, of which entry, and what."""

    place: str
    """File and line, as far as they are known."""
    entry: str
    said: Text

    def __str__(self) -> str:
        return " : ".join(part for part in (self.place, self.entry, self.said) if part)


class Gap(Frozen):
    """Something that has no alternative in the European Union today, said as plainly as the rest."""

    subject: Text
    """What has none, in French."""
    functions: tuple[Identifier, ...] = Field(min_length=1)
    is_whole: bool = False
    """Whether the equipment itself has none, not only a part of it: leaving one make for another leads nowhere."""
    says: Mention


class CatalogueEntries(Frozen):
    """What one plugin adds to the catalogue."""

    version: Text
    suppliers: tuple[Supplier, ...] = ()
    solutions: tuple[Solution, ...] = ()
    migrations: tuple[Migration, ...] = ()
    price_changes: tuple[AnnouncedPriceChange, ...] = ()
    gaps: tuple[Gap, ...] = ()
    faults: tuple[CatalogueFault, ...] = ()
    """Entries that could not be read and were set aside: the others stand."""
