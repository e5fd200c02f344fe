"""Articles that a text names: « R. 2152-7 », « article 28 du RGPD », « art. 35 de la loi REEN »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from tiebreak.model.knowledge import LegalText
from tiebreak.spelling import normalise

_CODE_ARTICLE = re.compile(r"\b(?:art(?:icles?|s?\.)?\s*)?([LRD])\s?\.?\s?\*?\s?(\d{1,5}(?:-\d{1,3}){0,4})\b", re.IGNORECASE)
_PLAIN_ARTICLE = re.compile(r"\bart(?:icles?|s?\.)?\s+(premier|\d{1,4}(?:[-.]\d{1,3}){0,3})\b", re.IGNORECASE)
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
    told = [text for text, pattern in names if pattern.search(normalise(question))]
    found: dict[str, None] = {}
    for number, after in _numbers(question):
        here = _first_named(after, names) or told
        candidates = here or sorted(texts) if number[:1] in "LRD" else here
        for text in candidates:
            place = f"{text}:{number}"
            if place in known:
                found[place] = None
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
    articles = {place.partition(":")[2] for place in known}
    return () if articles.intersection(numbers) else tuple(dict.fromkeys(numbers))


def article_mentions(text: str) -> tuple[tuple[str, str], ...]:
    """Every number of an article in a text, with what follows it: a plain number only after the word « article »."""
    return tuple(_numbers(text))


def _first_named(after: str, names: Iterable[tuple[str, re.Pattern[str]]]) -> list[str]:
    """The text named first in these words, alone in a list; none when there is none."""
    plain = normalise(after)
    starts = [(found.start(), text) for text, pattern in names if (found := pattern.search(plain))]
    return [min(starts)[1]] if starts else []


def _numbers(question: str) -> Iterator[tuple[str, str]]:
    """Each number of an article, and what follows it."""
    spans: list[tuple[int, int]] = []
    for match in _CODE_ARTICLE.finditer(question):
        spans.append(match.span())
        yield f"{match.group(1).upper()}{match.group(2)}", question[match.end() : match.end() + NEAR]
    for match in _PLAIN_ARTICLE.finditer(question):
        if not any(start <= match.start(1) < end for start, end in spans):
            number = "1" if match.group(1).casefold() == "premier" else match.group(1)
            yield number, question[match.end() : match.end() + NEAR]


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
