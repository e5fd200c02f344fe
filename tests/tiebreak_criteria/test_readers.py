"""Libraries that the user brings, and one's own copy of the IRN: read whole, or refused with what is missing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tiebreak import Chosen, CriteriaSubject, KnowledgeError, Scorer
from tiebreak_criteria.ciso_library import read_library
from tiebreak_criteria.irn import read_irn
from tiebreak_criteria.loader import load_sets, read_set

LIBRARY = """\
ref_id: Essai 1.0
locale: fr
version: 3
copyright: Personne
objects:
  framework:
    ref_id: Essai 1.0
    name: Cadre d’essai
    requirement_nodes:
      - {urn: "u:1", assessable: false, ref_id: "1", name: Chapitre un}
      - {urn: "u:1.a", assessable: true, parent_urn: "u:1", ref_id: "1.a", description: Une exigence}
      - {urn: "u:2", assessable: false, name: Chapitre deux}
      - {urn: "u:2.x", assessable: false, parent_urn: "u:2", name: Section}
      - {urn: "u:2.x.a", assessable: true, parent_urn: "u:2.x", description: Une autre, weight: 3}
      - {urn: "v:1.a", assessable: true, parent_urn: "u:2.x", description: Même fin d’adresse}
"""
SCORES = """\
    scores_definition:
      - {score: 1, name: Faible}
      - {score: 3, name: Fort}
"""


def test_a_library_becomes_a_set_with_a_dimension_by_chapter() -> None:
    (criteria_set,) = read_library(LIBRARY, origin="essai.yaml")

    assert (criteria_set.id, criteria_set.version, criteria_set.subject) == ("ciso-essai-1-0", "3", CriteriaSubject.AUTHORITY)
    assert [each.label for each in criteria_set.dimensions] == ["1 Chapitre un", "Chapitre deux"]
    assert [(each.id, each.dimension, each.weight) for each in criteria_set.criteria] == [
        ("1-a", "1", 1),
        ("2-x-a", "2", 3),
        ("1-a.2", "2", 1),
    ]
    assert criteria_set.scales_are_ours
    score = Scorer(criteria_set).score("s", {"1-a": Chosen("en-partie"), "2-x-a": Chosen("oui"), "1-a.2": Chosen("sans-objet")})
    assert (score.low, score.completeness) == (Decimal("0.75"), 1)


def test_a_scale_of_the_framework_is_kept() -> None:
    (criteria_set,) = read_library(LIBRARY.replace("    requirement_nodes:", f"{SCORES}    requirement_nodes:"), origin="e")

    assert [(rung.label, rung.value) for rung in criteria_set.criteria[0].ladder] == [("Faible", 0), ("Fort", 1)]
    assert not criteria_set.scales_are_ours


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "YAML illisible"),
        ("- a", "pas une bibliothèque"),
        ("objects: {}", "pas une bibliothèque"),
        (LIBRARY.replace("assessable: true", "assessable: false"), "aucune exigence"),
        (LIBRARY.replace("weight: 3", "weight: -1"), "greater than 0"),
    ],
)
def test_what_is_no_library_is_refused(text: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        read_library(text, origin="essai.yaml")


@pytest.mark.parametrize(("file", "criteria"), [("secnumcloud-3.2.yaml", 412), ("cloud-sovereignty-framework.yaml", 8)])
def test_the_real_libraries_load(shared_data: Path, file: str, criteria: int) -> None:
    path = shared_data / "ciso-assistant-libraries" / file

    (criteria_set,) = read_library(path.read_text("utf-8"), origin=file, subject=CriteriaSubject.SOLUTION)

    assert len(criteria_set.criteria) == criteria
    best = {criterion.id: Chosen(criterion.ladder[-1].id) for criterion in criteria_set.criteria}
    assert Scorer(criteria_set).score("s", best).low == 1


def test_every_library_of_the_folder_loads(shared_data: Path) -> None:
    for path in sorted((shared_data / "ciso-assistant-libraries").glob("*.yaml")):
        assert read_library(path.read_text("utf-8"), origin=path.name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "il faut une colonne"),
        ("pilier,question\nUn,A\n", "il faut une colonne"),
        ("pilier,critère\nUn,\n,B\nDeux,C\n", "lignes 2, 3"),
    ],
)
def test_a_copy_of_the_irn_that_says_too_little_is_refused(text: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        read_irn(text, origin="copie.csv")


def test_a_copy_of_the_irn_keeps_its_words() -> None:
    irn = read_irn("Pilier;Critère;Question\nUn;A;Pourquoi ?\n", origin="copie.csv")

    assert (irn.criteria[0].label, irn.criteria[0].question, irn.dimensions[0].label) == ("A", "Pourquoi ?", "Un")


def test_a_fault_of_a_set_names_its_file_and_field() -> None:
    with pytest.raises(KnowledgeError, match=r"essai\.yaml : .*version"):
        read_set("id: a\ntitle: A\n", origin="essai.yaml")


def test_the_shipped_sets_say_what_they_are_and_cross_to_what_exists() -> None:
    sets = {each.id: each for each in load_sets()}

    assert set(sets) == {"tiebreak", "eu-csf", "secnumcloud-19-6", "cada-proposal", "edtech-souveraine", "circulaire-etat-2026"}
    for each in sets.values():
        for rule in each.crosswalk:
            assert rule.from_set in sets
            ladder = {rung.id for rung in sets[rule.from_set].criterion(rule.from_criterion).ladder}
            assert set(rule.from_rungs) <= ladder, (each.id, rule)
    assert {each.id for each in sets.values() if each.status is None} == {"tiebreak", "edtech-souveraine"} & {
        each.id for each in sets.values() if each.status is None
    }
    assert Scorer(sets["circulaire-etat-2026"]).score("s", {}).low is None, "the State publishes no weight: there is no score"
