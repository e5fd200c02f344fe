"""Scores between bounds: what is not answered raises nothing, and a proof holds whatever is answered next."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiebreak import (
    Aggregation,
    AnswerBook,
    AnswerOrigin,
    CatalogueFact,
    Chosen,
    CriteriaAnswer,
    CriteriaSet,
    CriteriaSubject,
    Criterion,
    CrosswalkRule,
    Dimension,
    Inference,
    Rung,
    Scorer,
    Subject,
    Weighted,
    WeightProfile,
    aggregated,
    answers_to,
    combined,
    criteria_score,
    level_proof,
    next_question,
)

LADDER = (
    Rung(id="no", label="Non", value=Decimal(0)),
    Rung(id="half", label="À moitié", value=Decimal("0.5")),
    Rung(id="yes", label="Oui", value=Decimal(1)),
)


def a_set(criteria: tuple[Criterion, ...], **changes: Any) -> CriteriaSet:
    settings: dict[str, Any] = {"id": "essai", "title": "Essai", "version": "1", "subject": CriteriaSubject.DEPENDENCY}
    return CriteriaSet(**{**settings, "scales_are_ours": True, "criteria": criteria, **changes})


SET = a_set(
    (
        Criterion(id="a", label="A", question="A ?", weight=Decimal(3), ladder=LADDER),
        Criterion(id="b", label="B", question="B ?", weight=Decimal(1), ladder=LADDER),
    )
)


def chosen(answers: Mapping[str, str], origin: AnswerOrigin = AnswerOrigin.GIVEN) -> dict[str, Chosen]:
    return {criterion: Chosen(rung, origin) for criterion, rung in answers.items()}


@pytest.mark.parametrize(
    ("answers", "low", "high", "completeness"),
    [
        ({}, "0", "1", "0"),
        ({"a": "yes"}, "0.75", "1", "0.75"),
        ({"a": "half", "b": "no"}, "0.375", "0.375", "1"),
    ],
)
def test_an_unanswered_criterion_only_widens_the_score(answers: dict[str, str], low: str, high: str, completeness: str) -> None:
    score = criteria_score(SET, "sujet", chosen(answers))

    assert (score.low, score.high, score.completeness) == (Decimal(low), Decimal(high), Decimal(completeness))


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [
        (Aggregation.MEAN, "0.625"),
        (Aggregation.MIN, "0.5"),
        (Aggregation.GEOMETRIC, "0.59460355750136053336"),
        (Aggregation.NONE, None),
    ],
)
def test_several_values_become_one(aggregation: Aggregation, expected: str | None) -> None:
    values = [Weighted(Decimal("0.5"), Decimal(3)), Weighted(Decimal(1), Decimal(1))]

    found = aggregated(aggregation, values)
    assert (found if found is None else round(found, 20)) == (None if expected is None else Decimal(expected))
    assert aggregated(aggregation, []) is None


def test_a_sum_is_divided_by_its_nominal_maximum_and_not_clamped() -> None:
    values = [Weighted(Decimal(v), Decimal(1)) for v in ("600.5", "500")]

    assert aggregated(Aggregation.SUM, values, Decimal(1000)) == Decimal("1.1005")


def test_a_zero_makes_a_geometric_mean_zero() -> None:
    assert aggregated(Aggregation.GEOMETRIC, [Weighted(Decimal(0), Decimal(1)), Weighted(Decimal(9), Decimal(1))]) == 0


def test_a_system_weighs_its_assets_by_their_criticality() -> None:
    assert combined([]) is None
    assert combined([Weighted(Decimal(4), Decimal(1)), Weighted(Decimal(4), Decimal(3))]) == pytest.approx(Decimal(4))


def test_what_does_not_apply_leaves_the_count() -> None:
    ladder = (Rung(id="sans-objet", label="Sans objet"), *LADDER)
    criteria_set = a_set(tuple(Criterion(id=name, label=name, question="?", ladder=ladder) for name in "ab"))

    score = criteria_score(criteria_set, "sujet", chosen({"a": "sans-objet", "b": "half"}))

    assert (score.low, score.completeness) == (Decimal("0.5"), Decimal(1))
    assert criteria_score(criteria_set, "s", chosen({"a": "sans-objet", "b": "sans-objet"})).low is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"criteria": (SET.criteria[0], SET.criteria[0])}, "en double"),
        ({"dimensions": (Dimension(id="d", label="D"),)}, "dimension None inconnue"),
        ({"within": Aggregation.SUM}, "une somme se fait dans une dimension"),
        ({"across": Aggregation.SUM}, "une somme se fait dans une dimension"),
        ({"profiles": (WeightProfile(id="p", label="P", weights={"d": Decimal(1)}),)}, "un poids par dimension"),
        (
            {"crosswalk": (CrosswalkRule(criterion="a", rung="non", from_set="x", from_criterion="y", from_rungs=("z",)),)},
            "passerelle vers 'a', 'non'",
        ),
    ],
)
def test_a_set_that_does_not_hold_together_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        a_set(**{"criteria": SET.criteria, **changes})


@pytest.mark.parametrize(
    ("ladder", "said"),
    [
        (tuple(reversed(LADDER)), "doit monter"),
        ((LADDER[0], LADDER[0]), "même identifiant"),
        ((Rung(id="a", label="A"), Rung(id="b", label="B")), "aucun échelon"),
        ((Rung(id="a", label="A", value=Decimal(0), level=2), Rung(id="b", label="B", value=Decimal(1), level=1)), "doit monter"),
    ],
)
def test_a_ladder_that_is_none_is_refused(ladder: tuple[Rung, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Criterion(id="a", label="A", question="A ?", ladder=ladder)


def test_what_is_given_wins_over_what_is_deduced_and_that_over_the_catalogue() -> None:
    criteria_set = a_set(
        tuple(
            Criterion(
                id=name,
                label=name,
                question="?",
                ladder=LADDER,
                inferred_from=Inference(fact=CatalogueFact.OWNER_INSIDE, when_true="yes", when_false="no"),
            )
            for name in "abc"
        ),
        crosswalk=tuple(
            CrosswalkRule(criterion=name, rung=rung, from_set="autre", from_criterion="z", from_rungs=(when,))
            for name, rung, when in (("a", "half", "oui"), ("b", "half", "oui"), ("b", "no", "oui"), ("c", "no", "non"))
        ),
    )
    answer = CriteriaAnswer(subject="s", criteria_set="essai", criterion="a", rung="no")
    other = CriteriaAnswer(subject="t", criteria_set="autre", criterion="z", rung="oui")
    kinds = {"essai": CriteriaSubject.DEPENDENCY, "autre": CriteriaSubject.SOLUTION}
    book = AnswerBook([answer, other], lambda each: Subject(kinds[each.criteria_set], each.subject))
    one, two = Subject(CriteriaSubject.DEPENDENCY, "s"), Subject(CriteriaSubject.SOLUTION, "t")

    found = answers_to(criteria_set, book.said(one, two), {CatalogueFact.OWNER_INSIDE: True})

    assert found == {
        "a": Chosen("no", AnswerOrigin.GIVEN),
        "b": Chosen("no", AnswerOrigin.CROSSWALK),
        "c": Chosen("yes", AnswerOrigin.INFERRED),
    }, "of two deductions, the weakest"
    assert answers_to(criteria_set, book.said(), {CatalogueFact.OWNER_INSIDE: None}) == {}
    assert book.subjects == (one, two)
    assert book.said(Subject(CriteriaSubject.SUPPLIER, "t")) == {}, "a supplier of the same identifier is something else"


def test_uses_that_contradict_each_other_say_nothing_of_their_product() -> None:
    subjects = [Subject(CriteriaSubject.DEPENDENCY, name) for name in "st"]
    said = (("s", "a", "no"), ("t", "a", "yes"), ("t", "b", "half"))
    answers = [CriteriaAnswer(subject=s, criteria_set="essai", criterion=c, rung=r) for s, c, r in said]

    book = AnswerBook(answers, lambda each: Subject(CriteriaSubject.DEPENDENCY, each.subject))

    assert book.agreed(subjects) == {"essai": {"b": "half"}}


# Small sets, so that every completion of their answers can be looked at.
AGGREGATIONS = (Aggregation.MEAN, Aggregation.MIN, Aggregation.GEOMETRIC)


@st.composite
def small_sets(draw: st.DrawFn) -> CriteriaSet:
    count = draw(st.integers(1, 5))
    has_dimensions = draw(st.booleans())
    names = ("d1", "d2") if has_dimensions else ()
    criteria = []
    for rank in range(count):
        rungs = draw(st.integers(2, 4))
        values = sorted(draw(st.lists(st.integers(1, 20), min_size=rungs, max_size=rungs)))
        levels = sorted(draw(st.lists(st.integers(0, 4), min_size=rungs, max_size=rungs)))
        ladder = [
            Rung(id=f"r{step}", label="R", value=Decimal(value), level=level)
            for step, (value, level) in enumerate(zip(values, levels, strict=True))
        ]
        if draw(st.booleans()):
            ladder.append(Rung(id="out", label="Sans objet"))
        criteria.append(
            Criterion(
                id=f"c{rank}",
                label="C",
                question="?",
                dimension=names[rank % 2] if names else None,
                weight=Decimal(draw(st.integers(1, 5))),
                ladder=tuple(ladder),
            )
        )
    used = {criterion.dimension for criterion in criteria}
    dimensions = tuple(Dimension(id=name, label=name, nominal=Decimal(50)) for name in names if name in used)
    within = draw(st.sampled_from((*AGGREGATIONS, Aggregation.SUM) if dimensions else AGGREGATIONS))
    return a_set(
        tuple(criteria),
        dimensions=dimensions,
        within=within,
        across=draw(st.sampled_from(AGGREGATIONS)),
        levels={level: f"Niveau {level}" for level in range(5)},
    )


@st.composite
def partly_answered(draw: st.DrawFn) -> tuple[CriteriaSet, dict[str, Chosen]]:
    criteria_set = draw(small_sets())
    answers = {}
    for criterion in criteria_set.criteria:
        rung = draw(st.sampled_from((None, *criterion.ladder)))
        if rung is not None:
            answers[criterion.id] = Chosen(rung.id)
    return criteria_set, answers


def completions(criteria_set: CriteriaSet, answers: Mapping[str, Chosen]) -> list[dict[str, Chosen]]:
    left = [criterion for criterion in criteria_set.criteria if criterion.id not in answers]
    choices = product(*([rung.id for rung in criterion.ladder] for criterion in left))
    return [{**answers, **{c.id: Chosen(r) for c, r in zip(left, choice, strict=True)}} for choice in choices]


@settings(max_examples=200, deadline=None)
@given(partly_answered())
def test_the_bounds_hold_every_completion_and_are_reached(case: tuple[CriteriaSet, dict[str, Chosen]]) -> None:
    criteria_set, answers = case
    scorer = Scorer(criteria_set)
    score = scorer.score("s", answers)
    whole = [scorer.score("s", each) for each in completions(criteria_set, answers)]

    lows, levels = [each.low for each in whole if each.low is not None], {each.level for each in whole}
    assert score.low == min(lows, default=None)
    assert score.high == max(lows, default=None)
    told = levels - {None}
    assert score.level_low == min(told, default=None)
    assert score.level_high == (None if None in levels else max(told)), "open when everything may be left out"


@settings(max_examples=200, deadline=None)
@given(partly_answered(), st.randoms(use_true_random=False))
def test_an_answer_only_narrows_and_order_changes_nothing(case: tuple[CriteriaSet, dict[str, Chosen]], shuffler: Any) -> None:
    criteria_set, answers = case
    scorer = Scorer(criteria_set)
    names = list(answers)
    shuffler.shuffle(names)
    shuffled = {name: answers[name] for name in names}
    before, after = scorer.score("s", {name: answers[name] for name in names[1:]}), scorer.score("s", answers)

    if after.low is not None and after.high is not None:
        assert before.low is not None
        assert before.high is not None
        assert before.low <= after.low <= after.high <= before.high, "what is not answered never raises a score"
    if before.level_low is not None and after.level_low is not None:
        assert before.level_low <= after.level_low
    again = scorer.score("s", shuffled)
    assert (again.low, again.high, again.dimensions) == (after.low, after.high, after.dimensions)


@settings(max_examples=200, deadline=None)
@given(partly_answered())
def test_a_level_is_proved_when_and_only_when_no_completion_changes_it(case: tuple[CriteriaSet, dict[str, Chosen]]) -> None:
    criteria_set, answers = case
    levels = {criteria_score(criteria_set, "s", each).level for each in completions(criteria_set, answers)}

    proof = level_proof(criteria_set, answers)

    assert (proof is not None) == (len(levels) == 1 and levels != {None})
    if proof is not None:
        assert {proof.level} == levels
        assert all(criteria_set.criterion(name).rung(answers[name].rung).level == proof.level for name in proof.held_by)


@settings(max_examples=100, deadline=None)
@given(small_sets())
def test_questions_end_with_everything_answered_and_first_those_that_hold_the_level(criteria_set: CriteriaSet) -> None:
    answers: dict[str, Chosen] = {}
    settled = False
    while (question := next_question(criteria_set, answers)) is not None:
        assert question.criterion not in answers
        settled = level_proof(criteria_set, answers) is not None
        assert question.narrows_level is not settled
        answers[question.criterion] = Chosen(criteria_set.criterion(question.criterion).ladder[-1].id)

    assert set(answers) == {criterion.id for criterion in criteria_set.criteria}


def test_a_set_without_levels_asks_what_the_score_depends_on_most() -> None:
    question = next_question(SET, {})

    assert question is not None
    assert (question.criterion, question.narrows_level) == ("a", False)
    assert level_proof(SET, chosen({"a": "no", "b": "no"})) is None
    assert next_question(SET, chosen({"a": "no", "b": "no"})) is None
