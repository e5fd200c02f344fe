"""Vectors by the service's model of meaning, by batches of the size that it takes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tiebreak_mistral.faults import Fault

if TYPE_CHECKING:
    from tiebreak_mistral.service import Service

BATCH_CHARACTERS = 24_000
"""About 8 000 tokens of French: the service takes about 16 000 in one request."""
BATCH_TEXTS = 64
LONGEST_TEXT = 20_000
"""Characters of one text that are read: the model takes about 8 000 tokens."""
DIMENSIONS = {"mistral-embed": 1024}


class MistralEmbedder:
    """One model of meaning."""

    def __init__(self, service: Service, model: str, label: str) -> None:
        """Args: service: where it is asked; model, label: as the user reads them."""
        self.name = model
        self.label = label
        self._service = service
        self._dimension = DIMENSIONS.get(model)

    @property
    def dimension(self) -> int:
        """Numbers in one vector: known for the platform's model, asked once for another."""
        if self._dimension is None:
            self._dimension = len(self._vectors(["dimension"])[0])
        return self._dimension

    def questions(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """See `Embedder`."""
        return self._vectors(texts)

    def passages(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """See `Embedder`."""
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> list[list[float]]:
        return [vector for batch in _batches(texts) for vector in self._service.ask(partial(self._asked, batch))]

    def _asked(self, batch: list[str]) -> list[list[float]]:
        answer = self._service.client.embeddings.create(model=self.name, inputs=batch)
        given = sorted(answer.data, key=lambda each: each.index or 0)
        vectors = [[float(number) for number in each.embedding or ()] for each in given]
        if len(vectors) != len(batch) or len({len(each) for each in vectors}) != 1 or not vectors[0]:
            raise Fault(f"{self.name} : {len(vectors)} vecteurs reçus pour {len(batch)} textes")
        return [_of_length_one(vector) for vector in vectors]


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        kept = text[:LONGEST_TEXT] or " "
        if batch and (len(batch) >= BATCH_TEXTS or size + len(kept) > BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(kept)
        size += len(kept)
    if batch:
        yield batch


def _of_length_one(vector: list[float]) -> list[float]:
    length = math.sqrt(sum(number * number for number in vector))
    if not length or not math.isfinite(length):
        raise Fault("Vecteur nul ou infini reçu : le service répond autrement qu’il ne l’annonce")
    return [number / length for number in vector]
