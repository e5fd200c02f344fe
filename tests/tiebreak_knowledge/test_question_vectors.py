"""What is learnt from the vectors of known questions: towards which side a question leans, and its subject."""

from __future__ import annotations

import numpy as np
import pytest

from tiebreak_knowledge.retrieval.leaning import leaning_of
from tiebreak_knowledge.retrieval.stores import ArrayStore, Vectors
from tiebreak_knowledge.retrieval.subjects import BySubject, weighing_of


def test_a_question_leans_towards_the_side_of_its_like() -> None:
    random = np.random.default_rng(7)
    inside = random.normal(size=(400, 16)).astype(np.float32)
    outside = inside[:200] + np.eye(16, dtype=np.float32)[3] * 2.0
    leaning = leaning_of(inside, outside)

    assert leaning is not None
    assert np.mean([leaning.of(row) for row in inside]) > np.mean([leaning.of(row) for row in outside]) + 0.3
    assert leaning_of(inside, outside[:0]) is None


def unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def asked_in_many_tones(subjects: Vectors, tones: Vectors) -> tuple[list[str], Vectors]:
    """Each subject asked in each tone: what is common to a tone weighs far more than what is common to a subject."""
    rows = [0.3 * subject + tone for subject in subjects for tone in tones]
    return [f"p{number}" for number in range(len(subjects)) for _ in tones], unit(np.array(rows))


def test_a_question_is_near_its_subject_though_others_were_asked_in_its_tone() -> None:
    random = np.random.default_rng(3)
    axes = np.linalg.qr(random.normal(size=(24, 24)))[0]
    owners, asked = asked_in_many_tones(axes[:8], axes[8:14])
    question = owners.index("p5")
    known = [row for row in range(len(owners)) if row != question]
    owners, vectors = [owners[row] for row in known], asked[known]
    store = ArrayStore(owners, vectors)
    weighing = weighing_of(owners, vectors)
    assert weighing is not None

    near = BySubject(weighing, store, ArrayStore([], vectors[:0])).near(asked[question])

    assert next(iter(store.nearest(asked[question], 1))) != "p5", "the nearest question has the same tone, not the same subject"
    first, second, *_ = sorted(near.subjects, key=lambda name: -near.subjects[name])
    assert first == "p5"
    assert near.subjects["p5"] > near.subjects[second] + 0.2
    assert (near.outside, near.outside_question) == (0.0, 0.0), "nothing is known to be outside"


def test_what_is_out_of_scope_is_near_its_own_entry() -> None:
    random = np.random.default_rng(5)
    axes = np.linalg.qr(random.normal(size=(24, 24)))[0]
    owners, asked = asked_in_many_tones(axes[:8], axes[8:14])
    weighing = weighing_of(owners[:36], asked[:36])
    assert weighing is not None
    by_subject = BySubject(weighing, ArrayStore(owners[:36], asked[:36]), ArrayStore(owners[36:], asked[36:]))

    outside, inside = (unit((0.3 * axes[number] + axes[15])[None, :])[0] for number in (7, 2))

    assert by_subject.near(outside).outside > max(by_subject.near(outside).subjects.values())
    assert by_subject.near(inside).outside < max(by_subject.near(inside).subjects.values())
    assert by_subject.near(outside).outside_question > by_subject.near(inside).outside_question


def test_no_subject_is_learnt_from_single_questions() -> None:
    assert weighing_of(["a", "b"], np.eye(2, 4, dtype=np.float32)) is None
    assert weighing_of(["a", "a", "b"], np.eye(2, 4, dtype=np.float32)[[0, 0, 1]]) is None, "the questions of one do not differ"


def test_rows_of_one_owner_must_stand_together() -> None:
    with pytest.raises(ValueError, match="together"):
        ArrayStore(["a", "b", "a"], np.eye(3, 4, dtype=np.float32))
