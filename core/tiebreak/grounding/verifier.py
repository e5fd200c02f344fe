"""The gate of everything that somebody drafts: what it cannot find in the references of a sentence, it refuses to print.

It compares; it understands nothing. A sentence that says a true thing without its reference is refused all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiebreak.grounding.ledger import Ledger
from tiebreak.grounding.polarity import LEAST_SUPPORT, is_turned_round, nearest, supported_share
from tiebreak.grounding.quantities import FIRST_YEAR, LAST_YEAR, Moment, moments_in, quantities_in
from tiebreak.grounding.rendering import printed, render
from tiebreak.grounding.support import Support, addresses_in, comparable, countries_in, support_of, words_in
from tiebreak.grounding.words import verifier_words
from tiebreak.knowledge.article_numbers import article_mentions
from tiebreak.model.drafting import DraftedSentence, Objection, ObjectionKind
from tiebreak.model.facts import formatted
from tiebreak.spelling import normalise

LEAST_FRENCH = 0.04
LEAST_WORDS = 10
"""Words under which a language cannot be told."""
_OTHER_AUTHORITY = re.compile(
    r"\b(?:[Cc]ommune|[Vv]ille|[Mm]étropole|[Dd]épartement|[Rr]égion|[Cc]ommunauté (?:de communes|d’agglomération|d'agglomération|urbaine))"
    r" (?:de |d’|d'|du |des |de la |de l’|de l')([A-ZÉÈÎÔÂ][\w’'-]+(?:[- ][A-ZÉÈÎÔÂ][\w’'-]+)*)"
)
_ARTICLE_MARK = re.compile(
    r"\b(?:articles?|art\.)\s+(?:[LRDA]\.?\s*\*?\s*)?[\d][\d.\-]*|\b[LRDA]\.\s?\*?\s?\d[\d-]*", re.IGNORECASE
)


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
    for check in (
        _references,
        _validity,
        _figures,
        _untold,
        _dates,
        _names,
        _countries,
        _articles,
        _addresses,
        _citation,
        _meaning,
        _language,
    ):
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
    """A rule that ended is refused; one that begins later passes only when the sentence says its year."""
    for passage in support.passages:
        if passage.in_force_until is not None and passage.in_force_until < ledger.as_of:
            yield Objection(kind=ObjectionKind.VALIDITY, span=passage.id)
        start = passage.in_force_from
        if start is not None and start > ledger.as_of and str(start.year) not in sentence.text:
            yield Objection(kind=ObjectionKind.VALIDITY, span=passage.id)


def _figures(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    for quantity in quantities_in(_ARTICLE_MARK.sub(" ", sentence.text)):
        if _is_year(quantity.value, quantity.unit):
            if (
                not any(moment.year == int(quantity.value) for moment in support.moments)
                and comparable(quantity) not in support.quantities
            ):
                yield Objection(kind=ObjectionKind.DATE, span=quantity.span)
        elif comparable(quantity) not in support.quantities:
            yield Objection(kind=ObjectionKind.FIGURE, span=quantity.span)


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
    return not unit and str(value).isdigit() and FIRST_YEAR <= int(str(value)) <= LAST_YEAR


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
    for match in _OTHER_AUTHORITY.finditer(sentence.text):
        if f" {normalise(match.group(1))} " not in support.names:
            yield Objection(kind=ObjectionKind.NAME, span=match.group(0))


def _countries(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    for country in sorted(countries_in(sentence.text) - support.countries):
        yield Objection(kind=ObjectionKind.COUNTRY, span=country)


def _articles(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    for number, _after in article_mentions(sentence.text):
        if number not in support.articles and not any(held.startswith(f"{number}.") for held in support.articles):
            yield Objection(kind=ObjectionKind.ARTICLE, span=number)


def _addresses(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    for address in addresses_in(sentence.text):
        if address not in support.addresses:
            yield Objection(kind=ObjectionKind.ADDRESS, span=address)


def _citation(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    """A sentence without any reference says nothing that can be checked; a rule is not said by figures alone."""
    if (not sentence.fact_refs and not sentence.cite_refs) or (
        not sentence.cite_refs and not support.templates and not verifier_words().rules.isdisjoint(words_in(sentence.text))
    ):
        yield Objection(kind=ObjectionKind.CITATION, span=sentence.text)


def _meaning(sentence: DraftedSentence, support: Support, _: Ledger) -> Iterator[Objection]:
    if supported_share(sentence.text, support.everything) < LEAST_SUPPORT:
        yield Objection(kind=ObjectionKind.SUPPORT, span=sentence.text)
    elif is_turned_round(sentence.text, nearest(sentence.text, support.sentences)):
        yield Objection(kind=ObjectionKind.POLARITY, span=sentence.text)


def _language(sentence: DraftedSentence, _: Support, __: Ledger) -> Iterator[Objection]:
    words = words_in(sentence.text)
    if len(words) < LEAST_WORDS:
        return
    held = verifier_words()
    french, english = (sum(word in known for word in words) / len(words) for known in (held.french, held.english))
    if english > french or french < LEAST_FRENCH:
        yield Objection(kind=ObjectionKind.LANGUAGE, span=sentence.text)
