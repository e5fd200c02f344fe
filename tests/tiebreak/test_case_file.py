"""The dossier: read back as it was written, refused when it is not one."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from tiebreak import CaseFile, CaseFileError, CriteriaAnswer, CriticalityDecision, RecognitionDecision, Workbench


def test_a_case_file_is_read_back_identically(commune: CaseFile, tmp_path: Path) -> None:
    path = tmp_path / "dossier.tiebreak.json"
    path.write_text(commune.to_json(), encoding="utf-8")

    again = CaseFile.from_file(path)

    assert again == commune
    assert again.to_json() == commune.to_json()


@pytest.mark.parametrize("content", ["", "{}", '{"schema_version": 99}', "bonjour"])
def test_what_is_no_case_file_is_refused_with_its_name(content: str, tmp_path: Path) -> None:
    path = tmp_path / "faux.tiebreak.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CaseFileError, match=r"faux\.tiebreak\.json"):
        CaseFile.from_file(path)


def test_a_case_file_of_another_catalogue_says_so_when_recomputed(workbench: Workbench, commune: CaseFile) -> None:
    older = commune.model_copy(update={"pins": commune.pins.model_copy(update={"catalogue": "2020.01"})})

    notices = workbench.diagnose(older).notices

    assert any("catalogue 2020.01" in notice and "recalculé" in notice for notice in notices)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"zone_policy": "mars"}, "zone 'mars' inconnue"),
        ({"criticality_decisions": (CriticalityDecision(function="cafe", criticality=4),)}, "fonction 'cafe'"),
        (
            {"recognition_decisions": (RecognitionDecision(supplier_text="X", supplier="disparu"),)},
            "'disparu' n’est plus au catalogue",
        ),
        (
            {"criteria_answers": (CriteriaAnswer(subject="x", criteria_set="tiebreak", criterion="security", rung="magique"),)},
            "réponse 'magique'",
        ),
    ],
)
def test_a_case_file_that_names_what_is_gone_is_refused_with_the_names(
    workbench: Workbench, commune: CaseFile, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(CaseFileError, match=said):
        workbench.diagnose(commune.model_copy(update=changes))


def test_an_answer_of_the_user_moves_the_score_of_its_dependency(workbench: Workbench, commune: CaseFile) -> None:
    before = workbench.diagnose(commune)
    subject = before.criteria_scores[0].subject
    answer = CriteriaAnswer(subject=subject, criteria_set="tiebreak", criterion="security", rung="qualified")

    after = workbench.diagnose(commune.model_copy(update={"criteria_answers": (answer,)}))

    (old, new) = (next(score for score in each.criteria_scores if score.subject == subject) for each in (before, after))
    assert new.low - old.low == Decimal("0.125")
    assert new.completeness - old.completeness == Decimal("0.125")


def test_an_explicit_zone_and_budget_apply_to_a_saved_case(commune: CaseFile, tmp_path: Path) -> None:
    path = tmp_path / "d.tiebreak.json"
    path.write_text(commune.to_json(), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "tiebreak_cli",
        "plan",
        str(path),
        "--budget",
        "10",
        "--years",
        "1",
        "--zone",
        "eu",
        "--json",
    ]

    run = subprocess.run(command, capture_output=True, text=True, check=True)

    constraints = json.loads(run.stdout)["trajectory"]["constraints"]
    assert (constraints["annual_budget_eur"], constraints["horizon_years"]) == ("10.00", 1)
