"""What the references of one sentence say, in the forms in which the verifier compares them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from tiebreak.grounding.ledger import Ledger
from tiebreak.grounding.quantities import Moment, Quantity, moments_in, plain, quantities_in
from tiebreak.grounding.words import verifier_words
from tiebreak.knowledge.article_numbers import article_mentions
from tiebreak.model.drafting import DraftedSentence
from tiebreak.model.facts import formatted
from tiebreak.model.knowledge import Passage
from tiebreak.spelling import normalise

_SENTENCE = re.compile(r"(?<![\s’'(][LRDA]\.)(?<=[.!?])\s+|\n+")
_CLAUSE = re.compile(r"\s*[;:]\s+")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s»)\]]+")
EUROS = {"€": 0, "k€": 3, "m€": 6, "md€": 9}
_COUNTRY_CODE = re.compile(r"\(([A-Z]{2})\)")
_MARKS = re.compile(r"[()\[\]«»\"“”.,;:!?%€/]+")
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Support:
    """The text behind a sentence, and what can be compared in it."""

    passages: tuple[Passage, ...]
    texts: tuple[str, ...]
    """What passages and facts say."""
    sources: tuple[str, ...] = ()
    """Where facts come from: names and places in files, whose numbers measure nothing."""
    templates: tuple[str, ...] = field(default=())
    """Sentences that a template would print in its place: true by construction."""

    @cached_property
    def everything(self) -> str:
        """All of it."""
        return "\n".join((*self.texts, *self.templates))

    @cached_property
    def quantities(self) -> frozenset[tuple[str, str]]:
        """Every number with its unit."""
        return frozenset(comparable(each) for each in quantities_in(self.everything))

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Every date."""
        return tuple(moments_in(self.everything)[0])

    @cached_property
    def names(self) -> str:
        """All of it, where facts come from included, normalised, between spaces."""
        return f" {normalise(' '.join((self.everything, *self.sources)))} "

    @cached_property
    def quotable(self) -> str:
        """The very words of the official texts cited, on one line."""
        return " ".join(words_in(" ".join(passage.text for passage in self.passages if passage.is_official)))

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Every word and number of it, as they are written."""
        return frozenset(tokens_in(self.everything))

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries named, or written by their code."""
        return countries_in(self.everything)

    @cached_property
    def articles(self) -> frozenset[str]:
        """Numbers of articles that the passages summarise or name."""
        held = {place.partition(":")[2] for passage in self.passages for place in passage.places}
        return frozenset(held | {number for number, _ in article_mentions(self.everything)})

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Addresses that may be printed."""
        return frozenset(passage.url for passage in self.passages if passage.url) | frozenset(_ADDRESS.findall(self.everything))

    @cached_property
    def windows(self) -> tuple[str, ...]:
        """Stretches of it in which what is said belongs together: two sentences that follow each other, with the title of their text."""
        found: list[str] = list(self.templates)
        for text in self.texts:
            title, _, rest = text.partition("\n")
            parts = sentences_in(rest) or [""]
            found += [f"{title}\n{' '.join(parts[place : place + 2])}" for place in range(len(parts))]
            found.append(text if len(parts) == 1 else title)
        return tuple(found)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Each sentence of it, then each part of a sentence between two marks; those of templates first."""
        whole = [part for text in (*self.templates, *self.texts) for part in _SENTENCE.split(text) if part.strip()]
        return (*whole, *(part for each in whole for part in _CLAUSE.split(each) if part.strip() and part != each))


def support_of(sentence: DraftedSentence, ledger: Ledger, template: str = "") -> Support:
    """What the known references of this sentence say."""
    passages = tuple(ledger.passages[each] for each in sentence.cite_refs if each in ledger.passages)
    facts = [ledger.facts[each] for each in sentence.fact_refs if each in ledger.facts]
    texts = [f"{passage.title}\n{passage.text}\n{' '.join(passage.path)}\n{_validity(passage)}" for passage in passages]
    texts += [f"{formatted(fact)} : {fact.formula}." for fact in facts]
    sources = tuple(source for fact in facts for source in fact.sources)
    return Support(passages, (*texts, ledger.authority), sources, (template,) if template else ())


def comparable(quantity: Quantity) -> tuple[str, str]:
    """A number in the one form that is compared: `1200` and `1200.00` are the same, `60 k€` and `60 000 €` too."""
    power = EUROS.get(quantity.unit)
    value = quantity.value if power is None else quantity.value.scaleb(power)
    return f"{value.normalize():f}", "€" if power is not None else quantity.unit


def countries_in(text: str) -> frozenset[str]:
    """Countries that a text names, by noun, adjective, or code between brackets."""
    held = f" {normalise(text)} "
    named = {country for words, country in verifier_words().countries.items() if f" {words} " in held}
    return frozenset(named | set(_COUNTRY_CODE.findall(text)))


def sentences_in(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def tokens_in(text: str) -> list[str]:
    """The words and numbers of a text, as they are written, without the marks around them."""
    return [part for token in plain(text).split() for part in _MARKS.split(token) if part]


def words_in(text: str) -> list[str]:
    """The words of a text, without accents."""
    return _WORD.findall(plain(text))


def addresses_in(text: str) -> list[str]:
    """The addresses of a text."""
    return [each.rstrip(".,;!?") for each in _ADDRESS.findall(text)]


def _validity(passage: Passage) -> str:
    days = (passage.in_force_from, passage.in_force_until, passage.seen_in_force)
    return " ".join(f"{day:%d/%m/%Y}" for day in days if day is not None)
