"""Articles that a text names: « R. 2152-7 », « article 28 du RGPD », « art. 35 de la loi REEN »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from tiebreak.model.knowledge import LegalText
from tiebreak.spelling import normalise

_AGAIN = r"(?:\s(?:bis|ter|quater|quinquies)\b)?"
_CODE_ARTICLE = re.compile(
    rf"\b(?:art(?:icles?|s?\.)?\s*)?([LRD])\s?\*?\s?\.?\s?\*?\s?(\d{{1,5}}(?:\s?[-.]\s?\d{{1,3}}){{0,4}}{_AGAIN})(?!\w)",
    re.IGNORECASE,
)
_SPACED_ARTICLE = re.compile(r"\b([LRD])\s?\.?\s?(\d{3,5}(?:\s\d{1,3}){1,3})\b", re.IGNORECASE)
_PLAIN_ARTICLE = re.compile(rf"\bart(?:icles?|s?\.)?\s+(premier|\d{{1,4}}(?:[-.]\d{{1,3}}){{0,3}}{_AGAIN})\b", re.IGNORECASE)
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " "})
NEAR = 90
"""Characters after a plain number within which the text that it belongs to must be named."""


def named_places(question: str, texts: Mapping[str, LegalText], known: frozenset[str]) -> tuple[str, ...]:
    """Places, `text:article`, that the question names and that exist; in the order named.

    Args:
        question: as it was asked.
        texts: texts of law, by identifier.
        known: every place that can be found.
    """
    names = _names(texts.values())
    plain = normalise(question)
    told = [text for text, pattern in names if pattern.search(plain)]
    found: dict[str, None] = {}
    for number, after in (*_numbers(question), *_spaced(question)):
        here = _first_named(after, names) or told
        candidates = here or sorted(texts) if number[:1] in "LRD" else here
        for text in candidates:
            place = f"{text}:{number}"
            found |= dict.fromkeys(each for each in (place, *_parts(known).get(place, ())) if each in known)
    return tuple(found)


def named_texts(question: str, texts: Mapping[str, LegalText]) -> tuple[str, ...]:
    """Identifiers of the texts of law that a question names."""
    plain = normalise(question)
    return tuple(text for text, pattern in _names(texts.values()) if pattern.search(plain))


def unknown_articles(question: str, known: frozenset[str]) -> tuple[str, ...]:
    """Numbers with letter, such as `L2199-40`, that the question names and that no text here has; none when one of them is known."""
    numbers = [number for number, _ in _numbers(question) if number[:1] in "LRD"]
    if not numbers:
        return ()
    named = {*numbers, *(number for number, _ in _spaced(question))}
    return () if _numbers_of(known).intersection(named) else tuple(dict.fromkeys(numbers))


def article_mentions(text: str) -> tuple[tuple[str, str], ...]:
    """Every number of an article in a text, with what follows it: a plain number only after the word « article »."""
    return tuple(_numbers(text))


@lru_cache(maxsize=8)
def _numbers_of(known: frozenset[str]) -> frozenset[str]:
    return frozenset(place.partition(":")[2] for place in known)


@lru_cache(maxsize=8)
def _parts(known: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """The parts of each article that are known apart: `rgpd:28.3` of `rgpd:28`."""
    parts: dict[str, list[str]] = {}
    for place in sorted(known):
        text, _, number = place.partition(":")
        ends = [end for end, character in enumerate(number) if character == "."]
        for end in ends:
            parts.setdefault(f"{text}:{number[:end]}", []).append(place)
    return {place: tuple(each) for place, each in parts.items()}


def _first_named(after: str, names: Iterable[tuple[str, re.Pattern[str]]]) -> list[str]:
    """The text named first in these words, alone in a list; none when there is none."""
    plain = normalise(after)
    starts = [(found.start(), text) for text, pattern in names if (found := pattern.search(plain))]
    return [min(starts)[1]] if starts else []


def _numbers(question: str) -> Iterator[tuple[str, str]]:
    """Each number of an article, and what follows it."""
    text = question.translate(_HYPHENS)
    spans: list[tuple[int, int]] = []
    for match in _CODE_ARTICLE.finditer(text):
        spans.append(match.span())
        yield f"{match.group(1).upper()}{_joined(match.group(2))}", text[match.end() : match.end() + NEAR]
    for match in _PLAIN_ARTICLE.finditer(text):
        if not any(start <= match.start(1) < end for start, end in spans):
            number = "1" if match.group(1).casefold() == "premier" else match.group(1)
            yield number, text[match.end() : match.end() + NEAR]


def _spaced(question: str) -> Iterator[tuple[str, str]]:
    """Numbers typed with spaces, « l 2112 4 », as far as each of them may go: only those that exist count."""
    text = question.translate(_HYPHENS)
    for match in _SPACED_ARTICLE.finditer(text):
        parts = match.group(2).split()
        for count in range(len(parts), 1, -1):
            yield f"{match.group(1).upper()}{'-'.join(parts[:count])}", text[match.end() : match.end() + NEAR]


def _joined(number: str) -> str:
    """The parts of a number with hyphens between them.

    >>> _joined("2112.4"), _joined("2112 - 4"), _joined("28 bis")
    ('2112-4', '2112-4', '28 bis')
    """
    return re.sub(r"\s?[-.]\s?", "-", number)


def _names(texts: Iterable[LegalText]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return _patterns(tuple(texts))


@lru_cache(maxsize=8)
def _patterns(texts: tuple[LegalText, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            text.id,
            re.compile(
                rf"\b(?:{'|'.join(sorted({re.escape(normalise(name)) for name in (text.name, text.short, *text.names)}))})\b"
            ),
        )
        for text in texts
    )
