"""Where vectors are kept: in an array for what is shipped, in an embedded Chroma store for what the user brings.

Both give the same two answers: which passages are nearest, and how near some passages are. Filters stand outside of them:
Chroma's own took 79 ms where a query alone took 5 (20 000 vectors of 1 024 numbers).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]
Vector = np.ndarray[tuple[int], np.dtype[np.float32]]


class VectorStore(Protocol):
    """Vectors of length 1, several of which may stand for one passage."""

    def nearest(self, question: Vector, count: int) -> Mapping[str, float]:
        """The passages whose best vector is nearest, with their cosine; at most `count`."""
        ...

    def nearness(self, question: Vector, identifiers: Iterable[str]) -> Mapping[str, float]:
        """The cosine of the best vector of each of these passages; those that it does not hold are left out."""
        ...


class ArrayStore:
    """Vectors in memory, all compared."""

    def __init__(self, identifiers: Sequence[str], vectors: Vectors) -> None:
        """Args: identifiers: the passage that each row stands for, rows of one passage together; vectors: one row each."""
        self._order: list[str] = list(dict.fromkeys(identifiers))
        self._rank = {identifier: rank for rank, identifier in enumerate(self._order)}
        self._starts = np.array(
            [row for row, each in enumerate(identifiers) if row == 0 or each != identifiers[row - 1]], dtype=np.int64
        )
        if len(self._starts) != len(self._order):
            raise ValueError("rows of one passage do not stand together")
        self.owners = tuple(identifiers)
        """The passage that each vector stands for."""
        self._vectors = vectors
        self._last: tuple[Vector | None, Vector] = (None, np.zeros(0, dtype=np.float32))

    @property
    def vectors(self) -> Vectors:
        """All of them, one row each."""
        return self._vectors

    def nearest(self, question: Vector, count: int) -> dict[str, float]:
        """The nearest passages, the nearest first."""
        best = self._best(question)
        kept = np.argsort(-best, kind="stable")[:count]
        return {self._order[rank]: float(best[rank]) for rank in kept}

    def nearness(self, question: Vector, identifiers: Iterable[str]) -> dict[str, float]:
        """How near these passages are."""
        best = self._best(question)
        return {each: float(best[self._rank[each]]) for each in identifiers if each in self._rank}

    def highest(self, question: Vector, count: int) -> Vector:
        """The highest cosines of single vectors, several of one passage included, the highest first."""
        cosines = self._cosines(question)
        return np.asarray(np.sort(cosines)[::-1][:count], dtype=np.float32)

    def _cosines(self, question: Vector) -> Vector:
        """All the cosines, once a question; on one thread, since those of BLAS and of the embedding model wait for each other."""
        asked, cosines = self._last
        if asked is not question:
            cosines = np.asarray(np.einsum("ij,j->i", self._vectors, question), dtype=np.float32)
            self._last = (question, cosines)
        return cosines

    def _best(self, question: Vector) -> Vector:
        if not self._order:
            return np.zeros(0, dtype=np.float32)
        return np.asarray(np.maximum.reduceat(self._cosines(question), self._starts), dtype=np.float32)


class ChromaStore:
    """Vectors of the user's own texts, kept on disk by an embedded Chroma; one vector a passage."""

    def __init__(self, collection: Any) -> None:
        """Args: collection: a Chroma collection of space « ip », made without any embedding function, and complete."""
        self._collection = collection
        self._size = collection.count()

    def nearest(self, question: Vector, count: int) -> dict[str, float]:
        """The nearest passages, the nearest first."""
        if not self._size:
            return {}
        found = self._collection.query(
            query_embeddings=[question.tolist()], n_results=min(count, self._size), include=["distances"]
        )
        return {each: 1.0 - distance for each, distance in zip(found["ids"][0], found["distances"][0], strict=True)}

    def nearness(self, question: Vector, identifiers: Iterable[str]) -> dict[str, float]:
        """How near these passages are."""
        wanted = list(identifiers)
        if not wanted:
            return {}
        found = self._collection.get(ids=wanted, include=["embeddings"])
        if not found["ids"]:
            return {}
        scores = np.asarray(found["embeddings"], dtype=np.float32) @ question
        return {each: float(score) for each, score in zip(found["ids"], scores, strict=True)}
