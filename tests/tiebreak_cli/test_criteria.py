"""Criteria sets at a terminal: listed, asked by the question that matters most, kept in the case file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tiebreak import CaseFile, CaseFileError, Pins, RequiredLevel, Workbench
from tiebreak.testing import A_DAY, AN_AUTHORITY, a_reading, a_spend_line

LIBRARY = """\
ref_id: Essai
locale: fr
version: 1
objects:
  framework:
    ref_id: Essai
    name: Cadre d’essai
    requirement_nodes:
      - {urn: "u:a", assessable: true, description: Une exigence}
      - {urn: "u:b", assessable: true, description: Une autre}
"""


def criteria(*arguments: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tiebreak_cli", "criteria", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, input=typed)


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    case = CaseFile(
        authority=AN_AUTHORITY,
        as_of=A_DAY,
        zone_policy="eu_eea",
        readings=(a_reading(a_spend_line(supplier="MICROSOFT FRANCE", label="Microsoft 365")),),
        pins=Pins(method="1", nomenclature="1", catalogue="1", zones="1"),
    )
    path = tmp_path / "d.tiebreak.json"
    path.write_text(case.to_json(), encoding="utf-8")
    return path


def test_sets_are_listed_with_those_that_the_user_brings(tmp_path: Path) -> None:
    library, copy = tmp_path / "lib.yaml", tmp_path / "irn.csv"
    library.write_text(LIBRARY, encoding="utf-8")
    copy.write_text("pilier;critère\nUn;A\n", encoding="utf-8")

    run = criteria("list", "--library", library, "--library", copy)

    assert run.returncode == 0, run.stderr
    for name in ("tiebreak", "eu-csf", "secnumcloud-19-6", "ciso-essai", "irn"):
        assert name in run.stdout


def test_one_answer_may_settle_a_level_and_is_kept(case_file: Path, workbench: Workbench) -> None:
    run = criteria("ask", "eu-csf", case_file, "--about", "microsoft-365", typed="1\nContrat, annexe 2\n")

    assert run.returncode == 0, run.stderr
    said = " ".join(run.stdout.split())
    assert "Niveau établi" in said
    assert "Déjà répondu par le catalogue : Contrôle par une entité" in said
    assert "Aucune des 45 réponses qui manquent ne peut le changer" in said
    case = CaseFile.from_file(case_file)
    (answer,) = case.criteria_answers
    assert (answer.subject, answer.reference) == ("microsoft-365", "Contrat, annexe 2")
    scores = {(each.criteria_set, each.subject): each for each in workbench.diagnose(case).criteria_scores}
    assert scores["eu-csf", "microsoft-365"].level == 0


def test_what_is_not_known_is_skipped_and_one_may_stop(case_file: Path) -> None:
    run = criteria("ask", "secnumcloud-19-6", case_file, "--about", "ovhcloud", typed="0\n0\nq\n")

    assert run.returncode == 0, run.stderr
    assert CaseFile.from_file(case_file).criteria_answers == ()
    assert "0,0 % des critères ont une réponse" in run.stdout.replace("\u202f", " ")


def test_a_level_that_the_buyer_requires_is_kept_and_said(case_file: Path, workbench: Workbench) -> None:
    run = criteria("ask", "eu-csf", case_file, "--about", "microsoft-365", "--minimum-level", "2", typed="q\n")

    assert run.returncode == 0, run.stderr
    assert "au moins : non remplie" in run.stdout, "the owner that the catalogue knows is enough to tell"
    case = CaseFile.from_file(case_file)
    assert [each.minimum_level for each in case.required_levels] == [2]
    refused = criteria("ask", "tiebreak", case_file, "--about", "microsoft-365", "--minimum-level", "2", typed="q\n")
    assert refused.returncode == 1
    assert "n’a pas de niveau 2" in refused.stderr
    foreign = case.model_copy(update={"required_levels": (RequiredLevel(criteria_set="tiebreak", minimum_level=2),)})
    with pytest.raises(CaseFileError, match="niveau exigé au jeu 'tiebreak'"):
        workbench.diagnose(foreign)


def test_an_answer_may_be_taken_back(case_file: Path) -> None:
    criteria("ask", "secnumcloud-19-6", case_file, "--about", "ovhcloud", typed="1\n\n")
    assert len(CaseFile.from_file(case_file).criteria_answers) == 1

    run = criteria("ask", "secnumcloud-19-6", case_file, "--about", "ovhcloud", "--restart", typed="q\n")

    assert run.returncode == 0, run.stderr
    assert CaseFile.from_file(case_file).criteria_answers == ()


def test_a_product_is_answered_for_all_its_uses_and_a_candidate_is_scored(case_file: Path, workbench: Workbench) -> None:
    criteria("ask", "tiebreak", case_file, "--about", "microsoft-365", typed="1\n\nq\n")
    criteria("ask", "eu-csf", case_file, "--about", "nextcloud", typed="2\n\nq\n")

    diagnosis = workbench.diagnose(CaseFile.from_file(case_file))

    (dependency,) = diagnosis.assessments
    scores = {(each.criteria_set, each.subject): each for each in diagnosis.criteria_scores}
    assert scores["tiebreak", dependency.dependency.id].completeness > scores["eu-csf", "nextcloud"].completeness > 0
    assert diagnosis.notices == (*(each for each in diagnosis.notices if "ne comptent plus" not in each),)


def test_a_set_that_the_user_brings_is_kept_with_its_answers(case_file: Path, tmp_path: Path, workbench: Workbench) -> None:
    library = tmp_path / "lib.yaml"
    library.write_text(LIBRARY, encoding="utf-8")

    run = criteria("ask", "ciso-essai", case_file, "--library", library, typed="4\n\n2\n\n")

    assert run.returncode == 0, run.stderr
    assert "score de 50,0 % à 50,0 %" in run.stdout.replace("\u202f", " ")
    scores = [each for each in workbench.diagnose(CaseFile.from_file(case_file)).criteria_scores if each.subject == "authority"]
    assert [each.low for each in scores] == [pytest.approx(0.5)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("absent",), "Aucun jeu de critères ne s’appelle 'absent'"),
        (("eu-csf",), "donnez son identifiant avec --about"),
        (("eu-csf", "--about", "zzz"), "donnez son identifiant avec --about"),
        (("tiebreak", "--about", "zzz"), "parmi"),
        (("eu-csf", "--library", "absent.yaml"), "No such file"),
    ],
)
def test_what_cannot_be_asked_is_refused(case_file: Path, arguments: tuple[str, ...], said: str) -> None:
    run = criteria("ask", arguments[0], case_file, *arguments[1:])

    assert run.returncode == 1
    assert said in run.stderr


def test_a_library_that_is_no_text_is_refused(case_file: Path, tmp_path: Path) -> None:
    library = tmp_path / "lib.yaml"
    library.write_bytes(b"\xff\xfe\x00")

    run = criteria("ask", "eu-csf", case_file, "--library", library)

    assert run.returncode == 1
    assert "UTF-8" in run.stderr
