"""Records of knowledge: what their model refuses, what a base refuses between them, and how an article is named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from tiebreak import (
    Applies,
    KnowledgeBase,
    KnowledgeDocuments,
    KnowledgeRecord,
    LegalText,
    RecordKind,
    Registry,
    Review,
    article_words,
    check_knowledge,
    hookimpl,
    load_nomenclature,
)

TODAY = date(2026, 11, 26)
SUMMARY = "Une règle fictive, qui n’existe que pour ce test et qui dit assez de choses pour être gardée comme une fiche."
TEXT = LegalText(id="fictif", name="Texte fictif", short="texte fictif", official_id="FICTIF", url="https://exemple.fr/fictif")


def record(identifier: str = "fictif-1", **changes: Any) -> KnowledgeRecord:
    """A record that keeps every rule, but for the changes."""
    fields: dict[str, Any] = {
        "id": identifier,
        "kind": "law",
        "title": f"Règle {identifier}",
        "summary": SUMMARY,
        "places": ("fictif:1",),
        "version": "état fictif",
        "applies": "yes",
        "status": "reviewed",
        "references": ({"title": "Texte fictif", "url": "https://exemple.fr/fictif", "consulted": TODAY},),
    }
    return KnowledgeRecord.model_validate({**fields, **changes})


CLAUSE = {
    "wording": "Le titulaire remet les données.",
    "goes_in": "ccap",
    "answers": ("reversibility",),
    "proof": "Un essai.",
    "caution": "Aucune.",
}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"applies": "under_condition"}, "condition"),
        ({"applies": "no"}, "condition"),
        ({"places": ()}, "places"),
        ({"kind": "clause", "clause": CLAUSE}, "rests_on"),
        ({"kind": "clause", "places": ()}, "clause"),
        ({"clause": CLAUSE}, "clause"),
        ({"in_force_from": date(2026, 2, 1), "in_force_until": date(2026, 1, 1)}, "précède"),
        ({"status": "unverified"}, "unsettled"),
        ({"references": ()}, "references"),
        ({"summary": "Trop court."}, "summary"),
        ({"places": ("fictif L1",)}, "places"),
    ],
)
def test_a_record_that_hides_something_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        record(**changes)


def test_a_rule_is_in_force_between_its_two_days() -> None:
    between = record(in_force_from=date(2026, 1, 1), in_force_until=date(2026, 6, 30))
    assert [between.is_in_force(day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))] == [
        False,
        True,
        True,
        False,
    ]
    assert record().is_in_force(TODAY)


def test_only_a_review_by_a_lawyer_makes_it_read_by_a_lawyer() -> None:
    assert not record(reviews=(Review(by="relecture interne", on=TODAY),)).is_read_by_a_lawyer
    assert record(reviews=(Review(by="juriste d’une collectivité", on=TODAY, is_lawyer=True),)).is_read_by_a_lawyer


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("fictif:L2112-4", "article L. 2112-4, texte fictif"),
        ("fictif:28", "article 28, texte fictif"),
        ("autre:1", "article 1, autre"),
    ],
)
def test_an_article_is_named_as_it_is_printed(place: str, words: str) -> None:
    base = KnowledgeBase([KnowledgeDocuments(version="1", texts=(TEXT,))])
    assert base.place_words(place) == words


def test_an_annex_keeps_its_name() -> None:
    assert article_words("annexe-III") == "annexe III"


def faults(*records: KnowledgeRecord) -> list[str]:
    """What a check says of these records."""
    base = KnowledgeBase([KnowledgeDocuments(version="1", texts=(TEXT,), records=records)])
    report = check_knowledge(base, load_nomenclature(), criteria=["reversibility"], on=TODAY)
    return [str(fault) for fault in report.faults]


def test_a_sound_base_has_no_fault() -> None:
    assert faults(record(), record("fictif-2", kind="clause", places=(), rests_on=("fictif:1",), clause=CLAUSE)) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"places": ("inconnu:1",)}, "texte inconnu"),
        ({"rests_on": ("inconnu:1",)}, "texte inconnu"),
        ({"functions": ("telepathy",)}, "fonction inconnue"),
        ({"references": ({"title": "x", "url": "https://exemple.fr", "consulted": date(2027, 1, 1)},)}, "après le jour"),
        ({"seen_in_force": date(2026, 1, 1), "in_force_until": date(2025, 1, 1)}, "ne l’était pas"),
        ({"kind": "clause", "places": (), "clause": CLAUSE}, "sur quels articles"),
        (
            {"kind": "clause", "places": (), "rests_on": ("fictif:1",), "clause": {**CLAUSE, "answers": ("beauty",)}},
            "critère inconnu",
        ),
        (
            {
                "kind": "clause",
                "places": (),
                "rests_on": ("fictif:1",),
                "clause": {**CLAUSE, "wording": "Le titulaire est une société française."},
            },
            "clause refusée",
        ),
    ],
)
def test_a_record_that_breaks_a_rule_of_the_base_is_named(changes: dict[str, Any], said: str) -> None:
    (fault,) = faults(record(**changes))
    assert said in fault


def test_two_records_that_cannot_be_told_apart_are_named() -> None:
    (fault,) = faults(record("un", title="Même titre"), record("deux", title="même titre"))
    assert "même titre que « deux »" in fault


def test_a_second_record_of_the_same_name_is_left_out_and_told() -> None:
    base = KnowledgeBase([KnowledgeDocuments(version="1", texts=(TEXT, TEXT), records=(record(), record(title="Autre")))])
    assert len(base.faults) == 2
    assert base.records["fictif-1"].title == "Règle fictif-1"


def test_a_report_counts_what_nobody_read_again_and_what_is_not_in_force() -> None:
    base = KnowledgeBase(
        [
            KnowledgeDocuments(
                version="1",
                texts=(TEXT,),
                records=(
                    record("a", reviews=(Review(by="relecture", on=TODAY),)),
                    record("b", in_force_from=date(2027, 1, 1)),
                    record("c", unsettled="à revoir", applies=Applies.NO, condition="l’État seul"),
                ),
            )
        ]
    )
    report = check_knowledge(base, load_nomenclature(), criteria=[], on=TODAY)
    assert (report.without_review, report.not_in_force, report.unsettled) == (2, ("b",), ("c",))
    assert report.counts[RecordKind.LAW] == 3
    assert report.by_text == {"fictif": 3}


class Gives:
    """A plugin that gives these records."""

    def __init__(self, *records: KnowledgeRecord) -> None:
        self._records = records

    @hookimpl
    def tiebreak_knowledge_documents(self) -> list[KnowledgeDocuments]:
        """The records."""
        return [KnowledgeDocuments(version="1", records=self._records)]


def test_a_plugin_that_takes_the_name_of_another_record_is_withdrawn_whole() -> None:
    registry = Registry()
    registry.register("a", Gives(record("un")))
    registry.register("b", Gives(record("deux"), record("un")))
    assert sorted(registry.knowledge().records) == ["un"]
    assert [failure.plugin for failure in registry.failures] == ["b"]
