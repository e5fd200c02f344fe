"""Search by words: BM25 over French stems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from tiebreak_knowledge.retrieval.words import stems

SHORTEST_SLIP = 6
"""Letters under which an unknown word is another word, not a slip."""
LEAST_LIKENESS = 84.0

Scores = np.ndarray[tuple[int], np.dtype[np.float32]]


class LexicalIndex:
    """BM25 scores of texts, kept in memory."""

    def __init__(self, texts: Sequence[str], *, k1: float = 1.2, b: float = 0.75) -> None:
        """Args: texts: in the order of the scores; k1, b: the usual parameters of BM25."""
        import bm25s  # noqa: PLC0415 - only the search needs it

        self._size = len(texts)
        tokens = [stems(text) for text in texts]
        self._known = frozenset(word for each in tokens for word in each)
        self._words = sorted(self._known)
        self._counts = Counter(word for each in tokens for word in set(each))
        self._index: Any = None
        if self._known:
            self._index = bm25s.BM25(method="lucene", k1=k1, b=b)
            self._index.index(tokens, show_progress=False)

    def scores(self, question: str) -> Scores:
        """One score a text, 0 where no word is shared."""
        words = [known for word in stems(question) if (known := self._nearest(word))]
        if not words or self._index is None:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._index.get_scores(words), dtype=np.float32)

    def rarity(self, word: str) -> float:
        """How much a stem tells: more when fewer texts hold it, most when none does."""
        return float(np.log(1 + (self._size + 1) / (self._counts[word] + 0.5)))

    def corrected(self, question: str) -> list[str]:
        """The stems of a question, slips of the keyboard put right; unknown ones stay as they are."""
        return [self._nearest(word) or word for word in stems(question)]

    def _nearest(self, word: str) -> str | None:
        """The same word, or the nearest known one when this one is long enough to be a slip of the keyboard."""
        if word in self._known:
            return word
        if len(word) < SHORTEST_SLIP:
            return None
        found = process.extractOne(word, self._words, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS)
        return found[0] if found else None
