"""Whether a sentence says the contrary of the sentence of its source that it is nearest to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from tiebreak.grounding.support import words_in
from tiebreak.grounding.words import verifier_words

NEAR = 0.55
"""Share of a sentence's words that a source's sentence must hold to be the one that it repeats."""
LEAST_SUPPORT = 0.5
"""Share of a sentence's words that its sources together must hold."""
SHORT = 3
"""Letters from which a word tells something."""


class Nearest(NamedTuple):
    """The sentence of the sources that is nearest, and how much of the words it holds."""

    words: tuple[str, ...]
    share: float


def nearest(sentence: str, sources: Iterable[str]) -> Nearest:
    """The nearest sentence of the sources: the one that shares most words and adds fewest; nothing when there is none."""
    told = _told(words_in(sentence))
    best, most = Nearest((), 0.0), 0.0
    for source in sources:
        words = words_in(source)
        theirs = _told(words)
        shared = len(told & theirs)
        likeness = 2 * shared / (len(told) + len(theirs)) if shared else 0.0
        if likeness > most:
            best, most = Nearest(tuple(words), shared / len(told)), likeness
    return best


def supported_share(sentence: str, everything: str) -> float:
    """Share of the telling words of a sentence that its sources hold somewhere; 1 when it tells nothing."""
    told = _told(words_in(sentence))
    return len(told & _told(words_in(everything))) / len(told) if told else 1.0


def is_turned_round(sentence: str, near: Nearest) -> bool:
    """Whether one of the two denies what the other says: a negation more or less, or a word in place of its contrary."""
    if near.share < NEAR:
        return False
    mine, theirs = Counter(words_in(sentence)), Counter(near.words)
    words = verifier_words()
    negations = sum(mine[each] - theirs[each] for each in words.negators)
    if negations:
        return True
    added, gone = set(mine - theirs), set(theirs - mine)
    return any(not words.opposites.get(word, frozenset()).isdisjoint(gone) for word in added)


def _told(words: Iterable[str]) -> set[str]:
    """The words that tell something: the long ones, or all that are no tool of the language when none is long."""
    held = verifier_words()
    kept = [word for word in words if word not in held.french and not word.isdigit()]
    return {word[:6] for word in kept if len(word) > SHORT} or set(kept)
