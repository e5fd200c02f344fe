"""Passages made ready to be searched: by article, by words, by meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np

from tiebreak import Embedder, LegalText, OutOfScope, Passage, RecordKind, normalise
from tiebreak_knowledge.retrieval.leaning import Leaning, leaning_of
from tiebreak_knowledge.retrieval.lexical import lexical_indexes
from tiebreak_knowledge.retrieval.shipped_vectors import View, vectors_for, views_of, views_out_of_scope
from tiebreak_knowledge.retrieval.stores import ArrayStore, Vector, VectorStore
from tiebreak_knowledge.retrieval.subjects import BySubject, weighing_of
from tiebreak_knowledge.retrieval.views import asked_words, said_words
from tiebreak_knowledge.retrieval.words import stems

ASIDE = re.compile(
    r"\b(?:defense ou de securite|outre mer|contrats? de concession|saint pierre et miquelon|polynesie|caledonie)\b"
)
"""Parts of a code that hold a second copy of a rule, for others than a collectivité that buys."""


CARDS = ("solution:", "supplier:")
"""Beginnings of the identifiers of what is one product or one supplier."""

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Filters:
    """What may be found."""

    on: date
    """Rules that ended before that day are left out; those that begin later stay, and say it."""
    kinds: Collection[RecordKind] = ()
    """Kinds wanted; all when empty."""
    texts: Collection[str] = ()
    """Texts of law wanted, by identifier; all when empty."""


@dataclass(frozen=True)
class Meaning:
    """What is needed to search by meaning; all of one model."""

    embedder: Embedder
    said: tuple[VectorStore, ...]
    """Stores of what passages say: the shipped ones, the user's."""
    asked: ArrayStore
    """Store of the questions that they answer."""
    outside: ArrayStore
    """Store of questions that nothing here answers, by entry."""

    @cached_property
    def leaning(self) -> Leaning | None:
        """What tells the two kinds of questions apart."""
        return leaning_of(self.asked.vectors, self.outside.vectors)

    @cached_property
    def by_subject(self) -> BySubject | None:
        """The same questions compared by their subject; `None` when too few are known."""
        weighing = weighing_of(self.asked.owners, self.asked.vectors)
        return BySubject(weighing, self.asked, self.outside) if weighing is not None else None


class PassageIndex:
    """Passages in the order given, with all that a search asks of them."""

    def __init__(
        self,
        passages: Sequence[Passage],
        texts: Mapping[str, LegalText],
        meaning: Meaning | None,
        *,
        out_of_scope: Sequence[OutOfScope] = (),
        without_meaning: str = "aucun modèle du sens sur cette machine (l’extra « assistant » l’installe, sauf sous Windows)",
    ) -> None:
        """Args: passages: each identifier once; texts: texts of law, by identifier; meaning: `None` to search by words alone;
        out_of_scope: what is not known here; without_meaning: why there is none, in French."""
        self.without_meaning = without_meaning
        self.out_of_scope = {entry.id: entry for entry in out_of_scope}
        self.passages = tuple(passages)
        self.texts = texts
        self.meaning = meaning
        self.rank = {passage.id: rank for rank, passage in enumerate(self.passages)}
        self.said, self.asked, self.outside = lexical_indexes(
            [said_words(passage) for passage in self.passages],
            [asked_words(passage) for passage in self.passages],
            [question for entry in out_of_scope for question in entry.asked],
        )
        self.by_place: dict[str, list[int]] = {}
        for rank, passage in enumerate(self.passages):
            for place in passage.places:
                self.by_place.setdefault(place, []).append(rank)
        self.places = frozenset(self.by_place)
        self.is_aside = np.array([_is_aside(passage) for passage in self.passages], dtype=bool)
        self.is_card = np.array([passage.id.startswith(CARDS) for passage in self.passages], dtype=bool)
        self._stems: dict[int, frozenset[str]] = {}
        self._ends = np.array([(passage.in_force_until or date.max).toordinal() for passage in self.passages], dtype=np.int64)
        self._kinds = np.array([passage.kind.value for passage in self.passages])
        self._texts = [{place.partition(":")[0] for place in passage.places} for passage in self.passages]

    def stems_of(self, rank: int) -> frozenset[str]:
        """The stems of all that a passage says and of how it is asked for; kept once read."""
        if rank not in self._stems:
            passage = self.passages[rank]
            self._stems[rank] = frozenset(stems(f"{said_words(passage)} {asked_words(passage)}"))
        return self._stems[rank]

    def is_superseding(self, rank: int, on: date) -> bool:
        """Whether a passage holds later only, while another of the same article holds on that day."""
        passage = self.passages[rank]
        if passage.in_force_from is None or passage.in_force_from <= on:
            return False
        others = (self.passages[each] for place in passage.places for each in self.by_place[place] if each != rank)
        return any(other.in_force_until is not None and other.is_in_force(on) for other in others)

    def admitted(self, filters: Filters) -> Mask:
        """Which passages may be found."""
        mask = self._ends >= filters.on.toordinal()
        if filters.kinds:
            mask &= np.isin(self._kinds, [kind.value for kind in filters.kinds])
        if filters.texts:
            wanted = set(filters.texts)
            mask &= np.array([not wanted.isdisjoint(texts) for texts in self._texts], dtype=bool)
        return mask


def meaning_of(
    passages: Sequence[Passage],
    embedder: Embedder,
    *,
    out_of_scope: Sequence[OutOfScope] = (),
    user: VectorStore | None = None,
    keep_in: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Meaning:
    """The vectors of these passages by this model, and beside them those of the user's own texts.

    Raises:
        ModelError: when a vector is missing and the model cannot compute it.
    """
    views = views_of(passages)
    others = views_out_of_scope(out_of_scope)
    vectors = vectors_for([view for _, view in (*views, *others)], embedder, keep_in=keep_in, progress=progress)
    said = _store([(each, view) for each, view in views if not view.is_asked], vectors, embedder.dimension)
    asked = _store([(each, view) for each, view in views if view.is_asked], vectors, embedder.dimension)
    outside = _store(others, vectors, embedder.dimension)
    return Meaning(embedder, (said, user) if user is not None else (said,), asked, outside)


def _store(views: Sequence[tuple[str, View]], vectors: Mapping[View, Vector], dimension: int) -> ArrayStore:
    rows = [vectors[view] for _, view in views]
    return ArrayStore(
        [identifier for identifier, _ in views], np.stack(rows) if rows else np.zeros((0, dimension), dtype=np.float32)
    )


def _is_aside(passage: Passage) -> bool:
    return passage.is_official and any(ASIDE.search(normalise(part)) for part in passage.path)
