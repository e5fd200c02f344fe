"""The intervals are judged on organisations they did not see, and their failures are printed."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path

import pytest

from tiebreak import Catalogue, EffortUnit, FiguresStatus, Migration
from tiebreak.testing import A_REFERENCE
from tiebreak_evaluations.measure import SAMPLE
from tiebreak_evaluations.plausibility import (
    NOBODY,
    Trial,
    cost_trials,
    duration_trials,
    interval_score,
    mean_score,
    plausibility,
    plausibility_tables,
)
from tiebreak_knowledge.loader import load_catalogue

METHOD = Path(__file__).parents[2] / "docs" / "methode.md"


def a_case(organisation: str, function: str, cost: int, *, number: int = 1) -> Migration:
    return Migration(
        id=f"{organisation.lower()}-{number}",
        label=f"{organisation} (2020)",
        organisation=organisation,
        functions=(function,),
        unit=EffortUnit.SEAT,
        units=100,
        year=2020,
        cost_low_eur=Decimal(cost),
        cost_high_eur=Decimal(cost),
        note="Cas fictif.",
        status=FiguresStatus.PUBLIC,
        references=(A_REFERENCE,),
    )


@pytest.mark.parametrize(
    ("real", "score"),
    [(10, math.log(3)), (math.sqrt(3) * 10, math.log(3)), (10 * math.sqrt(3) * math.e, math.log(3) + 10)],
)
def test_a_figure_outside_costs_ten_times_its_distance(real: float, score: float) -> None:
    assert interval_score(10 / math.sqrt(3), 10 * math.sqrt(3), real) == pytest.approx(score)


def test_an_organisation_never_predicts_itself() -> None:
    # Two cases of A at 10 € a unit; the one of B at 90 €.
    trials = cost_trials([a_case("A", "mail", 1_000), a_case("A", "mail", 1_000, number=2), a_case("B", "mail", 9_000)])

    assert [trial.expected.point if trial.expected else None for trial in trials] == [90, 90, 10]
    assert not any(trial.holds for trial in trials)


def test_what_nobody_else_tells_is_not_predicted_and_not_scored() -> None:
    alone, *others = cost_trials([a_case("A", "mail", 1_000), a_case("B", "library", 1_000), a_case("C", "library", 2_000)])

    assert (alone.expected, alone.holds, alone.score) == (None, False, None)
    assert mean_score([alone, *others]) == mean_score(others)


def test_every_migration_with_a_figure_is_in_the_tables() -> None:
    text = plausibility_tables()

    for place in ("Toulouse", "Rennes", "Nantes", "Schleswig-Holstein", "Munich"):
        assert f"| {place}," in text
    assert f"| Munich, système des postes et suite bureautique (2004-2013), défaite | de presse | {NOBODY} |" in text
    assert text.count("**non**") >= 1


def test_the_measures_meet_their_targets_on_the_shipped_catalogue() -> None:
    measures = plausibility(SAMPLE)

    assert [measure.name for measure in measures if not measure.is_met] == []


def test_no_shipped_interval_is_wider_than_three() -> None:
    migrations = Catalogue([load_catalogue()]).migrations
    trials: list[Trial] = [*cost_trials(migrations), *duration_trials(migrations)]

    assert all(each.expected.high <= 3 * each.expected.low for each in trials if each.expected is not None)


def test_the_method_says_how_often_the_intervals_hold() -> None:
    migrations = Catalogue([load_catalogue()]).migrations
    costs, durations = (
        [trial for trial in trials if trial.expected is not None]
        for trials in (cost_trials(migrations), duration_trials(migrations))
    )

    said = (
        f"le coût réel de {sum(each.holds for each in costs)} cas sur {len(costs)} "
        f"et la durée de {sum(each.holds for each in durations)} sur {len(durations)}"
    )
    assert said in METHOD.read_text(encoding="utf-8")
