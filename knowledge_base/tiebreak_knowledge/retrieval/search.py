"""The search: what answers a question, the best first, or « non trouvé » with what came nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tiebreak import Passage, unknown_articles
from tiebreak_knowledge.retrieval.index import Filters, PassageIndex
from tiebreak_knowledge.retrieval.named_entries import NOTHING, Wanted
from tiebreak_knowledge.retrieval.signs import question_vector, signs_of, tuned_model, weights
from tiebreak_knowledge.retrieval.stores import Vector
from tiebreak_knowledge.retrieval.threshold import confidence, evidence, least_confidence
from tiebreak_knowledge.retrieval.words import without_amounts

MOST = 10
LONGEST = 2_000
"""Characters of a question that are read."""
NAMED = 0.9
"""Confidence at least when an article that exists is asked for by its number, or an entry of the catalogue by its name."""
UNTUNED = "Le seuil de réponse n’est pas réglé pour ce modèle du sens : celui de la recherche par les mots sert à sa place."
MOSTLY = 0.7
"""Share of the nearest questions, known not to be answered here, from which the reason of the nearest is told."""


@dataclass(frozen=True)
class Hit:
    """One thing that answers: a record, an article, an entry; and what else says the same."""

    passage: Passage
    score: float
    beside: tuple[Passage, ...] = ()
    """Other passages of the same article: the official text beside our summary, the other parts of a long article."""


@dataclass(frozen=True)
class Found:
    """What a search gives back."""

    hits: tuple[Hit, ...]
    """The best first; what came nearest when nothing answers."""
    confidence: float
    """From 0 to 1: how likely it is that the first ones answer."""
    is_found: bool
    """False below the threshold: the answer is then « non trouvé »."""
    notices: tuple[str, ...] = field(default=())
    """What the reader must know of the search itself, in French."""
    together: int = 1
    """How many of the first hits make the answer."""


def search(index: PassageIndex, question: str, filters: Filters, *, most: int = MOST, wanted: Wanted = NOTHING) -> Found:
    """What answers this question.

    Args:
        index: where to look.
        question: in French, as it was asked.
        filters: what may be found.
        most: hits given back at most.
        wanted: passages known to answer it, which come first.
    """
    question = question.encode("utf-8", "replace").decode("utf-8")[:LONGEST]
    if not any(character.isalnum() for character in question):
        return Found((), 0.0, is_found=False, notices=("Écrivez une question, avec vos mots.",))
    told = without_amounts(question) or question
    vector, why = question_vector(index, told)
    ranks, signs = signs_of(index, told, vector, filters)
    order = np.argsort(-(signs @ weights(with_meaning=vector is not None)), kind="stable")
    signs = signs[order]
    ranks = [ranks[place] for place in order]
    scores = signs @ weights(with_meaning=vector is not None)
    hits = _grouped([(index.passages[rank], float(score)) for rank, score in zip(ranks, scores, strict=True)], most)
    first = _admitted(wanted.passages, index, filters)
    led = {each.passage.id for each in first}
    hits = (*first, *(hit for hit in hits if hit.passage.id not in led))[:most]
    seen = evidence(index, told, vector, ranks, signs) if ranks else None
    is_tuned = vector is not None and index.meaning is not None and index.meaning.embedder.name == tuned_model()
    sure = confidence(seen, with_meaning=is_tuned) if seen else 0.0
    if first or (seen and seen.named_article and any(place in index.places for place in hits[0].passage.places)):
        sure = max(sure, NAMED)
    notices = [each for each in (why, wanted.notice if first else "") if each]
    if vector is not None and not is_tuned:
        notices.append(UNTUNED)
    if unknown := unknown_articles(question, index.places):
        sure = 0.0
        notices.append(f"Aucun texte connu ici n’a d’article {', '.join(unknown)}.")
    is_found = sure >= least_confidence(with_meaning=is_tuned)
    if not is_found and seen and seen.outside_share > MOSTLY and (reason := _outside(index, vector)):
        notices.append(reason)
    return Found(hits, sure, is_found, tuple(notices), together=min(wanted.together, len(first)) or 1)


def _admitted(identifiers: Sequence[str], index: PassageIndex, filters: Filters) -> list[Hit]:
    """The passages of these names that may be found, in the order given."""
    may = index.admitted(filters) if identifiers else ()
    ranks = [index.rank[each] for each in identifiers if each in index.rank]
    return [Hit(index.passages[rank], 0.0) for rank in ranks if may[rank]]


def _outside(index: PassageIndex, vector: Vector | None) -> str:
    """What is known not to be known here and is nearest to the question, in the words that the user is told."""
    if vector is None or index.meaning is None:
        return ""
    near = index.meaning.outside.nearest(vector, 1)
    return next((index.out_of_scope[each].why for each in near), "")


def _grouped(ranked: list[tuple[Passage, float]], most: int) -> tuple[Hit, ...]:
    """One hit a record or an article: an official article stands beside the first record that summarises it, whichever came first."""
    groups: list[_Group] = []
    by_place: dict[str, _Group] = {}
    for passage, score in ranked:
        joined = by_place.get(passage.places[0]) if passage.is_official else _waiting(passage, by_place)
        if joined is not None:
            joined.take(passage)
        else:
            joined = _Group(passage, score)
            groups.append(joined)
        for place in passage.places:
            by_place.setdefault(place, joined)
    return tuple(Hit(each.first, each.score, tuple(each.beside)) for each in groups[:most])


@dataclass
class _Group:
    """A hit being gathered."""

    first: Passage
    score: float
    beside: list[Passage] = field(default_factory=list)

    def take(self, passage: Passage) -> None:
        """One more passage; a record comes before the articles that it summarises."""
        if self.first.is_official and not passage.is_official:
            self.first, passage = passage, self.first
        self.beside.append(passage)


def _waiting(record: Passage, by_place: dict[str, _Group]) -> _Group | None:
    """The official article that this record summarises, when it came first and no record has joined it."""
    groups = (by_place[place] for place in record.places if place in by_place)
    return next((group for group in groups if group.first.is_official), None)
