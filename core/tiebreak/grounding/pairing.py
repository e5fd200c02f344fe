"""Whether a sentence that somebody words only rewords one of its sources: same words, same figures, same order.

The verifier knows that a figure or a word exists, not of what it is said: « Réseaux : {the amount of the servers} », « {amount} par
mois », « une demande formelle d’un juge » hold true things and say false ones. A language model is held to more: it may choose
among the sentences of its sources, put them in an order, and change the tool words that link them. Nothing else: what binds, denies,
counts or compares stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tiebreak.grounding.quantities import plain
from tiebreak.grounding.words import verifier_words
from tiebreak.model.drafting import DraftedSentence, Objection, ObjectionKind

_TOKEN = re.compile(r"\{fact:[a-z0-9._-]+\}|\d{1,2}/\d{1,2}/\d{4}|[^\W_]+")
_FACT = re.compile(r"\{fact:([a-z0-9._-]+)\}")
_PLACE = re.compile(r"\{fact:[a-z0-9._-]+\}")
PLAIN = frozenset(" .,;:()«»'’\"–—…\u00a0\u202f\n")
"""Marks that a sentence may add."""


def unpaired(draft: DraftedSentence, own: Iterable[str]) -> tuple[Objection, ...]:
    """Why a sentence may not stand beside its sources; nothing when it rewords one of them whole.

    Args:
        draft: what was drafted, the figures of a case file still in their places.
        own: the sentences that it may reword.
    """
    placed = set(_FACT.findall(draft.text))
    if loose := set(draft.fact_refs) - placed:
        return tuple(Objection(kind=ObjectionKind.FIGURE, span=each) for each in sorted(loose))
    told = told_in(draft.text)
    if not told:
        return (Objection(kind=ObjectionKind.SUPPORT, span=draft.text),)
    fitting = [each for each in own if told_in(each) == told]
    if not fitting:
        return (Objection(kind=ObjectionKind.FIGURE if placed else ObjectionKind.SUPPORT, span=draft.text),)
    if strange := min((_symbols(draft.text) - _symbols(each) for each in fitting), key=len):
        return tuple(Objection(kind=ObjectionKind.FIGURE, span=each) for each in sorted(strange))
    return ()


def stands_for(draft: DraftedSentence, own: DraftedSentence) -> bool:
    """Whether a sentence says the whole of one of ours."""
    return not unpaired(draft, [own.text])


def told_in(text: str) -> tuple[str, ...]:
    """All that a sentence tells, in its order: words, figures, dates and places of figures, without the words that only link."""
    return tuple(each for each in _tokens(text) if each not in verifier_words().linking)


def _tokens(text: str) -> Sequence[str]:
    places = iter(_PLACE.findall(text))
    return [next(places) if each.startswith("{") else each for each in _TOKEN.findall(plain(text))]


def _symbols(text: str) -> set[str]:
    """Signs of a text that are no letter, no digit and no plain mark."""
    bare = _PLACE.sub(" ", text)
    return {each for each in bare if not each.isalnum() and each not in PLAIN}
