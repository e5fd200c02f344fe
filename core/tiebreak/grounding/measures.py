"""The checks of what a sentence measures: figures and their units, dates, and whether they stand together in a source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from tiebreak.grounding.ledger import Ledger
from tiebreak.grounding.polarity import LEAST_SUPPORT, supported_share
from tiebreak.grounding.quantities import FIRST_YEAR, LAST_YEAR, Moment, moments_in, quantities_in
from tiebreak.grounding.support import Support, comparable, sentences_in, tokens_in, words_in
from tiebreak.grounding.words import verifier_words
from tiebreak.knowledge.article_numbers import article_mentions
from tiebreak.model.drafting import DraftedSentence, Objection, ObjectionKind
from tiebreak.model.facts import formatted

_DOTTED = re.compile(r"\d+(?:[.'’·]\d+)+")
"""A number whose digits are grouped as nobody here writes them, or a version."""


def figures(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    """A figure, with its unit, that no reference has, or a word that says one."""
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


def together(sentence: DraftedSentence, support: Support, ledger: Ledger) -> Iterator[Objection]:
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


def untold(sentence: DraftedSentence, _: Support, ledger: Ledger) -> Iterator[Objection]:
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


def dates(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    """A day, month or year that no reference has."""
    for moment in moments_in(sentence.text)[0]:
        if not any(_agrees(moment, known) for known in support.moments):
            yield Objection(kind=ObjectionKind.DATE, span=moment.span)


def _agrees(said: Moment, known: Moment) -> bool:
    """Whether what is said of a day is known: all that is written must be there."""
    return all(mine is None or mine == theirs for mine, theirs in zip(said[:3], known[:3], strict=True))
