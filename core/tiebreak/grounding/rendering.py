"""Figures put in their places by code: a draft writes `{fact:identifier}`, never a digit of a fact."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tiebreak.model.drafting import DraftedSentence
from tiebreak.model.facts import Fact, formatted

_PLACE = re.compile(r"\{fact:([a-z0-9._-]+)\}")


def render(text: str, facts: Mapping[str, Fact]) -> tuple[str, tuple[str, ...]]:
    """The text with its figures, and the identifiers that no fact has; these stay as they are written.

    >>> render("Total : {fact:absent}.", {})
    ('Total : {fact:absent}.', ('absent',))
    """
    unknown: list[str] = []

    def put(match: re.Match[str]) -> str:
        fact = facts.get(match.group(1))
        if fact is None:
            unknown.append(match.group(1))
            return match.group(0)
        return formatted(fact)

    return _PLACE.sub(put, text), tuple(unknown)


def printed(sentence: DraftedSentence, facts: Mapping[str, Fact]) -> DraftedSentence:
    """The sentence as it would be printed; the facts that it places are among those that it rests on."""
    placed = tuple(match.group(1) for match in _PLACE.finditer(sentence.text))
    text, _ = render(sentence.text, facts)
    return sentence.model_copy(update={"text": text, "fact_refs": tuple(dict.fromkeys((*sentence.fact_refs, *placed)))})
