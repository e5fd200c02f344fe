"""What is asked of a text of law that a question only names."""

from __future__ import annotations

from functools import cache

import pytest

from tiebreak import Workbench
from tiebreak_evaluations.questions import questions, unanswerable
from tiebreak_knowledge.retrieval.named_texts import NamedTexts


@cache
def texts() -> NamedTexts:
    return NamedTexts(Workbench().knowledge.texts)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("C'est quoi NIS2 ?", "nis2"),
        ("qu'est-ce que le Data Act", "data-act"),
        ("le DMA c'est quoi", "dma"),
        ("RGPD", "rgpd"),
        ("Expliquez-moi le règlement général sur la protection des données", "rgpd"),
        ("la loi REEN ?", "reen"),
    ],
)
def test_a_text_that_is_only_named_is_told(question: str, text: str) -> None:
    assert texts().asked(question).passages == (f"about:{text}",)


@pytest.mark.parametrize(
    "question",
    ["Faut-il SecNumCloud ?", "que dit le RGPD sur les sous-traitants", "RGPD et Data Act ?", "c'est quoi un marché public"],
)
def test_a_question_that_asks_a_rule_is_left_to_the_search(question: str) -> None:
    assert not texts().asked(question).passages


def test_no_question_of_the_tuning_half_is_taken_for_one() -> None:
    asked = [each.question for each in (*questions("tuning"), *unanswerable("tuning"))]

    assert [each for each in asked if texts().asked(each).passages] == []


def test_every_text_says_what_it_is() -> None:
    assert [text.id for text in Workbench().knowledge.texts.values() if not text.about] == []
