"""What is asked of a product or supplier that a question names: its alternatives, its owner, its entry, or something else."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from tiebreak import RecordKind, Workbench, load_nomenclature
from tiebreak_evaluations.questions import unanswerable
from tiebreak_knowledge.retrieval.finder import KnowledgeFinder
from tiebreak_knowledge.retrieval.index import Filters
from tiebreak_knowledge.retrieval.named_entries import NAME_THE_PRODUCT

TODAY = Filters(on=date(2026, 11, 26))


@cache
def finder() -> KnowledgeFinder:
    bench = Workbench()
    return KnowledgeFinder(bench.knowledge, bench.catalogue, load_nomenclature())


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Par quoi remplacer Teams ?", "function:collaboration"),
        ("Quelles alternatives à VMware pour nos serveurs ?", "function:virtualisation"),
        ("équivalent libre à Photoshop ?", "function:design_tools"),
        ("remplacer windows", "function:operating_system"),
        ("Berger-Levrault est-il européen ?", "supplier:berger-levrault"),
        ("Zoom c'est américain ?", "supplier:zoom"),
        ("JVS-Mairistem appartient à qui ?", "supplier:jvs"),
        ("LibreOffice est-il libre ?", "solution:libreoffice"),
        ("c'est quoi Grist", "solution:grist"),
    ],
)
def test_a_question_of_one_entry_is_answered_by_what_it_asks(question: str, first: str) -> None:
    found = finder().search(question, TODAY)

    assert found.is_found
    assert found.hits[0].passage.id == first


@pytest.mark.parametrize(
    "question",
    [
        "Puis-je exiger des logiciels européens plutôt que Microsoft ?",
        "on veut remplacer Google Workspace mais le DGS a peur de perdre ses mails",
        "les logiciels de Microsoft sont-ils interdits ?",
        "Jitsi peut-il remplacer Teams ?",
        "Peut-on remplacer le titulaire ?",
        "Antidote",
    ],
)
def test_a_question_that_asks_more_is_left_to_the_search(question: str) -> None:
    assert not finder().entries.asked(question).passages


def test_no_question_without_answer_is_taken_for_one_of_an_entry() -> None:
    assert [each.question for each in unanswerable("tuning") if finder().entries.asked(each.question).passages] == []


def test_every_function_of_a_product_is_told_and_what_may_lead_out_stands_apart() -> None:
    found = finder().search("Par quoi remplacer Teams ?", TODAY)
    visio = found.hits[1].passage

    assert [hit.passage.id for hit in found.hits[: found.together]] == ["function:collaboration", "function:video_conferencing"]
    lines = {line.partition(" : ")[0]: line for line in visio.text.splitlines()}
    assert "Jitsi Meet" in lines["Sous licence libre"]
    outside = next(line for title, line in lines.items() if title.startswith("Propriétaire ou technologie hors"))
    assert "Microsoft Teams" in outside
    assert "ni classé ni conseillé" in visio.text


def test_a_supplier_of_many_functions_is_asked_back_for_the_product() -> None:
    found = finder().search("Par quoi remplacer Microsoft ?", TODAY)

    assert found.hits[0].passage.id == "supplier:microsoft"
    assert NAME_THE_PRODUCT in found.notices


def test_another_kind_of_record_asked_for_hides_the_entries() -> None:
    found = finder().search("Par quoi remplacer Teams ?", Filters(on=TODAY.on, kinds=[RecordKind.LAW]))

    assert found.together == 1
    assert all(hit.passage.kind is RecordKind.LAW for hit in found.hits)


def test_names_that_are_also_common_words_are_not_sure() -> None:
    assert [entries[0] for entries in finder().entries.named("combien pour Salesforce et Horizon ?")] == ["salesforce"]
