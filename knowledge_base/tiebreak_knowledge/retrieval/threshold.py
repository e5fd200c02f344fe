"""How likely it is that what came first answers: below the least confidence the answer is « non trouvé »."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from tiebreak_knowledge.retrieval.index import PassageIndex
from tiebreak_knowledge.retrieval.signs import NO_MEANING, SIGNS, WORDS_SCALE, Signs
from tiebreak_knowledge.retrieval.stores import Vector

CONSIDERED = 5
"""Passages, the best first, whose signs are looked at."""
LOOKED_AT = ("said_words", "asked_words", "said_meaning", "asked_meaning", "subject", "named_article")
"""Signs of which the highest among them is kept."""
NEIGHBOURS = 15
NEARNESS = 40.0
"""How fast a neighbour counts less as its cosine falls: by e every 1/40."""
COVERING = 3
"""Passages, the best first, whose words are compared with those of the question."""


class Evidence(NamedTuple):
    """What tells a question that is answered here from one that is not."""

    said_words: float
    asked_words: float
    said_meaning: float
    asked_meaning: float
    subject: float
    named_article: float
    covered: float
    """Share of what the question's words tell that the best passage holds, from 0 to 1."""
    outside_words: float
    """As `asked_words`, of the nearest question that is known not to be answered here."""
    outside_meaning: float
    outside_share: float
    """Share of the nearest questions that are known not to be answered here, the nearest counting most, from 0 to 1."""
    outside_subject: float
    """As `subject`, of the nearest entry that is known not to be answered here."""
    outside_question: float
    """As `outside_subject`, of the nearest single question of those entries."""
    leaning: float
    """Towards the questions that are answered here, above 0, or those that are known not to be."""


@cache
def _held(*, with_meaning: bool) -> dict[str, Any]:
    text = files("tiebreak_knowledge").joinpath("retrieval/weights.toml").read_text("utf-8")
    held: dict[str, Any] = tomllib.loads(text)["found_with_meaning" if with_meaning else "found_by_words_alone"]
    return held


def least_confidence(*, with_meaning: bool) -> float:
    """The threshold, chosen on questions with and without answer."""
    return float(_held(with_meaning=with_meaning)["least"])


def evidence(index: PassageIndex, question: str, vector: Vector | None, ranks: Sequence[int], signs: Signs) -> Evidence:
    """The evidence of one search.

    Args:
        index: where it was made.
        question: as it was asked.
        vector: its vector, `None` without meaning.
        ranks: passages found, the best first.
        signs: their signs, in the same order.
    """
    first = signs[:CONSIDERED]
    best = {sign: float(first[:, SIGNS.index(sign)].max()) for sign in LOOKED_AT}
    outside = index.outside.scores(question)
    by_subject = index.meaning.by_subject if vector is not None and index.meaning is not None else None
    subjects = by_subject.near(vector) if by_subject is not None and vector is not None else None
    near = index.meaning.outside.nearest(vector, 1) if vector is not None and index.meaning is not None else {}
    return Evidence(
        **best,
        covered=_covered(index, question, ranks[:COVERING]),
        outside_words=float(outside.max()) / WORDS_SCALE if outside.size else 0.0,
        outside_meaning=max(near.values(), default=NO_MEANING),
        outside_share=_outside_share(index, vector),
        outside_subject=subjects.outside if subjects else 0.0,
        outside_question=subjects.outside_question if subjects else 0.0,
        leaning=_leaning(index, vector),
    )


def confidence(found: Evidence, *, with_meaning: bool) -> float:
    """From 0 to 1."""
    held = _held(with_meaning=with_meaning)
    total = float(held["base"]) + sum(float(held.get(name, 0.0)) * value for name, value in found._asdict().items())
    return float(1.0 / (1.0 + np.exp(-total)))


def _leaning(index: PassageIndex, vector: Vector | None) -> float:
    leaning = index.meaning.leaning if index.meaning is not None else None
    return leaning.of(vector) if leaning is not None and vector is not None else 0.0


def _outside_share(index: PassageIndex, vector: Vector | None) -> float:
    if vector is None or index.meaning is None:
        return 0.0
    inside, outside = (store.highest(vector, NEIGHBOURS) for store in (index.meaning.asked, index.meaning.outside))
    if not outside.size:
        return 0.0
    cosines = np.concatenate([inside, outside])
    is_outside = np.concatenate([np.zeros(inside.size), np.ones(outside.size)])
    kept = np.argsort(-cosines, kind="stable")[:NEIGHBOURS]
    weights = np.exp((cosines[kept] - cosines.max()) * NEARNESS)
    return float((weights * is_outside[kept]).sum() / weights.sum())


def _covered(index: PassageIndex, question: str, ranks: Sequence[int]) -> float:
    words = set(index.asked.corrected(question))
    whole = sum(index.said.rarity(word) for word in words)
    if not whole:
        return 0.0
    shares = (sum(index.said.rarity(word) for word in words & index.stems_of(rank)) / whole for rank in ranks)
    return max(shares, default=0.0)
