"""Criteria sets: how few questions settle a level, whether the proof holds, and the time that scores take."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from importlib.resources import files
from itertools import product
from statistics import median
from typing import Any

import yaml
from pydantic import TypeAdapter

from tiebreak import (
    AnswerBook,
    AnswerRules,
    CatalogueFact,
    Chosen,
    CriteriaAnswer,
    CriteriaSet,
    CriteriaSubject,
    Scorer,
    Subject,
    criteria_score,
    level_proof,
    next_question,
)
from tiebreak_criteria.loader import load_sets
from tiebreak_evaluations.measure import Effort, Measure

CLOUD = "eu-csf"
QUESTIONS_TARGET = 15
LEAST_PROFILES = 12
REDUCED = 6
"""Criteria of a reduced set: few enough for every completion to be looked at."""
SUBJECTS_DIVISOR = 20
"""10 000 subjects for the 200 000 rows of a full run."""
ANSWERED_SHARE = 0.33
SPEED_TARGET = 3
GROWTH_TARGET = 1.3


def criteria_questions(effort: Effort) -> list[Measure]:
    """Questions that settle the level of each golden profile, and the proof against every completion on reduced sets."""
    criteria_set = next(each for each in load_sets() if each.id == CLOUD)
    profiles: list[dict[str, Any]] = yaml.safe_load(
        files("tiebreak_evaluations").joinpath("data/golden_profiles.yaml").read_text("utf-8")
    )
    asked, right = [], 0
    for profile in profiles:
        answers = {criterion: Chosen(rung) for criterion, rung in profile["answers"].items()}
        count, level = settled(criteria_set, answers)
        asked.append(count)
        right += level == criteria_score(criteria_set, profile["id"], answers).level
    rng = random.Random(effort.seed)  # noqa: S311 - not a secret
    tried = effort.tables
    held = sum(proof_holds(criteria_set, rng) for _ in range(tried))
    return [
        Measure(
            "Questions pour établir le niveau européen",
            f"{median(asked):g} sur {len(criteria_set.criteria)} (médiane)",
            f"≤ {QUESTIONS_TARGET}",
            is_met=median(asked) <= QUESTIONS_TARGET and len(profiles) >= LEAST_PROFILES,
            reason=f"{len(profiles)} profils écrits sans voir l’ordre des questions, de {min(asked)} à {max(asked)} questions",
        ),
        Measure(
            "Niveau établi par peu de questions, contre toutes les réponses",
            f"{right}/{len(profiles)}",
            f"{len(profiles)}/{len(profiles)}",
            is_met=right == len(profiles),
        ),
        Measure(
            "Preuve du niveau, contre toutes les façons de compléter",
            f"{held}/{tried}",
            f"{tried}/{tried}",
            is_met=held == tried,
            reason=f"{REDUCED} critères tirés du jeu, réponses au hasard ; prouvé si et seulement si aucune suite ne change le niveau",
        ),
    ]


def settled(criteria_set: CriteriaSet, truth: Mapping[str, Chosen]) -> tuple[int, int | None]:
    """How many questions were asked before the level was proved, and that level."""
    answers: dict[str, Chosen] = {}
    while (proof := level_proof(criteria_set, answers)) is None:
        question = next_question(criteria_set, answers)
        if question is None:
            return len(answers), None
        answers[question.criterion] = truth[question.criterion]
    return len(answers), proof.level


def proof_holds(criteria_set: CriteriaSet, rng: random.Random) -> bool:
    """Whether, on some criteria of a set and some answers, there is a proof exactly when no completion changes the level."""
    criteria = tuple(criterion.model_copy(update={"dimension": None}) for criterion in rng.sample(criteria_set.criteria, REDUCED))
    reduced = criteria_set.model_copy(update={"criteria": criteria, "dimensions": (), "profiles": (), "crosswalk": ()})
    answers = {criterion.id: Chosen(rng.choice(criterion.ladder).id) for criterion in criteria if rng.random() < 0.6}
    left = [criterion for criterion in criteria if criterion.id not in answers]
    scorer = Scorer(reduced)
    levels = {
        scorer.score("s", {**answers, **{c.id: Chosen(rung.id) for c, rung in zip(left, rungs, strict=True)}}).level
        for rungs in product(*(criterion.ladder for criterion in left))
    }
    proof = level_proof(reduced, answers)
    return (proof is not None) == (len(levels) == 1) and (proof is None or {proof.level} == levels)


def criteria_speed(effort: Effort) -> list[Measure]:
    """Scores of many subjects on all sets, against pydantic's own validation of their answers."""
    subjects = effort.rows // SUBJECTS_DIVISOR
    rng = random.Random(effort.seed)  # noqa: S311 - not a secret
    raw = [
        {"subject": f"s{rank}", "criteria_set": each.id, "criterion": criterion.id, "rung": rng.choice(criterion.ladder).id}
        for rank in range(subjects)
        for each in load_sets()
        for criterion in each.criteria
        if rng.random() < ANSWERED_SHARE
    ]
    adapter = TypeAdapter(list[CriteriaAnswer])
    answers: list[CriteriaAnswer] = []
    reference = _cpu(lambda: answers.extend(adapter.validate_python(raw)))
    ours, half = _cpu(lambda: _score_all(answers, subjects)), _cpu(lambda: _score_all(answers, subjects // 2))
    return [
        Measure(
            "Scores sur tous les jeux",
            f"{ours / reference:.2f} ×",
            f"≤ {SPEED_TARGET} ×",
            is_met=ours / reference <= SPEED_TARGET,
            reason=f"{subjects} sujets, {len(answers)} réponses en {ours:.1f} s ; référence : pydantic les valide, {reference:.1f} s",
            is_timed=True,
        ),
        Measure(
            "Scores : croissance avec les sujets",
            f"{ours / half / 2:.2f} ×",
            f"≤ {GROWTH_TARGET} ×",
            is_met=ours / half / 2 <= GROWTH_TARGET,
            reason="temps par sujet ; référence : la moitié des sujets",
            is_timed=True,
        ),
    ]


def _score_all(answers: list[CriteriaAnswer], subjects: int) -> None:
    kinds = {each.id: each.subject for each in load_sets()}
    book = AnswerBook(answers, lambda answer: Subject(kinds[answer.criteria_set], answer.subject))
    facts = dict.fromkeys(CatalogueFact)
    for each in load_sets():
        scorer, rules = Scorer(each), AnswerRules(each)
        for rank in range(subjects):
            said = book.said(*(Subject(kind, f"s{rank}") for kind in CriteriaSubject))
            scorer.score(f"s{rank}", rules.answers(said, facts))


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
