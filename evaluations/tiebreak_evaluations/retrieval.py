"""The search for knowledge: does it find what answers, does it refuse what nothing answers, against simpler searches.

The half of the questions kept apart was looked at for no setting: weights and threshold come from the other half.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import numpy as np

from tiebreak import KnowledgeBase, Passage, Workbench, load_nomenclature
from tiebreak_evaluations.measure import FULL, Effort, Measure
from tiebreak_evaluations.questions import REGISTER_LABELS, Half, Question, questions, unanswerable
from tiebreak_evaluations.retrieval_metrics import Shown, ndcg_at, needed, recall_at, targets
from tiebreak_knowledge.official import read_official
from tiebreak_knowledge.official.library import TextLibrary
from tiebreak_knowledge.retrieval.finder import KnowledgeFinder, embedder_here
from tiebreak_knowledge.retrieval.index import Filters
from tiebreak_knowledge.retrieval.lexical import lexical_indexes
from tiebreak_knowledge.retrieval.search import Found, Hit
from tiebreak_knowledge.retrieval.stores import Vector
from tiebreak_knowledge.retrieval.threshold import least_confidence
from tiebreak_knowledge.retrieval.views import asked_words, said_words

AS_OF = date(2026, 11, 26)
MOST = 10
RECALL_TARGET = 0.90
NDCG_TARGET = 0.70
GAIN_TARGET = 0.08
REFUSED_TARGET = 0.90
WRONGLY_REFUSED_TARGET = 0.10
SAMPLE_NDCG_FLOOR = 0.70
"""What the replayed sample may not fall under: a gate against regressions, on the tuning half and the shipped knowledge alone."""
REAL_TEXTS = (
    ("codes-legalize-fr/fr/LEGITEXT000037701019.md", ""),
    ("codes-legalize-fr/fr/LEGITEXT000031366350.md", ""),
    ("rgpd-fr-lincnil/RGPD_articles_final.tsv", "RGPD"),
)
SHARED = Path("../shared/data")
KEPT = Path("evaluations/output/textes")
"""Real texts are prepared once: their vectors take some minutes, and no text of somebody else is committed."""


class Ranked(NamedTuple):
    """How well one ranking does on some questions."""

    recall: float
    ndcg: float


def retrieval_quality(effort: Effort) -> list[Measure]:
    """Recall and nDCG by register against baselines, and what is refused, rightly or not."""
    workbench = Workbench()
    library = _real_texts(workbench.knowledge) if effort == FULL else None
    finder = KnowledgeFinder(
        workbench.knowledge, workbench.catalogue, load_nomenclature(), library=library, embedder=embedder_here()
    )
    where = "fiches et 3 textes réels" if library else "fiches seules"
    if effort != FULL:
        return [_regression(finder, workbench.knowledge)]
    half: Half = "kept"
    asked = _answerable(half)
    found = {each.id: finder.search(each.question, Filters(on=AS_OF), most=MOST) for each in asked}
    ours = _ranked(asked, lambda question: _shown(found[question.id].hits), workbench.knowledge)
    baselines = {name: _ranked(asked, rank, workbench.knowledge) for name, rank in _baselines(finder, effort.seed).items()}
    return [
        Measure(
            "recherche : rappel à 10",
            f"{ours.recall:.3f}",
            f"≥ {RECALL_TARGET}",
            ours.recall >= RECALL_TARGET,
            f"{len(asked)} questions jamais regardées, {where}",
        ),
        Measure(
            "recherche : nDCG à 10",
            f"{ours.ndcg:.3f}",
            f"≥ {NDCG_TARGET}",
            ours.ndcg >= NDCG_TARGET,
            _by_register(asked, found, workbench.knowledge),
        ),
        _gain(ours, baselines),
        *_refusals(finder, found, asked, half),
    ]


def _real_texts(base: KnowledgeBase) -> TextLibrary | None:
    """The real texts beside the project, prepared for the search; `None` where they are absent."""
    if not SHARED.is_dir():
        return None
    library = TextLibrary(KEPT)
    for name, title in REAL_TEXTS:
        library.add(read_official(SHARED / name, title=title), base, embedder=embedder_here())
    return library


def _answerable(half: Half) -> list[Question]:
    """The sound questions to which the assessor found an answer somewhere."""
    return [each for each in questions(half) if each.refs or each.records]


def _shown(hits: Sequence[Hit]) -> list[Shown]:
    return [
        Shown(_name(hit.passage), frozenset(place for passage in (hit.passage, *hit.beside) for place in passage.places))
        for hit in hits
    ]


def _name(passage: Passage) -> str:
    """A passage as the assessor names it."""
    return passage.id.removeprefix("record:")


def _ranked(asked: Sequence[Question], rank: Callable[[Question], list[Shown]], base: KnowledgeBase) -> Ranked:
    recalls, gains = [], []
    for question in asked:
        ranking = rank(question)
        wanted = targets(question.refs, question.records, lambda name: _places(name, base))
        recalls.append(recall_at(ranking, wanted, MOST))
        gains.append(ndcg_at(ranking, question.refs, question.records, needed(wanted), MOST))
    return Ranked(mean(recalls), mean(gains))


def _places(name: str, base: KnowledgeBase) -> tuple[str, ...]:
    record = base.records.get(name)
    return record.places if record is not None else ()


def _by_register(asked: Sequence[Question], found: dict[str, Found], base: KnowledgeBase) -> str:
    parts = []
    for register, label in REGISTER_LABELS.items():
        of_it = [each for each in asked if each.asked_by == register]
        score = _ranked(of_it, lambda question: _shown(found[question.id].hits), base)
        parts.append(f"{label} {score.recall:.3f} et {score.ndcg:.3f} ({len(of_it)})")
    return "rappel et nDCG : " + ", ".join(parts)


def _baselines(finder: KnowledgeFinder, seed: int) -> dict[str, Callable[[Question], list[Shown]]]:
    """Simpler searches of the same passages: one sign alone, and chance."""
    index = finder.index
    allowed = index.admitted(Filters(on=AS_OF))
    rng = random.Random(seed)  # noqa: S311 - not a secret
    (everything,) = lexical_indexes([f"{said_words(passage)} {asked_words(passage)}" for passage in index.passages])

    def first(scores: Vector) -> list[Shown]:
        order = np.argsort(-np.where(allowed, scores, -np.inf), kind="stable")
        return _distinct([index.passages[int(rank)] for rank in order[: MOST * 4]])

    def by_meaning(question: Question) -> list[Shown]:
        if index.meaning is None:
            return []
        vector = np.asarray(index.meaning.embedder.questions([question.question])[0], dtype=np.float32)
        near: dict[str, float] = {}
        for store in index.meaning.said:
            near |= store.nearest(vector, MOST * 8)
        ranked = sorted((each for each in near if each in index.rank), key=lambda each: -near[each])
        return _distinct([index.passages[index.rank[each]] for each in ranked if allowed[index.rank[each]]])

    return {
        "BM25 seul sur les passages": lambda question: first(index.said.scores(question.question)),
        "vecteurs seuls sur les passages": by_meaning,
        "hasard": lambda _: _distinct(rng.sample(index.passages, MOST)),
        "BM25 sur les passages et les questions écrites pour eux": lambda question: first(everything.scores(question.question)),
    }


def _distinct(passages: Sequence[Passage]) -> list[Shown]:
    """The first passages, the parts of one article once."""
    kept: dict[str, Shown] = {}
    for passage in passages:
        kept.setdefault(passage.id.partition("#")[0], Shown(_name(passage), frozenset(passage.places)))
    return list(kept.values())[:MOST]


def _gain(ours: Ranked, baselines: dict[str, Ranked]) -> Measure:
    simple = {name: score for name, score in baselines.items() if "questions écrites" not in name}
    best = max(score.ndcg for score in simple.values())
    told = ", ".join(f"{name} {score.recall:.3f} et {score.ndcg:.3f}" for name, score in baselines.items())
    gain = ours.ndcg - best
    return Measure(
        "recherche : gain de nDCG sur la meilleure recherche simple",
        f"{gain:+.3f}",
        f"≥ {GAIN_TARGET}",
        gain >= GAIN_TARGET,
        f"rappel et nDCG : {told}",
    )


def _refusals(finder: KnowledgeFinder, found: dict[str, Found], asked: Sequence[Question], half: Half) -> list[Measure]:
    none = [finder.search(each.question, Filters(on=AS_OF), most=MOST) for each in unanswerable(half)]
    refused = mean(not each.is_found for each in none)
    wrongly = mean(not found[each.id].is_found for each in asked)
    least = least_confidence(with_meaning=finder.index.meaning is not None)
    curve = ", ".join(
        f"{step:.2f} : {_refused(none, step):.2f} et {_refused(found.values(), step):.2f}"
        for step in (least / 2, least * 0.75, least, (1 + 2 * least) / 3, (1 + least) / 2)
    )
    return [
        Measure(
            "sans réponse ici : refusées",
            f"{refused:.3f}",
            f"≥ {REFUSED_TARGET}",
            refused >= REFUSED_TARGET,
            f"{len(none)} questions ; seuil, refusées à raison et à tort : {curve}",
        ),
        Measure(
            "avec réponse : refusées à tort",
            f"{wrongly:.3f}",
            f"≤ {WRONGLY_REFUSED_TARGET}",
            wrongly <= WRONGLY_REFUSED_TARGET,
            f"{len(asked)} questions",
        ),
    ]


def _refused(answers: Iterable[Found], least: float) -> float:
    """Share of these searches that a threshold would refuse."""
    return mean(each.confidence < least for each in answers)


def _regression(finder: KnowledgeFinder, base: KnowledgeBase) -> Measure:
    asked = [each for each in _answerable("tuning") if each.records]
    score = _ranked(asked, lambda question: _shown(finder.search(question.question, Filters(on=AS_OF), most=MOST).hits), base)
    return Measure(
        "recherche : nDCG à 10 sur les fiches (moitié du réglage)",
        f"{score.ndcg:.3f}",
        f"≥ {SAMPLE_NDCG_FLOOR}",
        score.ndcg >= SAMPLE_NDCG_FLOOR,
        f"{len(asked)} questions, rappel {score.recall:.3f}",
    )
