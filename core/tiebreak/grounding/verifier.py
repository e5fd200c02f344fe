"""The gate of everything that somebody drafts: what it cannot find in the references of a sentence, it refuses to print.

It compares; it understands nothing. A sentence that says a true thing without its reference is refused all the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from tiebreak.grounding.ledger import Ledger
from tiebreak.grounding.polarity import LEAST_SUPPORT, is_turned_round, nearest, supported_share
from tiebreak.grounding.quantities import FIRST_YEAR, LAST_YEAR, Moment, moments_in, quantities_in
from tiebreak.grounding.rendering import printed, render
from tiebreak.grounding.support import (
    Support,
    addresses_in,
    comparable,
    countries_in,
    sentences_in,
    support_of,
    tokens_in,
    words_in,
)
from tiebreak.grounding.words import verifier_words
from tiebreak.knowledge.article_numbers import article_mentions, named_texts
from tiebreak.model.drafting import DraftedSentence, Objection, ObjectionKind
from tiebreak.model.facts import formatted
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
_DOTTED = re.compile(r"\d+(?:[.'’·]\d+)+")
"""A number whose digits are grouped as nobody here writes them, or a version."""
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


def _figures(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    text = _without_articles(sentence.text)
    for quantity in quantities_in(text):
        if _is_year(quantity.value, quantity.unit):
            known = any(moment.year == int(quantity.value) for moment in support.moments)
            if not known and comparable(quantity) not in support.quantities:
                yield Objection(kind=ObjectionKind.DATE, span=quantity.span)
        elif comparable(quantity) not in support.quantities:
            yield Objection(kind=ObjectionKind.FIGURE, span=quantity.span)
    told = set(words_in(support.everything))
    for word in words_in(sentence.text):
        if word in verifier_words().vague and word not in told:
            yield Objection(kind=ObjectionKind.FIGURE, span=word)
    yield from _glued(text, support)


def _glued(text: str, support: Support) -> Iterator[Objection]:
    """Digits that are no number on their own (`x90`, `14-50000`), and digits of other scripts: written so in the source or nowhere."""
    for token in tokens_in(text):
        is_odd = any(character.isnumeric() and not character.isascii() for character in token)
        is_glued = any(character.isdigit() for character in token) and not token.isdigit()
        if (is_odd or is_glued) and token not in support.tokens:
            yield Objection(kind=ObjectionKind.FIGURE, span=token)
    for match in _DOTTED.finditer(moments_in(text)[1]):
        if match.group(0) not in support.everything:
            yield Objection(kind=ObjectionKind.FIGURE, span=match.group(0))


def _together(sentence: DraftedSentence, support: Support, ledger: Ledger) -> Iterator[Objection]:
    """What a sentence measures, dates or gives to an article stands together in a source that says the rest of it too.

    Two true figures of two rules make a false one; so does the figure of one rule said of another. Figures of facts are apart:
    `unpaired` says where they may stand.
    """
    own = {(place.partition(":")[2], "article") for passage in support.passages for place in passage.places}
    own |= {each for fact in sentence.fact_refs if fact in ledger.facts for each in _measured(formatted(ledger.facts[fact]))}
    for part in sentences_in(sentence.text):
        told = _measured(part) - own
        if told and not any(
            told <= _measured(window) | own and supported_share(part, window) >= LEAST_SUPPORT for window in support.windows
        ):
            yield Objection(kind=ObjectionKind.FIGURE, span=part)


@lru_cache(maxsize=20_000)
def _measured(text: str) -> frozenset[tuple[str, str]]:
    """The figures, dates and articles of a text, in the form in which they are compared; said twice, there twice."""
    told = [comparable(each) for each in quantities_in(_without_articles(text))]
    told += [(word, "vague") for word in words_in(text) if word in verifier_words().vague]
    told += [(str(each[:3]), "date") for each in moments_in(text)[0]]
    counted = {
        (f"{value} {turn}" if turn > 1 else value, unit)
        for (value, unit), count in Counter(told).items()
        for turn in range(1, count + 1)
    }
    return frozenset(counted | {(number, "article") for number, _ in article_mentions(text)})


def _without_articles(text: str) -> str:
    """The text without the numbers of articles: these are checked apart."""
    for number, _ in article_mentions(text):
        digits = re.escape(number.lstrip("LRD")).replace(r"\-", r"\s?[-.\u2010-\u2013]\s?")
        text = re.sub(
            rf"(?:\barticles?|\bart\.)?\s*(?:[LRD]\s?\*?\s?\.?\s?\*?\s?)?{digits}(?!\d)", " ", text, count=1, flags=re.IGNORECASE
        )
    return text


def _untold(sentence: DraftedSentence, _: Support, ledger: Ledger) -> Iterator[Objection]:
    """A fact that a sentence rests on is printed in it, as it is: another figure in its place would be of nothing."""
    told = {comparable(each) for each in quantities_in(sentence.text)} | {
        (str(each.year), "") for each in moments_in(sentence.text)[0]
    }
    for each in sentence.fact_refs:
        fact = ledger.facts.get(each)
        if fact is not None and fact.value is not None and not told.intersection(map(comparable, quantities_in(formatted(fact)))):
            yield Objection(kind=ObjectionKind.FIGURE, span=each)


def _is_year(value: object, unit: str) -> bool:
    return not unit and len(str(value)) == 4 and str(value).isdigit() and FIRST_YEAR <= int(str(value)) <= LAST_YEAR


def _dates(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    for moment in moments_in(sentence.text)[0]:
        if not any(_agrees(moment, known) for known in support.moments):
            yield Objection(kind=ObjectionKind.DATE, span=moment.span)


def _agrees(said: Moment, known: Moment) -> bool:
    """Whether what is said of a day is known: all that is written must be there."""
    return all(mine is None or mine == theirs for mine, theirs in zip(said[:3], known[:3], strict=True))


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


def _is_foreign(character: str) -> bool:
    """Whether a character is invisible, or a letter of another script that looks like one of ours."""
    is_invisible = unicodedata.category(character) in {"Cf", "Cc", "Co"}
    return is_invisible or (character.isalpha() and not unicodedata.name(character, "").startswith("LATIN"))


CHECKS = (
    _references,
    _validity,
    _figures,
    _together,
    _untold,
    _dates,
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
