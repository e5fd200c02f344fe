"""The words of `columns.toml`, and what a title or a cell says by them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from tiebreak import AmountKind, TaxBasis, normalise

_SUB_TOTAL = re.compile(r"\bs/t\b", re.IGNORECASE)
_SCALE_ABOVE = re.compile(r"\ben (milliers|millions|k ?€|k ?euros?|keur|ke\b|m ?€|m ?euros|meur)")
THOUSANDS = ("k€", "keur", "milliers", "k €", "k euro", " ke ")
MILLIONS = ("m€", "meur", "millions", "m €")
TAX_WORDS = {
    "ttc": TaxBasis.INCLUDED,
    "toutes taxes comprises": TaxBasis.INCLUDED,
    "taxes comprises": TaxBasis.INCLUDED,
    "incl vat": TaxBasis.INCLUDED,
    "ht": TaxBasis.EXCLUDED,
    "hors taxe": TaxBasis.EXCLUDED,
    "hors taxes": TaxBasis.EXCLUDED,
    "excl vat": TaxBasis.EXCLUDED,
}
"""What a title says of VAT."""
YEARLY = frozenset({"annuel", "annuelle", "annuels", "an", "annee"})


@dataclass(frozen=True)
class Vocabulary:
    """The words of `columns.toml`."""

    titles: Mapping[str, str]
    """Normalised title to field."""
    longest_title: int
    """Words of the longest of these titles."""
    names: Mapping[str, str]
    """French name of a field, as written after `--map`, to the field."""
    amount_kinds: Mapping[str, AmountKind]
    """Beginning of a word of a title to the kind of amount it states."""
    zones: Mapping[str, str]
    total_starts: tuple[str, ...]
    total_heads: frozenset[str]
    total_words: frozenset[str]
    weak_heads: frozenset[str]
    """Words that say a total when they stand alone, or when the amount is a sum."""
    total_names: tuple[str, ...]
    """Names that begin as a total and are none."""
    exact_fields: frozenset[str]
    """Fields whose title is one of theirs, and nothing more."""
    undone_words: frozenset[str]
    foreseen_words: frozenset[str]
    credit_statuses: frozenset[str]
    credit_words: frozenset[str]
    """Words that say a credit wherever they stand in a status."""
    receipts: frozenset[str]
    """Types of voucher that are no expense."""
    receipt_codes: frozenset[str]
    credit_codes: frozenset[str]
    euro_names: frozenset[str]
    other_currencies: frozenset[str]
    partial_words: frozenset[str]
    detail_words: frozenset[str]
    """What a second row of titles says under a column of amounts."""
    months: frozenset[str]
    month_names: tuple[str, ...]
    """The same in the order of the year, the whole name of each before its abbreviations."""
    period_words: frozenset[str]
    """What says that an amount is that of a part of the year."""

    def name_of(self, field: str) -> str:
        """The French name of a field."""
        return next(name for name, known in self.names.items() if known == field)


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary shipped with the plugin."""
    raw = tomllib.loads(files("tiebreak_spreadsheet").joinpath("columns.toml").read_text("utf-8"))
    titles = {title: field for field, entry in raw["fields"].items() for title in entry["titles"]}
    return Vocabulary(
        titles=titles,
        longest_title=max(len(title.split()) for title in titles),
        names={entry["name"]: field for field, entry in raw["fields"].items()},
        amount_kinds={word: AmountKind(kind) for kind, words in raw["amount_kinds"].items() for word in words},
        zones={label: zone for zone, labels in raw["zones"].items() for label in labels},
        total_starts=tuple(raw["totals"]["starts"]),
        total_heads=frozenset(raw["totals"]["heads"]),
        total_words=frozenset(raw["totals"]["words"]),
        weak_heads=frozenset(raw["totals"]["weak_heads"]),
        total_names=tuple(raw["totals"]["names"]),
        exact_fields=frozenset(field for field, entry in raw["fields"].items() if entry.get("exact")),
        undone_words=frozenset(raw["statuses"]["undone"]),
        foreseen_words=frozenset(raw["statuses"]["foreseen"]),
        credit_statuses=frozenset(raw["statuses"]["credit"]),
        credit_words=frozenset(raw["statuses"]["credit_words"]),
        receipts=frozenset(raw["statuses"]["receipts"]),
        receipt_codes=frozenset(raw["statuses"]["receipt_codes"]),
        credit_codes=frozenset(raw["statuses"]["credit_codes"]),
        euro_names=frozenset(raw["currencies"]["euro"]),
        other_currencies=frozenset(raw["currencies"]["other"]),
        partial_words=frozenset(raw["partial"]["words"]),
        detail_words=frozenset(raw["details"]["words"]) | frozenset(raw["months"]["names"]),
        months=frozenset(raw["months"]["names"]),
        month_names=tuple(raw["months"]["names"]),
        period_words=frozenset(raw["periods"]["parts"]),
    )


