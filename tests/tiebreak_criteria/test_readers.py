"""Libraries that the user brings, and one's own copy of the IRN: read whole, or refused with what is missing."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from tiebreak import Chosen, CriteriaSubject, KnowledgeError, RequiredLevel, Scorer, ranked, with_required
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


SET = """\
id: essai
title: Essai
version: "1"
subject: solution
scales_are_ours: true
levels: {0: Bas, 1: Haut}
criteria:
  - id: a
    label: A
    question: A ?
    ladder:
      - {id: non, label: Non, value: "0", level: 0}
      - {id: oui, label: Oui, value: "1", level: 1}
  - id: b
    label: B
    question: B ?
    ladder: [{id: non, label: Non, value: "0"}, {id: oui, label: Oui, value: "1"}]
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: a\ntitle: A\n", r"essai\.yaml, ligne 1 : version"),
        (SET.replace("label: B", "label: B\n    weight: -1"), "ligne 16 : criteria.1.weight"),
        (SET.replace("id: b", "id: a"), "ligne 14 : criteria.1 : identifiant 'a' en double"),
        (SET.replace("label: B", "label: B\n    dimension: d"), "ligne 14 : criteria.1 : critère 'b' : dimension 'd' inconnue"),
        (SET.replace("label: A\n", "label: A\n    label: Z\n"), "ligne 10 : 'label' est écrit deux fois"),
        (SET + "gates: [{id: g, label: G, criterion: a, minimum_rung: peut-etre}]\n", "ligne 18 : gates.0"),
        (SET + "gates: [{id: g, label: G, minimum_level: 1, dimension: d}]\n", "ligne 18 : gates.0"),
        (SET + "gates: [{id: g, label: G}]\n", "un niveau minimal, ou un critère"),
        ("a: " + "[" * 50_000, "plus de 100 niveaux"),
        ("a: [", "YAML illisible"),
        ("", "essai.yaml, ligne 1"),
    ],
)
def test_a_fault_of_a_set_names_its_file_its_line_and_its_field(text: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        read_set(text, origin="essai.yaml")


@pytest.mark.parametrize(
    ("answers", "minimum", "passed"),
    [({}, 1, None), ({"a": "non"}, 1, False), ({"a": "oui"}, 1, True), ({}, 0, True)],
)
def test_a_gate_is_passed_only_when_no_missing_answer_can_close_it(
    answers: dict[str, str], minimum: int, passed: bool | None
) -> None:
    required = RequiredLevel(criteria_set="essai", minimum_level=minimum)
    gated = with_required(read_set(SET, origin="essai.yaml"), [required])

    score = Scorer(gated).score("s", {name: Chosen(rung) for name, rung in answers.items()})

    assert (score.is_passed, [gate.is_passed for gate in score.gates]) == (passed, [passed])
    assert score.gates[0].label == f"{('Bas', 'Haut')[minimum]} au moins"


def test_a_gate_may_ask_one_answer_and_scores_rank_what_passes_it() -> None:
    gated = read_set(SET + "gates: [{id: g, label: G, criterion: b, minimum_rung: oui}]\n", origin="essai.yaml")
    said = {"failed": ("oui", "non"), "passed": ("non", "oui"), "better": ("oui", "oui"), "unknown": ("oui", None)}
    scores = [
        Scorer(gated).score(name, {k: Chosen(r) for k, r in zip("ab", rungs, strict=True) if r}) for name, rungs in said.items()
    ]

    assert [score.subject for score in ranked(scores)] == ["better", "passed", "unknown", "failed"]


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


def scored(*scores: str) -> str:
    """The library with a scale of these scores, as they are written."""
    scale = "".join(f"      - {{score: {score}, name: Échelon {rank}}}\n" for rank, score in enumerate(scores))
    return LIBRARY.replace("    requirement_nodes:", f"    scores_definition:\n{scale}    requirement_nodes:")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("a: " + "[" * 50_000, "ligne 1 : plus de 100 niveaux", id="deep"),
        pytest.param("a: &a [x]\nb: &b [*a, *a]\n", "ligne 2 : trop de renvois", id="alias-in-alias"),
        pytest.param("a: &a x\nb: [" + "*a, " * 101 + "]", "ligne 2 : trop de renvois", id="aliases"),
        pytest.param(LIBRARY + "checked: 2025-02-30\n", "ligne 16 : valeur illisible '2025-02-30'", id="date"),
        pytest.param(LIBRARY + "size: 0x" + "f" * 5000, "ligne 16 : nombre trop grand", id="large-number"),
        pytest.param(scored("2", "2"), "tous les scores sont égaux à 2", id="equal-scores"),
        pytest.param(scored("1", "haut"), "score : un nombre est attendu, lu 'haut'", id="score-in-words"),
        pytest.param(scored("1", "null"), "score : un nombre est attendu, lu rien", id="no-score"),
        pytest.param(scored("1", ".nan"), "score : un nombre est attendu, lu 'nan'", id="score-nan"),
        pytest.param(scored("1", "true"), "score : un nombre est attendu, lu 'True'", id="score-boolean"),
        pytest.param(scored("-1", "1"), "score négatif '-1'", id="negative-score"),
        pytest.param(scored("1", "1", "3"), "deux échelons ont le même identifiant", id="score-twice"),
        pytest.param(scored("1", "1.0e-200"), "id : String should have at most 80", id="score-too-fine"),
        pytest.param(
            LIBRARY.replace("    requirement_nodes:", "    scores_definition: 3\n    requirement_nodes:"),
            "« scores_definition » : une liste est attendue, lu '3'",
            id="scale-is-no-list",
        ),
        pytest.param(LIBRARY.replace("weight: 3", "weight: abc"), "poids de 'Une autre' : un nombre est attendu", id="weight"),
        pytest.param(LIBRARY.replace("weight: 3", "weight: null"), "attendu, lu rien", id="no-weight"),
        pytest.param(LIBRARY.replace("weight: 3", "weight: [3]"), "attendu, lu une liste", id="weight-list"),
        pytest.param(LIBRARY.replace("weight: 3", "weight: {a: 3}"), "lu un ensemble de champs", id="weight-mapping"),
        pytest.param(
            "objects: {framework: {requirement_nodes: 3}}", "« requirement_nodes » : une liste est attendue", id="nodes"
        ),
        pytest.param("objects: {framework: {requirement_nodes: [3]}}", "« requirement_nodes », rang 1 : un ensemble", id="node"),
        pytest.param("objects: {framework: {name: A}}", "aucune exigence", id="no-nodes"),
        pytest.param(
            LIBRARY.replace("assessable: true", "assessable: 'false'", 1),
            "true ou false est attendu, lu 'false'",
            id="assessable",
        ),
    ],
)
def test_a_fault_of_a_library_names_the_file_and_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        read_library(text, origin="essai.yaml")

    assert str(refused.value).startswith("essai.yaml : ")
    assert said in str(refused.value)


