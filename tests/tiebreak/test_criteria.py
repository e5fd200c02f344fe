"""Scores between bounds: what is not answered raises nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tiebreak import CriteriaSet, CriteriaSubject, Criterion, Rung, criteria_score

LADDER = (
    Rung(id="no", label="Non", value=Decimal(0)),
    Rung(id="half", label="À moitié", value=Decimal("0.5")),
    Rung(id="yes", label="Oui", value=Decimal(1)),
)
SET = CriteriaSet(
    id="essai",
    title="Essai",
    version="1",
    subject=CriteriaSubject.DEPENDENCY,
    scales_are_ours=True,
    criteria=(
        Criterion(id="a", label="A", question="A ?", weight=Decimal(3), ladder=LADDER),
        Criterion(id="b", label="B", question="B ?", weight=Decimal(1), ladder=LADDER),
    ),
)


@pytest.mark.parametrize(
    ("answers", "low", "high", "completeness"),
    [
        ({}, "0", "1", "0"),
        ({"a": "yes"}, "0.75", "1", "0.75"),
        ({"a": "half", "b": "no"}, "0.375", "0.375", "1"),
    ],
)
def test_an_unanswered_criterion_only_widens_the_score(answers: dict[str, str], low: str, high: str, completeness: str) -> None:
    score = criteria_score(SET, "sujet", answers, {})

    assert (score.low, score.high, score.completeness) == (Decimal(low), Decimal(high), Decimal(completeness))


def test_an_answer_wins_over_what_the_catalogue_infers() -> None:
    score = criteria_score(SET, "sujet", {"a": "no"}, {"a": Decimal(1), "b": Decimal(1)})

    assert (score.low, score.inferred) == (Decimal("0.25"), ("b",))


def test_a_ladder_that_goes_down_is_refused() -> None:
    with pytest.raises(ValueError, match="monter"):
        Criterion(id="a", label="A", question="A ?", ladder=tuple(reversed(LADDER)))
