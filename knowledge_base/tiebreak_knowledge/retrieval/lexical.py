"""Search by words: BM25 over French stems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from tiebreak_knowledge.retrieval.words import stems

SHORTEST_SLIP = 6
"""Letters under which an unknown word is another word, not a slip."""
LEAST_LIKENESS = 84.0
MOST_SLIPS_KEPT = 10_000

Scores = np.ndarray[tuple[int], np.dtype[np.float32]]


class Vocabulary:
    """The stems of everything that is searched together: a word that one of the texts holds is no slip of the keyboard."""

    def __init__(self, words: Iterable[str]) -> None:
        """Args: words: stems, in any order."""
        self._known = frozenset(words)
        self._words = sorted(self._known)
        self._slips: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """The same word, or the nearest known one when this one is long enough to be a slip of the keyboard."""
        if word in self._known:
            return word
        if len(word) < SHORTEST_SLIP:
            return None
        if word not in self._slips:
            if len(self._slips) >= MOST_SLIPS_KEPT:
                self._slips.clear()
            found = process.extractOne(word, self._words, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS)
            self._slips[word] = found[0] if found else None
        return self._slips[word]


class LexicalIndex:
    """BM25 scores of texts, kept in memory."""

    def __init__(self, stemmed: Sequence[Sequence[str]], vocabulary: Vocabulary, *, k1: float = 1.2, b: float = 0.75) -> None:
        """Args: stemmed: stems of each text, in the order of the scores; vocabulary: theirs, and more; k1, b: the usual
        parameters of BM25."""
        import bm25s  # noqa: PLC0415 - only the search needs it

        self._size = len(stemmed)
        self._vocabulary = vocabulary
        self._counts = Counter(word for each in stemmed for word in set(each))
        self._index: Any = None
        if self._counts:
            self._index = bm25s.BM25(method="lucene", k1=k1, b=b)
            self._index.index([list(each) for each in stemmed], show_progress=False)

    def scores(self, question: str) -> Scores:
        """One score a text, 0 where no word is shared."""
        words = [word for word in self.corrected(question) if word in self._counts]
        if not words or self._index is None:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._index.get_scores(words), dtype=np.float32)

    def rarity(self, word: str) -> float:
        """How much a stem tells: more when fewer texts hold it, most when none does."""
        return float(np.log(1 + (self._size + 1) / (self._counts[word] + 0.5)))

    def corrected(self, question: str) -> list[str]:
        """The stems of a question, slips of the keyboard put right; unknown ones stay as they are."""
        return [self._vocabulary.nearest(word) or word for word in stems(question)]


def lexical_indexes(*collections: Sequence[str]) -> tuple[LexicalIndex, ...]:
    """One index a collection of texts; a word of any of them is known to all.

    Args:
        collections: texts, in the order of the scores of each index.
    """
    stemmed = [[stems(text) for text in texts] for texts in collections]
    vocabulary = Vocabulary(word for texts in stemmed for words in texts for word in words)
    return tuple(LexicalIndex(texts, vocabulary) for texts in stemmed)
