"""The signs that a passage answers a question, and what each weighs: numbers tuned on questions, kept as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np

from tiebreak import ModelError, named_places, named_texts
from tiebreak_knowledge.retrieval.index import Filters, PassageIndex
from tiebreak_knowledge.retrieval.stores import Vector

SIGNS = (
    "said_words",
    "asked_words",
    "said_meaning",
    "asked_meaning",
    "subject",
    "named_article",
    "named_text",
    "aside",
    "card",
    "not_yet",
)
FIRST = 80
"""Passages that each sign proposes; what none proposes is not looked at."""
WORDS_SCALE = 10.0
NO_MEANING = 0.75
"""Cosine given to what has no vector: that of two texts that have nothing in common."""
NO_SUBJECT = 0.06
"""Nearness given to what answers no question of its own, an official article: the mean of what some sign proposes."""

Signs = np.ndarray[tuple[int, int], np.dtype[np.float32]]


@cache
def weights(*, with_meaning: bool) -> Vector:
    """The weight of each of `SIGNS`."""
    text = files("tiebreak_knowledge").joinpath("retrieval/weights.toml").read_text("utf-8")
    held = tomllib.loads(text)["with_meaning" if with_meaning else "by_words_alone"]
    return np.array([held.get(sign, 0.0) for sign in SIGNS], dtype=np.float32)


@cache
def tuned_model() -> str:
    """The model of meaning on which weights and threshold were set."""
    text = files("tiebreak_knowledge").joinpath("retrieval/weights.toml").read_text("utf-8")
    return str(tomllib.loads(text)["with_meaning"]["model"])


def question_vector(index: PassageIndex, question: str) -> tuple[Vector | None, str]:
    """The vector of a question, or `None` and why the search goes by words alone, in French."""
    if index.meaning is None:
        return None, f"Recherche par les mots seuls : {index.without_meaning}."
    try:
        return np.asarray(index.meaning.embedder.questions([question])[0], dtype=np.float32), ""
    except ModelError as error:
        return None, f"Recherche par les mots seuls : {error}."


def signs_of(index: PassageIndex, question: str, vector: Vector | None, filters: Filters) -> tuple[list[int], Signs]:
    """The passages that some sign proposes, and all their signs, one row each in the order of `SIGNS`.

    Args:
        index: where to look.
        question: as it was asked.
        vector: its vector, `None` to do without meaning.
        filters: which passages may be proposed, and the day on which they are wanted.
    """
    may, on = index.admitted(filters), filters.on
    said = np.where(may, index.said.scores(question), 0.0)
    asked = np.where(may, index.asked.scores(question), 0.0)
    places = frozenset(named_places(question, index.texts, index.places))
    proposed: set[int] = set()
    for scores in (said, asked):
        proposed.update(int(rank) for rank in np.argsort(-scores, kind="stable")[:FIRST] if scores[rank] > 0)
    if places:
        proposed.update(rank for place in places for rank in index.by_place[place] if may[rank])
    near_said: dict[str, float] = {}
    near_asked: dict[str, float] = {}
    subjects: dict[str, float] = {}
    if vector is not None and index.meaning is not None:
        count = FIRST if may.all() else FIRST * 3
        for store in (*index.meaning.said, index.meaning.asked):
            near = store.nearest(vector, count)
            nearest = [index.rank[each] for each in near if each in index.rank]
            proposed.update([rank for rank in nearest if may[rank]][:FIRST])
            if store is not index.meaning.asked:
                near_said |= near
        names = [index.passages[rank].id for rank in sorted(proposed)]
        for store in index.meaning.said:
            near_said |= store.nearness(vector, [name for name in names if name not in near_said])
        near_asked = dict(index.meaning.asked.nearness(vector, names))
        if index.meaning.by_subject is not None:
            subjects = index.meaning.by_subject.near(vector).subjects
    ranks = sorted(proposed)
    texts = frozenset(named_texts(question, index.texts))
    signs = np.zeros((len(ranks), len(SIGNS)), dtype=np.float32)
    for row, rank in enumerate(ranks):
        passage = index.passages[rank]
        meaning = near_said.get(passage.id, NO_MEANING)
        signs[row] = (
            said[rank] / WORDS_SCALE,
            asked[rank] / WORDS_SCALE,
            meaning,
            max(near_asked.get(passage.id, 0.0), meaning),
            subjects.get(passage.id, NO_SUBJECT),
            float(bool(places.intersection(passage.places))),
            float(any(place.partition(":")[0] in texts for place in passage.places)),
            float(index.is_aside[rank]),
            float(index.is_card[rank]),
            float(index.is_superseding(rank, on)),
        )
    return ranks, signs