def test_bounds_on_a_scale_of_thirds_never_cross() -> None:
    (criteria_set,) = read_library(scored("1", "2", "3", "4"), origin="essai.yaml")
    scorer, criteria = Scorer(criteria_set), [each.id for each in criteria_set.criteria]
    rungs = [rung.id for rung in criteria_set.criteria[0].ladder]

    assert [rung.value for rung in criteria_set.criteria[0].ladder] == [0, Decimal("0.333333"), Decimal("0.666667"), 1]
    for chosen in product([None, *rungs], repeat=len(criteria)):
        score = scorer.score("s", {name: Chosen(rung) for name, rung in zip(criteria, chosen, strict=True) if rung})
        assert score.low is not None
        assert score.high is not None
        assert 0 <= score.low <= score.high <= 1, chosen
        assert None in chosen or score.low == score.high, chosen


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(f"pilier,critère\nUn,{'a' * 131_073}\n", "copie.csv, ligne 2 : tableau illisible", id="long"),
        pytest.param(f"pilier,{'a' * 131_073}\n", "copie.csv, ligne 1 : tableau illisible", id="long-title"),
        pytest.param("pilier,critère\n\n\n,A\nUn,B\n", "vide, lignes 4.", id="blank-lines"),
        pytest.param("pilier,critère\n", "aucun critère sous la ligne de titre", id="title-alone"),
        pytest.param("pilier,critère\nUn,\ud800\n", "copie.csv : Input should be a valid string", id="broken-character"),
        pytest.param("pilier;critère\nDonnées;Un  Mot\nLois;Un mot\ndonnees;un mot\n", "'un mot' écrit deux fois", id="twice"),
        pytest.param("pilier;critère\nUn;A\nUn;A\n;B\n", "vide, lignes 4 ; critère 'A' écrit deux fois", id="all-at-once"),
    ],
)
def test_a_fault_of_a_copy_of_the_irn_names_its_line(text: str, said: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        read_irn(text, origin="copie.csv")

    assert str(refused.value).startswith("copie.csv")
    assert said in str(refused.value)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_copy_of_the_irn_is_read_whatever_tells_its_columns_and_lines_apart(delimiter: str, end: str) -> None:
    rows = [("pilier", "critère"), ("Un", "A"), ("Deux", "B")]

    irn = read_irn(end.join(delimiter.join(row) for row in rows), origin="copie.csv")

    assert [(each.label, each.dimension) for each in irn.criteria] == [("A", "p1"), ("B", "p2")]


def test_a_pillar_spelt_three_ways_is_one_pillar_and_keeps_its_first_spelling() -> None:
    irn = read_irn("pilier;critère\nDonnées;A\nDonnees;B\n données ;C\n—;D\n…;E\n", origin="copie.csv")

    assert [(each.id, each.label) for each in irn.dimensions] == [("p1", "Données"), ("p2", "—"), ("p3", "…")]
    assert [each.dimension for each in irn.criteria] == ["p1", "p1", "p1", "p2", "p3"]