def amount_kind_of(title: str) -> AmountKind | None:
    """Kind of amount that a title states; `None` when it does not."""
    words = normalise(title).split()
    kinds = load_vocabulary().amount_kinds
    return next((kind for start, kind in kinds.items() for word in words if word.startswith(start)), None)


def tax_basis_of(title: str) -> TaxBasis:
    """With or without VAT, as the title states, in letters or in full."""
    said = f" {normalise(title)} "
    bases = {basis for words, basis in TAX_WORDS.items() if f" {words} " in said}
    return bases.pop() if len(bases) == 1 else TaxBasis.UNSTATED


def is_tax_alone(title: str) -> bool:
    """Whether a title says that its amounts are those of VAT itself."""
    return "tva" in normalise(title).split() and tax_basis_of(title) is TaxBasis.UNSTATED


def is_yearly(title: str) -> bool:
    """Whether a title says that its amount is that of one year."""
    return bool(YEARLY & set(normalise(title).split()))


def scale_of(title: str) -> Decimal:
    """What to multiply by when a title counts in thousands or millions of euros."""
    folded = f" {title.casefold()} "
    if any(mark in folded for mark in MILLIONS):
        return Decimal(1_000_000)
    return Decimal(1_000) if any(mark in folded for mark in THOUSANDS) else Decimal(1)


def scale_above(text: str) -> Decimal:
    """What a title block says that all the amounts below are in: only "en milliers…", "en k€" and their like."""
    found = _SCALE_ABOVE.search(text.casefold())
    if found is None:
        return Decimal(1)
    is_thousands = found.group(1) == "milliers" or found.group(1).startswith("k")
    return Decimal(1_000) if is_thousands else Decimal(1_000_000)


def is_partial(title: str) -> bool:
    """Whether a title says that its amount is that of a unit, a month or a quarter."""
    return bool(load_vocabulary().partial_words & set(normalise(title).split())) or is_part_of_year(title)


def is_part_of_year(text: str) -> bool:
    """Whether a text names a month, a quarter or another part of the year; twelve months are a year."""
    words = set(normalise(text).split())
    return bool(load_vocabulary().period_words & words) and "12" not in words


def is_month(title: str) -> bool:
    """Whether a title is that of a month, alone or with its year."""
    return bool(set(normalise(title).split()[:1]) & load_vocabulary().months)


def is_total(text: str, *, is_alone: bool) -> bool:
    """Whether a text says that its row sums others; `is_alone` when nothing else in the row is in words."""
    vocabulary = load_vocabulary()
    words = _total_text(text).split()
    said = " ".join(words)
    if said.startswith(vocabulary.total_names):
        return False
    if said.startswith(vocabulary.total_starts):
        return True
    if not words or words[0] not in vocabulary.total_heads | vocabulary.weak_heads:
        return False
    rest = {word for word in words[1:] if not word.isdigit()}
    return rest <= vocabulary.total_words or (is_alone and words[0] in vocabulary.total_heads)


def names_total(text: str) -> bool:
    """Whether a text begins or ends as the name of a total may, as "Total ALPHA" or "ALPHA Total"."""
    vocabulary = load_vocabulary()
    said = _total_text(text)
    words = said.split()
    heads = vocabulary.total_heads | vocabulary.weak_heads
    return bool(words) and (words[0] in heads or words[-1] == "total" or said.startswith(vocabulary.total_starts))


def may_be_total(cell: str) -> bool:
    """A quick look, true for all that `is_total` and `names_total` say and for a little more."""
    folded = cell.casefold()
    return any(head in folded for head in total_hints())


def _total_text(text: str) -> str:
    return normalise(_SUB_TOTAL.sub("sous total", text).replace("T.V.A.", "TVA").replace("T.T.C.", "TTC").replace("H.T.", "HT"))


@cache
def total_hints() -> tuple[str, ...]:
    """What a text that says a total holds, without case."""
    vocabulary = load_vocabulary()
    starts = {max(start.split(), key=len) for start in vocabulary.total_starts}
    return tuple(sorted(vocabulary.total_heads | vocabulary.weak_heads | starts | {"t.v.a", "t.t.c", "s/t"}))


def states_other_currency(title: str) -> bool:
    """Whether a title says that its amounts are not euros."""
    return bool(load_vocabulary().other_currencies & set(normalise(title).split())) or any(sign in title for sign in "$£")
