"""Vectors of a model beyond this computer are asked for once, whatever breaks; its threshold is not pretended to be known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tiebreak import ModelError
from tiebreak_knowledge.retrieval import shipped_vectors
from tiebreak_knowledge.retrieval.shipped_vectors import BLOCK, View, vectors_for


@dataclass
class Distant:
    """A model that counts what it is asked, and may break."""

    breaks_after: int = 10**9
    asked: list[str] = field(default_factory=list)
    name: str = "essai-distant"
    label: str = "modèle d’essai"
    dimension: int = 2

    def questions(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        if len(self.asked) + len(texts) > self.breaks_after:
            raise ModelError("panne")
        self.asked += texts
        return [(1.0, 0.0) for _ in texts]

    def passages(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        return self.questions(texts)


VIEWS = [View(f"texte {number}", is_asked=number % 2 == 0) for number in range(BLOCK * 3)]


def test_vectors_are_asked_for_once_and_kept(tmp_path: Path) -> None:
    first, second = Distant(), Distant()
    said: list[str] = []

    assert len(vectors_for(VIEWS, first, keep_in=tmp_path, progress=said.append)) == len(VIEWS)
    assert len(vectors_for(VIEWS, second, keep_in=tmp_path)) == len(VIEWS)
    assert (len(first.asked), second.asked) == (len(VIEWS), [])
    assert len(said) == 3


def test_what_was_computed_before_a_failure_is_kept(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        vectors_for(VIEWS, Distant(breaks_after=BLOCK), keep_in=tmp_path)
    again = Distant()
    vectors_for(VIEWS, again, keep_in=tmp_path)

    assert len(again.asked) == len(VIEWS) - BLOCK


def test_damaged_vectors_are_computed_again(tmp_path: Path) -> None:
    vectors_for(VIEWS, Distant(), keep_in=tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"abime")
    again = Distant()

    assert len(vectors_for(VIEWS, again, keep_in=tmp_path)) == len(VIEWS)
    assert len(again.asked) == len(VIEWS)


def test_nothing_is_kept_without_a_folder() -> None:
    assert len(shipped_vectors.vectors_for(VIEWS[:10], Distant())) == 10
