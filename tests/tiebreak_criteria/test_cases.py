"""The cases that anyone can write: YAML files of answers and expected results, for each set.

The format is written at the head of `cases/cadre-europeen.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tiebreak import Chosen, CriteriaSet, Scorer, Weighted, combined
from tiebreak_criteria.irn import read_irn
from tiebreak_criteria.loader import load_sets

FOLDER = Path(__file__).parent / "cases"
CASES = [
    pytest.param(case, id=f"{path.stem} : {case['cas']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
KNOWN = {"score", "haut", "valeur", "niveau", "niveau_bas", "niveau_haut", "repondu", "dimensions"}


def the_set(case: Mapping[str, Any]) -> CriteriaSet:
    if "copie" in case:
        return read_irn(case["copie"], origin="copie d’essai")
    return next(each for each in load_sets() if each.id == case["jeu"])


def the_answers(criteria_set: CriteriaSet, case: Mapping[str, Any]) -> dict[str, Chosen]:
    given, least = case["reponses"], -1
    if isinstance(given, str):
        if given.startswith("au moins "):
            least = int(given.removeprefix("au moins "))
        answers = {}
        for criterion in criteria_set.criteria:
            rungs = [rung for rung in criterion.rated if rung.level is None or rung.level >= least]
            answers[criterion.id] = (rungs[-1] if given == "meilleures" else rungs[0]).id
    else:
        answers = dict(given)
    return {criterion: Chosen(rung) for criterion, rung in {**answers, **case.get("sauf", {})}.items()}


def rounded(value: Decimal | None, expected: str) -> str:
    assert value is not None
    return str(value.quantize(Decimal(expected), rounding=ROUND_HALF_EVEN))


@pytest.mark.parametrize("case", CASES)
def test_a_case_gives_what_it_says(case: Mapping[str, Any]) -> None:
    criteria_set, expected = the_set(case), case["attendu"]
    score = Scorer(criteria_set, case.get("profil")).score("essai", the_answers(criteria_set, case))
    low, high = score.low or Decimal(0), score.high or Decimal(0)

    assert set(expected) <= KNOWN, "a field that nobody checks"
    for name, value in (("score", low * 100), ("haut", high * 100), ("valeur", low), ("repondu", score.completeness * 100)):
        if name in expected:
            assert rounded(value, expected[name]) == expected[name], name
    levels = {"niveau": score.level, "niveau_bas": score.level_low, "niveau_haut": score.level_high}
    assert {name: levels[name] for name in levels if name in expected} == {
        name: expected[name] for name in levels if name in expected
    }
    nominal = {dimension.id: dimension.nominal or Decimal(1) for dimension in criteria_set.dimensions}
    points = {each.dimension: (each.low or Decimal(0)) * nominal[each.dimension] for each in score.dimensions}
    for dimension, value in expected.get("dimensions", {}).items():
        assert points[dimension] == Decimal(value)


def test_a_system_of_two_assets_is_weighed_by_criticality() -> None:
    first = read_irn("pilier;critère\nUn;A\nDeux;B\nTrois;C\n", origin="a")
    second = read_irn("pilier;critère\nUn;A\nDeux;B\n", origin="b")
    scores = (
        Scorer(first).score("a", {"c1": Chosen("resultats"), "c2": Chosen("moyens"), "c3": Chosen("intention")}),
        Scorer(second).score("b", {"c1": Chosen("non-resilient"), "c2": Chosen("intention")}),
    )
    weighted = [Weighted(score.low, Decimal(d)) for score, d in zip(scores, (1, 4), strict=True) if score.low is not None]

    assert rounded(combined(weighted), "0.001") == "19.837"


def test_nine_criteria_never_bind_the_level() -> None:
    criteria_set = next(each for each in load_sets() if each.id == "eu-csf")

    free = {criterion.id for criterion in criteria_set.criteria if {rung.level for rung in criterion.ladder} == {4}}

    assert free == {f"sov-{name}" for name in ("1.2", "1.4", "1.5", "1.6", "1.7", "2.5", "5.3", "7.2", "8.4")}
