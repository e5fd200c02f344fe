"""A public contract as it was published, whatever the format, and what its modifications made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tiebreak_opendata.values import clean_text, read_ceiling, read_day, read_months, read_number

MAX_SUBJECT = 1000
"""Characters that the format allows to the subject of a contract."""
MAX_NAME = 300
MAX_NUMBER = 100

_NUMBERED_LIKE_ARRAYS = (list, tuple)


@dataclass(frozen=True)
class Holder:
    """One company that holds a contract."""

    name: str
    """As written; empty when the format gives its identifier only."""
    identifier: str
    kind: str
    """What the identifier is: SIRET, TVA… as written."""

    @property
    def text(self) -> str:
        """Its name, else its identifier with its kind."""
        return self.name or f"{self.kind or 'identifiant'} {self.identifier}"


@dataclass(frozen=True)
class Award:
    """A contract, each value `None` or empty when it was not published or cannot be used."""

    number: str
    buyer: str
    """Identifier of the buyer, as written."""
    buyer_name: str
    subject: str
    cpv: str
    holders: tuple[Holder, ...]
    first_holders: tuple[Holder, ...]
    """Holders before any modification: lots of one number often differ by them alone."""
    notified: date | None
    months: int | None
    amount: Decimal | None
    published: date | None
    row: int
    """Row or rank of the entry, from 1."""
    holder_rows: tuple[int, ...] = ()
    """Row of each holder, in their order, when a table gives one row to each; empty otherwise."""
    change_count: int = 0
    """Modifications applied."""
    doubts: frozenset[str] = frozenset()
    """What could not be used, in the words of `DOUBTS`."""

    @property
    def identity(self) -> tuple[str, str, str, str, date | None, tuple[Holder, ...]]:
        """What stays the same when a contract is published again."""
        return (self.buyer, self.number, self.subject, self.cpv, self.notified, self.first_holders)

    @property
    def content(self) -> tuple[object, ...]:
        """All that it says, whatever its place."""
        return (*self.identity, self.buyer_name, self.holders, self.months, self.amount, self.published, self.change_count)


AMOUNT_DOUBT = "montant absent, nul, négatif ou hors de toute mesure"
MONTHS_DOUBT = "durée absente ou hors de 1 à 600 mois"
DAY_DOUBT = "date de notification absente ou impossible"
HOLDER_DOUBT = "titulaire absent ou illisible"
CHANGED_HOLDER_DOUBT = "titulaires illisibles dans une modification"
CUT_DOUBT = "objet coupé à 1000 caractères"
DOUBTS = {
    AMOUNT_DOUBT: "montant laissé inconnu",
    MONTHS_DOUBT: "durée et fin laissées inconnues",
    DAY_DOUBT: "début et fin laissés inconnus",
    HOLDER_DOUBT: "titulaire laissé inconnu",
    CHANGED_HOLDER_DOUBT: "titulaires d’avant gardés",
    CUT_DOUBT: "le reste n’est pas gardé",
}
"""What could not be used in a contract, and what was done of it."""


def buyer_of(entry: Mapping[str, object]) -> tuple[str, str]:
    """Identifier and name of the buyer, as written."""
    buyer = entry.get("acheteur")
    said = buyer if isinstance(buyer, Mapping) else {"id": entry.get("acheteur.id"), "nom": entry.get("acheteur.nom")}
    return clean_text(said.get("id"), limit=MAX_NUMBER), clean_text(said.get("nom"), limit=MAX_NAME)


def award_of(entry: Mapping[str, object], row: int) -> Award:
    """A contract of the formats of 2019 and 2022, with its modifications applied in their order.

    A modification that gives a usable amount, duration or holders replaces them; one that does not leaves them.
    """
    amount, months = read_ceiling(entry.get("montant")), read_months(entry.get("dureeMois"))
    first_holders, are_whole = holders_of(entry.get("titulaires"))
    holders = first_holders
    doubts = set() if are_whole else {HOLDER_DOUBT}
    changes = _in_order(_entries(entry.get("modifications"), "modification"))
    for change in changes:
        amount = read_ceiling(change.get("montant")) or amount
        months = read_months(change.get("dureeMois")) or months
        changed, are_whole = holders_of(change.get("titulaires"))
        if changed and are_whole:
            holders = changed
            doubts.discard(HOLDER_DOUBT)
        elif change.get("titulaires"):
            doubts.add(CHANGED_HOLDER_DOUBT)
    buyer, buyer_name = buyer_of(entry)
    award = Award(
        number=clean_text(entry.get("id"), limit=MAX_NUMBER),
        buyer=buyer,
        buyer_name=buyer_name,
        subject=clean_text(entry.get("objet"), limit=MAX_SUBJECT),
        cpv=clean_text(entry.get("codeCPV"), limit=MAX_NUMBER),
        holders=holders,
        first_holders=first_holders,
        notified=read_day(entry.get("dateNotification")),
        months=months,
        amount=amount,
        published=read_day(entry.get("datePublicationDonnees")),
        row=row,
        change_count=len(changes),
    )
    return with_doubts(award, doubts)


def with_doubts(award: Award, doubts: set[str]) -> Award:
    """The same contract, with what could not be used in it."""
    found = {
        AMOUNT_DOUBT: award.amount is None,
        MONTHS_DOUBT: award.months is None,
        DAY_DOUBT: award.notified is None,
        HOLDER_DOUBT: not award.holders,
        CUT_DOUBT: len(award.subject) > MAX_SUBJECT,
    }
    return replace(award, doubts=frozenset(doubts) | {doubt for doubt, is_so in found.items() if is_so})


def holders_of(written: object) -> tuple[tuple[Holder, ...], bool]:
    """The holders, each once, however they are nested, and whether all of them could be read.

    Real files wrap them in `titulaire`, in lists of lists, or give their keys instead of their values.
    """
    holders: list[Holder] = []
    is_whole = True
    for entry in _entries(written, "titulaire"):
        name = clean_text(entry.get("denominationSociale") or entry.get("nom"), limit=MAX_NAME)
        identifier = clean_text(entry.get("id"), limit=MAX_NUMBER).replace(" ", "")
        if name or identifier:
            holders.append(Holder(name, identifier, clean_text(entry.get("typeIdentifiant"), limit=MAX_NUMBER)))
        else:
            is_whole = False
    is_whole = is_whole and not (written and not holders)
    return tuple(dict.fromkeys(holders)), is_whole


def _entries(written: object, wrapper: str) -> list[Mapping[str, object]]:
    """Objects of a list, out of lists of lists and of their wrapper; what is no object counts as an empty one."""
    entries: list[Mapping[str, object]] = []
    waiting = [written] if written else []
    while waiting:  # the next one stands last
        value = waiting.pop()
        if isinstance(value, _NUMBERED_LIKE_ARRAYS):
            waiting += reversed(value)
        elif isinstance(value, Mapping):
            if wrapper in value:
                waiting.append(value[wrapper])
            else:
                entries.append(value)
        else:
            entries.append({})
    return entries


def _in_order(changes: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Modifications by their number when each has its own, else by their day when each has one, else as written."""
    numbers = [read_number(change.get("id")) for change in changes]
    if all(number is not None for number in numbers) and len(set(numbers)) == len(numbers):
        return sorted(changes, key=lambda change: read_number(change.get("id")) or Decimal(0))
    days = [read_day(change.get("dateNotificationModification")) for change in changes]
    if all(day is not None for day in days):
        return sorted(changes, key=lambda change: read_day(change.get("dateNotificationModification")) or date.min)
    return list(changes)
