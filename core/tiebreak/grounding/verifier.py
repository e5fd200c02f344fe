"""The gate of everything that somebody drafts: what it cannot find in the references of a sentence, it refuses to print.

It compares; it understands nothing. A sentence that says a true thing without its reference is refused all the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tiebreak.grounding.ledger import Ledger
from tiebreak.grounding.measures import dates, figures, together, untold
from tiebreak.grounding.polarity import LEAST_SUPPORT, is_turned_round, nearest, supported_share
from tiebreak.grounding.quantities import moments_in
from tiebreak.grounding.rendering import printed, render
from tiebreak.grounding.support import (
    Support,
    addresses_in,
    countries_in,
    sentences_in,
    support_of,
    words_in,
)
from tiebreak.grounding.words import verifier_words
from tiebreak.knowledge.article_numbers import article_mentions, named_texts
from tiebreak.model.drafting import DraftedSentence, Objection, ObjectionKind
from tiebreak.model.knowledge import Applies
from tiebreak.spelling import normalise

LEAST_FRENCH = 0.04
LEAST_WORDS = 10
"""Words under which a language cannot be told."""
_OTHER_AUTHORITY = re.compile(
    r"\b(?i:commune|ville|mairie|métropole|département|région|agglomération|syndicat|communauté (?:de communes|d.agglomération|urbaine))"
    r" (?i:de la |de l.|de |d.|du |des )(?P<name>[A-ZÉÈÎÔÂ][\w’'-]+(?:[- ][A-ZÉÈÎÔÂ][\w’'-]+)*)"
)
_PROPER = re.compile(r"(?<![.!?:«\n]\s)(?<!^)(?<![\w’'-])[A-ZÀ-Ý][\w-]{1,}(?![\w])")
_QUOTE = re.compile(r"«\s*([^»]+?)\s*»")
_MARKUP = re.compile(
    r"<[a-zA-Z/!]|\]\s*\(|javascript:|(?<!:)//|\b\w+://|@\w|\b[\w-]{2,}\.(?:fr|com|org|net|eu|io|gouv|example|info)\b",
    re.IGNORECASE,
)
_UNNUMBERED = re.compile(r"\b(?:articles?|art\.)\s+[LRDA]\s?\*?\.?(?!\s?\*?[\s.]*\d)(?![\w])", re.IGNORECASE)
"""An article whose number was lost."""
_CLAUSE = re.compile(r"[.;:]\s+")
QUOTED_WORDS = 5
"""Words from which what stands between « and » is a quotation, not a name."""


def objections(sentence: DraftedSentence, ledger: Ledger, *, template: str = "") -> tuple[Objection, ...]:
    """Why this sentence may not be printed; nothing when it may.

    Args:
        sentence: what was drafted.
        ledger: what may be said.
        template: the plain sentence that would stand in its place, when there is one.
    """
    _, unknown = render(sentence.text, ledger.facts)
    shown = printed(sentence, ledger.facts)
    support = support_of(shown, ledger, template)
    found = [Objection(kind=ObjectionKind.REFERENCE, span=each) for each in unknown]
    for check in CHECKS:
        found += check(shown, support, ledger)
    return tuple(dict.fromkeys(found))


def _references(sentence: DraftedSentence, _: Support, ledger: Ledger) -> Iterator[Objection]:
    for each in sentence.fact_refs:
        if each not in ledger.facts:
            yield Objection(kind=ObjectionKind.REFERENCE, span=each)
    for each in sentence.cite_refs:
        if each not in ledger.passages:
            yield Objection(kind=ObjectionKind.REFERENCE, span=each)


def _validity(sentence: DraftedSentence, support: Support, ledger: Ledger) -> Iterator[Objection]:
    """A rule that ended is refused; one that begins later passes only when the sentence says its day."""
    for passage in support.passages:
        if passage.in_force_until is not None and passage.in_force_until < ledger.as_of:
            yield Objection(kind=ObjectionKind.VALIDITY, span=passage.id)
        start = passage.in_force_from
        if (
            start is not None
            and start > ledger.as_of
            and not any(moment[:3] == (start.year, start.month, start.day) for moment in moments_in(sentence.text)[0])
        ):
            yield Objection(kind=ObjectionKind.VALIDITY, span=passage.id)


def _names(sentence: DraftedSentence, support: Support, ledger: Ledger) -> Iterator[Objection]:
    pattern = ledger.name_pattern
    for match in pattern.finditer(normalise(sentence.text)) if pattern else ():
        if f" {match.group(0)} " not in support.names:
            yield Objection(kind=ObjectionKind.NAME, span=match.group(0))
    for match in (*_OTHER_AUTHORITY.finditer(sentence.text), *_PROPER.finditer(sentence.text)):
        name = match.groupdict().get("name") or match.group(0)
        if f" {normalise(name)}" not in support.names and not countries_in(name):
            yield Objection(kind=ObjectionKind.NAME, span=match.group(0))


def _countries(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    for country in sorted(countries_in(sentence.text) - support.countries):
        yield Objection(kind=ObjectionKind.COUNTRY, span=country)


def _articles(sentence: DraftedSentence, support: Support, ledger: Ledger) -> Iterator[Objection]:
    """A number that no reference has, or that they have of another text than the one named with it."""
    places = [place for passage in support.passages for place in passage.places]
    for number, after in article_mentions(sentence.text):
        if number not in support.articles and not any(held.startswith(f"{number}.") for held in support.articles):
            yield Objection(kind=ObjectionKind.ARTICLE, span=number)
        texts = {text for text, _, held in (place.partition(":") for place in places) if held == number}
        named = set(named_texts(after, ledger.texts))
        if texts and named and texts.isdisjoint(named):
            yield Objection(kind=ObjectionKind.ARTICLE, span=number)
    for match in _UNNUMBERED.finditer(sentence.text):
        yield Objection(kind=ObjectionKind.ARTICLE, span=match.group(0))


def _addresses(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    """An address that no reference has, and any markup: a sentence is plain text."""
    left = sentence.text
    for address in addresses_in(sentence.text):
        left = left.replace(address, " ")
        if address not in support.addresses:
            yield Objection(kind=ObjectionKind.ADDRESS, span=address)
    for match in _MARKUP.finditer(left):
        if match.group(0).casefold() not in support.everything.casefold() or match.group(0)[0] == "<":
            yield Objection(kind=ObjectionKind.ADDRESS, span=match.group(0))


def _quotes(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    """What is quoted stands word for word in an official text that is cited; our own summaries are not quoted."""
    for match in _QUOTE.finditer(sentence.text):
        words = words_in(match.group(1))
        if len(words) >= QUOTED_WORDS and " ".join(words) not in support.quotable and sentence.text not in support.everything:
            yield Objection(kind=ObjectionKind.CITATION, span=match.group(0))


def _binding(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    """A rule that does not bind a collectivité is never said to bind one, whatever stands beside."""
    rules = [passage for passage in support.passages if passage.applies is not None]
    if not rules or any(passage.applies is not Applies.NO for passage in rules):
        return
    held = verifier_words()
    for part in _CLAUSE.split(sentence.text):
        words = set(words_in(part))
        binds = not words.isdisjoint(held.bodies) and not words.isdisjoint(held.binding) and words.isdisjoint(held.negators)
        if binds and part.strip(" .") not in support.everything:
            yield Objection(kind=ObjectionKind.POLARITY, span=part)


def _citation(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    """A sentence without any reference says nothing that can be checked; a rule is not said by figures alone."""
    has_rule = not verifier_words().rules.isdisjoint(words_in(sentence.text))
    is_bare = not sentence.fact_refs and not sentence.cite_refs
    if is_bare or (has_rule and not sentence.cite_refs and not support.templates):
        yield Objection(kind=ObjectionKind.CITATION, span=sentence.text)


def _meaning(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    """Each sentence of the text apart: one that the sources say does not carry another that they do not."""
    for part in sentences_in(sentence.text):
        if supported_share(part, support.everything) < LEAST_SUPPORT:
            yield Objection(kind=ObjectionKind.SUPPORT, span=part)
        elif is_turned_round(part, nearest(part, support.sentences)):
            yield Objection(kind=ObjectionKind.POLARITY, span=part)


def _language(sentence: DraftedSentence, _: Support, __: Ledger) -> Iterator[Objection]:
    for character in sentence.text:
        if unicodedata.category(character) in {"Cf", "Cc", "Co"} or (
            character.isalpha() and not unicodedata.name(character, "").startswith("LATIN")
        ):
            yield Objection(kind=ObjectionKind.LANGUAGE, span=f"U+{ord(character):04X}")
            return
    words = words_in(sentence.text)
    if len(words) < LEAST_WORDS:
        return
    held = verifier_words()
    french, english = (sum(word in known for word in words) / len(words) for known in (held.french, held.english))
    if english > french or french < LEAST_FRENCH:
        yield Objection(kind=ObjectionKind.LANGUAGE, span=sentence.text)


CHECKS = (
    _references,
    _validity,
    figures,
    together,
    untold,
    dates,
    _names,
    _countries,
    _articles,
    _addresses,
    _quotes,
    _citation,
    _binding,
    _meaning,
    _language,
)
